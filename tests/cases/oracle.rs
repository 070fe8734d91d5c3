//! The words of a source, read by other means than Warraq's own readers: parsers' events, in order, and nothing else.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::Path;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use pulldown_cmark::{Event, Options, Parser, Tag as Markdown, TagEnd};

/// Mark where a note begins and ends; private characters that no text of ours holds.
const NOTE: char = '\u{F8F0}';
const NOTE_END: char = '\u{F8F1}';

/// A word, and whether it is a note's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) in_note: bool,
}

/// The text of a file in the encoding named, with one kind of line end.
pub(crate) fn decoded(bytes: &[u8], encoding: &str) -> Result<String, String> {
    let encoding =
        encoding_rs::Encoding::for_label(encoding.as_bytes()).ok_or(format!("`{encoding}` is no encoding"))?;
    let (text, _, wrong) = encoding.decode(bytes);
    if wrong {
        return Err(format!("the text is not in {}", encoding.name()));
    }
    Ok(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n"))
}

/// The words of a text, in the order of the source.
pub(crate) fn words_of(path: &Path, text: &str) -> Vec<Word> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("md" | "markdown") => words(&text_of_html(&markdown(without_front_matter(text)))),
        Some("html" | "htm") => words(&text_of_html(text)),
        Some("xhtml" | "xht") => words(&text_of_xhtml(text)),
        _ => words(text),
    }
}

/// What is parted by the spaces of HTML and by line ends, without other white space around it. A no-break space is a
/// character of a word, and so are all joiners.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let (mut words, mut in_note) = (Vec::new(), false);
    for piece in text.split([' ', '\t', '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        match piece.chars().next() {
            Some(NOTE) => in_note = true,
            Some(NOTE_END) => in_note = false,
            _ => {
                let text = piece.trim();
                if !text.is_empty() {
                    words.push(Word { text: text.to_owned(), in_note });
                }
            }
        }
    }
    words
}

fn without_front_matter(text: &str) -> &str {
    let (fence, key) = match text.lines().next().map(str::trim_end) {
        Some("---") => ("---", ':'),
        Some("+++") => ("+++", '='),
        _ => return text,
    };
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    if !body.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.contains(key)) {
        return text;
    }
    match body.split_once(&format!("\n{fence}\n")) {
        Some((_, text)) => text,
        None => text,
    }
}

/// Markdown as HTML of the simplest kind: its own raw HTML, its words, and spaces between blocks.
fn markdown(text: &str) -> String {
    let dialect = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    // A colon that begins a line without a space after it is text (`:smile:`), which the parser alone would not know.
    let colon = |line: &str| line.trim_start().strip_prefix(':').is_some_and(|rest| !rest.starts_with([' ', '\t']));
    let dialect = if text.lines().any(colon) { dialect - Options::ENABLE_DEFINITION_LIST } else { dialect };
    let mut html = String::new();
    let (mut in_picture, mut heading) = (0_usize, None);
    for event in Parser::new_ext(text, dialect) {
        match event {
            Event::Start(Markdown::Image { .. }) => in_picture += 1,
            Event::End(TagEnd::Image) => in_picture -= 1,
            _ if in_picture > 0 => {}
            Event::Text(text) | Event::Code(text) => escape(&text, &mut html),
            Event::Html(raw) | Event::InlineHtml(raw) => html.push_str(&raw),
            Event::Start(Markdown::FootnoteDefinition(_)) => html.extend([' ', NOTE, ' ']),
            Event::End(TagEnd::FootnoteDefinition) => html.extend([' ', NOTE_END, ' ']),
            Event::Start(Markdown::Heading { .. }) => {
                html.push(' ');
                heading = Some(html.len());
            }
            Event::End(TagEnd::Heading(_)) => {
                let start = heading.take().unwrap_or(html.len());
                without_heading_id(&mut html, start);
                html.push(' ');
            }
            Event::Start(tag) if is_inline(&tag.to_end()) => {}
            Event::End(tag) if is_inline(&tag) => {}
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            _ => html.push(' '),
        }
    }
    html
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// `{#id}` at the end of a heading is its name, not its text.
fn without_heading_id(html: &mut String, start: usize) {
    if let Some(at) = html[start..].rfind("{#").filter(|_| html.ends_with('}')) {
        html.truncate(start + at);
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            c => html.push(c),
        }
    }
}

/// Elements that begin on a line of their own or stand in a frame, so that words on both sides of their tags are two words.
pub(crate) fn is_block(name: &str) -> bool {
    const BLOCKS: &str = " address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset \
        figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre search \
        section summary table tbody td tfoot th thead tr ul \
        audio button canvas iframe object option select textarea video ";
    BLOCKS.contains(&format!(" {name} "))
}

/// Whether a link is only the mark of a note or the way back from it; marks are numbered anew and reported as added.
fn is_note_mark(attribute: impl Fn(&str) -> Option<String>, ids: &HashSet<String>) -> bool {
    let has = |name: &str, tokens: [&str; 2]| {
        attribute(name).is_some_and(|value| value.split_ascii_whitespace().any(|token| tokens.contains(&token)))
    };
    let marked = has("epub:type", ["noteref", "backlink"])
        || has("role", ["doc-noteref", "doc-backlink"])
        || has("class", ["footnote-ref", "footnote-back"]);
    marked && attribute("href").is_some_and(|href| href.strip_prefix('#').is_some_and(|id| ids.contains(id)))
}

/// What is no text of a page: code, and the brackets for readers that cannot show ruby.
fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "title" | "rp" | "desc" | "metadata" | "annotation" | "annotation-xml"
    )
}

fn text_of_html(html: &str) -> String {
    let ids = Ids::default();
    tokenize(html, &ids);
    let sink = Text { ids: ids.0.into_inner(), state: RefCell::default() };
    tokenize(html, &sink);
    sink.state.into_inner().text
}

fn tokenize(html: &str, sink: &impl TokenSink<Handle = ()>) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Borrowed(sink), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
}

struct Borrowed<'a, T>(&'a T);

impl<T: TokenSink<Handle = ()>> TokenSink for Borrowed<'_, T> {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let raw = match &token {
            Token::TagToken(Tag { kind: TagKind::StartTag, name, self_closing: false, .. }) => match name.as_ref() {
                "script" => Some(RawKind::ScriptData),
                "style" => Some(RawKind::Rawtext),
                "title" | "textarea" => Some(RawKind::Rcdata),
                _ => None,
            },
            _ => None,
        };
        let _ = self.0.process_token(token, line);
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }
}

/// The ids of a page.
#[derive(Default)]
struct Ids(RefCell<HashSet<String>>);

impl TokenSink for Ids {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            self.0.borrow_mut().extend(value(&tag, "id"));
        }
        TokenSinkResult::Continue
    }
}

fn value(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| attribute.value.to_string())
}

/// The text of a page, tag by tag.
struct Text {
    ids: HashSet<String>,
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    text: String,
    /// The elements whose text is left out, innermost last.
    left_out: Vec<String>,
    in_formula: bool,
}

impl State {
    fn push(&mut self, text: &str) {
        match (self.left_out.is_empty(), self.in_formula) {
            (false, _) => {}
            (true, false) => self.text.push_str(text),
            (true, true) => self.text.extend(text.chars().filter(|c| !c.is_whitespace())),
        }
    }
}

impl TokenSink for Text {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.push(&text),
            Token::TagToken(tag) => {
                let name = tag.name.to_string();
                if tag.kind == TagKind::EndTag {
                    if state.left_out.last() == Some(&name) {
                        state.left_out.pop();
                    }
                } else if !tag.self_closing
                    && (is_no_text(&name) || name == "a" && is_note_mark(|attribute| value(&tag, attribute), &self.ids))
                {
                    state.left_out.push(name.clone());
                }
                if name == "math" {
                    state.in_formula = tag.kind == TagKind::StartTag && !tag.self_closing;
                }
                if is_block(&name) {
                    state.push(" ");
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The same for well-formed XHTML; what is not well-formed is read as HTML.
fn text_of_xhtml(xhtml: &str) -> String {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let Ok(document) = roxmltree::Document::parse_with_options(xhtml, options) else { return text_of_html(xhtml) };
    let ids = document.descendants().filter_map(|node| node.attribute("id").map(str::to_owned)).collect();
    let mut text = String::new();
    collect(document.root_element(), &ids, false, &mut text);
    text
}

fn collect(node: roxmltree::Node<'_, '_>, ids: &HashSet<String>, in_formula: bool, text: &mut String) {
    if let Some(words) = node.text().filter(|_| node.is_text()) {
        text.extend(words.chars().filter(|c| !in_formula || !c.is_whitespace()));
    }
    let name = node.tag_name().name();
    let attribute = |name: &str| {
        let local = name.rsplit(':').next().unwrap_or(name);
        node.attributes().find(|attribute| attribute.name() == local).map(|attribute| attribute.value().to_owned())
    };
    if !node.is_element() || is_no_text(name) || name == "a" && is_note_mark(attribute, ids) {
        return;
    }
    let space = if is_block(name) { " " } else { "" };
    text.push_str(space);
    for child in node.children() {
        collect(child, ids, in_formula || name == "math", text);
    }
    text.push_str(space);
}
