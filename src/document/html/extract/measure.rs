//! How much stands below each node: words, words of links, prose.

use super::super::dom::{Dom, NodeData, NodeId};
use super::super::elements::is_block;
use super::report::Left;

/// Counts for every node of a body.
pub(super) struct Measures {
    counts: Vec<Count>,
}

#[derive(Clone, Copy, Default)]
struct Count {
    /// Words below it.
    words: u32,
    /// Those of them that stand in links.
    link_words: u32,
    /// Words of paragraphs that are no list of links, without the words of links.
    prose: u32,
    /// The words of the longest such paragraph.
    longest: u32,
    links: u32,
    pictures: u32,
    controls: u32,
    /// Nodes and block elements below it.
    nodes: u32,
    blocks: u32,
    /// Words and words of links of the text that is in this block and in no block below it.
    own_words: u32,
    own_link_words: u32,
    /// Whether that text ends as sentences do.
    ends: bool,
    in_link: bool,
}

impl Measures {
    /// Measures what is below `body`, without what is left out already.
    pub(super) fn of(dom: &Dom, body: NodeId, left: Option<&Left>) -> Self {
        let mut counts = vec![Count::default(); dom.len()];
        let mut owner = vec![body; dom.len()];
        let mut order = Vec::new();
        let mut stack = vec![body];
        while let Some(node) = stack.pop() {
            if left.is_some_and(|left| left.is_marked(node)) || is_unseen(dom, node) {
                continue;
            }
            order.push(node);
            let above = dom.parent(node).filter(|_| node != body);
            let name = dom.name(node);
            counts[node].in_link = name == Some("a") || above.is_some_and(|above| counts[above].in_link);
            owner[node] = match name {
                Some(name) if is_block(name) => node,
                _ => above.map_or(body, |above| owner[above]),
            };
            match name {
                Some("a") => counts[node].links = 1,
                Some("img") => counts[node].pictures = 1,
                Some("input" | "textarea" | "select" | "button") => counts[node].controls = 1,
                _ => {}
            }
            if let NodeData::Text(text) = dom.data(node) {
                let words = count_words(text);
                let (in_link, block) = (counts[node].in_link, owner[node]);
                let count = &mut counts[node];
                count.words = words;
                count.link_words = if in_link { words } else { 0 };
                let own = &mut counts[block];
                own.own_words += words;
                own.own_link_words += if in_link { words } else { 0 };
                if words > 0 {
                    own.ends = ends_sentence(text);
                }
            }
            let before = stack.len();
            stack.extend(dom.children(node));
            stack[before..].reverse();
        }
        for node in order.iter().rev().copied() {
            let count = &mut counts[node];
            let heading = dom.name(node).is_some_and(is_heading);
            let long = count.own_words >= 8 || count.own_words >= 3 && count.ends;
            if long && !heading && count.own_link_words * 2 <= count.own_words {
                let prose = count.own_words - count.own_link_words;
                count.prose += prose;
                count.longest = count.longest.max(prose);
            }
            let count = *count;
            let block = dom.name(node).is_some_and(is_block);
            if let Some(above) = dom.parent(node).filter(|_| node != body) {
                let above = &mut counts[above];
                above.words += count.words;
                above.link_words += count.link_words;
                above.prose += count.prose;
                above.longest = above.longest.max(count.longest);
                above.links += count.links;
                above.pictures += count.pictures;
                above.controls += count.controls;
                above.nodes += count.nodes + 1;
                above.blocks += count.blocks + u32::from(block);
            }
        }
        Self { counts }
    }

    pub(super) fn words(&self, node: NodeId) -> u32 {
        self.counts[node].words
    }

    pub(super) fn link_words(&self, node: NodeId) -> u32 {
        self.counts[node].link_words
    }

    pub(super) fn prose(&self, node: NodeId) -> u32 {
        self.counts[node].prose
    }

    /// The prose of this block's own text, without that of blocks below it.
    pub(super) fn own_words(&self, node: NodeId) -> u32 {
        self.counts[node].own_words
    }

    /// Whether this block's own text ends as sentences do.
    pub(super) fn ends(&self, node: NodeId) -> bool {
        self.counts[node].ends
    }

    pub(super) fn longest(&self, node: NodeId) -> u32 {
        self.counts[node].longest
    }

    pub(super) fn links(&self, node: NodeId) -> u32 {
        self.counts[node].links
    }

    pub(super) fn pictures(&self, node: NodeId) -> u32 {
        self.counts[node].pictures
    }

    pub(super) fn controls(&self, node: NodeId) -> u32 {
        self.counts[node].controls
    }

    /// Whether so little is below a node that it may be looked at again from every node above it.
    pub(super) fn is_small(&self, node: NodeId) -> bool {
        self.counts[node].nodes <= 400
    }

    pub(super) fn holds_blocks(&self, node: NodeId) -> bool {
        self.counts[node].blocks > 0
    }

    /// Block elements below a node.
    pub(super) fn blocks(&self, node: NodeId) -> u32 {
        self.counts[node].blocks
    }

    pub(super) fn in_link(&self, node: NodeId) -> bool {
        self.counts[node].in_link
    }

    /// Whether at least half of the words are those of links.
    pub(super) fn is_links(&self, node: NodeId) -> bool {
        let count = &self.counts[node];
        count.link_words * 2 >= count.words && count.links > 0
    }
}

/// What holds no text that a page shows.
pub(super) fn is_unseen(dom: &Dom, node: NodeId) -> bool {
    matches!(dom.name(node), Some("script" | "style" | "template" | "head" | "title"))
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn count_words(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    u32::try_from(words).unwrap_or(u32::MAX / 4)
}

fn ends_sentence(text: &str) -> bool {
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | '“' | ')' | '’' | ']'));
    text.ends_with(['.', '!', '?', '؟', '…', '۔', '؛', ':', '،'])
}
