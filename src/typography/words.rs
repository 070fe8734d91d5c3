//! The words of an article, block by block, with what is known where they stand; for passes that change them.

use crate::document::{Block, BlockKind, Inline};
use crate::publication::Language;

/// The words of one block.
pub(super) struct Words<'a> {
    pub(super) content: &'a mut Vec<Inline>,
    /// The line of the source the block begins at.
    pub(super) line: u32,
    /// Whether spaces and line ends count.
    pub(super) preformatted: bool,
    /// The nearest language declared within the article.
    pub(super) language: Option<&'a Language>,
    /// How deep the block lies, at least.
    pub(super) depth: usize,
}

/// What the blocks below inherit.
#[derive(Clone, Copy, Default)]
pub(super) struct Around<'a> {
    language: Option<&'a Language>,
    depth: usize,
}

impl<'a> Around<'a> {
    fn below<'b>(self, language: Option<&'b Language>) -> Around<'b>
    where
        'a: 'b,
    {
        Around { language: language.or(self.language), depth: self.depth + 1 }
    }

    fn words<'b>(self, content: &'b mut Vec<Inline>, line: u32) -> Words<'b>
    where
        'a: 'b,
    {
        Words { content, line, preformatted: false, language: self.language, depth: self.depth }
    }
}

/// Calls `see` for the words of every block, in document order. Allocates nothing.
pub(super) fn each_words(blocks: &mut [Block], around: Around<'_>, see: &mut impl FnMut(Words<'_>)) {
    for Block { kind, attributes, line } in blocks {
        let (around, line) = (around.below(attributes.language()), *line);
        match kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) | BlockKind::Plain(content) => {
                see(around.words(content, line));
            }
            BlockKind::Preformatted(content) => see(Words { preformatted: true, ..around.words(content, line) }),
            BlockKind::Verse(lines) => {
                for half in lines.iter_mut().flat_map(|line| &mut line.halves) {
                    see(around.words(half, line));
                }
            }
            BlockKind::Details { summary, content } => {
                see(around.words(summary, line));
                each_words(content, around, see);
            }
            BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => each_words(blocks, around, see),
            BlockKind::List { items, .. } => {
                for item in items {
                    each_words(&mut item.blocks, around.below(item.attributes.language()), see);
                }
            }
            BlockKind::DefinitionList(definitions) => {
                for definition in definitions {
                    for term in &mut definition.terms {
                        see(around.below(term.attributes.language()).words(&mut term.content, line));
                    }
                    for detail in &mut definition.details {
                        each_words(&mut detail.blocks, around.below(detail.attributes.language()), see);
                    }
                }
            }
            BlockKind::Table(table) => {
                each_words(&mut table.caption, around, see);
                for row in table.head.iter_mut().chain(&mut table.body) {
                    let around = around.below(row.attributes.language());
                    for cell in &mut row.cells {
                        each_words(&mut cell.blocks, around.below(cell.attributes.language()), see);
                    }
                }
            }
            BlockKind::Figure { content, caption, .. } => {
                each_words(content, around, see);
                each_words(caption, around, see);
            }
            BlockKind::Rule | BlockKind::Formula(_) => {}
        }
    }
}
