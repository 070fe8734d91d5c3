//! Which inputs are feeds, and which of their entries are wanted.

use std::sync::Arc;

use super::feed::is_feed;
use super::input::Content;
use super::{Reach, Record, encoding};
use crate::publication::{Code, Date, Findings, Modified, Place};

/// The entries that are not too old and not too many; those left out are counted in the report.
pub(super) fn wanted(mut records: Vec<Record>, reach: &Reach, file: &Arc<str>, findings: &mut Findings) -> Vec<Record> {
    let all = records.len();
    let dated = records.iter().any(|record| record.metadata.date.is_some());
    if let Some(since) = &reach.since {
        records.retain(|record| record.metadata.date.as_ref().is_none_or(|date| is_since(date, since)));
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

/// Whether a date is not before another: by moments where that has a time, else by the days that were written, wherever in
/// the world they were. One that tells less than is asked may be.
fn is_since(date: &Date, since: &Date) -> bool {
    if since.as_str().contains('T') {
        return moment(date) >= moment(since);
    }
    date.day() >= since.day() || since.day().starts_with(date.day())
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
        Content::Text(text) | Content::Recorded(text) => return is_feed(text).then(|| text.clone()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_that_were_written() {
        let rows = [
            ("2016-12-07T01:00:00+03:00", "2016-12-07", true),
            ("2016-12-06T23:30:00-05:00", "2016-12-07", false),
            ("2016-12-07T01:00:00+03:00", "2016-12-07T00:00:00Z", false),
            ("2016-12-07", "2016-12", true),
            ("2016-11-30", "2016-12", false),
            ("2016", "2016-12-07", true),
            ("2015", "2016-12-07", false),
            ("2017", "2016-12-07", true),
        ];
        for (date, since, wanted) in rows {
            let read = |date: &str| date.parse::<Date>().unwrap();
            assert_eq!(is_since(&read(date), &read(since)), wanted, "{date} since {since}");
        }
    }
}
