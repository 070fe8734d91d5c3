//! What a caller may hand in.

use std::path::PathBuf;

use super::Format;
use crate::publication::Metadata;

/// A file, a folder, or a text in memory.
#[derive(Debug, Clone)]
pub struct Input {
    pub(crate) kind: InputKind,
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

impl Input {
    /// A file (`.txt`, `.md`, `.html`, `.xhtml`) or a folder of them.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self { kind: InputKind::Path(path.into()) }
    }

    /// A text in memory, as bytes in any encoding this crate decodes; `name` stands in messages. Without a format it
    /// is told from the text.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>, format: Option<Format>) -> Self {
        let metadata = Box::default();
        Self { kind: InputKind::Text { name: name.into(), content: Content::Bytes(bytes.into()), format, metadata } }
    }

    fn decoded(name: &str, text: String, format: Format) -> Self {
        let (name, content, format) = (name.to_owned(), Content::Text(text), Some(format));
        Self { kind: InputKind::Text { name, content, format, metadata: Box::default() } }
    }

    /// Plain text: the first line is the title.
    pub fn text(text: impl Into<String>) -> Self {
        Self::decoded("text", text.into(), Format::Text)
    }

    /// Markdown, with or without front matter.
    pub fn markdown(text: impl Into<String>) -> Self {
        Self::decoded("markdown", text.into(), Format::Markdown)
    }

    /// HTML, a document or a fragment.
    pub fn html(text: impl Into<String>) -> Self {
        Self::decoded("html", text.into(), Format::Html)
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
