//! The order of a book: articles and parts, as they are put together and as articles are left out.

use std::collections::HashMap;

use crate::publication::{has_words, one_line};

/// An article or a part of the book.
#[derive(Debug)]
pub enum OutlineEntry {
    /// An article, by its place in [`Collection::sources`](super::Collection::sources).
    Article(usize),
    /// A part: a sub-folder with its own title.
    Part {
        /// The part's title.
        title: String,
        /// What is in it.
        entries: Vec<OutlineEntry>,
    },
}

/// The outline as it grows: articles of one section stand in one part, where its first one stands.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) entries: Vec<OutlineEntry>,
    sections: HashMap<String, usize>,
}

impl Outline {
    pub(super) fn push(&mut self, entry: OutlineEntry, section: Option<String>) {
        let title = section.map(|section| one_line(&section, |_| ())).filter(|section| has_words(section));
        let Some(title) = title else { return self.entries.push(entry) };
        let next = self.entries.len();
        let at = *self.sections.entry(title.clone()).or_insert(next);
        match self.entries.get_mut(at) {
            Some(OutlineEntry::Part { entries, .. }) => entries.push(entry),
            _ => self.entries.push(OutlineEntry::Part { title, entries: vec![entry] }),
        }
    }
}

/// Takes out the articles that are gone, and numbers the others anew in the outline; a part without articles goes too.
pub(crate) fn without_gaps<T>(articles: Vec<Option<T>>, outline: &mut Vec<OutlineEntry>) -> Vec<T> {
    if articles.iter().any(Option::is_none) {
        let mut next = 0;
        let numbers = articles.iter().map(|article| {
            let number = article.as_ref().map(|_| next);
            next += usize::from(number.is_some());
            number
        });
        renumber(outline, &numbers.collect::<Vec<_>>());
    }
    articles.into_iter().flatten().collect()
}

fn renumber(outline: &mut Vec<OutlineEntry>, numbers: &[Option<usize>]) {
    outline.retain_mut(|entry| match entry {
        OutlineEntry::Article(number) => match numbers.get(*number).copied().flatten() {
            Some(new) => {
                *number = new;
                true
            }
            None => false,
        },
        OutlineEntry::Part { entries, .. } => {
            renumber(entries, numbers);
            !entries.is_empty()
        }
    });
}
