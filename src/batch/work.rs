//! From one article to its book in the folder.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use sha2::{Digest, Sha256};

use super::error::BatchError;
use super::item::{Contents, Item, Key, contents, hex};
use super::manifest::Entry;
use super::name_of;
use super::place::Folder;
use crate::error::{Error, Fault};
use crate::publication::{Report, file_stem};
use crate::publish::Publication;
use crate::resources::FontCache;
use crate::source::Input;

/// What all threads share.
pub(super) struct Work<'a> {
    folder: &'a Folder,
    publication: &'a Publication,
    fonts: FontCache,
    settings: String,
    file_times: bool,
}

/// An article that is done with.
pub(super) struct Done {
    pub(super) entry: Entry,
    /// Whether its book was there.
    pub(super) unchanged: bool,
    /// A book of an earlier run that this one takes the place of, under another name.
    pub(super) replaces: Option<String>,
}

impl<'a> Work<'a> {
    pub(super) fn new(folder: &'a Folder, publication: &'a Publication, fonts: FontCache) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(env!("CARGO_PKG_VERSION"));
        publication.put_settings(&mut |bytes| hasher.update(bytes));
        let settings = hex(&hasher.finalize());
        Self { folder, publication, fonts, settings, file_times: publication.uses_file_times() }
    }

    /// Makes the book, or finds it made. An error is one of the folder, and ends the run.
    pub(super) fn done(&self, item: Item, before: Option<Entry>) -> Result<Done, BatchError> {
        let Item { position, key, input } = item;
        let name = name_of(&input);
        let mut entry = Entry {
            position,
            input: name.clone(),
            output: None,
            id: None,
            title: None,
            language: None,
            direction: None,
            input_bytes: None,
            bytes: None,
            sha256: None,
            findings: BTreeMap::new(),
            error: None,
            key: key.to_string(),
            input_sha256: None,
            settings_sha256: self.settings.clone(),
        };
        let old = before.as_ref().and_then(|before| before.output.clone());
        let failed = |mut entry: Entry, error: String| {
            entry.error = Some(error);
            // A book of an earlier run stays where it is: it is better than none.
            Ok(Done { entry, unchanged: false, replaces: None })
        };
        let input = match input {
            Ok(input) => input,
            Err(error) => return failed(entry, error.to_string()),
        };
        // What cannot be read here fails with a better message below.
        if let Ok(Contents { hash, size }) = contents(&input, self.file_times) {
            (entry.input_sha256, entry.input_bytes) = (Some(hash), Some(size));
        }
        if let Some(before) = before.filter(|before| self.is_current(before, &entry)) {
            return Ok(Done { entry: Entry { position, input: name, ..before }, unchanged: true, replaces: None });
        }
        let made = catch_unwind(AssertUnwindSafe(|| self.make(input, key)));
        let (report, book) = match made {
            Ok(Ok(made)) => made,
            Ok(Err(Error::Container(error))) => {
                let source = std::io::Error::other(error.to_string());
                let path = self.folder.path.clone();
                return Err(BatchError::Folder { path, what: "a book cannot be written", source });
            }
            Ok(Err(error)) => {
                let who = if error.fault() == Fault::System { "the system: " } else { "" };
                return failed(entry, format!("{who}{error}"));
            }
            Err(_) => return failed(entry, format!("{name}: a fault of warraq itself; please report it")),
        };
        let output = format!("{}-{}.epub", file_stem(&report.title), key.short());
        let placed = self.folder.put(book, &output)?;
        for finding in &report.findings {
            *entry.findings.entry(finding.code.as_str().to_owned()).or_default() += 1;
        }
        entry.id = Some(report.identifier.value.to_string());
        entry.title = Some(report.title);
        entry.language = Some(report.language.value.to_string());
        entry.direction = Some(report.direction.value.to_string());
        (entry.bytes, entry.sha256) = (Some(placed.bytes), Some(placed.sha256));
        let replaces = old.filter(|old| *old != output);
        entry.output = Some(output);
        Ok(Done { entry, unchanged: false, replaces })
    }

    fn make(&self, input: Input, key: Key) -> Result<(Report, tempfile::SpooledTempFile), Error> {
        let publication = self.publication.clone().with_cache(&self.fonts).told_apart_by(key.to_string());
        let mut book = Folder::workspace();
        let report = publication.input(input).write(&mut book)?;
        Ok((report, book))
    }

    /// Whether what an earlier run says of an article holds still.
    fn is_current(&self, before: &Entry, now: &Entry) -> bool {
        let same = now.input_sha256.is_some()
            && before.input_sha256 == now.input_sha256
            && before.settings_sha256 == now.settings_sha256
            && before.error.is_none();
        let placed = || before.output.as_deref().zip(before.placed());
        same && placed().is_some_and(|(output, placed)| self.folder.has(output, &placed))
    }
}
