//! The pages around the text: cover, title page, parts; and what a script's pages are set like.

use askama::Template;

use super::credits::{Credit, Voice};
use super::{ContentDocument, Frame};
use crate::bidi::{Words, markup};
use crate::publication::{ContainerPath, Decision, Direction, DocumentRole, Findings, Language};
use crate::resources::{Fonts, stylesheet_path};

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
    title: &'a str,
    image: String,
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
#[template(path = "part.xhtml", escape = "html")]
struct PartTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    style: String,
    heading_class: Option<&'a str>,
    stylesheet: String,
    title: &'a str,
    heading: Heading,
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
        let direction = Words::of(text).majority().unwrap_or(page);
        Self { turned: (direction != page).then_some(direction), markup: markup(text, direction) }
    }
}

impl Book<'_> {
    pub(super) fn cover_page(&self, image: &ContainerPath) -> ContentDocument {
        let path = ContainerPath::own("text/cover.xhtml");
        let template = CoverTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            label: self.frame.labels.cover,
            title: self.frame.title,
            image: path.href_to(image),
        };
        self.document(path, DocumentRole::Cover, self.frame.labels.cover, &template)
    }

    pub(super) fn title_page(&self, findings: &mut Findings) -> ContentDocument {
        let path = ContainerPath::own("text/title.xhtml");
        let metadata = self.frame.metadata;
        let voice = Voice::new(&self.language.value, self.direction.value, self.frame.labels, metadata, metadata);
        let credits =
            [voice.authors(metadata), voice.translators(metadata), voice.publisher(metadata), voice.date(metadata)];
        voice.check_calendar(metadata.date.as_ref(), None, findings);
        let fonts = self.fonts.start(None, &self.language.value, self.direction.value);
        let template = TitlePageTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            style: page_style(&self.language.value, self.fonts.class(fonts, None)),
            heading_class: self.fonts.heading_class(fonts),
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            label: self.frame.labels.title_page,
            title: self.frame.title,
            heading: Heading::of(self.frame.title, self.direction.value),
            subtitle: metadata.subtitle.as_deref().map(|subtitle| Heading::of(subtitle, self.direction.value)),
            credits: credits.into_iter().flatten().collect(),
        };
        self.document(path, DocumentRole::TitlePage, self.frame.title, &template)
    }

    pub(super) fn part_page(&self, number: usize, title: &str) -> ContentDocument {
        let path = ContainerPath::own(format!("text/part{number:03}.xhtml"));
        let fonts = self.fonts.start(None, &self.language.value, self.direction.value);
        let template = PartTemplate {
            language: self.language.value.as_str(),
            direction: self.direction.value.as_str(),
            style: page_style(&self.language.value, self.fonts.class(fonts, None)),
            heading_class: self.fonts.heading_class(fonts),
            stylesheet: path.href_to(&stylesheet_path(self.direction.value)),
            title,
            heading: Heading::of(title, self.direction.value),
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

/// The classes of a page: of its line height, and of its font where it has one.
pub(crate) fn page_style(language: &Language, font: Option<&str>) -> String {
    let style = type_style(language);
    font.map_or_else(|| style.to_owned(), |font| format!("{style} {font}"))
}

/// The class that sets the line height: Nastaliq slopes and needs most, Naskh stacks marks, Hebrew and Latin least.
pub(super) fn type_style(language: &Language) -> &'static str {
    match (language.primary(), language.script()) {
        ("ur" | "ks" | "pnb" | "skr", Some("Arab")) | (_, Some("Aran")) => "nastaliq",
        (_, Some("Hebr")) => "hebrew",
        _ if language.direction() == Direction::Rtl => "naskh",
        _ => "latin",
    }
}
