//! What the stylesheets of a book's page mean for its elements: direction, emphasis, lines in the middle, what is hidden.

use super::dom::{Dom, NodeId};
use super::flow::Reader;
use crate::document::tree::*;
use crate::document::verse;
use crate::publication::{Direction, has_words};
use crate::source::book::Page;
use crate::source::{Side, Styled, Styles, declarations};

/// The stylesheets of a page, and what most of its paragraphs are: that is no emphasis.
pub(super) struct PageStyles<'a> {
    styles: &'a Styles,
    mostly_bold: bool,
    mostly_italic: bool,
    mostly_centred: bool,
    /// Whether the page is known to be no text: a cover, a title page, contents.
    is_frame: bool,
    /// Whether Warraq made the book.
    pub(super) own: bool,
    /// Whether the book claims that its pictures are described.
    pub(super) describes_pictures: bool,
}

impl<'a> PageStyles<'a> {
    pub(super) fn new(dom: &Dom, page: &'a Page) -> Self {
        let styles = page.styles.as_ref();
        let (mut all, mut bold, mut italic, mut centred) = (0, 0, 0, 0);
        for node in (0..dom.len()).filter(|node| !styles.is_empty() && dom.name(*node) == Some("p")) {
            let styled = styles.of("p", dom.attribute(node, "class"));
            all += 1;
            bold += usize::from(styled.by_class.bold == Some(true));
            italic += usize::from(styled.by_class.italic == Some(true));
            centred += usize::from(styled.all.side == Some(Side::Centre));
        }
        let most = |count: usize| all >= 8 && count * 3 > all * 2;
        Self {
            styles,
            mostly_bold: most(bold),
            mostly_italic: most(italic),
            mostly_centred: most(centred),
            is_frame: page.role.is_some(),
            own: page.own,
            describes_pictures: page.describes_pictures,
        }
    }
}

/// Whether a class names half a line of verse.
fn is_half(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    let bare = class.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    matches!(
        bare,
        "sadr"
            | "sader"
            | "ajz"
            | "ajuz"
            | "ajoz"
            | "agz"
            | "shatr"
            | "hemistich"
            | "misra"
            | "mesra"
            | "mesraa"
            | "half"
    )
}

/// The direction that the stylesheets give the whole page.
pub(super) fn direction_of_page(dom: &Dom, styles: &Styles) -> Option<Direction> {
    ["body", "html"].into_iter().find_map(|name| {
        let element = dom.find(name)?;
        let own = dom.attribute(element, "style").and_then(|style| declarations(style).direction);
        own.or_else(|| styles.of(name, dom.attribute(element, "class")).all.direction)
    })
}

impl Reader<'_> {
    /// What rules say about an element: those of its attribute before those of the stylesheets.
    fn styled(&self, node: NodeId) -> Styled {
        let (Some(page), Some(name)) = (&self.styles, self.dom.name(node)) else { return Styled::default() };
        let mut styled = page.styles.of(name, self.dom.attribute(node, "class"));
        if let Some(own) = self.dom.attribute(node, "style").map(declarations) {
            styled.by_class = own.or(styled.by_class);
            styled.all = own.or(styled.all);
        }
        styled
    }

    /// Whether an element is not shown. Notes are hidden by programs that show them on demand, and are kept.
    pub(super) fn is_hidden(&self, node: NodeId) -> bool {
        if self.styles.is_none() || self.styled(node).all.hidden != Some(true) {
            return false;
        }
        let mut note = false;
        let mut see = |node: NodeId| {
            let named = |name| self.dom.attribute(node, name).is_some_and(|value| value.contains("note"));
            note |= self.note_number(node).is_some() || named("epub:type") || named("role") || named("class");
        };
        see(node);
        self.dom.each_below(node, &mut see);
        !note
    }

    /// The direction that rules give an element, or that text set to the right is a sign of.
    pub(super) fn styled_direction(&self, node: NodeId) -> Option<Direction> {
        let style = self.styled(node).all;
        style.direction.or_else(|| {
            let right = style.side == Some(Side::Right) && !self.holds_block[node];
            (right && Direction::of_text(&self.dom.text(node)) == Some(Direction::Rtl)).then_some(Direction::Rtl)
        })
    }

    /// Whether the lines of a paragraph stand in the middle, as those of few others do.
    pub(super) fn is_centred(&self, node: NodeId) -> bool {
        let few = self.styles.as_ref().is_some_and(|page| !page.mostly_centred && !page.is_frame);
        few && self.styled(node).all.side == Some(Side::Centre)
    }

    /// Words with the emphasis that their class gives them.
    pub(super) fn emphasised(&self, node: NodeId, words: Vec<Inline>) -> Vec<Inline> {
        let Some(page) = &self.styles else { return words };
        let style = self.styled(node).by_class;
        let alone = |set: Style, words: &[Inline]| matches!(words, [Inline::Styled(own, _)] if *own == set);
        let mut words = words;
        let shown = words.iter().any(|inline| !matches!(inline, Inline::Anchor(_)));
        let bold = style.bold == Some(true) && !page.mostly_bold;
        if bold && shown && !alone(Style::Strong, &words) && !alone(Style::Attention, &words) {
            words = vec![Inline::Styled(Style::Strong, words)];
        }
        let italic = style.italic == Some(true) && !page.mostly_italic;
        if italic && shown && !alone(Style::Emphasis, &words) && !alone(Style::Alternate, &words) {
            words = vec![Inline::Styled(Style::Emphasis, words)];
        }
        words
    }

    /// Verse that begins at a paragraph: one of several in the middle, or called verse, one after another. Gives how many
    /// elements it takes.
    pub(super) fn verse_from(&mut self, first: NodeId, depth: usize) -> Option<(Block, usize)> {
        if self.styles.is_none() || depth >= MAX_DEPTH || !self.is_line(first) {
            return None;
        }
        // Only the first of them is asked, so that a long run is read once.
        let before = self.previous_element(first);
        if before.is_some_and(|before| self.is_line(before)) {
            return None;
        }
        let mut lines = vec![first];
        while let Some(next) = lines.last().and_then(|last| self.next_element(*last)).filter(|next| self.is_line(*next))
        {
            lines.push(next);
        }
        let named = lines.iter().all(|line| self.is_named_verse(*line));
        if lines.len() < 2 || (!named && !self.look_like_verse(&lines)) {
            return None;
        }
        let lengths = self.findings.lengths();
        let mut blocks = Vec::with_capacity(lines.len());
        for line in &lines {
            let words = self.words(*line, depth + 1);
            blocks.push(Block::new(BlockKind::Paragraph(words), self.dom.line(*line)));
        }
        let Some(found) = verse::of_paragraphs(&blocks) else {
            self.findings.rewind(lengths);
            return None;
        };
        Some((Block::new(self.verse(found), self.dom.line(first)), lines.len()))
    }

    /// Whether paragraphs in the middle may be verse: three or more of several words each, of about the same length, none set
    /// as a heading is.
    fn look_like_verse(&self, lines: &[NodeId]) -> bool {
        let lengths = lines.iter().map(|line| self.dom.text(*line).split_whitespace().count()).collect::<Vec<_>>();
        let (least, most) = (lengths.iter().min().copied().unwrap_or(0), lengths.iter().max().copied().unwrap_or(0));
        let bold = lines.iter().any(|line| self.styled(*line).by_class.bold == Some(true));
        lines.len() >= 3 && least >= 2 && most <= least * 4 && !bold
    }

    /// Verse that stands in an element as two halves side by side: `sadr` and `ajz` in elements of their own.
    pub(super) fn halves_in(&mut self, node: NodeId, depth: usize) -> Option<Vec<VerseLine>> {
        if self.styles.is_none() || self.has_loose_words(node) {
            return None;
        }
        let children = self.dom.elements(node).map(|(child, name)| (child, name == "br")).collect::<Vec<_>>();
        let halves = children.iter().filter(|(_, is_break)| !is_break).map(|(child, _)| *child).collect::<Vec<_>>();
        let plain = |child: &NodeId| !self.holds_block[*child] && has_words(&self.dom.text(*child));
        if halves.is_empty() || halves.len() % 2 != 0 || halves.len() > 2000 || !halves.iter().all(plain) {
            return None;
        }
        let class = |child: NodeId| self.dom.attribute(child, "class").unwrap_or_default();
        let called = |child: NodeId| class(child).split_ascii_whitespace().any(is_half);
        let pairs = halves.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
        let differ = |(first, second): &(NodeId, NodeId)| class(*first) != class(*second);
        let all_called = halves.iter().all(|half| called(*half));
        let one_line = pairs.len() == 1 && self.dom.name(node) == Some("p") && self.dom.name(halves[0]) == Some("span");
        let named = self.is_named_verse(node);
        if !(all_called || (named && (one_line || pairs.iter().all(differ)))) {
            return None;
        }
        let lengths = self.findings.lengths();
        let mut lines = Vec::with_capacity(pairs.len());
        for (first, second) in pairs {
            let halves = [first, second].into_iter().map(|half| {
                let mut words = self.words(half, depth + 1);
                words.splice(0..0, self.dom.attribute(half, "id").map(|id| Inline::Anchor(id.to_owned())));
                words
            });
            lines.push(VerseLine { halves: halves.collect(), opens_stanza: false });
        }
        if !lines.iter().all(|line: &VerseLine| verse::are_halves(&line.halves)) {
            self.findings.rewind(lengths);
            return None;
        }
        Some(lines)
    }

    /// Whether an element is a paragraph that may be a line of verse.
    fn is_line(&self, node: NodeId) -> bool {
        let paragraph = self.dom.name(node) == Some("p") && self.dom.attribute(node, "id").is_none();
        paragraph
            && (self.is_centred(node) || self.is_named_verse(node))
            && self.note_number(node).is_none()
            && has_words(&self.dom.text(node))
    }

    pub(super) fn previous_element(&self, node: NodeId) -> Option<NodeId> {
        let mut at = self.dom.previous(node);
        while let Some(previous) = at.filter(|previous| self.is_space(*previous)) {
            at = self.dom.previous(previous);
        }
        at
    }

    fn next_element(&self, node: NodeId) -> Option<NodeId> {
        let mut at = self.dom.next(node);
        while let Some(next) = at.filter(|next| self.is_space(*next)) {
            at = self.dom.next(next);
        }
        at
    }

    /// Whether a node is nothing that can be seen: white space, a comment.
    fn is_space(&self, node: NodeId) -> bool {
        self.dom.name(node).is_none() && self.dom.text_of(node).is_none_or(|text| text.trim().is_empty())
    }
}
