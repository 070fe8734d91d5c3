//! The one way to walk the tree: readers bound its depth, so recursion is bounded too.

use super::tree::{Block, BlockKind, Inline};

/// Calls `see` for every block, outermost first, in document order.
pub(crate) fn each_block<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        match &block.kind {
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_block(&item.blocks, see)),
            BlockKind::DefinitionList(definitions) => {
                let details = definitions.iter().flat_map(|definition| &definition.details);
                details.for_each(|detail| each_block(&detail.blocks, see));
            }
            BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => each_block(blocks, see),
            BlockKind::Table(table) => {
                each_block(&table.caption, see);
                let cells = table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
                cells.for_each(|cell| each_block(&cell.blocks, see));
            }
            BlockKind::Figure { content, caption, .. } => {
                each_block(content, see);
                each_block(caption, see);
            }
            BlockKind::Details { content, .. } => each_block(content, see),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Preformatted(_)
            | BlockKind::Verse(_)
            | BlockKind::Rule
            | BlockKind::Formula(_) => {}
        }
    }
}

/// The words that stand in a block itself, not in the blocks below it.
pub(crate) fn content(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Heading { content, .. }
        | BlockKind::Paragraph(content)
        | BlockKind::Plain(content)
        | BlockKind::Preformatted(content)
        | BlockKind::Details { summary: content, .. } => vec![content],
        BlockKind::DefinitionList(definitions) => {
            definitions.iter().flat_map(|definition| &definition.terms).map(|term| term.content.as_slice()).collect()
        }
        BlockKind::Verse(lines) => lines.iter().flat_map(|line| &line.halves).map(Vec::as_slice).collect(),
        _ => Vec::new(),
    }
}

/// Calls `change` for every block, outermost first, in document order.
pub(crate) fn each_block_mut(blocks: &mut [Block], change: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        change(block);
        match &mut block.kind {
            BlockKind::List { items, .. } => items.iter_mut().for_each(|item| each_block_mut(&mut item.blocks, change)),
            BlockKind::DefinitionList(definitions) => {
                let details = definitions.iter_mut().flat_map(|definition| &mut definition.details);
                details.for_each(|detail| each_block_mut(&mut detail.blocks, change));
            }
            BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => each_block_mut(blocks, change),
            BlockKind::Table(table) => {
                each_block_mut(&mut table.caption, change);
                let cells = table.head.iter_mut().chain(&mut table.body).flat_map(|row| &mut row.cells);
                cells.for_each(|cell| each_block_mut(&mut cell.blocks, change));
            }
            BlockKind::Figure { content, caption, .. } => {
                each_block_mut(content, change);
                each_block_mut(caption, change);
            }
            BlockKind::Details { content, .. } => each_block_mut(content, change),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Plain(_)
            | BlockKind::Preformatted(_)
            | BlockKind::Verse(_)
            | BlockKind::Rule
            | BlockKind::Formula(_) => {}
        }
    }
}

/// The words that stand in a block itself, to be changed.
pub(crate) fn content_mut(block: &mut Block) -> Vec<&mut Vec<Inline>> {
    match &mut block.kind {
        BlockKind::Heading { content, .. }
        | BlockKind::Paragraph(content)
        | BlockKind::Plain(content)
        | BlockKind::Preformatted(content)
        | BlockKind::Details { summary: content, .. } => vec![content],
        BlockKind::DefinitionList(definitions) => {
            definitions.iter_mut().flat_map(|definition| &mut definition.terms).map(|term| &mut term.content).collect()
        }
        BlockKind::Verse(lines) => lines.iter_mut().flat_map(|line| &mut line.halves).collect(),
        _ => Vec::new(),
    }
}
