//! Real documents of others, published with no settings, and what their finished books show: `docs/conformance.md`.
//!
//! The corpus is not in the repository. It is looked for in `../shared/corpus`, or where `WARRAQ_CORPUS` says.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use warraq::check::{DirectionAudit, audit_direction};

use crate::case::{Case, files_below};

/// Every document of the corpus; none, and a loud word, where there is no corpus.
#[expect(clippy::disallowed_methods, reason = "the variable says where the documents are, no book depends on it")]
#[expect(clippy::print_stdout, reason = "a test says what it leaves out")]
pub(crate) fn corpus() -> Vec<Case> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("WARRAQ_CORPUS").map_or_else(beside, PathBuf::from);
    let mut documents = Vec::new();
    files_below(&folder, &mut documents);
    documents.retain(|path| *path != folder.join("README.md"));
    if documents.is_empty() {
        println!("!!!\n!!! LEFT OUT: there is no {}, so no document of it was judged\n!!!", folder.display());
    }
    documents.iter().map(|path| Case::of_document(&folder, path)).collect()
}

/// A document of the corpus and what its book shows.
pub(crate) struct Row {
    name: String,
    book: Vec<u8>,
    audit: DirectionAudit,
}

impl Row {
    pub(crate) fn of(name: &str, book: Vec<u8>) -> Self {
        let audit = audited(name, &book);
        Self { name: name.to_owned(), book, audit }
    }

    /// What must hold of every book already.
    pub(crate) fn failures(&self) -> Vec<String> {
        let name = &self.name;
        let mut failures = Vec::new();
        for problem in &self.audit.unread {
            failures.push(format!("{name}: {}: {}", problem.path, problem.message));
        }
        for document in &self.audit.documents {
            if document.direction.is_none() {
                failures.push(format!("{name}: {} says no direction", document.path));
            }
            for run in &document.code_against {
                failures.push(format!("{name}: {}:{}: code from right to left: {}", document.path, run.line, run.text));
            }
        }
        failures
    }
}

/// No run of two or more words against the direction around it may stand in the line as it is.
pub(crate) fn no_unisolated_run(name: &str, book: Vec<u8>) -> Result<(), String> {
    let mut failures = String::new();
    for document in audited(name, &book).documents {
        for run in &document.unisolated {
            let _ = writeln!(failures, "  {}:{}: {}: «{}»", document.path, run.line, run.element, run.text);
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

fn audited(name: &str, book: &[u8]) -> DirectionAudit {
    audit_direction(Cursor::new(book)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

const NUMBERS: usize = 10;
const HEAD: [&str; NUMBERS] = [
    "words, rtl",
    "words, ltr",
    "blocks",
    "differ",
    "against their words",
    "isolated",
    "not isolated",
    "code",
    "code, rtl",
    "marks",
];

fn numbers(audit: &DirectionAudit) -> [usize; NUMBERS] {
    let (words, counts) = (audit.words, audit.counts);
    [
        words.rtl,
        words.ltr,
        counts.blocks,
        counts.differing,
        counts.contradicted,
        counts.isolated,
        counts.unisolated,
        counts.code,
        counts.code_against,
        counts.marks,
    ]
}

/// The counts of each document, then those of each language (the folder of the document), then all.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut table = format!("| document | {} |\n|---|{}\n", HEAD.join(" | "), "---:|".repeat(NUMBERS));
    let mut sums: BTreeMap<String, (usize, [usize; NUMBERS])> = BTreeMap::new();
    for row in rows {
        let numbers = numbers(&row.audit);
        line(&format!("`{}`", row.name), &numbers, &mut table);
        let language = row.name.split('/').next().unwrap_or_default();
        for of in [format!("all of `{language}`"), "all".to_owned()] {
            let (documents, sum) = sums.entry(of).or_default();
            *documents += 1;
            sum.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        }
    }
    let all = sums.remove("all").map(|sum| ("all".to_owned(), sum));
    for (name, (documents, sum)) in sums.into_iter().chain(all) {
        line(&format!("**{name}** ({documents})"), &sum, &mut table);
    }
    table
}

fn line(name: &str, numbers: &[usize], table: &mut String) {
    let numbers = numbers.iter().map(usize::to_string).collect::<Vec<_>>();
    let _ = writeln!(table, "| {name} | {} |", numbers.join(" | "));
}

const BEGIN: &str = "<!-- counts: `WARRAQ_CONFORMANCE=write` writes what follows -->\n";
const END: &str = "<!-- end of counts -->";

/// Writes the counts into `docs/conformance.md` when `WARRAQ_CONFORMANCE` says so.
#[expect(clippy::disallowed_methods, reason = "the variable renews a table, no book depends on it")]
pub(crate) fn write_when_asked(rows: &[Row]) {
    if rows.is_empty() || std::env::var_os("WARRAQ_CONFORMANCE").is_none_or(|value| value != "write") {
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md");
    let page = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (before, rest) = page.split_once(BEGIN).unwrap_or_else(|| panic!("{}: no {BEGIN}", path.display()));
    let (_, after) = rest.split_once(END).unwrap_or_else(|| panic!("{}: no {END}", path.display()));
    let verdict = epubcheck(rows);
    let page = format!("{before}{BEGIN}\n{}\n{verdict}\n\n{END}{after}", table(rows));
    fs::write(&path, page).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// What EPUBCheck says of all of them, in one sentence.
fn epubcheck(rows: &[Row]) -> String {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no folder to work in: {error}"));
    let mut command = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/run"));
    command.arg("epubcheck");
    for (number, row) in rows.iter().enumerate() {
        let path = folder.path().join(format!("{number}.epub"));
        let written = fs::File::create(&path).and_then(|mut file| file.write_all(&row.book));
        written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        command.arg(path);
    }
    let output = command.output().unwrap_or_else(|error| panic!("tests/judges/run does not start: {error}"));
    assert!(output.status.success(), "EPUBCheck: {}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8_lossy(&output.stdout);
    let verdicts = answer.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_default());
    let verdicts = verdicts.collect::<Vec<_>>();
    assert_eq!(verdicts.len(), rows.len(), "EPUBCheck did not speak of every book");
    let problems = verdicts.iter().flat_map(|verdict| verdict["problems"].as_array().cloned().unwrap_or_default());
    let problems = problems.map(|problem| problem.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let of = |severity: &str| problems.iter().filter(|problem| problem.starts_with(severity)).count();
    let (fatal, errors, warnings) = (of("FATAL"), of("ERROR"), of("WARNING"));
    assert_eq!(fatal + errors + warnings, problems.len(), "EPUBCheck says what has no name here: {problems:?}");
    format!("EPUBCheck on these {} books: {fatal} fatal errors, {errors} errors, {warnings} warnings.", rows.len())
}

/// A book whose runs are isolated passes; the same book with one element taken away does not.
pub(crate) fn selftest() {
    let rows = [
        ("<p>قال <span dir=\"ltr\">Visual Studio</span> ثم</p>", None),
        ("<p>قال <span lang=\"en\">Visual Studio</span> ثم</p>", Some("«Visual Studio»")),
        ("<p dir=\"ltr\">He said <bdi>كتاب كبير</bdi> then</p>", None),
        ("<p dir=\"ltr\">He said كتاب كبير then</p>", Some("«كتاب كبير»")),
        ("<p>قال Google ثم Apple</p>", None),
    ];
    for (body, expected) in rows {
        let verdict = no_unisolated_run(body, book_of(body));
        match expected {
            None => assert_eq!(verdict, Ok(()), "{body}"),
            Some(words) => {
                assert!(verdict.as_ref().is_err_and(|failure| failure.contains(words)), "{body}: {verdict:?}")
            }
        }
    }
    let code = Row::of("code", book_of("<p>اكتب <code>x</code></p>"));
    assert_eq!(code.failures().len(), 1, "{:?}", code.failures());
}

/// The smallest book that can be read, made by hand: the audit must not need our own writing.
fn book_of(body: &str) -> Vec<u8> {
    let package = "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" dir=\"rtl\"><metadata/><manifest>\
        <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
        <spine page-progression-direction=\"rtl\"><itemref idref=\"a\"/></spine></package>";
    let xhtml = format!(
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" dir=\"rtl\"><head><title>a</title></head><body>{body}</body></html>"
    );
    let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
        <rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let files = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("p.opf", package),
        ("a.xhtml", xhtml.as_str()),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let written = zip.start_file(name, options).map(|()| zip.write_all(text.as_bytes()));
        assert!(matches!(written, Ok(Ok(()))), "{name}: {written:?}");
    }
    zip.finish().unwrap_or_else(|error| panic!("{error}")).into_inner()
}
