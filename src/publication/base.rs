//! Where the relative addresses of an article lead.

use std::path::{Path, PathBuf};

use url::Url;

/// What relative addresses in an article are read from: the folder of its file, the address of its page, or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Base {
    /// The article came alone: a relative address leads nowhere.
    #[default]
    Nowhere,
    /// The folder of its file.
    Folder(PathBuf),
    /// The folder of the file that others wrote it into; nothing leads out of it.
    Within(PathBuf),
    /// The address its page was read from.
    Web(Url),
}

impl Base {
    /// The folder, where it is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) | Self::Within(folder) => Some(folder),
            _ => None,
        }
    }
}
