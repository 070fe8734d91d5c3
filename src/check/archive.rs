//! The container: a zip archive whose promises about sizes are not believed.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use zip::{CompressionMethod, ZipArchive};

use super::{CheckError, Problems};

/// The largest document that is read, in bytes, counted while reading; and the most entries.
const MAX_DOCUMENT: u64 = 64 << 20;
const MAX_ENTRIES: usize = 65_535;

pub(super) struct Archive<R> {
    zip: ZipArchive<R>,
    /// The entries by name, with what the archive says of their sizes.
    entries: BTreeMap<String, (usize, u64)>,
}

impl<R: Read + Seek> Archive<R> {
    pub(super) fn open(book: R) -> Result<Self, CheckError> {
        let mut zip = ZipArchive::new(book)?;
        if zip.len() > MAX_ENTRIES {
            return Err(CheckError::TooMany { limit: MAX_ENTRIES });
        }
        let mut entries = BTreeMap::new();
        for at in 0..zip.len() {
            let entry = zip.by_index_raw(at)?;
            entries.insert(entry.name()?.into_owned(), (at, entry.size()));
        }
        Ok(Self { zip, entries })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(super) fn size(&self, name: &str) -> Option<u64> {
        self.entries.get(name).map(|(_, size)| *size)
    }

    /// The first entry is `mimetype`, stored, with the type and nothing else (OCF, section 4.2.3).
    pub(super) fn check_mimetype(&mut self, problems: &mut Problems) {
        let mut content = Vec::new();
        let fine = match self.zip.by_index(0) {
            Ok(entry) => {
                let stored = entry.compression() == CompressionMethod::Stored
                    && entry.name().is_ok_and(|name| name == "mimetype");
                stored && entry.take(64).read_to_end(&mut content).is_ok() && content == b"application/epub+zip"
            }
            Err(_) => false,
        };
        if !fine {
            problems.add("mimetype", "the container does not begin with a stored `mimetype` of EPUB");
        }
    }

    /// A document as text; `None` when it is not there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, CheckError> {
        let Some((at, _)) = self.entries.get(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.zip.by_index(*at)?.take(MAX_DOCUMENT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_DOCUMENT {
            return Err(CheckError::TooLarge { path: name.to_owned(), limit: MAX_DOCUMENT });
        }
        // Books may be UTF-8 or UTF-16; a byte order mark tells.
        let (text, _, _) = encoding_rs::UTF_8.decode(&bytes);
        Ok(Some(text.into_owned()))
    }
}
