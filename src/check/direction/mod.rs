//! How the text of a book runs, told from the finished book alone: which blocks run against what holds them and by which
//! sign, which runs stand in an element with a `dir` of its own, and which should and do not.
//!
//! 1. `levels` looks at what stands above the text: package, spine, contents, NCX, the fields of the metadata.
//! 2. `walk` goes through each content document once; `words` counts for it, `runs` follows the lines.
//!
//! Nothing here knows how this crate decides: words are counted again, and runs are found by the bidi classes of their
//! characters, so that what the writing steps believe is not asked.

mod blocks;
mod elements;
mod levels;
mod runs;
mod walk;
mod words;

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use serde::Serialize;

pub use blocks::BlockAudit;
pub use levels::{Level, LevelKind};
pub use runs::Run;
pub use words::Words;

use super::archive::Archive;
use super::package_document::{PackageDocument, parse};
use super::{CheckError, Problem, Problems};
use crate::publication::Direction;

/// How the text of a book runs.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct DirectionAudit {
    /// The words of all documents of the spine.
    pub words: Words,
    /// What stands above the text, and the contents.
    pub levels: Vec<Level>,
    /// The documents of the spine in reading order, then the navigation document where it is not among them.
    pub documents: Vec<DocumentAudit>,
    /// The sums over all documents.
    pub counts: Counts,
    /// The documents that could not be read.
    pub unread: Vec<Problem>,
}

/// How the text of one document runs.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct DocumentAudit {
    /// Its path from the container's root.
    pub path: String,
    /// Its `title`.
    pub title: Option<String>,
    /// `dir` of `body`, else of `html`.
    pub direction: Option<Direction>,
    /// `lang` or `xml:lang` of `html`.
    pub language: Option<String>,
    /// Its words.
    pub words: Words,
    /// What most of its words say, as a phrase.
    pub sign: String,
    /// How many blocks hold words of their own.
    pub blocks: usize,
    /// The blocks whose direction is not that of what holds them.
    pub differing: Vec<BlockAudit>,
    /// The blocks most of whose words run against the direction they stand in.
    pub contradicted: Vec<BlockAudit>,
    /// The elements within a line that have a `dir` of their own, code left out.
    pub isolated: Vec<Run>,
    /// The runs of two or more words against the direction around them that stand in no such element.
    pub unisolated: Vec<Run>,
    /// How many pieces of code it has, within lines and as blocks.
    pub code: usize,
    /// The pieces of code that do not stand from left to right.
    pub code_against: Vec<Run>,
    /// Its direction marks: LRM, RLM and ALM.
    pub marks: usize,
}

/// How much of each thing there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Blocks with words of their own.
    pub blocks: usize,
    /// Blocks whose direction is not that of what holds them.
    pub differing: usize,
    /// Blocks most of whose words run against them.
    pub contradicted: usize,
    /// Elements within a line with a `dir` of their own.
    pub isolated: usize,
    /// Runs that should be isolated and are not.
    pub unisolated: usize,
    /// Pieces of code.
    pub code: usize,
    /// Pieces of code that do not stand from left to right.
    pub code_against: usize,
    /// Direction marks.
    pub marks: usize,
}

impl Counts {
    fn add(&mut self, document: &DocumentAudit) {
        self.blocks += document.blocks;
        self.differing += document.differing.len();
        self.contradicted += document.contradicted.len();
        self.isolated += document.isolated.len();
        self.unisolated += document.unisolated.len();
        self.code += document.code;
        self.code_against += document.code_against.len();
        self.marks += document.marks;
    }
}

/// Reads a book and says how its text runs, in time that grows with its size.
///
/// # Errors
/// No zip archive, no package document, or more in it than any book has.
pub fn audit_direction<R: Read + Seek>(book: R) -> Result<DirectionAudit, CheckError> {
    let mut archive = Archive::open(book)?;
    let mut problems = Problems::default();
    let package = PackageDocument::read(&mut archive, &mut Problems::default())?;

    let (mut words, mut counts, mut documents) = (Words::default(), Counts::default(), Vec::new());
    let mut read = BTreeSet::new();
    let spine = package.spine.iter().map(|path| (path.as_str(), true));
    for (path, in_spine) in spine.chain(package.navigation_path().map(|path| (path, false))) {
        let is_xhtml = |path: &str| {
            let mut items = package.manifest.iter().filter(|item| item.path == path);
            items.any(|item| item.media_type == "application/xhtml+xml")
        };
        if !is_xhtml(path) || !read.insert(path) {
            continue;
        }
        if let Some(document) = audit_document(&mut archive, path, &mut problems) {
            if in_spine {
                words.add(document.words);
            }
            counts.add(&document);
            documents.push(document);
        }
    }
    let levels = levels::read_levels(&mut archive, &package, words, &documents);
    Ok(DirectionAudit { words, levels, documents, counts, unread: problems.0 })
}

fn audit_document<R: Read + Seek>(
    archive: &mut Archive<R>,
    path: &str,
    problems: &mut Problems,
) -> Option<DocumentAudit> {
    let text = match archive.text(path) {
        Ok(text) => text?,
        Err(error) => {
            problems.add(path, error.to_string());
            return None;
        }
    };
    match parse(path, &text) {
        Ok(document) => Some(walk::audit(path, &document)),
        Err(error) => {
            problems.add(path, error.to_string());
            None
        }
    }
}

/// The words below a document's root, for those who want nothing else.
pub(super) fn words_of(document: &roxmltree::Document<'_>) -> Words {
    walk::audit("", document).words
}
