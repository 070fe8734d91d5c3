//! The families that are shipped: their files, what they are for, and which one a language is set in.

use crate::publication::{FontFamily, Language};

/// A shipped family.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: FontFamily,
    /// The class of what is set in it; its files in the book are named after it.
    pub(crate) class: &'static str,
    /// What stands at the end of its list in the stylesheet.
    pub(crate) generic: &'static str,
    /// TrueType data, whole.
    pub(crate) regular: &'static [u8],
    pub(crate) bold: &'static [u8],
    /// The text of its licence.
    pub(crate) licence: &'static str,
    /// The languages it is chosen for, as people read them.
    pub(crate) languages: &'static str,
}

macro_rules! family {
    ($name:ident, $stem:literal, $class:literal, $generic:literal, $languages:literal) => {
        Family {
            name: FontFamily::$name,
            class: $class,
            generic: $generic,
            regular: include_bytes!(concat!("../../../assets/fonts/", $stem, "/", $stem, "-Regular.ttf")),
            bold: include_bytes!(concat!("../../../assets/fonts/", $stem, "/", $stem, "-Bold.ttf")),
            licence: include_str!(concat!("../../../assets/fonts/", $stem, "/OFL.txt")),
            languages: $languages,
        }
    };
}

#[cfg(feature = "fonts")]
static SHIPPED: [Family; 4] = [
    family!(Amiri, "Amiri", "amiri", "serif", "Arabic, and every language of its script that no other family is for"),
    family!(
        Vazirmatn,
        "Vazirmatn",
        "vazirmatn",
        "sans-serif",
        "Persian, Dari, Sorani Kurdish, Luri, Gilaki, Mazanderani"
    ),
    family!(
        NotoNastaliqUrdu,
        "NotoNastaliqUrdu",
        "noto-nastaliq-urdu",
        "serif",
        "Urdu, Kashmiri, western Punjabi, Saraiki"
    ),
    family!(NotoSerifHebrew, "NotoSerifHebrew", "noto-serif-hebrew", "serif", "Hebrew, Yiddish, Ladino"),
];
#[cfg(not(feature = "fonts"))]
static SHIPPED: [Family; 0] = [];

/// Every family that is shipped; none where the crate was built without its fonts.
pub(crate) fn shipped() -> &'static [Family] {
    &SHIPPED
}

/// The family that a language is set in when nobody says otherwise; `None` for scripts that no shipped family has, and for
/// those that every reader has fonts for.
pub(crate) fn family_for(language: &Language) -> Option<FontFamily> {
    let family = match (language.primary(), language.script()?) {
        (_, "Aran") | ("ur" | "ks" | "pnb" | "pa" | "skr", "Arab") => FontFamily::NotoNastaliqUrdu,
        ("fa" | "prs" | "ckb" | "ku" | "lrc" | "glk" | "mzn" | "bqi" | "lki" | "sdh", "Arab") => FontFamily::Vazirmatn,
        (_, "Arab") => FontFamily::Amiri,
        (_, "Hebr") => FontFamily::NotoSerifHebrew,
        _ => return None,
    };
    shipped().iter().any(|shipped| shipped.name == family).then_some(family)
}

#[cfg(all(test, feature = "fonts"))]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_family_it_is_read_in() {
        use FontFamily::{Amiri, NotoNastaliqUrdu, NotoSerifHebrew, Vazirmatn};
        let rows = [
            ("ar", Some(Amiri)),
            ("ar-MA", Some(Amiri)),
            ("ps", Some(Amiri)),
            ("sd", Some(Amiri)),
            ("ug", Some(Amiri)),
            ("az-Arab", Some(Amiri)),
            ("fa", Some(Vazirmatn)),
            ("fa-AF", Some(Vazirmatn)),
            ("prs", Some(Vazirmatn)),
            ("ckb", Some(Vazirmatn)),
            ("ku-Arab", Some(Vazirmatn)),
            ("ur", Some(NotoNastaliqUrdu)),
            ("pa-Arab", Some(NotoNastaliqUrdu)),
            ("pnb", Some(NotoNastaliqUrdu)),
            ("fa-Aran", Some(NotoNastaliqUrdu)),
            ("he", Some(NotoSerifHebrew)),
            ("yi", Some(NotoSerifHebrew)),
            ("en", None),
            ("ku", None),
            ("pa", None),
            ("ar-Latn", None),
            ("syr", None),
            ("dv", None),
            ("nqo", None),
            ("ff-Adlm", None),
        ];
        for (tag, family) in rows {
            assert_eq!(family_for(&tag.parse().unwrap()), family, "{tag}");
        }
    }

    #[test]
    fn each_family_says_what_it_is() {
        for family in shipped() {
            assert!(family.licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{}", family.name);
            assert!(!family.licence.contains("with Reserved Font Name"), "{}", family.name);
            assert!(family.regular.starts_with(&[0, 1, 0, 0]) && family.bold.starts_with(&[0, 1, 0, 0]));
        }
        assert!(shipped().iter().map(|family| family.name).eq(FontFamily::ALL.iter().copied()));
    }
}
