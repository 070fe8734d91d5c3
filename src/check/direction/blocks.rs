//! Blocks as the audit tells of them.

use serde::Serialize;

use super::words::Words;
use crate::publication::Direction;

/// A block: the direction it stands in, and what its words say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BlockAudit {
    /// Its element with at most two of those around it: `ul/li/p`.
    pub element: String,
    /// Its line in the document.
    pub line: usize,
    /// The direction it stands in: the nearest `dir`.
    pub direction: Direction,
    /// The direction of what holds it.
    pub around: Direction,
    /// Its own `lang`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The beginning of its text.
    pub text: String,
    /// Its words: its own, or those of the blocks in it where it has none.
    pub words: Words,
    /// What they say, as a phrase.
    pub sign: String,
}

impl BlockAudit {
    /// Whether most of its words run against the direction it stands in.
    pub fn is_contradicted(&self) -> bool {
        self.words.majority().is_some_and(|direction| direction != self.direction)
    }
}

/// How much of a text is told, in characters.
const TOLD: usize = 60;
/// How far it is looked at for that.
const LOOKED_AT: usize = 1000;

/// The beginning of a text in one line.
pub(super) fn beginning(text: &str) -> String {
    let (mut told, mut length, mut space) = (String::new(), 0, false);
    for c in text.chars().take(LOOKED_AT) {
        if c.is_whitespace() {
            space = length > 0;
            continue;
        }
        if length >= TOLD {
            told.push('…');
            break;
        }
        if std::mem::take(&mut space) {
            told.push(' ');
            length += 1;
        }
        told.push(c);
        length += 1;
    }
    told
}
