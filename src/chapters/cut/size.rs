//! About how many bytes blocks and words take in a file.

use crate::document::inlines::each_inline;
use crate::document::visit::{content, each_block};
use crate::document::{Block, BlockKind, Inline, Note};

/// Measures with what stands elsewhere but comes along: a note follows its reference into the file.
pub(super) struct Sizes {
    notes: Vec<usize>,
}

impl Sizes {
    pub(super) fn new(notes: &[Note]) -> Self {
        let bare = Self { notes: Vec::new() };
        Self { notes: notes.iter().map(|note| 160 + bare.blocks(&note.blocks)).collect() }
    }

    pub(super) fn blocks(&self, blocks: &[Block]) -> usize {
        blocks.iter().map(|block| self.block(block)).sum()
    }

    pub(super) fn block(&self, block: &Block) -> usize {
        let mut size = 0;
        each_block(std::slice::from_ref(block), &mut |block| {
            size += 20;
            if let BlockKind::Table(table) = &block.kind {
                size += table.head.iter().chain(&table.body).map(|row| 12 + 24 * row.cells.len()).sum::<usize>();
            }
            if let BlockKind::Verse(lines) = &block.kind {
                size += lines.iter().map(|line| 60 * line.halves.len()).sum::<usize>();
            }
            for inlines in content(block) {
                size += self.inlines(inlines);
            }
            if let BlockKind::Formula(formula) = &block.kind {
                size += formula.markup.len();
            }
        });
        size
    }

    pub(super) fn inlines(&self, inlines: &[Inline]) -> usize {
        let mut size = 0;
        each_inline(inlines, &mut |inline| {
            size += match inline {
                Inline::Text(text) => escaped(text),
                Inline::Link { href, .. } => 20 + href.len(),
                Inline::Formula(formula) => formula.markup.len(),
                Inline::NoteReference(note) => 120 + self.notes.get(*note).copied().unwrap_or(0),
                Inline::Image(_) => 80,
                _ => 12,
            };
        });
        size
    }
}

/// The length of a text with what XML escapes, which takes some four bytes more.
pub(super) fn escaped(text: &str) -> usize {
    text.len() + 4 * text.bytes().filter(|b| matches!(b, b'&' | b'<' | b'>' | b'"')).count()
}
