//! Step 2: [`Source`] → [`Document`]. One small typed tree, whatever the article was written in.
//!
//! 1. `text`, `markdown` and `html` read blocks, notes and what the markup says about the text.
//! 2. `title` finds the title, and whether the text says it already.
//!
//! What the tree can no longer contain stands at the head of `tree`.

mod error;
#[cfg(feature = "html")]
mod html;
pub(crate) mod inlines;
mod markdown;
mod slug;
mod text;
mod title;
mod tree;
pub(crate) mod visit;

pub use error::DocumentError;
pub use tree::*;

use crate::publication::{Code, Findings, Metadata, Place};
use crate::source::{Format, Source};

/// What a reader gives.
#[derive(Default)]
struct Draft {
    /// What the markup says about the text.
    metadata: Metadata,
    blocks: Vec<Block>,
    notes: Vec<Note>,
}

/// Reads one source.
///
/// # Errors
/// A text without a word in it, or markup that no reader can hold.
pub fn read(source: Source, findings: &mut Findings) -> Result<Document, DocumentError> {
    let mut draft = match source.format {
        Format::Text => text::read_text(&source.text, source.first_line),
        Format::Markdown => match markdown::read_markdown(&source, findings) {
            Ok(draft) => draft,
            Err(markdown::HoldsHtml) => markdown_with_html(&source, findings)?,
        },
        Format::Html => page(&source, findings)?,
    };
    if source.format == Format::Markdown {
        slug::name_headings(&mut draft.blocks);
    }
    let title =
        title::find_title(&source, &mut draft).ok_or_else(|| DocumentError::Empty { place: nowhere(&source) })?;
    if draft.blocks.is_empty() && draft.notes.is_empty() {
        findings.note(Code::OnlyTitle, nowhere(&source), "the article has no text but its title");
    }
    let metadata = source.metadata.or(&draft.metadata);
    let Source { file, path, folder, .. } = source;
    Ok(Document { file, path, folder, metadata, title, blocks: draft.blocks, notes: draft.notes })
}

fn nowhere(source: &Source) -> Place {
    Place::new(&source.file, 0)
}

#[cfg(feature = "html")]
fn markdown_with_html(source: &Source, findings: &mut Findings) -> Result<Draft, DocumentError> {
    let html = markdown::to_html(source);
    let draft = html::read_html(&html, &source.file, html::Origin::Markdown, findings)?;
    Ok(Draft { metadata: Metadata::default(), ..draft })
}

#[cfg(feature = "html")]
fn page(source: &Source, findings: &mut Findings) -> Result<Draft, DocumentError> {
    let start = source.text.trim_start();
    let xml = start.starts_with("<?xml") || source.path.ends_with(".xhtml") || source.path.ends_with(".xht");
    let origin = html::Origin::Page { first_line: source.first_line, xml };
    html::read_html(&source.text, &source.file, origin, findings)
}

#[cfg(not(feature = "html"))]
fn markdown_with_html(source: &Source, _: &mut Findings) -> Result<Draft, DocumentError> {
    Err(DocumentError::NoHtml { place: nowhere(source) })
}

#[cfg(not(feature = "html"))]
fn page(source: &Source, _: &mut Findings) -> Result<Draft, DocumentError> {
    Err(DocumentError::NoHtml { place: nowhere(source) })
}

/// Says once per document that markup was nested too deep.
fn report_flattened(place: Place, findings: &mut Findings) {
    let message = format!("markup nested deeper than {MAX_DEPTH} levels was flattened; its words are kept");
    findings.note(Code::NestingFlattened, place, message);
}
