//! The element that holds the article.
//!
//! dom_smoothie scores paragraphs, and says which elements it would keep. The container is the innermost element that holds
//! nearly all prose of those.

use std::sync::Arc;

use super::super::dom::{Dom, NodeId};
use super::measure::{Measures, is_heading};
use super::report::Left;
use super::serialise::{numbers, serialise};
use super::vocabulary::has_word;
use crate::publication::{Code, Findings, Place};

/// Pages with more elements are not given to dom_smoothie, whose scoring is not linear: our own counts decide.
const MOST_ELEMENTS: usize = 20_000;

/// Texts shorter than this, in characters, make dom_smoothie try again with laxer rules.
const SHORT: usize = 140;

/// Finds it.
pub(super) fn find(
    dom: &Dom,
    body: NodeId,
    rest: &Measures,
    left: &Left,
    file: &Arc<str>,
    findings: &mut Findings,
) -> NodeId {
    let mut elements = 0_usize;
    dom.each_below(body, &mut |node| elements += usize::from(dom.is_element(node)));
    let mut weights = if elements > MOST_ELEMENTS {
        let message = format!("the page has {elements} elements: its article was found by counting words alone");
        findings.note(Code::PageTooLarge, Place::new(file, 0), message);
        Vec::new()
    } else {
        scored(dom, body, rest, left)
    };
    if weights.is_empty() || weights[body] < rest.prose(body) / 4 {
        weights = (0..dom.len()).map(|node| rest.prose(node)).collect();
    }
    let at = innermost(dom, body, &weights, |node| left.is_marked(node));
    let found = at;
    let mut at = at;
    // Posts of a thread and entries of a live page are brothers of one kind.
    for _ in 0..3 {
        let Some(above) = dom.parent(at).filter(|above| at != body && dom.is_element(*above)) else { break };
        if has_brothers(dom, at, above, rest, left) {
            return above;
        }
        at = above;
    }
    found
}

/// The container by the words of prose alone.
pub(super) fn by_words(dom: &Dom, body: NodeId, whole: &Measures) -> NodeId {
    let weights = (0..dom.len()).map(|node| whole.prose(node)).collect::<Vec<_>>();
    innermost(dom, body, &weights, |_| false)
}

/// The innermost element that holds four fifths of the weight.
fn innermost(dom: &Dom, body: NodeId, weights: &[u32], is_left: impl Fn(NodeId) -> bool) -> NodeId {
    let mut at = body;
    let total = weights[body];
    while let Some((next, name)) = dom.elements(at).max_by_key(|(child, _)| weights[*child]) {
        let holds = weights[next] * 5 >= total * 4;
        let ends = matches!(
            name,
            "p" | "ul"
                | "ol"
                | "dl"
                | "li"
                | "blockquote"
                | "figure"
                | "pre"
                | "table"
                | "a"
                | "b"
                | "i"
                | "em"
                | "strong"
                | "span"
                | "font"
        ) || is_heading(name);
        let layout = matches!(name, "table" | "font" | "span") && super::rebuild::is_layout(dom, next);
        if !holds || is_left(next) || ends && !layout {
            break;
        }
        at = next;
    }
    at
}

/// Whether other children of `above` are of the same kind, with prose of their own and no link for a heading.
fn has_brothers(dom: &Dom, node: NodeId, above: NodeId, rest: &Measures, left: &Left) -> bool {
    let class = dom.attribute(node, "class").and_then(|class| class.split_ascii_whitespace().next());
    let (Some(name), Some(class)) = (dom.name(node), class) else { return false };
    let brothers = dom.elements(above).filter(|(child, other)| {
        *child != node
            && *other == name
            && !left.is_marked(*child)
            && rest.prose(*child) >= 4
            && rest.link_words(*child) * 3 <= rest.words(*child)
            && dom.attribute(*child, "class").is_some_and(|other| other.split_ascii_whitespace().next() == Some(class))
    });
    brothers.count() > 0 && !has_word(dom, node, &["col", "column", "row"])
}

/// The prose of the blocks that dom_smoothie keeps, added up for every node; nothing where it finds none.
fn scored(dom: &Dom, body: NodeId, rest: &Measures, left: &Left) -> Vec<u32> {
    let html = serialise(dom, body, Some(left));
    let config = dom_smoothie::Config {
        keep_classes: true,
        disable_json_ld: true,
        char_threshold: SHORT,
        ..dom_smoothie::Config::default()
    };
    let Ok(mut reader) = dom_smoothie::Readability::new(html, None, Some(config)) else { return Vec::new() };
    let Ok(article) = reader.parse() else { return Vec::new() };
    let mut kept = vec![false; dom.len()];
    for node in numbers(&article.content).filter(|node| *node < dom.len()) {
        kept[node] = true;
    }
    let mut weights = vec![0_u32; dom.len()];
    dom.each_below(body, &mut |node| {
        let in_it = kept[node] || dom.parent(node).is_some_and(|above| kept[above]);
        let below = dom.elements(node).map(|(child, _)| rest.prose(child)).sum::<u32>();
        let own = rest.prose(node).saturating_sub(below);
        if in_it && own > 0 {
            let mut at = Some(node);
            while let Some(above) = at {
                weights[above] += own;
                at = dom.parent(above).filter(|_| above != body);
            }
        }
    });
    weights
}
