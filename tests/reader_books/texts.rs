//! The texts of the books, written for these tests.

/// What a book is made of.
pub(crate) struct Text {
    pub(crate) title: &'static str,
    pub(crate) author: &'static str,
    pub(crate) sections: [&'static str; 4],
    pub(crate) paragraphs: [&'static str; 6],
    /// A list, in Markdown.
    pub(crate) list: &'static str,
    /// A quotation, in Markdown.
    pub(crate) quotation: &'static str,
    pub(crate) note: &'static str,
}

impl Text {
    /// An article of four sections, each of all paragraphs in another order, the first word of each section in bold.
    pub(crate) fn article(&self) -> String {
        let mut article = format!("---\ntitle: {}\nauthor: {}\n---\n", self.title, self.author);
        for (number, section) in self.sections.iter().enumerate() {
            article.push_str(&format!("\n## {section}\n"));
            for at in 0..self.paragraphs.len() {
                let mark = if at == 1 { format!("[^{number}]") } else { String::new() };
                let paragraph = self.paragraphs[(at + number) % self.paragraphs.len()];
                match paragraph.split_once(' ').filter(|_| at == 0) {
                    Some((first, rest)) => article.push_str(&format!("\n**{first}** {rest}{mark}\n")),
                    None => article.push_str(&format!("\n{paragraph}{mark}\n")),
                }
                match at {
                    2 => article.push_str(&format!("\n{}\n", self.list)),
                    4 => article.push_str(&format!("\n{}\n", self.quotation)),
                    _ => {}
                }
            }
            article.push_str(&format!("\n[^{number}]: {}\n", self.note));
        }
        article
    }
}

pub(crate) const ARABIC: Text = Text {
    title: "دفتر الساحل",
    author: "نورا البحري",
    sections: ["صباح المرفأ", "حكاية الطاحونة", "طريق العودة", "ما قاله البحّارة"],
    paragraphs: [
        "استيقظ المرفأ قبل الفجر على وقع خطى الصيادين وهم يجرّون شباكهم نحو الماء، وكان الضباب يخفي القوارب حتى لا يُرى منها إلا أضواء صغيرة تتمايل مع الموج. جلستُ على الحجر الكبير أكتب أسماء القوارب واحدا واحدا، فقد وعدت جدّي ألّا أنسى منها شيئا.",
        "كان جدّي يقول إن البحر كتاب مفتوح، لكنّ صفحاته تُقرأ من اليمين إلى اليسار مع الريح، ومن اليسار إلى اليمين مع التيّار. ولم أفهم قوله إلا حين رأيت خرائطه القديمة، وقد كتب على هوامشها بالحبر الأحمر كلمات مثل North و Sud إلى جانب أسماء النجوم العربية.",
        "في السوق القريب يبيع الناس الملح والتمر والحبال، ويتبادلون الأخبار أكثر مما يتبادلون النقود. سألت البائع عن ثمن مصباح نحاسي، فقال: «ثمنه حكاية!»، فحكيت له ما جرى للقارب الذي عاد وحده في شتاء سنة 1987، فأعطاني المصباح وهو يضحك.",
        "أمّا الطاحونة فتقف على التلّ منذ مئتي عام، ولا تدور اليوم إلا للزائرين. أصلحها شابّ درس الهندسة في المدينة، ووضع فيها جهازا صغيرا يقيس سرعة الريح ويرسلها إلى موقع wind.example.org كل عشر دقائق، فصار أهل القرية يعرفون الطقس قبل الإذاعة.",
        "وحين يأتي المساء تجتمع العائلات أمام البيوت، وتُصبّ القهوة في فناجين صغيرة، ويبدأ الحديث عن الغائبين. قالت خالتي إن الرسائل كانت تصل مرّة في الشهر، وإنّها ما زالت تحفظها في صندوق خشبي، وتقرأ واحدة منها كلما اشتاقت إلى صوت صاحبها.",
        "كتبتُ هذا كلّه في دفتر أزرق، ثم نسخته على الحاسوب بصيغة EPUB ليقرأه أولاد عمّي في البلاد البعيدة. بعضهم لا يعرف من العربية إلا السلام والكلام اليسير، لكنهم يقرؤون ببطء، ويسألونني عن كل كلمة غريبة، فأجيبهم كما كان جدّي يجيبني.",
    ],
    list: "- الشباك والحبال\n- الملح والتمر\n- المصباح النحاسي",
    quotation: "> من عرف البحر لم يأمنه، ومن أمنه لم يعرفه.\n>\n> — مثل من أمثال الساحل",
    note: "نقلتُ هذا عن دفتر جدّي، وفيه زيادات بخطّ غير خطّه.",
};

pub(crate) const PERSIAN: Text = Text {
    title: "کتاب‌خانه‌ی کوچه‌ی ما",
    author: "مریم رستگار",
    sections: ["نخستین قفسه", "کتاب‌های گم‌شده", "شب‌های زمستان", "نامه‌ای به دوست"],
    paragraphs: [
        "کتاب‌خانه‌ی کوچه‌ی ما از یک قفسه‌ی چوبی آغاز شد که کنار در نانوایی گذاشته بودند. هر کس کتابی می‌آورد و کتابی می‌برد، و هیچ‌کس نمی‌پرسید چه کسی چه چیزی را خوانده است. بچه‌ها می‌گفتند این قفسه مثل درختی است که میوه‌هایش هیچ‌وقت تمام نمی‌شود.",
        "پدربزرگم نخستین کسی بود که برای قفسه دفتری درست کرد. او نام کتاب‌ها را با خط خوش می‌نوشت و کنار هر نام، شماره‌ای می‌گذاشت؛ از ۱ تا ۲۵۰. وقتی شماره‌ها تمام شد، گفت که حالا دیگر باید یک کتاب‌خانه‌ی واقعی بسازیم، نه فقط قفسه‌ای کنار کوچه.",
        "در تابستان، چند جوان از دانشگاه آمدند و پیشنهاد کردند که فهرست کتاب‌ها را با یک برنامه‌ی ساده به نام LibreOffice در رایانه بنویسند. آن‌ها می‌خواستند هر خانواده بتواند از خانه ببیند که کدام کتاب در دسترس است و کدام‌یک را همسایه‌ای به امانت برده است.",
        "بعضی کتاب‌ها هرگز برنگشتند. مادرم می‌گفت کتابی که برنمی‌گردد، حتماً خواننده‌ای پیدا کرده است که نمی‌تواند از آن دل بکند. با این همه، روی دیوار نوشتیم: «لطفاً کتاب‌ها را پس بیاورید؛ کسی چشم‌به‌راه آن‌هاست.» و عجیب آن‌که در هفته‌ی بعد، هفت کتاب بازگشت.",
        "شب‌های زمستان، چراغ کتاب‌خانه تا دیروقت روشن می‌ماند. پیرمردها شاهنامه می‌خواندند و بچه‌ها نقاشی می‌کشیدند. گاهی برق می‌رفت و ما در نور شمع، داستان‌هایی را که از بر داشتیم برای هم می‌گفتیم، و صدای برف را که آرام روی بام می‌نشست می‌شنیدیم.",
        "امروز کتاب‌خانه‌ی ما بیش از سه هزار کتاب دارد و نشانی آن در وب library.example.ir است. اما هنوز همان قفسه‌ی چوبی کنار در ایستاده است، و هر کس که از نانوایی نان می‌خرد، پیش از رفتن نگاهی به آن می‌اندازد و شاید کتابی با خود می‌برد.",
    ],
    list: "1. آوردن کتاب\n2. نوشتن نام آن در دفتر\n3. بردن کتابی دیگر",
    quotation: "> توانا بود هر که دانا بود\n> ز دانش دل پیر برنا بود",
    note: "این یادداشت را از دفتر پدربزرگم برداشته‌ام.",
};

pub(crate) const URDU: Text = Text {
    title: "پرانے شہر کی گلیاں",
    author: "سلمان قریشی",
    sections: ["صبح کا بازار", "کتابوں کی دکان", "بارش کا دن", "واپسی کا سفر"],
    paragraphs: [
        "پرانے شہر کی گلیاں صبح سویرے جاگ اٹھتی ہیں۔ نانبائی اپنا تنور گرم کرتا ہے، دودھ والا گھر گھر آواز لگاتا ہے، اور بچے بستے اٹھائے اسکول کی طرف بھاگتے ہیں۔ میں ہر روز اسی گلی سے گزرتا تھا اور ہر روز یہاں کوئی نہ کوئی نئی بات دیکھنے کو ملتی تھی۔",
        "گلی کے آخر میں کتابوں کی ایک چھوٹی سی دکان ہے جس کے مالک بابا رحمت ہیں۔ وہ کہتے ہیں کہ کتاب بیچنا ان کا کام نہیں، کتاب کو اس کے پڑھنے والے تک پہنچانا ان کا کام ہے۔ ان کی دکان میں اردو، فارسی اور انگریزی کی پرانی کتابیں ایک ساتھ رکھی ہوئی ہیں۔",
        "ایک دن میں نے ان سے پوچھا کہ آج کل لوگ Kindle اور موبائل پر پڑھتے ہیں، کیا اس سے دکان کا کام کم نہیں ہوا؟ انھوں نے مسکرا کر کہا کہ پڑھنے والا جہاں بھی پڑھے، وہ ہمارا ہی بھائی ہے، اور جو آج شیشے پر پڑھتا ہے وہ کل کاغذ ڈھونڈنے ضرور آئے گا۔",
        "بارش کے دنوں میں گلی میں پانی بھر جاتا ہے اور سب لوگ دکان کے چھجے تلے جمع ہو جاتے ہیں۔ وہاں چائے بنتی ہے، پرانے قصے سنائے جاتے ہیں، اور کبھی کبھی کوئی بزرگ میر اور غالب کے شعر پڑھتا ہے۔ ان لمحوں میں وقت ٹھہر سا جاتا ہے اور شہر کا شور دور ہو جاتا ہے۔",
        "جب میں تعلیم کے لیے دوسرے ملک گیا تو یہی گلیاں میرے خوابوں میں آتی رہیں۔ میں نے وہاں سے بابا رحمت کو خط لکھا اور ان سے ایک پرانی لغت مانگی۔ تین ہفتوں بعد لغت کے ساتھ ایک پرچی ملی جس پر لکھا تھا کہ لفظ پردیس میں بھی اپنا گھر نہیں بھولتے۔",
        "اب میں واپس آ گیا ہوں اور اسی دکان میں ہفتے کی شام بچوں کو پڑھاتا ہوں۔ ہم نے ان کی کہانیاں جمع کر کے 2023 میں ایک چھوٹی سی کتاب بنائی ہے جو EPUB کی شکل میں مفت ملتی ہے، اور اس کا پتا books.example.pk ہے جہاں سے ہر کوئی اسے حاصل کر سکتا ہے۔",
    ],
    list: "- پرانی لغت\n- بچوں کی کہانیاں\n- میر کا دیوان",
    quotation: "> کتاب وہ دوست ہے جو کبھی ناراض نہیں ہوتا۔",
    note: "یہ بات بابا رحمت نے خود مجھے بتائی تھی۔",
};

pub(crate) const HEBREW: Text = Text {
    title: "המגדלור של אבא",
    author: "תמר לביא",
    sections: ["העלייה במדרגות", "יומן המזג", "אורחים בחורף", "האור החדש"],
    paragraphs: [
        "כשהייתי ילדה גרנו במגדלור שבקצה המפרץ, ואבא היה עולה בכל ערב מאה תשעים ושתיים מדרגות כדי להדליק את האור. הוא ספר אותן בקול רם, ואנחנו ידענו לפי הקול באיזו קומה הוא נמצא ומתי כדאי להתחיל להכין את התה.",
        "בחדר העליון היה שולחן קטן ועליו יומן עבה שבו רשם אבא את מזג האוויר. הוא כתב את כיוון הרוח, את גובה הגלים ואת שמות האוניות שעברו, ולפעמים הוסיף משפט אחד על מה שחשב באותו לילה. על הכריכה כתב באנגלית Log Book, כמו שראה אצל הימאים.",
        "בחורף היו מגיעים אלינו אורחים שלא תכננו לבוא: דייגים שהסערה תפסה אותם בים, ופעם אחת אפילו סטודנט שהלך לאיבוד בדרך אל הכפר. אמא הייתה מבשלת מרק גדול, ואבא היה מספר להם על הלילה של שנת 1973 שבו כבה האור לשלוש שעות.",
        "„הים לא שואל מי אתה”, היה אבא אומר, „הוא שואל רק אם הקשבת.” לקח לי שנים להבין שהוא לא דיבר רק על הים. היום, כשאני כותבת את הדברים האלה, אני שומעת שוב את הרוח בין החלונות ואת הצעדים שלו יורדים לאט במדרגות.",
        "אחר כך הגיעו הטכנאים והתקינו אור אוטומטי, עם חיישן קטן שמדווח לאתר light.example.org.il בכל שעה. אבא בדק את העבודה שלהם בורג אחר בורג, הודה להם בנימוס, ולמחרת עלה שוב את כל המדרגות, רק כדי לראות שהאור באמת נדלק בזמן.",
        "את היומנים שלו העתקתי למחשב והכנתי מהם ספר אלקטרוני בפורמט EPUB 3, כדי שהנכדים יוכלו לקרוא אותם בכל מקום. הקטנה שבהם שאלה אותי למה הדפים זזים ימינה, ואמרתי לה שככה הולכים הספרים שלנו: מן הסוף של האחרים אל ההתחלה שלנו.",
    ],
    list: "1. רוח צפונית\n2. ים גבה גלי\n3. שלוש אוניות באופק",
    quotation: "> כל הנחלים הולכים אל הים, והים איננו מלא.",
    note: "היומן נמצא היום אצל אחי, וחסרים בו שני דפים.",
};

pub(crate) const ENGLISH: Text = Text {
    title: "The Clockmaker’s Orchard",
    author: "Eleanor Hart",
    sections: ["The gate", "A slow trade", "Winter accounts", "What the trees kept"],
    paragraphs: [
        "The orchard stood behind the clockmaker’s shop, and for most of the year nobody but his daughter went into it. She knew every tree by the sound its leaves made, and she kept a list of them in a ledger that had been meant for springs and screws and the names of customers who still owed a few shillings.",
        "Her father repaired clocks for the whole valley. He was slow, and he said so on the sign above the door, because he believed that a thing made in a hurry would always run fast. People complained, went elsewhere, and came back a year later with the same clock in a worse condition and a pie as an apology.",
        "In the autumn the two of them picked apples together and hardly spoke. When they did, it was about small matters: a ladder that wanted a new rung, a neighbour’s goat, the Arabic word ساعة that a traveller had taught them, which means an hour, a watch and a clock at once, and which pleased the old man more than any coin.",
        "Winter was the season of accounts. They sat at the long table with the lamp between them, and she read the figures aloud while he wrote them down. The totals were never large, but they were right, and being right was the only luxury that the house allowed itself between the first frost and the last.",
        "After he died she found that he had hidden a clock in the oldest tree. It had no hands, only a small brass wheel that turned once a year and rang a bell that nobody could have heard from the road. She wound it every first of March and wrote the date in the ledger, beneath the names of the trees.",
        "The shop is a library now, and the ledger can be read there by anyone who asks. A copy of it, made by the children of the village school, is kept at orchard.example.com; it is missing two pages, which the children replaced with drawings of apples, and nobody has ever asked for the originals to be put back.",
    ],
    list: "- a ladder with eleven rungs\n- a ledger bound in green cloth\n- a bell without a clapper",
    quotation: "> A clock is only a promise that somebody will come and look at it.",
    note: "The sign is still above the door, though the paint has gone.",
};
