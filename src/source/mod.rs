//! Step 1: inputs → [`Source`]s. What is read, in which order, with which settings; bytes become text.
//!
//! 1. [`Input`]s are files, folders, addresses, or texts given by the caller; addresses are read by the caller's fetcher (`reach`).
//! 2. A folder is listed (`folder`) in the order of its `publication.toml` (`settings`) or in natural order (`natural`).
//! 3. Feeds become their entries (`feed`, `feed_entries`).
//! 4. Bytes are decoded (`encoding`), and characters XML forbids are taken out, each one reported.
//! 5. Front matter is taken off Markdown (`front_matter`, `fields`).

pub mod book;
mod count;
mod encoding;
#[cfg(feature = "html")]
mod epub;
mod error;
mod expand;
#[cfg(feature = "feeds")]
mod feed;
#[cfg(feature = "feeds")]
mod feed_dates;
#[cfg(feature = "feeds")]
mod feed_entries;
mod fields;
mod folder;
mod format;
mod front_matter;
mod input;
mod jsonl;
mod natural;
mod outline;
#[cfg(feature = "feeds")]
mod plain;
mod reach;
mod record;
mod settings;
mod styles;
mod visual;

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub use count::how_many;
#[cfg(feature = "html")]
pub use epub::BookRefusal;
pub use error::SourceError;
pub use expand::Expand;
pub(crate) use fields::{removed_from, report_removed};
pub use format::Format;
pub use input::Input;
#[cfg(feature = "extract")]
pub(crate) use natural::digit;
pub use outline::OutlineEntry;
pub(crate) use outline::without_gaps;
pub use reach::Reach;
pub use record::Record;
pub use settings::SETTINGS_FILE;
pub use styles::{Side, Style, Styled, Styles, declarations};

use book::{OldBook, Page};
use folder::{FolderEntry, list_folder};
pub(crate) use input::{Content, InputKind};
use outline::Outline;
pub(crate) use settings::Settings;

use crate::publication::{
    Base, Code, Findings, Metadata, Modified, PictureSettings, Place, Rule, has_words, one_line, without_forbidden,
};

/// The largest file that is read, in bytes: 64 MiB, some fifty long novels.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// One article as text, with what its file says about it.
#[derive(Debug)]
pub struct Source {
    /// The file's name as the user gave it, for messages.
    pub file: Arc<str>,
    /// The file's path relative to the book's folder, with `/`: what links between articles name.
    pub path: String,
    /// Where its relative addresses lead.
    pub base: Base,
    /// What the text is written in.
    pub format: Format,
    /// What the front matter declares.
    pub metadata: Metadata,
    /// The text: no byte order mark, no carriage returns, no character XML forbids, no front matter.
    pub text: String,
    /// The line of the file that `text` begins at, counted from 1.
    pub first_line: u32,
    /// Whether it is one article of a list, a feed or JSON Lines: if it cannot be used, the others still can.
    pub member: bool,
    /// What it knows of the book it was a page of.
    pub page: Option<Box<Page>>,
}

/// All that one book is made from.
#[derive(Debug)]
pub struct Collection {
    /// What the settings file declares.
    pub metadata: Metadata,
    /// Whether the settings ask to keep web debris.
    pub keep_debris: bool,
    /// What the settings ask of the pictures.
    pub(crate) pictures: PictureSettings,
    /// Whether the settings ask to keep web pages whole.
    pub whole_page: bool,
    /// The CSS selectors by which the settings say what is kept of web pages.
    pub select: Vec<String>,
    /// The articles in reading order.
    pub sources: Vec<Source>,
    /// The parts, and the articles by their place in `sources`.
    pub outline: Vec<OutlineEntry>,
    /// The folder's name, where the book is one folder: the title of last resort.
    pub folder_name: Option<String>,
    /// The folder that a cover named in the settings is looked for in.
    pub folder: Option<PathBuf>,
    /// The newest time among the input files.
    pub newest: Option<Modified>,
    /// The book that is read again, where it is the one input.
    pub book: Option<OldBook>,
}

/// Reads all inputs as [`read_within`] does, and fetches nothing.
///
/// # Errors
/// As there.
pub fn read(inputs: Vec<Input>, findings: &mut Findings) -> Result<Collection, SourceError> {
    read_within(inputs, &Reach::default(), findings)
}

/// Reads all inputs. A single folder is the book; among several inputs a folder is a part.
///
/// # Errors
/// A missing, empty, unreadable, undecodable or oversized input; an address that cannot be fetched; wrong settings or front matter.
pub fn read_within(inputs: Vec<Input>, reach: &Reach, findings: &mut Findings) -> Result<Collection, SourceError> {
    let name = collection_name(&inputs);
    let first = inputs.first().map(Input::name);
    let (inputs, feed, newest) = gather(inputs, reach, findings)?;
    let mut folder_name = feed.title.map(|title| part_line(&title)).or(name);
    let mut reading = Reading { sources: Vec::new(), newest, reach, findings };
    let alone = inputs.len() == 1;
    let of_feed =
        Metadata { description: feed.description, source: feed.source, date: feed.date, ..Metadata::default() };
    let mut settings = Settings::default();
    let mut outline = Outline::default();
    let mut book_folder = None;
    #[cfg_attr(not(feature = "html"), allow(unused_mut, reason = "no book is read then"))]
    let mut book = None;
    for input in inputs {
        let (section, member, listed) = (input.section.clone(), input.origin.member, input.origin.listed.clone());
        if let Some(of_folder) = input.origin.settings.as_ref().filter(|_| alone) {
            settings = of_folder.0.clone();
            book_folder = Some(of_folder.1.clone());
        }
        // What stands at an address may be a book, too.
        let input = match &input.kind {
            InputKind::Address(address) if input.origin.entry.is_none() => {
                let page = reach.page(address);
                let Some(page) = reading.useful(page, member, listed.as_ref())? else { continue };
                Input { forced: input.forced, ..page.into_input() }
            }
            _ => input,
        };
        match input.kind {
            #[cfg(feature = "html")]
            InputKind::Path(path) if epub::is_book(&path) && path.is_file() => {
                let (file, prefix) = (path.display().to_string(), format!("{}/", lexical(&path)));
                let how = epub::How { file: &file, prefix: if alone { "" } else { &prefix }, forced: input.forced };
                let read = epub::read_file(&path, how, &mut reading);
                let Some(read) = reading.useful(read, member, listed.as_ref())? else { continue };
                if read.modified.is_none() {
                    reading.see_time(&path);
                }
                let placed = placed(read, alone, &mut reading, &mut settings, &mut book);
                placed.into_iter().for_each(|entry| outline.push(entry, section.clone()));
            }
            #[cfg(feature = "html")]
            InputKind::Text { name, content: Content::Bytes(bytes) | Content::Fetched(bytes, _), .. }
                if epub::is_archive(&bytes) =>
            {
                let prefix = format!("{name}/");
                let how = epub::How { file: &name, prefix: if alone { "" } else { &prefix }, forced: input.forced };
                let read = epub::read_bytes(bytes, how, &mut reading);
                let Some(read) = reading.useful(read, member, listed.as_ref())? else { continue };
                let placed = placed(read, alone, &mut reading, &mut settings, &mut book);
                placed.into_iter().for_each(|entry| outline.push(entry, section.clone()));
            }
            InputKind::Address(address) => {
                let source = reading.at_address(&address, input.origin.entry);
                let Some(source) = reading.useful(source, member, listed.as_ref())? else { continue };
                outline.push(reading.add(Source { member, ..source }), section);
            }
            InputKind::Text { name, content, format, metadata } => {
                let source = reading.text(name, content, format, *metadata);
                let Some(source) = reading.useful(source, member, listed.as_ref())? else { continue };
                let folder = input.origin.folder.map(Base::Within);
                let base = input.address.map(Base::Web).or(folder).unwrap_or_default();
                let source = Source { base, member, ..source };
                outline.push(reading.add(source), section);
            }
            InputKind::Path(path) if path.is_dir() => {
                let own = Settings::of_folder(&path, reading.findings)?.unwrap_or_default();
                let entries = list_folder(&path, &own, reading.findings)?;
                let name = folder_title(&path);
                let prefix = if alone { String::new() } else { format!("{}/", lexical(&path)) };
                let entries = reading.entries(entries, &prefix)?;
                if alone {
                    reading.see_time(&path.join(SETTINGS_FILE));
                    outline.entries = entries;
                    (folder_name, book_folder) = (Some(part_line(&name)), Some(path));
                    settings = own;
                } else {
                    let title = part_line(&own.metadata.title.unwrap_or(name));
                    outline.push(OutlineEntry::Part { title, entries }, section);
                }
            }
            InputKind::Path(path) | InputKind::List(path) => {
                let source = reading.file(&path, input.origin.relative.unwrap_or_else(|| lexical(&path)));
                let Some(source) = reading.useful(source, member, listed.as_ref())? else { continue };
                outline.push(reading.add(Source { member, ..source }), section);
            }
        }
    }
    if reading.sources.is_empty() {
        return Err(nothing_left(first, reading.findings));
    }
    let Reading { sources, newest, .. } = reading;
    let Settings { metadata, keep_debris, pictures, whole_page, select, .. } = settings;
    // The book of a single entry is that entry.
    let metadata = if sources.len() > 1 { metadata.or(&of_feed) } else { metadata };
    Ok(Collection {
        metadata,
        keep_debris,
        pictures,
        whole_page,
        select,
        sources,
        outline: outline.entries,
        folder_name,
        folder: book_folder,
        newest,
        book,
    })
}

/// The outline of an old book: alone it is the book, among other inputs a part of one.
#[cfg(feature = "html")]
fn placed(
    read: epub::Read,
    alone: bool,
    reading: &mut Reading<'_>,
    settings: &mut Settings,
    book: &mut Option<OldBook>,
) -> Vec<OutlineEntry> {
    let entries = read.sources.into_iter().map(|source| reading.add(source)).collect::<Vec<_>>();
    reading.newest = reading.newest.max(read.modified);
    if alone {
        // What the settings of a folder say of all books in it wins over what each says.
        settings.metadata = std::mem::take(&mut settings.metadata).or(&read.metadata);
        *book = Some(read.book);
        return entries;
    }
    let title = part_line(read.metadata.title.as_deref().unwrap_or_default());
    vec![OutlineEntry::Part { title, entries }]
}

/// When a file was changed last.
fn time_of(path: &Path) -> Option<Modified> {
    let time = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    time.and_then(Modified::from_file_time)
}

/// All inputs, with lists, feeds and JSON Lines taken apart. What is wrong with one article of those leaves it out.
fn gather(
    inputs: Vec<Input>,
    reach: &Reach,
    findings: &mut Findings,
) -> Result<(Vec<Input>, Metadata, Option<Modified>), SourceError> {
    let single = inputs.len() == 1;
    let mut expand = Expand::new(inputs).within(reach.clone()).keeping_folders();
    let mut all = Vec::new();
    while let Some(input) = expand.next() {
        match input {
            Ok(mut input) => {
                // What was noticed when its line was read.
                let Findings { findings: noticed, changes } = std::mem::take(&mut input.origin.findings);
                findings.findings.extend(noticed);
                findings.changes.extend(changes);
                all.push(input);
            }
            Err(error) if expand.is_from_collection() => skipped(&error.to_string(), findings),
            Err(error) => return Err(error),
        }
    }
    findings.findings.extend(expand.take_findings());
    Ok((all, if single { expand.take_feed() } else { Metadata::default() }, expand.newest()))
}

/// Notes that an article of a collection was left out, and why.
pub(crate) fn skipped(why: &str, findings: &mut Findings) {
    findings.note(Code::ArticleSkipped, None, format!("{SKIPPED}{why}"));
}

const SKIPPED: &str = "an article of the collection was left out: ";

/// Why there is no book: nothing was given, or nothing of it can be used.
pub(crate) fn nothing_left(given: Option<String>, findings: &Findings) -> SourceError {
    let first = findings.findings.iter().find(|finding| finding.code == Code::ArticleSkipped);
    match first.and_then(|first| first.message.strip_prefix(SKIPPED)) {
        Some(first) => SourceError::NoneUsable { first: first.to_owned() },
        None if findings.findings.iter().any(|finding| finding.code == Code::EntriesNotWanted) => {
            SourceError::NoneWanted
        }
        None => given.map_or(SourceError::Nothing, |file| SourceError::NothingIn { file }),
    }
}

/// What a single list or file of JSON Lines is called: the title of last resort of what is in it.
fn collection_name(inputs: &[Input]) -> Option<String> {
    let path = match inputs {
        [Input { kind: InputKind::List(path), .. }] => path,
        [Input { kind: InputKind::Path(path), .. }] if expand::is_json_lines(path) && !path.is_dir() => path,
        _ => return None,
    };
    Some(part_line(&path.file_stem()?.to_string_lossy()))
}

/// What has been read so far.
struct Reading<'a> {
    sources: Vec<Source>,
    newest: Option<Modified>,
    reach: &'a Reach,
    findings: &'a mut Findings,
}

impl Reading<'_> {
    /// An article; what cannot be used is an error, unless it is one of a collection: then it is left out. The error names the
    /// line of the list that names the article.
    fn useful<T>(
        &mut self,
        read: Result<T, SourceError>,
        member: bool,
        listed: Option<&Place>,
    ) -> Result<Option<T>, SourceError> {
        match read.map_err(|error| error.listed(listed)) {
            Err(error) if member => {
                skipped(&error.to_string(), self.findings);
                Ok(None)
            }
            read => read.map(Some),
        }
    }

    fn add(&mut self, source: Source) -> OutlineEntry {
        self.sources.push(source);
        OutlineEntry::Article(self.sources.len() - 1)
    }

    fn entries(&mut self, entries: Vec<FolderEntry>, prefix: &str) -> Result<Vec<OutlineEntry>, SourceError> {
        let mut outline = Vec::with_capacity(entries.len());
        for entry in entries {
            outline.push(match entry {
                FolderEntry::Article { path, relative } => {
                    let source = self.file(&path, format!("{prefix}{relative}"))?;
                    self.add(source)
                }
                FolderEntry::Part { title, entries } => {
                    let title = part_line(&title);
                    OutlineEntry::Part { title, entries: self.entries(entries, prefix)? }
                }
            });
        }
        Ok(outline)
    }

    fn see_time(&mut self, path: &Path) {
        self.newest = self.newest.max(time_of(path));
    }

    fn file(&mut self, path: &Path, relative: String) -> Result<Source, SourceError> {
        let file: Arc<str> = path.display().to_string().into();
        let bytes = read_limited(path, &file)?;
        let format = match (Format::of_path(path), path.extension()) {
            (Some(format), _) => Some(format),
            (None, None) => None,
            (None, Some(extension)) => {
                // Before the name is blamed, the bytes may tell more: a picture is no text whatever it is called.
                encoding::decode(bytes, None, &file)?;
                let extension = extension.to_string_lossy().into_owned();
                return Err(SourceError::UnknownFormat { file: file.to_string(), extension });
            }
        };
        self.see_time(path);
        let folder = path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
        let source = self.decoded(file, Content::Bytes(bytes), format, Metadata::default())?;
        let base = folder.map_or(Base::Nowhere, |folder| Base::Folder(folder.to_owned()));
        Ok(Source { path: relative, base, ..source })
    }

    fn text(
        &mut self,
        name: String,
        content: Content,
        format: Option<Format>,
        metadata: Metadata,
    ) -> Result<Source, SourceError> {
        let size = match &content {
            Content::Bytes(bytes) | Content::Fetched(bytes, _) => bytes.len() as u64,
            Content::Text(text) | Content::Recorded(text) => text.len() as u64,
        };
        if size > MAX_FILE_BYTES {
            return Err(SourceError::TooLarge { file: name, size, limit: MAX_FILE_BYTES });
        }
        self.decoded(name.into(), content, format, metadata)
    }

    /// Steps 3 and 4 for one file.
    fn decoded(
        &mut self,
        file: Arc<str>,
        content: Content,
        format: Option<Format>,
        given: Metadata,
    ) -> Result<Source, SourceError> {
        let foreign = matches!(content, Content::Fetched(..) | Content::Recorded(_));
        let decoded = match content {
            Content::Bytes(bytes) => encoding::decode(bytes, format, &file)?,
            Content::Fetched(bytes, charset) => encoding::decode_answer(bytes, format, charset.as_deref(), &file)?,
            Content::Text(text) | Content::Recorded(text) => encoding::Decoded::of_text(encoding::without_mark(text)),
        };
        if let Some(encoding) = decoded.legacy {
            let place = Place { file: Arc::clone(&file), line: None };
            self.findings.note(Code::EncodingDecoded, place, format!("the text was decoded from {encoding}"));
        }
        let place = || Place::new(&file, 0);
        if let Some(message) = decoded.doubted {
            self.findings.note(Code::EncodingDoubted, place(), message);
        }
        let mut text = decoded.text;
        if decoded.visual {
            let markup = format == Some(Format::Html) || format.is_none() && Format::of_text(&text) == Format::Html;
            if visual::is_visual(&text) {
                text = visual::to_logical(&text, markup);
                let message =
                    "the text was stored in the order of the screen (ISO-8859-8) and was turned into that of reading";
                self.findings.note(Code::VisualOrderTurned, place(), message);
            }
        }
        let mut text = self.clean(text, &file);
        if !has_words(&text) {
            return Err(SourceError::Empty { file: file.to_string() });
        }
        let format = format.unwrap_or_else(|| Format::of_text(&text));
        let mut metadata = given;
        let place = Place::new(&file, 0);
        metadata.tidy(&mut |field, c| report_removed(field, c, &place, self.findings));
        let mut first_line = 1;
        if format == Format::Markdown {
            let mut front = front_matter::read_front_matter(&text, &file, self.findings)?;
            if foreign && front.metadata.forget_files() {
                let message = "a cover or font that the front matter names was passed over: the text came from elsewhere, and \
                               names no file here";
                self.findings.note(Code::ValueIgnored, place.clone(), message);
            }
            metadata = metadata.or(&front.metadata);
            first_line = front.first_line;
            text.drain(..front.body);
        }
        Ok(Source {
            path: file.to_string(),
            base: Base::Nowhere,
            file,
            format,
            metadata,
            text,
            first_line,
            member: false,
            page: None,
        })
    }

    /// One kind of line end, and no character that XML forbids; every one of those is a finding and a change.
    fn clean(&mut self, text: String, file: &Arc<str>) -> String {
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        let mut found = 0_usize;
        let cleaned = without_forbidden(&text, |_| found += 1);
        if found == 0 {
            return text;
        }
        let cleaned = cleaned.into_owned();
        let mut first = None;
        let mut line = 1;
        for c in text.chars() {
            if c == '\n' {
                line += 1;
            } else if crate::publication::is_forbidden(c) {
                let place = Place::new(file, line);
                first.get_or_insert_with(|| place.clone());
                self.findings.change(Rule::ForbiddenCharacter, format!("U+{:04X}", u32::from(c)), place);
            }
        }
        let characters = if found == 1 { "character" } else { "characters" };
        let message = format!("{found} {characters} that XML forbids, the first of them here, were removed");
        self.findings.note(Code::CharactersRemoved, first, message);
        cleaned
    }
}

/// A path as links between files name it: with `/`, without `.` and, as far as its own segments allow, without `..`.
fn lexical(path: &Path) -> String {
    let mut segments = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => segments.push(name.to_string_lossy().into_owned()),
            Component::ParentDir if segments.last().is_some_and(|last| last != "..") => _ = segments.pop(),
            Component::ParentDir => segments.push("..".to_owned()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    segments.join("/")
}

/// A title in one line; a folder may be called by nothing that can be read.
fn part_line(title: &str) -> String {
    let line = one_line(title, |_| ());
    if has_words(&line) { line } else { "…".to_owned() }
}

fn folder_title(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let absolute = || path.canonicalize().ok()?.file_name().map(|name| name.to_string_lossy().into_owned());
    name.or_else(absolute).unwrap_or_else(|| "book".to_owned())
}

/// Why a file cannot be read: it is not there, or the system would not let us.
fn unreadable(path: &Path, source: std::io::Error) -> SourceError {
    match source.kind() {
        std::io::ErrorKind::NotFound
        | std::io::ErrorKind::NotADirectory
        | std::io::ErrorKind::InvalidFilename
        | std::io::ErrorKind::InvalidInput => SourceError::NotFound { path: path.to_owned() },
        _ => SourceError::Unreadable { path: path.to_owned(), source },
    }
}

/// Reads a file, at most one byte beyond the limit.
fn read_limited(path: &Path, file: &str) -> Result<Vec<u8>, SourceError> {
    let failed = |source| unreadable(path, source);
    let opened = fs::File::open(path).map_err(failed)?;
    let size = opened.metadata().map_err(failed)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(MAX_FILE_BYTES)).unwrap_or(0));
    opened.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let size = size.max(bytes.len() as u64);
        return Err(SourceError::TooLarge { file: file.to_owned(), size, limit: MAX_FILE_BYTES });
    }
    Ok(bytes)
}
