//! The contents twice: as navigation document (EPUB 3.3, section 7) and as NCX, for readers of EPUB 2.

use std::borrow::Cow;
use std::collections::HashMap;

use askama::Template;

use super::{About, NAVIGATION_DOCUMENT};
use crate::bidi::{markup, with_isolates};
use crate::chapters::{ContentDocument, ContentsEntry, page_style};
use crate::publication::{ContainerPath, Direction, DocumentRole};
use crate::resources::{Fonts, stylesheet_path};

#[derive(Template)]
#[template(path = "nav.xhtml", escape = "html")]
struct NavigationTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    style: String,
    stylesheet: String,
    title: &'a str,
    entries: Vec<EntryTemplate<'a>>,
    pages: Vec<EntryTemplate<'a>>,
    landmarks: Vec<Landmark<'a>>,
}

#[derive(Template)]
#[template(path = "nav-entry.xhtml", escape = "html")]
struct EntryTemplate<'a> {
    href: String,
    language: Option<&'a str>,
    direction: Option<&'a str>,
    /// The words as XHTML.
    label: String,
    children: Vec<EntryTemplate<'a>>,
}

/// A place that readers offer a shortcut to.
pub(super) struct Landmark<'a> {
    pub(super) kind: &'static str,
    pub(super) href: String,
    pub(super) label: &'a str,
}

#[derive(Template)]
#[template(path = "toc.ncx", escape = "html")]
struct NcxTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    identifier: &'a str,
    title: Cow<'a, str>,
    depth: usize,
    points: Vec<PointTemplate<'a>>,
}

#[derive(Template)]
#[template(path = "nav-point.ncx", escape = "html")]
struct PointTemplate<'a> {
    number: usize,
    order: usize,
    language: Option<&'a str>,
    direction: Option<&'a str>,
    label: Cow<'a, str>,
    src: String,
    children: Vec<PointTemplate<'a>>,
}

/// What the navigation document lists.
pub(super) struct Listed<'a> {
    pub(super) contents: &'a [ContentsEntry],
    /// The printed pages, where the source has any.
    pub(super) pages: &'a [ContentsEntry],
}

/// Writes the navigation document.
pub(super) fn navigation_document(
    documents: &[ContentDocument],
    listed: &Listed<'_>,
    in_spine: bool,
    fonts: &Fonts,
    about: &About<'_>,
) -> String {
    let font = fonts.class(fonts.start(None, &about.language.value, about.direction.value), None);
    let template = NavigationTemplate {
        language: about.language.value.as_str(),
        direction: about.direction.value.as_str(),
        style: page_style(&about.language.value, font),
        stylesheet: ContainerPath::own(NAVIGATION_DOCUMENT).href_to(&stylesheet_path(about.direction.value)),
        title: about.labels.contents,
        entries: listed.contents.iter().map(|of| entry(of, about.direction.value)).collect(),
        pages: listed.pages.iter().map(|of| entry(of, about.direction.value)).collect(),
        landmarks: landmarks(documents, in_spine, about),
    };
    // Rendering into memory has no way to fail.
    template.render().unwrap_or_default()
}

fn entry(entry_of: &ContentsEntry, book: Direction) -> EntryTemplate<'_> {
    EntryTemplate {
        href: href(entry_of),
        language: entry_of.language.as_ref().map(|language| language.as_str()),
        direction: entry_of.direction.map(|direction| direction.as_str()),
        label: markup(&entry_of.label, entry_of.direction.unwrap_or(book)),
        children: entry_of.children.iter().map(|child| entry(child, book)).collect(),
    }
}

fn href(entry: &ContentsEntry) -> String {
    match &entry.fragment {
        Some(fragment) => format!("{}#{fragment}", entry.path),
        None => entry.path.to_string(),
    }
}

/// Cover, contents, beginning of the text: those that the book has. The contents are a landmark only as a page of the
/// book (EPUBCheck RSC-011).
pub(super) fn landmarks<'a>(documents: &[ContentDocument], in_spine: bool, about: &About<'a>) -> Vec<Landmark<'a>> {
    let first =
        |role| documents.iter().find(|document| document.role == role).map(|document| document.path.to_string());
    let labels = about.labels;
    let contents = in_spine.then(|| NAVIGATION_DOCUMENT.to_owned());
    let places = [
        ("cover", first(DocumentRole::Cover), labels.cover),
        ("titlepage", first(DocumentRole::TitlePage), labels.title_page),
        ("toc", contents, labels.contents),
        ("bodymatter", first(DocumentRole::Chapter), labels.text),
        ("colophon", first(DocumentRole::Colophon), labels.colophon),
    ];
    let places = places.into_iter().filter_map(|(kind, href, label)| Some(Landmark { kind, href: href?, label }));
    places.collect()
}

/// Writes the NCX.
pub(super) fn ncx(contents: &[ContentsEntry], about: &About<'_>) -> String {
    let mut order = Order::default();
    let template = NcxTemplate {
        language: about.language.value.as_str(),
        direction: about.direction.value.as_str(),
        identifier: about.identity.identifier.value.as_str(),
        title: with_isolates(&about.description.title, about.direction.value),
        depth: depth(contents),
        points: contents.iter().map(|entry| point(entry, about.direction.value, &mut order)).collect(),
    };
    template.render().unwrap_or_default()
}

/// The numbers of entries: each has one of its own, and one that it shares with those that lead to the same place.
#[derive(Default)]
struct Order {
    entries: usize,
    places: HashMap<String, usize>,
}

fn point<'a>(entry: &'a ContentsEntry, book: Direction, order: &mut Order) -> PointTemplate<'a> {
    let (src, next) = (href(entry), order.places.len() + 1);
    order.entries += 1;
    PointTemplate {
        number: order.entries,
        order: *order.places.entry(src.clone()).or_insert(next),
        language: entry.language.as_ref().map(|language| language.as_str()),
        direction: entry.direction.map(|direction| direction.as_str()),
        label: with_isolates(&entry.label, entry.direction.unwrap_or(book)),
        src,
        children: entry.children.iter().map(|child| point(child, book, order)).collect(),
    }
}

fn depth(contents: &[ContentsEntry]) -> usize {
    contents.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
