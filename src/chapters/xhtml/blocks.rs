//! Blocks as elements.

use std::borrow::Cow;

use super::Writer;
use super::directions::{holder_attributes, shared_direction, without_shared_direction};
use super::numbers::{number_columns, stands_with_numbers};
use super::vocalisation::vocalisation;
use crate::document::inlines::{flatten_blocks, is_blank};
use crate::document::*;
use crate::publication::{Direction, Rule};

impl Writer<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// Blocks of an item, a cell or a caption: a single plain one needs no paragraph.
    pub(super) fn contents(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { kind: BlockKind::Plain(words), attributes, .. }] if self.adds_nothing(attributes) => {
                self.inlines(words);
            }
            blocks => {
                for block in blocks {
                    self.block(block);
                }
            }
        }
    }

    /// Whether an element with these attributes would say no more than the one around it.
    fn adds_nothing(&self, attributes: &Attributes) -> bool {
        attributes.id().is_none()
            && attributes.language().is_none()
            && attributes.direction().is_none_or(|direction| direction == self.setting.base)
    }

    pub(super) fn block(&mut self, block: &Block) {
        let attributes = &block.attributes;
        match &block.kind {
            BlockKind::Heading { level, content } if !self.inside.header_cell => {
                let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(&1, &6) - 1)];
                let outer = self.setting;
                self.setting.fonts = outer.fonts.at_heading();
                self.element(name, attributes, vocalisation(content), |writer| writer.inlines(content));
                self.setting = outer;
            }
            BlockKind::Heading { content, .. } => {
                self.element("p", attributes, "first", |writer| writer.inlines(content));
            }
            // Beside other blocks loose words need an element of their own.
            BlockKind::Paragraph(words) | BlockKind::Plain(words) => self.paragraph(attributes, words),
            BlockKind::List { numbering, items } => self.list(attributes, *numbering, items),
            BlockKind::DefinitionList(definitions) => self.definitions(attributes, definitions),
            BlockKind::Quotation(blocks) => self.element("blockquote", attributes, "", |writer| {
                writer.raw("\n");
                writer.blocks(blocks);
            }),
            BlockKind::Section(blocks) => self.element("div", attributes, "", |writer| {
                writer.raw("\n");
                writer.blocks(blocks);
            }),
            BlockKind::Preformatted(words) => self.preformatted(attributes, words),
            BlockKind::Verse(lines) => self.verse(attributes, lines),
            BlockKind::Table(table) => self.table(attributes, table),
            BlockKind::Figure { content, caption, caption_first } => {
                self.figure(attributes, content, caption, *caption_first);
            }
            BlockKind::Rule => {
                self.raw("<hr");
                self.setting = self.enter(attributes, "");
                self.raw("/>\n");
            }
            // Open: on paper and on e-ink nobody can open it.
            BlockKind::Details { summary, content } => {
                self.raw("<details open=\"open\"");
                let outer = self.enter(attributes, "");
                self.raw(">");
                self.element("summary", &Attributes::default(), "", |writer| writer.inlines(summary));
                self.blocks(content);
                self.raw("</details>\n");
                self.setting = outer;
            }
            BlockKind::Formula(formula) => self.element("p", attributes, "first", |writer| writer.formula(formula)),
        }
    }

    pub(super) fn paragraph(&mut self, attributes: &Attributes, words: &[Inline]) {
        if is_blank(words) && self.pending_mark.is_none() {
            // Only anchors, or a picture that was left out: nothing to read, but perhaps a place that links name.
            if has_anchor(words) || attributes.id().is_some() {
                self.element("div", attributes, "", |writer| writer.inlines(words));
            }
            return;
        }
        self.element("p", attributes, vocalisation(words), |writer| {
            if let Some(mark) = writer.pending_mark.take() {
                writer.raw(&mark);
            }
            writer.inlines(words);
        });
    }

    pub(super) fn list(&mut self, attributes: &Attributes, numbering: Option<Numbering>, items: &[ListItem]) {
        let name = if numbering.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(name);
        let digits = self.setting.inside(attributes).counter().filter(|_| numbering.is_some_and(|by| by.marker == '1'));
        let outer = self.enter(attributes, digits.unwrap_or_default());
        if let Some(numbering) = numbering {
            let usual = if numbering.reversed { i64::try_from(items.len()).unwrap_or(1) } else { 1 };
            if numbering.start != usual {
                self.attribute("start", &numbering.start.to_string());
            }
            if numbering.marker != '1' {
                self.attribute("type", numbering.marker.encode_utf8(&mut [0; 4]));
            }
            if numbering.reversed {
                self.attribute("reversed", "reversed");
            }
        }
        self.raw(">\n");
        for item in items {
            self.raw("<li");
            let attributes = holder_attributes(&item.attributes, &item.blocks);
            let class = match attributes.direction().filter(|direction| *direction != self.setting.base) {
                _ if item.task.is_some() => "task",
                // The marker stands at the other side than the list makes room for it.
                Some(Direction::Ltr) => "turned-ltr",
                Some(Direction::Rtl) => "turned-rtl",
                None => "",
            };
            let list = self.enter(&attributes, &joined(class, holder_class(&item.blocks)));
            if let Some(value) = item.value.filter(|_| numbering.is_some()) {
                self.attribute("value", &value.to_string());
            }
            self.raw(">");
            let task = item.task.map(|done| if done { "☑" } else { "☐" });
            if let Some(mark) = task {
                let line = item.blocks.first().map_or(0, |block| block.line);
                self.findings.change(Rule::TaskBox, mark, self.place(line));
            }
            match (task, item.blocks.first().map(|block| &block.kind)) {
                (Some(mark), Some(BlockKind::Paragraph(_))) => self.pending_mark = Some(format!("{mark} ")),
                (Some(mark), _) => self.raw(&format!("{mark} ")),
                (None, _) => {}
            }
            self.contents(&item.blocks);
            self.raw("</li>\n");
            self.setting = list;
        }
        self.close(name);
        self.raw("\n");
        self.setting = outer;
    }

    pub(super) fn definitions(&mut self, attributes: &Attributes, definitions: &[Definition]) {
        self.element("dl", attributes, "", |writer| {
            writer.raw("\n");
            for definition in definitions {
                for term in &definition.terms {
                    let class = vocalisation(&term.content);
                    writer.element("dt", &term.attributes, class, |writer| writer.inlines(&term.content));
                }
                for detail in &definition.details {
                    let attributes = holder_attributes(&detail.attributes, &detail.blocks);
                    let class = holder_class(&detail.blocks);
                    writer.element("dd", &attributes, class, |writer| writer.contents(&detail.blocks));
                }
            }
        });
    }

    /// Code is written from left to right in every language.
    pub(super) fn preformatted(&mut self, attributes: &Attributes, words: &[Inline]) {
        if is_code(words) {
            self.raw("<pre");
            if let Some(id) = attributes.id() {
                self.attribute("id", id);
            }
            self.attribute("class", "ltr");
            self.language(attributes);
            self.raw(" dir=\"ltr\">");
            self.inlines(words);
            self.raw("</pre>\n");
        } else {
            let class = joined("text", vocalisation(words));
            self.element("pre", attributes, &class, |writer| writer.inlines(words));
        }
    }

    pub(super) fn table(&mut self, attributes: &Attributes, table: &Table) {
        self.element("table", attributes, "", |writer| {
            writer.raw("\n");
            writer.caption(&table.caption);
            let numbers = number_columns(table);
            if !table.head.is_empty() {
                writer.raw("<thead>\n");
                table.head.iter().for_each(|row| writer.row(row, true, &numbers));
                writer.raw("</thead>\n");
            }
            if !table.body.is_empty() {
                writer.raw("<tbody>\n");
                table.body.iter().for_each(|row| writer.row(row, false, &numbers));
                writer.raw("</tbody>\n");
            }
        });
    }

    fn caption(&mut self, caption: &[Block]) {
        let words = flatten_blocks(without_shared_direction(caption));
        if !is_blank(&words) {
            let attributes = Attributes::new(None, None, shared_direction(caption));
            self.element("caption", &attributes, "", |writer| writer.inlines(&words));
        }
    }

    pub(super) fn row(&mut self, row: &Row, head: bool, numbers: &[bool]) {
        self.element("tr", &row.attributes, "", |writer| {
            for (at, cell) in row.cells.iter().enumerate() {
                writer.cell(cell, head, stands_with_numbers(row, at, head, numbers));
            }
        });
    }

    pub(super) fn cell(&mut self, cell: &Cell, head: bool, number: bool) {
        let name = if cell.header { "th" } else { "td" };
        let class = match cell.alignment {
            Alignment::Natural if number => "number",
            Alignment::Natural => holder_class(&cell.blocks),
            Alignment::Left => "left",
            Alignment::Centre => "centre",
            Alignment::Right => "right",
        };
        self.out.push('<');
        self.out.push_str(name);
        let row = self.enter(&holder_attributes(&cell.attributes, &cell.blocks), class);
        if cell.header {
            self.attribute("scope", if head { "col" } else { "row" });
        }
        if cell.span.0 > 1 {
            self.attribute("colspan", &cell.span.0.to_string());
        }
        if cell.span.1 > 1 {
            self.attribute("rowspan", &cell.span.1.to_string());
        }
        self.raw(">");
        let outer = self.inside;
        self.inside.header_cell |= cell.header;
        self.contents(&cell.blocks);
        self.inside = outer;
        self.close(name);
        self.setting = row;
    }

    fn figure_caption(&mut self, caption: &[Block]) {
        if !caption.is_empty() {
            self.raw("<figcaption");
            let outer = self.enter(&Attributes::new(None, None, shared_direction(caption)), "");
            self.raw(">");
            self.contents(caption);
            self.raw("</figcaption>");
            self.setting = outer;
        }
    }

    pub(super) fn figure(
        &mut self,
        attributes: &Attributes,
        content: &[Block],
        caption: &[Block],
        caption_first: bool,
    ) {
        if content.is_empty() {
            self.blocks(caption);
            return;
        }
        // A picture that was left out and that nobody described.
        if caption.is_empty() && attributes.id().is_none() && content.iter().all(is_blank_line) {
            self.blocks(content);
            return;
        }
        self.element("figure", attributes, "", |writer| {
            if caption_first {
                writer.figure_caption(caption);
            }
            writer.contents(content);
            if !caption_first {
                writer.figure_caption(caption);
            }
        });
    }
}

/// Whether a block is words of which none is left.
fn is_blank_line(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Plain(words) | BlockKind::Paragraph(words) if is_blank(words))
}

/// The class of what holds words without an element of their own.
fn holder_class(blocks: &[Block]) -> &'static str {
    match blocks {
        [Block { kind: BlockKind::Plain(words), .. }] => vocalisation(words),
        _ => "",
    }
}

pub(super) fn joined<'a>(class: &'a str, other: &'a str) -> Cow<'a, str> {
    match (class, other) {
        (class, "") | ("", class) => Cow::Borrowed(class),
        (class, other) => Cow::Owned(format!("{class} {other}")),
    }
}

fn has_anchor(inlines: &[Inline]) -> bool {
    let mut found = false;
    crate::document::inlines::each_inline(inlines, &mut |inline| {
        found |= match inline {
            Inline::Anchor(id) => !id.is_empty(),
            Inline::Span(attributes, _) => attributes.id().is_some(),
            _ => false,
        };
    });
    found
}
