//! What is known about a publication or one of its articles, before anything is guessed.

use serde::Serialize;

use super::{
    CoverDesign, CoverSetting, Date, DateStyle, DigitsSetting, Direction, FontSetting, Language, Modified, Repairs,
    has_words, one_line,
};

/// Everything an author may say about a text. Nothing here is invented: an absent field stays absent.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Metadata {
    /// The title, in one line.
    pub title: Option<String>,
    /// The subtitle, in one line.
    pub subtitle: Option<String>,
    /// Who made the text, first author first.
    pub creators: Vec<Contributor>,
    /// Who helped: translators, editors.
    pub contributors: Vec<Contributor>,
    /// The language declared.
    pub language: Option<Language>,
    /// The base direction declared.
    pub direction: Option<Direction>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where the text comes from: its canonical address, or words that name the source.
    pub source: Option<String>,
    /// Rights, as a sentence or a licence's name.
    pub rights: Option<String>,
    /// What it is about, in a few sentences.
    pub description: Option<String>,
    /// Subjects, tags, keywords.
    pub subjects: Vec<String>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The moment of the last change.
    pub modified: Option<Modified>,
    /// The number of the issue or the name of the edition it stood in.
    pub issue: Option<String>,
    /// The address of the picture that stands for it. Where a feed or a line of JSON names it, it opens an article that has no
    /// picture of its own; what a page names is often the sign of its site, and is shown only where the text shows it.
    pub lead_image: Option<String>,
    /// The unique identifier given by the publisher.
    pub identifier: Option<String>,
    /// Further identifiers, such as an ISBN (`urn:isbn:…`).
    pub identifiers: Vec<String>,
    /// The series it belongs to.
    pub series: Option<Series>,
    /// What the cover is; drawn, unless this says otherwise.
    pub cover: Option<CoverSetting>,
    /// The design of a cover that is drawn.
    pub cover_design: Option<CoverDesign>,
    /// Whether there is a title page; there is one in a book of several articles, unless this says otherwise.
    pub title_page: Option<bool>,
    /// Whether there is a colophon; there is one, unless this says otherwise.
    pub colophon: Option<bool>,
    /// Whether runs that end in signs get a mark of direction, for engines without isolates; they do unless this says no.
    pub direction_marks: Option<bool>,
    /// The repairs asked for.
    pub repairs: Repairs,
    /// How dates around the text are shown.
    pub date_style: Option<DateStyle>,
    /// Which digits are written around the text.
    pub digits: Option<DigitsSetting>,
    /// What running text is set in.
    pub font: Option<FontSetting>,
    /// What headings are set in; as running text where nothing is said.
    pub heading_font: Option<FontSetting>,
}

/// A person or body that had a part in a text (`dc:creator`, `dc:contributor`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contributor {
    /// The name as it is printed.
    pub name: String,
    /// The name as it is sorted; absent, it is the name itself: Arabic names are never inverted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_as: Option<String>,
    /// What they did.
    pub role: Role,
}

impl Contributor {
    /// Somebody with a name and a role, sorted under the name as it is printed.
    pub fn new(name: impl Into<String>, role: Role) -> Self {
        Self { name: name.into(), file_as: None, role }
    }
}

/// What a contributor did, by the MARC relator codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Role {
    /// Wrote it.
    Author,
    /// Translated it.
    Translator,
    /// Edited it.
    Editor,
    /// Drew its pictures.
    Illustrator,
    /// Had some other part in it.
    Contributor,
    /// Had a part in it that one of the other MARC relator codes names.
    #[serde(untagged)]
    Other(&'static str),
}

/// Relator codes that books use, beyond those with a name here.
const RELATORS: [&str; 40] = [
    "adp", "ann", "aft", "art", "aui", "ant", "arr", "asn", "bkd", "bkp", "bsl", "clb", "cmm", "cmp", "cns", "com",
    "cov", "cre", "crr", "dsr", "dte", "edc", "fmo", "isb", "ive", "ivr", "lyr", "nrt", "oth", "own", "pbd", "pbl",
    "pht", "prg", "prt", "red", "rev", "spn", "ths", "win",
];

impl Role {
    /// The MARC relator code: `aut`, `trl`, …
    pub fn code(self) -> &'static str {
        match self {
            Self::Author => "aut",
            Self::Translator => "trl",
            Self::Editor => "edt",
            Self::Illustrator => "ill",
            Self::Contributor => "ctb",
            Self::Other(code) => code,
        }
    }

    /// What a relator code means; one that is not known is some part or other.
    pub fn of_code(code: &str) -> Self {
        let code = code.trim().to_ascii_lowercase();
        match code.as_str() {
            "aut" | "author" => Self::Author,
            "trl" | "translator" => Self::Translator,
            "edt" | "editor" => Self::Editor,
            "ill" | "illustrator" => Self::Illustrator,
            code => RELATORS.iter().find(|known| **known == code).map_or(Self::Contributor, |known| Self::Other(known)),
        }
    }
}

/// The series a publication belongs to (`belongs-to-collection`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The series' name.
    pub name: String,
    /// The place in it: a whole number, or one with parts (`2.1`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
}

impl Metadata {
    /// The files that it names: a cover and fonts.
    #[cfg(feature = "batch")]
    pub(crate) fn named_files(&self) -> Vec<&std::path::Path> {
        let fonts = [&self.font, &self.heading_font].into_iter().filter_map(|font| match font {
            Some(FontSetting::File(path)) => Some(path.as_path()),
            _ => None,
        });
        let cover = self.cover.iter().filter_map(|cover| match cover {
            CoverSetting::File(path) => Some(path.as_path()),
            _ => None,
        });
        fonts.chain(cover).collect()
    }

    /// Fills what `self` does not say from `other`: the nearer declaration wins, field by field; repairs add up.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        fn list<T: Clone>(mine: Vec<T>, other: &[T]) -> Vec<T> {
            if mine.is_empty() { other.to_vec() } else { mine }
        }
        Self {
            title: self.title.or_else(|| other.title.clone()),
            subtitle: self.subtitle.or_else(|| other.subtitle.clone()),
            creators: list(self.creators, &other.creators),
            contributors: list(self.contributors, &other.contributors),
            language: self.language.or_else(|| other.language.clone()),
            direction: self.direction.or(other.direction),
            publisher: self.publisher.or_else(|| other.publisher.clone()),
            source: self.source.or_else(|| other.source.clone()),
            rights: self.rights.or_else(|| other.rights.clone()),
            description: self.description.or_else(|| other.description.clone()),
            subjects: list(self.subjects, &other.subjects),
            date: self.date.or_else(|| other.date.clone()),
            modified: self.modified.or(other.modified),
            issue: self.issue.or_else(|| other.issue.clone()),
            lead_image: self.lead_image.or_else(|| other.lead_image.clone()),
            identifier: self.identifier.or_else(|| other.identifier.clone()),
            identifiers: list(self.identifiers, &other.identifiers),
            series: self.series.or_else(|| other.series.clone()),
            cover: self.cover.or_else(|| other.cover.clone()),
            cover_design: self.cover_design.or(other.cover_design),
            title_page: self.title_page.or(other.title_page),
            colophon: self.colophon.or(other.colophon),
            direction_marks: self.direction_marks.or(other.direction_marks),
            repairs: self.repairs.union(other.repairs),
            date_style: self.date_style.or(other.date_style),
            digits: self.digits.or(other.digits),
            font: self.font.or_else(|| other.font.clone()),
            heading_font: self.heading_font.or_else(|| other.heading_font.clone()),
        }
    }

    /// Forgets the files it names; says whether there were any.
    pub(crate) fn forget_files(&mut self) -> bool {
        let cover = self.cover.take_if(|cover| matches!(cover, CoverSetting::File(_))).is_some();
        let font = |font: &mut Option<FontSetting>| font.take_if(|font| matches!(font, FontSetting::File(_))).is_some();
        font(&mut self.font) | font(&mut self.heading_font) | cover
    }

    /// Every field in one line, without what a book's XML cannot hold; empty ones go. What was removed is given to
    /// `removed` with the field's name. Fields are open to callers, so this is asked again before they are used.
    pub(crate) fn tidy(&mut self, removed: &mut dyn FnMut(&'static str, char)) {
        let mut tidy = |name: &'static str, field: &mut Option<String>| {
            if let Some(text) = field {
                let line = one_line(text, |c| removed(name, c));
                *field = has_words(&line).then_some(line);
            }
        };
        tidy("title", &mut self.title);
        tidy("subtitle", &mut self.subtitle);
        tidy("publisher", &mut self.publisher);
        tidy("source", &mut self.source);
        tidy("rights", &mut self.rights);
        tidy("description", &mut self.description);
        tidy("issue", &mut self.issue);
        tidy("lead_image", &mut self.lead_image);
        tidy("identifier", &mut self.identifier);
        let mut lines = |name: &'static str, text: &mut String| {
            *text = one_line(text, |c| removed(name, c));
            has_words(text)
        };
        self.subjects.retain_mut(|subject| lines("subject", subject));
        self.identifiers.retain_mut(|identifier| lines("identifier", identifier));
        for people in [&mut self.creators, &mut self.contributors] {
            people.retain_mut(|person| {
                if let Some(file_as) = &mut person.file_as
                    && !lines("file_as", file_as)
                {
                    person.file_as = None;
                }
                lines("name", &mut person.name)
            });
        }
        if let Some(series) = &mut self.series {
            if let Some(position) = &mut series.position
                && !lines("position", position)
            {
                series.position = None;
            }
            if !lines("series", &mut series.name) {
                self.series = None;
            }
        }
    }

    /// The source, where it is an address on the web.
    pub fn source_url(&self) -> Option<url::Url> {
        let url = url::Url::parse(self.source.as_deref()?.trim()).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
    }
}
