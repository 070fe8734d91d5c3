//! What a page does not show at first.

use super::super::dom::{Dom, NodeId};

/// Whether an element says of itself that it is not shown.
pub(super) fn is_hidden(dom: &Dom, node: NodeId) -> bool {
    dom.attribute(node, "hidden").is_some()
        || dom.attribute(node, "aria-hidden") == Some("true")
        || dom.attribute(node, "style").is_some_and(|style| style.split(';').any(hides))
}

/// Takes off an element what hides it.
pub(super) fn show(dom: &mut Dom, node: NodeId) {
    dom.remove_attribute(node, "hidden");
    dom.remove_attribute(node, "aria-hidden");
    let style = dom.attribute(node, "style").map(str::to_owned);
    if let Some(style) = style.filter(|style| style.split(';').any(hides)) {
        let rest = style.split(';').filter(|rule| !hides(rule)).collect::<Vec<_>>().join(";");
        dom.remove_attribute(node, "style");
        if !rest.trim().is_empty() {
            dom.set_attribute(node, "style", &rest);
        }
    }
}

fn hides(rule: &str) -> bool {
    let rule = rule.to_ascii_lowercase().replace(' ', "");
    matches!(rule.trim_end_matches("!important"), "display:none" | "visibility:hidden")
}
