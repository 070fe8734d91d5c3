//! The outside judges: programs that nobody of this project wrote, on the books that the other tests have made.
//!
//! `scripts/test.sh` installs the judges, has the other tests leave their books in `target/books` and then runs these.
//! `README.md` beside this file says what each judge looks at.

#[cfg(feature = "cli")]
#[path = "../common/mod.rs"]
mod common;

#[cfg(feature = "cli")]
mod bidi;
mod books;
mod judge;
mod selftest;

use books::{every_book, reader_set};
use judge::Judge;

#[test]
#[ignore = "needs EPUBCheck and the books of the other tests; run scripts/test.sh"]
fn epubcheck_finds_no_error_and_no_warning_in_any_book() {
    Judge::EpubCheck.approves(&every_book());
}

#[test]
#[ignore = "needs Ace, Chromium and the books of the other tests; run scripts/test.sh"]
fn ace_finds_no_violation_in_the_reader_set() {
    Judge::Ace.approves(&reader_set());
}

#[test]
#[ignore = "needs foliate-js, Chromium and the books of the other tests; run scripts/test.sh"]
fn foliate_shows_the_reader_set_and_turns_its_pages() {
    Judge::Foliate.approves(&reader_set());
}

#[test]
#[ignore = "needs epub.js, Chromium and the books of the other tests; run scripts/test.sh"]
fn epubjs_shows_the_reader_set_and_turns_its_pages() {
    Judge::EpubJs.approves(&reader_set());
}

#[test]
#[ignore = "needs mutool and the books of the other tests; run scripts/test.sh"]
fn mutool_sets_the_reader_set_from_the_right_side() {
    Judge::Mutool.approves(&reader_set());
}
