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
            match word.chars().filter(|c| c.is_alphabetic()).find_map(Direction::of_strong) {
                Some(Direction::Rtl) => self.rtl += 1,
                // Few addresses begin with a letter from the right.
                Some(Direction::Ltr) if !is_address(word) => self.ltr += 1,
                _ => {}
            }
        }
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
    fn nine_tenths_contradict() {
        assert!(Words { ltr: 9, rtl: 1 }.contradict(Direction::Rtl));
        assert!(!Words { ltr: 8, rtl: 1 }.contradict(Direction::Rtl));
        assert!(!Words::default().contradict(Direction::Rtl));
    }
}
