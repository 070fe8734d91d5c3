//! Parts of a drawing that are shown again elsewhere (`use`), or that others are painted with (`url(#…)`): a few lines may
//! say a billion shapes.

use std::collections::{HashMap, HashSet};

use roxmltree::{Node, NodeId};

use super::{MAX_DEPTH, Unsafe, XLINK};

/// The most elements that a drawing may come to.
const MOST: u64 = 300_000;
/// The same where each element also counts those it is painted with, which are drawn fewer times than that.
const MOST_PAINTED: u64 = 10 * MOST;

/// The ids of a drawing that shows neither itself nor too much.
pub(super) fn check(root: Node<'_, '_>) -> Result<HashSet<String>, Unsafe> {
    let mut ids = HashMap::new();
    for node in root.descendants() {
        if let Some(id) = attribute(node, None, "id") {
            ids.entry(id).or_insert(node);
        }
    }
    for (painted, most) in [(false, MOST), (true, MOST_PAINTED)] {
        let mut counting = Counting { ids: &ids, painted, counted: HashMap::new() };
        if counting.count(root, 0)? > most {
            return Err("is too large");
        }
    }
    Ok(ids.into_keys().map(str::to_owned).collect())
}

struct Counting<'a, 'input, 'ids> {
    ids: &'ids HashMap<&'a str, Node<'a, 'input>>,
    /// Whether what an element is painted with counts.
    painted: bool,
    /// How much is in a node; `None` while it is counted.
    counted: HashMap<NodeId, Option<u64>>,
}

impl<'a, 'input> Counting<'a, 'input, '_> {
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
        let (ids, painted) = (self.ids, self.painted);
        let paints = node.attributes().filter(|_| painted).flat_map(|attribute| paints(attribute.value()));
        for target in target(node).into_iter().chain(paints).filter_map(|id| ids.get(id).copied()) {
            sum = sum.saturating_add(self.count(target, depth + 1)?);
        }
        self.counted.insert(node.id(), Some(sum));
        Ok(sum)
    }
}

/// The ids of what a value paints with.
fn paints(value: &str) -> impl Iterator<Item = &str> {
    let inside = value.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    inside.filter_map(|inside| inside.trim().trim_matches(['"', '\'']).strip_prefix('#')).map(str::trim_end)
}

/// The id of what a `use` shows.
pub(super) fn target<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    if node.tag_name().name() == "use" { reference(node)?.strip_prefix('#') } else { None }
}

/// What an element names.
pub(super) fn reference<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, None, "href").or_else(|| attribute(node, Some(XLINK), "href")).map(str::trim)
}

/// The value of an attribute. Asked for one without a name space, the parser gives one of any.
fn attribute<'a>(node: Node<'a, '_>, namespace: Option<&str>, name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    attributes.find(|known| known.name() == name && known.namespace() == namespace).map(|known| known.value())
}
