//! Characters that have no place in a text although XML allows them, and what becomes of each: controls of direction,
//! separators of lines, what older systems left behind, and bytes of a Windows code page that were read as Latin-1.
//!
//! Joiners, marks of direction, soft hyphens, U+2060, variation selectors and the like spell words: none of them is here.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Keep,
    /// It goes.
    Remove,
    /// What was meant by it takes its place.
    Mend(char),
    /// It ends a line: U+2028, U+2029, U+0085.
    Break,
    /// It opens or closes an embedding, an override or an isolate; its partner decides.
    Control,
}

/// Whether a text may hold such a character: one scan over its bytes, and nothing more for nearly every text.
pub(crate) fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut start = 0;
    // All of them begin with a rare byte. Asking a whole piece at once lets the compiler compare many bytes together.
    for piece in bytes.chunks(64) {
        let lead = piece.iter().fold(false, |found, b| found | (*b == 0xC2) | (*b == 0xE2) | (*b >= 0xEF));
        if lead && (start..start + piece.len()).any(|at| begins_suspect(&bytes[at..])) {
            return true;
        }
        start += piece.len();
    }
    false
}

/// Whether UTF-8 begins with a character that [`fate`] does not keep; a few others are let through.
fn begins_suspect(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xC2, 0x80..=0x9F, ..]
            | [0xE2, 0x80, 0xA8..=0xAE, ..]
            | [0xE2, 0x81, 0xA6..=0xAF, ..]
            | [0xEF, 0xB7, 0x90..=0xAF, ..]
            | [0xEF, 0xBF, 0xB9..=0xBC | 0xBE | 0xBF, ..]
            | [0xF3, 0xA0, 0x80..=0x81, ..]
            | [0xF0..=0xF4, _, 0xBF, 0xBE..=0xBF, ..]
    )
}

/// The code page that stray C1 controls of a text were written in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CodePage {
    encoding: &'static Encoding,
    /// Whether there are others than U+0085, so that this one is an ellipsis too and no line end.
    misread: bool,
}

impl CodePage {
    /// Tells it from the letters around: Windows-1256 where most are Arabic, otherwise Windows-1252.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut tally = Tally::default();
        texts.into_iter().for_each(|text| tally.add(text));
        tally.code_page()
    }
}

/// What the code page is told by.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    arabic: usize,
    letters: usize,
    misread: bool,
}

impl Tally {
    /// Counts the letters of a piece of the text.
    pub(crate) fn add(&mut self, text: &str) {
        for c in text.chars() {
            self.misread |= is_c1(c) && c != '\u{85}';
            self.letters += usize::from(c.is_alphabetic());
            self.arabic += usize::from(is_arabic_letter(c));
        }
    }

    pub(crate) fn code_page(&self) -> CodePage {
        let encoding = if self.arabic * 2 > self.letters { WINDOWS_1256 } else { WINDOWS_1252 };
        CodePage { encoding, misread: self.misread }
    }
}

/// Whether a character is a letter of the Arabic script: no mark, no digit, no tatweel.
pub(crate) fn is_arabic_letter(c: char) -> bool {
    let in_block = matches!(c, '\u{620}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{870}'..='\u{8FF}')
        || matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    // Some marks are «alphabetic» to Unicode, and tatweel is.
    let is_mark = matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}')
        || matches!(c, '\u{898}'..='\u{89F}' | '\u{8CA}'..='\u{8FF}');
    in_block && !is_mark && c.is_alphabetic()
}

/// The characters of a text, each with its fate.
pub(crate) fn fates(text: &str, page: CodePage) -> impl Iterator<Item = (char, Fate)> {
    // A flag keeps the tags that spell it.
    let mut flag_ends = 0;
    text.char_indices().map(move |(at, c)| {
        if c == BLACK_FLAG {
            flag_ends = at + flag_length(&text[at..]);
        }
        (c, if at < flag_ends { Fate::Keep } else { fate(c, page) })
    })
}

const BLACK_FLAG: char = '\u{1F3F4}';

/// The flags of England, Scotland and Wales: the only sequences of tags that fonts know (UTS #51, RGI).
fn flag_length(text: &str) -> usize {
    let known = ["gbeng", "gbsct", "gbwls"].iter().find_map(|region| {
        let tags = region.bytes().filter_map(|b| char::from_u32(0xE0000 + u32::from(b))).chain(['\u{E007F}']);
        let flag = std::iter::once(BLACK_FLAG).chain(tags).collect::<String>();
        text.starts_with(&flag).then_some(flag.len())
    });
    known.unwrap_or(0)
}

fn fate(c: char, page: CodePage) -> Fate {
    match c {
        '\u{85}' if !page.misread => Fate::Break,
        '\u{80}'..='\u{9F}' => meant(c, page.encoding).map_or(Fate::Remove, Fate::Mend),
        '\u{2028}' | '\u{2029}' => Fate::Break,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Fate::Control,
        c if is_worthless(c) => Fate::Remove,
        _ => Fate::Keep,
    }
}

/// Whether a character says nothing in any text: deprecated format characters, the anchors of interlinear notes and of
/// objects, tags, and what Unicode promises never to make a character.
fn is_worthless(c: char) -> bool {
    matches!(c, '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFC}' | '\u{FDD0}'..='\u{FDEF}' | '\u{E0000}'..='\u{E007F}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether a reader sees nothing of a character because hygiene takes it out, or would not know what to make of it.
pub(super) fn is_unseen(c: char) -> bool {
    is_c1(c) || is_worthless(c)
}

/// Whether a character is a C1 control.
pub(crate) fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}')
}

/// The character that the byte stands for in a code page; `None` where it stands for nothing.
fn meant(control: char, page: &'static Encoding) -> Option<char> {
    let byte = u8::try_from(control).ok()?;
    let (text, _) = page.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|c| !is_c1(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let page = CodePage::of([text]);
        let piece = |(c, fate)| match fate {
            Fate::Keep | Fate::Control => Some(c),
            Fate::Remove => None,
            Fate::Mend(meant) => Some(meant),
            Fate::Break => Some('/'),
        };
        fates(text, page).filter_map(piece).collect()
    }

    #[test]
    fn rows() {
        let kept = "می\u{200C}خواهم\u{200D}\u{200E}\u{200F}\u{61C}\u{AD}\u{2060}\u{200B}\u{34F}\u{FE0F}\u{FEFF}\u{E0100}\u{FFFD} «»";
        let scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";
        let texas = "\u{1F3F4}\u{E0075}\u{E0073}\u{E0074}\u{E0078}\u{E007F}";
        let rows = [
            ("what spells words", kept, kept),
            ("separators", "أ\u{2028}ب\u{2029}ج\u{85}د", "أ/ب/ج/د"),
            ("interlinear, object", "א\u{FFF9}ב\u{FFFA}ג\u{FFFB}\u{FFFC}", "אבג"),
            ("non-characters", "a\u{FDD0}b\u{FDEF}c\u{1FFFE}\u{10FFFF}", "abc"),
            ("deprecated", "\u{206A}سلام\u{206F}", "سلام"),
            ("stray tags", "a\u{E0001}\u{E0065}b", "ab"),
            ("a flag", scotland, scotland),
            ("a flag and a tag more", &format!("{scotland}\u{E0067}"), scotland),
            ("a flag no font knows", texas, "\u{1F3F4}"),
            ("Persian read as Latin-1", "می\u{9D}خواهم \u{90}ل و \u{81}ا", "می\u{200C}خواهم گل و پا"),
            ("Urdu read as Latin-1", "\u{8A}ماٹر \u{98}ہ", "ٹماٹر کہ"),
            ("Latin read as Latin-1", "\u{93}it\u{92}s 5 \u{80}\u{94}\u{85}", "“it’s 5 €”…"),
            ("undefined", "a\u{81}\u{8D}b", "ab"),
        ];
        for (what, text, expected) in rows {
            assert_eq!(cleaned(text), expected, "{what}");
            assert_eq!(
                is_suspect(text),
                fates(text, CodePage::of([text])).any(|(_, fate)| fate != Fate::Keep) || text.contains('\u{E0067}'),
                "{what}"
            );
        }
    }

    #[test]
    fn one_in_a_long_text_is_seen_wherever_it_stands() {
        for before in 0..200 {
            assert!(is_suspect(&format!("{}\u{202B}ب", "a".repeat(before))));
            assert!(!is_suspect(&format!("{}\u{200F}ب«»\u{2026}", "a".repeat(before))));
        }
    }
}
