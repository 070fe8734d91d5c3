//! The error of a whole build: the step that failed, and who is at fault.

use crate::container::ContainerError;
use crate::document::DocumentError;
use crate::resources::ResourceError;
use crate::source::SourceError;

/// Why a publication could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Step 1: an input could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Step 2: a text could not become a document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Step 4: the cover could not be used.
    #[error(transparent)]
    Resource(#[from] ResourceError),
    /// Step 7: the container could not be written.
    #[error(transparent)]
    Container(#[from] ContainerError),
    /// The caller stopped the work.
    #[error("the work was stopped")]
    Cancelled,
}

/// Who is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// What was to be published.
    Input,
    /// The disk, the permissions, the writer.
    System,
    /// Nobody: the caller stopped the work.
    Caller,
}

impl Error {
    /// Who is at fault.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Source(error) if error.is_system() => Fault::System,
            Self::Source(_) | Self::Document(_) | Self::Resource(_) => Fault::Input,
            Self::Container(_) => Fault::System,
            Self::Cancelled => Fault::Caller,
        }
    }

    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Source(error) => error.hint(),
            Self::Document(error) => error.hint(),
            Self::Resource(error) => error.hint(),
            Self::Container(_) => Some("is there room on the disk, and may the folder be written to?"),
            Self::Cancelled => None,
        }
    }
}
