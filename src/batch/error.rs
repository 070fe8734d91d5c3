//! Why a batch cannot go on. What is wrong with one article is no such reason.

use std::io;
use std::path::PathBuf;

/// Why a batch stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The folder, or a file in it, cannot be written or read.
    #[error("{}: {what}: {source}", path.display())]
    Folder {
        /// The folder or file.
        path: PathBuf,
        /// What could not be done.
        what: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// Another batch is at work in the folder.
    #[error("{}: another batch is at work in this folder", path.display())]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// The system gives no threads.
    #[error("no threads can be started: {message}")]
    Threads {
        /// The system's reason.
        message: String,
    },
}

impl BatchError {
    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Folder { .. } => Some("is there room on the disk, and may the folder be written to?"),
            Self::Busy { .. } => Some("wait for its end, or give this one a folder or a share (`--shard`) of its own"),
            Self::Threads { .. } => Some("fewer are started with `--jobs`"),
        }
    }
}
