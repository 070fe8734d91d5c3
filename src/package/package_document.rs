//! The package document (EPUB 3.3, section 5), the container file and Apple's display options.

use std::borrow::Cow;

use askama::Template;

use super::accessibility::{Accessibility, accessibility};
use super::identity::is_position;
use super::navigation::{Landmark, landmarks};
use super::{About, FOLDER, NAVIGATION_DOCUMENT, NCX, PACKAGE_DOCUMENT};
use crate::bidi;
use crate::chapters::ContentDocument;
use crate::publication::{ContainerPath, Contributor, Direction, DocumentRole, MediaType};
use crate::resources::{Resource, Resources};

#[derive(Template)]
#[template(path = "content.opf", escape = "html")]
struct PackageTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    rtl: bool,
    identifier: &'a str,
    identifiers: &'a [String],
    modified: String,
    title: Words<'a>,
    subtitle: Option<Words<'a>>,
    creators: Vec<Person<'a>>,
    contributors: Vec<Person<'a>>,
    publisher: Option<Words<'a>>,
    source: Option<Words<'a>>,
    rights: Option<Words<'a>>,
    description: Option<Words<'a>>,
    subjects: Vec<Words<'a>>,
    issue: Option<Words<'a>>,
    date: Option<&'a str>,
    series: Option<Words<'a>>,
    position: Option<&'a str>,
    accessibility: Accessibility,
    page_source: Option<&'a str>,
    fonts: bool,
    cover: Option<String>,
    items: Vec<Item>,
    spine: Vec<String>,
    guide: Vec<Landmark<'a>>,
}

/// A field with its own direction, and with the book's language where it runs the same way.
struct Words<'a> {
    text: Cow<'a, str>,
    language: Option<&'a str>,
    direction: &'a str,
}

/// An address as programs read it: without signs of direction, and itself from left to right.
fn address(text: &str) -> Words<'_> {
    Words { text: Cow::Borrowed(text), language: None, direction: Direction::Ltr.as_str() }
}

struct Person<'a> {
    id: String,
    name: Words<'a>,
    role: &'static str,
    file_as: Option<&'a str>,
}

struct Item {
    id: String,
    href: String,
    media_type: &'static str,
    properties: Option<&'static str>,
}

/// Writes the package document.
pub(super) fn package_document(
    documents: &[ContentDocument],
    resources: &Resources,
    contents_page: bool,
    page_source: Option<&str>,
    about: &About<'_>,
) -> String {
    let metadata = &about.description.metadata;
    let words = |text| words(text, about);
    let series = metadata.series.as_ref();
    let position = series.and_then(|series| series.position.as_deref()).filter(|position| is_position(position));
    let template = PackageTemplate {
        language: about.language.value.as_str(),
        direction: about.direction.value.as_str(),
        rtl: about.direction.value == Direction::Rtl,
        identifier: about.identity.identifier.value.as_str(),
        identifiers: &metadata.identifiers,
        modified: about.identity.modified.value.to_string(),
        title: words(&about.description.title),
        subtitle: metadata.subtitle.as_deref().map(words),
        creators: people(&metadata.creators, "creator", about),
        contributors: people(&metadata.contributors, "contributor", about),
        publisher: metadata.publisher.as_deref().map(words),
        source: metadata.source.as_deref().map(|source| match metadata.source_url() {
            Some(_) => address(source),
            None => words(source),
        }),
        rights: metadata.rights.as_deref().map(words),
        description: metadata.description.as_deref().map(words),
        subjects: metadata.subjects.iter().map(|subject| words(subject)).collect(),
        issue: metadata.issue.as_deref().map(words),
        date: metadata.date.as_ref().map(|date| date.as_str()),
        series: series.map(|series| words(&series.name)),
        position,
        accessibility: accessibility(documents, resources, page_source.is_some(), about),
        page_source,
        fonts: resources.fonts.any(),
        cover: resources.cover.as_ref().map(|cover| cover.resource.path.to_id()),
        items: items(documents, resources),
        spine: documents.iter().map(|document| document.path.to_id()).collect(),
        guide: guide(documents, contents_page, about),
    };
    // Rendering into memory has no way to fail.
    template.render().unwrap_or_default()
}

fn words<'a>(text: &'a str, about: &About<'a>) -> Words<'a> {
    let book = about.direction.value;
    let direction = bidi::direction_in(text, book);
    let language = (direction == about.language.value.direction()).then(|| about.language.value.as_str());
    let text = bidi::with_isolates(text, direction);
    Words { text, language, direction: direction.as_str() }
}

fn people<'a>(people: &'a [Contributor], kind: &str, about: &About<'a>) -> Vec<Person<'a>> {
    let person = |(at, person): (usize, &'a Contributor)| Person {
        id: format!("{kind}-{}", at + 1),
        name: words(&person.name, about),
        role: person.role.code(),
        file_as: person.file_as.as_deref(),
    };
    people.iter().enumerate().map(person).collect()
}

fn items(documents: &[ContentDocument], resources: &Resources) -> Vec<Item> {
    let item = |path: &ContainerPath, media_type: MediaType, properties| Item {
        id: path.to_id(),
        href: path.to_string(),
        media_type: media_type.as_str(),
        properties,
    };
    let mut items = vec![
        item(&ContainerPath::own(NAVIGATION_DOCUMENT), MediaType::Xhtml, Some("nav")),
        Item { id: "ncx".to_owned(), href: NCX.to_owned(), media_type: MediaType::Ncx.as_str(), properties: None },
    ];
    for document in documents.iter().filter(|document| document.role != DocumentRole::Contents) {
        let properties = match document.role {
            // Its picture stands in an SVG element.
            DocumentRole::Cover => Some("svg"),
            _ => document.formulas.then_some("mathml"),
        };
        items.push(item(&document.path, MediaType::Xhtml, properties));
    }
    let resource = |resource: &Resource, properties| item(&resource.path, resource.media_type, properties);
    items.extend(resources.all.iter().map(|other| resource(other, None)));
    items.extend(resources.cover.iter().map(|cover| resource(&cover.resource, Some("cover-image"))));
    items
}

/// The landmarks under the names EPUB 2 had for them.
fn guide<'a>(documents: &[ContentDocument], contents_page: bool, about: &About<'a>) -> Vec<Landmark<'a>> {
    let mut guide = landmarks(documents, contents_page, about);
    for landmark in &mut guide {
        landmark.kind = match landmark.kind {
            "titlepage" => "title-page",
            "bodymatter" => "text",
            kind => kind,
        };
    }
    guide
}

#[derive(Template)]
#[template(path = "container.xml", escape = "html")]
struct ContainerTemplate {
    path: String,
}

/// Writes the container file (OCF, section 4.2.6.3.1).
pub(super) fn container() -> String {
    ContainerTemplate { path: format!("{FOLDER}/{PACKAGE_DOCUMENT}") }.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "com.apple.ibooks.display-options.xml", escape = "html")]
struct DisplayOptionsTemplate {
    fonts: bool,
}

/// Writes the options that let Apple Books use the fonts of a book, where it has any.
pub(super) fn display_options(fonts: bool) -> String {
    DisplayOptionsTemplate { fonts }.render().unwrap_or_default()
}
