//! The final container (OCF, section 4.2): `mimetype` first and stored, then everything in a fixed order with fixed times.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::ContainerError;
use super::place::FromHere;
use crate::package::{FOLDER, NAVIGATION_DOCUMENT, NCX, PACKAGE_DOCUMENT, Package};
use crate::publication::{DocumentRole, MediaType};
use crate::resources::{Resource, ResourceContent};

/// Copies, replaces and streams the entries of the draft into the final container.
pub(super) fn finish<W: Write + Seek>(draft: Vec<u8>, package: Package, out: W) -> Result<W, ContainerError> {
    let draft = ZipArchive::new(Cursor::new(draft))?;
    let mut container = Container { zip: ZipWriter::new(FromHere::new(out)?), draft };
    container.stored("mimetype", b"application/epub+zip")?;
    // Two hundred bytes each: setting up a compressor would cost more than it saves.
    container.stored("META-INF/container.xml", package.container.as_bytes())?;
    container.stored("META-INF/com.apple.ibooks.display-options.xml", package.display_options.as_bytes())?;
    container.deflated(&in_folder(PACKAGE_DOCUMENT), package.package_document.as_bytes())?;
    container.deflated(&in_folder(NAVIGATION_DOCUMENT), package.navigation_document.as_bytes())?;
    container.deflated(&in_folder(NCX), package.ncx.as_bytes())?;
    for document in package.documents.iter().filter(|document| document.role != DocumentRole::Contents) {
        container.copied(&in_folder(document.path.as_str()))?;
    }
    for resource in &package.resources {
        container.resource(resource)?;
    }
    for licence in &package.licences {
        container.deflated(&in_folder(licence.path.as_str()), licence.text.as_bytes())?;
    }
    Ok(container.zip.finish()?.into_inner())
}

fn in_folder(path: &str) -> String {
    format!("{FOLDER}/{path}")
}

struct Container<W: Write + Seek> {
    zip: ZipWriter<FromHere<W>>,
    draft: ZipArchive<Cursor<Vec<u8>>>,
}

impl<W: Write + Seek> Container<W> {
    fn stored(&mut self, name: &str, bytes: &[u8]) -> Result<(), ContainerError> {
        self.zip.start_file(name, options(CompressionMethod::Stored))?;
        Ok(self.zip.write_all(bytes)?)
    }

    fn deflated(&mut self, name: &str, bytes: &[u8]) -> Result<(), ContainerError> {
        self.zip.start_file(name, options(CompressionMethod::Deflated))?;
        Ok(self.zip.write_all(bytes)?)
    }

    /// Takes an entry of the draft over without compressing it again.
    fn copied(&mut self, name: &str) -> Result<(), ContainerError> {
        let entry = self.draft.by_name(name)?;
        Ok(self.zip.raw_copy_file_touch(entry, DateTime::default(), Some(0o644))?)
    }

    fn resource(&mut self, resource: &Resource) -> Result<(), ContainerError> {
        let name = in_folder(resource.path.as_str());
        match &resource.content {
            ResourceContent::Bytes(_) if !resource.media_type.is_compressed() => self.copied(&name),
            ResourceContent::Bytes(bytes) => self.stored(&name, bytes),
            ResourceContent::File(path) => self.streamed(name, path, resource.media_type),
            ResourceContent::Temporary(file) => self.streamed(name, file.path(), resource.media_type),
        }
    }

    fn streamed(&mut self, name: String, path: &Path, media_type: MediaType) -> Result<(), ContainerError> {
        let failed = |source| ContainerError::Picture { path: path.to_owned(), source };
        let mut file = File::open(path).map_err(failed)?;
        self.zip.start_file(name, options(method_of(media_type)))?;
        // Not `io::copy`: it has to be known whose failure one is.
        let mut buffer = vec![0; 64 << 10];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => self.zip.write_all(&buffer[..read])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
    }
}

fn method_of(media_type: MediaType) -> CompressionMethod {
    if media_type.is_compressed() { CompressionMethod::Stored } else { CompressionMethod::Deflated }
}

/// The same for every entry of every book: DOS system, 1980, plain permissions.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}
