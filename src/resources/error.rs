//! What can be wrong with a resource that the book cannot do without.

use std::io;
use std::path::PathBuf;

/// Why a cover could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResourceError {
    /// The cover's file cannot be read.
    #[error("{}: the cover cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The cover is no JPEG, PNG or GIF.
    #[error("{}: the cover is not a JPEG, PNG or GIF picture", path.display())]
    NotAPicture {
        /// The file.
        path: PathBuf,
    },
    /// The cover's file is too large.
    #[error("{}: the cover has {size} bytes, more than the limit of {limit}", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A picture could not be encoded.
    #[error("the cover cannot be written as a picture: {source}")]
    NotEncoded {
        /// The encoder's reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl ResourceError {
    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable { .. } => Some("look at the spelling of the cover's path"),
            Self::NotAPicture { .. } => Some("convert the cover to JPEG or PNG"),
            Self::TooLarge { .. } => Some("a cover of 1600 by 2560 pixels is large enough for every reader"),
            Self::NotEncoded { .. } => None,
        }
    }
}
