//! Persian joins words with U+200C, the «half-space». Where keyboards had none, some wrote a right-to-left mark, which
//! parts joined letters too, but is no joiner to anything that searches, sorts or shapes.

use icu_properties::CodePointMapData;
use icu_properties::props::JoiningType;

use super::Exchange;
use crate::publication::is_arabic_letter;

const RIGHT_TO_LEFT_MARK: char = '\u{200F}';

pub(super) fn mended(text: &str, exchange: &mut Exchange<'_>) -> Option<String> {
    if !text.contains(RIGHT_TO_LEFT_MARK) {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut changed = false;
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let between = before.is_some_and(joins_to_the_left) && characters.peek().is_some_and(|c| is_arabic_letter(*c));
        if c == RIGHT_TO_LEFT_MARK && between {
            changed = true;
            exchange(c, "\u{200C}");
            mended.push('\u{200C}');
        } else {
            mended.push(c);
        }
        before = Some(c);
    }
    changed.then_some(mended)
}

/// Whether a letter would join to the next one if nothing parted them: only there does a joiner do anything.
fn joins_to_the_left(c: char) -> bool {
    is_arabic_letter(c) && CodePointMapData::<JoiningType>::new().get(c) == JoiningType::DualJoining
}

#[cfg(test)]
mod tests {
    use super::super::tests::rows;
    use super::*;

    #[test]
    fn marks_within_words_become_joiners() {
        rows(
            mended,
            &[
                ("within a word", "می\u{200F}خواهم و نمی\u{200F}دانم", "می\u{200C}خواهم و نمی\u{200C}دانم"),
                ("between words", "سلام \u{200F}خوبی\u{200F} (EPUB\u{200F})", "سلام \u{200F}خوبی\u{200F} (EPUB\u{200F})"),
                ("after a letter that joins nothing", "کار\u{200F}ها", "کار\u{200F}ها"),
                ("beside a digit", "۱۲\u{200F}کتاب", "۱۲\u{200F}کتاب"),
                ("joiners", "می\u{200C}خواهم", "می\u{200C}خواهم"),
            ],
        );
    }
}
