//! What schema.org's names say about a part of a page.

use super::super::dom::{Dom, NodeId};
use super::report::Kind;
use crate::document::html::head::has_token;

/// What an element is, by `itemtype` and `itemprop`.
pub(super) fn kind(dom: &Dom, node: NodeId) -> Option<Kind> {
    let kind = dom.attribute(node, "itemtype").unwrap_or_default();
    let by_type = match kind.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default() {
        "BreadcrumbList" | "SiteNavigationElement" => Some(Kind::Navigation),
        "WPHeader" => Some(Kind::SiteHeader),
        "WPFooter" => Some(Kind::SiteFooter),
        "WPSideBar" => Some(Kind::Sidebar),
        "WPAdBlock" => Some(Kind::Advertisement),
        "Comment" | "UserComments" if !is_one_of_many_posts(dom, node) => Some(Kind::Comments),
        "AggregateRating" | "InteractionCounter" => Some(Kind::Tools),
        _ => None,
    };
    let has = |name: &str| has_token(dom.attribute(node, "itemprop"), name);
    by_type.or_else(|| match () {
        () if has("comment") => Some(Kind::Comments),
        () if has("aggregateRating") || has("interactionStatistic") || has("commentCount") => Some(Kind::Tools),
        () if has("breadcrumb") => Some(Kind::Navigation),
        () => None,
    })
}

/// Whether what calls itself a comment stands among others of its build that do not: then it is a post of a thread.
fn is_one_of_many_posts(dom: &Dom, node: NodeId) -> bool {
    let build = |node| Some((dom.name(node)?, dom.attribute(node, "class")?.split_whitespace().next()?));
    let (Some(own), Some(parent)) = (build(node), dom.parent(node)) else { return false };
    let others = dom.elements(parent).filter(|(other, _)| *other != node && build(*other) == Some(own));
    others.filter(|(other, _)| dom.attribute(*other, "itemtype").is_none()).take(2).count() == 2
}

/// Whether an element is a thread: what readers wrote is what it says.
pub(super) fn is_thread(dom: &Dom, node: NodeId) -> bool {
    let kind = dom.attribute(node, "itemtype").unwrap_or_default();
    ["DiscussionForumPosting", "QAPage", "Question"].iter().any(|end| kind.trim_end_matches('/').ends_with(end))
}
