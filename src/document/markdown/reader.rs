//! Events in, tree out.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag};

use super::open::{Open, OpenTag};
use super::{HoldsHtml, Lines, Notes};
use crate::document::Draft;
use crate::document::tree::*;
use crate::document::verse;
use crate::publication::{Findings, Place};
use crate::source::Source;

pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) findings: &'a mut Findings,
    pub(super) lines: Lines,
    pub(super) open: Vec<Open>,
    /// How many containers are open beyond [`MAX_DEPTH`].
    pub(super) too_deep: usize,
    pub(super) flattened: Option<u32>,
    pub(super) notes: Notes,
    pub(super) defined: Vec<Option<Note>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source, findings: &'a mut Findings) -> Self {
        let document = Open::new(OpenTag::Document, source.first_line);
        Self {
            source,
            findings,
            lines: Lines::new(source),
            open: vec![document],
            too_deep: 0,
            flattened: None,
            notes: Notes::default(),
            defined: Vec::new(),
        }
    }

    pub(super) fn line_of(&self, offset: usize) -> u32 {
        self.lines.of(offset)
    }

    pub(super) fn event(&mut self, event: Event<'_>, line: u32) -> Result<(), HoldsHtml> {
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(text, line),
            Event::Code(text) => {
                let text = self.clean(text, line);
                self.push(Inline::Styled(Style::Code, vec![Inline::Text(text)]));
            }
            Event::SoftBreak => self.push_text("\n"),
            Event::HardBreak => self.push(Inline::Break),
            Event::Rule => self.push_block(Block::new(BlockKind::Rule, line)),
            Event::FootnoteReference(label) => {
                let number = self.notes.number(&label);
                self.push(Inline::NoteReference(number));
            }
            Event::TaskListMarker(done) => self.mark_task(done),
            Event::InlineHtml(html) => match html.as_ref() {
                "<br>" | "<br/>" | "<br />" => self.push(Inline::Break),
                comment if comment.starts_with("<!--") => {}
                _ => return Err(HoldsHtml),
            },
            Event::Html(html) => {
                if let Some(Open { tag: OpenTag::Comment(text), .. }) = self.open.last_mut() {
                    text.push_str(&html);
                    if !could_be_comment(text) {
                        return Err(HoldsHtml);
                    }
                } else {
                    return Err(HoldsHtml);
                }
            }
            // The dialect has no mathematics.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(text, line),
        }
        Ok(())
    }

    pub(super) fn start(&mut self, tag: Tag<'_>, line: u32) {
        // What holds no words itself needs room for what does: a list for its item, a table for its row and cell.
        let levels = match &tag {
            Tag::Table(_) => 3,
            Tag::List(_) | Tag::DefinitionList => 2,
            _ => 1,
        };
        if self.too_deep > 0 || self.open.len() + levels > MAX_DEPTH {
            self.too_deep += 1;
            self.flattened.get_or_insert(line);
            // Words of neighbouring blocks must not grow together.
            self.push_text(" ");
            return;
        }
        let tag = match tag {
            Tag::Paragraph => OpenTag::Paragraph,
            Tag::Heading { level, .. } => OpenTag::Heading(level_number(level)),
            Tag::BlockQuote(_) => OpenTag::Quotation,
            Tag::CodeBlock(CodeBlockKind::Indented) => OpenTag::Code { indented: true, verse: false },
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let verse = info.split_whitespace().next().is_some_and(verse::is_name);
                OpenTag::Code { indented: false, verse }
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => OpenTag::Comment(String::new()),
            Tag::List(start) => OpenTag::List(start),
            Tag::Item => OpenTag::Item(None),
            Tag::FootnoteDefinition(label) => OpenTag::Note(self.notes.define(&label)),
            Tag::DefinitionList => OpenTag::DefinitionList,
            Tag::DefinitionListTitle => OpenTag::Term,
            Tag::DefinitionListDefinition => OpenTag::Detail,
            Tag::Table(alignments) => OpenTag::Table(alignments.into_iter().map(alignment).collect()),
            Tag::TableHead => OpenTag::Head,
            Tag::TableRow => OpenTag::Row,
            Tag::TableCell => OpenTag::Cell,
            Tag::Emphasis => OpenTag::Styled(Style::Emphasis),
            Tag::Strong => OpenTag::Styled(Style::Strong),
            Tag::Strikethrough => OpenTag::Styled(Style::Deleted),
            Tag::Superscript => OpenTag::Styled(Style::Superscript),
            Tag::Subscript => OpenTag::Styled(Style::Subscript),
            Tag::Link { link_type, dest_url, .. } => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                OpenTag::Link(format!("{mail}{dest_url}"))
            }
            Tag::Image { dest_url, .. } => OpenTag::Image(dest_url.into_string()),
        };
        if !tag.is_inline()
            && let Some(parent) = self.open.last_mut()
        {
            parent.flush();
        }
        self.open.push(Open::new(tag, line));
    }

    pub(super) fn end(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            self.push_text(" ");
            return;
        }
        if self.open.len() < 2 {
            return;
        }
        let Some(closed) = self.open.pop() else { return };
        self.close(closed);
    }

    pub(super) fn text(&mut self, text: CowStr<'_>, line: u32) {
        let text = self.clean(text, line);
        self.push_text(&text);
    }

    pub(super) fn clean(&mut self, text: CowStr<'_>, line: u32) -> String {
        let place = || Place::new(&self.source.file, line);
        let cleaned = crate::document::without_forbidden_references(&text, place, self.findings);
        cleaned.unwrap_or_else(|| text.into_string())
    }

    pub(super) fn push_text(&mut self, words: &str) {
        let Some(open) = self.open.last_mut() else { return };
        match open.inlines.last_mut() {
            Some(Inline::Text(text)) => text.push_str(words),
            _ => open.inlines.push(Inline::Text(words.to_owned())),
        }
    }

    pub(super) fn push(&mut self, inline: Inline) {
        if let Some(open) = self.open.last_mut() {
            open.inlines.push(inline);
        }
    }

    pub(super) fn push_block(&mut self, block: Block) {
        if let Some(open) = self.open.last_mut() {
            open.flush();
            open.blocks.push(block);
        }
    }

    pub(super) fn mark_task(&mut self, done: bool) {
        let item = self.open.iter_mut().rev().find_map(|open| match &mut open.tag {
            OpenTag::Item(task) => Some(task),
            _ => None,
        });
        if let Some(task) = item {
            *task = Some(done);
        }
    }

    pub(super) fn finish(mut self) -> Draft {
        while self.open.len() > 1 {
            self.too_deep = 0;
            self.end();
        }
        let mut blocks = Vec::new();
        if let Some(mut document) = self.open.pop() {
            document.flush();
            blocks = document.blocks;
        }
        if let Some(line) = self.flattened {
            crate::document::report_flattened(Place::new(&self.source.file, line), self.findings);
        }
        // A reference without a definition is text to the parser, so every number below is defined.
        let notes = self.defined.into_iter().map(Option::unwrap_or_default).collect();
        Draft { blocks, notes, ..Draft::default() }
    }
}

fn could_be_comment(text: &str) -> bool {
    let text = text.trim();
    if !text.starts_with("<!--") {
        return false;
    }
    match text.find("-->") {
        Some(end) => end + 3 == text.len(),
        None => true,
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Natural,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
