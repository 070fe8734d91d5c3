//! Pages around the text of an old book. One that says nothing that the new book does not say itself is replaced by ours:
//! a cover that is only a picture, a title page of nothing but what is known of the book, contents of nothing but links.
//! What they said stands in the report; a page that says more stays, as an article.

use std::collections::BTreeSet;

use super::{Arranged, Known};
use crate::document::inlines::{each_inline, plain_text};
use crate::document::tree::*;
use crate::document::visit::{content, each_block};
use crate::publication::{Base, Code, Findings, Rule, has_words, one_line};
use crate::source::OutlineEntry;
use crate::source::book::PageRole;

/// Takes out what is replaced; `emptied` are the pages whose notes have gone to the pages that refer to them.
pub(super) fn arrange(
    documents: Vec<Document>,
    emptied: &BTreeSet<usize>,
    known: &Known<'_>,
    findings: &mut Findings,
) -> Arranged {
    let mut kept = Vec::with_capacity(documents.len());
    let mut replaced = Vec::new();
    let mut has_title_page = false;
    let all = documents.len();
    for (at, document) in documents.into_iter().enumerate() {
        let seen = Seen::of(&document);
        let role = replaced_by(&document, &seen, at, known);
        // A book of nothing else is its own text.
        let last = at + 1 == all && kept.is_empty();
        match role.filter(|_| !last) {
            Some(role) => {
                report(&document, &seen, role, findings);
                replaced.push((document.path, role));
            }
            None if emptied.contains(&at) && seen.pictures.is_empty() && !seen.other && !last => {
                let message = "its notes went to the pages that refer to them, and nothing but its heading was left";
                findings.note(Code::BookPageReplaced, document.place(0), message);
                if !seen.words.is_empty() {
                    findings.change(Rule::ReplacedPage, seen.words.clone(), document.place(0));
                }
                replaced.push((document.path, PageRole::Part));
            }
            None if seen.is_empty() && !last => {
                let message = "the page has neither words nor pictures and was left out";
                findings.note(Code::BookPartLeftOut, document.place(0), message);
                replaced.push((document.path, PageRole::Part));
            }
            None => {
                let mut document = document;
                if document.page.as_ref().is_some_and(|page| !page.own) && !document.notes.is_empty() {
                    without_last_rule(&mut document.blocks);
                }
                has_title_page |= page_role(&document) == Some(PageRole::TitlePage);
                kept.push(document);
            }
        }
    }
    let outline = (0..kept.len()).map(OutlineEntry::Article).collect();
    Arranged { documents: kept, outline, replaced, has_title_page }
}

/// Takes off the line above notes that have gone.
fn without_last_rule(blocks: &mut Vec<Block>) {
    match blocks.last_mut().map(|block| &mut block.kind) {
        Some(BlockKind::Rule) => _ = blocks.pop(),
        Some(BlockKind::Section(inner)) => without_last_rule(inner),
        _ => {}
    }
}

fn page_role(document: &Document) -> Option<PageRole> {
    document.page.as_ref()?.role
}

fn replaced_by(document: &Document, seen: &Seen, at: usize, known: &Known<'_>) -> Option<PageRole> {
    let page = document.page.as_ref()?;
    if page.own {
        return match page.role? {
            role @ (PageRole::Cover | PageRole::TitlePage | PageRole::Contents | PageRole::Colophon) => Some(role),
            PageRole::Part => None,
        };
    }
    let shows_cover = seen.pictures.iter().any(|address| shows_cover(document, address));
    let lone_picture = seen.pictures.len() == 1 && !has_words(&seen.written);
    let is_cover = page.role == Some(PageRole::Cover) || (at == 0 && shows_cover);
    if known.has_cover && lone_picture && is_cover && shows_cover {
        return Some(PageRole::Cover);
    }
    let says_known = || says_nothing_but(&seen.words, &known.words);
    // EPUB 2 seldom says which page it is: one of the first that says nothing but title and names.
    let early = at < 3
        && seen.links == 0
        && !seen.words.is_empty()
        && known.words.first().is_some_and(|title| seen.words.contains(title));
    if (page.role == Some(PageRole::TitlePage) || early) && seen.pictures.is_empty() && says_known() {
        return Some(PageRole::TitlePage);
    }
    let lists = page.role == Some(PageRole::Contents) && (seen.linked * 10 >= seen.all * 8);
    let looks_like_a_list =
        seen.links >= 3 && seen.links == seen.blocks && says_nothing_but(&seen.words, &known.labels);
    (seen.pictures.is_empty() && (lists || looks_like_a_list)).then_some(PageRole::Contents)
}

/// Words that stand before names on title pages and say nothing but whose they are.
const BY: [&str; 22] = [
    "تأليف",
    "بقلم",
    "المؤلف",
    "ترجمة",
    "تحرير",
    "تحقيق",
    "الناشر",
    "نشر",
    "نوشته",
    "نوشتهٔ",
    "نویسنده",
    "مترجم",
    "ترجمه",
    "ترجمهٔ",
    "ناشر",
    "مصنف",
    "מאת",
    "תרגום",
    "הוצאת",
    "by",
    "By",
    "BY",
];

/// Whether every word of a page is among those known.
fn says_nothing_but(words: &str, known: &[&str]) -> bool {
    let fold = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let known = known.iter().flat_map(|text| text.split_whitespace()).map(fold).collect::<BTreeSet<_>>();
    let is_known = |word: String| {
        // «and» is written as one word with the name that follows it.
        let bare = word.strip_prefix(['و', 'ו']).unwrap_or(&word);
        word.is_empty() || known.contains(&word) || known.contains(bare) || BY.contains(&word.as_str())
    };
    words.split_whitespace().map(fold).all(is_known)
}

/// Whether a picture is the one that the package calls its cover.
fn shows_cover(document: &Document, address: &str) -> bool {
    let Base::Archive { folder, .. } = &document.base else { return false };
    let address = crate::publication::percent_decoded(address).unwrap_or_else(|| address.to_owned());
    let path = crate::publication::Archive::path(folder, &address);
    path.is_some() && path == document.page.as_ref().and_then(|page| page.cover.clone())
}

fn report(document: &Document, seen: &Seen, role: PageRole, findings: &mut Findings) {
    let what = match role {
        PageRole::Cover => "the cover page",
        PageRole::TitlePage => "the title page",
        PageRole::Contents => "the page of contents",
        PageRole::Colophon => "the colophon",
        PageRole::Part => "the page of a part",
    };
    findings.note(Code::BookPageReplaced, document.place(0), format!("{what} was replaced by a new one"));
    if !seen.words.is_empty() {
        findings.change(Rule::ReplacedPage, seen.words.clone(), document.place(0));
    }
}

/// What can be seen on a page.
#[derive(Default)]
struct Seen {
    /// Its words, the title's among them, in one line.
    words: String,
    /// The same without the descriptions of pictures.
    written: String,
    /// The addresses of its pictures.
    pictures: Vec<String>,
    /// How many blocks have words, and how many of those are one link.
    blocks: usize,
    links: usize,
    /// How many letters there are, and how many of them are in links.
    all: usize,
    linked: usize,
    /// Whether there is something that is neither a word nor a picture.
    other: bool,
}

impl Seen {
    fn of(document: &Document) -> Self {
        let mut seen = Self::default();
        if let TitleOrigin::Opening(heading) = &document.title.origin {
            seen.blocks(std::slice::from_ref(heading), true);
        }
        seen.blocks(&document.blocks, false);
        for note in &document.notes {
            seen.blocks(&note.blocks, false);
        }
        seen.words = one_line(&seen.words, |_| ());
        seen
    }

    fn is_empty(&self) -> bool {
        !has_words(&self.words) && self.pictures.is_empty() && !self.other
    }

    fn blocks(&mut self, blocks: &[Block], heading: bool) {
        each_block(blocks, &mut |block| {
            for inlines in content(block) {
                let text = plain_text(inlines);
                let links = inlines.iter().any(holds_link);
                self.words.push_str(&text);
                self.words.push(' ');
                if has_words(&text) && !heading && !matches!(block.kind, BlockKind::Heading { .. }) {
                    self.blocks += 1;
                    self.links += usize::from(links);
                    self.all += text.len();
                }
                each_inline(inlines, &mut |inline| match inline {
                    Inline::Image(image) => self.pictures.push(image.address.clone()),
                    Inline::Text(text) => self.written.push_str(text),
                    Inline::Link { content, .. } => self.linked += plain_text(content).len(),
                    Inline::Formula(_) => self.other = true,
                    _ => {}
                });
            }
            self.other |= matches!(block.kind, BlockKind::Formula(_));
        });
    }
}

/// Whether an inline is a link, or holds one.
fn holds_link(inline: &Inline) -> bool {
    let mut found = false;
    each_inline(std::slice::from_ref(inline), &mut |inline| found |= matches!(inline, Inline::Link { .. }));
    found
}
