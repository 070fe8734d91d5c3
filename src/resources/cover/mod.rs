//! The cover: a picture that is given, or one drawn from what is known about the book.
//!
//! 1. `given` checks a picture and makes it one that every reader shows.
//! 2. `letters` and `fit` set the words in the families of `faces`; `colours` and `ornament` are for the eye.
//! 3. `designs` lay them out on a `canvas`, and `encode` writes it as PNG.

#[cfg(feature = "covers")]
mod canvas;
#[cfg(feature = "covers")]
mod colours;
#[cfg(feature = "covers")]
mod designs;
#[cfg(feature = "covers")]
mod encode;
#[cfg(feature = "covers")]
mod faces;
#[cfg(feature = "covers")]
mod fit;
mod given;
#[cfg(feature = "covers")]
mod letters;
#[cfg(feature = "covers")]
mod ornament;

use std::path::Path;

use super::{CoverPicture, CoverWish, PixelRoom, ResourceError};
use crate::publication::{Code, CoverDesign, Date, DateStyle, DigitsSetting, Direction, Findings, Language};

/// What stands on a cover that is drawn.
///
/// ```
/// # #[cfg(feature = "covers")] {
/// use warraq::resources::Cover;
///
/// let cover = Cover { authors: vec!["طه حسين".to_owned()], ..Cover::new("الأيام") };
/// let drawn = cover.draw()?;
/// assert!(drawn.png.starts_with(b"\x89PNG") && drawn.missing.is_empty());
/// # }
/// # Ok::<(), warraq::resources::ResourceError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Cover {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The authors, as they are printed.
    pub authors: Vec<String>,
    /// The publisher, or the site an article comes from.
    pub publisher: Option<String>,
    /// The date of issue.
    pub date: Option<Date>,
    /// How the date is shown.
    pub date_style: DateStyle,
    /// Which digits it is written with.
    pub digits: DigitsSetting,
    /// The language, which chooses the letters; none given, the title's script does.
    pub language: Option<Language>,
    /// The direction of the book; none given, the language's.
    pub direction: Option<Direction>,
    /// The design; none given, `masthead` for what has a publisher and a date, as news have, and `framed` for the rest.
    pub design: Option<CoverDesign>,
}

impl Cover {
    /// A cover with a title and nothing else.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            subtitle: None,
            authors: Vec::new(),
            publisher: None,
            date: None,
            date_style: DateStyle::default(),
            digits: DigitsSetting::default(),
            language: None,
            direction: None,
            design: None,
        }
    }

    /// The design that is drawn.
    pub fn chosen_design(&self) -> CoverDesign {
        let is_news = self.publisher.is_some() && self.date.is_some();
        self.design.unwrap_or(if is_news { CoverDesign::Masthead } else { CoverDesign::Framed })
    }
}

/// Makes the cover that is wished for.
pub(super) fn make_cover(
    wish: &CoverWish<'_>,
    room: &PixelRoom,
    findings: &mut Findings,
) -> Result<Option<CoverPicture>, ResourceError> {
    match wish {
        CoverWish::LeftOut => Ok(None),
        CoverWish::File(path) => given::read_cover(path, room, findings).map(Some),
        CoverWish::Old(old, cover) => {
            match given::of_bytes(Path::new(&old.name), old.bytes.to_vec(), old.drawn, room, findings) {
                Ok(picture) => Ok(Some(picture)),
                Err(error) => {
                    let message = format!("the picture of the cover was left out, and one was drawn: {error}");
                    findings.note(Code::PictureLeftOut, None, message);
                    make_cover(&CoverWish::Drawn(cover), room, findings)
                }
            }
        }
        #[cfg(feature = "covers")]
        CoverWish::Drawn(cover) => drawn::draw_for_book(cover, findings).map(Some),
        #[cfg(not(feature = "covers"))]
        CoverWish::Drawn(_) => Ok(None),
    }
}

#[cfg(feature = "covers")]
pub use drawn::DrawnCover;

#[cfg(feature = "covers")]
mod drawn {
    use super::designs::{Desk, Lines, draw};
    use super::{Cover, canvas, colours, encode, faces, ornament};
    use crate::publication::{Code, ContainerPath, Digits, Findings, Language, MediaType, show_date};
    use crate::resources::{CoverPicture, Resource, ResourceContent, ResourceError};
    use crate::typography::language_of_line;

    /// A cover that was drawn.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct DrawnCover {
        /// The picture: 1,600 by 2,560 pixels, the same bytes each time.
        pub png: Vec<u8>,
        /// Letters that no font of ours has: their words are left out.
        pub missing: Vec<char>,
        /// Whether the title stands on it; when most of its letters are missing, ornament stands alone.
        pub titled: bool,
    }

    impl Cover {
        /// Draws the cover, with the library's own fonts and no other.
        ///
        /// # Errors
        /// The picture could not be encoded.
        pub fn draw(&self) -> Result<DrawnCover, ResourceError> {
            let language = self.language.clone().or_else(|| language_of_line(&self.title));
            let language = language.unwrap_or_else(|| Language::known("en"));
            let direction = self.direction.unwrap_or_else(|| language.direction());
            let pattern = ornament::Pattern::of_script(language.script());
            let digits = Digits::of(&language, self.digits);
            let lines = Lines {
                title: self.title.clone(),
                subtitle: self.subtitle.clone(),
                authors: (!self.authors.is_empty()).then(|| self.authors.join("\u{A0}· ")),
                publisher: self.publisher.clone(),
                date: self.date.as_ref().map(|date| show_date(date, &language, self.date_style, digits).text),
            };
            let mut desk = Desk::new(faces::order(&language), direction, pattern);
            let canvas = draw(self.chosen_design(), &lines, &mut desk);
            let png = encode::png(&canvas, colours::Palette::of(&self.title))
                .map_err(|source| ResourceError::NotEncoded { source: Box::new(source) })?;
            Ok(DrawnCover { png, missing: desk.missing, titled: desk.titled })
        }
    }

    impl DrawnCover {
        /// The missing letters, each with its code point, for a message.
        pub fn missing_letters(&self) -> String {
            list_of(self.missing.iter())
        }
    }

    fn list_of<'a>(letters: impl Iterator<Item = &'a char>) -> String {
        letters.map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect::<Vec<_>>().join(" ")
    }

    /// Draws the cover of a book, and says what could not be drawn.
    pub(super) fn draw_for_book(cover: &Cover, findings: &mut Findings) -> Result<CoverPicture, ResourceError> {
        let DrawnCover { png, missing, titled } = cover.draw()?;
        if !missing.is_empty() {
            let shown = list_of(missing.iter().take(12));
            let left_out = if titled { "their words are not on it" } else { "it has no title" };
            let message = format!("the cover lacks letters that no font of ours has: {}: {left_out}", shown);
            findings.advise(Code::CoverLacksLetters, None, message, "give a picture with `cover`");
        }
        let path = ContainerPath::own("images/cover.png");
        let resource = Resource { path, media_type: MediaType::Png, content: ResourceContent::Bytes(png) };
        let size = (canvas::WIDTH.unsigned_abs(), canvas::HEIGHT.unsigned_abs());
        Ok(CoverPicture { resource, size, drawn: true })
    }
}
