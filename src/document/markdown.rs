//! Markdown → blocks: the parser's events go straight into the tree. A document that holds raw HTML is written out as
//! HTML and read by the HTML reader instead, since only that knows what `<div>`, text and `</div>` make together.

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::Draft;
use super::inlines::{collapse, is_blank, plain_text, tidy_links};
use super::tree::*;
use crate::publication::{Findings, Place, Rule, without_forbidden};
use crate::source::Source;

const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads Markdown without its front matter. `Err` when the text holds raw HTML: then [`to_html`] is the way.
pub(super) fn read_markdown(source: &Source, findings: &mut Findings) -> Result<Draft, HoldsHtml> {
    let mut reader = Reader::new(source, findings);
    for (event, range) in Parser::new_ext(&source.text, DIALECT).into_offset_iter() {
        let line = reader.line_of(range.start);
        reader.event(event, line)?;
    }
    Ok(reader.finish())
}

/// The document holds raw HTML.
pub(super) struct HoldsHtml;

/// The attribute that carries a note's number through HTML.
#[cfg(feature = "html")]
pub(super) const NOTE_ATTRIBUTE: &str = "data-warraq-note";
/// How a comment begins that carries a line number through HTML.
#[cfg(feature = "html")]
pub(super) const LINE_COMMENT: &str = "warraq-line ";

/// Markdown as HTML, with the numbers of notes and the lines of blocks where the HTML reader finds them.
#[cfg(feature = "html")]
pub(super) fn to_html(source: &Source) -> String {
    let lines = Lines::new(source);
    let mut notes = Notes::default();
    let mut html = String::with_capacity(source.text.len() * 3 / 2);
    let events = Parser::new_ext(&source.text, DIALECT).into_offset_iter().flat_map(|(event, range)| {
        let line = |event| {
            let comment = format!("<!--{LINE_COMMENT}{}-->", lines.of(range.start));
            [Some(Event::Html(comment.into())), Some(event)]
        };
        match event {
            Event::FootnoteReference(label) => {
                let anchor = format!("<a {NOTE_ATTRIBUTE}=\"{}\"></a>", notes.number(&label));
                [Some(Event::InlineHtml(anchor.into())), None]
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let aside = format!("<aside {NOTE_ATTRIBUTE}=\"{}\">", notes.number(&label));
                line(Event::Html(aside.into()))
            }
            Event::End(TagEnd::FootnoteDefinition) => [Some(Event::Html("</aside>".into())), None],
            Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock,
            ) => line(event),
            event => [Some(event), None],
        }
    });
    pulldown_cmark::html::push_html(&mut html, events.flatten());
    html
}

/// The lines of a text, by offset.
struct Lines {
    first: u32,
    ends: Vec<usize>,
}

impl Lines {
    fn new(source: &Source) -> Self {
        let ends = source.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        Self { first: source.first_line, ends }
    }

    fn of(&self, offset: usize) -> u32 {
        self.first.saturating_add(u32::try_from(self.ends.partition_point(|end| *end < offset)).unwrap_or(u32::MAX))
    }
}

/// The numbers of notes, by label, in the order they are first met.
#[derive(Default)]
struct Notes(HashMap<String, usize>);

impl Notes {
    fn number(&mut self, label: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(label.to_owned()).or_insert(next)
    }
}

/// A container whose end has not come yet.
struct Open {
    tag: OpenTag,
    line: u32,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<ListItem>,
    definitions: Vec<Definition>,
    rows: Vec<Row>,
}

enum OpenTag {
    Document,
    Paragraph,
    Heading(u8),
    Quotation,
    Code,
    List(Option<u64>),
    Item(Option<bool>),
    Note(usize),
    DefinitionList,
    Term,
    Detail,
    Table(Vec<Alignment>),
    Head,
    Row,
    Cell,
    Styled(Style),
    Link(String),
    Image(String),
    /// An HTML block that is only a comment so far.
    Comment(String),
}

struct Reader<'a> {
    source: &'a Source,
    findings: &'a mut Findings,
    lines: Lines,
    open: Vec<Open>,
    /// How many containers are open beyond [`MAX_DEPTH`].
    too_deep: usize,
    flattened: Option<u32>,
    notes: Notes,
    defined: Vec<Option<Note>>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source, findings: &'a mut Findings) -> Self {
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

    fn line_of(&self, offset: usize) -> u32 {
        self.lines.of(offset)
    }

    fn event(&mut self, event: Event<'_>, line: u32) -> Result<(), HoldsHtml> {
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

    fn start(&mut self, tag: Tag<'_>, line: u32) {
        if self.too_deep > 0 || self.open.len() >= MAX_DEPTH {
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
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => OpenTag::Code,
            Tag::HtmlBlock | Tag::MetadataBlock(_) => OpenTag::Comment(String::new()),
            Tag::List(start) => OpenTag::List(start),
            Tag::Item => OpenTag::Item(None),
            Tag::FootnoteDefinition(label) => OpenTag::Note(self.notes.number(&label)),
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

    fn end(&mut self) {
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

    /// Hands what a container holds to the one around it.
    fn close(&mut self, mut closed: Open) {
        let line = closed.line;
        let block = |kind| Block::new(kind, line);
        match closed.tag {
            OpenTag::Document | OpenTag::Comment(_) => {}
            OpenTag::Paragraph => {
                let content = tidy(closed.inlines);
                if !is_empty(&content) {
                    self.push_block(block(BlockKind::Paragraph(content)));
                }
            }
            OpenTag::Heading(level) => {
                let mut content = tidy(closed.inlines);
                let id = take_explicit_id(&mut content);
                if is_blank(&content) {
                    return;
                }
                let mut heading = block(BlockKind::Heading { level, content });
                heading.attributes.set_id(id);
                self.push_block(heading);
            }
            OpenTag::Quotation => {
                closed.flush();
                if !closed.blocks.is_empty() {
                    self.push_block(block(BlockKind::Quotation(closed.blocks)));
                }
            }
            OpenTag::Code => {
                let text = plain_text(&closed.inlines);
                let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
                if !text.trim().is_empty() {
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
                self.push(Inline::Image(Box::new(Image { address, alternative, resource: None, line })));
            }
        }
    }

    fn text(&mut self, text: CowStr<'_>, line: u32) {
        let text = self.clean(text, line);
        self.push_text(&text);
    }

    /// A character reference such as `&#1;` can bring in what XML forbids.
    fn clean(&mut self, text: CowStr<'_>, line: u32) -> String {
        let mut found = Vec::new();
        let cleaned = match without_forbidden(&text, |c| found.push(c)) {
            std::borrow::Cow::Borrowed(_) => None,
            std::borrow::Cow::Owned(cleaned) => Some(cleaned),
        };
        for c in found {
            let place = Place::new(&self.source.file, line);
            self.findings.change(Rule::ForbiddenCharacter, format!("U+{:04X}", u32::from(c)), place);
        }
        cleaned.unwrap_or_else(|| text.into_string())
    }

    fn push_text(&mut self, words: &str) {
        let Some(open) = self.open.last_mut() else { return };
        match open.inlines.last_mut() {
            Some(Inline::Text(text)) => text.push_str(words),
            _ => open.inlines.push(Inline::Text(words.to_owned())),
        }
    }

    fn push(&mut self, inline: Inline) {
        if let Some(open) = self.open.last_mut() {
            open.inlines.push(inline);
        }
    }

    fn push_block(&mut self, block: Block) {
        if let Some(open) = self.open.last_mut() {
            open.flush();
            open.blocks.push(block);
        }
    }

    fn mark_task(&mut self, done: bool) {
        let item = self.open.iter_mut().rev().find_map(|open| match &mut open.tag {
            OpenTag::Item(task) => Some(task),
            _ => None,
        });
        if let Some(task) = item {
            *task = Some(done);
        }
    }

    fn finish(mut self) -> Draft {
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
            super::report_flattened(Place::new(&self.source.file, line), self.findings);
        }
        // A reference without a definition is text to the parser, so every number below is defined.
        let notes = self.defined.into_iter().map(Option::unwrap_or_default).collect();
        Draft { blocks, notes, ..Draft::default() }
    }
}

impl Open {
    fn new(tag: OpenTag, line: u32) -> Self {
        Self {
            tag,
            line,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            definitions: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Loose words before a block become a block of their own (the text of a tight list item).
    fn flush(&mut self) {
        let holds_blocks = matches!(
            self.tag,
            OpenTag::Document | OpenTag::Item(_) | OpenTag::Quotation | OpenTag::Note(_) | OpenTag::Detail
        );
        if holds_blocks && !self.inlines.is_empty() {
            let content = tidy(std::mem::take(&mut self.inlines));
            if !is_empty(&content) {
                self.blocks.push(Block::new(BlockKind::Plain(content), self.line));
            }
        }
    }
}

impl OpenTag {
    fn is_inline(&self) -> bool {
        matches!(self, Self::Styled(_) | Self::Link(_) | Self::Image(_))
    }
}

fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    collapse(tidy_links(inlines))
}

/// Whether nothing would be left, not even a place that links can name.
fn is_empty(inlines: &[Inline]) -> bool {
    is_blank(inlines) && !inlines.iter().any(|inline| matches!(inline, Inline::Anchor(_)))
}

/// Definitions whose terms have details; a term without becomes a term with an empty one.
pub(super) fn complete(mut definitions: Vec<Definition>) -> Vec<Definition> {
    definitions.retain(|definition| !definition.terms.is_empty());
    for definition in &mut definitions {
        if definition.details.is_empty() {
            definition.details.push(ListItem::default());
        }
    }
    definitions
}

/// Takes `{#id}` off the end of a heading, as pandoc and mdBook write it.
fn take_explicit_id(content: &mut [Inline]) -> Option<String> {
    let Some(Inline::Text(text)) = content.last_mut() else { return None };
    let start = text.rfind("{#")?;
    let id = text[start..].strip_prefix("{#")?.strip_suffix('}')?;
    let plain = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    if !plain {
        return None;
    }
    let id = id.to_owned();
    text.truncate(text[..start].trim_end().len());
    Some(id)
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
