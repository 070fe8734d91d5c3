//! The fonts of a book as resources: each file subset to what its languages and its text need, and proved; or whole where
//! that cannot be.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use uuid::Uuid;

use super::alphabet::alphabet;
use super::cache::{FontCache, Kept};
use super::file::FontFile;
use super::proof::{Proof, Run};
use super::serve::Need;
use super::subset::{FLAGS, subset};

/// A font file as it goes into the book.
pub(super) struct Embedded {
    pub(super) bytes: Vec<u8>,
    /// Why it is whole, where it is.
    pub(super) whole: Option<Whole>,
}

pub(super) enum Whole {
    /// It is of a kind that is not subset.
    Kind(&'static str),
    /// The subset could not be made.
    Failed,
    /// A subset shaped this word otherwise.
    Differs(Box<str>),
}

/// Makes the file of a font for what is needed of it.
pub(super) fn embed(file: &FontFile, need: &Need, cache: &FontCache) -> Embedded {
    if let Some(reason) = file.whole {
        return Embedded { bytes: file.bytes.to_vec(), whole: Some(Whole::Kind(reason)) };
    }
    let characters = characters(file, need);
    let key = key(file, &characters);
    let known = cache.get(key);
    let is_new = known.is_none();
    let kept = known.or_else(|| Some(Kept { subset: Arc::new(make(file, &characters)?), ..Kept::default() }));
    let Some(mut kept) = kept else {
        return Embedded { bytes: file.bytes.to_vec(), whole: Some(Whole::Failed) };
    };
    match prove(file, &mut kept, &need.runs) {
        Ok(more) => {
            let bytes = kept.subset.to_vec();
            if more || is_new {
                cache.put(key, kept, is_new);
            }
            Embedded { bytes, whole: None }
        }
        Err(word) => Embedded { bytes: file.bytes.to_vec(), whole: Some(Whole::Differs(word)) },
    }
}

/// The subset. A damaged font of somebody's own may bring the subsetter to a panic: then it goes in whole, as it came.
fn make(file: &FontFile, characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let bytes: &[u8] = &file.bytes;
    std::panic::catch_unwind(|| subset(bytes, characters, &FLAGS)).ok().flatten()
}

/// The alphabets of its languages and what the book uses beyond them, as far as the font has them; spaces and the dotted
/// circle in any case.
fn characters(file: &FontFile, need: &Need) -> BTreeSet<char> {
    let alphabets = need.languages.iter().flat_map(|language| alphabet(language));
    let used = need.characters.iter().copied().chain([' ', '\u{A0}', '\u{25CC}']);
    let mut characters = alphabets.chain(used).collect::<BTreeSet<_>>();
    characters.retain(|c| file.has(*c));
    characters
}

/// Another release of ours may make other subsets: it does not take over what this one kept.
fn key(file: &FontFile, characters: &BTreeSet<char>) -> Uuid {
    let release = concat!(env!("CARGO_PKG_VERSION"), " skera 0.9.0 ").chars();
    let text = release.chain(characters.iter().copied()).collect::<String>();
    Uuid::new_v5(&file.identity, text.as_bytes())
}

/// Proves what is not proved yet; whether there was anything, or the word that is shaped otherwise.
fn prove(file: &FontFile, kept: &mut Kept, runs: &BTreeSet<Run>) -> Result<bool, Box<str>> {
    let mut proof = None;
    let mut more = false;
    for run in runs {
        let hash = hash(run);
        if kept.proved.contains(&hash) {
            continue;
        }
        more = true;
        let proof = match &mut proof {
            Some(proof) => proof,
            None => proof.insert(Proof::new(file.font.clone(), kept.subset.to_vec()).ok_or_else(|| run.text.clone())?),
        };
        if !proof.holds(run) {
            return Err(run.text.clone());
        }
        kept.proved.insert(hash);
    }
    Ok(more)
}

/// The same in every process; a cache of another release of Rust's library would only be of no use.
fn hash(run: &Run) -> u64 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::shipped;
    use super::*;

    fn need(language: &str, words: &[&str]) -> Need {
        Need {
            characters: words.iter().flat_map(|word| word.chars()).collect(),
            languages: BTreeSet::from([language.into()]),
            helps: BTreeSet::new(),
            runs: words.iter().map(|word| Run { language: language.into(), text: (*word).into() }).collect(),
            words: words.len(),
        }
    }

    fn amiri() -> FontFile {
        FontFile::shipped(shipped()[0].regular).unwrap()
    }

    #[test]
    fn books_of_a_language_share_a_subset_and_the_cache_changes_no_byte() {
        let cache = FontCache::in_memory();
        let first = embed(&amiri(), &need("ar", &["هدنة", "حلب"]), &cache);
        let second = embed(&amiri(), &need("ar", &["السلام"]), &cache);
        let without = embed(&amiri(), &need("ar", &["السلام"]), &FontCache::off());
        assert!(first.bytes == second.bytes && second.bytes == without.bytes && first.whole.is_none());
        assert!(first.bytes.len() < 130_000, "{}", first.bytes.len());
        let other = embed(&amiri(), &need("ar", &["ڇ"]), &cache);
        assert!(other.bytes != first.bytes);
    }

    /// The subset in the cache stands for one that was made wrong.
    #[test]
    fn a_wrong_subset_is_not_embedded() {
        let cache = FontCache::in_memory();
        let need = need("ar", &["هدنة"]);
        let characters = characters(&amiri(), &need);
        let wrong = subset(&amiri().bytes, &characters, &[skera::SubsetFlags::SUBSET_FLAGS_NO_LAYOUT_CLOSURE]).unwrap();
        let kept = Kept { subset: Arc::new(wrong), ..Kept::default() };
        cache.put(key(&amiri(), &characters), kept, true);
        let embedded = embed(&amiri(), &need, &cache);
        assert!(matches!(embedded.whole, Some(Whole::Differs(word)) if &*word == "هدنة"));
        assert_eq!(embedded.bytes, &*amiri().bytes);
    }
}
