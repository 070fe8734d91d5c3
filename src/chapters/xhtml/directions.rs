//! The direction of what holds blocks: an item, a cell, a caption or a note runs as all its blocks do. Otherwise a marker,
//! a border or the alignment of a cell would stand at the wrong side of words that run the other way.

use std::borrow::Cow;

use crate::document::{Attributes, Block};
use crate::publication::Direction;

/// The direction that all blocks say alike; `None` when one of them leaves it to what is around it, or says another.
pub(super) fn shared_direction(blocks: &[Block]) -> Option<Direction> {
    let direction = blocks.first()?.attributes.direction();
    direction.filter(|_| blocks.iter().all(|block| block.attributes.direction() == direction))
}

/// The attributes of what holds blocks, with their direction when it has none of its own.
pub(super) fn holder_attributes<'a>(own: &'a Attributes, blocks: &[Block]) -> Cow<'a, Attributes> {
    match shared_direction(blocks).filter(|_| own.direction().is_none()) {
        Some(shared) => {
            let id = own.id().map(str::to_owned);
            Cow::Owned(Attributes::new(id, own.language().cloned(), Some(shared)))
        }
        None => Cow::Borrowed(own),
    }
}

/// The blocks as they stand in what has taken their direction.
pub(super) fn without_shared_direction(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    if shared_direction(&blocks).is_some() {
        for block in &mut blocks {
            let id = block.attributes.id().map(str::to_owned);
            block.attributes = Attributes::new(id, block.attributes.language().cloned(), None);
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockKind;

    #[test]
    fn rows() {
        use Direction::{Ltr, Rtl};
        type Row<'a> = (&'a str, &'a [Option<Direction>], Option<Direction>);
        let rows: [Row<'_>; 5] = [
            ("nothing", &[], None),
            ("one", &[Some(Ltr)], Some(Ltr)),
            ("all alike", &[Some(Rtl), Some(Rtl)], Some(Rtl)),
            ("one inherits", &[Some(Ltr), None], None),
            ("both", &[Some(Ltr), Some(Rtl)], None),
        ];
        for (what, given, shared) in rows {
            let block = |direction: &Option<Direction>| Block {
                attributes: Attributes::new(None, None, *direction),
                ..Block::new(BlockKind::Rule, 1)
            };
            let blocks = given.iter().map(block).collect::<Vec<_>>();
            assert_eq!(shared_direction(&blocks), shared, "{what}");
            let id = Attributes::new(Some("i".into()), None, None);
            assert_eq!(holder_attributes(&id, &blocks).direction(), shared, "{what}");
            let own = Attributes::new(None, None, Some(Rtl));
            assert_eq!(holder_attributes(&own, &blocks).direction(), Some(Rtl), "{what}");
        }
    }
}
