//! Step 6: all of it → [`Package`]. Manifest, spine, navigation, metadata.
//!
//! 1. `describe` gathers what is known about the book from its settings and its articles.
//! 2. `identity` settles identifier and time of change.
//! 3. `accessibility` computes what the book offers to whom.
//! 4. `navigation` writes the navigation document and the NCX, `package_document` the package document.

mod accessibility;
mod describe;
mod identity;
mod navigation;
mod package_document;

pub use describe::{Description, describe};
pub use identity::{Identity, identify};

use crate::chapters::{Chapters, ContentDocument};
use crate::publication::{ContainerPath, Decision, Direction, DocumentRole, Labels, Language};
use crate::resources::{Licence, Resource, Resources};

/// A whole publication, ready to be put into its container.
#[derive(Debug)]
pub struct Package {
    /// The content documents in reading order, the navigation document among them when it is in the spine.
    pub documents: Vec<ContentDocument>,
    /// Stylesheets, fonts and pictures, the cover last.
    pub resources: Vec<Resource>,
    /// The licences of fonts: in the container, in no manifest.
    pub licences: Vec<Licence>,
    /// The package document.
    pub package_document: String,
    /// The navigation document, wherever it stands.
    pub navigation_document: String,
    /// The contents for readers of EPUB 2.
    pub ncx: String,
    /// The container file.
    pub container: String,
    /// Apple's display options.
    pub display_options: String,
}

/// The package document's path from the container's root.
pub const PACKAGE_DOCUMENT: &str = "content.opf";
/// The navigation document's path.
pub const NAVIGATION_DOCUMENT: &str = "nav.xhtml";
/// The NCX's path.
pub const NCX: &str = "toc.ncx";
/// The folder that everything of the publication stands in.
pub const FOLDER: &str = "OEBPS";

/// Everything that the package's documents say about the book.
#[derive(Debug)]
pub struct About<'a> {
    /// Title and metadata.
    pub description: &'a Description,
    /// Identifier and time of change.
    pub identity: &'a Identity,
    /// The language, and why.
    pub language: &'a Decision<Language>,
    /// The direction, and why.
    pub direction: &'a Decision<Direction>,
    /// The words of the book's language.
    pub labels: &'static Labels,
}

/// Makes the package.
pub fn make_package(chapters: Chapters, resources: Resources, about: &About<'_>) -> Package {
    let Chapters { mut documents, contents, pages, page_source, needs_contents_page } = chapters;
    let printed = (!pages.is_empty()).then(|| page_source.as_deref().unwrap_or("unknown"));
    let navigation_document = navigation::navigation_document(
        &documents,
        &navigation::Listed { contents: &contents, pages: &pages },
        needs_contents_page,
        &resources.fonts,
        about,
    );
    let ncx = navigation::ncx(&contents, about);
    if needs_contents_page {
        let front = |document: &ContentDocument| matches!(document.role, DocumentRole::Cover | DocumentRole::TitlePage);
        let at = documents.iter().take_while(|document| front(document)).count();
        documents.insert(at, contents_page(about));
    }
    let package_document =
        package_document::package_document(&documents, &resources, needs_contents_page, printed, about);
    let display_options = package_document::display_options(resources.fonts.any());
    let Resources { mut all, cover, licences, .. } = resources;
    all.extend(cover.map(|cover| cover.resource));
    Package {
        documents,
        resources: all,
        licences,
        package_document,
        navigation_document,
        ncx,
        container: package_document::container(),
        display_options,
    }
}

/// The navigation document as a page of the book. Its text is not copied: it is written once, as the navigation document.
fn contents_page(about: &About<'_>) -> ContentDocument {
    ContentDocument {
        path: ContainerPath::own(NAVIGATION_DOCUMENT),
        role: DocumentRole::Contents,
        title: about.labels.contents.to_owned(),
        language: about.language.clone(),
        direction: about.direction.clone(),
        source: None,
        formulas: false,
        xhtml: String::new(),
    }
}
