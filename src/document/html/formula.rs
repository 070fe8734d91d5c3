//! MathML, checked: presentation elements with as many arguments as they take (MathML 3, chapter 3). What is not that
//! becomes its characters.

use html5ever::ns;

use super::dom::{Dom, NodeData, NodeId};
use super::flow::Reader;
use crate::document::tree::*;
use crate::publication::{Code, escape_into};

impl Reader<'_> {
    /// A formula that stands on a line of its own.
    pub(super) fn displayed_formula(&mut self, node: NodeId) -> Option<Block> {
        if local_name(self.dom, node)? != "math" || self.dom.attribute(node, "display") != Some("block") {
            return None;
        }
        let formula = self.formula(node)?;
        Some(Block::new(BlockKind::Formula(formula), self.dom.line(node)))
    }

    /// A formula; what annotates it is not kept, and recorded.
    fn formula(&mut self, math: NodeId) -> Option<Formula> {
        let mut notes = Vec::new();
        self.dom.each_below(math, &mut |below| {
            if matches!(local_name(self.dom, below), Some("annotation" | "annotation-xml")) {
                notes.push(below);
            }
        });
        notes.into_iter().for_each(|note| self.record_skipped(note));
        formula(self.dom, math)
    }

    /// An element of another name space within words: a formula, or a drawing.
    pub(super) fn foreign(&mut self, node: NodeId, words: &mut Vec<Inline>) {
        match local_name(self.dom, node) {
            Some("math") => match self.formula(node) {
                Some(formula) => words.push(Inline::Formula(formula)),
                None => {
                    self.findings.note(Code::FormulaAsText, self.place(node), "a formula became text");
                    words.push(Inline::Text(characters(self.dom, node)));
                }
            },
            Some("svg") => self.drawing(node, words),
            _ => {}
        }
    }
}

fn local_name(dom: &Dom, node: NodeId) -> Option<&str> {
    match dom.data(node) {
        NodeData::Element(name, _) if name.ns != ns!(html) => Some(&name.local),
        _ => None,
    }
}

fn formula(dom: &Dom, math: NodeId) -> Option<Formula> {
    let mut markup = String::new();
    element(dom, math, &mut markup)?;
    Some(Formula { markup, text: characters(dom, math) })
}

/// The characters of a formula without its annotations.
fn characters(dom: &Dom, node: NodeId) -> String {
    let mut text = String::new();
    collect(dom, node, &mut text);
    crate::publication::formula_line(&text)
}

fn collect(dom: &Dom, node: NodeId, text: &mut String) {
    for child in dom.children(node) {
        match dom.data(child) {
            NodeData::Text(words) => text.push_str(words),
            NodeData::Element(name, _) if !matches!(&*name.local, "annotation" | "annotation-xml") => {
                collect(dom, child, text);
            }
            _ => {}
        }
    }
}

/// The values of `mathvariant` (MathML 3, section 3.2.2).
const VARIANTS: [&str; 18] = [
    "normal",
    "bold",
    "italic",
    "bold-italic",
    "double-struck",
    "bold-fraktur",
    "script",
    "bold-script",
    "fraktur",
    "sans-serif",
    "bold-sans-serif",
    "sans-serif-italic",
    "sans-serif-bold-italic",
    "monospace",
    "initial",
    "tailed",
    "looped",
    "stretched",
];

/// How many arguments an element takes; `None` for one that is not allowed.
fn arity(name: &str) -> Option<std::ops::RangeInclusive<usize>> {
    Some(match name {
        "math" | "mrow" | "msqrt" | "mstyle" | "merror" | "mpadded" | "mphantom" | "menclose" | "mtd" => 0..=usize::MAX,
        "mtable" | "mtr" => 1..=usize::MAX,
        "mfrac" | "mroot" | "msub" | "msup" | "munder" | "mover" => 2..=2,
        "msubsup" | "munderover" => 3..=3,
        "mspace" => 0..=0,
        _ => return None,
    })
}

fn element(dom: &Dom, node: NodeId, markup: &mut String) -> Option<()> {
    let name = local_name(dom, node)?;
    if name == "semantics" {
        // The first argument is the formula, the others are annotations of it.
        let first = dom.children(node).find(|child| local_name(dom, *child).is_some())?;
        return element(dom, first, markup);
    }
    markup.push('<');
    markup.push_str(name);
    attributes(dom, node, name, markup);
    if matches!(name, "mi" | "mn" | "mo" | "ms" | "mtext") {
        markup.push('>');
        escape_into(markup, &crate::publication::formula_line(&dom.text(node)));
    } else {
        markup.push('>');
        let range = arity(name)?;
        let mut arguments = 0;
        for child in dom.children(node) {
            match dom.data(child) {
                NodeData::Element(..) => {
                    let is_row = local_name(dom, child) == Some("mtr");
                    let is_cell = local_name(dom, child) == Some("mtd");
                    if is_row != (name == "mtable") || is_cell != (name == "mtr") {
                        return None;
                    }
                    element(dom, child, markup)?;
                    arguments += 1;
                }
                NodeData::Text(words) if !words.trim().is_empty() => return None,
                _ => {}
            }
        }
        if !range.contains(&arguments) {
            return None;
        }
    }
    markup.push_str("</");
    markup.push_str(name);
    markup.push('>');
    Some(())
}

fn attributes(dom: &Dom, node: NodeId, name: &str, markup: &mut String) {
    let mut write = |attribute: &str, value: &str| {
        markup.push_str(&format!(" {attribute}=\""));
        escape_into(markup, value);
        markup.push('"');
    };
    if name == "math" {
        write("xmlns", "http://www.w3.org/1998/Math/MathML");
        if dom.attribute(node, "display") == Some("block") {
            write("display", "block");
        }
        if let Some(text) = dom.attribute(node, "alttext") {
            write("alttext", &crate::publication::one_line(text, |_| ()));
        }
    }
    if let Some(variant) = dom.attribute(node, "mathvariant").filter(|variant| VARIANTS.contains(variant)) {
        write("mathvariant", variant);
    }
    for switch in ["stretchy", "displaystyle", "accent", "fence", "separator"] {
        let fits = match switch {
            "displaystyle" => matches!(name, "mstyle" | "mtable"),
            "accent" => matches!(name, "mover"),
            _ => name == "mo",
        };
        if let Some(value) = dom.attribute(node, switch).filter(|value| fits && matches!(*value, "true" | "false")) {
            write(switch, value);
        }
    }
}
