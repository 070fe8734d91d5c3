//! Bounds that the author drew: a span in a language of the other direction, and a quotation, a link or emphasis that holds
//! nothing but such words and ends in a sign. The sign stands inside, so it is theirs (`*Who Framed Roger Rabbit?*`), while
//! for bare text it would be the sentence's.

use super::{MARK, Marks};
use crate::bidi::Words;
use crate::document::inlines::{content_mut, plain_text};
use crate::document::{Attributes, Inline};
use crate::publication::{Direction, Findings, Place, Rule};

/// What stands before and behind some inlines in their line.
#[derive(Clone, Copy)]
pub(super) struct Beside {
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
}

/// How many neighbours are looked at for a character that is no space.
const NEAR: usize = 4;

/// Sets the bounded words apart, each as a line of its own.
pub(super) fn set_bounds(
    inlines: &mut [Inline],
    base: Direction,
    marks: Marks,
    beside: Beside,
    findings: &mut Findings,
    place: &Place,
) {
    let opposite = base.opposite();
    for at in 0..inlines.len() {
        let bounded = match &inlines[at] {
            Inline::Span(attributes, content) if attributes.direction().is_none() => {
                let declared = attributes.language().is_some_and(|language| language.direction() == opposite);
                declared && !Words::of(&plain_text(content)).contradict(opposite)
            }
            Inline::Styled(style, content) => !style.is_code() && ends_itself(content, base),
            Inline::Link { content, .. } => ends_itself(content, base),
            _ => continue,
        };
        let near = Beside {
            before: nearest(inlines[..at].iter().rev(), |text| text.chars().rev().find(|c| !c.is_whitespace()))
                .or(beside.before),
            after: nearest(inlines[at + 1..].iter(), |text| text.chars().find(|c| !c.is_whitespace())).or(beside.after),
        };
        // What goes on with words of the same direction is one run with them.
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_numeric() || Direction::of_strong(c) == Some(opposite));
        let apart = bounded && !goes_on(near.before) && !goes_on(near.after);
        match &mut inlines[at] {
            Inline::Span(attributes, _) if apart => attributes.set_direction(Some(opposite)),
            Inline::Styled(_, content) | Inline::Link { content, .. } if apart => {
                if marks == Marks::Written && base == Direction::Rtl {
                    content.push(Inline::Text(MARK.to_owned()));
                    findings.change(Rule::DirectionMark, "U+200E", place.clone());
                }
                let words = std::mem::take(content);
                content.push(Inline::Span(Attributes::new(None, None, Some(opposite)), words));
            }
            inline => {
                for content in content_mut(inline) {
                    set_bounds(content, base, marks, near, findings, place);
                }
            }
        }
    }
}

/// Whether some words hold nothing of the base direction and end in a sign that ends a sentence.
fn ends_itself(content: &[Inline], base: Direction) -> bool {
    let text = plain_text(content);
    let end = text.trim_end().trim_end_matches(['"', '”', '»', ')', '’']);
    let words = text.chars().any(|c| Direction::of_letter(c) == Some(base.opposite()));
    let ends = end.ends_with(['?', '!', '…']) || end.ends_with("...");
    words && ends && !text.chars().any(|c| Direction::of_strong(c) == Some(base))
}

fn nearest<'a>(inlines: impl Iterator<Item = &'a Inline>, find: impl Fn(&str) -> Option<char>) -> Option<char> {
    inlines.take(NEAR).find_map(|inline| find(&plain_text(std::slice::from_ref(inline))))
}
