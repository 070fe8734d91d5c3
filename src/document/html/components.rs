//! Embedded posts and films of pages made for phones: elements of AMP that hold nothing but a number.

use super::dom::{Dom, NodeData, NodeId};

/// Elements whose definition says how their number becomes an address: the element, its attribute, what stands before and
/// after the number.
const ADDRESSES: &[(&str, &str, &str, &str)] = &[
    ("amp-youtube", "data-videoid", "https://www.youtube.com/watch?v=", ""),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/", ""),
    ("amp-dailymotion", "data-videoid", "https://www.dailymotion.com/video/", ""),
    ("amp-twitter", "data-tweetid", "https://twitter.com/i/status/", ""),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/", "/"),
    ("amp-vine", "data-vineid", "https://vine.co/v/", ""),
    ("amp-gist", "data-gistid", "https://gist.github.com/", ""),
    ("amp-imgur", "data-imgur-id", "https://imgur.com/", ""),
    ("amp-soundcloud", "data-trackid", "https://api.soundcloud.com/tracks/", ""),
    ("amp-facebook", "data-href", "", ""),
    ("amp-pinterest", "data-url", "", ""),
    ("amp-reddit", "data-src", "", ""),
    ("amp-tiktok", "data-src", "", ""),
    ("amp-video-iframe", "src", "", ""),
];

/// Elements that show nothing of an article.
const NOTHING: &[&str] =
    &["amp-ad", "amp-analytics", "amp-auto-ads", "amp-consent", "amp-embed", "amp-pixel", "amp-sticky-ad"];

/// Whether an element is such an embed: it has a number and no words.
pub(super) fn is_embed(dom: &Dom, node: NodeId, name: &str) -> bool {
    name.starts_with("amp-") && !NOTHING.contains(&name) && names_something(dom, node, name) && is_wordless(dom, node)
}

/// The address its number stands for.
pub(super) fn address(dom: &Dom, node: NodeId, name: &str) -> Option<String> {
    let (_, attribute, before, after) = ADDRESSES.iter().find(|(known, ..)| *known == name)?;
    let value = dom.attribute(node, attribute).map(str::trim).filter(|value| !value.is_empty())?;
    let number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/');
    (before.is_empty() || value.chars().all(number)).then(|| format!("{before}{value}{after}"))
}

fn names_something(dom: &Dom, node: NodeId, name: &str) -> bool {
    let NodeData::Element(_, attributes) = dom.data(node) else { return false };
    let known = ADDRESSES.iter().find(|(known, ..)| *known == name);
    known.is_some_and(|(_, attribute, ..)| dom.attribute(node, attribute).is_some())
        || attributes.iter().any(|attribute| {
            let name = &*attribute.name.local;
            name.starts_with("data-") && name.ends_with("id")
        })
}

/// Whether nothing in it says anything: it has no text, and no picture of its own.
fn is_wordless(dom: &Dom, node: NodeId) -> bool {
    dom.children(node).all(|child| match dom.data(child) {
        NodeData::Text(text) => text.trim().is_empty(),
        NodeData::Element(..) => dom.children(child).next().is_none() && dom.name(child) != Some("img"),
        NodeData::Document | NodeData::Ignored => true,
    })
}
