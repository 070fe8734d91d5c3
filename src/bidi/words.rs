//! The words of each direction: what a base direction is decided by.

use super::numbers::is_unit;
use crate::publication::Direction;

/// How many words run each way. A word runs as its first strong letter does (`الـEPUB` is an Arabic word, `API‌ها` is not).
/// What no language has is no word: addresses, handles, numbers and signs, units behind a number, names with digits or signs
/// in them (`XPS-15`, `foo(x)`, `C++`), single Latin letters such as those of formulas.
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
        for (_, direction) in tokens(text) {
            self.count(direction);
        }
    }

    fn count(&mut self, direction: Option<Direction>) {
        match direction {
            Some(Direction::Rtl) => self.rtl += 1,
            Some(Direction::Ltr) => self.ltr += 1,
            None => {}
        }
    }

    /// The words of a text, those of names and titles in the direction against `base` counted as one each: a sentence that
    /// mentions `World Wide Web Consortium` or quotes a title is still in its own language.
    pub(crate) fn without_names(text: &str, base: Direction) -> Self {
        match base {
            Direction::Rtl => names::without_latin_names(text),
            Direction::Ltr => names::without_short_stretches(text),
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

    /// The direction of most of the words of `text`, which these are, or of what is around it: a text that turned round
    /// because of a name or a title it mentions would be read from the wrong end.
    pub(crate) fn direction_in(self, around: Direction, text: impl FnOnce() -> String) -> Direction {
        match self.majority() {
            Some(direction)
                if direction != around
                    && self.running(around) > 0
                    && Self::without_names(&text(), around).majority() != Some(direction) =>
            {
                around
            }
            Some(direction) => direction,
            None => around,
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

/// The direction in which a line of text stands that is `around`ed by this one: a title, a label, a name.
pub(crate) fn direction_in(text: &str, around: Direction) -> Direction {
    Words::of(text).direction_in(around, || text.to_owned())
}

/// What stands between white space in a text, each with the direction it runs if it is a word of some language.
fn tokens(text: &str) -> impl Iterator<Item = (&str, Option<Direction>)> {
    let mut after_number = false;
    text.split(|c: char| c.is_whitespace() || c == super::OBJECT).filter(|token| !token.is_empty()).map(move |token| {
        let direction = token.chars().find_map(Direction::of_letter);
        let direction = direction.filter(|direction| {
            // Few names and addresses begin with a letter from the right.
            *direction == Direction::Rtl || is_latin_word(token, after_number)
        });
        after_number = token.ends_with(|c: char| c.is_numeric());
        (token, direction)
    })
}

/// Whether a token whose first letter runs from left to right is a word of some language.
fn is_latin_word(token: &str, after_number: bool) -> bool {
    let opened = token.trim_start_matches(['(', '[', '"', '«', '“', '\'', '‘', '<']);
    if opened.starts_with(['@', '#', '$']) || opened.starts_with("--") {
        return false;
    }
    let word = opened.trim_matches(|c: char| !c.is_alphanumeric());
    let belongs = |c: char| match c {
        '\'' | '-' => true,
        c => !c.is_numeric() && (c.is_ascii_alphabetic() || !c.is_ascii()),
    };
    word.chars().nth(1).is_some() && word.chars().all(belongs) && !(after_number && is_unit(word, ""))
}

mod names;

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
            ("الأبعاد 10×20×30 cm والوزن 1.5 kg (3.3 lb).", Some(Direction::Rtl)),
            ("דגם XPS-15 במשקל 1.8 kg (4 lb).", Some(Direction::Rtl)),
            ("المعادلة a² + b² = c² صحيحة.", Some(Direction::Rtl)),
            ("اضغط Ctrl+C ثم Ctrl+V ثم Alt-F4.", Some(Direction::Rtl)),
            ("الدالة Array.prototype.map() والدالة foo(x, y).", Some(Direction::Rtl)),
            ("تابع @user أو #hashtag --help $HOME", Some(Direction::Rtl)),
            ("وفق Smith (2010a). وذكر Jones (2011:15).", None),
            ("l'école est belle", Some(Direction::Ltr)),
            ("यह किताब है", Some(Direction::Ltr)),
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
            ("HTML و CSS", Direction::Rtl, None),
            ("Python، Django و Flask", Direction::Rtl, None),
            ("HTML اور CSS", Direction::Rtl, None),
            ("C++ או Java", Direction::Rtl, None),
            ("افتح Settings → Apps → Default apps ثم اختر.", Direction::Rtl, Some(Direction::Rtl)),
            ("معالج Intel Core i7-13700K (16 cores).", Direction::Rtl, None),
            ("See محمد بن سلمان، عبد الله، فهد for details.", Direction::Ltr, Some(Direction::Ltr)),
            ("Authors: محمد 1, علي 2*, and حسن 3.", Direction::Ltr, None),
            ("The list: \"أ\", \"ب\", \"ج د\".", Direction::Ltr, Some(Direction::Ltr)),
            ("This: این کتاب را در زمستان گذشته از بازار قدیم شهر خریدم", Direction::Ltr, Some(Direction::Rtl)),
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
