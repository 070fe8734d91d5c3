//! What is shipped, for those who ask.

use serde::Serialize;

use super::catalogue::shipped;
use crate::publication::FontFamily;

/// A family that comes with Warraq.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ShippedFont {
    /// Its name, as settings and stylesheets name it.
    pub family: FontFamily,
    /// Its styles, each with the size of its file in bytes.
    pub styles: [(&'static str, usize); 2],
    /// The languages it is chosen for, in words.
    pub languages: &'static str,
    /// Its licence, by name.
    pub licence: &'static str,
    /// Its licence, word for word.
    #[serde(skip)]
    pub licence_text: &'static str,
}

/// Every family that comes with Warraq; none where it was built without the feature `fonts`.
pub fn shipped_fonts() -> Vec<ShippedFont> {
    let fonts = shipped().iter().map(|family| ShippedFont {
        family: family.name,
        styles: [("regular", family.regular.len()), ("bold", family.bold.len())],
        languages: family.languages,
        licence: "SIL Open Font License 1.1",
        licence_text: family.licence,
    });
    fonts.collect()
}
