//! The pages of an old book as articles of a new one: what only makes sense across pages.
//!
//! 1. `pages` finds the pages around the text that the new book has its own of, and takes them out.
//! 2. `headings` makes headings of paragraphs to which the contents lead.
//! 3. `notes` makes notes of links from a mark in the text to a paragraph that begins with it, on whatever page.

mod headings;
mod notes;
mod pages;

#[cfg(feature = "html")]
pub(super) use notes::unmarked;

use super::tree::Document;
use crate::publication::Findings;
use crate::source::OutlineEntry;
use crate::source::book::{Entry, PageRole};

/// The articles of an old book, and what became of its other pages.
pub(crate) struct Arranged {
    /// The articles in reading order.
    pub(crate) documents: Vec<Document>,
    /// The articles by their place among them.
    pub(crate) outline: Vec<OutlineEntry>,
    /// The paths of pages that the new book has its own of, and what they are for.
    pub(crate) replaced: Vec<(String, PageRole)>,
    /// Whether a title page of the old book was kept, beside which ours would say everything again.
    pub(crate) has_title_page: bool,
}

/// What is known of the whole book, to tell what a page says that nothing else does.
pub(crate) struct Known<'a> {
    /// Title, subtitle, names and the like.
    pub(crate) words: Vec<&'a str>,
    /// Its contents, and their labels.
    pub(crate) contents: &'a [Entry],
    /// The labels of its contents.
    pub(crate) labels: Vec<&'a str>,
    /// Whether the new book has a picture of the old cover.
    pub(crate) has_cover: bool,
}

/// Arranges the pages of an old book.
pub(crate) fn arrange(documents: Vec<Document>, known: &Known<'_>, findings: &mut Findings) -> Arranged {
    let mut documents = documents;
    headings::mark(&mut documents, known.contents);
    let emptied = notes::join(&mut documents, findings);
    pages::arrange(documents, &emptied, known, findings)
}
