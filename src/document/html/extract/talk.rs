//! What readers say under an article, where no name tells it: repeated entries beside a form to write another, or under a
//! heading that counts them.

use std::cell::RefCell;
use std::collections::HashMap;

use super::super::dom::{Dom, NodeId};
use super::Ground;
use super::furniture::is_blank;
use super::measure::{Measures, is_heading};
use super::phrase_list::{Phrase, Phrases};
use super::report::{Kind, Left};
use super::vocabulary::has_word;

/// Comments have at most so many hundredths of a page's prose, where nothing but their form tells them.
const MOST: u32 = 35;

/// How many elements above a form are looked at.
const LEVELS: usize = 4;

/// Marks them.
pub(super) fn mark(ground: &Ground<'_>, left: &mut Left) {
    let &Ground { dom, body, whole, protected, phrases, .. } = ground;
    let page = Page { dom, whole, protected, total: whole.prose(body).max(1), known: RefCell::default() };
    let mut found = Vec::new();
    dom.each_below(body, &mut |node| match dom.name(node) {
        Some("textarea") => found.extend(page.around_form(node)),
        Some(name)
            if is_heading(name)
                && whole.words(node) <= 8
                && whole.is_small(node)
                && is_count(&dom.spaced_text(node), phrases) =>
        {
            found.extend(page.under_heading(node));
        }
        _ => {}
    });
    for node in found {
        if !left.is_marked(node) {
            left.mark(node, Kind::Comments);
        }
    }
}

/// Whether a heading says «87 comments».
fn is_count(text: &str, phrases: &Phrases) -> bool {
    let words = text.split_whitespace().filter(|word| !word.chars().any(char::is_numeric));
    let words = words.collect::<Vec<_>>().join(" ");
    phrases.get(&words) == Some(Phrase::Talk)
}

struct Page<'a> {
    dom: &'a Dom,
    whole: &'a Measures,
    protected: &'a [bool],
    total: u32,
    /// Which nodes hold entries, of those asked about.
    known: RefCell<HashMap<NodeId, bool>>,
}

impl Page<'_> {
    /// The element around a form that holds entries too.
    fn around_form(&self, field: NodeId) -> Option<NodeId> {
        let mut at = self.dom.parent(field)?;
        for _ in 0..LEVELS + 4 {
            if !self.may_go(at) {
                return None;
            }
            if self.dom.name(at) != Some("form") && self.holds_entries(at) {
                return Some(at);
            }
            at = self.dom.parent(at)?;
        }
        None
    }

    /// What stands under a heading: all that is in its parent, or the list that follows it.
    fn under_heading(&self, heading: NodeId) -> Vec<NodeId> {
        let Some(above) = self.dom.parent(heading) else { return Vec::new() };
        let first = self.dom.children(above).find(|child| !is_blank(self.dom, *child)) == Some(heading);
        if first && self.may_go(above) && self.holds_entries(above) && self.is_written_by_readers(above) {
            return vec![above];
        }
        let mut next = self.dom.next(heading);
        while let Some(at) = next.filter(|at| is_blank(self.dom, *at)) {
            next = self.dom.next(at);
        }
        let list = next.filter(|next| {
            self.may_go(*next)
                && matches!(self.dom.name(*next), Some("ol" | "ul" | "div" | "section"))
                && self.holds_entries(*next)
                && self.is_written_by_readers(*next)
        });
        list.map_or(Vec::new(), |list| vec![heading, list])
    }

    fn may_go(&self, node: NodeId) -> bool {
        let prose = u64::from(self.whole.prose(node)) * 100 <= u64::from(self.total) * u64::from(MOST);
        prose && !self.protected[node] && !matches!(self.dom.name(node), None | Some("body" | "main"))
    }

    /// Whether brothers of one kind hold most of what is said here, and are no answers or posts of a thread.
    fn holds_entries(&self, node: NodeId) -> bool {
        // Asked once for every field of a form, and a page may have any number.
        if let Some(known) = self.known.borrow().get(&node) {
            return *known;
        }
        let holds = self.most_is_repeated(node);
        self.known.borrow_mut().insert(node, holds);
        holds
    }

    fn most_is_repeated(&self, node: NodeId) -> bool {
        let here = self.repeated(node);
        let most = self
            .dom
            .elements(node)
            .filter(|(_, name)| !matches!(*name, "form" | "p"))
            .fold(here, |most, (child, _)| most.max(self.repeated(child)));
        most > 0 && most * 10 >= self.whole.prose(node) * 6
    }

    /// The words of children of one kind, where there are several.
    fn repeated(&self, node: NodeId) -> u32 {
        let dom = self.dom;
        let kind = |node: NodeId| (dom.name(node), dom.attribute(node, "class").unwrap_or_default());
        let entries = || {
            dom.elements(node).filter(|(child, name)| {
                matches!(*name, "li" | "div" | "article" | "section" | "dl") && self.whole.words(*child) >= 3
            })
        };
        let Some((first, _)) = entries().last() else { return 0 };
        let first_kind = kind(first);
        let alike = entries().filter(|(child, _)| kind(*child) == first_kind).map(|(child, _)| child);
        let (mut count, mut words) = (0, 0);
        for child in alike {
            if has_word(dom, child, &["answer", "post", "message", "reply", "tab", "panel"]) {
                return 0;
            }
            count += 1;
            words += self.whole.words(child);
        }
        if count >= 2 { words } else { 0 }
    }

    /// Whether the entries have dates or buttons of their own.
    fn is_written_by_readers(&self, node: NodeId) -> bool {
        let mut dated = self.whole.controls(node) > 0;
        if !dated && self.whole.is_small(node) {
            self.dom.each_below(node, &mut |below| dated |= self.dom.name(below) == Some("time"));
        }
        dated
    }
}
