//! Asks the algorithm itself (UAX #9, by `unicode-bidi`) in which order a line would be shown.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::publication::Direction;

/// The indices of the characters of `text` as they stand from left to right when it is a line of the base direction, with
/// each of the `isolates` (byte ranges, in order, apart from one another) set apart in its direction.
pub(super) fn visual_order(text: &str, base: Direction, isolates: &[(Range<usize>, Direction)]) -> Vec<usize> {
    let mut line = String::with_capacity(text.len() + isolates.len() * 6);
    // The index of each character of the line in the text; none for the controls put in.
    let mut index = Vec::with_capacity(line.capacity());
    let mut next = 0;
    let mut copy = |from: usize, to: usize, line: &mut String, index: &mut Vec<Option<usize>>| {
        for c in text[from..to].chars() {
            line.push(c);
            index.push(Some(next));
            next += 1;
        }
    };
    let mut at = 0;
    for (range, direction) in isolates {
        copy(at, range.start, &mut line, &mut index);
        line.push(initiator(*direction));
        index.push(None);
        copy(range.start, range.end, &mut line, &mut index);
        line.push(POP);
        index.push(None);
        at = range.end;
    }
    copy(at, text.len(), &mut line, &mut index);

    let level = match base {
        Direction::Ltr => Level::ltr(),
        Direction::Rtl => Level::rtl(),
    };
    let info = BidiInfo::new(&line, Some(level));
    let mut order = Vec::with_capacity(index.len());
    let mut first = 0;
    // A line has one paragraph, unless the text holds a separator of its own.
    for paragraph in &info.paragraphs {
        let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
        let count = line[paragraph.range.clone()].chars().count();
        let levels = &levels[first..(first + count).min(levels.len())];
        order.extend(BidiInfo::reorder_visual(levels).into_iter().filter_map(|at| index[first + at]));
        first += count;
    }
    order
}

/// The control that opens an isolate.
pub(super) fn initiator(direction: Direction) -> char {
    match direction {
        Direction::Ltr => '\u{2066}',
        Direction::Rtl => '\u{2067}',
    }
}

/// The control that closes an isolate.
pub(super) const POP: char = '\u{2069}';

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as it stands from left to right; `[` and `]` in it mark what is set apart from left to right.
    fn shown(marked: &str) -> String {
        let mut text = String::new();
        let mut isolates = Vec::new();
        let mut open = 0;
        for c in marked.chars() {
            match c {
                '[' => open = text.len(),
                ']' => isolates.push((open..text.len(), Direction::Ltr)),
                c => text.push(c),
            }
        }
        let characters = text.chars().collect::<Vec<_>>();
        visual_order(&text, Direction::Rtl, &isolates).into_iter().map(|at| characters[at]).collect()
    }

    #[test]
    fn the_algorithm_with_and_without_isolates() {
        let rows = [
            ("לשון C++ חזקה", "הקזח ++C ןושל"),
            ("לשון [C++] חזקה", "הקזח C++ ןושל"),
            ("אבג Microsoft 5 דהו", "והד Microsoft 5 גבא"),
            ("אבג [Microsoft] 5 דהו", "והד 5 Microsoft גבא"),
        ];
        for (marked, expected) in rows {
            assert_eq!(shown(marked), expected);
        }
    }
}
