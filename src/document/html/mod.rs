//! HTML → blocks.
//!
//! 1. `parser` reads tokens the way browsers do and keeps nesting within bounds while it reads, since the standard's
//!    algorithm is quadratic in depth.
//! 2. `dom` is what it builds: nodes in one vector, linked by number.
//! 3. `head` takes the metadata from the document's head.
//! 4. `flow`, `lists`, `table`, `phrasing` and `formula` turn the body into the tree; `elements` says what is a block, `notes`
//!    what is a note.

mod dom;
mod elements;
mod flow;
mod formula;
mod head;
mod lists;
mod notes;
mod parser;
mod phrasing;
mod styled;
mod table;
mod verse;

use std::sync::Arc;

use super::markdown::Marker;
use super::{DocumentError, Draft};
use crate::publication::{Findings, Place};
use crate::source::Styles;

/// Reads a page or a fragment; `origin` says where its lines and notes are found, and whether a tag may close itself.
pub(super) fn read_html(
    text: &str,
    file: &Arc<str>,
    origin: &Origin,
    findings: &mut Findings,
) -> Result<Draft, DocumentError> {
    read(text, file, origin, None, findings)
}

/// Reads a page of a book, whose stylesheets say what is plain in them.
pub(super) fn read_book_page(
    text: &str,
    file: &Arc<str>,
    origin: &Origin,
    styles: &Styles,
    findings: &mut Findings,
) -> Result<Draft, DocumentError> {
    read(text, file, origin, Some(styles), findings)
}

fn read(
    text: &str,
    file: &Arc<str>,
    origin: &Origin,
    styles: Option<&Styles>,
    findings: &mut Findings,
) -> Result<Draft, DocumentError> {
    let parsed = parser::parse(text, origin)
        .ok_or_else(|| DocumentError::TooComplex { place: Place { file: Arc::clone(file), line: None } })?;
    if let Some(line) = parsed.flattened {
        super::report_flattened(Place::new(file, line), findings);
    }
    let dom = parsed.dom;
    let mut draft = Draft { metadata: head::read_head(&dom, file, findings), ..Draft::default() };
    if let Some(styles) = styles {
        draft.metadata.direction = draft.metadata.direction.or_else(|| styled::direction_of_page(&dom, styles));
    }
    flow::read_body(&dom, file, origin, styles, &mut draft, findings);
    Ok(draft)
}

/// Where HTML comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A page whose first line in the file is given.
    Page {
        /// The line the text begins at.
        first_line: u32,
        /// Whether a tag may close itself.
        xml: bool,
    },
    /// Made from Markdown: its lines stand in comments, its notes in an attribute, under these names.
    Markdown(Marker),
}
