//! Boilerplate inside an article: a phrase of `phrases.txt`, where what stands in the block agrees with it.
//!
//! A sentence that merely begins with such words stays: it is more than the phrase, its words are no links, or it ends as
//! sentences do.

use super::super::dom::{Dom, NodeData, NodeId};
use super::super::elements::is_block;
use super::furniture::is_blank;
use super::measure::{Measures, is_heading, is_unseen};
use super::phrase_list::{Phrase, Phrases, bare};
use super::report::{Kind, Left};

/// The most words that stand beside the links of such a block.
const MOST_WORDS: u32 = 8;

/// No block that is a phrase has more bytes beside its links.
const LONGEST_TEXT: usize = 4000;

/// Marks blocks that are such a phrase, and what belongs to them.
pub(super) fn mark(
    dom: &Dom,
    body: NodeId,
    whole: &Measures,
    headline: Option<NodeId>,
    cluttered: bool,
    phrases: &Phrases,
    left: &mut Left,
) {
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if left.is_marked(node) || is_unseen(dom, node) || Some(node) == headline {
            continue;
        }
        let text_block = node != body && dom.name(node).is_some_and(|name| is_block(name) || name.contains('-'));
        // A hidden help for those who hear the page.
        let help = dom.name(node) == Some("span")
            && whole.links(node) == 0
            && whole.is_small(node)
            && (4..=14).contains(&whole.words(node))
            && phrases.get(&text_beside_links(dom, node)) == Some(Phrase::Label);
        if help {
            left.mark(node, Kind::Hidden);
            continue;
        }
        if whole.is_small(node) && is_wiki_heading(dom, node, left) {
            continue;
        }
        if text_block && (is_boilerplate(dom, node, whole, phrases, cluttered)) {
            left.mark(node, Kind::Boilerplate);
            continue;
        }
        let before = stack.len();
        stack.extend(dom.children(node));
        mark_lists(dom, &stack[before..], whole, phrases, cluttered, left);
    }
}

/// Whether a block is nothing but a phrase with its links.
fn is_boilerplate(dom: &Dom, node: NodeId, whole: &Measures, phrases: &Phrases, cluttered: bool) -> bool {
    let (words, links) = (whole.words(node), whole.link_words(node));
    let beside = words - links;
    if words == 0 || beside > 14 || words > 200 || whole.in_link(node) || !whole.is_small(node) {
        return false;
    }
    if cluttered && beside == 0 && links <= 30 && leads_around(dom, node, phrases) {
        return true;
    }
    if matches!(
        dom.name(node),
        Some("td" | "th" | "tr" | "tbody" | "blockquote" | "figure" | "figcaption" | "caption" | "dt" | "dd")
    ) {
        return false;
    }
    let unlinked = text_beside_links(dom, node);
    if links == 0 {
        return match phrases.get(&unlinked) {
            Some(Phrase::Label) => !dom.name(node).is_some_and(is_heading),
            Some(Phrase::Share) => cluttered && words >= 2 && !dom.name(node).is_some_and(is_heading),
            _ if words <= 25 && cluttered && matches!(phrases.beginning(&unlinked), Some((Phrase::Notice, _))) => {
                !dom.name(node).is_some_and(is_heading)
            }
            _ => cluttered && is_stamp(dom, node, &unlinked, phrases),
        };
    }
    if beside <= MOST_WORDS
        && matches!(phrases.get(&unlinked), Some(Phrase::Links | Phrase::Share))
        && (words > beside || cluttered)
    {
        // The phrase leads to something: a link that names it, before or around it.
        return !is_only_a_note(dom, node);
    }
    // A call to follow, all in one link.
    let called = || matches!(phrases.beginning(&dom.spaced_text(node)), Some((Phrase::Notice, _)));
    if cluttered && beside == 0 && links <= 25 && whole.links(node) == 1 && called() {
        return true;
    }
    // All in one link: «read also: …».
    if beside == 0 && links >= 3 {
        let text = dom.spaced_text(node);
        if let Some((Phrase::Links, length)) = phrases.beginning(&text) {
            let colon =
                text.split_once([':', '|']).is_some_and(|(before, _)| phrases.get(before) == Some(Phrase::Links));
            return colon || length >= 2 && length as u32 == words;
        }
        // Nothing but the phrase, as a link.
        return matches!(phrases.get(&text), Some(Phrase::Share));
    }
    false
}

/// Whether a block is only links that print, send or turn the page, or the way from the front page to this one.
fn leads_around(dom: &Dom, node: NodeId, phrases: &Phrases) -> bool {
    let mut links = Vec::new();
    dom.each_below(node, &mut |below| {
        if dom.name(below) == Some("a") {
            links.push(below);
        }
    });
    let mut said = links.iter().map(|link| dom.spaced_text(*link)).filter(|text| !bare(text).is_empty());
    let Some(first) = said.next() else { return false };
    match phrases.get(&first) {
        Some(Phrase::Share) => said.all(|text| phrases.get(&text) == Some(Phrase::Share)),
        Some(Phrase::Home) => {
            let signs = text_beside_links(dom, node);
            said.next().is_some() && signs.contains(['»', '>', '›', '/', '«', '‹', '←'])
        }
        _ => false,
    }
}

/// Whether a heading has a link to edit what stands below it: a section of a wiki, which is the article's own.
fn is_wiki_heading(dom: &Dom, node: NodeId, left: &Left) -> bool {
    let mut edited = false;
    if dom.name(node).is_some_and(is_heading) {
        dom.each_below(node, &mut |below| edited |= left.kind(below) == Some(Kind::EditLink));
    }
    edited
}

/// Whether the links of a block lead to places in the same page: notes and contents stay.
fn is_only_a_note(dom: &Dom, node: NodeId) -> bool {
    let (mut links, mut inside) = (0, 0);
    dom.each_below(node, &mut |below| {
        if dom.name(below) == Some("a")
            && let Some(href) = dom.attribute(below, "href")
        {
            links += 1;
            inside += usize::from(href.starts_with('#') && href.len() > 1);
        }
    });
    links > 0 && links == inside
}

/// Whether a block is the stamp of a page that changes: «last updated: 12:30».
fn is_stamp(dom: &Dom, node: NodeId, text: &str, phrases: &Phrases) -> bool {
    let text = text.trim();
    let short = text.split_whitespace().count() <= 12;
    let figure = text.chars().any(char::is_numeric);
    let sentence = text.ends_with(['.', '!', '؟', '?', '۔']);
    let heading = dom.name(node).is_some_and(is_heading);
    if !short || !figure || sentence || heading {
        return false;
    }
    let Some((Phrase::Stamp, length)) = phrases.beginning(text) else { return false };
    // After the phrase stands a sign, a figure, or words that are mostly figures.
    let rest = bare(text).split(' ').skip(length).map(str::to_owned).collect::<Vec<_>>();
    let figures = rest.iter().filter(|word| word.chars().any(char::is_numeric)).count();
    text.contains(':') || figures * 3 >= rest.len().max(1)
}

/// A phrase alone, with the list of links that follows it; `siblings` are the children of a node in order.
fn mark_lists(dom: &Dom, siblings: &[NodeId], whole: &Measures, phrases: &Phrases, cluttered: bool, left: &mut Left) {
    let shown = siblings.iter().copied().filter(|node| !is_blank(dom, *node)).collect::<Vec<_>>();
    for (at, node) in shown.iter().copied().enumerate() {
        let Some(name) = dom.name(node) else { continue };
        let words = whole.words(node);
        if whole.is_small(node) && is_wiki_heading(dom, node, left) {
            continue;
        }
        if left.is_marked(node)
            || !whole.is_small(node)
            || words == 0
            || words > MOST_WORDS
            || whole.link_words(node) > 0
            || !is_block(name)
        {
            continue;
        }
        if !matches!(phrases.get(&text_beside_links(dom, node)), Some(Phrase::Links | Phrase::Share)) {
            continue;
        }
        let is_list = |node: NodeId| {
            dom.name(node).is_some_and(|name| is_block(name) && !is_heading(name))
                && whole.words(node) > 0
                && whole.link_words(node) * 10 >= whole.words(node) * 8
                && !is_only_a_note(dom, node)
        };
        let list = shown[at + 1..].iter().copied().take_while(|next| is_list(*next)).collect::<Vec<_>>();
        // Links without a phrase of the page's own around them are content more often than not.
        if list.is_empty() || is_heading(name) && !cluttered && list.len() == 1 && whole.links(list[0]) < 2 {
            continue;
        }
        left.mark(node, Kind::Boilerplate);
        list.into_iter().for_each(|node| left.mark(node, Kind::Boilerplate));
    }
}

/// The text of a node that stands in no link: as much of it as a phrase could need, since every node above a text asks.
pub(super) fn text_beside_links(dom: &Dom, node: NodeId) -> String {
    let mut text = String::new();
    let mut stack = vec![node];
    while let Some(at) = stack.pop() {
        if dom.name(at) == Some("a") || is_unseen(dom, at) {
            continue;
        }
        if let NodeData::Text(words) = dom.data(at) {
            text.push_str(&words[..words.floor_char_boundary(LONGEST_TEXT)]);
            text.push(' ');
            if text.len() > LONGEST_TEXT {
                break;
            }
        }
        let before = stack.len();
        stack.extend(dom.children(at));
        stack[before..].reverse();
    }
    text
}
