//! Step 8: OCF bytes → [`Inspection`]. Reads any EPUB, ours or not, and trusts nothing above: it imports the vocabulary
//! only, so that a mistake of the writing steps cannot hide in the reading of them.
//!
//! 1. `archive` opens the container and bounds what is read from it.
//! 2. `package_document` reads metadata, manifest and spine; `navigation` the contents.
//! 3. `content` reads each document: well-formed or not, ids, links, language, direction.
//! 4. What does not fit together is a [`Problem`].
//! 5. `direction` says how the text runs, block by block and run by run; only who asks for it pays for it.

mod archive;
mod content;
mod direction;
mod error;
mod navigation;
mod package_document;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

use serde::Serialize;

pub use content::ContentSummary;
pub use direction::{BlockAudit, Counts, DirectionAudit, DocumentAudit, Level, LevelKind, Run, Words, audit_direction};
pub use error::CheckError;
pub use navigation::NavigationEntry;
pub use package_document::{ManifestItem, Person, PublicationMetadata};

use archive::Archive;
use content::{Link, read_content};
use package_document::PackageDocument;

/// What is in a book, and how it runs at each level.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Inspection {
    /// The metadata.
    pub metadata: PublicationMetadata,
    /// The direction at the level of the package: `dir` on the package document.
    pub package_direction: Option<String>,
    /// The direction pages turn: `page-progression-direction` of the spine.
    pub page_progression: Option<String>,
    /// The documents in reading order.
    pub spine: Vec<ContentSummary>,
    /// The contents, as readers show them.
    pub contents: Vec<NavigationEntry>,
    /// The language and direction of the navigation document.
    pub navigation: Option<ContentSummary>,
    /// Everything the manifest lists.
    pub manifest: Vec<ManifestItem>,
    /// What does not fit together.
    pub problems: Vec<Problem>,
}

/// Something that does not fit together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file it was noticed in.
    pub path: String,
    /// One lower-case phrase.
    pub message: String,
}

/// Reads a book.
///
/// # Errors
/// No zip archive, no package document, or more in it than any book has.
pub fn inspect<R: Read + Seek>(book: R) -> Result<Inspection, CheckError> {
    let mut archive = Archive::open(book)?;
    let mut problems = Problems::default();
    archive.check_mimetype(&mut problems);
    let package = PackageDocument::read(&mut archive, &mut problems)?;
    check_manifest(&archive, &package, &mut problems);

    let mut read = BTreeMap::new();
    for item in package.manifest.iter().filter(|item| item.media_type == "application/xhtml+xml") {
        if let Some(content) = read_content(&mut archive, &item.path, &mut problems) {
            read.insert(item.path.clone(), content);
        }
    }
    let files = package.manifest.iter().map(|item| item.path.as_str()).collect::<BTreeSet<_>>();
    for (path, content) in &read {
        for link in &content.links {
            check_link(path, link, &files, &read, &mut problems);
        }
    }
    let spine: Vec<_> =
        package.spine.iter().filter_map(|path| read.get(path)).map(|content| content.summary.clone()).collect();
    let navigation = package.navigation_path().and_then(|path| read.get(path)).map(|content| content.summary.clone());
    let contents = navigation::read_contents(&mut archive, &package, &mut problems);
    check_directions(&package, &spine, &mut problems);
    Ok(Inspection {
        metadata: package.metadata,
        package_direction: package.direction,
        page_progression: package.page_progression,
        spine,
        contents,
        navigation,
        manifest: package.manifest,
        problems: problems.0,
    })
}

/// What has been noticed so far.
#[derive(Debug, Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn add(&mut self, path: &str, message: impl Into<String>) {
        self.0.push(Problem { path: path.to_owned(), message: message.into() });
    }
}

/// Every file is listed, and every listed file is there.
fn check_manifest<R: Read + Seek>(archive: &Archive<R>, package: &PackageDocument, problems: &mut Problems) {
    let mut listed = BTreeSet::new();
    for item in &package.manifest {
        if !archive.has(&item.path) {
            problems.add(&item.path, "the manifest lists a file that is not there");
        }
        if !listed.insert(item.path.as_str()) {
            problems.add(&item.path, "the manifest lists the file twice");
        }
    }
    for name in archive.names() {
        let is_frame =
            name == "mimetype" || name.starts_with("META-INF/") || name == package.path || name.ends_with('/');
        if !is_frame && !listed.contains(name) && !is_licence(name, package) {
            problems.add(name, "the file is not in the manifest");
        }
    }
    if package.spine.is_empty() {
        problems.add(&package.path, "the spine is empty");
    }
}

/// The text of a licence beside a font: nobody opens it, and the manifest need not know it.
fn is_licence(name: &str, package: &PackageDocument) -> bool {
    let folder = |path: &str| path.rfind('/').map(|slash| path[..slash].to_owned());
    let fonts = package.manifest.iter().filter(|item| item.media_type.starts_with("font/"));
    name.ends_with(".txt") && fonts.map(|font| folder(&font.path)).any(|of| of == folder(name))
}

fn check_link(
    from: &str,
    link: &Link,
    files: &BTreeSet<&str>,
    read: &BTreeMap<String, content::Content>,
    problems: &mut Problems,
) {
    if !files.contains(link.path.as_str()) {
        problems.add(from, format!("a link leads to `{}`, which is not in the book", link.path));
        return;
    }
    if let (Some(fragment), Some(target)) = (&link.fragment, read.get(&link.path))
        && !target.ids.contains(fragment)
    {
        problems.add(from, format!("a link leads to `{}#{fragment}`, which is nowhere", link.path));
    }
}

/// A right-to-left book says so at every level; readers believe different ones.
fn check_directions(package: &PackageDocument, spine: &[ContentSummary], problems: &mut Problems) {
    if package.page_progression.as_deref().is_none_or(|progression| progression == "default") {
        problems.add(&package.path, "the spine does not say which way pages turn");
    }
    for document in spine {
        match document.direction.as_deref() {
            None => problems.add(&document.path, "`html` has no `dir`"),
            Some(direction) if document.letters_run.is_some_and(|letters| letters.as_str() != direction) => {
                problems.add(&document.path, format!("`html` says `{direction}`, its letters run the other way"));
            }
            Some(_) => {}
        }
    }
}
