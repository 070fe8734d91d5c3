//! What a page says about itself, in a fixed order of trust (`docs/web-pages.md`).
//!
//! Everything that may say something is collected as a claim first: from JSON-LD (`linked_data`), `meta`, `link`, `title`,
//! and from elements that are marked as such. Then each field takes the claim of the most trusted source that can be read.

use std::collections::HashSet;
use std::sync::Arc;

use super::chosen::Chosen;
use super::dom::{Dom, NodeId};
use super::linked_data;
use super::site_name::without_site;
use crate::publication::{Findings, Metadata, has_words, one_line};

/// Who says something, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// The link that says which address is the right one; the root element, which says the language.
    Canonical,
    /// JSON-LD of an article: written for machines, by the editorial system.
    LinkedData,
    /// OpenGraph and `article:*`.
    OpenGraph,
    /// `citation_*` and `prism.*`, of journals.
    Citation,
    /// Dublin Core.
    DublinCore,
    /// `meta` by its plain name.
    Meta,
    /// Elements of the page: `itemprop`, `rel=author`, `time`.
    Markup,
    /// JSON-LD of the page that the article stands on.
    PageData,
    /// `title`, which often holds the site's name as well.
    Title,
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Title,
    Author,
    Description,
    Subject,
    Publisher,
    Rights,
    Source,
    Date,
    Modified,
    Issue,
    Language,
    LeadImage,
}

/// One statement of a page about itself.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) trust: Trust,
    pub(super) field: Field,
    /// How the page names it, for messages.
    pub(super) name: String,
    pub(super) value: String,
    pub(super) line: u32,
}

/// What a page says about itself.
pub(super) struct Said {
    pub(super) metadata: Metadata,
    /// Everything the page calls itself, the title that was chosen first.
    #[cfg_attr(not(feature = "extract"), expect(dead_code, reason = "only who looks for the article asks"))]
    pub(super) titles: Vec<String>,
}

/// Reads what a page says about itself. A value that cannot be read is reported and the next source is asked: pages are often
/// wrong about themselves, and the text is not to blame.
pub(super) fn read_head(dom: &Dom, file: &Arc<str>, findings: &mut Findings) -> Said {
    let mut claims = Vec::new();
    roots(dom, &mut claims);
    let mut head = Head { dom, claims };
    if let Some(element) = dom.find("head") {
        for (child, name) in dom.elements(element) {
            head.element(child, name);
        }
    }
    head.body();
    linked_data::read(dom, &mut head.claims);
    let mut claims = head.claims;
    let titles = claims.iter().filter(|claim| claim.field == Field::Title);
    let mut titles =
        titles.map(|claim| one_line(&claim.value, |_| ())).filter(|title| has_words(title)).collect::<Vec<_>>();
    claims.sort_by_key(|claim| claim.trust);
    let mut chosen = Chosen { file, findings, metadata: Metadata::default(), seen: HashSet::new() };
    chosen.direction(dom);
    chosen.choose(&claims);
    if let Some(title) = chosen.metadata.title.take() {
        let title = without_site(&title, dom, &claims);
        titles.insert(0, title.clone());
        chosen.metadata.title = Some(title);
    }
    Said { metadata: chosen.metadata, titles }
}

/// Whether a list of tokens parted by spaces holds one.
pub(in crate::document::html) fn has_token(list: Option<&str>, token: &str) -> bool {
    list.is_some_and(|list| list.split_ascii_whitespace().any(|item| item.eq_ignore_ascii_case(token)))
}

/// The language that the root elements declare.
fn roots(dom: &Dom, claims: &mut Vec<Claim>) {
    for element in ["html", "body"].iter().filter_map(|name| dom.find(name)) {
        let tags = ["lang", "xml:lang"].iter().filter_map(|name| dom.attribute(element, name));
        if let Some(tag) = tags.map(str::trim).find(|tag| !tag.is_empty()) {
            let (name, value) = ("lang".to_owned(), tag.to_owned());
            claims.push(Claim {
                trust: Trust::Canonical,
                field: Field::Language,
                name,
                value,
                line: dom.line(element),
            });
        }
    }
}

/// Collects claims.
struct Head<'a> {
    dom: &'a Dom,
    claims: Vec<Claim>,
}

impl Head<'_> {
    fn claim(&mut self, node: NodeId, trust: Trust, field: Field, name: &str, value: impl Into<String>) {
        let (name, value, line) = (name.to_owned(), value.into(), self.dom.line(node));
        self.claims.push(Claim { trust, field, name, value, line });
    }

    fn element(&mut self, node: NodeId, name: &str) {
        let dom = self.dom;
        match name {
            "title" => self.claim(node, Trust::Title, Field::Title, "title", dom.text(node)),
            "link" => {
                let href = dom.attribute(node, "href").unwrap_or_default();
                let rel = dom.attribute(node, "rel");
                if has_token(rel, "canonical") {
                    self.claim(node, Trust::Canonical, Field::Source, "canonical", href);
                } else if has_token(rel, "image_src") {
                    self.claim(node, Trust::Meta, Field::LeadImage, "image_src", href);
                } else if has_token(rel, "author")
                    && let Some(title) = dom.attribute(node, "title")
                {
                    self.claim(node, Trust::Meta, Field::Author, "author", title);
                }
            }
            "meta" => {
                let names = ["name", "property", "itemprop", "http-equiv"];
                let name = names.iter().find_map(|name| dom.attribute(node, name));
                let (Some(name), Some(content)) = (name, dom.attribute(node, "content")) else { return };
                let name = name.trim().to_ascii_lowercase();
                if let Some((trust, field)) = meaning(&name) {
                    self.claim(node, trust, field, &name, content);
                }
            }
            _ => {}
        }
    }

    /// Elements of the page that are marked as author or date.
    fn body(&mut self) {
        let Some(body) = self.dom.find("body") else { return };
        let dom = self.dom;
        let mut found = Vec::new();
        dom.each_below(body, &mut |node| {
            let Some(name) = dom.name(node) else { return };
            let property = dom.attribute(node, "itemprop");
            let value = || {
                let given = ["content", "datetime"].iter().find_map(|name| dom.attribute(node, name));
                given.map_or_else(|| dom.text(node), str::to_owned)
            };
            let class = dom.attribute(node, "class");
            let fields = [("datePublished", Field::Date), ("dateModified", Field::Modified)];
            for (known, field) in fields {
                if has_token(property, known) {
                    found.push((node, field, known, value()));
                }
            }
            let author = name == "a" && has_token(dom.attribute(node, "rel"), "author")
                || has_token(property, "author") && dom.attribute(node, "itemscope").is_none()
                || has_token(property, "name")
                    && above(dom, node, 3, |at| has_token(dom.attribute(at, "itemprop"), "author"))
                || has_token(class, "fn")
                    && above(dom, node, 2, |at| {
                        ["vcard", "byline", "author"].iter().any(|class| has_token(dom.attribute(at, "class"), class))
                    })
                || ["author-name", "author__name", "byline-name", "byline__name", "p-author"]
                    .iter()
                    .any(|known| has_token(class, known));
            if author {
                found.push((node, Field::Author, "author", value()));
            }
            let dated = |at: NodeId| {
                [
                    "date",
                    "published",
                    "entry-date",
                    "posted-on",
                    "post-date",
                    "pubdate",
                    "dateline",
                    "byline",
                    "post-meta",
                    "entry-meta",
                    "article-meta",
                    "meta",
                ]
                .iter()
                .any(|known| has_token(dom.attribute(at, "class"), known))
            };
            if name == "time"
                && property.is_none()
                && let Some(moment) = dom.attribute(node, "datetime")
                && (dom.attribute(node, "pubdate").is_some() || dated(node) || above(dom, node, 2, dated))
            {
                let updated = ["updated", "modified"].iter().any(|known| has_token(class, known))
                    && !has_token(class, "published");
                found.push((node, if updated { Field::Modified } else { Field::Date }, "time", moment.to_owned()));
            }
        });
        for (node, field, name, value) in found {
            let short = value.split_whitespace().count() <= 8;
            let comment = above(dom, node, 8, |at| {
                ["comment", "comments", "comment-body"].iter().any(|known| has_token(dom.attribute(at, "class"), known))
                    || dom.attribute(at, "itemtype").is_some_and(|kind| kind.ends_with("Comment"))
                    || matches!(dom.name(at), Some("aside" | "footer" | "blockquote"))
            });
            if short && !comment {
                self.claim(node, Trust::Markup, field, name, value);
            }
        }
    }
}

/// Whether one of the nearest elements above a node is such.
fn above(dom: &Dom, node: NodeId, levels: usize, is: impl Fn(NodeId) -> bool) -> bool {
    let mut at = dom.parent(node);
    for _ in 0..levels {
        match at {
            Some(here) if is(here) => return true,
            Some(here) => at = dom.parent(here),
            None => return false,
        }
    }
    false
}

/// What the name of a `meta` means, and how far it is trusted.
fn meaning(name: &str) -> Option<(Trust, Field)> {
    use Field::{
        Author, Date, Description, Issue, Language, LeadImage, Modified, Publisher, Rights, Source, Subject, Title,
    };
    use Trust::{Citation, DublinCore, Meta, OpenGraph};
    Some(match name {
        "og:title" => (OpenGraph, Title),
        "twitter:title" => (Meta, Title),
        "citation_title" => (Citation, Title),
        "dc.title" | "dcterms.title" => (DublinCore, Title),
        "title" | "headline" => (Meta, Title),
        "article:author" | "og:author" | "book:author" => (OpenGraph, Author),
        "citation_author" => (Citation, Author),
        "dc.creator" | "dcterms.creator" => (DublinCore, Author),
        "author" | "byl" | "sailthru.author" | "parsely-author" => (Meta, Author),
        "og:description" => (OpenGraph, Description),
        "dc.description" | "dcterms.description" | "dcterms.abstract" => (DublinCore, Description),
        "description" | "twitter:description" => (Meta, Description),
        "article:tag" => (OpenGraph, Subject),
        "citation_keywords" => (Citation, Subject),
        "dc.subject" | "dcterms.subject" => (DublinCore, Subject),
        "keywords" | "news_keywords" => (Meta, Subject),
        "og:site_name" => (OpenGraph, Publisher),
        "citation_publisher" | "citation_journal_title" => (Citation, Publisher),
        "dc.publisher" | "dcterms.publisher" => (DublinCore, Publisher),
        "publisher" | "application-name" => (Meta, Publisher),
        "dc.rights" | "dcterms.rights" => (DublinCore, Rights),
        "copyright" | "rights" => (Meta, Rights),
        "og:url" => (OpenGraph, Source),
        "article:published_time" | "og:published_time" => (OpenGraph, Date),
        "citation_publication_date" | "citation_date" | "citation_online_date" => (Citation, Date),
        "dc.date" | "dcterms.date" | "dcterms.created" | "dcterms.issued" | "dc.date.issued" => (DublinCore, Date),
        "date" | "datepublished" | "pubdate" | "publish-date" | "publishdate" | "parsely-pub-date" => (Meta, Date),
        "article:modified_time" | "og:updated_time" => (OpenGraph, Modified),
        "dcterms.modified" | "dc.date.modified" => (DublinCore, Modified),
        "last-modified" | "datemodified" | "lastmod" => (Meta, Modified),
        "citation_issue" | "prism.number" | "prism.issueidentifier" => (Citation, Issue),
        "issue" | "issuenumber" | "edition" => (Meta, Issue),
        "dc.language" | "dcterms.language" => (DublinCore, Language),
        "og:locale" => (Trust::Title, Language),
        "content-language" | "language" => (Meta, Language),
        "og:image" | "og:image:url" | "og:image:secure_url" => (OpenGraph, LeadImage),
        "twitter:image" | "twitter:image:src" | "thumbnail" => (Meta, LeadImage),
        _ => return None,
    })
}
