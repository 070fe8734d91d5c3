//! Step 3: [`Document`]s → [`Article`]s. What the text itself decides: its language and its direction.
//!
//! The passes, in the order they run:
//!
//! | pass | rank | why |
//! |---|---|---|
//! | `hygiene` | mandatory | controls of direction become markup, what has no place in a text goes, before it is counted |
//! | `letters` | mandatory | counts the words of each direction, once, for the two that follow |
//! | `decide` | mandatory | direction: at which side a line begins, never by the first strong character |
//! | `language` | mandatory | readers choose fonts, voices and line breaks by it |
//! | `repair` | optional | mends letters, each kind only when asked for by name; what it could mend is advised |
//! | `blocks` | mandatory | direction and language of each block that differs from what is around it |
//! | `isolate` | mandatory | runs against the base direction are set apart, within each block once its direction is known |
//! | marks | optional, on | a mark of direction in runs that end in signs, for engines without isolates |

mod blocks;
mod decide;
mod evidence;
mod hygiene;
mod isolate;
mod language;
mod letters;
#[cfg(test)]
mod rendered;
mod repair;
mod words;

use std::sync::Arc;

use self::blocks::Directing;
use self::isolate::Marks;
use crate::document::Document;
use crate::publication::{BlockDecision, Decision, Direction, Findings, Language, Metadata};

/// An article that knows its language and direction.
#[derive(Debug)]
pub struct Article {
    /// The article.
    pub document: Document,
    /// Its language, and why.
    pub language: Decision<Language>,
    /// Its base direction, and why.
    pub direction: Decision<Direction>,
}

/// All articles of a book, and what was decided for the book as a whole.
#[derive(Debug)]
pub struct Typeset {
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// The language of the book, and why.
    pub language: Decision<Language>,
    /// The direction its pages turn, and why.
    pub direction: Decision<Direction>,
    /// What was decided for each block that runs otherwise than what is around it, when somebody asked.
    pub blocks: Vec<BlockDecision>,
}

/// The language of a line about which nothing else is known, such as a title: by its letters, where they run from right to
/// left and tell one.
#[cfg(feature = "covers")]
pub(crate) fn language_of_line(line: &str) -> Option<Language> {
    let rtl = crate::bidi::Words::of(line).majority() == Some(Direction::Rtl);
    language::guess_text(line, Direction::Rtl, line.len()).filter(|_| rtl).map(|guess| guess.language)
}

/// Runs the passes over all documents of a book. `book` is what was declared for the book as a whole; `explain` asks for
/// the decisions about single blocks.
pub fn typeset(mut documents: Vec<Document>, book: &Metadata, explain: bool, findings: &mut Findings) -> Typeset {
    hygiene::clean(&mut documents, findings);
    let letters = documents.iter().map(letters::count).collect::<Vec<_>>();
    evidence::weigh(&mut documents, &letters, findings);
    let mut typeset = decide::decide(documents, &letters, book, findings);
    repair::repair(&mut typeset.articles, book.repairs, findings);
    let mut explained = Vec::new();
    for Article { document, language, direction } in &mut typeset.articles {
        evidence::without_repetition(document, &language.value);
        let written = document.metadata.direction_marks.or(book.direction_marks).unwrap_or(true);
        let mut directing = Directing {
            findings,
            marks: if written { Marks::Written } else { Marks::LeftOut },
            explained: explain.then_some(&mut explained),
            file: Arc::clone(&document.file),
            old_book: document.page.as_ref().is_some_and(|page| !page.own),
        };
        directing.document(document, direction.value, &language.value);
    }
    typeset.blocks = explained;
    typeset
}
