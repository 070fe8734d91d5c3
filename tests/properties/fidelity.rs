//! Whether the text of a source is in its book: found out by tokenizers that are no part of this project's readers.

use std::cell::RefCell;
use std::collections::BTreeMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use warraq::Report;
use warraq::publication::Rule;

/// Plain text: the very same words in the very same order, but for what the report says.
pub(crate) fn same_words(source: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    // A byte order mark is none of the text.
    let source = source.strip_prefix('\u{FEFF}').unwrap_or(source);
    let forbidden = source.chars().filter(|c| is_forbidden(*c)).map(|c| format!("U+{:04X}", u32::from(c)));
    prop_assert_eq!(forbidden.collect::<Vec<_>>(), changes(report, Rule::ForbiddenCharacter), "characters removed");

    let mut expected = source.replace(is_forbidden, "");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (debris, titles) = (changes(report, Rule::Debris), changes(report, Rule::Title));
    if debris.is_empty() && titles.is_empty() && expected == source {
        prop_assert_eq!(words(book), words(source));
        return Ok(());
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
    prop_assert_eq!(found, expected);
    Ok(())
}

/// Markup: at least every letter and digit, in order where nothing moves.
pub(crate) fn every_letter(said: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    let mut missing = counted(said);
    for lost in report
        .changes
        .iter()
        .filter(|change| matches!(change.rule, Rule::Debris | Rule::SkippedPart | Rule::SourceMark))
    {
        subtract(&mut missing, &lost.text);
    }
    subtract(&mut missing, book);
    missing.retain(|_, count| *count > 0);
    prop_assert!(missing.is_empty(), "letters lost: {:?}\nsaid: {}\nbook: {}", missing, said, book);
    Ok(())
}

/// Markup in which nothing moves: every letter and digit once and in order.
pub(crate) fn letters_in_order(said: &str, book: &str, report: &Report) -> Result<(), TestCaseError> {
    let alphanumeric = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (said, mut book) = (alphanumeric(said), alphanumeric(book));
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
