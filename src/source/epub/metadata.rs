//! What an old book says about itself, in the words of EPUB 2, of EPUB 3 and of calibre.

use std::collections::BTreeMap;

use super::Reader;
use super::markup::{self, Element};
use crate::publication::{
    Code, Contributor, Date, Direction, Identifier, Language, Metadata, Modified, Role, Series, one_line,
};

/// What is said about the whole book.
#[derive(Debug, Default)]
pub(super) struct BookMetadata {
    /// All that is kept. Language and direction are not among it: they are evidence, to be weighed by the words.
    pub(super) metadata: Metadata,
    /// The first language declared.
    pub(super) language: Option<Language>,
    /// The direction that pages turn, as declared.
    pub(super) direction: Option<Direction>,
    /// When it was last changed.
    pub(super) modified: Option<Modified>,
    /// The unique identifier as it is written.
    pub(super) unique: Option<String>,
    /// Which printed book its pages are those of.
    pub(super) page_source: Option<String>,
    /// Whether it says that it can be read without seeing a picture.
    pub(super) textual: bool,
    /// Whether it says that its pictures are described.
    pub(super) describes_pictures: bool,
}

/// Reads the metadata of a package document.
pub(super) fn read(package: &Element, path: &str, reader: &mut Reader<'_>) -> BookMetadata {
    let Some(element) = package.find("metadata") else {
        reader.note(Code::BookPackage, path, "the package document says nothing about the book");
        return BookMetadata::default();
    };
    let mut fields = Fields { refined: refinements(element), element, package, path, reader };
    let mut metadata = Metadata::default();
    fields.titles(&mut metadata);
    fields.people(&mut metadata);
    let (unique, identifiers) = fields.identifiers();
    metadata.identifier.clone_from(&unique);
    metadata.identifiers = identifiers;
    metadata.publisher = fields.joined("publisher", " · ");
    metadata.source = fields.texts("source").into_iter().next();
    metadata.rights = fields.joined("rights", " ");
    metadata.description = fields.texts("description").into_iter().next().map(|text| without_tags(&text));
    for subject in fields.texts("subject") {
        if !metadata.subjects.contains(&subject) {
            metadata.subjects.push(subject);
        }
    }
    metadata.series = fields.series();
    metadata.date = fields.date();
    let page_source =
        fields.property("pageBreakSource").or_else(|| fields.property("a11y:pageBreakSource")).or_else(|| {
            let sources = fields.element.all("source").into_iter();
            let mut paged = sources.filter(|source| fields.refinement(source, "source-of").is_some());
            paged.next().map(|source| line(&source.text()))
        });
    let language = fields.language();
    let modified = fields.property("dcterms:modified").or_else(|| fields.dated("modification"));
    let modified = modified.and_then(|moment| moment.parse().ok());
    fields.tell_dropped(metadata.date.as_ref());
    let textual = !fields.properties("schema:accessMode").iter().any(|mode| mode == "visual")
        && fields.properties("schema:accessMode").iter().any(|mode| mode == "textual");
    let spine = package.find("spine").and_then(|spine| spine.attribute("page-progression-direction"));
    let direction = spine.and_then(|direction| direction.parse().ok());
    let describes_pictures = fields.claims("schema:accessibilityFeature", "alternativeText");
    BookMetadata { metadata, language, direction, modified, unique, page_source, textual, describes_pictures }
}

/// What refines an element, by the element's id: property and value.
fn refinements(metadata: &Element) -> BTreeMap<String, Vec<(String, String)>> {
    let mut refined: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for meta in metadata.all("meta") {
        if let (Some(id), Some(property)) = (meta.attribute("refines"), meta.attribute("property")) {
            let id = id.trim_start_matches('#').to_owned();
            refined.entry(id).or_default().push((property.to_owned(), line(&meta.text())));
        }
    }
    refined
}

struct Fields<'a, 'r> {
    element: &'a Element,
    package: &'a Element,
    refined: BTreeMap<String, Vec<(String, String)>>,
    path: &'a str,
    reader: &'a mut Reader<'r>,
}

impl Fields<'_, '_> {
    fn texts(&self, name: &str) -> Vec<String> {
        let texts = self.element.all(name).into_iter().map(|element| line(&element.text()));
        texts.filter(|text| !text.is_empty()).collect()
    }

    fn joined(&self, name: &str, between: &str) -> Option<String> {
        let mut texts = self.texts(name);
        texts.dedup();
        (!texts.is_empty()).then(|| texts.join(between))
    }

    fn properties(&self, name: &str) -> Vec<String> {
        let metas = self.element.all("meta").into_iter();
        metas.filter(|meta| meta.attribute("property") == Some(name)).map(|meta| line(&meta.text())).collect()
    }

    fn property(&self, name: &str) -> Option<String> {
        self.properties(name).into_iter().find(|value| !value.is_empty())
    }

    /// Whether one of several values of a property is this, as EPUB 3 or EPUB 2 writes it.
    fn claims(&self, property: &str, value: &str) -> bool {
        self.element.all("meta").iter().any(|meta| {
            let by_name = meta.attribute("name") == Some(property) && meta.attribute("content") == Some(value);
            by_name || (meta.attribute("property") == Some(property) && line(&meta.text()) == value)
        })
    }

    /// The value of a `meta` as EPUB 2 writes it.
    fn named(&self, name: &str) -> Option<String> {
        let metas = self.element.all("meta").into_iter();
        let mut values =
            metas.filter(|meta| meta.attribute("name") == Some(name)).filter_map(|meta| meta.attribute("content"));
        values.find(|value| !value.is_empty()).map(line)
    }

    fn refinement(&self, element: &Element, property: &str) -> Option<String> {
        let all = self.refined.get(element.attribute("id")?)?;
        all.iter().find(|(known, value)| known == property && !value.is_empty()).map(|(_, value)| value.clone())
    }

    fn titles(&mut self, metadata: &mut Metadata) {
        let titles = self.element.all("title").into_iter().filter(|title| !line(&title.text()).is_empty());
        let titles =
            titles.map(|title| (self.refinement(title, "title-type"), line(&title.text()))).collect::<Vec<_>>();
        let is = |kind: &str| titles.iter().position(|(of, _)| of.as_deref() == Some(kind));
        let main =
            is("main").or_else(|| titles.iter().position(|(of, _)| of.is_none())).or((!titles.is_empty()).then_some(0));
        let plain = || titles.iter().enumerate().position(|(at, (of, _))| of.is_none() && Some(at) != main);
        let subtitle = is("subtitle").or_else(plain).filter(|at| Some(*at) != main);
        for (at, (_, title)) in titles.iter().enumerate() {
            if Some(at) == main {
                metadata.title = Some(title.clone());
            } else if Some(at) == subtitle {
                metadata.subtitle = Some(title.clone());
            } else {
                self.reader.note(Code::BookMetadata, self.path, format!("a further title, «{title}», was left out"));
            }
        }
    }

    fn people(&mut self, metadata: &mut Metadata) {
        let mut people = Vec::new();
        for (name, of) in [("creator", Role::Author), ("contributor", Role::Contributor)] {
            for person in self.element.all(name) {
                let role = person.attribute("role").map(str::to_owned).or_else(|| self.refinement(person, "role"));
                let file_as = person.attribute("file-as").map(line).or_else(|| self.refinement(person, "file-as"));
                let text = line(&person.text());
                if text.is_empty() {
                    continue;
                }
                let role = role.map_or(of, |role| Role::of_code(&role));
                let mut contributor = Contributor::new(text, role);
                contributor.file_as = file_as.filter(|file_as| !file_as.is_empty() && *file_as != contributor.name);
                people.push((name == "creator", contributor));
            }
        }
        // Who translated or drew is named as that, unless there is nobody else.
        let has_author = people.iter().any(|(creator, person)| *creator && person.role == Role::Author);
        for (creator, person) in people {
            let list = match creator && (person.role == Role::Author || !has_author) {
                true => &mut metadata.creators,
                false => &mut metadata.contributors,
            };
            if !list.contains(&person) {
                list.push(person);
            }
        }
    }

    /// The unique identifier, which is kept, and the others, each with what it is of where that is said.
    fn identifiers(&mut self) -> (Option<String>, Vec<String>) {
        let unique_id = self.package.find("package").and_then(|package| package.attribute("unique-identifier"));
        let all = self
            .element
            .all("identifier")
            .into_iter()
            .filter(|element| !line(&element.text()).is_empty())
            .collect::<Vec<_>>();
        let unique = all.iter().position(|element| unique_id.is_some() && element.attribute("id") == unique_id);
        if unique.is_none() {
            let message = "the package document does not say which identifier is the book's";
            self.reader.note(Code::BookPackage, self.path, message);
        }
        let unique = unique.or((!all.is_empty()).then_some(0));
        let text = unique.and_then(|at| all.get(at)).map(|element| line(&element.text()));
        let mut others: Vec<String> = Vec::new();
        for (at, element) in all.iter().enumerate() {
            if Some(at) == unique {
                continue;
            }
            let value = line(&element.text());
            let scheme = element.attribute("scheme").map(str::to_ascii_lowercase);
            let value = match scheme.as_deref() {
                _ if value.contains(':') => value,
                Some("isbn") => format!("urn:isbn:{}", value.replace(['-', ' '], "")),
                Some("uuid") => format!("urn:uuid:{value}"),
                Some(scheme) if !scheme.is_empty() => format!("{scheme}:{value}"),
                _ => value,
            };
            let same = |other: &str| Identifier::given(other) == Identifier::given(&value);
            if !text.as_deref().is_some_and(same) && !others.iter().any(|other| same(other)) {
                others.push(value);
            }
        }
        (text, others)
    }

    fn series(&self) -> Option<Series> {
        let is_series = |meta: &&Element| {
            let kind = self.refinement(meta, "collection-type");
            meta.attribute("property") == Some("belongs-to-collection") && kind.is_none_or(|kind| kind == "series")
        };
        let collection = self.element.all("meta").into_iter().find(is_series);
        if let Some(collection) = collection.filter(|collection| !line(&collection.text()).is_empty()) {
            let position = self.refinement(collection, "group-position");
            return Some(Series { name: line(&collection.text()), position });
        }
        let name = self.named("calibre:series")?;
        // calibre counts in fractions: the first is 1.0.
        let position = self.named("calibre:series_index").map(|index| index.trim_end_matches(".0").to_owned());
        Some(Series { name, position: position.filter(|position| !position.is_empty()) })
    }

    /// The day of issue: the date of that event in EPUB 2, the only one in EPUB 3.
    fn date(&mut self) -> Option<Date> {
        let dates = self.element.all("date");
        let of = |event: &str| dates.iter().find(|date| date.attribute("event") == Some(event));
        let date = of("publication").or_else(|| of("original-publication"));
        let date = date.or_else(|| dates.iter().find(|date| date.attribute("event").is_none()))?;
        let text = line(&date.text());
        // What calibre writes for «unknown».
        if text.is_empty() || text.starts_with("0101-") || text.starts_with("0100-") || text.starts_with("0000") {
            return None;
        }
        match text.parse() {
            Ok(date) => Some(date),
            Err(_) => {
                self.reader.note(
                    Code::BookMetadata,
                    self.path,
                    format!("the date «{text}» was not understood and left out"),
                );
                None
            }
        }
    }

    /// The date of an event, as EPUB 2 writes it.
    fn dated(&self, event: &str) -> Option<String> {
        let dates = self.element.all("date").into_iter();
        dates.filter(|date| date.attribute("event") == Some(event)).map(|date| line(&date.text())).next()
    }

    /// Says what a book of ours has no place for.
    fn tell_dropped(&mut self, issued: Option<&Date>) {
        let mut dropped = Vec::new();
        for name in ["type", "format", "coverage", "relation"] {
            dropped.extend(self.texts(name).into_iter().map(|text| format!("`{name}` «{text}»")));
        }
        dropped.extend(self.texts("language").into_iter().skip(1).map(|text| format!("a further language, `{text}`")));
        for date in self.element.all("date") {
            let text = line(&date.text());
            let kept = date.attribute("event") == Some("modification")
                || text.parse::<Date>().map_or(true, |date| issued.is_none() || issued == Some(&date));
            if !kept {
                dropped.push(format!("the date «{text}» of {}", date.attribute("event").unwrap_or("no event")));
            }
        }
        for what in dropped {
            self.reader.note(Code::BookMetadata, self.path, format!("{what} was left out"));
        }
    }

    fn language(&mut self) -> Option<Language> {
        let languages = self.texts("language");
        let parsed = languages.iter().find_map(|tag| tag.replace('_', "-").parse::<Language>().ok());
        if parsed.is_none() && !languages.is_empty() {
            let message = format!("the language `{}` means nothing; the words tell it", languages.join(", "));
            self.reader.note(Code::BookMetadata, self.path, message);
        }
        parsed.filter(|language| !matches!(language.primary(), "und" | "zxx" | "mul" | "mis"))
    }
}

/// A description without the tags that some programs write into it.
fn without_tags(text: &str) -> String {
    if text.contains('<') && text.contains('>') { line(&markup::read(text).text()) } else { text.to_owned() }
}

/// A text in one line without the isolates that stand for markup where there is none: they are made anew.
pub(super) fn line(text: &str) -> String {
    one_line(&text.replace(|c| matches!(c, '\u{2066}'..='\u{2069}'), ""), |_| ())
}
