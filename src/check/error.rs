//! Why a book could not be read at all.

use std::io;

/// Why a book could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The bytes are no zip archive.
    #[error("it is not an EPUB: {0}")]
    NoArchive(#[from] zip::result::ZipError),
    /// There is no way to the package document.
    #[error("it is not an EPUB: {0}")]
    NoPackage(&'static str),
    /// The package document or the container file is not XML.
    #[error("`{path}` is not well-formed: {message}")]
    IllFormed {
        /// The file in the container.
        path: String,
        /// What the parser says, with line and column.
        message: String,
    },
    /// More in it than any book has.
    #[error("`{path}` is larger than {limit} bytes")]
    TooLarge {
        /// The file in the container.
        path: String,
        /// The limit.
        limit: u64,
    },
    /// More entries than any book has.
    #[error("the container has more than {limit} entries")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// The bytes could not be read.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
}
