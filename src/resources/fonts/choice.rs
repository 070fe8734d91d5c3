//! Which font a text is set in: by what is asked for, and else by its language.
//!
//! The writer of the XHTML and the collector of words both ask here, so that what is set in a font and what its subset was
//! proved with are the same.

use super::catalogue::{family_for, shipped};
use crate::document::Attributes;
use crate::publication::{Direction, FontFamily, FontSetting, Language};

/// A font of the book, by its place in [`Fonts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FontId(pub(super) u16);

/// What is asked for, for running text and for headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FontWish {
    /// For running text; by language when nothing is said.
    pub body: Option<FontSetting>,
    /// For headings; as running text when nothing is said.
    pub heading: Option<FontSetting>,
}

impl FontWish {
    /// Fills what is not said here from what is said further away.
    #[must_use]
    pub(crate) fn or(&self, other: &Self) -> Self {
        Self {
            body: self.body.clone().or_else(|| other.body.clone()),
            heading: self.heading.clone().or_else(|| other.heading.clone()),
        }
    }
}

/// A wish with its files found.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Asked {
    #[default]
    None,
    Auto,
    Font(FontId),
}

/// The fonts of a book.
#[derive(Debug, Default)]
pub struct Fonts {
    pub(super) entries: Vec<Entry>,
    /// For body and heading: of the book, then of each article.
    pub(super) book: [Asked; 2],
    pub(super) articles: Vec<[Asked; 2]>,
}

/// A font of the book as the stylesheet sees it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) class: String,
    /// The name of the family in the stylesheet.
    pub(super) name: String,
    pub(super) generic: &'static str,
    /// Fonts that have letters which this one lacks.
    pub(super) fallbacks: Vec<FontId>,
    /// Whether something is set in it, or in one of its fallbacks.
    pub(super) wanted: bool,
    /// Its files in the book, regular and bold.
    pub(super) files: [Option<String>; 2],
}

/// The fonts at a place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    article: Option<usize>,
    body: Option<FontId>,
    heading: Option<FontId>,
    in_heading: bool,
    /// What the text here is shown in.
    pub(super) shown: Option<FontId>,
}

impl Place {
    /// A place whose next element is a heading.
    pub(crate) fn at_heading(self) -> Self {
        Self { in_heading: true, ..self }
    }
}

impl Fonts {
    /// Where an article's text begins, or a page of the book's own.
    pub(crate) fn start(&self, article: Option<usize>, language: &Language, direction: Direction) -> Place {
        let nothing = Place { article, body: None, heading: None, in_heading: false, shown: None };
        self.inside(nothing, &Attributes::new(None, Some(language.clone()), Some(direction)))
    }

    /// The fonts inside an element with these attributes. A language that has no font of its own goes on in the one around
    /// it; words that run from right to left where there is none get the one for Arabic letters.
    pub(crate) fn inside(&self, around: Place, attributes: &Attributes) -> Place {
        let [body, heading] = around.article.and_then(|at| self.articles.get(at)).unwrap_or(&self.book);
        let (language, direction) = (attributes.language(), attributes.direction());
        let chosen = |asked: &Asked, font: Option<FontId>| match asked {
            Asked::None => None,
            Asked::Font(font) => Some(*font),
            // The Latin letters of Nastaliq have hardly a space between words.
            Asked::Auto if direction == Some(Direction::Ltr) && font.is_some_and(is_nastaliq) => None,
            Asked::Auto => self.by_language(language, direction, font).or(font),
        };
        let (body, heading) = (chosen(body, around.body), chosen(heading, around.heading));
        let shown = if around.in_heading { heading } else { body };
        Place { body, heading, shown, ..around }
    }

    fn by_language(
        &self,
        language: Option<&Language>,
        direction: Option<Direction>,
        around: Option<FontId>,
    ) -> Option<FontId> {
        let told = language.filter(|language| language.direction() == Direction::Rtl);
        let family = match told {
            Some(language) => family_for(language)?,
            None if direction == Some(Direction::Rtl) && around.is_none() => family_for(&Language::known("ar"))?,
            None => return None,
        };
        let at = shipped().iter().position(|shipped| shipped.name == family)?;
        u16::try_from(at).ok().map(FontId)
    }

    /// The class that says so at a place, where it is not what is around it; `None` where nothing has to be said.
    pub(crate) fn class(&self, place: Place, around: Option<Place>) -> Option<&str> {
        let before = around.and_then(|around| self.wanted(around.shown));
        match (self.wanted(place.shown), before) {
            (font, before) if font == before => None,
            (Some(font), _) => self.entries.get(usize::from(font.0)).map(|entry| entry.class.as_str()),
            (None, _) => Some(OWN),
        }
    }

    fn wanted(&self, font: Option<FontId>) -> Option<FontId> {
        font.filter(|font| self.entries.get(usize::from(font.0)).is_some_and(|entry| entry.wanted))
    }

    /// The class of a page's heading, where headings are set in another font than the page.
    pub(crate) fn heading_class(&self, page: Place) -> Option<&str> {
        self.class(self.inside(page.at_heading(), &Attributes::default()), Some(page))
    }

    /// Whether any font is in the book.
    pub(crate) fn any(&self) -> bool {
        self.entries.iter().any(|entry| entry.files.iter().any(Option::is_some))
    }
}

fn is_nastaliq(font: FontId) -> bool {
    shipped().get(usize::from(font.0)).is_some_and(|shipped| shipped.name == FontFamily::NotoNastaliqUrdu)
}

/// The class of what goes back to the reader's own font.
pub(super) const OWN: &str = "own-font";
