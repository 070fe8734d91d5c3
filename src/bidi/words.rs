//! The words of each direction: what a base direction is decided by.

use super::address::is_address;
use crate::publication::Direction;

/// How many words run each way. A word runs as its first strong letter does (`الـEPUB` is an Arabic word, `API‌ها` is not).
/// Addresses and handles are nobody's words; numbers and signs are none.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) ltr: usize,
    pub(crate) rtl: usize,
}

/// A quotation of more words than this is no title.
const LONGEST_TITLE: usize = 8;

/// Words in small letters that go on with a name of several words.
const CONNECTS: [&str; 20] = [
    "of", "the", "and", "for", "in", "de", "von", "&", "et", "al.", "al", "la", "le", "du", "van", "der", "di", "da",
    "bin", "ibn",
];

impl Words {
    /// The words of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.add(text);
        words
    }

    /// Counts the words of a text with the others.
    pub(crate) fn add(&mut self, text: &str) {
        for word in text.split(|c: char| c.is_whitespace() || c == super::OBJECT) {
            match word.chars().find_map(Direction::of_letter) {
                Some(Direction::Rtl) => self.rtl += 1,
                // Few addresses begin with a letter from the right.
                Some(Direction::Ltr) if !is_address(word) => self.ltr += 1,
                _ => {}
            }
        }
    }

    /// The words of a text, those of names and titles in the direction against `base` counted as one each: a sentence that
    /// mentions `World Wide Web Consortium` or quotes a title is still in its own language.
    pub(crate) fn without_names(text: &str, base: Direction) -> Self {
        let mut words = Self::default();
        // The quotation marks that are open, and whether a name or a quotation has been counted that still goes on.
        let (mut quoted, mut quotation, mut name) = (false, 0, false);
        for word in text.split_whitespace() {
            let own = Self::of(word);
            let opens = word.starts_with(['«', '“', '"', '„', '”', '(', '[']);
            let closes =
                word.trim_end_matches(['.', ',', '،', '؟', '!', ':', '۔']).ends_with(['»', '”', '"', '“', ')', ']']);
            if opens && !quoted {
                (quoted, quotation) = (true, 0);
            }
            let against = own.running(base.opposite()) > 0;
            let capital = word.contains(char::is_uppercase);
            let goes_on = name && (capital || CONNECTS.contains(&word));
            quotation += usize::from(quoted && against);
            let counted = !(against && (goes_on || (quoted && (2..=LONGEST_TITLE).contains(&quotation))));
            if counted {
                words = words.and(own);
            }
            // A number within a name, such as `iPhone ١٥ Pro`, does not end it.
            let number = name && own.all() == 0 && word.contains(char::is_numeric);
            name = (number || (against && (capital || goes_on))) && base == Direction::Rtl;
            if closes {
                quoted = false;
            }
        }
        words
    }

    /// The words of two texts together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { ltr: self.ltr + other.ltr, rtl: self.rtl + other.rtl }
    }

    /// All words of either direction.
    pub(crate) fn all(self) -> usize {
        self.ltr + self.rtl
    }

    /// The direction of more than half of the words; `None` when there are none or as many of both.
    pub(crate) fn majority(self) -> Option<Direction> {
        match self.rtl.cmp(&self.ltr) {
            std::cmp::Ordering::Greater => Some(Direction::Rtl),
            std::cmp::Ordering::Less => Some(Direction::Ltr),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// How many words run in `direction`.
    pub(crate) fn running(self, direction: Direction) -> usize {
        match direction {
            Direction::Ltr => self.ltr,
            Direction::Rtl => self.rtl,
        }
    }

    /// Whether at least nine tenths of the words run against `direction`.
    pub(crate) fn contradict(self, direction: Direction) -> bool {
        self.all() > 0 && self.running(direction.opposite()) * 10 >= self.all() * 9
    }
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
            ("راسلنا somebody.with.a.long.name@example.com @name", Some(Direction::Rtl)),
            ("The word كتاب means book", Some(Direction::Ltr)),
            ("كتاب book", None),
            ("12345 !?", None),
            ("الـEPUB", Some(Direction::Rtl)),
            ("ދިވެހި ߒߞߏ 𞤀𞤁", Some(Direction::Rtl)),
        ];
        for (text, direction) in rows {
            assert_eq!(Words::of(text).majority(), direction, "{text}");
        }
    }

    #[test]
    fn a_name_or_a_title_is_one_word() {
        let rows = [
            ("ארגון World Wide Web Consortium מפרסם תקנים", Direction::Rtl, Some(Direction::Rtl)),
            ("iPhone ١٥ Pro Max جديد.", Direction::Rtl, None),
            ("Smith et al. (2010) ذكر", Direction::Rtl, None),
            ("شاهدنا فيلم «Who Framed Roger Rabbit?» أمس", Direction::Rtl, Some(Direction::Rtl)),
            ("the word كتاب means book, as you know", Direction::Rtl, Some(Direction::Ltr)),
            ("The book «كتاب الحيوان للجاحظ» is long", Direction::Ltr, Some(Direction::Ltr)),
        ];
        for (text, base, direction) in rows {
            assert_eq!(Words::without_names(text, base).majority(), direction, "{text}");
        }
    }

    #[test]
    fn nine_tenths_contradict() {
        assert!(Words { ltr: 9, rtl: 1 }.contradict(Direction::Rtl));
        assert!(!Words { ltr: 8, rtl: 1 }.contradict(Direction::Rtl));
        assert!(!Words::default().contradict(Direction::Rtl));
    }
}
