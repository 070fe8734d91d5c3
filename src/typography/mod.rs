//! Step 3: [`Document`]s → [`Article`]s. What the text itself decides: its language and its direction.
//!
//! The passes, in the order they run:
//!
//! | pass | rank | why |
//! |---|---|---|
//! | `hygiene` | mandatory | controls of direction become markup, what has no place in a text goes, before it is counted |
//! | `letters` | mandatory | counts the letters of each direction and script, once, for the two that follow |
//! | `decide` | mandatory | direction: at which side a line begins, never by the first strong character |
//! | `language` | mandatory | readers choose fonts, voices and line breaks by it |
//! | `repair` | optional | mends letters, each kind only when asked for by name; what it could mend is advised |

mod decide;
mod hygiene;
mod language;
mod letters;
mod repair;
mod words;

use crate::document::Document;
use crate::publication::{Decision, Direction, Findings, Language, Metadata};

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
}

/// Runs the passes over all documents of a book. `book` is what was declared for the book as a whole.
pub fn typeset(mut documents: Vec<Document>, book: &Metadata, findings: &mut Findings) -> Typeset {
    hygiene::clean(&mut documents, findings);
    let letters = documents.iter().map(letters::count).collect::<Vec<_>>();
    let mut typeset = decide::decide(documents, &letters, book, findings);
    repair::repair(&mut typeset.articles, book.repairs, findings);
    typeset
}
