//! Links: from what the source wrote to addresses of the book or of the web.

use std::borrow::Cow;
use std::collections::HashMap;

use icu_normalizer::ComposingNormalizerBorrowed;
use url::Url;

use crate::publication::{ContainerPath, escape_address, percent_decoded, same_address};

/// Where every place of the book is, by the names links use for it.
#[derive(Debug)]
pub(super) struct Destinations {
    /// Articles by the path links name, and by that path in lower case where only one article has it.
    by_path: HashMap<String, usize>,
    by_folded_path: HashMap<String, Option<usize>>,
    /// Articles by the addresses they stood at; none where several stood at one.
    by_address: HashMap<String, Option<usize>>,
    paths: Vec<String>,
    /// What the relative addresses of each article are read against where no article of the book is meant.
    bases: Vec<Option<Url>>,
    /// The files of each article.
    files: Vec<Vec<ContainerPath>>,
    /// The places of each article: which file, which id.
    places: Vec<HashMap<String, (usize, String)>>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Out of the book: an address that is valid as it stands.
    Outside(String),
    /// To a place in the book.
    Inside(ContainerPath, Option<String>),
    /// To an article or a place that does not exist.
    Missing,
    /// Of a kind that a book cannot follow (`javascript:`, `file:`), or not an address at all.
    Forbidden,
}

impl Destinations {
    pub(super) fn new<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let paths = paths.map(str::to_owned).collect::<Vec<_>>();
        let mut by_path = HashMap::with_capacity(paths.len());
        let mut by_folded_path = HashMap::with_capacity(paths.len());
        for (number, path) in paths.iter().enumerate() {
            by_path.entry(path.clone()).or_insert(number);
            by_folded_path.entry(folded(path)).and_modify(|known| *known = None).or_insert(Some(number));
        }
        let places = paths.iter().map(|_| HashMap::new()).collect();
        let (by_address, bases, files) = (HashMap::new(), vec![None; paths.len()], Vec::with_capacity(paths.len()));
        Self { by_path, by_folded_path, by_address, bases, files, places, paths }
    }

    /// Says at which addresses an article stood: its canonical one, and the page it was read from.
    pub(super) fn add_addresses(&mut self, document: usize, canonical: Option<&Url>, page: Option<&Url>) {
        let mut addresses = [canonical, page].map(|url| url.map(same_address));
        if addresses[0] == addresses[1] {
            addresses[1] = None;
        }
        for address in addresses.into_iter().flatten() {
            self.by_address.entry(address).and_modify(|known| *known = None).or_insert(Some(document));
        }
    }

    /// Says what the relative addresses of an article are read against.
    pub(super) fn set_base(&mut self, document: usize, base: Option<Url>) {
        self.bases[document] = base;
    }

    pub(super) fn add_files(&mut self, document: usize, files: Vec<ContainerPath>) {
        debug_assert_eq!(self.files.len(), document);
        self.files.push(files);
    }

    pub(super) fn has(&self, document: usize, source_id: &str) -> bool {
        self.places[document].contains_key(source_id)
    }

    pub(super) fn add(&mut self, document: usize, source_id: &str, file: usize, id: String) {
        if let Cow::Owned(composed) = composed(source_id) {
            self.places[document].entry(composed).or_insert_with(|| (file, id.clone()));
        }
        self.places[document].insert(source_id.to_owned(), (file, id));
    }

    /// Where `href`, written in the article `document`, leads.
    pub(super) fn resolve(&self, document: usize, href: &str) -> Target {
        let href = href.trim();
        if href.is_empty() {
            return Target::Forbidden;
        }
        if let Some(scheme) = scheme(href) {
            return self.bundled(document, href).unwrap_or_else(|| outside(scheme, href));
        }
        if let Some(rest) = href.strip_prefix("//") {
            let scheme = self.bases[document].as_ref().map_or("https", Url::scheme);
            let href = format!("{scheme}://{rest}");
            return self.bundled(document, &href).unwrap_or_else(|| outside(scheme, &href));
        }
        let (path, fragment) = match href.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment)),
            None => (href, None),
        };
        let path = path.split('?').next().unwrap_or(path);
        let article = if path.is_empty() { Some(document) } else { self.article(document, path) };
        let Some(article) = article else { return self.on_the_web(document, href) };
        match fragment.filter(|fragment| !fragment.is_empty() && *fragment != "top") {
            None => self.place_in(article, None),
            Some(fragment) => self.place(article, fragment),
        }
    }

    /// The article that stood at a path.
    pub(super) fn article_at(&self, path: &str) -> Option<usize> {
        let exact = self.by_path.get(path).copied();
        exact.or_else(|| self.by_folded_path.get(&folded(path)).copied().flatten())
    }

    /// A place in an article; without a fragment, its beginning.
    pub(super) fn place_in(&self, article: usize, fragment: Option<&str>) -> Target {
        match fragment {
            None => self.files[article].first().map_or(Target::Missing, |file| Target::Inside(file.clone(), None)),
            Some(fragment) => self.place(article, fragment),
        }
    }

    /// The place in the book of an address that one of its articles stood at. A place that the article lacks is its beginning; an
    /// article that names itself means its page on the web.
    fn bundled(&self, document: usize, href: &str) -> Option<Target> {
        let url = Url::parse(href).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let article = self.by_address.get(&same_address(&url)).copied().flatten()?;
        let fragment = url.fragment().filter(|fragment| !fragment.is_empty());
        match fragment.map(|fragment| self.place(article, fragment)) {
            Some(target @ Target::Inside(..)) => Some(target),
            _ if article == document => None,
            _ => self.files.get(article)?.first().map(|file| Target::Inside(file.clone(), None)),
        }
    }

    /// A relative address that names no article of the book by its path leads to one by its address, or else to where the
    /// page's own site has it.
    fn on_the_web(&self, document: usize, href: &str) -> Target {
        let Some(base) = &self.bases[document] else { return Target::Missing };
        let Ok(url) = base.join(href) else { return Target::Missing };
        self.bundled(document, url.as_str()).unwrap_or_else(|| outside(url.scheme(), url.as_str()))
    }

    fn place(&self, article: usize, fragment: &str) -> Target {
        let places = &self.places[article];
        let decoded = || percent_decoded(fragment).and_then(|fragment| places.get(&fragment));
        let normal = || places.get(&*composed(&percent_decoded(fragment)?));
        match places.get(fragment).or_else(decoded).or_else(normal) {
            Some((file, id)) => Target::Inside(self.files[article][*file].clone(), Some(id.clone())),
            None => Target::Missing,
        }
    }

    /// The article a relative path names, seen from another article; the letters' case counts only where it must.
    fn article(&self, from: usize, path: &str) -> Option<usize> {
        let path = percent_decoded(path)?;
        let mut segments = if path.starts_with('/') {
            Vec::new()
        } else {
            let mut folder = self.paths[from].split('/').collect::<Vec<_>>();
            folder.pop();
            folder
        };
        for segment in path.split(['/', '\\']) {
            match segment {
                "" | "." => {}
                ".." => _ = segments.pop()?,
                segment => segments.push(segment),
            }
        }
        self.article_at(&segments.join("/"))
    }
}

#[allow(clippy::disallowed_methods, reason = "paths are compared, never shown")]
fn folded(path: &str) -> String {
    composed(&path.to_lowercase()).into_owned()
}

/// A name as it is compared: file systems and keyboards differ in how they put letters together (NFC).
fn composed(name: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(name)
}

fn scheme(href: &str) -> Option<&str> {
    let (scheme, _) = href.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some(scheme)
}

fn outside(scheme: &str, href: &str) -> Target {
    let allowed =
        ["http", "https", "mailto", "tel", "ftp", "doi", "urn", "geo", "sms", "xmpp", "magnet", "news", "irc", "ircs"];
    if !allowed.iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
        return Target::Forbidden;
    }
    match url::Url::parse(href) {
        // Addresses without `//` keep characters that no address may hold.
        Ok(url) => Target::Outside(escape_address(url.as_str())),
        Err(_) => Target::Forbidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn destinations() -> Destinations {
        let mut destinations =
            Destinations::new(["a.md", "sub/b.md", "مقال ثان.md", "Dup.md", "dup.md", "sub/\u{E9}.md"].into_iter());
        for number in 0..6 {
            let path = ContainerPath::own(format!("text/ch{number}.xhtml"));
            let second = ContainerPath::own(format!("text/ch{number}-2.xhtml"));
            destinations.add_files(number, vec![path, second]);
        }
        destinations.add(0, "عنوان", 1, "h-1".into());
        destinations
    }

    #[test]
    fn links_between_articles() {
        let inside = |path: &str, id: Option<&str>| Target::Inside(ContainerPath::own(path), id.map(str::to_owned));
        let rows = [
            (0, "sub/b.md", inside("text/ch1.xhtml", None)),
            (0, "./sub/b.md?x=1", inside("text/ch1.xhtml", None)),
            (1, "../a.md#عنوان", inside("text/ch0-2.xhtml", Some("h-1"))),
            (1, "../a.md#%D8%B9%D9%86%D9%88%D8%A7%D9%86", inside("text/ch0-2.xhtml", Some("h-1"))),
            (0, "#عنوان", inside("text/ch0-2.xhtml", Some("h-1"))),
            (0, "sub/e\u{301}.md", inside("text/ch5.xhtml", None)),
            (0, "#top", inside("text/ch0.xhtml", None)),
            (0, "%D9%85%D9%82%D8%A7%D9%84%20%D8%AB%D8%A7%D9%86.md", inside("text/ch2.xhtml", None)),
            (0, "SUB/B.MD", inside("text/ch1.xhtml", None)),
            (0, "Dup.md", inside("text/ch3.xhtml", None)),
            (0, "DUP.md", Target::Missing),
            (0, "c.md", Target::Missing),
            (0, "#nothing", Target::Missing),
            (0, "../../../etc/passwd", Target::Missing),
            (0, "", Target::Forbidden),
        ];
        for (from, href, target) in rows {
            assert_eq!(destinations().resolve(from, href), target, "{href}");
        }
    }

    #[test]
    fn links_out_of_the_book() {
        let rows = [
            ("https://example.com/a b", Some("https://example.com/a%20b")),
            ("https://example.com/مقال", Some("https://example.com/%D9%85%D9%82%D8%A7%D9%84")),
            ("HTTP://Example.com", Some("http://example.com/")),
            ("//example.com/x", Some("https://example.com/x")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("mailto:a b@c.example?subject=<x>", Some("mailto:a%20b@c.example?subject=%3Cx%3E")),
            ("https://example.com/100%", Some("https://example.com/100%25")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("data:text/html,x", None),
            ("https://", None),
        ];
        for (href, expected) in rows {
            let target = expected.map_or(Target::Forbidden, |address| Target::Outside(address.to_owned()));
            assert_eq!(destinations().resolve(0, href), target, "{href}");
        }
    }

    #[test]
    fn addresses_of_bundled_articles_lead_into_the_book() {
        let mut destinations = destinations();
        let url = |text: &str| text.parse::<Url>().unwrap();
        destinations.add_addresses(0, Some(&url("https://a.example/one")), None);
        let page = url("https://www.a.example/two?utm_source=feed");
        destinations.add_addresses(1, Some(&url("https://a.example/two")), Some(&page));
        destinations.set_base(1, Some(page));
        destinations.add_addresses(2, Some(&url("https://a.example/shared")), None);
        destinations.add_addresses(3, Some(&url("https://a.example/shared")), None);
        let inside = |number: usize, id: Option<&str>| {
            Target::Inside(destinations.files[number][0].clone(), id.map(str::to_owned))
        };
        let outside = |text: &str| Target::Outside(text.to_owned());
        let rows = [
            (1, "http://www.a.example/one/?utm_medium=x&fbclid=1", inside(0, None)),
            (1, "//a.example/one", inside(0, None)),
            (1, "one", inside(0, None)),
            (1, "/one#nowhere", inside(0, None)),
            (0, "https://a.example/two#nowhere", inside(1, None)),
            (0, "https://a.example/one", outside("https://a.example/one")),
            (0, "https://a.example/shared", outside("https://a.example/shared")),
            (1, "three", outside("https://www.a.example/three")),
            (0, "https://b.example/one", outside("https://b.example/one")),
        ];
        for (from, href, target) in rows {
            assert_eq!(destinations.resolve(from, href), target, "{from} {href}");
        }
    }
}
