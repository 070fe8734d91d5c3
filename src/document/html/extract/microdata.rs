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
        "Comment" | "UserComments" => Some(Kind::Comments),
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

/// Whether an element is a thread: what readers wrote is what it says.
pub(super) fn is_thread(dom: &Dom, node: NodeId) -> bool {
    let kind = dom.attribute(node, "itemtype").unwrap_or_default();
    ["DiscussionForumPosting", "QAPage", "Question"].iter().any(|end| kind.trim_end_matches('/').ends_with(end))
}
