//! Heading levels without gaps: whatever levels the source used, the first below the chapter's title is one deeper than
//! it, and none is more than one deeper than the heading before it (WCAG 1.3.1; axe `heading-order`).

use crate::document::visit::each_block_mut;
use crate::document::{Block, BlockKind};

/// Rewrites the levels; `above` is the level of the title over the blocks, 0 when the blocks hold it themselves.
pub(super) fn level_headings(blocks: &mut [Block], above: u8) {
    // The levels of the source that are open.
    let mut open: Vec<u8> = Vec::new();
    each_block_mut(blocks, &mut |block| {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            while open.last().is_some_and(|last| *last >= *level) {
                open.pop();
            }
            open.push(*level);
            let depth = u8::try_from(open.len()).unwrap_or(6);
            *level = above.saturating_add(depth).min(6);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Inline;

    #[test]
    fn rows() {
        let rows: [(&str, u8, &[u8], &[u8]); 5] = [
            ("as they should be", 1, &[2, 3, 2], &[2, 3, 2]),
            ("all of level 1 below a title", 1, &[1, 1, 2], &[2, 2, 3]),
            ("a gap", 1, &[2, 5, 5, 2], &[2, 3, 3, 2]),
            ("too deep", 1, &[1, 2, 3, 4, 5, 6], &[2, 3, 4, 5, 6, 6]),
            ("the title among them", 0, &[1, 2, 2], &[1, 2, 2]),
        ];
        for (what, above, given, expected) in rows {
            let heading = |level: &u8| {
                let content = vec![Inline::Text("x".into())];
                Block::new(BlockKind::Heading { level: *level, content }, 0)
            };
            let mut blocks = given.iter().map(heading).collect::<Vec<_>>();
            level_headings(&mut blocks, above);
            let levels = blocks.iter().map(|block| match block.kind {
                BlockKind::Heading { level, .. } => level,
                _ => 0,
            });
            assert_eq!(levels.collect::<Vec<_>>(), expected, "{what}");
        }
    }
}
