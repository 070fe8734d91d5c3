//! Which inputs are feeds, and which of their entries are wanted.

use std::sync::Arc;

use super::feed::is_feed;
use super::input::Content;
use super::{Reach, Record, encoding};
use crate::publication::{Code, Date, Findings, Modified, Place};

/// The entries that are not too old and not too many; those left out are counted in the report.
pub(super) fn wanted(mut records: Vec<Record>, reach: &Reach, file: &Arc<str>, findings: &mut Findings) -> Vec<Record> {
    let all = records.len();
    let dated = records.iter().all(|record| record.metadata.date.is_some());
    if let Some(since) = reach.since.as_ref().and_then(moment) {
        records.retain(|record| record.metadata.date.as_ref().and_then(moment).is_none_or(|date| date >= since));
    }
    if let Some(limit) = reach.limit.filter(|limit| *limit < records.len()) {
        // The newest stand last where dates told the order, and first where the feed did.
        if dated { _ = records.drain(..records.len() - limit) } else { records.truncate(limit) }
    }
    let left_out = all - records.len();
    if left_out > 0 {
        let message = format!("{left_out} of {all} entries of the feed were left out, as was asked for");
        findings.note(Code::EntriesNotWanted, Place::new(file, 0), message);
    }
    records
}

/// When the last of the entries was issued, which is when a book of them was.
pub(super) fn newest(records: &[Record]) -> Option<Date> {
    let dates = records.iter().filter_map(|record| record.metadata.date.as_ref());
    dates.max_by_key(|date| moment(date)).cloned()
}

fn moment(date: &Date) -> Option<Modified> {
    date.as_str().parse().ok()
}

/// The text of what is a feed, told by its content. What cannot be decoded is none; as an article it fails with a message of its
/// own.
pub(super) fn feed_text(content: &Content, name: &str) -> Option<String> {
    let decoded = match content {
        Content::Text(text) => return is_feed(text).then(|| text.clone()),
        Content::Bytes(bytes) if may_be_feed(bytes) => encoding::decode(bytes.clone(), None, name),
        Content::Fetched(bytes, charset) if may_be_feed(bytes) => {
            encoding::decode_answer(bytes.clone(), None, charset.as_deref(), name)
        }
        _ => return None,
    };
    decoded.ok().map(|decoded| decoded.text).filter(|text| is_feed(text))
}

/// Whether bytes in whatever encoding begin as XML or JSON do, and not as pages do, so that they are worth decoding for this.
fn may_be_feed(bytes: &[u8]) -> bool {
    let sign = |b: &u8| !matches!(*b, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    let start = bytes.iter().take(512).copied().filter(sign).take(14).collect::<Vec<_>>().to_ascii_lowercase();
    let page = start.starts_with(b"<!doctypehtml") || start.starts_with(b"<html");
    matches!(start.first(), Some(b'<' | b'{')) && !page
}
