//! Counts what language and direction are told by. Code, addresses and handles are nobody's language and do not count.

use crate::document::visit::{content, each_block};
use crate::document::{BlockKind, Document, Inline, Style, Title, TitleOrigin};
use crate::publication::Direction;

/// How much of a text is kept to tell its language by, in bytes.
const SAMPLE: usize = 2000;

/// The letters of a text.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Strong characters of each direction (UAX #9: L; R and AL).
    pub(super) ltr: usize,
    pub(super) rtl: usize,
    /// The beginning of the words of each direction, as far as a sample goes.
    pub(super) ltr_sample: String,
    pub(super) rtl_sample: String,
}

impl Letters {
    /// The direction of more than half of the strong letters; `None` when there are none or both are as many.
    pub(super) fn majority(&self) -> Option<Direction> {
        match self.rtl.cmp(&self.ltr) {
            std::cmp::Ordering::Greater => Some(Direction::Rtl),
            std::cmp::Ordering::Less => Some(Direction::Ltr),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The share of the letters that run in `direction`, in per cent.
    pub(super) fn share(&self, direction: Direction) -> usize {
        let count = match direction {
            Direction::Ltr => self.ltr,
            Direction::Rtl => self.rtl,
        };
        count * 100 / (self.ltr + self.rtl).max(1)
    }

    /// Whether at least nine tenths of the letters run against `direction`.
    pub(super) fn contradict(&self, direction: Direction) -> bool {
        self.share(direction.opposite()) >= 90
    }

    pub(super) fn add(&mut self, text: &str) {
        // Addresses are rare: only a text that may hold one is taken apart into words.
        if text.contains("://") || text.contains('@') || text.contains("www.") {
            for word in text.split_whitespace().filter(|word| !is_address(word)) {
                self.add_words(word);
            }
        } else {
            self.add_words(text);
        }
    }

    fn add_words(&mut self, text: &str) {
        let (ltr, rtl) = (self.ltr, self.rtl);
        for c in text.chars() {
            match Direction::of_strong(c) {
                Some(Direction::Ltr) => self.ltr += 1,
                Some(Direction::Rtl) => self.rtl += 1,
                None => {}
            }
        }
        let sample = if self.rtl - rtl >= self.ltr - ltr { &mut self.rtl_sample } else { &mut self.ltr_sample };
        if sample.len() < SAMPLE {
            let end = text.floor_char_boundary(SAMPLE);
            sample.push_str(&text[..end]);
            sample.push(' ');
        }
    }
}

/// Counts the letters of an article, its title's with them.
pub(super) fn count(document: &Document) -> Letters {
    let mut letters = Letters::default();
    match &document.title {
        Title { origin: TitleOrigin::Inside, .. } => {}
        Title { text, .. } => letters.add(text),
    }
    let blocks = document.notes.iter().map(|note| &note.blocks).chain([&document.blocks]);
    for blocks in blocks {
        each_block(blocks, &mut |block| {
            if !matches!(block.kind, BlockKind::Preformatted(_)) {
                content(block).into_iter().for_each(|inlines| add_inlines(inlines, &mut letters));
            }
        });
    }
    letters
}

fn add_inlines(inlines: &[Inline], letters: &mut Letters) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => letters.add(text),
            Inline::Styled(Style::Code | Style::Keyboard | Style::Sample | Style::Variable, _) => {}
            Inline::Styled(_, content)
            | Inline::Span(_, content)
            | Inline::Isolate { content, .. }
            | Inline::Link { content, .. }
            | Inline::Abbreviation(_, content)
            | Inline::Time(_, content) => add_inlines(content, letters),
            Inline::Ruby(pairs) => pairs.iter().for_each(|(base, _)| add_inlines(base, letters)),
            Inline::Image(_) | Inline::Break | Inline::NoteReference(_) | Inline::Anchor(_) | Inline::Formula(_) => {}
        }
    }
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_decides_and_never_the_first_letter() {
        let rows = [
            ("EPUB هو صيغة مفتوحة للكتب", Some(Direction::Rtl)),
            ("53 شخصا", Some(Direction::Rtl)),
            ("الرابط https://example.com/a-very-long-address-in-latin-letters", Some(Direction::Rtl)),
            ("راسلنا somebody.with.a.long.name@example.com", Some(Direction::Rtl)),
            ("The word كتاب means book", Some(Direction::Ltr)),
            ("12345 !?", None),
            ("ދިވެހި ߒߞߏ 𞤀𞤁", Some(Direction::Rtl)),
        ];
        for (text, direction) in rows {
            let mut letters = Letters::default();
            letters.add(text);
            assert_eq!(letters.majority(), direction, "{text}");
        }
    }
}
