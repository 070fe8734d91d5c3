//! What is known about the book: from its settings, and from its articles where those agree.

use crate::document::Document;
use crate::publication::{Contributor, Metadata};

/// The book's title and metadata.
#[derive(Debug)]
pub struct Description {
    /// The title; never empty.
    pub title: String,
    /// What the work is told from others by: the title, or, where a collection had to borrow its first article's, the
    /// titles of all.
    pub work: String,
    /// Everything else that is known.
    pub metadata: Metadata,
    /// Whether it holds several articles, as the issues of a newspaper do.
    pub collection: bool,
}

/// Gathers the description. The book of one article is that article: it takes over all its metadata. A book of several
/// has their authors, and what all of them say alike.
pub fn describe(given: Metadata, documents: &[Document], folder_name: Option<&str>) -> Description {
    let mut metadata = match documents {
        [document] => given.or(&document.metadata),
        documents => given.or(&common(documents)),
    };
    let collection = documents.len() > 1;
    let titles = || documents.iter().map(|document| document.title.text.as_str());
    let title = match (metadata.title.take(), folder_name) {
        (Some(title), _) => title,
        (None, Some(name)) if collection => name.to_owned(),
        (None, _) => {
            let title = titles().next().unwrap_or_default().to_owned();
            return Description { title, work: titles().collect::<Vec<_>>().join("\u{1F}"), metadata, collection };
        }
    };
    Description { work: title.clone(), title, metadata, collection }
}

/// What several articles have in common, and all their authors in order.
fn common(documents: &[Document]) -> Metadata {
    fn alike<T: PartialEq + Clone>(documents: &[Document], field: impl Fn(&Metadata) -> &Option<T>) -> Option<T> {
        let first = field(&documents.first()?.metadata);
        documents.iter().all(|document| field(&document.metadata) == first).then(|| first.clone())?
    }
    fn people(documents: &[Document], list: impl Fn(&Metadata) -> &Vec<Contributor>) -> Vec<Contributor> {
        let mut all: Vec<Contributor> = Vec::new();
        for person in documents.iter().flat_map(|document| list(&document.metadata)) {
            if !all.contains(person) {
                all.push(person.clone());
            }
        }
        all
    }
    let mut metadata = Metadata::default();
    metadata.creators = people(documents, |metadata| &metadata.creators);
    metadata.contributors = people(documents, |metadata| &metadata.contributors);
    metadata.publisher = alike(documents, |metadata| &metadata.publisher);
    metadata.rights = alike(documents, |metadata| &metadata.rights);
    metadata.series = alike(documents, |metadata| &metadata.series);
    metadata.modified = documents.iter().filter_map(|document| document.metadata.modified).max();
    metadata
}
