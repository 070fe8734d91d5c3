//! What is known about the book: from its settings, and from its articles where those agree.

use crate::document::Document;
use crate::publication::{Contributor, Metadata};

/// The book's title and metadata.
#[derive(Debug)]
pub struct Description {
    /// The title; never empty.
    pub title: String,
    /// Everything else that is known.
    pub metadata: Metadata,
}

/// Gathers the description. The book of one article is that article: it takes over all its metadata. A book of several
/// has their authors, and what all of them say alike.
pub fn describe(given: Metadata, documents: &[Document], folder_name: Option<&str>) -> Description {
    let mut metadata = match documents {
        [document] => given.or(&document.metadata),
        documents => given.or(&common(documents)),
    };
    let title = metadata.title.take().unwrap_or_else(|| match (documents, folder_name) {
        ([document], _) => document.title.text.clone(),
        (_, Some(name)) => name.to_owned(),
        (documents, None) => documents.first().map_or_else(String::new, |document| document.title.text.clone()),
    });
    Description { title, metadata }
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
