//! What an element of a content document is to the lines around it.

use roxmltree::Node;

use crate::check::package_document::LocalName;
use crate::publication::Direction;

/// What an element does to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It begins and ends lines.
    Block,
    /// It stands in a line.
    Inline,
    /// Code in a line, or a block of it.
    Code,
    CodeBlock,
    /// It ends a line.
    Break,
    /// The reading of a ruby, which has a line of its own.
    Reading,
    /// An object in a line, or nothing that is shown.
    Object,
}

const PHRASING: &[&str] = &[
    "a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "button", "cite", "data", "del", "dfn", "em", "font",
    "i", "ins", "label", "mark", "meter", "output", "q", "ruby", "rb", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "var",
];
const CODE: &[&str] = &["code", "kbd", "samp", "tt"];
const OBJECTS: &[&str] = &[
    "head", "script", "style", "template", "math", "svg", "img", "object", "iframe", "video", "canvas", "input",
    "select", "textarea",
];

pub(super) fn part_of(node: Node<'_, '_>) -> Part {
    let name = node.tag_name().name();
    match name {
        "br" => Part::Break,
        "wbr" => Part::Inline,
        "rt" | "rp" => Part::Reading,
        "pre" if node.children().any(|child| CODE.contains(&child.tag_name().name())) => Part::CodeBlock,
        _ if OBJECTS.contains(&name) => Part::Object,
        _ if CODE.contains(&name) => Part::Code,
        // An entry of a contents list stands alone in its line, and has its own direction.
        _ if PHRASING.contains(&name) && !is_entry(node) => Part::Inline,
        _ => Part::Block,
    }
}

fn is_entry(node: Node<'_, '_>) -> bool {
    let is_label = node.has_tag_name_local("a") || node.has_tag_name_local("span");
    let item = node.parent().filter(|item| is_label && item.has_tag_name_local("li"));
    let list = item.and_then(|item| item.parent());
    list.is_some_and(|list| {
        // Lists nest by one `li` and one `ol` each; deeper than any contents need not be asked.
        list.ancestors().take(64).any(|above| above.has_tag_name_local("nav"))
    })
}

/// Whether the words of an element are somebody's language.
pub(super) fn counts(node: Node<'_, '_>) -> bool {
    !node.has_tag_name_local("var") && !matches!(part_of(node), Part::Code | Part::CodeBlock | Part::Reading)
}

/// How far `dir="auto"` looks for a letter, in nodes.
const LOOK_AHEAD: usize = 2000;

/// The direction an element gives itself (HTML, `dir`; `bdi` without one is `auto`).
pub(super) fn direction_of(node: Node<'_, '_>) -> Option<Direction> {
    match node.attribute("dir") {
        Some(value) if value.eq_ignore_ascii_case("auto") => Some(first_strong(node)),
        Some(value) => value.parse().ok(),
        None if node.has_tag_name_local("bdi") => Some(first_strong(node)),
        None => None,
    }
}

fn first_strong(node: Node<'_, '_>) -> Direction {
    let texts = node.descendants().take(LOOK_AHEAD).filter_map(|node| node.text().filter(|_| node.is_text()));
    texts.flat_map(str::chars).find_map(Direction::of_letter).unwrap_or(Direction::Ltr)
}

/// The language an element gives itself.
pub(super) fn language_of(node: Node<'_, '_>) -> Option<String> {
    let xml = ("http://www.w3.org/XML/1998/namespace", "lang");
    node.attribute("lang").or_else(|| node.attribute(xml)).map(str::to_owned)
}
