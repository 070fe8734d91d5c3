//! The runs of a text: stretches against its base direction, as far as they reach, each with its direction.

use std::ops::Range;

use super::edges::{encloses, parts_sentences, with_signs};
use super::glyphs::{Glyph, Kind, glyphs};
use super::line::{Ask, Candidate, Line, Word};
use super::needed::WINDOW;
use super::numbers::{belongs_to_name, is_operator, is_unit};
use super::pairs::Pairs;
use crate::publication::Direction;

/// A stretch that has to be set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// How it runs by itself.
    pub(crate) direction: Direction,
    /// Words and numbers in it.
    pub(crate) words: usize,
    /// Whether nothing strong ends it, so that an engine without isolates would take its last signs for the sentence's.
    pub(crate) ends_in_sign: bool,
    /// Whether its characters have to be forced into their order: the algorithm shows groups of Arabic digits from right to
    /// left even within an isolate.
    pub(crate) forced: bool,
}

/// Whether a text has nothing in it that could have to be set apart: a look at its bytes, since most texts are so.
pub(crate) fn is_plain(text: &str, base: Direction) -> bool {
    let bytes = text.as_bytes();
    match base {
        // Arabic and Hebrew letters, ASCII signs and general punctuation.
        Direction::Rtl => bytes.iter().enumerate().all(|(at, b)| match b {
            b if b.is_ascii_alphanumeric() || *b == b'+' => false,
            // A zero or a bracket may begin a telephone number.
            0xD9 => bytes.get(at + 1) != Some(&0xA0),
            b'(' => !matches!(bytes.get(at + 1..at + 3), Some([0xD9, 0xA0..=0xA9])),
            0xD7 | 0xD8..=0xDA | 0xE2 => true,
            // Persian digits are U+06F0 to U+06F9.
            0xDB => !matches!(bytes.get(at + 1), Some(0xB0..=0xB9)),
            0xC2..=0xF4 => false,
            _ => true,
        }),
        // Nothing from Hebrew to Arabic Extended, no presentation form, nothing beyond the basic plane.
        Direction::Ltr => !bytes.iter().any(|b| matches!(b, 0xD6..=0xE0 | 0xEF | 0xF0)),
    }
}

/// The runs of a text that markup should set apart: every phrase, and each word or number that would else be shown in
/// another order. A line end (`\n`) parts what stands on both sides; [`OBJECT`](super::OBJECT) stands for things.
pub(crate) fn runs(text: &str, base: Direction) -> Vec<Run> {
    find(text, base, Ask::Phrases)
}

pub(super) fn find(text: &str, base: Direction, ask: Ask) -> Vec<Run> {
    if is_plain(text, base) {
        return Vec::new();
    }
    let glyphs = glyphs(text, base);
    let mut runs = Vec::new();
    for line in glyphs.split(|glyph| glyph.kind == Kind::Line).filter(|line| !line.is_empty()) {
        Line { text, glyphs: line, pairs: Pairs::of(line), base, ask }.runs(&mut runs);
    }
    runs
}

impl Line<'_> {
    fn runs(&self, runs: &mut Vec<Run>) {
        let mut candidates = Vec::new();
        let mut at = 0;
        while let Some(sequence) = self.next_sequence(at) {
            at = sequence.end;
            for part in self.unbroken(sequence) {
                self.candidates(part, &mut candidates);
            }
        }
        self.native_numbers(&mut candidates);
        self.chains(&mut candidates);
        candidates.sort_by_key(|candidate| candidate.range.start);
        let candidates = self.apart(candidates);
        let mut kept = candidates.iter().map(|candidate| candidate.always).collect::<Vec<_>>();
        for numbers in [false, true] {
            for at in 0..candidates.len() {
                // A word is looked at as if all words after it were set apart, a number as the line is without it.
                if candidates[at].number == numbers && !kept[at] {
                    kept[at] = self.is_needed(at, &candidates, &kept);
                }
            }
        }
        let kept = candidates.into_iter().zip(kept).filter_map(|(candidate, kept)| kept.then_some(candidate));
        runs.extend(kept.map(|candidate| self.run(&candidate)));
    }

    /// The candidates, in order, what overlaps the one before it cut to its rest.
    fn apart(&self, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let mut apart: Vec<Candidate> = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let end = apart.last().map_or(0, |last| last.range.end);
            if candidate.range.start >= end {
                apart.push(candidate);
            } else if candidate.range.end > end
                && let Some(range) = self.trimmed(end..candidate.range.end)
            {
                apart.push(Candidate { range, ..candidate });
            }
        }
        apart
    }

    fn run(&self, candidate: &Candidate) -> Run {
        let last = self.glyphs[candidate.range.clone()].iter().rev().find(|glyph| glyph.kind != Kind::Mark);
        let ends_in_sign = last.is_some_and(|glyph| matches!(glyph.kind, Kind::Sign | Kind::Object));
        Run {
            range: self.bytes(&candidate.range),
            direction: candidate.direction,
            words: candidate.words,
            ends_in_sign,
            forced: candidate.forced,
        }
    }

    /// The next stretch without anything of the base direction, from its first letter or digit to its last.
    fn next_sequence(&self, from: usize) -> Option<Range<usize>> {
        let start = from + self.glyphs[from..].iter().position(|glyph| self.carries(glyph.kind))?;
        let mut end = start + 1;
        for (at, glyph) in self.glyphs.iter().enumerate().skip(start) {
            if self.breaks(glyph.kind) {
                break;
            }
            if self.carries(glyph.kind) || glyph.kind == Kind::Digit {
                end = at + 1;
            }
        }
        Some(start..end)
    }

    /// The parts of a sequence between brackets and quotation marks whose partner is out of its reach: those are the
    /// sentence's.
    fn unbroken(&self, sequence: Range<usize>) -> Vec<Range<usize>> {
        let touches = |glyph: &Glyph| glyph.kind == Kind::Sign;
        let before = self.glyphs[..sequence.start].iter().rev().take_while(|glyph| touches(glyph)).count();
        let after = self.glyphs[sequence.end..].iter().take_while(|glyph| touches(glyph)).count();
        let reach = sequence.start - before..sequence.end + after;
        let commas = self.commas_of_a_list(&sequence);
        let mut parts = Vec::new();
        let mut start = sequence.start;
        for at in sequence.clone() {
            let lonely = self.pairs.partner(at).is_some_and(|partner| !reach.contains(&partner));
            if lonely || commas.binary_search(&at).is_ok() {
                parts.extend(self.trimmed(start..at));
                start = at + 1;
            }
        }
        parts.extend(self.trimmed(start..sequence.end));
        parts
    }

    /// The commas between names of a list in Hebrew, which has no comma of its own: each name is a member of the Hebrew
    /// sentence (`Apple, Google ו-Amazon`). An English phrase is told by a word in small letters.
    fn commas_of_a_list(&self, sequence: &Range<usize>) -> Vec<usize> {
        let glyphs = &self.glyphs[sequence.clone()];
        let comma =
            |at: &usize| glyphs[*at].c == ',' && glyphs.get(at + 1).is_some_and(|next| next.kind == Kind::Space);
        let commas = (0..glyphs.len()).filter(comma).collect::<Vec<_>>();
        let rest = &self.glyphs[sequence.end..];
        let joined = matches!(rest, [space, and, ..] if space.kind == Kind::Space && and.c == 'ו');
        // Looked for first: it is a letter of the sentence around the list.
        if commas.is_empty() || !(joined || commas.len() > 1) || !self.is_hebrew(sequence) {
            return Vec::new();
        }
        let names = || {
            self.words(sequence.clone()).iter().all(|(word, kind)| {
                let first = self.glyphs[word.start].c;
                *kind == Word::Letters && first.is_uppercase() && !matches!(self.str(word), "Inc" | "Ltd" | "Jr")
            })
        };
        if !names() {
            return Vec::new();
        }
        commas.into_iter().map(|at| sequence.start + at).collect()
    }

    /// Whether the nearest letter of the sentence is Hebrew.
    fn is_hebrew(&self, sequence: &Range<usize>) -> bool {
        let letter = |glyph: &&Glyph| glyph.kind == Kind::Base && glyph.c.is_alphabetic();
        let before = self.glyphs[..sequence.start].iter().rev().take(WINDOW).find(letter);
        let near = before.or_else(|| self.glyphs[sequence.end..].iter().take(WINDOW).find(letter));
        self.base == Direction::Rtl && near.is_some_and(|glyph| matches!(glyph.c, 'א'..='ת'))
    }

    fn candidates(&self, part: Range<usize>, candidates: &mut Vec<Candidate>) {
        let words = self.words(part);
        let letters = |(_, word): &&(Range<usize>, Word)| *word == Word::Letters;
        let first = words.iter().position(|word| letters(&word));
        let last = words.iter().rposition(|word| letters(&word));
        let (Some(first), Some(last)) = (first, last) else {
            return self.numbers(&words, candidates);
        };
        let phrase = self.with_number_before(&words, first)..self.with_numbers_after(&words, last);
        let count = words[phrase.clone()].iter().filter(|(_, word)| *word != Word::Signs).count();
        let range = self.trimmed(words[phrase.start].0.start..words[phrase.end - 1].0.end);
        self.numbers(&words[..phrase.start], candidates);
        if let Some(range) = range {
            let range = self.copyright_before(range.start).unwrap_or(range.start)..range.end;
            candidates.push(Candidate {
                range: with_signs(self.glyphs, &self.pairs, range),
                direction: self.base.opposite(),
                words: count,
                always: count > 1 && self.ask == Ask::Phrases,
                number: false,
                forced: false,
            });
        }
        self.numbers(&words[phrase.end..], candidates);
    }

    /// The first word of a phrase whose first word with letters is `first`: a number before it may be its own.
    fn with_number_before(&self, words: &[(Range<usize>, Word)], first: usize) -> usize {
        let mut start = first;
        while start > 0 {
            let (range, word) = &words[start - 1];
            let own = match word {
                Word::Number if self.base == Direction::Ltr => self.is_native(range),
                Word::Number if start < first => true,
                Word::Number => {
                    is_unit(self.str(&words[first].0), self.str(range))
                        || self.opens_quote(range, &words[first].0)
                        || self.copyright_before(range.start).is_some()
                }
                Word::Signs => start > 1 && words[start - 2].1 == Word::Number && is_operator(self.str(range)),
                Word::Letters => false,
            };
            if !own {
                break;
            }
            start -= 1;
            if *word == Word::Number {
                // One number, and what operators link to it.
                let linked =
                    start > 0 && words[start - 1].1 == Word::Signs && is_operator(self.str(&words[start - 1].0));
                if !linked {
                    break;
                }
            }
        }
        start
    }

    /// The sign of a copyright that stands before a year.
    fn copyright_before(&self, year: usize) -> Option<usize> {
        let before = self.glyphs[..year].iter().rposition(|glyph| glyph.kind != Kind::Space)?;
        (year - before <= 2 && matches!(self.glyphs[before].c, '©' | '®' | '℗')).then_some(before)
    }

    /// Whether a quotation mark or bracket opens before a number and closes behind the words after it.
    fn opens_quote(&self, number: &Range<usize>, words: &Range<usize>) -> bool {
        let number = self.trimmed(number.clone()).unwrap_or_else(|| number.clone());
        let opener = number.start.checked_sub(1).and_then(|at| self.pairs.partner(at));
        opener.is_some_and(|closer| closer >= words.end)
    }

    /// One past the last word of a phrase whose last word with letters is `last`: numbers after it may be its own.
    fn with_numbers_after(&self, words: &[(Range<usize>, Word)], last: usize) -> usize {
        let mut end = last + 1;
        while let Some((range, word)) = words.get(end) {
            if let Some(count) = self.cited(&words[end..]) {
                end += count;
                continue;
            }
            let own = match word {
                Word::Number if self.base == Direction::Ltr && self.is_native(range) => true,
                // A citation in brackets is the sentence's.
                Word::Number if self.base == Direction::Ltr && encloses(self.glyphs[range.start].c) => false,
                // After a comma a new member of the sentence begins.
                Word::Number if self.parts_after(&words[end - 1].0) => {
                    let version = words[end - 1].1 == Word::Number && self.str(range).contains('.');
                    let year = range.len() == 4 && self.is_in_name(range);
                    self.base == Direction::Rtl && (version || year)
                }
                Word::Number if words[end - 1].1 == Word::Signs => true,
                Word::Number => self.is_in_name(range),
                Word::Signs => {
                    is_operator(self.str(range)) && words.get(end + 1).is_some_and(|next| next.1 == Word::Number)
                }
                Word::Letters => false,
            };
            if !own {
                break;
            }
            end += 1;
        }
        end
    }

    /// How many words are numbers between brackets, as a citation behind a name has them: `[3, 4]`.
    fn cited(&self, words: &[(Range<usize>, Word)]) -> Option<usize> {
        let opener = words.first()?.0.start;
        let closer = self.pairs.partner(opener).filter(|closer| *closer > opener)?;
        let count = words.iter().take_while(|(range, word)| range.start < closer && *word == Word::Number).count();
        let last = words[..count].last()?;
        (self.base == Direction::Rtl && last.0.end + 1 >= closer).then_some(count)
    }

    /// Whether a number after a name is part of it: what closes right behind it leaves nothing that it could count.
    fn is_in_name(&self, word: &Range<usize>) -> bool {
        let number = self.trimmed(word.clone()).unwrap_or_else(|| word.clone());
        let end = self.end_of_word(word);
        let closes = |glyph: &Glyph| encloses(glyph.c) || parts_sentences(glyph.c);
        let name = self.glyphs[..number.start].iter().rev().skip(1);
        let name = name.take_while(|glyph| glyph.kind == Kind::Opposite).last().map(|glyph| glyph.at);
        let name = name.map(|at| self.text[at..self.glyphs[number.start].at].trim_end());
        self.glyphs[number.end..end].iter().any(closes)
            || belongs_to_name(self.glyphs, name, number.start..end, self.base)
    }
}

#[cfg(test)]
#[path = "rows.rs"]
mod rows;
