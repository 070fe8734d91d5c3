//! What a book's cover is, and the designs of those that Warraq draws.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// What the cover is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CoverSetting {
    /// The picture in this file.
    File(PathBuf),
    /// Drawn from title, authors, publisher and date.
    Drawn,
    /// There is none.
    LeftOut,
}

/// How a cover is drawn when no picture is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CoverDesign {
    /// A binding: a field of ornament over the title, within a double frame.
    Framed,
    /// The front page of a newspaper: the publisher's name, the day, a headline.
    Masthead,
    /// Type alone on a ground of one colour.
    Plain,
}

impl CoverDesign {
    /// Every design.
    pub const ALL: [Self; 3] = [Self::Framed, Self::Masthead, Self::Plain];

    /// Its name in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Framed => "framed",
            Self::Masthead => "masthead",
            Self::Plain => "plain",
        }
    }
}

/// A name that no design has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a design: `framed`, `masthead` and `plain` are")]
pub struct UnknownCoverDesign(String);

impl FromStr for CoverDesign {
    type Err = UnknownCoverDesign;

    fn from_str(name: &str) -> Result<Self, UnknownCoverDesign> {
        let wanted = name.trim().to_ascii_lowercase();
        let known = Self::ALL.into_iter().find(|design| design.as_str() == wanted);
        known.ok_or_else(|| UnknownCoverDesign(name.trim().to_owned()))
    }
}

impl fmt::Display for CoverDesign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
