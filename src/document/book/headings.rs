//! Headings that no element marks: a paragraph to which the contents lead, and that says just what they call it. Programs that
//! set type write headings so, with a class that means nothing to others.

use std::collections::HashMap;

use crate::document::inlines::{content_mut, is_blank, plain_text};
use crate::document::tree::*;
use crate::source::book::Entry;

/// An entry of the contents: its words as they are compared, and how deep it stands.
type Wanted = (String, u8);

/// Makes headings of the paragraphs to which the contents lead.
pub(super) fn mark(documents: &mut [Document], contents: &[Entry]) {
    let mut places: HashMap<&str, Places> = HashMap::new();
    collect(contents, 1, &mut places);
    for document in documents.iter_mut().filter(|document| document.page.as_ref().is_some_and(|page| !page.own)) {
        if let Some(places) = places.remove(document.path.as_str()) {
            // What opens the text as a heading is what the whole page is called.
            let opened = matches!(document.title.origin, TitleOrigin::Opening(_));
            let mut search = Search { start: places.start.filter(|_| !opened), ids: places.ids };
            search.blocks(&mut document.blocks);
        }
        lower_numbers(&mut document.blocks);
        open(document);
    }
}

/// Where on a page the contents lead.
#[derive(Default)]
struct Places {
    start: Option<Wanted>,
    ids: HashMap<String, Wanted>,
}

fn collect<'a>(entries: &'a [Entry], depth: u8, places: &mut HashMap<&'a str, Places>) {
    for entry in entries {
        if let Some(target) = &entry.target {
            let wanted = (fold(&entry.label), depth.min(6));
            let page = places.entry(&target.path).or_default();
            match &target.fragment {
                Some(id) => _ = page.ids.entry(id.clone()).or_insert(wanted),
                None => _ = page.start.get_or_insert(wanted),
            }
        }
        collect(&entry.children, depth.saturating_add(1), places);
    }
}

/// The letters and digits of a text, without vowel marks and stretching.
fn fold(text: &str) -> String {
    let mark = |c: char| matches!(c, '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' | '\u{591}'..='\u{5C7}');
    text.chars().filter(|c| c.is_alphanumeric() && !mark(*c)).flat_map(char::to_lowercase).collect()
}

struct Search {
    start: Option<Wanted>,
    ids: HashMap<String, Wanted>,
}

impl Search {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let mut waiting: Option<Wanted> = None;
        let mut at = 0;
        while at < blocks.len() {
            let block = &mut blocks[at];
            let named = block.attributes.id().and_then(|id| self.ids.remove(id));
            waiting = named.or(waiting);
            match &mut block.kind {
                BlockKind::Section(inner) => {
                    // What leads to a section leads to its first words.
                    if let Some(wanted) = waiting.take() {
                        self.start = Some(wanted);
                    }
                    self.blocks(inner);
                }
                BlockKind::Paragraph(words) | BlockKind::Plain(words) => {
                    let mut inside = None;
                    crate::document::inlines::each_inline(words, &mut |inline| {
                        let id = match inline {
                            Inline::Anchor(id) => Some(id.as_str()),
                            Inline::Span(attributes, _) => attributes.id(),
                            _ => None,
                        };
                        inside = id.and_then(|id| self.ids.remove(id)).or(inside.take());
                    });
                    waiting = inside.or(waiting);
                    if is_blank(words) {
                        at += 1;
                        continue;
                    }
                    let wanted = waiting.take();
                    let start = self.start.take();
                    if let Some((label, level)) = wanted.or(start) {
                        become_heading(blocks, at, &label, level);
                    }
                }
                BlockKind::Rule => {}
                _ => (waiting, self.start) = (None, None),
            }
            at += 1;
        }
    }
}

/// Makes a heading of the paragraph at a place, alone or with the one or two that follow, when they say the label.
fn become_heading(blocks: &mut Vec<Block>, at: usize, label: &str, level: u8) {
    let mut said = String::new();
    let mut count = 0;
    for block in blocks[at..].iter().take(3) {
        let (BlockKind::Paragraph(words) | BlockKind::Plain(words)) = &block.kind else { break };
        said.push_str(&fold(&plain_text(words)));
        count += 1;
        if said == label || !label.starts_with(&said) {
            break;
        }
    }
    // A label may count what the page does not.
    let bare = label.trim_start_matches(char::is_numeric);
    if said.is_empty() || (said != label && said != bare) {
        return;
    }
    let mut content = Vec::new();
    for block in blocks.drain(at + 1..at + count).collect::<Vec<_>>() {
        content.push(Inline::Break);
        content.extend(block.attributes.id().map(|id| Inline::Anchor(id.to_owned())));
        if let BlockKind::Paragraph(words) | BlockKind::Plain(words) = block.kind {
            content.extend(plain(words));
        }
    }
    let block = &mut blocks[at];
    if let BlockKind::Paragraph(words) | BlockKind::Plain(words) = &mut block.kind {
        let mut first = plain(std::mem::take(words));
        first.append(&mut content);
        block.kind = BlockKind::Heading { level, content: first };
    }
}

/// The words of a heading without the weight that it has by itself.
fn plain(words: Vec<Inline>) -> Vec<Inline> {
    let mut words = words;
    while let [Inline::Styled(Style::Strong | Style::Attention, _)] = words.as_slice() {
        let inner = words.first_mut().map(content_mut).and_then(|mut contents| contents.pop().map(std::mem::take));
        words = inner.unwrap_or_default();
    }
    words
}

/// A number that stands as a heading of its own above the heading it counts is no level of its own.
fn lower_numbers(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        if let BlockKind::Section(inner) = &mut blocks[at].kind {
            lower_numbers(inner);
        }
        let next = match blocks.get(at + 1).map(|block| &block.kind) {
            Some(BlockKind::Heading { level, .. }) => *level,
            _ => continue,
        };
        if let BlockKind::Heading { level, content } = &mut blocks[at].kind
            && *level > next
            && !plain_text(content).contains(char::is_alphabetic)
        {
            blocks[at].kind = BlockKind::Paragraph(std::mem::take(content));
        }
    }
}

/// A page that begins with a heading now is called by it.
fn open(document: &mut Document) {
    let is_inside = matches!(document.title.origin, TitleOrigin::Inside);
    if is_inside && matches!(document.blocks.first(), Some(Block { kind: BlockKind::Heading { .. }, .. })) {
        let mut heading = document.blocks.remove(0);
        if let BlockKind::Heading { level, content } = &mut heading.kind {
            *level = 1;
            document.title.text = crate::publication::one_line(&plain_text(content), |_| ());
        }
        document.title.origin = TitleOrigin::Opening(Box::new(heading));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::new(BlockKind::Paragraph(vec![Inline::Text(text.to_owned())]), 0)
    }

    #[test]
    fn paragraphs_that_say_the_label() {
        let rows: [(&str, &[&str], &str, usize); 6] = [
            ("the same words", &["الفصل الأول", "نص"], "الفصل الأول", 1),
            ("with vowel marks and signs", &["الفَصْلُ الأوّل:", "نص"], "الفصل الأول", 1),
            ("two paragraphs", &["الفصل الأول", "البائع", "نص"], "الفصل الأول: البائع", 2),
            ("a label that counts", &["الأصوات", "نص"], "1. الأصوات", 1),
            ("other words", &["نص"], "الفصل الأول", 0),
            ("words that go on", &["الفصل الأول من الكتاب"], "الفصل الأول", 0),
        ];
        for (what, given, label, taken) in rows {
            let mut blocks = given.iter().map(|text| paragraph(text)).collect::<Vec<_>>();
            become_heading(&mut blocks, 0, &fold(label), 1);
            let heading = matches!(blocks[0].kind, BlockKind::Heading { .. });
            assert_eq!((heading, given.len() - blocks.len()), (taken > 0, taken.saturating_sub(1)), "{what}");
        }
    }
}
