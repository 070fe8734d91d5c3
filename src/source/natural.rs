//! Natural order of file names: 2 before 10, in ASCII, Arabic-Indic and Persian digits alike.

use std::cmp::Ordering;

/// Compares two names: runs of digits by their value, everything else by code point, case folded for ASCII; names that
/// are equal so far are told apart by their bytes, so that the order never depends on the file system.
pub(crate) fn natural_order(a: &str, b: &str) -> Ordering {
    let mut left = Pieces(a);
    let mut right = Pieces(b);
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match x.cmp(&y) {
                Ordering::Equal => {}
                order => return order,
            },
        }
    }
}

/// A name taken apart into numbers and single characters. Numbers come before characters.
struct Pieces<'a>(&'a str);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// Length without leading zeros, then the digits: compares like the number, whatever its size.
    Number(usize, Vec<u8>),
    Character(char),
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let first = self.0.chars().next()?;
        if digit(first).is_none() {
            self.0 = &self.0[first.len_utf8()..];
            return Some(Piece::Character(first.to_ascii_lowercase()));
        }
        let end = self.0.find(|c| digit(c).is_none()).unwrap_or(self.0.len());
        let (run, rest) = self.0.split_at(end);
        self.0 = rest;
        let digits = run.chars().filter_map(digit).skip_while(|value| *value == 0).collect::<Vec<_>>();
        Some(Piece::Number(digits.len(), digits))
    }
}

/// The value of an ASCII, Arabic-Indic or extended Arabic-Indic (Persian, Urdu) digit.
pub(crate) fn digit(c: char) -> Option<u8> {
    let base = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6F0}'..='\u{6F9}' => '\u{6F0}',
        _ => return None,
    };
    u8::try_from(u32::from(c) - u32::from(base)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ordered_as_people_count() {
        let ordered =
            ["1.md", "2.md", "۳.md", "٤.md", "10.md", "١١.md", "a1", "a2", "a10", "B", "ب", "مقال ٢", "مقال ١٠"];
        for pair in ordered.windows(2) {
            assert_eq!(natural_order(pair[0], pair[1]), Ordering::Less, "{pair:?}");
            assert_eq!(natural_order(pair[1], pair[0]), Ordering::Greater, "{pair:?}");
        }
        assert_eq!(natural_order("a", "a"), Ordering::Equal);
        assert_ne!(natural_order("A", "a"), Ordering::Equal);
    }
}
