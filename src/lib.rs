//! Warraq turns articles into e-books whose text runs from right to left, with no settings.
//!
//! The way of the data, one type per step, each consumed by the next:
//!
//! 1. [`source`]: files, folders and texts → [`source::Source`]s
//! 2. [`document`]: → [`document::Document`], one typed tree whatever the format was
//! 3. [`typography`]: → [`typography::Article`]s that know their language and direction
//! 4. [`resources`]: what they use → [`resources::Resource`]s
//! 5. [`chapters`]: → [`chapters::ContentDocument`]s, the XHTML itself
//! 6. [`package`]: → [`package::Package`], with manifest, spine, navigation and metadata
//! 7. [`container`]: → the bytes of an EPUB 3.3 container
//! 8. [`check`]: the bytes → [`check::Inspection`]; it re-reads a book and trusts nothing above
//!
//! [`Publication`] conducts them; [`publication`] is the vocabulary they share.
//!
//! ```
//! use std::io::Cursor;
//! use warraq::{Input, Publication};
//!
//! let article = "هدنة في حلب\n\nتقدمت فصائل المعارضة بمبادرة تتضمن هدنة مدتها خمسة أيام.";
//! let mut book = Cursor::new(Vec::new());
//! let report = Publication::new().input(Input::text(article)).write(&mut book)?;
//!
//! assert_eq!(report.title, "هدنة في حلب");
//! assert_eq!(report.language.value.as_str(), "ar");
//! assert_eq!(report.direction.value.as_str(), "rtl");
//! # Ok::<(), warraq::Error>(())
//! ```

#[cfg(feature = "batch")]
pub mod batch;
mod bidi;
pub mod chapters;
pub mod check;
pub mod container;
pub mod document;
mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod package;
pub mod publication;
mod publish;
pub mod resources;
pub mod source;
pub mod typography;

pub use error::{Error, Fault};
pub use publication::{
    Contributor, Date, DateStyle, DigitsSetting, Direction, FontFamily, FontSetting, Language, Metadata, Modified,
    Repair, Report, Role, Series,
};
pub use publish::{Progress, Publication, Stage};
pub use resources::FontCache;
pub use source::{Format, Input};
