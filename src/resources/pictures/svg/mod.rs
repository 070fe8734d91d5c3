//! Drawings (SVG 1.1 and 2): a drawing is kept when it is safe – no script, no way to the outside – and is written anew, so
//! that only what is known to be safe is in the book (`names`, `style`). What editors leave for themselves goes with the
//! metadata.

mod names;
mod picture;
mod style;
mod uses;

use std::collections::HashSet;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use crate::publication::escape_into;
use crate::resources::PixelRoom;
use style::{css_reaches_outside, declarations, value_reaches_outside, without_comments};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The largest drawing, in bytes: 4 MiB.
const MAX_BYTES: usize = 4 << 20;
const MAX_NODES: u32 = 200_000;
const MAX_DEPTH: usize = 100;

/// Why a drawing cannot be kept, as what follows «the drawing …».
pub(super) type Unsafe = &'static str;
const OUTSIDE: Unsafe = "reaches outside";

/// Writes the drawing anew.
pub(super) fn cleaned(bytes: &[u8], room: &PixelRoom) -> Result<Vec<u8>, Unsafe> {
    if bytes.len() > MAX_BYTES {
        return Err("is larger than 4 MiB");
    }
    let text = text_of(bytes)?;
    if text.contains("<!ENTITY") {
        return Err("declares entities");
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(|_| "is not well-formed")?;
    let root = document.root_element();
    let namespace = root.tag_name().namespace();
    if root.tag_name().name() != "svg" || !matches!(namespace, None | Some(SVG)) {
        return Err("is no SVG");
    }
    let known = uses::check(root)?;
    let (written, out, draws) = (HashSet::new(), String::new(), false);
    let mut writer = Writer { namespace, known, written, out, draws, pixels: 0, room };
    writer.element(root, 0, false)?;
    if !writer.draws {
        return Err("shows nothing");
    }
    let written = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", writer.out);
    // Of a drawing that is not well-formed the whole book breaks; so nothing is taken for granted.
    Document::parse(&written).map_err(|_| "is not well-formed")?;
    Ok(written.into_bytes())
}

fn text_of(bytes: &[u8]) -> Result<String, Unsafe> {
    let (text, _, wrong) = encoding_rs::UTF_8.decode(bytes);
    if wrong { Err("is not written in UTF-8") } else { Ok(text.into_owned()) }
}

/// What becomes of an element.
enum Fate {
    /// It is kept: whether it draws, and whether what is in it is only drawn when something names it.
    Kept { draws: bool, apart: bool },
    /// Its content is kept.
    Group,
    /// It goes, with its content.
    Gone,
}

fn fate(node: Node<'_, '_>) -> Result<Fate, Unsafe> {
    let kept = |draws, apart| Ok(Fate::Kept { draws, apart });
    match node.tag_name().name() {
        "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon" | "text" | "use" | "image" => {
            kept(true, false)
        }
        "svg" | "g" | "switch" | "tspan" | "textPath" | "title" | "desc" | "style" | "stop" => kept(false, false),
        "defs" | "symbol" | "linearGradient" | "radialGradient" | "pattern" | "clipPath" | "mask" | "marker"
        | "filter" | "view" => kept(false, true),
        "feImage" => Err(OUTSIDE),
        name if names::FILTERS.contains(&name) => kept(false, true),
        // A link leads nowhere in a picture.
        "a" => Ok(Fate::Group),
        "script" | "handler" | "listener" => Err("holds a script"),
        "foreignObject" if has_alternative(node) => Ok(Fate::Gone),
        "foreignObject" | "iframe" | "audio" | "video" | "canvas" | "embed" | "object" => {
            Err("holds what is no drawing")
        }
        _ => Ok(Fate::Gone),
    }
}

/// Whether a part that a picture cannot show stands beside one that it can, in an element of which only one is shown.
fn has_alternative(node: Node<'_, '_>) -> bool {
    let switch = node.parent().filter(|parent| parent.tag_name().name() == "switch");
    switch.is_some_and(|switch| {
        let mut others = switch.children().filter(|other| other.is_element() && *other != node);
        others.any(|other| other.tag_name().name() != "foreignObject")
    })
}

struct Writer<'a> {
    namespace: Option<&'a str>,
    /// Every id of the drawing.
    known: HashSet<String>,
    /// The ids written so far: the second of a kind goes.
    written: HashSet<String>,
    out: String,
    draws: bool,
    /// How many the pictures in it have so far.
    pixels: u64,
    room: &'a PixelRoom,
}

impl Writer<'_> {
    fn element(&mut self, node: Node<'_, '_>, depth: usize, apart: bool) -> Result<(), Unsafe> {
        if depth > MAX_DEPTH {
            return Err("is nested too deeply");
        }
        if node.tag_name().namespace() != self.namespace {
            return Ok(());
        }
        let (name, apart) = match fate(node)? {
            Fate::Gone => return Ok(()),
            Fate::Group => ("g", apart),
            Fate::Kept { draws, apart: inside } => {
                self.draws |= draws && !apart && self.has_something(node);
                (node.tag_name().name(), apart || inside)
            }
        };
        self.out.push('<');
        self.out.push_str(name);
        if depth == 0 {
            self.write("xmlns", SVG);
            self.write("xmlns:xlink", XLINK);
        }
        self.reference(node)?;
        for attribute in node.attributes() {
            self.attribute(name, &attribute)?;
        }
        self.out.push('>');
        if name == "style" {
            let sheet = sheet(node)?;
            escape_into(&mut self.out, &sheet);
        } else {
            self.content(node, depth, apart)?;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        Ok(())
    }

    fn content(&mut self, node: Node<'_, '_>, depth: usize, apart: bool) -> Result<(), Unsafe> {
        for child in node.children() {
            if child.is_element() {
                self.element(child, depth + 1, apart)?;
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                escape_into(&mut self.out, text);
            }
        }
        Ok(())
    }

    /// Whether there is what a `use` shows; other elements have it in themselves.
    fn has_something(&self, node: Node<'_, '_>) -> bool {
        node.tag_name().name() != "use" || uses::target(node).is_some_and(|id| self.known.contains(id))
    }

    /// What the element names: another part of the drawing, or a picture that is written in it. Of two ways of saying so
    /// the newer one wins (SVG 2, section 16.1.6), and is written as all readers know it.
    fn reference(&mut self, node: Node<'_, '_>) -> Result<(), Unsafe> {
        let Some(value) = uses::reference(node) else { return Ok(()) };
        match node.tag_name().name() {
            "image" => {
                let address = picture::checked(value, &mut self.pixels, self.room)?;
                self.write("xlink:href", &address);
            }
            name if !names::REFERRING.contains(&name) => {}
            _ if value.starts_with('#') => self.write("xlink:href", value),
            _ => return Err(OUTSIDE),
        }
        Ok(())
    }

    fn attribute(&mut self, written: &str, attribute: &Attribute<'_, '_>) -> Result<(), Unsafe> {
        let (name, value) = (attribute.name(), attribute.value());
        match (attribute.namespace(), name) {
            (Some(XML), "space") => self.write("xml:space", value),
            (Some(XML), "lang") if !value.is_empty() => self.write("xml:lang", value),
            (Some(_), _) => {}
            (None, name) if name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")) => {
                return Err("holds a script");
            }
            (None, "id") => {
                if is_name(value) && self.written.insert(value.to_owned()) {
                    self.write("id", value);
                }
            }
            (None, "class") => self.write("class", value),
            (None, "style") => {
                let style = declarations(value);
                if css_reaches_outside(&style) {
                    return Err(OUTSIDE);
                }
                self.write("style", &style);
            }
            (None, name) if names::is_attribute(name, written) => {
                if value_reaches_outside(value) {
                    return Err(OUTSIDE);
                }
                self.write(name, value);
            }
            // What is for programs, or for a page around the drawing, or not known.
            (None, _) => {}
        }
        Ok(())
    }

    fn write(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }
}

/// The stylesheet of an element: all its text, of which a reader makes one sheet whatever stands between its pieces.
fn sheet(node: Node<'_, '_>) -> Result<String, Unsafe> {
    let pieces = node.children().filter(Node::is_text).filter_map(|piece| piece.text());
    let sheet = without_comments(&pieces.collect::<String>());
    if css_reaches_outside(&sheet) { Err("has a stylesheet that books may not have") } else { Ok(sheet) }
}

/// Whether a text can be an id in XML.
fn is_name(text: &str) -> bool {
    let start = |c: char| c.is_alphabetic() || c == '_';
    text.starts_with(start) && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

#[cfg(test)]
mod tests;
