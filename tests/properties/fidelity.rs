//! Whether the text of a source is in its book: found out by tokenizers that are no part of this project's readers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use warraq::Report;
use warraq::publication::{Change, Rule};

/// Plain text: the very same words in the very same order, but for what the report says.
pub(crate) fn same_words(source: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    // A byte order mark is none of the text.
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let forbidden = source.chars().filter(|c| is_forbidden(*c)).map(|c| format!("U+{:04X}", u32::from(c)));
    prop_assert_eq!(forbidden.collect::<Vec<_>>(), changes(report, Rule::ForbiddenCharacter), "characters removed");

    let mut expected = source.replace(is_forbidden, "");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (debris, titles) = (changes(report, Rule::Debris), changes(report, Rule::Title));
    let expands = |c: char| c == '\u{85}' && ellipses(report);
    expected = expected.replace(expands, "\u{F8F2}");
    if debris.is_empty() && titles.is_empty() && !source.contains(is_forbidden) {
        return explained(&words(&expected), &words(book), report);
    }
    // Letters without the space between them: whether a character that went had parted two words is its own rule.
    expected = letters(&expected);
    for debris in debris {
        let debris = letters(&debris);
        let last = expected.rfind(&debris).map(|at| (at, at + debris.len()));
        prop_assert!(last.is_some(), "the report names debris that is not in the source: {}", debris);
        // Debris stands at an end, below the title: the order of the report is that of the source.
        let (start, end) = last.unwrap_or_default();
        expected.replace_range(start..end, "");
    }
    let mut found = letters(book);
    for title in titles {
        let title = letters(&title);
        prop_assert!(found.starts_with(&title), "the book does not begin with the title that was added");
        found.drain(..title.len());
    }
    explained(&expected, &found, report)
}

/// Whether U+0085 was an ellipsis of Windows and no line end. It is white space to Rust, so it is told apart by a private
/// character.
fn ellipses(report: &Report) -> bool {
    changes(report, Rule::MisreadCharacter).iter().any(|text| text.starts_with("U+0085"))
}

/// What became of single characters, in the order of the text: each, and what took its place.
fn exchanges(report: &Report) -> Vec<(char, String)> {
    let character = |code: &str| {
        let number = u32::from_str_radix(code.trim_start_matches("U+"), 16).expect("a code point is hexadecimal");
        char::from_u32(number).expect("a code point is a character")
    };
    let of_one = |change: &&Change| {
        let rules = [Rule::UnpairedControl, Rule::ControlAsMarkup, Rule::UnsuitedCharacter, Rule::MisreadCharacter];
        rules.contains(&change.rule)
    };
    let exchange = |change: &Change| {
        let (from, to) = change.text.split_once(" → ").unwrap_or((&change.text, ""));
        let from = if from == "U+0085" { '\u{F8F2}' } else { character(from) };
        (from, to.split_whitespace().map(character).collect())
    };
    report.changes.iter().filter(of_one).map(exchange).collect()
}

/// Both are the same but for what the report says of single characters, all of which is true and as often as it says.
fn explained(source: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    let mut exchanges = exchanges(report);
    // Marks that end runs are added, as often as the report says.
    let mut marks = changes(report, Rule::DirectionMark).len();
    let (mut rest, mut after_space) = (book, true);
    for c in source.chars() {
        while let Some(further) = rest.strip_prefix('\u{200E}').filter(|_| c != '\u{200E}' && marks > 0) {
            (rest, marks) = (further, marks - 1);
        }
        if let Some(further) = rest.strip_prefix(c) {
            (rest, after_space) = (further, c == ' ');
        } else if c == ' ' && (after_space || rest.is_empty()) {
            // A character that stood alone between two spaces leaves one of them.
        } else {
            let fits = |(from, to): &(char, String)| *from == c && rest.starts_with(to.as_str());
            let found = exchanges.iter().position(fits);
            prop_assert!(
                found.is_some(),
                "U+{:04X} is lost, the report says {:?}\nsource: {source:?}\nbook: {book:?}",
                u32::from(c),
                exchanges
            );
            let (_, to) = exchanges.remove(found.unwrap_or_default());
            rest = &rest[to.len()..];
            after_space &= to.is_empty();
        }
    }
    while let Some(further) = rest.trim().strip_prefix('\u{200E}').filter(|_| marks > 0) {
        (rest, marks) = (further, marks - 1);
    }
    prop_assert_eq!(marks, 0, "the report says that more marks were added than the book has");
    prop_assert!(rest.trim().is_empty(), "the book goes on {rest:?}\nsource: {source:?}");
    prop_assert!(exchanges.is_empty(), "the report says what did not happen: {exchanges:?}");
    Ok(())
}

/// Takes away the text that the report says was lost whole.
fn subtract_lost(missing: &mut BTreeMap<char, i64>, report: &Report) {
    let lost = |change: &&Change| matches!(change.rule, Rule::Debris | Rule::SkippedPart | Rule::SourceMark);
    report.changes.iter().filter(lost).for_each(|change| subtract(missing, &change.text));
}

/// Markup: at least every letter and digit, in order where nothing moves.
pub(crate) fn every_letter(said: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    let mut missing = counted(said);
    subtract_lost(&mut missing, report);
    subtract(&mut missing, book);
    missing.retain(|_, count| *count > 0);
    prop_assert!(missing.is_empty(), "letters lost: {:?}\nsaid: {}\nbook: {}", missing, said, book);
    Ok(())
}

/// Markup in which nothing moves: every letter and digit once and in order.
pub(crate) fn letters_in_order(said: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    let alphanumeric = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (said, mut book) = (alphanumeric(&as_meant(said, report)), alphanumeric(book));
    if report.changes.iter().any(|change| {
        matches!(change.rule, Rule::Note | Rule::Debris | Rule::SkippedPart | Rule::SourceMark | Rule::Displaced)
    }) {
        return Ok(());
    }
    for title in changes(report, Rule::Title) {
        let title = alphanumeric(&title);
        prop_assert!(book.starts_with(&title), "the book does not begin with the title that was added");
        book.drain(..title.len());
    }
    if changes(report, Rule::AlternativeText).is_empty() {
        prop_assert_eq!(book, said);
    } else {
        let mut left = book.chars();
        prop_assert!(
            said.chars().all(|c| left.any(|other| other == c)),
            "out of order\nsaid: {}\nbook: {}",
            said,
            book
        );
    }
    Ok(())
}

/// Repairs on: every letter that no repair names is there as often as before, and those that one names as often as it says.
pub(crate) fn only_repaired(said: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    let mut missing = counted(said);
    for change in report.changes.iter().filter(|change| {
        matches!(
            change.rule,
            Rule::PresentationForm | Rule::HalfSpace | Rule::PersianLetter | Rule::Tatweel | Rule::Quote
        )
    }) {
        let (from, to) = change.text.split_once(" → ").unwrap_or((&change.text, ""));
        let count = i64::try_from(change.count).unwrap_or(i64::MAX);
        let letter = |code: &str| {
            let number = u32::from_str_radix(code.trim_start_matches("U+"), 16).ok();
            number.and_then(char::from_u32).filter(|c| c.is_alphanumeric())
        };
        letter(from).into_iter().for_each(|c| *missing.entry(c).or_default() -= count);
        to.split_whitespace().filter_map(letter).for_each(|c| *missing.entry(c).or_default() += count);
    }
    subtract_lost(&mut missing, report);
    subtract(&mut missing, book);
    missing.retain(|_, count| *count > 0);
    prop_assert!(missing.is_empty(), "letters lost: {missing:?}\nsaid: {said}\nbook: {book}");
    Ok(())
}

/// The text with the letters that misread bytes stand for, as the report says.
fn as_meant(said: &str, report: &Report) -> String {
    let mut misread = exchanges(report).into_iter().filter(|(_, to)| !to.is_empty()).peekable();
    let ellipses = ellipses(report);
    let mut meant = String::with_capacity(said.len());
    for c in said.chars() {
        let c = if c == '\u{85}' && ellipses { '\u{F8F2}' } else { c };
        match misread.next_if(|(from, _)| *from == c) {
            Some((_, to)) => meant.push_str(&to),
            None => meant.push(c),
        }
    }
    meant
}

fn counted(text: &str) -> BTreeMap<char, i64> {
    let mut count = BTreeMap::new();
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *count.entry(c).or_default() += 1);
    count
}

fn subtract(count: &mut BTreeMap<char, i64>, text: &str) {
    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *count.entry(c).or_default() -= 1);
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn changes(report: &Report, rule: Rule) -> Vec<String> {
    report.changes.iter().filter(|change| change.rule == rule).map(|change| change.text.clone()).collect()
}

/// The text of Markdown: its HTML as pulldown-cmark writes it, without the marks of notes.
pub(crate) fn text_of_markdown(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST;
    // What separated words leaves a space behind, as `docs/fidelity.md` says: it decides what is markup.
    let separates = |c: char| matches!(c, '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1F}');
    let text = markdown.replace("\r\n", "\n").replace('\r', "\n").replace(separates, " ").replace(is_forbidden, "");
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    // A colon that begins a line without a space after it is text (`:smile:`), which the parser alone would not know.
    let colon = |line: &str| line.trim_start().strip_prefix(':').is_some_and(|rest| !rest.starts_with([' ', '\t']));
    let options = if text.lines().any(colon) { options - Options::ENABLE_DEFINITION_LIST } else { options };
    let note = |event: &Event<'_>| {
        matches!(
            event,
            Event::FootnoteReference(_)
                | Event::Start(Tag::FootnoteDefinition(_))
                | Event::End(TagEnd::FootnoteDefinition)
        )
    };
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, options).filter(|event| !note(event)));
    // The id of a heading is markup that this parser has to be told about.
    text_of_html(&html).replace("{#id}", "")
}

/// The characters between the tags of HTML, as its tokenizer gives them.
pub(crate) fn text_of_html(html: &str) -> String {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Characters::default(), TokenizerOpts::default());
    while !matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Characters(RefCell<String>);

impl TokenSink for Characters {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(characters) => self.0.borrow_mut().push_str(&characters),
            Token::TagToken(_) => self.0.borrow_mut().push(' '),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// What XML 1.0 forbids, told here once more and not by the library that is tested.
fn is_forbidden(c: char) -> bool {
    u32::from(c) < 0x20 && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
