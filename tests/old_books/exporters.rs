//! Books as programs and publishers write them: InDesign, calibre, Google Docs, Pressbooks, Word, Sigil, an Arabic house. Each
//! folder holds one, unpacked, and beside it what came of it when somebody last looked: `golden.txt`, which
//! `WARRAQ_GOLDEN=renew` writes anew.

use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::Node;

use crate::common::{keep, parsed, texts_of};
use crate::{contents, made, zipped};

/// Which of them the readers look at, too.
const FOR_READERS: [&str; 5] = [
    "arabic-publisher-poems-notes-read",
    "calibre-from-word-read",
    "indesign-classes-only-read",
    "sigil-hebrew-ltr-declared-read",
    "word-html-persian-page-map-read",
];

#[test]
#[expect(clippy::disallowed_methods, reason = "the variable renews golden files, no book depends on it")]
fn books_of_programs_and_publishers_read_well() {
    let renew = std::env::var_os("WARRAQ_GOLDEN").is_some_and(|value| value == "renew");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old_books/exporters");
    let mut folders = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let mut folders = folders.by_ref().collect::<Vec<_>>();
    folders.sort();
    assert!(folders.len() >= 7, "{}", folders.len());
    let mut failed = Vec::new();
    for folder in folders {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let (book, report) = made(archive(&folder.join("in"))).unwrap_or_else(|error| panic!("{name}: {error}"));
        let given = shown(&book, &report);
        let golden = folder.join("golden.txt");
        if renew {
            fs::write(&golden, &given).expect("a golden file");
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if given != expected {
            let line = given.lines().zip(expected.lines()).position(|(a, b)| a != b);
            failed.push(format!("{name}: line {line:?} differs; here is all of it:\n{given}"));
        }
        let audit = warraq::check::audit_direction(std::io::Cursor::new(&book)).expect("an audit");
        let (second, _) = made(book.clone()).unwrap_or_else(|error| panic!("{name}, again: {error}"));
        let (third, _) = made(second.clone()).unwrap_or_else(|error| panic!("{name}, a third time: {error}"));
        if audit.counts.contradicted + audit.counts.unisolated > 0 {
            failed.push(format!("{name}: {:?}", audit.counts));
        }
        if second != third {
            failed.push(format!("{name}: the third generation differs from the second"));
        }
        let text = |book: &[u8]| crate::words(book).join(" ");
        if text(&book) != text(&second) || contents(&book) != contents(&second) {
            failed.push(format!("{name}: the second generation differs:\n{}\n{}", text(&book), text(&second)));
        }
        let reader = if FOR_READERS.contains(&name.as_str()) { "reader-" } else { "" };
        keep(&book, &format!("{reader}old-{name}.epub"));
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The files of a folder as a book.
fn archive(folder: &Path) -> Vec<u8> {
    let mut files = vec![("mimetype".to_owned(), b"application/epub+zip".to_vec())];
    let mut paths = below(folder);
    paths.sort();
    for path in paths {
        let name = path.strip_prefix(folder).expect("a path in the folder").to_string_lossy().replace('\\', "/");
        if name != "mimetype" {
            files.push((name, fs::read(&path).expect("a file")));
        }
    }
    zipped(&files)
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// A book as text: what was decided and said, the contents, and the blocks of every page of text.
fn shown(book: &[u8], report: &warraq::Report) -> String {
    let mut text = format!("title {}\n", report.title);
    text += &format!("language {} · direction {}\n", report.language.value, report.direction.value);
    text += &format!("identifier {}\n", report.identifier.value);
    for finding in &report.findings {
        let file = finding.place.as_ref().map(|place| place.file.as_ref()).unwrap_or_default();
        text += &format!("{} {file}: {}\n", finding.code, finding.message);
    }
    for change in &report.changes {
        text += &format!("{:?} «{}»\n", change.rule, change.text);
    }
    text += &format!("contents {}\n", contents(book));
    let navigation = texts_of(book, |path| path == "nav.xhtml").remove("nav.xhtml").unwrap_or_default();
    let document = parsed("nav.xhtml", &navigation);
    let list = document.descendants().find(|node| node.attribute("id") == Some("page-list"));
    let pages = list
        .into_iter()
        .flat_map(|list| list.descendants())
        .filter(|node| node.has_tag_name("a") || node.tag_name().name() == "a");
    for page in pages {
        text += &format!("page {} {}\n", inline(page), page.attribute("href").unwrap_or_default());
    }
    for (name, xhtml) in texts_of(book, |path| path.starts_with("text/")) {
        let frame = ["text/cover", "text/colophon"].iter().any(|frame| name.starts_with(frame));
        if !frame {
            text += &format!("\n{name}\n");
            let document = parsed(&name, &xhtml);
            let body = document.descendants().find(|node| node.tag_name().name() == "body");
            body.into_iter().flat_map(|body| body.children()).for_each(|node| block(node, 0, &mut text));
        }
    }
    text
}

const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "ol",
    "ul",
    "li",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "blockquote",
    "figure",
    "dl",
    "dt",
    "dd",
    "hr",
];

fn block(node: Node<'_, '_>, depth: usize, text: &mut String) {
    if !node.is_element() {
        return;
    }
    let is_block = |node: &Node<'_, '_>| BLOCKS.contains(&node.tag_name().name());
    *text += &"  ".repeat(depth);
    *text += &named(node);
    if node.children().any(|child| is_block(&child)) {
        text.push('\n');
        node.children().for_each(|child| block(child, depth + 1, text));
    } else {
        *text += &format!(" {}\n", inline(node));
    }
}

/// The name of an element with what it says of its words.
fn named(node: Node<'_, '_>) -> String {
    let mut name = node.tag_name().name().to_owned();
    name.extend(node.attribute("class").map(|class| format!(".{}", class.replace(' ', "."))));
    name.extend(["dir", "lang"].iter().filter_map(|name| node.attribute(*name)).map(|value| format!(" {value}")));
    name.extend(node.attribute("role").map(|role| format!(" {role}")));
    name
}

fn inline(node: Node<'_, '_>) -> String {
    let mut text = String::new();
    for child in node.children() {
        match child.tag_name().name() {
            _ if child.is_text() => text += child.text().unwrap_or_default(),
            "br" => text += " / ",
            "img" => text += &format!("{{img {}}}", child.attribute("alt").unwrap_or_default()),
            _ if child.is_element() && child.attribute("id").is_some() && !child.has_children() => text += "⚓",
            _ if child.is_element() => text += &format!("{{{}: {}}}", named(child), inline(child)),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
