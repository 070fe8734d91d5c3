//! Dates as feeds write them: ISO 8601 and RFC 2822, each with the mistakes that are common.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use crate::publication::{Date, Modified};

/// A date with the offset of its place, and the moment it is.
pub(super) fn read_date(text: &str) -> Option<(Date, Timestamp)> {
    let text = text.trim();
    let date = text.parse::<Date>().ok().or_else(|| rfc2822(text))?;
    let moment = date.to_string().parse::<Modified>().ok()?;
    Some((date, moment.to_string().parse().ok()?))
}

/// `Wed, 07 Dec 2016 10:20:30 +0300`; the weekday may be wrong or in another language, months may be written out.
fn rfc2822(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = text.rsplit_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    // A weekday without its comma.
    if words.len() > 5 && words[0].chars().all(char::is_alphabetic) && words[1].bytes().all(|b| b.is_ascii_digit()) {
        words.remove(0);
    }
    for word in &mut words {
        let month = MONTHS.iter().find(|month| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(month)));
        match (month, word.as_str()) {
            (Some(month), _) => (*month).clone_into(word),
            (None, "Z" | "UTC" | "GMT" | "UT") => "+0000".clone_into(word),
            (None, zone) if zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':' => {
                *word = zone.replace(':', "");
            }
            _ => {}
        }
    }
    match words.as_slice() {
        // The month before the day.
        [month, _, ..] if MONTHS.contains(&month.as_str()) => words.swap(0, 1),
        _ => {}
    }
    if words.len() == 3 {
        words.push("00:00".to_owned());
    }
    let without_zone = words.len() == 4;
    if without_zone {
        words.push("+0000".to_owned());
    }
    let moment = DateTimeParser::new().relaxed_weekday(true).parse_zoned_datetime(words.join(" ")).ok()?;
    let written = moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    // A time without an offset says nothing about the moment: only the day is kept.
    let kept = if without_zone { written.get(..10)? } else { &written };
    kept.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_feeds_keep_their_day() {
        let rows = [
            ("Wed, 07 Dec 2016 00:20:30 +0300", Some("2016-12-07T00:20:30+03:00")),
            ("Mon, 07 Dec 2016 10:20:30 GMT", Some("2016-12-07T10:20:30Z")),
            ("الأربعاء, 7 December 2016 10:20 UTC", Some("2016-12-07T10:20:00Z")),
            ("07 Dec 2016 10:20:30 +03:00", Some("2016-12-07T10:20:30+03:00")),
            ("Dec 7, 2016", None),
            ("7 Dec 2016", Some("2016-12-07")),
            ("2016-12-07T10:20:30+03:00", Some("2016-12-07T10:20:30+03:00")),
            ("2016-12-07 10:20:30", Some("2016-12-07")),
            ("أمس", None),
            ("Dec", None),
            ("", None),
        ];
        for (text, date) in rows {
            assert_eq!(read_date(text).map(|(date, _)| date.to_string()).as_deref(), date, "{text}");
        }
    }
}
