//! Tokens → nodes, by html5ever's tokenizer and tree builder, with two guards between them: start tags beyond a depth
//! are dropped (the standard's algorithm is quadratic in it), and markup that multiplies itself stops the reading.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, EOFToken, Tag, TagKind, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer,
    TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, QualName, TokenizerResult};

use super::Origin;
use super::dom::{Dom, NodeData, NodeId};
use super::elements::is_void;

/// The deepest nesting of elements that is built.
const MAX_ELEMENTS_DEEP: u32 = 160;

/// What parsing gave.
pub(super) struct Parsed {
    pub(super) dom: Dom,
    /// The line of the first start tag that was dropped for its depth.
    pub(super) flattened: Option<u32>,
}

/// Parses a whole text; `None` when its markup makes more nodes than it has bytes, which no honest page does.
pub(super) fn parse(text: &str, origin: &Origin) -> Option<Parsed> {
    if has_endless_tag(text) {
        return None;
    }
    let first_line = match origin {
        Origin::Page { first_line, .. } => *first_line,
        Origin::Markdown(_) => 0,
    };
    let sink = Sink {
        dom: RefCell::new(Dom::new()),
        depth: Cell::new(0),
        line: Cell::new(first_line),
        first_line,
        line_comment: match origin {
            Origin::Markdown(marker) => Some(marker.line.clone()),
            Origin::Page { .. } => None,
        },
    };
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let guard = Guard {
        builder: TreeBuilder::new(sink, options),
        xml: matches!(origin, Origin::Page { xml: true, .. }),
        flattened: Cell::new(None),
        // The shortest element with a letter in it has four bytes and makes two nodes.
        most_nodes: text.len() / 2 + 1000,
        overflown: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    // It stops at scripts and at declared encodings; neither is any business of ours.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let guard = tokenizer.sink;
    if guard.overflown.get() {
        return None;
    }
    Some(Parsed { dom: guard.builder.sink.dom.into_inner(), flattened: guard.flattened.get() })
}

/// Whether a tag has more attributes than any page needs: the tokenizer compares each with all before it.
fn has_endless_tag(text: &str) -> bool {
    const MOST_ATTRIBUTES: usize = 4096;
    let mut bytes = text.bytes().peekable();
    while let Some(b) = bytes.next() {
        if b != b'<' || !bytes.peek().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (mut quote, mut attributes) = (None, 0_usize);
        for b in bytes.by_ref() {
            match (quote, b) {
                (Some(open), b) if open == b => quote = None,
                (Some(_), _) => {}
                (None, b'>') => break,
                (None, b'"' | b'\'') => quote = Some(b),
                (None, b' ' | b'\n' | b'\t' | b'/') => attributes += 1,
                (None, _) => {}
            }
            if attributes > MOST_ATTRIBUTES {
                return true;
            }
        }
    }
    false
}

/// Stands between tokenizer and tree builder.
struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    xml: bool,
    flattened: Cell<Option<u32>>,
    most_nodes: usize,
    overflown: Cell<bool>,
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let sink = &self.builder.sink;
        if self.overflown.get() && token != EOFToken {
            return TokenSinkResult::Continue;
        }
        if sink.dom.borrow().len() > self.most_nodes {
            self.overflown.set(true);
            return TokenSinkResult::Continue;
        }
        if let TagToken(tag) = &token
            && tag.kind == TagKind::StartTag
        {
            if sink.depth.get() >= MAX_ELEMENTS_DEEP && !is_void(&tag.name) {
                self.flattened.set(self.flattened.get().or(Some(sink.line.get())));
                // Words of neighbouring elements must not grow together.
                return self.builder.process_token(CharacterTokens(" ".into()), line);
            }
            if self.xml && tag.self_closing && !is_void(&tag.name) {
                return self.process_self_closing(tag.clone(), line);
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Guard {
    /// In XHTML `<p/>` is a whole element. An empty script, style or title would turn the rest of the page into its text.
    fn process_self_closing(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if matches!(&*tag.name, "script" | "style" | "title" | "textarea" | "iframe" | "noframes" | "xmp" | "noscript")
        {
            return TokenSinkResult::Continue;
        }
        let end = Tag { kind: TagKind::EndTag, attrs: Vec::new(), self_closing: false, ..tag.clone() };
        let opened = self.builder.process_token(TagToken(Tag { self_closing: false, ..tag }), line);
        // Foreign elements (SVG, MathML) close themselves in HTML too; the end tag then matches nothing and is ignored.
        let closed = self.builder.process_token(TagToken(end), line);
        match opened {
            TokenSinkResult::Continue => closed,
            other => other,
        }
    }
}

/// Receives the tree builder's orders.
struct Sink {
    dom: RefCell<Dom>,
    /// The depth of the element that is open.
    depth: Cell<u32>,
    line: Cell<u32>,
    first_line: u32,
    /// How comments begin that hold the lines of Markdown.
    line_comment: Option<String>,
}

impl Sink {
    fn create(&self, data: NodeData) -> NodeId {
        self.dom.borrow_mut().create(data, self.line.get())
    }

    /// Puts a node or words at a place; words join those before them.
    fn put(&self, child: NodeOrText<NodeId>, before: Option<NodeId>, place: impl FnOnce(&mut Dom, NodeId)) {
        match child {
            NodeOrText::AppendNode(node) => place(&mut self.dom.borrow_mut(), node),
            NodeOrText::AppendText(words) => {
                let mut dom = self.dom.borrow_mut();
                if let Some(before) = before
                    && let NodeData::Text(text) = dom.data_mut(before)
                {
                    text.push_tendril(&words);
                } else {
                    let node = dom.create(NodeData::Text(words), self.line.get());
                    place(&mut dom, node);
                }
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Dom::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.dom.borrow(), |dom| match dom.data(*target) {
            NodeData::Element(name, _) => name,
            // The tree builder promises to ask for elements only.
            _ => unreachable!("the name of a node that is no element"),
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        self.create(NodeData::Element(name, attributes))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        if let Some(comment) = &self.line_comment
            && let Some(line) = text.strip_prefix(comment.as_str()).and_then(|line| line.parse().ok())
        {
            self.line.set(line);
        }
        self.create(NodeData::Ignored)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.create(NodeData::Ignored)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let last = self.dom.borrow().last_child(*parent);
        if let NodeOrText::AppendNode(node) = child {
            self.dom.borrow_mut().append(*parent, node);
            self.depth.set(self.dom.borrow().depth(node));
        } else {
            self.put(child, last, |dom, node| dom.append(*parent, node));
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.dom.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &NodeId) {
        self.depth.set(self.dom.borrow().depth(*node).saturating_sub(1));
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        // What a template holds is not shown, so it may as well stay inside.
        *target
    }

    fn same_node(&self, a: &NodeId, b: &NodeId) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let before = self.dom.borrow().previous(*sibling);
        self.put(child, before, |dom, node| dom.insert_before(*sibling, node));
    }

    fn add_attrs_if_missing(&self, target: &NodeId, new: Vec<Attribute>) {
        if let NodeData::Element(_, attributes) = self.dom.borrow_mut().data_mut(*target) {
            for attribute in new {
                if !attributes.iter().any(|known| known.name == attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut dom = self.dom.borrow_mut();
        let children = dom.children(*node).collect::<Vec<_>>();
        for child in children {
            dom.append(*new_parent, child);
        }
    }

    fn set_current_line(&self, line: u64) {
        if self.line_comment.is_none() {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            self.line.set(self.first_line.saturating_add(line).saturating_sub(1));
        }
    }
}
