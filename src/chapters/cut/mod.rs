//! Where one file ends: an article longer than readers like is cut at its headings, failing those between blocks, and a
//! single block that is longer than a file at its blocks, items, rows, lines or sentences.

mod size;
mod words;

use crate::document::{Attributes, Block, BlockKind, Definition, ListItem, Note, Numbering, Row, Table, VerseLine};

use size::Sizes;
use words::{cut_lines, cut_words};

/// The most text, in bytes of markup and words, that one file holds. Old readers slow down beyond some 260 KB.
pub(super) const FILE_BYTES: usize = 240_000;

/// What cutting gave.
pub(super) struct Cut {
    /// The blocks of each file, at least one.
    pub(super) files: Vec<Vec<Block>>,
    /// The lines of paragraphs that had to be cut at sentences.
    pub(super) paragraphs_cut: Vec<u32>,
}

/// Divides blocks into files; the notes they refer to come along.
pub(super) fn cut(blocks: Vec<Block>, notes: &[Note]) -> Cut {
    let sizes = Sizes::new(notes);
    if sizes.blocks(&blocks) <= FILE_BYTES {
        return Cut { files: vec![blocks], paragraphs_cut: Vec::new() };
    }
    let mut cutter = Cutter { sizes, paragraphs_cut: Vec::new() };
    Cut { files: cutter.cut_at_headings(blocks), paragraphs_cut: cutter.paragraphs_cut }
}

struct Cutter {
    sizes: Sizes,
    paragraphs_cut: Vec<u32>,
}

impl Cutter {
    /// Groups of blocks that each fit into a file, as few as may be.
    fn cut_at_headings(&mut self, blocks: Vec<Block>) -> Vec<Vec<Block>> {
        let blocks = blocks.into_iter().flat_map(|block| self.cut_block(block)).collect();
        let pieces = self.pieces(blocks, 1);
        let groups = grouped(pieces, |piece| self.sizes.blocks(piece));
        groups.into_iter().map(|pieces| pieces.into_iter().flatten().collect()).collect()
    }

    /// Pieces that each fit into a file where that is possible: cut before headings of `level`, then of deeper ones, then
    /// between all blocks.
    fn pieces(&self, blocks: Vec<Block>, level: u8) -> Vec<Vec<Block>> {
        if self.sizes.blocks(&blocks) <= FILE_BYTES {
            return vec![blocks];
        }
        if level > 6 {
            return blocks.into_iter().map(|block| vec![block]).collect();
        }
        let mut groups: Vec<Vec<Block>> = Vec::new();
        for block in blocks {
            let opens = matches!(block.kind, BlockKind::Heading { level: own, .. } if own == level);
            match groups.last_mut() {
                Some(group) if !opens => group.push(block),
                _ => groups.push(vec![block]),
            }
        }
        groups.into_iter().flat_map(|group| self.pieces(group, level + 1)).collect()
    }

    /// Divides one block that is longer than a file. Language and direction belong to every piece, the id to the first.
    fn cut_block(&mut self, block: Block) -> Vec<Block> {
        if self.sizes.block(&block) <= FILE_BYTES {
            return vec![block];
        }
        let Block { kind, attributes, line } = block;
        let others = Attributes::new(None, attributes.language().cloned(), attributes.direction());
        let mut own = Some(attributes);
        let kinds = self.cut_kind(kind, line).into_iter();
        kinds.map(|kind| Block { kind, attributes: own.take().unwrap_or_else(|| others.clone()), line }).collect()
    }

    fn cut_kind(&mut self, kind: BlockKind, line: u32) -> Vec<BlockKind> {
        match kind {
            BlockKind::Paragraph(words) => {
                self.paragraphs_cut.push(line);
                cut_words(words, &self.sizes).into_iter().map(BlockKind::Paragraph).collect()
            }
            BlockKind::Plain(words) => {
                self.paragraphs_cut.push(line);
                cut_words(words, &self.sizes).into_iter().map(BlockKind::Plain).collect()
            }
            BlockKind::Preformatted(words) => cut_lines(words).into_iter().map(BlockKind::Preformatted).collect(),
            BlockKind::Quotation(blocks) => {
                self.cut_at_headings(blocks).into_iter().map(BlockKind::Quotation).collect()
            }
            BlockKind::Section(blocks) => self.cut_at_headings(blocks).into_iter().map(BlockKind::Section).collect(),
            BlockKind::Details { summary, content } => {
                // What goes on in the next file has no summary of its own.
                let mut pieces = self.cut_at_headings(content).into_iter();
                let first = BlockKind::Details { summary, content: pieces.next().unwrap_or_default() };
                std::iter::once(first).chain(pieces.map(BlockKind::Section)).collect()
            }
            BlockKind::Verse(lines) => {
                let size = |line: &VerseLine| line.halves.iter().map(|half| self.sizes.inlines(half) + 60).sum();
                grouped(lines, size).into_iter().map(BlockKind::Verse).collect()
            }
            BlockKind::List { numbering, items } => self.cut_list(numbering, items),
            BlockKind::Table(table) => self.cut_table(*table),
            BlockKind::DefinitionList(definitions) => {
                let size = |definition: &Definition| {
                    definition.details.iter().map(|detail| self.sizes.blocks(&detail.blocks) + 12).sum()
                };
                grouped(definitions, size).into_iter().map(BlockKind::DefinitionList).collect()
            }
            kind => vec![kind],
        }
    }

    /// Lists that go on counting where the one before stopped. What an item has beyond a file stands between them.
    fn cut_list(&mut self, numbering: Option<Numbering>, items: Vec<ListItem>) -> Vec<BlockKind> {
        let mut start = numbering.map_or(1, |numbering| numbering.start);
        let step = if numbering.is_some_and(|numbering| numbering.reversed) { -1 } else { 1 };
        let mut kinds = Vec::new();
        for items in grouped(items, |item| self.sizes.blocks(&item.blocks) + 12) {
            let count = i64::try_from(items.len()).unwrap_or(0);
            let mut rest = Vec::new();
            let items = items.into_iter().map(|mut item| {
                if self.sizes.blocks(&item.blocks) > FILE_BYTES {
                    let mut pieces = self.cut_at_headings(std::mem::take(&mut item.blocks)).into_iter();
                    item.blocks = pieces.next().unwrap_or_default();
                    rest.extend(pieces.map(BlockKind::Section));
                }
                item
            });
            let items = items.collect();
            kinds.push(BlockKind::List {
                numbering: numbering.map(|numbering| Numbering { start, ..numbering }),
                items,
            });
            kinds.append(&mut rest);
            start += step * count;
        }
        kinds
    }

    /// Tables of as many rows as fit; the first has the caption and the head.
    fn cut_table(&self, table: Table) -> Vec<BlockKind> {
        let Table { caption, mut head, mut body } = table;
        // Rows are cut from the body; a table that is all head has its head there.
        if body.is_empty() {
            body = std::mem::take(&mut head);
        }
        let size = |row: &Row| row.cells.iter().map(|cell| self.sizes.blocks(&cell.blocks) + 24).sum::<usize>() + 12;
        let mut first = Some((caption, head));
        let tables = grouped(body, size).into_iter().map(|body| {
            let (caption, head) = first.take().unwrap_or_default();
            BlockKind::Table(Box::new(Table { caption, head, body }))
        });
        tables.collect()
    }
}

/// Groups that each fit into a file, in order.
fn grouped<T>(items: Vec<T>, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut filled = 0;
    for item in items {
        let size = size(&item);
        match groups.last_mut() {
            Some(group) if filled + size <= FILE_BYTES => {
                filled += size;
                group.push(item);
            }
            _ => {
                filled = size;
                groups.push(vec![item]);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Inline;
    use crate::document::inlines::plain_text;

    fn paragraph(text: String) -> Block {
        Block::new(BlockKind::Paragraph(vec![Inline::Text(text)]), 1)
    }

    #[test]
    fn a_short_article_is_one_file() {
        assert_eq!(cut(vec![paragraph("نص".into())], &[]).files.len(), 1);
        assert_eq!(cut(Vec::new(), &[]).files.len(), 1);
    }

    #[test]
    fn a_long_article_is_cut_at_headings() {
        let heading = |level| Block::new(BlockKind::Heading { level, content: vec![Inline::Text("h".into())] }, 1);
        let text = || paragraph("x".repeat(100_000));
        let blocks = vec![heading(2), text(), heading(3), text(), heading(2), text(), text()];
        let files = cut(blocks, &[]).files;
        assert_eq!(files.iter().map(Vec::len).collect::<Vec<_>>(), [4, 3]);
    }

    #[test]
    fn one_line_is_cut_at_sentences_and_no_word_is_lost() {
        let sentence = "قالت مصادر في المعارضة إن روسيا أغلقت كل أبواب التفاوض. ";
        let text = sentence.repeat(30_000);
        let cut = cut(vec![paragraph(text.clone())], &[]);
        assert_eq!(cut.paragraphs_cut, [1]);
        assert!(cut.files.len() > 10);
        let mut words = Vec::new();
        for file in &cut.files {
            assert!(Sizes::new(&[]).blocks(file) <= FILE_BYTES + 100);
            for block in file {
                let BlockKind::Paragraph(content) = &block.kind else { panic!() };
                let text = plain_text(content);
                assert!(text.trim_end().ends_with('.'), "cut inside a sentence");
                words.extend(text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
            }
        }
        assert!(words.iter().map(String::as_str).eq(text.split_whitespace()));
    }

    #[test]
    fn a_word_without_end_stays_whole() {
        let cut = cut(vec![paragraph("س".repeat(400_000))], &[]);
        assert_eq!(cut.files.len(), 1);
    }

    #[test]
    fn what_holds_much_is_cut_inside() {
        let text = || paragraph("كلمة من الكلام. ".repeat(2000));
        let many = || (0..12).map(|_| text()).collect::<Vec<_>>();
        let item = || ListItem { blocks: many(), ..ListItem::default() };
        let emphasis =
            Inline::Styled(crate::document::Style::Emphasis, vec![Inline::Text("كلمة من الكلام. ".repeat(40_000))]);
        let kinds = [
            BlockKind::Section(many()),
            BlockKind::Quotation(many()),
            BlockKind::Details { summary: vec![Inline::Text("s".into())], content: many() },
            BlockKind::List { numbering: Some(Numbering::default()), items: vec![item(), item()] },
            BlockKind::Paragraph(vec![emphasis]),
            BlockKind::Paragraph(vec![Inline::Text("& ".repeat(200_000))]),
        ];
        for kind in kinds {
            let cut = cut(vec![Block::new(kind.clone(), 1)], &[]);
            assert!(cut.files.len() > 1, "{kind:?}");
            for file in &cut.files {
                assert!(Sizes::new(&[]).blocks(file) <= FILE_BYTES + 1000);
            }
        }
    }
}
