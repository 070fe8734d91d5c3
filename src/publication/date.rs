//! Dates: of issue (W3CDTF, as `dc:date` wants it) and of change (`dcterms:modified`).

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil;
use jiff::fmt::temporal::Pieces;
use serde::Serialize;

/// A date of issue as W3CDTF: a year, a month, a day, or a day with a time and an offset.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Date(Box<str>);

impl Date {
    /// The date as it stands in `dc:date` and in the `datetime` of a `time` element.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the year is one that the Hijri and Persian calendars count and hardly any text of ours was issued in.
    pub(crate) fn looks_hijri(&self) -> bool {
        self.0.get(..4).and_then(|year| year.parse::<u16>().ok()).is_some_and(|year| (1250..=1500).contains(&year))
    }

    /// What is said of such a date.
    pub(crate) fn doubt(&self) -> String {
        format!("`{self}` is taken as a Gregorian date; its year looks like a Hijri or Persian one")
    }

    /// Year, month and day, as far as they are told.
    #[cfg(feature = "dates")]
    pub(crate) fn parts(&self) -> Option<(u16, Option<u8>, Option<u8>)> {
        let mut parts = self.day().split('-');
        let year = parts.next()?.parse().ok()?;
        let mut next = || parts.next().and_then(|part| part.parse().ok());
        Some((year, next(), next()))
    }

    /// The day alone, without the time: what a reader is shown.
    pub fn day(&self) -> &str {
        self.0.split('T').next().unwrap_or_default()
    }
}

/// The text is not a date in a form that names year, month and day in this order.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{0}` is not a date: write it as 2016-12-07, 2016-12 or 2016")]
pub struct NotADate(String);

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        w3cdtf(text).map(Self).ok_or_else(|| NotADate(text.chars().take(40).collect()))
    }
}

fn w3cdtf(text: &str) -> Option<Box<str>> {
    // Dates are written in the digits of the language; `dc:date` knows only one kind.
    let ascii = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_u32(u32::from(c) - 0x660 + 0x30),
        '\u{6F0}'..='\u{6F9}' => char::from_u32(u32::from(c) - 0x6F0 + 0x30),
        '\u{200E}' | '\u{200F}' | '\u{61C}' => None,
        c => Some(c),
    };
    let text = text.chars().filter_map(ascii).collect::<String>();
    let digits_only = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let text = if digits_only { format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]) } else { text };
    let text = if text.get(4..5) == Some("/") { text.replace('/', "-") } else { text };
    let text = text.as_str();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if digits(text, 4) {
        return (text != "0000").then(|| text.into());
    }
    if let Some((year, month)) = text.split_once('-')
        && digits(year, 4)
        && digits(month, 2)
    {
        let day = format!("{text}-01");
        return day.parse::<civil::Date>().ok().map(|_| text.into());
    }
    if let Some(moment) = moment(&text.replacen(' ', "T", 1)) {
        return Some(moment.into());
    }
    if let Some(day) = text.get(..10)
        && day.get(..4).is_some_and(|year| digits(year, 4))
        && text[10..].chars().next().is_none_or(|c| c == 'T' || c == ' ')
    {
        // A time without an offset says nothing about the moment: only the day is kept.
        return day.parse::<civil::Date>().ok().map(|date| date.to_string().into());
    }
    None
}

/// A day with a time and an offset, in whole seconds; the offset stays, since the day is that of the place it names.
fn moment(text: &str) -> Option<String> {
    text.parse::<Timestamp>().ok()?;
    let pieces = Pieces::parse(text).ok()?;
    let offset = match pieces.to_numeric_offset().map_or(0, |offset| offset.seconds() / 60) {
        0 => "Z".to_owned(),
        minutes => {
            format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
        }
    };
    let time = pieces.time()?;
    Some(format!("{}T{:02}:{:02}:{:02}{offset}", pieces.date(), time.hour(), time.minute(), time.second()))
}

/// The moment of the last change: `dcterms:modified`, in whole seconds of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Modified(Timestamp);

impl Modified {
    /// Seconds since 1970-01-01T00:00:00Z, as `SOURCE_DATE_EPOCH` gives them; `None` when no calendar reaches so far.
    pub fn from_epoch(seconds: i64) -> Option<Self> {
        // Four digits for the year is all `dcterms:modified` has room for.
        const LAST: i64 = 253_402_300_799;
        (0..=LAST).contains(&seconds).then(|| Timestamp::from_second(seconds).ok().map(Self)).flatten()
    }

    /// The time of a file; a time before 1970 counts as 1970.
    pub fn from_file_time(time: SystemTime) -> Option<Self> {
        let seconds = time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::from_epoch(i64::try_from(seconds).ok()?)
    }
}

impl fmt::Display for Modified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

impl Serialize for Modified {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Modified {
    type Err = NotADate;

    /// Takes a moment with an offset, or a day (its first second in UTC).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let date = text.parse::<Date>()?;
        let moment = match date.as_str().len() {
            4 => format!("{date}-01-01T00:00:00Z"),
            7 => format!("{date}-01T00:00:00Z"),
            10 => format!("{date}T00:00:00Z"),
            _ => date.to_string(),
        };
        let parsed = moment.parse::<Timestamp>().ok().and_then(|moment| Self::from_epoch(moment.as_second()));
        parsed.ok_or_else(|| NotADate(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_w3cdtf() {
        let rows = [
            ("2016", "2016"),
            ("2016-12", "2016-12"),
            ("2016-12-07", "2016-12-07"),
            ("2016-12-07T10:20:30+03:00", "2016-12-07T10:20:30+03:00"),
            ("2016-12-07T00:30:00.5+0200", "2016-12-07T00:30:00+02:00"),
            ("٢٠١٦-١٢-٠٧", "2016-12-07"),
            ("۲۰۱۶", "2016"),
            ("2016/12/07", "2016-12-07"),
            ("20161207", "2016-12-07"),
            ("2016-12-07 10:20:30Z", "2016-12-07T10:20:30Z"),
            ("2016-12-07T10:20", "2016-12-07"),
            ("2016-12-07 10:20:30", "2016-12-07"),
        ];
        for (given, date) in rows {
            assert_eq!(given.parse::<Date>().unwrap().as_str(), date);
        }
        for given in
            ["", "0000", "2016-13", "2016-02-30", "7 December 2016", "07/12/2016", "2016-12-07x", "أمس الثلاثاء"]
        {
            assert!(given.parse::<Date>().is_err(), "{given}");
        }
    }

    #[test]
    fn moments_are_whole_seconds_of_utc() {
        assert_eq!(Modified::from_epoch(1_700_000_000).unwrap().to_string(), "2023-11-14T22:13:20Z");
        assert_eq!("2016-12-07".parse::<Modified>().unwrap().to_string(), "2016-12-07T00:00:00Z");
        assert_eq!("2016-12-07T10:00:00.5+03:00".parse::<Modified>().unwrap().to_string(), "2016-12-07T07:00:00Z");
        assert!(Modified::from_epoch(-1).is_none());
    }
}
