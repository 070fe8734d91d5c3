//! The subset of a TrueType font: fewer characters, the same shapes.

use std::collections::BTreeSet;

use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use skrifa::raw::FontRef;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{NameId, Tag};

/// What is kept and dropped beside the characters: no hints, since readers hint for themselves; the outline of `.notdef`,
/// since without it what the font lacks would be invisible instead of a box.
pub(super) const FLAGS: [SubsetFlags; 2] =
    [SubsetFlags::SUBSET_FLAGS_NO_HINTING, SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE];

/// Names that stay: who made it, what it is called, its licence and where that stands.
const NAMES: [u16; 9] = [0, 1, 2, 3, 4, 5, 6, 13, 14];

/// Subsets a font, with everything that its substitutions lead to; `None` when that cannot be done.
pub(super) fn subset(font: &[u8], characters: &BTreeSet<char>, flags: &[SubsetFlags]) -> Option<Vec<u8>> {
    let font = FontRef::new(font).ok()?;
    let flags = flags.iter().fold(SubsetFlags::default(), |all, flag| all | *flag);
    let mut scripts = IntSet::<Tag>::empty();
    scripts.invert();
    let mut languages = IntSet::<u16>::empty();
    languages.invert();
    let plan = Plan::new(
        &IntSet::empty(),
        &characters.iter().map(|c| u32::from(*c)).collect(),
        &font,
        flags,
        &DEFAULT_DROP_TABLES.iter().copied().collect(),
        &scripts,
        &DEFAULT_LAYOUT_FEATURES.iter().copied().collect(),
        &NAMES.iter().map(|id| NameId::from(*id)).collect(),
        &languages,
    );
    subset_font(&font, &plan).ok()
}
