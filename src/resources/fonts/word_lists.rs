//! The proof over whole word lists, for those who have some: `scripts/word-lists.sh` makes them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::alphabet::alphabet;
use super::catalogue::{family_for, shipped};
use super::file::FontFile;
use super::proof::{Proof, Run};
use super::subset::{FLAGS, subset};
use crate::publication::Language;

/// Every word of every list, in both styles of its language's family.
#[test]
#[ignore = "needs the folder or file that WARRAQ_WORDS names"]
#[expect(clippy::disallowed_methods, reason = "no book is made of the variable: it says where the words are")]
fn shaping_over_word_lists() {
    let place =
        PathBuf::from(std::env::var_os("WARRAQ_WORDS").expect("WARRAQ_WORDS names a folder of `ar.txt`, `fa.txt` …"));
    let mut lists = if place.is_dir() {
        std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()).collect()
    } else {
        vec![place]
    };
    lists.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    lists.sort();
    assert!(!lists.is_empty());
    let mut failures = Vec::new();
    for path in lists {
        let language = path.file_stem().unwrap().to_str().unwrap().parse::<Language>().unwrap();
        let family = family_for(&language).unwrap();
        let family = shipped().iter().find(|shipped| shipped.name == family).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let words = text.split_whitespace().collect::<BTreeSet<_>>();
        for (style, bytes) in [("regular", family.regular), ("bold", family.bold)] {
            let file = FontFile::shipped(bytes).unwrap();
            let characters =
                alphabet(language.primary()).into_iter().chain(text.chars()).filter(|c| file.has(*c)).collect();
            let subset = subset(&file.bytes, &characters, &FLAGS).unwrap();
            let size = subset.len();
            let mut proof = Proof::new(file.font.clone(), subset).unwrap();
            let run = |word: &str| Run { language: language.primary().into(), text: word.into() };
            let wrong = words.iter().filter(|word| !proof.holds(&run(word))).collect::<Vec<_>>();
            println!(
                "{language}: {} {style}: {} words, {} otherwise, {size} bytes",
                family.name,
                words.len(),
                wrong.len()
            );
            failures.extend(wrong.into_iter().map(|word| format!("{} {style}: {word}", family.name)));
        }
    }
    assert!(failures.is_empty(), "{} words: {:?}", failures.len(), &failures[..failures.len().min(20)]);
}
