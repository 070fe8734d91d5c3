//! Characters as a line sees them: with the base direction, against it, or neither.

use unicode_bidi::{BidiClass, bidi_class};

use super::{OBJECT, address};
use crate::publication::Direction;

/// Which side a character is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Strong, in the base direction; in a right-to-left line also the comma of its scripts.
    Base,
    /// Strong, against the base direction.
    Opposite,
    /// A European digit, as Latin text writes numbers.
    Digit,
    /// A digit of the Arabic script, Eastern or Persian.
    Native,
    /// Takes no room of its own: a combining mark, a joiner.
    Mark,
    /// White space within a line.
    Space,
    /// The end of a line.
    Line,
    /// A thing with an order of its own.
    Object,
    /// Punctuation and symbols.
    Sign,
}

/// A character, where it stands, and its kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) at: usize,
    pub(super) c: char,
    pub(super) kind: Kind,
}

impl Glyph {
    /// The byte after the character.
    pub(super) fn end(&self) -> usize {
        self.at + self.c.len_utf8()
    }
}

/// The characters of a text, seen from a base direction. What lies between isolate controls is one thing, like an object.
pub(super) fn glyphs(text: &str, base: Direction) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len());
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        let kind = match c {
            '\u{2066}'..='\u{2068}' => {
                depth += 1;
                Kind::Object
            }
            '\u{2069}' => {
                depth = depth.saturating_sub(1);
                Kind::Object
            }
            _ if depth > 0 && c != '\n' => Kind::Object,
            _ => kind(c, base),
        };
        glyphs.push(Glyph { at, c, kind });
    }
    if base == Direction::Rtl {
        for range in address::addresses(text) {
            let first = glyphs.partition_point(|glyph| glyph.at < range.start);
            for glyph in glyphs[first..].iter_mut().take_while(|glyph| glyph.at < range.end) {
                glyph.kind = Kind::Opposite;
            }
        }
        glyphs.split_mut(|glyph| glyph.c.is_whitespace()).for_each(read_as_latin);
        read_names(&mut glyphs);
    }
    glyphs
}

/// Digits of the Arabic script that touch Latin letters are part of a Latin name: `iPhone۱۵`, `۲.۳.۴-beta`.
fn read_as_latin(word: &mut [Glyph]) {
    let has = |kind: Kind| word.iter().any(|glyph| glyph.kind == kind);
    let joins =
        |glyph: &Glyph| matches!(glyph.kind, Kind::Native | Kind::Opposite | Kind::Digit) || "._-+/:".contains(glyph.c);
    if has(Kind::Native) && has(Kind::Opposite) && word.iter().all(joins) {
        word.iter_mut().filter(|glyph| glyph.kind == Kind::Native).for_each(|glyph| glyph.kind = Kind::Digit);
    }
}

/// A number in digits of the Arabic script after a Latin word is judged as one in European digits is, where its digits are
/// Persian or another Latin word follows: `Android ۱۴`, `iPhone ١٥ Pro`.
fn read_names(glyphs: &mut [Glyph]) {
    let is_latin = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.kind == Kind::Opposite);
    let mut at = 0;
    while let Some(found) = glyphs[at..].iter().position(|glyph| glyph.kind == Kind::Native) {
        let start = at + found;
        let number = |glyph: &Glyph| glyph.kind == Kind::Native || matches!(glyph.c, '.' | '٫');
        let end = start + glyphs[start..].iter().take_while(|glyph| number(glyph)).count();
        at = end;
        let space = |at: Option<usize>| at.and_then(|at| glyphs.get(at)).is_some_and(|glyph| glyph.kind == Kind::Space);
        let follows = space(start.checked_sub(1)) && is_latin(start.checked_sub(2).and_then(|at| glyphs.get(at)));
        let goes_on = space(Some(end)) && is_latin(glyphs.get(end + 1));
        let ends = glyphs.get(end).is_none_or(|glyph| matches!(glyph.kind, Kind::Space | Kind::Line | Kind::Base));
        let persian = glyphs[start..end].iter().all(|glyph| !matches!(glyph.c, '\u{660}'..='\u{669}'));
        if follows && (goes_on || (persian && ends)) {
            let digits = glyphs[start..end].iter_mut().filter(|glyph| glyph.kind == Kind::Native);
            digits.for_each(|glyph| glyph.kind = Kind::Digit);
        }
    }
}

fn kind(c: char, base: Direction) -> Kind {
    match c {
        '0'..='9' | '²' | '³' | '¹' | '\u{2070}'..='\u{2079}' | '\u{2080}'..='\u{2089}' => return Kind::Digit,
        '\u{660}'..='\u{669}' | '\u{66B}' | '\u{66C}' | '\u{6F0}'..='\u{6F9}' => return Kind::Native,
        '\n' => return Kind::Line,
        OBJECT => return Kind::Object,
        // The comma of the Arabic script is weak to the algorithm, but no Latin sentence has one.
        '\u{60C}' => return strong(Direction::Rtl, base),
        ' '..='~' if !c.is_ascii_alphabetic() => return if c == ' ' { Kind::Space } else { Kind::Sign },
        _ => {}
    }
    if let Some(direction) = Direction::of_strong(c) {
        return strong(direction, base);
    }
    match bidi_class(c) {
        BidiClass::NSM | BidiClass::BN => Kind::Mark,
        BidiClass::B => Kind::Line,
        _ if c.is_whitespace() => Kind::Space,
        _ => Kind::Sign,
    }
}

fn strong(direction: Direction, base: Direction) -> Kind {
    if direction == base { Kind::Base } else { Kind::Opposite }
}
