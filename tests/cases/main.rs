//! The cases: folders with what is published and what must come of it. `tests/README.md` says how to add one.

#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod case;
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
    let cases = all_cases().into_iter().filter(Case::succeeds).collect::<Vec<_>>();
    println!("{} books", cases.len());
    each(&cases, |case| {
        let run = case.run();
        let (book, report) = run.done(&case.name);
        fidelity::check(&book, &report, case.folder())
    });
}

#[test]
fn the_article_and_every_document_of_the_corpus_keep_their_words() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut documents = Vec::new();
    for folder in ["content", "corpus"] {
        case::files_below(&shared.join(folder), &mut documents);
    }
    documents.retain(|path| !path.ends_with("corpus/README.md"));
    if documents.is_empty() {
        println!("LEFT OUT: there is no {}, so no document of it was judged", shared.display());
        return;
    }
    println!("{} documents of {}", documents.len(), shared.display());
    let cases = documents.iter().map(|path| Case::of_document(&shared, path)).collect::<Vec<_>>();
    each(&cases, |case| {
        let (book, report) = case.run().done(&case.name);
        fidelity::check(&book, &report, case.folder())
    });
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
