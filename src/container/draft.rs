//! The draft: what epub-builder makes of the content documents, the stylesheets and the contents.

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ReferenceType, ZipLibrary};

use super::ContainerError;
use crate::package::Package;
use crate::publication::DocumentRole;
use crate::resources::ResourceContent;

/// Binds the draft and frees each document once it is in. The navigation document has its place in the final container.
pub(super) fn bind(package: &mut Package) -> Result<Vec<u8>, ContainerError> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    for document in &mut package.documents {
        if document.role == DocumentRole::Contents {
            continue;
        }
        let xhtml = std::mem::take(&mut document.xhtml);
        // The draft lists what readers list: chapters and parts.
        let content = EpubContent::new(document.path.as_str(), xhtml.as_bytes());
        let content = match document.role {
            DocumentRole::Chapter | DocumentRole::Part => {
                content.title(document.title.as_str()).reftype(ReferenceType::Text)
            }
            DocumentRole::Cover | DocumentRole::TitlePage | DocumentRole::Contents | DocumentRole::Colophon => content,
        };
        builder.add_content(content)?;
    }
    for resource in &package.resources {
        if let (ResourceContent::Bytes(bytes), false) = (&resource.content, resource.media_type.is_compressed()) {
            builder.add_resource(resource.path.as_str(), bytes.as_slice(), resource.media_type.as_str())?;
        }
    }
    let mut draft = Vec::new();
    builder.generate(&mut draft)?;
    Ok(draft)
}
