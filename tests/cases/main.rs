//! The cases: folders with what is published and what must come of it. `tests/README.md` says how to add one.

#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod case;
mod conformance;
mod explain;
mod fidelity;
mod golden;
mod oracle;

use std::panic;
use std::path::Path;

use case::{Case, all_cases};

/// Fewer cases than this means that the scan is broken.
const FEWEST: usize = 45;

#[test]
fn every_case_gives_what_its_golden_files_say() {
    let cases = all_cases();
    println!("{} cases", cases.len());
    assert!(cases.len() >= FEWEST, "only {} cases were found", cases.len());
    each(&cases, |case| {
        let run = case.run();
        golden::check(case, &run)
    });
}

#[test]
fn every_case_keeps_its_words() {
    // Articles of a collection have no file of their own to be compared with.
    let has_files = |case: &Case| !case.name.starts_with("collection/");
    let cases = all_cases().into_iter().filter(Case::succeeds).filter(has_files).collect::<Vec<_>>();
    println!("{} books", cases.len());
    each(&cases, |case| {
        let run = case.run();
        let (book, report) = run.done(&case.name);
        fidelity::check(&book, &report, case.folder())
    });
}

#[test]
fn the_article_and_every_document_of_the_corpus_keep_their_words() {
    let mut cases = conformance::corpus();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/content");
    let mut documents = Vec::new();
    case::files_below(&content, &mut documents);
    cases.extend(documents.iter().map(|path| Case::of_document(&content, path)));
    println!("{} documents", cases.len());
    each(&cases, |case| {
        let (book, report) = case.run().done(&case.name);
        fidelity::check(&book, &report, case.folder())
    });
}

/// What is left out of a web page stands in the report to the last word.
#[test]
fn every_web_page_accounts_for_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web_pages");
    let mut files = Vec::new();
    case::files_below(&root, &mut files);
    files.retain(|path| path.extension().is_some_and(|end| end == "html" || end == "htm" || end == "xhtml"));
    let cases = files.iter().map(|path| Case::of_document(&root, path)).collect::<Vec<_>>();
    each(&cases, |case| {
        let (book, report) = case.run().done(&case.name);
        fidelity::check(&book, &report, case.folder())
    });
}

/// What the finished books of the corpus show of their directions; `docs/conformance.md` is made here when asked.
#[test]
fn every_document_of_the_corpus_is_audited() {
    let cases = conformance::corpus();
    let mut rows = Vec::new();
    for case in &cases {
        let (book, _) = case.run().done(&case.name);
        rows.push(conformance::Row::of(&case.name, book));
    }
    print!("{}", conformance::table(&rows));
    conformance::write_when_asked(&rows);
    let failures = rows.iter().flat_map(conformance::Row::failures).collect::<Vec<_>>();
    assert!(failures.is_empty(), "{} faults:\n{}\n", failures.len(), failures.join("\n"));
}

#[test]
fn no_run_of_two_words_of_the_corpus_is_left_unisolated() {
    each(&conformance::corpus(), |case| {
        let (book, _) = case.run().done(&case.name);
        conformance::no_unisolated_run(&case.name, book)
    });
}

/// A judge that cannot fail proves nothing.
#[test]
fn the_audit_objects_to_runs_that_are_not_isolated() {
    conformance::selftest();
}

/// Judges every case, then fails with all that was wrong. Panics are caught: one broken case must not hide the others.
fn each(cases: &[Case], judge: impl Fn(&Case) -> Result<(), String>) {
    let mut failures = Vec::new();
    for case in cases {
        match panic::catch_unwind(panic::AssertUnwindSafe(|| judge(case))) {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => failures.push(format!("{}\n{failure}", case.name)),
            Err(_) => failures.push(format!("{}\n  panicked, see above", case.name)),
        }
    }
    assert!(failures.is_empty(), "{} of {} failed:\n\n{}\n", failures.len(), cases.len(), failures.join("\n\n"));
}
