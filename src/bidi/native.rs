//! Numbers in the digits of the Arabic script.

use std::ops::Range;

use super::edges::with_signs;
use super::glyphs::{Glyph, Kind};
use super::line::{Ask, Candidate, Line};
use super::order::visual_order;
use crate::publication::Direction;

impl Line<'_> {
    /// Numbers in the digits of the Arabic script run from right to left where a sign joins them, as the algorithm has it
    /// after an Arabic letter. Where no letter stands before Persian digits it takes them for European ones: then each
    /// group is set apart. Telephone numbers are dialled from left to right in any digits.
    pub(super) fn native_numbers(&self, candidates: &mut Vec<Candidate>) {
        let mut at = 0;
        while let Some(found) = self.glyphs[at..].iter().position(|glyph| glyph.kind == Kind::Native) {
            let start = at + found;
            let end = self.glyphs[start..]
                .iter()
                .position(|glyph| !matches!(glyph.kind, Kind::Native | Kind::Sign | Kind::Space));
            let end = end.map_or(self.glyphs.len(), |end| start + end);
            let words = self.words(start..end);
            let mut next = 0;
            while next < words.len() {
                let telephone = self.telephone(&words[next..]);
                if telephone > 0 {
                    let range = words[next].0.start..self.last_native(&words[next + telephone - 1].0);
                    let range = with_signs(self.glyphs, &self.pairs, range);
                    let forced =
                        self.glyphs[range.clone()].iter().any(|glyph| matches!(glyph.c, '\u{660}'..='\u{669}'));
                    // Controls that force an order are not put into plain text.
                    if !forced || self.ask == Ask::Phrases {
                        let number = Candidate::number(range, telephone);
                        let grouped = self.glyphs[number.range.clone()].iter().any(|glyph| glyph.kind != Kind::Native);
                        candidates.push(Candidate { forced, always: forced && grouped, ..number });
                    }
                    next += telephone;
                    continue;
                }
                if self.base == Direction::Rtl {
                    match self.signed(&words[next].0) {
                        Some(range) => candidates.push(Candidate::number(range, 1)),
                        None => self.native_groups(&words[next].0, candidates),
                    }
                }
                next += 1;
            }
            at = end;
        }
    }

    /// A number with its sign in Persian digits, which has it at the left (CLDR); in Arabic digits it stands at the right, as
    /// the algorithm has it.
    fn signed(&self, word: &Range<usize>) -> Option<Range<usize>> {
        let sign = word.start.checked_sub(1)?;
        let is_persian = |glyph: &Glyph| matches!(glyph.c, '\u{6F0}'..='\u{6F9}' | '٫' | '٬' | '.' | ',' | '/');
        if !matches!(self.glyphs[sign].c, '-' | '−' | '+') || !self.glyphs[word.clone()].iter().all(is_persian) {
            return None;
        }
        // After a space and another number it is the dash of a range.
        let mut before = self.glyphs[..sign].iter().rev();
        let opens = before.next().is_none_or(|glyph| glyph.kind == Kind::Space || glyph.c == '(');
        let range = before.next().is_some_and(|glyph| matches!(glyph.kind, Kind::Native | Kind::Digit));
        (opens && !range).then(|| sign..self.last_native(word))
    }

    fn last_native(&self, word: &Range<usize>) -> usize {
        let last = self.glyphs[word.clone()].iter().rposition(|glyph| glyph.kind == Kind::Native);
        last.map_or(word.end, |last| word.start + last + 1)
    }

    /// The groups of digits in a word, when the signs between and after them would be drawn into one number.
    fn native_groups(&self, word: &Range<usize>, candidates: &mut Vec<Candidate>) {
        let is_group = |glyph: &Glyph| {
            glyph.kind == Kind::Native || matches!(glyph.c, '.' | ',' | '/' | ':') // one number to the algorithm too
        };
        let end = word.end + self.glyphs[word.end..].iter().take_while(|glyph| glyph.kind == Kind::Sign).count();
        let joined = word.clone().chain(word.end..end).any(|at| {
            matches!(self.glyphs[at].c, '-' | '−' | '+' | '%' | '٪' | '$' | '€' | '£' | '﷼' | '\u{2010}' | '\u{2011}')
        });
        let persian = self.glyphs[word.clone()].iter().any(|glyph| matches!(glyph.c, '\u{6F0}'..='\u{6F9}'));
        if !joined || !persian {
            return;
        }
        let window = self.window(&(word.start..end));
        let text = &self.text[self.bytes(&window)];
        let order = visual_order(text, self.base, &[]);
        // The place of the first character of the word, and how the pieces of it follow one another.
        let first = word.start - window.start;
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, index)| places[*index] = place);
        let place = |at: usize| places.get(at).copied().unwrap_or_default();
        let signs = (word.start..end).filter(|at| !is_group(&self.glyphs[*at]));
        let right_to_left = signs.map(|at| at - window.start).all(|sign| place(sign) < place(first));
        if right_to_left {
            return;
        }
        let mut at = word.start;
        while at < word.end {
            let length = self.glyphs[at..word.end].iter().take_while(|glyph| is_group(glyph)).count();
            if length > 0 && self.glyphs[at..at + length].iter().any(|glyph| glyph.kind == Kind::Native) {
                let range = at..self.last_native(&(at..at + length));
                candidates.push(Candidate { direction: self.base, always: true, ..Candidate::number(range, 1) });
            }
            at += length.max(1);
        }
    }
}
