//! The package document: metadata, manifest, spine.

use std::io::{Read, Seek};

use roxmltree::{Document, Node, ParsingOptions};
use serde::Serialize;

use super::archive::Archive;
use super::{CheckError, Problems};

const DC: &str = "http://purl.org/dc/elements/1.1/";

/// What a book says about itself.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct PublicationMetadata {
    /// The version of the package document.
    pub version: String,
    /// The unique identifier.
    pub identifier: Option<String>,
    /// All titles, the main one first.
    pub titles: Vec<String>,
    /// Who made it.
    pub creators: Vec<Person>,
    /// Who helped.
    pub contributors: Vec<Person>,
    /// All languages.
    pub languages: Vec<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The source.
    pub source: Option<String>,
    /// The rights.
    pub rights: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The subjects.
    pub subjects: Vec<String>,
    /// The date of issue.
    pub date: Option<String>,
    /// The time of the last change.
    pub modified: Option<String>,
    /// The accessibility properties, as name and value.
    pub accessibility: Vec<(String, String)>,
}

/// A person and what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The MARC relator code, where one is given.
    pub role: Option<String>,
}

/// A file of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManifestItem {
    /// Its path from the container's root.
    pub path: String,
    /// Its media type, as the manifest says.
    pub media_type: String,
    /// Its properties.
    pub properties: Vec<String>,
    /// Its size in bytes, uncompressed, as the container says; `None` when it is not there.
    pub bytes: Option<u64>,
}

pub(super) struct PackageDocument {
    pub(super) path: String,
    pub(super) metadata: PublicationMetadata,
    pub(super) direction: Option<String>,
    pub(super) page_progression: Option<String>,
    pub(super) manifest: Vec<ManifestItem>,
    /// The paths of the spine, in reading order.
    pub(super) spine: Vec<String>,
    /// The path of the NCX.
    pub(super) ncx: Option<String>,
}

impl PackageDocument {
    pub(super) fn read<R: Read + Seek>(archive: &mut Archive<R>, problems: &mut Problems) -> Result<Self, CheckError> {
        let path = rootfile(archive)?;
        let text = archive.text(&path)?.ok_or(CheckError::NoPackage("its package document is not there"))?;
        let document = parse(&path, &text)?;
        let package = document.root_element();
        let manifest = manifest(package, &path, archive, problems);
        let spine_element = child(package, "spine");
        let by_id = |id: &str| {
            let items = child(package, "manifest")?;
            let item = items.children().find(|item| item.attribute("id") == Some(id))?;
            Some(resolve(&path, item.attribute("href")?))
        };
        let mut spine = Vec::new();
        for reference in spine_element.iter().flat_map(Node::children).filter(Node::is_element) {
            match reference.attribute("idref").and_then(by_id) {
                Some(item) => spine.push(item),
                None => problems.add(&path, "the spine names something that is not in the manifest"),
            }
        }
        let ncx = spine_element.and_then(|spine| spine.attribute("toc")).and_then(by_id);
        Ok(Self {
            metadata: metadata(package),
            direction: package.attribute("dir").map(str::to_owned),
            page_progression: spine_element
                .and_then(|spine| spine.attribute("page-progression-direction"))
                .map(str::to_owned),
            manifest,
            spine,
            ncx,
            path,
        })
    }

    /// The path of the navigation document.
    pub(super) fn navigation_path(&self) -> Option<&str> {
        let item = self.manifest.iter().find(|item| item.properties.iter().any(|property| property == "nav"));
        item.map(|item| item.path.as_str())
    }
}

/// The way from the container file to the package document.
fn rootfile<R: Read + Seek>(archive: &mut Archive<R>) -> Result<String, CheckError> {
    const CONTAINER: &str = "META-INF/container.xml";
    let text = archive.text(CONTAINER)?.ok_or(CheckError::NoPackage("it has no META-INF/container.xml"))?;
    let document = parse(CONTAINER, &text)?;
    let rootfile = document.descendants().find(|node| node.has_tag_name_local("rootfile"));
    let path = rootfile.and_then(|rootfile| rootfile.attribute("full-path"));
    path.map(str::to_owned).ok_or(CheckError::NoPackage("its container file names no package document"))
}

pub(super) fn parse<'a>(path: &str, text: &'a str) -> Result<Document<'a>, CheckError> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| CheckError::IllFormed { path: path.to_owned(), message: error.to_string() })
}

/// Elements are known by their local name: old books are careless about name spaces.
pub(super) trait LocalName {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.has_tag_name_local(name))
}

/// All text below a node, in one line.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    let text = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect::<String>();
    crate::publication::one_line(&text, |_| ())
}

fn metadata(package: Node<'_, '_>) -> PublicationMetadata {
    let version = package.attribute("version").unwrap_or_default().to_owned();
    let Some(element) = child(package, "metadata") else {
        return PublicationMetadata { version, ..PublicationMetadata::default() };
    };
    let dc = |name: &'static str| {
        let found = element.descendants().filter(move |node| node.has_tag_name((DC, name)));
        found.map(|node| (node, text_of(node))).filter(|(_, text)| !text.is_empty())
    };
    let texts = |name| dc(name).map(|(_, text)| text).collect::<Vec<_>>();
    let first = |name| dc(name).map(|(_, text)| text).next();
    let people = |name| dc(name).map(|(node, name)| Person { name, role: role(element, node) }).collect();
    let meta = |property: &str| {
        let found = element.children().find(|node| node.attribute("property") == Some(property));
        found.map(text_of)
    };
    let unique = package.attribute("unique-identifier");
    let identifier = dc("identifier").find(|(node, _)| node.attribute("id") == unique).map(|(_, text)| text);
    let accessibility = element.children().filter_map(|node| {
        let name = node.attribute("property")?.strip_prefix("schema:access")?;
        Some((format!("access{name}"), text_of(node)))
    });
    PublicationMetadata {
        version,
        identifier: identifier.or_else(|| first("identifier")),
        titles: texts("title"),
        creators: people("creator"),
        contributors: people("contributor"),
        languages: texts("language"),
        publisher: first("publisher"),
        source: first("source"),
        rights: first("rights"),
        description: first("description"),
        subjects: texts("subject"),
        date: first("date"),
        modified: meta("dcterms:modified"),
        accessibility: accessibility.collect(),
    }
}

/// What a person did: refined as in EPUB 3, or in an attribute as in EPUB 2.
fn role(metadata: Node<'_, '_>, person: Node<'_, '_>) -> Option<String> {
    let attribute =
        person.attributes().find(|attribute| attribute.name() == "role").map(|role| role.value().to_owned());
    attribute.or_else(|| {
        let refines = format!("#{}", person.attribute("id")?);
        let is_role = |node: &Node<'_, '_>| {
            node.attribute("refines") == Some(&refines) && node.attribute("property") == Some("role")
        };
        metadata.children().find(is_role).map(text_of)
    })
}

fn manifest<R: Read + Seek>(
    package: Node<'_, '_>,
    base: &str,
    archive: &Archive<R>,
    problems: &mut Problems,
) -> Vec<ManifestItem> {
    let mut items = Vec::new();
    for item in child(package, "manifest").iter().flat_map(Node::children).filter(Node::is_element) {
        let Some(href) = item.attribute("href") else {
            problems.add(base, "an item of the manifest has no address");
            continue;
        };
        if href.contains("://") {
            continue;
        }
        let path = resolve(base, href);
        items.push(ManifestItem {
            bytes: archive.size(&path),
            media_type: item.attribute("media-type").unwrap_or_default().to_owned(),
            properties: item
                .attribute("properties")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            path,
        });
    }
    items
}

/// The path that `href` names, seen from the file at `base`. What would lead out of the container stays in it.
pub(super) fn resolve(base: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or(href);
    let decoded = crate::publication::percent_decoded(href).unwrap_or_else(|| href.to_owned());
    let mut segments = base.split('/').collect::<Vec<_>>();
    segments.pop();
    for segment in decoded.split('/') {
        match segment {
            "" | "." => {}
            ".." => _ = segments.pop(),
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}
