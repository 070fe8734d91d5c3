//! Inlines made tidy: white space as HTML collapses it, links without links, text out of inlines.

use super::tree::{Block, BlockKind, Image, Inline};

/// Calls `see` for every inline below, outermost first.
pub(crate) fn each_inline<'a>(inlines: &'a [Inline], see: &mut impl FnMut(&'a Inline)) {
    for inline in inlines {
        see(inline);
        match inline {
            Inline::Styled(_, content)
            | Inline::Span(_, content)
            | Inline::Isolate { content, .. }
            | Inline::Link { content, .. }
            | Inline::Abbreviation(_, content)
            | Inline::Time(_, content) => each_inline(content, see),
            Inline::Ruby(pairs) => {
                for (base, reading) in pairs {
                    each_inline(base, see);
                    each_inline(reading, see);
                }
            }
            Inline::Text(_)
            | Inline::Image(_)
            | Inline::Break
            | Inline::NoteReference(_)
            | Inline::Anchor(_)
            | Inline::Formula(_) => {}
        }
    }
}

/// The inlines inside an inline, to be changed.
pub(crate) fn content_mut(inline: &mut Inline) -> Vec<&mut Vec<Inline>> {
    match inline {
        Inline::Styled(_, content)
        | Inline::Span(_, content)
        | Inline::Isolate { content, .. }
        | Inline::Link { content, .. }
        | Inline::Abbreviation(_, content)
        | Inline::Time(_, content) => vec![content],
        Inline::Ruby(pairs) => pairs.iter_mut().flat_map(|(base, reading)| [base, reading]).collect(),
        Inline::Text(_)
        | Inline::Image(_)
        | Inline::Break
        | Inline::NoteReference(_)
        | Inline::Anchor(_)
        | Inline::Formula(_) => Vec::new(),
    }
}

/// The words of the inlines as plain text: breaks are spaces, pictures their descriptions, note references nothing.
pub(crate) fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    each_inline(inlines, &mut |inline| match inline {
        Inline::Text(words) => text.push_str(words),
        Inline::Break => text.push(' '),
        Inline::Formula(formula) => text.push_str(&formula.text),
        Inline::Image(image) => text.push_str(description(image)),
        _ => {}
    });
    text
}

/// Whether inlines are the mark of a note alone, with places that links may lead to.
pub(crate) fn is_note_mark(inlines: &[Inline]) -> bool {
    let place = |inline: &Inline| matches!(inline, Inline::Anchor(_) | Inline::NoteReference(_));
    inlines.iter().all(place) && inlines.iter().any(|inline| matches!(inline, Inline::NoteReference(_)))
}

fn description(image: &Image) -> &str {
    image.alternative.as_deref().unwrap_or_default()
}

/// Whether a reader would see nothing: no word, no picture, no formula, no note mark.
pub(crate) fn is_blank(inlines: &[Inline]) -> bool {
    let mut blank = true;
    each_inline(inlines, &mut |inline| match inline {
        Inline::Text(words) => blank &= words.trim_matches(is_html_space).is_empty(),
        Inline::Image(_) | Inline::Formula(_) | Inline::NoteReference(_) => blank = false,
        _ => {}
    });
    blank
}

/// White space as HTML understands it. A no-break space is a character like others.
pub(crate) fn is_html_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Collapses white space as a browser would: one space between words, none at the ends and around breaks.
pub(crate) fn collapse(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut inlines = inlines;
    let mut after_space = true;
    collapse_in(&mut inlines, &mut after_space);
    trim_end(&mut inlines);
    inlines
}

fn collapse_in(inlines: &mut Vec<Inline>, after_space: &mut bool) {
    for at in 0..inlines.len() {
        match &mut inlines[at] {
            Inline::Text(text) => collapse_text(text, after_space),
            Inline::Break => {
                trim_end(&mut inlines[..at]);
                *after_space = true;
            }
            Inline::Image(_) | Inline::Formula(_) | Inline::NoteReference(_) => *after_space = false,
            Inline::Anchor(_) => {}
            inline => {
                for content in content_mut(inline) {
                    collapse_in(content, after_space);
                }
            }
        }
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

fn collapse_text(text: &mut String, after_space: &mut bool) {
    let tidy = {
        let mut space = *after_space;
        text.bytes().all(|b| match b {
            b' ' => !std::mem::replace(&mut space, true),
            b'\t' | b'\n' | b'\r' | 0xC => false,
            _ => {
                space = false;
                true
            }
        })
    };
    if !tidy {
        let mut collapsed = String::with_capacity(text.len());
        let mut space = *after_space;
        for c in text.chars() {
            if !is_html_space(c) {
                collapsed.push(c);
                space = false;
            } else if !space {
                collapsed.push(' ');
                space = true;
            }
        }
        *text = collapsed;
    }
    if let Some(last) = text.chars().next_back() {
        *after_space = last == ' ';
    }
}

/// Takes the space off the end of the last text, however deep it lies.
fn trim_end(inlines: &mut [Inline]) {
    for inline in inlines.iter_mut().rev() {
        match inline {
            Inline::Text(text) => {
                let end = text.trim_end_matches(' ').len();
                text.truncate(end);
                if end > 0 {
                    return;
                }
            }
            Inline::Anchor(_) => {}
            Inline::Break | Inline::Image(_) | Inline::Formula(_) | Inline::NoteReference(_) => return,
            inline => {
                for content in content_mut(inline).into_iter().rev() {
                    trim_end(content);
                    if !is_blank(content) {
                        return;
                    }
                }
            }
        }
    }
}

/// Words as the tree wants them: links without links, white space collapsed.
pub(crate) fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    collapse(tidy_links(inlines))
}

/// Makes links what the tree allows: no link within a link, note references after it, empty ones gone (their anchors
/// stay).
pub(crate) fn tidy_links(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut tidy = Vec::with_capacity(inlines.len());
    for mut inline in inlines {
        if let Inline::Link { content, .. } = &mut inline {
            let (words, references) = without_links(std::mem::take(content));
            if is_blank(&words) {
                tidy.extend(words);
            } else {
                *content = words;
                tidy.push(inline);
            }
            tidy.extend(references);
        } else {
            for content in content_mut(&mut inline) {
                *content = tidy_links(std::mem::take(content));
            }
            tidy.push(inline);
        }
    }
    tidy
}

/// The content of a link without links of its own, and the note references that stood in it.
fn without_links(inlines: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>) {
    let (mut words, mut references) = (Vec::new(), Vec::new());
    for mut inline in inlines {
        match inline {
            Inline::NoteReference(_) => references.push(inline),
            Inline::Link { content, .. } => {
                let (inner, more) = without_links(content);
                words.extend(inner);
                references.extend(more);
            }
            _ => {
                for content in content_mut(&mut inline) {
                    let (inner, more) = without_links(std::mem::take(content));
                    *content = inner;
                    references.extend(more);
                }
                words.push(inline);
            }
        }
    }
    (words, references)
}

/// The inlines of blocks that must stand in one line (a summary, a heading made of blocks).
pub(crate) fn flatten_blocks(blocks: Vec<Block>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for block in blocks {
        let content = match block.kind {
            BlockKind::Heading { content, .. }
            | BlockKind::Paragraph(content)
            | BlockKind::Plain(content)
            | BlockKind::Preformatted(content) => content,
            BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => flatten_blocks(blocks),
            BlockKind::List { items, .. } => items.into_iter().flat_map(|item| flatten_blocks(item.blocks)).collect(),
            BlockKind::DefinitionList(definitions) => definitions
                .into_iter()
                .flat_map(|definition| {
                    let terms = definition.terms.into_iter().flat_map(|term| term.content);
                    terms
                        .chain(definition.details.into_iter().flat_map(|item| flatten_blocks(item.blocks)))
                        .collect::<Vec<_>>()
                })
                .collect(),
            BlockKind::Table(table) => {
                let rows = table.head.into_iter().chain(table.body);
                let cells = rows.flat_map(|row| row.cells).flat_map(|cell| flatten_blocks(cell.blocks));
                flatten_blocks(table.caption).into_iter().chain(cells).collect()
            }
            BlockKind::Figure { content, caption, .. } => {
                flatten_blocks(content).into_iter().chain(flatten_blocks(caption)).collect()
            }
            BlockKind::Details { mut summary, content } => {
                summary.extend(flatten_blocks(content));
                summary
            }
            BlockKind::Verse(lines) => {
                let halves = lines.into_iter().flat_map(|line| line.halves).collect::<Vec<_>>();
                halves.join(&Inline::Text(" ".to_owned()))
            }
            BlockKind::Formula(formula) => vec![Inline::Formula(formula)],
            BlockKind::Rule => Vec::new(),
        };
        if content.is_empty() {
            continue;
        }
        if !inlines.is_empty() {
            inlines.push(Inline::Text(" ".to_owned()));
        }
        if block.attributes.is_empty() {
            inlines.extend(content);
        } else {
            inlines.push(Inline::Span(block.attributes, content));
        }
    }
    inlines
}

#[cfg(test)]
mod tests {
    use super::super::tree::Style;
    use super::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    #[test]
    fn white_space_collapses_across_elements() {
        let inlines = vec![
            text(" \n a  b "),
            Inline::Styled(Style::Strong, vec![text("  c\u{A0} ")]),
            text(" "),
            Inline::Break,
            text(" d\t"),
            Inline::Styled(Style::Emphasis, vec![text(" ")]),
        ];
        let expected = vec![
            text("a b "),
            Inline::Styled(Style::Strong, vec![text("c\u{A0}")]),
            Inline::Break,
            text("d"),
            Inline::Styled(Style::Emphasis, vec![]),
        ];
        let mut collapsed = collapse(inlines);
        collapsed.retain(|inline| *inline != text(""));
        assert_eq!(collapsed, expected);
    }

    #[test]
    fn a_link_holds_no_link() {
        let link = |content| Inline::Link { href: "a".to_owned(), content, line: 1 };
        let given = vec![link(vec![text("a"), link(vec![text("b")]), Inline::NoteReference(0)]), link(vec![text(" ")])];
        let expected = vec![link(vec![text("a"), text("b")]), Inline::NoteReference(0), text(" ")];
        assert_eq!(tidy_links(given), expected);
    }
}
