//! Appeals to subscribe, to join, to install: a field for an address with the words around it, or a short block that ends
//! with a call.

use super::super::dom::{Dom, NodeId};
use super::Ground;
use super::furniture::is_blank;
use super::measure::{Measures, is_unseen};
use super::phrase_list::{Phrase, Phrases};
use super::phrases::text_beside_links;
use super::report::{Kind, Left};

/// An appeal has no more words.
const MOST_WORDS: u32 = 60;

/// Marks them.
pub(super) fn mark(ground: &Ground<'_>, left: &mut Left) {
    let &Ground { dom, body, whole, protected, phrases, .. } = ground;
    let page = Page { dom, whole, protected, total: whole.prose(body).max(1) };
    let mut fields = Vec::new();
    dom.each_below(body, &mut |node| {
        if dom.name(node) == Some("input") && asks_for_address(dom, node) {
            fields.push(node);
        }
    });
    for field in fields {
        if let Some(appeal) = page.around_field(field) {
            left.mark(appeal, Kind::Newsletter);
        }
    }
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if left.is_marked(node) || is_unseen(dom, node) {
            continue;
        }
        match dom.name(node) {
            Some("blockquote" | "figure" | "pre" | "dl") => {}
            Some(name @ ("div" | "section" | "aside" | "p" | "center")) if page.ends_with_call(node, name, phrases) => {
                left.mark(node, Kind::Newsletter);
            }
            _ => stack.extend(dom.children(node)),
        }
    }
}

/// Whether a field is for an address of mail.
fn asks_for_address(dom: &Dom, field: NodeId) -> bool {
    let of = |name: &str| dom.attribute(field, name).unwrap_or_default().to_ascii_lowercase();
    of("type") == "email"
        || matches!(of("type").as_str(), "" | "text")
            && ["name", "id", "autocomplete"].iter().any(|name| of(name).contains("email"))
}

struct Page<'a> {
    dom: &'a Dom,
    whole: &'a Measures,
    protected: &'a [bool],
    total: u32,
}

impl Page<'_> {
    /// The largest element around a field that holds little else.
    fn around_field(&self, field: NodeId) -> Option<NodeId> {
        let mut appeal = None;
        let mut at = self.dom.parent(field)?;
        while self.may_go(at) {
            appeal = Some(at);
            at = self.dom.parent(at)?;
        }
        appeal
    }

    fn may_go(&self, node: NodeId) -> bool {
        !self.protected[node]
            && self.whole.is_small(node)
            && self.whole.words(node) <= MOST_WORDS
            && u64::from(self.whole.prose(node)) * 5 <= u64::from(self.total)
            && !matches!(self.dom.name(node), None | Some("body" | "main" | "article" | "td" | "tr" | "table"))
    }

    /// Whether the last thing in a short block is a link or a button that calls.
    fn ends_with_call(&self, node: NodeId, name: &str, phrases: &Phrases) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let words = whole.words(node);
        if !self.may_go(node)
            || words < 3
            || name == "p" && words > 25
            || whole.links(node) + whole.controls(node) == 0
            || whole.links(node) + whole.controls(node) > 3
        {
            return false;
        }
        let mut at = node;
        for _ in 0..4 {
            let Some(last) = last_shown(dom, at) else { return false };
            match dom.name(last) {
                Some("a" | "button") => {
                    // What has a figure announces something: when it is, what it costs.
                    let announces = text_beside_links(dom, node).chars().any(char::is_numeric);
                    return !announces && phrases.get(&dom.spaced_text(last)) == Some(Phrase::Call);
                }
                Some("p" | "div" | "span" | "center" | "strong" | "b") => at = last,
                _ => return false,
            }
        }
        false
    }
}

fn last_shown(dom: &Dom, node: NodeId) -> Option<NodeId> {
    dom.children(node).filter(|child| !is_blank(dom, *child)).last()
}
