//! For tests: Markdown to a tree, and a tree to a short XHTML in one line.

use crate::document::{self, Attributes, Block, BlockKind, Document, Inline, ListItem, Row, Style};
use crate::publication::{Base, Findings, Metadata};
use crate::source::{Format, Source};

/// The tree of a Markdown text (which may hold HTML).
pub(super) fn article(markdown: &str) -> Document {
    let source = Source {
        page: None,
        file: "a.md".into(),
        path: "a.md".to_owned(),
        base: Base::Nowhere,
        format: Format::Markdown,
        metadata: Metadata::default(),
        text: markdown.to_owned(),
        first_line: 1,
        member: false,
    };
    document::read(source, &document::Reading { keep_debris: true, ..Default::default() }, &mut Findings::default())
        .unwrap()
}

fn element(name: &str, attributes: &Attributes, content: &str) -> String {
    let language = attributes.language().map(|language| format!(" lang={language}")).unwrap_or_default();
    let direction = attributes.direction().map(|direction| format!(" dir={direction}")).unwrap_or_default();
    format!("<{name}{language}{direction}>{content}</{name}>")
}

/// Inlines; the mark U+200E is shown as `‹LRM›`.
pub(super) fn inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    let none = Attributes::default();
    match inline {
        Inline::Text(words) => words.replace('\u{200E}', "‹LRM›"),
        Inline::Break => "<br>".to_owned(),
        Inline::Styled(Style::Emphasis, content) => element("em", &none, &inlines(content)),
        Inline::Styled(Style::Strong, content) => element("strong", &none, &inlines(content)),
        Inline::Styled(Style::Code, content) => element("code", &none, &inlines(content)),
        Inline::Link { content, .. } => element("a", &none, &inlines(content)),
        Inline::Anchor(id) => format!("<#{id}>"),
        Inline::NoteReference(note) => format!("<note {note}>"),
        Inline::Span(attributes, content) => element("span", attributes, &inlines(content)),
        Inline::Isolate { forced, direction, content } => {
            let name = if *forced { "bdo" } else { "bdi" };
            element(name, &Attributes::new(None, None, *direction), &inlines(content))
        }
        other => panic!("no test shows {other:?}"),
    }
}

/// Blocks; what stands in list items, cells and captions as plain words has no element of its own unless it declares something.
pub(super) fn blocks(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect()
}

fn block(block: &Block) -> String {
    let attributes = &block.attributes;
    match &block.kind {
        BlockKind::Heading { level, content } => element(&format!("h{level}"), attributes, &inlines(content)),
        BlockKind::Paragraph(content) => element("p", attributes, &inlines(content)),
        BlockKind::Plain(content) if attributes.is_empty() => inlines(content),
        BlockKind::Plain(content) => element("plain", attributes, &inlines(content)),
        BlockKind::List { items, .. } => element("ul", attributes, &items.iter().map(item).collect::<String>()),
        BlockKind::Quotation(content) => element("blockquote", attributes, &blocks(content)),
        BlockKind::Section(content) => element("div", attributes, &blocks(content)),
        BlockKind::Figure { content, caption, .. } => {
            element("figure", attributes, &format!("{}|{}", blocks(content), blocks(caption)))
        }
        BlockKind::Preformatted(content) => element("pre", attributes, &inlines(content)),
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(&table.body).map(row).collect::<String>();
            element("table", attributes, &format!("{}{rows}", blocks(&table.caption)))
        }
        other => panic!("no test shows {other:?}"),
    }
}

fn item(item: &ListItem) -> String {
    element("li", &item.attributes, &blocks(&item.blocks))
}

fn row(row: &Row) -> String {
    let cells = row
        .cells
        .iter()
        .map(|cell| element(if cell.header { "th" } else { "td" }, &cell.attributes, &blocks(&cell.blocks)));
    element("tr", &row.attributes, &cells.collect::<String>())
}
