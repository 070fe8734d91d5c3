//! Notes that only their links tell: a mark in the text leads to a paragraph, on whatever page, that begins with the same
//! mark or leads back. Such a paragraph becomes a note of the page that refers to it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::inlines::{content_mut as inlines_in, each_inline, is_blank, is_note_mark, plain_text};
use crate::document::tree::*;
use crate::document::visit::{content, content_mut, each_block, each_block_mut};
use crate::publication::{Archive, Findings, Rule, has_words, percent_decoded};

/// A place that links name: the page by its number, and the id.
type Key = (usize, String);

/// A mark that leads to a place.
struct Reference {
    document: usize,
    mark: String,
}

/// Makes notes of what is linked like notes; gives the pages that held nothing else.
pub(super) fn join(documents: &mut [Document], findings: &mut Findings) -> BTreeSet<usize> {
    let pages = documents.iter().enumerate().map(|(at, document)| (document.path.clone(), at)).collect();
    let links = Links { pages };
    let wanted = references(documents, &links);
    if wanted.is_empty() {
        return BTreeSet::new();
    }
    let mut found = BTreeMap::new();
    let mut emptied = BTreeSet::new();
    for (at, document) in documents.iter_mut().enumerate() {
        let search = Search { at, path: &document.path, wanted: &wanted, links: &links };
        let before = found.len();
        search.take(&mut document.blocks, &mut found);
        if found.len() > before && !has_text(&document.blocks) {
            emptied.insert(at);
        }
    }
    let mut numbers: HashMap<Key, usize> = HashMap::new();
    for (key, taken) in found {
        let Some(reference) = wanted.get(&key) else { continue };
        let place = documents[key.0].place(taken.line);
        for mark in taken.marks {
            findings.change(Rule::SourceMark, mark, place.clone());
        }
        let notes = &mut documents[reference.document].notes;
        numbers.insert(key, notes.len());
        notes.push(Note { blocks: taken.blocks, line: taken.line });
    }
    for (at, document) in documents.iter_mut().enumerate() {
        mark(document, at, &links, &numbers, &wanted, findings);
    }
    emptied
}

/// Whether there is more than headings and rules.
fn has_text(blocks: &[Block]) -> bool {
    let mut found = false;
    each_block(blocks, &mut |block| {
        if !matches!(block.kind, BlockKind::Heading { .. }) {
            found |= content(block).iter().any(|inlines| !is_blank(inlines));
        }
        found |= matches!(block.kind, BlockKind::Formula(_));
    });
    found
}

/// Which page a link leads to.
struct Links {
    pages: HashMap<String, usize>,
}

impl Links {
    /// The place that `href`, written on the page at `path`, names.
    fn resolve(&self, path: &str, href: &str) -> Option<Key> {
        let (named, fragment) = href.trim().split_once('#')?;
        let decode = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
        let page = if named.is_empty() {
            self.pages.get(path)
        } else {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            self.pages.get(&Archive::path(folder, &decode(named))?)
        };
        let fragment = decode(fragment);
        (!fragment.is_empty()).then_some((*page?, fragment))
    }
}

/// The places that marks lead to, each from one page only. A mark stands after words of its own paragraph: what a paragraph
/// begins with leads back.
fn references(documents: &[Document], links: &Links) -> BTreeMap<Key, Reference> {
    let mut wanted: BTreeMap<Key, Reference> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for (at, document) in documents.iter().enumerate() {
        let mut see = |inlines: &[Inline]| {
            each_mark(inlines, &mut |href, mark| {
                let Some(key) = links.resolve(&document.path, href) else { return };
                let known = wanted.entry(key.clone()).or_insert_with(|| Reference { document: at, mark: mark.clone() });
                if known.document != at {
                    shared.insert(key);
                }
            });
        };
        if let TitleOrigin::Opening(heading) = &document.title.origin {
            content(heading).into_iter().for_each(&mut see);
        }
        each_block(&document.blocks, &mut |block| content(block).into_iter().for_each(&mut see));
        for note in &document.notes {
            each_block(&note.blocks, &mut |block| content(block).into_iter().for_each(&mut see));
        }
    }
    wanted.retain(|key, _| !shared.contains(key));
    wanted
}

/// Calls `see` with the address and the mark of every link in a line that looks like the mark of a note.
fn each_mark(inlines: &[Inline], see: &mut impl FnMut(&str, String)) {
    let mut words_before = false;
    marks_in(inlines, &mut words_before, see);
}

fn marks_in(inlines: &[Inline], words_before: &mut bool, see: &mut impl FnMut(&str, String)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => *words_before |= has_words(text),
            Inline::Link { href, content, .. } => match mark_of(&plain_text(content)) {
                Some(mark) if *words_before => see(href, mark),
                Some(_) => {}
                None => *words_before = true,
            },
            Inline::Styled(_, content)
            | Inline::Span(_, content)
            | Inline::Isolate { content, .. }
            | Inline::Abbreviation(_, content)
            | Inline::Time(_, content) => marks_in(content, words_before, see),
            Inline::Image(_) | Inline::Formula(_) | Inline::Ruby(_) => *words_before = true,
            Inline::Break | Inline::NoteReference(_) | Inline::Anchor(_) => {}
        }
    }
}

/// The number or sign of a mark, in ASCII digits and without brackets; `None` for words.
fn mark_of(text: &str) -> Option<String> {
    let bare =
        text.trim().trim_matches(|c: char| matches!(c, '[' | '(' | '{' | '﴿') || closes_mark(c) || c.is_whitespace());
    let digits = bare.chars().map(digit).collect::<Option<String>>().filter(|digits| (1..=4).contains(&digits.len()));
    let signs =
        (1..=4).contains(&bare.chars().count()) && bare.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '※'));
    digits.or_else(|| signs.then(|| bare.to_owned()))
}

/// A digit of any of the scripts that books here are written in, as an ASCII one.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '⁰' | '⁴'..='⁹' => '⁰',
        '¹' => return Some('1'),
        '²' => return Some('2'),
        '³' => return Some('3'),
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// A note taken out of a page.
struct Taken {
    blocks: Vec<Block>,
    line: u32,
    /// What stood for its number and for the way back.
    marks: Vec<String>,
}

/// Looks for notes on one page.
struct Search<'a> {
    at: usize,
    path: &'a str,
    wanted: &'a BTreeMap<Key, Reference>,
    links: &'a Links,
}

impl Search<'_> {
    /// Takes the notes out of some blocks.
    fn take(&self, blocks: &mut Vec<Block>, found: &mut BTreeMap<Key, Taken>) {
        let starts = blocks.iter().map(|block| self.start(block)).collect::<Vec<_>>();
        let last = starts.iter().rposition(Option::is_some);
        let before = found.len();
        let mut open: Option<Key> = None;
        let mut kept = Vec::with_capacity(blocks.len());
        for (at, (mut block, start)) in std::mem::take(blocks).into_iter().zip(starts).enumerate() {
            if let Some(key) = start.filter(|key| !found.contains_key(key)) {
                let taken = self.cleaned(vec![block], &key);
                found.insert(key.clone(), taken);
                open = Some(key);
                continue;
            }
            // What stands between two notes goes on with the first.
            let goes_on = last.is_some_and(|last| at < last)
                && matches!(
                    block.kind,
                    BlockKind::Paragraph(_)
                        | BlockKind::Plain(_)
                        | BlockKind::Quotation(_)
                        | BlockKind::Verse(_)
                        | BlockKind::List { .. }
                );
            if let Some(taken) = open.as_ref().filter(|_| goes_on).and_then(|key| found.get_mut(key)) {
                taken.blocks.push(block);
                continue;
            }
            open = None;
            match &mut block.kind {
                BlockKind::Section(inner) | BlockKind::Quotation(inner) => {
                    let before = inner.len();
                    self.take(inner, found);
                    if inner.is_empty() && before > 0 {
                        continue;
                    }
                }
                BlockKind::List { numbering, items } => {
                    let counted = numbering.map(|numbering| numbering.start);
                    self.take_items(items, counted, found);
                    if items.is_empty() {
                        continue;
                    }
                }
                BlockKind::DefinitionList(definitions) => {
                    self.take_definitions(definitions, found);
                    if definitions.is_empty() {
                        continue;
                    }
                }
                _ => {}
            }
            kept.push(block);
        }
        // The line above notes goes with them.
        while found.len() > before && matches!(kept.last(), Some(Block { kind: BlockKind::Rule, .. })) {
            kept.pop();
        }
        *blocks = kept;
    }

    /// Takes notes that stand as terms and details, the mark as the term.
    fn take_definitions(&self, definitions: &mut Vec<Definition>, found: &mut BTreeMap<Key, Taken>) {
        let mut kept = Vec::with_capacity(definitions.len());
        for definition in std::mem::take(definitions) {
            let key = match definition.terms.as_slice() {
                [term] => {
                    let mut ids = term.attributes.id().map(str::to_owned).into_iter().collect::<Vec<_>>();
                    leading_anchors(&term.content, &mut ids);
                    let key = ids.into_iter().map(|id| (self.at, id)).find(|key| self.wanted.contains_key(key));
                    key.filter(|key| {
                        let term = [Block::new(BlockKind::Paragraph(term.content.clone()), 0)];
                        let is_note = |reference: &Reference| {
                            begins_with(&term, &reference.mark) || self.leads_back(&term, reference)
                        };
                        !found.contains_key(key) && self.wanted.get(key).is_some_and(is_note)
                    })
                }
                _ => None,
            };
            let Some(key) = key else {
                kept.push(definition);
                continue;
            };
            let Definition { terms, details } = definition;
            let terms = terms.into_iter().map(|term| Block::new(BlockKind::Paragraph(term.content), 0));
            let mut blocks = terms.collect::<Vec<_>>();
            blocks.extend(details.into_iter().flat_map(|detail| detail.blocks));
            if let Some(line) = blocks.get(1).map(|block| block.line) {
                blocks[0].line = line;
            }
            let taken = self.cleaned(blocks, &key);
            found.insert(key, taken);
        }
        *definitions = kept;
    }

    fn take_items(&self, items: &mut Vec<ListItem>, first: Option<i64>, found: &mut BTreeMap<Key, Taken>) {
        let mut kept = Vec::with_capacity(items.len());
        for (number, item) in (first.unwrap_or(0)..).zip(std::mem::take(items)) {
            let id = item.attributes.id().map(str::to_owned);
            let by_id = id.or_else(|| item.blocks.first().and_then(leading_id)).map(|id| (self.at, id));
            let by_id = by_id.filter(|key| !found.contains_key(key));
            let is_note = by_id.as_ref().and_then(|key| self.wanted.get(key)).is_some_and(|reference| {
                let counted = first.is_some() && reference.mark == number.to_string();
                counted || self.leads_back(&item.blocks, reference) || begins_with(&item.blocks, &reference.mark)
            });
            match by_id.filter(|_| is_note) {
                Some(key) => {
                    let taken = self.cleaned(item.blocks, &key);
                    found.insert(key, taken);
                }
                None => kept.push(item),
            }
        }
        *items = kept;
    }

    /// The place that a block is, when it is a note that a mark leads to.
    fn start(&self, block: &Block) -> Option<Key> {
        if !matches!(
            block.kind,
            BlockKind::Paragraph(_) | BlockKind::Plain(_) | BlockKind::Section(_) | BlockKind::Quotation(_)
        ) {
            return None;
        }
        let ids = block.attributes.id().map(str::to_owned).into_iter().chain(leading_ids(block));
        let key = ids.map(|id| (self.at, id)).find(|key| self.wanted.contains_key(key))?;
        let reference = self.wanted.get(&key)?;
        let alone = std::slice::from_ref(block);
        (begins_with(alone, &reference.mark) || self.leads_back(alone, reference)).then_some(key)
    }

    /// Whether a link in a note leads to the page that refers to it, by a sign and not by words.
    fn leads_back(&self, blocks: &[Block], reference: &Reference) -> bool {
        let mut found = false;
        each_block(blocks, &mut |block| {
            for inlines in content(block) {
                each_inline(inlines, &mut |inline| found |= self.is_way_back(inline, reference));
            }
        });
        found
    }

    fn is_way_back(&self, inline: &Inline, reference: &Reference) -> bool {
        let Inline::Link { href, content, .. } = inline else { return false };
        let text = plain_text(content);
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let sign = mark_of(&text).is_some() || bare.is_empty() || mark_of(bare).is_some();
        sign && self.links.resolve(self.path, href).is_some_and(|(page, _)| page == reference.document)
    }

    /// The blocks of a note without its mark and its way back.
    fn cleaned(&self, blocks: Vec<Block>, key: &Key) -> Taken {
        let mut blocks = blocks;
        let line = blocks.first().map_or(0, |block| block.line);
        let mut marks = Vec::new();
        if let Some(reference) = self.wanted.get(key) {
            let mut first = true;
            each_block_mut(&mut blocks, &mut |block| {
                for inlines in content_mut(block) {
                    self.without_ways_back(inlines, reference, &mut marks);
                    if std::mem::take(&mut first) {
                        if marks.is_empty() {
                            without_mark(inlines, &reference.mark, &mut marks);
                        } else {
                            without_stop(inlines, &mut marks);
                        }
                    }
                    *inlines = crate::document::inlines::collapse(std::mem::take(inlines));
                }
            });
        }
        // What stood around a mark in a block of its own.
        let signs = match blocks.as_slice() {
            [first, _, ..] => match &first.kind {
                BlockKind::Paragraph(words) | BlockKind::Plain(words) => {
                    let text = plain_text(words);
                    let only_words =
                        !words.iter().any(|inline| matches!(inline, Inline::Image(_) | Inline::Formula(_)));
                    (only_words && !text.contains(char::is_alphanumeric)).then_some(text)
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(signs) = signs {
            blocks.remove(0);
            marks.extend(Some(signs.trim().to_owned()).filter(|signs| !signs.is_empty()));
        }
        // A note is held by its number, not by the element it stood in.
        if let [Block { kind: BlockKind::Section(inner), .. }] = blocks.as_mut_slice() {
            blocks = std::mem::take(inner);
        }
        blocks.retain(
            |block| !matches!(&block.kind, BlockKind::Paragraph(words) | BlockKind::Plain(words) if is_blank(words)),
        );
        Taken { blocks, line, marks }
    }

    fn without_ways_back(&self, inlines: &mut Vec<Inline>, reference: &Reference, marks: &mut Vec<String>) {
        inlines.retain_mut(|inline| {
            if self.is_way_back(inline, reference) {
                if let Inline::Link { content, .. } = inline {
                    marks.push(plain_text(content).trim().to_owned());
                }
                return false;
            }
            let before = inlines_in(inline).iter().any(|content| !content.is_empty());
            inlines_in(inline).into_iter().for_each(|content| self.without_ways_back(content, reference, marks));
            // An element of which nothing is left goes with it.
            !before || inlines_in(inline).iter().any(|content| !content.is_empty())
        });
    }
}

fn leading_id(block: &Block) -> Option<String> {
    block.attributes.id().map(str::to_owned).or_else(|| leading_ids(block).into_iter().next())
}

/// The ids that stand before the first word of a block.
fn leading_ids(block: &Block) -> Vec<String> {
    let mut ids = Vec::new();
    match &block.kind {
        BlockKind::Section(blocks) | BlockKind::Quotation(blocks) => {
            if let Some(first) = blocks.first() {
                ids.extend(first.attributes.id().map(str::to_owned));
                ids.extend(leading_ids(first));
            }
        }
        _ => {
            if let Some(inlines) = content(block).first() {
                leading_anchors(inlines, &mut ids);
            }
        }
    }
    ids
}

/// Collects anchors until something can be seen that is no mark.
fn leading_anchors(inlines: &[Inline], ids: &mut Vec<String>) -> bool {
    for inline in inlines {
        match inline {
            Inline::Anchor(id) => ids.push(id.clone()),
            Inline::Text(text) if text.trim().is_empty() || mark_of(text).is_some() => {}
            Inline::Link { content, .. } if mark_of(&plain_text(content)).is_some() => {
                _ = leading_anchors(content, ids)
            }
            Inline::Span(attributes, content) => {
                ids.extend(attributes.id().map(str::to_owned));
                if !leading_anchors(content, ids) {
                    return false;
                }
            }
            Inline::Styled(_, content) => {
                if !leading_anchors(content, ids) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}

/// Takes off the beginning of a note what is its mark: what is left of one that was a link, or the mark as words, which must be
/// set apart, since a note may begin with any number. Gives what went.
#[cfg(feature = "html")]
pub(in crate::document) fn unmarked(blocks: &mut [Block], mark: &str, link_gone: bool) -> Vec<String> {
    let mut gone = Vec::new();
    let Some(Block { kind: BlockKind::Paragraph(words) | BlockKind::Plain(words), .. }) = blocks.first_mut() else {
        return gone;
    };
    let before = words.clone();
    if link_gone {
        without_stop(words, &mut gone);
    } else if let Some(mark) = mark_of(mark) {
        without_mark(words, &mark, &mut gone);
        let alone = matches!(before.iter().find(|inline| !matches!(inline, Inline::Anchor(_))), Some(Inline::Text(_)))
            && gone.iter().all(|gone| gone.chars().count() == mark.chars().count());
        if alone {
            gone.clear();
        }
    }
    let mut left = crate::document::inlines::collapse(words.clone());
    left.retain(|inline| !matches!(inline, Inline::Styled(_, content) if content.is_empty()));
    match gone.is_empty() || is_blank(&left) {
        true => {
            *words = before;
            gone.clear();
        }
        false => *words = crate::document::inlines::collapse(left),
    }
    gone
}

/// Whether a note begins with its mark.
fn begins_with(blocks: &[Block], mark: &str) -> bool {
    let mut first = None;
    each_block(blocks, &mut |block| {
        let text = content(block).iter().map(|inlines| plain_text(inlines)).collect::<String>();
        if first.is_none() && !text.trim().is_empty() {
            first = Some(text);
        }
    });
    first.is_some_and(|text| prefix(&text, mark).is_some())
}

/// How many bytes of a text are its mark, with brackets and spaces around it.
fn prefix(text: &str, mark: &str) -> Option<usize> {
    let opening = |c: char| c.is_whitespace() || matches!(c, '[' | '(' | '{' | '﴿');
    let start = text.len() - text.trim_start_matches(opening).len();
    let mut at = start;
    for wanted in mark.chars() {
        let c = text[at..].chars().next()?;
        if digit(c).unwrap_or(c) != wanted {
            return None;
        }
        at += c.len_utf8();
    }
    let rest = &text[at..];
    // 12 does not begin with the mark 1.
    if rest.chars().next().is_some_and(|c| digit(c).is_some()) {
        return None;
    }
    Some(text.len() - rest.trim_start_matches(closes_mark).len())
}

/// Whether a sign after a mark belongs to it: a bracket, a stop, a dash, in the scripts of the books here, or a space.
fn closes_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ']' | ')' | '}' | '﴾' | '.' | '۔' | ':' | '،' | '؛' | '-' | '‐' | '‑' | '–' | '—' | '−' | 'ـ')
}

/// Takes the mark off the beginning of a note, where it is words.
fn without_mark(inlines: &mut [Inline], mark: &str, marks: &mut Vec<String>) -> bool {
    for inline in inlines {
        match inline {
            Inline::Anchor(_) => {}
            Inline::Text(text) if text.trim().is_empty() => {}
            Inline::Text(text) => {
                if let Some(end) = prefix(text, mark) {
                    marks.push(text[..end].trim().to_owned());
                    text.drain(..end);
                }
                return true;
            }
            inline => {
                for content in inlines_in(inline) {
                    if without_mark(content, mark, marks) {
                        return true;
                    }
                }
            }
        }
    }
    false
}

/// Takes off the stop or bracket that followed a mark which was a link.
fn without_stop(inlines: &mut [Inline], marks: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Anchor(_) => {}
            Inline::Text(text) => {
                let end = text.len() - text.trim_start_matches(closes_mark).len();
                let stop = text[..end].trim().to_owned();
                if !stop.is_empty() {
                    marks.push(stop);
                    text.drain(..end);
                }
                if !text.trim().is_empty() {
                    return;
                }
            }
            _ => return,
        }
    }
}

/// Puts references to notes in the place of the marks that led to them.
fn mark(
    document: &mut Document,
    at: usize,
    links: &Links,
    numbers: &HashMap<Key, usize>,
    wanted: &BTreeMap<Key, Reference>,
    findings: &mut Findings,
) {
    let (path, file) = (document.path.clone(), std::sync::Arc::clone(&document.file));
    let mut gone = Vec::new();
    {
        let mut change = |block: &mut Block| {
            for inlines in content_mut(block) {
                replace(
                    inlines,
                    &|href| {
                        let key = links.resolve(&path, href)?;
                        wanted.get(&key).filter(|reference| reference.document == at)?;
                        numbers.get(&key).copied()
                    },
                    &mut |line, text| gone.push((line, text)),
                );
            }
        };
        if let TitleOrigin::Opening(heading) = &mut document.title.origin {
            change(heading);
        }
        each_block_mut(&mut document.blocks, &mut change);
        for note in &mut document.notes {
            each_block_mut(&mut note.blocks, &mut change);
        }
    }
    for (line, text) in gone {
        findings.change(Rule::SourceMark, text, crate::publication::Place::new(&file, line));
    }
}

fn replace(inlines: &mut Vec<Inline>, number: &impl Fn(&str) -> Option<usize>, gone: &mut impl FnMut(u32, String)) {
    for inline in inlines.iter_mut() {
        let found = match inline {
            Inline::Link { href, content, line } => {
                let text = plain_text(content);
                mark_of(&text).and_then(|_| number(href)).map(|number| (number, *line, text.trim().to_owned()))
            }
            _ => None,
        };
        match found {
            Some((number, line, text)) => {
                gone(line, text);
                *inline = Inline::NoteReference(number);
            }
            None => inlines_in(inline).into_iter().for_each(|content| replace(content, number, gone)),
        }
    }
    // The mark of a note is raised by itself.
    let is_raised = |inline: &Inline| match inline {
        Inline::Styled(Style::Superscript | Style::Strong | Style::Attention, content) => is_note_mark(content),
        _ => false,
    };
    if inlines.iter().any(is_raised) {
        for inline in std::mem::take(inlines) {
            match inline {
                Inline::Styled(_, content) if is_note_mark(&content) => inlines.extend(content),
                inline => inlines.push(inline),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        let rows = [
            ("1", Some("1")),
            ("[12]", Some("12")),
            ("(٣)", Some("3")),
            ("۱۲", Some("12")),
            ("²", Some("2")),
            ("*", Some("*")),
            ("۱۔", Some("1")),
            ("(1)-", Some("1")),
            ("12345", None),
            ("الفصل 1", None),
            ("", None),
        ];
        for (text, mark) in rows {
            assert_eq!(mark_of(text).as_deref(), mark, "{text}");
        }
    }

    #[test]
    fn what_a_note_begins_with() {
        let rows = [
            ("1. نص", "1", Some("نص")),
            ("[١] نص", "1", Some("نص")),
            ("12 نص", "1", None),
            ("نص", "1", None),
            ("* نص", "*", Some("نص")),
            ("۱۔ نص", "1", Some("نص")),
            ("١ – نص", "1", Some("نص")),
            ("1- نص", "1", Some("نص")),
            ("1، نص", "1", Some("نص")),
        ];
        for (text, mark, rest) in rows {
            assert_eq!(prefix(text, mark).map(|end| &text[end..]), rest, "{text}");
        }
    }
}
