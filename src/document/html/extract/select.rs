//! What the user chose by hand, with selectors of CSS.

use std::sync::Arc;

use super::super::dom::{Dom, NodeId};
use super::serialise::{NUMBER, serialise};
use crate::document::DocumentError;
use crate::publication::Place;

/// The nodes that the selectors name, in the page's order, none below another.
pub(super) fn select(dom: &Dom, file: &Arc<str>, selectors: &[String]) -> Result<Vec<NodeId>, DocumentError> {
    let place = || Place::new(file, 0);
    let body = dom.find("body").unwrap_or(Dom::DOCUMENT);
    let html = serialise(dom, body, None);
    let document = dom_query::Document::from(html);
    let mut chosen = vec![false; dom.len()];
    let mut any = false;
    for selector in selectors {
        let matcher = dom_query::Matcher::new(selector)
            .map_err(|_| DocumentError::SelectorWrong { place: place(), selector: selector.clone() })?;
        for node in document.select_matcher(&matcher).nodes() {
            let number = node.attr(NUMBER).and_then(|number| number.parse::<NodeId>().ok());
            if let Some(number) = number.filter(|number| *number < dom.len()) {
                chosen[number] = true;
                any = true;
            }
        }
    }
    if !any {
        return Err(DocumentError::NothingSelected { place: place(), selector: selectors.join(", ") });
    }
    let (mut kept, mut stack) = (Vec::new(), vec![body]);
    while let Some(node) = stack.pop() {
        if chosen[node] {
            kept.push(node);
            continue;
        }
        let before = stack.len();
        stack.extend(dom.children(node));
        stack[before..].reverse();
    }
    Ok(kept)
}
