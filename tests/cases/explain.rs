//! Single characters that the report says were lost or exchanged: whether they, and nothing else, make the words of the book
//! out of those of the source.

use std::collections::BTreeMap;

use serde_json::Value;

/// The rules whose text is a code point, or one and what took its place.
pub(crate) const RULES: [&str; 9] = [
    "unpaired-control",
    "control-as-markup",
    "unsuited-character",
    "misread-character",
    "presentation-form",
    "half-space",
    "persian-letter",
    "tatweel",
    "quote",
];

/// Stands for U+0085 where that is an ellipsis: the character itself parts words.
pub(crate) const ELLIPSIS: char = '\u{F8F2}';

/// The rule of marks that are added at the ends of runs.
pub(crate) const DIRECTION_MARK: &str = "direction-mark";

/// Stands for U+200E where it ends a run in the book: there the report must say that it was added, unless the source has it.
pub(crate) const MARK: char = '\u{F8F3}';

/// What the report says of single characters and no word of the book has shown yet: how often each became which.
pub(crate) struct Exchanges(BTreeMap<(char, String), u64>);

impl Exchanges {
    pub(crate) fn of(changes: &[Value]) -> Result<Self, String> {
        let mut left = BTreeMap::new();
        for change in changes.iter().filter(|change| RULES.iter().any(|rule| change["rule"] == *rule)) {
            let text = change["text"].as_str().unwrap_or_default();
            let (from, to) = text.split_once(" → ").unwrap_or((text, ""));
            let to = to.split_whitespace().map(character).collect::<Result<String, _>>()?;
            let from = match character(from)? {
                '\u{85}' => ELLIPSIS,
                from => from,
            };
            *left.entry((from, to)).or_default() += change["count"].as_u64().unwrap_or(1);
        }
        let marks = changes.iter().filter(|change| change["rule"] == DIRECTION_MARK).count();
        if marks > 0 {
            left.insert((MARK, String::new()), marks as u64);
        }
        Ok(Self(left))
    }

    /// Whether U+0085 was taken for an ellipsis.
    pub(crate) fn reads_ellipsis(&self) -> bool {
        self.0.keys().any(|(from, _)| *from == ELLIPSIS)
    }

    /// Whether a word of the book is one of the source but for what the report says. What it says is used up then.
    pub(crate) fn explain(&mut self, source: &str, book: &str) -> bool {
        let Some(used) = self.used(source, book) else { return false };
        for exchange in used {
            if let Some(left) = self.0.get_mut(&exchange) {
                *left -= 1;
            }
        }
        true
    }

    /// Whether it would be explained.
    pub(crate) fn explains(&self, source: &str, book: &str) -> bool {
        self.used(source, book).is_some()
    }

    /// What the report says and did not happen.
    pub(crate) fn unused(&self) -> Option<String> {
        let ((from, to), count) = self.0.iter().find(|(_, count)| **count > 0)?;
        Some(format!("U+{:04X} → «{to}» {count} times more than the book shows", u32::from(*from)))
    }

    fn used(&self, source: &str, book: &str) -> Option<Vec<(char, String)>> {
        // Most books have nothing of the kind.
        if self.0.is_empty() {
            let book = book.replace(MARK, "\u{200E}");
            return (source == book).then(Vec::new);
        }
        let mut left = self.0.clone();
        let (mut used, mut book) = (Vec::new(), book);
        let mark = |book: &mut &str, used: &mut Vec<_>, left: &mut BTreeMap<(char, String), u64>| {
            let Some(rest) = book.strip_prefix(MARK) else { return Some(()) };
            let added = (MARK, String::new());
            *left.get_mut(&added).filter(|count| **count > 0)? -= 1;
            used.push(added);
            *book = rest;
            Some(())
        };
        for c in source.chars() {
            if c == '\u{200E}' && book.starts_with(MARK) {
                book = &book[MARK.len_utf8()..];
                continue;
            }
            mark(&mut book, &mut used, &mut left)?;
            if let Some(rest) = book.strip_prefix(c) {
                book = rest;
                continue;
            }
            // The longest that fits: «» is a beginning of everything.
            let fits = |((from, to), count): &(&(char, String), &u64)| {
                *from == c && **count > 0 && book.starts_with(to.as_str())
            };
            let exchange =
                left.iter().filter(fits).max_by_key(|((_, to), _)| to.len()).map(|(exchange, _)| exchange.clone())?;
            *left.get_mut(&exchange)? -= 1;
            book = &book[exchange.1.len()..];
            used.push(exchange);
        }
        mark(&mut book, &mut used, &mut left)?;
        book.is_empty().then_some(used)
    }
}

fn character(code: &str) -> Result<char, String> {
    let number = code.strip_prefix("U+").and_then(|code| u32::from_str_radix(code, 16).ok());
    number.and_then(char::from_u32).ok_or(format!("`{code}` is no code point"))
}
