//! The pictures in the text: found where their addresses lead, told by their bytes, made what every reader shows, stored
//! once each.
//!
//! 1. `open` turns an address into bytes: a file's, those within the address (`data_url`), those on the web
//!    (`web`).
//! 2. `kind` tells by them what they are, `whole` whether they are all there, and takes metadata off.
//! 3. `make` decodes and writes anew only what readers would show wrong or not at all; `svg` writes drawings anew.
//! 4. `shelf` puts each picture up once, and holds it until the book is written.

mod data_url;
mod kind;
mod links;
mod make;
mod open;
mod reason;
mod shelf;
mod svg;
#[cfg(feature = "fetch")]
mod web;
mod whole;

use self::make::Change;
use self::reason::Reason;
use self::shelf::Shelf;
use super::{PictureCount, PixelRoom, Resource, ResourceContent, ResourceError};
use crate::bidi::{direction_in, runs};
use crate::document::inlines::{collapse, content_mut, tidy_links};
use crate::document::visit::{content_mut as words_of, each_block_mut};
use crate::document::{Attributes, BlockKind, Image, Inline};
use crate::publication::{Base, Code, Direction, Findings, Place, Rule};
use crate::typography::Article;

/// The largest picture that goes into a book, in bytes: 32 MiB.
pub(super) const MAX_PICTURE_BYTES: u64 = 32 << 20;

/// What is asked of the pictures of a book.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PictureRequest {
    /// Who reads addresses on the web; without one nothing is fetched.
    #[cfg(feature = "fetch")]
    pub fetcher: Option<crate::fetch::Fetcher>,
    /// Room for pixels, shared with all who decode at the same time.
    pub room: PixelRoom,
    /// The longest side a picture may have, in pixels; larger ones are made smaller.
    pub longest_side: u32,
    /// Whether colours are taken out.
    pub grey: bool,
    /// Whether a picture that cannot be had is an error.
    pub strict: bool,
}

impl Default for PictureRequest {
    fn default() -> Self {
        Self {
            #[cfg(feature = "fetch")]
            fetcher: None,
            room: PixelRoom::default(),
            longest_side: crate::publication::PictureSettings::LONGEST_SIDE,
            grey: false,
            strict: false,
        }
    }
}

/// Gives every picture of the articles its place in the book, and puts its description in the place of one that cannot
/// be had.
pub(super) fn place_pictures(
    articles: &mut [Article],
    request: &PictureRequest,
    findings: &mut Findings,
) -> Result<(Vec<Resource>, PictureCount), ResourceError> {
    let mut hanging = Hanging {
        file: "".into(),
        base: Base::Nowhere,
        address: None,
        direction: Direction::Ltr,
        shelf: Shelf::new(request),
        count: PictureCount::default(),
        left_out: 0,
        missed: None,
        strict: request.strict,
        findings,
    };
    for article in articles {
        let document = &mut article.document;
        hanging.file.clone_from(&document.file);
        hanging.base.clone_from(&document.base);
        hanging.address.clone_from(&document.address);
        hanging.direction = article.direction.value;
        let notes = document.notes.iter_mut().map(|note| &mut note.blocks);
        for blocks in notes.chain([&mut document.blocks]) {
            each_block_mut(blocks, &mut |block| {
                let keeps_space = matches!(block.kind, BlockKind::Preformatted(_));
                for words in words_of(block) {
                    let left_out = hanging.left_out;
                    hanging.inlines(words);
                    links::unwrap_nameless(words, &hanging.file, hanging.findings);
                    if hanging.left_out > left_out {
                        // A link around a picture without a description has nothing left to be followed by.
                        *words = tidy_links(std::mem::take(words));
                    }
                    if hanging.left_out > left_out && !keeps_space {
                        // Where a picture stood between spaces, two of them have met.
                        *words = collapse(std::mem::take(words));
                    }
                }
            });
        }
        if let crate::document::TitleOrigin::Opening(heading) = &mut document.title.origin {
            words_of(heading).into_iter().for_each(|words| hanging.inlines(words));
        }
        if let Some(error) = hanging.missed.take() {
            return Err(error);
        }
    }
    Ok((hanging.shelf.resources, hanging.count))
}

/// Hangs the pictures of one article after another.
struct Hanging<'a> {
    file: std::sync::Arc<str>,
    base: Base,
    /// Where the page stood, where that is known.
    address: Option<url::Url>,
    direction: Direction,
    shelf: Shelf<'a>,
    count: PictureCount,
    left_out: usize,
    /// The first picture that cannot be had, where that is an error.
    missed: Option<ResourceError>,
    strict: bool,
    findings: &'a mut Findings,
}

impl Hanging<'_> {
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
        if self.missed.is_some() {
            return None;
        }
        let found = match &image.drawing {
            Some(markup) => self.shelf.drawing(markup),
            None => self.shelf.first(&self.base, image.addresses()).or_else(|reason| match &self.address {
                // A page that was saved without its pictures says where it came from.
                Some(page) if matches!(reason, Reason::Missing | Reason::NoFolder) => {
                    self.shelf.first(&Base::Web(page.clone()), image.addresses())
                }
                _ => Err(reason),
            }),
        };
        match found {
            Ok(placed) => {
                image.resource = Some(placed.path);
                self.count.shown += 1;
                self.tell_changes(image, &placed.changes);
                self.tell_undescribed(image);
                None
            }
            Err(reason) => Some(self.left_out(image, &reason)),
        }
    }

    fn tell_changes(&mut self, image: &Image, changes: &[Change]) {
        let name = shorten(&image.address);
        for change in changes {
            let place = Place::new(&self.file, image.line);
            match change {
                Change::Converted(was) => {
                    let message = format!("the picture `{name}` was {was} and was written anew");
                    self.findings.note(Code::PictureConverted, place, message);
                }
                Change::Shrunk { from, to } => {
                    let message = format!(
                        "the picture `{name}` was made smaller, from {} by {} pixels to {} by {}",
                        from.0, from.1, to.0, to.1
                    );
                    self.findings.note(Code::PictureShrunk, place, message);
                }
            }
        }
    }

    fn tell_undescribed(&mut self, image: &Image) {
        if image.alternative.is_some() {
            return;
        }
        self.count.undescribed += 1;
        self.findings.advise(
            Code::PictureUndescribed,
            Place::new(&self.file, image.line),
            format!("the picture `{}` has no description", shorten(&image.address)),
            "write what it shows: `![description](address)` or `alt=\"description\"`",
        );
    }

    /// Says why a picture is not in the book, and gives its description.
    fn left_out(&mut self, image: &mut Image, reason: &Reason) -> String {
        self.left_out += 1;
        let (place, name) = (Place::new(&self.file, image.line), shorten(&image.address));
        let description = image.alternative.take().unwrap_or_default();
        let message = format!("the picture `{name}` was left out: {reason}");
        if *reason == Reason::Dot {
            self.findings.note(Code::PictureBlank, place.clone(), message);
        } else {
            if self.strict {
                let reason = reason.to_string();
                self.missed = Some(ResourceError::PictureMissed { place: place.clone(), address: name, reason });
            }
            let code = if reason.may_pass() { Code::PictureNotHad } else { Code::PictureLeftOut };
            self.findings.note(code, place.clone(), message);
        }
        if !description.trim().is_empty() {
            self.findings.change(Rule::AlternativeText, description.clone(), place);
        }
        description
    }
}

/// An address as far as a message has room for it.
fn shorten(address: &str) -> String {
    let start = address.chars().take(80).collect::<String>();
    if start.len() < address.len() { format!("{start}…") } else { start }
}
