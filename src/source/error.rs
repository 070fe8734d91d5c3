//! What can be wrong with an input before it is understood.

use std::io;
use std::path::PathBuf;

use crate::publication::Place;

/// Why an input could not be read. Every message names the file; [`SourceError::hint`] says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// There is nothing to publish.
    #[error("no input was given")]
    Nothing,
    /// What is wrong with something that a list names.
    #[error("{place}: {error}")]
    Listed {
        /// The list, and the line of it.
        place: Place,
        /// What is wrong.
        error: Box<SourceError>,
    },
    /// A feed, where one article was looked for.
    #[error("{address}: it is a feed and not one article: give its address itself, not in a list")]
    FeedForArticle {
        /// The address.
        address: String,
    },
    /// A list, a feed or a file of JSON Lines is empty.
    #[error("{file}: there is no article in it")]
    NothingIn {
        /// What was given.
        file: String,
    },
    /// A feed has no entry of those that were asked for.
    #[error("no entry of the feed is among those that were asked for")]
    NoneWanted,
    /// Nothing is left of a collection.
    #[error("no article of the collection can be used: {first}")]
    NoneUsable {
        /// What is wrong with the first.
        first: String,
    },
    /// The path names nothing.
    #[error("{}: there is no such file or folder", path.display())]
    NotFound {
        /// The path given.
        path: PathBuf,
    },
    /// The operating system would not let us read it.
    #[error("{}: it cannot be read: {source}", path.display())]
    Unreadable {
        /// The path given.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A book that is not read.
    #[cfg(feature = "html")]
    #[error("{file}: {reason}")]
    Book {
        /// The book.
        file: String,
        /// Why it is not read.
        reason: super::BookRefusal,
    },
    /// A folder of books, which is not one book.
    #[error("{}: the folder holds books, and several books are not one", path.display())]
    FolderOfBooks {
        /// The folder.
        path: PathBuf,
    },
    /// A folder without a single article.
    #[error("{}: the folder holds no article", path.display())]
    NoArticles {
        /// The folder.
        path: PathBuf,
    },
    /// A file with nothing to read in it.
    #[error("{file}: it holds no text")]
    Empty {
        /// The file.
        file: String,
    },
    /// The bytes are no text at all.
    #[error("{file}: it is not text but {what}")]
    NotText {
        /// The file.
        file: String,
        /// What it is, as far as its bytes tell.
        what: &'static str,
    },
    /// A file whose name does not say what it holds.
    #[error("{file}: nothing is known about `.{extension}` files")]
    UnknownFormat {
        /// The file.
        file: String,
        /// The end of its name.
        extension: String,
    },
    /// The bytes are in no encoding that is known.
    #[error("{file}: the text is not valid {encoding} at byte {byte} (line {line})")]
    Encoding {
        /// The file.
        file: String,
        /// The encoding it was taken for.
        encoding: &'static str,
        /// The offset of the first wrong byte, counted from 0.
        byte: usize,
        /// The line it stands in, counted from 1.
        line: usize,
    },
    /// The file is larger than the limit.
    #[error("{file}: {size} bytes are more than the limit of {limit}")]
    TooLarge {
        /// The file.
        file: String,
        /// Its size in bytes, or what of it was read.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// An address, and nobody who fetches it.
    #[error("{address}: nothing is fetched")]
    NotFetched {
        /// The address.
        address: String,
    },
    /// An address that could not be read.
    #[cfg(feature = "fetch")]
    #[error(transparent)]
    Fetch(#[from] crate::fetch::FetchError),
    /// A feed that no reader of feeds can hold.
    #[error("{file}: it looks like a feed, but cannot be read as one: {message}")]
    Feed {
        /// The file or address.
        file: String,
        /// What is wrong.
        message: String,
    },
    /// More files than a book may have.
    #[error("{}: the folder holds more than {limit} articles", path.display())]
    TooMany {
        /// The folder.
        path: PathBuf,
        /// The limit.
        limit: usize,
    },
    /// Front matter or settings that cannot be parsed.
    #[error("{place}: {message}")]
    Syntax {
        /// File and line.
        place: Place,
        /// What is wrong.
        message: String,
    },
    /// A value that cannot be what its key asks for.
    #[error("{place}: `{key}`: {message}")]
    Value {
        /// File and line.
        place: Place,
        /// The key.
        key: String,
        /// What is wrong with its value.
        message: String,
    },
    /// A key of the settings that means nothing.
    #[error("{place}: `{key}` is not a known key{}", match .nearest { Some(known) => format!(": did you mean `{known}`?"), None => String::new() })]
    UnknownKey {
        /// File and line.
        place: Place,
        /// The key.
        key: String,
        /// The known key most like it.
        nearest: Option<&'static str>,
    },
}

impl SourceError {
    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Listed { error, .. } => error.hint(),
            Self::FeedForArticle { .. } => Some("each entry of a feed that is given itself is a book"),
            Self::Nothing => Some("name a file, a folder or `-` for standard input"),
            Self::NothingIn { .. } => Some("a list has a path or an address on each line, JSON Lines an object"),
            Self::NoneWanted => Some("an earlier `--since` takes older ones"),
            Self::NotFound { path } if path.to_string_lossy().contains("://") => {
                Some("only http and https addresses are fetched: save it to a file, or pipe it in with `-`")
            }
            Self::NotFound { .. } => Some("look at the spelling, and whether the path is seen from this folder"),
            #[cfg(feature = "html")]
            Self::Book { reason, .. } => reason.hint(),
            Self::FolderOfBooks { .. } => Some("`warraq batch` makes each of them anew; `build` takes one"),
            Self::NoArticles { .. } => Some("articles end in .txt, .md, .html or .xhtml"),
            Self::Empty { .. } => {
                Some("an article needs at least one letter; a file whose name begins with `_` is passed over")
            }
            Self::NotText { .. } => Some("give the article as plain text, Markdown or HTML"),
            Self::UnknownFormat { .. } => Some("rename it to .txt, .md or .html, or pass it through standard input"),
            Self::Encoding { .. } => Some("save the file as UTF-8; `iconv -f ENCODING -t UTF-8` does it"),
            Self::TooLarge { .. } | Self::TooMany { .. } => Some("divide it into several books"),
            Self::NotFetched { .. } => Some("allow it to be fetched (without `--offline`), or save the page to a file"),
            #[cfg(feature = "fetch")]
            Self::Fetch(error) => error.hint(),
            Self::Feed { .. } => Some("look whether the address is that of the feed, or take the pages themselves"),
            Self::UnknownKey { .. } => Some("the README lists every key of publication.toml"),
            Self::NoneUsable { .. } | Self::Unreadable { .. } | Self::Syntax { .. } | Self::Value { .. } => None,
        }
    }

    /// What it is about: the file as it was given, and the line where one is known.
    pub fn place(&self) -> String {
        match self {
            Self::Nothing | Self::NoneWanted | Self::NoneUsable { .. } => String::new(),
            Self::Listed { place, .. } => place.to_string(),
            Self::NotFound { path }
            | Self::Unreadable { path, .. }
            | Self::NoArticles { path }
            | Self::FolderOfBooks { path }
            | Self::TooMany { path, .. } => path.display().to_string(),
            Self::Empty { file }
            | Self::NothingIn { file }
            | Self::NotText { file, .. }
            | Self::UnknownFormat { file, .. }
            | Self::Encoding { file, .. }
            | Self::Feed { file, .. }
            | Self::NotFetched { address: file }
            | Self::FeedForArticle { address: file }
            | Self::TooLarge { file, .. } => file.clone(),
            #[cfg(feature = "html")]
            Self::Book { file, .. } => file.clone(),
            #[cfg(feature = "fetch")]
            Self::Fetch(error) => error.url().to_string(),
            Self::Syntax { place, .. } | Self::Value { place, .. } | Self::UnknownKey { place, .. } => {
                place.to_string()
            }
        }
    }

    /// The same, said of the line of a list that names it.
    pub(super) fn listed(self, place: Option<&Place>) -> Self {
        match place {
            // A list that a list names says where itself.
            Some(place) if !matches!(self, Self::Listed { .. }) => {
                Self::Listed { place: place.clone(), error: Box::new(self) }
            }
            _ => self,
        }
    }

    /// Whether the system is at fault and not the input.
    pub fn is_system(&self) -> bool {
        match self {
            Self::Listed { error, .. } => error.is_system(),
            _ => matches!(self, Self::Unreadable { .. }),
        }
    }
}
