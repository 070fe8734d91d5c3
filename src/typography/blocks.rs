//! The base direction and the language of every block, from the outermost in.
//!
//! A block runs as it declares (its `dir`, else its `lang`) unless nine tenths of its words run the other way; else as most
//! of its words do; where there are none, or as many of both, as the language it declares, else as what is around it. What
//! is decided stands in the block's attributes only where it differs from what is around it. A table runs as its head does,
//! since the head says who reads it; without words there, as most of its words do.

use super::evidence;
use super::isolate::{Marks, isolate};
use super::language::guess_words;
use super::letters::{words_of_blocks, words_of_inlines};
use crate::bidi::Words;
use crate::document::inlines::plain_text;
use crate::document::{Attributes, Block, BlockKind, Document, Inline, ListItem, Table, TitleOrigin, is_code};
use crate::publication::{BlockDecision, Code, Direction, Findings, Language, Place};

/// What is declared and what can be told of an article before its blocks are looked at.
pub(super) struct Directing<'a> {
    pub(super) findings: &'a mut Findings,
    pub(super) marks: Marks,
    /// What was decided for each block that differs from what is around it, when somebody asked.
    pub(super) explained: Option<&'a mut Vec<BlockDecision>>,
    pub(super) file: std::sync::Arc<str>,
    /// Whether it is a page of an old book, whose declarations are evidence like its words.
    pub(super) old_book: bool,
}

/// What stands around a block.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    direction: Direction,
    language: &'a Language,
    /// The language of the whole article.
    article: &'a Language,
}

/// Less text than this says nothing sure of its language, in bytes.
const TELLING: usize = 40;
/// How much of a text its language is told by, in bytes.
const SAMPLE: usize = 600;

impl Directing<'_> {
    /// Decides for every block of an article of this direction and language, and sets the runs in them apart.
    pub(super) fn document(&mut self, document: &mut Document, direction: Direction, language: &Language) {
        let around = Around { direction, language, article: language };
        if let TitleOrigin::Opening(heading) = &mut document.title.origin {
            self.block(heading, around);
        }
        self.blocks(&mut document.blocks, around);
        for note in &mut document.notes {
            self.blocks(&mut note.blocks, around);
        }
    }

    fn blocks(&mut self, blocks: &mut [Block], around: Around<'_>) {
        for block in blocks {
            self.block(block, around);
        }
    }

    fn block(&mut self, block: &mut Block, around: Around<'_>) {
        let Block { kind, attributes, line } = block;
        let line = *line;
        match kind {
            BlockKind::Heading { content, .. } => self.words("heading", attributes, content, around, line),
            BlockKind::Paragraph(content) | BlockKind::Plain(content) => {
                self.words("paragraph", attributes, content, around, line);
            }
            BlockKind::Preformatted(content) if is_code(content) => {}
            BlockKind::Preformatted(content) => self.words("preformatted", attributes, content, around, line),
            BlockKind::List { items, .. } => {
                let words = items.iter().map(|item| words_of_blocks(&item.blocks)).fold(Words::default(), Words::and);
                let sample = || items.first().map(|item| sample_of(&item.blocks)).unwrap_or_default();
                let language = self.decide("list", attributes, words, sample, around, line);
                let around = around.inside(attributes, language.as_ref());
                items.iter_mut().for_each(|item| self.item("list item", item, around, line));
            }
            BlockKind::DefinitionList(definitions) => {
                let terms = definitions.iter().flat_map(|definition| &definition.terms);
                let details = definitions.iter().flat_map(|definition| &definition.details);
                let words = terms.map(|term| words_of_inlines(&term.content)).fold(Words::default(), Words::and);
                let words = details.map(|detail| words_of_blocks(&detail.blocks)).fold(words, Words::and);
                let language = self.decide("definition list", attributes, words, String::new, around, line);
                let around = around.inside(attributes, language.as_ref());
                for definition in definitions {
                    for term in &mut definition.terms {
                        self.words("term", &mut term.attributes, &mut term.content, around, line);
                    }
                    definition.details.iter_mut().for_each(|detail| self.item("definition", detail, around, line));
                }
            }
            BlockKind::Quotation(blocks) => self.container("quotation", attributes, blocks, around, line),
            BlockKind::Section(blocks) => self.container("section", attributes, blocks, around, line),
            BlockKind::Table(table) => self.table(attributes, table, around, line),
            BlockKind::Figure { content, caption, .. } => {
                let words = words_of_blocks(content).and(words_of_blocks(caption));
                let language = self.decide("figure", attributes, words, || sample_of(caption), around, line);
                let around = around.inside(attributes, language.as_ref());
                self.blocks(content, around);
                self.blocks(caption, around);
            }
            BlockKind::Details { summary, content } => {
                let words = words_of_inlines(summary).and(words_of_blocks(content));
                let language = self.decide("details", attributes, words, || sample_of(content), around, line);
                let around = around.inside(attributes, language.as_ref());
                self.summary(summary, around, line);
                self.blocks(content, around);
            }
            BlockKind::Verse(lines) => {
                let halves = lines.iter().flat_map(|line| &line.halves);
                let words = halves.map(|half| words_of_inlines(half)).fold(Words::default(), Words::and);
                let sample =
                    || lines.iter().flat_map(|line| &line.halves).map(|half| plain_text(half)).collect::<String>();
                let language = self.decide("verse", attributes, words, sample, around, line);
                let base = around.inside(attributes, language.as_ref()).direction;
                for half in lines.iter_mut().flat_map(|line| &mut line.halves) {
                    isolate(half, base, self.marks, self.findings, &Place::new(&self.file, line));
                }
            }
            BlockKind::Rule | BlockKind::Formula(_) => {}
        }
    }

    /// A summary has no attributes of its own: what runs against what it opens is set apart as a whole.
    fn summary(&mut self, summary: &mut Vec<Inline>, around: Around<'_>, line: u32) {
        let mut attributes = Attributes::default();
        self.words("summary", &mut attributes, summary, around, line);
        if !attributes.is_empty() {
            *summary = vec![Inline::Span(attributes, std::mem::take(summary))];
        }
    }

    fn container(
        &mut self,
        name: &'static str,
        attributes: &mut Attributes,
        blocks: &mut [Block],
        around: Around<'_>,
        line: u32,
    ) {
        let language = self.decide(name, attributes, words_of_blocks(blocks), || sample_of(blocks), around, line);
        self.blocks(blocks, around.inside(attributes, language.as_ref()));
    }

    fn item(&mut self, name: &'static str, item: &mut ListItem, around: Around<'_>, line: u32) {
        let ListItem { blocks, attributes, .. } = item;
        let line = blocks.first().map_or(line, |block| block.line);
        // Its mark stands beside its own words, not beside those of a list within it.
        let own = blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::List { .. })).count();
        let told_by = &blocks[..if own > 0 { own } else { blocks.len() }];
        let language = self.decide(name, attributes, words_of_blocks(told_by), || sample_of(told_by), around, line);
        self.blocks(blocks, around.inside(attributes, language.as_ref()));
    }

    fn table(&mut self, attributes: &mut Attributes, table: &mut Table, around: Around<'_>, line: u32) {
        let rows = |rows: &[crate::document::Row]| {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| words_of_blocks(&cell.blocks)).fold(Words::default(), Words::and)
        };
        let head = rows(&table.head);
        let words = if head.majority().is_some() { head } else { head.and(rows(&table.body)) };
        let language = self.decide("table", attributes, words, String::new, around, line);
        let around = around.inside(attributes, language.as_ref());
        self.blocks(&mut table.caption, around);
        for row in table.head.iter_mut().chain(&mut table.body) {
            // A row has no side of its own: only what it declares is heard.
            let around = around.inside(&row.attributes, None);
            for cell in &mut row.cells {
                let line = cell.blocks.first().map_or(line, |block| block.line);
                self.container("cell", &mut cell.attributes, &mut cell.blocks, around, line);
            }
        }
    }

    /// A block that holds words itself.
    fn words(
        &mut self,
        name: &'static str,
        attributes: &mut Attributes,
        content: &mut Vec<Inline>,
        around: Around<'_>,
        line: u32,
    ) {
        let plain = attributes.direction().is_none() && attributes.language().is_none();
        if !plain || !super::isolate::is_plain(content, around.direction) || tells_language(content, around) {
            let words = words_of_inlines(content);
            let language = self.decide(name, attributes, words, || plain_text(content), around, line);
            let direction = around.inside(attributes, language.as_ref()).direction;
            isolate(content, direction, self.marks, self.findings, &Place::new(&self.file, line));
        }
    }

    /// Decides the direction of a block, and its language where its words show that it is another one. Gives the language
    /// when it was found here.
    fn decide(
        &mut self,
        name: &'static str,
        attributes: &mut Attributes,
        words: Words,
        sample: impl Fn() -> String,
        around: Around<'_>,
        line: u32,
    ) -> Option<Language> {
        let (direction, reason) = self.direction(name, attributes, words, &sample, around, line);
        attributes.set_direction((direction != around.direction).then_some(direction));
        let foreign = direction != around.language.direction() || around.language.as_str() == "und";
        let same_script =
            !foreign && direction == Direction::Rtl && matches!(name, "paragraph" | "quotation" | "heading");
        let language = if attributes.language().is_none() && words.all() > 3 && (foreign || same_script) {
            guess_words(&sample(), direction, SAMPLE).filter(|guess| {
                (foreign && (guess.sure || direction == Direction::Rtl))
                    || (guess.sure && guess.language.primary() != around.language.primary())
            })
        } else {
            None
        };
        if direction != around.direction
            && let Some(explained) = &mut self.explained
        {
            let language = attributes.language().or(language.as_ref().map(|guess| &guess.language)).cloned();
            let place = Place::new(&self.file, line);
            explained.push(BlockDecision { block: name, place, direction, reason, language });
        }
        // Within a quotation in another language, words too few to tell are the article's when they run as it does.
        let own = || {
            (foreign && around.article != around.language && around.article.direction() == direction)
                .then(|| around.article.clone())
        };
        let language = language.map(|guess| guess.language).or_else(own).filter(|_| attributes.language().is_none());
        if let Some(language) = &language {
            attributes.set_language(Some(language.clone()));
        }
        language
    }

    fn direction(
        &mut self,
        name: &'static str,
        attributes: &mut Attributes,
        words: Words,
        text: &impl Fn() -> String,
        around: Around<'_>,
        line: u32,
    ) -> (Direction, String) {
        if let Some(direction) = attributes.direction() {
            if !self.deny(words, direction) {
                return (direction, "as it declares".to_owned());
            }
            self.doubt(name, &format!("the direction `{direction}`"), line);
        }
        if let Some(language) = attributes.language().cloned() {
            if !self.deny(words, language.direction()) {
                return (language.direction(), format!("the direction of `{language}`, as it declares"));
            }
            self.doubt(name, &format!("the language `{language}`"), line);
            attributes.set_language(None);
        }
        let direction = words.direction_in(around.direction, text);
        let reason = match words.majority() {
            Some(most) if most != direction => "most of its words but names and titles run so".to_owned(),
            Some(_) => format!("{} of its {} words run so", words.running(direction), words.all()),
            None => "as what is around it".to_owned(),
        };
        (direction, reason)
    }

    /// Whether words deny the direction that is declared over them.
    fn deny(&self, words: Words, direction: Direction) -> bool {
        if self.old_book { evidence::deny(words, direction) } else { words.contradict(direction) }
    }

    fn doubt(&mut self, name: &str, what: &str, line: u32) {
        let share = if self.old_book { "most" } else { "nine tenths" };
        self.findings.advise(
            Code::DeclarationDoubted,
            Place::new(&self.file, line),
            format!("a {name} declares {what}, but {share} of its words run the other way"),
            "correct the declaration",
        );
    }
}

impl<'a> Around<'a> {
    /// What stands around what is inside a block with these attributes.
    fn inside<'b>(self, attributes: &'b Attributes, found: Option<&'b Language>) -> Around<'b>
    where
        'a: 'b,
    {
        Around {
            direction: attributes.direction().unwrap_or(self.direction),
            language: found.or(attributes.language()).unwrap_or(self.language),
            article: self.article,
        }
    }
}

/// The beginning of the words of some blocks.
fn sample_of(blocks: &[Block]) -> String {
    let mut sample = String::new();
    crate::document::visit::each_block(blocks, &mut |block| {
        if sample.len() < SAMPLE && !matches!(block.kind, BlockKind::Preformatted(_)) {
            for words in crate::document::visit::content(block) {
                sample.push_str(&plain_text(words));
                sample.push(' ');
            }
        }
    });
    sample
}

/// Whether words that run as all around them look like another language of the same script: Persian and its neighbours
/// write letters from one end of the Arabic block (lead bytes 0xDA and 0xDB) that Arabic has not.
fn tells_language(content: &[Inline], around: Around<'_>) -> bool {
    if around.direction == Direction::Ltr || !matches!(around.language.primary(), "ar" | "fa" | "ur" | "ckb" | "ps") {
        return false;
    }
    let (mut all, mut own) = (0, 0);
    crate::document::inlines::each_inline(content, &mut |inline| {
        if let Inline::Text(text) = inline {
            all += text.len();
            own += text.bytes().filter(|b| matches!(b, 0xDA | 0xDB)).count();
        }
    });
    let arabic = around.language.primary() == "ar";
    all >= 2 * TELLING && if arabic { own * 50 > all } else { own * 200 < all }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
