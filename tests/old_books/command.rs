//! Old books on the command line: one, one through a pipe, a folder of them, one with a fixed layout, and what `inspect` says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::{WORDS, contents, good, with, words, zipped};

fn call(folder: &Path, arguments: &[&str], input: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    if let Some(input) = input {
        command.stdin(Stdio::from(fs::File::open(input).expect("an input")));
    }
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").args(arguments).output().expect("the command starts")
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_file_and_a_pipe_give_the_same_book() {
    let desk = tempfile::tempdir().expect("a folder");
    let old = desk.path().join("old.epub");
    fs::write(&old, zipped(&good())).expect("an old book");
    let modified = ["--modified", "2020-01-01", "--font", "none"];
    done(&call(desk.path(), &[&["build", "old.epub", "-o", "a.epub"], modified.as_slice()].concat(), None));
    done(&call(desk.path(), &[&["build", "-", "-o", "b.epub"], modified.as_slice()].concat(), Some(&old)));
    let read = |name: &str| fs::read(desk.path().join(name)).expect("a book");
    assert_eq!(words(&read("a.epub")).join(" "), WORDS);
    assert!(read("a.epub") == read("b.epub"));
    let onto_itself = call(desk.path(), &["build", "old.epub", "-o", "old.epub"], None);
    assert_eq!(onto_itself.status.code(), Some(2), "a book must not take the place of the one it is made of");
}

#[test]
fn a_fixed_layout_is_refused_unless_it_is_forced() {
    let desk = tempfile::tempdir().expect("a folder");
    let layout = "<meta property=\"rendition:layout\">pre-paginated</meta><dc:language>";
    fs::write(desk.path().join("fixed.epub"), zipped(&with("OPS/book.opf", "<dc:language>", layout))).expect("a book");
    let refused = call(desk.path(), &["build", "fixed.epub", "-o", "new.epub"], None);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--force"), "{refused:?}");
    assert!(!desk.path().join("new.epub").exists());
    done(&call(desk.path(), &["build", "fixed.epub", "-o", "new.epub", "--force", "--font", "none"], None));
    assert_eq!(words(&fs::read(desk.path().join("new.epub")).expect("a book")).join(" "), WORDS);
}

#[test]
fn a_folder_of_old_books_is_mended_in_one_call() {
    let desk = tempfile::tempdir().expect("a folder");
    fs::create_dir(desk.path().join("old")).expect("a folder");
    for number in 1..=3 {
        let id = format!("urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c4{number}");
        let files = with("OPS/book.opf", "urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46", &id);
        fs::write(desk.path().join(format!("old/{number}.epub")), zipped(&files)).expect("a book");
    }
    fs::write(desk.path().join("old/4.epub"), b"PK\x03\x04 no book").expect("no book");
    let output = call(desk.path(), &["batch", "old", "-o", "new", "--font", "none"], None);
    let books = fs::read_dir(desk.path().join("new")).expect("books").map(|entry| entry.expect("an entry").path());
    let books = books.filter(|path| path.extension().is_some_and(|extension| extension == "epub")).collect::<Vec<_>>();
    assert_eq!(books.len(), 3, "{output:?}");
    for book in books {
        let book = fs::read(book).expect("a book");
        assert_eq!((words(&book).join(" ").as_str(), contents(&book).as_str()), (WORDS, crate::CONTENTS));
    }
}

#[test]
fn inspect_says_what_would_change() {
    let desk = tempfile::tempdir().expect("a folder");
    fs::write(desk.path().join("old.epub"), zipped(&good())).expect("an old book");
    let shown = done(&call(desk.path(), &["inspect", "old.epub"], None));
    for line in [
        "language                 en → ar",
        "pages turn               not said → rtl",
        "fonts                    none → embedded",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let shown = done(&call(desk.path(), &["inspect", "old.epub", "--json"], None));
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    let changes = shown["would_change"]["changes"].as_array().expect("changes");
    let pages = changes.iter().find(|change| change["what"] == "pages").expect("the pages");
    assert_eq!((&pages["now"], &pages["then"]), (&"ltr, not said".into(), &"rtl".into()), "{shown}");

    done(&call(desk.path(), &["build", "old.epub", "-o", "new.epub"], None));
    let shown = done(&call(desk.path(), &["inspect", "new.epub"], None));
    assert!(shown.ends_with("would change\n  nothing\n"), "{shown}");

    let locked = crate::and("META-INF/rights.xml", b"<x/>");
    fs::write(desk.path().join("locked.epub"), zipped(&locked)).expect("a locked book");
    let shown = done(&call(desk.path(), &["inspect", "locked.epub"], None));
    assert!(shown.contains("it would not be made anew"), "{shown}");
}
