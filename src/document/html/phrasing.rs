//! Phrasing: what stands beside one another in a line.

use super::Origin;
use super::components::is_embed;
use super::dom::{NodeData, NodeId};
use super::elements::{is_block, is_skipped};
use super::flow::Reader;
use super::media::is_media;
use super::notes::{is_backlink, is_note_reference};
use super::picture::{is_dot, is_picture};
use crate::document::inlines::{is_blank, is_note_mark, tidy};
use crate::document::tree::*;
use crate::publication::{Date, Direction, Place, Rule};

impl Reader<'_> {
    /// Reads a node as words. A block in here (in a heading, in preformatted text) is taken for its words.
    pub(super) fn phrasing(&mut self, node: NodeId, words: &mut Vec<Inline>, depth: usize) {
        match self.dom.data(node) {
            NodeData::Text(text) => {
                let text = self.clean(text, node);
                words.push(Inline::Text(text));
                return;
            }
            NodeData::Document | NodeData::Ignored => return,
            NodeData::Element(..) => {}
        }
        let Some(name) = self.dom.name(node) else {
            self.foreign(node, words);
            return;
        };
        if self.is_hidden(node) {
            self.record_skipped(node);
            return;
        }
        match name {
            "br" => words.push(Inline::Break),
            name if is_picture(name) && is_dot(self.dom, node) => self.record_dot(node),
            name if is_picture(name) => words.push(self.image(node)),
            "noscript" if self.repeats_picture(node) => {}
            "ruby" => self.ruby(node, words, depth + 1),
            // What is never shown but may hold words that somebody wrote.
            "title" | "rp" | "rtc" | "noembed" | "noframes" | "datalist" => self.record_skipped(node),
            "script" | "style" | "template" | "meta" | "link" | "base" | "wbr" | "source" | "track" | "param"
            | "area" | "input" | "col" | "colgroup" | "head" => {}
            name if is_media(name) => self.media(node, name, words),
            name if is_skipped(name) || is_embed(self.dom, node, name) => {
                words.push(Inline::Text(" ".to_owned()));
                match self.embedded(node, name) {
                    Some(link) => words.push(link),
                    None => self.skip(node, name),
                }
                // Words on both sides must not grow together.
                words.push(Inline::Text(" ".to_owned()));
            }
            "span" if self.is_set_mark(node) => self.record_mark(node),
            "a" if self.is_backlink(node) => self.record_mark(node),
            "a" if self.note_reference(node).is_some() => {
                self.record_mark(node);
                if let Some(number) = self.note_reference(node) {
                    self.note_marks.entry(number).or_insert_with(|| self.dom.text(node));
                    words.push(Inline::NoteReference(number));
                }
            }
            _ => {
                let apart = is_block(name);
                if apart {
                    words.push(Inline::Text(" ".to_owned()));
                }
                let mut content = Vec::new();
                for child in self.dom.children(node) {
                    self.phrasing(child, &mut content, depth + 1);
                }
                if depth >= MAX_DEPTH {
                    words.extend(content);
                } else {
                    self.wrap(node, name, content, words);
                }
                if apart {
                    words.push(Inline::Text(" ".to_owned()));
                }
            }
        }
    }

    /// Puts into `words` what an inline element makes of its content.
    fn wrap(&mut self, node: NodeId, name: &str, content: Vec<Inline>, words: &mut Vec<Inline>) {
        let attributes = self.attributes(node);
        let (language, mut direction) = (attributes.language().cloned(), attributes.direction());
        let anchor = attributes.id().or_else(|| self.dom.attribute(node, "name").filter(|_| name == "a"));
        words.extend(anchor.filter(|id| !id.is_empty()).map(|id| Inline::Anchor(id.to_owned())));
        if content.is_empty() {
            return;
        }
        if self.styles.is_some() && is_note_mark(&content) {
            // The mark of a note is set by itself, whatever stood around the old one.
            words.extend(content);
            return;
        }
        // Code runs from left to right in every language: that it says so adds nothing to what it is.
        direction = direction.filter(|own| !(*own == Direction::Ltr && style(name).is_some_and(Style::is_code)));
        let content = match name {
            "bdi" => {
                let direction = direction.take();
                vec![Inline::Isolate { forced: false, direction, content }]
            }
            "bdo" if direction.is_some() => {
                let direction = direction.take();
                vec![Inline::Isolate { forced: true, direction, content }]
            }
            "a" => match self.dom.attribute(node, "href").map(str::trim).filter(|href| !href.is_empty()) {
                Some(href) => vec![Inline::Link { href: href.to_owned(), content, line: self.dom.line(node) }],
                None => content,
            },
            "abbr" | "acronym" => match self.dom.attribute(node, "title").filter(|title| !title.trim().is_empty()) {
                Some(title) => vec![Inline::Abbreviation(crate::publication::one_line(title, |_| ()), content)],
                None => content,
            },
            "time" => match self.dom.attribute(node, "datetime").and_then(|date| date.parse::<Date>().ok()) {
                Some(date) => vec![Inline::Time(date.as_str().to_owned(), content)],
                None => content,
            },
            // The mark of a note is raised by itself.
            "sup" if matches!(content.as_slice(), [Inline::NoteReference(_)]) => content,
            name => match style(name) {
                Some(style) => vec![Inline::Styled(style, content)],
                None => content,
            },
        };
        let content = if is_block(name) { content } else { self.emphasised(node, content) };
        if language.is_some() || direction.is_some() {
            words.push(Inline::Span(Attributes::new(None, language, direction), content));
        } else {
            words.extend(content);
        }
    }

    /// Puts what an inline element means into each of the blocks it stood around.
    pub(super) fn wrap_blocks(&mut self, node: NodeId, name: &str, blocks: &mut [Block]) {
        for block in blocks {
            match &mut block.kind {
                BlockKind::Paragraph(words) | BlockKind::Plain(words) | BlockKind::Heading { content: words, .. } => {
                    let content = std::mem::take(words);
                    if is_blank(&content) {
                        *words = content;
                    } else {
                        self.wrap(node, name, content, words);
                        if name == "a" {
                            *words = tidy(std::mem::take(words));
                        }
                    }
                }
                BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => self.wrap_blocks(node, name, blocks),
                BlockKind::Figure { content, caption, .. } => {
                    self.wrap_blocks(node, name, content);
                    self.wrap_blocks(node, name, caption);
                }
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.wrap_blocks(node, name, &mut item.blocks);
                    }
                }
                BlockKind::Verse(lines) => {
                    for half in lines.iter_mut().flat_map(|line| &mut line.halves) {
                        let content = std::mem::take(half);
                        self.wrap(node, name, content, half);
                        if name == "a" {
                            *half = tidy(std::mem::take(half));
                        }
                    }
                }
                BlockKind::DefinitionList(_)
                | BlockKind::Preformatted(_)
                | BlockKind::Table(_)
                | BlockKind::Rule
                | BlockKind::Details { .. }
                | BlockKind::Formula(_) => {}
            }
        }
    }

    fn ruby(&mut self, node: NodeId, words: &mut Vec<Inline>, depth: usize) {
        let (mut pairs, mut base) = (Vec::new(), Vec::new());
        for child in self.dom.children(node) {
            match self.dom.name(child) {
                Some("rt") => {
                    let reading = self.words(child, depth);
                    if !is_blank(&base) && !is_blank(&reading) {
                        pairs.push((std::mem::take(&mut base), reading));
                    } else {
                        base.extend(reading);
                    }
                }
                Some("rp" | "rtc") => self.record_skipped(child),
                _ => self.phrasing(child, &mut base, depth),
            }
        }
        if !pairs.is_empty() {
            words.push(Inline::Ruby(pairs));
        }
        words.extend(base);
    }

    /// Records the mark of a note or of a way back that the source wrote: in its place stands ours.
    fn record_mark(&mut self, node: NodeId) {
        let mark = crate::publication::one_line(&self.dom.text(node), |_| ());
        if !mark.is_empty() {
            let place = self.place(node);
            self.findings.change(Rule::SourceMark, mark, place);
        }
    }

    pub(super) fn is_backlink(&self, node: NodeId) -> bool {
        if !matches!(self.origin, Origin::Page { .. }) || self.note_numbers.is_empty() {
            return false;
        }
        // Whatever it is called, a number or an arrow that leads to the reference leads back.
        let back = || self.dom.attribute(node, "href").and_then(|href| href.strip_prefix('#'));
        let leads_back = || back().is_some_and(|id| self.reference_places.contains(id));
        let is_mark = || !self.dom.text(node).chars().any(char::is_alphabetic);
        is_backlink(self.dom, node) || leads_back() && is_mark()
    }

    fn note_reference(&self, node: NodeId) -> Option<usize> {
        if let Origin::Markdown(marker) = self.origin {
            return self.dom.attribute(node, &marker.note)?.parse().ok();
        }
        let id = self.dom.attribute(node, "href")?.strip_prefix('#')?;
        self.note_numbers.get(id).copied().filter(|_| is_note_reference(self.dom, node))
    }

    fn clean(&mut self, text: &str, node: NodeId) -> String {
        let place = || Place::new(self.file, self.dom.line(node));
        let cleaned = crate::document::without_forbidden_references(text, place, self.findings);
        cleaned.unwrap_or_else(|| text.to_owned())
    }
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "em" => Style::Emphasis,
        "strong" => Style::Strong,
        "i" => Style::Alternate,
        "b" => Style::Attention,
        "u" => Style::Annotated,
        "s" | "strike" => Style::Struck,
        "small" => Style::Small,
        "mark" => Style::Mark,
        "ins" => Style::Inserted,
        "del" => Style::Deleted,
        "sub" => Style::Subscript,
        "sup" => Style::Superscript,
        "code" | "tt" => Style::Code,
        "kbd" => Style::Keyboard,
        "samp" => Style::Sample,
        "var" => Style::Variable,
        "cite" => Style::Cite,
        "q" => Style::Quotation,
        "dfn" => Style::DefiningTerm,
        _ => return None,
    })
}
