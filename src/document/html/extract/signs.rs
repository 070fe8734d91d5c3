//! Signs and small things that stand beside a text: who wrote a post, signatures, portraits, pictures that sell.

use super::super::dom::{Dom, NodeData, NodeId};
use super::furniture::is_blank;
use super::measure::Measures;

/// Whether a cell says who wrote what the cell beside it says, as in forums: it links to a member, and has no prose.
pub(super) fn is_about_a_member(dom: &Dom, node: NodeId, name: &str, whole: &Measures) -> bool {
    if name != "td" || whole.links(node) == 0 || !whole.is_small(node) || whole.words(node) > 40 {
        return false;
    }
    let beside = dom.parent(node).is_some_and(|row| {
        dom.elements(row).any(|(cell, _)| cell != node && whole.prose(cell) > whole.words(node).min(12))
    });
    let mut member = false;
    if beside {
        dom.each_below(node, &mut |below| {
            let href = dom.attribute(below, "href").unwrap_or_default();
            member |=
                dom.name(below) == Some("a") && ["member", "profile", "user"].iter().any(|word| href.contains(word));
        });
    }
    member
}

/// Whether a block is set off by a line of signs, and is the last of a post: a signature.
pub(super) fn is_signature(dom: &Dom, node: NodeId, name: &str, whole: &Measures) -> bool {
    if name != "div" || whole.words(node) > 60 || dom.next(node).is_some_and(|next| dom.is_element(next)) {
        return false;
    }
    let first = dom.children(node).find(|child| !is_blank(dom, *child));
    first.is_some_and(|first| match dom.data(first) {
        NodeData::Text(text) => {
            let text = text.trim();
            text.len() >= 8 && text.chars().all(|c| matches!(c, '_' | '-' | '―'))
        }
        _ => false,
    })
}

/// Whether a link shows nothing but a tiny picture, and leads to no larger one: a portrait, a sign.
pub(super) fn is_linked_icon(dom: &Dom, node: NodeId, name: &str, whole: &Measures) -> bool {
    if name != "a" || whole.words(node) > 0 || whole.pictures(node) != 1 || !whole.is_small(node) {
        return false;
    }
    let href = dom.attribute(node, "href").unwrap_or_default().to_ascii_lowercase();
    let picture = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"].iter().any(|end| href.contains(end));
    let tiny = |node: NodeId, side: &str| {
        let side = dom.attribute(node, side).and_then(|side| side.trim().parse::<u32>().ok());
        side.is_some_and(|side| side <= 64)
    };
    let mut icon = false;
    dom.each_below(node, &mut |below| {
        icon |= dom.name(below) == Some("img") && tiny(below, "width") && tiny(below, "height");
    });
    icon && !picture && !href.is_empty()
}

/// Whether a block is the picture of an advertisement with a few words, by the address it leads to.
pub(super) fn is_advertisement(dom: &Dom, node: NodeId, name: &str, whole: &Measures) -> bool {
    if !matches!(name, "div" | "p" | "center" | "section" | "span")
        || whole.links(node) != 1
        || whole.pictures(node) == 0
        || whole.words(node) > 12
        || !whole.is_small(node)
    {
        return false;
    }
    let mut leads = false;
    dom.each_below(node, &mut |below| {
        let href = dom.attribute(below, "href").unwrap_or_default();
        let mut parts = href.split(['/', '.', '?', '&', '=']);
        leads |= dom.name(below) == Some("a")
            && parts.any(|part| matches!(part, "ads" | "ad" | "adserver" | "adclick" | "doubleclick"));
    });
    leads
}
