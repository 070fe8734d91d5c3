//! The books to judge: what the other tests, and `scripts/test.sh` itself, have left in one folder.

use std::path::PathBuf;

/// The books that the readers must show: those whose file name begins with `reader-`.
const READER_SET: usize = 6;

/// Every book there is. That there is none is a failure: judges without books would approve of anything.
pub(crate) fn every_book() -> Vec<PathBuf> {
    let folder = folder();
    let listed = folder.read_dir().unwrap_or_else(|error| panic!("{}: {error}; run scripts/test.sh", folder.display()));
    let mut books: Vec<_> = listed
        .map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "epub"))
        .collect();
    books.sort();
    assert!(!books.is_empty(), "no book in {}; run scripts/test.sh", folder.display());
    books
}

/// The few books that are opened in readers, which takes seconds for each: one per script, and one of many chapters.
pub(crate) fn reader_set() -> Vec<PathBuf> {
    let mut books = every_book();
    books.retain(|book| book.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"reader-")));
    assert!(books.len() >= READER_SET, "the reader set needs {READER_SET} books, there are only {books:?}");
    books
}

#[expect(clippy::disallowed_methods, reason = "no book is made here: the variable says where they are")]
fn folder() -> PathBuf {
    std::env::var_os("WARRAQ_BOOKS")
        .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/target/books").into(), PathBuf::from)
}
