//! What a caller may hand in.

use std::path::PathBuf;

use url::Url;

use super::Format;
use crate::publication::Metadata;

/// A file, a folder, or a text in memory.
#[derive(Debug, Clone)]
pub struct Input {
    pub(crate) kind: InputKind,
    /// The section of the book it belongs to.
    pub(crate) section: Option<String>,
    /// The address it was read from, which relative ones in it are read against.
    pub(crate) address: Option<Url>,
    /// Whether the text of a book of fixed layout is taken.
    pub(crate) forced: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum InputKind {
    Path(PathBuf),
    Text { name: String, content: Content, format: Option<Format>, metadata: Box<Metadata> },
}

/// What a text in memory is made of.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// In an encoding that has to be told.
    Bytes(Vec<u8>),
    /// Decoded by the caller.
    Text(String),
}

impl From<InputKind> for Input {
    fn from(kind: InputKind) -> Self {
        Self { kind, section: None, address: None, forced: false }
    }
}

impl Input {
    /// A file (`.txt`, `.md`, `.html`, `.xhtml`, or a whole book, `.epub`) or a folder of articles.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        InputKind::Path(path.into()).into()
    }

    /// A text in memory, as bytes in any encoding this crate decodes; `name` stands in messages. Without a format it
    /// is told from the text.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>, format: Option<Format>) -> Self {
        let metadata = Box::default();
        InputKind::Text { name: name.into(), content: Content::Bytes(bytes.into()), format, metadata }.into()
    }

    pub(super) fn decoded(name: &str, text: String, format: Option<Format>) -> Self {
        let (name, content) = (name.to_owned(), Content::Text(text));
        InputKind::Text { name, content, format, metadata: Box::default() }.into()
    }

    /// Plain text: the first line is the title.
    pub fn text(text: impl Into<String>) -> Self {
        Self::decoded("text", text.into(), Some(Format::Text))
    }

    /// Markdown, with or without front matter.
    pub fn markdown(text: impl Into<String>) -> Self {
        Self::decoded("markdown", text.into(), Some(Format::Markdown))
    }

    /// HTML, a document or a fragment.
    pub fn html(text: impl Into<String>) -> Self {
        Self::decoded("html", text.into(), Some(Format::Html))
    }

    /// Puts it into a section of the book: articles of the same one stand together under its title.
    #[must_use]
    pub fn in_section(mut self, section: impl Into<String>) -> Self {
        self.section = Some(section.into());
        self
    }

    /// Takes the text of a book whose layout is fixed, which is refused otherwise: its pages are pictures of pages.
    #[must_use]
    pub fn forced(mut self, forced: bool) -> Self {
        self.forced = forced;
        self
    }

    /// Says at which address a text in memory stood: relative addresses in it are read against that.
    #[must_use]
    pub fn at_address(mut self, address: Url) -> Self {
        self.address = Some(address);
        self
    }

    /// Says about a text in memory what its front matter could have said; it wins over that. A file or folder says
    /// everything itself, so there this does nothing.
    #[must_use]
    pub fn with_metadata(mut self, given: Metadata) -> Self {
        if let InputKind::Text { metadata, .. } = &mut self.kind {
            **metadata = given;
        }
        self
    }
}
