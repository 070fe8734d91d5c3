//! The contents and the list of pages: of the navigation document, else of the NCX.

use super::markup::Element;
use super::metadata::line;
use super::package::resolve;
use super::{Reader, markup};
use crate::publication::{Code, Direction, Language};
use crate::source::book::{Entry, Target};

/// The deepest nesting of the contents; what lies deeper joins the level above.
const MOST_DEEP: usize = 12;
/// The most entries.
const MOST_ENTRIES: usize = 100_000;

/// What a book says of the places in it.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) contents: Vec<Entry>,
    pub(super) pages: Vec<Entry>,
    /// What pages are for, by the landmarks.
    pub(super) landmarks: Vec<(String, String)>,
    /// The identifier that the NCX names.
    pub(super) uid: Option<String>,
}

/// Reads the navigation document, and the NCX for what that does not say.
pub(super) fn read(
    navigation: Option<&str>,
    ncx: Option<&str>,
    reader: &mut Reader<'_>,
) -> Result<Places, super::BookRefusal> {
    let mut places = Places::default();
    if let Some(path) = navigation
        && let Some(text) = reader.document(path)?
    {
        report_fault(&text, path, reader);
        from_navigation(&markup::read(&text), path, &mut places);
        if places.contents.is_empty() {
            reader.note(Code::BookNavigation, path, "the navigation document lists no contents");
        }
    }
    if let Some(path) = ncx
        && let Some(text) = reader.document(path)?
    {
        report_fault(&text, path, reader);
        let tree = markup::read(&text);
        let mut old = Places::default();
        from_ncx(&tree, path, &mut old);
        places.uid = old.uid;
        if places.contents.is_empty() {
            places.contents = old.contents;
        }
        if places.pages.is_empty() {
            places.pages = old.pages;
        }
    }
    Ok(places)
}

fn report_fault(text: &str, path: &str, reader: &mut Reader<'_>) {
    if let (Some(fault), _) = markup::check(text) {
        reader.fault(&fault, path);
    }
}

fn from_navigation(tree: &Element, path: &str, places: &mut Places) {
    let navs = tree.all("nav");
    let of = |kind: &str| {
        navs.iter().copied().find(|nav| nav.has_word("type", kind) || nav.has_word("role", &format!("doc-{kind}")))
    };
    let is_other = |nav: &&Element| nav.has_word("type", "landmarks") || nav.has_word("type", "page-list");
    let toc = of("toc").or_else(|| navs.iter().copied().find(|nav| !is_other(nav)));
    let mut count = 0;
    if let Some(list) = toc.and_then(list_in) {
        let inherited = Voice::default().of(tree.find("html")).of(toc);
        places.contents = entries(list, path, &inherited, 0, &mut count);
    }
    if let Some(list) = of("page-list").or_else(|| of("pagelist")).and_then(list_in) {
        places.pages = entries(list, path, &Voice::default(), 0, &mut count);
    }
    for link in of("landmarks").map(|nav| nav.all("a")).unwrap_or_default() {
        if let (Some(kind), Some(href)) = (link.attribute("type"), link.attribute("href"))
            && let Some((target, _)) = resolve(path, href)
        {
            places.landmarks.extend(kind.split_whitespace().map(|kind| (kind.to_ascii_lowercase(), target.clone())));
        }
    }
}

/// The outermost list in a `nav`.
fn list_in(nav: &Element) -> Option<&Element> {
    nav.find_where(&|element| matches!(element.name.as_str(), "ol" | "ul"))
}

/// The language and the direction that labels inherit.
#[derive(Debug, Clone, Default)]
struct Voice {
    language: Option<Language>,
    direction: Option<Direction>,
}

impl Voice {
    fn of(&self, element: Option<&Element>) -> Self {
        let attribute = |name| element.and_then(|element| element.attribute(name));
        Self {
            language: attribute("lang").and_then(|tag| tag.parse().ok()).or_else(|| self.language.clone()),
            direction: attribute("dir").and_then(|direction| direction.parse().ok()).or(self.direction),
        }
    }
}

fn entries(list: &Element, path: &str, voice: &Voice, depth: usize, count: &mut usize) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for item in list.children() {
        if item.name != "li" {
            // A list in a list without an item of its own belongs to the entry before it.
            if matches!(item.name.as_str(), "ol" | "ul") {
                let below = entries(item, path, voice, depth + 1, count);
                match found.last_mut() {
                    Some(last) => last.children.extend(below),
                    None => found.extend(below),
                }
            }
            continue;
        }
        *count += 1;
        if *count > MOST_ENTRIES {
            break;
        }
        let below = item.find_where(&|element| matches!(element.name.as_str(), "ol" | "ul"));
        let children = below.map(|list| entries(list, path, voice, depth + 1, count)).unwrap_or_default();
        let words = item.find_where(&|element| matches!(element.name.as_str(), "a" | "span"));
        let label = words.map(|words| line(&words.text())).unwrap_or_default();
        let link = item.children().find(|child| child.name == "a").or_else(|| {
            // Some wrap the link in a paragraph or a span.
            let direct = item.children().filter(|child| !matches!(child.name.as_str(), "ol" | "ul"));
            direct.into_iter().find_map(|child| child.find("a"))
        });
        let target = link.and_then(|link| link.attribute("href")).and_then(|href| resolve(path, href));
        let label = match link.map(|link| line(&link.text())) {
            Some(label) if !label.is_empty() => label,
            _ => label,
        };
        if label.is_empty() {
            found.extend(children);
            continue;
        }
        let own = voice.of(words);
        let entry = Entry {
            label,
            language: own.language,
            direction: own.direction,
            target: target.map(|(path, fragment)| Target { path, fragment }),
            children: Vec::new(),
        };
        found.push(entry);
        // What is nested beyond what readers show stands one level higher.
        match found.last_mut().filter(|_| depth < MOST_DEEP) {
            Some(last) => last.children = children,
            None => found.extend(children),
        }
    }
    found
}

fn from_ncx(tree: &Element, path: &str, places: &mut Places) {
    let mut count = 0;
    let voice = Voice::default().of(tree.find("ncx"));
    if let Some(map) = tree.find("navmap") {
        places.contents = points(map, path, "navpoint", &voice, 0, &mut count);
    }
    if let Some(list) = tree.find("pagelist") {
        places.pages = points(list, path, "pagetarget", &Voice::default(), 0, &mut count);
    }
    let uid = tree.all("meta").into_iter().find(|meta| meta.attribute("name").is_some_and(|name| name == "dtb:uid"));
    places.uid = uid.and_then(|meta| meta.attribute("content")).map(line).filter(|uid| !uid.is_empty());
}

fn points(list: &Element, path: &str, kind: &str, voice: &Voice, depth: usize, count: &mut usize) -> Vec<Entry> {
    let mut found = Vec::new();
    for point in list.children().filter(|child| child.name == kind) {
        *count += 1;
        if *count > MOST_ENTRIES {
            break;
        }
        let children = points(point, path, kind, voice, depth + 1, count);
        let words = point.child("navlabel");
        let label = words.map(|label| line(&label.text())).unwrap_or_default();
        // A `content` that was not closed holds what follows it.
        let content = point.child("content").or_else(|| words.and_then(|label| label.find("content")));
        let target = content.and_then(|content| content.attribute("src")).and_then(|src| resolve(path, src));
        if label.is_empty() {
            found.extend(children);
            continue;
        }
        let own = voice.of(words);
        let target = target.map(|(path, fragment)| Target { path, fragment });
        found.push(Entry { label, language: own.language, direction: own.direction, target, children: Vec::new() });
        match found.last_mut().filter(|_| depth < MOST_DEEP) {
            Some(last) => last.children = children,
            None => found.extend(children),
        }
    }
    found
}
