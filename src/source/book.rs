//! What an article knows of the book it stood in, and what that book said of the places in it. Neither names a file of the
//! archive: articles are known by the paths that links name.

use std::sync::Arc;

use super::Styles;
use crate::publication::{Direction, Language};

/// A book that is read again.
#[derive(Debug, Default)]
pub struct OldBook {
    /// Its contents, where it has any.
    pub contents: Vec<Entry>,
    /// Its list of printed pages.
    pub pages: Vec<Entry>,
    /// Which printed book these are the pages of, as it says.
    pub page_source: Option<String>,
    /// Whether Warraq made it: then its own pages are known, and so is its last change.
    pub own: bool,
    /// The picture of its cover.
    pub cover: Option<OldCover>,
}

/// The picture on the cover of a book that is read again.
#[derive(Debug, Clone)]
pub struct OldCover {
    /// Its path in the archive.
    pub path: String,
    /// What it is called in messages.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Whether Warraq drew it of the title.
    pub drawn: bool,
}

/// An entry of the contents, or of the list of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its words; never empty.
    pub label: String,
    /// Their language, as declared.
    pub language: Option<Language>,
    /// Their direction, as declared.
    pub direction: Option<Direction>,
    /// Where it leads; an entry may only hold others.
    pub target: Option<Target>,
    /// The entries below it.
    pub children: Vec<Entry>,
}

/// A place in a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The path of the page, as links name it.
    pub path: String,
    /// The id of an element on it.
    pub fragment: Option<String>,
}

/// What an article knows of the book it was a page of.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What the page is for, where the book says so.
    pub role: Option<PageRole>,
    /// What the contents call it.
    pub label: Option<String>,
    /// The plain part of its stylesheets.
    pub styles: Arc<Styles>,
    /// The language of the whole book, as declared.
    pub language: Option<Language>,
    /// The entry of the archive that is the cover's picture.
    pub cover: Option<String>,
    /// Whether Warraq made the book.
    pub own: bool,
    /// Whether the book claims that its pictures are described (`alternativeText`).
    pub describes_pictures: bool,
}

/// Pages around the text that a new book has its own of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PageRole {
    /// The cover.
    Cover,
    /// The title page.
    TitlePage,
    /// The contents.
    Contents,
    /// The page at the end that says who made the book.
    Colophon,
    /// The title of a part.
    Part,
}
