//! Tools of a page within its text, known by how they are built: players, votes, rows of links that print and send, signs.

use std::collections::HashMap;

use super::super::dom::{Dom, NodeData, NodeId};
use super::super::elements::is_block;
use super::furniture::is_blank;
use super::measure::Measures;
use super::phrase_list::{Phrase, Phrases};
use super::report::{Kind, Left};

/// A picture that a page shows as often is a sign.
const OFTEN: usize = 3;

/// What is known of the page.
pub(super) struct Tools<'a> {
    dom: &'a Dom,
    whole: &'a Measures,
    phrases: &'a Phrases,
    shown: HashMap<String, usize>,
}

impl<'a> Tools<'a> {
    pub(super) fn of(dom: &'a Dom, body: NodeId, whole: &'a Measures, phrases: &'a Phrases) -> Self {
        Self { dom, whole, phrases, shown: shown(dom, body) }
    }

    /// Whether a block is one; `links` are those in it.
    pub(super) fn is_tool(&self, node: NodeId, links: &[NodeId], left: &Left) -> bool {
        self.is_player(node) || self.is_vote(node) || self.is_icons(node, links) || self.is_row_of_tools(node, left)
    }

    /// A sound with its buttons, to hear the page.
    fn is_player(&self, node: NodeId) -> bool {
        let mut sound = false;
        if self.whole.controls(node) > 0 && self.whole.words(node) <= 12 && self.whole.prose(node) == 0 {
            self.dom.each_below(node, &mut |below| sound |= self.dom.name(below) == Some("audio"));
        }
        sound
    }

    /// «Was this of use?» with a button for yes and one for no.
    fn is_vote(&self, node: NodeId) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        if !(2..=4).contains(&whole.controls(node)) || whole.words(node) > 16 || whole.links(node) > 1 {
            return false;
        }
        let (mut asked, mut answers) = (String::new(), 0);
        for child in dom.children(node).filter(|child| !is_blank(dom, *child)) {
            if whole.controls(child) > 0 && (1..=4).contains(&whole.words(child)) {
                answers += whole.controls(child);
            } else if answers == 0 {
                asked.push_str(&dom.spaced_text(child));
            }
        }
        answers >= 2 && asked.trim_end().ends_with(['?', '؟'])
    }

    /// Pictures that print, send or save the page.
    fn is_icons(&self, node: NodeId, links: &[NodeId]) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let is_icon = |link: &NodeId| {
            let mut icon = false;
            dom.each_below(*link, &mut |below| {
                if dom.name(below) == Some("img") {
                    let said = dom.attribute(below, "alt").unwrap_or_default();
                    icon = said.trim().eq_ignore_ascii_case("pdf") || self.phrases.get(said) == Some(Phrase::Share);
                }
            });
            icon
        };
        let only = whole.words(node) == 0 && !links.is_empty() && whole.pictures(node) as usize == links.len();
        only && links.iter().all(is_icon)
    }

    /// Links and buttons side by side, of which at least half are known as tools.
    fn is_row_of_tools(&self, node: NodeId, left: &Left) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let (mut tools, mut others) = (0, 0);
        for child in dom.children(node).filter(|child| !is_blank(dom, *child)) {
            match (dom.data(child), left.kind(child)) {
                (_, Some(Kind::Tools | Kind::ShareBar)) => tools += 1,
                (NodeData::Element(..), None)
                    if matches!(dom.name(child), Some("a" | "button")) && whole.words(child) <= 4 =>
                {
                    others += 1;
                }
                _ => return false,
            }
        }
        tools > 0 && others <= tools
    }

    /// A picture that a page shows often, in a line that says nothing: the state of a post, a button.
    pub(super) fn is_sign(&self, node: NodeId) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let often =
            dom.attribute(node, "src").and_then(|address| self.shown.get(address)).is_some_and(|count| *count >= OFTEN);
        let formula = dom.attribute(node, "alt").is_some_and(|said| said.contains(['\\', '{', '^', '=']));
        if !often || formula {
            return false;
        }
        let mut above = dom.parent(node);
        while let Some(at) = above.filter(|at| !dom.name(*at).is_some_and(is_block)) {
            above = dom.parent(at);
        }
        above.is_some_and(|block| {
            // A picture alone in a block may be the article's, and turn in a gallery.
            let line = match dom.name(block) {
                Some("td" | "th") => true,
                Some("div" | "header" | "footer" | "section") => whole.own_words(block) > 0,
                _ => false,
            };
            line && whole.own_words(block) <= 8 && whole.prose(block) == 0
        })
    }
}

/// How often each picture is shown.
fn shown(dom: &Dom, body: NodeId) -> HashMap<String, usize> {
    let mut shown = HashMap::new();
    dom.each_below(body, &mut |node| {
        if dom.name(node) == Some("img")
            && let Some(address) = dom.attribute(node, "src").filter(|address| !address.starts_with("data:"))
        {
            *shown.entry(address.to_owned()).or_insert(0) += 1;
        }
    });
    shown
}
