//! From words to fonts: which font shows which part of a word, what every font lacks, and each font's characters and runs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_segmentation::UnicodeSegmentation;

use super::choice::FontId;
use super::file::FontFile;
use super::proof::Run;
use super::usage::{Key, Usage};

/// A font with both its styles; what is bold is shown by the regular one where there is no other.
pub(super) struct Styles {
    pub(super) regular: FontFile,
    pub(super) bold: Option<FontFile>,
}

/// What one file of a font has to show.
#[derive(Debug, Default)]
pub(super) struct Need {
    pub(super) characters: BTreeSet<char>,
    /// Primary tags of the languages it is chosen for: it keeps their alphabets.
    pub(super) languages: BTreeSet<Box<str>>,
    /// Those of languages in which it stands in for another font: it keeps what they use.
    pub(super) helps: BTreeSet<Box<str>>,
    pub(super) runs: BTreeSet<Run>,
    /// How many distinct words it has a part in.
    pub(super) words: usize,
}

/// A character that a font lacks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lack {
    pub(super) count: usize,
    /// The shipped font that shows it instead.
    pub(super) shown_by: Option<FontId>,
}

/// What a book needs of its fonts.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// By font, and whether bold.
    pub(super) files: BTreeMap<(FontId, bool), Need>,
    pub(super) lacks: BTreeMap<FontId, BTreeMap<char, Lack>>,
    pub(super) fallbacks: BTreeMap<FontId, BTreeSet<FontId>>,
}

/// Serves every word of a book. `shipped` is how many of the fonts, from the first, are ours: only those stand in for another.
pub(super) fn serve(fonts: &[Styles], shipped: usize, usage: &Usage) -> Needs {
    let mut needs = Needs::default();
    let mut keys = usage.words.keys().copied().collect::<Vec<_>>();
    keys.sort_unstable();
    for key in keys {
        let Some(language) = usage.languages.get(usize::from(key.language)) else { continue };
        let mut server = Server {
            fonts,
            shipped,
            key,
            language: language.primary().into(),
            known: HashMap::new(),
            needs: &mut needs,
        };
        let mut words = usage.words[&key].iter().collect::<Vec<_>>();
        words.sort_unstable();
        for (word, count) in words {
            server.word(word, *count);
        }
    }
    needs
}

struct Server<'a> {
    fonts: &'a [Styles],
    shipped: usize,
    key: Key,
    language: Box<str>,
    /// Which font shows a character: the chosen one, another, or none.
    known: HashMap<char, Option<FontId>>,
    needs: &'a mut Needs,
}

impl Server<'_> {
    fn word(&mut self, word: &str, count: usize) {
        let mut whole = true;
        for c in word.chars() {
            let shown_by = self.shown_by(c);
            if shown_by != Some(self.key.font) {
                whole = false;
                let lack = self.needs.lacks.entry(self.key.font).or_default().entry(c).or_default();
                lack.count += count;
                lack.shown_by = shown_by;
            }
        }
        if whole {
            return self.parts(word, self.key.font);
        }
        // A mark goes to the font that has it together with its letter.
        let mut parts: Vec<(Option<FontId>, String)> = Vec::new();
        for cluster in word.graphemes(true) {
            let font = self.shown_together(cluster);
            match parts.last_mut().filter(|(last, _)| *last == font) {
                Some((_, part)) => part.push_str(cluster),
                None => parts.push((font, cluster.to_owned())),
            }
        }
        for (font, part) in parts {
            if let Some(font) = font {
                if font != self.key.font {
                    self.needs.fallbacks.entry(self.key.font).or_default().insert(font);
                }
                self.parts(&part, font);
                continue;
            }
            // No font has them together; what the chosen one has of them it shows.
            let own = part.chars().filter(|c| self.has(self.key.font, *c)).collect::<String>();
            if own.chars().any(|c| !is_ignorable(c)) {
                self.parts(&own, self.key.font);
            }
        }
    }

    fn shown_together(&mut self, cluster: &str) -> Option<FontId> {
        let chosen = self.key.font;
        if cluster.chars().all(|c| self.shown_by(c) == Some(chosen)) {
            return Some(chosen);
        }
        let mut others = (0..self.shipped).filter_map(|at| u16::try_from(at).ok()).map(FontId);
        others.find(|font| cluster.chars().any(is_rtl) && cluster.chars().all(|c| self.has(*font, c)))
    }

    fn shown_by(&mut self, c: char) -> Option<FontId> {
        if let Some(known) = self.known.get(&c) {
            return *known;
        }
        let chosen = self.key.font;
        let font = if is_ignorable(c) || self.has(chosen, c) {
            Some(chosen)
        } else {
            // What is not of a right-to-left script, every reader has a font for.
            let mut others = (0..self.shipped).filter_map(|at| u16::try_from(at).ok()).map(FontId);
            others.find(|font| is_rtl(c) && self.has(*font, c))
        };
        self.known.insert(c, font);
        font
    }

    fn has(&self, font: FontId, c: char) -> bool {
        let has = |styles: &Styles| match &styles.bold {
            Some(bold) if self.key.bold => bold.has(c),
            _ => styles.regular.has(c),
        };
        is_ignorable(c) || self.fonts.get(usize::from(font.0)).is_some_and(has)
    }

    /// Gives a font its part of a word, cut where the script changes, as engines cut it.
    fn parts(&mut self, text: &str, font: FontId) {
        let bold = self.key.bold && self.fonts.get(usize::from(font.0)).is_some_and(|styles| styles.bold.is_some());
        let need = self.needs.files.entry((font, bold)).or_default();
        need.characters.extend(text.chars());
        need.words += 1;
        let languages = if font == self.key.font { &mut need.languages } else { &mut need.helps };
        if !languages.contains(&self.language) {
            languages.insert(self.language.clone());
        }
        let mut start = 0;
        let mut script = None;
        for (at, c) in text.char_indices() {
            let of = script_of(c);
            if of.is_some() && script.is_some() && of != script {
                need.runs.insert(Run { language: self.language.clone(), text: text[start..at].into() });
                start = at;
            }
            script = of.or(script);
        }
        need.runs.insert(Run { language: self.language.clone(), text: text[start..].into() });
    }
}

/// Characters without a shape, which every font shows by showing nothing.
fn is_ignorable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
        || c.is_whitespace()
}

/// Whether a character belongs to a script that is written from right to left.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A number for what engines shape together; none for what goes with either side.
fn script_of(c: char) -> Option<u8> {
    match c {
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Some(1),
        '\u{60C}'
        | '\u{61B}'
        | '\u{61F}'
        | '\u{640}'
        | '\u{64B}'..='\u{655}'
        | '\u{660}'..='\u{66C}'
        | '\u{670}'
        | '\u{6D4}'
        | '\u{6F0}'..='\u{6F9}' => None,
        c if is_rtl(c) => Some(2),
        c if c.is_alphabetic() => Some(3),
        _ => None,
    }
}
