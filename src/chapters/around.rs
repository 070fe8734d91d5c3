//! What a book says around its articles' text, told before it is written: fonts are made for these words too.

use super::Frame;
use super::credits::{Credit, Voice};
use crate::document::TitleOrigin;
use crate::publication::Labels;
use crate::resources::Around;
use crate::source::OutlineEntry;
use crate::typography::Typeset;

/// The words of the pages around the text, and of what stands above each article.
pub(crate) fn texts_around(typeset: &Typeset, outline: &[OutlineEntry], frame: &Frame<'_>) -> Vec<Around> {
    let mut around = Vec::new();
    let mut page = Page { article: None, around: &mut around };
    page.heading(frame.title);
    page.plain(frame.labels.contents);
    page.heading(frame.labels.contents);
    parts(outline, &mut page);
    let voice =
        Voice::new(&typeset.language.value, typeset.direction.value, frame.labels, frame.metadata, frame.metadata);
    page.credits(&voice, frame.metadata);
    if frame.metadata.colophon.unwrap_or(true) {
        page.heading(frame.labels.colophon);
        page.heading(frame.title);
        page.around.push(Around { article: None, heading: false, bold: true, text: frame.title.to_owned() });
        voice.colophon(frame.metadata, frame.identifier).iter().for_each(|credit| page.plain(&credit.text));
    }
    for (at, article) in typeset.articles.iter().enumerate() {
        let labels = Labels::of(article.language.value.primary()).unwrap_or(frame.labels);
        let document = &article.document;
        let voice =
            Voice::new(&article.language.value, article.direction.value, labels, frame.metadata, &document.metadata);
        // The contents list it.
        Page { article: None, around: &mut around }.plain(&document.title.text);
        if super::lists_articles(typeset.articles.len()) {
            let language = &typeset.language.value;
            let voice = Voice::new(language, typeset.direction.value, frame.labels, frame.metadata, &document.metadata);
            Page { article: None, around: &mut around }.credits(&voice, &document.metadata);
        }
        let mut page = Page { article: Some(at), around: &mut around };
        if matches!(document.title.origin, TitleOrigin::Outside) {
            page.heading(&document.title.text);
        }
        let alone = typeset.articles.len() == 1;
        page.credits(&voice, if alone { frame.metadata } else { &document.metadata });
    }
    around
}

fn parts(outline: &[OutlineEntry], page: &mut Page<'_>) {
    for entry in outline {
        if let OutlineEntry::Part { title, entries } = entry {
            page.heading(title);
            page.plain(title);
            parts(entries, page);
        }
    }
}

struct Page<'a> {
    article: Option<usize>,
    around: &'a mut Vec<Around>,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) {
        self.around.push(Around { article: self.article, heading: true, bold: true, text: text.to_owned() });
    }

    fn plain(&mut self, text: &str) {
        self.around.push(Around { article: self.article, heading: false, bold: false, text: text.to_owned() });
    }

    fn credits(&mut self, voice: &Voice, metadata: &crate::publication::Metadata) {
        let credits = [
            voice.subtitle(metadata),
            voice.authors(metadata),
            voice.translators(metadata),
            voice.publisher(metadata),
            voice.date(metadata),
            voice.source(metadata),
        ];
        for Credit { class, text, .. } in credits.into_iter().flatten() {
            let bold = class == "byline";
            self.around.push(Around { article: self.article, heading: false, bold, text });
        }
    }
}
