//! The nodes the HTML parser builds, in one vector, linked by number.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, ns};

/// A node's number. 0 is the document.
pub(in crate::document::html) type NodeId = usize;

/// All nodes of a document.
pub(in crate::document::html) struct Dom {
    nodes: Vec<Node>,
}

struct Node {
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    depth: u32,
    line: u32,
    data: NodeData,
}

/// What a node is.
pub(in crate::document::html) enum NodeData {
    Document,
    Element(QualName, Vec<Attribute>),
    Text(StrTendril),
    /// A comment, a doctype, a processing instruction.
    Ignored,
}

impl Dom {
    pub(in crate::document::html) const DOCUMENT: NodeId = 0;

    pub(in crate::document::html) fn new() -> Self {
        let mut dom = Self { nodes: Vec::new() };
        dom.create(NodeData::Document, 0);
        dom
    }

    pub(in crate::document::html) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(in crate::document::html) fn create(&mut self, data: NodeData, line: u32) -> NodeId {
        let node = Node { parent: None, previous: None, next: None, first: None, last: None, depth: 0, line, data };
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(in crate::document::html) fn data(&self, node: NodeId) -> &NodeData {
        &self.nodes[node].data
    }

    pub(in crate::document::html) fn data_mut(&mut self, node: NodeId) -> &mut NodeData {
        &mut self.nodes[node].data
    }

    pub(in crate::document::html) fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].parent
    }

    pub(in crate::document::html) fn previous(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].previous
    }

    pub(in crate::document::html) fn next(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].next
    }

    /// The words of a node that is text.
    pub(super) fn text_of(&self, node: NodeId) -> Option<&str> {
        match self.data(node) {
            NodeData::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(in crate::document::html) fn last_child(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node].last
    }

    pub(in crate::document::html) fn depth(&self, node: NodeId) -> u32 {
        self.nodes[node].depth
    }

    pub(in crate::document::html) fn line(&self, node: NodeId) -> u32 {
        self.nodes[node].line
    }

    pub(in crate::document::html) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.nodes[node].first, |child| self.nodes[*child].next)
    }

    /// The elements among the children.
    pub(in crate::document::html) fn elements(&self, node: NodeId) -> impl Iterator<Item = (NodeId, &str)> + '_ {
        self.children(node).filter_map(|child| Some((child, self.name(child)?)))
    }

    /// The name of an HTML element; elements of other name spaces and other nodes have none.
    pub(in crate::document::html) fn name(&self, node: NodeId) -> Option<&str> {
        match self.data(node) {
            NodeData::Element(name, _) if name.ns == ns!(html) => Some(&name.local),
            _ => None,
        }
    }

    /// Whether a node is an element, of any name space.
    #[cfg(feature = "extract")]
    pub(in crate::document::html) fn is_element(&self, node: NodeId) -> bool {
        matches!(self.data(node), NodeData::Element(..))
    }

    #[cfg(feature = "extract")]
    pub(in crate::document::html) fn set_attribute(&mut self, node: NodeId, name: &str, value: &str) {
        if let NodeData::Element(_, attributes) = self.data_mut(node) {
            let name = QualName::new(None, ns!(), html5ever::LocalName::from(name));
            attributes.push(Attribute { name, value: value.into() });
        }
    }

    #[cfg(feature = "extract")]
    pub(in crate::document::html) fn remove_attribute(&mut self, node: NodeId, name: &str) {
        if let NodeData::Element(_, attributes) = self.data_mut(node) {
            attributes.retain(|attribute| &*attribute.name.local != name);
        }
    }

    pub(in crate::document::html) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        let NodeData::Element(_, attributes) = self.data(node) else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// All text below a node.
    pub(in crate::document::html) fn text(&self, node: NodeId) -> String {
        let mut text = String::new();
        self.each_below(node, &mut |below| {
            if let NodeData::Text(words) = self.data(below) {
                text.push_str(words);
            }
        });
        text
    }

    /// All text below a node, with a space between the pieces.
    pub(in crate::document::html) fn spaced_text(&self, node: NodeId) -> String {
        let mut text = String::new();
        self.each_below(node, &mut |below| {
            if let NodeData::Text(words) = self.data(below) {
                text.push_str(words);
                text.push(' ');
            }
        });
        text
    }

    /// Calls `see` for every node below `node` in document order, without recursion.
    pub(in crate::document::html) fn each_below(&self, node: NodeId, see: &mut impl FnMut(NodeId)) {
        let mut next = self.nodes[node].first;
        while let Some(at) = next {
            see(at);
            next = self.nodes[at].first.or_else(|| self.after(at, node));
        }
    }

    /// The node that follows the subtree of `at` within that of `root`.
    fn after(&self, at: NodeId, root: NodeId) -> Option<NodeId> {
        let mut at = at;
        while at != root {
            if let Some(next) = self.nodes[at].next {
                return Some(next);
            }
            at = self.nodes[at].parent?;
        }
        None
    }

    /// The first element below the document that has the name.
    pub(in crate::document::html) fn find(&self, name: &str) -> Option<NodeId> {
        (0..self.nodes.len()).find(|node| self.name(*node) == Some(name) && self.nodes[*node].parent.is_some())
    }

    /// Tells all below a node how deep they stand, after it was moved.
    #[cfg(feature = "extract")]
    pub(in crate::document::html) fn renumber_depths(&mut self, root: NodeId) {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            let depth = self.nodes[node].depth.saturating_add(1);
            let children = self.children(node).collect::<Vec<_>>();
            for child in children {
                self.nodes[child].depth = depth;
                stack.push(child);
            }
        }
    }

    pub(in crate::document::html) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.nodes[parent].last;
        self.nodes[child].parent = Some(parent);
        self.nodes[child].previous = last;
        self.nodes[child].depth = self.nodes[parent].depth.saturating_add(1);
        match last {
            Some(last) => self.nodes[last].next = Some(child),
            None => self.nodes[parent].first = Some(child),
        }
        self.nodes[parent].last = Some(child);
    }

    pub(in crate::document::html) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let (parent, previous) = (self.nodes[sibling].parent, self.nodes[sibling].previous);
        self.nodes[child].parent = parent;
        self.nodes[child].previous = previous;
        self.nodes[child].next = Some(sibling);
        self.nodes[child].depth = self.nodes[sibling].depth;
        self.nodes[sibling].previous = Some(child);
        match (previous, parent) {
            (Some(previous), _) => self.nodes[previous].next = Some(child),
            (None, Some(parent)) => self.nodes[parent].first = Some(child),
            (None, None) => {}
        }
    }

    pub(in crate::document::html) fn detach(&mut self, child: NodeId) {
        let Some(parent) = self.nodes[child].parent.take() else { return };
        let (previous, next) = (self.nodes[child].previous.take(), self.nodes[child].next.take());
        match previous {
            Some(previous) => self.nodes[previous].next = next,
            None => self.nodes[parent].first = next,
        }
        match next {
            Some(next) => self.nodes[next].previous = previous,
            None => self.nodes[parent].last = previous,
        }
    }
}
