//! Markdown as HTML, for documents that hold HTML themselves.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::{DIALECT, Lines, Notes};
use crate::source::Source;

/// The attribute that carries a note's number through HTML.
pub(in crate::document) const NOTE_ATTRIBUTE: &str = "data-warraq-note";
/// How a comment begins that carries a line number through HTML.
pub(in crate::document) const LINE_COMMENT: &str = "warraq-line ";

/// Markdown as HTML, with the numbers of notes and the lines of blocks where the HTML reader finds them.
pub(in crate::document) fn to_html(source: &Source) -> String {
    let lines = Lines::new(source);
    let mut notes = Notes::default();
    let mut html = String::with_capacity(source.text.len() * 3 / 2);
    let events = Parser::new_ext(&source.text, DIALECT).into_offset_iter().flat_map(|(event, range)| {
        let line = |event| {
            let comment = format!("<!--{LINE_COMMENT}{}-->", lines.of(range.start));
            [Some(Event::Html(comment.into())), Some(event)]
        };
        match event {
            Event::FootnoteReference(label) => {
                let anchor = format!("<a {NOTE_ATTRIBUTE}=\"{}\"></a>", notes.number(&label));
                [Some(Event::InlineHtml(anchor.into())), None]
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let aside = format!("<aside {NOTE_ATTRIBUTE}=\"{}\">", notes.define(&label));
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
    html
}
