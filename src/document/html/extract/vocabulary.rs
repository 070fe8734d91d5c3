//! What the words in classes, ids and names of elements say about a part of a page.
//!
//! The words are those that templates of many makers share. A word alone decides nothing: `furniture` asks what is in the
//! element as well.

use super::super::dom::{Dom, NodeData, NodeId};
use super::report::Kind;

/// The attributes that say what a part is.
const ATTRIBUTES: [&str; 7] = ["class", "id", "role", "data-component", "data-testid", "data-type", "data-widget"];

/// Words that are one whole piece of a name such as `post-share_buttons`.
const WORDS: &[(&str, Kind)] = &[
    ("share", Kind::ShareBar),
    ("shares", Kind::ShareBar),
    ("sharing", Kind::ShareBar),
    ("social", Kind::ShareBar),
    ("socials", Kind::ShareBar),
    ("follow", Kind::ShareBar),
    ("followus", Kind::ShareBar),
    ("comment", Kind::Comments),
    ("comments", Kind::Comments),
    ("respond", Kind::Comments),
    ("responses", Kind::Comments),
    ("discussion", Kind::Comments),
    ("related", Kind::Related),
    ("recommended", Kind::Related),
    ("popular", Kind::Related),
    ("trending", Kind::Related),
    ("latest", Kind::Related),
    ("mostread", Kind::Related),
    ("mostviewed", Kind::Related),
    ("readmore", Kind::Related),
    ("readalso", Kind::Related),
    ("morestories", Kind::Related),
    ("teaser", Kind::Related),
    ("teasers", Kind::Related),
    ("suggested", Kind::Related),
    ("suggestions", Kind::Related),
    ("upnext", Kind::Related),
    ("similar", Kind::Related),
    ("sidebar", Kind::Sidebar),
    ("rail", Kind::Sidebar),
    ("widget", Kind::Sidebar),
    ("widgets", Kind::Sidebar),
    ("ticker", Kind::Sidebar),
    ("marquee", Kind::Sidebar),
    ("weather", Kind::Sidebar),
    ("poll", Kind::Form),
    ("nav", Kind::Navigation),
    ("navs", Kind::Navigation),
    ("navbox", Kind::Navigation),
    ("menu", Kind::Navigation),
    ("submenu", Kind::Navigation),
    ("megamenu", Kind::Navigation),
    ("breadcrumb", Kind::Navigation),
    ("breadcrumbs", Kind::Navigation),
    ("crumbs", Kind::Navigation),
    ("skip", Kind::Navigation),
    ("languages", Kind::Navigation),
    ("sitemap", Kind::Navigation),
    ("masthead", Kind::SiteHeader),
    ("topbar", Kind::SiteHeader),
    ("colophon", Kind::SiteFooter),
    ("copyright", Kind::SiteFooter),
    ("disclaimer", Kind::SiteFooter),
    ("printfooter", Kind::SiteFooter),
    ("newsletter", Kind::Newsletter),
    ("newsletters", Kind::Newsletter),
    ("subscribe", Kind::Newsletter),
    ("subscription", Kind::Newsletter),
    ("signup", Kind::Newsletter),
    ("optin", Kind::Newsletter),
    ("paywall", Kind::Newsletter),
    ("donate", Kind::Newsletter),
    ("donation", Kind::Newsletter),
    ("membership", Kind::Newsletter),
    ("tag", Kind::Tags),
    ("tags", Kind::Tags),
    ("taglist", Kind::Tags),
    ("keywords", Kind::Tags),
    ("topics", Kind::Tags),
    ("labels", Kind::Tags),
    ("categories", Kind::Tags),
    ("catlinks", Kind::Tags),
    ("cats", Kind::Tags),
    ("hashtags", Kind::Tags),
    ("category", Kind::Tags),
    ("kicker", Kind::Tags),
    ("eyebrow", Kind::Tags),
    ("author", Kind::Author),
    ("authors", Kind::Author),
    ("authorbox", Kind::Author),
    ("authorbio", Kind::Author),
    ("bio", Kind::Author),
    ("writer", Kind::Author),
    ("byline", Kind::Dateline),
    ("dateline", Kind::Dateline),
    ("date", Kind::Dateline),
    ("datetime", Kind::Dateline),
    ("timestamp", Kind::Dateline),
    ("published", Kind::Dateline),
    ("pubdate", Kind::Dateline),
    ("posted", Kind::Dateline),
    ("updated", Kind::Dateline),
    ("modified", Kind::Dateline),
    ("meta", Kind::Dateline),
    ("postmeta", Kind::Dateline),
    ("readtime", Kind::Dateline),
    ("readingtime", Kind::Dateline),
    ("lastupdate", Kind::Dateline),
    ("lastmod", Kind::Dateline),
    ("views", Kind::Dateline),
    ("ad", Kind::Advertisement),
    ("ads", Kind::Advertisement),
    ("advert", Kind::Advertisement),
    ("adverts", Kind::Advertisement),
    ("adslot", Kind::Advertisement),
    ("adunit", Kind::Advertisement),
    ("adbox", Kind::Advertisement),
    ("banner", Kind::Advertisement),
    ("promo", Kind::Advertisement),
    ("promoted", Kind::Advertisement),
    ("sponsor", Kind::Advertisement),
    ("sponsored", Kind::Advertisement),
    ("cta", Kind::Advertisement),
    ("cookie", Kind::Cookies),
    ("cookies", Kind::Cookies),
    ("consent", Kind::Cookies),
    ("gdpr", Kind::Cookies),
    ("toc", Kind::Contents),
    ("tableofcontents", Kind::Contents),
    ("editsection", Kind::EditLink),
    ("edit", Kind::EditLink),
    ("pager", Kind::Pager),
    ("pagination", Kind::Pager),
    ("paging", Kind::Pager),
    ("prevnext", Kind::Pager),
    ("pagenav", Kind::Pager),
    ("prev", Kind::Pager),
    ("next", Kind::Pager),
    ("adjacent", Kind::Pager),
    ("toolbar", Kind::Tools),
    ("tools", Kind::Tools),
    ("actions", Kind::Tools),
    ("action", Kind::Tools),
    ("buttons", Kind::Tools),
    ("controls", Kind::Tools),
    ("print", Kind::Tools),
    ("noprint", Kind::Tools),
    ("bookmark", Kind::Tools),
    ("fontsize", Kind::Tools),
    ("listen", Kind::Tools),
    ("vote", Kind::Tools),
    ("votes", Kind::Tools),
    ("votecell", Kind::Tools),
    ("voting", Kind::Tools),
    ("like", Kind::Tools),
    ("likes", Kind::Tools),
    ("clap", Kind::Tools),
    ("claps", Kind::Tools),
    ("rating", Kind::Tools),
    ("ratings", Kind::Tools),
    ("reactions", Kind::Tools),
    ("feedback", Kind::Tools),
    ("helpful", Kind::Tools),
    ("stats", Kind::Tools),
    ("counter", Kind::Tools),
    ("permalink", Kind::Tools),
    ("headerlink", Kind::Tools),
    ("anchorjs", Kind::Tools),
    ("avatar", Kind::Profile),
    ("profile", Kind::Profile),
    ("postprofile", Kind::Profile),
    ("userinfo", Kind::Profile),
    ("usercard", Kind::Profile),
    ("signature", Kind::Profile),
    ("sig", Kind::Profile),
    ("poster", Kind::Profile),
    ("rank", Kind::Profile),
    ("user", Kind::Profile),
    ("modal", Kind::Dialog),
    ("popup", Kind::Dialog),
    ("overlay", Kind::Dialog),
    ("drawer", Kind::Dialog),
    ("offcanvas", Kind::Dialog),
    ("toast", Kind::Dialog),
    ("snackbar", Kind::Dialog),
    ("notification", Kind::Dialog),
];

/// Beginnings of words that are written together (`sharebuttons`, `commentlist`); each longer than the word alone.
const BEGINNINGS: &[(&str, Kind)] = &[
    ("sharebar", Kind::ShareBar),
    ("sharebox", Kind::ShareBar),
    ("sharebutton", Kind::ShareBar),
    ("sharetool", Kind::ShareBar),
    ("sharelink", Kind::ShareBar),
    ("sharethis", Kind::ShareBar),
    ("socialshar", Kind::ShareBar),
    ("socialmedia", Kind::ShareBar),
    ("sociallink", Kind::ShareBar),
    ("socialicon", Kind::ShareBar),
    ("commentlist", Kind::Comments),
    ("commentsection", Kind::Comments),
    ("commentform", Kind::Comments),
    ("commentarea", Kind::Comments),
    ("commentbox", Kind::Comments),
    ("relatedpost", Kind::Related),
    ("relatedarticle", Kind::Related),
    ("relatednews", Kind::Related),
    ("relatedstor", Kind::Related),
    ("relatedlink", Kind::Related),
    ("relatedcontent", Kind::Related),
    ("recommendation", Kind::Related),
    ("recirculation", Kind::Related),
    ("popularpost", Kind::Related),
    ("mostpopular", Kind::Related),
    ("latestnews", Kind::Related),
    ("navbar", Kind::Navigation),
    ("navigation", Kind::Navigation),
    ("navmenu", Kind::Navigation),
    ("mainmenu", Kind::Navigation),
    ("topmenu", Kind::Navigation),
    ("breadcrumb", Kind::Navigation),
    ("advertis", Kind::Advertisement),
    ("adsby", Kind::Advertisement),
    ("adcontainer", Kind::Advertisement),
    ("newslett", Kind::Newsletter),
    ("subscribe", Kind::Newsletter),
    ("authorbox", Kind::Author),
    ("aboutauthor", Kind::Author),
    ("cookie", Kind::Cookies),
    ("paginat", Kind::Pager),
    ("sidebar", Kind::Sidebar),
    ("postmeta", Kind::Dateline),
    ("entrymeta", Kind::Dateline),
    ("articlemeta", Kind::Dateline),
];

/// Two words beside one another.
const PAIRS: &[(&str, &str, Kind)] = &[
    ("most", "read", Kind::Related),
    ("most", "viewed", Kind::Related),
    ("most", "popular", Kind::Related),
    ("read", "more", Kind::Related),
    ("read", "also", Kind::Related),
    ("read", "next", Kind::Related),
    ("see", "more", Kind::Related),
    ("more", "stories", Kind::Related),
    ("more", "news", Kind::Related),
    ("more", "posts", Kind::Related),
    ("more", "articles", Kind::Related),
    ("more", "from", Kind::Related),
    ("also", "read", Kind::Related),
    ("also", "like", Kind::Related),
    ("may", "like", Kind::Related),
    ("next", "article", Kind::Related),
    ("up", "next", Kind::Related),
    ("sr", "only", Kind::Hidden),
    ("screen", "reader", Kind::Hidden),
    ("visually", "hidden", Kind::Hidden),
    ("visuallyhidden", "", Kind::Hidden),
    ("sronly", "", Kind::Hidden),
    ("no", "print", Kind::Tools),
    ("hidden", "print", Kind::Tools),
    ("site", "header", Kind::SiteHeader),
    ("page", "header", Kind::SiteHeader),
    ("main", "header", Kind::SiteHeader),
    ("global", "header", Kind::SiteHeader),
    ("top", "bar", Kind::SiteHeader),
    ("top", "header", Kind::SiteHeader),
    ("site", "footer", Kind::SiteFooter),
    ("page", "footer", Kind::SiteFooter),
    ("main", "footer", Kind::SiteFooter),
    ("global", "footer", Kind::SiteFooter),
    ("post", "footer", Kind::Tags),
    ("entry", "footer", Kind::Tags),
    ("article", "footer", Kind::Tags),
    ("side", "bar", Kind::Sidebar),
    ("right", "column", Kind::Sidebar),
    ("left", "column", Kind::Sidebar),
    ("reading", "time", Kind::Dateline),
    ("read", "time", Kind::Dateline),
    ("last", "update", Kind::Dateline),
    ("sign", "up", Kind::Newsletter),
    ("about", "author", Kind::Author),
    ("author", "box", Kind::Author),
    ("post", "navigation", Kind::Pager),
    ("post", "nav", Kind::Pager),
    ("load", "more", Kind::Pager),
    ("font", "size", Kind::Tools),
    ("back", "top", Kind::Tools),
    ("to", "top", Kind::Tools),
    ("go", "top", Kind::Tools),
    ("user", "info", Kind::Profile),
    ("post", "author", Kind::Author),
];

/// What the names of an element may mean, the nearest first.
pub(super) fn kinds(dom: &Dom, node: NodeId) -> Vec<Kind> {
    let mut kinds = Vec::new();
    let mut add = |kind: Kind| {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    };
    each_name(dom, node, &mut |words| {
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", String::as_str);
            for (first, second, kind) in PAIRS {
                if first == word && (second.is_empty() || *second == next) {
                    add(*kind);
                }
            }
        }
        for word in words {
            if let Some((_, kind)) = WORDS.iter().find(|(known, _)| known == word) {
                add(*kind);
            } else if let Some((_, kind)) = BEGINNINGS.iter().find(|(known, _)| word.starts_with(known)) {
                add(*kind);
            }
        }
        match words {
            [only] if only == "header" || only == "top" => add(Kind::SiteHeader),
            [only] if only == "footer" || only == "bottom" => add(Kind::SiteFooter),
            _ => {}
        }
    });
    kinds
}

/// Whether one of the names of an element is made of these words alone or holds one of them.
pub(super) fn has_word(dom: &Dom, node: NodeId, wanted: &[&str]) -> bool {
    let mut found = false;
    each_name(dom, node, &mut |words| found |= words.iter().any(|word| wanted.contains(&word.as_str())));
    found
}

/// Calls `see` with the words of each name: `postShare__bar` has `post`, `share`, `bar`.
fn each_name(dom: &Dom, node: NodeId, see: &mut dyn FnMut(&[String])) {
    let NodeData::Element(name, _) = dom.data(node) else { return };
    if name.local.contains('-') {
        see(&words(&name.local));
    }
    for attribute in ATTRIBUTES {
        let value = dom.attribute(node, attribute).unwrap_or_default();
        for name in value.split_ascii_whitespace().take(40).filter(|name| name.len() < 80) {
            see(&words(name));
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_lower = false;
    for c in name.chars() {
        let part = !c.is_alphabetic() || c.is_uppercase() && before_lower;
        if part && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        before_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted() {
        let rows = [
            ("post-share_buttons", vec!["post", "share", "buttons"]),
            ("relatedPosts", vec!["related", "posts"]),
            ("ad3", vec!["ad"]),
            ("css-1x2y", vec!["css", "x", "y"]),
        ];
        for (name, expected) in rows {
            assert_eq!(words(name), expected, "{name}");
        }
    }
}
