//! Brackets and quotation marks, each with its partner.

use super::glyphs::{Glyph, Kind};

/// The partner of each glyph of a line, by index; a glyph without one is its own.
#[derive(Debug)]
pub(super) struct Pairs(Vec<u32>);

/// More open signs than this are no text that anybody reads.
const DEEPEST: usize = 64;

impl Pairs {
    /// Matches the signs of a line. Straight quotation marks open and close by turns, unless they stand inside a word.
    pub(super) fn of(line: &[Glyph]) -> Self {
        let mut partner = (0..line.len()).map(|at| at as u32).collect::<Vec<_>>();
        let mut open: Vec<usize> = Vec::new();
        for at in 0..line.len() {
            let glyph = line[at];
            if glyph.kind != Kind::Sign {
                continue;
            }
            if glyph.c == '"' && is_inside_word(line, at) {
                continue;
            }
            if glyph.c == '\'' && !is_single_quote(line, at, &open) {
                continue;
            }
            if let Some(place) = open.iter().rposition(|opened| closes(line[*opened].c, glyph.c)) {
                let opened = open[place];
                partner[opened] = at as u32;
                partner[at] = opened as u32;
                open.truncate(place);
            } else if open.len() < DEEPEST && opens(line, at) {
                open.push(at);
            }
        }
        Self(partner)
    }

    /// The partner of the sign at `at`, if it has one.
    pub(super) fn partner(&self, at: usize) -> Option<usize> {
        let partner = self.0[at] as usize;
        (partner != at).then_some(partner)
    }
}

/// Whether a quotation mark is a letter's sign: gershayim in a Hebrew abbreviation, inches.
fn is_inside_word(line: &[Glyph], at: usize) -> bool {
    let letter = |glyph: &Glyph| matches!(glyph.kind, Kind::Base | Kind::Opposite);
    let before = at.checked_sub(1).map(|before| line[before]);
    let after = line.get(at + 1);
    let inches = before.is_some_and(|glyph| matches!(glyph.kind, Kind::Digit)) && !after.is_some_and(letter);
    let gershayim = before.is_some_and(|glyph| letter(&glyph)) && after.is_some_and(letter);
    gershayim || (inches && !opened_before(line, at))
}

/// Whether a straight single mark quotes rather than stands for a letter (`Reader's`, `dogs'`): it opens before a word, and
/// closes behind one when another is open.
fn is_single_quote(line: &[Glyph], at: usize, open: &[usize]) -> bool {
    let parts = |glyph: Option<&Glyph>| glyph.is_none_or(|glyph| matches!(glyph.kind, Kind::Space | Kind::Sign));
    let (before, after) = (at.checked_sub(1).map(|before| &line[before]), line.get(at + 1));
    match open.iter().any(|opened| line[*opened].c == '\'') {
        true => !before.is_none_or(|glyph| glyph.kind == Kind::Space) && parts(after),
        false => parts(before) && after.is_some_and(|glyph| matches!(glyph.kind, Kind::Base | Kind::Opposite)),
    }
}

/// Whether an odd number of straight quotation marks stands before.
fn opened_before(line: &[Glyph], at: usize) -> bool {
    line[..at].iter().rev().take(200).filter(|glyph| glyph.c == '"').count() % 2 == 1
}

/// Whether a sign opens a pair. Urdu and Arabic also write ”…“, where the first mark opens.
fn opens(line: &[Glyph], at: usize) -> bool {
    match line[at].c {
        '”' => {
            let before = at.checked_sub(1).map(|before| line[before].kind);
            let after = line.get(at + 1).map(|glyph| glyph.kind);
            matches!(before, None | Some(Kind::Space)) && !matches!(after, None | Some(Kind::Space))
        }
        c => "([{«‹“‘„\"'⟨﴿〈《「『".contains(c),
    }
}

/// Whether a sign closes what the other opened.
fn closes(opener: char, c: char) -> bool {
    match opener {
        '(' => c == ')',
        '[' => c == ']',
        '{' => c == '}',
        '«' => c == '»',
        '‹' => c == '›',
        '“' => c == '”',
        '”' => c == '“',
        '„' => matches!(c, '“' | '”'),
        '‘' => c == '’',
        '"' => c == '"',
        '\'' => c == '\'',
        '⟨' => c == '⟩',
        // The ornate ones open at the right: U+FD3F is the opening one.
        '﴿' => c == '﴾',
        '〈' => c == '〉',
        '《' => c == '》',
        '「' => c == '」',
        '『' => c == '』',
        _ => false,
    }
}
