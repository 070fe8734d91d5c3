//! What is kept of web pages, measured in words against what their folders say must stay. `tests/README.md` describes the
//! folders. Pages in `web_pages/pages` were written by those who wrote the rules, those in `web_pages/fresh` were not.

#![cfg(feature = "cli")]

mod common;
#[path = "web_pages/measure.rs"]
mod measure;

use std::path::Path;

use measure::{Row, pages_of, table, write_when_asked};

/// What must be reached over all pages of a folder, in words.
const LEAST: f64 = 0.98;

#[test]
fn the_article_stays_and_the_clutter_goes() {
    let rows = measured("pages", 20);
    reached(&rows);
    write_when_asked("pages", &rows);
}

#[test]
fn the_same_holds_of_pages_that_the_rules_have_not_seen() {
    let rows = measured("fresh", 0);
    if rows.is_empty() {
        println!("!!!\n!!! LEFT OUT: there are no pages in tests/web_pages/fresh\n!!!");
        return;
    }
    reached(&rows);
    write_when_asked("fresh", &rows);
}

/// Pages by a second stranger, first measured when the rules had learnt from the others.
#[test]
fn the_same_holds_of_pages_by_a_second_stranger() {
    let rows = measured("second", 10);
    write_when_asked("second", &rows);
}

#[expect(clippy::print_stdout, reason = "a test says what it found")]
fn measured(folder: &str, fewest: usize) -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web_pages").join(folder);
    let rows = pages_of(&folder).iter().map(|page| Row::of(page)).collect::<Vec<_>>();
    assert!(rows.len() >= fewest, "only {} pages were found in {}", rows.len(), folder.display());
    print!("{}", table(&rows));
    for row in &rows {
        row.print_faults();
    }
    rows
}

fn reached(rows: &[Row]) {
    let (recall, precision) = measure::over_all(rows);
    assert!(recall >= LEAST, "recall is {recall:.4}");
    assert!(precision >= LEAST, "precision is {precision:.4}");
}
