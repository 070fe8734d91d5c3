//! Words counted so that a name or a title is one of them, however long it is.

use super::{Words, tokens};
use crate::publication::Direction;

/// A quotation, or a stretch of words against the line, of more words than this is no title.
const LONGEST_TITLE: usize = 8;

/// Words in small letters that go on with a name of several words.
const CONNECTS: [&str; 19] = [
    "of", "the", "and", "for", "in", "de", "von", "et", "al.", "al", "la", "le", "du", "van", "der", "di", "da", "bin",
    "ibn",
];

/// «And» and «or» in Arabic, Persian, Urdu, Kurdish and Hebrew: names on both sides are one list.
const JOINS: [&str; 10] = ["و", "أو", "او", "أم", "ثم", "یا", "اور", "یان", "או", "و/أو"];

/// In a line from right to left: a Latin name is told by its capitals, and goes on over numbers, signs, «and», and what
/// stands in brackets behind it.
pub(super) fn without_latin_names(text: &str) -> Words {
    let mut words = Words::default();
    let mut name = false;
    // What is open: a bracket behind a name, or a quotation and how many Latin words it has so far.
    let (mut explained, mut quoted) = (false, None);
    for (token, direction) in tokens(text) {
        if token.starts_with(['(', '[']) && name {
            explained = true;
        } else if token.starts_with(['«', '“', '"', '„', '”', '(', '[']) && quoted.is_none() {
            quoted = Some(0_usize);
        }
        match direction {
            Some(Direction::Ltr) => {
                let capital = token.contains(char::is_uppercase);
                let goes_on = name && (capital || CONNECTS.contains(&token));
                let count = quoted.as_mut().map_or(0, |count| {
                    *count += 1;
                    *count
                });
                if !goes_on && !explained && !(2..=LONGEST_TITLE).contains(&count) {
                    words.ltr += 1;
                }
                name = capital || goes_on || explained;
            }
            Some(Direction::Rtl) => {
                words.rtl += 1;
                name &= JOINS.contains(&token);
            }
            None => {}
        }
        let end = token.trim_end_matches(['.', ',', '،', '؟', '!', ':', '۔']);
        if end.ends_with([')', ']', '»', '”', '"', '“']) {
            (explained, quoted) = (false, None);
        }
    }
    words
}

/// In a line from left to right: scripts from the right have no capitals, so a few words in a row are a name or a title.
pub(super) fn without_short_stretches(text: &str) -> Words {
    let mut words = Words::default();
    let mut stretch = 0;
    for (_, direction) in tokens(text).chain([("", Some(Direction::Ltr))]) {
        match direction {
            Some(Direction::Rtl) => stretch += 1,
            Some(Direction::Ltr) => {
                words.rtl += if stretch <= LONGEST_TITLE { stretch.min(1) } else { stretch };
                words.ltr += 1;
                stretch = 0;
            }
            None => {}
        }
    }
    // The end of the line was counted as a word.
    words.ltr -= 1;
    words
}
