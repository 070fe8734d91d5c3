//! The phrases of `phrases.txt`.

use std::collections::HashMap;

use crate::document::debris::folded;

/// What a phrase is, and so what must agree with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phrase {
    /// With links.
    Links,
    /// Alone, or with links.
    Share,
    /// Alone.
    Label,
    /// At the beginning, with a figure.
    Stamp,
    /// At the beginning of a short block.
    Notice,
    /// In a link, before other links: the way to the page.
    Home,
    /// On a link or button that ends a short block: a call to subscribe, to join, to install.
    Call,
    /// A heading, with a count: what readers say.
    Talk,
    /// A heading over links that belong to the article: its sources.
    Sources,
}

/// All phrases, folded.
pub(super) struct Phrases(HashMap<String, Phrase>);

impl Phrases {
    pub(super) fn read() -> Self {
        let mut phrases = HashMap::new();
        for line in include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t').skip(1);
            let (Some(kind), Some(phrase)) = (fields.next(), fields.next()) else { continue };
            let kind = match kind {
                "links" => Phrase::Links,
                "share" => Phrase::Share,
                "label" => Phrase::Label,
                "notice" => Phrase::Notice,
                "home" => Phrase::Home,
                "call" => Phrase::Call,
                "talk" => Phrase::Talk,
                "sources" => Phrase::Sources,
                _ => Phrase::Stamp,
            };
            phrases.entry(bare(phrase)).or_insert(kind);
        }
        Self(phrases)
    }

    pub(super) fn get(&self, text: &str) -> Option<Phrase> {
        let (start, whole) = start(text);
        whole.then(|| self.0.get(&bare(&start)).copied())?
    }

    /// What the first words of a text are, and how many they are.
    pub(super) fn beginning(&self, text: &str) -> Option<(Phrase, usize)> {
        let bare = bare(&start(text).0);
        let words = bare.split(' ').collect::<Vec<_>>();
        (1..=words.len().min(6))
            .rev()
            .find_map(|length| self.0.get(&words[..length].join(" ")).map(|phrase| (*phrase, length)))
    }
}

/// The first words of a text, more than any phrase has, and whether they are all.
fn start(text: &str) -> (String, bool) {
    const MOST: usize = 24;
    let mut words = text.split_whitespace();
    let mut start = String::new();
    for word in words.by_ref().take(MOST) {
        if word.len() > 200 {
            return (start, false);
        }
        start.push_str(word);
        start.push(' ');
    }
    (start, words.next().is_none())
}

/// A text as phrases are compared: no vowel marks, no signs around or between its words.
pub(super) fn bare(text: &str) -> String {
    let no_marks = text.replace(|c: char| matches!(c, '\u{64B}'..='\u{652}' | '\u{670}'), "");
    let signs = |c: char| {
        matches!(
            c,
            ':' | '.'
                | '…'
                | '|'
                | '-'
                | '–'
                | '—'
                | '•'
                | '>'
                | '<'
                | '»'
                | '«'
                | '←'
                | '→'
                | '↓'
                | '/'
                | '!'
                | '؟'
                | '?'
                | '،'
                | ','
                | '('
                | ')'
                | '['
                | ']'
                | '*'
                | '#'
                | '▪'
                | '■'
                | '◀'
                | '▶'
                | '›'
                | '‹'
                | '·'
                | '+'
                | '"'
                | '“'
                | '”'
        )
    };
    folded(&no_marks.replace(signs, " "))
}
