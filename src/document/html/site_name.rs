//! The name of a site in the title of a page.

use std::collections::HashMap;

use super::dom::{Dom, NodeData, NodeId};
use super::head::{Claim, Field};

/// A title without the name of the site before or after it: when what is left is said by another title or a heading of the
/// page, or what goes is the name that the page gives its site.
pub(super) fn without_site(title: &str, dom: &Dom, claims: &[Claim]) -> String {
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let mut said = HashMap::new();
    let claimed =
        |field: Field| claims.iter().filter(move |claim| claim.field == field).map(|claim| words(&claim.value));
    // A heading at the head of the site says its name more often than the article's.
    said.extend(claimed(Field::Title).map(|title| (title, true)));
    if let Some(body) = dom.find("body") {
        dom.each_below(body, &mut |node| {
            if matches!(dom.name(node), Some("h1" | "h2" | "h3")) && !leads_home(dom, node) {
                let of_article = !in_site_header(dom, node);
                *said.entry(words(&dom.spaced_text(node))).or_insert(of_article) |= of_article;
            }
        });
    }
    let sites = claimed(Field::Publisher).collect::<Vec<_>>();
    let mut parts = Vec::new();
    for separator in [" | ", " – ", " — ", " - ", " » ", " « ", " :: ", " · ", " • ", ": "] {
        parts.extend(title.split_once(separator));
        parts.extend(title.rsplit_once(separator));
    }
    let mut best: Option<(bool, usize, &str)> = None;
    for (first, last) in parts.iter().copied() {
        for (rest, name) in [(first, last), (last, first)] {
            let (left, site) = (words(rest), words(name));
            let of_site = sites.contains(&site) && left.chars().count() > 3;
            if left.is_empty() || sites.contains(&left) || !of_site && !said.contains_key(&left) {
                continue;
            }
            // Of a site's name and an article's title, both said by headings, the title is the longer one.
            let rank = (of_site || said.get(&left) == Some(&true), rest.len(), rest);
            if best.is_none_or(|best| rank > best) {
                best = Some(rank);
            }
        }
    }
    let best = best.map(|(_, _, rest)| rest).or_else(|| said_by_text(&parts, dom));
    best.unwrap_or(title).trim().to_owned()
}

/// The longest part of a title that is the whole of a text in the page and in no link: old pages have no headings.
fn said_by_text<'a>(parts: &[(&'a str, &'a str)], dom: &Dom) -> Option<&'a str> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = |part: &&str| part.split_whitespace().count() >= 3;
    let parts = parts.iter().flat_map(|(first, last)| [*first, *last]).filter(long);
    let parts = parts.map(|part| (words(part), part)).collect::<HashMap<_, _>>();
    let mut best: Option<&str> = None;
    let body = dom.find("body").filter(|_| !parts.is_empty())?;
    dom.each_below(body, &mut |node| {
        let NodeData::Text(text) = dom.data(node) else { return };
        let in_link = dom.parent(node).is_some_and(|above| matches!(dom.name(above), Some("a" | "script" | "style")));
        if text.len() < 400
            && !in_link
            && let Some(part) = parts.get(&words(text))
            && best.is_none_or(|best| part.len() > best.len())
        {
            best = Some(part);
        }
    });
    best
}

/// Whether a node stands in the head or foot of the site, not in that of an article.
fn in_site_header(dom: &Dom, node: NodeId) -> bool {
    let (mut above, mut found) = (dom.parent(node), false);
    while let Some(at) = above {
        match dom.name(at) {
            Some("article" | "main") => return false,
            Some("header" | "footer" | "nav" | "aside") => found = true,
            _ => {}
        }
        above = dom.parent(at);
    }
    found
}

/// Whether a heading is a link to the front page: the site's name.
fn leads_home(dom: &Dom, heading: NodeId) -> bool {
    let mut home = false;
    let mut see = |node: NodeId| {
        if dom.name(node) == Some("a")
            && let Some(href) = dom.attribute(node, "href")
        {
            let path =
                href.split_once("://").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
            home |= matches!(path.trim(), "" | "/" | "./" | "index.html" | "index.php");
        }
    };
    dom.each_below(heading, &mut see);
    let mut above = dom.parent(heading);
    while let Some(at) = above {
        see(at);
        above = dom.parent(at);
    }
    home
}
