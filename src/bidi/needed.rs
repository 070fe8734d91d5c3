//! Whether a stretch has to be set apart at all: the algorithm is asked.

use std::ops::Range;

use super::glyphs::{Glyph, Kind};
use super::line::{Candidate, Line};
use super::order::visual_order;

/// More characters than this on one side are not looked at to see what a line would look like.
pub(super) const WINDOW: usize = 64;

impl Line<'_> {
    /// What has to be looked at to see a stretch as the algorithm shows it: as far as the next letter of the base direction.
    pub(super) fn window(&self, range: &Range<usize>) -> Range<usize> {
        // The comma counts as Arabic, but it is no letter to the algorithm.
        let strong = |glyph: &Glyph| glyph.kind == Kind::Base && glyph.c != '،';
        let before = self.glyphs[..range.start].iter().rev().take(WINDOW).position(strong);
        let start = before.map_or(range.start.saturating_sub(WINDOW), |count| range.start - count - 1);
        let after = self.glyphs[range.end..].iter().take(WINDOW).position(strong);
        let end = after.map_or((range.end + WINDOW).min(self.glyphs.len()), |count| range.end + count + 1);
        start..end
    }

    /// Whether the algorithm would show the line otherwise if the candidate were not set apart, the others being as `kept`
    /// has them.
    pub(super) fn is_needed(&self, candidate: usize, candidates: &[Candidate], kept: &[bool]) -> bool {
        let window = self.window(&candidates[candidate].range);
        let start = self.glyphs[window.start].at;
        let text = &self.text[self.bytes(&window)];
        let inside =
            |at: &usize| window.start <= candidates[*at].range.start && candidates[*at].range.end <= window.end;
        let isolate = |at: usize| {
            let bytes = self.bytes(&candidates[at].range);
            (bytes.start - start..bytes.end - start, candidates[at].direction)
        };
        let before = (0..candidate).rev().take_while(inside).filter(|at| kept[*at]).collect::<Vec<_>>();
        let after = (candidate + 1..candidates.len()).take_while(inside);
        let after = after.filter(|at| kept[*at] || (!candidates[candidate].number && !candidates[*at].number));
        let mut isolates = before.into_iter().rev().chain([candidate]).map(isolate).collect::<Vec<_>>();
        let place = isolates.len() - 1;
        isolates.extend(after.map(isolate));
        // Joiners and marks are not seen at a place of their own.
        let seen = |order: Vec<usize>| {
            let spacing = |at: &usize| self.glyphs[window.start + at].kind != Kind::Mark;
            order.into_iter().filter(spacing).collect::<Vec<_>>()
        };
        let shown_apart = seen(visual_order(text, self.base, &isolates));
        isolates.remove(place);
        shown_apart != seen(visual_order(text, self.base, &isolates))
    }
}
