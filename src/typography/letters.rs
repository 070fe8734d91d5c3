//! Counts what language and direction are told by: words. Code, addresses and handles are nobody's language and do not count.

use crate::bidi::Words;
use crate::document::visit::{content, each_block};
use crate::document::{Block, BlockKind, Document, Inline, Title, TitleOrigin};
use crate::publication::Direction;

/// How much of a text is kept to tell its language by, in bytes.
const SAMPLE: usize = 2000;

/// The words of a text, and enough of them to tell its language by.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// How many words run each way.
    pub(super) words: Words,
    /// The beginning of the words of each direction, as far as a sample goes.
    pub(super) ltr_sample: String,
    pub(super) rtl_sample: String,
}

impl Letters {
    /// The direction of more than half of the words; `None` when there are none or both are as many.
    pub(super) fn majority(&self) -> Option<Direction> {
        self.words.majority()
    }

    /// The share of the words that run in `direction`, in per cent.
    pub(super) fn share(&self, direction: Direction) -> usize {
        self.words.running(direction) * 100 / self.words.all().max(1)
    }

    /// Whether at least nine tenths of the words run against `direction`.
    pub(super) fn contradict(&self, direction: Direction) -> bool {
        self.words.contradict(direction)
    }

    pub(super) fn add(&mut self, text: &str) {
        let own = Words::of(text);
        self.words = self.words.and(own);
        let sample = if own.rtl >= own.ltr { &mut self.rtl_sample } else { &mut self.ltr_sample };
        if sample.len() < SAMPLE && own.all() > 0 {
            let end = text.floor_char_boundary(SAMPLE);
            sample.push_str(&text[..end]);
            sample.push(' ');
        }
    }
}

/// Counts the words of an article, its title's with them.
pub(super) fn count(document: &Document) -> Letters {
    let mut letters = Letters::default();
    match &document.title {
        Title { origin: TitleOrigin::Inside, .. } => {}
        Title { text, .. } => letters.add(text),
    }
    let blocks = document.notes.iter().map(|note| &note.blocks).chain([&document.blocks]);
    for blocks in blocks {
        each_words(blocks, &mut |text| letters.add(text));
    }
    letters
}

/// The words of an article, Latin names and titles counted as one each.
pub(super) fn words_without_names(document: &Document) -> Words {
    let mut words = match &document.title {
        Title { origin: TitleOrigin::Inside, .. } => Words::default(),
        Title { text, .. } => Words::without_names(text, Direction::Rtl),
    };
    let blocks = document.notes.iter().map(|note| &note.blocks).chain([&document.blocks]);
    for blocks in blocks {
        each_words(blocks, &mut |text| words = words.and(Words::without_names(text, Direction::Rtl)));
    }
    words
}

/// The words of some blocks, each way.
pub(super) fn words_of_blocks(blocks: &[Block]) -> Words {
    let mut words = Words::default();
    each_words(blocks, &mut |text| words.add(text));
    words
}

/// The words of some inlines, each way.
pub(super) fn words_of_inlines(inlines: &[Inline]) -> Words {
    let mut words = Words::default();
    each_text(inlines, &mut |text| words.add(text));
    words
}

fn each_words<'a>(blocks: &'a [Block], see: &mut impl FnMut(&'a str)) {
    each_block(blocks, &mut |block| {
        if !matches!(block.kind, BlockKind::Preformatted(_)) {
            content(block).into_iter().for_each(|inlines| each_text(inlines, see));
        }
    });
}

fn each_text<'a>(inlines: &'a [Inline], see: &mut impl FnMut(&'a str)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => see(text),
            Inline::Styled(style, _) if !style.is_prose() => {}
            Inline::Styled(_, content)
            | Inline::Span(_, content)
            | Inline::Isolate { content, .. }
            | Inline::Link { content, .. }
            | Inline::Abbreviation(_, content)
            | Inline::Time(_, content) => each_text(content, see),
            Inline::Ruby(pairs) => pairs.iter().for_each(|(base, _)| each_text(base, see)),
            Inline::Image(_) | Inline::Break | Inline::NoteReference(_) | Inline::Anchor(_) | Inline::Formula(_) => {}
        }
    }
}
