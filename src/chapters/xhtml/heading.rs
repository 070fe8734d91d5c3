//! What stands above an article: its title, and the lines under it.

use super::Writer;
use crate::chapters::pages::Heading;
use crate::document::{Attributes, TitleOrigin};
use crate::publication::Rule;

impl Writer<'_> {
    /// The title with what belongs to it: subtitle, authors, date, source.
    pub(super) fn title(&mut self) {
        let (metadata, voice) = (&self.writing.heading, &self.writing.voice);
        let credits = [
            voice.subtitle(metadata),
            voice.authors(metadata),
            voice.translators(metadata),
            voice.date(metadata),
            voice.source(metadata),
        ];
        let credits = credits.into_iter().flatten().collect::<Vec<_>>();
        voice.check_calendar(metadata.date.as_ref(), Some(self.place(0)), self.findings);
        if credits.is_empty() && !self.chapter.has_title_heading() {
            return;
        }
        self.raw("<div class=\"title\">\n");
        match &self.chapter.title.origin {
            TitleOrigin::Opening(heading) => self.block(heading),
            TitleOrigin::Outside => {
                let heading = Heading::of(&self.chapter.title.text, self.setting.base);
                let attributes = Attributes::new(None, None, heading.turned);
                self.raw("<h1");
                let outer = self.setting;
                self.setting.fonts = outer.fonts.at_heading();
                let _heading = self.enter(&attributes, "");
                self.setting = outer;
                self.raw(">");
                self.raw(&heading.markup);
                self.raw("</h1>\n");
                self.findings.change(Rule::Title, self.chapter.title.text.clone(), self.place(0));
            }
            TitleOrigin::Inside => {}
        }
        for credit in credits {
            self.raw("<p");
            self.attribute("class", credit.class);
            self.raw(">");
            self.raw(&credit.markup);
            self.raw("</p>\n");
            self.findings.change(Rule::Byline, credit.text, self.place(0));
        }
        self.raw("</div>\n");
    }
}
