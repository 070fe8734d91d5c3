//! Language tags (BCP 47), checked once at the border.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::Locale;
use serde::Serialize;

use super::Direction;

/// A well-formed BCP 47 tag whose language is one that ISO 639 knows, in canonical case (`ar`, `pa-Arab`, `en-GB`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Language(Box<str>);

/// Scripts written from right to left, by their ISO 15924 code.
const RTL_SCRIPTS: [&str; 12] =
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"];

/// Languages whose usual script, when the tag names none, is the one given. Only right-to-left ones are listed:
/// Kurdish, Azerbaijani, Punjabi and Fulah are not, since their bare tag means the Latin or Gurmukhi script.
const USUAL_SCRIPT: [(&str, &str); 38] = [
    ("ar", "Arab"),
    ("arq", "Arab"),
    ("ary", "Arab"),
    ("arz", "Arab"),
    ("apc", "Arab"),
    ("acm", "Arab"),
    ("aeb", "Arab"),
    ("ajp", "Arab"),
    ("ars", "Arab"),
    ("azb", "Arab"),
    ("bal", "Arab"),
    ("bgn", "Arab"),
    ("bqi", "Arab"),
    ("ckb", "Arab"),
    ("fa", "Arab"),
    ("prs", "Arab"),
    ("glk", "Arab"),
    ("ks", "Arab"),
    ("lki", "Arab"),
    ("lrc", "Arab"),
    ("mzn", "Arab"),
    ("pnb", "Arab"),
    ("ps", "Arab"),
    ("sd", "Arab"),
    ("sdh", "Arab"),
    ("skr", "Arab"),
    ("ug", "Arab"),
    ("ur", "Arab"),
    ("he", "Hebr"),
    ("yi", "Hebr"),
    ("lad", "Hebr"),
    ("syr", "Syrc"),
    ("aii", "Syrc"),
    ("arc", "Syrc"),
    ("dv", "Thaa"),
    ("nqo", "Nkoo"),
    ("rhg", "Rohg"),
    ("mid", "Mand"),
];

impl Language {
    /// The tag as it stands in `lang`, `xml:lang` and `dc:language`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `en` of `en-GB`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The ISO 15924 script the tag names or its language is usually written in, as far as direction depends on it.
    pub fn script(&self) -> Option<&str> {
        let named = self.0.split('-').nth(1).filter(|subtag| subtag.len() == 4);
        named.or_else(|| {
            let usual = USUAL_SCRIPT.iter().find(|(language, _)| *language == self.primary());
            usual.map(|(_, script)| *script)
        })
    }

    /// The region the tag names: `MA` of `ar-MA`.
    pub fn region(&self) -> Option<&str> {
        let is_region = |subtag: &&str| match subtag.len() {
            2 => subtag.bytes().all(|b| b.is_ascii_uppercase()),
            3 => subtag.bytes().all(|b| b.is_ascii_digit()),
            _ => false,
        };
        // Before any extension: what follows a single letter is none of the tag's own subtags.
        self.0.split('-').skip(1).take_while(|subtag| subtag.len() > 1).find(is_region)
    }

    /// The direction the language is written in.
    pub fn direction(&self) -> Direction {
        match self.script() {
            Some(script) if RTL_SCRIPTS.contains(&script) => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }

    /// A tag this crate knows to be right; `tag` must be one of our own constants.
    pub(crate) fn known(tag: &'static str) -> Self {
        Self(tag.into())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no language tag, or its language is unknown to ISO 639.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{given}` is not a language tag{}", match .meant { Some(tag) => format!(": did you mean `{tag}`?"), None => String::new() })]
pub struct UnknownLanguage {
    given: String,
    meant: Option<String>,
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Takes a BCP 47 tag; `_` is taken for `-`, a three-letter code that has a two-letter one becomes that.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let tag = text.trim().replace('_', "-");
        // Three codes that ISO 639 has replaced and pages still use.
        let replaced = [("iw", "he"), ("ji", "yi"), ("in", "id")];
        let renewed = replaced.iter().find_map(|(old, new)| {
            let rest = tag.strip_prefix(old).filter(|rest| rest.is_empty() || rest.starts_with('-'))?;
            Some(format!("{new}{rest}"))
        });
        let tag = renewed.unwrap_or(tag);
        let unknown = || UnknownLanguage { given: text.trim().chars().take(40).collect(), meant: meant(text.trim()) };
        let mut locale = Locale::try_from_str(&tag).map_err(|_| unknown())?;
        match iso_639(locale.id.language.as_str()).ok_or_else(unknown)? {
            "" => {}
            // BCP 47 wants the shortest code.
            short => locale.id.language = short.parse().map_err(|_| unknown())?,
        }
        Ok(Self(locale.to_string().into()))
    }
}

/// The two-letter code of a language given by its two- or three-letter code; empty when it has none, `None` when ISO 639
/// does not know it.
fn iso_639(code: &str) -> Option<&'static str> {
    let lines = include_str!("languages.txt").lines().filter(|line| !line.starts_with('#'));
    let mut codes = lines.map(|line| line.split_once(' ').unwrap_or((line, "")));
    codes.find(|(long, short)| *long == code || *short == code && !code.is_empty()).map(|(_, short)| short)
}

/// English names of the languages this tool meets most, for the commonest mistake: `arabic` for `ar`.
const NAMES: [(&str, &str); 32] = [
    ("arabic", "ar"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("dari", "prs"),
    ("urdu", "ur"),
    ("hebrew", "he"),
    ("yiddish", "yi"),
    ("kurdish", "ckb"),
    ("sorani", "ckb"),
    ("pashto", "ps"),
    ("sindhi", "sd"),
    ("uyghur", "ug"),
    ("uighur", "ug"),
    ("kashmiri", "ks"),
    ("punjabi", "pa-Arab"),
    ("balochi", "bal"),
    ("syriac", "syr"),
    ("divehi", "dv"),
    ("maldivian", "dv"),
    ("azerbaijani", "az-Arab"),
    ("turkish", "tr"),
    ("malay", "ms"),
    ("indonesian", "id"),
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("russian", "ru"),
    ("chinese", "zh"),
    ("hindi", "hi"),
];

fn meant(text: &str) -> Option<String> {
    NAMES.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, tag)| (*tag).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_canonical_and_known() {
        let rows = [
            ("ar", "ar"),
            ("AR_eg", "ar-EG"),
            ("fas", "fa"),
            ("pa-arab", "pa-Arab"),
            ("ckb", "ckb"),
            ("en-gb", "en-GB"),
            ("iw-IL", "he-IL"),
        ];
        for (given, tag) in rows {
            assert_eq!(given.parse::<Language>().unwrap().as_str(), tag);
        }
        for given in ["", "C", "xx", "klingon", "arabic", "a b", "ar-", "zz-ZZ", "<b>"] {
            assert!(given.parse::<Language>().is_err(), "{given}");
        }
    }

    #[test]
    fn the_list_is_that_of_iso_639() {
        let listed = include_str!("languages.txt").lines().filter(|line| !line.starts_with('#'));
        let known = isolang::languages().map(|language| match language.to_639_1() {
            Some(short) => format!("{} {short}", language.to_639_3()),
            None => language.to_639_3().to_owned(),
        });
        let mut known = known.collect::<Vec<_>>();
        known.sort_unstable();
        assert!(listed.eq(known.iter().map(String::as_str)));
        for (_, tag) in NAMES {
            assert!(tag.parse::<Language>().is_ok(), "{tag}");
        }
    }

    #[test]
    fn the_region_is_found_beside_script_and_extension() {
        let rows = [("ar", None), ("ar-MA", Some("MA")), ("pa-Arab-PK", Some("PK")), ("ar-001", Some("001"))];
        for (tag, region) in rows.into_iter().chain([("ar-u-rg-mazzzz", None), ("ff-Adlm", None)]) {
            assert_eq!(tag.parse::<Language>().unwrap().region(), region, "{tag}");
        }
    }

    #[test]
    fn the_nearest_tag_is_named() {
        let error = "arabic".parse::<Language>().unwrap_err().to_string();
        assert_eq!(error, "`arabic` is not a language tag: did you mean `ar`?");
    }

    #[test]
    fn direction_comes_from_the_script() {
        for rtl in
            ["ar", "fa-AF", "ur", "he", "yi", "ckb", "ps", "sd", "ug", "dv", "nqo", "ff-Adlm", "ku-Arab", "az-Arab"]
        {
            assert_eq!(rtl.parse::<Language>().unwrap().direction(), Direction::Rtl, "{rtl}");
        }
        for ltr in ["en", "fr", "ku", "az", "pa", "ff", "sd-Deva", "ar-Latn", "zh-Hant"] {
            assert_eq!(ltr.parse::<Language>().unwrap().direction(), Direction::Ltr, "{ltr}");
        }
    }
}
