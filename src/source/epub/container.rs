//! The way from the container to the package document, and the signs of protection (OCF, section 4.2.6).

use super::archive::BookArchive;
use super::{BookRefusal, Reader, markup};
use crate::publication::Code;

/// The largest of the small documents: container, package, contents, encryption.
pub(super) const MOST_DOCUMENT: u64 = 32 << 20;

/// Ways to make fonts useless outside their book, which are no protection of its text.
const OBFUSCATIONS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Finds the package document. Where the container file does not lead to one, it is looked for.
pub(super) fn package_path(reader: &mut Reader<'_>) -> Result<Option<String>, BookRefusal> {
    const CONTAINER: &str = "META-INF/container.xml";
    if let Some(text) = reader.document(CONTAINER)? {
        let container = markup::read(&text);
        let files = container.all("rootfile").into_iter().filter_map(|file| file.attribute("full-path"));
        let files = files.filter(|path| !path.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        if files.len() > 1 {
            let message = format!("the book has {} renditions; the first was read", files.len());
            reader.note(Code::BookRenditions, CONTAINER, message);
        }
        for path in &files {
            if let Some(known) = reader.archive.find(&plain(path)) {
                let known = known.to_owned();
                if known != *path {
                    let message = format!("the package document stands at `{known}`, not at `{path}`");
                    reader.note(Code::BookPaths, CONTAINER, message);
                }
                return Ok(Some(known));
            }
        }
        reader.note(Code::BookContainer, CONTAINER, "the container file names no package document that is there");
    } else {
        reader.note(Code::BookContainer, CONTAINER, "the book has no container file");
    }
    let mut packages =
        reader.archive.names().filter(|name| name.to_ascii_lowercase().ends_with(".opf")).collect::<Vec<_>>();
    packages.sort_by_key(|name| (name.matches('/').count(), name.len(), *name));
    Ok(packages.first().map(|name| (*name).to_owned()))
}

/// A path without the separators and roots that only some systems have.
fn plain(path: &str) -> String {
    let decoded = crate::publication::percent_decoded(path).unwrap_or_else(|| path.to_owned());
    crate::publication::Archive::path("", &decoded).unwrap_or(decoded)
}

/// Refuses a book whose text is protected; gives the fonts that are only obfuscated.
pub(super) fn obfuscated_fonts(archive: &BookArchive) -> Result<Vec<String>, BookRefusal> {
    for (name, of) in [
        ("META-INF/rights.xml", "Adobe's rights file is in it"),
        ("META-INF/sinf.xml", "Apple's protection is in it"),
        ("META-INF/license.lcpl", "a licence of Readium LCP is in it"),
    ] {
        if archive.find(name).is_some() {
            return Err(BookRefusal::Protected(of.to_owned()));
        }
    }
    let Some(name) = archive.find("META-INF/encryption.xml") else { return Ok(Vec::new()) };
    let bytes = archive.bytes(name, MOST_DOCUMENT)?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let encryption = markup::read(&text);
    let mut fonts = Vec::new();
    for data in encryption.all("encrypteddata") {
        let algorithm =
            data.find("encryptionmethod").and_then(|method| method.attribute("algorithm")).unwrap_or("unknown");
        let file = data.find("cipherreference").and_then(|reference| reference.attribute("uri")).unwrap_or_default();
        let file = plain(file);
        if !OBFUSCATIONS.contains(&algorithm) {
            return Err(BookRefusal::Protected(format!("`{file}` is encrypted by {algorithm}")));
        }
        if is_text(&file) {
            return Err(BookRefusal::Protected(format!("the text `{file}` is obfuscated")));
        }
        fonts.push(file);
    }
    // A file that says that something is encrypted, but cannot be read, says so all the same.
    if fonts.is_empty() && encryption.find("encryptedkey").is_some() {
        return Err(BookRefusal::Protected("it holds keys of an encryption".to_owned()));
    }
    Ok(fonts)
}

/// Whether a name is that of a text of the book.
pub(super) fn is_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".xhtml", ".html", ".htm", ".xht", ".opf", ".ncx", ".xml"].iter().any(|end| name.ends_with(end))
}
