//! Runs set apart where markup cannot stand: metadata, the NCX, alternative texts.

use std::borrow::Cow;

use super::line::Ask;
use super::order::{POP, initiator};
use super::runs::find;
use crate::publication::Direction;

/// The text with isolates (U+2066 to U+2069) around what would else be shown in another order in a line of the base
/// direction: most texts need none, and a search finds them as they are.
pub(crate) fn with_isolates(text: &str, base: Direction) -> Cow<'_, str> {
    let runs = find(text, base, Ask::Needed);
    if runs.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut apart = String::with_capacity(text.len() + runs.len() * 6);
    let mut at = 0;
    for run in runs {
        apart.push_str(&text[at..run.range.start]);
        apart.push(initiator(run.direction));
        apart.push_str(&text[run.range.clone()]);
        apart.push(POP);
        at = run.range.end;
    }
    apart.push_str(&text[at..]);
    Cow::Owned(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_shown_wrong_is_set_apart() {
        let rows = [
            ("صحيفة المدينة", "صحيفة المدينة"),
            ("كتاب EPUB الجديد", "كتاب EPUB الجديد"),
            ("تعلم لغة The Go Programming Language بسرعة", "تعلم لغة The Go Programming Language بسرعة"),
            ("لغة C++ للمبتدئين", "لغة \u{2066}C++\u{2069} للمبتدئين"),
            ("منتجات Microsoft 5 منتجات", "منتجات \u{2066}Microsoft\u{2069} 5 منتجات"),
        ];
        for (text, expected) in rows {
            assert_eq!(with_isolates(text, Direction::Rtl), expected);
        }
        assert_eq!(with_isolates("A book", Direction::Ltr), "A book");
    }
}
