//! Every fault that a property, a judge or a reader has found, with the smallest input that shows it.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "properties/checks.rs"]
mod checks;

use std::io::Cursor;

use checks::Book;
use warraq::document::DocumentError;
use warraq::publication::Rule;
use warraq::source::SourceError;
use warraq::{Error, Input, Modified, Publication, Report};

/// Publishes an input; the book must be right, whatever else is asked of it. Gives its text with one space between words.
#[track_caller]
fn publish(input: Input) -> (String, Report) {
    let mut bytes = Cursor::new(Vec::new());
    let epoch = Modified::from_epoch(1_700_000_000).expect("a moment");
    let report = Publication::new().input(input).epoch(epoch).write(&mut bytes).expect("a book");
    let book = Book::open(bytes.get_ref());
    assert!(book.problems.is_empty(), "{:#?}", book.problems);
    let test = std::thread::current().name().unwrap_or("unnamed").replace("::", "-");
    checks::keep(&format!("regression-{test}.epub"), bytes.get_ref());
    (book.text(&report).split_whitespace().collect::<Vec<_>>().join(" "), report)
}

fn changed(report: &Report, rule: Rule) -> Vec<&str> {
    report.changes.iter().filter(|change| change.rule == rule).map(|change| change.text.as_str()).collect()
}

/// Expects that words are in the book, or that the report says they were left out.
#[track_caller]
fn nothing_vanishes(input: Input, words: &[&str]) {
    let (text, report) = publish(input);
    let skipped = [changed(&report, Rule::SkippedPart), changed(&report, Rule::SourceMark)].concat().join(" ");
    for word in words {
        assert!(text.contains(word) || skipped.contains(word), "`{word}` went without a word; the book: {text}");
    }
}

#[test]
fn of_two_notes_with_one_label_none_is_lost() {
    nothing_vanishes(Input::markdown("# x\n\none[^a]\n\n[^a]: two\n\n[^a]: three\n"), &["two", "three"]);
    nothing_vanishes(Input::markdown("# x\n\none[^a] <b>x</b>\n\n[^a]: two\n\n[^a]: three\n"), &["two", "three"]);
    let html = "<title>x</title><a href=#n role=doc-noteref>1</a><aside id=n role=doc-footnote>two</aside>\
        <aside id=n role=doc-footnote>three</aside>";
    nothing_vanishes(Input::html(html), &["two", "three"]);
}

#[test]
fn words_in_a_drawing_do_not_vanish() {
    nothing_vanishes(Input::html("<title>x</title><p>one <svg><text>two</text></svg> three"), &["two", "three"]);
    // Without its end tag a drawing takes the rest of the article with it.
    nothing_vanishes(Input::markdown("one <svg> two"), &["one", "two"]);
}

#[test]
fn words_in_elements_that_show_nothing_do_not_vanish() {
    nothing_vanishes(Input::html("<title>x</title><p>one <datalist><option>two</datalist> three"), &["two"]);
    nothing_vanishes(Input::html("<title>x</title><p>one</p><title>two</title>"), &["two"]);
}

#[test]
fn parentheses_of_readings_outside_a_ruby_do_not_vanish() {
    nothing_vanishes(Input::html("<title>x</title><p>one <rp>two</rp>"), &["two"]);
    nothing_vanishes(Input::html("<title>x</title><p><ruby>a<rtc>two</rtc></ruby>"), &["two"]);
}

#[test]
fn the_source_text_of_a_formula_does_not_vanish() {
    let html = "<title>x</title><p>a<math><semantics><mi>x</mi><annotation>two</annotation></semantics></math>";
    nothing_vanishes(Input::html(html), &["two"]);
}

#[test]
fn words_of_a_note_reference_and_of_a_way_back_do_not_vanish() {
    let html = "<title>x</title><p>one<a href=#n role=doc-noteref>star</a><aside id=n role=doc-footnote>two \
        <a role=doc-backlink href=#z>return</a></aside>";
    nothing_vanishes(Input::html(html), &["star", "return"]);
}

#[test]
fn the_description_of_a_picture_without_an_address_is_reported() {
    let (text, report) = publish(Input::html("<title>x</title><p>one <img alt=two>"));
    assert_eq!(text, "x one two");
    assert_eq!(changed(&report, Rule::AlternativeText), ["two"]);
}

#[test]
fn an_article_of_nothing_but_a_hard_space_or_a_joiner_is_empty() {
    let inputs = [
        Input::html("<p>&nbsp;</p>"),
        Input::markdown("# \u{A0}"),
        Input::markdown("# \u{200C}\n\n\u{200C}"),
        Input::html("<p>&zwnj;</p>"),
        Input::html("<title>&nbsp;</title>"),
    ];
    for input in inputs {
        let error = Publication::new().input(input.clone()).write(Cursor::new(Vec::new()));
        let is_empty = matches!(
            error,
            Err(Error::Source(SourceError::Empty { .. }) | Error::Document(DocumentError::Empty { .. }))
        );
        assert!(is_empty, "{input:?}: {:?}", error.map(|report| report.title));
    }
}

#[test]
fn text_that_begins_like_a_file_signature_is_text() {
    for text in
        ["RIFF is four letters\n\nx", "GIF89a is a format\n\nx", "7z and others\n\nx", "%PDF- begins a file\n\nx"]
    {
        publish(Input::text(text));
    }
}

#[test]
fn what_stands_around_a_caption_or_a_summary_does_not_grow_together() {
    let (text, _) = publish(Input::html("<title>x</title><details>one<summary>two</summary>three</details>"));
    assert!(text.contains("one three"), "{text}");
    let (text, _) = publish(Input::html("<title>x</title><figure>one<figcaption>two</figcaption>three</figure>"));
    assert!(text.contains("one two three") || text.contains("one three"), "{text}");
}

#[test]
fn a_caption_stays_before_what_it_stands_before() {
    let (text, _) = publish(Input::html("<title>x</title><figure><figcaption>one</figcaption><p>two</p></figure>"));
    assert_eq!(text, "x one two");
}

#[test]
fn a_control_removed_from_the_title_of_a_page_is_reported() {
    let (_, report) = publish(Input::html("<title>a\u{202E}b</title><p>x"));
    assert_eq!(report.title, "ab");
    assert!(report.findings.iter().any(|finding| finding.code.as_str() == "DOC-004"), "{:?}", report.findings);
}

#[test]
fn a_reference_to_a_note_in_a_cell_stays_a_link() {
    let html = "<title>x</title><p>one<a href=#n role=doc-noteref>2</a></p><table><tr><td id=n>two</table>";
    let (text, _) = publish(Input::html(html));
    assert_eq!(text, "x one2 two");
}

#[test]
fn fields_given_by_a_caller_are_tidied() {
    let book = Publication::new()
        .input(Input::text("عنوان\n\nنص"))
        .contributor(warraq::Contributor::new(" \u{1} ", warraq::Role::Translator))
        .contributor(warraq::Contributor::new("a\u{1}b", warraq::Role::Editor))
        .series(warraq::Series { name: "s\u{1}".to_owned(), position: Some("٢".to_owned()) });
    let mut bytes = Cursor::new(Vec::new());
    let report = book.write(&mut bytes).expect("a book");
    checks::keep("regression-fields.epub", bytes.get_ref());
    assert!(report.findings.iter().any(|finding| finding.code.as_str() == "DOC-004"), "{:?}", report.findings);
}
