//! Where the pictures of a book are put, each once: by where it was found, and by what it is.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::path::PathBuf;

use super::make::{Change, make};
use super::open::{Content, Location, locate, read};
use super::reason::Reason;
use super::{PictureRequest, Resource, ResourceContent};
use crate::publication::{Base, ContainerPath, MediaType};
use crate::resources::TemporaryFile;

/// Pictures that are made are held in memory up to so many bytes in all; those beyond wait in files.
const IN_MEMORY: usize = 16 << 20;

/// A picture that is on the shelf.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) path: ContainerPath,
    /// What became of it, told to the one who places it first.
    pub(super) changes: Vec<Change>,
}

pub(super) struct Shelf<'a> {
    request: &'a PictureRequest,
    pub(super) resources: Vec<Resource>,
    by_location: HashMap<Location, Result<ContainerPath, Reason>>,
    /// By size and hash, which are only a reason to compare.
    by_content: HashMap<(usize, u64), usize>,
    in_memory: usize,
    #[cfg(feature = "fetch")]
    web: super::web::Web,
}

impl<'a> Shelf<'a> {
    pub(super) fn new(request: &'a PictureRequest) -> Self {
        let (by_location, by_content) = (HashMap::new(), HashMap::new());
        Self {
            request,
            resources: Vec::new(),
            by_location,
            by_content,
            in_memory: 0,
            #[cfg(feature = "fetch")]
            web: super::web::Web::default(),
        }
    }

    /// Puts up the first of the addresses that can be had; the reason is that of the one wanted most.
    pub(super) fn first<'b>(
        &mut self,
        base: &Base,
        addresses: impl Iterator<Item = &'b str>,
    ) -> Result<Placed, Reason> {
        let mut first = None;
        for address in ordered(base, addresses.collect()) {
            match self.find(base, address) {
                Ok(placed) => return Ok(placed),
                Err(reason) => first = first.or(Some(reason)),
            }
        }
        Err(first.unwrap_or(Reason::NoAddress))
    }

    fn find(&mut self, base: &Base, address: &str) -> Result<Placed, Reason> {
        let location = locate(base, address)?;
        if let Some(known) = self.by_location.get(&location) {
            return known.clone().map(|path| Placed { path, changes: Vec::new() });
        }
        let content = read(location.clone(), address, |url| self.fetched(url));
        let found = content.and_then(|content| self.add(content));
        // What stands in an address is told by its content, which is shorter than that address.
        if location != Location::Data {
            self.by_location.insert(location, found.as_ref().map(|placed| placed.path.clone()).map_err(Clone::clone));
        }
        found
    }

    #[cfg(feature = "fetch")]
    fn fetched(&mut self, url: &url::Url) -> Result<Vec<u8>, Reason> {
        let fetcher = self.request.fetcher.as_ref().ok_or(Reason::NotFetched)?;
        self.web.get(url, fetcher)
    }

    #[cfg(not(feature = "fetch"))]
    fn fetched(&mut self, _: &url::Url) -> Result<Vec<u8>, Reason> {
        Err(Reason::NotFetched)
    }

    /// Puts up a drawing that stands in the page itself.
    pub(super) fn drawing(&mut self, markup: &str) -> Result<Placed, Reason> {
        self.add(Content { bytes: markup.as_bytes().to_vec(), file: None })
    }

    fn add(&mut self, content: Content) -> Result<Placed, Reason> {
        let Content { bytes, file } = content;
        let before = fingerprint(&bytes);
        let made = make(bytes, self.request)?;
        let after = fingerprint(&made.bytes);
        if let Some(alike) = self.by_content.get(&after).map(|at| &self.resources[*at])
            && alike.media_type == made.media_type
            && is_content(&alike.content, &made.bytes)
        {
            return Ok(Placed { path: alike.path.clone(), changes: Vec::new() });
        }
        // A file that stays as it is need not be held.
        let unchanged = file.filter(|_| before == after);
        let number = self.resources.len() + 1;
        let path = ContainerPath::own(format!("images/{number:04}.{}", made.media_type.extension()));
        let content = self.hold(made.bytes, made.media_type, unchanged);
        self.by_content.insert(after, self.resources.len());
        self.resources.push(Resource { path: path.clone(), media_type: made.media_type, content });
        Ok(Placed { path, changes: made.changes })
    }

    /// Keeps the bytes until the book is written: where they are, in memory, or in a file that goes with the resource.
    fn hold(&mut self, bytes: Vec<u8>, media_type: MediaType, file: Option<PathBuf>) -> ResourceContent {
        if let Some(file) = file {
            return ResourceContent::File(file);
        }
        let fits = self.in_memory + bytes.len() <= IN_MEMORY;
        if !fits
            && media_type.is_compressed()
            && let Some(file) = spilled(&bytes)
        {
            return ResourceContent::Temporary(file);
        }
        self.in_memory += bytes.len();
        ResourceContent::Bytes(bytes)
    }
}

/// In a saved page the files beside it are what the page showed; addresses on the web may be gone.
fn ordered<'b>(base: &Base, addresses: Vec<&'b str>) -> Vec<&'b str> {
    if !matches!(base, Base::Folder(_) | Base::Archive { .. }) || addresses.len() < 2 {
        return addresses;
    }
    let is_file = |address: &&str| matches!(locate(base, address), Ok(Location::File(_) | Location::Entry { .. }));
    let (files, others): (Vec<_>, Vec<_>) = addresses.into_iter().partition(is_file);
    [files, others].concat()
}

fn spilled(bytes: &[u8]) -> Option<TemporaryFile> {
    let mut file = tempfile::NamedTempFile::new().ok()?;
    file.write_all(bytes).ok()?;
    Some(TemporaryFile(file.into_temp_path()))
}

fn fingerprint(bytes: &[u8]) -> (usize, u64) {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    (bytes.len(), hasher.finish())
}

fn is_content(content: &ResourceContent, bytes: &[u8]) -> bool {
    match content {
        ResourceContent::Bytes(held) => held == bytes,
        ResourceContent::File(path) => std::fs::read(path).is_ok_and(|held| held == bytes),
        ResourceContent::Temporary(file) => std::fs::read(file.path()).is_ok_and(|held| held == bytes),
    }
}
