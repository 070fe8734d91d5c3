//! The title of an article: what says it, and where.

use super::Draft;
use super::inlines::{each_inline, plain_text};
use super::tree::{Block, BlockKind, Inline, Title, TitleOrigin};
use super::visit::each_block;
use crate::publication::{Findings, Place, has_words, one_line};
use crate::source::book::Page;
use crate::source::{Format, Source, report_removed};

/// The most characters of a text's beginning that stand for a title it does not have.
const LONGEST_BEGINNING: usize = 60;

/// Finds the title and takes the heading that opens the text out of the blocks. In this order:
///
/// 1. the front matter's title; the heading that opens the text is its heading when it says the same;
/// 2. the heading that opens the text;
/// 3. for a page, its only `h1`, then its `<title>`;
/// 4. the first heading of level 1;
/// 5. the file's name; for a text without a name, its first words.
///
/// `None` when there is neither a title nor a word of text.
pub(super) fn find_title(source: &Source, draft: &mut Draft, findings: &mut Findings) -> Option<Title> {
    let title = choose(source, draft)?;
    if let TitleOrigin::Opening(heading) = &title.origin
        && let BlockKind::Heading { content, .. } = &heading.kind
    {
        // Found again only to be told: what a title cannot hold is still in the heading.
        let place = Place::new(&source.file, heading.line);
        one_line(&plain_text(content), |c| report_removed("title", c, &place, findings));
    }
    Some(title)
}

/// The title of a page of a book: the heading that opens it or stands in it, else what the contents or the page call it.
/// None is added to the text, since a page may go on where the one before it stopped.
pub(super) fn of_page(source: &Source, page: &Page, draft: &mut Draft, findings: &mut Findings) -> Title {
    let called = page.label.clone().or_else(|| draft.metadata.title.clone());
    let heading = draft.blocks.first().and_then(heading_text).is_some() || first_heading(&draft.blocks).is_some();
    let title = if heading { find_title(source, draft, findings) } else { None };
    let title = title.filter(|title| !matches!(title.origin, TitleOrigin::Outside));
    let text = || {
        called.filter(|title| has_words(title)).or_else(|| beginning(&draft.blocks)).unwrap_or_else(|| "…".to_owned())
    };
    title.unwrap_or_else(|| Title { text: text(), origin: TitleOrigin::Inside })
}

fn choose(source: &Source, draft: &mut Draft) -> Option<Title> {
    let opening = draft.blocks.first().and_then(heading_text);
    let declared = source.metadata.title.clone().filter(|title| has_words(title));
    if let Some(text) = declared {
        let origin = match opening {
            Some(opening) if same(&opening, &text) => take_opening(draft),
            _ if has_heading(&draft.blocks, |heading, _| same(heading, &text)) => TitleOrigin::Inside,
            _ => TitleOrigin::Outside,
        };
        return Some(Title { text, origin });
    }
    if let Some(text) = opening {
        return Some(Title { text, origin: take_opening(draft) });
    }
    let first = first_heading(&draft.blocks);
    if source.format == Format::Html {
        if let Some((text, true)) = &first {
            return Some(Title { text: text.clone(), origin: TitleOrigin::Inside });
        }
        if let Some(text) = draft.metadata.title.take() {
            return Some(Title { text, origin: TitleOrigin::Outside });
        }
    }
    if let Some((text, _)) = first {
        return Some(Title { text, origin: TitleOrigin::Inside });
    }
    let beginning = beginning(&draft.blocks).or_else(|| draft.notes.iter().find_map(|note| beginning(&note.blocks)));
    match source.base.folder() {
        // A page of nothing but pictures is an article too, and its file has a name.
        Some(_) if beginning.is_some() || has_picture(&draft.blocks) => {
            let name = source.path.rsplit('/').next().unwrap_or(&source.path);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let text = one_line(stem, |_| ());
            let text = if has_words(&text) { text } else { beginning.unwrap_or_else(|| "…".to_owned()) };
            Some(Title { text, origin: TitleOrigin::Outside })
        }
        Some(_) => None,
        None => beginning.map(|text| Title { text, origin: TitleOrigin::Inside }),
    }
}

/// Whether two titles are the same words; vowel marks and stretched letters are no difference.
pub(super) fn same(a: &str, b: &str) -> bool {
    let bare = |text: &str| text.replace(|c: char| matches!(c, '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}'), "");
    bare(a).split_whitespace().eq(bare(b).split_whitespace())
}

/// The words of a heading, in one line; `None` for other blocks and for headings that say nothing.
fn heading_text(block: &Block) -> Option<String> {
    let BlockKind::Heading { content, .. } = &block.kind else { return None };
    let text = one_line(&plain_text(content), |_| ());
    has_words(&text).then_some(text)
}

fn take_opening(draft: &mut Draft) -> TitleOrigin {
    let mut heading = draft.blocks.remove(0);
    if let BlockKind::Heading { level, .. } = &mut heading.kind {
        *level = 1;
    }
    TitleOrigin::Opening(Box::new(heading))
}

fn has_heading(blocks: &[Block], mut is: impl FnMut(&str, u8) -> bool) -> bool {
    let mut found = false;
    each_block(blocks, &mut |block| {
        if let (BlockKind::Heading { level, .. }, Some(text)) = (&block.kind, heading_text(block)) {
            found |= is(&text, *level);
        }
    });
    found
}

/// The first heading of level 1, and whether it is the only one.
fn first_heading(blocks: &[Block]) -> Option<(String, bool)> {
    let mut first = None;
    let mut count = 0;
    has_heading(blocks, |text, level| {
        if level == 1 {
            count += 1;
            first.get_or_insert_with(|| text.to_owned());
        }
        false
    });
    first.map(|text| (text, count == 1))
}

pub(super) fn has_picture(blocks: &[Block]) -> bool {
    let mut found = false;
    each_block(blocks, &mut |block| {
        for content in super::visit::content(block) {
            each_inline(content, &mut |inline| found |= matches!(inline, Inline::Image(_)));
        }
    });
    found
}

/// The first words of a text, whole words as far as they fit.
fn beginning(blocks: &[Block]) -> Option<String> {
    let mut text = String::new();
    each_block(blocks, &mut |block| {
        if text.chars().count() <= LONGEST_BEGINNING {
            for content in super::visit::content(block) {
                each_inline(content, &mut |inline| {
                    if let Inline::Text(words) = inline {
                        text.extend(words.chars().take(LONGEST_BEGINNING * 4));
                        text.push(' ');
                    }
                });
            }
        }
    });
    let line = one_line(&text, |_| ());
    let mut title = String::new();
    for word in line.split(' ') {
        if !title.is_empty() && title.chars().count() + 1 + word.chars().count() > LONGEST_BEGINNING {
            title.push('…');
            break;
        }
        if !title.is_empty() {
            title.push(' ');
        }
        title.extend(word.chars().take(LONGEST_BEGINNING * 2));
    }
    has_words(&title).then_some(title)
}
