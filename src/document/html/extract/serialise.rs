//! Our nodes as HTML again, each element with its number, for libraries that have a tree of their own. The depth is
//! bounded by our parser.

use super::super::dom::{Dom, NodeData, NodeId};
use super::super::elements::is_void;
use super::measure::is_unseen;
use super::report::Left;
use crate::publication::escape_into;

/// The attribute that holds the number.
pub(super) const NUMBER: &str = "data-warraq-node";

/// Writes a whole document with what is below `body`, without what is left out.
pub(super) fn serialise(dom: &Dom, body: NodeId, left: Option<&Left>) -> String {
    let mut html = String::from("<!DOCTYPE html><html><head><title></title></head>");
    element(dom, body, left, &mut html);
    html.push_str("</html>");
    html
}

fn element(dom: &Dom, node: NodeId, left: Option<&Left>, html: &mut String) {
    if left.is_some_and(|left| left.is_marked(node)) || is_unseen(dom, node) {
        return;
    }
    match dom.data(node) {
        NodeData::Text(text) => escape_into(html, text),
        NodeData::Element(name, attributes) => {
            let name = &*name.local;
            if !name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')) {
                return;
            }
            html.push('<');
            html.push_str(name);
            html.push_str(&format!(" {NUMBER}=\"{node}\""));
            for attribute in attributes {
                let name = &*attribute.name.local;
                // Data URIs and styles are long and say nothing here.
                if attribute.value.len() > 2000
                    || name.bytes().any(|b| b.is_ascii_whitespace() || b"\"'<>/=".contains(&b))
                {
                    continue;
                }
                html.push(' ');
                html.push_str(name);
                html.push_str("=\"");
                escape_into(html, &attribute.value);
                html.push('"');
            }
            html.push('>');
            if is_void(name) {
                return;
            }
            for child in dom.children(node) {
                element(dom, child, left, html);
            }
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
        NodeData::Document | NodeData::Ignored => {}
    }
}

/// The numbers that stand in such HTML.
pub(super) fn numbers(html: &str) -> impl Iterator<Item = NodeId> + '_ {
    let pieces = html.split(NUMBER).skip(1);
    pieces.filter_map(|piece| {
        let digits = piece.strip_prefix("=\"")?;
        digits.split('"').next()?.parse().ok()
    })
}
