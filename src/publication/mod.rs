//! The vocabulary: what all steps speak of, checked once and then trusted. Imports nothing of ours.

mod address;
mod base;
mod characters;
mod container_path;
mod cover_design;
mod date;
mod date_style;
mod digits;
mod direction;
mod file_name;
mod finding;
mod font;
mod identifier;
mod labels;
mod language;
mod media_type;
mod metadata;
mod picture_settings;
mod repair;
mod report;
mod shown_date;
mod unsuited;

pub(crate) use address::{escape_address, percent_decoded, same_address, without_login};
pub use base::{Archive, Base, Entries};
#[cfg(feature = "html")]
pub(crate) use characters::formula_line;
pub(crate) use characters::{escape_into, has_words, is_forbidden, one_line, without_forbidden};
pub use container_path::{ContainerPath, ForbiddenPath};
pub use cover_design::{CoverDesign, CoverSetting, UnknownCoverDesign};
pub use date::{Date, Modified, NotADate};
pub(crate) use date_style::Calendar;
pub use date_style::{DateStyle, UnknownDateStyle};
pub use digits::{Digits, DigitsSetting, UnknownDigits};
pub use direction::{Direction, UnknownDirection};
pub use file_name::{file_name, file_stem};
pub use finding::{Change, Code, Finding, Findings, Place, Rule, Severity};
pub use font::{FontFamily, FontSetting, UnknownFont};
pub use identifier::Identifier;
pub use labels::Labels;
pub use language::{Language, UnknownLanguage};
pub use media_type::MediaType;
#[cfg(any(feature = "covers", feature = "pictures"))]
pub(crate) use media_type::is_cmyk;
#[cfg(not(feature = "covers"))]
pub(crate) use media_type::picture_size;
pub use metadata::{Contributor, Metadata, Role, Series};
pub(crate) use picture_settings::PictureSettings;
pub use repair::{Repair, Repairs, UnknownRepair};
pub use report::{BlockDecision, Decision, DocumentReport, DocumentRole, FontReport, MissingCharacter, Report, SCHEMA};
pub(crate) use shown_date::show_date;
pub(crate) use unsuited::{CodePage, Fate, Tally, fates, is_arabic_letter, is_c1, is_suspect};
