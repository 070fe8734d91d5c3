//! Sets each run against the base direction apart: `<span dir>` around it.
//!
//! First the bounds that the author drew are kept (`bounds`).
//! The words of a block are one line to the bidirectional algorithm, whatever elements they are in. So they are laid end to
//! end (`line`), the runs are found in that (`crate::bidi`), and put around the inlines they cover (`wrap`).

mod bounds;
mod line;
mod wrap;

use crate::bidi::{Run, runs};
use crate::document::Inline;
use crate::document::inlines::content_mut;
use crate::publication::{Direction, Findings, Place, Rule};

use bounds::{Beside, set_bounds};
pub(super) use line::is_plain;
use line::{Part, line_of, part};

/// Whether runs that end in signs get a mark of direction, for engines without isolates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marks {
    /// U+200E within the run.
    Written,
    /// None.
    LeftOut,
}

/// The mark itself (LEFT-TO-RIGHT MARK).
const MARK: &str = "\u{200E}";

/// Sets the runs of a block's words apart, those within quotations of another direction as well.
pub(super) fn isolate(
    content: &mut Vec<Inline>,
    base: Direction,
    marks: Marks,
    findings: &mut Findings,
    place: &Place,
) {
    if is_plain(content, base) {
        return;
    }
    let alone = Beside { before: None, after: None };
    set_bounds(content, base, marks, alone, findings, place);
    inner_lines(content, base, marks, findings, place);
    if is_plain(content, base) {
        return;
    }
    let runs = runs(&line_of(content), base);
    if runs.is_empty() {
        return;
    }
    let marked = |run: &Run| {
        marks == Marks::Written && run.ends_in_sign && run.direction == Direction::Ltr && base == Direction::Rtl
    };
    for _ in runs.iter().filter(|run| marked(run)) {
        findings.change(Rule::DirectionMark, "U+200E", place.clone());
    }
    let mark = |run: &Run| marked(run).then_some(MARK);
    *content = wrap::wrap(std::mem::take(content), 0, &runs, &mark);
}

/// Looks into what has an order of its own: it is a line for itself.
fn inner_lines(content: &mut [Inline], base: Direction, marks: Marks, findings: &mut Findings, place: &Place) {
    for inline in content {
        match part(inline) {
            Part::Line(own) => {
                for words in content_mut(inline) {
                    isolate(words, own.unwrap_or(base), marks, findings, place);
                }
            }
            Part::Words => {
                for words in content_mut(inline) {
                    inner_lines(words, base, marks, findings, place);
                }
            }
            Part::Text | Part::Break | Part::Nothing | Part::Thing => {}
        }
    }
}

#[cfg(test)]
mod tests;
