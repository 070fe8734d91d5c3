//! Whether a book holds its source's words, once and in order, but for what the report says was lost, added or moved.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use rbook::Epub;
use roxmltree::Node;
use serde_json::Value;

use crate::common::parsed;
use crate::explain::{self, Exchanges};
use crate::oracle::{Word, decoded, is_block, words, words_of};

/// What the report says became of the text.
struct Changes {
    rule: &'static str,
    texts: Vec<Vec<String>>,
}

/// Compares the chapters of a book with the files they were made from.
pub(crate) fn check(book: &[u8], report: &Value, folder: PathBuf) -> Result<(), String> {
    let epub =
        Epub::read(Cursor::new(book.to_vec())).map_err(|error| format!("  rbook cannot read the book: {error}"))?;
    let mut articles: Vec<(String, BookText)> = Vec::new();
    for document in array(&report["documents"]).filter(|document| document["role"] == "chapter") {
        let (path, file) = (string(&document["path"]), string(&document["source"]["file"]));
        let entry = epub.manifest().iter().find(|entry| entry.href().as_str().ends_with(&path));
        let xhtml = entry.and_then(|entry| entry.read_str().ok()).ok_or(format!("  rbook finds no {path}"))?;
        if articles.last().is_none_or(|(last, _)| *last != file) {
            articles.push((file, BookText::default()));
        }
        if let Some((_, text)) = articles.last_mut() {
            text.read(parsed(&path, &xhtml).root_element());
        }
    }
    for (file, text) in articles {
        check_article(&folder.join(&file), &text, encoding_of(report, &file), &changes_of(report, &file))
            .map_err(|error| format!("  {file}: {error}"))?;
    }
    Ok(())
}

/// The text of an article as the book has it.
#[derive(Default)]
struct BookText {
    text: String,
    notes: Vec<String>,
    marks: Vec<String>,
}

impl BookText {
    fn read(&mut self, html: Node<'_, '_>) {
        let body = html.children().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")));
        let mut text = std::mem::take(&mut self.text);
        body.into_iter().for_each(|body| self.collect(body, &mut text));
        self.text = text;
    }

    fn collect(&mut self, node: Node<'_, '_>, text: &mut String) {
        if let Some(words) = node.text().filter(|_| node.is_text()) {
            text.push_str(words);
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name();
        match (node.attribute("role"), name) {
            (Some("doc-noteref" | "doc-backlink"), _) => self.marks.push(all_text(node)),
            (_, "span") if node.attribute("class") == Some("note") => self.marks.push(all_text(node)),
            (Some("doc-footnote"), _) => {
                let mut note = String::new();
                node.children().for_each(|child| self.collect(child, &mut note));
                self.notes.push(note);
            }
            (_, "annotation" | "annotation-xml") => {}
            (_, "math") => text.extend(all_text(node).chars().filter(|c| !c.is_whitespace())),
            _ => {
                let space = if is_block(name) { " " } else { "" };
                text.push_str(space);
                node.children().for_each(|child| self.collect(child, text));
                if name == "span" && node.attribute("dir") == Some("ltr") && text.ends_with('\u{200E}') {
                    text.pop();
                    text.push(explain::MARK);
                }
                text.push_str(space);
            }
        }
    }
}

fn all_text(node: Node<'_, '_>) -> String {
    node.descendants()
        .filter(|node| {
            node.is_text() && !node.ancestors().any(|above| above.tag_name().name().starts_with("annotation"))
        })
        .filter_map(|node| node.text())
        .collect()
}

fn check_article(path: &Path, book: &BookText, encoding: &str, changes: &[Value]) -> Result<(), String> {
    let texts = |rule: &str| {
        let of_rule = changes.iter().filter(|change| change["rule"] == rule);
        of_rule.map(|change| string(&change["text"])).collect::<Vec<_>>()
    };
    let known = [
        "forbidden-character",
        "debris",
        "title",
        "byline",
        "skipped-part",
        "replaced-page",
        "page-furniture",
        "boilerplate",
        "embed-link",
        "note",
        "displaced",
        "source-mark",
        "verse-sign",
        "note-mark",
        "alternative-text",
        "media-name",
        "task-box",
        "separator",
        explain::DIRECTION_MARK,
    ];
    let known = known.iter().chain(&explain::RULES).collect::<Vec<_>>();
    if let Some(change) = changes.iter().find(|change| !known.iter().any(|rule| change["rule"] == **rule)) {
        return Err(format!("the report has a rule that this test does not know: {}", change["rule"]));
    }

    let marks = texts("note-mark");
    if marks != book.marks {
        return Err(format!("the note marks of the book are {:?}, those of the report {marks:?}", book.marks));
    }
    let notes = texts("note").iter().map(|note| plain(note)).collect::<Vec<_>>();
    let notes_of_book = book.notes.iter().map(|note| plain(note)).collect::<Vec<_>>();
    if notes != notes_of_book {
        return Err(format!("the notes of the book are {notes_of_book:?}, those of the report {notes:?}"));
    }

    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let mut text = decoded(&bytes, encoding)?;
    let left = take_forbidden(&mut text, changes)?;
    check_separators(&text, &texts("separator"))?;
    let mut exchanges = Exchanges::of(changes)?;
    if exchanges.reads_ellipsis() {
        // What is an ellipsis here parts no words.
        text = text.replace('\u{85}', &explain::ELLIPSIS.to_string());
    }
    let mut source = words_of(path, &text);
    for character in left {
        take_from_words(&mut source, character)?;
    }
    for note in &notes {
        take_note(&mut source, note, &mut exchanges)?;
    }
    let parts = texts("page-furniture").iter().map(|part| plain(part)).collect::<Vec<_>>();
    for (at, part) in parts.iter().enumerate() {
        let equal = parts[..=at].iter().filter(|other| *other == part).count();
        part_from_neighbours(&mut source, part, equal);
    }
    let mut of_book = words(&book.text);
    for foot in texts("displaced").iter().map(|foot| plain(foot)) {
        take_note(&mut source, &foot, &mut exchanges)?;
        take_note(&mut of_book, &foot, &mut exchanges)?;
    }
    let source = source.into_iter().map(|word| word.text).collect::<Vec<_>>();
    let of_book = of_book.into_iter().map(|word| word.text).collect::<Vec<_>>();
    let of_rules = |rules: &[&'static str]| {
        let changes =
            rules.iter().map(|rule| Changes { rule, texts: texts(rule).iter().map(|text| plain(text)).collect() });
        changes.collect::<Vec<_>>()
    };
    let lost = of_rules(&["debris", "page-furniture", "boilerplate", "skipped-part", "replaced-page", "verse-sign"]);
    let added = of_rules(&["title", "byline", "alternative-text", "media-name", "embed-link", "task-box"]);
    compare(&source, &of_book, lost, added, &mut exchanges)?;
    exchanges.unused().map_or(Ok(()), |unused| Err(format!("the report says {unused}")))
}

/// A separator parts words as the line break does that it became, so words do not show it: it must at least be there.
fn check_separators(text: &str, separators: &[String]) -> Result<(), String> {
    for (code, decimal) in [("2028", "8232"), ("2029", "8233"), ("0085", "133")] {
        let said = separators.iter().filter(|separator| separator.strip_prefix("U+") == Some(code)).count();
        let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).unwrap_or_default();
        let lower = text.to_ascii_lowercase();
        let references = [format!("&#x{code};"), format!("&#{decimal};")];
        let there = lower.matches(character).count()
            + references.iter().map(|r| lower.matches(r.as_str()).count()).sum::<usize>();
        if said > there {
            return Err(format!("the report says {said} of U+{code}, the source has {there}"));
        }
    }
    Ok(())
}

fn plain(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.text).collect()
}

/// Walks both texts together. Where the source goes on with what was lost and the book does not, that is passed over, and
/// the same for what was added to the book, and for single characters of a word; every entry of the report must have been
/// met in the end.
fn compare(
    source: &[String],
    book: &[String],
    mut lost: Vec<Changes>,
    mut added: Vec<Changes>,
    exchanges: &mut Exchanges,
) -> Result<(), String> {
    let (mut at, mut there) = (0, 0);
    loop {
        let (rest, of_book) = (&source[at..], &book[there..]);
        if let Some(length) = met(&mut lost, rest, of_book) {
            at += length;
        } else if let Some(length) = met(&mut added, of_book, rest) {
            there += length;
        } else if let (Some(word), Some(other)) = (rest.first(), of_book.first())
            && word != other
            && exchanges.explain(word, other)
        {
            at += 1;
            there += 1;
        } else if rest.first().is_some_and(|word| Some(word) != of_book.first() && exchanges.explain(word, "")) {
            at += 1;
        } else if rest.first() != of_book.first() {
            let around = |words: &[String]| words.iter().take(8).cloned().collect::<Vec<_>>().join(" ");
            let before = around(&source[at.saturating_sub(5)..at]);
            let (rest, of_book) = (around(rest), around(of_book));
            return Err(format!("after «{before}» the source goes on «{rest}», the book «{of_book}»"));
        } else if rest.is_empty() {
            break;
        } else {
            at += 1;
            there += 1;
        }
    }
    for Changes { rule, texts } in lost.iter().chain(&added) {
        if let Some(text) = texts.iter().find(|text| !text.is_empty()) {
            return Err(format!("the report says `{rule}` of «{}», but nothing of the kind happened", text.join(" ")));
        }
    }
    Ok(())
}

/// Takes the first entry that `here` begins with and `other` does not; gives its length in words.
fn met(changes: &mut [Changes], here: &[String], other: &[String]) -> Option<usize> {
    for Changes { texts, .. } in changes {
        let found =
            texts.iter().position(|text| !text.is_empty() && here.starts_with(text) && !other.starts_with(text));
        if let Some(found) = found {
            return Some(texts.remove(found).len());
        }
    }
    None
}

/// A part of a line that was left out (an edit link in a heading) may stand without a space beside a word that stays:
/// then the source's word is two. `equal` says how many such parts must stand alone after this.
fn part_from_neighbours(source: &mut Vec<Word>, part: &[String], equal: usize) {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return };
    let exact = |words: &[Word]| words.iter().zip(part).all(|(word, of_part)| word.text == *of_part);
    if source.len() < part.len() || source.windows(part.len()).filter(|words| exact(words)).count() >= equal {
        return;
    }
    let glued = |words: &[Word]| {
        words.iter().zip(part).enumerate().all(|(at, (word, of_part))| {
            word.text == *of_part
                || at == 0 && word.text.ends_with(of_part.as_str())
                || at + 1 == part.len() && word.text.starts_with(of_part.as_str())
        })
    };
    let Some(at) = source.windows(part.len()).position(|words| glued(words) && !exact(words)) else { return };
    let end = at + part.len() - 1;
    if let Some(rest) = source[end].text.strip_prefix(last.as_str()).filter(|rest| !rest.is_empty() && end > at) {
        let rest = Word { text: rest.to_owned(), in_note: source[end].in_note };
        source[end].text.clone_from(last);
        source.insert(end + 1, rest);
    }
    if let Some(before) = source[at].text.strip_suffix(first.as_str()).filter(|before| !before.is_empty()) {
        let before = Word { text: before.to_owned(), in_note: source[at].in_note };
        source[at].text.clone_from(first);
        source.insert(at, before);
    }
}

/// Takes the words of a note, or of another thing that moved, out of the place where they stand.
fn take_note(source: &mut Vec<Word>, note: &[String], exchanges: &mut Exchanges) -> Result<(), String> {
    if note.is_empty() {
        return Ok(());
    }
    let is_word = |word: &Word, of_note: &String| word.text == *of_note || exchanges.explains(&word.text, of_note);
    let is_here = |words: &[Word]| words.iter().zip(note).all(|(word, of_note)| is_word(word, of_note));
    let places = source.windows(note.len()).enumerate().filter(|(_, words)| is_here(words));
    let places = places.map(|(at, words)| (at, words.iter().all(|word| word.in_note))).collect::<Vec<_>>();
    let defined = places.iter().find(|(_, defined)| *defined).or(places.last());
    let Some((at, _)) = defined else { return Err(format!("the source has no note «{}»", note.join(" "))) };
    for (word, of_note) in source.drain(*at..at + note.len()).zip(note) {
        exchanges.explain(&word.text, of_note);
    }
    Ok(())
}

/// Takes the characters XML forbids out of the text, each at the line the report names; gives those that the text does not
/// hold itself but brings in by a reference.
fn take_forbidden(text: &mut String, changes: &[Value]) -> Result<Vec<char>, String> {
    let mut lines = text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let mut left = Vec::new();
    for change in changes.iter().filter(|change| change["rule"] == "forbidden-character") {
        let code = string(&change["text"]);
        let character =
            code.strip_prefix("U+").and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let character = character.ok_or(format!("`{code}` is no code point"))?;
        let line = change["place"]["line"].as_u64().and_then(|line| usize::try_from(line).ok()).unwrap_or(0);
        let line = lines.get_mut(line.saturating_sub(1));
        match line.and_then(|line| line.find(character).map(|at| (line, at))) {
            Some((line, at)) => line.replace_range(at..at + character.len_utf8(), residue(character)),
            // One that parts words parts them when it comes by a reference, too.
            None if residue(character) == " " => {}
            None => left.push(character),
        }
    }
    *text = lines.join("\n");
    let forbidden =
        |c: &char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    match text.chars().find(forbidden) {
        Some(c) => Err(format!("U+{:04X} is in the source and not in the report", u32::from(c))),
        None => Ok(left),
    }
}

/// Vertical tab, form feed and the information separators part words; everything else parts nothing.
fn residue(character: char) -> &'static str {
    if matches!(character, '\u{B}' | '\u{C}' | '\u{1C}'..='\u{1F}') { " " } else { "" }
}

fn take_from_words(source: &mut [Word], character: char) -> Result<(), String> {
    let word = source.iter_mut().find(|word| word.text.contains(character));
    let word = word.ok_or(format!("U+{:04X} is in the report and not in the source", u32::from(character)))?;
    word.text = word.text.replacen(character, "", 1);
    Ok(())
}

/// The encoding the report says a file was in.
fn encoding_of<'a>(report: &'a Value, file: &str) -> &'a str {
    let finding =
        array(&report["findings"]).find(|finding| finding["code"] == "SRC-001" && finding["place"]["file"] == file);
    finding.and_then(|finding| finding["message"].as_str()?.rsplit(' ').next()).unwrap_or("UTF-8")
}

fn changes_of(report: &Value, file: &str) -> Vec<Value> {
    array(&report["changes"]).filter(|change| change["place"]["file"] == file).cloned().collect()
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
