//! What runs are, as rows: `⟪…⟫` is set apart from left to right, `⟦…⟧` from right to left.

use super::*;

/// The text without its marks, and with the runs found marked.
fn marked(row: &str, base: Direction) -> (String, String) {
    let text = row.replace(['⟪', '⟫', '⟦', '⟧'], "");
    let mut found = String::new();
    let mut at = 0;
    for run in runs(&text, base) {
        let (open, close) = if run.direction == Direction::Ltr { ('⟪', '⟫') } else { ('⟦', '⟧') };
        found.push_str(&text[at..run.range.start]);
        found.push(open);
        found.push_str(&text[run.range.clone()]);
        found.push(close);
        at = run.range.end;
    }
    found.push_str(&text[at..]);
    (text, found)
}

fn check(base: Direction, rows: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (what, row) in rows {
        let (_, found) = marked(row, base);
        if found != *row {
            wrong.push_str(&format!("{what}\n  expected {row}\n  found    {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn words_and_phrases_from_left_to_right() {
    check(
        Direction::Rtl,
        &[
            ("nothing to set apart", "هذا نص عربي، وفيه 53 رقما."),
            ("a single word that the algorithm shows right", "نظام Android مفتوح المصدر."),
            ("a phrase", "كتاب ⟪The Great Gatsby⟫ رائع."),
            ("a phrase at the end keeps the full stop out", "قرأت ⟪The Great Gatsby⟫."),
            ("a phrase at the start", "⟪Visual Studio Code⟫ محرر نصوص."),
            ("a sentence within quotation marks", "قال «⟪Who Framed Roger Rabbit?⟫» ثم مضى."),
            ("a title quoted within a phrase", "كتب ⟪Linus wrote \"Just for Fun\"⟫ في سيرته."),
            ("Arabic commas part the members", "تعلم Python، ⟪Java⟫، وRust."),
            ("brackets around a word stay outside", "صيغة التبادل (JSON) شائعة."),
            ("brackets around a phrase stay outside", "الواجهة (⟪Application Programming Interface⟫) مهمة."),
            ("brackets inside a phrase belong to it", "لغة ⟪HTML (HyperText Markup Language)⟫ أساس الويب."),
            ("a bracket that opens the phrase", "استعمل ⟪(JSON) format⟫ هنا."),
            ("a bracket that the sentence closes", "مكتبة (React مكتبة) سهلة."),
            ("signs of the word", "لغة ⟪C++⟫ قوية، ولغة ⟪C#⟫ أيضا، ومنصة ⟪.NET⟫ كذلك."),
            ("a name with a sign", "أعلنت ⟪Yahoo!⟫ عن ذلك."),
            ("an exclamation", "أحب Google! إنه سريع."),
            ("a function", "الدالة f(x) مستمرة."),
            ("a call", "استدع ⟪main()⟫ أولا."),
            ("an abbreviation with stops", "في ⟪U.S.⟫ وحدها."),
            ("a company", "شركة ⟪Apple Inc.⟫ أعلنت."),
            ("a prefix with tatweel", "الـEPUB صيغة."),
            ("a slash between two scripts", "نظام Windows/لينكس معا."),
            ("an option", "الخيار ⟪--help⟫ مفيد."),
            ("a path", "الملف ⟪/usr/local/bin⟫ هنا."),
            ("a path with an end", "المجلد ⟪/usr/local/⟫ هنا."),
            ("a Windows path", "المجلد C:\\Users\\x هنا."),
            ("a handle", "تابع ⟪@user_name⟫ اليوم."),
            ("an address with Arabic in it", "زر ⟪https://example.com/مقال/٢؟أ=ب⟫، الآن."),
            ("a mail address", "راسل name@example.com الآن."),
            ("a symbol of several characters", "اكتب ⟪foo+👩\u{200D}👧⟫ كلمة"),
            ("a formula", "المعادلة ⟪E = mc²⟫ شهيرة."),
            ("English in an RTL block, with commas", "قال: ⟪Hello, world! It is late⟫."),
            ("a stop before a bracket that closes within", "دليل ⟪The Complete Guide (2nd Ed.)⟫ مفيد."),
            ("an exclamation within quotation marks within", "قال ⟪John said \"Hello!\"⟫ ثم مضى."),
            ("a question within brackets within", "كتب ⟪Foo (bar baz?)⟫ هنا."),
            ("a stop within the last quotation marks", "قال ⟪\"Yes\" and \"No.\"⟫ ثم."),
            ("a prefix before a name with a sign", "جرب و⟪.NET⟫ الآن."),
            ("a prefix before a hashtag", "انشر و⟪#hashtag_en⟫ الآن."),
            ("a prefix before a handle", "تابع و⟪@user⟫ الآن."),
            ("a prefix before an option", "أضف و⟪--help⟫ الآن."),
            ("a prefix before a path", "افتح و⟪~/.bashrc⟫ الآن."),
            ("a prefix before an amount", "ادفع بـ⟪$50⟫ الآن."),
            ("a prefix before a telephone number", "اتصل بـ⟪+966501234567⟫ الآن."),
            ("a degree", "يحمل ⟪Ph.D.⟫ من لندن."),
            ("a degree before a comma", "المؤلف ⟪John Smith, Ph.D.⟫، طبيب."),
            ("a citation behind «et al.»", "ذكر ⟪Foo et al. [3, 4]⟫ ذلك."),
            ("things joined by signs", "اضغط ⟪\u{FFFC}+\u{FFFC}+\u{FFFC}⟫ معا."),
            ("straight single quotation marks", "قال '⟪Hello world!⟫' ثم مضى."),
            ("an apostrophe", "كتاب ⟪Reader's Digest⟫ رائع."),
            ("an abbreviation before a comma", "كتبه ⟪John Smith Jr.⟫, ثم مات."),
            ("an abbreviation before an Arabic comma", "شركة ⟪Apple Inc.⟫، وغيرها."),
            ("a path with Arabic in it", "الملف ⟪/home/user/مستندات/file.txt⟫ هنا."),
            ("a Windows path with Arabic in it", "الملف ⟪C:\\Users\\محمد\\file.txt⟫ هنا."),
            ("a mail address at an Arabic host", "راسل ⟪info@شركة.com⟫ الآن."),
            ("a mail address behind a prefix", "راسلوا לinfo@example.com."),
        ],
    );
}

#[test]
fn words_of_other_languages() {
    check(
        Direction::Rtl,
        &[
            ("Persian: a suffix after a joiner", "استفاده از API‌ها آسان است."),
            ("Persian: a phrase", "کتاب ⟪The Great Gatsby⟫ خواندنی است."),
            ("Persian: signs", "زبان ⟪C++⟫ سریع است."),
            ("Urdu: a phrase and its full stop", "یہ ⟪Google Chrome⟫ ہے۔"),
            ("Hebrew: a prefix with a hyphen", "השתמשתי ב-Google אתמול."),
            ("Hebrew: a prefix with maqaf", "השתמשתי ב־Google אתמול."),
            ("Hebrew: a list of names", "החברות Apple, ⟪Google⟫ ו-Amazon תבעו."),
            ("Hebrew: a path behind a hyphen", "נמצא ב-⟪/usr/local/bin⟫ כאן."),
            ("Urdu: marks that open the other way", "فلم ”⟪Who Framed Roger Rabbit?⟫“ دیکھی۔"),
            ("a sign before a question mark", "هل تعرف ⟪C#⟫؟"),
            ("Hebrew: gershayim are letters", "צה\"ל פרסם את \"⟪The Report⟫\" אתמול."),
            ("Kurdish", "زمانی ⟪C++⟫ بەکار دێت."),
        ],
    );
}

/// The rule for numbers beside Latin words.
#[test]
fn numbers_beside_words() {
    check(
        Direction::Rtl,
        &[
            ("a version", "صدر معيار ⟪EPUB 3.3⟫ رسميا."),
            ("a model at the end", "اشتريت ⟪iPhone 15⟫."),
            ("a model before a comma", "اشتريت ⟪iPhone 15⟫، ثم بعته."),
            ("a model before an adjective with the article", "اشتريت ⟪iPhone 15⟫ الجديد."),
            ("a model before a preposition", "يعمل ⟪Windows 11⟫ على حاسوبي."),
            ("a model before a verb", "نظام ⟪Windows 11⟫ يدعم ذلك."),
            ("a model before «and»", "قارن ⟪iPhone 15⟫ وهاتفا آخر."),
            ("a model in brackets", "هاتفه (⟪Galaxy S 24⟫) جديد."),
            ("a model with more words", "هاتف ⟪iPhone 15 Pro Max⟫ غال."),
            ("a number that counts", "أعلنت ⟪Microsoft⟫ 5 منتجات جديدة."),
            ("a number that counts one kind", "وظفت ⟪Google⟫ 120 مهندسا."),
            ("a great number", "باعت ⟪Apple⟫ 5.3 مليون هاتف."),
            ("a percentage", "خفضت ⟪Apple⟫ ⟪5%⟫ من أسعارها."),
            ("a number before a word", "اشترى 3 iPhone أمس."),
            ("a number with its unit", "الذاكرة ⟪20 GB⟫ فقط."),
            ("a speed", "السرعة ⟪100 km/h⟫ هنا."),
            ("a temperature", "الحرارة ⟪25 °C⟫ اليوم."),
            ("an amount before a code", "السعر ⟪100 USD⟫ فقط."),
            ("a year after a comma goes with the name only at the end", "في ⟪Davos, 2016⟫."),
            ("two versions", "يدعم ⟪Python 3.8, 3.9⟫ فقط."),
            ("a citation", "ذكره (⟪Smith, 2010⟫) أولا."),
            ("Persian: a model", "گوشی ⟪iPhone 15⟫ را خریدم."),
            ("Persian: a number that counts", "شرکت ⟪Microsoft⟫ 5 محصول معرفی کرد."),
            ("Urdu: a model", "میں نے ⟪iPhone 15⟫ کو خریدا۔"),
            ("Urdu: a number that counts", "آج ⟪Microsoft⟫ 5 مصنوعات لائی۔"),
            ("Hebrew: a model", "קניתי ⟪iPhone 15⟫ חדש."),
            ("Hebrew: a number that counts", "השיקה ⟪Microsoft⟫ 5 מוצרים."),
            ("Hebrew: a version", "מערכת ⟪Windows 11⟫ היא טובה."),
            ("digits of the Arabic script are the sentence's", "هاتف iPhone ١٥ جديد."),
            ("a native number within a name", "گوشی ⟪iPhone ۱۵ Pro Max⟫ گران است."),
            ("a native number behind a name", "روی ⟪Android ۱۴⟫ کار می‌کند."),
            ("a native number that counts", "شرکت ⟪Samsung⟫ ۳ محصول ساخت."),
            ("Arabic: a name before an adverb", "انطلق صاروخ ⟪Falcon 9⟫ أمس."),
            ("Arabic: a name before an adjective", "طائرة ⟪Boeing 747⟫ سريعة."),
            ("Arabic: what is counted after a name", "طلبت الشركة من ⟪Boeing⟫ 50 طائرة."),
            ("Arabic: a broken plural", "أطلقت ⟪Samsung⟫ 3 هواتف."),
            ("Persian: a name before a verb", "موشک ⟪Falcon 9⟫ پرتاب شد."),
            ("Persian: a name before a noun of the verb", "هواپیمای ⟪Boeing 737⟫ سقوط کرد."),
            ("Persian: a name before a plural", "در ⟪Windows 11⟫ تغییرات زیادی هست."),
            ("Urdu: a name before an adjective", "یہ ⟪Boeing 747⟫ نیا ہے۔"),
            ("Kurdish: a name before an adjective", "ئەم ⟪Boeing 747⟫ نوێیە."),
            ("Kurdish: a number that counts", "کۆمپانیای ⟪Google⟫ 5 بەرهەم دەفرۆشێت."),
            ("Hebrew: a name in the construct state", "מטוסי ⟪Boeing 747⟫ גדולים."),
        ],
    );
}

#[test]
fn numbers_that_are_more_than_a_number() {
    check(
        Direction::Rtl,
        &[
            ("an ISO date", "في ⟪2016-12-07⟫ حدث ذلك."),
            ("an ISO date with the time", "في ⟪2016-12-07 10:30⟫ حدث ذلك."),
            ("a time", "الساعة 10:30 صباحا."),
            ("a score", "فاز الفريق ⟪3-1⟫ أمس."),
            ("a range", "بين ⟪2010-2015⟫ فقط."),
            ("a range with spaces", "بين ⟪2010 – 2015⟫ فقط."),
            ("a percentage", "نسبة ⟪50%⟫ منهم."),
            ("money", "ثمنه ⟪$50⟫ فقط."),
            ("money after", "ثمنه ⟪100 €⟫ فقط."),
            ("a negative number", "الحرارة ⟪-5⟫ اليوم."),
            ("a telephone number", "اتصل بالرقم ⟪+966 50 123 4567⟫ الآن."),
            ("a telephone number in native digits", "اتصل بالرقم ⟪+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧⟫ الآن."),
            ("a sum", "ناتج ⟪2 + 2 = 4⟫ صحيح."),
            ("thousands", "عددهم ⟪1 000 000⟫ شخص."),
            ("a citation", "كما في [12] أعلاه."),
            ("a native date is no telephone number", "في ٠٥-٠٦-٢٠١٦ وفي ١٥-٠٦-٢٠١٦ فقط."),
            ("a Persian date is no telephone number", "در ۰۵-۰۶-۱۳۹۵ بود."),
            ("a telephone number with a bracket first", "اتصل ⟪(٩٦٦) ١١ ٢٣٤ ٥٦٧٨⟫ الآن."),
            ("a price in rupees", "قیمت ⟪1500/-⟫ روپے ہے۔"),
            ("an area", "المساحة ⟪5 m2⟫ فقط."),
            ("a phrase in brackets that begins with a number", "صدر 2 (⟪3 Reasons Why⟫) اليوم."),
            ("a positive Persian number", "دمای ⟪+۳⟫ درجه بود."),
            ("inches", "شاشة ⟪6.1\"⟫ كبيرة."),
            ("inches in Hebrew", "מסך ⟪27\"⟫ של Dell."),
            ("the year of a copyright", "حقوق ⟪© 2024 Apple Inc.⟫ محفوظة."),
            ("a stage of a version", "الإصدار ⟪2.0 beta⟫ متاح."),
            ("coordinates", "الموقع ⟪24.7136° N, 46.6753° E⟫ تماما."),
            ("a time of day", "الموعد ⟪5 p.m.⟫ اليوم."),
            ("a telephone number with hyphens in native digits", "اتصل ⟪٠٥٥-١٢٣-٤٥٦٧⟫ الآن."),
            ("a negative Persian number", "دمای ⟪-۵⟫ درجه بود."),
            ("a version in Persian digits", "نسخهٔ ⟪۲.۳.۴-beta⟫ منتشر شد."),
            ("native range", "بين ٢٠١٠-٢٠١٥ فقط."),
            ("native range at the start", "٢٠١٠-٢٠١٥ كانت صعبة."),
            ("native percentage", "نسبة ٥٠٪ منهم."),
            ("Persian range", "بین ۱۳۹۰-۱۳۹۵ بود."),
            ("Persian range at the start", "⟦۱۳۹۰⟧-⟦۱۳۹۵⟧ سال‌های سختی بود."),
            ("Persian percentage at the start", "⟦۵۰⟧٪ مردم."),
            ("Persian date", "۱۳۹۵/۹/۱۷ روز خوبی بود."),
            ("Hebrew keeps European compounds itself", "ניצחה 3-1 אתמול."),
        ],
    );
}

#[test]
fn right_to_left_in_left_to_right() {
    check(
        Direction::Ltr,
        &[
            ("a word", "The word كتاب means book."),
            ("a phrase", "The book ⟦كتاب الحيوان⟧ is long."),
            ("a question", "He said ⟦كيف حالك؟⟧ and left."),
            ("a phrase in brackets", "The press (⟦صحيفة المدينة⟧) wrote."),
            ("a number that is its own", "See ⟦الباب 5⟧."),
            ("a number of the sentence", "Of ⟦كتاب⟧ 5 copies were sold."),
            ("native digits", "In ⟦سنة ٢٠١٦⟧ it ended."),
            ("ornate brackets", "The verse ﴿⟦بسم الله الرحمن⟧﴾ [1:1] is first."),
            ("a phrase behind a telephone number", "Call ⟪+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧⟫ ⟦رقم الشركة⟧ now."),
            ("a telephone number in native digits", "Call ⟪+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧⟫ now."),
            ("Hebrew", "The ⟦צה\"ל הודיע⟧ statement."),
        ],
    );
}

#[test]
fn lines_and_things_part_runs() {
    check(
        Direction::Rtl,
        &[
            ("a line end", "انظر ⟪Foo bar⟫\n⟪Baz qux⟫ هنا"),
            ("a thing within a phrase", "شغل ⟪Run \u{FFFC} first⟫ ثم"),
            ("a thing beside a word", "شغل Run \u{FFFC} ثم"),
            ("isolates of the author", "نص \u{2066}C++ a b\u{2069} نص"),
        ],
    );
}
