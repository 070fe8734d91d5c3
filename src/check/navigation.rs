//! The contents: from the navigation document, failing that from the NCX.

use std::io::{Read, Seek};

use roxmltree::Node;
use serde::Serialize;

use super::Problems;
use super::archive::Archive;
use super::package_document::{LocalName, PackageDocument, parse, resolve, text_of};

/// How deep contents are read: no reader shows more.
const MAX_DEPTH: usize = 32;

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavigationEntry {
    /// Its words.
    pub label: String,
    /// The file it leads to, from the container's root.
    pub path: Option<String>,
    /// The place in that file.
    pub fragment: Option<String>,
    /// The entries below it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<NavigationEntry>,
}

/// Reads the contents of a book that has any.
pub(super) fn read_contents<R: Read + Seek>(
    archive: &mut Archive<R>,
    package: &PackageDocument,
    problems: &mut Problems,
) -> Vec<NavigationEntry> {
    if let Some(path) = package.navigation_path() {
        return with_document(archive, path, problems, |root| {
            let is_contents = |node: &Node<'_, '_>| {
                node.has_tag_name_local("nav") && node.attributes().any(|a| a.name() == "type" && a.value() == "toc")
            };
            let list = root.descendants().find(is_contents)?;
            let list = list.children().find(|node| node.has_tag_name_local("ol"))?;
            Some(items(path, list, MAX_DEPTH))
        });
    }
    let Some(path) = package.ncx.as_deref() else {
        problems.add(&package.path, "the book has no contents");
        return Vec::new();
    };
    with_document(archive, path, problems, |root| {
        let map = root.descendants().find(|node| node.has_tag_name_local("navMap"))?;
        Some(points(path, map, MAX_DEPTH))
    })
}

fn with_document<R: Read + Seek>(
    archive: &mut Archive<R>,
    path: &str,
    problems: &mut Problems,
    read: impl FnOnce(Node<'_, '_>) -> Option<Vec<NavigationEntry>>,
) -> Vec<NavigationEntry> {
    let Ok(Some(text)) = archive.text(path) else { return Vec::new() };
    // A document that is no XML has been reported as a content document or is reported here.
    match parse(path, &text) {
        Ok(document) => read(document.root_element()).unwrap_or_default(),
        Err(error) => {
            problems.add(path, error.to_string());
            Vec::new()
        }
    }
}

fn items(base: &str, list: Node<'_, '_>, depth: usize) -> Vec<NavigationEntry> {
    let item = |item: Node<'_, '_>| {
        let label = item.children().find(|node| node.has_tag_name_local("a") || node.has_tag_name_local("span"))?;
        let below = item.children().find(|node| node.has_tag_name_local("ol")).filter(|_| depth > 0);
        let children = below.map(|list| items(base, list, depth - 1)).unwrap_or_default();
        Some(entry(base, text_of(label), label.attribute("href"), children))
    };
    list.children().filter(|node| node.has_tag_name_local("li")).filter_map(item).collect()
}

fn points(base: &str, parent: Node<'_, '_>, depth: usize) -> Vec<NavigationEntry> {
    let point = |point: Node<'_, '_>| {
        let label = point.children().find(|node| node.has_tag_name_local("navLabel")).map(text_of).unwrap_or_default();
        let content = point.children().find(|node| node.has_tag_name_local("content"));
        let children = if depth > 0 { points(base, point, depth - 1) } else { Vec::new() };
        entry(base, label, content.and_then(|content| content.attribute("src")), children)
    };
    parent.children().filter(|node| node.has_tag_name_local("navPoint")).map(point).collect()
}

fn entry(base: &str, label: String, href: Option<&str>, children: Vec<NavigationEntry>) -> NavigationEntry {
    let fragment = href.and_then(|href| href.split_once('#')).map(|(_, fragment)| fragment.to_owned());
    NavigationEntry { label, path: href.map(|href| resolve(base, href)), fragment, children }
}
