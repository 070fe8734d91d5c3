//! Which words a book sets in which font and style, as the XHTML will have them.

use std::collections::HashMap;

use super::choice::{FontId, Fonts, Place};
use crate::document::inlines::is_html_space;
use crate::document::visit::{content, each_block};
use crate::document::{Attributes, Block, BlockKind, Inline, Row, Style, TitleOrigin, is_code};
use crate::publication::{Direction, Language};
use crate::resources::Around;
use crate::typography::{Article, Typeset};

/// What a word is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub(super) font: FontId,
    pub(super) bold: bool,
    /// Its language, by its place in [`Usage::languages`].
    pub(super) language: u16,
}

/// Every distinct word with how often it stands there.
#[derive(Debug, Default)]
pub(super) struct Usage {
    pub(super) languages: Vec<Language>,
    pub(super) words: HashMap<Key, HashMap<Box<str>, usize>>,
}

/// Collects the words of a book.
pub(super) fn collect(fonts: &Fonts, typeset: &Typeset, around: &[Around]) -> Usage {
    let mut walk = Walk { fonts, usage: Usage::default(), known: HashMap::new(), pending: String::new(), key: None };
    for (at, article) in typeset.articles.iter().enumerate() {
        walk.article(at, article);
    }
    for Around { article, heading, bold, text } in around {
        let of = article.and_then(|at| typeset.articles.get(at));
        let language = of.map_or(&typeset.language.value, |article| &article.language.value);
        let direction = of.map_or(typeset.direction.value, |article| article.direction.value);
        let mut state = walk.start(*article, language, direction);
        state.bold = *bold;
        if *heading {
            state.place = fonts.inside(state.place.at_heading(), &Attributes::default());
        }
        walk.text(text, state);
        walk.flush();
    }
    walk.usage
}

struct Walk<'a> {
    fonts: &'a Fonts,
    usage: Usage,
    /// The place of each language in [`Usage::languages`].
    known: HashMap<Language, u16>,
    /// A word whose end has not been met: an element may end within it.
    pending: String,
    key: Option<Key>,
}

#[derive(Clone, Copy)]
struct State {
    place: Place,
    base: Direction,
    language: u16,
    bold: bool,
}

impl Walk<'_> {
    fn start(&mut self, article: Option<usize>, language: &Language, base: Direction) -> State {
        State { place: self.fonts.start(article, language, base), base, language: self.language(language), bold: false }
    }

    fn language(&mut self, language: &Language) -> u16 {
        if let Some(known) = self.known.get(language) {
            return *known;
        }
        // More languages than a number holds are shaped as the first.
        let Ok(place) = u16::try_from(self.usage.languages.len()) else { return 0 };
        self.usage.languages.push(language.clone());
        self.known.insert(language.clone(), place);
        place
    }

    fn inside(&mut self, state: State, attributes: &Attributes) -> State {
        State {
            place: self.fonts.inside(state.place, attributes),
            base: attributes.direction().unwrap_or(state.base),
            language: attributes.language().map_or(state.language, |language| self.language(language)),
            ..state
        }
    }

    fn article(&mut self, at: usize, article: &Article) {
        let state = self.start(Some(at), &article.language.value, article.direction.value);
        if let TitleOrigin::Opening(heading) = &article.document.title.origin {
            self.block(heading, state);
        }
        self.blocks(&article.document.blocks, state);
        for note in &article.document.notes {
            self.blocks(&note.blocks, state);
        }
    }

    fn blocks(&mut self, blocks: &[Block], state: State) {
        for block in blocks {
            self.block(block, state);
        }
    }

    fn block(&mut self, block: &Block, around: State) {
        let bold = |state: State| State { bold: true, ..state };
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let place = if heading { around.place.at_heading() } else { around.place };
        let state = self.inside(State { place, ..around }, &block.attributes);
        match &block.kind {
            BlockKind::Heading { content, .. } => {
                self.line(content, bold(state));
                // The contents list it, not in bold, and set as running text.
                self.line(content, State { place: around.place, bold: false, ..state });
            }
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => self.line(content, state),
            BlockKind::Preformatted(content) if is_code(content) => {}
            BlockKind::Preformatted(content) => self.line(content, state),
            BlockKind::List { items, .. } => {
                for item in items {
                    let state = self.inside(state, &item.attributes);
                    self.blocks(&item.blocks, state);
                }
            }
            BlockKind::DefinitionList(definitions) => {
                for definition in definitions {
                    for term in &definition.terms {
                        let state = self.inside(state, &term.attributes);
                        self.line(&term.content, bold(state));
                    }
                    for detail in &definition.details {
                        let state = self.inside(state, &detail.attributes);
                        self.blocks(&detail.blocks, state);
                    }
                }
            }
            BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => self.blocks(blocks, state),
            BlockKind::Table(table) => {
                self.caption(&table.caption, bold(state));
                table.head.iter().chain(&table.body).for_each(|row| self.row(row, state));
            }
            BlockKind::Figure { content, caption, .. } => {
                self.blocks(content, state);
                self.blocks(caption, state);
            }
            BlockKind::Details { summary, content } => {
                self.line(summary, bold(state));
                self.blocks(content, state);
            }
            BlockKind::Verse(lines) => {
                lines.iter().flat_map(|line| &line.halves).for_each(|half| self.line(half, state))
            }
            BlockKind::Rule | BlockKind::Formula(_) => {}
        }
    }

    /// A table's caption is written as one line, without the elements of its blocks.
    fn caption(&mut self, caption: &[Block], state: State) {
        let mut lines = Vec::new();
        each_block(caption, &mut |block| {
            let direction = block.attributes.direction();
            lines.extend(content(block).into_iter().map(|content| (direction, content)));
        });
        for (direction, content) in lines {
            let state = self.inside(state, &Attributes::new(None, None, direction));
            self.line(content, state);
        }
    }

    fn row(&mut self, row: &Row, state: State) {
        let state = self.inside(state, &row.attributes);
        for cell in &row.cells {
            let state = self.inside(state, &cell.attributes);
            self.blocks(&cell.blocks, State { bold: state.bold || cell.header, ..state });
        }
    }

    fn line(&mut self, inlines: &[Inline], state: State) {
        self.inlines(inlines, state);
        self.flush();
    }

    fn inlines(&mut self, inlines: &[Inline], state: State) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.text(text, state),
                Inline::Styled(style, _) if !style.is_prose() => {}
                Inline::Styled(style, content) => {
                    self.inlines(content, State { bold: state.bold || is_bold(*style, state.base), ..state });
                }
                Inline::Span(attributes, content) => {
                    let inner = State { base: state.base, ..self.inside(state, attributes) };
                    self.inlines(content, inner);
                }
                Inline::Isolate { content, .. }
                | Inline::Link { content, .. }
                | Inline::Abbreviation(_, content)
                | Inline::Time(_, content) => self.inlines(content, state),
                Inline::Ruby(pairs) => {
                    for (base, reading) in pairs {
                        self.inlines(base, state);
                        self.flush();
                        self.inlines(reading, state);
                        self.flush();
                    }
                }
                Inline::Break | Inline::Image(_) | Inline::NoteReference(_) | Inline::Formula(_) => self.flush(),
                Inline::Anchor(_) => {}
            }
        }
    }

    fn text(&mut self, text: &str, state: State) {
        let Some(font) = state.place.shown else { return self.flush() };
        let key = Key { font, bold: state.bold, language: state.language };
        if self.key != Some(key) {
            self.flush();
            self.key = Some(key);
        }
        let mut parts = text.split(is_html_space);
        self.pending.push_str(parts.next().unwrap_or_default());
        for part in parts {
            self.flush();
            self.key = Some(key);
            self.pending.push_str(part);
        }
    }

    fn flush(&mut self) {
        if let (Some(key), false) = (self.key, self.pending.is_empty()) {
            let words = self.usage.words.entry(key).or_default();
            match words.get_mut(self.pending.as_str()) {
                Some(count) => *count += 1,
                None => {
                    words.insert(self.pending.as_str().into(), 1);
                }
            }
        }
        self.pending.clear();
        self.key = None;
    }
}

/// What the stylesheets and the readers set in bold. Words that others slant are bold where the text runs from right to left.
fn is_bold(style: Style, base: Direction) -> bool {
    match style {
        Style::Strong | Style::Attention => true,
        Style::Emphasis | Style::Alternate | Style::DefiningTerm => base == Direction::Rtl,
        _ => false,
    }
}
