//! Dates as a reader is shown them: in the words of a language, by ICU4X; without the feature `dates`, as ISO 8601.

use super::{Calendar, Date, DateStyle, Digits, Language};

/// A date for the eye.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ShownDate {
    pub(crate) text: String,
    /// Whether it is told in words; digits with hyphens need a direction of their own.
    pub(crate) in_words: bool,
    /// Whether the calendar is the one that was asked for.
    pub(crate) as_asked: bool,
}

/// Shows a date. Where a calendar has no words in the language, the Gregorian one takes its place, and where that has
/// none either, the digits of ISO 8601.
pub(crate) fn show_date(date: &Date, language: &Language, style: DateStyle, digits: Digits) -> ShownDate {
    let in_digits = |as_asked| ShownDate { text: date.day().to_owned(), in_words: false, as_asked };
    let Some(calendar) = style.calendar(language) else { return in_digits(true) };
    if date.looks_hijri() {
        // Very likely it is no Gregorian date (SRC-006): told by another calendar it would be further from the truth.
        return in_digits(true);
    }
    let any_will_do = style == DateStyle::Auto;
    if let Some(text) = words::of(date, language, calendar, digits) {
        return ShownDate { text, in_words: true, as_asked: true };
    }
    match words::of(date, language, Calendar::Gregorian, digits) {
        Some(text) => ShownDate { text, in_words: true, as_asked: any_will_do },
        None => in_digits(any_will_do),
    }
}

#[cfg(not(feature = "dates"))]
mod words {
    use crate::publication::{Calendar, Date, Digits, Language};

    pub(super) fn of(_: &Date, _: &Language, _: Calendar, _: Digits) -> Option<String> {
        None
    }
}

#[cfg(feature = "dates")]
mod words {
    use icu_calendar::cal::hijri::UmmAlQura;
    use icu_calendar::cal::{Gregorian, Hijri, Persian};
    use icu_datetime::fieldsets::{YM, YMD};
    use icu_datetime::{DateTimeFormatterPreferences, FixedCalendarDateTimeFormatter};
    use icu_locale_core::Locale;
    use icu_locale_core::extensions::unicode::Value;
    use icu_locale_core::preferences::extensions::unicode::keywords::NumberingSystem;

    use crate::publication::{Calendar, Date, Digits, Direction, Language};

    /// The words of a date; `None` where the language has none for it.
    pub(super) fn of(date: &Date, language: &Language, calendar: Calendar, digits: Digits) -> Option<String> {
        let (year, month, day) = date.parts()?;
        let Some(month) = month else { return Some(digits.spell(&year.to_string())) };
        if language.primary() == "yi" {
            let month = YIDDISH_MONTHS.get(usize::from(month).checked_sub(1)?)?;
            let year = digits.spell(&year.to_string());
            return (calendar == Calendar::Gregorian || day.is_none()).then(|| match day {
                Some(day) => format!("{}טן {month} {year}", digits.number(day.into())),
                None => format!("{month} {year}"),
            });
        }
        let moment = icu_calendar::Date::try_new_iso(i32::from(year), month, day.unwrap_or(1)).ok()?;
        let preferences = preferences(language, digits)?;
        let words = match (calendar, day) {
            // A month of one calendar is no month of another.
            (_, None) => {
                let formatter = FixedCalendarDateTimeFormatter::try_new(preferences, YM::long()).ok()?;
                formatter.format(&moment.to_calendar(Gregorian)).to_string()
            }
            (Calendar::Gregorian, _) => {
                let formatter = FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long()).ok()?;
                formatter.format(&moment.to_calendar(Gregorian)).to_string()
            }
            (Calendar::Hijri, _) => {
                let formatter = FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long()).ok()?;
                formatter.format(&moment.to_calendar(Hijri::<UmmAlQura>::new_umm_al_qura())).to_string()
            }
            (Calendar::Persian, _) => {
                let formatter = FixedCalendarDateTimeFormatter::try_new(preferences, YMD::long()).ok()?;
                formatter.format(&moment.to_calendar(Persian)).to_string()
            }
        };
        are_of_the_language(&words, language).then_some(words)
    }

    fn preferences(language: &Language, digits: Digits) -> Option<DateTimeFormatterPreferences> {
        let locale = language.as_str().parse::<Locale>().ok()?;
        let mut preferences = DateTimeFormatterPreferences::from(&locale);
        let digits = Value::try_from_str(digits.numbering_system()).ok()?;
        preferences.numbering_system = NumberingSystem::try_from(digits).ok();
        Some(preferences)
    }

    /// Where CLDR lacks a name, ICU4X writes one in Latin letters («AP») or none at all («M12»): those are no words.
    fn are_of_the_language(words: &str, language: &Language) -> bool {
        let latin = |c: char| c.is_ascii_alphabetic();
        let numbered = |pair: &[u8]| pair[0] == b'M' && pair[1].is_ascii_digit();
        match language.direction() {
            Direction::Rtl => !words.contains(latin),
            Direction::Ltr => language.as_str() != "und" && !words.as_bytes().windows(2).any(numbered),
        }
    }

    /// The months that CLDR's `yi` has; ICU4X leaves that locale out. Its pattern for a day is `dטן MMMM y`.
    const YIDDISH_MONTHS: [&str; 12] = [
        "יאַנואַר",
        "פֿעברואַר",
        "מערץ",
        "אַפּריל",
        "מיי",
        "יוני",
        "יולי",
        "אויגוסט",
        "סעפּטעמבער",
        "אקטאבער",
        "נאוועמבער",
        "דעצעמבער",
    ];
}

#[cfg(test)]
#[cfg(feature = "dates")]
mod tests {
    use super::*;

    fn shown(date: &str, tag: &str, style: DateStyle) -> ShownDate {
        let language = tag.parse::<Language>().unwrap();
        show_date(&date.parse().unwrap(), &language, style, Digits::of_language(&language))
    }

    #[test]
    fn dates_are_told_in_the_words_of_the_language() {
        use DateStyle::{Auto, Gregorian, Hijri, Iso, Persian};
        let rows = [
            ("ar", Auto, "٧ ديسمبر ٢٠١٦"),
            ("ar", Hijri, "٨ ربيع الأول ١٤٣٨ هـ"),
            ("ar", Iso, "2016-12-07"),
            ("ar-SA", Auto, "٧ ديسمبر ٢٠١٦"),
            ("ar-MA", Auto, "7 دجنبر 2016"),
            ("ar-MA", Hijri, "8 ربيع الأول 1438 هـ"),
            ("fa", Auto, "۱۷ آذر ۱۳۹۵"),
            ("fa", Gregorian, "۷ دسامبر ۲۰۱۶"),
            ("fa-AF", Auto, "۱۷ قوس ۱۳۹۵"),
            ("ur", Auto, "۷ دسمبر، ۲۰۱۶"),
            ("he", Auto, "7 בדצמבר 2016"),
            ("ckb", Auto, "٧ی کانونی یەکەمی ٢٠١٦"),
            ("yi", Auto, "7טן דעצעמבער 2016"),
            ("en", Auto, "December 7, 2016"),
            ("en", Persian, "Azar 17, 1395 AP"),
            ("fr", Auto, "7 décembre 2016"),
        ];
        for (tag, style, words) in rows {
            let shown = shown("2016-12-07T23:30:00+03:00", tag, style);
            assert_eq!((shown.text.as_str(), shown.as_asked), (words, true), "{tag} {style}");
            assert_eq!(shown.in_words, style != Iso, "{tag} {style}");
        }
    }

    #[test]
    fn a_part_of_a_date_stays_gregorian() {
        for (date, tag, style, words) in [
            ("2016-12", "ar", DateStyle::Auto, "ديسمبر ٢٠١٦"),
            ("2016-12", "ar", DateStyle::Hijri, "ديسمبر ٢٠١٦"),
            ("2016", "ar", DateStyle::Hijri, "٢٠١٦"),
            ("2016-12", "fa", DateStyle::Auto, "دسامبر ۲۰۱۶"),
            ("2016-12", "yi", DateStyle::Auto, "דעצעמבער 2016"),
        ] {
            assert_eq!(shown(date, tag, style).text, words, "{date} {tag}");
        }
    }

    #[test]
    fn what_has_no_words_is_told_otherwise() {
        for (tag, style, text, in_words, as_asked) in [
            ("he", DateStyle::Persian, "7 בדצמבר 2016", true, false),
            ("ckb-IR", DateStyle::Auto, "٧ی کانونی یەکەمی ٢٠١٦", true, true),
            ("dv", DateStyle::Auto, "2016-12-07", false, true),
            ("pa-Arab", DateStyle::Hijri, "2016-12-07", false, false),
        ] {
            let expected = ShownDate { text: text.to_owned(), in_words, as_asked };
            assert_eq!(shown("2016-12-07", tag, style), expected, "{tag} {style}");
        }
    }
}
