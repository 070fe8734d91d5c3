//! From one article to its book in the folder.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use sha2::{Digest, Sha256};

use super::error::BatchError;
use super::item::{Contents, Item, Key, contents, hex};
use super::manifest::Entry;
use super::name_of;
use super::place::Folder;
use crate::container::ContainerError;
use crate::error::{Error, Fault};
use crate::publication::{Code, Report, file_stem};
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
    /// Whether anything is fetched.
    fetches: bool,
}

/// What says that a book lacks something that stands at an address.
const MISSED: [Code; 2] = [Code::ExcerptKept, Code::PictureLeftOut];

/// An article that is done with.
pub(super) struct Done {
    pub(super) entry: Entry,
    /// Whether its book was there.
    pub(super) unchanged: bool,
    /// A book of an earlier run that this one takes the place of, under another name.
    pub(super) replaces: Option<String>,
}

impl Done {
    /// A book of an earlier run stays where it is: it is better than none.
    fn failed(entry: Entry, old: Option<String>, error: String) -> Self {
        Self { entry: Entry { error: Some(error), kept: old, ..entry }, unchanged: false, replaces: None }
    }
}

/// Does it, and makes of a fault of ours, wherever it lies, a failure of its article: whoever waits for it hears of it.
fn caught(
    entry: Entry,
    old: Option<String>,
    act: impl FnOnce(Entry, Option<String>) -> Result<Done, BatchError>,
) -> Result<Done, BatchError> {
    let given = (entry.clone(), old.clone());
    catch_unwind(AssertUnwindSafe(|| act(given.0, given.1))).unwrap_or_else(|_| {
        let error = format!("{}: a fault of warraq itself; please report it", entry.input);
        Ok(Done::failed(entry, old, error))
    })
}

/// What a message calls an article, without its number in its collection: that changes when others come before it.
fn within(input: &str) -> &str {
    let number = |(_, number): &(&str, &str)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    input.rsplit_once([':', '#']).filter(number).map_or(input, |(collection, _)| collection)
}

impl<'a> Work<'a> {
    pub(super) fn new(folder: &'a Folder, publication: &'a Publication, fonts: FontCache) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(env!("CARGO_PKG_VERSION"));
        publication.put_settings(&mut |bytes| hasher.update(bytes));
        let settings = hex(&hasher.finalize());
        let (file_times, fetches) = (publication.uses_file_times(), publication.reach().fetches());
        Self { folder, publication, fonts, settings, file_times, fetches }
    }

    /// Makes the book, or finds it made. An error is one of the folder, and ends the run.
    pub(super) fn done(&self, item: Item, before: Option<Entry>) -> Result<Done, BatchError> {
        let entry = self.entry(&item);
        // A book of another collection of the same name is none of ours to take the place of.
        let ours = |before: &Entry| !item.local || within(&before.input) == within(&entry.input);
        let old = before.as_ref().filter(|before| ours(before)).and_then(Entry::book).map(str::to_owned);
        caught(entry, old, |entry, old| self.try_done(item, before, entry, old))
    }

    fn entry(&self, item: &Item) -> Entry {
        Entry {
            position: item.position,
            input: name_of(&item.input),
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
            kept: None,
            key: item.key.to_string(),
            input_sha256: None,
            settings_sha256: self.settings.clone(),
        }
    }

    /// `old` is the book of an earlier run that this one takes the place of.
    fn try_done(
        &self,
        item: Item,
        before: Option<Entry>,
        mut entry: Entry,
        old: Option<String>,
    ) -> Result<Done, BatchError> {
        let Item { position, key, twin, files, input, .. } = item;
        let input = match input {
            Ok(input) => input,
            Err(error) => return Ok(Done::failed(entry, old, error.to_string())),
        };
        // What cannot be read here fails with a better message below.
        if let Ok(Contents { hash, size }) = contents(&input, files.as_deref(), self.file_times) {
            (entry.input_sha256, entry.input_bytes) = (Some(hash), Some(size));
        }
        if let Some(before) = before.filter(|before| self.is_current(before, &entry)) {
            return Ok(Done {
                entry: Entry { position, input: entry.input, ..before },
                unchanged: true,
                replaces: None,
            });
        }
        let (report, book) = match self.make(input, key, twin) {
            Ok(made) => made,
            // A picture that went away meanwhile is a matter of its article; what else goes wrong here is the folder's.
            Err(Error::Container(error)) if !matches!(error, ContainerError::Picture { .. }) => {
                let source = std::io::Error::other(error.to_string());
                let path = self.folder.path.clone();
                return Err(BatchError::Folder { path, what: "a book cannot be written", source });
            }
            Err(error) => {
                let who = if error.fault() == Fault::System { "the system: " } else { "" };
                return Ok(Done::failed(entry, old, format!("{who}{error}")));
            }
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

    fn make(&self, input: Input, key: Key, twin: u32) -> Result<(Report, tempfile::SpooledTempFile), Error> {
        let publication = self.publication.clone().counting_anew().with_cache(&self.fonts);
        let publication = publication.told_apart_by(key.to_string());
        // Articles of one identity would be books of one identifier.
        let publication = if twin > 1 { publication.twin(twin) } else { publication };
        let mut book = Folder::workspace();
        let report = publication.input(input).write(&mut book)?;
        Ok((report, book))
    }

    /// Whether what an earlier run says of an article holds still.
    fn is_current(&self, before: &Entry, now: &Entry) -> bool {
        let same = now.input_sha256.is_some()
            && before.input_sha256 == now.input_sha256
            && before.settings_sha256 == now.settings_sha256
            && before.error.is_none()
            // What could not be had from the web may be had now.
            && !(self.fetches && MISSED.iter().any(|code| before.findings.contains_key(code.as_str())));
        let placed = || before.output.as_deref().zip(before.placed());
        same && placed().is_some_and(|(output, placed)| self.folder.has(output, &placed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Shard;
    use crate::source::SourceError;

    #[test]
    fn a_fault_of_ours_is_a_failure_of_its_article() {
        let scratch = tempfile::tempdir().unwrap();
        let folder = Folder::open(scratch.path(), Shard::default()).unwrap();
        let publication = Publication::new();
        let work = Work::new(&folder, &publication, FontCache::off());
        let input = Err(SourceError::NotFetched { address: "https://a.example".to_owned() });
        let (key, local) = Key::of(&input);
        let item = Item { position: 7, key, twin: 1, local, files: None, input };
        let entry = work.entry(&item);
        let done = caught(entry, Some("old.epub".to_owned()), |_, _| panic!("wherever it lies")).unwrap();
        assert_eq!((done.entry.position, done.entry.kept.as_deref()), (7, Some("old.epub")));
        assert!(done.entry.error.unwrap().contains("a fault of warraq itself"));
    }

    #[test]
    fn numbers_in_a_collection_are_no_part_of_its_name() {
        for (input, collection) in [
            ("a/b.jsonl:17", "a/b.jsonl"),
            ("feed.xml#3", "feed.xml"),
            ("a/01.md", "a/01.md"),
            ("C:\\a.md", "C:\\a.md"),
            ("a:b", "a:b"),
            ("a:", "a:"),
        ] {
            assert_eq!(within(input), collection);
        }
    }
}
