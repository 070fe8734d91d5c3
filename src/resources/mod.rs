//! Step 4: what the articles use → [`Resource`]s. Pictures, the cover, fonts, the stylesheets.
//!
//! 1. `pictures` finds every picture the articles name, and makes it one that every reader shows; one that cannot be had
//!    becomes its description. `raster` decodes and encodes.
//! 2. `cover` reads the cover picture that was given, or draws one.
//! 3. `fonts` chooses the fonts, and makes them as small as the text allows.
//! 4. `stylesheet` makes one stylesheet for each direction the book has.

mod cover;
mod error;
#[cfg_attr(not(feature = "fonts"), allow(dead_code, unused_macros, reason = "without fonts there is nothing to do"))]
pub(crate) mod fonts;
#[cfg(test)]
mod old_engines;
mod pictures;
#[cfg(any(feature = "covers", feature = "pictures"))]
mod raster;
#[cfg_attr(
    not(any(feature = "covers", feature = "pictures")),
    allow(dead_code, reason = "only who decodes needs room")
)]
mod room;
mod stylesheet;

use std::path::{Path, PathBuf};

pub use cover::Cover;
#[cfg(feature = "covers")]
pub use cover::DrawnCover;
pub use error::ResourceError;
pub use fonts::{FontCache, FontWish, Fonts, ShippedFont, shipped_fonts};
pub use pictures::PictureRequest;
pub use room::PixelRoom;

use crate::publication::{ContainerPath, Direction, Findings, FontReport, MediaType};
use crate::source::book::OldCover;
use crate::typography::Typeset;

/// A file of the book that is no content document.
#[derive(Debug)]
pub struct Resource {
    /// Where it stands in the book.
    pub path: ContainerPath,
    /// What it is.
    pub media_type: MediaType,
    /// Its bytes, or where they are.
    pub content: ResourceContent,
}

/// The bytes of a resource: large ones stay in their files until the container is written.
#[derive(Debug)]
pub enum ResourceContent {
    /// In memory.
    Bytes(Vec<u8>),
    /// In a file.
    File(PathBuf),
    /// In a file that goes when the resource does.
    Temporary(TemporaryFile),
}

/// A file that lives as long as this.
#[derive(Debug)]
pub struct TemporaryFile(pub(crate) tempfile::TempPath);

impl TemporaryFile {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// Everything the content documents refer to.
#[derive(Debug)]
pub struct Resources {
    /// The stylesheets, the fonts, then the pictures in the order they are met.
    pub all: Vec<Resource>,
    /// The cover picture, which is one more resource.
    pub cover: Option<CoverPicture>,
    /// How many pictures the articles show, and how many of those have no description.
    pub pictures: PictureCount,
    /// Which fonts the text is set in.
    pub fonts: Fonts,
    /// The licences of the shipped fonts that are in the book. No manifest lists them.
    pub licences: Vec<Licence>,
    /// What is told about the fonts.
    pub font_report: Vec<FontReport>,
}

/// The text of a font's licence, which goes into the container beside the font.
#[derive(Debug)]
pub struct Licence {
    /// Where it stands.
    pub path: ContainerPath,
    /// The licence, word for word.
    pub text: &'static str,
}

/// What is asked of the fonts of a book. By default, those that its languages need, and nothing is kept.
#[derive(Debug, Default)]
pub struct FontRequest {
    /// What is asked for, for the whole book; articles may ask for themselves.
    pub wish: FontWish,
    /// What the book says around its articles' text.
    pub around: Vec<Around>,
    /// What was made before.
    pub cache: FontCache,
}

/// Words around the text, such as a byline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// The article they belong to; `None` for pages of the book's own.
    pub article: Option<usize>,
    /// Whether they are a heading.
    pub heading: bool,
    /// Whether they are bold.
    pub bold: bool,
    /// The words.
    pub text: String,
}

/// The cover picture.
#[derive(Debug)]
pub struct CoverPicture {
    /// The picture itself.
    pub resource: Resource,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Whether it was drawn of the title: then it says nothing that its description does not.
    pub drawn: bool,
}

/// What the cover is to be.
#[derive(Debug)]
pub enum CoverWish<'a> {
    /// There is none.
    LeftOut,
    /// The picture in this file.
    File(&'a Path),
    /// The picture of a book that is read again; one that cannot be shown is drawn anew.
    Old(&'a OldCover, &'a Cover),
    /// Drawn, where the library is built with the feature `covers`.
    Drawn(&'a Cover),
}

/// How many pictures there are, for the accessibility metadata.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureCount {
    /// All of them, each time one is shown.
    pub shown: usize,
    /// Those whose source has no `alt`.
    pub undescribed: usize,
}

/// Gathers the resources of a book. `request` says what is asked of the fonts, `pictures` what of the pictures.
///
/// # Errors
/// A cover that cannot be read or is no picture that every reader shows; a font file that cannot be read, is no font, or
/// may not be embedded. A picture in the text is an error only where that was asked for.
pub fn gather(
    typeset: &mut Typeset,
    cover: &CoverWish<'_>,
    request: &FontRequest,
    pictures: &PictureRequest,
    findings: &mut Findings,
) -> Result<Resources, ResourceError> {
    let cover = cover::make_cover(cover, &pictures.room, findings)?;
    let (pictures, count) = pictures::place_pictures(&mut typeset.articles, pictures, findings)?;
    let fonts::Gathered { fonts, files, licences, report } = fonts::gather_fonts(typeset, request, findings)?;
    let mut all = stylesheets(typeset, &fonts);
    all.extend(files);
    all.extend(pictures);
    Ok(Resources { all, cover, pictures: count, fonts, licences, font_report: report })
}

fn stylesheets(typeset: &Typeset, fonts: &Fonts) -> Vec<Resource> {
    let sheet = fonts::sheet(fonts);
    let used = |direction| {
        typeset.direction.value == direction
            || typeset.articles.iter().any(|article| article.direction.value == direction)
    };
    let directions = [Direction::Rtl, Direction::Ltr].into_iter().filter(|direction| used(*direction));
    directions.map(|direction| stylesheet::stylesheet(direction, &sheet)).collect()
}

/// Where the stylesheet of a direction stands in the book.
pub fn stylesheet_path(direction: Direction) -> ContainerPath {
    ContainerPath::own(format!("styles/{direction}.css"))
}
