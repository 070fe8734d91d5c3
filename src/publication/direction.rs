//! Base direction: the side a paragraph begins at (UAX #9; HTML `dir`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_bidi::{BidiClass, bidi_class};

/// The base direction of a book, a chapter, a block or a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right: Latin, Greek, Cyrillic, Devanagari, Han and most other scripts.
    Ltr,
    /// Right to left: Arabic, Hebrew, Syriac, Thaana, N'Ko, Adlam and a few others.
    Rtl,
}

impl Direction {
    /// The value of an HTML `dir` attribute: `ltr` or `rtl`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }

    /// The physical side a line begins at, as CSS 2.1 names it: `left` or `right`.
    pub fn start_side(self) -> &'static str {
        match self {
            Self::Ltr => "left",
            Self::Rtl => "right",
        }
    }

    /// The physical side a line ends at.
    pub fn end_side(self) -> &'static str {
        self.opposite().start_side()
    }

    /// The direction of a strong character (UAX #9, table 4: L is left to right, R and AL are right to left).
    pub fn of_strong(c: char) -> Option<Self> {
        match c {
            // The commonest first: the table behind `bidi_class` is searched for the rest.
            'a'..='z' | 'A'..='Z' => Some(Self::Ltr),
            '\u{0}'..='\u{7F}' => None,
            'ء'..='ي' | '\u{671}'..='\u{6D3}' | 'א'..='ת' => Some(Self::Rtl),
            '\u{64B}'..='\u{652}' | '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{2010}'..='\u{2027}' => None,
            c => match bidi_class(c) {
                BidiClass::L => Some(Self::Ltr),
                BidiClass::R | BidiClass::AL => Some(Self::Rtl),
                _ => None,
            },
        }
    }

    /// The direction of a letter; marks of direction and punctuation are strong too, but no letters.
    pub fn of_letter(c: char) -> Option<Self> {
        match c {
            // The commonest first, as below: the tables behind `is_alphabetic` are searched for the rest.
            'a'..='z' | 'A'..='Z' => Some(Self::Ltr),
            'ء'..='ي' | '\u{671}'..='\u{6D3}' | 'א'..='ת' => Some(Self::Rtl),
            '\u{0}'..='\u{7F}' => None,
            c => Self::of_strong(c).filter(|_| c.is_alphabetic()),
        }
    }

    /// The direction of most letters of a text; `None` when it has none, or as many of both.
    pub fn of_text(text: &str) -> Option<Self> {
        let (mut ltr, mut rtl) = (0_usize, 0_usize);
        for c in text.chars() {
            match Self::of_strong(c) {
                Some(Self::Ltr) => ltr += 1,
                Some(Self::Rtl) => rtl += 1,
                None => {}
            }
        }
        match rtl.cmp(&ltr) {
            std::cmp::Ordering::Greater => Some(Self::Rtl),
            std::cmp::Ordering::Less => Some(Self::Ltr),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The other direction.
    pub fn opposite(self) -> Self {
        match self {
            Self::Ltr => Self::Rtl,
            Self::Rtl => Self::Ltr,
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is neither `ltr` nor `rtl`.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{0}` is not a direction: write `rtl` or `ltr`")]
pub struct UnknownDirection(String);

impl FromStr for Direction {
    type Err = UnknownDirection;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("rtl") {
            Ok(Self::Rtl)
        } else if text.eq_ignore_ascii_case("ltr") {
            Ok(Self::Ltr)
        } else {
            Err(UnknownDirection(text.to_owned()))
        }
    }
}
