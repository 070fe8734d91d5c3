//! Step 4: what the articles use → [`Resource`]s. Pictures, the cover, the stylesheets.
//!
//! 1. `pictures` finds every picture the articles name; one that cannot be had becomes its description.
//! 2. `cover` reads the cover picture, where one was given.
//! 3. `stylesheet` makes one stylesheet for each direction the book has.

mod cover;
mod error;
pub(crate) mod fonts;
#[cfg(test)]
mod old_engines;
mod pictures;
mod stylesheet;

use std::path::{Path, PathBuf};

pub use error::ResourceError;

use crate::publication::{ContainerPath, Direction, Findings, MediaType};
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
}

/// Everything the content documents refer to.
#[derive(Debug)]
pub struct Resources {
    /// The stylesheets, then the pictures in the order they are met.
    pub all: Vec<Resource>,
    /// The cover picture, which is one more resource.
    pub cover: Option<Resource>,
    /// How many pictures the articles show, and how many of those have no description.
    pub pictures: PictureCount,
}

/// How many pictures there are, for the accessibility metadata.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PictureCount {
    /// All of them, each time one is shown.
    pub shown: usize,
    /// Those whose source has no `alt`.
    pub undescribed: usize,
}

/// Gathers the resources of a book. `cover` is the file of a cover picture.
///
/// # Errors
/// A cover that cannot be read or is no picture that every reader shows. A picture in the text is never an error.
pub fn gather(
    typeset: &mut Typeset,
    cover: Option<&Path>,
    findings: &mut Findings,
) -> Result<Resources, ResourceError> {
    let cover = cover.map(cover::read_cover).transpose()?;
    let mut all = stylesheets(typeset);
    let (pictures, count) = pictures::place_pictures(&mut typeset.articles, findings);
    all.extend(pictures);
    Ok(Resources { all, cover, pictures: count })
}

fn stylesheets(typeset: &Typeset) -> Vec<Resource> {
    let used = |direction| {
        typeset.direction.value == direction
            || typeset.articles.iter().any(|article| article.direction.value == direction)
    };
    let directions = [Direction::Rtl, Direction::Ltr].into_iter().filter(|direction| used(*direction));
    directions.map(stylesheet::stylesheet).collect()
}

/// Where the stylesheet of a direction stands in the book.
pub fn stylesheet_path(direction: Direction) -> ContainerPath {
    ContainerPath::own(format!("styles/{direction}.css"))
}
