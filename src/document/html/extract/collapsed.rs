//! What a page folds away but means to be read: answers under their questions, parts that a button opens.
//!
//! What opens it says so (`aria-expanded`, `aria-controls`, an accordion's names), or the answer says itself that it is one
//! (schema.org, `hidden="until-found"`). It has prose; menus and tools that a button opens have none.

use std::collections::HashMap;

use super::super::dom::{Dom, NodeId};
use super::hiding::{is_hidden, show};
use super::measure::{Measures, is_heading};
use super::rebuild::rename;
use super::report::Kind;
use super::vocabulary::{has_word, kinds};

/// A question or the words of a button are not longer.
const LONGEST_OPENER: u32 = 40;

/// Names of what folds and unfolds.
const FOLDS: &[&str] = &["accordion", "collapse", "collapsible", "faq", "faqs", "spoiler", "toggle", "expander"];

/// Shows what is folded, and makes the buttons over it words of the text.
pub(super) fn open(dom: &mut Dom, body: NodeId, whole: &Measures) {
    let mut ids = HashMap::new();
    let mut nodes = Vec::new();
    dom.each_below(body, &mut |node| {
        if dom.name(node).is_some() {
            nodes.push(node);
            if let Some(id) = dom.attribute(node, "id") {
                ids.entry(id.to_owned()).or_insert(node);
            }
        }
    });
    let (mut shown, mut openers) = (Vec::new(), Vec::new());
    for node in nodes {
        if let Some(panel) = panel_of(dom, node, &ids, whole) {
            // A button below what it opens says «more», not what is asked.
            if node < panel {
                openers.push(node);
            }
            shown.push(panel);
        } else if is_answer(dom, node) && is_hidden(dom, node) && is_text(dom, node, whole) {
            shown.push(node);
        }
    }
    for node in shown {
        let mut at = node;
        // The hidden element may stand in one that is not.
        for _ in 0..4 {
            show(dom, at);
            let mut below = dom.elements(at).map(|(child, _)| child);
            let only = below.next().filter(|_| below.next().is_none());
            drop(below);
            let Some(only) = only else { break };
            at = only;
        }
    }
    for node in openers {
        if whole.is_small(node) {
            make_words(dom, node);
        }
    }
}

/// A book has no buttons: the question on one is a heading's text, or a line.
fn make_words(dom: &mut Dom, opener: NodeId) {
    let mut buttons = Vec::new();
    let mut see = |node: NodeId| {
        if dom.name(node) == Some("button") {
            buttons.push(node);
        }
    };
    see(opener);
    dom.each_below(opener, &mut see);
    for button in buttons {
        let inside = dom.parent(button).and_then(|above| dom.name(above)).is_some_and(|name| {
            is_heading(name) || matches!(name, "dt" | "summary" | "span" | "b" | "strong" | "p" | "a" | "legend")
        });
        rename(dom, button, if inside { "span" } else { "p" });
    }
}

/// What an element opens.
fn panel_of(dom: &Dom, node: NodeId, ids: &HashMap<String, NodeId>, whole: &Measures) -> Option<NodeId> {
    let name = dom.name(node)?;
    let words = whole.words(node);
    if words == 0 || words > LONGEST_OPENER || whole.prose(node) > 0 && whole.blocks(node) > 3 {
        return None;
    }
    let toggles = ["data-toggle", "data-bs-toggle"].iter().any(|name| dom.attribute(node, name) == Some("collapse"));
    let says = dom.attribute(node, "aria-expanded").is_some() || toggles;
    let named = || {
        let opener = is_heading(name) || matches!(name, "button" | "dt" | "label" | "a" | "div" | "span" | "p");
        opener && (has_word(dom, node, FOLDS) || dom.parent(node).is_some_and(|above| has_word(dom, above, FOLDS)))
    };
    if !says && !named() {
        return None;
    }
    let controlled = ["aria-controls", "data-target", "data-bs-target", "href"].into_iter().find_map(|name| {
        let id = dom.attribute(node, name)?.split_ascii_whitespace().next()?;
        ids.get(id.strip_prefix('#').unwrap_or(id)).copied()
    });
    let panel = controlled.filter(|_| says).or_else(|| following(dom, node, whole))?;
    let folded = says || is_hidden(dom, panel);
    (folded && panel != node && !holds(dom, panel, node) && is_text(dom, panel, whole)).then_some(panel)
}

/// The element that follows one, or follows what holds nothing else.
fn following(dom: &Dom, node: NodeId, whole: &Measures) -> Option<NodeId> {
    let mut at = node;
    for _ in 0..4 {
        let mut next = dom.next(at);
        while let Some(found) = next {
            if dom.name(found).is_some() {
                return Some(found);
            }
            next = dom.next(found);
        }
        let above = dom.parent(at).filter(|above| whole.words(*above) == whole.words(node))?;
        at = above;
    }
    None
}

fn holds(dom: &Dom, above: NodeId, node: NodeId) -> bool {
    let mut at = dom.parent(node);
    for _ in 0..200 {
        match at {
            Some(here) if here == above => return true,
            Some(here) => at = dom.parent(here),
            None => return false,
        }
    }
    // So deep that it is not looked at further.
    true
}

/// Whether an element is an answer by schema.org, what a tab shows, or hidden until somebody looks for its words.
fn is_answer(dom: &Dom, node: NodeId) -> bool {
    let says = |node: NodeId| {
        dom.attribute(node, "itemtype").is_some_and(|kind| kind.trim_end_matches('/').ends_with("/Answer"))
            || dom.attribute(node, "itemprop").is_some_and(|name| name.ends_with("edAnswer"))
    };
    let mut at = Some(node);
    let above = std::iter::from_fn(|| {
        let here = at?;
        at = dom.parent(here);
        Some(here)
    });
    dom.attribute(node, "hidden").is_some_and(|hidden| hidden.eq_ignore_ascii_case("until-found"))
        || dom.attribute(node, "role") == Some("tabpanel")
        || above.take(4).any(says)
}

/// Whether an element holds text, and is not what its names call a tool, a dialog or a list of links.
fn is_text(dom: &Dom, node: NodeId, whole: &Measures) -> bool {
    let words = whole.words(node);
    let dialog = dom.attribute(node, "aria-modal").is_some()
        || matches!(dom.attribute(node, "role"), Some("dialog" | "alertdialog" | "menu" | "navigation" | "search"))
        || matches!(dom.name(node), Some("nav" | "aside" | "dialog" | "form" | "footer" | "header" | "body" | "main"));
    let other = |kind: &Kind| {
        use Kind::{Advertisement, Comments, Cookies, Dialog, Navigation, Newsletter, Related, ShareBar, Sidebar};
        matches!(
            kind,
            Advertisement | Comments | Cookies | Dialog | Navigation | Newsletter | Related | ShareBar | Sidebar
        )
    };
    words >= 3
        && whole.prose(node) > 0
        && whole.link_words(node) * 2 < words
        && whole.controls(node) * 20 <= words
        && !dialog
        && !kinds(dom, node).iter().any(other)
}
