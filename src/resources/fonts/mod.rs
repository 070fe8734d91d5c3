//! Fonts: which ones a book needs, and what of them.

#[cfg(feature = "fonts")]
mod alphabet;
mod catalogue;
#[cfg(feature = "fonts")]
mod proof;
#[cfg(feature = "fonts")]
mod subset;

pub(crate) use catalogue::{Family, family_for, shipped};
