//! The digits of what Warraq itself writes: dates, marks of notes, list markers. Digits of a text are never exchanged.

use std::fmt;
use std::str::FromStr;

use super::Language;

/// A set of ten decimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Digits {
    /// 0123456789
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩, of Arabic, Central Kurdish, Sindhi
    ArabicIndic,
    /// ۰۱۲۳۴۵۶۷۸۹, of Persian, Pashto, Urdu: the extended Arabic-Indic ones
    Persian,
    /// ߀߁߂߃߄߅߆߇߈߉, written from right to left
    NKo,
    /// 𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙, written from right to left
    Adlam,
    /// 𐴰𐴱𐴲𐴳𐴴𐴵𐴶𐴷𐴸𐴹, of Rohingya in its own script
    HanifiRohingya,
}

/// Languages of the Arabic script whose digits are not the Arabic-Indic ones: (language, what is usual, its own).
/// By the default and native numbering systems of CLDR; docs/decisions.md says where this differs.
const ARABIC_SCRIPT: [(&str, Digits, Digits); 24] = [
    ("arq", Digits::Latin, Digits::ArabicIndic),
    ("ary", Digits::Latin, Digits::ArabicIndic),
    ("aeb", Digits::Latin, Digits::ArabicIndic),
    ("ayl", Digits::Latin, Digits::ArabicIndic),
    ("mey", Digits::Latin, Digits::ArabicIndic),
    ("ug", Digits::Latin, Digits::Persian),
    ("fa", Digits::Persian, Digits::Persian),
    ("prs", Digits::Persian, Digits::Persian),
    ("ps", Digits::Persian, Digits::Persian),
    ("ur", Digits::Persian, Digits::Persian),
    ("ks", Digits::Persian, Digits::Persian),
    ("pa", Digits::Persian, Digits::Persian),
    ("pnb", Digits::Persian, Digits::Persian),
    ("skr", Digits::Persian, Digits::Persian),
    ("az", Digits::Persian, Digits::Persian),
    ("azb", Digits::Persian, Digits::Persian),
    ("uz", Digits::Persian, Digits::Persian),
    ("bal", Digits::Persian, Digits::Persian),
    ("bgn", Digits::Persian, Digits::Persian),
    ("bqi", Digits::Persian, Digits::Persian),
    ("glk", Digits::Persian, Digits::Persian),
    ("lki", Digits::Persian, Digits::Persian),
    ("lrc", Digits::Persian, Digits::Persian),
    ("mzn", Digits::Persian, Digits::Persian),
];

/// Where Arabic is written with Latin digits: the Maghreb, and the Emirates.
const LATIN_REGIONS: [&str; 7] = ["AE", "DZ", "EH", "LY", "MA", "MR", "TN"];

impl Digits {
    /// The digits that readers of a language are used to.
    pub fn of_language(language: &Language) -> Self {
        Self::of(language, DigitsSetting::Auto)
    }

    /// The digits of a language, as the setting wants them.
    pub fn of(language: &Language, setting: DigitsSetting) -> Self {
        let (usual, native) = usual_and_native(language);
        match setting {
            DigitsSetting::Auto => usual,
            DigitsSetting::Native => native,
            DigitsSetting::Latin => Self::Latin,
        }
    }

    /// A number in these digits, the most significant first, as Unicode stores them in every script.
    pub fn number(self, number: u64) -> String {
        self.spell(&number.to_string())
    }

    /// The predefined counter style of CSS that counts in these digits, and `decimal` where it has none.
    pub fn counter_style(self) -> &'static str {
        match self {
            Self::ArabicIndic => "arabic-indic",
            Self::Persian => "persian",
            Self::Latin | Self::NKo | Self::Adlam | Self::HanifiRohingya => "decimal",
        }
    }

    /// The name that CLDR has for these digits.
    #[cfg(feature = "dates")]
    pub(crate) fn numbering_system(self) -> &'static str {
        match self {
            Self::Latin => "latn",
            Self::ArabicIndic => "arab",
            Self::Persian => "arabext",
            Self::NKo => "nkoo",
            Self::Adlam => "adlm",
            Self::HanifiRohingya => "rohg",
        }
    }

    /// A text with its ASCII digits exchanged for these; for texts of our own only.
    pub(crate) fn spell(self, text: &str) -> String {
        let zero = u32::from(self.zero());
        let digit = |c: char| c.to_digit(10).and_then(|value| char::from_u32(zero + value)).unwrap_or(c);
        text.chars().map(digit).collect()
    }

    /// Each of these sets stands in one row of Unicode, its zero first.
    fn zero(self) -> char {
        match self {
            Self::Latin => '0',
            Self::ArabicIndic => '\u{660}',
            Self::Persian => '\u{6F0}',
            Self::NKo => '\u{7C0}',
            Self::Adlam => '\u{1E950}',
            Self::HanifiRohingya => '\u{10D30}',
        }
    }
}

fn usual_and_native(language: &Language) -> (Digits, Digits) {
    let primary = language.primary();
    let native = match language.script() {
        Some("Arab" | "Aran") => Digits::ArabicIndic,
        Some("Nkoo") => Digits::NKo,
        Some("Adlm") => Digits::Adlam,
        Some("Rohg") => Digits::HanifiRohingya,
        // Hebrew, Syriac and Thaana are printed with Latin digits. Their letters count too, but no dates and notes.
        _ => return (Digits::Latin, Digits::Latin),
    };
    if native != Digits::ArabicIndic {
        return (native, native);
    }
    if let Some((_, usual, native)) = ARABIC_SCRIPT.iter().find(|(listed, ..)| *listed == primary) {
        return (*usual, *native);
    }
    let latin = primary == "ar" && language.region().is_some_and(|region| LATIN_REGIONS.contains(&region));
    (if latin { Digits::Latin } else { native }, native)
}

/// Which digits are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum DigitsSetting {
    /// The digits that readers of the language are used to.
    #[default]
    Auto,
    /// 0123456789 in every language.
    Latin,
    /// The digits of the language's own script, where it has such.
    Native,
}

/// The text names no setting for digits.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{0}` names no digits: write `auto`, `latin` or `native`")]
pub struct UnknownDigits(String);

impl FromStr for DigitsSetting {
    type Err = UnknownDigits;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().to_ascii_lowercase().as_str() {
            "auto" => Ok(Self::Auto),
            "latin" => Ok(Self::Latin),
            "native" => Ok(Self::Native),
            _ => Err(UnknownDigits(text.trim().chars().take(40).collect())),
        }
    }
}

impl fmt::Display for DigitsSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Latin => "latin",
            Self::Native => "native",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_language() {
        let rows = [
            // what, usual, native
            ("ar", "١٢٠", "١٢٠"),
            ("ar-EG", "١٢٠", "١٢٠"),
            ("ar-MA", "120", "١٢٠"),
            ("ar-Arab-TN", "120", "١٢٠"),
            ("ary", "120", "١٢٠"),
            ("fa", "۱۲۰", "۱۲۰"),
            ("ur", "۱۲۰", "۱۲۰"),
            ("ckb", "١٢٠", "١٢٠"),
            ("ku-Arab", "١٢٠", "١٢٠"),
            ("ku", "120", "120"),
            ("pa-Arab", "۱۲۰", "۱۲۰"),
            ("pa", "120", "120"),
            ("ug", "120", "۱۲۰"),
            ("he", "120", "120"),
            ("yi", "120", "120"),
            ("dv", "120", "120"),
            ("nqo", "߁߂߀", "߁߂߀"),
            ("ff-Adlm", "𞥑𞥒𞥐", "𞥑𞥒𞥐"),
            ("rhg", "𐴱𐴲𐴰", "𐴱𐴲𐴰"),
            ("en", "120", "120"),
        ];
        for (tag, usual, native) in rows {
            let language = tag.parse::<Language>().unwrap();
            assert_eq!(Digits::of_language(&language).number(120), usual, "{tag}");
            assert_eq!(Digits::of(&language, DigitsSetting::Native).number(120), native, "{tag}");
            assert_eq!(Digits::of(&language, DigitsSetting::Latin).number(120), "120", "{tag}");
        }
    }

    #[test]
    fn settings_are_read_as_they_are_written() {
        for setting in [DigitsSetting::Auto, DigitsSetting::Latin, DigitsSetting::Native] {
            assert_eq!(setting.to_string().parse::<DigitsSetting>().unwrap(), setting);
        }
        let error = "roman".parse::<DigitsSetting>().unwrap_err().to_string();
        assert_eq!(error, "`roman` names no digits: write `auto`, `latin` or `native`");
    }
}
