//! The levels above the text: what each says of its direction, and what its words say.

use std::io::{Read, Seek};

use roxmltree::Node;
use serde::Serialize;

use super::DocumentAudit;
use super::blocks::beginning;
use super::words::Words;
use crate::check::archive::Archive;
use crate::check::package_document::{LocalName, PackageDocument, parse, text_of};
use crate::publication::Direction;

/// What says a direction of its own, outside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LevelKind {
    /// The direction pages turn: declared, else that of most of the text.
    Progression,
    /// The package document.
    Package,
    /// A field of the metadata.
    Metadata,
    /// The navigation document; its entries are blocks of its own audit.
    Navigation,
    /// The NCX.
    Ncx,
    /// An entry of the NCX, or its title.
    NcxLabel,
}

/// One level and its direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Level {
    /// What it is.
    pub kind: LevelKind,
    /// The element: `spine`, `dc:title`, `navLabel` …
    pub element: String,
    /// The beginning of its text, where it has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The direction it stands in, its own or that of what holds it.
    pub direction: Option<Direction>,
    /// Whether that is its own.
    pub own: bool,
    /// Its words; for what speaks of the whole book, those of the spine.
    pub words: Words,
    /// The direction most of its words run.
    pub expected: Option<Direction>,
    /// What its words say, as a phrase.
    pub sign: String,
}

impl Level {
    fn new(kind: LevelKind, element: &str, own: Option<Direction>, around: Option<Direction>, words: Words) -> Self {
        Self {
            kind,
            element: element.to_owned(),
            text: String::new(),
            direction: own.or(around),
            own: own.is_some(),
            words,
            expected: words.majority(),
            sign: words.sign(),
        }
    }

    fn with_text(mut self, text: &str) -> Self {
        self.text = beginning(text);
        self
    }

    /// Whether its words run against it. What says nothing runs from left to right.
    pub fn is_contradicted(&self) -> bool {
        self.expected.is_some_and(|expected| expected != self.direction.unwrap_or(Direction::Ltr))
    }
}

/// Fields whose text is in somebody's language.
const FIELDS: [&str; 8] =
    ["title", "creator", "contributor", "publisher", "description", "subject", "rights", "source"];

pub(super) fn read_levels<R: Read + Seek>(
    archive: &mut Archive<R>,
    package: &PackageDocument,
    words: Words,
    documents: &[DocumentAudit],
) -> Vec<Level> {
    let direction = |said: &Option<String>| said.as_deref().and_then(|said| said.parse().ok());
    let of_package = direction(&package.direction);
    let mut levels = vec![
        Level::new(LevelKind::Progression, "spine", direction(&package.page_progression), None, words),
        Level::new(LevelKind::Package, "package", of_package, None, words),
    ];
    with_root(archive, &package.path, |root| fields(root, of_package, &mut levels));
    let navigation = package.navigation_path();
    if let Some(document) = documents.iter().find(|document| Some(document.path.as_str()) == navigation) {
        levels.push(Level::new(LevelKind::Navigation, "nav", document.direction, None, document.words));
    }
    if let Some(path) = &package.ncx {
        with_root(archive, path, |root| labels(root, &mut levels));
    }
    levels
}

/// A document that cannot be read has been told of elsewhere.
fn with_root<R: Read + Seek>(archive: &mut Archive<R>, path: &str, read: impl FnOnce(Node<'_, '_>)) {
    if let Ok(Some(text)) = archive.text(path)
        && let Ok(document) = parse(path, &text)
    {
        read(document.root_element());
    }
}

fn own_direction(node: Node<'_, '_>) -> Option<Direction> {
    node.attribute("dir").and_then(|dir| dir.parse().ok())
}

fn fields(package: Node<'_, '_>, around: Option<Direction>, levels: &mut Vec<Level>) {
    let metadata = package.children().filter(|node| node.has_tag_name_local("metadata"));
    for field in metadata.flat_map(|metadata| metadata.descendants()) {
        let name = field.tag_name().name();
        if field.is_element() && FIELDS.contains(&name) {
            let text = text_of(field);
            let words = Words::of(&text);
            let level = Level::new(LevelKind::Metadata, &format!("dc:{name}"), own_direction(field), around, words);
            levels.push(level.with_text(&text));
        }
    }
}

fn labels(ncx: Node<'_, '_>, levels: &mut Vec<Level>) {
    let around = own_direction(ncx);
    let (mut words, mut labels) = (Words::default(), Vec::new());
    for label in ncx.descendants().filter(|node| matches!(node.tag_name().name(), "docTitle" | "navLabel")) {
        let text = text_of(label);
        let own = Words::of(&text);
        words.add(own);
        let name = label.tag_name().name();
        labels.push(Level::new(LevelKind::NcxLabel, name, own_direction(label), around, own).with_text(&text));
    }
    levels.push(Level::new(LevelKind::Ncx, "ncx", around, None, words));
    levels.append(&mut labels);
}
