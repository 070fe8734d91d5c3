//! The signs at the ends of a run: which are its own, and which are the sentence's.
//!
//! A bracket or a quotation mark belongs to the run when its partner stands inside (`f(x)`, a title quoted within an
//! English phrase), and to the sentence when it encloses the run or more. Punctuation that ends or parts sentences is the
//! sentence's, but for abbreviations (`U.S.`) and the few names that are written with it (`Yahoo!`). Every other sign that
//! touches the run is the run's (`C++`, `.NET`, `#tag`, `100%`, `/usr/`), unless it joins the run to a word of the
//! sentence (`ב-Google`, `API/واجهة`).

use std::ops::Range;

use super::glyphs::{Glyph, Kind};
use super::numbers::{continues, word_after};
use super::pairs::Pairs;

/// Names that are written with an exclamation mark.
const EXCLAIMED: [&str; 8] = ["Yahoo", "Joomla", "Kahoot", "Jeopardy", "Yum", "Wham", "E", "Oliver"];
/// Abbreviations whose full stop says nothing about the sentence when a word of the sentence follows.
const ABBREVIATED: [&str; 16] =
    ["Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "etc", "al", "vs", "No", "Vol", "pp", "Dr", "Mr", "Prof", "St"];

/// The run with the signs that are its own.
pub(super) fn with_signs(line: &[Glyph], pairs: &Pairs, run: Range<usize>) -> Range<usize> {
    let end = end_of(line, pairs, &run);
    start_of(line, pairs, run.start..end)..end
}

fn end_of(line: &[Glyph], pairs: &Pairs, run: &Range<usize>) -> usize {
    // What is surely the run's, and how far signs reach of which the next character decides.
    let (mut own, mut at) = (run.end, run.end);
    while let Some(glyph) = line.get(at) {
        match glyph.kind {
            Kind::Mark if own == at && is_combining(glyph.c) => own = at + 1,
            // Within a symbol of several characters, such as a family of emoji.
            Kind::Mark if at > own => {}
            Kind::Sign => match pairs.partner(at) {
                Some(partner) if run.start <= partner && partner < at => own = at + 1,
                // `main()`: an empty pair that touches the word.
                Some(partner) if partner == at + 1 && own == at => {
                    own = partner + 1;
                    at = partner;
                }
                Some(_) => break,
                // Inches.
                None if glyph.c == '"' && own == at && line[at - 1].kind == Kind::Digit => own = at + 1,
                None if encloses(glyph.c) => break,
                None if parts_sentences(glyph.c) => {
                    if own == at && is_spelled_with(line, run.start..at, glyph.c) || is_price(line, own, at) {
                        own = at + 1;
                    } else if let Some(closer) = closes_within(line, pairs, run.start, at) {
                        own = closer + 1;
                        at = closer;
                    } else {
                        break;
                    }
                }
                None => {}
            },
            _ => break,
        }
        at += 1;
    }
    let own = if joins(line.get(at)) { own } else { own.max(at) };
    filled_pair(line, pairs, run.start, own).unwrap_or(own)
}

/// The `/-` behind an amount in rupees.
fn is_price(line: &[Glyph], own: usize, at: usize) -> bool {
    let digit = own.checked_sub(1).is_some_and(|last| matches!(line[last].kind, Kind::Digit | Kind::Native));
    digit && at == own + 1 && line[own].c == '/' && line[at].c == '-'
}

/// The closing mark that follows punctuation at `at` and whose partner stands in the run: `(2nd Ed.)`, `said "Hello!"`.
fn closes_within(line: &[Glyph], pairs: &Pairs, start: usize, at: usize) -> Option<usize> {
    let signs = line[at..].iter().take_while(|glyph| glyph.kind == Kind::Sign && parts_sentences(glyph.c)).count();
    let closer = at + signs;
    let inside = line.get(closer).is_some_and(|glyph| glyph.kind == Kind::Sign)
        && pairs.partner(closer).is_some_and(|opener| start <= opener && opener < at);
    inside.then_some(closer)
}

/// What stands between the run and the closing mark of a pair that opens right before it is the run's too: the question
/// mark of a quoted title.
fn filled_pair(line: &[Glyph], pairs: &Pairs, start: usize, end: usize) -> Option<usize> {
    let closer = pairs.partner(start.checked_sub(1)?).filter(|closer| *closer > end)?;
    let signs = line[end..closer].iter().all(|glyph| glyph.kind == Kind::Sign);
    signs.then_some(closer)
}

fn start_of(line: &[Glyph], pairs: &Pairs, run: Range<usize>) -> usize {
    let (mut own, mut at) = (run.start, run.start);
    while let Some(glyph) = at.checked_sub(1).map(|before| line[before]).filter(|glyph| glyph.kind == Kind::Sign) {
        match pairs.partner(at - 1) {
            Some(partner) if at <= partner && partner < run.end => own = at - 1,
            Some(_) => break,
            None if encloses(glyph.c) => break,
            // `.NET`, `-5`, `--help`: only a hyphen before a capital may be a dash.
            None if glyph.c == '.' => {}
            None if glyph.c == '-' && !line[run.start].c.is_uppercase() => {}
            None if parts_sentences(glyph.c) => break,
            None => {}
        }
        at -= 1;
    }
    let joined = at.checked_sub(1).is_some_and(|before| joins(line.get(before)));
    let prefix = joined && follows_prefix(line, at);
    match line[at].c {
        _ if !joined => own.min(at),
        '-' if at < own && prefix && line[at + 1].c == '-' => at,
        // `ב-/usr/bin`: the hyphen joins, what follows it is the run's.
        '-' if at < own => own.min(at + 1),
        _ if prefix => own.min(at),
        _ => own,
    }
}

/// Whether only a particle stands before `at` that Arabic or Hebrew writes together with the next word: و.NET, ב#tag. The
/// signs behind it are not its own.
fn follows_prefix(line: &[Glyph], at: usize) -> bool {
    let word = line[..at].iter().rev().take_while(|glyph| matches!(glyph.kind, Kind::Base | Kind::Mark));
    let mut letters = word.filter(|glyph| glyph.kind == Kind::Base && glyph.c != 'ـ').take(3);
    let particle = |glyph: &Glyph| "وفبلكובלהשמכ".contains(glyph.c);
    letters.clone().count() <= 2 && letters.next().is_some_and(particle) && letters.all(particle)
}

/// Whether a character takes the signs beside it with it, so that they join it to the run.
fn joins(glyph: Option<&Glyph>) -> bool {
    glyph.is_some_and(|glyph| {
        matches!(glyph.kind, Kind::Native | Kind::Digit | Kind::Opposite)
            || (glyph.kind == Kind::Base && glyph.c.is_alphabetic())
            || (glyph.kind == Kind::Mark && is_combining(glyph.c))
    })
}

/// A mark that belongs to the letter before it; a joiner belongs to what follows.
fn is_combining(c: char) -> bool {
    !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Brackets and quotation marks without a partner that is the run's are the sentence's.
pub(super) fn encloses(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '“'
            | '”'
            | '„'
            | '"'
            | '⟨'
            | '⟩'
            | '﴾'
            | '﴿'
    )
}

/// Punctuation that ends or parts sentences and their members.
pub(super) fn parts_sentences(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '…' | '‥' | '-' | '\u{2010}'..='\u{2015}' | '·' | '•' | '|')
}

/// Whether the last word of the run is spelled with the sign that follows it.
fn is_spelled_with(line: &[Glyph], run: Range<usize>, sign: char) -> bool {
    let start = line[run.clone()]
        .iter()
        .rposition(|glyph| glyph.kind == Kind::Space)
        .map_or(run.start, |at| run.start + at + 1);
    let word = line[start..run.end].iter().map(|glyph| glyph.c).collect::<String>();
    match sign {
        // U.S., e.g.: single letters with stops between them.
        '.' if word.contains('.') => word.split('.').all(|part| {
            let letters = part.chars().count();
            letters == 1 || (letters <= 3 && part.starts_with(char::is_uppercase))
        }),
        '.' => {
            let cites = || line.get(run.end + 2).is_some_and(|next| matches!(next.c, '[' | '('));
            let goes_on = line.get(run.end + 1).is_some_and(|next| match next.kind {
                Kind::Space => cites(),
                _ => matches!(next.c, ',' | '،' | '؛' | ';' | '؟'),
            });
            ABBREVIATED.contains(&word.as_str()) && (goes_on || word_after(line, run.end + 1).is_some())
        }
        '!' => {
            let continued = word_after(line, run.end + 1).is_some_and(|next| continues(&next));
            EXCLAIMED.contains(&word.as_str()) || continued
        }
        _ => false,
    }
}
