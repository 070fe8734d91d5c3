//! EPUB 2 and 3 as an input: an old book → its pages as [`Source`]s, in the order they are read, with what the book says
//! about itself and about the places in it. What is broken is read as it was meant, and reported.
//!
//! 1. `archive` opens the container, of which nothing is believed; `error` says why a book is not read.
//! 2. `container` finds the package document and the signs of protection.
//! 3. `package` reads which pages there are; `metadata` what is said of the book; `contents` its contents and its list of
//!    printed pages, `page_list` that list where it stands elsewhere.
//! 4. `pages` reads the pages: encoding, faults, stylesheets, what each is for.
//!
//! `markup` reads the small documents, well-formed or not. What is in the pages themselves is step 2's to read.

mod archive;
mod container;
mod contents;
mod error;
mod markup;
mod metadata;
mod package;
mod page_list;
mod pages;

use std::fs::File;
use std::io::{BufReader, Cursor};
use std::path::Path;
use std::sync::Arc;

pub use error::BookRefusal;

use archive::{BookArchive, Bytes};
use container::MOST_DOCUMENT;
use package::Package;

use super::book::{Entry, OldBook, OldCover, PageRole};
use super::{Reading, Source, SourceError, encoding};
use crate::publication::{Archive, Code, CoverSetting, Findings, Identifier, Metadata, Modified, Place};

/// The largest picture of a cover, in bytes.
const MOST_COVER: u64 = 32 << 20;

/// An old book, read.
pub(super) struct Read {
    /// What is said about the book.
    pub(super) metadata: Metadata,
    /// Its pages in reading order.
    pub(super) sources: Vec<Source>,
    /// What it says of the places in it.
    pub(super) book: OldBook,
    /// When it was last changed, as it says itself.
    pub(super) modified: Option<Modified>,
}

/// How an old book is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct How<'a> {
    /// What messages call it.
    pub(super) file: &'a str,
    /// What stands before its paths in links, where it is one input of several.
    pub(super) prefix: &'a str,
    /// Whether the text is taken out of a fixed layout.
    pub(super) forced: bool,
}

/// Whether bytes are an archive, as an EPUB is.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a path is that of a book.
pub(super) fn is_book(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("epub"))
}

/// Reads the book in a file.
pub(super) fn read_file(path: &Path, how: How<'_>, reading: &mut Reading<'_>) -> Result<Read, SourceError> {
    let file = File::open(path).map_err(|error| super::unreadable(path, error))?;
    read_archive(Box::new(BufReader::new(file)), how, reading)
}

/// Reads the book in memory.
pub(super) fn read_bytes(bytes: Vec<u8>, how: How<'_>, reading: &mut Reading<'_>) -> Result<Read, SourceError> {
    read_archive(Box::new(Cursor::new(bytes)), how, reading)
}

fn read_archive(bytes: Box<dyn Bytes>, how: How<'_>, reading: &mut Reading<'_>) -> Result<Read, SourceError> {
    let refused = |reason| SourceError::Book { file: how.file.to_owned(), reason };
    let archive = Arc::new(BookArchive::open(bytes).map_err(refused)?);
    let (package, book, faults) = {
        let mut reader = Reader { archive: &archive, file: how.file, findings: reading.findings };
        plan(&mut reader, how).map_err(refused)?
    };
    let Plan { package, contents, pages, roles } = (package, book, faults).into();
    let own = is_own(&package);
    let cover = cover(&archive, &package, own, how, reading.findings);
    let spine = pages::Spine {
        archive: &archive,
        shared: Archive::new(Arc::clone(&archive) as _),
        package: &package,
        roles: &roles,
        labels: &contents,
        own,
        how,
    };
    let (sources, marks) = pages::read(&spine, reading)?;
    let pages = if pages.is_empty() { marks } else { pages };
    if sources.is_empty() {
        return Err(refused(BookRefusal::Empty));
    }
    let mut metadata = package.metadata.metadata.clone();
    let mut modified = package.metadata.modified;
    if own {
        has_own_pages(&sources, &mut metadata, cover.is_some());
        metadata.modified = modified.take();
        metadata.language.clone_from(&package.metadata.language);
        metadata.direction = package.metadata.direction;
    }
    let page_source = package.metadata.page_source.clone();
    let book = OldBook { contents, pages, page_source, own, cover };
    Ok(Read { metadata, sources, book, modified })
}

/// The package, the places in it, and what pages are for.
type Planned = (Package, contents::Places, Vec<(String, PageRole)>);

/// What is known before the pages are read.
struct Plan {
    package: Package,
    contents: Vec<Entry>,
    pages: Vec<Entry>,
    roles: Vec<(String, PageRole)>,
}

impl From<Planned> for Plan {
    fn from((package, places, roles): Planned) -> Self {
        Self { package, contents: places.contents, pages: places.pages, roles }
    }
}

fn plan(reader: &mut Reader<'_>, how: How<'_>) -> Result<Planned, BookRefusal> {
    let obfuscated = container::obfuscated_fonts(reader.archive)?;
    if !reader.archive.names().any(container::is_text) {
        return Err(BookRefusal::NotBook);
    }
    if let Some(fault) = reader.archive.mimetype {
        reader.note(Code::BookMimetype, "mimetype", format!("{fault}; it was read all the same"));
    }
    let odd = reader.archive.odd_names();
    if let Some(first) = odd.first() {
        let message = format!("{} entries have names such as `{first}`, which no reader understands", odd.len());
        reader.note(Code::BookPaths, first, message);
    }
    let path = container::package_path(reader)?;
    let text = match &path {
        Some(path) => reader.document(path)?,
        None => None,
    };
    let path = path.unwrap_or_default();
    if let Some(text) = &text
        && let (Some(fault), _) = markup::check(text)
    {
        reader.fault(&fault, &path);
    }
    let tree = text.as_deref().map(markup::read);
    let mut package = package::read(tree.as_ref().filter(|tree| tree.find("package").is_some()), &path, reader);
    let fixed = package.fixed || has_fixed_display(reader)?;
    if fixed && !how.forced {
        return Err(BookRefusal::FixedLayout);
    }
    if fixed {
        reader.note(
            Code::BookFixedLayout,
            &path,
            "the book has a fixed layout; its text was taken, its pages were not",
        );
    }
    if package.spine.is_empty() {
        return Err(BookRefusal::Empty);
    }
    let mut places = contents::read(package.navigation.as_deref(), package.ncx.as_deref(), reader)?;
    if places.pages.is_empty()
        && let Some(path) = &package.page_map
        && let Some(text) = reader.document(path)?
    {
        places.pages = page_list::from_map(&markup::read(&text), path);
    }
    as_they_are_named(&mut places.contents, reader.archive);
    as_they_are_named(&mut places.pages, reader.archive);
    if places.contents.is_empty() {
        let message = "the book has no contents that could be read; they were made of its headings";
        reader.note(Code::BookNavigation, &path, message);
    }
    let same = |uid: &str| {
        package.metadata.unique.as_deref().is_none_or(|unique| Identifier::given(uid) == Identifier::given(unique))
    };
    if let Some(uid) = places.uid.as_deref().filter(|uid| !same(uid)) {
        let unique = package.metadata.unique.as_deref().unwrap_or_default();
        let message = format!("the NCX names another identifier, `{uid}`; that of the package counts, `{unique}`");
        reader.note(Code::BookUid, package.ncx.as_deref().unwrap_or(&path), message);
    }
    let roles = roles(&package, &places, reader.archive);
    if !is_own(&package) {
        report_left_out(&mut package, &obfuscated, reader);
    }
    Ok((package, places, roles))
}

/// Gives the targets of entries the names that their files have in the archive.
fn as_they_are_named(entries: &mut [Entry], archive: &BookArchive) {
    for entry in entries {
        if let Some(target) = &mut entry.target
            && let Some(known) = archive.find(&target.path)
        {
            known.clone_into(&mut target.path);
        }
        as_they_are_named(&mut entry.children, archive);
    }
}

/// What pages are for: by the landmarks, then the guide; the navigation document is the contents.
fn roles(package: &Package, places: &contents::Places, archive: &BookArchive) -> Vec<(String, PageRole)> {
    let mut roles = Vec::new();
    for (kind, path) in places.landmarks.iter().chain(&package.guide) {
        let role = match kind.as_str() {
            "cover" => PageRole::Cover,
            "titlepage" | "title-page" => PageRole::TitlePage,
            "toc" => PageRole::Contents,
            _ => continue,
        };
        if let Some(path) = archive.find(path) {
            roles.push((path.to_owned(), role));
        }
    }
    roles.extend(package.navigation.iter().map(|path| (path.clone(), PageRole::Contents)));
    roles
}

/// Whether Warraq made the book: told by the names of its files, which no other program gives.
fn is_own(package: &Package) -> bool {
    let own = |path: &String| {
        let Some(name) = path.strip_prefix("OEBPS/") else { return false };
        let numbered = |name: &str, start: &str, digits: usize| {
            let Some(rest) = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(".xhtml")) else {
                return false;
            };
            let number = rest.split('-').next().unwrap_or(rest);
            number.len() >= digits && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        };
        matches!(name, "nav.xhtml" | "text/cover.xhtml" | "text/title.xhtml" | "text/colophon.xhtml")
            || numbered(name, "text/ch", 4)
            || numbered(name, "text/part", 3)
    };
    package.path == "OEBPS/content.opf"
        && package.navigation.as_deref() == Some("OEBPS/nav.xhtml")
        && package.ncx.as_deref() == Some("OEBPS/toc.ncx")
        && package.spine.iter().all(own)
}

/// Cover, title page and colophon are made again where Warraq's own book had them.
fn has_own_pages(sources: &[Source], metadata: &mut Metadata, has_cover: bool) {
    let has = |role| sources.iter().any(|source| source.page.as_ref().is_some_and(|page| page.role == Some(role)));
    metadata.title_page = Some(has(PageRole::TitlePage));
    metadata.colophon = Some(has(PageRole::Colophon));
    if !has_cover {
        metadata.cover = Some(CoverSetting::LeftOut);
    }
}

/// The picture of the cover, where the book has one that can be read.
fn cover(
    archive: &BookArchive,
    package: &Package,
    own: bool,
    how: How<'_>,
    findings: &mut Findings,
) -> Option<OldCover> {
    let path = package.cover.as_deref()?;
    match archive.bytes(path, MOST_COVER) {
        Ok(Some(bytes)) => Some(OldCover {
            path: path.to_owned(),
            name: format!("{}/{path}", how.file),
            bytes: bytes.into(),
            drawn: own && package.metadata.textual,
        }),
        Ok(None) => None,
        Err(refusal) => {
            let message = format!("the picture of the cover was left out: {refusal}");
            findings.note(Code::PictureLeftOut, Place::new(&how.file.into(), 0), message);
            None
        }
    }
}

fn has_fixed_display(reader: &mut Reader<'_>) -> Result<bool, BookRefusal> {
    let Some(text) = reader.document("META-INF/com.apple.ibooks.display-options.xml")? else { return Ok(false) };
    let options = markup::read(&text);
    Ok(options
        .all("option")
        .iter()
        .any(|option| option.attribute("name") == Some("fixed-layout") && option.text() == "true"))
}

/// Says once for each kind what no new book takes over.
fn report_left_out(package: &mut Package, obfuscated: &[String], reader: &mut Reader<'_>) {
    let kinds: [(&[&str], &str); 3] = [
        (&[".js"], "scripts"),
        (&[".mp3", ".m4a", ".mp4", ".ogg", ".webm", ".wav", ".smil"], "sounds and films"),
        (&[".pdf", ".swf", ".ttml", ".vtt"], "other media"),
    ];
    let count = |ends: &[&str]| {
        let names = reader.archive.names().map(str::to_ascii_lowercase);
        names.filter(|name| ends.iter().any(|end| name.ends_with(end))).count()
    };
    let fonts = count(&[".ttf", ".otf", ".woff", ".woff2", ".ttc"]);
    let sheets = count(&[".css"]);
    let left_out = kinds.map(|(ends, what)| (count(ends), what));
    let path = package.path.clone();
    for (count, what) in left_out.into_iter().filter(|(count, _)| *count > 0) {
        reader.note(Code::BookPartLeftOut, &path, format!("{what} were left out ({count} files)"));
    }
    if !obfuscated.is_empty() {
        let message =
            format!("{} fonts are obfuscated and were left out; the new book has fonts of its own", obfuscated.len());
        reader.note(Code::BookFonts, &path, message);
    } else if fonts > 0 {
        reader.note(Code::BookFonts, &path, format!("{fonts} fonts were left out; the new book has fonts of its own"));
    }
    if sheets > 0 {
        let message = "the old styling was left out, but for direction, emphasis, centred lines and what is hidden";
        reader.note(Code::BookStyles, &path, message);
    }
}

/// Reads the small documents of a book and notes what is wrong with it.
struct Reader<'a> {
    archive: &'a BookArchive,
    file: &'a str,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    /// A document as text, in whatever encoding; `None` when it is not there.
    fn document(&mut self, path: &str) -> Result<Option<String>, BookRefusal> {
        let Some(name) = self.archive.find(path) else { return Ok(None) };
        let Some(bytes) = self.archive.bytes(name, MOST_DOCUMENT)? else { return Ok(None) };
        let lossy = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Some(match encoding::decode(bytes, Some(super::Format::Html), path) {
            Ok(decoded) => decoded.text,
            Err(_) => lossy,
        }))
    }

    fn note(&mut self, code: Code, path: &str, message: impl Into<String>) {
        let place = if path.is_empty() { self.file.to_owned() } else { format!("{}/{path}", self.file) };
        self.findings.note(code, Place::new(&place.into(), 0), message);
    }

    /// Notes what is not well-formed in a document.
    fn fault(&mut self, fault: &markup::Fault, path: &str) {
        let file: Arc<str> = format!("{}/{path}", self.file).into();
        report_fault(fault, &file, self.findings);
    }
}

/// Notes what is not well-formed in a file.
fn report_fault(fault: &markup::Fault, file: &Arc<str>, findings: &mut Findings) {
    match fault {
        markup::Fault::Entity(name, line) => {
            let message = format!("`&{name};` is no reference that XML knows; it was read as in HTML");
            findings.note(Code::BookEntities, Place::new(file, *line), message);
        }
        markup::Fault::IllFormed(error, line) => {
            let message = format!("it is not well-formed ({error}); it was read as browsers do");
            findings.note(Code::BookIllFormed, Place::new(file, *line), message);
        }
    }
}
