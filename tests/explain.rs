//! `warraq inspect --direction`: what it says of books, ours and others', of articles, and of what is neither.

#![cfg(feature = "cli")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A page whose directions are all declared, so that the outcome does not hang on how they are guessed.
const PAGE: &str = "<!DOCTYPE html><html lang=ar dir=rtl><title>كتاب الطريق</title><body><h1>كتاب الطريق</h1>\
    <p>هذه فقرة عربية طويلة فيها كلمات كثيرة عن الطريق والسفر والكتب القديمة.</p>\
    <p dir=ltr lang=en>An English paragraph that was declared as such by its author.</p>\
    <p>قال <bdi dir=ltr>Visual Studio</bdi> ثم اكتب <code>let x = y</code> بعد ذلك.</p></body></html>";

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a temporary folder"));
        desk.put("page.html", PAGE.as_bytes());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: &[u8]) {
        fs::create_dir_all(self.path(name).parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(self.path(name), content).expect("a file");
    }

    fn call(&self, arguments: &[&str], stdin: Stdio) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
        command.current_dir(self.0.path()).env_remove("SOURCE_DATE_EPOCH").args(arguments).stdin(stdin);
        command.output().expect("the command starts")
    }

    /// What a call that must not fail prints.
    fn explained(&self, arguments: &[&str]) -> String {
        let output = self.call(&[&["inspect", "--direction"], arguments].concat(), Stdio::null());
        done(output)
    }
}

fn done(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Whether a line holds all of these.
fn has_line(text: &str, parts: &[&str]) {
    let found = text.lines().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(found, "no line has all of {parts:?}:\n{text}");
}

#[test]
fn an_article_is_explained_with_what_was_decided() {
    let desk = Desk::new();
    let told = desk.explained(&["page.html"]);
    has_line(&told, &["book  ", "كتاب الطريق"]);
    has_line(&told, &["pages turn   rtl: "]);
    has_line(&told, &["decided    rtl: "]);
    has_line(&told, &["ltr (en): 11 of 11 words run from left to right", "«An English paragraph"]);
    has_line(&told, &["runs that are isolated: 1"]);
    has_line(&told, &["bdi", "ltr", "«Visual Studio»"]);
    has_line(&told, &["code", "1 pieces, 0 not from left to right"]);
    assert_eq!(desk.0.path().read_dir().expect("the folder").count(), 1, "something was written");
}

#[test]
fn a_book_is_told_as_its_article_but_for_the_decisions() {
    let desk = Desk::new();
    let _ = done_quietly(
        desk.call(&["build", "page.html", "--no-cover", "--no-colophon", "-o", "page.epub", "--quiet"], Stdio::null()),
    );
    let audit = |arguments: &[&str]| -> Value { serde_json::from_str(&desk.explained(arguments)).expect("JSON") };
    let (of_book, of_page) = (audit(&["page.epub", "--json"]), audit(&["page.html", "--json"]));
    assert_eq!(of_book["audit"], of_page["audit"]);
    assert!(of_book["report"].is_null());
    assert_eq!(of_page["report"]["direction"]["value"], "rtl");
    assert_eq!(of_page["audit"]["documents"][0]["differing"][0]["direction"], "ltr");
    assert_eq!(of_page["audit"]["counts"]["code"], 1);

    desk.put("folder/1.html", PAGE.as_bytes());
    desk.put("folder/2.html", PAGE.replace("كتاب الطريق", "كتاب آخر").as_bytes());
    let of_folder = audit(&["folder", "--json"]);
    assert_eq!(of_folder["audit"]["counts"]["code"], 2);

    for name in ["page.epub", "page.html"] {
        let stdin = File::open(desk.path(name)).expect("a file");
        let output = desk.call(&["inspect", "--direction", "-", "--json"], stdin.into());
        let of_stdin: Value = serde_json::from_str(&done(output)).expect("JSON");
        assert_eq!(of_stdin["audit"]["counts"], of_book["audit"]["counts"], "{name}");
    }
}

fn done_quietly(output: Output) -> Output {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A book of others: EPUB 2, no direction anywhere but in the text, one document broken.
fn foreign() -> Vec<u8> {
    let many = "<li>قال Visual Studio ثم</li>".repeat(30);
    let page = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>ا</title></head><body dir=\"RTL\">\
         <p>Mostly English words here</p><ul>{many}</ul><p>اكتب <code>x y</code></p></body></html>"
    );
    let files = [
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
             <rootfile full-path=\"o/p.opf\"/></rootfiles></container>",
        ),
        (
            "o/p.opf",
            "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\">\
             <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>كتاب كبير</dc:title></metadata>\
             <manifest><item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>\
             <item id=\"n\" href=\"n.ncx\" media-type=\"application/x-dtbncx+xml\"/></manifest>\
             <spine toc=\"n\"><itemref idref=\"a\"/><itemref idref=\"b\"/><itemref idref=\"a\"/></spine></package>",
        ),
        ("o/a.xhtml", page.as_str()),
        ("o/b.xhtml", "<html><p></html>"),
        (
            "o/n.ncx",
            "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\"><docTitle><text>كتاب</text></docTitle><navMap>\
             <navPoint><navLabel><text>Chapter one</text></navLabel><content src=\"a.xhtml\"/></navPoint></navMap></ncx>",
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(text.as_bytes()).expect("a file");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn a_book_of_others_is_told_whatever_it_lacks() {
    let desk = Desk::new();
    desk.put("foreign.epub", &foreign());
    let told = desk.explained(&["foreign.epub"]);
    has_line(&told, &["pages turn", "not said: 64 of 125 words run from left to right"]);
    has_line(&told, &["dc:title", "not said, although 2 of 2 words run from right to left", "«كتاب كبير»"]);
    has_line(&told, &["o/b.xhtml: ", "not well-formed"]);
    has_line(&told, &["rtl, although 4 of 4 words run from left to right", "«Mostly English words here»"]);
    has_line(&told, &["runs of two or more words that are not isolated: 32"]);
    has_line(&told, &["… and 20 more; `--json` shows them all"]);
    has_line(&told, &["code", "rtl", "«x y»"]);
    let json: Value = serde_json::from_str(&desk.explained(&["foreign.epub", "--json"])).expect("JSON");
    assert_eq!(json["audit"]["documents"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["audit"]["documents"][0]["unisolated"].as_array().map(Vec::len), Some(32));
    assert_eq!(json["audit"]["unread"][0]["path"], "o/b.xhtml");
    // Without `--direction`, the words stand beside the direction of the pages.
    let output = done_quietly(desk.call(&["inspect", "foreign.epub"], Stdio::null()));
    has_line(&String::from_utf8_lossy(&output.stdout), &["pages turn", "not said (", "words run"]);
}

#[test]
fn what_is_no_book_and_no_article_is_refused_as_build_refuses_it() {
    let desk = Desk::new();
    desk.put("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    desk.put("empty.txt", b"");
    desk.put("folder/picture.png", b"x");
    desk.put("zip.epub", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    desk.put("cut.epub", &foreign()[..600]);
    desk.put("bad.toml.md", b"+++\ntitle = \n+++\nword");
    for name in ["none.txt", "picture.png", "empty.txt", "folder", "bad.toml.md"] {
        let explained = desk.call(&["inspect", "--direction", name], Stdio::null());
        let built = desk.call(&["build", "--dry-run", name], Stdio::null());
        assert!(!built.status.success(), "{name}");
        assert_eq!(explained.status.code(), built.status.code(), "{name}");
        assert_eq!(String::from_utf8_lossy(&explained.stderr), String::from_utf8_lossy(&built.stderr), "{name}");
        assert!(explained.stdout.is_empty(), "{name}");
    }
    for name in ["zip.epub", "cut.epub"] {
        let output = desk.call(&["inspect", "--direction", name], Stdio::null());
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with(&format!("error: {name}: ")), "{said}");
    }
    let empty = desk.call(&["inspect", "--direction", "-"], Stdio::null());
    assert_eq!(empty.status.code(), Some(1));
    // `--format` speaks of standard input, and so of `--direction` only.
    assert_eq!(desk.call(&["inspect", "page.html", "--format", "html"], Stdio::null()).status.code(), Some(2));
}
