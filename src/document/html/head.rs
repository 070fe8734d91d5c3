//! What a page says about itself: `html`, `title`, `meta`, `link`.

use std::str::FromStr;
use std::sync::Arc;

use super::dom::{Dom, NodeId};
use crate::publication::{Code, Contributor, Findings, Metadata, Place, Role, has_words, one_line};
use crate::source::report_removed;

/// Reads the metadata of a page. A value that cannot be read is reported and left out: pages are often wrong about
/// themselves, and the text is not to blame.
pub(super) fn read_head(dom: &Dom, file: &Arc<str>, findings: &mut Findings) -> Metadata {
    let mut head = Head { dom, file, findings, metadata: Metadata::default() };
    for name in ["html", "body"] {
        if let Some(element) = dom.find(name) {
            head.root(element);
        }
    }
    if let Some(element) = dom.find("head") {
        for (child, name) in dom.elements(element) {
            match name {
                "title" => {
                    let title = dom.text(child);
                    head.set(child, "title", &title);
                }
                "meta" => head.meta(child),
                "link" if has_token(dom.attribute(child, "rel"), "canonical") => {
                    let href = dom.attribute(child, "href").unwrap_or_default().to_owned();
                    head.set(child, "canonical", &href);
                }
                _ => {}
            }
        }
    }
    head.metadata
}

/// Everything the page calls itself: its metadata's title and all that stands in `title` and `og:title`.
#[cfg(feature = "extract")]
pub(super) fn titles(dom: &Dom, metadata: &Metadata) -> Vec<String> {
    let mut titles = metadata.title.iter().cloned().collect::<Vec<_>>();
    if let Some(head) = dom.find("head") {
        for (child, name) in dom.elements(head) {
            let property = dom.attribute(child, "property").or_else(|| dom.attribute(child, "name"));
            let title = match (name, property) {
                ("title", _) => Some(dom.text(child)),
                ("meta", Some("og:title" | "twitter:title" | "title" | "dc.title")) => {
                    dom.attribute(child, "content").map(str::to_owned)
                }
                _ => None,
            };
            titles.extend(title.map(|title| one_line(&title, |_| ())).filter(|title| has_words(title)));
        }
    }
    titles
}

/// Whether a list of tokens parted by spaces holds one.
pub(in crate::document::html) fn has_token(list: Option<&str>, token: &str) -> bool {
    list.is_some_and(|list| list.split_ascii_whitespace().any(|item| item.eq_ignore_ascii_case(token)))
}

struct Head<'a> {
    dom: &'a Dom,
    file: &'a Arc<str>,
    findings: &'a mut Findings,
    metadata: Metadata,
}

impl Head<'_> {
    fn root(&mut self, element: NodeId) {
        let tags = ["lang", "xml:lang"].iter().filter_map(|name| self.dom.attribute(element, name));
        let language = tags.map(str::trim).find(|tag| !tag.is_empty());
        if let Some(tag) = language {
            let parsed = self.parsed(element, "lang", tag);
            self.metadata.language = self.metadata.language.take().or(parsed);
        }
        // `auto` asks the text, and so do we.
        let direction = self.dom.attribute(element, "dir").filter(|dir| !dir.trim().eq_ignore_ascii_case("auto"));
        if let Some(direction) = direction {
            let parsed = self.parsed(element, "dir", direction);
            self.metadata.direction = self.metadata.direction.or(parsed);
        }
    }

    fn meta(&mut self, element: NodeId) {
        let name = self.dom.attribute(element, "name").or_else(|| self.dom.attribute(element, "property"));
        let (Some(name), Some(content)) = (name, self.dom.attribute(element, "content")) else { return };
        let (name, content) = (name.to_ascii_lowercase(), content.to_owned());
        self.set(element, &name, &content);
    }

    /// Sets a field from one of the names it goes by; the first that says something wins.
    fn set(&mut self, element: NodeId, name: &str, value: &str) {
        let place = Place::new(self.file, self.dom.line(element));
        let line = one_line(value, |c| report_removed(name, c, &place, self.findings));
        if !has_words(&line) {
            return;
        }
        let metadata = &mut self.metadata;
        match name {
            "title" | "dc.title" | "dcterms.title" => _ = metadata.title.get_or_insert(line),
            "author" | "dc.creator" | "dcterms.creator" | "citation_author" | "byl" => {
                let author = Contributor::new(line, Role::Author);
                if !metadata.creators.contains(&author) {
                    metadata.creators.push(author);
                }
            }
            "description" | "dc.description" | "dcterms.description" | "og:description" => {
                metadata.description.get_or_insert(line);
            }
            "keywords" | "dc.subject" | "dcterms.subject" | "article:tag" => {
                let subjects = line.split([',', '،', ';', '؛']).map(str::trim).filter(|subject| !subject.is_empty());
                for subject in subjects {
                    if !metadata.subjects.iter().any(|known| known == subject) {
                        metadata.subjects.push(subject.to_owned());
                    }
                }
            }
            "dc.publisher" | "dcterms.publisher" | "og:site_name" => _ = metadata.publisher.get_or_insert(line),
            "dc.rights" | "dcterms.rights" | "copyright" => _ = metadata.rights.get_or_insert(line),
            "canonical" if line.starts_with("http://") || line.starts_with("https://") => {
                metadata.source.get_or_insert(line);
            }
            "article:published_time"
            | "date"
            | "dc.date"
            | "dcterms.date"
            | "dcterms.created"
            | "dcterms.issued"
            | "datepublished"
            | "citation_publication_date"
            | "pubdate" => {
                let date = self.parsed(element, name, &line.replace('/', "-"));
                self.metadata.date = self.metadata.date.take().or(date);
            }
            "article:modified_time" | "dcterms.modified" | "last-modified" | "datemodified" => {
                let modified = self.parsed(element, name, &line);
                self.metadata.modified = self.metadata.modified.or(modified);
            }
            _ => {}
        }
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&mut self, element: NodeId, name: &str, value: &str) -> Option<T> {
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let place = Place::new(self.file, self.dom.line(element));
                self.findings.note(Code::ValueIgnored, place, format!("`{name}` was not understood: {error}"));
                None
            }
        }
    }
}
