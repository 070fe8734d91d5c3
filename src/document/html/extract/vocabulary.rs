//! What the words in classes, ids and names of elements say about a part of a page.
//!
//! The words are those that templates of many makers share. A word alone decides nothing: `furniture` asks what is in the
//! element as well.

use super::super::dom::{Dom, NodeData, NodeId};
use super::names::{BEGINNINGS, PAIRS, WORDS};
use super::report::Kind;

/// The attributes that say what a part is.
const ATTRIBUTES: [&str; 7] = ["class", "id", "role", "data-component", "data-testid", "data-type", "data-widget"];

/// What the names of an element may mean, the nearest first.
pub(super) fn kinds(dom: &Dom, node: NodeId) -> Vec<Kind> {
    let mut kinds = Vec::new();
    let mut add = |kind: Kind| {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    };
    each_name(dom, node, &mut |words| {
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", String::as_str);
            for (first, second, kind) in PAIRS {
                if first == word && (second.is_empty() || *second == next) {
                    add(*kind);
                }
            }
        }
        for word in words {
            if let Some((_, kind)) = WORDS.iter().find(|(known, _)| known == word) {
                add(*kind);
            } else if let Some((_, kind)) = BEGINNINGS.iter().find(|(known, _)| word.starts_with(known)) {
                add(*kind);
            }
        }
        match words {
            [only] if only == "header" || only == "top" => add(Kind::SiteHeader),
            [only] if only == "footer" || only == "bottom" => add(Kind::SiteFooter),
            _ => {}
        }
    });
    kinds
}

/// Whether one of the names of an element is made of these words alone or holds one of them.
pub(super) fn has_word(dom: &Dom, node: NodeId, wanted: &[&str]) -> bool {
    let mut found = false;
    each_name(dom, node, &mut |words| found |= words.iter().any(|word| wanted.contains(&word.as_str())));
    found
}

/// Calls `see` with the words of each name: `postShare__bar` has `post`, `share`, `bar`.
fn each_name(dom: &Dom, node: NodeId, see: &mut dyn FnMut(&[String])) {
    let NodeData::Element(name, _) = dom.data(node) else { return };
    if name.local.contains('-') {
        see(&words(&name.local));
    }
    for attribute in ATTRIBUTES {
        let value = dom.attribute(node, attribute).unwrap_or_default();
        for name in value.split_ascii_whitespace().take(40).filter(|name| name.len() < 80) {
            see(&words(name));
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_lower = false;
    for c in name.chars() {
        let part = !c.is_alphabetic() || c.is_uppercase() && before_lower;
        if part && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        before_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted() {
        let rows = [
            ("post-share_buttons", vec!["post", "share", "buttons"]),
            ("relatedPosts", vec!["related", "posts"]),
            ("ad3", vec!["ad"]),
            ("css-1x2y", vec!["css", "x", "y"]),
        ];
        for (name, expected) in rows {
            assert_eq!(words(name), expected, "{name}");
        }
    }
}
