//! Markdown as HTML, for documents that hold HTML themselves.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{Lines, Notes, dialect};
use crate::source::Source;

/// The names that carry notes and lines through HTML, such that the text itself holds neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document) struct Marker {
    /// The attribute with a note's number.
    pub(in crate::document) note: String,
    /// How a comment begins that holds a line number.
    pub(in crate::document) line: String,
}

impl Marker {
    fn absent_from(text: &str) -> Self {
        let folded = text.to_ascii_lowercase();
        let free = (0..).map(|number: u64| format!("warraq-{number}")).find(|name| !folded.contains(name.as_str()));
        let name = free.unwrap_or_default();
        Self { note: format!("data-{name}"), line: format!("{name} ") }
    }
}

/// Markdown as HTML, with the numbers of notes and the lines of blocks where the HTML reader finds them.
pub(in crate::document) fn to_html(source: &Source) -> (String, Marker) {
    let marker = Marker::absent_from(&source.text);
    let lines = Lines::new(source);
    let mut notes = Notes::default();
    let mut html = String::with_capacity(source.text.len() * 3 / 2);
    let events = Parser::new_ext(&source.text, dialect(&source.text)).into_offset_iter().flat_map(|(event, range)| {
        let line = |event| {
            let comment = format!("<!--{}{}-->", marker.line, lines.of(range.start));
            [Some(Event::Html(comment.into())), Some(event)]
        };
        match event {
            Event::FootnoteReference(label) => {
                let anchor = format!("<a {}=\"{}\"></a>", marker.note, notes.number(&label));
                [Some(Event::InlineHtml(anchor.into())), None]
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let aside = format!("<aside {}=\"{}\">", marker.note, notes.define(&label));
                line(Event::Html(aside.into()))
            }
            Event::End(TagEnd::FootnoteDefinition) => [Some(Event::Html("</aside>".into())), None],
            Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock,
            ) => line(event),
            event => [Some(event), None],
        }
    });
    pulldown_cmark::html::push_html(&mut html, events.flatten());
    (html, marker)
}
