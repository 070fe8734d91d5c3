//! The small documents of a book (container, package, contents) as a tree, well-formed or not: html5ever's tokenizer finds
//! tags, attributes and references in any text, and what is open closes when something around it does.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, TagKind, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use roxmltree::ParsingOptions;

/// The deepest nesting that is built; what lies deeper joins what is around it.
const MOST_DEEP: usize = 100;
/// The most elements of one document.
const MOST_ELEMENTS: usize = 400_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name without a prefix, in small letters.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    /// The words and elements in it, in their order.
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Words(String),
    Element(Element),
}

impl Element {
    /// The value of an attribute by its name without a prefix, in small letters.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim())
    }

    /// Whether an attribute that lists words holds one.
    pub(super) fn has_word(&self, attribute: &str, word: &str) -> bool {
        self.attribute(attribute)
            .is_some_and(|words| words.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word)))
    }

    /// The elements directly in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| child.name == name)
    }

    /// The elements below it, in document order.
    pub(super) fn each_below<'a>(&'a self, see: &mut impl FnMut(&'a Element)) {
        for child in self.children() {
            see(child);
            child.each_below(see);
        }
    }

    /// The first element below it that has the name.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.find_where(&|element| element.name == name)
    }

    /// The first element below it that is what is looked for.
    pub(super) fn find_where(&self, is: &impl Fn(&Element) -> bool) -> Option<&Element> {
        self.children().find_map(|child| if is(child) { Some(child) } else { child.find_where(is) })
    }

    /// All elements of a name below it.
    pub(super) fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        self.each_below(&mut |element| {
            if element.name == name {
                found.push(element);
            }
        });
        found
    }

    /// All words in it, in one line. Pictures are their descriptions.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        crate::publication::one_line(&text, |_| ())
    }

    /// Whether it stands on lines of its own, so that its words do not grow together with those beside it.
    fn is_block(&self) -> bool {
        matches!(
            self.name.as_str(),
            "p" | "div" | "li" | "ul" | "ol" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr" | "td"
        )
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Words(words) => text.push_str(words),
                Node::Element(element) if element.name == "img" => {
                    text.push_str(element.attribute("alt").unwrap_or_default());
                }
                Node::Element(element) if element.name == "br" => text.push(' '),
                Node::Element(element) if element.is_block() => {
                    text.push(' ');
                    element.add_text(text);
                    text.push(' ');
                }
                Node::Element(element) => element.add_text(text),
            }
        }
    }
}

/// Reads a document. The result is an element without a name that holds the outermost ones.
pub(super) fn read(text: &str) -> Element {
    let sink = Sink(RefCell::new(Building { open: vec![Element::default()], elements: 0, ignored: Vec::new() }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let mut building = tokenizer.sink.0.into_inner();
    while building.open.len() > 1 {
        building.close();
    }
    building.open.pop().unwrap_or_default()
}

/// What is not well-formed in a text that should be XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// A reference to an entity that only HTML knows, with its line.
    Entity(String, u32),
    /// Anything else, with its line.
    IllFormed(String, u32),
}

/// Looks for what is not well-formed, and for ids that stand twice.
pub(super) fn check(text: &str) -> (Option<Fault>, Option<String>) {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) => {
            let mut seen = std::collections::HashSet::new();
            let mut ids = document.descendants().filter_map(|node| node.attribute("id"));
            (None, ids.find(|id| !seen.insert(*id)).map(str::to_owned))
        }
        Err(error) => {
            let line = error.pos().row;
            let fault = match error {
                roxmltree::Error::UnknownEntityReference(name, _) => Fault::Entity(name, line),
                error => Fault::IllFormed(error.to_string(), line),
            };
            (Some(fault), None)
        }
    }
}

struct Sink(RefCell<Building>);

struct Building {
    /// The elements that are open, outermost first; the first is the document.
    open: Vec<Element>,
    elements: usize,
    /// The names of start tags that were too deep, whose end tags close nothing.
    ignored: Vec<String>,
}

impl Building {
    fn close(&mut self) {
        if let Some(element) = self.open.pop()
            && let Some(parent) = self.open.last_mut()
        {
            parent.nodes.push(Node::Element(element));
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(element) = self.open.last_mut() {
            match element.nodes.last_mut() {
                Some(Node::Words(before)) => before.push_str(words),
                _ => element.nodes.push(Node::Words(words.to_owned())),
            }
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut building = self.0.borrow_mut();
        match token {
            CharacterTokens(words) => building.words(&words),
            TagToken(tag) => {
                let name = local(&tag.name);
                match tag.kind {
                    TagKind::StartTag => {
                        building.elements += 1;
                        if building.elements > MOST_ELEMENTS || building.open.len() > MOST_DEEP {
                            if !tag.self_closing {
                                building.ignored.push(name);
                            }
                            return TokenSinkResult::Continue;
                        }
                        let attributes = tag.attrs.iter().take(64);
                        let attributes =
                            attributes.map(|attribute| (local(&attribute.name.local), attribute.value.to_string()));
                        let element = Element { attributes: attributes.collect(), name, nodes: Vec::new() };
                        // EPUB 2 writes the value of `meta` in an attribute, EPUB 3 between its tags.
                        let valued = element.name == "meta" && element.attribute("content").is_some();
                        let empty = tag.self_closing || valued || is_void(&element.name);
                        building.open.push(element);
                        if empty {
                            building.close();
                        }
                    }
                    TagKind::EndTag => {
                        if building.ignored.last() == Some(&name) {
                            building.ignored.pop();
                        } else if let Some(at) = building.open.iter().rposition(|element| element.name == name) {
                            while building.open.len() > at.max(1) {
                                building.close();
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// So that CDATA sections are words, as in all XML.
    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        true
    }
}

/// A name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

/// Elements of HTML without an end tag that XML's `meta` and `link` share a name with are not among them.
fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "wbr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_well_formed_is_read_all_the_same() {
        let rows = [
            ("well-formed", "<a:p xmlns:a='x'><b c='1'>x</b></a:p>", "x"),
            ("a bare ampersand", "<p><b c='1'>x & y</b></p>", "x & y"),
            ("a named entity", "<p><b c='1'>x&nbsp;y</b></p>", "x\u{A0}y"),
            ("no end tags", "<p><b c=1>x", "x"),
            ("a stray end tag", "<p></i><b c='1'>x</b>", "x"),
            ("CDATA", "<p><b c='1'><![CDATA[x < y]]></b></p>", "x < y"),
        ];
        for (what, given, expected) in rows {
            let tree = read(given);
            let element = tree.find("b").unwrap_or_else(|| panic!("{what}"));
            assert_eq!((element.text().as_str(), element.attribute("c")), (expected, Some("1")), "{what}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let text = format!("{}x{}<q/>", "<p>".repeat(100_000), "</p>".repeat(100_000));
        assert!(read(&text).find("q").is_some());
    }
}
