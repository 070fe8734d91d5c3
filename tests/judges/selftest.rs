//! Are the judges awake? Each must approve of three good books and name what is wrong with broken ones.
//!
//! A judge that cannot fail proves nothing, and one breaks easily: by an update, a wrong class path, a reader that
//! repairs what it reads. `samples.mjs` makes the books, each broken one with a single fault.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::judge::Judge;

#[test]
#[ignore = "needs EPUBCheck; run scripts/test.sh"]
fn epubcheck_sees_what_breaks_the_standard() {
    sees(
        Judge::EpubCheck,
        &[
            ("ill-formed", "FATAL RSC-016"),
            ("missing-image", "ERROR RSC-007"),
            ("remote-image", "ERROR RSC-006"),
            ("bad-css", "ERROR CSS-008"),
        ],
    );
}

#[test]
#[ignore = "needs Ace and Chromium; run scripts/test.sh"]
fn ace_sees_what_shuts_readers_out() {
    sees(Judge::Ace, &[("no-alternative", "critical image-alt"), ("ill-formed", "ParseError")]);
}

/// What both readers must see.
const READERS: [(&str, &str); 11] = [
    ("no-progression", "ArrowLeft does not go forward"),
    ("no-dir", "html has dir missing"),
    ("wrong-direction", "ArrowLeft does not go forward"),
    ("ill-formed", "chapter-1.xhtml is ill-formed"),
    ("missing-image", "broken image"),
    ("remote-image", "https://example.com/"),
    ("hidden-text", "no word of its text is to be seen"),
    ("font-damaged", "font Amiri Regular is error"),
    ("font-another", "in the whole font"),
    ("font-misspelt", "is drawn by"),
    ("font-unused", "is unloaded"),
];

#[test]
#[ignore = "needs foliate-js and Chromium; run scripts/test.sh"]
fn foliate_sees_what_readers_see() {
    sees(Judge::Foliate, &READERS);
}

#[test]
#[ignore = "needs epub.js and Chromium; run scripts/test.sh"]
fn epubjs_sees_what_readers_see() {
    sees(Judge::EpubJs, &READERS);
}

#[test]
#[ignore = "needs mutool; run scripts/test.sh"]
fn mutool_sees_text_set_from_the_wrong_side() {
    sees(
        Judge::Mutool,
        &[
            ("no-dir", "lines are set from its side"),
            ("wrong-direction", "lines are set from its side"),
            ("hidden-text", "is blank"),
            ("replacement-character", "U+FFFD"),
            ("ill-formed", "syntax error in XHTML"),
            ("bad-css", "css syntax error"),
            ("font-misspelt", "not in Amiri"),
            ("detached-letters", "letters do not join"),
        ],
    );
}

/// `judge` approves of the good books, and in each broken one names the fault with these words.
fn sees(judge: Judge, faults: &[(&str, &str)]) {
    // a folder for each judge: the tests run at the same time
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges-out/samples").join(judge.name());
    let made = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/samples.mjs"))
        .arg(&folder)
        .status()
        .unwrap_or_else(|error| panic!("node does not start: {error}"));
    assert!(made.success(), "samples.mjs: {made}");

    let sample = |name: &str| folder.join(name).with_extension("epub");
    let expected: BTreeMap<_, _> = faults.iter().map(|(fault, words)| (sample(fault), words)).collect();
    judge.approves(&["good-arabic", "good-english", "good-fonts"].map(sample));
    let verdicts = judge.verdicts(&expected.keys().cloned().collect::<Vec<_>>());
    for (book, words) in expected {
        let found = &verdicts[&book];
        assert!(
            found.iter().any(|problem| problem.contains(words)),
            "{judge:?} does not say «{words}» about {}, only {found:?}",
            book.display()
        );
    }
}
