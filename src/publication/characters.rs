//! Characters a book's XML cannot hold (XML 1.0, production `Char`) or must escape, and text that must stand in one line.

use std::borrow::Cow;

use super::unsuited::{CodePage, Fate, fates, is_suspect, is_unseen};

/// Whether XML 1.0 forbids the character, however it is written. Surrogates cannot occur in a Rust `char`.
pub(crate) fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a text has anything in it that a reader would see: not only white space, joiners, marks of direction.
pub(crate) fn has_words(text: &str) -> bool {
    let invisible = |c: char| {
        matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
    };
    text.chars().any(|c| !c.is_whitespace() && !invisible(c) && !is_forbidden(c) && !is_unseen(c))
}

/// What a forbidden character leaves behind: a space where it separated words (vertical tab, form feed and the
/// information separators do), otherwise nothing.
fn residue(c: char) -> Option<char> {
    matches!(c, '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1F}').then_some(' ')
}

/// The text without the characters XML forbids; each one found is given to `found`.
pub(crate) fn without_forbidden(text: &str, mut found: impl FnMut(char)) -> Cow<'_, str> {
    // Byte 0xEF begins U+FFFE and U+FFFF; everything else forbidden is one byte.
    let suspicious = |b: u8| (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) || b == 0xEF;
    if !text.bytes().any(suspicious) || !text.contains(is_forbidden) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        if is_forbidden(c) {
            found(c);
            kept.extend(residue(c));
        } else {
            kept.push(c);
        }
    }
    Cow::Owned(kept)
}

/// The text in one line, for titles and other fields: white space runs become one space; characters XML forbids, those
/// that have no place in a text (`unsuited`) and bidirectional controls without a partner go (an embedding left open in a
/// title would turn round all that a reader's library shows after it). What was removed, or mended, is given to `removed`.
pub(crate) fn one_line(text: &str, mut removed: impl FnMut(char)) -> String {
    let text = without_forbidden(text, &mut removed);
    in_one_line(&without_unsuited(text, &mut removed), removed)
}

/// The text of a formula in one line: as [`one_line`], but every character stays that XML allows.
#[cfg(feature = "html")]
pub(crate) fn formula_line(text: &str) -> String {
    in_one_line(&without_forbidden(text, |_| ()), |_| ())
}

fn in_one_line(text: &str, removed: impl FnMut(char)) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split([' ', '\t', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    without_unbalanced_controls(line, removed)
}

/// Removes what has no place in a text, and mends what was misread.
fn without_unsuited<'a>(text: Cow<'a, str>, mut removed: impl FnMut(char)) -> Cow<'a, str> {
    if !is_suspect(&text) {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    for (c, fate) in fates(&text, CodePage::of([&*text])) {
        match fate {
            Fate::Keep | Fate::Control => kept.push(c),
            Fate::Break => kept.push(' '),
            Fate::Remove => removed(c),
            Fate::Mend(meant) => {
                removed(c);
                kept.push(meant);
            }
        }
    }
    Cow::Owned(kept)
}

/// Removes embeddings, overrides and isolates that are not closed, and closers that close nothing (UAX #9, BD9).
fn without_unbalanced_controls(text: String, mut removed: impl FnMut(char)) -> String {
    let is_control = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_control) {
        return text;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut lonely = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '\u{202A}' | '\u{202B}' | '\u{202D}' | '\u{202E}' | '\u{2066}'..='\u{2068}' => open.push((at, c)),
            '\u{202C}' | '\u{2069}' => {
                let closes_isolate = c == '\u{2069}';
                match open.last() {
                    Some((_, opener)) if ('\u{2066}'..='\u{2068}').contains(opener) == closes_isolate => {
                        open.pop();
                    }
                    _ => lonely.push(at),
                }
            }
            _ => {}
        }
    }
    lonely.extend(open.into_iter().map(|(at, _)| at));
    lonely.sort_unstable();
    let mut kept = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if lonely.binary_search(&at).is_ok() {
            removed(c);
        } else {
            kept.push(c);
        }
    }
    kept
}

/// Appends `text` with the characters escaped that mean something in XML.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'&' | b'<' | b'>' | b'"')) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_go_and_joiners_stay() {
        let mut lost = Vec::new();
        assert_eq!(without_forbidden("a\u{0}b\u{B}c\u{FFFF}\u{FEFF}", |c| lost.push(c)), "ab c\u{FEFF}");
        assert_eq!(lost, ['\u{0}', '\u{B}', '\u{FFFF}']);
        let text = "می\u{200C}خواهم\u{200D}\u{AD}\u{200B}\u{2060}\u{34F}\u{200F}";
        assert!(matches!(without_forbidden(text, |_| panic!()), Cow::Borrowed(_)));
    }

    #[test]
    fn a_title_is_one_balanced_line() {
        let rows = [
            ("  سطر\n أول\t ", "سطر أول"),
            ("a \u{202E}b", "a b"),
            ("a \u{202E}b\u{202C} c", "a \u{202E}b\u{202C} c"),
            ("\u{2069}a\u{2067}b\u{202C}\u{2069}", "a\u{2067}b\u{2069}"),
            ("\u{200F}نعم\u{200C}", "\u{200F}نعم\u{200C}"),
            ("<b> & \" >", "<b> & \" >"),
            ("من\u{2028}سطرين\u{FFFC}\u{FDD0}\u{E0041}\u{206A}", "من سطرين"),
            ("می\u{9D}خواهم", "می\u{200C}خواهم"),
        ];
        for (given, line) in rows {
            assert_eq!(one_line(given, |_| ()), line);
        }
    }
}
