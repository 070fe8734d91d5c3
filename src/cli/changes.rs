//! What `warraq build` would make otherwise of a book that is inspected: the book is made anew in memory, and both are compared
//! where readers are told how it runs.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use serde::Serialize;
use warraq::check::{self, ContentSummary, DirectionAudit, Inspection};
use warraq::publication::Finding;
use warraq::{Input, Publication};

use super::message::{self, Failure};
use super::{fonts, output};

/// More findings than this are counted, not shown.
const SHOWN: usize = 12;

/// What would change.
#[derive(Serialize)]
pub(super) struct Changes {
    /// Why it would not be made anew at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    changes: Vec<Change>,
    /// What would be said while it is made.
    findings: Vec<Finding>,
}

/// Something that would be otherwise.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Change {
    what: &'static str,
    now: String,
    then: String,
}

/// Makes the book anew in memory and compares.
pub(super) fn changes(path: &Path, book: &Inspection) -> Result<Changes, Failure> {
    let mut new = output::workspace();
    // Nothing is fetched to look at a book.
    let publication = Publication::new().input(Input::path(path)).font_cache(fonts::cache());
    let report = match publication.write(&mut new) {
        Ok(report) => report,
        Err(error) => {
            return Ok(Changes { refused: Some(error.to_string()), changes: Vec::new(), findings: Vec::new() });
        }
    };
    let unread = |error: check::CheckError| Failure::system(format!("the book that was made cannot be read: {error}"));
    let made = check::inspect(&mut new).map_err(unread)?;
    let then = facts(&made, audit(&mut new).as_ref());
    let now = File::open(path).ok().and_then(|file| audit(&mut BufReader::new(file)));
    let now = facts(book, now.as_ref());
    let changes = now.into_iter().zip(then).filter(|(now, then)| now.1 != then.1);
    let changes = changes.map(|((what, now), (_, then))| Change { what, now, then }).collect();
    Ok(Changes { refused: None, changes, findings: report.findings })
}

fn audit(book: &mut (impl Read + Seek)) -> Option<DirectionAudit> {
    check::audit_direction(book).ok()
}

/// What readers are told of a book.
fn facts(book: &Inspection, audit: Option<&DirectionAudit>) -> Vec<(&'static str, String)> {
    let said = |value: Option<&str>| value.unwrap_or("not said").to_owned();
    let navigation = match &book.navigation {
        Some(navigation) => said(navigation.direction.as_deref()),
        None => "there is none".to_owned(),
    };
    let runs = match audit.map(|audit| (audit.counts.unisolated, audit.counts.contradicted)) {
        Some((runs, blocks)) => (count(runs, "not isolated"), count(blocks, "against their words")),
        None => ("unknown".to_owned(), "unknown".to_owned()),
    };
    let fonts = book.manifest.iter().filter(|item| is_font(&item.media_type)).count();
    vec![
        ("EPUB", book.metadata.version.split('.').next().unwrap_or_default().to_owned()),
        ("language", book.metadata.languages.join(", ")),
        ("pages turn", said(book.page_progression.as_deref())),
        ("package document", said(book.package_direction.as_deref())),
        ("navigation document", navigation),
        ("pages", directions(&book.spine)),
        ("language of pages", languages(&book.spine)),
        ("runs within lines", runs.0),
        ("blocks", runs.1),
        ("fonts", if fonts > 0 { "embedded".to_owned() } else { "none".to_owned() }),
        ("faults", count(book.problems.len(), "found")),
    ]
}

fn is_font(media_type: &str) -> bool {
    media_type.starts_with("font/") || media_type.contains("font-") || media_type.contains("opentype")
}

fn count(count: usize, what: &str) -> String {
    if count == 0 { format!("none {what}") } else { format!("{count} {what}") }
}

/// The directions that pages say, each once.
fn directions(pages: &[ContentSummary]) -> String {
    each_once(pages.iter().map(|page| page.direction.as_deref().unwrap_or("not said")))
}

fn languages(pages: &[ContentSummary]) -> String {
    each_once(pages.iter().map(|page| page.language.as_deref().unwrap_or("not said")))
}

fn each_once<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}

impl Changes {
    pub(super) fn show(&self, text: &mut String) {
        let _ = writeln!(text, "\nwhat `warraq build` would change");
        if let Some(reason) = &self.refused {
            let _ = writeln!(text, "  it would not be made anew: {reason}");
            return;
        }
        if self.changes.is_empty() {
            let _ = writeln!(text, "  nothing");
            return;
        }
        for Change { what, now, then } in &self.changes {
            let _ = writeln!(text, "  {what:<24} {now} → {then}");
        }
        for finding in self.findings.iter().take(SHOWN) {
            let _ = write!(text, "  {}", message::finding(finding));
        }
        if let more @ 1.. = self.findings.len().saturating_sub(SHOWN) {
            let _ = writeln!(text, "  … and {more} more; `--json` shows them all");
        }
    }
}
