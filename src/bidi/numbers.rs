//! Numbers beside words of the other direction, and numbers that are more than a number.
//!
//! A number after Latin words is part of the name (`EPUB 3.3`, `Boeing 747`) unless what follows it shows by a sign that it
//! is counted (`counted`): then the number is the sentence's (`Microsoft 5 منتجات`). A number before Latin words is the
//! sentence's, unless they are the unit it is measured in (`20 GB`). `rows` holds the rule as rows.

use super::counted::{Tongue, describes, is_counted};
use super::glyphs::{Glyph, Kind};
use crate::publication::Direction;

/// Symbols of units that follow their number: SI and its prefixes, computing, money, time of day.
const UNITS: [&str; 92] = [
    "B", "KB", "kB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "bit", "Kb", "Mb", "Gb", "kbps", "Kbps",
    "Mbps", "Gbps", "MB/s", "GB/s", "Mb/s", "nm", "µm", "μm", "mm", "cm", "m", "km", "km/h", "m/s", "m²", "km²", "m³",
    "m2", "m3", "km2", "cm2", "cm3", "ft2", "in", "ft", "mi", "mph", "mg", "µg", "g", "kg", "t", "lb", "oz", "ml",
    "mL", "l", "L", "ns", "µs", "ms", "s", "sec", "min", "h", "Hz", "kHz", "MHz", "GHz", "fps", "rpm", "W", "kW", "MW",
    "GW", "kWh", "Wh", "V", "A", "mA", "mAh", "Ω", "J", "kJ", "cal", "kcal", "Pa", "dB", "K", "px", "pt", "em", "dpi",
    "AM", "PM",
];
/// Codes of money (ISO 4217) that are often written beside an amount.
const MONEY: [&str; 28] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "RUB", "TRY", "INR", "PKR", "AFN", "IRR", "IQD", "SAR", "AED", "QAR",
    "KWD", "BHD", "OMR", "YER", "EGP", "SDG", "LYD", "TND", "DZD", "MAD", "JOD", "ILS",
];

/// Things that are named with a number: one after these counts nothing.
const VERSIONED: &str = "Windows Android iOS macOS iPhone iPad Galaxy Pixel Ubuntu Debian Fedora Python Java PHP Perl Ruby Swift Node Angular Vue EPUB HTML CSS PDF XML HTTP USB PCIe DDR ISO RFC IPv ChatGPT GPT Claude Gemini Llama Xbox PlayStation Kindle Office Photoshop Chapter Figure Falcon Apollo Ryzen GeForce RTX GTX Snapdragon Volume Version COVID";

/// Words that cannot begin a sentence, so that a sign before them did not end one.
const CONTINUING: &str = "عن بأن التي الذي الذين من إلى على في مع أو را از به که با است بود کے کی کا میں ہے ہیں سے کو نے پر \
لە بە کە של את על עם";

/// Great numbers, after which a decimal fraction is an amount and not a version.
const GREAT: &str = "مليون مليونا ملايين مليار مليارا مليارات ألف ألفا آلاف بليون تريليون بالمئة بالمائة میلیون میلیارد هزار \
درصد تریلیون لاکھ کروڑ ملین ارب ہزار فیصد ملیۆن ملیار هەزار מיליון מיליארד אלף אלפים אחוז אחוזים";

/// Whether the Latin word `unit` measures the `number` before it.
pub(super) fn is_unit(unit: &str, number: &str) -> bool {
    if number.ends_with(['°', '′', '″']) && matches!(unit.trim_end_matches(','), "N" | "S" | "E" | "W") {
        return true;
    }
    if number.contains('.') && matches!(unit, "alpha" | "Alpha" | "beta" | "Beta" | "rc" | "RC") {
        return true;
    }
    let unit = unit.trim_start_matches('°');
    UNITS.contains(&unit) || MONEY.contains(&unit) || matches!(unit, "C" | "F" | "a.m" | "p.m" | "a.m." | "p.m.")
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
    if base == Direction::Rtl
        && name.is_some_and(|name| VERSIONED.split(' ').any(|other| other == name))
        && !text.contains(',')
    {
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
        Some(word) => {
            let tongue = Tongue::around(line, number.start);
            let second = || word_after(line, end_of_word_after(line, number.end));
            let described =
                tongue == Tongue::Urdu && describes(&word) && second().is_some_and(|noun| is_counted(&noun, tongue));
            (!is_counted(&word, tongue) && !described)
                || (tongue == Tongue::Hebrew && follows_construct(line, number.start))
        }
    }
}

/// Whether a Hebrew plural in the construct state stands before the name that ends at `at`: the name says whose they are, and
/// what follows describes them (`מטוסי Boeing 747 גדולים`).
fn follows_construct(line: &[Glyph], at: usize) -> bool {
    let name = line[..at].iter().rev().skip_while(|glyph| glyph.kind != Kind::Base);
    let before = name.take_while(|glyph| matches!(glyph.kind, Kind::Base | Kind::Mark));
    let letters = before.filter(|glyph| glyph.kind == Kind::Base).map(|glyph| glyph.c).collect::<Vec<_>>();
    let word = letters.iter().rev().collect::<String>();
    word.ends_with('י')
        && letters.len() > 3
        && !matches!(word.as_str(), "לפני" | "אחרי" | "בידי" | "כלפי" | "מפני" | "אולי")
}

/// Where the word of the sentence that follows at `at` ends.
fn end_of_word_after(line: &[Glyph], at: usize) -> usize {
    let space = line[at..].iter().take_while(|glyph| glyph.kind == Kind::Space).count();
    let word = line[at + space..].iter().take_while(|glyph| matches!(glyph.kind, Kind::Base | Kind::Mark)).count();
    at + space + word
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
