//! Pictures: which of the addresses that a page gives for one is taken, and in which order the others follow.
//!
//! Pages name the same picture in several sizes (`srcset`), in several formats (`picture`), in attributes that scripts read
//! once the picture is to be seen, and once more for browsers without scripts (`noscript`).

use super::dom::{Dom, NodeData, NodeId};
use super::flow::Reader;
use crate::document::tree::*;
use crate::publication::{Code, one_line};

/// The width that is wanted, in pixels.
const WANTED: f64 = 2000.0;
/// No more addresses are tried for one picture.
const MOST: usize = 6;

/// Attributes that hold lists of addresses until a script puts them into `srcset`.
const LAZY_SETS: [&str; 5] =
    ["data-srcset", "data-lazy-srcset", "data-src-set", "data-original-set", "data-lazyload-srcset"];
/// Attributes that hold the address until a script puts it into `src`.
const LAZY: [&str; 13] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-original-src",
    "data-src-large",
    "data-full-src",
    "data-hi-res-src",
    "data-actualsrc",
    "data-lazyload",
    "data-image",
    "data-url",
    "data-img-url",
];

/// Whether an element is a picture; AMP has its own.
pub(super) fn is_picture(name: &str) -> bool {
    matches!(name, "img" | "image" | "amp-img" | "amp-anim")
}

/// Whether a page says that a picture is a single dot, as pages hold to count their readers. It is never asked for.
pub(super) fn is_dot(dom: &Dom, node: NodeId) -> bool {
    let is = |side: &str, most: u32| {
        let said = dom.attribute(node, side).and_then(|value| value.trim().trim_end_matches("px").parse::<u32>().ok());
        said.is_some_and(|said| said <= most)
    };
    // The size may be that of what holds the place until a script puts the picture there.
    let later = LAZY.iter().chain(&LAZY_SETS).chain(&["srcset"]).any(|name| dom.attribute(node, name).is_some());
    is("width", 1) && is("height", 1) && !later
}

impl Reader<'_> {
    /// Says that a picture of a dot was left out.
    pub(super) fn record_dot(&mut self, node: NodeId) {
        let address = self.dom.attribute(node, "src").unwrap_or_default().chars().take(80).collect::<String>();
        let message = format!(
            "the picture `{address}` was left out: the page says that it is a single dot, to count its readers"
        );
        let place = self.place(node);
        self.findings.note(Code::PictureBlank, place, message);
    }

    /// A picture with its addresses.
    pub(super) fn image(&mut self, node: NodeId) -> Inline {
        let copies = without_scripts(self.dom, node);
        let alternative = [node].iter().chain(&copies).find_map(|node| described(self.dom, *node));
        let alternative = alternative.filter(|said| !said.is_empty() || self.trusts_emptiness(node));
        let mut addresses = addresses(self.dom, node, &copies).into_iter();
        let address = addresses.next().unwrap_or_default();
        let others = addresses.collect();
        let image = Image::new(address, alternative, self.dom.line(node));
        Inline::Image(Box::new(Image { others, ..image }))
    }

    /// Whether an empty description says that a picture is decoration. Tools write one where nobody described anything; a
    /// book that claims to describe its pictures means it.
    fn trusts_emptiness(&self, node: NodeId) -> bool {
        self.styles.as_ref().is_none_or(|page| page.describes_pictures) || is_decoration(self.dom, node)
    }

    /// Whether a `noscript` only repeats the picture beside it, for browsers that do not load it later.
    pub(super) fn repeats_picture(&self, node: NodeId) -> bool {
        let only_picture = self.dom.text(node).trim().is_empty() && !pictures_below(self.dom, node).is_empty();
        let beside = [neighbour(self.dom, node, Side::Before), neighbour(self.dom, node, Side::After)];
        let stands_for_itself = |node: &NodeId| !picture_of(self.dom, *node).is_empty();
        only_picture && beside.iter().flatten().any(stands_for_itself)
    }
}

/// Whether a picture is said to be for the eye alone.
fn is_decoration(dom: &Dom, node: NodeId) -> bool {
    let role = dom.attribute(node, "role").is_some_and(|role| matches!(role.trim(), "presentation" | "none"));
    role || dom.attribute(node, "aria-hidden") == Some("true")
}

/// The description of a picture; one that is said to be for the eye alone has an empty one.
fn described(dom: &Dom, node: NodeId) -> Option<String> {
    let of = |name: &str| dom.attribute(node, name).map(|text| one_line(text, |_| ()));
    let decorates = || is_decoration(dom, node);
    of("alt").or_else(|| of("aria-label").filter(|label| !label.is_empty())).or_else(|| decorates().then(String::new))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// What stands beside a node, across white space.
fn neighbour(dom: &Dom, node: NodeId, side: Side) -> Option<NodeId> {
    let step = |at: NodeId| if side == Side::Before { dom.previous(at) } else { dom.next(at) };
    let mut next = step(node);
    while let Some(at) = next
        && match dom.data(at) {
            NodeData::Text(text) => text.trim().is_empty(),
            NodeData::Ignored => true,
            _ => false,
        }
    {
        next = step(at);
    }
    next
}

/// The pictures below a node.
fn pictures_below(dom: &Dom, node: NodeId) -> Vec<NodeId> {
    let mut pictures = Vec::new();
    dom.each_below(node, &mut |below| {
        if dom.name(below).is_some_and(is_picture) {
            pictures.push(below);
        }
    });
    pictures
}

/// The picture that a node is, or that a `picture` or a link or frame around it alone holds.
fn picture_of(dom: &Dom, node: NodeId) -> Vec<NodeId> {
    match dom.name(node) {
        Some(name) if is_picture(name) => vec![node],
        Some("picture" | "span" | "a") if dom.text(node).trim().is_empty() => {
            let pictures = pictures_below(dom, node);
            if pictures.len() == 1 { pictures } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// The pictures that a page shows instead of this one where there are no scripts.
fn without_scripts(dom: &Dom, node: NodeId) -> Vec<NodeId> {
    let parent = dom.parent(node).filter(|parent| matches!(dom.name(*parent), Some("picture" | "span" | "a")));
    let around = [Some(node), parent].into_iter().flatten();
    let beside = around.flat_map(|node| [Side::After, Side::Before].map(|side| neighbour(dom, node, side)));
    let inside = dom.children(node).map(Some);
    let mut copies = Vec::new();
    for noscript in beside.chain(inside).flatten().filter(|node| dom.name(*node) == Some("noscript")) {
        let pictures = pictures_below(dom, noscript);
        // Of one that holds several, nobody knows which it is.
        if pictures.len() == 1 && !pictures.contains(&node) && !copies.contains(&pictures[0]) {
            copies.extend(pictures);
        }
    }
    copies
}

/// One address with what is known about what it leads to.
struct Candidate {
    address: String,
    rank: Rank,
}

/// How much an address is wanted: the least first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
struct Rank {
    /// Formats that no reader shows come last.
    unreadable: bool,
    /// What stands in the address itself is most often a place holder.
    holder: bool,
    /// What is for paper or dark screens is not what most see.
    special: bool,
    /// Lists of sizes, then what scripts load, then the copies without scripts, then `src`.
    origin: u8,
    /// Up to the wanted width the widest, beyond it the narrowest.
    size: f64,
}

/// The addresses of a picture, the best first.
fn addresses(dom: &Dom, node: NodeId, copies: &[NodeId]) -> Vec<String> {
    let mut candidates = Vec::new();
    collect(dom, node, 0, &mut candidates);
    for copy in copies {
        collect(dom, *copy, 3, &mut candidates);
    }
    candidates.sort_by(|a, b| a.rank.partial_cmp(&b.rank).unwrap_or(std::cmp::Ordering::Equal));
    let mut addresses = Vec::<String>::new();
    for Candidate { address, .. } in candidates {
        if !addresses.contains(&address) && addresses.len() < MOST {
            addresses.push(address);
        }
    }
    addresses
}

/// What one element says, with what the `picture` around it offers. `later` puts it behind what another one says.
fn collect(dom: &Dom, node: NodeId, later: u8, candidates: &mut Vec<Candidate>) {
    let width = dom.attribute(node, "width").and_then(|width| width.trim().parse::<f64>().ok());
    let sources = dom.parent(node).filter(|parent| dom.name(*parent) == Some("picture")).into_iter();
    let sources = sources.flat_map(|picture| dom.elements(picture)).filter(|(_, name)| *name == "source");
    for element in sources.map(|(source, _)| source).chain([node]) {
        let unreadable = dom.attribute(element, "type").is_some_and(is_unreadable);
        let special = dom.attribute(element, "media").is_some_and(|media| {
            let media = media.to_ascii_lowercase();
            media.contains("print") || media.contains("dark")
        });
        for set in LAZY_SETS.iter().chain(&["srcset"]).filter_map(|name| dom.attribute(element, name)) {
            for (address, size) in parse_srcset(set) {
                let rank = Rank { unreadable, holder: false, special, origin: later, size: size.rank(width) };
                push(address, rank, candidates);
            }
        }
    }
    let single = |names: &[&str], origin: u8, candidates: &mut Vec<Candidate>| {
        for address in names.iter().filter_map(|name| dom.attribute(node, name)).filter(|text| is_address(text)) {
            let rank = Rank { unreadable: false, holder: false, special: false, origin, size: 0.0 };
            push(address, rank, candidates);
        }
    };
    single(&LAZY, later + 1, candidates);
    // Behind the copies for browsers without scripts, which are never place holders.
    single(&["src", "href"], if later == 0 { 6 } else { later + 2 }, candidates);
}

fn push(address: &str, rank: Rank, candidates: &mut Vec<Candidate>) {
    let address = address.trim();
    let scheme = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if address.is_empty() || scheme("about:") || scheme("javascript:") {
        return;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let unreadable = rank.unreadable || is_unreadable(extension);
    let rank = Rank { unreadable, holder: scheme("data:"), ..rank };
    candidates.push(Candidate { address: address.to_owned(), rank });
}

/// Whether an attribute that scripts read holds an address and not a number or a piece of JSON.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && !text.starts_with(['{', '[', '<']) && (text.contains(['/', '.']) || text.starts_with("data:"))
}

/// Whether a media type or the end of a name is of a format that readers do not show and nothing here reads.
fn is_unreadable(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    let kind = kind.strip_prefix("image/").unwrap_or(&kind);
    matches!(kind, "avif" | "heic" | "heif" | "jxl" | "jp2" | "jpx" | "jpm")
}

/// How large a picture is said to be.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Size {
    /// In pixels.
    Width(f64),
    /// In pixels for each of the page's.
    Density(f64),
}

impl Size {
    /// Its place among others, from the width that a density multiplies where one is known.
    fn rank(self, page_width: Option<f64>) -> f64 {
        let width = match (self, page_width) {
            (Self::Width(width), _) => width,
            (Self::Density(density), Some(width)) => density * width,
            // A density without a width: the densest is not likely to be too large.
            (Self::Density(density), None) => density,
        };
        if width <= WANTED { -width } else { width }
    }
}

/// The addresses of a `srcset` (HTML, section 4.8.4.2.1).
fn parse_srcset(set: &str) -> Vec<(&str, Size)> {
    let mut found = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = &rest[..end];
        rest = &rest[end..];
        let plain = address.trim_end_matches(',');
        let descriptors = if plain.len() < address.len() {
            ""
        } else {
            let end = end_of_descriptors(rest);
            let descriptors = &rest[..end];
            rest = &rest[end..];
            descriptors
        };
        found.extend(size_of(descriptors).map(|size| (plain, size)));
    }
}

/// Where the descriptors of an address end: at the next comma that is not in parentheses.
fn end_of_descriptors(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// What descriptors say; `None` where they are no valid ones, and the address is passed over.
fn size_of(descriptors: &str) -> Option<Size> {
    let mut size = None;
    for descriptor in descriptors.split_ascii_whitespace() {
        let number = |end: char| descriptor.strip_suffix(end).and_then(|number| number.parse::<f64>().ok());
        match (number('w'), number('x')) {
            (Some(width), _) if width > 0.0 && width.is_finite() => size = Some(Size::Width(width)),
            (_, Some(density)) if density >= 0.0 && density.is_finite() => size = Some(Size::Density(density)),
            // A height stands beside a width.
            _ if number('h').is_some() => {}
            _ => return None,
        }
    }
    Some(size.unwrap_or(Size::Density(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_by_its_size_is_told_from_what_comes_later() {
        let rows = [
            ("<img src=a width=1 height=1>", true),
            ("<img src=a width='1px' height=0>", true),
            ("<img src=a width=1 height=1 data-src=b>", false),
            ("<img src=a width=1 height=200>", false),
            ("<img src=a>", false),
        ];
        for (html, dot) in rows {
            let origin = super::super::Origin::Page { first_line: 1, xml: false, from_web: false };
            let dom = super::super::parser::parse(html, &origin).unwrap().dom;
            let image = (0..dom.len()).find(|node| dom.name(*node) == Some("img")).unwrap();
            assert_eq!(is_dot(&dom, image), dot, "{html}");
        }
    }

    #[test]
    fn a_srcset_is_read_as_browsers_do() {
        use Size::{Density, Width};
        let rows: [(&str, &[(&str, Size)]); 8] = [
            ("a.jpg 300w, b.jpg 600w", &[("a.jpg", Width(300.0)), ("b.jpg", Width(600.0))]),
            ("a.jpg, b.jpg 2x", &[("a.jpg", Density(1.0)), ("b.jpg", Density(2.0))]),
            (" ,a.jpg 1.5x ,, b,c.jpg\n300w 200h ", &[("a.jpg", Density(1.5)), ("b,c.jpg", Width(300.0))]),
            (
                "/w_1,h_2/a.jpg 1x,/w_3,h_4/a.jpg 2x",
                &[("/w_1,h_2/a.jpg", Density(1.0)), ("/w_3,h_4/a.jpg", Density(2.0))],
            ),
            ("data:image/png;base64,AA 1x", &[("data:image/png;base64,AA", Density(1.0))]),
            ("a.jpg wrong, b.jpg 2x", &[("b.jpg", Density(2.0))]),
            ("a.jpg calc(1, 2), b.jpg", &[("b.jpg", Density(1.0))]),
            ("", &[]),
        ];
        for (set, found) in rows {
            assert_eq!(parse_srcset(set), found, "{set}");
        }
    }

    #[test]
    fn the_best_address_comes_first() {
        let rows = [
            ("<img src=a.jpg>", "a.jpg"),
            ("<img src=a.jpg srcset='b.jpg 640w, c.jpg 1600w, d.jpg 3000w'>", "c.jpg b.jpg d.jpg a.jpg"),
            ("<img src=a.jpg srcset='d.jpg 3000w, e.jpg 2500w'>", "e.jpg d.jpg a.jpg"),
            ("<img src=a.jpg srcset='b.jpg 2x, c.jpg 3x'>", "c.jpg b.jpg a.jpg"),
            ("<img width=900 src=a.jpg srcset='a.jpg, b.jpg 2x, c.jpg 3x'>", "b.jpg a.jpg c.jpg"),
            ("<img src='data:image/gif;base64,R0' data-src=a.jpg>", "a.jpg data:image/gif;base64,R0"),
            ("<img src=blank.gif data-lazy-src=a.jpg data-srcset='b.jpg 800w'>", "b.jpg a.jpg blank.gif"),
            ("<img src=blank.gif><noscript><img src=a.jpg></noscript>", "a.jpg blank.gif"),
            ("<body><noscript><img src=a.jpg></noscript><img src=blank.gif>", "a.jpg blank.gif"),
            (
                "<picture><source type=image/avif srcset=a.avif><source type=image/webp srcset='a.webp 900w'><img src=a.jpg></picture>",
                "a.webp a.jpg a.avif",
            ),
            (
                "<picture><source media='(prefers-color-scheme: dark)' srcset=d.png><img src=a.png></picture>",
                "a.png d.png",
            ),
            ("<amp-img src=a.jpg><noscript><img src=b.jpg></noscript></amp-img>", "b.jpg a.jpg"),
            ("<img data-src='{\"a\":1}' data-lazy=true src=a.png>", "a.png"),
            ("<img>", ""),
        ];
        for (html, wanted) in rows {
            let origin = super::super::Origin::Page { first_line: 1, xml: false, from_web: false };
            let dom = super::super::parser::parse(html, &origin).unwrap().dom;
            let image = (0..dom.len()).filter(|node| dom.name(*node).is_some_and(is_picture)).find(|node| {
                !std::iter::successors(Some(*node), |node| dom.parent(*node)).any(|at| dom.name(at) == Some("noscript"))
            });
            let image = image.unwrap();
            let copies = without_scripts(&dom, image);
            assert_eq!(addresses(&dom, image, &copies).join(" "), wanted, "{html}");
        }
    }
}
