//! Which family has which letters of a text; what none has is left out by whole words, since half a word deceives.

use std::ops::Range;

use cosmic_text::Weight;
use cosmic_text::skrifa::charmap::Charmap;
use cosmic_text::skrifa::{FontRef, MetadataProvider};
use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

use super::faces;
use crate::publication::FontFamily;

/// Forbids a line to end where it stands; nobody sees it.
const WORD_JOINER: &str = "\u{2060}";

/// A text whose every letter can be drawn.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// The text.
    pub(super) text: String,
    /// Pieces of it in order, each with the family it is set in.
    pub(super) pieces: Vec<(Range<usize>, FontFamily)>,
    /// The letters that no family has, as far as they stood in the text.
    pub(super) missing: Vec<char>,
    /// How many of the letters and digits could be kept, of all.
    pub(super) kept: (usize, usize),
}

impl Letters {
    /// Chooses a family for every letter, in the order given.
    pub(super) fn of(text: &str, order: [FontFamily; 4], weight: Weight) -> Self {
        let text = ComposingNormalizerBorrowed::new_nfc().normalize(text);
        let mut fonts = Fonts { order, weight, charmaps: [const { None }; 4] };
        let mut letters = Self::default();
        for word in text.split_whitespace() {
            letters.word(word, &mut fonts);
        }
        letters
    }

    fn word(&mut self, word: &str, fonts: &mut Fonts) {
        let mut pieces = Vec::new();
        let mut broken = false;
        let count = word.chars().filter(|c| c.is_alphanumeric()).count();
        self.kept.1 += count;
        for cluster in word.graphemes(true) {
            let before = pieces.last().map(|(_, family)| *family);
            match fonts.family(cluster, before) {
                Some(family) => pieces.push((cluster, family)),
                None => {
                    self.missing
                        .extend(cluster.chars().filter(|c| fonts.family(c.encode_utf8(&mut [0; 4]), None).is_none()));
                    // A symbol (an emoji) can go alone, a letter takes its word with it.
                    broken |= cluster.chars().any(char::is_alphanumeric);
                }
            }
        }
        if broken || !pieces.iter().any(|(cluster, _)| cluster.chars().any(|c| !is_ignorable(c))) {
            return;
        }
        self.kept.0 += count;
        if !self.text.is_empty() {
            self.push(" ", None);
        }
        let last = pieces.len() - 1;
        for (at, (cluster, family)) in pieces.into_iter().enumerate() {
            self.push(cluster, Some(family));
            // «1950–2000» and «Moby-Dick» stay in one line.
            if at < last && cluster.chars().any(|c| matches!(c, '-' | '–' | '—' | '/' | '־')) {
                self.push(WORD_JOINER, Some(family));
            }
        }
    }

    /// A space goes with what is before it.
    fn push(&mut self, text: &str, family: Option<FontFamily>) {
        let from = self.text.len();
        self.text.push_str(text);
        match (self.pieces.last_mut(), family) {
            (Some((range, last)), family) if family.is_none_or(|family| family == *last) => range.end = self.text.len(),
            (_, Some(family)) => self.pieces.push((from..self.text.len(), family)),
            (_, None) => {}
        }
    }
}

/// The families with their tables of letters, each read when it is first asked.
struct Fonts {
    order: [FontFamily; 4],
    weight: Weight,
    charmaps: [Option<Charmap<'static>>; 4],
}

impl Fonts {
    /// The first family that has all of a cluster; the one before it, where that has it too, so that a word is of one hand.
    fn family(&mut self, cluster: &str, before: Option<FontFamily>) -> Option<FontFamily> {
        let order = self.order;
        before.into_iter().chain(order).find(|family| {
            let mut characters = cluster.chars();
            characters.all(|c| is_ignorable(c) || self.has(*family, c))
        })
    }

    fn has(&mut self, family: FontFamily, c: char) -> bool {
        let Some(at) = self.order.iter().position(|other| *other == family) else { return false };
        let charmap = &mut self.charmaps[at];
        if charmap.is_none() {
            *charmap = FontRef::new(faces::file(family, self.weight)).ok().map(|font| font.charmap());
        }
        charmap.as_ref().is_some_and(|charmap| charmap.map(c).is_some())
    }
}

/// What nobody sees: joiners, marks of direction, isolates, selectors of variants.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, tag: &str) -> Letters {
        Letters::of(text, faces::order(&tag.parse().unwrap()), Weight::BOLD)
    }

    #[test]
    fn a_word_that_cannot_be_drawn_is_left_out_whole() {
        let rows = [
            ("تعلّم لغة C++ في 24 ساعة", "تعلّم لغة C++ في 24 ساعة", ""),
            ("كتاب 📚 جديد", "كتاب جديد", "📚"),
            ("تعلم 你好 اليوم", "تعلم اليوم", "你好"),
            ("ܐܪܡܝܐ", "", "ܐܪܡܝܐ"),
            ("مي\u{200C}خواهم", "مي\u{200C}خواهم", ""),
        ];
        for (text, drawn, missing) in rows {
            let letters = letters(text, "ar");
            assert_eq!(letters.text, ComposingNormalizerBorrowed::new_nfc().normalize(drawn), "{text}");
            assert_eq!(letters.missing.iter().collect::<String>(), missing, "{text}");
        }
    }

    #[test]
    fn families_follow_the_language_and_then_the_letters() {
        let families = |text, tag| letters(text, tag).pieces.into_iter().map(|(_, family)| family).collect::<Vec<_>>();
        assert_eq!(families("کتاب", "ur"), [FontFamily::NotoNastaliqUrdu]);
        assert_eq!(families("کتاب", "fa"), [FontFamily::Vazirmatn]);
        assert_eq!(families("ספר טוב", "he"), [FontFamily::NotoSerifHebrew]);
        assert_eq!(families("كتاب עברית", "ar"), [FontFamily::Amiri, FontFamily::NotoSerifHebrew]);
        assert_eq!(families("A book", "en"), [FontFamily::Amiri]);
    }
}
