//! Step 7: [`Package`] → OCF bytes. Same input, same bytes.
//!
//! 1. `draft`: epub-builder binds the content documents and stylesheets into a draft container in memory.
//! 2. `finish`: zip copies the draft's compressed entries as they are into the final container, in reading order and with
//!    fixed times, puts our package document, navigation document and NCX in the place of the draft's, and streams the
//!    pictures, stored, from where they are.

mod draft;
mod error;
mod finish;
mod place;

use std::io::{Seek, Write};

pub use error::ContainerError;

use crate::package::Package;

/// Writes the container from where the writer stands, and gives the writer back. Only one compressed copy of the text is held in memory beside it.
///
/// # Errors
/// A picture's file that cannot be read any more, or a writer that refuses.
pub fn write_container<W: Write + Seek>(mut package: Package, out: W) -> Result<W, ContainerError> {
    let draft = draft::bind(&mut package)?;
    finish::finish(draft, package, out)
}
