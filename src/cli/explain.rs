//! `warraq inspect --direction`: how a book runs, level by level, and by which signs. An article is made into a book in
//! memory first, and what the making decided is told beside what the finished book shows.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use serde::Serialize;
use warraq::check::{self, BlockAudit, DirectionAudit, DocumentAudit, Level, LevelKind, Run};
use warraq::publication::{BlockDecision, Code, DocumentReport, Report};
use warraq::{Direction, FontSetting, Format, Input, Publication};

use super::arguments::{Inspect, Web};
use super::build::{DASH, STANDARD_INPUT, read_stdin};
use super::message::{self, Failure};
use super::{output, web};

/// More documents than this are counted, not shown; and more blocks or runs of one kind in a document.
const SHOWN_DOCUMENTS: usize = 60;
const SHOWN: usize = 12;

/// What a zip archive begins with, and so an EPUB; no text begins so.
const ZIP: &[u8] = b"PK";

pub(super) fn explain(arguments: &Inspect) -> Result<(), Failure> {
    let explained = read(arguments)?;
    if arguments.json {
        let json = serde_json::to_string_pretty(&explained)
            .map_err(|error| Failure::system(format!("the report cannot be written: {error}")))?;
        return message::to_stdout(&format!("{json}\n"));
    }
    message::to_stdout(&show(&explained))
}

/// What is known of a book's directions.
#[derive(Serialize)]
struct Explained {
    /// What was decided and why, when the book was made for this.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report>,
    /// What the finished book shows.
    audit: DirectionAudit,
}

/// A book is read as it is; everything else is published in memory, with the errors of `build`.
fn read(arguments: &Inspect) -> Result<Explained, Failure> {
    let path = &arguments.book;
    let format = arguments.format.map(Format::from);
    if path == Path::new(DASH) {
        let bytes = read_stdin()?;
        return match bytes.starts_with(ZIP) {
            true => of_book(Cursor::new(bytes), STANDARD_INPUT),
            false => of_input(Input::bytes(STANDARD_INPUT, bytes, format), &arguments.web),
        };
    }
    if let Some(address) = web::address(path)? {
        return of_input(Input::address(address), &arguments.web);
    }
    match open_book(path) {
        Some(file) => of_book(BufReader::new(file), &path.display().to_string()),
        None => of_input(Input::path(path), &arguments.web),
    }
}

/// The file, if it is an archive. What cannot be read is left to the library, which says why.
fn open_book(path: &Path) -> Option<File> {
    let mut file = File::open(path).ok()?;
    let mut start = Vec::with_capacity(ZIP.len());
    let length = u64::try_from(ZIP.len()).ok()?;
    (&mut file).take(length).read_to_end(&mut start).ok()?;
    file.seek(SeekFrom::Start(0)).ok()?;
    (start == ZIP).then_some(file)
}

fn of_book(book: impl Read + Seek, name: &str) -> Result<Explained, Failure> {
    let audit = check::audit_direction(book).map_err(|error| Failure::input(format!("{name}: {error}")))?;
    Ok(Explained { report: None, audit })
}

fn of_input(input: Input, may_fetch: &Web) -> Result<Explained, Failure> {
    let mut book = output::workspace();
    // Which font a word is set in does not turn it round.
    let publication = Publication::new().input(input).no_cover().colophon(false).font(FontSetting::None);
    let publication = web::reach(publication, may_fetch);
    let report = publication.explain(true).write(&mut book)?;
    let audit = check::audit_direction(book)
        .map_err(|error| Failure::system(format!("the book that was made cannot be read again: {error}")))?;
    Ok(Explained { report: Some(report), audit })
}

fn show(explained: &Explained) -> String {
    let mut text = String::new();
    book(explained, &mut text);
    for document in explained.audit.documents.iter().take(SHOWN_DOCUMENTS) {
        let decided = explained.report.as_ref().and_then(|report| report_of(report, document));
        let blocks = explained.report.as_ref().map(|report| report.blocks.as_slice()).unwrap_or_default();
        chapter(document, decided, blocks, &mut text);
    }
    if let more @ 1.. = explained.audit.documents.len().saturating_sub(SHOWN_DOCUMENTS) {
        let _ = writeln!(text, "\n… and {more} more documents; `--json` shows them all");
    }
    for problem in &explained.audit.unread {
        let _ = writeln!(text, "\n{}: {}", problem.path, problem.message);
    }
    all(&explained.audit, &mut text);
    text
}

/// What was decided about a document; the report names it from the package document, the audit from the container's root.
fn report_of<'a>(report: &'a Report, document: &DocumentAudit) -> Option<&'a DocumentReport> {
    report.documents.iter().find(|decided| {
        let rest = document.path.strip_suffix(decided.path.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    })
}

fn book(explained: &Explained, text: &mut String) {
    if let Some(report) = &explained.report {
        let _ = writeln!(text, "book         {}", report.title);
        let _ = writeln!(text, "pages turn   {}: {}", report.direction.value, report.direction.reason);
        let _ = writeln!(text, "language     {}: {}", report.language.value, report.language.reason);
        for finding in report.findings.iter().filter(|finding| finding.code == Code::DeclarationDoubted) {
            text.push_str(&message::finding(finding));
        }
        let _ = writeln!(text);
    }
    let _ = writeln!(text, "levels");
    let is_detail = |level: &&Level| matches!(level.kind, LevelKind::Metadata | LevelKind::NcxLabel);
    let (details, whole): (Vec<_>, Vec<_>) = explained.audit.levels.iter().partition(is_detail);
    whole.iter().for_each(|level| level_line(level, text));
    // A field or a label is worth a line where it does not simply run as the package does.
    let package = whole.iter().find(|level| level.kind == LevelKind::Package).and_then(|level| level.direction);
    let is_worth_a_line = |level: &&&Level| level.direction != package || level.is_contradicted();
    let differ = details.iter().filter(is_worth_a_line).collect::<Vec<_>>();
    differ.iter().take(SHOWN).for_each(|level| level_line(level, text));
    more(differ.len(), "    ", text);
}

fn level_line(level: &Level, text: &mut String) {
    let name = match level.kind {
        LevelKind::Progression => "pages turn",
        LevelKind::Package => "package",
        LevelKind::Navigation => "contents",
        LevelKind::Ncx => "ncx",
        _ => &level.element,
    };
    let said = level.direction.map_or("not said", Direction::as_str);
    let because = if level.is_contradicted() { ", although " } else { ": " };
    let quoted = if level.text.is_empty() { String::new() } else { format!("  «{}»", level.text) };
    let _ = writeln!(text, "  {name:<14} {said}{because}{}{quoted}", level.sign);
}

fn chapter(document: &DocumentAudit, decided: Option<&DocumentReport>, blocks: &[BlockDecision], text: &mut String) {
    let title = document.title.as_ref().map(|title| format!("  «{title}»")).unwrap_or_default();
    let _ = writeln!(text, "\n{}{title}", document.path);
    let said = document.direction.map_or("not said", Direction::as_str);
    let against = document.words.majority().is_some_and(|most| most != document.direction.unwrap_or(Direction::Ltr));
    let because = if against { ", although " } else { ": " };
    let _ = writeln!(text, "  direction  {said}{because}{}", document.sign);
    if let Some(decided) = decided {
        decisions(decided, blocks, text);
    } else if let Some(language) = &document.language {
        let _ = writeln!(text, "  language   {language}");
    }
    list("blocks that differ from what holds them", &document.differing, text, block_line);
    list("blocks that stand against their words", &document.contradicted, text, block_line);
    list("runs that are isolated", &document.isolated, text, run_line);
    list("runs of two or more words that are not isolated", &document.unisolated, text, run_line);
    list("code that does not stand from left to right", &document.code_against, text, run_line);
}

/// What the making of the book decided about a document, and why; then about its blocks that run otherwise than what
/// is around them.
fn decisions(decided: &DocumentReport, blocks: &[BlockDecision], text: &mut String) {
    let _ = writeln!(text, "  decided    {}: {}", decided.direction.value, decided.direction.reason);
    let _ = writeln!(text, "  language   {}: {}", decided.language.value, decided.language.reason);
    let own = |block: &&BlockDecision| decided.source.as_ref().is_some_and(|source| source.file == block.place.file);
    let blocks = blocks.iter().filter(own).collect::<Vec<_>>();
    list("blocks decided to run otherwise", &blocks, text, |block, text| {
        let line = block.place.line.map_or_else(String::new, |line| line.to_string());
        let language = block.language.as_ref().map(|language| format!(" ({language})")).unwrap_or_default();
        let _ =
            writeln!(text, "    line {line:<5} {:<16} {}{language}: {}", block.block, block.direction, block.reason);
    });
}

fn list<T>(what: &str, things: &[T], text: &mut String, line: fn(&T, &mut String)) {
    if things.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {what}: {}", things.len());
    things.iter().take(SHOWN).for_each(|thing| line(thing, text));
    more(things.len(), "    ", text);
}

fn block_line(block: &BlockAudit, text: &mut String) {
    let because = if block.is_contradicted() { ", although " } else { ": " };
    let language = block.language.as_ref().map(|language| format!(" ({language})")).unwrap_or_default();
    let _ = writeln!(
        text,
        "    line {:<5} {:<16} {}{language}{because}{}  «{}»",
        block.line, block.element, block.direction, block.sign, block.text
    );
}

fn run_line(run: &Run, text: &mut String) {
    let language = run.language.as_ref().map(|language| format!(" ({language})")).unwrap_or_default();
    let _ = writeln!(text, "    line {:<5} {:<16} {}{language}  «{}»", run.line, run.element, run.direction, run.text);
}

fn more(all: usize, indent: &str, text: &mut String) {
    if let more @ 1.. = all.saturating_sub(SHOWN) {
        let _ = writeln!(text, "{indent}… and {more} more; `--json` shows them all");
    }
}

fn all(audit: &DirectionAudit, text: &mut String) {
    let counts = &audit.counts;
    let _ = writeln!(text, "\nin all");
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "  {name:<14} {value}");
    };
    line("words", audit.words.sign());
    let (differing, contradicted) = (counts.differing, counts.contradicted);
    line("blocks", format!("{}, {differing} differ, {contradicted} stand against their words", counts.blocks));
    line("runs", format!("{} isolated, {} of two or more words not isolated", counts.isolated, counts.unisolated));
    line("code", format!("{} pieces, {} not from left to right", counts.code, counts.code_against));
    line("marks", counts.marks.to_string());
}
