//! What became of each article, one line of JSON each, in the order of the inputs (`docs/batch.md`).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::BatchError;
use super::item::Key;
use super::place::{Folder, Placed};

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.jsonl";

/// A line longer than this is not one of ours.
const LONGEST_LINE: u64 = 1 << 20;

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Entry {
    /// Its place among all articles, counted from 1, whatever the share.
    pub position: u64,
    /// What it is called: its file, or file and line.
    pub input: String,
    /// The name of its book; none where it failed.
    pub output: Option<String>,
    /// The identifier of the book.
    pub id: Option<String>,
    /// The title of the book.
    pub title: Option<String>,
    /// The language of the book.
    pub language: Option<String>,
    /// The direction of the book.
    pub direction: Option<String>,
    /// The size of the article's text in bytes.
    pub input_bytes: Option<u64>,
    /// The size of the book in bytes.
    pub bytes: Option<u64>,
    /// The hash of the book's bytes.
    pub sha256: Option<String>,
    /// How many findings of each code there are.
    pub findings: BTreeMap<String, usize>,
    /// Why there is no book.
    pub error: Option<String>,
    /// The name of a book that an earlier run made of it, where there is none now: it is still there.
    #[serde(default)]
    pub kept: Option<String>,
    /// What tells the article from the others.
    pub key: String,
    /// The hash of what the article consists of.
    pub input_sha256: Option<String>,
    /// The hash of the settings it was made with, and of the program's version.
    pub settings_sha256: String,
}

impl Entry {
    /// The name of the book in the folder, whichever run made it.
    pub(super) fn book(&self) -> Option<&str> {
        self.output.as_deref().or(self.kept.as_deref())
    }

    pub(super) fn placed(&self) -> Option<Placed> {
        Some(Placed { sha256: self.sha256.clone()?, bytes: self.bytes? })
    }
}

/// The manifest as it grows. A line that is in it is true: the book was in its place before.
pub(super) struct Manifest {
    file: File,
    path: PathBuf,
    line: Vec<u8>,
}

fn name(folder: &Folder, kind: &str) -> PathBuf {
    folder.path.join(format!("manifest{}{kind}.jsonl", folder.suffix))
}

fn failed(path: &Path, what: &'static str) -> impl Fn(io::Error) -> BatchError + use<> {
    let path = path.to_owned();
    move |source| BatchError::Folder { path: path.clone(), what, source }
}

impl Manifest {
    pub(super) fn create(folder: &Folder) -> Result<Self, BatchError> {
        let path = name(folder, "");
        // A file of its own, and not what a link of this name leads to.
        let file = fs::remove_file(&path).or_else(absent).and_then(|()| File::create_new(&path));
        let file = file.map_err(failed(&path, "the manifest cannot be written"))?;
        Ok(Self { file, path, line: Vec::new() })
    }

    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), BatchError> {
        let failed = failed(&self.path, "the manifest cannot be written");
        self.line.clear();
        serde_json::to_writer(&mut self.line, entry).map_err(|error| failed(error.into()))?;
        self.line.push(b'\n');
        self.file.write_all(&self.line).map_err(failed)
    }

    pub(super) fn finish(&self) -> Result<(), BatchError> {
        self.file.sync_all().map_err(failed(&self.path, "the manifest cannot be written"))
    }
}

/// What earlier runs say. It is read as far as it is needed: as long as the articles stand in the same order, one line at a time.
pub(super) struct Previous {
    path: PathBuf,
    /// What is still to be read, and how far that is.
    lines: Option<(BufReader<File>, u64)>,
    /// The places of entries that were met before they were asked for.
    ahead: HashMap<Key, u64>,
}

impl Previous {
    /// Puts the manifests of earlier runs aside, into one: what the last run says, then what was known before and it did not come
    /// to. Without `resume` they are forgotten.
    pub(super) fn open(folder: &Folder, resume: bool) -> Result<Self, BatchError> {
        let (current, path) = (name(folder, ""), name(folder, ".previous"));
        let failed = failed(&path, "what the last run says cannot be put aside");
        if !resume {
            let previous = Self { path, lines: None, ahead: HashMap::new() };
            previous.forget()?;
            return Ok(previous);
        }
        match (current.exists(), path.exists()) {
            (true, false) => fs::rename(&current, &path).map_err(&failed)?,
            (true, true) => {
                let mut both = folder.beside().map_err(&failed)?;
                let mut known = HashSet::<Key>::new();
                for from in [&current, &path] {
                    let mut lines = BufReader::new(File::open(from).map_err(&failed)?);
                    while let Some((entry, _)) = read_entry(&mut lines).map_err(&failed)? {
                        if entry.key.parse().is_ok_and(|key| known.insert(key)) {
                            let mut line = serde_json::to_vec(&entry).map_err(|error| failed(error.into()))?;
                            line.push(b'\n');
                            both.write_all(&line).map_err(&failed)?;
                        }
                    }
                }
                both.persist(&path).map_err(|error| failed(error.error))?;
            }
            (false, _) => {}
        }
        let lines = match File::open(&path) {
            Ok(file) => Some((BufReader::new(file), 0)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        Ok(Self { path, lines, ahead: HashMap::new() })
    }

    /// What is known of an article.
    pub(super) fn take(&mut self, key: Key) -> Result<Option<Entry>, BatchError> {
        let failed = failed(&self.path, "what the last run says cannot be read");
        if let Some(at) = self.ahead.remove(&key) {
            return self.read_at(at).map_err(failed);
        }
        while let Some((lines, at)) = &mut self.lines {
            let start = *at;
            match read_entry(lines).map_err(&failed)? {
                Some((entry, read)) => {
                    *at += read;
                    match entry.key.parse::<Key>() {
                        Ok(found) if found == key => return Ok(Some(entry)),
                        Ok(found) => _ = self.ahead.insert(found, start),
                        Err(_) => {}
                    }
                }
                None => self.lines = None,
            }
        }
        Ok(None)
    }

    /// The entry at a place of the file: what was met too early is read again, not held.
    fn read_at(&self, at: u64) -> io::Result<Option<Entry>> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(at))?;
        Ok(read_entry(&mut BufReader::new(file))?.map(|(entry, _)| entry))
    }

    /// Removes what was put aside.
    pub(super) fn forget(&self) -> Result<(), BatchError> {
        let removed = fs::remove_file(&self.path).or_else(absent);
        removed.map_err(failed(&self.path, "what the last run says cannot be removed"))
    }
}

/// That something is not there is no failure of removing it.
pub(super) fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// The next whole line that is an entry, and how many bytes were read for it; others, such as a half one at the end, say nothing.
fn read_entry(lines: &mut impl BufRead) -> io::Result<Option<(Entry, u64)>> {
    let mut line = Vec::new();
    let mut bytes = 0;
    loop {
        line.clear();
        match io::Read::take(&mut *lines, LONGEST_LINE).read_until(b'\n', &mut line)? {
            0 => return Ok(None),
            read => bytes += read as u64,
        }
        let Some(whole) = line.strip_suffix(b"\n") else { continue };
        if let Ok(entry) = serde_json::from_slice(whole) {
            return Ok(Some((entry, bytes)));
        }
    }
}
