//! Parts of a drawing that are shown again elsewhere (`use`): a few lines may say a billion shapes.

use std::collections::{HashMap, HashSet};

use roxmltree::{Node, NodeId};

use super::{MAX_DEPTH, Unsafe, XLINK};

/// The most elements that a drawing may come to.
const MOST: u64 = 300_000;

/// The ids of a drawing that shows neither itself nor too much.
pub(super) fn check(root: Node<'_, '_>) -> Result<HashSet<String>, Unsafe> {
    let mut ids = HashMap::new();
    for node in root.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut counting = Counting { ids, counted: HashMap::new() };
    if counting.count(root, 0)? > MOST {
        return Err("is too large");
    }
    Ok(counting.ids.into_keys().map(str::to_owned).collect())
}

struct Counting<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// How much is in a node; `None` while it is counted.
    counted: HashMap<NodeId, Option<u64>>,
}

impl<'a, 'input> Counting<'a, 'input> {
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<u64, Unsafe> {
        if depth > MAX_DEPTH {
            return Err("is nested too deeply");
        }
        match self.counted.get(&node.id()) {
            Some(Some(count)) => return Ok(*count),
            Some(None) => return Err("shows itself within itself"),
            None => {}
        }
        self.counted.insert(node.id(), None);
        let mut sum = 1_u64;
        for child in node.children().filter(Node::is_element) {
            sum = sum.saturating_add(self.count(child, depth + 1)?);
        }
        if let Some(target) = target(node).and_then(|id| self.ids.get(id).copied()) {
            sum = sum.saturating_add(self.count(target, depth + 1)?);
        }
        self.counted.insert(node.id(), Some(sum));
        Ok(sum)
    }
}

/// The id of what a `use` shows.
pub(super) fn target<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    if node.tag_name().name() != "use" {
        return None;
    }
    node.attribute("href").or_else(|| node.attribute((XLINK, "href")))?.trim().strip_prefix('#')
}
