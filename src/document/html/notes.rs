//! Notes of pages: which elements are notes, and which links refer to them or lead back.

use std::collections::{HashMap, HashSet};

use super::Origin;
use super::dom::{Dom, NodeId};
use super::elements::{is_block, is_part};
use super::flow::Reader;
use super::head::has_token;
use crate::document::book::unmarked;
use crate::document::tree::Note;
use crate::publication::Rule;

impl Reader<'_> {
    /// Reads an element that is a note. Books set its mark in its words, or what is left of it beside the link that leads back:
    /// in its place stands ours.
    pub(super) fn note(&mut self, node: NodeId, number: usize, depth: usize) {
        let mut blocks = self.text_flow(node, depth);
        if self.styles.as_ref().is_some_and(|page| !page.own) {
            let mark = self.note_marks.get(&number).map(String::as_str).unwrap_or_default();
            for gone in unmarked(&mut blocks, mark, self.begins_with_backlink(node)) {
                let place = self.place(node);
                self.findings.change(Rule::SourceMark, gone, place);
            }
        }
        self.notes.insert(number, Note { blocks, line: self.dom.line(node) });
    }

    fn begins_with_backlink(&self, node: NodeId) -> bool {
        let mut at = node;
        loop {
            let seen = |child: &NodeId| {
                self.dom.text_of(*child).map_or(self.dom.name(*child).is_some(), |text| !text.trim().is_empty())
            };
            match self.dom.children(at).find(seen) {
                Some(first) if self.dom.name(first) == Some("a") && self.is_backlink(first) => return true,
                Some(first) => at = first,
                None => return false,
            }
        }
    }
}

/// The numbers of the notes of a page by their ids: first those that references name. Of Warraq's own pages also those that
/// nothing refers to, which close them.
pub(super) fn numbered_notes(dom: &Dom, origin: &Origin, own: bool) -> HashMap<String, usize> {
    let mut numbers = referenced_notes(dom, origin);
    // A reference that leads nowhere has had a number, too.
    let mut next = numbers.values().max().map_or(0, |last| last + 1);
    for node in (0..dom.len()).filter(|node| own && dom.name(*node) == Some("aside")) {
        let id = dom.attribute(node, "id").filter(|_| has_token(dom.attribute(node, "role"), "doc-footnote"));
        if let Some(id) = id.filter(|id| !numbers.contains_key(*id)) {
            numbers.insert(id.to_owned(), next);
            next += 1;
        }
    }
    numbers
}

/// The ids that note references name, numbered in the order of the references.
fn referenced_notes(dom: &Dom, origin: &Origin) -> HashMap<String, usize> {
    let mut numbers = HashMap::new();
    if matches!(origin, Origin::Markdown(_)) {
        return numbers;
    }
    for node in 0..dom.len() {
        if dom.name(node) == Some("a")
            && is_note_reference(dom, node)
            && let Some(id) = dom.attribute(node, "href").and_then(|href| href.strip_prefix('#'))
        {
            let next = numbers.len();
            numbers.entry(id.to_owned()).or_insert(next);
        }
    }
    // A reference to nothing stays a link, and is reported as one.
    let mut defined = vec![false; numbers.len()];
    for node in 0..dom.len() {
        if dom.name(node).is_some_and(|name| is_block(name) && !is_part(name))
            && let Some(number) = dom.attribute(node, "id").and_then(|id| numbers.get(id))
        {
            defined[*number] = true;
        }
    }
    numbers.retain(|_, number| defined[*number]);
    numbers
}

/// The ids of references to notes, and of what is right around them: where a mark in a note leads back to.
pub(super) fn places_of_references(dom: &Dom, numbers: &HashMap<String, usize>) -> HashSet<String> {
    let mut places = HashSet::new();
    if numbers.is_empty() {
        return places;
    }
    for node in (0..dom.len()).filter(|node| dom.name(*node) == Some("a")) {
        let id = dom.attribute(node, "href").and_then(|href| href.strip_prefix('#'));
        if id.is_some_and(|id| numbers.contains_key(id)) && is_note_reference(dom, node) {
            let around = [Some(node), dom.parent(node)].into_iter().flatten();
            places.extend(around.filter_map(|node| dom.attribute(node, "id")).map(str::to_owned));
        }
    }
    places
}

/// Whether a link refers to a note, as EPUB (`epub:type`), DPUB-ARIA (`role`) or pandoc's older classes say.
pub(super) fn is_note_reference(dom: &Dom, link: NodeId) -> bool {
    has_token(dom.attribute(link, "epub:type"), "noteref")
        || has_token(dom.attribute(link, "role"), "doc-noteref")
        || has_token(dom.attribute(link, "class"), "footnote-ref")
}

/// Whether a link leads back from a note.
pub(super) fn is_backlink(dom: &Dom, link: NodeId) -> bool {
    has_token(dom.attribute(link, "epub:type"), "backlink")
        || has_token(dom.attribute(link, "role"), "doc-backlink")
        || has_token(dom.attribute(link, "class"), "footnote-back")
}

#[cfg(test)]
mod tests {
    use crate::document::Reading;
    use crate::publication::Findings;
    use crate::source::Input;

    #[test]
    fn a_mark_that_leads_to_the_reference_leads_back_whatever_it_is_called() {
        let rows = [
            ("<p id=fn1><a href='#fnref1'>(١)</a> هو جندح.</p>", "هو جندح."),
            ("<p id=fn1>هو جندح. <a href='#fnref1'>↑</a></p>", "هو جندح."),
            ("<p id=fn1>هو <a href='#fnref1'>جندح</a>.</p>", "هو جندح."),
            ("<p id=fn1><a href='#other'>(١)</a> هو جندح.</p>", "(١) هو جندح."),
        ];
        for (note, wanted) in rows {
            let html = format!(
                "<h1>باب</h1><p>نص<a href='#fn1' id=fnref1 class=footnote-ref>(١)</a>.</p><p id=other>آخر.</p>{note}"
            );
            let mut findings = Findings::default();
            let source = crate::source::read(vec![Input::html(html)], &mut findings).unwrap().sources.remove(0);
            let document = crate::document::read(source, &Reading::default(), &mut findings).unwrap();
            let text = document.notes.iter().flat_map(|note| &note.blocks).flat_map(crate::document::visit::content);
            let text = text.map(crate::document::inlines::plain_text).collect::<String>();
            assert_eq!(text.trim(), wanted, "{note}");
        }
    }
}
