//! Plain text → blocks. The first line is the title; blank lines part the paragraphs.
//!
//! A group of lines without a blank one between them is one of three things, told by their lengths: a paragraph that
//! was hard-wrapped (each line is so full that the next word did not fit), paragraphs of one long line each, or lines
//! that are meant as lines (verse, addresses).

use super::Draft;
use super::title::same;
use super::tree::{Block, BlockKind, Inline};
use super::verse::{gap, with_gaps};

/// The longest first line, in characters, that is still taken for a title.
pub(super) const LONGEST_TITLE: usize = 300;
/// The narrowest and the widest page, in characters, that text is hard-wrapped to: shorter lines are verse.
const PAGE: std::ops::RangeInclusive<usize> = 40..=120;

/// Reads plain text; `first_line` is the line of the file it begins at. Where somebody else says the title, the first line is it only
/// if it says the same: else it is text like the others.
pub(super) fn read_text(text: &str, first_line: u32, declared: Option<&str>) -> Draft {
    let mut lines =
        (first_line..).zip(text.split('\n')).filter_map(|(number, line)| Line::new(number, line)).peekable();
    let mut draft = Draft::default();
    if let Some(title) =
        lines.next_if(|line| line.width <= LONGEST_TITLE && declared.is_none_or(|title| same(title, line.text)))
    {
        let content = vec![Inline::Text(title.text.to_owned())];
        draft.blocks.push(Block::new(BlockKind::Heading { level: 1, content }, title.number));
    }
    let lines = lines.collect::<Vec<_>>();
    let groups = lines.chunk_by(|a, b| a.number + 1 == b.number).collect::<Vec<_>>();
    let wrapped_at = page_width(&groups);
    for group in groups {
        read_group(group, wrapped_at, &mut draft.blocks);
    }
    draft
}

/// A line with something in it.
struct Line<'a> {
    number: u32,
    text: &'a str,
    /// Characters without the space around them.
    width: usize,
    indented: bool,
}

impl<'a> Line<'a> {
    fn new(number: u32, text: &'a str) -> Option<Self> {
        // U+0085 counts as white space, but may be an ellipsis of Windows: whoever knows the whole text decides.
        let trimmed = text.trim_matches(|c: char| c.is_whitespace() && c != '\u{85}');
        // Long lines are long whatever their exact width.
        let width = trimmed.chars().filter(|c| !is_mark(*c)).take(LONGEST_TITLE + 1).count();
        (!text.trim().is_empty()).then(|| Self {
            number,
            text: trimmed,
            width,
            indented: text.starts_with([' ', '\t', '\u{3000}']),
        })
    }

    fn first_word(&self) -> usize {
        self.text
            .split_whitespace()
            .next()
            .map_or(0, |word| word.chars().filter(|c| !is_mark(*c)).take(PAGE.end() + 1).count())
    }
}

/// Vowel points and other marks take no room of their own in a line.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{200B}'..='\u{200F}')
}

/// The width the text was wrapped to, if it was: that of its longest line in a group of several.
fn page_width(groups: &[&[Line<'_>]]) -> Option<usize> {
    let several = groups.iter().filter(|group| group.len() > 1);
    let widest = several.flat_map(|group| group.iter()).map(|line| line.width).max()?;
    PAGE.contains(&widest).then_some(widest)
}

fn read_group(group: &[Line<'_>], wrapped_at: Option<usize>, blocks: &mut Vec<Block>) {
    let is_full = |pair: &[Line<'_>], page: usize| pair[0].width + 1 + pair[1].first_word() > page;
    let has_gap = |line: &Line<'_>| halves(line.text).len() > 1;
    if group.iter().any(has_gap)
        && let Some(verse) = with_gaps(group.iter().map(|line| line.text))
    {
        blocks.push(Block::new(verse, group[0].number));
        return;
    }
    let ends = |line: &Line<'_>| line.text.ends_with(['.', '!', '?', '؟', '۔', ':', '…']);
    // Two lines are too few to see a width: they are one paragraph only when the first cannot be a sentence.
    let apart = group.iter().any(has_gap) || (group.len() == 2 && ends(&group[0]));
    let wrapped = !apart
        && wrapped_at.is_some_and(|page| {
            let full = group.windows(2).filter(|pair| is_full(pair, page)).count();
            full * 5 >= (group.len() - 1) * 4
        });
    if wrapped {
        // Within wrapped text an indented line opens a paragraph.
        for paragraph in group.chunk_by(|_, next| !next.indented || group[0].indented) {
            let words = paragraph.iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
            blocks.push(paragraph_of(vec![Inline::Text(words)], paragraph[0].number));
        }
    } else if group.iter().map(|line| line.width).sum::<usize>() > PAGE.end() * group.len() {
        for line in group {
            blocks.push(paragraph_of(vec![Inline::Text(line.text.to_owned())], line.number));
        }
    } else {
        let mut verse = Vec::with_capacity(group.len() * 2);
        for line in group {
            for half in halves(line.text) {
                if !verse.is_empty() {
                    verse.push(Inline::Break);
                }
                verse.push(Inline::Text(half.to_owned()));
            }
        }
        blocks.push(paragraph_of(verse, group[0].number));
    }
}

/// The two halves of a line of verse, parted by a tab or a wide gap; any other line is whole.
fn halves(line: &str) -> Vec<&str> {
    let halves = gap(line).map(|halves| (halves.first, halves.second));
    match halves {
        Some((first, second)) if first.contains(' ') && second.contains(' ') => vec![first, second],
        _ => vec![line],
    }
}

fn paragraph_of(content: Vec<Inline>, line: u32) -> Block {
    Block::new(BlockKind::Paragraph(super::inlines::collapse(content)), line)
}

#[cfg(test)]
mod tests {
    use super::super::inlines::plain_text;
    use super::*;

    /// The blocks of a text as `line kind: words`, breaks as `/`.
    fn shape(text: &str) -> Vec<String> {
        let draft = read_text(text, 1, None);
        let show = |block: &Block| match &block.kind {
            BlockKind::Heading { content, .. } => format!("{} h: {}", block.line, plain_text(content)),
            BlockKind::Paragraph(content) => {
                let breaks = content.iter().filter(|inline| **inline == Inline::Break).count();
                format!("{} p{}: {}", block.line, "/".repeat(breaks), plain_text(content))
            }
            other => format!("{other:?}"),
        };
        draft.blocks.iter().map(show).collect()
    }

    #[test]
    fn paragraphs_of_every_kind() {
        let long = "كلمة ".repeat(40);
        let long = long.trim();
        let full = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk";
        let rows: [(&str, String, Vec<String>); 6] = [
            (
                "blank lines",
                "عنوان\n\nأول\n\nثان".into(),
                vec!["1 h: عنوان".into(), "3 p: أول".into(), "5 p: ثان".into()],
            ),
            (
                "no blank lines, long",
                format!("عنوان\n{long}\n{long}"),
                vec!["1 h: عنوان".into(), format!("2 p: {long}"), format!("3 p: {long}")],
            ),
            (
                "wrapped",
                format!("T\n\n{full}\n{full}\nend\n\n{full}\nend"),
                vec!["1 h: T".into(), format!("3 p: {full} {full} end"), format!("7 p: {full} end")],
            ),
            (
                "wrapped, indented",
                format!("T\n\n{full}\n{full}\n  {full}\nend"),
                vec!["1 h: T".into(), format!("3 p: {full} {full}"), format!("5 p: {full} end")],
            ),
            (
                "verse",
                "T\n\naaaa\nbb\nccccccc ddd\ne".into(),
                vec!["1 h: T".into(), "3 p///: aaaa bb ccccccc ddd e".into()],
            ),
            ("spaces", "\n \n T \n\n a \t b ".into(), vec!["3 h: T".into(), "5 p: a b".into()]),
        ];
        for (what, text, expected) in rows {
            assert_eq!(shape(&text), expected, "{what}");
        }
    }

    #[test]
    fn a_paragraph_is_no_title() {
        let long = "كلمة ".repeat(100);
        assert!(shape(&long)[0].starts_with("1 p:"));
    }
}
