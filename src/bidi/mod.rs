//! What the bidirectional algorithm (UAX #9) makes of a line, and which stretches of it have to be set apart so that a
//! reader sees them in the order they were meant.
//!
//! 1. `glyphs` says of every character which side it is on, seen from the base direction; `address` finds what is read
//!    as one piece whatever its letters are.
//! 2. `pairs` matches brackets and quotation marks: what opens inside a run closes inside it.
//! 3. `runs` finds the stretches against the base direction: where they begin and end, with the numbers beside them
//!    (`numbers`) and the signs that are theirs (`edges`).
//! 4. `order` asks the algorithm itself whether a stretch would be shown otherwise if it were not set apart.
//! 5. `plain` and `markup` set the stretches apart in text without and with markup.
//!
//! Like `publication` this is vocabulary: it knows text and [`Direction`](crate::publication::Direction), nothing else.

mod address;
mod counted;
mod edges;
mod expressions;
mod glyphs;
mod line;
mod markup;
mod native;
mod needed;
mod numbers;
mod order;
mod pairs;
mod plain;
mod runs;
mod words;

pub(crate) use markup::markup;
pub(crate) use plain::with_isolates;
pub(crate) use runs::{Run, is_plain, runs};
pub(crate) use words::{Words, direction_in};

/// What stands for a thing within a line that has an order of its own: a picture, a formula, a piece of code.
pub(crate) const OBJECT: char = '\u{FFFC}';
