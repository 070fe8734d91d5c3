//! Characters in the order they are seen.

use unicode_bidi::{BidiClass, bidi_class};

use super::table::Direction;

/// A character that takes place on the line, as it looks, with the marks on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Character(pub(crate) String);

impl Character {
    /// Joins marks to their letters and leaves out what is not seen. A bracket that runs from right to left looks like
    /// its partner.
    pub(crate) fn of(text: impl Iterator<Item = (char, Option<Direction>)>) -> Vec<Self> {
        let mut characters: Vec<Self> = Vec::new();
        for (c, direction) in text {
            match characters.last_mut() {
                Some(letter) if is_mark(c) => letter.0.push(c),
                _ if is_mark(c) || !is_spacing(c) => {}
                _ if direction == Some(Direction::Rtl) => characters.push(Self(mirrored(c).into())),
                _ => characters.push(Self(c.into())),
            }
        }
        characters
    }

    /// The direction its pieces run in, unless it is a sign.
    pub(crate) fn direction(&self) -> Option<Direction> {
        direction_of(&self.0)
    }
}

/// The direction a piece runs in: none of signs alone. A piece that runs both ways is taken for right to left.
pub(crate) fn direction_of(text: &str) -> Option<Direction> {
    let has = |classes: &[BidiClass]| text.chars().any(|c| is_spacing(c) && classes.contains(&bidi_class(c)));
    if has(&[BidiClass::R, BidiClass::AL]) {
        return Some(Direction::Rtl);
    }
    has(&[BidiClass::L, BidiClass::EN, BidiClass::AN]).then_some(Direction::Ltr)
}

fn is_mark(c: char) -> bool {
    bidi_class(c) == BidiClass::NSM
}

/// Not white space, and no character that only joins, parts or directs others.
pub(crate) fn is_spacing(c: char) -> bool {
    let directs = matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}');
    !(c.is_whitespace() || directs || matches!(c, '\u{AD}' | '\u{FEFF}'))
}

fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    PAIRS.iter().find_map(|&(a, b)| if c == a { Some(b) } else { (c == b).then_some(a) }).unwrap_or(c)
}

/// `characters`, as they are seen from the left, made visible whatever shows this message: in the order they stand.
pub(crate) fn as_seen(characters: &[Character]) -> String {
    let text: String = characters.iter().map(|character| character.0.as_str()).collect();
    // an override: the brackets are those that are seen, and must not be mirrored again
    format!("\u{202D}{text}\u{202C}")
}
