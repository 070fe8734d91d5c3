//! What holds of any input at all: it becomes a book that is well-formed, whole and true to its text, or it is said to
//! hold nothing to read. The books are kept for EPUBCheck where `WARRAQ_BOOKS` asks for them.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "properties/checks.rs"]
mod checks;
#[path = "properties/fidelity.rs"]
mod fidelity;
#[path = "properties/generators.rs"]
mod generators;
#[path = "properties/order.rs"]
mod order;

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use warraq::document::DocumentError;
use warraq::source::SourceError;
use warraq::{Error, FontSetting, Input, Modified, Publication, Report};

use checks::Book;

/// More books of one property than this teach EPUBCheck nothing.
const KEPT: usize = 150;

/// 96 cases of each property unless `PROPTEST_CASES` asks for more. What fails becomes a test in `regressions.rs`, under
/// a name that says what it is about, so no file of seeds is kept.
fn config() -> Config {
    let asked = Config::default();
    let cases = if asked.cases == 256 { 96 } else { asked.cases };
    // The same texts every day, so that a red run is a change's doing; `PROPTEST_RNG_SEED=7` and `PROPTEST_CASES=2500` look
    // elsewhere and longer.
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_123),
        fixed => fixed,
    };
    Config { cases, rng_seed, failure_persistence: None, max_shrink_iters: 4_000, ..asked }
}

/// Publishes an input and judges the book; `None` where there was nothing to read.
fn publish(kind: &str, count: &AtomicUsize, input: Input) -> Result<Option<(Book, Report)>, TestCaseError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let epoch = Modified::from_epoch(1_700_000_000).expect("a moment");
    let report = match Publication::new().font(FontSetting::None).input(input).epoch(epoch).no_cover().write(&mut bytes)
    {
        Ok(report) => report,
        Err(Error::Source(SourceError::Empty { .. }) | Error::Document(DocumentError::Empty { .. })) => {
            return Ok(None);
        }
        Err(error) => return Err(TestCaseError::fail(format!("it was refused: {error}"))),
    };
    let bytes = bytes.into_inner();
    prop_assert_eq!(report.bytes, bytes.len() as u64);
    let book = Book::open(&bytes);
    let number = count.fetch_add(1, Ordering::Relaxed);
    if number < KEPT {
        checks::keep(&format!("prop-{kind}-{number:03}.epub"), &bytes);
    }
    prop_assert!(book.problems.is_empty(), "{:#?}", book.problems);
    Ok(Some((book, report)))
}

/// Whether the beginning of a text is full of control characters: such a text is taken for binary data, rightly.
fn looks_binary(text: &str) -> bool {
    let start = &text.as_bytes()[..text.len().min(8192)];
    start.iter().filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')).count() * 10 > start.len()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_becomes_a_book_with_every_word_in_its_place(text in generators::text()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        prop_assume!(!looks_binary(&text));
        if let Some((book, report)) = publish("text", &COUNT, Input::text(text.as_str()))? {
            fidelity::same_words(&text, &book.text(&report), &report)?;
        }
    }

    #[test]
    fn any_markdown_becomes_a_book_with_every_letter(text in generators::markdown()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        prop_assume!(!looks_binary(&text));
        if let Some((book, report)) = publish("markdown", &COUNT, Input::markdown(text.as_str()))? {
            let said = fidelity::text_of_markdown(&text);
            fidelity::every_letter(&said, &book.text(&report), &report)?;
            if !text.contains('<') && !text.contains("{#id}") {
                fidelity::letters_in_order(&said, &book.text(&report), &report)?;
            }
        }
    }

    #[test]
    fn mixed_sentences_are_shown_in_their_order((language, paragraphs) in generators::mixed()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let markdown = paragraphs.iter().map(|(markdown, _)| markdown.as_str()).collect::<Vec<_>>().join("\n\n");
        let input = format!("---\nlanguage: {language}\ntitle: x\n---\n{markdown}\n");
        let published = publish("order", &COUNT, Input::markdown(input.as_str()))?;
        let (book, _) = published.expect("there are words");
        let lines = order::paragraphs(book.file("OEBPS/text/ch0001.xhtml"));
        let texts = lines.iter().map(order::Line::text).collect::<Vec<_>>();
        let expected = paragraphs.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
        prop_assert_eq!(texts, expected);
        for line in &lines {
            let problems = line.problems(generators::NAMES);
            prop_assert!(problems.is_empty(), "{problems:#?}\n{}", line.text());
        }
    }

    #[test]
    fn any_html_becomes_a_book_with_every_letter(text in generators::html()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        if let Some((book, report)) = publish("html", &COUNT, Input::html(text.as_str()))? {
            let said = fidelity::text_of_html(&text);
            fidelity::every_letter(&said, &book.text(&report), &report)?;
        }
    }

    #[test]
    fn html_without_tables_becomes_a_book_with_every_letter_in_its_place(text in generators::flowing_html()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        if let Some((book, report)) = publish("flow", &COUNT, Input::html(text.as_str()))? {
            let said = fidelity::text_of_html(&text);
            fidelity::letters_in_order(&said, &book.text(&report), &report)?;
        }
    }

    #[test]
    fn any_xhtml_file_name_reads_the_same_markup(text in generators::html()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let text = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}");
        if let Some((book, report)) = publish("xhtml", &COUNT, Input::html(text.as_str()))? {
            let said = fidelity::text_of_html(&text);
            fidelity::every_letter(&said, &book.text(&report), &report)?;
        }
    }

    #[test]
    fn hostile_html_never_makes_a_wrong_book(text in generators::hostile_html()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        publish("hostile", &COUNT, Input::html(text.as_str()))?;
    }

    #[test]
    fn any_text_is_repaired_to_a_book_that_keeps_its_other_characters(text in generators::text()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        prop_assume!(!looks_binary(&text));
        let text = format!("---\nlanguage: fa\nrepair: [presentation-forms, half-space, persian-letters, tatweel, quotes]\n---\n{text}");
        if let Some((book, report)) = publish("repaired", &COUNT, Input::markdown(text.as_str()))? {
            let body = text.splitn(5, '\n').last().unwrap_or_default();
            fidelity::only_repaired(&fidelity::text_of_markdown(body), &book.text(&report), &report)?;
        }
    }

    #[test]
    fn any_front_matter_is_read_or_refused_with_its_line(text in generators::front_matter()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        prop_assume!(!looks_binary(&text));
        let refused = |error: &SourceError| matches!(error, SourceError::Syntax { .. } | SourceError::Value { .. });
        let published = Publication::new().font(FontSetting::None).no_cover().input(Input::markdown(text.as_str())).write(std::io::Cursor::new(Vec::new()));
        match published {
            Err(Error::Source(error)) if refused(&error) => {
                prop_assert!(error.to_string().starts_with("markdown:"), "no line: {error}");
            }
            // A cover that is named and missing.
            Err(Error::Resource(_)) => {}
            _ => _ = publish("front-matter", &COUNT, Input::markdown(text.as_str()))?,
        }
    }

    #[test]
    fn any_title_is_a_title(title in generators::text(), author in generators::text(), source in generators::text()) {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let mut bytes = std::io::Cursor::new(Vec::new());
        let publication = Publication::new().font(FontSetting::None)
            .no_cover()
            .input(Input::text("عنوان\n\nنص"))
            .input(Input::text("آخر\n\nنص"))
            .title(&title)
            .subtitle(&author)
            .author(&author)
            .source(&source)
            .publisher(&title)
            .rights(&source)
            .description(&title)
            .subject(&author)
            .identifier(&source);
        publication.write(&mut bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let book = Book::open(bytes.get_ref());
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        if number < KEPT {
            checks::keep(&format!("prop-title-{number:03}.epub"), bytes.get_ref());
        }
        prop_assert!(book.problems.is_empty(), "{:#?}", book.problems);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        // What counts is that nothing panics and that what is refused is said to be so.
        let published = Publication::new().font(FontSetting::None).no_cover().input(Input::bytes("x.txt", bytes, None)).write(std::io::Cursor::new(Vec::new()));
        if let Err(error) = published {
            prop_assert!(error.to_string().starts_with("x.txt"), "the file is not named: {error}");
            prop_assert!(error.hint().is_some(), "no hint: {error}");
        }
    }
}
