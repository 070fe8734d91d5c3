//! What must hold of every book, read back from its bytes with none of this project's own code.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A book as its container holds it.
pub(crate) struct Book {
    entries: BTreeMap<String, Vec<u8>>,
    pub(crate) problems: Vec<String>,
}

/// The folder of the package document, as this project lays its books out.
const FOLDER: &str = "OEBPS/";

impl Book {
    /// Opens a book and judges all of it; what is wrong stands in `problems`.
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut book = Self { entries: BTreeMap::new(), problems: Vec::new() };
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a book is a zip archive");
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("every entry opens");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("every entry unpacks");
            let name = entry.name().expect("every entry has a name").into_owned();
            if at == 0 && name != "mimetype" {
                book.problems.push(format!("the first entry is {name}"));
            }
            if book.entries.insert(name.clone(), content).is_some() {
                book.problems.push(format!("{name} is there twice"));
            }
        }
        book.judge();
        book
    }

    /// The file as text.
    pub(crate) fn file(&self, name: &str) -> &str {
        let content = self.entries.get(name).unwrap_or_else(|| panic!("there is no {name} in the book"));
        std::str::from_utf8(content).expect("what is XML is UTF-8")
    }

    /// The words of the chapters in reading order: text as it is, a space where a block or a line ends.
    pub(crate) fn text(&self, report: &warraq::Report) -> String {
        let mut text = String::new();
        let chapters = report.documents.iter().filter(|document| is_chapter(document));
        for document in chapters {
            let file = self.file(&format!("{FOLDER}{}", document.path));
            let Ok(parsed) = parse(file) else { continue };
            let body = parsed.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")));
            words(body.expect("a chapter has a body"), &mut text);
        }
        text
    }

    fn problem(&mut self, file: &str, what: impl std::fmt::Display) {
        self.problems.push(format!("{file}: {what}"));
    }

    fn judge(&mut self) {
        let names = self.entries.keys().cloned().collect::<Vec<_>>();
        let (mut ids, mut links) = (BTreeMap::new(), Vec::new());
        for name in names.iter().filter(|name| is_xml(name)) {
            let text = match std::str::from_utf8(&self.entries[name]) {
                Ok(text) => text.to_owned(),
                Err(error) => {
                    self.problem(name, error);
                    continue;
                }
            };
            match parse(&text) {
                Ok(document) => self.judge_document(name, &document, &mut ids, &mut links),
                Err(error) => self.problem(name, format!("it is not well-formed: {error}")),
            }
        }
        self.judge_package();
        for (from, target, fragment) in links {
            match ids.get(&target) {
                Some(ids) => {
                    if !fragment.is_empty() && !HashSet::contains(ids, &fragment) {
                        self.problem(&from, format!("there is no `{fragment}` in {target}"));
                    }
                }
                None if self.entries.contains_key(&target) => {}
                None => self.problem(&from, format!("it names {target}, which is not in the book")),
            }
        }
    }

    fn judge_document(
        &mut self,
        name: &str,
        document: &Document<'_>,
        all_ids: &mut BTreeMap<String, HashSet<String>>,
        links: &mut Vec<(String, String, String)>,
    ) {
        let mut ids = HashSet::new();
        for node in document.descendants().filter(Node::is_element) {
            if let Some(id) = node.attribute("id")
                && !ids.insert(id.to_owned())
            {
                self.problem(name, format!("the id `{id}` is there twice"));
            }
            for attribute in ["href", "src"] {
                // `refines` and `full-path` are judged with the package.
                if let Some(address) = node.attribute(attribute) {
                    self.judge_address(name, address, links);
                }
            }
            if name.ends_with(".xhtml") {
                self.judge_element(name, node);
            }
        }
        all_ids.insert(name.to_owned(), ids);
    }

    fn judge_address(&mut self, name: &str, address: &str, links: &mut Vec<(String, String, String)>) {
        if let Some((scheme, _)) = address.split_once(':') {
            if !matches!(scheme, "http" | "https" | "mailto" | "tel") {
                self.problem(name, format!("an address of the scheme `{scheme}`: {address}"));
            }
            return;
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let mut folders = name.split('/').collect::<Vec<_>>();
        if !path.is_empty() {
            folders.pop();
            for part in path.split('/') {
                match part {
                    ".." => _ = folders.pop(),
                    part => folders.push(part),
                }
            }
        }
        links.push((name.to_owned(), folders.join("/"), fragment.to_owned()));
    }

    fn judge_element(&mut self, file: &str, node: Node<'_, '_>) {
        let name = node.tag_name().name();
        if name == "html"
            && (node.attribute("lang").is_none() || node.attribute("lang") != node.attribute((XML, "lang")))
        {
            self.problem(file, "`html` has no `lang`, or another `xml:lang`");
        }
        if matches!(name, "html" | "body") && !matches!(node.attribute("dir"), Some("rtl" | "ltr")) {
            self.problem(file, format!("`{name}` has no direction"));
        }
        let children = node.children().filter(Node::is_element).count();
        if matches!(name, "ul" | "ol" | "dl" | "table" | "tr" | "tbody" | "thead" | "nav") && children == 0 {
            self.problem(file, format!("an empty `{name}`"));
        }
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && said(node).trim().is_empty() {
            self.problem(file, format!("an empty `{name}`"));
        }
        if matches!(name, "script" | "style" | "form" | "input" | "iframe" | "object") {
            self.problem(file, format!("a `{name}`"));
        }
        if let Some(event) = node.attributes().find(|attribute| attribute.name().starts_with("on")) {
            self.problem(file, format!("the event handler `{}`", event.name()));
        }
        if name == "a" && node.ancestors().skip(1).any(|above| above.tag_name().name() == "a") {
            self.problem(file, "a link within a link");
        }
    }

    fn judge_package(&mut self) {
        const PACKAGE: &str = "OEBPS/content.opf";
        let text = self.file(PACKAGE).to_owned();
        let Ok(package) = parse(&text) else { return };
        let elements = |name: &'static str| {
            package.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
        };
        let (mut by_id, mut listed) = (BTreeMap::new(), BTreeSet::new());
        for item in elements("item") {
            let href = item.attribute("href").unwrap_or_default();
            by_id.insert(item.attribute("id").unwrap_or_default(), item);
            if !listed.insert(format!("{FOLDER}{href}")) {
                self.problem(PACKAGE, format!("{href} is listed twice"));
            }
            let properties = item.attribute("properties").unwrap_or_default();
            let has_formula = href.ends_with(".xhtml") && self.file(&format!("{FOLDER}{href}")).contains("<math");
            if has_formula != properties.split(' ').any(|property| property == "mathml") {
                self.problem(PACKAGE, format!("{href}: the property `mathml` does not match"));
            }
        }
        let held = self.entries.keys().filter(|name| name.starts_with(FOLDER) && *name != PACKAGE).cloned();
        let held = held.collect::<BTreeSet<_>>();
        if held != listed {
            self.problem(PACKAGE, format!("listed and held differ: {:?}", held.symmetric_difference(&listed)));
        }
        let spine = elements("itemref").map(|item| item.attribute("idref").unwrap_or_default()).collect::<Vec<_>>();
        if spine.is_empty() || spine.iter().collect::<HashSet<_>>().len() != spine.len() {
            self.problem(PACKAGE, "the spine is empty or names something twice");
        }
        for id in spine {
            if by_id.get(id).is_none_or(|item| item.attribute("media-type") != Some("application/xhtml+xml")) {
                self.problem(PACKAGE, format!("the spine names `{id}`, which is no document"));
            }
        }
        for name in ["title", "language", "identifier"] {
            if elements(name).next().is_none_or(|element| said(element).trim().is_empty()) {
                self.problem(PACKAGE, format!("there is no `dc:{name}`"));
            }
        }
        let ids = package.descendants().filter_map(|node| node.attribute("id")).collect::<HashSet<_>>();
        for refined in package.descendants().filter_map(|node| node.attribute("refines")) {
            if !refined.strip_prefix('#').is_some_and(|id| ids.contains(id)) {
                self.problem(PACKAGE, format!("`refines` names `{refined}`"));
            }
        }
        let direction = elements("spine").next().and_then(|spine| spine.attribute("page-progression-direction"));
        if !matches!(direction, Some("rtl" | "ltr")) {
            self.problem(PACKAGE, "the spine has no direction");
        }
    }
}

fn is_chapter(document: &warraq::publication::DocumentReport) -> bool {
    document.role == warraq::publication::DocumentRole::Chapter
}

fn is_xml(name: &str) -> bool {
    [".xhtml", ".opf", ".ncx", ".xml"].iter().any(|end| name.ends_with(end))
}

fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
}

fn said(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// A tree has a bounded depth (`document::MAX_DEPTH`), so this may recurse.
fn words(node: Node<'_, '_>, text: &mut String) {
    if let Some(words) = node.text().filter(|_| node.is_text()) {
        text.push_str(words);
    }
    let apart = node.is_element() && !is_inline(node);
    text.extend(apart.then_some(' '));
    node.children().for_each(|child| words(child, text));
    text.extend(apart.then_some(' '));
}

fn is_inline(node: Node<'_, '_>) -> bool {
    let name = node.tag_name();
    let inline = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q",
        "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    ];
    name.namespace() != Some("http://www.w3.org/1999/xhtml") || inline.contains(&name.name())
}

/// Saves a book for EPUBCheck where `WARRAQ_BOOKS` asks for it.
#[allow(clippy::disallowed_methods, reason = "how the tests are told where to leave their books")]
pub(crate) fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("WARRAQ_BOOKS") {
        std::fs::create_dir_all(&folder).expect("the folder of books can be made");
        std::fs::write(std::path::Path::new(&folder).join(name), bytes).expect("a book can be kept");
    }
}
