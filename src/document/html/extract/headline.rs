//! The heading of the article: the one that says what the page calls itself.

use super::super::dom::{Dom, NodeId};
use super::super::elements::is_block;
use super::measure::{Measures, is_heading, is_unseen};
use crate::document::html::head::has_token;

/// Finds it: a heading whose words are a title of the page; the only `h1` that is no link; another block that says it.
pub(super) fn find(dom: &Dom, body: NodeId, titles: &[String], whole: &Measures) -> Option<NodeId> {
    let titles = titles.iter().map(|title| folded(title)).collect::<Vec<_>>();
    let (mut best, mut ones, mut block) = (None, Vec::new(), None);
    dom.each_below(body, &mut |node| {
        let Some(name) = dom.name(node) else { return };
        let words = whole.words(node);
        if words == 0 || words > 60 {
            return;
        }
        let marked = has_token(dom.attribute(node, "itemprop"), "headline");
        if !is_heading(name) && !marked {
            if block.is_none() && is_block(name) && words >= 2 && whole.own_words(node) == words {
                let text = folded(&dom.spaced_text(node));
                if titles.contains(&text) && !is_aside(dom, node) {
                    block = Some(in_cell(dom, node, whole));
                }
            }
            return;
        }
        if is_aside(dom, node) {
            return;
        }
        let level = name.as_bytes().get(1).map_or(9, |digit| digit - b'0');
        if level == 1 {
            ones.push(node);
        }
        let text = folded(&dom.spaced_text(node));
        let exact = titles.contains(&text);
        // A site's own name stands in its titles too, at one end; an article's heading is longer.
        let within = words >= 3 && titles.iter().any(|title| title.contains(&text));
        let rank = match (exact, marked, within) {
            (true, _, _) => level,
            (_, true, _) => 10 + level,
            (_, _, true) => 20 + level,
            _ => return,
        };
        if best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, node));
        }
    });
    let own =
        ones.iter().copied().filter(|node| whole.link_words(*node) < whole.words(*node) && !in_home_link(dom, *node));
    let own = own.collect::<Vec<_>>();
    best.map(|(_, node)| node)
        .or(match own.as_slice() {
            [one] => Some(*one),
            [] => None,
            several => several.iter().copied().find(|node| whole.words(*node) >= 3),
        })
        .or(block)
}

/// A cell cannot become a heading: what is in it can.
fn in_cell(dom: &Dom, node: NodeId, whole: &Measures) -> NodeId {
    if !matches!(dom.name(node), Some("td" | "th")) {
        return node;
    }
    let inner = dom.elements(node).find(|(child, _)| whole.words(*child) == whole.words(node));
    inner.filter(|(_, name)| matches!(*name, "font" | "b" | "strong" | "span" | "big")).map_or(node, |(inner, _)| inner)
}

/// Whether a node stands where no article's heading does.
fn is_aside(dom: &Dom, node: NodeId) -> bool {
    let mut above = dom.parent(node);
    while let Some(at) = above {
        let hidden = dom.attribute(at, "hidden").is_some();
        if hidden
            || matches!(dom.name(at), Some("nav" | "aside" | "footer" | "dialog" | "noscript"))
            || is_unseen(dom, at)
        {
            return true;
        }
        above = dom.parent(at);
    }
    false
}

/// Whether a heading stands in a link: a logo, or the teaser of another page.
fn in_home_link(dom: &Dom, node: NodeId) -> bool {
    let mut above = dom.parent(node);
    while let Some(at) = above {
        if dom.name(at) == Some("a") {
            return true;
        }
        above = dom.parent(at);
    }
    false
}

/// Words as titles are compared.
pub(super) fn folded(text: &str) -> String {
    let kept = text.chars().map(|c| if c.is_alphanumeric() || c == '\u{200C}' { c } else { ' ' });
    let kept = kept.collect::<String>().to_ascii_lowercase();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
