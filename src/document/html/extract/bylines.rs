//! Lines of authors and dates that stay: what the page says of itself nowhere else must not be lost.

use super::super::dom::{Dom, NodeId};
use super::Known;
use super::report::{Kind, Left, source_text};
use crate::source::digit;

/// Keeps the lines that may hold what is not known; `Left` forgets that it had left them out.
pub(super) fn keep(dom: &Dom, body: NodeId, known: Known, left: &mut Left) {
    if known.author && known.date {
        return;
    }
    let mut lines = Vec::new();
    dom.each_below(body, &mut |node| {
        if left.kind(node) == Some(Kind::Dateline) {
            lines.push(node);
        }
    });
    for node in lines {
        let dated = holds_year(&source_text(dom, node));
        if dated && !known.date || !known.author && has_byline(dom, node) {
            left.keep(node);
        }
    }
}

/// Whether an element, or one in it, calls itself a byline.
fn has_byline(dom: &Dom, node: NodeId) -> bool {
    let mut found = false;
    let mut see = |node: NodeId| {
        let names = ["class", "itemprop", "rel"].iter().filter_map(|name| dom.attribute(node, name));
        found |= names.flat_map(str::split_whitespace).any(|name| {
            let name = name.to_ascii_lowercase();
            name.contains("byline") || name.contains("author") || name.contains("writer")
        });
    };
    see(node);
    dom.each_below(node, &mut see);
    found
}

/// Whether four digits of any script stand together as those of a year of our calendars.
fn holds_year(text: &str) -> bool {
    let digits = text.chars().map(digit);
    let mut run = Vec::new();
    let mut found = false;
    for digit in digits.chain([None]) {
        match digit {
            Some(digit) => run.push(digit),
            None => {
                found |= matches!(run.as_slice(), [1, 3 | 4 | 9, _, _] | [2, 0, _, _]);
                run.clear();
            }
        }
    }
    found
}
