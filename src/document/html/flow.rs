//! Blocks: what stands under one another on a page.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Origin;
use super::components::is_embed;
use super::dom::{Dom, NodeId};
use super::elements::{blocks_below, is_block, is_skipped};
use super::media::is_media;
use super::notes::{numbered_notes, places_of_references};
use super::styled::PageStyles;
use crate::document::Draft;
use crate::document::inlines::{each_inline, flatten_blocks, is_blank, tidy, tidy_links};
use crate::document::tree::*;
use crate::document::verse;
use crate::publication::{Code, Direction, Findings, Language, Place, Rule, has_words};
use crate::source::book::Page;

/// Reads the body into the draft.
pub(super) fn read_body(
    dom: &Dom,
    file: &Arc<str>,
    origin: &Origin,
    page: Option<&Page>,
    draft: &mut Draft,
    findings: &mut Findings,
) {
    let body = dom.find("body").or_else(|| dom.find("html")).unwrap_or(Dom::DOCUMENT);
    let note_numbers = numbered_notes(dom, origin, page.is_some_and(|page| page.own));
    let mut reader = Reader {
        reference_places: places_of_references(dom, &note_numbers),
        dom,
        file,
        origin,
        findings,
        holds_block: blocks_below(dom),
        note_numbers,
        notes: HashMap::new(),
        note_marks: HashMap::new(),
        languages: RefCell::default(),
        styles: page.map(|page| PageStyles::new(dom, page)),
    };
    draft.blocks = reader.flow(body, 0);
    let count = reader.notes.keys().max().map_or(0, |last| last + 1);
    draft.notes = (0..count).map(|number| reader.notes.remove(&number).unwrap_or_default()).collect();
}

/// Reads a page's body.
pub(super) struct Reader<'a> {
    pub(super) dom: &'a Dom,
    pub(super) file: &'a Arc<str>,
    pub(super) origin: &'a Origin,
    pub(super) findings: &'a mut Findings,
    /// Which nodes have a block among what is below them.
    pub(super) holds_block: Vec<bool>,
    /// The numbers of the notes that references name, by the id of the element that is the note.
    pub(super) note_numbers: HashMap<String, usize>,
    /// The ids by which notes lead back to their references.
    pub(super) reference_places: HashSet<String>,
    pub(super) notes: HashMap<usize, Note>,
    /// The marks that the source wrote for the notes.
    pub(super) note_marks: HashMap<usize, String>,
    languages: RefCell<HashMap<String, Option<Language>>>,
    /// What the stylesheets of a book's page say.
    pub(super) styles: Option<PageStyles<'a>>,
}

/// The blocks read so far, and the words that will be the next paragraph.
#[derive(Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    words: Vec<Inline>,
    line: u32,
    /// The element that was the last line of verse, where it was one by itself.
    last_line: Option<NodeId>,
}

impl Flow {
    fn flush(&mut self) {
        let words = tidy(std::mem::take(&mut self.words));
        if !is_blank(&words) || words.iter().any(|inline| matches!(inline, Inline::Anchor(_))) {
            self.blocks.push(Block::new(BlockKind::Plain(words), self.line));
        }
    }

    fn push(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Whether a line shows nothing but spaces, those that do not break among them.
fn is_empty_line(words: &[Inline]) -> bool {
    let mut empty = true;
    each_inline(words, &mut |inline| match inline {
        Inline::Text(text) => empty &= text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty(),
        Inline::Image(_) | Inline::Formula(_) | Inline::NoteReference(_) => empty = false,
        _ => {}
    });
    empty
}

/// Loose words beside blocks are paragraphs; alone they stay what they are (a tight item, a cell).
fn paragraphs(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.len() > 1 { all_paragraphs(blocks) } else { blocks }
}

fn all_paragraphs(mut blocks: Vec<Block>) -> Vec<Block> {
    for block in &mut blocks {
        if let BlockKind::Plain(words) = &mut block.kind {
            block.kind = BlockKind::Paragraph(std::mem::take(words));
        }
    }
    blocks
}

impl Reader<'_> {
    /// What is below a node as blocks.
    pub(super) fn flow(&mut self, node: NodeId, depth: usize) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(node, &mut flow, depth);
        flow.finish()
    }

    /// The same, where loose words are paragraphs.
    pub(super) fn text_flow(&mut self, node: NodeId, depth: usize) -> Vec<Block> {
        all_paragraphs(self.flow(node, depth))
    }

    /// The same, for a cell, an item or a caption.
    pub(super) fn cell_flow(&mut self, node: NodeId, depth: usize) -> Vec<Block> {
        paragraphs(self.flow(node, depth))
    }

    fn children(&mut self, node: NodeId, flow: &mut Flow, depth: usize) {
        let mut passed = 0;
        for child in self.dom.children(node) {
            if passed > 0 && self.dom.name(child).is_some() {
                passed -= 1;
            } else if let Some((verse, lines)) = self.verse_from(child, depth) {
                flow.push(verse);
                passed = lines - 1;
            } else if passed == 0 {
                self.child(child, flow, depth);
            }
        }
    }

    pub(super) fn child(&mut self, node: NodeId, flow: &mut Flow, depth: usize) {
        if flow.words.is_empty() {
            flow.line = self.dom.line(node);
        }
        let Some(name) = self.dom.name(node) else {
            match self.displayed_formula(node) {
                Some(block) => flow.push(block),
                None => self.phrasing(node, &mut flow.words, depth),
            }
            return;
        };
        if self.is_hidden(node) {
            self.record_skipped(node);
            flow.words.push(Inline::Text(" ".to_owned()));
        } else if is_media(name) {
            self.media(node, name, &mut flow.words);
        } else if is_skipped(name) || is_embed(self.dom, node, name) {
            if let Some(block) = self.embedded_block(node, name) {
                flow.push(block);
                return;
            }
            self.skip(node, name);
            flow.words.push(Inline::Text(" ".to_owned()));
        } else if depth >= MAX_DEPTH && is_block(name) {
            flow.flush();
            self.children(node, flow, depth);
            flow.flush();
        } else if is_block(name) {
            self.block(node, name, flow, depth + 1);
        } else if self.holds_block[node] && depth >= MAX_DEPTH {
            self.children(node, flow, depth);
        } else if self.holds_block[node] {
            // An inline element around blocks (a link around a card) goes into each of them.
            flow.flush();
            let mut blocks = self.text_flow(node, depth + 1);
            self.wrap_blocks(node, name, &mut blocks);
            flow.blocks.extend(blocks);
        } else {
            self.phrasing(node, &mut flow.words, depth);
        }
    }

    fn block(&mut self, node: NodeId, name: &str, flow: &mut Flow, depth: usize) {
        flow.flush();
        if let Some(number) = self.note_number(node) {
            self.note(node, number, depth);
            return;
        }
        let notes_before = self.notes.len();
        let attributes = self.attributes(node);
        let set = self.set_verse(node, depth);
        let halves = if set.is_none() && may_be_halves(name) { self.halves_in(node, depth) } else { None };
        if let Some(lines) = halves {
            self.push_halves(node, lines, attributes, flow);
            return;
        }
        let kind = match name {
            _ if set.is_some() => set,
            "p" => self.paragraph(node, depth),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name, depth),
            "ul" | "ol" | "menu" | "dir" => self.list(node, name, depth),
            "dl" => self.definition_list(node, depth),
            "blockquote" => {
                let blocks = self.text_flow(node, depth);
                some_blocks(self.verse_within(node, blocks)).map(BlockKind::Quotation)
            }
            "pre" | "listing" | "xmp" | "plaintext" => self.preformatted(node, depth),
            "table" => self.table(node, depth),
            "figure" => self.figure(node, depth),
            "hr" => Some(BlockKind::Rule),
            "details" => self.details(node, depth),
            // Everything else only holds: its blocks join those around it, unless it says something about them.
            _ => {
                let blocks = self.text_flow(node, depth);
                let blocks = self.verse_within(node, blocks);
                let only_rules = blocks.iter().all(|block| block.kind == BlockKind::Rule);
                if only_rules && self.notes.len() > notes_before {
                    // A list of notes that has become notes leaves nothing but its line.
                    return;
                }
                if attributes.is_empty() {
                    flow.blocks.extend(blocks);
                    return;
                }
                some_blocks(blocks).map(BlockKind::Section)
            }
        };
        match kind {
            Some(kind) => flow.blocks.push(Block { kind, attributes, line: self.dom.line(node) }),
            // What is empty may still be the target of a link.
            None => flow.words.extend(attributes.id().map(|id| Inline::Anchor(id.to_owned()))),
        }
    }

    /// Lines of verse in halves. Where each line is an element of its own, one after another, they are one poem.
    fn push_halves(&mut self, node: NodeId, lines: Vec<VerseLine>, attributes: Attributes, flow: &mut Flow) {
        let mut lines = lines;
        let is_one = lines.len() == 1;
        let follows = is_one && flow.last_line.is_some() && self.previous_element(node) == flow.last_line;
        flow.last_line = is_one.then_some(node);
        if follows
            && let Some(Block { kind: BlockKind::Verse(known), attributes: all, .. }) = flow.blocks.last_mut()
            && (all.language(), all.direction()) == (attributes.language(), attributes.direction())
        {
            let first = lines.first_mut().and_then(|line| line.halves.first_mut());
            if let (Some(id), Some(first)) = (attributes.id(), first) {
                first.insert(0, Inline::Anchor(id.to_owned()));
            }
            known.append(&mut lines);
            return;
        }
        flow.blocks.push(Block { kind: BlockKind::Verse(lines), attributes, line: self.dom.line(node) });
    }

    fn paragraph(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        let mut words = Vec::new();
        for child in self.dom.children(node) {
            self.phrasing(child, &mut words, depth);
        }
        // In Markdown that holds HTML a line of verse is a line of the source.
        let soft = matches!(self.origin, Origin::Markdown(_));
        let line = self.dom.line(node);
        let mut found = verse::with_signs(&words, soft, line);
        let words = tidy(words);
        if found.is_none() && (self.is_named_verse(node) || self.is_centred(node)) && words.contains(&Inline::Break) {
            found = verse::of_paragraphs(&[Block::new(BlockKind::Paragraph(words.clone()), line)]);
        }
        // Old books make distances of paragraphs that hold a space; links may lead to them.
        if found.is_none() && self.styles.is_some() && is_empty_line(&words) {
            let places = words.into_iter().filter(|inline| matches!(inline, Inline::Anchor(_))).collect::<Vec<_>>();
            return (!places.is_empty()).then_some(BlockKind::Plain(places));
        }
        match found {
            Some(found) => Some(self.verse(found)),
            None => (!is_blank(&words)).then(|| BlockKind::Paragraph(self.emphasised(node, words))),
        }
    }

    fn heading(&mut self, node: NodeId, name: &str, depth: usize) -> Option<BlockKind> {
        let content =
            if self.holds_block[node] { tidy(flatten_blocks(self.flow(node, depth))) } else { self.words(node, depth) };
        let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
        // A logo in a heading has a description, but says nothing.
        let mut words = String::new();
        each_inline(&content, &mut |inline| {
            if let Inline::Text(text) = inline {
                words.push_str(text);
            }
        });
        let says_something = has_words(&words);
        match says_something {
            true => Some(BlockKind::Heading { level, content }),
            // A heading without words is a picture with a large font.
            false => (!is_blank(&content)).then_some(BlockKind::Paragraph(content)),
        }
    }

    /// The phrasing below a node, tidy.
    pub(super) fn words(&mut self, node: NodeId, depth: usize) -> Vec<Inline> {
        let mut words = Vec::new();
        for child in self.dom.children(node) {
            self.phrasing(child, &mut words, depth);
        }
        tidy(words)
    }

    fn preformatted(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        let mut words = Vec::new();
        for child in self.dom.children(node) {
            self.phrasing(child, &mut words, depth);
        }
        trim_last_line_end(&mut words);
        if let [Inline::Styled(Style::Code, code)] = words.as_slice()
            && let Some(found) = self.fenced_verse(node, code)
        {
            return Some(self.verse(found));
        }
        (!is_blank(&words)).then(|| BlockKind::Preformatted(tidy_links(words)))
    }

    fn figure(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        let (mut flow, mut caption, mut caption_first) = (Flow::default(), Vec::new(), false);
        for child in self.dom.children(node) {
            if self.dom.name(child) == Some("figcaption") {
                flow.flush();
                caption_first |= flow.blocks.is_empty();
                caption.extend(self.cell_flow(child, depth + 1));
            } else {
                self.child(child, &mut flow, depth + 1);
            }
        }
        let content = paragraphs(flow.finish());
        let caption = paragraphs(caption);
        (!content.is_empty() || !caption.is_empty()).then_some(BlockKind::Figure { content, caption, caption_first })
    }

    fn details(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        let (mut flow, mut summary) = (Flow::default(), Vec::new());
        for child in self.dom.children(node) {
            if self.dom.name(child) == Some("summary") && summary.is_empty() {
                flow.flush();
                if !flow.blocks.is_empty() {
                    self.record_displaced(child);
                }
                summary = tidy(flatten_blocks(self.flow(child, depth + 1)));
            } else {
                self.child(child, &mut flow, depth + 1);
            }
        }
        let content = all_paragraphs(flow.finish());
        if is_blank(&summary) {
            // Without a summary nothing is closed.
            return some_blocks(content).map(BlockKind::Section);
        }
        Some(BlockKind::Details { summary, content })
    }

    /// The number of the note that an element is, if references name it. The second of an id is no note.
    pub(super) fn note_number(&self, node: NodeId) -> Option<usize> {
        let number = match self.origin {
            Origin::Markdown(marker) => self.dom.attribute(node, &marker.note)?.parse().ok(),
            Origin::Page { .. } => self.note_numbers.get(self.dom.attribute(node, "id")?).copied(),
        };
        number.filter(|number| !self.notes.contains_key(number))
    }

    /// The id, language and direction an element declares; what cannot be understood is left out.
    pub(super) fn attributes(&self, node: NodeId) -> Attributes {
        let id = self.dom.attribute(node, "id").filter(|id| !id.is_empty()).map(str::to_owned);
        Attributes::new(id, self.language(node), self.direction(node))
    }

    pub(super) fn language(&self, node: NodeId) -> Option<Language> {
        let tag = ["lang", "xml:lang"].iter().filter_map(|name| self.dom.attribute(node, name));
        let tag = tag.map(str::trim).find(|tag| !tag.is_empty())?;
        // A page says the same few tags over and over.
        let mut known = self.languages.borrow_mut();
        known.entry(tag.to_owned()).or_insert_with(|| tag.parse().ok()).clone()
    }

    /// The direction an element declares: in its attribute, where `auto` asks its own text, or in its style.
    pub(super) fn direction(&self, node: NodeId) -> Option<Direction> {
        match self.dom.attribute(node, "dir").map(str::trim) {
            Some(auto) if auto.eq_ignore_ascii_case("auto") => Direction::of_text(&self.dom.text(node)),
            Some(direction) => direction.parse().ok(),
            None => {
                if self.styles.is_some() {
                    return self.styled_direction(node);
                }
                let style = self.dom.attribute(node, "style")?;
                let rules = style.split(';').filter_map(|rule| rule.split_once(':'));
                let mut rules = rules.filter(|(property, _)| property.trim().eq_ignore_ascii_case("direction"));
                rules.next_back()?.1.parse().ok()
            }
        }
    }

    pub(super) fn place(&self, node: NodeId) -> Place {
        Place::new(self.file, self.dom.line(node))
    }

    /// Records the words of something that shows none of its own in a book.
    pub(super) fn record_skipped(&mut self, node: NodeId) {
        let text = crate::publication::one_line(&self.dom.spaced_text(node), |_| ());
        if !text.is_empty() {
            let place = self.place(node);
            self.findings.change(Rule::SkippedPart, text, place);
        }
    }

    /// Records that something is shown elsewhere than it is written.
    pub(super) fn record_displaced(&mut self, node: NodeId) {
        let words = crate::publication::one_line(&self.dom.spaced_text(node), |_| ());
        if !words.is_empty() {
            let place = self.place(node);
            self.findings.change(Rule::Displaced, words, place);
        }
    }

    /// Leaves out what a book cannot hold, with the words it held.
    pub(super) fn skip(&mut self, node: NodeId, name: &str) {
        let place = self.place(node);
        self.findings.note(Code::PartSkipped, place, format!("`{name}` was left out"));
        self.record_skipped(node);
    }
}

/// Whether an element may hold nothing but the halves of verse: paragraphs, and what only holds.
fn may_be_halves(name: &str) -> bool {
    !matches!(
        name,
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "menu"
            | "dir"
            | "dl"
            | "blockquote"
            | "pre"
            | "listing"
            | "xmp"
            | "plaintext"
            | "table"
            | "figure"
            | "hr"
            | "details"
    )
}

fn some_blocks(blocks: Vec<Block>) -> Option<Vec<Block>> {
    (!blocks.is_empty()).then_some(blocks)
}

fn trim_last_line_end(words: &mut [Inline]) {
    match words.last_mut() {
        Some(Inline::Text(text)) if text.ends_with('\n') => _ = text.pop(),
        Some(Inline::Styled(_, content) | Inline::Span(_, content)) => trim_last_line_end(content),
        _ => {}
    }
}
