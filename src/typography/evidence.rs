//! What the pages of an old book declare is evidence: programs write the same language and direction on every page without
//! looking at the text. So a declaration is judged once, by all the words of the pages that repeat it.

use super::letters::Letters;
use crate::bidi::Words;
use crate::document::inlines::content_mut as inlines_in;
use crate::document::visit::{content_mut, each_block_mut};
use crate::document::{Attributes, Block, BlockKind, Document, Inline, TitleOrigin};
use crate::publication::{Code, Direction, Findings, Language, Place};

/// Takes off the pages what the words of all that declare it deny; each declaration is reported once.
pub(super) fn weigh(documents: &mut [Document], letters: &[Letters], findings: &mut Findings) {
    let mut declared: Vec<(Declared, Words)> = Vec::new();
    for (document, letters) in documents.iter().zip(letters).filter(|(document, _)| document.page.is_some()) {
        for declaration in Declared::of(document) {
            match declared.iter_mut().find(|(known, _)| *known == declaration) {
                Some((_, words)) => *words = words.and(letters.words),
                None => declared.push((declaration, letters.words)),
            }
        }
    }
    declared.retain(|(declaration, words)| deny(*words, declaration.direction));
    for (declaration, words) in &declared {
        let mut pages = 0;
        let mut first = None;
        for (document, letters) in documents.iter_mut().zip(letters).filter(|(document, _)| document.page.is_some()) {
            // A page in the language declared is what it says, whatever the others are.
            if letters.majority() == Some(declaration.direction) || !Declared::of(document).contains(declaration) {
                continue;
            }
            first.get_or_insert_with(|| Place { file: document.file.clone(), line: None });
            pages += 1;
            if declaration.language.is_some() {
                document.metadata.language = None;
            } else {
                document.metadata.direction = None;
            }
        }
        let what = match &declaration.language {
            Some(tag) => format!("the language `{tag}`"),
            None => format!("the direction `{}`", declaration.direction),
        };
        let share = words.running(declaration.direction.opposite()) * 100 / words.all().max(1);
        let message = format!("{pages} pages declare {what}, but {share} % of their words run the other way");
        findings.note(Code::DeclarationDoubted, first, message);
    }
}

/// Takes off parts of a page what only repeats the language of the page, with a region or without: programs write it on every
/// paragraph and every run.
pub(super) fn without_repetition(document: &mut Document, language: &Language) {
    if document.page.as_ref().is_none_or(|page| page.own) {
        return;
    }
    let mut change = |block: &mut Block| {
        forget(&mut block.attributes, language);
        if let BlockKind::List { items, .. } = &mut block.kind {
            items.iter_mut().for_each(|item| forget(&mut item.attributes, language));
        }
        content_mut(block).into_iter().for_each(|inlines| forget_in(inlines, language));
    };
    if let TitleOrigin::Opening(heading) = &mut document.title.origin {
        change(heading);
    }
    each_block_mut(&mut document.blocks, &mut change);
    for note in &mut document.notes {
        each_block_mut(&mut note.blocks, &mut change);
    }
}

fn forget(attributes: &mut Attributes, language: &Language) {
    if attributes.language().is_some_and(|own| own.primary() == language.primary()) {
        let (id, direction) = (attributes.id().map(str::to_owned), attributes.direction());
        *attributes = Attributes::new(id, None, direction);
    }
}

fn forget_in(inlines: &mut Vec<Inline>, language: &Language) {
    for inline in inlines.iter_mut() {
        if let Inline::Span(attributes, _) = inline {
            forget(attributes, language);
        }
        inlines_in(inline).into_iter().for_each(|content| forget_in(content, language));
    }
    let says_nothing = |inline: &Inline| matches!(inline, Inline::Span(attributes, _) if attributes.is_empty());
    if inlines.iter().any(says_nothing) {
        for inline in std::mem::take(inlines) {
            match inline {
                Inline::Span(attributes, content) if attributes.is_empty() => inlines.extend(content),
                inline => inlines.push(inline),
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Declared {
    /// The language; without one, it is the direction itself.
    language: Option<String>,
    direction: Direction,
}

impl Declared {
    fn of(document: &Document) -> Vec<Self> {
        let language = document.metadata.language.as_ref();
        let language =
            language.map(|language| Self { language: Some(language.to_string()), direction: language.direction() });
        let direction = document.metadata.direction.map(|direction| Self { language: None, direction });
        language.into_iter().chain(direction).collect()
    }
}

/// Whether words deny a direction. Left to right is what programs write when nobody has said anything.
pub(super) fn deny(words: Words, direction: Direction) -> bool {
    match direction {
        Direction::Ltr => words.rtl * 3 > words.all() * 2,
        Direction::Rtl => words.contradict(direction),
    }
}
