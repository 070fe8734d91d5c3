//! `warraq inspect`.
use super::arguments::Inspect;
use super::message::Failure;
pub(super) fn inspect(arguments: &Inspect) -> Result<(), Failure> {
    Err(Failure::input(arguments.book.display().to_string()))
}
