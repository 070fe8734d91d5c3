//! Warraq
pub mod publication;
pub mod source;
pub mod document;
