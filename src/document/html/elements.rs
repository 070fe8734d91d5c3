//! What elements are, by their names.

use super::dom::Dom;

/// Elements that a book cannot hold: forms, players, frames.
pub(super) fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "iframe"
            | "frame"
            | "object"
            | "embed"
            | "applet"
            | "canvas"
            | "select"
            | "textarea"
            | "button"
            | "meter"
            | "progress"
    )
}

/// Elements that begin on a line of their own.
pub(in crate::document::html) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Blocks that are only parts of another one, and so cannot become notes by themselves.
pub(super) fn is_part(name: &str) -> bool {
    matches!(
        name,
        "body" | "caption" | "dd" | "dt" | "figcaption" | "summary" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr"
    )
}

/// Marks every node that has a block below it. Each edge to a parent is walked once.
pub(super) fn blocks_below(dom: &Dom) -> Vec<bool> {
    let mut holds = vec![false; dom.len()];
    for node in 0..dom.len() {
        if !dom.name(node).is_some_and(is_block) {
            continue;
        }
        let mut above = dom.parent(node);
        while let Some(at) = above.filter(|at| !holds[*at]) {
            holds[at] = true;
            above = dom.parent(at);
        }
    }
    holds
}

/// Elements that hold nothing and have no end tag (HTML, void elements).
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}
