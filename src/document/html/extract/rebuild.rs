//! The body made anew of what is kept.

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName, ns};

use super::super::dom::{Dom, NodeData, NodeId};
use super::report::Left;

/// Elements of pages made for phones (`amp-img`) are what HTML calls by another name.
pub(super) fn rename_components(dom: &mut Dom) {
    for node in 0..dom.len() {
        let known = match dom.name(node) {
            Some("amp-img" | "amp-anim") => "img",
            Some("amp-iframe") => "iframe",
            Some("amp-video") => "video",
            Some("amp-audio") => "audio",
            _ => continue,
        };
        rename(dom, node, known);
    }
}

/// Takes out what is left out, and puts what is kept into the body.
pub(super) fn rebuild(dom: &mut Dom, body: NodeId, kept: &[NodeId], left: &Left) {
    for node in 0..dom.len() {
        if left.is_marked(node) {
            part_neighbours(dom, node);
            dom.detach(node);
        }
    }
    if kept == [body] {
        unfold_layout(dom, body);
        return;
    }
    for node in kept {
        for name in ["lang", "dir"] {
            inherit(dom, *node, body, name);
        }
    }
    let children = dom.children(body).collect::<Vec<_>>();
    for child in children {
        dom.detach(child);
    }
    for node in kept {
        if matches!(dom.name(*node), Some("td" | "th" | "tr" | "tbody" | "li" | "dd" | "center" | "font")) {
            rename(dom, *node, "div");
        }
        dom.append(body, *node);
    }
    dom.renumber_depths(body);
    unfold_layout(dom, body);
}

/// Links and buttons stand side by side without a space: what stood on both sides of one must not grow together.
fn part_neighbours(dom: &mut Dom, node: NodeId) {
    let is_link = |node: NodeId| matches!(dom.name(node), Some("a" | "button"));
    let mut links = is_link(node);
    dom.each_below(node, &mut |below| links |= is_link(below));
    if links && dom.previous(node).is_some() && dom.next(node).is_some() {
        let space = dom.create(NodeData::Text(StrTendril::from_slice(" ")), dom.line(node));
        dom.insert_before(node, space);
    }
}

/// The heading of the page, where it is one in all but its element.
pub(super) fn make_heading(dom: &mut Dom, headline: NodeId) {
    if matches!(
        dom.name(headline),
        Some("p" | "div" | "center" | "font" | "b" | "strong" | "span" | "big" | "h2" | "h3" | "h4" | "h5" | "h6")
    ) {
        rename(dom, headline, "h1");
    }
}

fn inherit(dom: &mut Dom, node: NodeId, body: NodeId, name: &str) {
    if dom.attribute(node, name).is_some() {
        return;
    }
    let mut above = dom.parent(node);
    while let Some(at) = above.filter(|at| *at != body) {
        if let Some(value) = dom.attribute(at, name).map(str::to_owned) {
            dom.set_attribute(node, name, &value);
            return;
        }
        above = dom.parent(at);
    }
}

/// Tables that lay out a page hold text, not data: they become what they look like.
fn unfold_layout(dom: &mut Dom, body: NodeId) {
    let mut tables = Vec::new();
    dom.each_below(body, &mut |node| {
        if dom.name(node) == Some("table") && is_layout(dom, node) {
            tables.push(node);
        }
    });
    for table in tables {
        let mut parts = vec![table];
        dom.each_below(table, &mut |node| {
            if matches!(dom.name(node), Some("tbody" | "tr" | "td")) && nearest_table(dom, node) == Some(table) {
                parts.push(node);
            }
        });
        for part in parts {
            rename(dom, part, "div");
        }
    }
}

fn nearest_table(dom: &Dom, node: NodeId) -> Option<NodeId> {
    let mut above = dom.parent(node);
    while let Some(at) = above.filter(|at| dom.name(*at) != Some("table")) {
        above = dom.parent(at);
    }
    above
}

/// Whether a table lays out the page: it has no heads and no caption, and a cell of it holds paragraphs or a long text.
pub(super) fn is_layout(dom: &Dom, table: NodeId) -> bool {
    if dom.attribute(table, "role") == Some("presentation") {
        return true;
    }
    let (mut data, mut long) = (false, false);
    dom.each_below(table, &mut |node| match dom.name(node) {
        Some("th" | "caption" | "thead") if nearest_table(dom, node) == Some(table) => data = true,
        Some("td") if nearest_table(dom, node) == Some(table) => {
            let (mut breaks, mut paragraphs, mut words) = (0, 0, 0);
            // Old pages wrap what is in a cell into `font` and `center`.
            let mut stack = vec![node];
            while let Some(at) = stack.pop() {
                for child in dom.children(at) {
                    match dom.name(child) {
                        Some("br") => breaks += 1,
                        Some("p" | "div" | "h1" | "h2" | "h3") => paragraphs += 1,
                        // A table within a cell is layout, even alone.
                        Some("table") => paragraphs += 2,
                        Some("font" | "center" | "span" | "b") => stack.push(child),
                        _ => {}
                    }
                    if let NodeData::Text(text) = dom.data(child) {
                        words += text.split_whitespace().count();
                    }
                }
            }
            long |= paragraphs > 1 || breaks > 3 || words > 60;
        }
        _ => {}
    });
    long && !data
}

pub(super) fn rename(dom: &mut Dom, node: NodeId, name: &str) {
    if let NodeData::Element(known, _) = dom.data_mut(node) {
        *known = QualName::new(None, ns!(html), LocalName::from(name));
    }
}
