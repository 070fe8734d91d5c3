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
    /// A page from the web that holds no article: the front page of a site, a list, a form to sign in.
    #[error("{place}: this is not an article: {reason}")]
    NotAnArticle {
        /// The page.
        place: Place,
        /// What it seems to be.
        reason: &'static str,
    },
    /// A selector that names nothing in the page.
    #[error("{place}: `{selector}` selects nothing in this page")]
    NothingSelected {
        /// The page.
        place: Place,
        /// The selectors.
        selector: String,
    },
    /// A selector that is no CSS.
    #[error("{place}: `{selector}` is no selector of CSS")]
    SelectorWrong {
        /// The page.
        place: Place,
        /// The selector.
        selector: String,
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
            Self::NotAnArticle { .. } => {
                Some("give the address of one article; `--whole-page` takes the page as it is, `--select` a part of it")
            }
            Self::NothingSelected { .. } => Some(
                "look at the page's source: `--select` takes selectors such as `article`, `.post-body`, `#content`",
            ),
            Self::SelectorWrong { .. } => {
                Some("write it as in a stylesheet: `article`, `.post-body`, `#content > div`")
            }
            Self::NoHtml { .. } => Some("turn the feature on, or give the article as plain text"),
        }
    }
}
