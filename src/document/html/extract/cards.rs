//! Teasers of other pages inside the article: brothers of one kind that are each a link with a heading or a picture.

use super::super::dom::{Dom, NodeId};
use super::furniture::is_blank;
use super::measure::{Measures, is_heading};
use super::report::{Kind, Left};

/// Fewer than this are no row of cards.
const FEWEST: usize = 3;

/// Marks rows of cards, with the heading over them.
pub(super) fn mark(dom: &Dom, body: NodeId, rest: &Measures, headline: Option<NodeId>, left: &mut Left) {
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if left.is_marked(node) || Some(node) == headline {
            continue;
        }
        if node != body && is_preview(dom, node, rest, headline) {
            left.mark(node, Kind::Related);
            continue;
        }
        if node != body && is_row(dom, node, rest, left) {
            left.mark(node, Kind::Related);
            if let Some(heading) = heading_over(dom, node)
                .or_else(|| label_over(dom, node, rest))
                .filter(|heading| Some(*heading) != headline)
            {
                left.mark(heading, Kind::Related);
            }
            continue;
        }
        stack.extend(dom.children(node));
    }
}

/// Whether a block is the preview of another page: one link around a heading and more.
fn is_preview(dom: &Dom, node: NodeId, rest: &Measures, headline: Option<NodeId>) -> bool {
    let words = rest.words(node);
    if !matches!(dom.name(node), Some("div" | "section" | "aside" | "article"))
        || words == 0
        || words > 60
        || !rest.is_small(node)
        || rest.links(node) != 1
        || rest.link_words(node) != words
    {
        return false;
    }
    let (mut headings, mut blocks, mut outside, mut is_headline) = (0, 0, false, false);
    dom.each_below(node, &mut |below| {
        let Some(name) = dom.name(below) else { return };
        is_headline |= Some(below) == headline;
        headings += usize::from(is_heading(name) && rest.in_link(below));
        blocks += usize::from((is_heading(name) || name == "p") && rest.in_link(below));
        outside |= name == "a" && dom.attribute(below, "href").is_some_and(|href| !href.starts_with('#'));
    });
    !is_headline && outside && headings > 0 && (blocks > 1 || rest.pictures(node) > 0)
}

fn is_row(dom: &Dom, node: NodeId, rest: &Measures, left: &Left) -> bool {
    if matches!(dom.name(node), None | Some("table" | "tbody" | "tr" | "p" | "dl" | "main" | "article")) {
        return false;
    }
    let words = rest.words(node);
    if words == 0 || rest.link_words(node) * 10 < words * 6 {
        return false;
    }
    let mut cards = 0;
    let mut others = 0;
    for (child, name) in dom.elements(node).filter(|(child, _)| !left.is_marked(*child) && rest.words(*child) > 0) {
        let linked = rest.link_words(child) * 10 >= rest.words(child) * 6 && rest.link_words(child) > 0;
        if linked && !is_heading(name) && (rest.pictures(child) > 0 || rest.is_small(child) && has_heading(dom, child))
        {
            cards += 1;
        } else if !is_heading(name) {
            others += 1;
        }
    }
    cards >= FEWEST && others * 3 <= cards
}

fn has_heading(dom: &Dom, node: NodeId) -> bool {
    let mut found = false;
    dom.each_below(node, &mut |below| found |= dom.name(below).is_some_and(is_heading));
    found
}

fn heading_over(dom: &Dom, node: NodeId) -> Option<NodeId> {
    let mut before = dom.previous(node);
    while let Some(at) = before.filter(|at| is_blank(dom, *at)) {
        before = dom.previous(at);
    }
    before.filter(|at| dom.name(*at).is_some_and(is_heading))
}

/// A few words over a row, in a box that holds nothing else.
fn label_over(dom: &Dom, node: NodeId, rest: &Measures) -> Option<NodeId> {
    let mut before = dom.previous(node);
    while let Some(at) = before.filter(|at| is_blank(dom, *at)) {
        before = dom.previous(at);
    }
    let above = dom.parent(node)?;
    before.filter(|label| {
        let words = rest.words(*label);
        (1..=6).contains(&words) && rest.links(*label) == 0 && rest.words(above) == words + rest.words(node)
    })
}
