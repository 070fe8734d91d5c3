//! The runs of a text: stretches against its base direction, as far as they reach, each with its direction.

use std::ops::Range;

use super::edges::{encloses, parts_sentences, with_signs};
use super::glyphs::{Glyph, Kind, glyphs};
use super::numbers::{belongs_to_name, is_operator, is_unit, links_numbers};
use super::order::visual_order;
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

/// Which runs are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Phrases, and what would be shown otherwise if it were not set apart: for markup.
    Phrases,
    /// Only what would be shown otherwise: where controls must be put into the text.
    Needed,
}

/// A stretch that may have to be set apart, in glyphs of a line.
#[derive(Debug, Clone)]
struct Candidate {
    range: Range<usize>,
    direction: Direction,
    words: usize,
    /// Whether it is set apart whatever the algorithm would do.
    always: bool,
    /// Whether it is a number: words are set apart first, so that numbers beside them need not be.
    number: bool,
    forced: bool,
}

impl Candidate {
    fn number(range: Range<usize>, words: usize) -> Self {
        Self { range, direction: Direction::Ltr, words, always: false, number: true, forced: false }
    }
}

/// More characters than this on one side are not looked at to see what a line would look like.
const WINDOW: usize = 64;

/// Whether a text has nothing in it that could have to be set apart: a look at its bytes, since most texts are so.
pub(crate) fn is_plain(text: &str, base: Direction) -> bool {
    let bytes = text.as_bytes();
    match base {
        // Arabic and Hebrew letters, ASCII signs and general punctuation.
        Direction::Rtl => bytes.iter().enumerate().all(|(at, b)| match b {
            b if b.is_ascii_alphanumeric() || *b == b'+' => false,
            // A zero may begin a telephone number.
            0xD9 => bytes.get(at + 1) != Some(&0xA0),
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

struct Line<'a> {
    text: &'a str,
    glyphs: &'a [Glyph],
    pairs: Pairs,
    base: Direction,
    ask: Ask,
}

/// What stands between two spaces of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It has letters against the base direction.
    Letters,
    /// It has digits and no such letters.
    Number,
    /// It has neither.
    Signs,
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
        if self.base == Direction::Rtl {
            self.native_numbers(&mut candidates);
        }
        candidates.sort_by_key(|candidate| candidate.range.start);
        candidates.dedup_by(|next, first| next.range.start < first.range.end);
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

    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.glyphs[range.start].at..self.glyphs[range.end - 1].end()
    }

    /// Whether a character can begin or end what runs against the base direction.
    fn carries(&self, kind: Kind) -> bool {
        match self.base {
            Direction::Rtl => matches!(kind, Kind::Opposite | Kind::Digit),
            Direction::Ltr => matches!(kind, Kind::Opposite | Kind::Native),
        }
    }

    fn breaks(&self, kind: Kind) -> bool {
        kind == Kind::Base || (kind == Kind::Native && self.base == Direction::Rtl)
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

    /// From the first letter or digit to the last.
    fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let carries = |glyph: &Glyph| self.carries(glyph.kind) || glyph.kind == Kind::Digit;
        let glyphs = &self.glyphs[range.clone()];
        let first = glyphs.iter().position(carries)?;
        let last = glyphs.iter().rposition(carries)?;
        Some(range.start + first..range.start + last + 1)
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

    fn words(&self, part: Range<usize>) -> Vec<(Range<usize>, Word)> {
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

    fn word(&self, range: Range<usize>) -> Word {
        let glyphs = &self.glyphs[range];
        if glyphs.iter().any(|glyph| glyph.kind == Kind::Opposite) {
            Word::Letters
        } else if glyphs.iter().any(|glyph| matches!(glyph.kind, Kind::Digit | Kind::Native)) {
            Word::Number
        } else {
            Word::Signs
        }
    }

    fn str(&self, range: &Range<usize>) -> &str {
        &self.text[self.bytes(range)]
    }

    /// The first word of a phrase whose first word with letters is `first`: a number before it may be its own.
    fn with_number_before(&self, words: &[(Range<usize>, Word)], first: usize) -> usize {
        let mut start = first;
        while start > 0 {
            let (range, word) = &words[start - 1];
            let own = match word {
                Word::Number if self.base == Direction::Ltr => self.is_native(range),
                Word::Number if start < first => true,
                Word::Number => is_unit(self.str(&words[first].0)) || self.opens_quote(range, &words[first].0),
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

    /// Whether a quotation mark or bracket opens before a number and closes behind the words after it.
    fn opens_quote(&self, number: &Range<usize>, words: &Range<usize>) -> bool {
        let opener = number.start.checked_sub(1).and_then(|at| self.pairs.partner(at));
        opener.is_some_and(|closer| closer >= words.end)
    }

    /// One past the last word of a phrase whose last word with letters is `last`: numbers after it may be its own.
    fn with_numbers_after(&self, words: &[(Range<usize>, Word)], last: usize) -> usize {
        let mut end = last + 1;
        while let Some((range, word)) = words.get(end) {
            let own = match word {
                Word::Number if self.base == Direction::Ltr && self.is_native(range) => true,
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

    /// Where a word ends with the signs that touch it.
    fn end_of_word(&self, word: &Range<usize>) -> usize {
        let signs = self.glyphs[word.end..].iter().take_while(|glyph| matches!(glyph.kind, Kind::Sign | Kind::Mark));
        word.end + signs.count()
    }

    fn parts_after(&self, word: &Range<usize>) -> bool {
        let last = self.glyphs[word.end - 1];
        // The stop of «p. 15» ends nothing.
        let shortened = || {
            let word = self.str(word).trim_start_matches(['(', '[']);
            matches!(word, "p." | "pp." | "Rs." | "No." | "no." | "Vol." | "vol." | "ch." | "Fig." | "fig.")
        };
        last.kind == Kind::Sign && parts_sentences(last.c) && !shortened()
    }

    fn is_native(&self, word: &Range<usize>) -> bool {
        self.glyphs[word.clone()].iter().any(|glyph| glyph.kind == Kind::Native)
    }

    /// Numbers without words: dates, amounts, telephone numbers, scores, sums. European digits are read as Latin text
    /// writes them, so that each of them is one thing from left to right.
    fn numbers(&self, words: &[(Range<usize>, Word)], candidates: &mut Vec<Candidate>) {
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
    fn telephone(&self, words: &[(Range<usize>, Word)]) -> usize {
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
        let local = || matches!(begins, Some('0' | '٠' | '۰')) && self.str(first).contains('-') && digits > 7;
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

    /// Numbers in the digits of the Arabic script run from right to left where a sign joins them, as the algorithm has it
    /// after an Arabic letter. Where no letter stands before Persian digits it takes them for European ones: then each
    /// group is set apart. Telephone numbers are dialled from left to right in any digits.
    fn native_numbers(&self, candidates: &mut Vec<Candidate>) {
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
                        candidates.push(Candidate { forced, always: forced && telephone > 1, ..number });
                    }
                    next += telephone;
                } else {
                    self.native_groups(&words[next].0, candidates);
                    next += 1;
                }
            }
            at = end;
        }
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

    /// What has to be looked at to see a stretch as the algorithm shows it: as far as the next letter of the base direction.
    fn window(&self, range: &Range<usize>) -> Range<usize> {
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
    fn is_needed(&self, candidate: usize, candidates: &[Candidate], kept: &[bool]) -> bool {
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

fn is_iso_date(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut digits =
        |count: usize| parts.next().is_some_and(|part| part.len() == count && part.bytes().all(|b| b.is_ascii_digit()));
    digits(4) && digits(2) && digits(2) && parts.next().is_none()
}

#[cfg(test)]
#[path = "rows.rs"]
mod rows;
