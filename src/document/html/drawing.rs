//! Drawings inside a page (`svg`): their markup, for step 4 to look whether it is safe.

use html5ever::ns;

use super::dom::{Dom, NodeData, NodeId};
use super::flow::Reader;
use crate::document::tree::*;
use crate::publication::{Rule, escape_into, one_line};

/// Deeper drawings are refused later on.
const DEEPEST: usize = 200;

impl Reader<'_> {
    /// Puts a drawing into words as a picture. One that shows nothing, as those that only hold parts for others, is nothing.
    pub(super) fn drawing(&mut self, node: NodeId, words: &mut Vec<Inline>) {
        let title = self.dom.children(node).find(|child| is_svg(self.dom, *child, "title"));
        let title = title.map(|title| self.dom.text(title));
        let label = self.dom.attribute(node, "aria-label").map(str::to_owned);
        let decorates = self.dom.attribute(node, "aria-hidden") == Some("true");
        let alternative = title.or(label).map(|text| one_line(&text, |_| ()));
        let alternative = alternative.or_else(|| decorates.then(String::new));
        let mut inside = String::new();
        self.dom.children(node).for_each(|child| drawn_text(self.dom, child, &mut inside));
        let inside = one_line(&inside, |_| ());
        if !inside.is_empty() {
            self.findings.change(Rule::SkippedPart, inside.clone(), self.place(node));
        }
        if inside.is_empty() && is_store(self.dom, node) {
            return;
        }
        if let Some(address) = self.picture_in(node) {
            words.push(Inline::Image(Box::new(Image::new(address, alternative, self.dom.line(node)))));
            return;
        }
        let mut markup = String::new();
        element(self.dom, node, 0, &mut markup);
        let image = Image::new(Image::DRAWING.to_owned(), alternative, self.dom.line(node));
        words.push(Inline::Image(Box::new(Image { drawing: Some(markup), ..image })));
    }

    /// The address of the one picture that a drawing is a frame for, as many books have their pictures.
    fn picture_in(&self, svg: NodeId) -> Option<String> {
        let (mut pictures, mut others) = (Vec::new(), 0);
        self.dom.each_below(svg, &mut |node| match svg_name(self.dom, node) {
            Some("image") => pictures.push(node),
            Some("g" | "svg" | "title" | "desc" | "metadata" | "defs" | "style") | None => {}
            Some(_) => others += 1,
        });
        let [picture] = pictures.as_slice() else { return None };
        let address = self.dom.attribute(*picture, "href").map(str::trim).filter(|address| !address.is_empty());
        address.filter(|_| others == 0).map(str::to_owned)
    }
}

/// Whether a drawing only holds parts that other drawings of the page show.
fn is_store(dom: &Dom, node: NodeId) -> bool {
    let mut parts = dom.children(node).filter(|child| matches!(dom.data(*child), NodeData::Element(..)));
    let only_parts = parts.all(|part| {
        ["defs", "symbol", "style", "title", "desc", "metadata"].iter().any(|name| is_svg(dom, part, name))
    });
    let style = dom.attribute(node, "style").unwrap_or_default().replace(' ', "");
    only_parts || style.contains("display:none")
}

fn svg_name(dom: &Dom, node: NodeId) -> Option<&str> {
    match dom.data(node) {
        NodeData::Element(name, _) if name.ns == ns!(svg) => Some(&name.local),
        _ => None,
    }
}

fn is_svg(dom: &Dom, node: NodeId, local: &str) -> bool {
    matches!(dom.data(node), NodeData::Element(name, _) if name.ns == ns!(svg) && &*name.local == local)
}

/// The words that a drawing shows, without the title and description that stand for it.
fn drawn_text(dom: &Dom, node: NodeId, text: &mut String) {
    match dom.data(node) {
        NodeData::Text(words) => text.push_str(words),
        NodeData::Element(name, _) if !matches!(&*name.local, "title" | "desc" | "metadata" | "style" | "script") => {
            dom.children(node).for_each(|child| drawn_text(dom, child, text));
            text.push(' ');
        }
        _ => {}
    }
}

/// Writes an element as XML, with the name spaces that HTML leaves out.
fn element(dom: &Dom, node: NodeId, depth: usize, markup: &mut String) {
    match dom.data(node) {
        NodeData::Text(text) => escape_into(markup, &one_piece(text)),
        NodeData::Element(name, attributes) if is_name(&name.local) && depth < DEEPEST => {
            markup.push('<');
            markup.push_str(&name.local);
            if name.ns != ns!(svg) {
                write("xmlns", &name.ns, markup);
            } else if depth == 0 {
                write("xmlns", &ns!(svg), markup);
                write("xmlns:xlink", &ns!(xlink), markup);
                natural_size(dom, node, markup);
            }
            let mut written = vec!["xmlns".to_owned()];
            for attribute in attributes {
                let local = &*attribute.name.local;
                let name = match &attribute.name.ns {
                    space if *space == ns!(xlink) => format!("xlink:{local}"),
                    space if *space == ns!(xml) => format!("xml:{local}"),
                    space if *space == ns!() => local.to_owned(),
                    _ => continue,
                };
                if is_name(local) && !local.starts_with("xmlns") && !written.contains(&name) {
                    write(&name, &one_piece(&attribute.value), markup);
                    written.push(name);
                }
            }
            markup.push('>');
            dom.children(node).for_each(|child| element(dom, child, depth + 1, markup));
            markup.push_str(&format!("</{}>", name.local));
        }
        _ => {}
    }
}

/// Writes the size of a drawing that has none of its own: without the page's styles it would be as wide as the screen.
fn natural_size(dom: &Dom, node: NodeId, markup: &mut String) {
    if dom.attribute(node, "width").is_some() || dom.attribute(node, "height").is_some() {
        return;
    }
    let numbers = dom.attribute(node, "viewBox").map(|numbers| numbers.split([' ', ',']).filter(|n| !n.is_empty()));
    if let Some([_, _, width, height]) = numbers.map(Iterator::collect::<Vec<_>>).as_deref() {
        write("width", width, markup);
        write("height", height, markup);
    }
}

fn write(name: &str, value: &str, markup: &mut String) {
    markup.push_str(&format!(" {name}=\""));
    escape_into(markup, value);
    markup.push('"');
}

/// Text without the characters that XML forbids.
fn one_piece(text: &str) -> String {
    text.chars().filter(|c| !crate::publication::is_forbidden(*c)).collect()
}

/// Whether a name that HTML allows is one in XML, without a prefix.
fn is_name(name: &str) -> bool {
    let start = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(start) && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
