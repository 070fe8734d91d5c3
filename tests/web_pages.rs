//! What is kept of web pages, measured in words against what their folders say must stay. `tests/README.md` describes the
//! folders. Pages in `web_pages/pages` were written by those who wrote the rules; those in `web_pages/fresh` by a stranger, and
//! the rules learnt from what they showed; those in `web_pages/second` by a second stranger, and since they were first measured
//! the rules have learnt from them too. `docs/conformance.md` says what each set was when no rule had seen it.

#![cfg(feature = "cli")]

mod common;
#[path = "web_pages/measure.rs"]
mod measure;

use std::path::Path;

use measure::{Row, pages_of, table, write_when_asked};

/// What must be reached over all pages, in words.
const LEAST: f64 = 0.98;

/// What the pages by others reach, in recall and precision, less a hundredth.
const BY_OTHERS: (f64, f64) = (0.99, 0.987);

#[test]
fn the_article_stays_and_the_clutter_goes() {
    let pages = measured("pages", 20);
    let fresh = measured("fresh", 10);
    write_when_asked("pages", &pages);
    write_when_asked("fresh", &fresh);
    let second = measured("second", 10);
    write_when_asked("second", &second);
    let third = measured("third", 10);
    write_when_asked("third", &third);
    reached("pages by a stranger", &fresh, BY_OTHERS);
    reached("pages by a second stranger", &second, BY_OTHERS);
    let all = pages.into_iter().chain(fresh).chain(second).chain(third).collect::<Vec<_>>();
    reached("all pages", &all, (LEAST, LEAST));
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

fn reached(what: &str, rows: &[Row], least: (f64, f64)) {
    let (recall, precision) = measure::over_all(rows);
    assert!(recall >= least.0, "{what}: recall is {recall:.4}");
    assert!(precision >= least.1, "{what}: precision is {precision:.4}");
}
