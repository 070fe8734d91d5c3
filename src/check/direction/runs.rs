//! Runs of words against the direction around them, found as the bidi algorithm sees a line: strong characters of one
//! direction, with whatever is not strong between them, up to a strong character of the other.

use serde::Serialize;

use crate::publication::Direction;

/// Words in a line that run in one direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Run {
    /// The element they stand in: the isolating one, or the block where there is none.
    pub element: String,
    /// The line in the document.
    pub line: usize,
    /// The direction they run.
    pub direction: Direction,
    /// `lang` of that element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Their beginning.
    pub text: String,
}

/// Where the text stands that is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Here<'a> {
    /// The offset of the character in the text of the document.
    pub(super) at: usize,
    /// Its line.
    pub(super) line: usize,
    /// The number of the paragraph; no run goes over the end of one.
    pub(super) paragraph: usize,
    /// The block it stands in.
    pub(super) block: &'a str,
}

/// A run that is being followed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) start: Here<'a>,
    /// The offset behind its last letter.
    pub(super) end: usize,
    pub(super) words: usize,
    in_word: bool,
}

/// What stands in one base direction: a block, or an element that isolates.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) base: Direction,
    /// Whether its runs are anybody's concern: those of code and of forced text (`bdo`) are not.
    judged: bool,
    run: Option<Found<'a>>,
    /// How deep in isolates and embeddings that are made of characters.
    within: usize,
    paragraph: usize,
}

/// A run of fewer words lies the same way with an isolate around it and without, as far as words go.
const FEWEST: usize = 2;

impl<'a> Context<'a> {
    pub(super) fn new(base: Direction, judged: bool) -> Self {
        Self { base, judged, run: None, within: 0, paragraph: 0 }
    }

    /// Looks at the next character; gives a run that has come to its end and should have been isolated.
    pub(super) fn take(&mut self, c: char, here: Here<'a>) -> Option<Found<'a>> {
        if !self.judged {
            return None;
        }
        let mut ended = None;
        if self.paragraph != here.paragraph {
            ended = self.end();
            (self.paragraph, self.within) = (here.paragraph, 0);
        }
        match c {
            // LRE, RLE, LRO, RLO; LRI, RLI, FSI: what they hold is one object to the line. PDF; PDI.
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => self.within += 1,
            '\u{202C}' | '\u{2069}' => self.within = self.within.saturating_sub(1),
            _ if self.within > 0 => {}
            _ if c.is_whitespace() => self.run.iter_mut().for_each(|run| run.in_word = false),
            _ if Direction::of_strong(c) == Some(self.base) => ended = ended.or(self.end()),
            _ if Direction::of_letter(c).is_some() => {
                let run = self.run.get_or_insert(Found { start: here, end: here.at, words: 0, in_word: false });
                if !std::mem::replace(&mut run.in_word, true) {
                    run.words += 1;
                }
                run.end = here.at + c.len_utf8();
            }
            _ => {}
        }
        ended
    }

    /// Nothing follows; gives the last run if it should have been isolated.
    pub(super) fn end(&mut self) -> Option<Found<'a>> {
        self.run.take().filter(|run| run.words >= FEWEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(base: Direction, text: &str) -> Vec<&str> {
        let (mut context, mut found) = (Context::new(base, true), Vec::new());
        for (at, c) in text.char_indices() {
            found.extend(context.take(c, Here { at, line: 1, paragraph: 0, block: "p" }));
        }
        found.extend(context.end());
        found.into_iter().map(|run| &text[run.start.at..run.end]).collect()
    }

    #[test]
    fn two_words_against_the_base_are_a_run() {
        let rows: &[(Direction, &str, &[&str])] = &[
            (Direction::Rtl, "قال Visual Studio Code ثم", &["Visual Studio Code"]),
            (Direction::Rtl, "قال Google ثم Apple", &[]),
            (Direction::Rtl, "Google، Apple و Meta", &["Google، Apple"]),
            (Direction::Rtl, "أعلنت Microsoft 5 منتجات", &[]),
            (Direction::Rtl, "لعبة Half 2 Life (PC)!", &["Half 2 Life (PC"]),
            (Direction::Rtl, "الـEPUB Reader هنا", &["EPUB Reader"]),
            (Direction::Rtl, "Google\u{200F}، Apple", &[]),
            (Direction::Rtl, "قال \u{2066}Visual Studio\u{2069} ثم Word", &[]),
            (Direction::Ltr, "the words كتاب و مكتبة mean", &["كتاب و مكتبة"]),
            (Direction::Ltr, "a כתב־יד b שלום c", &[]),
            (Direction::Ltr, "only English words", &[]),
        ];
        for (base, text, expected) in rows {
            assert_eq!(runs(*base, text), *expected, "{text}");
        }
    }
}
