//! Markdown → blocks: the parser's events go straight into the tree (`reader`, with what is `open`, and `close`). A
//! document that holds raw HTML is written out as HTML (`to_html`) and read by the HTML reader instead, since only that
//! knows what `<div>`, text and `</div>` make together.

mod close;
mod open;
mod reader;
#[cfg(feature = "html")]
mod to_html;

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Options, Parser};

#[cfg(feature = "html")]
pub(super) use close::complete;
#[cfg(feature = "html")]
pub(super) use to_html::{Marker, to_html};

use reader::Reader;

use super::Draft;
use crate::publication::Findings;
use crate::source::Source;

const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_DEFINITION_LIST);

/// The dialect for a text. A line that begins with a colon is a definition only with a space after it; the parser asks
/// for none, so a text that has other such lines (`:smile:`, `:::note`, dialogue) has no definitions.
fn dialect(text: &str) -> Options {
    let colon_line =
        |line: &str| line.trim_start().strip_prefix(':').is_some_and(|rest| !rest.starts_with([' ', '\t']));
    if text.contains(':') && text.lines().any(colon_line) {
        DIALECT.difference(Options::ENABLE_DEFINITION_LIST)
    } else {
        DIALECT
    }
}

/// Reads Markdown without its front matter. `Err` when the text holds raw HTML: then [`to_html`] is the way.
pub(super) fn read_markdown(source: &Source, findings: &mut Findings) -> Result<Draft, HoldsHtml> {
    let mut reader = Reader::new(source, findings);
    for (event, range) in Parser::new_ext(&source.text, dialect(&source.text)).into_offset_iter() {
        let line = reader.line_of(range.start);
        reader.event(event, line)?;
    }
    Ok(reader.finish())
}

/// The document holds raw HTML.
pub(super) struct HoldsHtml;

/// The lines of a text, by offset.
struct Lines {
    first: u32,
    ends: Vec<usize>,
}

impl Lines {
    fn new(source: &Source) -> Self {
        let ends = source.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        Self { first: source.first_line, ends }
    }

    fn of(&self, offset: usize) -> u32 {
        self.first.saturating_add(u32::try_from(self.ends.partition_point(|end| *end < offset)).unwrap_or(u32::MAX))
    }
}

/// The numbers of notes, by label, in the order they are first met.
#[derive(Default)]
struct Notes {
    numbers: HashMap<String, usize>,
    defined: HashSet<usize>,
    count: usize,
}

impl Notes {
    /// The number of the note that a reference names.
    fn number(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        let number = self.next();
        self.numbers.insert(label.to_owned(), number);
        number
    }

    /// The number of a note where it is defined. A second note of one label is a note that nothing refers to.
    fn define(&mut self, label: &str) -> usize {
        let number = self.number(label);
        if self.defined.insert(number) { number } else { self.next() }
    }

    fn next(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }
}
