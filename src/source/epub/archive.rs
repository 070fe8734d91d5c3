//! The container of a book that is read again: a zip archive of which nothing is believed. Nothing is ever unpacked to the
//! disk; names are checked all the same, since whoever makes a name that leads out of an archive means harm.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read, Seek};
use std::sync::{Mutex, PoisonError};

use zip::{CompressionMethod, ZipArchive};

use super::BookRefusal;
use crate::publication::Entries;

/// The most entries of a book. Those of large publishers have some thousands.
const MOST_ENTRIES: usize = 65_535;
/// The most bytes that are unpacked of one book, all entries together, counted while reading.
const MOST_BYTES: u64 = 2 << 30;
/// How many times its packed size an entry may unpack to. Text of one letter reaches a thousand, real text twenty.
const MOST_RATIO: u64 = 200;
/// What an entry may unpack to whatever its ratio: blank pictures pack very well.
const HARMLESS: u64 = 4 << 20;
/// The longest name of an entry.
const LONGEST_NAME: usize = 4096;

/// What an archive is read from.
pub(super) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// An archive whose names are checked and whose entries are counted while they are read.
pub(super) struct BookArchive {
    zip: Mutex<Unpacking>,
    names: Names,
    /// What is wrong with the entry that says that the archive is an EPUB.
    pub(super) mimetype: Option<&'static str>,
}

struct Unpacking {
    zip: ZipArchive<Box<dyn Bytes>>,
    unpacked: u64,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    at: usize,
    packed: u64,
    size: u64,
}

impl fmt::Debug for BookArchive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BookArchive").field("entries", &self.names.entries.len()).finish_non_exhaustive()
    }
}

impl BookArchive {
    /// Opens an archive and looks at the directory of it, not at its entries.
    pub(super) fn open(bytes: Box<dyn Bytes>) -> Result<Self, BookRefusal> {
        let mut zip = ZipArchive::new(bytes).map_err(|error| BookRefusal::NotZip(error.to_string()))?;
        if zip.len() > MOST_ENTRIES {
            return Err(BookRefusal::TooMany { limit: MOST_ENTRIES });
        }
        if zip.has_duplicate_names() {
            return Err(BookRefusal::Doubled);
        }
        let mut names = Names::default();
        for at in 0..zip.len() {
            names.add(at, &mut zip)?;
        }
        if zip.has_overlapping_files().unwrap_or(true) {
            return Err(BookRefusal::Overlapping);
        }
        let mimetype = mimetype_fault(&mut zip);
        Ok(Self { zip: Mutex::new(Unpacking { zip, unpacked: 0 }), names, mimetype })
    }

    /// Names that had to be read with other separators, or had their root taken off.
    pub(super) fn odd_names(&self) -> &[String] {
        &self.names.odd
    }

    /// The names of all entries, in the order of their letters.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.entries.keys().map(String::as_str)
    }

    /// The entry's own name for a path: the letters' case counts only where it must.
    pub(super) fn find(&self, path: &str) -> Option<&str> {
        if let Some((name, _)) = self.names.entries.get_key_value(path) {
            return Some(name);
        }
        self.names.folded.get(&folded(path))?.as_deref()
    }

    /// The bytes of an entry, at most `most`; `None` when there is no such entry.
    pub(super) fn bytes(&self, name: &str, most: u64) -> Result<Option<Vec<u8>>, BookRefusal> {
        let Some((name, entry)) = self.names.entries.get_key_value(name) else { return Ok(None) };
        // Nothing is half done when a thread that held it has failed.
        let mut guard = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let Unpacking { zip, unpacked } = &mut *guard;
        let damaged = |reason: String| BookRefusal::Damaged(short(name), reason);
        let mut reader = zip.by_index(entry.at).map_err(|error| damaged(error.to_string()))?;
        let ratio_limit = HARMLESS.max(entry.packed.saturating_mul(MOST_RATIO));
        let limit = most.min(ratio_limit).min(entry.size).min(MOST_BYTES.saturating_sub(*unpacked));
        let mut bytes = Vec::with_capacity(usize::try_from(limit.min(1 << 20)).unwrap_or(0));
        let read = (&mut reader).take(limit + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        *unpacked = unpacked.saturating_add(length);
        if length > limit {
            let name = short(name);
            return Err(match limit {
                _ if limit == most => BookRefusal::TooLarge(name, most),
                _ if limit == entry.size => BookRefusal::Lying(name),
                _ if limit == ratio_limit => BookRefusal::Bomb(name, MOST_RATIO),
                _ => BookRefusal::TooMuch(MOST_BYTES),
            });
        }
        read.map_err(|error| damaged(error.to_string()))?;
        if length < entry.size {
            return Err(damaged(format!("it holds {length} of {} bytes", entry.size)));
        }
        Ok(Some(bytes))
    }
}

/// The entries by their names.
#[derive(Default)]
struct Names {
    entries: BTreeMap<String, Entry>,
    /// The names by themselves in small letters, where only one has it.
    folded: BTreeMap<String, Option<String>>,
    odd: Vec<String>,
}

impl Names {
    fn add(&mut self, at: usize, zip: &mut ZipArchive<Box<dyn Bytes>>) -> Result<(), BookRefusal> {
        let entry = zip.by_index_raw(at).map_err(|error| BookRefusal::NotZip(error.to_string()))?;
        let shown = name_of(entry.name_raw());
        if entry.encrypted() {
            return Err(BookRefusal::Protected(format!("the entry `{}` is encrypted", short(&shown))));
        }
        if entry.is_symlink() {
            return Err(BookRefusal::SymbolicLink(short(&shown)));
        }
        let name = checked_name(&shown)?;
        if entry.is_dir() || shown.ends_with(['/', '\\']) {
            return Ok(());
        }
        let known = Entry { at, packed: entry.compressed_size(), size: entry.size() };
        if name != shown {
            self.odd.push(shown);
        }
        self.folded.entry(folded(&name)).and_modify(|known| *known = None).or_insert_with(|| Some(name.clone()));
        match self.entries.insert(name.clone(), known) {
            Some(_) => Err(BookRefusal::Duplicate(short(&name))),
            None => Ok(()),
        }
    }
}

impl Entries for BookArchive {
    fn read(&self, path: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(name) = self.find(path) else { return Ok(None) };
        self.bytes(name, most).map_err(|refusal| io::Error::new(io::ErrorKind::InvalidData, refusal.to_string()))
    }
}

/// A name as text. EPUB asks for UTF-8; old Windows programs of the Arab world wrote their code page.
fn name_of(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1256.decode_without_bom_handling(raw).0.into_owned(),
    }
}

/// The path that an entry has, with `/` and without a root. Names that would lead elsewhere are refused.
fn checked_name(name: &str) -> Result<String, BookRefusal> {
    let escaping = || BookRefusal::Escaping(short(name));
    if name.len() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(escaping());
    }
    let with_drive = name.len() > 1 && name.as_bytes()[1] == b':' && name.as_bytes()[0].is_ascii_alphabetic();
    if with_drive || name.starts_with("\\\\") || name.starts_with("//") {
        return Err(escaping());
    }
    let mut segments = Vec::new();
    for segment in name.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => return Err(escaping()),
            segment => segments.push(segment),
        }
    }
    if segments.is_empty() { Err(escaping()) } else { Ok(segments.join("/")) }
}

#[allow(clippy::disallowed_methods, reason = "paths are compared, never shown")]
fn folded(path: &str) -> String {
    path.to_lowercase()
}

/// A name as far as a message has room for it.
fn short(name: &str) -> String {
    name.chars().take(120).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// What is wrong with the entry that says that the archive is an EPUB (OCF, section 4.2.3).
fn mimetype_fault(zip: &mut ZipArchive<Box<dyn Bytes>>) -> Option<&'static str> {
    let Some(at) = zip.index_for_name("mimetype") else { return Some("it has no `mimetype`") };
    let first = (0..zip.len()).filter_map(|other| Some((zip.by_index_raw(other).ok()?.header_start(), other))).min();
    let Ok(entry) = zip.by_index(at) else { return Some("its `mimetype` cannot be read") };
    let stored = entry.compression() == CompressionMethod::Stored;
    let mut content = Vec::new();
    if entry.take(64).read_to_end(&mut content).is_err() || content.trim_ascii() != b"application/epub+zip" {
        return Some("its `mimetype` does not say that it is an EPUB");
    }
    if content.len() != content.trim_ascii().len() {
        return Some("there is more in its `mimetype` than the type");
    }
    if first.is_some_and(|(_, first)| first != at) {
        return Some("`mimetype` is not its first entry");
    }
    (!stored).then_some("its `mimetype` is compressed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let rows = [
            ("OEBPS/a.xhtml", Some("OEBPS/a.xhtml")),
            ("OEBPS\\a.xhtml", Some("OEBPS/a.xhtml")),
            ("/OEBPS/a.xhtml", Some("OEBPS/a.xhtml")),
            ("./a", Some("a")),
            ("OEBPS/", Some("OEBPS")),
            ("../a", None),
            ("OEBPS/../../a", None),
            ("OEBPS\\..\\a", None),
            ("C:\\a", None),
            ("\\\\host\\a", None),
            ("a\0b", None),
            ("", None),
            ("/", None),
        ];
        for (name, expected) in rows {
            assert_eq!(checked_name(name).ok().as_deref(), expected, "{name}");
        }
    }
}
