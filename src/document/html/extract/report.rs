//! What is left out, and how it is told.

use std::sync::Arc;

use super::super::dom::{Dom, NodeData, NodeId};
use super::measure::is_unseen;
use crate::publication::{Code, Findings, Place, Rule, one_line};

/// Why something is no part of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Navigation,
    SiteHeader,
    SiteFooter,
    Sidebar,
    ShareBar,
    Comments,
    Related,
    Newsletter,
    Tags,
    Author,
    Dateline,
    Advertisement,
    Cookies,
    Hidden,
    Form,
    Contents,
    EditLink,
    Pager,
    Tools,
    Profile,
    Dialog,
    /// What a wiki says about the state of its page.
    Notice,
    /// The score of a match.
    Score,
    /// Neither the article nor anything that has a name.
    Around,
    Unselected,
    /// A phrase with its links, inside the text.
    Boilerplate,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::SiteHeader => "head of the site",
            Self::SiteFooter => "foot of the site",
            Self::Sidebar => "sidebar",
            Self::ShareBar => "share bar",
            Self::Comments => "comments",
            Self::Related => "related links",
            Self::Newsletter => "newsletter",
            Self::Tags => "tags",
            Self::Author => "about the author",
            Self::Dateline => "byline and dates",
            Self::Advertisement => "advertisement",
            Self::Cookies => "consent banner",
            Self::Hidden => "hidden",
            Self::Form => "form",
            Self::Contents => "table of contents",
            Self::EditLink => "edit link",
            Self::Pager => "links to other pages",
            Self::Tools => "tools of the page",
            Self::Profile => "profile or signature",
            Self::Dialog => "dialog",
            Self::Notice => "notice about the page",
            Self::Score => "score",
            Self::Around => "around the article",
            Self::Unselected => "not selected",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// Whether a page that has it is more than an article: an article alone may have a byline, hidden words, a form.
    fn is_clutter(self) -> bool {
        !matches!(
            self,
            Self::Author
                | Self::Dateline
                | Self::Hidden
                | Self::Form
                | Self::Contents
                | Self::Boilerplate
                | Self::Notice
                | Self::Score
        )
    }
}

/// The nodes that are left out, each with all that is below it.
pub(super) struct Left {
    marks: Vec<Option<Kind>>,
    any: bool,
    clutter: bool,
}

impl Left {
    pub(super) fn new(nodes: usize) -> Self {
        Self { marks: vec![None; nodes], any: false, clutter: false }
    }

    pub(super) fn mark(&mut self, node: NodeId, kind: Kind) {
        self.marks[node] = Some(kind);
        self.any = true;
        self.clutter |= kind.is_clutter();
    }

    pub(super) fn is_marked(&self, node: NodeId) -> bool {
        self.marks[node].is_some()
    }

    pub(super) fn kind(&self, node: NodeId) -> Option<Kind> {
        self.marks[node]
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.any
    }

    pub(super) fn is_cluttered(&self) -> bool {
        self.clutter
    }

    /// Marks all below `body` that neither is below one of `kept` nor holds one; what is marked keeps its kind.
    pub(super) fn everything_but(&mut self, dom: &Dom, body: NodeId, kept: &[NodeId], kind: Kind) {
        const KEPT: u8 = 2;
        const HOLDS: u8 = 1;
        let mut state = vec![0_u8; dom.len()];
        for node in kept {
            state[*node] = KEPT;
            let mut above = dom.parent(*node);
            while let Some(at) = above.filter(|at| state[*at] == 0) {
                state[at] = HOLDS;
                above = dom.parent(at);
            }
        }
        let mut stack = vec![body];
        while let Some(node) = stack.pop() {
            match state[node] {
                KEPT => {}
                HOLDS if !self.is_marked(node) => stack.extend(dom.children(node)),
                _ if self.is_marked(node) || is_nothing(dom, node) => {}
                _ => {
                    self.marks[node] = Some(kind);
                    self.any = true;
                }
            }
        }
    }
}

/// White space, comments, code: what nobody sees.
fn is_nothing(dom: &Dom, node: NodeId) -> bool {
    match dom.data(node) {
        NodeData::Text(text) => text.trim().is_empty(),
        NodeData::Ignored => true,
        _ => is_unseen(dom, node),
    }
}

/// Tells of every region left out: neighbours of one kind are one region.
pub(super) fn report(dom: &Dom, body: NodeId, left: &Left, file: &Arc<str>, findings: &mut Findings) {
    let mut region: Option<Region> = None;
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if let Some(kind) = left.kind(node) {
            let text = one_line(&source_text(dom, node), |_| ());
            if text.is_empty() {
                continue;
            }
            match &mut region {
                Some(open) if open.kind == kind => {
                    // Links that touch in a line are one word in the source.
                    let apart = |node: NodeId| dom.name(node).is_some_and(parts_words);
                    let touching = dom.previous(node) == Some(open.last) && !apart(node) && !apart(open.last);
                    if !(touching && dom.is_element(node) && dom.is_element(open.last)) {
                        open.text.push(' ');
                    }
                    open.text.push_str(&text);
                    open.last = node;
                }
                _ => {
                    if let Some(closed) = region.replace(Region { kind, text, line: dom.line(node), last: node }) {
                        closed.tell(file, findings);
                    }
                }
            }
            continue;
        }
        let shown = matches!(dom.data(node), NodeData::Text(text) if !text.trim().is_empty());
        if shown && let Some(closed) = region.take() {
            closed.tell(file, findings);
        }
        if !is_unseen(dom, node) {
            let before = stack.len();
            stack.extend(dom.children(node));
            stack[before..].reverse();
        }
    }
    if let Some(closed) = region {
        closed.tell(file, findings);
    }
}

struct Region {
    kind: Kind,
    text: String,
    line: u32,
    /// The last node of it.
    last: NodeId,
}

impl Region {
    fn tell(self, file: &Arc<str>, findings: &mut Findings) {
        let place = Place::new(file, self.line);
        let count = self.text.split(' ').count();
        if self.kind == Kind::Boilerplate {
            let message = format!("«{}» was removed from the text: it leads to other pages", shortened(&self.text, 40));
            findings.advise(Code::BoilerplateRemoved, place.clone(), message, "`--whole-page` keeps it");
            findings.change(Rule::Boilerplate, self.text, place);
            return;
        }
        let words = if count == 1 { "word" } else { "words" };
        let message = format!("{} left out, {count} {words}: «{}»", self.kind.name(), shortened(&self.text, 8));
        let hint = match self.kind {
            Kind::Unselected => "`--select` takes more than one selector",
            _ => "`--whole-page` keeps everything, `--select` decides by hand",
        };
        findings.advise(Code::PageFurniture, place.clone(), message, hint);
        findings.change(Rule::PageFurniture, self.text, place);
    }
}

fn shortened(text: &str, most: usize) -> String {
    let mut words = text.split(' ');
    let first = words.by_ref().take(most).collect::<Vec<_>>().join(" ");
    let first = match first.char_indices().nth(most * 24) {
        Some((at, _)) => format!("{}…", &first[..at]),
        None => first,
    };
    if words.next().is_some() { format!("{first} …") } else { first }
}

/// The words below a node as a reader of the source has them: neighbours in a line are one word, blocks part words.
pub(super) fn source_text(dom: &Dom, node: NodeId) -> String {
    let mut text = String::new();
    collect(dom, node, &mut text);
    text
}

fn collect(dom: &Dom, node: NodeId, text: &mut String) {
    match dom.data(node) {
        NodeData::Text(words) => text.push_str(words),
        NodeData::Element(name, _) => {
            let name = &*name.local;
            if matches!(
                name,
                "script"
                    | "style"
                    | "template"
                    | "title"
                    | "rp"
                    | "desc"
                    | "metadata"
                    | "annotation"
                    | "annotation-xml"
            ) {
                return;
            }
            let apart = parts_words(name);
            if apart {
                text.push(' ');
            }
            for child in dom.children(node) {
                collect(dom, child, text);
            }
            if apart {
                text.push(' ');
            }
        }
        NodeData::Document | NodeData::Ignored => {}
    }
}

fn parts_words(name: &str) -> bool {
    super::super::elements::is_block(name)
        || matches!(
            name,
            "br" | "audio" | "button" | "canvas" | "iframe" | "object" | "option" | "select" | "textarea" | "video"
        )
}
