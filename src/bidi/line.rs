//! A line as its parts see it, and the stretches of it that may have to be set apart.

use std::ops::Range;

use super::edges::parts_sentences;
use super::glyphs::{Glyph, Kind};
use super::pairs::Pairs;
use crate::publication::Direction;

/// Which runs are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Phrases, and what would be shown otherwise if it were not set apart: for markup.
    Phrases,
    /// Only what would be shown otherwise: where controls must be put into the text.
    Needed,
}

/// A line of a text: its characters from a base direction.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) glyphs: &'a [Glyph],
    pub(super) pairs: Pairs,
    pub(super) base: Direction,
    pub(super) ask: Ask,
}

/// A stretch that may have to be set apart, in glyphs of a line.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) range: Range<usize>,
    pub(super) direction: Direction,
    pub(super) words: usize,
    /// Whether it is set apart whatever the algorithm would do.
    pub(super) always: bool,
    /// Whether it is a number: words are set apart first, so that numbers beside them need not be.
    pub(super) number: bool,
    pub(super) forced: bool,
}

impl Candidate {
    pub(super) fn number(range: Range<usize>, words: usize) -> Self {
        Self { range, direction: Direction::Ltr, words, always: false, number: true, forced: false }
    }
}

/// What stands between two spaces of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// It has letters against the base direction.
    Letters,
    /// It has digits and no such letters.
    Number,
    /// It has neither.
    Signs,
}

impl Line<'_> {
    pub(super) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.glyphs[range.start].at..self.glyphs[range.end - 1].end()
    }

    pub(super) fn str(&self, range: &Range<usize>) -> &str {
        &self.text[self.bytes(range)]
    }

    /// Whether a character can begin or end what runs against the base direction.
    pub(super) fn carries(&self, kind: Kind) -> bool {
        match self.base {
            Direction::Rtl => matches!(kind, Kind::Opposite | Kind::Digit),
            Direction::Ltr => matches!(kind, Kind::Opposite | Kind::Native),
        }
    }

    pub(super) fn breaks(&self, kind: Kind) -> bool {
        kind == Kind::Base || (kind == Kind::Native && self.base == Direction::Rtl)
    }

    /// From the first letter or digit to the last.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let carries = |glyph: &Glyph| self.carries(glyph.kind) || glyph.kind == Kind::Digit;
        let glyphs = &self.glyphs[range.clone()];
        let first = glyphs.iter().position(carries)?;
        let last = glyphs.iter().rposition(carries)?;
        Some(range.start + first..range.start + last + 1)
    }

    pub(super) fn words(&self, part: Range<usize>) -> Vec<(Range<usize>, Word)> {
        let mut words = Vec::new();
        let mut start = part.start;
        for at in part.start..=part.end {
            if at == part.end || self.glyphs[at].kind == Kind::Space {
                if start < at {
                    words.push((start..at, self.word(start..at)));
                }
                start = at + 1;
            }
        }
        words
    }

    pub(super) fn word(&self, range: Range<usize>) -> Word {
        let glyphs = &self.glyphs[range];
        if glyphs.iter().any(|glyph| glyph.kind == Kind::Opposite) {
            Word::Letters
        } else if glyphs.iter().any(|glyph| matches!(glyph.kind, Kind::Digit | Kind::Native)) {
            Word::Number
        } else {
            Word::Signs
        }
    }

    /// Where a word ends with the signs that touch it.
    pub(super) fn end_of_word(&self, word: &Range<usize>) -> usize {
        let signs = self.glyphs[word.end..].iter().take_while(|glyph| matches!(glyph.kind, Kind::Sign | Kind::Mark));
        word.end + signs.count()
    }

    pub(super) fn parts_after(&self, word: &Range<usize>) -> bool {
        let last = self.glyphs[word.end - 1];
        // The stop of «p. 15» ends nothing.
        let shortened = || {
            let word = self.str(word).trim_start_matches(['(', '[']);
            matches!(word, "p." | "pp." | "Rs." | "No." | "no." | "Vol." | "vol." | "al." | "ch." | "Fig." | "fig.")
        };
        last.kind == Kind::Sign && parts_sentences(last.c) && !shortened()
    }

    pub(super) fn is_native(&self, word: &Range<usize>) -> bool {
        self.glyphs[word.clone()].iter().any(|glyph| glyph.kind == Kind::Native)
    }
}
