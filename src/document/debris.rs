//! Debris of the web page an article was copied from: share bars, comment headings, «related» headings.
//!
//! Only whole paragraphs go, only at the very start or end, and only when they are one of the phrases of `debris.txt` to
//! the letter. Each one is reported.

use super::Draft;
use super::inlines::{each_inline, plain_text};
use super::text::LONGEST_TITLE;
use super::tree::{Block, BlockKind, Inline};
use crate::publication::{Code, Findings, Place, Rule};
use crate::source::{Format, Source};

/// Takes the debris off both ends; an article that is nothing else keeps it. The heading that opens an article counts
/// when more headings or text follow it.
pub(super) fn remove_debris(source: &Source, draft: &mut Draft, findings: &mut Findings) {
    let blocks = &mut draft.blocks;
    let start = blocks.iter().take_while(|block| debris(block).is_some()).count();
    if start == blocks.len() {
        return;
    }
    let end = blocks.iter().rev().take_while(|block| debris(block).is_some()).count();
    // A title over nothing but debris is the article; what stands below it stays with it.
    if end > 0 && end + 1 == blocks.len() && matches!(blocks[0].kind, BlockKind::Heading { .. }) {
        return;
    }
    let tail = blocks.split_off(blocks.len() - end);
    let head = blocks.drain(..start).collect::<Vec<_>>();
    if source.format == Format::Text && start > 0 {
        first_line_is_title(blocks);
    }
    for block in head.iter().chain(&tail) {
        let text = debris(block).unwrap_or_default();
        let place = Place::new(&source.file, block.line);
        findings.advise(
            Code::DebrisRemoved,
            place.clone(),
            format!("«{text}» was removed: debris of the web page"),
            "`--keep-debris` keeps it",
        );
        findings.change(Rule::Debris, text, place);
    }
}

/// In plain text the first line is the title: of what is left, when debris stood above it.
fn first_line_is_title(blocks: &mut [Block]) {
    if let Some(Block { kind, .. }) = blocks.first_mut()
        && let BlockKind::Paragraph(words) = kind
        && words.len() == 1
        && plain_text(words).chars().count() <= LONGEST_TITLE
    {
        *kind = BlockKind::Heading { level: 1, content: std::mem::take(words) };
    }
}

/// The words of a block that is nothing but one of the phrases.
fn debris(block: &Block) -> Option<String> {
    let (BlockKind::Paragraph(content) | BlockKind::Plain(content) | BlockKind::Heading { content, .. }) = &block.kind
    else {
        return None;
    };
    // Beside a picture, a formula or a note's mark, words are part of the article.
    let mut only_words = true;
    each_inline(content, &mut |inline| {
        only_words &=
            !matches!(inline, Inline::Image(_) | Inline::Formula(_) | Inline::NoteReference(_) | Inline::Anchor(_));
    });
    let text = if only_words { plain_text(content) } else { return None };
    // No phrase is longer than a line: long paragraphs need no folding.
    (text.len() <= 200 && is_phrase(&folded(&text))).then_some(text)
}

/// The text as phrases are compared: one space between words, no colon at the end, ASCII case, the two codings of the
/// Arabic yeh and kaf and the joiners of Persian folded.
pub(super) fn folded(text: &str) -> String {
    let text = text.trim().trim_end_matches([':', ' ', '\u{A0}']);
    let mut folded = String::with_capacity(text.len());
    folded.extend(text.chars().filter(|c| !matches!(c, '\u{200E}' | '\u{200F}' | '\u{640}')).map(fold));
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fold(c: char) -> char {
    match c {
        '\u{200C}' | '\u{A0}' => ' ',
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        c => c.to_ascii_lowercase(),
    }
}

/// Whether a folded text is one of the phrases. They are few and seldom asked for: folding the ones that begin alike costs
/// less than a table of all.
fn is_phrase(text: &str) -> bool {
    let lines = include_str!("debris.txt").lines().filter(|line| !line.starts_with('#'));
    let mut phrases = lines.filter_map(|line| line.split_once('\t')).map(|(_, phrase)| phrase);
    let first = text.chars().next();
    phrases.any(|phrase| phrase.chars().next().map(fold) == first && folded(phrase) == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Input;

    fn after(text: &str) -> (Vec<String>, usize) {
        let mut findings = Findings::default();
        let mut sources = crate::source::read(vec![Input::text(text)], &mut findings).unwrap().sources;
        let document = crate::document::read(sources.remove(0), &Default::default(), &mut findings).unwrap();
        let words = document.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(content) => Some(plain_text(content)),
            _ => None,
        });
        (words.collect(), findings.changes.len())
    }

    #[test]
    fn rows() {
        let rows: [(&str, &str, &[&str], usize); 7] = [
            ("above the title", "شارك هذا الموضوع\n\nعنوان\n\nنص", &["نص"], 1),
            ("at the end", "عنوان\n\nنص\n\nتعليقات الفيسبوك", &["نص"], 1),
            ("with a colon", "عنوان\n\nنص\n\nتعليقات الفيسبوك:", &["نص"], 1),
            ("in the middle", "عنوان\n\nنص\n\nتعليقات الفيسبوك\n\nنص", &["نص", "تعليقات الفيسبوك", "نص"], 0),
            ("within a sentence", "عنوان\n\nقرأت تعليقات الفيسبوك", &["قرأت تعليقات الفيسبوك"], 0),
            ("nothing else", "عنوان\n\nتعليقات الفيسبوك", &["تعليقات الفيسبوك"], 0),
            ("English, other case", "Title\n\nText\n\nshare THIS:", &["Text"], 1),
        ];
        for (what, given, kept, lost) in rows {
            let (words, changes) = after(given);
            assert_eq!(
                (words.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), changes),
                (kept, lost),
                "{what}"
            );
        }
    }
}
