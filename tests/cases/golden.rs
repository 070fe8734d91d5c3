//! Golden files: what a case gave when somebody last looked at it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::case::{Case, files_below};
use crate::common::{Run, parsed, texts_of};

/// Compares what a run gave with the golden files, or renews them when `WARRAQ_GOLDEN` says so.
#[expect(clippy::disallowed_methods, reason = "the variable renews golden files, no book depends on it")]
pub(crate) fn check(case: &Case, run: &Run) -> Result<(), String> {
    let given = given(run)?;
    let folder = case.path.join("golden");
    if std::env::var_os("WARRAQ_GOLDEN").is_some_and(|value| value == "renew") {
        renew(&folder, &given);
    }
    let golden = read(&folder);
    let mut failures = String::new();
    for (name, text) in &given {
        match golden.get(name) {
            None => failures.push_str(&format!("  {name}: there is no golden file for it\n")),
            Some(expected) if expected != text => failures.push_str(&difference(name, expected, text)),
            Some(_) => {}
        }
    }
    for name in golden.keys().filter(|name| !given.contains_key(*name)) {
        failures.push_str(&format!("  {name}: a golden file is left over\n"));
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

/// Everything about a run that has a golden file, by name.
fn given(run: &Run) -> Result<BTreeMap<String, String>, String> {
    let mut given = BTreeMap::new();
    let Some(book) = run.book.as_deref().filter(|_| run.exit == 0) else {
        if run.exit == 0 {
            return Err("  the command ended well and wrote no book".to_owned());
        }
        if run.book.is_some() || !run.stdout.is_empty() {
            return Err(format!("  the command failed and gave something all the same: {}", run.stdout));
        }
        given.insert("exit".to_owned(), format!("{}\n", run.exit));
        given.insert("stderr".to_owned(), run.stderr.clone());
        return Ok(given);
    };
    if !run.stderr.is_empty() {
        return Err(format!("  with `--json` nothing stands on standard error, but: {}", run.stderr));
    }
    given.insert("report.json".to_owned(), report(&run.stdout, book)?);
    let is_document = |name: &str| [".xhtml", ".opf", ".ncx"].iter().any(|end| name.ends_with(end));
    let documents = texts_of(book, is_document);
    for (name, xml) in &documents {
        parsed(name, xml);
    }
    given.extend(documents);
    Ok(given)
}

/// The report without what is true of the machine or of the stylesheet: where the book is and how large.
fn report(json: &str, book: &[u8]) -> Result<String, String> {
    let mut report: Value = serde_json::from_str(json).map_err(|error| format!("  the report is no JSON: {error}"))?;
    if report["bytes"] != book.len() {
        return Err(format!("  the report says {} bytes, the book has {}", report["bytes"], book.len()));
    }
    if let Value::Object(fields) = &mut report {
        fields.retain(|name, _| name != "bytes" && name != "output");
    }
    let mut text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let mut files = Vec::new();
    files_below(folder, &mut files);
    let named = files.iter().map(|path| {
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
    });
    named.collect()
}

fn renew(folder: &Path, given: &BTreeMap<String, String>) {
    let failed = |error: std::io::Error| -> ! { panic!("{}: {error}", folder.display()) };
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap_or_else(|error| failed(error));
    }
    for (name, text) in given {
        let path = folder.join(name);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        written.unwrap_or_else(|error| failed(error));
    }
}

/// The first line that differs, with the line before it.
fn difference(name: &str, expected: &str, given: &str) -> String {
    let (expected, given) = (expected.split('\n').collect::<Vec<_>>(), given.split('\n').collect::<Vec<_>>());
    let same = expected.iter().zip(&given).take_while(|(a, b)| a == b).count();
    let line = |lines: &[&str], at: usize| lines.get(at).map_or("(the end)".to_owned(), |line| shown(line));
    let before = same.checked_sub(1).map(|at| format!("      {}\n", line(&expected, at))).unwrap_or_default();
    let (wanted, got) = (line(&expected, same), line(&given, same));
    format!("  {name}:{}\n{before}    - {wanted}\n    + {got}\n", same + 1)
}

/// A line with the characters that nobody sees written out.
fn shown(line: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    line.chars().map(|c| if hidden(c) { format!("⟨U+{:04X}⟩", u32::from(c)) } else { c.to_string() }).collect()
}
