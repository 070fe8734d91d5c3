//! Whether a word is what a number before it counts: only on a sign of its language, since a number that is wrongly taken
//! from a name (`Boeing 747`) is worse than one that is wrongly left with it.
//!
//! Arabic counts plurals (by their endings and patterns), singulars with tanween, and the nouns of a list; Hebrew plurals
//! and a list; Persian, Urdu and Kurdish leave the noun as it is, so they have lists of what is counted most.

use super::glyphs::{Glyph, Kind};

/// The languages that count in ways of their own, told by letters that only one of them has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    Arabic,
    Persian,
    Urdu,
    Kurdish,
    Hebrew,
}

/// How far around a number the letters of its sentence are looked at.
const NEAR: usize = 80;

impl Tongue {
    /// The language of the sentence around glyph `at`.
    pub(super) fn around(line: &[Glyph], at: usize) -> Self {
        let near = &line[at.saturating_sub(NEAR)..(at + NEAR).min(line.len())];
        let mut tongue = Self::Arabic;
        for glyph in near.iter().filter(|glyph| glyph.kind == Kind::Base) {
            match glyph.c {
                'א'..='ת' => return Self::Hebrew,
                'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ہ' | 'ں' | 'ھ' | '۔' if tongue != Self::Kurdish => return Self::Urdu,
                'ێ' | 'ۆ' | 'ە' | 'ڵ' | 'ڕ' => tongue = Self::Kurdish,
                'ی' | 'ک' | 'گ' | 'چ' | 'پ' | 'ژ' if tongue == Self::Arabic => tongue = Self::Persian,
                _ => {}
            }
        }
        tongue
    }
}

/// Nouns that are counted with no sign of their own, and plurals that look like other words.
const ARABIC: &str = "شخص عام يوم شهر كتاب دولار ريال دينار درهم جنيه يورو هاتف جهاز موظف مهندس لاعب مستخدم مرة سنة ساعة دقيقة \
ثانية سيارة شركة دولة طائرة مدينة جائزة لغة صفحة نسخة وحدة قطعة متر كيلومتر طن كيلوغرام لتر بيت منزل فرع متجر مصنع مكتب \
مركز مراكز مدارس منازل مواقع مصانع متاجر مناطق مطارات محلات نماذج بنود بلدان دول مدن كتب صور لغات فرق نسخ سيارات رجال \
نساء أشهر أسهم وحدات وزراء وزارات وظائف وكالات واجهات وسائل وثائق وجبات بنوك كتائب برامج فروع مكاتب فوائد لوحات كليات \
ميزات شروط حروف ألعاب جوائز أقمار";
/// Words that look like plurals or have the ending of tanween, and are nothing that anybody counts.
const ARABIC_OTHERS: &str = "هنا هناك هذا ما لما كما بما أيضا جدا غدا أخيرا سابقا لاحقا مؤخرا حديثا قريبا تقريبا فقط مجانا أولا ثانيا \
ثالثا معا دائما أحيانا غالبا عندما بينما كلما مهما ربما إذا لذا أبدا تماما كثيرا قليلا سريعا فورا جميعا خصوصا كذا أما إما \
لولا ليلا نهارا صباحا مساء ظهرا متاحا متوفرا جديدا قديما كبيرا صغيرا طويلا رائعا مثلا بدلا خلافا وفقا نظرا تمهيدا استعدادا \
بدا غدا دعا كلا بلا على إلى أثناء أوائل أواخر أواسط قانون تلفزيون زيتون مضمون صابون بنزين تموين تمرين تدوين تأمين تحسين \
تخزين تلوين حينا بلدين اثنين هيهات مناسب معاصر مباشر";
const HEBREW: &str = "איש יום שנה אלף מיליון מיליארד אחוז שקל דולר אירו חודש דקה שעה פעם";
const HEBREW_OTHERS: &str = "אחרים אחרות חדשים חדשות גדולים גדולות קטנים קטנות רבים רבות טובים טובות יקרים יקרות ישנים ישנות \
מהירים מהירות קיימים קיימות זמינים זמינות להיות לעשות לראות לקנות עושים עושות יכולים יכולות צריכים צריכות נקראים";
const PERSIAN: &str = "نفر سال ماه روز هفته ساعت دقیقه ثانیه بار محصول کتاب مقاله صفحه نسخه دستگاه گوشی کشور شهر شرکت کارمند مهندس \
مدل برنامه بازی کاربر دلار یورو تومان ریال عدد تن کیلو کیلوگرم کیلومتر متر لیتر نوع گروه فیلم قسمت فصل تیم بازیکن گل امتیاز \
جایزه ماهواره موشک خودرو هواپیما فروشگاه مرکز پروژه زبان ویژگی قابلیت پیام عکس ویدئو ویدیو فایل مورد بخش مرحله جلد کلمه حرف \
رأی نماینده دانشجو دانشگاه خانه اتاق کارخانه شعبه دفتر سرور رایانه کامپیوتر مشتری عضو پرونده گزارش سند نشست جلسه خدمت سرویس";
const URDU: &str = "افراد سال دن ماہ مہینے ہفتے گھنٹے منٹ سیکنڈ کتاب کتب صفحات ممالک ملک شہر کمپنی انجینئر فون ماڈل پروگرام روپے روپیہ \
ڈالر بار مرتبہ فیصد طلبہ نسخے ادارے دفاتر منصوبے طیارے لوگ آلات اقسام زبان ٹیم کھلاڑی کلومیٹر میٹر ٹن صوبے جہاز";
const URDU_OTHERS: &str =
    "میں ہیں نہیں تھیں گئیں ہوئیں کریں دیں لیں رہیں سکیں انہیں تمہیں ہمیں یہاں وہاں جہاں کہاں ہاں کیوں دونوں یوں ذات";
const KURDISH: &str = "کەس ساڵ ڕۆژ مانگ هەفتە کاتژمێر خولەک چرکە کتێب بەرهەم کۆمپانیا وڵات شار مۆبایل جار دۆلار دینار ئەندازیار \
کارمەند بەکارهێنەر زمان لاپەڕە وێنە فایل بەرنامە یاری تیم گۆڵ مەتر کیلۆمەتر";

/// Arabic prefixes that no counted noun has.
const ARABIC_PREFIXES: [&str; 6] = ["ال", "وال", "بال", "كال", "فال", "لل"];

/// Whether `word`, which has neither vowels nor joiners, is what a number before it counts.
pub(super) fn is_counted(word: &str, tongue: Tongue) -> bool {
    let among = |list: &str| list.split(' ').any(|other| other == word);
    match tongue {
        Tongue::Arabic => among(ARABIC) || (!among(ARABIC_OTHERS) && is_arabic_noun(word)),
        Tongue::Hebrew => among(HEBREW) || (!among(HEBREW_OTHERS) && is_hebrew_plural(word)),
        Tongue::Persian => among(PERSIAN),
        Tongue::Urdu => among(URDU) || (!among(URDU_OTHERS) && is_urdu_plural(word)),
        // With the vowel that joins an adjective: مۆبایلی نوێ.
        Tongue::Kurdish => {
            among(KURDISH) || word.strip_suffix('ی').is_some_and(|noun| KURDISH.split(' ').any(|other| other == noun))
        }
    }
}

/// Whether an Urdu word stands between a number and what it counts: نئے فون.
pub(super) fn describes(word: &str) -> bool {
    matches!(
        word,
        "نئے"
            | "نئی"
            | "بڑے"
            | "بڑی"
            | "چھوٹے"
            | "چھوٹی"
            | "اہم"
            | "مختلف"
            | "جدید"
            | "پرانے"
            | "پرانی"
    )
}

/// A sound plural, a broken one by its pattern, or a singular with tanween.
fn is_arabic_noun(word: &str) -> bool {
    let letters = word.chars().collect::<Vec<_>>();
    if ARABIC_PREFIXES.iter().any(|article| word.starts_with(article)) || letters.len() < 4 {
        return false;
    }
    match *letters.as_slice() {
        // A conjunction, or a verb in the present: `وإصدارات`, `يدعمون`, `سيبقون`.
        ['و' | 'ف' | 'ي' | 'س', ..] if word.ends_with("ون") || word.ends_with("ين") => false,
        ['و' | 'ف' | 'ب' | 'ل' | 'ك', ..] if word.ends_with("ات") => false,
        [.., 'ا', 'ت'] => true,
        [_, _, .., 'و' | 'ي', 'ن'] => letters.len() > 4,
        // Adverbs of adjectives: `رسميا`, `حاليا`.
        [.., 'ي', 'ا'] | ['و' | 'ف' | 'ي' | 'ت', .., 'ا'] => false,
        [.., 'ا'] => true,
        // أشخاص, أجهزة
        ['أ', _, _, 'ا', _] => true,
        ['أ', _, _, _, 'ة'] => true,
        // هواتف, رسائل; not the participles مناسب, nor verbs and words with prefixes.
        [first, _, 'ا', _, last] => {
            !matches!(first, 'م' | 'ت' | 'ي' | 'ا' | 'إ' | 'و' | 'ف' | 'ب' | 'ل' | 'ك' | 'س')
                && !matches!(last, 'ي' | 'ة')
        }
        // مشاريع, صواريخ
        [first, _, 'ا', _, 'ي', last] => !matches!(first, 'ت' | 'ي' | 'ا' | 'و' | 'ل' | 'ب') && !matches!(last, 'ة'),
        _ => false,
    }
}

/// Without the article or «and» before it.
fn is_hebrew_plural(word: &str) -> bool {
    (word.ends_with("ים") || word.ends_with("ות")) && !word.starts_with(['ה', 'ו', 'ל'])
}

fn is_urdu_plural(word: &str) -> bool {
    ["یں", "یاں", "وں", "ات", "ین"].iter().any(|ending| word.ends_with(ending)) && word.chars().count() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_bears_a_sign() {
        let rows = [
            (Tongue::Arabic, "منتجات مهندسا مهندسين أشخاص هواتف أجهزة مشاريع سنة موظفون دولة", true),
            (
                Tongue::Arabic,
                "أمس جديد سريعة يدعم رسميا مجانا الجديد والشركات تلفزيون إنتاج صناعي أثناء يدعمون مناسب",
                false,
            ),
            (Tongue::Hebrew, "מוצרים שנים מדינות שנה", true),
            (Tongue::Hebrew, "הגדולים גדולים חדש ומוצרים להיות", false),
            (Tongue::Persian, "محصول نفر سال", true),
            (Tongue::Persian, "پرتاب سقوط تغییرات را", false),
            (Tongue::Urdu, "مصنوعات ملازمین کتابیں سال", true),
            (Tongue::Urdu, "کو میں نہیں نیا", false),
            (Tongue::Kurdish, "کەس بەرهەم", true),
            (Tongue::Kurdish, "نوێ لە", false),
        ];
        for (tongue, words, counted) in rows {
            for word in words.split(' ') {
                assert_eq!(is_counted(word, tongue), counted, "{tongue:?} {word}");
            }
        }
    }
}
