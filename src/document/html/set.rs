//! What Warraq sets by classes, read as exactly what it was: verse, tasks, the sides of cells, the marks of notes. The markup
//! itself says all of it, so nothing is guessed by the words: half a line of verse may hold the mark of a note, digits, Latin
//! words, whatever stands in a line.

use super::dom::NodeId;
use super::flow::Reader;
use crate::document::inlines::tidy;
use crate::document::tree::*;

/// The paragraphs of a line, each of them a half or the whole.
struct SetLine {
    parts: Vec<NodeId>,
    opens_stanza: bool,
}

impl Reader<'_> {
    /// The verse in an element of a book, where all of it is set as Warraq sets verse.
    pub(super) fn set_verse(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        self.styles.as_ref()?;
        if self.dom.name(node) != Some("div") || !self.has_class(node, "verse") || self.has_loose_words(node) {
            return None;
        }
        let lines = self.dom.elements(node).map(|(child, name)| self.set_line(child, name));
        let lines = lines.collect::<Option<Vec<_>>>().filter(|lines| !lines.is_empty())?;
        let read = |line: SetLine| VerseLine {
            halves: line.parts.into_iter().map(|part| self.words(part, depth + 1)).collect(),
            opens_stanza: line.opens_stanza,
        };
        Some(BlockKind::Verse(lines.into_iter().map(read).collect()))
    }

    fn set_line(&self, node: NodeId, name: &str) -> Option<SetLine> {
        let opens_stanza = self.has_class(node, "stanza");
        let is_part = |part: NodeId, class: &str| {
            let plain = self.dom.name(part) == Some("p") && !self.holds_block[part];
            plain && self.dom.attribute(part, "id").is_none() && self.has_class(part, class)
        };
        if name == "p" {
            let whole = ["line", "whole"].into_iter().any(|class| is_part(node, class));
            return whole.then(|| SetLine { parts: vec![node], opens_stanza });
        }
        let parts = self.dom.elements(node).map(|(part, _)| part).collect::<Vec<_>>();
        let is_pair = matches!(parts.as_slice(), [first, second]
            if is_part(*first, "half") && is_part(*second, "half") && self.has_class(*second, "second"));
        let is_line = name == "div" && self.has_class(node, "bayt") && !self.has_loose_words(node);
        (is_line && is_pair && self.dom.attribute(node, "id").is_none()).then_some(SetLine { parts, opens_stanza })
    }

    fn has_class(&self, node: NodeId, class: &str) -> bool {
        super::head::has_token(self.dom.attribute(node, "class"), class)
    }

    /// Whether the page is one of Warraq's own.
    fn is_own(&self) -> bool {
        self.styles.as_ref().is_some_and(|page| page.own)
    }

    /// Whether an element is the mark that Warraq sets before a note which nothing refers to.
    pub(super) fn is_set_mark(&self, node: NodeId) -> bool {
        self.is_own() && self.dom.name(node) == Some("span") && self.has_class(node, "note")
    }

    /// Whether an item is a task of Warraq's own, which begins with a box.
    pub(super) fn is_set_task(&self, item: NodeId) -> bool {
        self.is_own() && self.has_class(item, "task")
    }

    /// The side that Warraq's own class sets a cell to.
    pub(super) fn set_alignment(&self, cell: NodeId) -> Alignment {
        let sides = [("left", Alignment::Left), ("centre", Alignment::Centre), ("right", Alignment::Right)];
        let set = sides.into_iter().find(|(class, _)| self.is_own() && self.has_class(cell, class));
        set.map_or(Alignment::Natural, |(_, side)| side)
    }

    /// Whether words stand in an element beside the elements in it.
    pub(super) fn has_loose_words(&self, node: NodeId) -> bool {
        let mut loose = self.dom.children(node).filter_map(|child| self.dom.text_of(child));
        loose.any(|text| !text.trim().is_empty())
    }
}

/// Takes the box off the beginning of a task; gives whether it was ticked.
pub(super) fn take_box(blocks: &mut Vec<Block>) -> Option<bool> {
    let first = blocks.first_mut()?;
    let (BlockKind::Plain(words) | BlockKind::Paragraph(words)) = &mut first.kind else { return None };
    let at = words.iter().position(|inline| !matches!(inline, Inline::Anchor(_)))?;
    let Some(Inline::Text(text)) = words.get_mut(at) else { return None };
    let done = match text.chars().next()? {
        '☑' => true,
        '☐' => false,
        _ => return None,
    };
    text.drain(.."☑".len());
    *words = tidy(std::mem::take(words));
    if words.is_empty() {
        blocks.remove(0);
    }
    Some(done)
}
