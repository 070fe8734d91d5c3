//! What a caller may hand in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

use super::settings::Settings;
use super::{Format, Record};
use crate::publication::{Findings, Metadata, Place, without_login};

/// A file, a folder, an address, or a text in memory.
#[derive(Debug, Clone)]
pub struct Input {
    pub(crate) kind: InputKind,
    /// The section of the book it belongs to.
    pub(crate) section: Option<String>,
    /// The address it was read from, which relative ones in it are read against.
    pub(crate) address: Option<Url>,
    /// Whether the text of a book of fixed layout is taken.
    pub(crate) forced: bool,
    /// What the collection it stands in knows of it.
    pub(crate) origin: Origin,
}

/// What is known of an input that a collection handed over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// Whether it is one article of a feed, a list or JSON Lines: what is wrong with it is no reason to give up the others.
    pub(crate) member: bool,
    /// The name of the folder, feed or file of JSON Lines it stands in, without the way there.
    pub(crate) collection: Option<Arc<str>>,
    /// What its collection tells it from others by.
    pub(crate) guid: Option<String>,
    /// The folder of the file it stands in, where addresses are seen from when it has no address of its own.
    pub(crate) folder: Option<PathBuf>,
    /// Its path relative to the folder it was found in.
    pub(crate) relative: Option<String>,
    /// The settings of the folder it was found in, which hold for each article alike, and that folder.
    pub(crate) settings: Option<Arc<(Settings, PathBuf)>>,
    /// What a feed or a line of JSON has of it, where its page may have more.
    pub(crate) entry: Option<Box<Record>>,
    /// Whether it is to be one book, whatever it turns out to be.
    #[cfg_attr(not(feature = "feeds"), allow(dead_code, reason = "nothing is a feed then"))]
    pub(crate) one_book: bool,
    /// Where the list names it.
    pub(crate) listed: Option<Place>,
    /// What was noticed when its line of JSON was read.
    pub(crate) findings: Findings,
}

#[derive(Debug, Clone)]
pub(crate) enum InputKind {
    Path(PathBuf),
    Address(Url),
    /// A file that names inputs, one a line.
    List(PathBuf),
    Text {
        name: String,
        content: Content,
        format: Option<Format>,
        metadata: Box<Metadata>,
    },
}

/// What a text in memory is made of.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// In an encoding that has to be told.
    Bytes(Vec<u8>),
    /// As a server gave them, with the encoding it says they are in.
    #[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "nothing is fetched then"))]
    Fetched(Vec<u8>, Option<String>),
    /// Decoded by the caller.
    Text(String),
    /// What a feed or a line of JSON holds: others wrote it.
    Recorded(String),
}

impl From<InputKind> for Input {
    fn from(kind: InputKind) -> Self {
        Self { kind, section: None, address: None, forced: false, origin: Origin::default() }
    }
}

impl Input {
    /// A file (`.txt`, `.md`, `.html`, `.xhtml`, or a whole book, `.epub`), a folder of articles, or many articles in one
    /// file: JSON Lines (`.jsonl`, `.ndjson`).
    pub fn path(path: impl Into<PathBuf>) -> Self {
        InputKind::Path(path.into()).into()
    }

    /// A page or a feed on the web. It is read by the fetcher that the publication is given; without one it is an error.
    pub fn address(address: Url) -> Self {
        InputKind::Address(address).into()
    }

    /// A file that names inputs, one path or address a line; empty lines and lines that begin with `#` say nothing. Paths are
    /// seen from the list's own folder, or else from the current one.
    pub fn list(path: impl Into<PathBuf>) -> Self {
        InputKind::List(path.into()).into()
    }

    /// What a list calls by a line: an address, or a path seen from `folder` where something is there, else as it stands.
    pub(super) fn named(name: &str, folder: &Path) -> Self {
        let scheme = name.split_once("://").map(|(scheme, _)| scheme);
        if scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
            && let Ok(address) = Url::parse(name)
        {
            return Self::address(address);
        }
        let beside = folder.join(name);
        Self::path(if beside.exists() { beside } else { PathBuf::from(name) })
    }

    /// What messages call it.
    pub fn name(&self) -> String {
        match &self.kind {
            InputKind::Path(path) | InputKind::List(path) => path.display().to_string(),
            InputKind::Address(address) => without_login(address).to_string(),
            InputKind::Text { name, .. } => name.clone(),
        }
    }

    /// How much memory it holds.
    #[cfg(feature = "batch")]
    pub(crate) fn weight(&self) -> usize {
        match &self.kind {
            InputKind::Text { content: Content::Text(text) | Content::Recorded(text), .. } => text.len(),
            InputKind::Text { content: Content::Bytes(bytes) | Content::Fetched(bytes, _), .. } => bytes.len(),
            _ => 0,
        }
    }

    /// A text in memory, as bytes in any encoding this crate decodes; `name` stands in messages. Without a format it
    /// is told from the text.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>, format: Option<Format>) -> Self {
        let metadata = Box::default();
        InputKind::Text { name: name.into(), content: Content::Bytes(bytes.into()), format, metadata }.into()
    }

    /// What a feed or a line of JSON holds.
    pub(super) fn recorded(name: &str, text: String, format: Option<Format>) -> Self {
        let (name, content) = (name.to_owned(), Content::Recorded(text));
        InputKind::Text { name, content, format, metadata: Box::default() }.into()
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
