//! Words of each direction. A word runs as its first strong letter does; code, addresses and handles are nobody's words.

use serde::Serialize;

use crate::publication::Direction;

/// How many words of a text run each way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// From left to right.
    pub ltr: usize,
    /// From right to left.
    pub rtl: usize,
}

impl Words {
    /// All of them.
    pub fn total(self) -> usize {
        self.ltr + self.rtl
    }

    /// The direction of more than half; `None` when there are none or both are as many.
    pub fn majority(self) -> Option<Direction> {
        match self.rtl.cmp(&self.ltr) {
            std::cmp::Ordering::Greater => Some(Direction::Rtl),
            std::cmp::Ordering::Less => Some(Direction::Ltr),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The sign a direction is told by, as a phrase: «12 of 14 words run from left to right».
    pub fn sign(self) -> String {
        let (most, way) = match self.majority() {
            Some(Direction::Rtl) => (self.rtl, "right to left"),
            Some(Direction::Ltr) => (self.ltr, "left to right"),
            None if self.total() == 0 => return "it has no words".to_owned(),
            None => return format!("{} of {} words run each way", self.ltr, self.total()),
        };
        match self.total() {
            1 => format!("its one word runs from {way}"),
            total => format!("{most} of {total} words run from {way}"),
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.ltr += other.ltr;
        self.rtl += other.rtl;
    }

    pub(super) fn add_word(&mut self, direction: Direction) {
        match direction {
            Direction::Ltr => self.ltr += 1,
            Direction::Rtl => self.rtl += 1,
        }
    }

    /// The words of a text that has no markup.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        for word in text.split_whitespace().filter(|word| !is_address(word)) {
            if let Some(direction) = word.chars().find_map(Direction::of_letter) {
                words.add_word(direction);
            }
        }
        words
    }
}

/// A URL, an e-mail address, a handle or a hashtag, with or without brackets before it.
pub(super) fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '@' | '#'));
    word.contains("://") || word.contains('@') || word.starts_with("www.") || word.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_run_as_their_first_letter_and_addresses_are_none() {
        let rows = [
            ("EPUB هو صيغة مفتوحة للكتب", 1, 4),
            ("الـEPUB וגם ב-Google", 0, 3),
            ("(https://example.com/a/long/path) www.example.org الرابط", 0, 1),
            ("راسلنا a.b@example.com أو @somebody أو «#وسم» #tag", 0, 3),
            ("C# and C++", 3, 0),
            ("12 ١٢ +3 !? \u{200E}", 0, 0),
            ("می\u{200C}خواهم ߒߞߏ 𞤀𞤁", 0, 3),
        ];
        for (text, ltr, rtl) in rows {
            assert_eq!(Words::of(text), Words { ltr, rtl }, "{text}");
        }
    }

    #[test]
    fn the_sign_says_how_many() {
        let rows = [
            (12, 2, "12 of 14 words run from left to right"),
            (0, 1, "its one word runs from right to left"),
            (2, 2, "2 of 4 words run each way"),
            (0, 0, "it has no words"),
        ];
        for (ltr, rtl, sign) in rows {
            assert_eq!(Words { ltr, rtl }.sign(), sign);
        }
    }
}
