//! The pages around the text: cover, title page, parts, colophon; and what a script's pages are set like.

use askama::Template;

use super::credits::{Credit, Voice};
use super::plan::Chapter;
use super::{ContentDocument, Frame};
use crate::bidi::{direction_in, markup, with_isolates};
use crate::publication::{ContainerPath, Decision, Direction, DocumentRole, Findings, Language, Metadata};
use crate::resources::{CoverPicture, Fonts, stylesheet_path};

/// The book as the pages around its text see it.
pub(super) struct Book<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) language: Decision<Language>,
    pub(super) direction: Decision<Direction>,
    pub(super) fonts: &'a Fonts,
}

#[derive(Template)]
#[template(path = "cover.xhtml", escape = "html")]
struct CoverTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    stylesheet: String,
    label: &'a str,
    description: String,
    image: String,
    size: (u32, u32),
}

#[derive(Template)]
#[template(path = "title-page.xhtml", escape = "html")]
struct TitlePageTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    style: String,
    heading_class: Option<&'a str>,
    stylesheet: String,
    label: &'a str,
    title: &'a str,
    heading: Heading,
    subtitle: Option<Heading>,
    credits: Vec<Credit>,
}

#[derive(Template)]
#[template(path = "colophon.xhtml", escape = "html")]
struct ColophonTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    style: String,
    heading_class: Option<&'a str>,
    stylesheet: String,
    label: &'a str,
    /// The label's own language, where it is not the page's.
    label_language: Option<&'a str>,
    heading: Heading,
    title: Heading,
    credits: Vec<Credit>,
}

#[derive(Template)]
#[template(path = "part.xhtml", escape = "html")]
struct PartTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    style: String,
    heading_class: Option<&'a str>,
    stylesheet: String,
    title: &'a str,
    heading: Heading,
    listed: &'a [Listed],
}

/// An article in the list of its part.
pub(super) struct Listed {
    href: String,
    language: Option<Language>,
    direction: Option<Direction>,
    /// Its title as XHTML.
    markup: String,
    credits: Vec<Credit>,
}

/// A line of a page, with its runs set apart.
pub(super) struct Heading {
    /// Its direction, where it is not the page's.
    pub(super) turned: Option<Direction>,
    /// Its words as XHTML.
    pub(super) markup: String,
}

impl Heading {
    /// A line on a page of this direction.
    pub(super) fn of(text: &str, page: Direction) -> Self {
        let direction = direction_in(text, page);
        Self { turned: (direction != page).then_some(direction), markup: markup(text, direction) }
    }
}

impl Book<'_> {
    pub(super) fn cover_page(&self, cover: &CoverPicture) -> ContentDocument {
        let path = ContainerPath::own("text/cover.xhtml");
        let template = CoverTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            label: self.frame.labels.cover,
            description: self.cover_description(),
            image: path.href_to(&cover.resource.path),
            size: cover.size,
        };
        self.document(path, DocumentRole::Cover, self.frame.labels.cover, &template)
    }

    /// What is on the cover, for those who do not see it: title and authors.
    fn cover_description(&self) -> String {
        let authors = self.frame.metadata.creators.iter().map(|person| person.name.as_str()).collect::<Vec<_>>();
        let authors = if authors.is_empty() { String::new() } else { format!(" – {}", authors.join(" · ")) };
        let description = format!("{}: {}{authors}", self.frame.labels.cover, self.frame.title);
        with_isolates(&description, self.direction.value).into_owned()
    }

    /// The classes of a page of the book's own, and of its heading.
    fn setting(&self) -> (String, Option<&str>) {
        let fonts = self.fonts.start(None, &self.language.value, self.direction.value);
        (page_style(&self.language.value, self.fonts.class(fonts, None)), self.fonts.heading_class(fonts))
    }

    /// The page at the end: where the text comes from, of which day, whose it is, and what the book is called.
    pub(super) fn colophon(&self) -> ContentDocument {
        let path = ContainerPath::own("text/colophon.xhtml");
        let (metadata, labels) = (self.frame.metadata, self.frame.labels);
        let voice = Voice::new(&self.language.value, self.direction.value, labels, metadata, metadata);
        let (style, heading_class) = self.setting();
        let template = ColophonTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            style,
            heading_class,
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            label: labels.colophon,
            label_language: (labels.language != self.language.value.primary()).then_some(labels.language),
            heading: Heading::of(labels.colophon, self.direction.value),
            title: Heading::of(self.frame.title, self.direction.value),
            credits: voice.colophon(metadata, self.frame.identifier),
        };
        self.document(path, DocumentRole::Colophon, labels.colophon, &template)
    }

    pub(super) fn title_page(&self, findings: &mut Findings) -> ContentDocument {
        let path = ContainerPath::own("text/title.xhtml");
        let metadata = self.frame.metadata;
        let voice = Voice::new(&self.language.value, self.direction.value, self.frame.labels, metadata, metadata);
        let credits =
            [voice.authors(metadata), voice.translators(metadata), voice.publisher(metadata), voice.date(metadata)];
        voice.check_calendar(metadata.date.as_ref(), None, findings);
        let (style, heading_class) = self.setting();
        let template = TitlePageTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            style,
            heading_class,
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            label: self.frame.labels.title_page,
            title: self.frame.title,
            heading: Heading::of(self.frame.title, self.direction.value),
            subtitle: metadata.subtitle.as_deref().map(|subtitle| Heading::of(subtitle, self.direction.value)),
            credits: credits.into_iter().flatten().collect(),
        };
        self.document(path, DocumentRole::TitlePage, self.frame.title, &template)
    }

    /// An article as the page of its part lists it: its title, its authors, its day.
    pub(super) fn listed(&self, chapter: &Chapter) -> Listed {
        let voice = self.voice_of(&chapter.metadata);
        let entry = chapter.contents(&self.language.value, self.direction.value);
        let credits = [voice.authors(&chapter.metadata), voice.date(&chapter.metadata)];
        Listed {
            // Parts and chapters stand in one folder.
            href: part_path(0).href_to(&entry.path),
            markup: markup(&entry.label, entry.direction.unwrap_or(self.direction.value)),
            language: entry.language,
            direction: entry.direction,
            credits: credits.into_iter().flatten().collect(),
        }
    }

    fn voice_of(&self, article: &Metadata) -> Voice {
        Voice::new(&self.language.value, self.direction.value, self.frame.labels, self.frame.metadata, article)
    }

    pub(super) fn part_page(&self, number: usize, title: &str, listed: &[Listed]) -> ContentDocument {
        let path = part_path(number);
        let (style, heading_class) = self.setting();
        let template = PartTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            style,
            heading_class,
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            title,
            heading: Heading::of(title, self.direction.value),
            listed,
        };
        self.document(path, DocumentRole::Part, title, &template)
    }

    fn document(&self, path: ContainerPath, role: DocumentRole, title: &str, page: &impl Template) -> ContentDocument {
        ContentDocument {
            path,
            role,
            title: title.to_owned(),
            language: self.language.clone(),
            direction: self.direction.clone(),
            source: None,
            formulas: false,
            // Rendering into memory has no way to fail.
            xhtml: page.render().unwrap_or_default(),
        }
    }
}

fn part_path(number: usize) -> ContainerPath {
    ContainerPath::own(format!("text/part{number:03}.xhtml"))
}

/// The classes of a page: of its line height, and of its font where it has one.
pub(crate) fn page_style(language: &Language, font: Option<&str>) -> String {
    let style = match (font, type_style(language)) {
        // A hand that somebody asked for by name keeps its leading.
        (Some("noto-nastaliq-urdu"), _) => "nastaliq",
        (Some("amiri" | "vazirmatn"), "nastaliq") => "naskh",
        (_, style) => style,
    };
    font.map_or_else(|| style.to_owned(), |font| format!("{style} {font}"))
}

/// The class that sets the line height: Nastaliq slopes and needs most, Naskh stacks marks, Hebrew and Latin least.
pub(super) fn type_style(language: &Language) -> &'static str {
    match (language.primary(), language.script()) {
        ("ur" | "ks" | "pnb" | "pa" | "skr", Some("Arab")) | (_, Some("Aran")) => "nastaliq",
        (_, Some("Hebr")) => "hebrew",
        _ if language.direction() == Direction::Rtl => "naskh",
        _ => "latin",
    }
}
