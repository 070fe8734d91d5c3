//! Addresses and handles: read as one piece from left to right, and nobody's language.

use std::ops::Range;

/// The addresses in a text: `https://…`, `www.…`, `name@host`, `/folder/file`, `C:\folder`, without the punctuation of the
/// sentence around them.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['@', '/', '\\']) && !text.contains("www.") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == super::OBJECT) {
        // `split` gives slices of `text`: their distance is their place.
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if let Some(range) = address(word) {
            found.push(start + range.start..start + range.end);
        }
    }
    found
}

/// Where the address in a word begins and ends, if there is one.
fn address(word: &str) -> Option<Range<usize>> {
    let ends = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '<' | '>' | '،' | '؛');
    let start = match (word.find("://"), word.find("www."), word.find('@')) {
        (Some(at), _, _) => {
            at - word[..at].bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || *b == b'+').count()
        }
        (_, Some(at), _) => at,
        (_, _, Some(at)) => mailbox(word, at)?,
        _ => path(word)?,
    };
    let rest = &word[start..];
    let mut end = rest.find(ends).unwrap_or(rest.len());
    // Counted once, and kept up to date: a hostile text has nothing but brackets here.
    let count = |c: char| rest[..end].matches(c).count();
    let (mut round, mut square) = (count(')'), count(']'));
    let (round_open, square_open) = (count('('), count('['));
    // A full stop or a bracket that the sentence closes is not the address's.
    while let Some(last) = rest[..end].chars().next_back() {
        let closes = match last {
            ')' => round > round_open,
            ']' => square > square_open,
            '.' | ',' | ';' | ':' | '!' | '?' | '؟' | '۔' | '\'' | '…' => true,
            _ => false,
        };
        if !closes {
            break;
        }
        round -= usize::from(last == ')');
        square -= usize::from(last == ']');
        end -= last.len_utf8();
    }
    (end > "www.".len()).then_some(start..start + end)
}

/// Where the mail address with its sign at byte `at` begins. Its host may be of any script; what stands before a Latin name
/// and is not Latin is a prefix of the sentence (`לinfo@example.com`).
fn mailbox(word: &str, at: usize) -> Option<usize> {
    let latin = word[..at].bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    let host = &word[at + 1..];
    let is_host = host.contains('.') && host.starts_with(char::is_alphanumeric);
    (latin > 0 && is_host).then(|| at - latin)
}

/// Where a path begins that has letters of two scripts, or any: `/home/user/…`, `~/…`, `C:\…`, `\\server\…`.
fn path(word: &str) -> Option<usize> {
    let start = word.len() - word.trim_start_matches(['(', '[', '"', '«', '“', '\'']).len();
    let word = &word[start..];
    let bytes = word.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let unix = match bytes {
        [b'/', ..] => letter(1) && word[1..].contains('/'),
        [b'~' | b'.', b'/', ..] => letter(2),
        _ => false,
    };
    let windows = match bytes {
        [drive, b':', b'\\' | b'/', ..] => drive.is_ascii_alphabetic() && letter(3),
        [b'\\', b'\\', ..] => letter(2),
        _ => false,
    };
    (unix || windows).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        let rows = [
            ("زر https://example.com/مقال؟ب=١، ثم", Some("https://example.com/مقال؟ب=١")),
            ("(https://example.com/a_(b)).", Some("https://example.com/a_(b)")),
            ("«www.example.com»", Some("www.example.com")),
            ("راسل name.x@example.com.", Some("name.x@example.com")),
            ("في /home/مستندات/ملف.txt.", Some("/home/مستندات/ملف.txt")),
            (r"(C:\Users\محمد\file.txt)", Some(r"C:\Users\محمد\file.txt")),
            ("راسل info@شركة.com، ثم", Some("info@شركة.com")),
            ("לinfo@example.com", Some("info@example.com")),
            ("ذهابا/وإيابا", None),
            ("@handle", None),
            ("a @ b.c", None),
        ];
        for (text, expected) in rows {
            let found = addresses(text);
            assert_eq!(found.first().map(|range| &text[range.clone()]), expected, "{text}");
        }
    }
}
