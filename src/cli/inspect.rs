//! `warraq inspect`: what is in a book, how it runs at each level, and what would change if it were made anew (`changes`).

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;

use serde::Serialize;
use warraq::check::{self, ContentSummary, Inspection, NavigationEntry, Words};

use super::arguments::Inspect;
use super::changes::{self, Changes};
use super::message::{self, Failure};

/// More documents or entries than this are counted, not shown.
const SHOWN: usize = 60;

pub(super) fn inspect(arguments: &Inspect) -> Result<(), Failure> {
    let path = &arguments.book;
    let file = File::open(path).map_err(|error| {
        let message = format!("{}: the book cannot be read: {error}", path.display());
        match error.kind() {
            std::io::ErrorKind::NotFound => Failure::input(message),
            _ => Failure::system(message),
        }
    })?;
    let inspection =
        check::inspect(BufReader::new(file)).map_err(|error| Failure::input(format!("{}: {error}", path.display())))?;
    let changes = changes::changes(path, &inspection)?;
    if arguments.json {
        let json = serde_json::to_string_pretty(&Shown { inspection: &inspection, would_change: &changes })
            .map_err(|error| Failure::system(format!("the report cannot be written: {error}")))?;
        return message::to_stdout(&format!("{json}\n"));
    }
    let mut text = show(&inspection);
    changes.show(&mut text);
    message::to_stdout(&text)
}

/// What is in a book, and what would change if it were made anew.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    inspection: &'a Inspection,
    would_change: &'a Changes,
}

fn show(book: &Inspection) -> String {
    let mut text = String::new();
    metadata(book, &mut text);
    directions(book, &mut text);
    let _ = writeln!(text, "\nspine");
    for document in book.spine.iter().take(SHOWN) {
        spine_line(document, &mut text);
    }
    more(book.spine.len(), &mut text);
    let _ = writeln!(text, "\ncontents");
    let mut shown = 0;
    contents(&book.contents, 1, &mut shown, &mut text);
    more(count(&book.contents), &mut text);
    let others = book.manifest.iter().filter(|item| !book.spine.iter().any(|document| document.path == item.path));
    let _ = writeln!(text, "\nother files");
    for item in others {
        let bytes = item.bytes.map_or_else(|| "missing".to_owned(), |bytes| format!("{bytes} bytes"));
        let _ = writeln!(text, "  {:<28} {:<26} {bytes}", item.path, item.media_type);
    }
    if !book.problems.is_empty() {
        let _ = writeln!(text, "\nproblems");
        for problem in &book.problems {
            let _ = writeln!(text, "  {}: {}", problem.path, problem.message);
        }
    }
    text
}

fn metadata(book: &Inspection, text: &mut String) {
    let metadata = &book.metadata;
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "{name:<12} {value}");
        }
    };
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    line("epub", &metadata.version);
    metadata.titles.iter().for_each(|title| line("title", title));
    for person in metadata.creators.iter().chain(&metadata.contributors) {
        let role = person.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
        line("by", &format!("{}{role}", person.name));
    }
    line("language", &metadata.languages.join(", "));
    line("identifier", &optional(&metadata.identifier));
    line("publisher", &optional(&metadata.publisher));
    line("source", &optional(&metadata.source));
    line("date", &optional(&metadata.date));
    line("modified", &optional(&metadata.modified));
    line("rights", &optional(&metadata.rights));
    line("subjects", &metadata.subjects.join(", "));
    line("description", &optional(&metadata.description));
}

fn directions(book: &Inspection, text: &mut String) {
    let said = |direction: &Option<String>| direction.clone().unwrap_or_else(|| "not said".to_owned());
    let _ = writeln!(text, "\ndirection");
    let _ = writeln!(text, "  {:<24} {}", "pages turn", pages_turn(book));
    let _ = writeln!(text, "  {:<24} {}", "package document", said(&book.package_direction));
    let navigation = book.navigation.as_ref().and_then(|navigation| navigation.direction.clone());
    let _ = writeln!(text, "  {:<24} {}", "navigation document", said(&navigation));
    let right_to_left = |document: &&ContentSummary| document.direction.as_deref() == Some("rtl");
    let rtl = book.spine.iter().filter(right_to_left).count();
    let silent = book.spine.iter().filter(|document| document.direction.is_none()).count();
    let ltr = book.spine.len() - rtl - silent;
    let _ = writeln!(text, "  {:<24} {rtl} rtl, {ltr} ltr, {silent} not said", "documents of the spine");
}

/// The direction of the pages beside the sign it would be told by: as declared, else the direction of most of the text.
fn pages_turn(book: &Inspection) -> String {
    let mut words = Words::default();
    for document in &book.spine {
        words.ltr += document.words.ltr;
        words.rtl += document.words.rtl;
    }
    let sign = words.sign();
    match book.page_progression.as_deref() {
        None | Some("default") => format!("not said ({sign})"),
        Some(said) if words.majority().is_some_and(|most| most.as_str() != said) => {
            format!("{said}, as declared, although {sign}")
        }
        Some(said) => format!("{said} ({sign})"),
    }
}

fn spine_line(document: &ContentSummary, text: &mut String) {
    let said = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let _ = writeln!(
        text,
        "  {:<28} dir {:<4} body {:<4} lang {:<7} {:>7} letters  {}",
        document.path,
        said(&document.direction),
        said(&document.body_direction),
        said(&document.language),
        document.characters,
        document.title.as_deref().unwrap_or_default()
    );
}

fn contents(entries: &[NavigationEntry], depth: usize, shown: &mut usize, text: &mut String) {
    for entry in entries {
        if *shown == SHOWN {
            return;
        }
        *shown += 1;
        let _ = writeln!(text, "{}{}", "  ".repeat(depth), entry.label);
        contents(&entry.children, depth + 1, shown, text);
    }
}

fn count(entries: &[NavigationEntry]) -> usize {
    entries.iter().map(|entry| 1 + count(&entry.children)).sum()
}

fn more(all: usize, text: &mut String) {
    if all > SHOWN {
        let _ = writeln!(text, "  … and {} more; `--json` shows them all", all - SHOWN);
    }
}
