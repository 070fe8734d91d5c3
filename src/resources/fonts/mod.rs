//! Fonts: which ones a book needs, and what of them.

mod catalogue;

pub(crate) use catalogue::{Family, shipped};
