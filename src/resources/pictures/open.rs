//! The one place where an address becomes bytes: of a file beside the article, of the address itself, of the web.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use url::Url;

use super::reason::Reason;
use super::{MAX_PICTURE_BYTES, data_url};
use crate::publication::{Archive, Base, percent_decoded};

/// Where a picture is, so that the same one is read once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Location {
    /// A file.
    File(PathBuf),
    /// Within its own address.
    Data,
    /// On the web.
    Web(Url),
    /// In an archive, seen from a folder in it.
    Entry { archive: Archive, folder: String, name: String },
}

/// Bytes, and the file they are of where there is one.
pub(crate) struct Content {
    pub(crate) bytes: Vec<u8>,
    pub(crate) file: Option<PathBuf>,
}

/// Where an address leads. Whether a file is there is looked at; nothing is read.
pub(super) fn locate(base: &Base, address: &str) -> Result<Location, Reason> {
    let address = address.trim();
    if address.is_empty() {
        return Err(Reason::NoAddress);
    }
    match scheme(address) {
        Some(scheme) if scheme.eq_ignore_ascii_case("data") => return Ok(Location::Data),
        Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            return Url::parse(address).map(Location::Web).map_err(|_| Reason::BadAddress);
        }
        Some(_) => return Err(Reason::OtherScheme),
        None => {}
    }
    match base {
        Base::Web(url) => url.join(address).map(Location::Web).map_err(|_| Reason::BadAddress),
        Base::Archive { archive, folder } => {
            let name = address.split(['?', '#']).next().unwrap_or(address);
            let name = percent_decoded(name).ok_or(Reason::BadAddress)?;
            Ok(Location::Entry { archive: archive.clone(), folder: folder.clone(), name })
        }
        // An address that leaves out the scheme of its page, whose page is no longer known.
        _ if address.starts_with("//") => {
            Url::parse(&format!("https:{address}")).map(Location::Web).map_err(|_| Reason::BadAddress)
        }
        Base::Folder(folder) => file_beside(folder, address).map(Location::File),
        Base::Within(folder) => file_beside(folder, address).and_then(|file| within(folder, file)).map(Location::File),
        Base::Nowhere => Err(Reason::NoFolder),
    }
}

/// What stands at a location; `fetched` reads the web.
pub(super) fn read(
    location: Location,
    address: &str,
    fetched: impl FnOnce(&Url) -> Result<Vec<u8>, Reason>,
) -> Result<Content, Reason> {
    match location {
        Location::Data => data_url::bytes_of(address.trim()).map(|bytes| Content { bytes, file: None }),
        Location::File(path) => file(&path).map(|bytes| Content { bytes, file: Some(path) }),
        Location::Entry { archive, folder, name } => {
            let named = [name.as_str(), address.trim()].into_iter();
            let found = named.map(|name| entry(&archive, &folder, name)).find(|found| *found != Err(Reason::Missing));
            found.unwrap_or(Err(Reason::Missing)).map(|bytes| Content { bytes, file: None })
        }
        Location::Web(url) => fetched(&url).map(|bytes| Content { bytes, file: None }),
    }
}

/// The scheme of an address; a single letter is a drive.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    (scheme.len() > 1 && scheme.bytes().all(allowed)).then_some(scheme)
}

/// The file that an address names, seen from a folder.
fn file_beside(folder: &Path, address: &str) -> Result<PathBuf, Reason> {
    let exact = folder.join(address);
    if exact.is_file() {
        return Ok(exact);
    }
    // In a link, `%20` is a space and what follows `?` or `#` is no part of the file's name.
    let name = address.split(['?', '#']).next().unwrap_or(address);
    let decoded = percent_decoded(name).ok_or(Reason::BadAddress)?;
    let path = folder.join(decoded);
    if path.is_file() { Ok(path) } else { Err(Reason::Missing) }
}

fn entry(archive: &Archive, folder: &str, name: &str) -> Result<Vec<u8>, Reason> {
    let read = archive.read(folder, name, MAX_PICTURE_BYTES).map_err(|_| Reason::Unreadable)?;
    read.ok_or(Reason::Missing)
}

/// The file, where it truly lies in the folder, whatever its path and links say.
fn within(folder: &Path, file: PathBuf) -> Result<PathBuf, Reason> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match (folder.canonicalize(), file.canonicalize()) {
        (Ok(folder), Ok(true_file)) if true_file.starts_with(&folder) => Ok(file),
        _ => Err(Reason::Outside),
    }
}

fn file(path: &Path) -> Result<Vec<u8>, Reason> {
    let file = File::open(path).map_err(|_| Reason::Unreadable)?;
    let mut bytes = Vec::new();
    file.take(MAX_PICTURE_BYTES + 1).read_to_end(&mut bytes).map_err(|_| Reason::Unreadable)?;
    if bytes.len() as u64 > MAX_PICTURE_BYTES { Err(Reason::TooLarge) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_their_article_stands() {
        let web = || Base::Web(Url::parse("https://example.com/a/b.html").unwrap());
        let folder = || Base::Folder(PathBuf::from("."));
        let url = |url: &str| Ok(Location::Web(Url::parse(url).unwrap()));
        let rows = [
            (web(), "c.png", url("https://example.com/a/c.png")),
            (web(), "/c d.png?x=1", url("https://example.com/c%20d.png?x=1")),
            (web(), "//cdn.example/c.png", url("https://cdn.example/c.png")),
            (web(), "data:image/png;base64,AAAA", Ok(Location::Data)),
            (folder(), "HTTPS://example.com/c.png", url("https://example.com/c.png")),
            (folder(), "//cdn.example/c.png", url("https://cdn.example/c.png")),
            (folder(), "Cargo.toml?v=3", Ok(Location::File("./Cargo.toml".into()))),
            (Base::Within("src".into()), "lib.rs", Ok(Location::File("src/lib.rs".into()))),
            (Base::Within("src".into()), "../src/lib.rs", Ok(Location::File("src/../src/lib.rs".into()))),
            (Base::Within("src".into()), "../Cargo.toml", Err(Reason::Outside)),
            (Base::Within("src".into()), "..%2FCargo.toml", Err(Reason::Outside)),
            (Base::Within("src".into()), concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), Err(Reason::Outside)),
            (folder(), "none.png", Err(Reason::Missing)),
            (folder(), "blob:https://example.com/1", Err(Reason::OtherScheme)),
            (folder(), "file:///etc/passwd", Err(Reason::OtherScheme)),
            (Base::Nowhere, "c.png", Err(Reason::NoFolder)),
            (Base::Nowhere, " ", Err(Reason::NoAddress)),
        ];
        for (base, address, wanted) in rows {
            assert_eq!(locate(&base, address), wanted, "{address}");
        }
    }
}
