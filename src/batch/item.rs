//! What tells an article from all others of a run, and what it consists of, before a word of it is understood.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::name_of;
use crate::publication::{Identifier, Metadata, Modified, same_address};
use crate::source::{Content, Input, InputKind, Settings, SourceError};

/// An article of this share, or what is wrong with it.
pub(super) struct Item {
    /// Its place among all articles, counted from 1.
    pub(super) position: u64,
    pub(super) key: Key,
    /// It is so many-th of this identity, counted from 1.
    pub(super) twin: u32,
    /// Whether its identity counts within its collection only.
    pub(super) local: bool,
    /// The hash of the files that the settings of its folder name.
    pub(super) files: Option<Arc<str>>,
    pub(super) input: Result<Input, SourceError>,
}

impl Item {
    pub(super) fn weight(&self) -> usize {
        self.input.as_ref().map_or(0, Input::weight)
    }
}

/// The identity of an article, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 16]);

impl Key {
    /// The identifier that is given with it, else its address, else what its collection calls it by, else its path (from the
    /// folder that was given, where it was found in one), else its text: what stays the same longest comes first. What counts
    /// within a collection only has the collection's own name with it, and not the way there: a tree may be moved.
    /// Says with it whether it is of that kind.
    pub(super) fn of(input: &Result<Input, SourceError>) -> (Self, bool) {
        let mut hasher = Sha256::new();
        let mut put = |kind: &str, value: &[u8]| {
            hasher.update(kind.as_bytes());
            hasher.update([0]);
            hasher.update(value);
        };
        let collection = input.as_ref().ok().and_then(|input| input.origin.collection.clone()).unwrap_or_default();
        let mut local = false;
        let mut within = |value: &str| {
            local = true;
            [collection.as_bytes(), &[0], value.as_bytes()].concat()
        };
        match input {
            Err(_) => put("error", name_of(input).as_bytes()),
            Ok(input) => match &input.kind {
                InputKind::Text { content, metadata, .. } => {
                    let address = || metadata.source_url().or_else(|| input.address.clone());
                    if let Some(identifier) = &metadata.identifier {
                        // A UUID may be written in several ways.
                        let given = Identifier::given(identifier);
                        let identifier = given.map_or(identifier.clone(), |id| id.compared().into_owned());
                        put("identifier", identifier.as_bytes());
                    } else if let Some(address) = address() {
                        put("address", same_address(&address).as_bytes());
                    } else if let Some(guid) = &input.origin.guid {
                        put("id", &within(guid));
                    } else {
                        put("title", metadata.title.as_deref().unwrap_or_default().as_bytes());
                        put("text", bytes_of(content));
                    }
                }
                InputKind::Address(address) => put("address", same_address(address).as_bytes()),
                _ => match &input.origin.relative {
                    Some(relative) => put("path", &within(relative)),
                    None => put("path", &within(&input.name().replace('\\', "/"))),
                },
            },
        }
        (Self(first_half(&hasher.finalize())), local)
    }

    /// The key of the `number`-th article with this identity.
    pub(super) fn twin(self, number: u32) -> Self {
        if number < 2 {
            return self;
        }
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(number.to_be_bytes());
        Self(first_half(&hasher.finalize()))
    }

    /// What a file's name has of it: enough that no two articles of one title meet in a million.
    pub(super) fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = (text.len() == 32 && text.is_ascii()).then(|| u128::from_str_radix(text, 16).ok()).flatten();
        number.map(|number| Self(number.to_be_bytes())).ok_or(())
    }
}

fn first_half(hash: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(hash).for_each(|(to, from)| *to = *from);
    half
}

fn bytes_of(content: &Content) -> &[u8] {
    match content {
        Content::Bytes(bytes) | Content::Fetched(bytes, _) => bytes,
        Content::Text(text) | Content::Recorded(text) => text.as_bytes(),
    }
}

/// What an article consists of: the bytes of its text, all that is said about it, and, where the time of the last change comes
/// from it, its file's time; `files` is the hash of the files that its folder's settings name. Where those lie is not in it, and
/// neither are pictures beside the article.
#[derive(Debug, Clone)]
pub(super) struct Contents {
    pub(super) hash: String,
    pub(super) size: u64,
}

pub(super) fn contents(input: &Input, files: Option<&str>, file_times: bool) -> io::Result<Contents> {
    let mut hasher = Sha256::new();
    let Input { kind, section, address, forced, origin } = input;
    let settings = origin.settings.as_ref().map(|settings| &settings.0);
    hasher.update(format!("{section:?}\0{address:?}\0{settings:?}\0{files:?}\0{forced}\0{:?}\0", origin.relative));
    let size = match kind {
        InputKind::Text { name, content, format, metadata } => {
            hasher.update(format!("{format:?}\0{metadata:?}\0"));
            // What the text is called stands in no book, unless nothing else does.
            let _ = name;
            let bytes = bytes_of(content);
            hasher.update(bytes);
            bytes.len() as u64
        }
        // What stands there is known when it is read: an address alone says that it was made.
        InputKind::Address(address) => {
            hasher.update(format!("{address}\0{:?}", origin.entry));
            0
        }
        InputKind::Path(path) | InputKind::List(path) => {
            let mut file = File::open(path)?;
            if file_times {
                let time = file.metadata()?.modified().ok().and_then(Modified::from_file_time);
                hasher.update(format!("{time:?}\0"));
            }
            hash_all(&mut file, &mut hasher)?
        }
    };
    Ok(Contents { hash: hex(&hasher.finalize()), size })
}

/// The files that the settings of folders name, as hashes. Folders come one after the other, so the last is enough.
#[derive(Default)]
pub(super) struct NamedFiles {
    last: Option<Arc<(Settings, PathBuf)>>,
    hash: Option<Arc<str>>,
}

impl NamedFiles {
    pub(super) fn of(&mut self, settings: Option<&Arc<(Settings, PathBuf)>>) -> Option<Arc<str>> {
        let settings = settings?;
        if !self.last.as_ref().is_some_and(|last| Arc::ptr_eq(last, settings)) {
            self.hash = hash_named(&settings.0.metadata, &settings.1);
            self.last = Some(Arc::clone(settings));
        }
        self.hash.clone()
    }
}

fn hash_named(metadata: &Metadata, folder: &Path) -> Option<Arc<str>> {
    let files = metadata.named_files();
    if files.is_empty() {
        return None;
    }
    let mut hasher = Sha256::new();
    for file in files {
        // One that cannot be read fails when the first book is made, or is reported there.
        let path = folder.join(file);
        let size = if path.is_file() {
            File::open(path).and_then(|mut file| hash_all(&mut file, &mut hasher)).ok()
        } else {
            None
        };
        hasher.update(format!("\0{size:?}\0"));
    }
    Some(hex(&hasher.finalize()).into())
}

/// Hashes to the end; says how much that was.
pub(super) fn hash_all(from: &mut impl Read, hasher: &mut Sha256) -> io::Result<u64> {
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(size),
            Ok(read) => {
                hasher.update(&buffer[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(super) fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
