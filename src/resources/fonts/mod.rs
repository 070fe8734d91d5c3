//! Fonts: which ones a book needs, and what of them.
//!
//! 1. `choice` says which font a text is set in, by what is asked for and by its language; `catalogue` holds ours, `file`
//!    reads somebody's own.
//! 2. `usage` collects the words that are set in each font and style.
//! 3. `serve` gives each font its part of them, and finds what it lacks and which other one has that.
//! 4. `embed` makes the files: `subset` makes them small, `proof` shows that they shape alike, `cache` remembers both.
//! 5. `sheet` writes what the stylesheets say about them.

#[cfg(feature = "fonts")]
mod alphabet;
mod cache;
mod catalogue;
mod choice;
#[cfg(feature = "fonts")]
mod embed;
#[cfg(feature = "fonts")]
mod file;
#[cfg(feature = "fonts")]
mod gather;
#[cfg(feature = "fonts")]
mod proof;
mod report;
#[cfg(feature = "fonts")]
mod serve;
mod sheet;
#[cfg(feature = "fonts")]
mod subset;
#[cfg(feature = "fonts")]
mod usage;
#[cfg(feature = "fonts")]
mod woff;
#[cfg(all(test, feature = "fonts"))]
mod word_lists;

pub use cache::FontCache;
#[allow(unused_imports, reason = "covers take whole fonts from here, where they are drawn")]
pub(crate) use catalogue::{Family, family_for, shipped};
pub(crate) use choice::Place;
pub use choice::{FontWish, Fonts};
#[cfg(feature = "fonts")]
pub(super) use gather::gather_fonts;
pub use report::{ShippedFont, shipped_fonts};
pub(super) use sheet::sheet;

use super::Resource;
use crate::publication::FontReport;

/// The fonts of a book, with their files and what stands beside them.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) fonts: Fonts,
    pub(super) files: Vec<Resource>,
    pub(super) licences: Vec<super::Licence>,
    pub(super) report: Vec<FontReport>,
}

/// Without the feature no font goes into a book.
#[cfg(not(feature = "fonts"))]
pub(super) fn gather_fonts(
    typeset: &crate::typography::Typeset,
    request: &super::FontRequest,
    findings: &mut crate::publication::Findings,
) -> Result<Gathered, super::ResourceError> {
    use crate::publication::{Code, FontSetting};
    let wishes = typeset.articles.iter().map(|article| &article.document.metadata);
    let mut asked = wishes
        .flat_map(|metadata| [&metadata.font, &metadata.heading_font])
        .chain([&request.wish.body, &request.wish.heading]);
    if asked.any(|asked| matches!(asked, Some(FontSetting::Family(_) | FontSetting::File(_)))) {
        let message = "the font that is asked for was passed over: this build of warraq has no fonts";
        findings.advise(Code::FontMissing, None, message, "build it with the feature `fonts`");
    }
    Ok(Gathered::default())
}
