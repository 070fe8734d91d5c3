//! What can go wrong while the container is written.

use std::io;
use std::path::PathBuf;

/// Why the container could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContainerError {
    /// epub-builder would not bind the draft.
    #[error("the draft of the book could not be bound: {0}")]
    Draft(#[from] epub_builder::Error),
    /// The zip archive could not be written.
    #[error("the book could not be written: {0}")]
    Zip(#[from] zip::result::ZipError),
    /// A picture went away between finding and writing it.
    #[error("{}: the picture cannot be read: {source}", path.display())]
    Picture {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The writer refused.
    #[error("the book could not be written: {0}")]
    Io(#[from] io::Error),
}
