//! Numbers without words that are more than digits: dates, amounts, telephone numbers, scores, sums.

use std::ops::Range;

use super::OBJECT;
use super::edges::with_signs;
use super::glyphs::{Glyph, Kind};
use super::line::{Candidate, Line, Word};
use super::numbers::links_numbers;
use crate::publication::Direction;

impl Line<'_> {
    /// Numbers without words: dates, amounts, telephone numbers, scores, sums. European digits are read as Latin text
    /// writes them, so that each of them is one thing from left to right.
    pub(super) fn numbers(&self, words: &[(Range<usize>, Word)], candidates: &mut Vec<Candidate>) {
        if self.base == Direction::Ltr {
            return;
        }
        let mut at = 0;
        while at < words.len() {
            if words[at].1 != Word::Number {
                at += 1;
                continue;
            }
            let count = self.expression(&words[at..]);
            let range = self.trimmed(words[at].0.start..words[at + count - 1].0.end);
            if let Some(range) = range {
                let range = self.with_currency(with_signs(self.glyphs, &self.pairs, range));
                if !self.is_simple_number(&range) {
                    candidates.push(Candidate::number(range, count));
                }
            }
            at += count;
        }
    }

    /// Things joined by signs without a space, such as the keys of a shortcut: they follow one another from left to right.
    pub(super) fn chains(&self, candidates: &mut Vec<Candidate>) {
        let is_thing = |at: usize| self.glyphs.get(at).is_some_and(|glyph| glyph.c == OBJECT);
        let joins =
            |at: usize| self.glyphs.get(at).is_some_and(|glyph| matches!(glyph.c, '+' | '-' | '/' | '.' | ':' | '='));
        let mut at = 0;
        while at < self.glyphs.len() {
            let mut end = at + 1;
            while is_thing(at) && joins(end) && is_thing(end + 1) {
                end += 2;
            }
            if end > at + 1 && self.base == Direction::Rtl {
                candidates.push(Candidate { always: true, ..Candidate::number(at..end, 1 + (end - at) / 2) });
            }
            at = end;
        }
    }

    /// Whether it is digits, with single signs between them that are part of a number to the algorithm too: such a number is
    /// shown alike wherever it stands.
    fn is_simple_number(&self, range: &Range<usize>) -> bool {
        let glyphs = &self.glyphs[range.clone()];
        let separates = |glyph: &Glyph| matches!(glyph.c, '.' | ',' | ':' | '/');
        glyphs.iter().all(|glyph| glyph.kind == Kind::Digit || separates(glyph))
            && glyphs.windows(2).all(|pair| !(separates(&pair[0]) && separates(&pair[1])))
            && glyphs.first().is_some_and(|glyph| !separates(glyph))
            && glyphs.last().is_some_and(|glyph| !separates(glyph))
    }

    /// How many words make one expression, beginning with a number.
    fn expression(&self, words: &[(Range<usize>, Word)]) -> usize {
        let telephone = self.telephone(words);
        if telephone > 1 {
            return telephone;
        }
        let thousands = self.thousands(words);
        if thousands > 1 {
            return thousands;
        }
        let mut count = 1;
        while let [(last, _), rest @ ..] = &words[count - 1..] {
            if self.parts_after(last) {
                break;
            }
            match rest {
                [(sign, Word::Signs), (_, Word::Number), ..] if links_numbers(self.str(sign)) => count += 2,
                [(time, Word::Number), ..] if is_iso_date(self.str(last)) && self.str(time).contains(':') => count += 1,
                _ => break,
            }
        }
        count
    }

    /// Groups of digits that make a telephone number: after a plus or with a leading zero, seven digits at least.
    pub(super) fn telephone(&self, words: &[(Range<usize>, Word)]) -> usize {
        let Some((first, _)) = words.first() else { return 0 };
        let is_digit = |glyph: &&Glyph| matches!(glyph.kind, Kind::Digit | Kind::Native);
        let sign = first.start.checked_sub(1).map(|before| self.glyphs[before].c);
        let begins = self.glyphs[first.clone()].iter().find(|glyph| is_digit(glyph)).map(|glyph| glyph.c);
        let international = matches!(sign, Some('+')) || self.str(first).starts_with('+');
        if !international && !matches!(begins, Some('0' | '٠' | '۰')) && !matches!(sign, Some('(')) {
            return 0;
        }
        let (mut count, mut digits) = (0, 0);
        for (range, word) in words {
            let signs_fit = self.str(range).chars().all(|c| c.is_numeric() || matches!(c, '+' | '-' | '(' | ')' | '.'));
            if *word != Word::Number || !signs_fit {
                break;
            }
            count += 1;
            digits += self.glyphs[range.clone()].iter().filter(is_digit).count();
            if self.parts_after(range) || digits > 15 {
                break;
            }
        }
        let local = || {
            let text = self.str(first);
            matches!(begins, Some('0' | '٠' | '۰')) && text.contains('-') && digits > 7 && !is_date(text)
        };
        if (7..=15).contains(&digits) && (international || count > 1 || local()) { count } else { 0 }
    }

    /// Groups of three digits that make one great number; by plain spaces only when there are more than two groups.
    fn thousands(&self, words: &[(Range<usize>, Word)]) -> usize {
        let digits = |range: &Range<usize>| self.glyphs[range.clone()].iter().all(|glyph| glyph.kind == Kind::Digit);
        if !words.first().is_some_and(|(range, _)| digits(range) && range.len() <= 3) {
            return 0;
        }
        let follows = words[1..].iter().take_while(|(range, _)| {
            let glyphs = &self.glyphs[range.clone()];
            glyphs.iter().take_while(|glyph| glyph.kind == Kind::Digit).count() == 3
                && glyphs[3..].iter().all(|glyph| glyph.kind == Kind::Sign)
        });
        let count = 1 + follows.count();
        let fixed = |(range, _): &(Range<usize>, Word)| self.glyphs[range.start - 1].c != ' ';
        if count > 2 || (count == 2 && fixed(&words[1])) { count } else { 0 }
    }

    /// An amount with the sign of its unit on the other side of a space: `100 €`, `25 %`.
    fn with_currency(&self, range: Range<usize>) -> Range<usize> {
        let is_space = |at: usize| self.glyphs.get(at).is_some_and(|glyph| glyph.kind == Kind::Space);
        let is_unit = |at: usize| {
            self.glyphs.get(at).is_some_and(|glyph| {
                glyph.kind == Kind::Sign && matches!(glyph.c, '%' | '‰' | '°' | '$' | '€' | '£' | '¥' | '₹' | '₺')
            })
        };
        let is_end = |at: usize| self.glyphs.get(at).is_none_or(|glyph| matches!(glyph.kind, Kind::Space | Kind::Sign));
        if is_space(range.end) && is_unit(range.end + 1) && is_end(range.end + 2) {
            range.start..range.end + 2
        } else {
            range
        }
    }
}

/// Whether groups of digits with hyphens are a date in any order: two groups for day and month, one for the year.
fn is_date(word: &str) -> bool {
    let lengths = word.split('-').map(|part| part.chars().count()).collect::<Vec<_>>();
    matches!(lengths.as_slice(), [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2])
}

fn is_iso_date(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut digits =
        |count: usize| parts.next().is_some_and(|part| part.len() == count && part.bytes().all(|b| b.is_ascii_digit()));
    digits(4) && digits(2) && digits(2) && parts.next().is_none()
}
