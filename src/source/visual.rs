//! Hebrew in visual order: each line is stored as it is seen from left to right, as pages in ISO-8859-8 are. Before it can
//! be read, wrapped or set, each line has to be turned into the order it is read in.

use unicode_bidi::{BidiInfo, Level};

/// Letters that stand only at the end of a word.
const FINAL_FORMS: [char; 5] = ['ך', 'ם', 'ן', 'ף', 'ץ'];

/// Inline elements, which stand within a line; all others end it.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "mark", "s", "small", "span", "strike",
    "strong", "sub", "sup", "u",
];

/// The longest reference to a character that is looked for, in bytes.
const LONGEST_REFERENCE: usize = 11;

fn is_hebrew(c: char) -> bool {
    matches!(c, 'א'..='ת')
}

/// Whether a text is in visual order: then the final forms begin its words. Some pages claim to be and are not.
pub(super) fn is_visual(text: &str) -> bool {
    let (mut first, mut last) = (0_usize, 0_usize);
    for word in text.split(|c| !is_hebrew(c)).filter(|word| word.chars().nth(1).is_some()) {
        first += usize::from(word.starts_with(FINAL_FORMS));
        last += usize::from(word.ends_with(FINAL_FORMS));
    }
    first > last
}

/// Turns every line that holds Hebrew; `markup` says that there are tags in it.
pub(super) fn to_logical(text: &str, markup: bool) -> String {
    let mut logical = String::with_capacity(text.len());
    let mut line = Vec::new();
    for piece in (Pieces { rest: text, markup }) {
        match piece {
            Piece::Break(piece) => {
                put_line(&mut line, &mut logical);
                logical.push_str(piece);
            }
            piece => line.push(piece),
        }
    }
    put_line(&mut line, &mut logical);
    logical
}

/// A part of a text.
#[derive(Debug, Clone, Copy)]
enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// The start or end of an inline element.
    Tag(&'a str),
    /// What ends a line: its end, or any other tag.
    Break(&'a str),
}

struct Pieces<'a> {
    rest: &'a str,
    markup: bool,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.rest;
        let first = rest.chars().next()?;
        let tag_begins = |text: &str| {
            text.strip_prefix('<')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
        };
        let (length, kind): (usize, fn(&'a str) -> Piece<'a>) = if matches!(first, '\n' | '\r') {
            (1, Piece::Break)
        } else if self.markup && tag_begins(rest) {
            let length = if rest.starts_with("<!--") {
                rest.find("-->").map_or(rest.len(), |end| end + 3)
            } else {
                rest.find('>').map_or(rest.len(), |end| end + 1)
            };
            (length, if INLINE.contains(&&*tag_name(&rest[..length])) { Piece::Tag } else { Piece::Break })
        } else {
            let ends = |(at, c): &(usize, char)| {
                matches!(c, '\n' | '\r') || *at > 0 && self.markup && *c == '<' && tag_begins(&rest[*at..])
            };
            (rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at), Piece::Words)
        };
        let (piece, rest) = rest.split_at(length);
        self.rest = rest;
        Some(kind(piece))
    }
}

fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Writes a line in the order of reading, and empties it.
fn put_line(line: &mut Vec<Piece<'_>>, out: &mut String) {
    let has_hebrew = |piece: &Piece<'_>| matches!(piece, Piece::Words(words) if words.contains(is_hebrew));
    if !line.iter().any(has_hebrew) {
        for piece in line.drain(..) {
            let (Piece::Words(text) | Piece::Tag(text) | Piece::Break(text)) = piece;
            out.push_str(text);
        }
        return;
    }
    let Some(ends) = partners(line) else {
        // Elements reach over the line: its pieces stay where they are.
        for piece in line.drain(..) {
            match piece {
                Piece::Words(words) => out.push_str(&turned(words)),
                Piece::Tag(text) | Piece::Break(text) => out.push_str(text),
            }
        }
        return;
    };
    // Read from its end, an element begins where it ended.
    for (at, piece) in line.iter().enumerate().rev() {
        match (piece, ends.get(at).copied().flatten().and_then(|partner| line.get(partner))) {
            (Piece::Words(words), _) => out.push_str(&turned(words)),
            (Piece::Tag(_), Some(Piece::Tag(partner))) => out.push_str(partner),
            (Piece::Tag(text) | Piece::Break(text), _) => out.push_str(text),
        }
    }
    line.clear();
}

/// For each tag of a line the place of the one that opens or closes it; `None` when they are not all within the line.
fn partners(line: &[Piece<'_>]) -> Option<Vec<Option<usize>>> {
    let mut partners = vec![None; line.len()];
    let mut open = Vec::new();
    for (at, piece) in line.iter().enumerate() {
        let Piece::Tag(tag) = piece else { continue };
        if tag.starts_with("</") {
            let (start, name) = open.pop()?;
            if name != tag_name(tag) {
                return None;
            }
            (partners[at], partners[start]) = (Some(start), Some(at));
        } else {
            open.push((at, tag_name(tag)));
        }
    }
    open.is_empty().then_some(partners)
}

/// A stretch of a line in the order of reading: back to front, but for numbers and words of other scripts.
fn turned(words: &str) -> String {
    // A character reference is one character.
    let words = words.replace("&quot;", "\"").replace("&nbsp;", "\u{A0}").replace("&#39;", "'");
    let mut units = Vec::new();
    let mut rest = words.as_str();
    while let Some(c) = rest.chars().next() {
        let reference = rest.bytes().take(LONGEST_REFERENCE).position(|b| b == b';').filter(|_| c == '&');
        let length = reference.map_or(c.len_utf8(), |end| end + 1);
        units.push(&rest[..length]);
        rest = &rest[length..];
    }
    // For the algorithm, each reference is a sign without a direction. It is asked before the line is turned: a number
    // belongs to the Latin words that are seen before it.
    let plain = units.iter().map(|unit| if unit.len() > 1 && unit.starts_with('&') { "&" } else { unit });
    let plain = plain.collect::<String>();
    let info = BidiInfo::new(&plain, Some(Level::rtl()));
    let mut levels =
        plain.char_indices().map(|(at, _)| info.levels.get(at).map_or(1, Level::number)).collect::<Vec<_>>();
    units.reverse();
    levels.reverse();
    let mut logical = String::with_capacity(words.len());
    let mut at = 0;
    while at < units.len() {
        let ltr = levels[at] % 2 == 0;
        let length = levels[at..].iter().take_while(|level| (*level % 2 == 0) == ltr).count();
        let run = &units[at..at + length];
        if ltr {
            run.iter().rev().for_each(|unit| logical.push_str(unit));
        } else {
            run.iter().for_each(|unit| logical.push_str(mirrored(unit)));
        }
        at += length;
    }
    logical
}

/// Signs that are seen the other way round in a right-to-left line.
fn mirrored(unit: &str) -> &str {
    match unit {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "«" => "»",
        "»" => "«",
        "&lt;" => "&gt;",
        "&gt;" => "&lt;",
        unit => unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endless_signs_of_references_take_no_time() {
        // Each one searched to the end of the line, this would take minutes.
        let text = format!("םולש {}", "&".repeat(1_000_000));
        assert!(to_logical(&text, true).ends_with("שלום"));
    }

    #[test]
    fn lines_are_turned() {
        let rows = [
            ("םולש", "שלום"),
            (".2016-ב ,םולש", "שלום, ב-2016."),
            ("ךרוא 12.5 לש EPUB 3 רפס", "ספר EPUB 3 של 12.5 אורך"),
            ("(םולש) רמא", "אמר (שלום)"),
            ("םולש\nםלועה", "שלום\nהעולם"),
            ("EPUB 3", "EPUB 3"),
        ];
        for (seen, read) in rows {
            assert_eq!(to_logical(seen, false), read, "{seen}");
        }
    }

    #[test]
    fn elements_are_turned_with_their_lines() {
        let rows = [
            ("<p>ג <b>ב</b> א</p>", "<p>א <b>ב</b> ג</p>"),
            ("<p>ב<br>א</p>", "<p>ב<br>א</p>"),
            ("ד <a href='x'>ג <i>ב</i></a> א", "א <a href='x'><i>ב</i> ג</a> ד"),
            // Elements over several lines stay in their place.
            ("<b>בא\nדג</b>", "<b>אב\nגד</b>"),
            ("<p>&lt;ב&gt; א</p>", "<p>א &lt;ב&gt;</p>"),
            ("ב &amp; א", "א &amp; ב"),
        ];
        for (seen, read) in rows {
            assert_eq!(to_logical(seen, true), read, "{seen}");
        }
    }

    #[test]
    fn final_forms_tell_the_order() {
        assert!(is_visual("םימש ץרא") && !is_visual("שמים ארץ") && !is_visual("EPUB"));
    }
}
