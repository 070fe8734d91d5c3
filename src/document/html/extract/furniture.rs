//! Parts of a page that their element, role or names say are no article, where what is in them agrees.

use super::super::dom::{Dom, NodeId};
use super::measure::{Measures, is_heading, is_unseen};
use super::report::{Kind, Left};
use super::vocabulary::{has_word, kinds};
use super::{hiding, microdata, recipes, signs};
use crate::document::html::head::has_token;

/// Marks them, the outermost first.
pub(super) fn mark(dom: &Dom, body: NodeId, whole: &Measures, protected: &[bool], left: &mut Left) {
    let total = whole.prose(body).max(1);
    let page = Marker { dom, whole, protected, total, body, built_of_widgets: is_built_of_widgets(dom, body, whole) };
    let mut stack = vec![(body, Around::default())];
    while let Some((node, around)) = stack.pop() {
        if is_unseen(dom, node) {
            continue;
        }
        if node != body
            && dom.is_element(node)
            && let Some(kind) = page.kind(node, around)
        {
            left.mark(node, kind);
            continue;
        }
        let around = around.within(dom, node);
        stack.extend(dom.children(node).map(|child| (child, around)));
    }
}

/// What an element stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    /// An article or the main part of the page.
    article: bool,
    /// Something that holds what its parts say: a quotation, a figure, a table with heads, code.
    content: bool,
    /// A paragraph, a heading, an item.
    line: bool,
    /// The card of a recipe.
    recipe: bool,
    /// A thread, whose comments are what it is made of.
    thread: bool,
}

impl Around {
    fn within(self, dom: &Dom, node: NodeId) -> Self {
        let Some(name) = dom.name(node) else { return self };
        Self {
            article: self.article || matches!(name, "article" | "main") || dom.attribute(node, "role") == Some("main"),
            content: self.content || matches!(name, "blockquote" | "figure" | "pre" | "code" | "thead" | "th" | "dl"),
            line: self.line || matches!(name, "p" | "li" | "td" | "dd" | "dt") || is_heading(name),
            recipe: self.recipe || recipes::is_card(dom, node, name),
            thread: self.thread || microdata::is_thread(dom, node),
        }
    }
}

struct Marker<'a> {
    dom: &'a Dom,
    whole: &'a Measures,
    /// Which nodes hold the headline or what the page says is the article's body.
    protected: &'a [bool],
    total: u32,
    body: NodeId,
    built_of_widgets: bool,
}

impl Marker<'_> {
    fn kind(&self, node: NodeId, around: Around) -> Option<Kind> {
        let (dom, whole) = (self.dom, self.whole);
        if self.protected[node] {
            return None;
        }
        let words = whole.words(node);
        if words == 0 && whole.pictures(node) == 0 && whole.controls(node) == 0 {
            return None;
        }
        let name = dom.name(node)?;
        if self.is_hidden(node, name) && self.is_at_most(node, 30) {
            return Some(Kind::Hidden);
        }
        if self.is_content_by_role(node) {
            return None;
        }
        let by_element = self.by_element(node, name, around);
        if by_element.is_some() {
            return by_element;
        }
        let (dom, whole) = (self.dom, self.whole);
        if signs::is_about_a_member(dom, node, name, whole) || signs::is_signature(dom, node, name, whole) {
            return Some(Kind::Profile);
        }
        if !around.content && signs::is_linked_icon(dom, node, name, whole) {
            return Some(Kind::Profile);
        }
        if signs::is_advertisement(dom, node, name, whole) {
            return Some(Kind::Advertisement);
        }
        if matches!(
            name,
            "html"
                | "body"
                | "main"
                | "pre"
                | "code"
                | "em"
                | "strong"
                | "b"
                | "i"
                | "blockquote"
                | "figure"
                | "figcaption"
                | "caption"
                | "th"
        ) || around.content
        {
            return None;
        }
        let recipe = recipes::is_part(dom, node, around.recipe);
        let by_type = microdata::kind(dom, node).filter(|kind| !(around.thread && *kind == Kind::Comments));
        let names = kinds(dom, node).into_iter().filter(|kind| !recipe || recipes::is_no_part(*kind));
        by_type.into_iter().chain(names).find(|kind| self.agrees(node, name, *kind, around))
    }

    /// Whether a node holds at most so many hundredths of the page's prose.
    fn is_at_most(&self, node: NodeId, hundredths: u32) -> bool {
        u64::from(self.whole.prose(node)) * 100 <= u64::from(self.total) * u64::from(hundredths)
    }

    fn is_hidden(&self, node: NodeId, name: &str) -> bool {
        let mathematics = || has_word(self.dom, node, &["math", "katex", "mathjax"]);
        hiding::is_hidden(self.dom, node) && !mathematics() || name == "noscript" && self.whole.pictures(node) == 0
    }

    /// Roles of digital publishing name parts of the text.
    fn is_content_by_role(&self, node: NodeId) -> bool {
        let role = self.dom.attribute(node, "role").unwrap_or_default();
        let types = self.dom.attribute(node, "epub:type").unwrap_or_default();
        role.starts_with("doc-") && !matches!(role, "doc-toc" | "doc-pagelist") || types.contains("note")
    }

    fn by_element(&self, node: NodeId, name: &str, around: Around) -> Option<Kind> {
        let (dom, whole) = (self.dom, self.whole);
        let role = dom.attribute(node, "role").unwrap_or_default();
        let links = whole.is_links(node);
        match (name, role) {
            (_, "navigation" | "menu" | "menubar" | "search") | ("nav" | "search", _) if self.is_at_most(node, 50) => {
                let contents = has_word(dom, node, &["toc"]);
                Some(if contents { Kind::Contents } else { Kind::Navigation })
            }
            (_, "dialog" | "alertdialog") | ("dialog", _) if self.is_at_most(node, 50) => Some(Kind::Dialog),
            (_, "banner") if self.is_at_most(node, 30) => Some(Kind::SiteHeader),
            ("header", _) if !around.article && self.is_at_most(node, 30) => Some(Kind::SiteHeader),
            (_, "contentinfo") if self.is_at_most(node, 40) => Some(Kind::SiteFooter),
            ("footer", _) if !around.article && !around.content && self.is_at_most(node, 40) => Some(Kind::SiteFooter),
            ("footer", _) if !around.content && (links || whole.prose(node) == 0) && !self.holds_notes(node) => {
                Some(Kind::SiteFooter)
            }
            ("aside", _) | (_, "complementary") if self.is_at_most(node, 50) => {
                let linked = whole.link_words(node) * 5 >= whole.words(node) * 2 || whole.controls(node) > 0;
                (linked || !around.article && whole.links(node) > 0).then_some(Kind::Sidebar)
            }
            (_, "toolbar") => Some(Kind::Tools),
            ("form", _) if self.is_at_most(node, 30) => Some(Kind::Form),
            _ => None,
        }
    }

    /// Whether what is in an element agrees with what its names say.
    fn agrees(&self, node: NodeId, name: &str, kind: Kind, around: Around) -> bool {
        let (dom, whole) = (self.dom, self.whole);
        let (words, prose) = (whole.words(node), whole.prose(node));
        let links = whole.is_links(node);
        let linked = whole.links(node) > 0;
        let form = whole.controls(node) > 0;
        let inline = !super::super::elements::is_block(name) && !name.contains('-');
        if is_heading(name) || name == "p" && prose > 12 {
            return false;
        }
        match kind {
            Kind::Hidden => words <= 30,
            Kind::ShareBar => words <= 80 && prose <= 25,
            Kind::Comments => {
                let rest = self.total.saturating_sub(prose);
                !(around.line && inline) && (rest >= 25 || rest >= prose)
            }
            Kind::Related => {
                let empty = words <= 8 && prose == 0 && !inline;
                (linked || empty)
                    && self.is_at_most(node, 35)
                    && (links || words <= 400)
                    && !(around.line && inline && !links)
            }
            Kind::Sidebar => {
                let short = words <= 40 && !self.built_of_widgets;
                let widget = !has_word(dom, node, &["widget", "widgets", "rail"]) || links || form || short;
                self.is_at_most(node, 45) && widget && words > 0
            }
            Kind::Navigation => (links || words <= 12 && linked) && self.is_at_most(node, 20),
            Kind::SiteHeader => !around.article && self.is_at_most(node, 30),
            Kind::SiteFooter => self.is_at_most(node, 30) && (!around.article || words <= 60),
            Kind::Newsletter => words <= 150 && self.is_at_most(node, 30) && (form || linked || words <= 60),
            Kind::Tags => links && words <= 80 || !around.line && words <= 4 && !inline && whole.pictures(node) == 0,
            Kind::Author => !around.line && words <= 120 && self.is_at_most(node, 30) && whole.longest(node) <= 90,
            Kind::Dateline => !around.line && words <= 30 && prose <= 12,
            Kind::Advertisement => words <= 60 && self.is_at_most(node, 20),
            Kind::Cookies => self.is_at_most(node, 50) && words <= 400,
            Kind::Form => form && self.is_at_most(node, 30),
            Kind::Contents => links && self.is_at_most(node, 10),
            Kind::EditLink => linked && words <= 8 || inline && words <= 8 && prose == 0 && !around.line,
            Kind::Pager => links && words <= 80 && !(around.line && inline),
            Kind::Tools => {
                words <= 30 && (prose <= 8 || whole.controls(node) >= 2) && (!around.line || !inline || links || form)
            }
            Kind::Profile => !around.line && words <= 60 && self.is_at_most(node, 20) && whole.longest(node) <= 40,
            Kind::Dialog => self.is_at_most(node, 30) && words <= 300,
            Kind::Notice => words <= 150 && self.is_at_most(node, 30) && whole.longest(node) <= 80,
            Kind::Around | Kind::Unselected | Kind::Boilerplate | Kind::Score => false,
        }
    }

    /// Whether something in here is what a mark in the text leads to.
    fn holds_notes(&self, node: NodeId) -> bool {
        let mut found = false;
        self.dom.each_below(node, &mut |below| {
            found |= self.dom.name(below) == Some("li") && self.dom.attribute(below, "id").is_some();
        });
        found && self.body != node
    }
}

/// Whether the text of a page stands in widgets, as some tools build pages: then their name says nothing.
fn is_built_of_widgets(dom: &Dom, body: NodeId, whole: &Measures) -> bool {
    let mut prose = 0;
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if node != body && has_word(dom, node, &["widget", "widgets"]) {
            prose += whole.prose(node);
        } else {
            stack.extend(dom.elements(node).map(|(child, _)| child));
        }
    }
    prose * 2 >= whole.prose(body).max(1)
}

/// Which nodes hold the headline or a part that the page marks as the text of an article.
pub(super) fn holders(dom: &Dom, body: NodeId, headline: Option<NodeId>) -> Vec<bool> {
    let mut holds = vec![false; dom.len()];
    let mut hold = |node: NodeId| {
        let mut above = Some(node);
        while let Some(at) = above.filter(|at| !holds[*at]) {
            holds[at] = true;
            above = dom.parent(at);
        }
    };
    headline.into_iter().for_each(&mut hold);
    dom.each_below(body, &mut |node| {
        if has_token(dom.attribute(node, "itemprop"), "articleBody") {
            hold(node);
        }
    });
    hold(body);
    holds
}

/// White space, a comment, code.
pub(super) fn is_blank(dom: &Dom, node: NodeId) -> bool {
    use super::super::dom::NodeData;
    match dom.data(node) {
        NodeData::Text(text) => text.trim().is_empty(),
        NodeData::Ignored => true,
        _ => is_unseen(dom, node),
    }
}
