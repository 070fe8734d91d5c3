//! The pages of an old book: bytes → text, what is wrong with it, its stylesheets, and what the page is for.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::archive::BookArchive;
use super::markup::{self, Element};
use super::package::{Package, resolve};
use super::page_list::{self, Marks};
use super::{How, report_fault};
use crate::publication::{Archive, Base, Code, Findings, Metadata, Place};
use crate::source::book::{Entry, Page, PageRole};
use crate::source::input::Content;
use crate::source::{Format, MAX_FILE_BYTES, Reading, Source, SourceError, Styles, encoding};

/// The largest stylesheet that is read, in bytes.
const MOST_STYLES: u64 = 2 << 20;
/// How much of a page its head may be, and how much of its body is looked at to tell what it is for.
const HEAD: usize = 64 << 10;
const START: usize = 2 << 10;

/// Everything that a page is read with.
pub(super) struct Spine<'a> {
    pub(super) archive: &'a BookArchive,
    pub(super) shared: Archive,
    pub(super) package: &'a Package,
    pub(super) roles: &'a [(String, PageRole)],
    pub(super) labels: &'a [Entry],
    pub(super) own: bool,
    pub(super) how: How<'a>,
}

/// Reads all pages of the spine, and the marks of printed pages in them.
pub(super) fn read(spine: &Spine<'_>, reading: &mut Reading<'_>) -> Result<(Vec<Source>, Vec<Entry>), SourceError> {
    let labels = labels(spine.labels);
    let mut sheets = BTreeMap::new();
    let mut marks = Marks::default();
    let mut sources = Vec::with_capacity(spine.package.spine.len());
    for path in &spine.package.spine {
        let file: Arc<str> = format!("{}/{path}", spine.how.file).into();
        let refused = |reason| SourceError::Book { file: spine.how.file.to_owned(), reason };
        let Some(bytes) = spine.archive.bytes(path, MAX_FILE_BYTES).map_err(refused)? else { continue };
        let text = decoded(bytes, &file, reading.findings);
        if text.trim().is_empty() {
            reading.findings.note(Code::BookPartLeftOut, Place::new(&file, 0), "the page is empty and was left out");
            continue;
        }
        if !spine.own {
            report(&text, &file, reading.findings);
            marks.add(page_list::from_marks(&text, path));
        }
        let head = markup::read(head_of(&text));
        let role = role(spine, path, &text);
        let styles = if spine.own { Arc::default() } else { styles(&head, path, spine.archive, &mut sheets) };
        let source = reading.decoded(file, Content::Text(text), Some(Format::Html), Metadata::default())?;
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let page = Page {
            role,
            label: labels.get(path.as_str()).map(|label| (*label).to_owned()),
            styles,
            language: spine.package.metadata.language.clone(),
            cover: spine.package.cover.clone(),
            own: spine.own,
            describes_pictures: spine.package.metadata.describes_pictures,
        };
        sources.push(Source {
            path: format!("{}{path}", spine.how.prefix),
            base: Base::Archive { archive: spine.shared.clone(), folder },
            page: Some(Box::new(page)),
            ..source
        });
    }
    Ok((sources, marks.list()))
}

/// What the contents call each page: the first entry that leads to its beginning, else the first that leads to it.
fn labels(entries: &[Entry]) -> BTreeMap<&str, &str> {
    fn collect<'a>(entries: &'a [Entry], whole: bool, labels: &mut BTreeMap<&'a str, &'a str>) {
        for entry in entries {
            if let Some(target) = entry.target.as_ref().filter(|target| !whole || target.fragment.is_none()) {
                labels.entry(&target.path).or_insert(&entry.label);
            }
            collect(&entry.children, whole, labels);
        }
    }
    let mut labels = BTreeMap::new();
    collect(entries, true, &mut labels);
    collect(entries, false, &mut labels);
    labels
}

/// A page as text. Where a few bytes are damaged, the rest is still what somebody wrote.
fn decoded(bytes: Vec<u8>, file: &Arc<str>, findings: &mut Findings) -> String {
    let place = Place::new(file, 0);
    let copy = bytes.clone();
    match encoding::decode(bytes, Some(Format::Html), file) {
        Ok(decoded) => {
            if let Some(encoding) = decoded.legacy {
                findings.note(Code::EncodingDecoded, place, format!("the text was decoded from {encoding}"));
            }
            decoded.text
        }
        Err(error) => {
            let text = String::from_utf8_lossy(&copy).into_owned();
            let lost = text.matches('\u{FFFD}').count();
            let message = format!("{lost} characters are damaged and stand as U+FFFD ({error})");
            findings.note(Code::BookEncoding, place, message);
            text
        }
    }
}

/// Notes what is wrong with the markup of a page.
fn report(text: &str, file: &Arc<str>, findings: &mut Findings) {
    let (fault, doubled) = markup::check(text);
    if let Some(fault) = fault {
        report_fault(&fault, file, findings);
    }
    if let Some(id) = doubled {
        let message = format!("the id `{id}` stands on the page twice; links lead to the first");
        findings.note(Code::BookDuplicateIds, Place::new(file, 0), message);
    }
}

fn head_of(text: &str) -> &str {
    let start = &text[..text.floor_char_boundary(HEAD)];
    &start[..body_at(start)]
}

fn body_at(text: &str) -> usize {
    text.find("<body").or_else(|| text.find("<BODY")).unwrap_or(text.len())
}

/// The rules of all stylesheets that a page names.
fn styles(
    head: &Element,
    path: &str,
    archive: &BookArchive,
    sheets: &mut BTreeMap<Vec<String>, Arc<Styles>>,
) -> Arc<Styles> {
    let mut names = Vec::new();
    head.each_below(&mut |element| match element.name.as_str() {
        "link" if element.has_word("rel", "stylesheet") => {
            let named = element.attribute("href").and_then(|href| resolve(path, href));
            names.extend(named.and_then(|(named, _)| archive.find(&named)).map(str::to_owned));
        }
        // A sheet in the page itself is known by its words.
        "style" => names.push(format!("\u{0}{}", element.text())),
        _ => {}
    });
    let known = sheets.entry(names.clone()).or_insert_with(|| {
        let mut styles = Styles::default();
        for name in &names {
            match name.strip_prefix('\u{0}') {
                Some(sheet) => styles.add(sheet),
                None => {
                    let bytes = archive.bytes(name, MOST_STYLES).ok().flatten().unwrap_or_default();
                    styles.add(&String::from_utf8_lossy(&bytes));
                }
            }
        }
        Arc::new(styles)
    });
    Arc::clone(known)
}

/// What a page is for: as its own markup says, else as the book says of it.
fn role(spine: &Spine<'_>, path: &str, text: &str) -> Option<PageRole> {
    let body = &text[body_at(text)..];
    let start = markup::read(&body[..body.floor_char_boundary(START)]);
    let outer = start.child("body").map(|body| {
        // What the whole page is, it says on `body` or on the one section in it.
        [Some(body), body.children().next()]
    });
    let has = |kind: &str| outer.iter().flatten().flatten().any(|element| element.has_word("type", kind));
    let by_markup = if has("cover") {
        Some(PageRole::Cover)
    } else if has("titlepage") {
        Some(PageRole::TitlePage)
    } else if has("toc") {
        Some(PageRole::Contents)
    } else if spine.own && has("colophon") && text.contains("class=\"made-with\"") {
        Some(PageRole::Colophon)
    } else if spine.own && has("part") {
        Some(PageRole::Part)
    } else {
        None
    };
    by_markup.or_else(|| spine.roles.iter().find(|(known, _)| known == path).map(|(_, role)| *role))
}
