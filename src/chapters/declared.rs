//! The contents and the list of pages that a book brings along, as entries of the new book: each place has another address
//! now, and some are not there any more.

use std::collections::{BTreeMap, HashMap};

use super::links::{Destinations, Target};
use super::plan::direction_of_label;
use super::{ContentDocument, ContentsEntry};
use crate::publication::{Code, ContainerPath, Direction, DocumentRole, Findings, Language, escape_into};
use crate::source::book::{Entry, PageRole};

/// What entries are led by.
pub(super) struct Places<'a> {
    pub(super) destinations: &'a Destinations,
    /// Language and direction of each article.
    pub(super) voices: &'a [(Language, Direction)],
    /// Pages of the old book that the new one has its own of, by the paths of the old ones.
    pub(super) replaced: &'a [(String, PageRole)],
    /// The pages of the new book.
    pub(super) documents: &'a [ContentDocument],
    pub(super) book: (&'a Language, Direction),
}

impl Places<'_> {
    /// The entries that lead somewhere; what is below one that does not takes its place.
    pub(super) fn entries(&self, entries: &[Entry], findings: &mut Findings) -> Vec<ContentsEntry> {
        let mut found = Vec::with_capacity(entries.len());
        for entry in entries {
            let children = self.entries(&entry.children, findings);
            let place = self.place(entry, findings).or_else(|| {
                // An entry may only hold others: it leads to the first of them.
                let first = children.first().filter(|_| entry.target.is_none())?;
                Some((first.path.clone(), first.fragment.clone(), None))
            });
            match place {
                Some((path, fragment, article)) => {
                    let voice = article.and_then(|article| self.voices.get(article));
                    let direction = voice.map_or(self.book.1, |(_, direction)| *direction);
                    let language = voice.map(|(language, _)| language).filter(|language| *language != self.book.0);
                    found.push(ContentsEntry {
                        direction: direction_of_label(&entry.label, direction, self.book.1),
                        label: entry.label.clone(),
                        language: language.cloned(),
                        path,
                        fragment,
                        children,
                    });
                }
                None => found.extend(children),
            }
        }
        found
    }

    fn place(&self, entry: &Entry, findings: &mut Findings) -> Option<(ContainerPath, Option<String>, Option<usize>)> {
        let target = entry.target.as_ref()?;
        if let Some((_, role)) = self.replaced.iter().find(|(path, _)| *path == target.path) {
            return Some((self.own_page(*role)?, None, None));
        }
        let leads_nowhere = |findings: &mut Findings, what: &str| {
            let message =
                format!("the entry «{}» of the contents leads to `{}`, which {what}", entry.label, target.path);
            findings.note(Code::BookNavigation, None, message);
        };
        let Some(article) = self.destinations.article_at(&target.path) else {
            leads_nowhere(findings, "is no page of the text; it was left out");
            return None;
        };
        match self.destinations.place_in(article, target.fragment.as_deref()) {
            Target::Inside(path, fragment) => Some((path, fragment, Some(article))),
            _ => {
                leads_nowhere(findings, "has no such place; it leads to the page");
                match self.destinations.place_in(article, None) {
                    Target::Inside(path, fragment) => Some((path, fragment, Some(article))),
                    _ => None,
                }
            }
        }
    }

    /// The page of the new book that is there for the same; the colophon has an entry of its own.
    fn own_page(&self, role: PageRole) -> Option<ContainerPath> {
        let wanted = match role {
            PageRole::Cover => DocumentRole::Cover,
            PageRole::TitlePage => DocumentRole::TitlePage,
            PageRole::Contents | PageRole::Colophon | PageRole::Part => return None,
        };
        self.documents.iter().find(|document| document.role == wanted).map(|document| document.path.clone())
    }
}

/// Says at the places that the list of printed pages leads to that a page begins there, where they are places and nothing else.
pub(super) fn mark_pages(pages: &[ContentsEntry], documents: &mut [ContentDocument]) {
    const START: &str = "<span id=\"";
    let mut labels: BTreeMap<&ContainerPath, HashMap<&str, &str>> = BTreeMap::new();
    for page in pages {
        if let Some(id) = &page.fragment {
            labels.entry(&page.path).or_default().entry(id).or_insert(&page.label);
        }
    }
    for document in documents {
        let Some(labels) = labels.get(&document.path) else { continue };
        let mut marked = String::with_capacity(document.xhtml.len() + labels.len() * 80);
        let mut rest = document.xhtml.as_str();
        while let Some((before, after)) = rest.split_once(START) {
            marked.push_str(before);
            let place = after.split_once('"').filter(|(_, after)| after.starts_with("></span>"));
            match place.and_then(|(id, _)| labels.get(id)) {
                Some(label) => {
                    marked.push_str("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" aria-label=\"");
                    escape_into(&mut marked, label);
                    marked.push_str("\" id=\"");
                }
                None => marked.push_str(START),
            }
            rest = after;
        }
        marked.push_str(rest);
        document.xhtml = marked;
    }
}

/// Puts entries in the order of the text, each level by itself: a contents that leads back and forth confuses readers.
pub(super) fn in_order(entries: &mut [ContentsEntry], documents: &[ContentDocument]) -> bool {
    let order = documents.iter().enumerate().map(|(at, document)| (&document.path, at)).collect();
    let mut order = Order { files: order, documents, ids: BTreeMap::new() };
    order.sort(entries)
}

/// Where places are in the text.
struct Order<'a> {
    files: BTreeMap<&'a ContainerPath, usize>,
    documents: &'a [ContentDocument],
    /// Where the ids of a file stand in it; a file is looked through once.
    ids: BTreeMap<usize, HashMap<&'a str, usize>>,
}

impl Order<'_> {
    fn sort(&mut self, entries: &mut [ContentsEntry]) -> bool {
        let places = entries.iter().map(|entry| self.place(entry)).collect::<Vec<_>>();
        let sorted = places.is_sorted();
        if !sorted {
            entries.sort_by_cached_key(|entry| self.place(entry));
        }
        entries.iter_mut().fold(!sorted, |moved, entry| self.sort(&mut entry.children) || moved)
    }

    fn place(&mut self, entry: &ContentsEntry) -> (usize, usize) {
        let Some(file) = self.files.get(&entry.path).copied() else { return (usize::MAX, 0) };
        let Some(id) = &entry.fragment else { return (file, 0) };
        let documents = self.documents;
        let ids = self.ids.entry(file).or_insert_with(|| {
            let xhtml = documents[file].xhtml.as_str();
            let starts = xhtml.match_indices(" id=\"").map(|(at, start)| at + start.len());
            let ids = starts.filter_map(|at| Some((xhtml[at..].split('"').next()?, at)));
            ids.collect()
        });
        (file, ids.get(id.as_str()).copied().unwrap_or(0))
    }
}
