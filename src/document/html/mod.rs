//! HTML → blocks.
//!
//! 1. `parser` reads tokens the way browsers do and keeps nesting within bounds while it reads, since the standard's
//!    algorithm is quadratic in depth.
//! 2. `dom` is what it builds: nodes in one vector, linked by number.
//! 3. `head` collects what the page says about itself, `linked_data` what it says to machines; `chosen` takes for each field
//!    what is trusted most, `site_name` takes the site's name off the title.
//! 4. `extract` leaves the article alone in the body of a page that has more around it.
//! 5. `flow`, `lists`, `table`, `phrasing` and `formula` turn the body into the tree; `elements` says what is a block, `notes`
//!    what is a note. `picture` chooses among the addresses of a picture, `drawing` takes one that stands in the page,
//!    `media` makes links of sounds and films, `embed` of what other sites show within the page.

mod chosen;
mod components;
mod dom;
mod drawing;
mod elements;
mod embed;
#[cfg(feature = "extract")]
mod extract;
mod flow;
mod formula;
mod head;
mod linked_data;
mod lists;
mod media;
mod notes;
mod parser;
mod phrasing;
mod picture;
mod set;
mod site_name;
mod styled;
mod table;
mod verse;

use std::sync::Arc;

use super::markdown::Marker;
use super::{DocumentError, Draft, PageChoice};
use crate::publication::{Findings, Place};
use crate::source::book::Page;

/// Reads a page or a fragment; `origin` says where its lines and notes are found, and whether a tag may close itself.
pub(super) fn read_html(
    text: &str,
    file: &Arc<str>,
    origin: &Origin,
    choice: &PageChoice,
    findings: &mut Findings,
) -> Result<Draft, DocumentError> {
    read(text, file, origin, &Kind::Page(choice), findings)
}

/// Reads a page of a book, whose stylesheets say what is plain in them.
pub(super) fn read_book_page(
    text: &str,
    file: &Arc<str>,
    origin: &Origin,
    page: &Page,
    findings: &mut Findings,
) -> Result<Draft, DocumentError> {
    read(text, file, origin, &Kind::Book(page), findings)
}

/// What a page stands in, and so what of it is text.
enum Kind<'a> {
    /// Among others on the web, of which the choice leaves the article.
    Page(&'a PageChoice),
    /// In a book, of which it knows this.
    Book(&'a Page),
}

fn read(
    text: &str,
    file: &Arc<str>,
    origin: &Origin,
    kind: &Kind<'_>,
    findings: &mut Findings,
) -> Result<Draft, DocumentError> {
    let parsed = parser::parse(text, origin)
        .ok_or_else(|| DocumentError::TooComplex { place: Place { file: Arc::clone(file), line: None } })?;
    if let Some(line) = parsed.flattened {
        super::report_flattened(Place::new(file, line), findings);
    }
    let mut dom = parsed.dom;
    let base = dom.find("base").and_then(|base| dom.attribute(base, "href")).map(str::to_owned);
    let said = head::read_head(&dom, file, findings);
    if let (Kind::Page(choice), Origin::Page { from_web, .. }) = (kind, origin) {
        leave_the_article(&mut dom, text, file, *from_web, &said, choice, findings)?;
    }
    let mut draft = Draft { metadata: said.metadata, base, ..Draft::default() };
    // Nothing stands around the text of a book's page.
    let page = match kind {
        Kind::Page(_) => None,
        Kind::Book(page) => {
            draft.metadata.direction =
                draft.metadata.direction.or_else(|| styled::direction_of_page(&dom, &page.styles));
            Some(*page)
        }
    };
    flow::read_body(&dom, file, origin, page, &mut draft, findings);
    Ok(draft)
}

/// Leaves in the body what `choice` asks for.
#[cfg(feature = "extract")]
fn leave_the_article(
    dom: &mut dom::Dom,
    text: &str,
    file: &Arc<str>,
    from_web: bool,
    said: &head::Said,
    choice: &PageChoice,
    findings: &mut Findings,
) -> Result<(), DocumentError> {
    let whole_document = ["<html", "<body", "<head"].iter().any(|tag| {
        let mut ends = text.char_indices().map(|(at, _)| at).take(64 << 10);
        ends.any(|at| text.get(at..at + tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
    });
    let head::Said { metadata, titles } = said;
    let known = extract::Known { author: !metadata.creators.is_empty(), date: metadata.date.is_some() };
    let page = extract::Page { file, titles, known, from_web, whole_document };
    extract::extract(dom, &page, choice, findings)
}

#[cfg(not(feature = "extract"))]
#[allow(clippy::unnecessary_wraps, reason = "with the feature `extract` it may fail")]
fn leave_the_article(
    _: &mut dom::Dom,
    _: &str,
    _: &Arc<str>,
    _: bool,
    _: &head::Said,
    _: &PageChoice,
    _: &mut Findings,
) -> Result<(), DocumentError> {
    Ok(())
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
        /// Whether it was read from an address: then it must be an article.
        from_web: bool,
    },
    /// Made from Markdown: its lines stand in comments, its notes in an attribute, under these names.
    Markdown(Marker),
}
