//! The same article twice in one collection: by its address, or by its words.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use url::Url;

use super::inlines::plain_text;
use super::tree::{Block, Document};
use super::visit::{content, each_block};
use crate::publication::{Base, Code, Findings, Place, same_address};

/// Articles with fewer words than this are not taken for the same by their words: «to be continued» stands everywhere.
const FEWEST_WORDS: usize = 12;

/// Leaves out what is there already; the first of them stays.
pub(crate) fn leave_out_duplicates(documents: &mut [Option<Document>], findings: &mut Findings) {
    if documents.len() < 2 {
        return;
    }
    let mut by_address: HashMap<String, usize> = HashMap::new();
    let mut by_words: HashMap<u64, usize> = HashMap::new();
    for at in 0..documents.len() {
        // Pages of an old book stand in it as often as it wants them.
        let Some(document) = documents[at].as_ref().filter(|document| document.page.is_none()) else { continue };
        let addresses = document.metadata.source_url().as_ref().map(addresses_of).unwrap_or_default();
        let words = hash_of_words(document);
        let same_page = |first: &usize| {
            let first = documents.get(*first).and_then(Option::as_ref);
            first.is_some_and(|first| are_one_page(first, document))
        };
        let not_meant = |first: &usize| {
            let first = documents.get(*first).and_then(Option::as_ref);
            first.is_some_and(|first| !are_meant_twice(first, document))
        };
        let known = addresses.iter().filter_map(|address| by_address.get(address)).find(|first| same_page(first));
        let known = known.map(|first| (*first, "address"));
        let known =
            known.or_else(|| by_words.get(&words?).filter(|first| not_meant(first)).map(|first| (*first, "text")));
        let Some((first, what)) = known else {
            for address in addresses {
                by_address.entry(address).or_insert(at);
            }
            if let Some(words) = words {
                by_words.insert(words, at);
            }
            continue;
        };
        let earlier = documents.get(first).and_then(Option::as_ref);
        let earlier = earlier.map(|earlier| format!("«{}» ({})", earlier.title.text, earlier.file)).unwrap_or_default();
        let message = format!("«{}» was left out: it has the same {what} as {earlier}", document.title.text);
        findings.note(Code::DuplicateLeftOut, Place::new(&document.file, 0), message);
        documents[at] = None;
    }
}

/// What an article is found by again: its page, and its place in that page.
fn addresses_of(url: &Url) -> Vec<String> {
    let page = same_address(url);
    let place = url.fragment().map(|fragment| format!("{page}#{fragment}"));
    [page].into_iter().chain(place).collect()
}

/// Whether two articles that name one address are it both. The chapters of somebody's book may all name the page they were
/// taken from: files of one's own are the same page only where they have one title too.
fn are_one_page(a: &Document, b: &Document) -> bool {
    let from_web = |document: &Document| match document.base {
        Base::Web(_) => document.metadata.source_url(),
        _ => None,
    };
    // Places in a live page have addresses of their own, and some feeds name the front page for all they have.
    let other_place = |a: &Url, b: &Url| a.fragment().zip(b.fragment()).is_some_and(|(a, b)| a != b);
    let same_place = |a: Url, b: Url| !other_place(&a, &b) && (a.path() != "/" || a.query().is_some());
    a.title.text == b.title.text || from_web(a).zip(from_web(b)).is_some_and(|(a, b)| same_place(a, b))
}

/// Whether somebody gave one text two titles in files of their own: then both are meant.
fn are_meant_twice(a: &Document, b: &Document) -> bool {
    let own = |document: &Document| matches!(document.base, Base::Folder(_));
    own(a) && own(b) && a.title.text != b.title.text
}

/// A hash of the words in their order, without their signs; none for an article of a few words.
fn hash_of_words(document: &Document) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut count = 0;
    let mut see = |block: &Block| {
        for inlines in content(block) {
            for word in plain_text(inlines).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                word.hash(&mut hasher);
                count += 1;
            }
        }
    };
    each_block(&document.blocks, &mut see);
    document.notes.iter().for_each(|note| each_block(&note.blocks, &mut see));
    (count >= FEWEST_WORDS).then(|| hasher.finish())
}
