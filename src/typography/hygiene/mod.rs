//! Takes out of the text what spoils it and spells nothing: controls of direction become markup or go, separators become
//! line breaks, what older systems left behind goes, bytes of a Windows code page that were read as Latin-1 are read anew.
//! Joiners, marks of direction and balanced isolates stay.
//!
//! 1. `pairs` finds the partner of each control of direction.
//! 2. `rebuild` makes the words anew, and records every change.

mod pairs;
mod rebuild;

use super::words::{Around, each_words};
use crate::document::inlines::{each_inline, is_blank, plain_text};
use crate::document::visit::{each_block, each_block_mut};
use crate::document::{Block, BlockKind, Document, Inline, TitleOrigin};
use crate::publication::{CodePage, Findings, Tally, is_suspect, one_line};
use rebuild::Rebuild;

/// Cleans every document; one without any such character costs a look at its bytes.
pub(super) fn clean(documents: &mut [Document], findings: &mut Findings) {
    for document in documents {
        if is_dirty(document) {
            clean_document(document, findings);
        }
    }
}

fn is_dirty(document: &mut Document) -> bool {
    let mut dirty = false;
    each_part(document, &mut |blocks| {
        each_words(blocks, Around::default(), &mut |words| dirty = dirty || is_suspect_in(words.content));
    });
    dirty
}

/// Calls `see` for the title's heading, the text and each note, in this order.
fn each_part(document: &mut Document, see: &mut impl FnMut(&mut [Block])) {
    if let TitleOrigin::Opening(heading) = &mut document.title.origin {
        see(std::slice::from_mut(heading));
    }
    see(&mut document.blocks);
    document.notes.iter_mut().for_each(|note| see(&mut note.blocks));
}

fn is_suspect_in(inlines: &[Inline]) -> bool {
    let mut suspect = false;
    each_inline(inlines, &mut |inline| {
        suspect = suspect || matches!(inline, Inline::Text(text) if is_suspect(text));
    });
    suspect
}

fn clean_document(document: &mut Document, findings: &mut Findings) {
    let (page, file) = (code_page(document), document.file.clone());
    let titles = titles(document);
    let mut rebuild = Rebuild::new(page, file, findings);
    each_part(document, &mut |blocks| {
        each_words(blocks, Around::default(), &mut |words| {
            if is_suspect_in(words.content) {
                rebuild.words(words);
            }
        });
    });
    rebuild.report();
    rename(document, &titles);
    each_block_mut(&mut document.blocks, &mut drop_empty_heading);
    document.notes.iter_mut().for_each(|note| each_block_mut(&mut note.blocks, &mut drop_empty_heading));
}

/// What the article's stray C1 controls were written in, told by all its words.
fn code_page(document: &mut Document) -> CodePage {
    let mut tally = Tally::default();
    each_part(document, &mut |blocks| {
        each_words(blocks, Around::default(), &mut |words| {
            each_inline(words.content, &mut |inline| {
                if let Inline::Text(text) = inline {
                    tally.add(text);
                }
            });
        });
    });
    tally.code_page()
}

/// The words of every heading, where the title of the article is one of them.
fn titles(document: &Document) -> Vec<String> {
    let mut titles = Vec::new();
    if matches!(document.title.origin, TitleOrigin::Inside) {
        each_block(&document.blocks, &mut |block| {
            if let BlockKind::Heading { content, .. } = &block.kind {
                titles.push(one_line(&plain_text(content), |_| ()));
            }
        });
    }
    titles
}

/// The title is known by its heading's words, so it is still to be those.
fn rename(document: &mut Document, before: &[String]) {
    let after = titles(document);
    let title = &mut document.title.text;
    let renamed = before.iter().zip(after).find(|(before, _)| *before == title).map(|(_, after)| after);
    if let Some(renamed) = renamed.filter(|renamed| !renamed.is_empty()) {
        *title = renamed;
    }
}

/// A heading whose last words went is none: readers would list an empty line among the contents.
fn drop_empty_heading(block: &mut Block) {
    if let BlockKind::Heading { content, .. } = &mut block.kind
        && is_blank(content)
    {
        block.kind = BlockKind::Paragraph(std::mem::take(content));
    }
}

#[cfg(test)]
mod tests;
