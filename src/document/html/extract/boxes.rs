//! Boxes within an article that are known by how they are built: contents, links under a label, tags, scores, rows of tools.

use std::collections::HashSet;

use super::super::dom::{Dom, NodeId};
use super::super::elements::is_block;
use super::Ground;
use super::furniture::is_blank;
use super::headline::folded;
use super::measure::{Measures, is_heading, is_unseen};
use super::phrase_list::{Phrase, Phrases};
use super::phrases::text_beside_links;
use super::report::{Kind, Left};
use super::tools::Tools;
use crate::document::html::head::has_token;
use crate::publication::percent_decoded;

/// Marks them.
pub(super) fn mark(ground: &Ground<'_>, left: &mut Left) {
    let &Ground { dom, body, whole, protected, headline, phrases } = ground;
    let title = headline.map(|headline| folded(&dom.spaced_text(headline))).unwrap_or_default();
    let first_text = first_text(dom, body, whole, headline);
    let (headed, tools) = (headed(dom, body), Tools::of(dom, body, whole, phrases));
    let page = Page { dom, whole, phrases, headline, title, first_text, headed, tools };
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if left.is_marked(node) || is_unseen(dom, node) {
            continue;
        }
        let Some(name) = dom.name(node) else { continue };
        if matches!(name, "blockquote" | "figure" | "pre") {
            continue;
        }
        if name == "img" && page.tools.is_sign(node) {
            left.mark(node, Kind::Tools);
            continue;
        }
        if !protected[node] && is_block(name) && (page.answers_title(node) || page.is_number_of_post(node)) {
            left.mark(node, Kind::Dateline);
            continue;
        }
        let box_like = is_block(name) && !is_heading(name) && !protected[node] && whole.is_small(node);
        if let Some(kind) = page.kind(node, name, left).filter(|_| box_like) {
            left.mark(node, kind);
            continue;
        }
        stack.extend(dom.children(node));
    }
}

/// The names of places that are headings, or stand directly over one.
fn headed(dom: &Dom, body: NodeId) -> HashSet<String> {
    let mut headed = HashSet::new();
    let mut add = |node: NodeId| {
        let names = ["id", "name"].iter().filter_map(|name| dom.attribute(node, name));
        headed.extend(names.map(str::to_owned));
    };
    dom.each_below(body, &mut |node| {
        if !dom.name(node).is_some_and(is_heading) {
            return;
        }
        add(node);
        dom.elements(node).take(4).for_each(|(child, _)| add(child));
        if let Some(before) = dom.previous(node) {
            add(before);
            dom.elements(before).take(2).for_each(|(child, _)| add(child));
        }
        let above = dom.parent(node).filter(|above| *above != body);
        above.into_iter().for_each(&mut add);
    });
    headed
}

/// The first block after the headline that says a sentence. The parser numbers nodes in the page's order.
fn first_text(dom: &Dom, body: NodeId, whole: &Measures, headline: Option<NodeId>) -> NodeId {
    let mut first = None;
    dom.each_below(body, &mut |node| {
        let after = headline.is_none_or(|headline| headline < node);
        if first.is_none() && after && whole.own_words(node) >= 12 && whole.prose(node) > 0 && whole.ends(node) {
            first = Some(node);
        }
    });
    first.unwrap_or(body)
}

struct Page<'a> {
    dom: &'a Dom,
    whole: &'a Measures,
    phrases: &'a Phrases,
    headline: Option<NodeId>,
    /// The headline's words.
    title: String,
    /// The first paragraph after the headline.
    first_text: NodeId,
    headed: HashSet<String>,
    tools: Tools<'a>,
}

impl Page<'_> {
    fn kind(&self, node: NodeId, name: &str, left: &Left) -> Option<Kind> {
        if !self.whole.is_small(node) {
            return None;
        }
        let links = self.links(node);
        match () {
            () if self.is_contents(node, name, &links) => Some(Kind::Contents),
            () if self.is_links_under_label(node, name, &links) => Some(Kind::Related),
            () if self.all_are(node, &links, &["tag"]) || self.is_row_of_topics(node, name) => Some(Kind::Tags),
            () if self.is_line_of_facts(node, name) => Some(Kind::Dateline),
            () if self.all_are(node, &links, &["prev", "next"]) => Some(Kind::Pager),
            () if self.is_score(node, name) => Some(Kind::Score),
            () if self.tools.is_tool(node, &links, left) => Some(Kind::Tools),
            () => None,
        }
    }

    fn links(&self, node: NodeId) -> Vec<NodeId> {
        let mut links = Vec::new();
        if self.whole.links(node) > 0 && self.whole.words(node) <= 200 {
            self.dom.each_below(node, &mut |below| {
                if self.dom.name(below) == Some("a") {
                    links.push(below);
                }
            });
        }
        links
    }

    fn beside(&self, node: NodeId) -> u32 {
        self.whole.words(node).saturating_sub(self.whole.link_words(node))
    }

    /// Links to the headings of this page, with a label: the book has its own.
    fn is_contents(&self, node: NodeId, name: &str, links: &[NodeId]) -> bool {
        let leads = |link: &NodeId| {
            let href = self.dom.attribute(*link, "href").unwrap_or_default();
            href.strip_prefix('#').is_some_and(|id| {
                self.headed.contains(id) || percent_decoded(id).is_some_and(|id| self.headed.contains(&id))
            })
        };
        links.len() >= 3 && name != "p" && self.beside(node) <= 8 && links.iter().all(leads)
    }

    /// A label and links to other pages, each an element of its own: «more on this».
    fn is_links_under_label(&self, node: NodeId, name: &str, links: &[NodeId]) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let beside = self.beside(node);
        if !matches!(name, "div" | "section" | "aside") || links.len() < 2 || !(1..=8).contains(&beside) {
            return false;
        }
        // Words between the links make a sentence of them.
        let (mut own, mut between) = (0, false);
        for child in dom.children(node).filter(|child| whole.words(*child) > 0) {
            let link = dom.name(child) == Some("a");
            between |= own > 0 && !link;
            own += usize::from(link);
        }
        let breaks = between || dom.elements(node).any(|(_, name)| name == "br");
        let long = whole.link_words(node) as usize >= links.len() * 3;
        let label = self.phrases.get(&text_beside_links(dom, node));
        let outside =
            |link: &NodeId| dom.attribute(*link, "href").is_none_or(|href| !href.starts_with('#') || href == "#");
        own == links.len() && !breaks && long && links.iter().all(outside) && label != Some(Phrase::Sources)
    }

    /// Whether a block is nothing but links of this relation.
    fn all_are(&self, node: NodeId, links: &[NodeId], relations: &[&str]) -> bool {
        let related =
            |link: &NodeId| relations.iter().any(|relation| has_token(self.dom.attribute(*link, "rel"), relation));
        !links.is_empty() && self.beside(node) <= 4 && links.iter().all(related)
    }

    /// Links of a few words that touch one another and lead to one place's parts.
    fn is_row_of_topics(&self, node: NodeId, name: &str) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        if name != "div" || whole.links(node) < 3 || self.beside(node) > 0 {
            return false;
        }
        let mut place = None;
        let alike = dom.children(node).filter(|child| !is_blank(dom, *child)).all(|child| {
            let href = dom.attribute(child, "href").unwrap_or_default();
            let here = href.trim_end_matches('/').rsplit_once('/').map(|(before, _)| before);
            let first = *place.get_or_insert(here);
            dom.name(child) == Some("a")
                && (1..=4).contains(&whole.words(child))
                && whole.pictures(child) == 0
                && here.is_some_and(|here| here.len() > 1)
                && first == here
        });
        alike && place.is_some()
    }

    /// Between headline and text, spans side by side of who, when, how long: no sentence, and a figure.
    fn is_line_of_facts(&self, node: NodeId, name: &str) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let before_text = self.headline.is_some_and(|headline| headline < node) && node < self.first_text;
        if !before_text || name != "div" || !(2..=30).contains(&whole.words(node)) || whole.pictures(node) > 1 {
            return false;
        }
        let (mut facts, mut figure) = (0, false);
        for child in dom.children(node).filter(|child| !is_blank(dom, *child)) {
            if !matches!(dom.name(child), Some("span" | "time" | "a" | "i" | "b" | "img")) || whole.words(child) > 6 {
                return false;
            }
            let text = dom.spaced_text(child);
            if text.trim_end().ends_with(['.', '!', '؟', '?', '۔', '،']) {
                return false;
            }
            facts += usize::from(whole.words(child) > 0);
            figure |= text.chars().any(char::is_numeric);
        }
        facts >= 2 && figure
    }

    /// Two names with pictures, and figures between them.
    fn is_score(&self, node: NodeId, name: &str) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        if name != "div" || !(4..=30).contains(&whole.words(node)) || whole.pictures(node) < 2 || whole.prose(node) > 8
        {
            return false;
        }
        let parts = dom.elements(node).map(|(child, _)| child).filter(|child| whole.words(*child) > 0);
        let [home, between, guest] = parts.collect::<Vec<_>>()[..] else { return false };
        let side = |node: NodeId| whole.pictures(node) == 1 && (1..=6).contains(&whole.words(node));
        let text = dom.spaced_text(between);
        let figures = text.split(|c: char| !c.is_numeric()).filter(|figure| (1..=3).contains(&figure.chars().count()));
        side(home) && side(guest) && whole.words(between) <= 8 && figures.count() >= 2
    }

    /// «Re: the headline», over a post.
    fn answers_title(&self, node: NodeId) -> bool {
        let words = self.whole.words(node);
        if !(3..=40).contains(&words) || !self.whole.is_small(node) || self.whole.prose(node) > words {
            return false;
        }
        let text = self.dom.spaced_text(node);
        let Some((before, after)) = text.split_once(':') else { return false };
        let (before, after) = (before.split_whitespace().count(), folded(after));
        (1..=2).contains(&before) && after.contains(' ') && self.title.starts_with(&after)
    }

    /// «#12», a link to a post.
    fn is_number_of_post(&self, node: NodeId) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        if whole.words(node) != 1 || whole.links(node) != 1 || whole.link_words(node) != 1 || !whole.is_small(node) {
            return false;
        }
        let text = dom.spaced_text(node);
        let number = text.trim().strip_prefix('#').map(str::trim);
        number.is_some_and(|number| !number.is_empty() && number.chars().all(char::is_numeric))
    }
}
