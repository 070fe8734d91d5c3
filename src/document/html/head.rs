//! What a page says about itself, in a fixed order of trust (`docs/web-pages.md`).
//!
//! Everything that may say something is collected as a claim first: from JSON-LD (`linked_data`), `meta`, `link`, `title`,
//! and from elements that are marked as such. Then each field takes the claim of the most trusted source that can be read.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use super::dom::{Dom, NodeData, NodeId};
use super::linked_data;
use crate::publication::{Code, Contributor, Findings, Metadata, Place, Role, has_words, one_line};
use crate::source::report_removed;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// Reads the metadata of a page. A value that cannot be read is reported and the next source is asked: pages are often
/// wrong about themselves, and the text is not to blame.
pub(super) fn read_head(dom: &Dom, file: &Arc<str>, findings: &mut Findings) -> Metadata {
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
    claims.sort_by_key(|claim| claim.trust);
    let mut chosen = Chosen { file, findings, metadata: Metadata::default() };
    chosen.direction(dom);
    chosen.choose(&claims);
    if let Some(title) = chosen.metadata.title.take() {
        chosen.metadata.title = Some(without_site(&title, dom, &claims));
    }
    chosen.metadata
}

/// Everything the page calls itself.
#[cfg(feature = "extract")]
pub(super) fn titles(dom: &Dom, metadata: &Metadata) -> Vec<String> {
    let mut titles = metadata.title.iter().cloned().collect::<Vec<_>>();
    let mut head = Head { dom, claims: Vec::new() };
    if let Some(element) = dom.find("head") {
        for (child, name) in dom.elements(element) {
            head.element(child, name);
        }
    }
    linked_data::read(dom, &mut head.claims);
    let claims = head.claims.into_iter().filter(|claim| claim.field == Field::Title);
    titles.extend(claims.map(|claim| one_line(&claim.value, |_| ())).filter(|title| has_words(title)));
    titles
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

/// Takes for each field the first claim that can be read.
struct Chosen<'a> {
    file: &'a Arc<str>,
    findings: &'a mut Findings,
    metadata: Metadata,
}

impl Chosen<'_> {
    /// The direction that the root elements declare; `auto` asks the text, and so do we.
    fn direction(&mut self, dom: &Dom) {
        for element in ["html", "body"].iter().filter_map(|name| dom.find(name)) {
            let direction = dom.attribute(element, "dir").filter(|dir| !dir.trim().eq_ignore_ascii_case("auto"));
            if let Some(direction) = direction {
                let parsed = self.parsed(dom.line(element), "dir", direction);
                self.metadata.direction = self.metadata.direction.or(parsed);
            }
        }
    }

    fn choose(&mut self, claims: &[Claim]) {
        let mut authors_by = None;
        for claim in claims {
            if claim.field == Field::Author && authors_by.is_some_and(|by| by != claim.trust) {
                continue;
            }
            if self.is_said(claim.field) {
                continue;
            }
            let place = Place::new(self.file, claim.line);
            let line = one_line(&claim.value, |c| report_removed(&claim.name, c, &place, self.findings));
            if !has_words(&line) {
                continue;
            }
            if self.set(claim, line) && claim.field == Field::Author {
                authors_by = Some(claim.trust);
            }
        }
    }

    fn is_said(&self, field: Field) -> bool {
        let metadata = &self.metadata;
        match field {
            Field::Title => metadata.title.is_some(),
            Field::Description => metadata.description.is_some(),
            Field::Publisher => metadata.publisher.is_some(),
            Field::Rights => metadata.rights.is_some(),
            Field::Source => metadata.source.is_some(),
            Field::Date => metadata.date.is_some(),
            Field::Modified => metadata.modified.is_some(),
            Field::Issue => metadata.issue.is_some(),
            Field::Language => metadata.language.is_some(),
            Field::LeadImage => metadata.lead_image.is_some(),
            Field::Author | Field::Subject => false,
        }
    }

    /// Sets a field; says whether it did.
    fn set(&mut self, claim: &Claim, line: String) -> bool {
        let is_address = line.starts_with("http://") || line.starts_with("https://");
        let metadata = &mut self.metadata;
        match claim.field {
            Field::Title => metadata.title = Some(line),
            Field::Description => metadata.description = Some(line),
            Field::Publisher => metadata.publisher = Some(line),
            Field::Rights => metadata.rights = Some(line),
            Field::Issue => metadata.issue = Some(line),
            // Lists of people and pictures often hold addresses where names belong, and the other way round.
            Field::Author if is_address || line.starts_with('@') => return false,
            Field::Author => {
                let author = Contributor::new(line, Role::Author);
                if !metadata.creators.contains(&author) {
                    metadata.creators.push(author);
                }
            }
            Field::Source if is_address => metadata.source = Some(line),
            Field::Source => return false,
            Field::LeadImage => metadata.lead_image = Some(line),
            Field::Subject => {
                let subjects = line.split([',', '،', ';', '؛']).map(str::trim).filter(|subject| !subject.is_empty());
                for subject in subjects {
                    if !metadata.subjects.iter().any(|known| known == subject) {
                        metadata.subjects.push(subject.to_owned());
                    }
                }
            }
            Field::Date => {
                let date = self.parsed(claim.line, &claim.name, &line.replace('/', "-"));
                self.metadata.date = date;
                return self.metadata.date.is_some();
            }
            Field::Modified => {
                let modified = self.parsed(claim.line, &claim.name, &line);
                self.metadata.modified = modified;
                return modified.is_some();
            }
            Field::Language => {
                let language = self.parsed(claim.line, &claim.name, &line.replace('_', "-"));
                self.metadata.language = language;
                return self.metadata.language.is_some();
            }
        }
        true
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&mut self, line: u32, name: &str, value: &str) -> Option<T> {
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                let place = Place::new(self.file, line);
                self.findings.note(Code::ValueIgnored, place, format!("`{name}` was not understood: {error}"));
                None
            }
        }
    }
}

/// A title without the name of the site before or after it: when what is left is said by another title or a heading of the
/// page, or what goes is the name that the page gives its site.
fn without_site(title: &str, dom: &Dom, claims: &[Claim]) -> String {
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
