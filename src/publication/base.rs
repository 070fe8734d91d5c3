//! Where the relative addresses of an article lead.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    /// A folder inside an archive, as the articles of a book that is read again have it.
    Archive {
        /// What reads the archive's entries.
        archive: Archive,
        /// The folder of the article's entry, with `/` and without one at its end.
        folder: String,
    },
}

/// Reads the entries of an archive, whatever the archive is.
pub trait Entries: fmt::Debug + Send + Sync {
    /// The bytes of an entry by its path from the archive's root; `None` when there is no such entry.
    ///
    /// # Errors
    /// An entry that cannot be read, or that has more than `most` bytes.
    fn read(&self, path: &str, most: u64) -> io::Result<Option<Vec<u8>>>;
}

/// An archive that several articles share. Two are the same when they are one.
#[derive(Debug, Clone)]
pub struct Archive(Arc<dyn Entries>);

impl Archive {
    /// Shares what reads the entries.
    pub fn new(entries: Arc<dyn Entries>) -> Self {
        Self(entries)
    }

    /// The bytes of an entry that `address`, written in a file of `folder`, names.
    ///
    /// # Errors
    /// An entry that cannot be read, or that has more than `most` bytes.
    pub fn read(&self, folder: &str, address: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        match Self::path(folder, address) {
            Some(path) => self.0.read(&path, most),
            None => Ok(None),
        }
    }

    /// The path from the archive's root that `address` names, seen from `folder`; `None` when it leads out of the archive.
    pub fn path(folder: &str, address: &str) -> Option<String> {
        let mut segments = match address.starts_with(['/', '\\']) {
            true => Vec::new(),
            false => folder.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>(),
        };
        for segment in address.split(['/', '\\']) {
            match segment {
                "" | "." => {}
                ".." => _ = segments.pop()?,
                segment => segments.push(segment),
            }
        }
        (!segments.is_empty()).then(|| segments.join("/"))
    }
}

impl PartialEq for Archive {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Archive {}

impl Hash for Archive {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).cast::<()>().hash(state);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_an_entry_or_out_of_the_archive() {
        let rows = [
            ("OEBPS/text", "a.png", Some("OEBPS/text/a.png")),
            ("OEBPS/text", "../images/a.png", Some("OEBPS/images/a.png")),
            ("OEBPS/text", "..\\images\\a.png", Some("OEBPS/images/a.png")),
            ("OEBPS", "/images/a.png", Some("images/a.png")),
            ("", "a.png", Some("a.png")),
            ("OEBPS", "../../a.png", None),
            ("OEBPS", "..", None),
        ];
        for (folder, address, path) in rows {
            assert_eq!(Archive::path(folder, address).as_deref(), path, "{folder} {address}");
        }
    }
}
