//! How a date is shown: by which calendar, in words or in digits. What machines read is ISO 8601 always.

use std::fmt;
use std::str::FromStr;

use super::Language;

/// How dates around the text are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum DateStyle {
    /// In words, by the calendar of everyday life where the language is spoken.
    #[default]
    Auto,
    /// In words, by the Gregorian calendar.
    Gregorian,
    /// In words, by the Hijri calendar of Umm al-Qura.
    Hijri,
    /// In words, by the Persian (solar Hijri) calendar.
    Persian,
    /// As it is declared: `2016-12-07`.
    Iso,
}

/// A calendar that dates are told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Calendar {
    Gregorian,
    Hijri,
    Persian,
}

/// Languages at home in Iran or Afghanistan, the two countries of the Persian calendar.
const PERSIAN_CALENDAR: [&str; 9] = ["azb", "bqi", "fa", "glk", "lki", "lrc", "mzn", "prs", "ps"];

impl DateStyle {
    /// Every style, in the order messages name them.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Gregorian, Self::Hijri, Self::Persian, Self::Iso];

    /// The style as it is written in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Gregorian => "gregorian",
            Self::Hijri => "hijri",
            Self::Persian => "persian",
            Self::Iso => "iso",
        }
    }

    /// The calendar for a language; `None` for dates that are not told in words.
    pub(crate) fn calendar(self, language: &Language) -> Option<Calendar> {
        match self {
            Self::Auto => Some(usual(language)),
            Self::Gregorian => Some(Calendar::Gregorian),
            Self::Hijri => Some(Calendar::Hijri),
            Self::Persian => Some(Calendar::Persian),
            Self::Iso => None,
        }
    }
}

/// The calendar of a language's region, or of its homeland where the tag names none, as CLDR 49 has it
/// (calendarPreferenceData; Saudi Arabia is Gregorian there since 2024). Buddhist years are left to a later version.
fn usual(language: &Language) -> Calendar {
    let persian = match language.region() {
        Some(region) => matches!(region, "IR" | "AF"),
        None => PERSIAN_CALENDAR.contains(&language.primary()),
    };
    if persian { Calendar::Persian } else { Calendar::Gregorian }
}

/// The text names no date style.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{0}` is not a style of dates: write `auto`, `gregorian`, `hijri`, `persian` or `iso`")]
pub struct UnknownDateStyle(String);

impl FromStr for DateStyle {
    type Err = UnknownDateStyle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let named = Self::ALL.into_iter().find(|style| style.as_str().eq_ignore_ascii_case(text));
        named.ok_or_else(|| UnknownDateStyle(text.chars().take(40).collect()))
    }
}

impl fmt::Display for DateStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_read_as_they_are_written() {
        for style in DateStyle::ALL {
            assert_eq!(style.to_string().parse::<DateStyle>().unwrap(), style);
        }
        let error = "lunar".parse::<DateStyle>().unwrap_err().to_string();
        assert!(DateStyle::ALL.iter().all(|style| error.contains(&format!("`{style}`"))), "{error}");
    }

    #[test]
    fn the_usual_calendar_is_that_of_the_region() {
        let rows = [
            ("fa", Calendar::Persian),
            ("fa-AF", Calendar::Persian),
            ("prs", Calendar::Persian),
            ("ckb-IR", Calendar::Persian),
            ("fa-CA", Calendar::Gregorian),
            ("ckb", Calendar::Gregorian),
            ("ar-SA", Calendar::Gregorian),
            ("ur", Calendar::Gregorian),
        ];
        for (tag, calendar) in rows {
            assert_eq!(DateStyle::Auto.calendar(&tag.parse().unwrap()), Some(calendar), "{tag}");
        }
    }
}
