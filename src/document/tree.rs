//! The tree: small and typed, and all that an article says.
//!
//! # What the tree can no longer contain
//! - scripts, styles, forms, event handlers, embedded objects, comments, processing instructions;
//! - attributes other than an id, a language, a direction and the few that carry meaning (`start`, `datetime` …);
//! - blocks inside paragraphs, headings or inline elements; a table cell, list item or caption holds blocks;
//! - links inside links, note references inside links, empty links, empty headings, empty lists and tables;
//! - definition lists whose terms have no details, or the other way round;
//! - characters that XML forbids; runs of white space outside preformatted text;
//! - anything nested deeper than [`MAX_DEPTH`].

use std::sync::Arc;

use url::Url;

use crate::publication::{Base, Direction, Language, Metadata, Place};
use crate::source::book::Page;

/// The deepest nesting of blocks and inlines together. Readers flatten what lies deeper, so walks may recurse.
pub const MAX_DEPTH: usize = 64;

/// One article.
#[derive(Debug)]
pub struct Document {
    /// The file's name, for messages.
    pub file: Arc<str>,
    /// The path that links from other articles name.
    pub path: String,
    /// Where its relative addresses lead.
    pub base: Base,
    /// The address that its relative links to pages outside the book are read against.
    pub address: Option<Url>,
    /// What the article declares about itself: front matter, then markup.
    pub metadata: Metadata,
    /// Its title.
    pub title: Title,
    /// Its text, without the title heading where that opened it.
    pub blocks: Vec<Block>,
    /// Its notes, in the order they are defined.
    pub notes: Vec<Note>,
    /// What it knows of the book it was a page of.
    pub page: Option<Box<Page>>,
}

impl Document {
    /// A line of the article, for messages.
    pub fn place(&self, line: u32) -> Place {
        Place::new(&self.file, line)
    }
}

/// The title of an article.
#[derive(Debug)]
pub struct Title {
    /// The title as plain text, in one line; never empty.
    pub text: String,
    /// Where it stands.
    pub origin: TitleOrigin,
}

/// Where a title was found, which decides whether the chapter has to say it.
#[derive(Debug)]
pub enum TitleOrigin {
    /// It opened the article: this is the heading, taken out of the blocks.
    Opening(Box<Block>),
    /// A heading further down in the text says it already.
    Inside,
    /// Only the front matter, the markup's metadata or the file's name say it.
    Outside,
}

/// A block with where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its id, language and direction.
    pub attributes: Attributes,
    /// The line of the source it begins at; 0 when unknown.
    pub line: u32,
}

impl Block {
    /// A block without attributes.
    pub fn new(kind: BlockKind, line: u32) -> Self {
        Self { kind, attributes: Attributes::default(), line }
    }
}

/// What any element may say about itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributes(Option<Box<AttributeValues>>);

#[derive(Debug, Clone, Default, PartialEq)]
struct AttributeValues {
    id: Option<String>,
    language: Option<Language>,
    direction: Option<Direction>,
}

impl Attributes {
    /// The attributes given; none of them costs nothing.
    pub fn new(id: Option<String>, language: Option<Language>, direction: Option<Direction>) -> Self {
        if id.is_none() && language.is_none() && direction.is_none() {
            return Self(None);
        }
        Self(Some(Box::new(AttributeValues { id, language, direction })))
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The id: in a document as the source wrote it, in a planned chapter as it stands in the book.
    pub fn id(&self) -> Option<&str> {
        self.0.as_ref()?.id.as_deref()
    }

    /// The language declared.
    pub fn language(&self) -> Option<&Language> {
        self.0.as_ref()?.language.as_ref()
    }

    /// The direction declared.
    pub fn direction(&self) -> Option<Direction> {
        self.0.as_ref()?.direction
    }

    /// Sets or removes the language.
    pub fn set_language(&mut self, language: Option<Language>) {
        if language.is_some() || self.0.is_some() {
            self.0.get_or_insert_default().language = language;
        }
    }

    /// Sets or removes the direction.
    pub fn set_direction(&mut self, direction: Option<Direction>) {
        if direction.is_some() || self.0.is_some() {
            self.0.get_or_insert_default().direction = direction;
        }
    }

    /// Sets or removes the id.
    pub fn set_id(&mut self, id: Option<String>) {
        if id.is_some() || self.0.is_some() {
            self.0.get_or_insert_default().id = id;
        }
    }
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading {
        /// The level in the source.
        level: u8,
        /// The words.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text that is no paragraph of its own: a tight list item, a cell, a caption.
    Plain(Vec<Inline>),
    /// A list.
    List {
        /// Numbering; `None` for bullets.
        numbering: Option<Numbering>,
        /// The items, at least one.
        items: Vec<ListItem>,
    },
    /// Terms and their details.
    DefinitionList(Vec<Definition>),
    /// A block quotation.
    Quotation(Vec<Block>),
    /// Text whose spaces and line ends are kept, mostly code.
    Preformatted(Vec<Inline>),
    /// Verse, at least one line.
    Verse(Vec<VerseLine>),
    /// A table.
    Table(Box<Table>),
    /// Pictures or other matter with a caption.
    Figure {
        /// What is shown.
        content: Vec<Block>,
        /// What is said about it; may be empty.
        caption: Vec<Block>,
        /// Whether it is said before it is shown.
        caption_first: bool,
    },
    /// A thematic break.
    Rule,
    /// A summary that opens onto more.
    Details {
        /// What is shown closed.
        summary: Vec<Inline>,
        /// What is shown open.
        content: Vec<Block>,
    },
    /// Blocks that share an id, a language or a direction.
    Section(Vec<Block>),
    /// A displayed formula.
    Formula(Formula),
}

/// How an ordered list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    /// The first number.
    pub start: i64,
    /// The markers: `1`, `a`, `A`, `i` or `I`.
    pub marker: char,
    /// Whether it counts down.
    pub reversed: bool,
}

impl Default for Numbering {
    fn default() -> Self {
        Self { start: 1, marker: '1', reversed: false }
    }
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListItem {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Whether it is a task, and done.
    pub task: Option<bool>,
    /// Its own number, in an ordered list.
    pub value: Option<i64>,
    /// Its id, language and direction.
    pub attributes: Attributes,
}

/// Terms and what is said about them; neither is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The terms.
    pub terms: Vec<Term>,
    /// The details.
    pub details: Vec<ListItem>,
}

/// A term of a definition list.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The words.
    pub content: Vec<Inline>,
    /// Its id, language and direction.
    pub attributes: Attributes,
}

/// A line of verse.
#[derive(Debug, Clone, PartialEq)]
pub struct VerseLine {
    /// Its halves: two, or the whole line as one.
    pub halves: Vec<Vec<Inline>>,
    /// Whether a stanza begins with it, after another one.
    pub opens_stanza: bool,
}

/// A table: at least one row with at least one cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The caption; may be empty.
    pub caption: Vec<Block>,
    /// Head rows.
    pub head: Vec<Row>,
    /// Body rows, the foot's last.
    pub body: Vec<Row>,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The cells, at least one.
    pub cells: Vec<Cell>,
    /// Its id, language and direction.
    pub attributes: Attributes,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What is in it; may be empty.
    pub blocks: Vec<Block>,
    /// Whether it heads its row or column.
    pub header: bool,
    /// Columns and rows it covers, at least 1 each.
    pub span: (u16, u16),
    /// How the column is set.
    pub alignment: Alignment,
    /// Its id, language and direction.
    pub attributes: Attributes,
}

/// How the text of a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    /// As the table's direction asks.
    #[default]
    Natural,
    /// At the left side.
    Left,
    /// In the middle.
    Centre,
    /// At the right side.
    Right,
}

/// An inline of a paragraph.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words set apart.
    Styled(Style, Vec<Inline>),
    /// Words with an id, a language or a direction of their own.
    Span(Attributes, Vec<Inline>),
    /// Words of unknown direction, isolated (`bdi`), or with the algorithm overridden (`bdo`).
    Isolate {
        /// Whether the order of the characters is forced.
        forced: bool,
        /// The direction; a forced one always has it.
        direction: Option<Direction>,
        /// The words.
        content: Vec<Inline>,
    },
    /// A link.
    Link {
        /// The address as the source wrote it.
        href: String,
        /// The words, never empty.
        content: Vec<Inline>,
        /// The line of the source.
        line: u32,
    },
    /// A picture.
    Image(Box<Image>),
    /// A line break.
    Break,
    /// A reference to a note, by its place in [`Document::notes`].
    NoteReference(usize),
    /// A place that links can name.
    Anchor(String),
    /// An abbreviation with its meaning.
    Abbreviation(String, Vec<Inline>),
    /// A moment that machines can read.
    Time(String, Vec<Inline>),
    /// Words with their reading above them.
    Ruby(Vec<(Vec<Inline>, Vec<Inline>)>),
    /// A formula within a line.
    Formula(Formula),
}

/// How words are set apart; each is an element of the same meaning in XHTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `em`
    Emphasis,
    /// `strong`
    Strong,
    /// `i`
    Alternate,
    /// `b`
    Attention,
    /// `u`
    Annotated,
    /// `s`
    Struck,
    /// `small`
    Small,
    /// `mark`
    Mark,
    /// `ins`
    Inserted,
    /// `del`
    Deleted,
    /// `sub`
    Subscript,
    /// `sup`
    Superscript,
    /// `code`
    Code,
    /// `kbd`
    Keyboard,
    /// `samp`
    Sample,
    /// `var`
    Variable,
    /// `cite`
    Cite,
    /// `q`
    Quotation,
    /// `dfn`
    DefiningTerm,
}

impl Style {
    /// Whether the words are code: they run from left to right in every language, and nobody takes them apart.
    pub(crate) fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::Keyboard | Self::Sample)
    }

    /// Whether the words are of some language, as those of code and variables are not.
    pub(crate) fn is_prose(self) -> bool {
        !self.is_code() && self != Self::Variable
    }
}

/// Whether preformatted text is code as a whole.
pub(crate) fn is_code(content: &[Inline]) -> bool {
    matches!(content, [Inline::Styled(style, _)] if style.is_code())
}

/// A picture, first by its address, after step 4 by its path in the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The address as the source wrote it; where it wrote several, the one wanted most.
    pub address: String,
    /// Further addresses of the same picture, the best first: the first that can be had is shown.
    pub others: Vec<String>,
    /// The markup of a drawing that stands in the page itself, as SVG.
    pub drawing: Option<String>,
    /// Its description; `None` when the source has none, empty when it is decoration.
    pub alternative: Option<String>,
    /// Where it stands in the book, once it is there.
    pub resource: Option<crate::publication::ContainerPath>,
    /// The line of the source.
    pub line: u32,
}

impl Image {
    /// A picture with one address.
    pub(crate) fn new(address: String, alternative: Option<String>, line: u32) -> Self {
        Self { address, others: Vec::new(), drawing: None, alternative, resource: None, line }
    }

    /// Its addresses, the best first.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        [&self.address].into_iter().chain(&self.others).map(String::as_str)
    }

    /// What stands for the address of a drawing inside the page itself.
    #[cfg(feature = "html")]
    pub(crate) const DRAWING: &str = "inline SVG";
}

/// A checked piece of MathML: well-formed, presentation elements only.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The `math` element, serialised.
    pub markup: String,
    /// Its characters, for those who look for text.
    pub text: String,
}

/// A note.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Note {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The line of the source it is defined at.
    pub line: u32,
}
