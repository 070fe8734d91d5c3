//! A container of Markdown that has begun and not ended.

use super::close::is_empty;
use crate::document::inlines::tidy;
use crate::document::tree::*;

/// A container whose end has not come yet.
pub(super) struct Open {
    pub(super) tag: OpenTag,
    pub(super) line: u32,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    pub(super) items: Vec<ListItem>,
    pub(super) definitions: Vec<Definition>,
    pub(super) rows: Vec<Row>,
}

pub(super) enum OpenTag {
    Document,
    Paragraph,
    Heading(u8),
    Quotation,
    Code {
        indented: bool,
        /// Whether its info string says that it is verse.
        verse: bool,
    },
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
impl Open {
    pub(super) fn new(tag: OpenTag, line: u32) -> Self {
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
    pub(super) fn flush(&mut self) {
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
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Self::Styled(_) | Self::Link(_) | Self::Image(_))
    }
}
