//! Mends the letters of a text, each kind only when it is asked for by name: presentation forms (`presentation_forms`), a
//! mark of direction in the place of the Persian joiner (`half_space`), Arabic letters in Persian words
//! (`persian_letters`), stretched letters (`tatweel`), straight quotation marks (`quotes`). Code is never touched, nor is
//! what is declared to be in another language.
//!
//! What is not asked for but would find work is advised.

mod half_space;
mod persian_letters;
mod presentation_forms;
mod quotes;
mod tatweel;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Article;
use super::words::{Around, Words, each_words};
use crate::document::inlines::plain_text;
use crate::document::{Document, Inline, TitleOrigin};
use crate::publication::{Code, Direction, Findings, Language, Place, Repair, Repairs, Rule};

/// Makes what is asked for, for the whole book or by the article itself, and advises the rest.
pub(super) fn repair(articles: &mut [Article], book: Repairs, findings: &mut Findings) {
    for article in articles {
        let asked = book.union(article.document.metadata.repairs);
        advise(article, asked, findings);
        if !asked.is_empty() {
            mend(article, asked, findings);
        }
    }
}

/// What a repair exchanges: a character, and what takes its place.
type Exchange<'a> = dyn FnMut(char, &str) + 'a;

/// A text after one repair; `None` where there is nothing for it to do.
fn mended(repair: Repair, text: &str, language: &Language, exchange: &mut Exchange<'_>) -> Option<String> {
    match repair {
        Repair::PresentationForms => presentation_forms::mended(text, exchange),
        Repair::HalfSpace if is_persian(language) => half_space::mended(text, exchange),
        Repair::PersianLetters if is_persian(language) => persian_letters::mended(text, exchange),
        Repair::Tatweel => tatweel::mended(text, exchange),
        // Quotation marks are in pairs, so a text alone is not enough: `quotes` sees the whole block.
        Repair::Quotes | Repair::HalfSpace | Repair::PersianLetters => None,
    }
}

/// A line that is no part of the text, after one repair.
fn mended_line(repair: Repair, line: String, language: &Language) -> String {
    let unseen: &mut Exchange<'_> = &mut |_, _| ();
    if repair == Repair::Quotes {
        let mut line = [Inline::Text(line)];
        quotes::mend(&mut line, language, unseen);
        return plain_text(&line);
    }
    mended(repair, &line, language, unseen).unwrap_or(line)
}

/// Persian, of Iran or of Afghanistan.
fn is_persian(language: &Language) -> bool {
    matches!(language.primary(), "fa" | "prs")
}

fn rule_of(repair: Repair) -> Rule {
    match repair {
        Repair::PresentationForms => Rule::PresentationForm,
        Repair::HalfSpace => Rule::HalfSpace,
        Repair::PersianLetters => Rule::PersianLetter,
        Repair::Tatweel => Rule::Tatweel,
        Repair::Quotes => Rule::Quote,
    }
}

/// What one repair exchanged in an article: how often, and the line of the first time.
type Exchanges = BTreeMap<(char, String), (usize, u32)>;

fn mend(article: &mut Article, asked: Repairs, findings: &mut Findings) {
    let (file, language) = (Arc::clone(&article.document.file), article.language.value.clone());
    for repair in Repair::ALL.iter().copied().filter(|repair| asked.contains(*repair)) {
        let mut exchanges = Exchanges::new();
        each_part(&mut article.document, &mut |words| {
            let Words { content, line, language: nearest, .. } = words;
            let language = nearest.unwrap_or(&language);
            let exchange: &mut Exchange<'_> = &mut |c, other| {
                exchanges.entry((c, other.to_owned())).or_insert((0, line)).0 += 1;
            };
            match repair {
                Repair::Quotes => quotes::mend(content, language, exchange),
                repair => each_text(content, language, &mut |text, language| {
                    if let Some(mended) = mended(repair, text, language, exchange) {
                        *text = mended;
                    }
                }),
            }
        });
        // What was taken from the text goes with it; it is none of the text itself.
        let title = &mut article.document.title.text;
        *title = mended_line(repair, std::mem::take(title), &language);
        report(repair, &exchanges, &file, findings);
    }
}

fn report(repair: Repair, exchanges: &Exchanges, file: &Arc<str>, findings: &mut Findings) {
    let count = exchanges.values().map(|(count, _)| count).sum::<usize>();
    let Some(line) = exchanges.values().map(|(_, line)| *line).min() else { return };
    for ((c, other), (count, line)) in exchanges {
        findings.exchange(rule_of(repair), *c, other, *count, Place::new(file, *line));
    }
    let characters = if count == 1 { "character was" } else { "characters were" };
    findings.note(Code::Repaired, Place::new(file, line), format!("`{repair}`: {count} {characters} mended"));
}

/// Stretched letters are an ornament of some titles; so many are a habit.
const MANY_TATWEELS: usize = 10;
/// So many Arabic yehs and kafs in a Persian text are its keyboard's, not those of a quotation.
const MANY_LETTERS: usize = 10;

/// Says which repairs would find work. Quotation marks are nobody's mistake: they are not advised.
fn advise(article: &mut Article, asked: Repairs, findings: &mut Findings) {
    // Latin texts are passed over: a few Arabic words in them are seldom worth a remark, and looking takes time.
    if article.direction.value != Direction::Rtl {
        return;
    }
    let language = &article.language.value;
    let kinds = [
        (Repair::PresentationForms, 1, "presentation forms stand in the place of letters"),
        (Repair::HalfSpace, 1, "right-to-left marks stand in the place of joiners within words"),
        (Repair::PersianLetters, MANY_LETTERS, "Arabic yehs and kafs stand in Persian words"),
        (Repair::Tatweel, MANY_TATWEELS, "letters are stretched with tatweel"),
    ];
    for (repair, enough, what) in kinds {
        if asked.contains(repair)
            || matches!(repair, Repair::HalfSpace | Repair::PersianLetters) && !is_persian(language)
        {
            continue;
        }
        let (mut count, mut first) = (0_usize, None);
        each_part(&mut article.document, &mut |words| {
            let (line, nearest) = (words.line, words.language.unwrap_or(language));
            each_text(words.content, nearest, &mut |text, language| {
                if mended(repair, text, language, &mut |c, _| count += usize::from(!is_hebrew(c))).is_some() {
                    first.get_or_insert(line);
                }
            });
        });
        if count >= enough {
            let place = Place::new(&article.document.file, first.unwrap_or(0));
            findings.advise(
                Code::RepairAdvised,
                place,
                format!("{what} ({count})"),
                format!("mend them with `--repair {repair}`"),
            );
        }
    }
}

/// Hebrew letters composed with their points are canonically the same as those they are made of: no sign of anything wrong.
fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{FB1D}'..='\u{FB4F}')
}

/// Calls `see` for the words of every block that are no code: the title's heading, the text, the notes.
fn each_part(document: &mut Document, see: &mut impl FnMut(Words<'_>)) {
    let mut text_only = |words: Words<'_>| {
        if !words.preformatted {
            see(words);
        }
    };
    if let TitleOrigin::Opening(heading) = &mut document.title.origin {
        each_words(std::slice::from_mut(heading), Around::default(), &mut text_only);
    }
    each_words(&mut document.blocks, Around::default(), &mut text_only);
    document.notes.iter_mut().for_each(|note| each_words(&mut note.blocks, Around::default(), &mut text_only));
}

/// Calls `see` for every text that is no code, with its language.
fn each_text(inlines: &mut [Inline], language: &Language, see: &mut impl FnMut(&mut String, &Language)) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => see(text, language),
            Inline::Styled(style, _) if !style.is_prose() => {}
            Inline::Span(attributes, content) => {
                let nearest = attributes.language().cloned();
                each_text(content, nearest.as_ref().unwrap_or(language), see);
            }
            Inline::Styled(_, content)
            | Inline::Isolate { content, .. }
            | Inline::Link { content, .. }
            | Inline::Abbreviation(_, content)
            | Inline::Time(_, content) => each_text(content, language, see),
            Inline::Ruby(pairs) => {
                for (base, reading) in pairs {
                    each_text(base, language, see);
                    each_text(reading, language, see);
                }
            }
            Inline::Image(_) | Inline::Break | Inline::NoteReference(_) | Inline::Anchor(_) | Inline::Formula(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of what, in and out; where nothing is to be done, nothing is done.
    pub(super) fn rows(mended: fn(&str, &mut Exchange<'_>) -> Option<String>, rows: &[(&str, &str, &str)]) {
        for (what, text, expected) in rows {
            let mut count = 0;
            let mended = mended(text, &mut |_, _| count += 1);
            assert_eq!(mended.as_deref().unwrap_or(text), *expected, "{what}");
            assert_eq!((mended.is_some(), count > 0), (text != expected, text != expected), "{what}");
        }
    }
}
