//! Pages, the words their books hold, and the words they should.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::Node;
use serde_json::Value;

use crate::common::{build, copy_folder, keep, parsed, texts_of};

/// Every page of a folder.
pub(crate) fn pages_of(folder: &Path) -> Vec<PathBuf> {
    let Ok(listed) = fs::read_dir(folder) else { return Vec::new() };
    let mut pages =
        listed.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect::<Vec<_>>();
    pages.sort();
    pages
}

/// A page and what became of it.
pub(crate) struct Row {
    name: String,
    /// Words that must stay, and those of them that did.
    wanted: usize,
    found: usize,
    /// Words of the book that nothing allows.
    surplus: usize,
    missing_words: Vec<String>,
    surplus_words: Vec<String>,
    /// Lines of `drop.txt` that are in the book.
    clutter: Vec<String>,
}

impl Row {
    pub(crate) fn of(folder: &Path) -> Self {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap_or_default();
        let work = tempfile::tempdir().unwrap_or_else(|error| panic!("no folder to work in: {error}"));
        let copy = work.path().join("book");
        copy_folder(folder, &copy);
        let page = page_in(folder).unwrap_or_else(|| panic!("{name}: there is no page"));
        let arguments = read("args");
        let mut arguments = arguments.lines().collect::<Vec<_>>();
        arguments.extend(["--font", "none", "--", &page]);
        let (book, report) = build(&copy, &arguments).done(&name);
        // Ten of them are looked at in readers too.
        let reader = if folder.parent().is_some_and(|parent| parent.ends_with("second")) { "reader-" } else { "" };
        keep(&book, &format!("{reader}page-{name}.epub"));
        let text = text_of(&book, &report);

        let wanted = words(&read("keep.txt"));
        assert!(!wanted.is_empty(), "{name}: keep.txt is empty");
        let in_book = words(&text);
        let mut bag = bag_of(&in_book);
        let missing_words = wanted.iter().filter(|word| !take(&mut bag, word)).cloned().collect::<Vec<_>>();
        words(&read("either.txt")).iter().for_each(|word| _ = take(&mut bag, word));
        let mut surplus_words = in_book.iter().filter(|word| take(&mut bag, word)).cloned().collect::<Vec<_>>();
        surplus_words.retain(|word| !word.is_empty());
        let line = format!(" {} ", in_book.join(" "));
        let drop = read("drop.txt");
        let clutter = drop.lines().filter(|dropped| {
            let dropped = words(dropped);
            // What the article says as well proves nothing.
            let said = format!(" {} ", wanted.join(" ")).contains(&format!(" {} ", dropped.join(" ")));
            !dropped.is_empty() && !said && line.contains(&format!(" {} ", dropped.join(" ")))
        });
        Self {
            name,
            wanted: wanted.len(),
            found: wanted.len() - missing_words.len(),
            surplus: surplus_words.len(),
            missing_words,
            surplus_words,
            clutter: clutter.map(str::to_owned).collect(),
        }
    }

    #[expect(clippy::print_stdout, reason = "a test says what it found")]
    pub(crate) fn print_faults(&self) {
        let some = |words: &[String]| words.iter().take(25).cloned().collect::<Vec<_>>().join(" ");
        if !self.missing_words.is_empty() {
            println!("{}: lost: {}", self.name, some(&self.missing_words));
        }
        if !self.surplus_words.is_empty() {
            println!("{}: kept wrongly: {}", self.name, some(&self.surplus_words));
        }
        for clutter in &self.clutter {
            println!("{}: clutter is in the book: {clutter}", self.name);
        }
    }
}

/// Recall and precision of the words of all pages.
pub(crate) fn over_all(rows: &[Row]) -> (f64, f64) {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let (wanted, found, surplus) = (sum(|row| row.wanted), sum(|row| row.found), sum(|row| row.surplus));
    (share(found, wanted), share(found, found + surplus))
}

#[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

pub(crate) fn table(rows: &[Row]) -> String {
    let mut table =
        "| page | words that must stay | lost | kept wrongly | recall | precision |\n|---|---:|---:|---:|---:|---:|\n"
            .to_owned();
    let mut line = |name: &str, wanted: usize, found: usize, surplus: usize| {
        let (recall, precision) = (share(found, wanted), share(found, found + surplus));
        let _ =
            writeln!(table, "| {name} | {wanted} | {} | {surplus} | {recall:.3} | {precision:.3} |", wanted - found);
    };
    for row in rows {
        line(&format!("`{}`", row.name), row.wanted, row.found, row.surplus);
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    line(&format!("**all** ({})", rows.len()), sum(|row| row.wanted), sum(|row| row.found), sum(|row| row.surplus));
    table
}

/// Writes the table into `docs/conformance.md` when `WARRAQ_CONFORMANCE` says so.
#[expect(clippy::disallowed_methods, reason = "the variable renews a table, no book depends on it")]
pub(crate) fn write_when_asked(folder: &str, rows: &[Row]) {
    if std::env::var_os("WARRAQ_CONFORMANCE").is_none_or(|value| value != "write") {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md");
    let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (begin, end) = (format!("<!-- web pages: {folder} -->\n"), format!("<!-- end of web pages: {folder} -->"));
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("{}: no {begin}", path.display()));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("{}: no {end}", path.display()));
    let page = format!("{before}{begin}\n{}\n{end}{after}", table(rows));
    fs::write(&path, page).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The only page in a folder.
fn page_in(folder: &Path) -> Option<String> {
    let names =
        fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let mut names =
        names.filter(|name| [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end))).collect::<Vec<_>>();
    names.sort();
    names.into_iter().next()
}

/// The words of the chapters, without what the report says was added.
fn text_of(book: &[u8], report: &Value) -> String {
    let chapters =
        report["documents"].as_array().into_iter().flatten().filter(|document| document["role"] == "chapter");
    let paths = chapters.filter_map(|document| document["path"].as_str()).collect::<Vec<_>>();
    let texts = texts_of(book, |path| paths.contains(&path));
    let mut text = String::new();
    for path in paths {
        let xhtml = texts.get(path).unwrap_or_else(|| panic!("the book has no {path}"));
        let document = parsed(path, xhtml);
        let body = document.descendants().find(|node| node.tag_name().name() == "body");
        body.into_iter().for_each(|body| collect(body, &mut text));
    }
    text
}

fn collect(node: Node<'_, '_>, text: &mut String) {
    if let Some(words) = node.text().filter(|_| node.is_text()) {
        text.push_str(words);
    }
    let class = node.attribute("class").unwrap_or_default();
    // What Warraq writes itself above an article, and the numbers of notes.
    let added = matches!(class, "byline" | "dateline" | "source" | "subtitle" | "translator" | "publisher" | "note")
        || matches!(node.attribute("role"), Some("doc-noteref" | "doc-backlink" | "doc-subtitle"));
    if !node.is_element() || added {
        return;
    }
    // The number of a note, where the page does not mark it as one.
    let number = |text: String| {
        text.chars().all(|c| c.is_numeric() || c.is_whitespace() || matches!(c, '[' | ']' | '.' | '(' | ')'))
    };
    let marks = node.has_tag_name(("http://www.w3.org/1999/xhtml", "sup"))
        || node.attribute("href").is_some_and(|href| href.contains('#') && !href.contains("://"));
    if marks && number(node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()) {
        return;
    }
    let inline = matches!(
        node.tag_name().name(),
        "a" | "b"
            | "i"
            | "em"
            | "strong"
            | "span"
            | "bdi"
            | "bdo"
            | "cite"
            | "q"
            | "sub"
            | "sup"
            | "u"
            | "s"
            | "small"
            | "mark"
            | "code"
            | "time"
            | "abbr"
    );
    if !inline {
        text.push(' ');
    }
    node.children().for_each(|child| collect(child, text));
    if !inline {
        text.push(' ');
    }
}

/// Words without the signs around them, marks of direction and joiners of lines.
fn words(text: &str) -> Vec<String> {
    let text = text
        .replace(['\u{200E}', '\u{200F}', '\u{61C}', '\u{2068}', '\u{2069}', '\u{2066}', '\u{2067}', '\u{FEFF}'], "");
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c)));
    words.filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{5B0}'..='\u{5C7}')
}

fn bag_of(words: &[String]) -> HashMap<String, usize> {
    let mut bag = HashMap::new();
    for word in words {
        *bag.entry(word.clone()).or_insert(0) += 1;
    }
    bag
}

fn take(bag: &mut HashMap<String, usize>, word: &str) -> bool {
    match bag.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}
