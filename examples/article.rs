//! One article, from a string to the bytes of a book:
//!
//! ```sh
//! cargo run --example article > article.epub
//! ```
//!
//! The book goes to standard output, what there is to say about it to standard error.

#![allow(clippy::print_stderr, reason = "an example talks to whoever runs it; the library never prints")]

use std::error::Error;
use std::io::{self, Cursor, Write};

use warraq::{Input, Publication, Report};

/// Front matter says what the text itself cannot. Leave it out, and language, direction and title are still found.
const ARTICLE: &str = "\
---
author: طه حسين
source: https://example.org/articles/reading
---
# في القراءة

القراءة صحبة[^1] لا تنقطع، والكتاب الجيد يقرأ مرتين.

[^1]: وخير جليس في الزمان كتاب.
";

fn main() -> Result<(), Box<dyn Error>> {
    let (bytes, report) = book_of(ARTICLE)?;
    eprintln!("{} ({}, {}), {} bytes", report.title, report.language.value, report.direction.value, bytes.len());
    for finding in &report.findings {
        eprintln!("{}: {}", finding.code, finding.message);
    }
    io::stdout().write_all(&bytes)?;
    Ok(())
}

/// Makes the book in memory. Whatever can seek will do as well: a file, or a temporary one.
fn book_of(article: &str) -> Result<(Vec<u8>, Report), warraq::Error> {
    let mut book = Cursor::new(Vec::new());
    let report = Publication::new().input(Input::markdown(article)).write(&mut book)?;
    Ok((book.into_inner(), report))
}
