//! What stands above an article: its title, subtitle, authors, date and source.

use super::Writer;
use crate::document::TitleOrigin;
use crate::publication::{Labels, Metadata, Role, Rule, escape_address};

impl Writer<'_> {
    /// The title with what belongs to it: subtitle, authors, date, source.
    pub(super) fn title(&mut self) {
        let metadata = &self.writing.heading;
        let lines = [
            ("subtitle", metadata.subtitle.clone()),
            ("byline", authors(metadata)),
            ("byline", translators(metadata, self.writing.labels)),
            ("dateline", metadata.date.as_ref().map(|date| date.day().to_owned())),
            ("source", source_name(metadata)),
        ];
        let lines = lines.into_iter().filter_map(|(class, line)| line.map(|line| (class, line))).collect::<Vec<_>>();
        if lines.is_empty() && !self.chapter.has_title_heading() {
            return;
        }
        self.raw("<div class=\"title\">\n");
        match &self.chapter.title.origin {
            TitleOrigin::Opening(heading) => self.block(heading),
            TitleOrigin::Outside => {
                self.raw("<h1>");
                self.text(&self.chapter.title.text);
                self.raw("</h1>\n");
                self.findings.change(Rule::Title, self.chapter.title.text.clone(), self.place(0));
            }
            TitleOrigin::Inside => {}
        }
        for (class, line) in lines {
            self.title_line(class, &line);
            self.findings.change(Rule::Byline, line, self.place(0));
        }
        self.raw("</div>\n");
    }

    pub(super) fn title_line(&mut self, class: &str, line: &str) {
        self.raw("<p");
        self.attribute("class", class);
        self.raw(">");
        match class {
            "dateline" => {
                let date = self.writing.heading.date.as_ref().map(|date| date.as_str().to_owned());
                self.raw("<time dir=\"ltr\"");
                self.attribute("datetime", &date.unwrap_or_default());
                self.raw(">");
                self.text(line);
                self.raw("</time>");
            }
            "source" => match self.writing.heading.source_url() {
                Some(url) => {
                    self.raw("<a dir=\"ltr\"");
                    self.attribute("href", &escape_address(url.as_str()));
                    self.raw(">");
                    self.text(line);
                    self.raw("</a>");
                }
                None => self.text(line),
            },
            _ => self.text(line),
        }
        self.raw("</p>\n");
    }
}

/// The authors in one line. A middle dot has no direction and parts names in every script.
fn authors(metadata: &Metadata) -> Option<String> {
    let names = metadata.creators.iter().map(|person| person.name.as_str()).collect::<Vec<_>>();
    (!names.is_empty()).then(|| names.join(" · "))
}

/// The translators in one line that says what they did.
pub(in crate::chapters) fn translators(metadata: &Metadata, labels: &Labels) -> Option<String> {
    let translators = metadata.contributors.iter().filter(|person| person.role == Role::Translator);
    let names = translators.map(|person| person.name.as_str()).collect::<Vec<_>>();
    (!names.is_empty()).then(|| format!("{} {}", labels.translated_by, names.join(" · ")))
}

/// The host of the source's address, or the words that name it.
fn source_name(metadata: &Metadata) -> Option<String> {
    let source = metadata.source.as_ref()?;
    let host =
        metadata.source_url().and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()));
    Some(host.unwrap_or_else(|| source.clone()))
}
