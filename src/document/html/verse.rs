//! Verse on web pages: by class or id, and as the fenced block of Markdown that became HTML on the way.

use super::Origin;
use super::dom::NodeId;
use super::flow::Reader;
use crate::document::inlines::plain_text;
use crate::document::tree::*;
use crate::document::{verse, verse_kind};
use crate::publication::Place;

/// Whether a block is verse that links lead into only by its lines.
fn is_verse(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Verse(_)) && block.attributes.id().is_none()
}

impl Reader<'_> {
    /// Verse as a block's kind, with the signs between its halves reported.
    pub(super) fn verse(&mut self, found: verse::Found) -> BlockKind {
        let place = |line| Place::new(self.file, line);
        verse_kind(found, place, self.findings)
    }

    /// Whether the class or the id of an element says that it is verse.
    pub(super) fn is_named_verse(&self, node: NodeId) -> bool {
        let names = ["class", "id"].into_iter().filter_map(|name| self.dom.attribute(node, name));
        // Old books number their classes: `poem1`, `verse-last`.
        let bare = |name: &str| {
            let start = name.split(['-', '_']).next().unwrap_or(name);
            verse::is_name(start.trim_end_matches(|c: char| c.is_ascii_digit()))
        };
        names.flat_map(str::split_whitespace).any(|name| verse::is_name(name) || (self.styles.is_some() && bare(name)))
    }

    /// The blocks in an element; when it says that they are verse, and they can be, one block of verse.
    pub(super) fn verse_within(&mut self, node: NodeId, blocks: Vec<Block>) -> Vec<Block> {
        if !self.is_named_verse(node) {
            return blocks;
        }
        if self.styles.is_some() && blocks.len() > 1 && blocks.iter().all(is_verse) {
            let lines = blocks.into_iter().flat_map(|block| match block.kind {
                BlockKind::Verse(lines) => lines,
                _ => Vec::new(),
            });
            return vec![Block::new(BlockKind::Verse(lines.collect()), self.dom.line(node))];
        }
        match verse::of_paragraphs(&blocks) {
            Some(found) => vec![Block::new(self.verse(found), self.dom.line(node))],
            None => blocks,
        }
    }

    /// What a fenced block of Markdown holds, when its info string says that it is verse.
    pub(super) fn fenced_verse(&self, pre: NodeId, code: &[Inline]) -> Option<verse::Found> {
        let Origin::Markdown(_) = self.origin else { return None };
        let element = self.dom.elements(pre).find(|(_, name)| *name == "code").map(|(element, _)| element)?;
        let class = self.dom.attribute(element, "class")?;
        let is_verse = class.strip_prefix("language-").is_some_and(verse::is_name);
        is_verse.then(|| verse::declared(&plain_text(code), self.dom.line(pre).saturating_add(1))).flatten()
    }
}
