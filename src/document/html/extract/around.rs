//! What belongs to the article and stands beside the element that holds it: headline, lead, pictures before it, what
//! follows it as text.

use super::super::dom::{Dom, NodeId};
use super::furniture::is_blank;
use super::measure::{Measures, is_heading, is_unseen};
use super::report::Left;
use super::vocabulary::has_word;
use crate::document::html::head::has_token;

/// The nodes that are kept, in the page's order, none below another.
pub(super) fn keep(
    dom: &Dom,
    body: NodeId,
    container: NodeId,
    headline: Option<NodeId>,
    rest: &Measures,
    left: &Left,
) -> Vec<NodeId> {
    if headline.is_some_and(|headline| is_below(dom, headline, container)) && container == body {
        return vec![body];
    }
    let mut path = vec![false; dom.len()];
    for node in headline.into_iter().chain([container]) {
        let mut above = Some(node);
        while let Some(at) = above.filter(|at| !path[*at]) {
            path[at] = true;
            above = dom.parent(at);
        }
    }
    let scope = scope(dom, body, container, headline);
    let mut search = Search {
        dom,
        rest,
        left,
        path,
        container,
        headline,
        before: true,
        headed: headline.is_none_or(|headline| is_below(dom, headline, container)),
        beside: dom.parent(container),
        kept: Vec::new(),
        after_headline: 0,
    };
    search.walk(scope);
    search.kept
}

/// The innermost element that holds the container and the headline; without one, the article or main part around it.
fn scope(dom: &Dom, body: NodeId, container: NodeId, headline: Option<NodeId>) -> NodeId {
    let mut at = container;
    let mut semantic = None;
    loop {
        let holds = headline.is_none_or(|headline| is_below(dom, headline, at));
        if semantic.is_none() && is_article(dom, at) {
            semantic = Some(at);
        }
        if holds && (headline.is_some() || semantic.is_some()) {
            // The article's own element, where the headline stands in it too, may hold more.
            let mut above = Some(at);
            while let Some(up) = above.filter(|up| *up != body) {
                if is_article(dom, up) && dom.name(up) == Some("article") {
                    return up;
                }
                above = dom.parent(up);
            }
            return at;
        }
        match dom.parent(at).filter(|_| at != body) {
            Some(above) => at = above,
            None => return if headline.is_some() { body } else { container },
        }
    }
}

fn is_article(dom: &Dom, node: NodeId) -> bool {
    matches!(dom.name(node), Some("article" | "main"))
        || has_token(dom.attribute(node, "role"), "main")
        || dom.attribute(node, "itemtype").is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
}

fn is_below(dom: &Dom, node: NodeId, above: NodeId) -> bool {
    let mut at = Some(node);
    while let Some(here) = at {
        if here == above {
            return true;
        }
        at = dom.parent(here);
    }
    false
}

struct Search<'a> {
    dom: &'a Dom,
    rest: &'a Measures,
    left: &'a Left,
    /// The nodes that hold the container or the headline.
    path: Vec<bool>,
    container: NodeId,
    headline: Option<NodeId>,
    /// Whether the container is still to come.
    before: bool,
    /// Whether the headline has been met, or is in the container.
    headed: bool,
    /// The parent of the container: what follows it there is likelier to be text.
    beside: Option<NodeId>,
    kept: Vec<NodeId>,
    /// How many blocks have been kept since the headline.
    after_headline: usize,
}

impl Search<'_> {
    fn walk(&mut self, node: NodeId) {
        if self.left.is_marked(node) || is_unseen(self.dom, node) {
            return;
        }
        if node == self.container {
            self.kept.push(node);
            (self.before, self.headed) = (false, true);
            return;
        }
        if Some(node) == self.headline {
            self.kept.push(node);
            self.headed = true;
            return;
        }
        if self.path[node] {
            for child in self.dom.children(node) {
                self.walk(child);
            }
            return;
        }
        let Some(name) = self.dom.name(node) else { return };
        if self.before {
            let over = !self.headed && self.is_over_headline(node, name);
            if over {
                self.kept.push(node);
            } else if self.headed && self.belongs_before(node, name) {
                self.kept.push(node);
                self.after_headline += 1;
            } else if self.headed && self.rest.holds_blocks(node) && !is_whole(name) {
                for child in self.dom.children(node) {
                    self.walk(child);
                }
            }
        } else if self.belongs_after(node, name) {
            self.kept.push(node);
        } else if self.dom.parent(node) == self.beside && self.rest.holds_blocks(node) && !is_whole(name) {
            for child in self.dom.children(node) {
                self.walk(child);
            }
        }
    }

    /// A line that stands directly over the headline and says more than a section's name: part of the title.
    fn is_over_headline(&self, node: NodeId, name: &str) -> bool {
        let mut next = self.dom.next(node);
        while let Some(at) = next.filter(|at| is_blank(self.dom, *at)) {
            next = self.dom.next(at);
        }
        let named = || {
            has_word(self.dom, node, &["kicker", "overline", "overtitle", "surtitle", "pretitle", "rutitr", "eyebrow"])
        };
        next.is_some()
            && next == self.headline
            && self.rest.words(node) >= 3
            && self.rest.words(node) <= 30
            && self.rest.link_words(node) == 0
            && (is_heading(name) || named())
    }

    /// A block that is one picture and the words under it.
    fn is_picture_with_words(&self, node: NodeId) -> bool {
        let (words, pictures) = (self.rest.words(node), self.rest.pictures(node));
        // The second is the one in `noscript` for readers without scripts.
        (1..=2).contains(&pictures)
            && words <= 60
            && self.rest.is_small(node)
            && !self.is_icon(node)
            && self.rest.links(node) == 0
            && self.rest.controls(node) == 0
            && (words >= 4 || holds_caption(self.dom, node))
    }

    /// Whether the only picture here is as small as a sign or the portrait of a writer.
    fn is_icon(&self, node: NodeId) -> bool {
        let small = |node: NodeId, side: &str| {
            let side = self.dom.attribute(node, side).and_then(|side| side.trim().parse::<u32>().ok());
            side.is_some_and(|side| side < 100)
        };
        let mut icon = false;
        let mut see =
            |at: NodeId| icon |= self.dom.name(at) == Some("img") && small(at, "width") && small(at, "height");
        see(node);
        if self.rest.is_small(node) {
            self.dom.each_below(node, &mut see);
        }
        icon
    }

    /// Between headline and text: the lead, a second line, the picture.
    fn belongs_before(&self, node: NodeId, name: &str) -> bool {
        let rest = self.rest;
        let words = rest.words(node);
        let few_links = rest.link_words(node) * 3 <= words;
        let lead = has_word(
            self.dom,
            node,
            &[
                "lead",
                "lede",
                "standfirst",
                "summary",
                "deck",
                "dek",
                "subtitle",
                "subhead",
                "sapo",
                "intro",
                "excerpt",
                "description",
            ],
        );
        match name {
            "figure" => true,
            "img" | "picture" => !self.is_icon(node),
            "h2" | "h3" | "h4" | "h5" | "h6" => self.after_headline == 0 && few_links && words >= 2,
            "ul" | "ol" | "table" | "nav" | "form" => lead && few_links && words >= 4,
            _ if self.is_picture_with_words(node) => true,
            _ if self.rest.holds_blocks(node) => {
                few_links && rest.prose(node) >= 8 && rest.prose(node) * 3 >= words * 2
            }
            _ => {
                few_links && (lead && words >= 3 || rest.prose(node) >= 6)
                    || words == 0 && rest.pictures(node) == 1 && !self.is_icon(node)
            }
        }
    }

    /// After the text: paragraphs, notes, figures; never lists of links.
    fn belongs_after(&self, node: NodeId, name: &str) -> bool {
        let rest = self.rest;
        let words = rest.words(node);
        let few_links = rest.link_words(node) * 3 <= words;
        if is_notes(self.dom, node) {
            return true;
        }
        let brother = self.dom.parent(node) == self.beside;
        match name {
            "figure" => brother && few_links,
            _ if is_heading(name) => brother && few_links && self.leads_to_text(node),
            "p" | "blockquote" | "pre" | "table" | "ol" | "ul" | "dl" => {
                brother && few_links && (rest.prose(node) >= 3 || name == "pre" && words > 0)
            }
            _ => few_links && rest.prose(node) >= if brother { 12 } else { 40 } && rest.prose(node) * 2 >= words,
        }
    }

    /// Whether a heading after the container stands over something that is kept.
    fn leads_to_text(&self, heading: NodeId) -> bool {
        let Some(above) = self.dom.parent(heading) else { return false };
        let mut following = self.dom.elements(above).skip_while(|(child, _)| *child != heading).skip(1);
        following
            .find(|(child, _)| !self.left.is_marked(*child))
            .is_some_and(|(child, name)| !is_heading(name) && self.belongs_after(child, name))
    }
}

/// What is kept whole or not at all.
fn is_whole(name: &str) -> bool {
    matches!(name, "p" | "ul" | "ol" | "dl" | "table" | "blockquote" | "figure" | "pre" | "form") || is_heading(name)
}

fn holds_caption(dom: &Dom, node: NodeId) -> bool {
    let mut holds = false;
    dom.each_below(node, &mut |below| holds |= has_word(dom, below, &["caption", "figcaption"]));
    holds
}

/// Whether a node is a list of notes.
fn is_notes(dom: &Dom, node: NodeId) -> bool {
    dom.attribute(node, "role").is_some_and(|role| matches!(role, "doc-endnotes" | "doc-footnote" | "doc-bibliography"))
        || dom.attribute(node, "epub:type").is_some_and(|kind| kind.contains("note"))
        || has_word(dom, node, &["footnotes", "footnote", "endnotes", "references", "reflist"])
}
