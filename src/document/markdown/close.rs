//! What becomes of a container of Markdown when it ends.

use super::open::{Open, OpenTag};
use super::reader::Reader;
use crate::document::inlines::{is_blank, plain_text, tidy};
use crate::document::tree::*;
use crate::document::{verse, verse_kind};
use crate::publication::{Direction, Place};

impl Reader<'_> {
    /// Hands what a container holds to the one around it.
    pub(super) fn close(&mut self, mut closed: Open) {
        let line = closed.line;
        let block = |kind| Block::new(kind, line);
        match closed.tag {
            OpenTag::Document | OpenTag::Comment(_) => {}
            OpenTag::Paragraph => {
                if let Some(found) = verse::with_signs(&closed.inlines, true, line) {
                    let kind = self.verse(found);
                    self.push_block(block(kind));
                    return;
                }
                let content = tidy(closed.inlines);
                if !is_empty(&content) {
                    self.push_block(block(BlockKind::Paragraph(content)));
                }
            }
            OpenTag::Heading(level) => {
                let content = tidy(closed.inlines);
                if plain_text(&content).trim().is_empty() {
                    // A heading without words is a picture with a large font, or nothing.
                    if !is_blank(&content)
                        && content.iter().any(|inline| matches!(inline, Inline::Image(_) | Inline::Link { .. }))
                    {
                        self.push_block(block(BlockKind::Paragraph(content)));
                    }
                    return;
                }
                self.push_block(block(BlockKind::Heading { level, content }));
            }
            OpenTag::Quotation => {
                closed.flush();
                if !closed.blocks.is_empty() {
                    self.push_block(block(BlockKind::Quotation(closed.blocks)));
                }
            }
            OpenTag::Code { indented, verse } => {
                let text = plain_text(&closed.inlines);
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                // The first line is that of the fence.
                let declared = verse.then(|| verse::declared(&text, line.saturating_add(1))).flatten();
                if let Some(found) = declared {
                    let kind = self.verse(found);
                    self.push_block(block(kind));
                } else if indented && is_rtl_prose(&text) {
                    self.push_block(block(BlockKind::Paragraph(lines_of(&text))));
                } else if !text.trim().is_empty() {
                    let code = Inline::Styled(Style::Code, vec![Inline::Text(text)]);
                    self.push_block(block(BlockKind::Preformatted(vec![code])));
                }
            }
            OpenTag::List(start) => {
                let start = start.map(|start| i64::try_from(start).unwrap_or(1));
                let numbering = start.map(|start| Numbering { start, ..Numbering::default() });
                if !closed.items.is_empty() {
                    self.push_block(block(BlockKind::List { numbering, items: closed.items }));
                }
            }
            OpenTag::Item(task) => {
                closed.flush();
                let item = ListItem { blocks: closed.blocks, task, ..ListItem::default() };
                if let Some(list) = self.open.last_mut() {
                    list.items.push(item);
                }
            }
            OpenTag::Note(number) => {
                closed.flush();
                if self.defined.len() <= number {
                    self.defined.resize(number + 1, None);
                }
                self.defined[number] = Some(Note { blocks: closed.blocks, line });
            }
            OpenTag::DefinitionList => {
                let definitions = complete(closed.definitions);
                if !definitions.is_empty() {
                    self.push_block(block(BlockKind::DefinitionList(definitions)));
                }
            }
            OpenTag::Term => {
                let term = Term { content: tidy(closed.inlines), attributes: Attributes::default() };
                if let Some(list) = self.open.last_mut() {
                    match list.definitions.last_mut() {
                        Some(definition) if definition.details.is_empty() => definition.terms.push(term),
                        _ => list.definitions.push(Definition { terms: vec![term], details: Vec::new() }),
                    }
                }
            }
            OpenTag::Detail => {
                closed.flush();
                let detail = ListItem { blocks: closed.blocks, ..ListItem::default() };
                if let Some(definition) = self.open.last_mut().and_then(|list| list.definitions.last_mut()) {
                    definition.details.push(detail);
                }
            }
            OpenTag::Table(_) => {
                let mut rows = closed.rows.into_iter();
                let head = rows.next().into_iter().collect();
                let table = Table { caption: Vec::new(), head, body: rows.collect() };
                self.push_block(block(BlockKind::Table(Box::new(table))));
            }
            OpenTag::Head | OpenTag::Row => {
                let header = matches!(closed.tag, OpenTag::Head);
                let Some(table) = self.open.last_mut() else { return };
                let OpenTag::Table(alignments) = &table.tag else { return };
                let aligned = |(at, block): (usize, Block)| Cell {
                    blocks: if matches!(&block.kind, BlockKind::Plain(content) if content.is_empty()) {
                        Vec::new()
                    } else {
                        vec![block]
                    },
                    header,
                    span: (1, 1),
                    alignment: alignments.get(at).copied().unwrap_or_default(),
                    attributes: Attributes::default(),
                };
                let cells = closed.blocks.into_iter().enumerate().map(aligned).collect();
                table.rows.push(Row { cells, attributes: Attributes::default() });
            }
            OpenTag::Cell => {
                let content = tidy(closed.inlines);
                if let Some(row) = self.open.last_mut() {
                    row.blocks.push(block(BlockKind::Plain(content)));
                }
            }
            OpenTag::Styled(style) => self.push(Inline::Styled(style, closed.inlines)),
            OpenTag::Link(href) => self.push(Inline::Link { href, content: closed.inlines, line }),
            OpenTag::Image(address) => {
                let alternative = plain_text(&closed.inlines);
                let alternative = (!alternative.trim().is_empty()).then_some(alternative);
                self.push(Inline::Image(Box::new(Image::new(address, alternative, line))));
            }
        }
    }
}

impl Reader<'_> {
    fn verse(&mut self, found: verse::Found) -> BlockKind {
        let place = |line| Place::new(&self.source.file, line);
        verse_kind(found, place, self.findings)
    }
}

/// Whether an indented block is text of a right-to-left language: there the indent is that of a paragraph or of verse.
fn is_rtl_prose(text: &str) -> bool {
    Direction::of_text(text) == Some(Direction::Rtl) && !text.contains(|c: char| c.is_ascii_alphabetic())
}

fn lines_of(text: &str) -> Vec<Inline> {
    let mut words = Vec::new();
    for line in text.lines() {
        if !words.is_empty() {
            words.push(Inline::Break);
        }
        words.push(Inline::Text(line.to_owned()));
    }
    tidy(words)
}

/// Whether nothing would be left, not even a place that links can name.
pub(super) fn is_empty(inlines: &[Inline]) -> bool {
    is_blank(inlines) && !inlines.iter().any(|inline| matches!(inline, Inline::Anchor(_)))
}

/// Definitions whose terms have details; a term without becomes a term with an empty one.
pub(in crate::document) fn complete(mut definitions: Vec<Definition>) -> Vec<Definition> {
    definitions.retain(|definition| !definition.terms.is_empty());
    for definition in &mut definitions {
        if definition.details.is_empty() {
            definition.details.push(ListItem::default());
        }
    }
    definitions
}
