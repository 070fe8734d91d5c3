//! What the tests of whole books share: running the built command, looking into a book, keeping a copy of it.

#![allow(dead_code, reason = "every test uses its own part of this")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The clock of every book a test makes.
pub(crate) const EPOCH: &str = "1700000000";

/// What a call of the command did.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// The book, when there is one.
    pub(crate) book: Option<Vec<u8>>,
}

impl Run {
    /// The book and the report of a call that must not fail.
    pub(crate) fn done(self, what: &str) -> (Vec<u8>, Value) {
        assert_eq!(self.exit, 0, "{what}: {}", self.stderr);
        let report = serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{what}: {error}"));
        (self.book.unwrap_or_else(|| panic!("{what}: no book was written")), report)
    }
}

/// Runs `warraq build --json` with `arguments` in `folder`; the book goes beside the folder. A test that says nothing of
/// cover and colophon gets neither: it is about something else.
pub(crate) fn build(folder: &Path, arguments: &[&str]) -> Run {
    let book = folder.with_extension("epub");
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    // Tests share made fonts with one another, not with whoever runs them.
    let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", EPOCH).env("XDG_CACHE_HOME", cache).args(["build", "--json"]);
    if !arguments.contains(&"-o") {
        command.arg("-o").arg(&book);
    }
    // No test reaches for the network; those with a server of their own say so.
    if !arguments.iter().any(|argument| ["--allow-private-network", "--offline"].contains(argument)) {
        command.arg("--offline");
    }
    let frame = ["--cover", "--no-cover", "--cover-design", "--colophon", "--no-colophon", "--title-page"];
    if !arguments.iter().any(|argument| frame.contains(argument)) {
        command.args(["--no-cover", "--no-colophon"]);
    }
    let output = command.args(arguments).output().unwrap_or_else(|error| panic!("the command does not start: {error}"));
    let text = |bytes: Vec<u8>| {
        String::from_utf8(bytes).unwrap_or_else(|error| panic!("the command writes no UTF-8: {error}"))
    };
    Run {
        exit: output.status.code().unwrap_or_else(|| panic!("the command was killed: {:?}", output.status)),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        book: fs::read(&book).ok(),
    }
}

/// Saves a copy of a book in the folder that `WARRAQ_BOOKS` names, where the outside judges find it.
#[expect(clippy::disallowed_methods, reason = "no book is made of the variable: it says where copies go")]
pub(crate) fn keep(book: &[u8], name: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    assert!(name.ends_with(".epub") && name.chars().all(plain), "`{name}` is no name for a book to be judged");
    let Some(folder) = std::env::var_os("WARRAQ_BOOKS").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let path = folder.join(name);
    fs::write(&path, book).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// A folder that is copied to the place where a test works in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    let failed = |error: std::io::Error| -> ! { panic!("{}: {error}", from.display()) };
    fs::create_dir_all(to).unwrap_or_else(|error| failed(error));
    for entry in fs::read_dir(from).unwrap_or_else(|error| failed(error)) {
        let entry = entry.unwrap_or_else(|error| failed(error));
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap_or_else(|error| failed(error));
        }
    }
}

/// Every file of a book whose path in the package `wanted` accepts, as text, by that path.
pub(crate) fn texts_of(book: &[u8], wanted: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    let failed = |error: &dyn std::fmt::Display| -> ! { panic!("the book cannot be read: {error}") };
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap_or_else(|error| failed(&error));
    let mut texts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap_or_else(|error| failed(&error));
        let name = file.name().unwrap_or_else(|error| failed(&error)).into_owned();
        let name = name.strip_prefix("OEBPS/").unwrap_or(&name).to_owned();
        if wanted(&name) {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap_or_else(|error| failed(&error));
            texts.insert(name, text);
        }
    }
    texts
}

/// An XML document of a book, or a panic that names it.
pub(crate) fn parsed<'a>(name: &str, xml: &'a str) -> roxmltree::Document<'a> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(xml, options).unwrap_or_else(|error| panic!("{name}: {error}\n{xml}"))
}
