//! The two things that must not change by accident: the identifier, and the time of the last change.

use super::Description;
use crate::publication::{Code, Decision, Findings, Identifier, Modified};

/// Who the book is, and since when.
#[derive(Debug)]
pub struct Identity {
    /// The unique identifier, and where it comes from.
    pub identifier: Decision<Identifier>,
    /// The time of the last change, and where it comes from.
    pub modified: Decision<Modified>,
}

/// Settles both.
///
/// The identifier: given, else made from the source's address (of a collection, with its date of issue), else from title, first author and date of issue (or the
/// place in the series). The time: given, else `epoch`, else the article's own time of change, else the newest input
/// file's, else the date of issue, else 1970, since the clock is not asked.
pub fn identify(
    description: &Description,
    given: Option<Modified>,
    epoch: Option<Modified>,
    newest: Option<Modified>,
    findings: &mut Findings,
) -> Identity {
    let series = description.metadata.series.as_ref();
    if let Some(position) = series.and_then(|series| series.position.as_deref()).filter(|place| !is_position(place)) {
        let message = format!("the place in the series, `{position}`, is no number; the series is named without it");
        findings.note(Code::ValueIgnored, None, message);
    }
    Identity { identifier: identifier(description, findings), modified: modified(description, given, epoch, newest) }
}

/// Whether a place in a series has the form that `group-position` asks for: 2, or 2.1.
pub(super) fn is_position(position: &str) -> bool {
    position.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn identifier(description: &Description, findings: &mut Findings) -> Decision<Identifier> {
    let metadata = &description.metadata;
    if let Some(identifier) = metadata.identifier.as_deref().and_then(Identifier::given) {
        return Decision::new(identifier, "as given");
    }
    if let (Some(url), Some(date), true) = (metadata.source_url(), &metadata.date, description.collection) {
        let identifier = Identifier::of_issue(&url, date);
        return Decision::new(identifier, "made from the address of the source and the date of issue");
    }
    if let Some(url) = metadata.source_url() {
        return Decision::new(Identifier::of_source(&url), "made from the address of the source");
    }
    findings.advise(
        Code::IdentifierDerived,
        None,
        "the identifier was made from the title: another title makes another book of it",
        "set `identifier`, or `source` to the article's address",
    );
    let author = if metadata.creators.is_empty() { "" } else { ", first author" };
    let when = match (metadata.date.is_some(), metadata.series.is_some()) {
        (true, _) => ", date of issue",
        (false, true) => ", place in the series",
        (false, false) => "",
    };
    let reason = format!("made from the title{author}{when}");
    Decision::new(Identifier::of_work(&description.work, metadata), reason)
}

fn modified(
    description: &Description,
    given: Option<Modified>,
    epoch: Option<Modified>,
    newest: Option<Modified>,
) -> Decision<Modified> {
    let issued = description.metadata.date.as_ref().and_then(|date| date.as_str().parse().ok());
    let sources = [
        (given, "as given"),
        (epoch, "from SOURCE_DATE_EPOCH"),
        (description.metadata.modified, "the article's own time of change"),
        (newest, "the time of the newest input"),
        (issued, "the date of issue"),
        (Modified::from_epoch(0), "nothing tells it: give `modified` or SOURCE_DATE_EPOCH"),
    ];
    let known = sources.into_iter().find_map(|(moment, reason)| Some(Decision::new(moment?, reason)));
    known.unwrap_or_else(|| unreachable!("1970 is in every calendar"))
}
