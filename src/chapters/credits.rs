//! The lines under a title, as an article's heading and the title page have them: by whom, from where, of which day.

use crate::bidi::markup;
use crate::publication::{
    Code, Contributor, Date, DateStyle, Digits, DigitsSetting, Direction, Findings, Labels, Language, Metadata, Place,
    Role, escape_address, escape_into, show_date,
};

/// How the words around a text are written.
#[derive(Debug)]
pub(super) struct Voice {
    /// The language of the page.
    pub(super) language: Language,
    /// The words: of that language, or of another where it has none yet.
    pub(super) labels: &'static Labels,
    pub(super) digits: Digits,
    pub(super) dates: DateStyle,
    /// Which digits are asked for.
    pub(super) asked: DigitsSetting,
    /// The base direction of the page.
    pub(super) base: Direction,
}

/// A paragraph under a title.
#[derive(Debug)]
pub(super) struct Credit {
    /// The class that the stylesheets know.
    pub(super) class: &'static str,
    /// What it says.
    pub(super) text: String,
    /// What it says, as XHTML.
    pub(super) markup: String,
}

impl Voice {
    /// How it is written around a text; what is declared for the book wins over what is for the article.
    pub(super) fn new(
        language: &Language,
        base: Direction,
        labels: &'static Labels,
        book: &Metadata,
        article: &Metadata,
    ) -> Self {
        let asked = book.digits.or(article.digits).unwrap_or_default();
        Self {
            labels,
            digits: Digits::of(language, asked),
            asked,
            base,
            dates: book.date_style.or(article.date_style).unwrap_or_default(),
            language: language.clone(),
        }
    }

    /// The subtitle.
    pub(super) fn subtitle(&self, metadata: &Metadata) -> Option<Credit> {
        let subtitle = metadata.subtitle.as_deref()?;
        Some(self.line("subtitle", None, subtitle, markup(subtitle, self.base)))
    }

    /// The authors in one line: «By …».
    pub(super) fn authors(&self, metadata: &Metadata) -> Option<Credit> {
        self.people(self.labels.by, metadata.creators.iter())
    }

    /// The translators in one line that says what they did.
    pub(super) fn translators(&self, metadata: &Metadata) -> Option<Credit> {
        let translators = metadata.contributors.iter().filter(|person| person.role == Role::Translator);
        self.people(self.labels.translated_by, translators)
    }

    /// A middle dot has no direction and parts names in every script.
    fn people<'a>(&self, by: &str, people: impl Iterator<Item = &'a Contributor>) -> Option<Credit> {
        let names = people.map(|person| person.name.as_str()).collect::<Vec<_>>().join(" · ");
        (!names.is_empty()).then(|| self.line("byline", Some(by.to_owned()), &names, markup(&names, self.base)))
    }

    /// The publisher: «Publisher: …».
    pub(super) fn publisher(&self, metadata: &Metadata) -> Option<Credit> {
        let publisher = metadata.publisher.as_deref()?;
        Some(self.line(
            "publisher",
            Some(self.before_colon(self.labels.publisher)),
            publisher,
            markup(publisher, self.base),
        ))
    }

    /// The date of issue: «Published: …».
    pub(super) fn date(&self, metadata: &Metadata) -> Option<Credit> {
        let date = metadata.date.as_ref()?;
        let shown = show_date(date, &self.language, self.dates, self.digits);
        // Digits with hyphens would be turned round among letters that run from right to left.
        let dir = if shown.in_words { "" } else { " dir=\"ltr\"" };
        let day = escaped(&shown.text);
        let markup = format!("<time{dir} datetime=\"{}\">{day}</time>", escaped(date.as_str()));
        Some(self.line("dateline", Some(self.before_colon(self.labels.published)), &shown.text, markup))
    }

    /// The host of the source's address, or the words that name it: «Source: …».
    pub(super) fn source(&self, metadata: &Metadata) -> Option<Credit> {
        let words = metadata.source.as_deref()?;
        let label = Some(self.before_colon(self.labels.source));
        let Some(url) = metadata.source_url() else {
            return Some(self.line("source", label, words, markup(words, self.base)));
        };
        let host = url.host_str().map_or(words, |host| host.trim_start_matches("www."));
        let href = escaped(&escape_address(url.as_str()));
        Some(self.line("source", label, host, format!("<a dir=\"ltr\" href=\"{href}\">{}</a>", escaped(host))))
    }

    /// The whole address of the source, or the words that name it: «Source: …».
    fn address(&self, metadata: &Metadata) -> Option<Credit> {
        let Some(url) = metadata.source_url() else { return self.source(metadata) };
        let label = Some(self.before_colon(self.labels.source));
        let words = metadata.source.as_deref()?;
        let href = escaped(&escape_address(url.as_str()));
        Some(self.line("source", label, words, format!("<a dir=\"ltr\" href=\"{href}\">{}</a>", escaped(words))))
    }

    /// The rights: «Rights: …».
    fn rights(&self, metadata: &Metadata) -> Option<Credit> {
        let rights = metadata.rights.as_deref()?;
        Some(self.line("rights", Some(self.before_colon(self.labels.rights)), rights, markup(rights, self.base)))
    }

    /// The unique identifier, which is for machines and always runs their way.
    fn identifier(&self, identifier: &str) -> Option<Credit> {
        let label = Some(self.before_colon(self.labels.identifier));
        let markup = format!("<span dir=\"ltr\">{}</span>", escaped(identifier));
        (!identifier.is_empty()).then(|| self.line("identifier", label, identifier, markup))
    }

    /// What the page at the end says below the title.
    pub(super) fn colophon(&self, metadata: &Metadata, identifier: &str) -> Vec<Credit> {
        let credits = [
            self.authors(metadata),
            self.translators(metadata),
            self.publisher(metadata),
            self.date(metadata),
            self.address(metadata),
            self.rights(metadata),
            self.identifier(identifier),
            Some(self.made_with()),
        ];
        credits.into_iter().flatten().collect()
    }

    /// «Made with Warraq».
    fn made_with(&self) -> Credit {
        let name = "<span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">Warraq</span>".to_owned();
        self.line("made-with", Some(self.labels.made_with.to_owned()), "Warraq", name)
    }

    /// Notes that a date could not be shown by the calendar that was asked for.
    pub(super) fn check_calendar(&self, date: Option<&Date>, place: Option<Place>, findings: &mut Findings) {
        let Some(date) = date.filter(|_| self.dates != DateStyle::Auto) else { return };
        let shown = show_date(date, &self.language, self.dates, self.digits);
        if !shown.as_asked {
            let message = format!(
                "there are no words for a {} date in `{}`: it is shown as {}",
                self.dates, self.language, shown.text
            );
            findings.note(Code::DateStyleMissing, place, message);
        }
    }

    fn before_colon(&self, label: &str) -> String {
        format!("{label}{}", self.labels.colon())
    }

    /// A label and what follows it. What says the label itself («By …», «المصدر: …») is not given it twice.
    fn line(&self, class: &'static str, label: Option<String>, text: &str, markup: String) -> Credit {
        match label.filter(|label| !says_already(text, label)) {
            Some(label) => Credit {
                class,
                text: format!("{label} {text}"),
                markup: format!("{} {markup}", self.label_markup(&label)),
            },
            None => Credit { class, text: text.to_owned(), markup },
        }
    }

    /// A label of another language than the page's says which, and runs its own way.
    fn label_markup(&self, label: &str) -> String {
        let label = escaped(label);
        let language = self.labels.language;
        if language == self.language.primary() {
            return label;
        }
        let direction = Language::known(language).direction();
        format!("<span lang=\"{language}\" xml:lang=\"{language}\" dir=\"{direction}\">{label}</span>")
    }
}

fn says_already(text: &str, label: &str) -> bool {
    let label = label.trim_end_matches([':', '\u{A0}']);
    let rest = text.get(label.len()..).filter(|_| text[..label.len()].eq_ignore_ascii_case(label));
    rest.is_some_and(|rest| rest.starts_with([' ', ':', '\u{A0}']))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(tag: &str, labels: &str) -> Voice {
        let metadata = Metadata::default();
        let labels = Labels::of(labels).unwrap();
        let language = tag.parse::<Language>().unwrap();
        Voice::new(&language, language.direction(), labels, &metadata, &metadata)
    }

    fn about(author: &str, source: &str) -> Metadata {
        Metadata {
            creators: vec![Contributor::new(author, Role::Author)],
            source: Some(source.to_owned()),
            ..Metadata::default()
        }
    }

    #[test]
    fn a_label_stands_once_before_what_it_names() {
        let rows = [
            ("ar", "ar", "طه حسين", "بقلم طه حسين"),
            ("ar", "ar", "بقلم: طه حسين", "بقلم: طه حسين"),
            ("ar", "ar", "بقلمي", "بقلم بقلمي"),
            ("en", "en", "by Taha Hussein", "by Taha Hussein"),
            ("en", "en", "é", "By é"),
            ("fr", "fr", "Tahar Ben Jelloun", "Par Tahar Ben Jelloun"),
        ];
        for (tag, labels, name, line) in rows {
            assert_eq!(voice(tag, labels).authors(&about(name, "x")).unwrap().text, line);
        }
        assert_eq!(
            voice("ar", "ar").source(&about("", "https://www.aljazeera.net/a")).unwrap().text,
            "المصدر: aljazeera.net"
        );
        assert_eq!(voice("fr", "fr").source(&about("", "Le Monde")).unwrap().text, "Source\u{A0}: Le Monde");
    }

    #[test]
    fn a_label_of_another_language_is_marked() {
        let line = voice("ps", "en").authors(&about("A & B", "x")).unwrap();
        assert_eq!(line.text, "By A & B");
        assert_eq!(
            line.markup,
            "<span lang=\"en\" xml:lang=\"en\" dir=\"ltr\">By</span> <span dir=\"ltr\">A &amp; B</span>"
        );
    }
}
