//! Numbers beside words of the other direction, and numbers that are more than a number.
//!
//! A number after Latin words is part of the name (`EPUB 3.3`, `iPhone 15`) unless it counts or measures what the sentence
//! says next: then it is the sentence's (`Microsoft 5 منتجات`). In Arabic, Persian, Urdu and Kurdish what is counted follows
//! the number at once, is no function word, and in Arabic bears no article; in Hebrew it is a plural. A number before Latin
//! words is the sentence's, unless they are the unit it is measured in (`20 GB`). `tests` below holds the rule as rows.

use super::glyphs::{Glyph, Kind};
use crate::publication::Direction;

/// Symbols of units that follow their number: SI and its prefixes, computing, money, time of day.
const UNITS: [&str; 86] = [
    "B", "KB", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "bit", "Kb", "Mb", "Gb", "kbps", "Kbps",
    "Mbps", "Gbps", "MB/s", "GB/s", "Mb/s", "nm", "µm", "μm", "mm", "cm", "m", "km", "km/h", "m/s", "m²", "km²", "m³",
    "in", "ft", "mi", "mph", "mg", "µg", "g", "kg", "t", "lb", "oz", "ml", "mL", "l", "L", "ns", "µs", "ms", "s",
    "sec", "min", "h", "Hz", "kHz", "MHz", "GHz", "fps", "rpm", "W", "kW", "MW", "GW", "kWh", "Wh", "V", "A", "mA",
    "mAh", "Ω", "J", "kJ", "cal", "kcal", "Pa", "dB", "K", "px", "pt", "em", "dpi", "AM", "PM",
];
/// Codes of money (ISO 4217) that are often written beside an amount.
const MONEY: [&str; 28] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "RUB", "TRY", "INR", "PKR", "AFN", "IRR", "IQD", "SAR", "AED", "QAR",
    "KWD", "BHD", "OMR", "YER", "EGP", "SDG", "LYD", "TND", "DZD", "MAD", "JOD", "ILS",
];

/// Things that are named with a number: one after these counts nothing.
const VERSIONED: [&str; 44] = [
    "Windows",
    "Android",
    "iOS",
    "macOS",
    "iPhone",
    "iPad",
    "Galaxy",
    "Pixel",
    "Ubuntu",
    "Debian",
    "Fedora",
    "Python",
    "Java",
    "PHP",
    "Perl",
    "Ruby",
    "Swift",
    "Node",
    "Angular",
    "Vue",
    "EPUB",
    "HTML",
    "CSS",
    "PDF",
    "XML",
    "HTTP",
    "USB",
    "PCIe",
    "DDR",
    "ISO",
    "RFC",
    "IPv",
    "ChatGPT",
    "GPT",
    "Claude",
    "Gemini",
    "Llama",
    "Xbox",
    "PlayStation",
    "Kindle",
    "Office",
    "Photoshop",
    "Chapter",
    "Figure",
];

/// Words of Arabic, Persian, Urdu, Kurdish and Hebrew that nobody counts: prepositions, conjunctions, pronouns, forms of
/// «to be», the commonest adjectives and verbs.
const UNCOUNTED: &str = "في من على إلى الى عن مع بعد قبل منذ حتى عند لدى بين خلال ضد نحو حول دون أو او أم ثم بل لكن أن إن ان لأن كما \
مثل هو هي هم هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد سوف ليس ليست كان كانت يكون تكون كل بعض غير أيضا فقط جدا عبر ضمن \
حيث إذا اذا لو عندما بينما وهو وهي أصبح أصبحت صار صدر صدرت جاء جاءت ظهر ظهرت أطلق أطلقت أعلن أعلنت شهد شهدت بدأ بدأت قال \
قالت مجانا جديد جديدة الآن هنا هناك \
را از به در که با برای تا یا هم است بود شد شده می نمی این آن یک اگر اما ولی پس چون نیز و کرد کرده شود دارد دارند هست نیست \
باید خود او ما شما روی توسط جدید قدیمی منتشر عرضه معرفی هنوز حتی بدون درباره سپس زیرا \
کے کی کا میں ہے ہیں سے اور کو نے یہ پر تک تھا تھی تھے ہو ہوا ہوئی گا گی گے جو وہ بھی ہی لیے ساتھ بعد پہلے لیکن مگر نیا کیوں کیا کیسے \
لە بە کە بۆ لەگەڵ یان هەروەها چییە چی چۆن ئەم ئەو وە نوێ هەیە نییە بوو دەکات دەبێت \
של את על עם אל מן או גם לא הוא היא הם הן זה זו זאת כי אם אבל רק כבר עוד יש אין היה היתה הייתה כמו אחרי לפני בין מול אצל";

/// Words that cannot begin a sentence, so that a sign before them did not end one.
const CONTINUING: &str = "عن بأن التي الذي الذين من إلى على في مع أو را از به که با است بود کے کی کا میں ہے ہیں سے کو نے پر \
لە بە کە של את על עם";

/// Great numbers, after which a decimal fraction is an amount and not a version.
const GREAT: &str = "مليون مليونا ملايين مليار مليارا مليارات ألف ألفا آلاف بليون تريليون بالمئة بالمائة میلیون میلیارد هزار \
درصد تریلیون لاکھ کروڑ ملین ارب ہزار فیصد ملیۆن ملیار هەزار מיליון מיליארד אלף אלפים אחוז אחוזים";

/// Arabic nouns that begin with the letter of «and», so that they are not taken for it.
const WAW_NOUNS: &str = "وحدة وحدات وزير وزراء وزارة وزارات وظيفة وظائف ورقة ولاية ولايات وثيقة وثائق وكالة وكالات واجهة \
واجهات وسيلة وسائل وجبة وجبات وردة وجه وجوه وفد وفود ولد";
/// Hebrew singulars that are counted.
const HEBREW_COUNTED: &str = "איש יום שנה אלף מיליון מיליארד אחוז שקל דולר אירו חודש דקה שעה פעם";

/// Whether the Latin word `unit` measures the number before it.
pub(super) fn is_unit(unit: &str) -> bool {
    let unit = unit.trim_start_matches('°');
    UNITS.contains(&unit) || MONEY.contains(&unit) || matches!(unit, "C" | "F")
}

/// Whether a sign between two spaces links what stands on both sides to one formula.
pub(super) fn is_operator(sign: &str) -> bool {
    matches!(sign, "+" | "=" | "×" | "÷" | "*" | "/" | "<" | ">" | "≤" | "≥" | "≈" | "≠" | "±" | "^" | "−" | "→" | "·")
}

/// Whether a sign between two numbers links them: an operator, or the dash of a range or a score.
pub(super) fn links_numbers(sign: &str) -> bool {
    is_operator(sign) || matches!(sign, "-" | "–" | "—" | ":")
}

/// Whether the number in `line[number]` is part of the name before it rather than an amount of what follows it.
pub(super) fn belongs_to_name(
    line: &[Glyph],
    name: Option<&str>,
    number: std::ops::Range<usize>,
    base: Direction,
) -> bool {
    let text = line[number.clone()].iter().map(|glyph| glyph.c).collect::<String>();
    if text.contains(['%', '‰', '$', '€', '£', '¥', '₪', '﷼']) {
        return false;
    }
    let next = word_after(line, number.end);
    if base == Direction::Rtl && name.is_some_and(|name| VERSIONED.contains(&name)) && !text.contains(',') {
        return true;
    }
    if base == Direction::Ltr {
        // `باب 5 begins`: the sentence goes on and counts.
        return next.is_none();
    }
    match next {
        None => true,
        Some(word) if GREAT.split(' ').any(|great| great == word) => false,
        Some(_) if text.contains('.') => true,
        Some(word) => !is_counted(&word),
    }
}

/// The word of the sentence that follows at `at` after white space alone.
pub(super) fn word_after(line: &[Glyph], at: usize) -> Option<String> {
    let space = line.get(at..)?.iter().take_while(|glyph| glyph.kind == Kind::Space).count();
    let letters = || line[at + space..].iter().take_while(|glyph| matches!(glyph.kind, Kind::Base | Kind::Mark));
    let is_word = space > 0 && letters().next().is_some_and(|glyph| glyph.c.is_alphabetic());
    // Vowels, tatweel and joiners do not make another word of it.
    is_word.then(|| letters().filter(|glyph| glyph.c.is_alphabetic() && glyph.c != 'ـ').map(|glyph| glyph.c).collect())
}

/// Whether a word cannot begin a sentence.
pub(super) fn continues(word: &str) -> bool {
    CONTINUING.split(' ').any(|other| other == word)
}

/// Whether a word is what a number before it counts.
fn is_counted(word: &str) -> bool {
    let among = |list: &str| list.split(' ').any(|other| other == word);
    if among(UNCOUNTED) {
        return false;
    }
    let first = word.chars().next();
    if matches!(first, Some('א'..='ת')) {
        let plural = word.ends_with("ים") || word.ends_with("ות");
        return among(HEBREW_COUNTED) || (plural && first != Some('ה') && first != Some('ו'));
    }
    let definite = ["ال", "وال", "بال", "كال", "فال", "لل"].iter().any(|article| word.starts_with(article));
    let conjunction = first == Some('و') && word.chars().count() > 3 && !among(WAW_NOUNS);
    // A present or future tense: `Windows 11 يدعم`.
    let verb = word.starts_with("سي")
        || word.starts_with("ست")
        || (first == Some('ي') && !word.starts_with("يوم") && !word.starts_with("يور"))
        || (first == Some('ت')
            && word.chars().count() > 3
            && !word.ends_with("ات")
            && !word.ends_with('ة')
            && !word.ends_with('ا'));
    let persian_verb = word.starts_with("می") || word.starts_with("نمی");
    !(definite || conjunction || verb || persian_verb)
}
