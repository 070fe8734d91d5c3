//! Why a book is not read: what it is, or what somebody made of it to harm.

/// The reasons for which an EPUB is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BookRefusal {
    /// The file is no zip archive, or one whose directory cannot be read.
    #[error("it is not an EPUB: {0}")]
    NotZip(String),
    /// A zip archive of something else.
    #[error("it is a zip archive, but no book: there is neither a package document nor a page in it")]
    NotBook,
    /// The text is encrypted.
    #[error("it is protected ({0}), and only its seller's programs can open it")]
    Protected(String),
    /// Every page is laid out on a canvas of fixed size.
    #[error("it has a fixed layout: its pages are pictures of pages, which no reflowable book can hold")]
    FixedLayout,
    /// The name of an entry would lead out of the folder that an archive is unpacked in.
    #[error("the entry `{0}` has a name that leads out of the archive")]
    Escaping(String),
    /// An entry is a symbolic link.
    #[error("the entry `{0}` is a symbolic link")]
    SymbolicLink(String),
    /// Two entries share a name.
    #[error("two entries have the name `{0}`")]
    Duplicate(String),
    /// Two entries share a name that the directory shows only once.
    #[error("two entries of the archive have the same name")]
    Doubled,
    /// Two entries share bytes of the archive.
    #[error("entries of the archive overlap")]
    Overlapping,
    /// More entries than a book has.
    #[error("the archive holds more than {limit} entries")]
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// An entry is larger than the archive says.
    #[error("the entry `{0}` is larger than the archive says")]
    Lying(String),
    /// An entry unpacks to far more than it could hold.
    #[error("the entry `{0}` unpacks to more than {1} times its size")]
    Bomb(String, u64),
    /// An entry is larger than any document of a book.
    #[error("the entry `{0}` is larger than {1} bytes")]
    TooLarge(String, u64),
    /// All entries together are larger than a book.
    #[error("the archive unpacks to more than {0} bytes")]
    TooMuch(u64),
    /// An entry that the text needs cannot be unpacked.
    #[error("the entry `{0}` is damaged: {1}")]
    Damaged(String, String),
    /// There is no text in it.
    #[error("there is no text in the book")]
    Empty,
}

impl BookRefusal {
    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotZip(_) | Self::NotBook | Self::Damaged(..) => {
                "get the file again: it may have been cut off on its way"
            }
            Self::Protected(_) => "ask its publisher for an edition without protection: Warraq takes none off",
            Self::FixedLayout => "`--force` takes the text out of it all the same",
            Self::Escaping(_)
            | Self::SymbolicLink(_)
            | Self::Duplicate(_)
            | Self::Doubled
            | Self::Overlapping
            | Self::Lying(_)
            | Self::Bomb(..) => "no honest program makes such an archive: get the book from somewhere else",
            Self::TooMany { .. } | Self::TooLarge(..) | Self::TooMuch(_) => "divide it into several books",
            Self::Empty => "if its pages are scanned pictures, it needs text recognition first",
        })
    }
}
