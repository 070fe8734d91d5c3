//! What can be wrong with a text that was read.

use crate::publication::Place;

/// Why a text could not become a document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// There is nothing in it that could be read: only markup.
    #[error("{place}: the article holds no text")]
    Empty {
        /// The file.
        place: Place,
    },
    /// The markup makes far more elements than it has letters, or has a tag with thousands of attributes.
    #[error("{place}: the markup multiplies itself, or has a tag with thousands of attributes")]
    TooComplex {
        /// The file.
        place: Place,
    },
    /// Built without the feature `html`.
    #[error("{place}: HTML cannot be read: the library was built without the feature `html`")]
    NoHtml {
        /// The file.
        place: Place,
    },
}

impl DocumentError {
    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Empty { .. } => Some("an article needs at least one letter outside its markup"),
            Self::TooComplex { .. } => {
                Some("close the formatting elements (`b`, `i`, `font` …) and the tags that are left open")
            }
            Self::NoHtml { .. } => Some("turn the feature on, or give the article as plain text"),
        }
    }
}
