//! Where one file ends: an article longer than readers like is cut at its headings, failing those between blocks, and a
//! single block that is longer than a file at its items, rows, lines or sentences.

use unicode_segmentation::UnicodeSegmentation;

use crate::document::inlines::{each_inline, is_html_space};
use crate::document::visit::{content, each_block};
use crate::document::{Attributes, Block, BlockKind, Inline, Table};

/// The most text, in bytes of markup and words, that one file holds. Old readers slow down beyond some 260 KB.
pub(super) const FILE_BYTES: usize = 240_000;

/// What cutting gave.
pub(super) struct Cut {
    /// The blocks of each file, at least one.
    pub(super) files: Vec<Vec<Block>>,
    /// The lines of paragraphs that had to be cut at sentences.
    pub(super) paragraphs_cut: Vec<u32>,
}

/// Divides blocks into files.
pub(super) fn cut(blocks: Vec<Block>) -> Cut {
    if size_of_all(&blocks) <= FILE_BYTES {
        return Cut { files: vec![blocks], paragraphs_cut: Vec::new() };
    }
    let mut paragraphs_cut = Vec::new();
    let files = cut_at_headings(blocks, &mut paragraphs_cut);
    Cut { files, paragraphs_cut }
}

/// Groups of blocks that each fit into a file, as few as may be.
fn cut_at_headings(blocks: Vec<Block>, paragraphs_cut: &mut Vec<u32>) -> Vec<Vec<Block>> {
    let blocks = blocks.into_iter().flat_map(|block| cut_block(block, paragraphs_cut)).collect();
    let mut files: Vec<(usize, Vec<Block>)> = Vec::new();
    for piece in pieces(blocks, 1) {
        let size = size_of_all(&piece);
        match files.last_mut() {
            Some((filled, file)) if *filled + size <= FILE_BYTES => {
                *filled += size;
                file.extend(piece);
            }
            _ => files.push((size, piece)),
        }
    }
    files.into_iter().map(|(_, blocks)| blocks).collect()
}

/// Pieces that each fit into a file where that is possible: cut before headings of `level`, then of deeper ones, then
/// between all blocks.
fn pieces(blocks: Vec<Block>, level: u8) -> Vec<Vec<Block>> {
    if size_of_all(&blocks) <= FILE_BYTES {
        return vec![blocks];
    }
    if level > 6 {
        return blocks.into_iter().map(|block| vec![block]).collect();
    }
    let mut groups: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let opens = matches!(block.kind, BlockKind::Heading { level: own, .. } if own == level);
        match groups.last_mut() {
            Some(group) if !opens => group.push(block),
            _ => groups.push(vec![block]),
        }
    }
    groups.into_iter().flat_map(|group| pieces(group, level + 1)).collect()
}

fn size_of_all(blocks: &[Block]) -> usize {
    blocks.iter().map(size_of).sum()
}

/// About how many bytes a block takes in a file.
fn size_of(block: &Block) -> usize {
    let mut size = 0;
    each_block(std::slice::from_ref(block), &mut |block| {
        size += 20;
        if let BlockKind::Table(table) = &block.kind {
            size += table.head.iter().chain(&table.body).map(|row| 12 + 24 * row.cells.len()).sum::<usize>();
        }
        for inlines in content(block) {
            size += size_of_inlines(inlines);
        }
        if let BlockKind::Formula(formula) = &block.kind {
            size += formula.markup.len();
        }
    });
    size
}

fn size_of_inlines(inlines: &[Inline]) -> usize {
    let mut size = 0;
    each_inline(inlines, &mut |inline| {
        size += match inline {
            // What is escaped takes four bytes more.
            Inline::Text(text) => {
                text.len() + 4 * text.bytes().filter(|b| matches!(b, b'&' | b'<' | b'>' | b'"')).count()
            }
            Inline::Link { href, .. } => 20 + href.len(),
            Inline::Formula(formula) => formula.markup.len(),
            Inline::Image(_) | Inline::NoteReference(_) => 80,
            _ => 12,
        };
    });
    size
}

/// Divides one block that is longer than a file; the id stays with the first piece.
fn cut_block(block: Block, paragraphs_cut: &mut Vec<u32>) -> Vec<Block> {
    if size_of(&block) <= FILE_BYTES {
        return vec![block];
    }
    let Block { kind, attributes, line } = block;
    let kinds = match kind {
        BlockKind::Paragraph(words) => {
            paragraphs_cut.push(line);
            cut_words(words).into_iter().map(BlockKind::Paragraph).collect()
        }
        BlockKind::Plain(words) => {
            paragraphs_cut.push(line);
            cut_words(words).into_iter().map(BlockKind::Plain).collect()
        }
        BlockKind::Preformatted(words) => cut_lines(words).into_iter().map(BlockKind::Preformatted).collect(),
        BlockKind::Quotation(blocks) => {
            cut_at_headings(blocks, paragraphs_cut).into_iter().map(BlockKind::Quotation).collect()
        }
        BlockKind::Section(blocks) => {
            cut_at_headings(blocks, paragraphs_cut).into_iter().map(BlockKind::Section).collect()
        }
        BlockKind::List { numbering, items } => {
            let mut start = numbering.map_or(1, |numbering| numbering.start);
            let step = if numbering.is_some_and(|numbering| numbering.reversed) { -1 } else { 1 };
            let size = |item: &crate::document::ListItem| size_of_all(&item.blocks) + 12;
            let lists = grouped(items, size).into_iter().map(|items| {
                let numbering = numbering.map(|numbering| crate::document::Numbering { start, ..numbering });
                start += step * i64::try_from(items.len()).unwrap_or(0);
                BlockKind::List { numbering, items }
            });
            lists.collect()
        }
        BlockKind::Table(table) => {
            let Table { caption, mut head, mut body } = *table;
            // Rows are cut from the body; a table that is all head has its head there.
            if body.is_empty() {
                body = std::mem::take(&mut head);
            }
            let size = |row: &crate::document::Row| row.cells.iter().map(|cell| size_of_all(&cell.blocks) + 12).sum();
            let mut first = Some((caption, head));
            let tables = grouped(body, size).into_iter().map(|body| {
                let (caption, head) = first.take().unwrap_or_default();
                BlockKind::Table(Box::new(Table { caption, head, body }))
            });
            tables.collect()
        }
        BlockKind::DefinitionList(definitions) => {
            let size = |definition: &crate::document::Definition| {
                definition.details.iter().map(|detail| size_of_all(&detail.blocks) + 12).sum()
            };
            grouped(definitions, size).into_iter().map(BlockKind::DefinitionList).collect()
        }
        kind => vec![kind],
    };
    let mut attributes = Some(attributes);
    let pieces = kinds.into_iter().map(|kind| {
        let own = attributes.take();
        Block { kind, attributes: own.unwrap_or_else(Attributes::default), line }
    });
    // Language and direction belong to every piece, the id to the first.
    let mut pieces = pieces.collect::<Vec<_>>();
    if let Some((first, rest)) = pieces.split_first_mut() {
        for piece in rest {
            piece.attributes =
                Attributes::new(None, first.attributes.language().cloned(), first.attributes.direction());
        }
    }
    pieces
}

/// Groups that each fit into a file, in order.
fn grouped<T>(items: Vec<T>, size: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut filled = 0;
    for item in items {
        let size = size(&item);
        match groups.last_mut() {
            Some(group) if filled + size <= FILE_BYTES => {
                filled += size;
                group.push(item);
            }
            _ => {
                filled = size;
                groups.push(vec![item]);
            }
        }
    }
    groups
}

/// Divides words at sentences; words that have none at the last space that fits.
fn cut_words(words: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut paragraphs = Vec::new();
    let mut paragraph = Vec::new();
    let mut filled = 0;
    for inline in words {
        let Inline::Text(text) = inline else {
            filled += size_of_inlines(std::slice::from_ref(&inline));
            paragraph.push(inline);
            continue;
        };
        let mut rest = text.as_str();
        while filled + rest.len() > FILE_BYTES {
            let Some(end) = sentence_end(rest, FILE_BYTES.saturating_sub(filled)) else { break };
            let (head, tail) = rest.split_at(end);
            paragraph.push(Inline::Text(head.trim_end_matches(is_html_space).to_owned()));
            paragraphs.push(std::mem::take(&mut paragraph));
            filled = 0;
            rest = tail.trim_start_matches(is_html_space);
        }
        if !rest.is_empty() {
            filled += rest.len();
            paragraph.push(Inline::Text(rest.to_owned()));
        }
    }
    if !paragraph.is_empty() {
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// Where to cut a text so that about `room` bytes stay: after the last sentence in the last stretch that fits, else at
/// the last space there, else at the first space after it; `None` when there is no space at all.
fn sentence_end(text: &str, room: usize) -> Option<usize> {
    const STRETCH: usize = 8192;
    let end = text.floor_char_boundary(room.min(text.len()));
    let start = text.floor_char_boundary(end.saturating_sub(STRETCH));
    let stretch = &text[start..end];
    let sentence = stretch.split_sentence_bound_indices().map(|(at, _)| at).last().filter(|at| *at > 0);
    let ends_word = |at: &usize| text[..*at].ends_with(is_html_space);
    let sentence = sentence.map(|at| start + at).filter(ends_word);
    let space = || stretch.rfind(is_html_space).map(|at| start + at + 1).filter(|at| *at > 1);
    let later = || text[end..].find(is_html_space).map(|at| end + at + 1);
    sentence.or_else(space).or_else(later).filter(|at| *at < text.len())
}

/// Divides preformatted text at its lines.
fn cut_lines(words: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut pieces = Vec::new();
    for inline in words {
        let (text, wrap): (String, fn(String) -> Inline) = match inline {
            Inline::Text(text) => (text, Inline::Text),
            Inline::Styled(crate::document::Style::Code, mut content)
                if matches!(content.as_slice(), [Inline::Text(_)]) =>
            {
                let Some(Inline::Text(text)) = content.pop() else { continue };
                (text, |text| Inline::Styled(crate::document::Style::Code, vec![Inline::Text(text)]))
            }
            other => {
                pieces.push(vec![other]);
                continue;
            }
        };
        let lines = text.split_inclusive('\n').collect::<Vec<_>>();
        for lines in grouped(lines, |line| line.len()) {
            let piece = lines.concat();
            pieces.push(vec![wrap(piece.strip_suffix('\n').unwrap_or(&piece).to_owned())]);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::inlines::plain_text;

    fn paragraph(text: String) -> Block {
        Block::new(BlockKind::Paragraph(vec![Inline::Text(text)]), 1)
    }

    #[test]
    fn a_short_article_is_one_file() {
        assert_eq!(cut(vec![paragraph("نص".into())]).files.len(), 1);
        assert_eq!(cut(Vec::new()).files.len(), 1);
    }

    #[test]
    fn a_long_article_is_cut_at_headings() {
        let heading = |level| Block::new(BlockKind::Heading { level, content: vec![Inline::Text("h".into())] }, 1);
        let text = || paragraph("x".repeat(100_000));
        let blocks = vec![heading(2), text(), heading(3), text(), heading(2), text(), text()];
        let files = cut(blocks).files;
        assert_eq!(files.iter().map(Vec::len).collect::<Vec<_>>(), [4, 3]);
    }

    #[test]
    fn one_line_is_cut_at_sentences_and_no_word_is_lost() {
        let sentence = "قالت مصادر في المعارضة إن روسيا أغلقت كل أبواب التفاوض. ";
        let text = sentence.repeat(30_000);
        let cut = cut(vec![paragraph(text.clone())]);
        assert_eq!(cut.paragraphs_cut, [1]);
        assert!(cut.files.len() > 10);
        let mut words = Vec::new();
        for file in &cut.files {
            assert!(size_of_all(file) <= FILE_BYTES + 100);
            for block in file {
                let BlockKind::Paragraph(content) = &block.kind else { panic!() };
                let text = plain_text(content);
                assert!(text.trim_end().ends_with('.'), "cut inside a sentence");
                words.extend(text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
            }
        }
        assert!(words.iter().map(String::as_str).eq(text.split_whitespace()));
    }

    #[test]
    fn a_word_without_end_stays_whole() {
        let cut = cut(vec![paragraph("س".repeat(400_000))]);
        assert_eq!(cut.files.len(), 1);
    }
}
