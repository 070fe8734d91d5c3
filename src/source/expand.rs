//! Collections taken apart: folders, lists, feeds and files of JSON Lines become the single articles in them, one at a time, so
//! that any number of them costs the memory of one.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use url::Url;

#[cfg(feature = "feeds")]
use super::feed;
#[cfg(feature = "feeds")]
use super::feed_entries::{feed_text, newest, wanted};
use super::folder::Walk;
use super::input::{Content, Input, InputKind, Origin};
use super::jsonl::{self, JsonLines};
use super::settings::Settings;
use super::{Reach, SourceError, encoding, folder_title};
#[cfg(feature = "feeds")]
use crate::publication::same_address;
use crate::publication::{Finding, Findings, Metadata, Modified, Place};

/// The longest line of a list, in bytes: no path and no address has more.
const LONGEST_NAME: u64 = 64 << 10;

/// The single articles of inputs, in their order. What is wrong with one of them is an item of its own; the next one follows.
pub struct Expand {
    /// What is still to be taken apart, the next at the end.
    pending: Vec<Level>,
    findings: Findings,
    /// A folder that is passed over in walks.
    without: Option<PathBuf>,
    /// Whether folders stay what they are.
    keeps_folders: bool,
    /// When the newest file that was taken apart was changed last.
    newest: Option<Modified>,
    /// Whether the last item came out of a list, a feed or JSON Lines.
    from_collection: bool,
    /// What the first feed says of itself.
    feed: Metadata,
    reach: Reach,
}

/// What is taken apart, and whether the text of a book of fixed layout in it is taken.
struct Level {
    pending: Pending,
    forced: bool,
}

#[allow(clippy::large_enum_variant, reason = "there are never more than three")]
enum Pending {
    Inputs(std::vec::IntoIter<Input>),
    Folder {
        path: PathBuf,
        name: Arc<str>,
        walk: Walk,
        settings: Option<Arc<(Settings, PathBuf)>>,
        found: bool,
    },
    List(List),
    Lines(JsonLines, Arc<str>),
    /// The entries of a feed.
    #[cfg(feature = "feeds")]
    Feed(std::vec::IntoIter<super::Record>, Arc<str>),
}

impl Expand {
    /// The articles of these inputs.
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            pending: vec![Level { pending: Pending::Inputs(inputs.into_iter()), forced: false }],
            findings: Findings::default(),
            without: None,
            keeps_folders: false,
            newest: None,
            from_collection: false,
            feed: Metadata::default(),
            reach: Reach::default(),
        }
    }

    /// Passes over a folder wherever it lies within the inputs: the one that books go to.
    #[must_use]
    pub fn without(mut self, folder: &Path) -> Self {
        self.without = folder.canonicalize().ok();
        self
    }

    /// Fetches addresses, and takes of feeds what is wanted.
    #[must_use]
    pub fn within(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// Leaves folders whole, as parts of one book.
    pub(super) fn keeping_folders(mut self) -> Self {
        self.keeps_folders = true;
        self
    }

    /// What was noticed so far, and not asked for before.
    pub fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings.findings)
    }

    /// When the newest file that was taken apart was changed last.
    pub(super) fn newest(&self) -> Option<Modified> {
        self.newest
    }

    /// Whether the last item came out of a list, a feed or JSON Lines: then it is no reason to give up the others.
    pub(super) fn is_from_collection(&self) -> bool {
        self.from_collection
    }

    /// Takes an input apart, or gives it back as the article it is. What is wrong with it is said of the line that names it.
    fn open(&mut self, input: Input) -> Option<Result<Input, SourceError>> {
        let listed = input.origin.listed.clone();
        self.opened(input).map(|opened| opened.map_err(|error| error.listed(listed.as_ref())))
    }

    fn opened(&mut self, input: Input) -> Option<Result<Input, SourceError>> {
        let forced = input.forced;
        let input = match &input.kind {
            InputKind::Address(address) if self.is_read_now(&input) => match self.reach.page(address) {
                Ok(page) => Input { section: input.section, origin: input.origin, forced, ..page.into_input() },
                Err(error) => return Some(Err(error)),
            },
            _ => input,
        };
        let pending = match &input.kind {
            InputKind::List(path) => List::open(path).map(Pending::List),
            InputKind::Path(path) if is_json_lines(path) && !path.is_dir() => {
                JsonLines::open(path).map(|lines| Pending::Lines(lines, folder_title(path).into()))
            }
            // What came through a pipe has no name to tell it by.
            InputKind::Text { name, content: Content::Bytes(bytes), format: None, .. }
                if jsonl::are_json_lines(bytes) =>
            {
                let lines = JsonLines::new(Box::new(Cursor::new(bytes.clone())), name);
                Ok(Pending::Lines(lines, name.as_str().into()))
            }
            InputKind::Path(path) if !self.keeps_folders && path.is_dir() => self.folder(path),
            #[cfg(feature = "feeds")]
            kind if may_be_feed(kind) => match self.feed(&input) {
                Ok(Some(feed)) => Ok(feed),
                Ok(None) => return Some(Ok(input)),
                Err(error) => Err(error),
            },
            _ => return Some(Ok(input)),
        };
        if let InputKind::List(path) | InputKind::Path(path) = &input.kind {
            self.newest = self.newest.max(super::time_of(path));
        }
        match pending {
            Ok(pending) => self.pending.push(Level { pending, forced }),
            Err(error) => return Some(Err(error)),
        }
        None
    }

    /// The entries of a feed, where the input is one.
    #[cfg(feature = "feeds")]
    fn feed(&mut self, input: &Input) -> Result<Option<Pending>, SourceError> {
        let name = input.name();
        let text = match &input.kind {
            InputKind::Path(path) => feed_text(&Content::Bytes(super::read_limited(path, &name)?), &name),
            InputKind::Text { content, .. } => feed_text(content, &name),
            _ => None,
        };
        let Some(text) = text else { return Ok(None) };
        if input.origin.one_book {
            return Err(SourceError::FeedForArticle { address: name });
        }
        // A feed is called by its address, or by its file without the way there.
        let collection = match (&input.address, &input.kind) {
            (Some(address), _) => same_address(address),
            (None, InputKind::Path(path)) => folder_title(path),
            (None, _) => name.clone(),
        };
        let read = feed::read_feed_text(&text, &name, input.address.as_ref())?;
        let file: Arc<str> = name.into();
        let records = wanted(read.records, &self.reach, &file, &mut self.findings);
        if self.feed.title.is_none() {
            let (source, date) = (read.site.map(String::from), newest(&records));
            let (title, description) = (read.title, read.description);
            self.feed = Metadata { title, description, source, date, ..Metadata::default() };
        }
        Ok(Some(Pending::Feed(records.into_iter(), collection.into())))
    }

    /// What the first feed says of itself: its title, what it is about, the address of its site.
    pub(super) fn take_feed(&mut self) -> Metadata {
        std::mem::take(&mut self.feed)
    }

    /// Whether what stands at an address is read now, since it may be a feed. In a batch the addresses that a collection names
    /// are pages, and whoever makes their books reads them, many at a time; but for those of a list that look like feeds.
    fn is_read_now(&self, input: &Input) -> bool {
        let origin = &input.origin;
        let looks_so = || matches!(&input.kind, InputKind::Address(address) if looks_like_feed(address));
        origin.entry.is_none() && (self.keeps_folders || !origin.member || origin.listed.is_some() && looks_so())
    }

    fn folder(&mut self, path: &Path) -> Result<Pending, SourceError> {
        let settings = Settings::of_folder(path, &mut self.findings)?;
        let walk = Walk::of(path, settings.clone().unwrap_or_default(), self.without.clone())?;
        let settings = settings.map(|settings| Arc::new((settings.for_each(), path.to_owned())));
        let name = folder_title(path).into();
        Ok(Pending::Folder { path: path.to_owned(), name, walk, settings, found: false })
    }
}

impl Iterator for Expand {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let whole = |level: &Level| matches!(level.pending, Pending::Inputs(_) | Pending::Folder { .. });
            let collected = !self.pending.iter().all(whole);
            self.from_collection = collected;
            #[cfg(feature = "feeds")]
            let follow = self.reach.follow;
            let Level { pending, forced } = self.pending.last_mut()?;
            let forced = *forced;
            let item = match pending {
                Pending::Inputs(inputs) => inputs.next().map(Ok),
                Pending::List(list) => list.next(),
                #[cfg(feature = "feeds")]
                Pending::Feed(records, name) => records.next().map(|record| {
                    if !record.has_text() {
                        let message = "the entry has neither a text nor the address of one".to_owned();
                        return Err(SourceError::Feed { file: record.name, message });
                    }
                    let mut input = record.into_any(follow);
                    input.origin.collection = Some(Arc::clone(name));
                    Ok(input)
                }),
                Pending::Lines(lines, name) => {
                    // What is noticed about a line belongs to its article; what is wrong with it is said by the error.
                    let mut noticed = Findings::default();
                    let record = lines.next(&mut noticed);
                    if record.is_none() {
                        self.findings.findings.append(&mut noticed.findings);
                    }
                    record.map(|record| {
                        let mut input = record?.into_any(false);
                        input.origin.folder = lines.folder().map(Path::to_owned);
                        (input.origin.collection, input.origin.findings) = (Some(Arc::clone(name)), noticed);
                        Ok(input)
                    })
                }
                Pending::Folder { path, name, walk, settings, found } => match walk.next(&mut self.findings) {
                    Some(item) => {
                        *found = true;
                        Some(item.map(|(path, relative)| {
                            let mut input = Input::path(path);
                            let (relative, settings) = (Some(relative), settings.clone());
                            let collection = Some(Arc::clone(name));
                            input.origin = Origin { collection, relative, settings, ..Origin::default() };
                            input
                        }))
                    }
                    None if !*found => {
                        *found = true;
                        Some(Err(SourceError::NoArticles { path: path.clone() }))
                    }
                    None => None,
                },
            };
            match item {
                None => _ = self.pending.pop(),
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(mut input)) => {
                    input.origin.member |= collected;
                    input.forced |= forced;
                    if let Some(item) = self.open(input) {
                        return Some(item);
                    }
                }
            }
        }
    }
}

/// Whether it is worth a look if an input is a feed: a file whose name does not say that it is an article, or bytes without any.
#[cfg(feature = "feeds")]
pub(super) fn may_be_feed(kind: &InputKind) -> bool {
    match kind {
        InputKind::Path(path) => {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let known = ["xml", "rss", "atom", "rdf", "json", "feed"];
            known.iter().any(|known| extension.eq_ignore_ascii_case(known)) && !path.is_dir()
        }
        InputKind::Text { content: Content::Bytes(_), format: None, .. } => true,
        InputKind::Text { content: Content::Fetched(..), .. } => true,
        _ => false,
    }
}

/// Whether an address looks like that of a feed. One that does not may be one all the same.
fn looks_like_feed(address: &Url) -> bool {
    let words = ["feed", "feeds", "rss", "rss2", "atom", "rdf"];
    let ends = ["xml", "rss", "atom", "rdf", "feed", "json"];
    let path = address.path().to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let end = last.rsplit_once('.').map(|(_, end)| end);
    let is_word = |text: &str| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    words.contains(&last)
        || end.is_some_and(|end| ends.contains(&end))
        || address.query_pairs().any(|(name, value)| is_word(&name) || is_word(&value))
}

/// Whether a file's name says that it holds JSON Lines.
pub(super) fn is_json_lines(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["jsonl", "ndjson", "jsonlines"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A file that names inputs, one a line.
struct List {
    input: BufReader<File>,
    file: Arc<str>,
    folder: PathBuf,
    line: u32,
}

impl List {
    fn open(path: &Path) -> Result<Self, SourceError> {
        let failed = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::NotFound => SourceError::NotFound { path: path.to_owned() },
            _ => SourceError::Unreadable { path: path.to_owned(), source },
        };
        let input = BufReader::new(File::open(path).map_err(failed)?);
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { input, file: path.display().to_string().into(), folder, line: 0 })
    }

    fn next(&mut self) -> Option<Result<Input, SourceError>> {
        loop {
            self.line = self.line.saturating_add(1);
            let place = Place::new(&self.file, self.line);
            let wrong = |message: String| Some(Err(SourceError::Syntax { place: place.clone(), message }));
            let mut line = Vec::new();
            match (&mut self.input).take(LONGEST_NAME + 1).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Err(error) => return wrong(format!("the list cannot be read: {error}")),
                Ok(_) if line.len() as u64 > LONGEST_NAME => {
                    while line.last() != Some(&b'\n') {
                        line.clear();
                        match (&mut self.input).take(LONGEST_NAME).read_until(b'\n', &mut line) {
                            Ok(0) | Err(_) => break,
                            Ok(_) => {}
                        }
                    }
                    return wrong(format!("a line of more than {LONGEST_NAME} bytes names nothing"));
                }
                Ok(_) => {}
            }
            let Ok(text) = String::from_utf8(line) else { return wrong("the line is not valid UTF-8".to_owned()) };
            let name = encoding::without_mark(text);
            let name = name.trim();
            if !name.is_empty() && !name.starts_with('#') {
                let mut input = Input::named(name, &self.folder);
                input.origin.listed = Some(place);
                return Some(Ok(input));
            }
        }
    }
}
