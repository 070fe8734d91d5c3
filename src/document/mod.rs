//! Step 2: [`Source`] → [`Document`]. One small typed tree, whatever the article was written in.
//!
//! 1. `text`, `markdown` and `html` read blocks, notes and what the markup says about the text.
//! 2. `debris` takes off what the web page left at both ends, before a share bar is taken for the title.
//! 3. `title` finds the title, and whether the text says it already.
//!
//! What the tree can no longer contain stands at the head of `tree`.

pub(crate) mod book;
mod debris;
mod duplicates;
mod error;
#[cfg(feature = "html")]
mod html;
pub(crate) mod inlines;
mod markdown;
mod slug;
mod text;
mod title;
mod tree;
mod verse;
pub(crate) mod visit;

pub(crate) use duplicates::leave_out_duplicates;
pub use error::DocumentError;
pub use tree::*;

use url::Url;

use crate::publication::{Base, Code, Findings, Metadata, Place, Rule, without_forbidden};
use crate::source::{Format, Source};

/// What a reader gives.
#[derive(Default)]
struct Draft {
    /// What the markup says about the text.
    metadata: Metadata,
    /// The address that a page's `base` element names.
    base: Option<String>,
    blocks: Vec<Block>,
    notes: Vec<Note>,
}

/// What is left out of a document on purpose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Keeps what a web page left at the article's ends.
    pub keep_debris: bool,
    /// What is read of a web page.
    pub page: PageChoice,
}

/// What is read of a web page: its article, unless one of these says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageChoice {
    /// Everything, with navigation and comments.
    pub whole_page: bool,
    /// What these CSS selectors name.
    pub select: Vec<String>,
}

/// Reads one source.
///
/// # Errors
/// A text without a word in it, or markup that no reader can hold.
pub fn read(source: Source, reading: &Reading, findings: &mut Findings) -> Result<Document, DocumentError> {
    let mut draft = match source.format {
        Format::Text => text::read_text(&source.text, source.first_line, source.metadata.title.as_deref()),
        Format::Markdown => {
            let before = findings.lengths();
            match markdown::read_markdown(&source, findings) {
                Ok(draft) => draft,
                Err(markdown::HoldsHtml) => {
                    findings.rewind(before);
                    markdown_with_html(&source, findings)?
                }
            }
        }
        Format::Html => page(&source, &reading.page, findings)?,
    };
    // What stands at the ends of a book's pages is no debris of a web page.
    if !reading.keep_debris && source.page.is_none() {
        debris::remove_debris(&source, &mut draft, findings);
    }
    if source.format == Format::Markdown {
        slug::name_headings(&mut draft.blocks);
    }
    let title = match &source.page {
        Some(page) => Some(title::of_page(&source, page, &mut draft, findings)),
        None => title::find_title(&source, &mut draft, findings),
    };
    let title = title.ok_or_else(|| DocumentError::Empty { place: nowhere(&source) })?;
    if let Some(date) = draft.metadata.date.as_ref().filter(|date| date.looks_hijri()) {
        findings.advise(
            Code::DateDoubted,
            nowhere(&source),
            date.doubt(),
            "give the Gregorian date of issue with `--date`",
        );
    }
    // What a page calls itself has been weighed as its title.
    draft.metadata.title = None;
    if let Some(address) = source.metadata.lead_image.as_ref().filter(|_| !title::has_picture(&draft.blocks)) {
        draft.blocks.insert(0, lead_picture(address, source.first_line));
    }
    if draft.blocks.is_empty() && draft.notes.is_empty() && source.page.is_none() {
        findings.note(Code::OnlyTitle, nowhere(&source), "the article has no text but its title");
    }
    let address = link_base(&source, &draft);
    let mut metadata = source.metadata.or(&draft.metadata);
    if let Some(page) = &source.page {
        // What a page says of itself is said of the book too; its language and direction are evidence.
        let (language, direction) = (metadata.language.take(), metadata.direction);
        metadata = Metadata::default();
        (metadata.language, metadata.direction) = (language.or_else(|| page.language.clone()), direction);
    }
    let Source { file, path, base, page, .. } = source;
    let base = match (base, &address) {
        (Base::Web(page), address) => {
            metadata.source.get_or_insert_with(|| page.to_string());
            Base::Web(address.clone().unwrap_or(page))
        }
        (base, _) => base,
    };
    Ok(Document { file, path, base, address, metadata, title, blocks: draft.blocks, notes: draft.notes, page })
}

/// The picture that stands for an article, as its first block. Nobody described it.
fn lead_picture(address: &str, line: u32) -> Block {
    let image = Inline::Image(Box::new(Image::new(address.to_owned(), None, line)));
    let content = vec![Block::new(BlockKind::Plain(vec![image]), line)];
    Block::new(BlockKind::Figure { content, caption: Vec::new(), caption_first: false }, line)
}

/// What relative links to pages outside the book are read against: what the page names as its base, where it was read
/// from, or, for a page that was saved, what it says its own address is. The pages of an old book have none: their links lead
/// into that book.
fn link_base(source: &Source, draft: &Draft) -> Option<Url> {
    if source.page.is_some() {
        return None;
    }
    let page = match &source.base {
        Base::Web(page) => Some(page.clone()),
        _ if source.format == Format::Html => draft.metadata.source_url(),
        _ => None,
    };
    let named = draft.base.as_deref().map(str::trim).and_then(|base| match &page {
        Some(page) => page.join(base).ok(),
        None => Url::parse(base).ok(),
    });
    named.filter(|base| matches!(base.scheme(), "http" | "https") && base.has_host()).or(page)
}

fn nowhere(source: &Source) -> Place {
    Place::new(&source.file, 0)
}

#[cfg(feature = "html")]
fn markdown_with_html(source: &Source, findings: &mut Findings) -> Result<Draft, DocumentError> {
    let (html, marker) = markdown::to_html(source);
    let draft =
        html::read_html(&html, &source.file, &html::Origin::Markdown(marker), &PageChoice::default(), findings)?;
    Ok(Draft { metadata: Metadata::default(), ..draft })
}

#[cfg(feature = "html")]
fn page(source: &Source, choice: &PageChoice, findings: &mut Findings) -> Result<Draft, DocumentError> {
    let start = source.text.trim_start();
    // The pages of a book are XML, whatever they are called.
    let xml = source.page.is_some()
        || start.starts_with("<?xml")
        || source.path.ends_with(".xhtml")
        || source.path.ends_with(".xht");
    let from_web = matches!(source.base, Base::Web(_));
    let origin = html::Origin::Page { first_line: source.first_line, xml, from_web };
    match &source.page {
        Some(page) => html::read_book_page(&source.text, &source.file, &origin, page, findings),
        None => html::read_html(&source.text, &source.file, &origin, choice, findings),
    }
}

#[cfg(not(feature = "html"))]
fn markdown_with_html(source: &Source, _: &mut Findings) -> Result<Draft, DocumentError> {
    Err(DocumentError::NoHtml { place: nowhere(source) })
}

#[cfg(not(feature = "html"))]
fn page(source: &Source, _: &PageChoice, _: &mut Findings) -> Result<Draft, DocumentError> {
    Err(DocumentError::NoHtml { place: nowhere(source) })
}

/// Takes out what XML forbids: a character reference such as `&#1;` can bring it in after the source was cleaned.
fn without_forbidden_references(text: &str, place: impl Fn() -> Place, findings: &mut Findings) -> Option<String> {
    let mut found = Vec::new();
    let cleaned = match without_forbidden(text, |c| found.push(c)) {
        std::borrow::Cow::Borrowed(_) => return None,
        std::borrow::Cow::Owned(cleaned) => cleaned,
    };
    for c in found {
        findings.change(Rule::ForbiddenCharacter, format!("U+{:04X}", u32::from(c)), place());
        let message = format!("a reference to U+{:04X}, which XML forbids, was removed", u32::from(c));
        findings.note(Code::CharactersRemoved, place(), message);
    }
    Some(cleaned)
}

/// Verse as a block's kind; the signs between its halves are reported, since they go.
fn verse_kind(found: verse::Found, place: impl Fn(u32) -> Place, findings: &mut Findings) -> BlockKind {
    for (sign, line) in found.signs {
        findings.change(Rule::VerseSign, sign, place(line));
    }
    found.kind
}

/// Says once per document that markup was nested too deep.
fn report_flattened(place: Place, findings: &mut Findings) {
    let message = format!("markup nested deeper than {MAX_DEPTH} levels was flattened; its words are kept");
    findings.note(Code::NestingFlattened, place, message);
}
