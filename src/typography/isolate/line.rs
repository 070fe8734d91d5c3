//! The words of a block laid end to end, as the bidirectional algorithm sees them.

use crate::bidi::{self, OBJECT};
use crate::document::Inline;
use crate::publication::Direction;

/// What an inline is in its line.
pub(super) enum Part {
    /// Characters.
    Text,
    /// The end of a line.
    Break,
    /// Nothing at all.
    Nothing,
    /// Something that stands in the line as one thing.
    Thing,
    /// The same, with words of its own, in this direction if it has one.
    Line(Option<Direction>),
    /// Words that go on with those around them.
    Words,
}

pub(super) fn part(inline: &Inline) -> Part {
    match inline {
        Inline::Text(_) => Part::Text,
        Inline::Break => Part::Break,
        Inline::Anchor(_) => Part::Nothing,
        Inline::Styled(style, _) if style.is_code() => Part::Thing,
        Inline::Image(_) | Inline::Formula(_) | Inline::NoteReference(_) | Inline::Isolate { forced: true, .. } => {
            Part::Thing
        }
        Inline::Span(attributes, _) if attributes.direction().is_some() => Part::Line(attributes.direction()),
        Inline::Isolate { direction, content, .. } => {
            // `bdi` without a direction takes its own from its first strong letter.
            let first = || crate::document::inlines::plain_text(content).chars().find_map(Direction::of_strong);
            Part::Line(direction.or_else(first))
        }
        Inline::Ruby(_) => Part::Line(None),
        Inline::Span(..) | Inline::Styled(..) | Inline::Link { .. } | Inline::Abbreviation(..) | Inline::Time(..) => {
            Part::Words
        }
    }
}

/// The words that go on with those around them.
pub(super) fn words(inline: &Inline) -> &[Inline] {
    match inline {
        Inline::Span(_, content)
        | Inline::Styled(_, content)
        | Inline::Link { content, .. }
        | Inline::Abbreviation(_, content)
        | Inline::Time(_, content) => content,
        _ => &[],
    }
}

/// The line of some inlines.
pub(super) fn line_of(inlines: &[Inline]) -> String {
    let mut line = String::new();
    lay(inlines, &mut line);
    line
}

fn lay(inlines: &[Inline], line: &mut String) {
    for inline in inlines {
        match (part(inline), inline) {
            (Part::Text, Inline::Text(text)) => line.push_str(text),
            (Part::Break, _) => line.push('\n'),
            (Part::Thing | Part::Line(_), _) => line.push(OBJECT),
            (Part::Words, inline) => lay(words(inline), line),
            (Part::Text | Part::Nothing, _) => {}
        }
    }
}

/// How many bytes of the line an inline makes.
pub(super) fn width(inline: &Inline) -> usize {
    match (part(inline), inline) {
        (Part::Text, Inline::Text(text)) => text.len(),
        (Part::Break, _) => 1,
        (Part::Thing | Part::Line(_), _) => OBJECT.len_utf8(),
        (Part::Words, inline) => words(inline).iter().map(width).sum(),
        (Part::Text | Part::Nothing, _) => 0,
    }
}

/// Whether no text here has anything that could run against the base direction.
pub(in crate::typography) fn is_plain(inlines: &[Inline], base: Direction) -> bool {
    inlines.iter().all(|inline| match (part(inline), inline) {
        (Part::Text, Inline::Text(text)) => bidi::is_plain(text, base),
        (Part::Line(_), _) => false,
        (Part::Words, inline) => is_plain(words(inline), base),
        _ => true,
    })
}
