//! One content document: is it XML, what may links name in it, where do its own lead, which way does it run.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use roxmltree::Node;
use serde::Serialize;

use super::Problems;
use super::archive::Archive;
use super::direction::{Words, words_of};
use super::package_document::{LocalName, parse, resolve, text_of};
use crate::publication::Direction;

/// A document as it presents itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ContentSummary {
    /// Its path from the container's root.
    pub path: String,
    /// Its `title`.
    pub title: Option<String>,
    /// `lang` or `xml:lang` of `html`.
    pub language: Option<String>,
    /// `dir` of `html`.
    pub direction: Option<String>,
    /// `dir` of `body`, which some old readers look at alone.
    pub body_direction: Option<String>,
    /// How many of its words run each way; code, addresses and handles are not counted.
    pub words: Words,
    /// The direction most of its letters run, code left out.
    pub letters_run: Option<Direction>,
    /// How many elements below `body` have a `dir` of their own.
    pub elements_with_direction: usize,
    /// Its letters and digits.
    pub characters: usize,
}

/// A document as far as the whole book needs it.
pub(super) struct Content {
    pub(super) summary: ContentSummary,
    pub(super) ids: BTreeSet<String>,
    pub(super) links: Vec<Link>,
}

/// A link within the book.
pub(super) struct Link {
    pub(super) path: String,
    pub(super) fragment: Option<String>,
}

/// Reads a document; one that is no XML is a problem and has no content.
pub(super) fn read_content<R: Read + Seek>(
    archive: &mut Archive<R>,
    path: &str,
    problems: &mut Problems,
) -> Option<Content> {
    let text = match archive.text(path) {
        Ok(text) => text?,
        Err(error) => {
            problems.add(path, error.to_string());
            return None;
        }
    };
    let document = match parse(path, &text) {
        Ok(document) => document,
        Err(error) => {
            problems.add(path, error.to_string());
            return None;
        }
    };
    let html = document.root_element();
    let body = html.children().find(|node| node.has_tag_name_local("body"));
    let (mut ids, mut links) = (BTreeSet::new(), Vec::new());
    for node in html.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id")
            && !ids.insert(id.to_owned())
        {
            problems.add(path, format!("the id `{id}` stands twice"));
        }
        let picture = node.attribute(("http://www.w3.org/1999/xlink", "href"));
        let hrefs = ["href", "src"].iter().map(|name| node.attribute(*name)).chain([picture]);
        links.extend(hrefs.filter_map(|href| link(path, href?)));
    }
    let title = html.descendants().find(|node| node.has_tag_name_local("title")).map(text_of);
    let language = html.attribute("lang").or_else(|| html.attribute(("http://www.w3.org/XML/1998/namespace", "lang")));
    let mut words = String::new();
    if let Some(body) = body {
        collect(body, &mut words);
    }
    let own_direction = |node: &Node<'_, '_>| node.is_element() && node.attribute("dir").is_some();
    let summary = ContentSummary {
        path: path.to_owned(),
        title: title.filter(|title| !title.is_empty()),
        language: language.map(str::to_owned),
        direction: html.attribute("dir").map(str::to_owned),
        body_direction: body.and_then(|body| body.attribute("dir")).map(str::to_owned),
        words: words_of(&document),
        letters_run: Direction::of_text(&words),
        elements_with_direction: body.iter().flat_map(|body| body.descendants().skip(1)).filter(own_direction).count(),
        characters: words.chars().filter(|c| c.is_alphanumeric()).count(),
    };
    Some(Content { summary, ids, links })
}

/// The words below a node without code, whose letters are nobody's language.
fn collect(node: Node<'_, '_>, words: &mut String) {
    let mut skipped: Option<Node<'_, '_>> = None;
    for below in node.descendants() {
        if let Some(code) = skipped {
            if below.ancestors().any(|above| above == code) {
                continue;
            }
            skipped = None;
        }
        if ["pre", "code", "kbd", "samp", "script", "style"].iter().any(|name| below.has_tag_name_local(name)) {
            skipped = Some(below);
        } else if let Some(text) = below.text().filter(|_| below.is_text()) {
            words.push_str(text);
            words.push(' ');
        }
    }
}

/// A link that stays in the book.
fn link(from: &str, href: &str) -> Option<Link> {
    let href = href.trim();
    let scheme = href.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    if href.is_empty() || scheme || href.starts_with("//") {
        return None;
    }
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment).filter(|fragment| !fragment.is_empty())),
        None => (href, None),
    };
    let path = if path.is_empty() { from.to_owned() } else { resolve(from, path) };
    let fragment = fragment.and_then(crate::publication::percent_decoded);
    Some(Link { path, fragment })
}
