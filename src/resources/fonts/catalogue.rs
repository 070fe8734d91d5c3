//! The families that are shipped: their files, what they are for, and which one a language is set in.

use crate::publication::{FontFamily, Language};

/// A shipped family.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) name: FontFamily,
    /// How its files are named in the book: `Amiri` of `Amiri-Regular.ttf`.
    pub(crate) stem: &'static str,
    /// The class of what is set in it.
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
            stem: $stem,
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
