//! The books that the readers among the judges open, as a user gets them, with cover, fonts and colophon: one per script,
//! each several pages long, one of forty chapters, and mixed pages, these without fonts too.

#![cfg(feature = "cli")]

#[path = "../common/mod.rs"]
mod common;

mod forty;
mod texts;

use std::fs;
use std::path::Path;

use std::io::Cursor;

use common::{build, copy_folder, keep, parsed, texts_of};
use serde_json::Value;
use texts::{ARABIC, ENGLISH, HEBREW, PERSIAN, Text, URDU};

/// A page of a reader holds some 300 words, and a reader must turn pages.
const WORDS_OF_PAGES: usize = 900;
/// A mixed page is two of them in a reader.
const WORDS_OF_A_PAGE: usize = 200;

/// The font files that a book of a language has.
const FONTS: [(&str, &str); 4] =
    [("ar", "amiri"), ("fa", "vazirmatn"), ("ur", "noto-nastaliq-urdu"), ("he", "noto-serif-hebrew")];

#[test]
fn the_article_of_the_repository() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let work = tempfile::tempdir().unwrap();
    let folder = work.path().join("book");
    copy_folder(&content, &folder);
    check(&folder, "reader-article-ar.epub", "ar", "rtl", 300);
}

#[test]
fn an_arabic_book() {
    one_text(&ARABIC, "reader-arabic.epub", "ar", "rtl");
}

#[test]
fn a_persian_book() {
    one_text(&PERSIAN, "reader-persian.epub", "fa", "rtl");
}

#[test]
fn an_urdu_book() {
    one_text(&URDU, "reader-urdu.epub", "ur", "rtl");
}

#[test]
fn a_hebrew_book() {
    one_text(&HEBREW, "reader-hebrew.epub", "he", "rtl");
}

#[test]
fn an_english_book() {
    one_text(&ENGLISH, "reader-english.epub", "en", "ltr");
}

#[test]
fn a_book_of_forty_chapters_in_two_parts() {
    let work = tempfile::tempdir().unwrap();
    let folder = work.path().join("book");
    forty::write(&folder, &ARABIC);
    let report = check(&folder, "reader-forty-chapters.epub", "ar", "rtl", 40 * 150);
    let count = |role: &str| {
        report["documents"].as_array().into_iter().flatten().filter(|document| document["role"] == role).count()
    };
    let roles = ["chapter", "part", "contents", "title-page", "cover", "colophon"];
    assert_eq!(roles.map(count), [40, 2, 1, 1, 1, 1]);
    let broken = report["findings"].as_array().into_iter().flatten().find(|finding| finding["code"] == "CHA-001");
    assert_eq!(broken, None, "a link between chapters is broken");
}

/// Articles in which everything meets that must run the other way: their pictures in the readers are looked at. Each is
/// made without fonts too: its letters must join all the same.
#[test]
fn a_mixed_page_in_each_script() {
    for language in ["ar", "fa", "ur", "he"] {
        let failed = |error: std::io::Error| -> ! { panic!("{language}: {error}") };
        let article = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader_books/mixed").join(language);
        let work = tempfile::tempdir().unwrap_or_else(|error| failed(error));
        let folder = work.path().join("book");
        let copied =
            fs::create_dir(&folder).and_then(|()| fs::copy(article.with_extension("md"), folder.join("article.md")));
        copied.unwrap_or_else(|error| failed(error));
        check(&folder, &format!("reader-mixed-{language}.epub"), language, "rtl", WORDS_OF_A_PAGE);
        let name = format!("reader-bare-{language}.epub");
        let (bare, _) = build(&folder, &["--font", "none", "--colophon", "--", "."]).done(&name);
        keep(&bare, &name);
        assert_eq!(fonts_of(&bare), Vec::<String>::new(), "{name}");
    }
}

/// Publishes a text of four sections, each made of all its paragraphs, in another order each time.
fn one_text(text: &Text, name: &str, language: &str, direction: &str) {
    let failed = |error: std::io::Error| -> ! { panic!("{name}: {error}") };
    let work = tempfile::tempdir().unwrap_or_else(|error| failed(error));
    let folder = work.path().join("book");
    let written = fs::create_dir(&folder).and_then(|()| fs::write(folder.join("text.md"), text.article()));
    written.unwrap_or_else(|error| failed(error));
    check(&folder, name, language, direction, WORDS_OF_PAGES);
}

/// Publishes a folder as a user would, keeps the book and looks at the least a book must be.
fn check(folder: &Path, name: &str, language: &str, direction: &str, words: usize) -> Value {
    // With a colophon and a cover, as without any option: this one says so to `build`, which leaves them out otherwise.
    let (book, report) = build(folder, &["--colophon", "--", "."]).done(name);
    keep(&book, name);
    let roles =
        report["documents"].as_array().into_iter().flatten().map(|document| &document["role"]).collect::<Vec<_>>();
    assert!(["cover", "colophon"].iter().all(|role| roles.contains(&&Value::from(*role))), "{name}: {roles:?}");
    for (_, stem) in FONTS.iter().filter(|(tag, _)| *tag == language) {
        let fonts = fonts_of(&book);
        let wanted = ["regular", "bold"].map(|style| format!("OEBPS/fonts/{stem}-{style}.ttf"));
        assert!(wanted.iter().all(|file| fonts.contains(file)), "{name}: {fonts:?}");
    }
    assert_eq!(report["language"]["value"], language, "{name}");
    assert_eq!(report["direction"]["value"], direction, "{name}");
    let documents = texts_of(&book, |path| path.ends_with(".xhtml"));
    let mut found = 0;
    for (path, xhtml) in &documents {
        let document = parsed(path, xhtml);
        let html = document.root_element();
        let body = html.children().find(|node| node.tag_name().name() == "body");
        assert_eq!(html.attribute("dir"), Some(direction), "{name}: {path}");
        assert_eq!(html.attribute("lang"), Some(language), "{name}: {path}");
        assert_eq!(body.and_then(|body| body.attribute("dir")), Some(direction), "{name}: {path}");
        if path.starts_with("text/ch") {
            let text = body.into_iter().flat_map(|body| body.descendants()).filter(|node| node.is_text());
            found += text.filter_map(|node| node.text()).map(|text| text.split_whitespace().count()).sum::<usize>();
        }
    }
    assert!(found >= words, "{name} has only {found} words, which make no pages to turn");
    report
}

fn fonts_of(book: &[u8]) -> Vec<String> {
    let archive =
        zip::ZipArchive::new(Cursor::new(book)).unwrap_or_else(|error| panic!("the book is no archive: {error}"));
    let names = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    names.filter(|name| name.ends_with(".ttf")).collect()
}
