//! What can be wrong with a resource that the book cannot do without.

use std::io;
use std::path::PathBuf;

use crate::publication::Place;

/// The formats that a cover may have.
#[cfg(feature = "covers")]
const FORMATS: &str = "JPEG, PNG, GIF, WebP, BMP or TIFF";
#[cfg(not(feature = "covers"))]
const FORMATS: &str = "JPEG, PNG or GIF";

/// Why a cover or a font could not be used.
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
    /// The cover is no picture of a known format.
    #[error("{}: the cover is not a {} picture", path.display(), FORMATS)]
    NotAPicture {
        /// The file.
        path: PathBuf,
    },
    /// The cover cannot be decoded to its end.
    #[error("{}: the cover is damaged: {source}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The decoder's reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The cover has more pixels than can be held.
    #[error("{}: the cover has {width} by {height} pixels, more than can be decoded", path.display())]
    TooManyPixels {
        /// The file.
        path: PathBuf,
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
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
    /// A picture in the text cannot be had, and that was to be an error.
    #[error("{place}: the picture `{address}` cannot be had: {reason}")]
    PictureMissed {
        /// Where the text names it.
        place: Place,
        /// Its address, as far as a message has room for it.
        address: String,
        /// Why.
        reason: String,
    },
    /// A font's file cannot be read.
    #[error("{}: the font cannot be read: {source}", path.display())]
    FontUnreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A font's file is of no use.
    #[error("{}: the font cannot be used: {what}", path.display())]
    NotAFont {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A font's maker forbids that it goes into documents.
    #[error("{}: the font says that it may not be embedded in documents", path.display())]
    FontForbidden {
        /// The file.
        path: PathBuf,
    },
}

impl ResourceError {
    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable { .. } => Some("look at the spelling of the cover's path"),
            Self::NotAPicture { .. } => Some("convert the cover to JPEG or PNG"),
            Self::Damaged { .. } => Some("save the picture again; `--no-cover` makes the book without one"),
            Self::TooLarge { .. } | Self::TooManyPixels { .. } => {
                Some("a cover of 1600 by 2560 pixels is large enough for every reader")
            }
            Self::NotEncoded { .. } => None,
            Self::PictureMissed { .. } => {
                Some("mend the address, or go on without the picture: then its description stands in its place")
            }
            Self::FontUnreadable { .. } => Some("look at the spelling of the font's path"),
            Self::NotAFont { .. } => Some("take the font as a single TrueType file (.ttf), as its maker publishes it"),
            Self::FontForbidden { .. } => {
                Some("choose a font whose licence allows embedding; those that warraq ships do")
            }
        }
    }
}
