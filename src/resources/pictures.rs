//! The pictures in the text: found beside the article, told by their bytes, stored once each.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{DefaultHasher, Hasher};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{PictureCount, Resource, ResourceContent};
use crate::bidi::{direction_in, runs};
use crate::document::inlines::{collapse, content_mut};
use crate::document::visit::{content_mut as words_of, each_block_mut};
use crate::document::{Attributes, BlockKind, Image, Inline};
use crate::publication::{
    Archive, Base, Code, ContainerPath, Direction, Findings, MediaType, Place, Rule, percent_decoded,
};
use crate::typography::Article;

/// The largest picture that goes into a book, in bytes: 32 MiB.
pub(super) const MAX_PICTURE_BYTES: u64 = 32 << 20;

/// Gives every picture of the articles its place in the book, and puts its description in the place of one that cannot
/// be had.
pub(super) fn place_pictures(articles: &mut [Article], findings: &mut Findings) -> (Vec<Resource>, PictureCount) {
    let mut shelf = Shelf::new(findings);
    for article in articles {
        let document = &mut article.document;
        shelf.file.clone_from(&document.file);
        shelf.folder = document.base.folder().map(Path::to_owned);
        shelf.archive = match &document.base {
            Base::Archive { archive, folder } => Some((archive.clone(), folder.clone())),
            _ => None,
        };
        shelf.direction = article.direction.value;
        let notes = document.notes.iter_mut().map(|note| &mut note.blocks);
        for blocks in notes.chain([&mut document.blocks]) {
            each_block_mut(blocks, &mut |block| {
                let keeps_space = matches!(block.kind, BlockKind::Preformatted(_));
                for words in words_of(block) {
                    let left_out = shelf.left_out;
                    shelf.inlines(words);
                    if shelf.left_out > left_out && !keeps_space {
                        // Where a picture stood between spaces, two of them have met.
                        *words = collapse(std::mem::take(words));
                    }
                }
            });
        }
        if let crate::document::TitleOrigin::Opening(heading) = &mut document.title.origin {
            words_of(heading).into_iter().for_each(|words| shelf.inlines(words));
        }
    }
    (shelf.resources, shelf.count)
}

struct Shelf<'a> {
    file: std::sync::Arc<str>,
    folder: Option<PathBuf>,
    archive: Option<(Archive, String)>,
    direction: Direction,
    resources: Vec<Resource>,
    /// Pictures of archives by their hash, which is only a reason to compare.
    by_bytes: HashMap<u64, (ContainerPath, Vec<u8>)>,
    by_file: HashMap<PathBuf, Result<ContainerPath, &'static str>>,
    /// By size and hash, which are only a reason to compare.
    by_content: HashMap<(u64, u64), (ContainerPath, PathBuf)>,
    count: PictureCount,
    left_out: usize,
    findings: &'a mut Findings,
}

impl<'a> Shelf<'a> {
    fn new(findings: &'a mut Findings) -> Self {
        Self {
            file: "".into(),
            folder: None,
            archive: None,
            direction: Direction::Ltr,
            resources: Vec::new(),
            by_bytes: HashMap::new(),
            by_file: HashMap::new(),
            by_content: HashMap::new(),
            count: PictureCount::default(),
            left_out: 0,
            findings,
        }
    }

    /// A description as words; one that runs against the article is set apart, as step 3 would have done.
    fn words_of_description(&self, description: String) -> Inline {
        let text = if description.is_empty() { description } else { format!(" {description} ") };
        let direction = Some(direction_in(&text, self.direction)).filter(|direction| *direction != self.direction);
        let mut words = Vec::new();
        let mut at = 0;
        for run in runs(&text, direction.unwrap_or(self.direction)) {
            words.push(Inline::Text(text[at..run.range.start].to_owned()));
            let within = vec![Inline::Text(text[run.range.clone()].to_owned())];
            words.push(Inline::Span(Attributes::new(None, None, Some(run.direction)), within));
            at = run.range.end;
        }
        words.push(Inline::Text(text[at..].to_owned()));
        Inline::Span(Attributes::new(None, None, direction), words)
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Image(image) => {
                    if let Some(description) = self.place(image) {
                        // Words on both sides must not grow together with it.
                        *inline = self.words_of_description(description);
                    }
                }
                inline => content_mut(inline).into_iter().for_each(|content| self.inlines(content)),
            }
        }
    }

    /// Places one picture; gives the words that stand for it when that cannot be.
    fn place(&mut self, image: &mut Image) -> Option<String> {
        let place = Place::new(&self.file, image.line);
        match self.find(&image.address) {
            Ok(path) => {
                image.resource = Some(path);
                self.count.shown += 1;
                if image.alternative.is_none() {
                    self.count.undescribed += 1;
                    self.findings.advise(
                        Code::PictureUndescribed,
                        place,
                        format!("the picture `{}` has no description", shorten(&image.address)),
                        "write what it shows: `![description](address)` or `alt=\"description\"`",
                    );
                }
                None
            }
            Err(reason) => {
                self.left_out += 1;
                let description = image.alternative.take().unwrap_or_default();
                let message = format!("the picture `{}` was left out: {reason}", shorten(&image.address));
                self.findings.note(Code::PictureLeftOut, place.clone(), message);
                if !description.trim().is_empty() {
                    self.findings.change(Rule::AlternativeText, description.clone(), place);
                }
                Some(description)
            }
        }
    }

    fn find(&mut self, address: &str) -> Result<ContainerPath, &'static str> {
        if let Some((archive, folder)) = self.archive.clone() {
            return self.of_archive(address, &archive, &folder);
        }
        let path = local_path(address, self.folder.as_deref())?;
        if let Some(known) = self.by_file.get(&path) {
            return known.clone();
        }
        let found = self.add(&path);
        self.by_file.insert(path, found.clone());
        found
    }

    /// A picture of a book that is read again.
    fn of_archive(&mut self, address: &str, archive: &Archive, folder: &str) -> Result<ContainerPath, &'static str> {
        if address == Image::DRAWING {
            return Err("drawings inside a page are not kept");
        }
        let name = address.split(['?', '#']).next().unwrap_or(address);
        let name = percent_decoded(name).ok_or("its address is not valid")?;
        let known = PathBuf::from(format!("{folder}\u{0}{name}"));
        if let Some(known) = self.by_file.get(&known) {
            return known.clone();
        }
        let read = |name: &str| archive.read(folder, name, MAX_PICTURE_BYTES).map_err(|_| "its entry cannot be read");
        let found = match read(&name).and_then(|found| if found.is_none() { read(address) } else { Ok(found) }) {
            Ok(Some(bytes)) => self.add_bytes(bytes),
            Ok(None) => Err("there is no such file in the book"),
            Err(reason) => Err(reason),
        };
        self.by_file.insert(known, found.clone());
        found
    }

    fn add_bytes(&mut self, bytes: Vec<u8>) -> Result<ContainerPath, &'static str> {
        let media_type = MediaType::of_picture(&bytes).ok_or("it is not a JPEG, PNG or GIF picture")?;
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let hash = hasher.finish();
        if let Some((known, _)) = self.by_bytes.get(&hash).filter(|(_, same)| *same == bytes) {
            return Ok(known.clone());
        }
        let number = self.resources.len() + 1;
        let path = ContainerPath::own(format!("images/{number:04}.{}", media_type.extension()));
        self.by_bytes.insert(hash, (path.clone(), bytes.clone()));
        self.resources.push(Resource { path: path.clone(), media_type, content: ResourceContent::Bytes(bytes) });
        Ok(path)
    }

    fn add(&mut self, path: &Path) -> Result<ContainerPath, &'static str> {
        let (media_type, size, hash) = inspect(path)?;
        let alike = self.by_content.get(&(size, hash));
        if let Some((known, first)) = alike
            && same_bytes(path, first)
        {
            return Ok(known.clone());
        }
        let number = self.resources.len() + 1;
        let container_path = ContainerPath::own(format!("images/{number:04}.{}", media_type.extension()));
        let content = ResourceContent::File(path.to_owned());
        self.resources.push(Resource { path: container_path.clone(), media_type, content });
        self.by_content.insert((size, hash), (container_path.clone(), path.to_owned()));
        Ok(container_path)
    }
}

/// The file that an address names, seen from the article's folder.
fn local_path(address: &str, folder: Option<&Path>) -> Result<PathBuf, &'static str> {
    if address == Image::DRAWING {
        return Err("drawings inside a page are not kept");
    }
    if address.is_empty() {
        return Err("it has no address");
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| {
        scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    match scheme {
        Some(_) => return Err("it is not a file beside the article"),
        None if address.starts_with("//") => return Err("it is not a file beside the article"),
        None => {}
    }
    let folder = folder.ok_or("the article came without a folder to look in")?;
    let exact = folder.join(address);
    if exact.is_file() {
        return Ok(exact);
    }
    // In a link, `%20` is a space and what follows `?` or `#` is no part of the file's name.
    let name = address.split(['?', '#']).next().unwrap_or(address);
    let decoded = percent_decoded(name).ok_or("its address is not valid")?;
    let path = folder.join(decoded);
    if path.is_file() { Ok(path) } else { Err("there is no such file") }
}

/// Type, size and hash of a picture's file, read once and not kept.
fn inspect(path: &Path) -> Result<(MediaType, u64, u64), &'static str> {
    let mut file = File::open(path).map_err(|_| "its file cannot be read")?;
    let mut buffer = vec![0; 64 * 1024];
    let mut hasher = DefaultHasher::new();
    let (mut media_type, mut size) = (None, 0_u64);
    loop {
        let read = file.read(&mut buffer).map_err(|_| "its file cannot be read")?;
        if size == 0 {
            media_type = MediaType::of_picture(&buffer[..read]);
        }
        if read == 0 {
            break;
        }
        hasher.write(&buffer[..read]);
        size += read as u64;
        if size > MAX_PICTURE_BYTES {
            return Err("it is larger than 32 MiB");
        }
    }
    let media_type = media_type.ok_or("it is not a JPEG, PNG or GIF picture")?;
    Ok((media_type, size, hasher.finish()))
}

fn same_bytes(a: &Path, b: &Path) -> bool {
    matches!((std::fs::read(a), std::fs::read(b)), (Ok(a), Ok(b)) if a == b)
}

/// An address as far as a message has room for it.
fn shorten(address: &str) -> String {
    let start = address.chars().take(80).collect::<String>();
    if start.len() < address.len() { format!("{start}…") } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_beside_the_article_are_looked_for() {
        assert!(local_path("https://example.com/a.png", None).is_err());
        assert!(local_path("data:image/png;base64,AAAA", Some(Path::new("."))).is_err());
    }
}
