//! What a build tells about itself: what `--json` prints, and what the library returns.

use serde::Serialize;

use super::{Change, ContainerPath, Direction, Finding, FontFamily, Identifier, Language, Modified, Place};

/// The version of the report's schema: raised when a field is renamed or removed, not when one is added.
pub const SCHEMA: u32 = 1;

/// What was published, what was decided and why, what was noticed, and what became of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The schema's version, [`SCHEMA`].
    pub schema: u32,
    /// The title of the book.
    pub title: String,
    /// The language of the book.
    pub language: Decision<Language>,
    /// The direction pages turn, and the base direction of what stands around the text.
    pub direction: Decision<Direction>,
    /// The identity of the book.
    pub identifier: Decision<Identifier>,
    /// The moment of the last change, as the book states it.
    pub modified: Decision<Modified>,
    /// The content documents in reading order.
    pub documents: Vec<DocumentReport>,
    /// The cover: the name of the design it is drawn by, or `given` for a picture that was given; none without a cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Decision<&'static str>>,
    /// The font files that are in the book.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fonts: Vec<FontReport>,
    /// What was decided for each block that runs otherwise than what is around it, when somebody asked (`explain`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<BlockDecision>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What became of the text: everything lost, added or moved.
    pub changes: Vec<Change>,
    /// The size of the finished container, in bytes.
    pub bytes: u64,
}

/// A decision and the sign it was taken by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision<T> {
    /// What was decided.
    pub value: T,
    /// Why, as a phrase.
    pub reason: String,
}

impl<T> Decision<T> {
    /// A decision with its reason.
    pub fn new(value: T, reason: impl Into<String>) -> Self {
        Self { value, reason: reason.into() }
    }
}

/// What was decided for a block of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BlockDecision {
    /// What the block is: `paragraph`, `list`, `cell` …
    pub block: &'static str,
    /// Where it stands in the source.
    pub place: Place,
    /// The base direction.
    pub direction: Direction,
    /// By which sign.
    pub reason: String,
    /// Its language, where it is not that of what is around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

/// A font file of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FontReport {
    /// The family, as the stylesheets name it.
    pub family: String,
    /// `regular` or `bold`.
    pub style: &'static str,
    /// Where it stands in the book.
    pub path: ContainerPath,
    /// The languages that are set in it, by their primary tags.
    pub languages: Vec<String>,
    /// Every character that it shows, in the order of their code points.
    pub characters: String,
    /// How many distinct words are set in it.
    pub words: usize,
    /// What the text has and the family lacks; said once for a family, with its first file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<MissingCharacter>,
    /// Whether it is a subset, proved to set those words as the whole font does.
    pub subset: bool,
    /// Its size in the book, uncompressed, in bytes.
    pub bytes: usize,
    /// The size of the whole font, in bytes.
    pub whole_bytes: usize,
}

/// A character that a font lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MissingCharacter {
    /// The character.
    pub character: char,
    /// How often it stands in the text.
    pub count: usize,
    /// The shipped family that shows it instead; `None` for the reader's own font.
    pub shown_by: Option<FontFamily>,
}

/// One content document of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DocumentReport {
    /// Its path, from the package document.
    pub path: ContainerPath,
    /// What it is.
    pub role: DocumentRole,
    /// Its title.
    pub title: String,
    /// The language it is marked with, and why.
    pub language: Decision<Language>,
    /// The base direction it is marked with, and why.
    pub direction: Decision<Direction>,
    /// The article it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Place>,
}

/// What a content document is for. Only chapters hold an author's text; the others are the frame around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DocumentRole {
    /// The page with the cover picture.
    Cover,
    /// The page with title, authors and publisher.
    TitlePage,
    /// The contents page: the navigation document in the spine.
    Contents,
    /// The first page of a part, with its title.
    Part,
    /// An article, or a piece of one.
    Chapter,
    /// The page at the end that says where the text comes from and what the book is called.
    Colophon,
}
