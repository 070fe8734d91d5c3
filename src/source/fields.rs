//! The keys of `publication.toml` and of front matter, and the values they take.

use std::path::PathBuf;
use std::str::FromStr;

use serde_json::{Map, Value};

use super::SourceError;
use crate::publication::{
    Code, Contributor, CoverSetting, Findings, Metadata, Place, Repairs, Role, Series, is_c1, one_line,
};

/// A key that says something about a text. Several spellings mean the same, since front matter comes from many tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Subtitle,
    Person(Role),
    Language,
    Direction,
    Source,
    Publisher,
    Rights,
    Description,
    Subjects,
    Date,
    Modified,
    Issue,
    Identifier,
    Series,
    Position,
    Cover,
    CoverDesign,
    TitlePage,
    Colophon,
    DirectionMarks,
    Repairs,
    DateStyle,
    Digits,
    Font,
    HeadingFont,
}

/// Every spelling, the one the README teaches first.
const KEYS: [(&str, Key); 73] = [
    ("title", Key::Title),
    ("subtitle", Key::Subtitle),
    ("author", Key::Person(Role::Author)),
    ("authors", Key::Person(Role::Author)),
    ("creator", Key::Person(Role::Author)),
    ("by", Key::Person(Role::Author)),
    ("byline", Key::Person(Role::Author)),
    ("translator", Key::Person(Role::Translator)),
    ("translators", Key::Person(Role::Translator)),
    ("editor", Key::Person(Role::Editor)),
    ("editors", Key::Person(Role::Editor)),
    ("illustrator", Key::Person(Role::Illustrator)),
    ("illustrators", Key::Person(Role::Illustrator)),
    ("contributor", Key::Person(Role::Contributor)),
    ("contributors", Key::Person(Role::Contributor)),
    ("language", Key::Language),
    ("lang", Key::Language),
    ("direction", Key::Direction),
    ("dir", Key::Direction),
    ("source", Key::Source),
    ("source_url", Key::Source),
    ("url", Key::Source),
    ("canonical", Key::Source),
    ("canonical_url", Key::Source),
    ("original", Key::Source),
    ("publisher", Key::Publisher),
    ("site_name", Key::Publisher),
    ("rights", Key::Rights),
    ("license", Key::Rights),
    ("licence", Key::Rights),
    ("copyright", Key::Rights),
    ("description", Key::Description),
    ("summary", Key::Description),
    ("abstract", Key::Description),
    ("excerpt", Key::Description),
    ("tags", Key::Subjects),
    ("tag", Key::Subjects),
    ("subject", Key::Subjects),
    ("subjects", Key::Subjects),
    ("keywords", Key::Subjects),
    ("categories", Key::Subjects),
    ("category", Key::Subjects),
    ("date", Key::Date),
    ("published", Key::Date),
    ("pubdate", Key::Date),
    ("date_published", Key::Date),
    ("modified", Key::Modified),
    ("updated", Key::Modified),
    ("lastmod", Key::Modified),
    ("last_modified", Key::Modified),
    ("issue", Key::Issue),
    ("issue_number", Key::Issue),
    ("edition", Key::Issue),
    ("identifier", Key::Identifier),
    ("uuid", Key::Identifier),
    ("isbn", Key::Identifier),
    ("doi", Key::Identifier),
    ("series", Key::Series),
    ("position", Key::Position),
    ("series_position", Key::Position),
    ("series_index", Key::Position),
    ("cover", Key::Cover),
    ("cover_image", Key::Cover),
    ("cover_design", Key::CoverDesign),
    ("title_page", Key::TitlePage),
    ("colophon", Key::Colophon),
    ("direction_marks", Key::DirectionMarks),
    ("repair", Key::Repairs),
    ("repairs", Key::Repairs),
    ("date_style", Key::DateStyle),
    ("digits", Key::Digits),
    ("font", Key::Font),
    ("heading_font", Key::HeadingFont),
];

/// Reads every known key of `values` and gives the unknown ones back, in their order.
pub(crate) fn read_fields(
    values: Map<String, Value>,
    place_of: &dyn Fn(&str) -> Place,
    findings: &mut Findings,
) -> Result<(Metadata, Map<String, Value>), SourceError> {
    let mut metadata = Metadata::default();
    let mut position = None;
    let mut unknown = Map::new();
    for (name, value) in values {
        let Some(key) = known(&name) else {
            unknown.insert(name, value);
            continue;
        };
        let field = Field { name: &name, place: place_of(&name) };
        let taught = is_taught(&name, key);
        match key {
            Key::Title => settle(&mut metadata.title, field.line(&value, findings)?, taught),
            Key::Subtitle => settle(&mut metadata.subtitle, field.line(&value, findings)?, taught),
            Key::Person(role) => {
                let people = field.people(&value, role, findings)?;
                let list = if role == Role::Author { &mut metadata.creators } else { &mut metadata.contributors };
                list.extend(people.into_iter().filter(|person| !list.contains(person)).collect::<Vec<_>>());
            }
            Key::Language => settle(&mut metadata.language, field.parsed(&value)?, taught),
            Key::Direction => settle(&mut metadata.direction, field.parsed(&value)?, taught),
            Key::Source => settle(&mut metadata.source, field.line(&value, findings)?, taught),
            Key::Publisher => settle(&mut metadata.publisher, field.line(&value, findings)?, taught),
            Key::Rights => settle(&mut metadata.rights, field.line(&value, findings)?, taught),
            Key::Description => settle(&mut metadata.description, field.line(&value, findings)?, taught),
            Key::Subjects => metadata.subjects.extend(field.lines(&value, findings)?),
            Key::Date => {
                settle(&mut metadata.date, field.parsed(&value)?, taught);
                if let Some(date) = metadata.date.as_ref().filter(|date| date.looks_hijri()) {
                    let (place, hint) = (field.place.clone(), "write the Gregorian date of issue");
                    findings.advise(Code::DateDoubted, place, date.doubt(), hint);
                }
            }
            Key::Modified => settle(&mut metadata.modified, field.parsed(&value)?, taught),
            Key::Issue => settle(&mut metadata.issue, field.line(&value, findings)?, taught),
            Key::Identifier => settle(&mut metadata.identifier, field.line(&value, findings)?, taught),
            Key::Series => settle(&mut metadata.series, field.series(&value, findings)?, taught),
            Key::Position => settle(&mut position, field.line(&value, findings)?, taught),
            Key::Cover => settle(&mut metadata.cover, field.cover(&value, findings)?, taught),
            Key::CoverDesign => settle(&mut metadata.cover_design, field.parsed(&value)?, taught),
            Key::TitlePage => metadata.title_page = Some(field.choice(&value)?),
            Key::Colophon => metadata.colophon = Some(field.choice(&value)?),
            Key::DirectionMarks => metadata.direction_marks = Some(field.choice(&value)?),
            Key::Repairs => metadata.repairs = field.repairs(&value, findings)?,
            Key::DateStyle => settle(&mut metadata.date_style, field.parsed(&value)?, taught),
            Key::Digits => settle(&mut metadata.digits, field.parsed(&value)?, taught),
            Key::Font => settle(&mut metadata.font, field.parsed(&value)?, taught),
            Key::HeadingFont => settle(&mut metadata.heading_font, field.parsed(&value)?, taught),
        }
    }
    match (&mut metadata.series, position) {
        (Some(series), Some(position)) => series.position = Some(position),
        (None, Some(_)) => {
            let message = "`position` without a `series` says nothing and was passed over";
            findings.note(Code::ValueIgnored, place_of("position"), message);
        }
        (_, None) => {}
    }
    Ok((metadata, unknown))
}

/// Takes a value over: one that says nothing changes nothing, and of several spellings the one that is taught counts.
fn settle<T>(field: &mut Option<T>, value: Option<T>, taught: bool) {
    if value.is_some() && (field.is_none() || taught) {
        *field = value;
    }
}

/// Whether this is the spelling that the README teaches.
fn is_taught(name: &str, key: Key) -> bool {
    KEYS.iter().find(|(_, known)| *known == key).is_some_and(|(taught, _)| *taught == normal(name))
}

/// The known key most like `name`, for a message; `more` are keys known beside those of this table.
pub(crate) fn nearest_key(name: &str, more: &[&'static str]) -> Option<&'static str> {
    let name = normal(name);
    let known = KEYS.iter().map(|(known, _)| *known).chain(more.iter().copied());
    known
        .map(|known| (strsim::damerau_levenshtein(known, &name), known))
        .filter(|(distance, known)| *distance <= 2.max(known.len() / 3))
        .min()
        .map(|(_, known)| known)
}

fn known(name: &str) -> Option<Key> {
    let name = normal(name);
    KEYS.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
}

fn normal(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace('-', "_")
}

/// One key where it stands, for messages.
struct Field<'a> {
    name: &'a str,
    place: Place,
}

impl Field<'_> {
    fn wrong(&self, message: impl ToString) -> SourceError {
        SourceError::Value { place: self.place.clone(), key: self.name.to_owned(), message: message.to_string() }
    }

    /// A scalar as text: numbers and dates may stand without quotes.
    fn text(&self, value: &Value) -> Result<Option<String>, SourceError> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.clone())),
            Value::Number(number) => Ok(Some(number.to_string())),
            Value::Bool(truth) => Ok(Some(truth.to_string())),
            // How a TOML date looks to serde.
            Value::Object(date) if date.len() == 1 && date.contains_key("$__toml_private_datetime") => {
                Ok(date.values().next().and_then(Value::as_str).map(str::to_owned))
            }
            Value::Array(_) | Value::Object(_) => Err(self.wrong("one value is expected, not several")),
        }
    }

    fn line(&self, value: &Value, findings: &mut Findings) -> Result<Option<String>, SourceError> {
        let Some(text) = self.text(value)? else { return Ok(None) };
        let line = one_line(&text, |c| report_removed(self.name, c, &self.place, findings));
        Ok((!line.is_empty()).then_some(line))
    }

    fn lines(&self, value: &Value, findings: &mut Findings) -> Result<Vec<String>, SourceError> {
        let mut lines = Vec::new();
        match value {
            Value::Array(values) => {
                for value in values {
                    lines.extend(self.line(value, findings)?);
                }
            }
            Value::String(text) if text.contains([',', '،', ';', '؛']) => {
                for part in text.split([',', '،', ';', '؛']) {
                    lines.extend(self.line(&Value::from(part), findings)?);
                }
            }
            value => lines.extend(self.line(value, findings)?),
        }
        Ok(lines)
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&self, value: &Value) -> Result<Option<T>, SourceError> {
        match self.text(value)? {
            Some(text) if !text.trim().is_empty() => text.parse().map(Some).map_err(|error| self.wrong(error)),
            _ => Ok(None),
        }
    }

    fn people(&self, value: &Value, role: Role, findings: &mut Findings) -> Result<Vec<Contributor>, SourceError> {
        match value {
            Value::Array(people) => {
                let mut all = Vec::new();
                for person in people {
                    all.extend(self.people(person, role, findings)?);
                }
                Ok(all)
            }
            Value::Object(person) => {
                let part = |key: &str| person.iter().find(|(name, _)| normal(name) == key).map(|(_, value)| value);
                let name = part("name").ok_or_else(|| self.wrong("a person needs a `name`"))?;
                let Some(name) = self.line(name, findings)? else { return Ok(Vec::new()) };
                let file_as = part("file_as").map(|value| self.line(value, findings)).transpose()?.flatten();
                Ok(vec![Contributor { name, file_as, role }])
            }
            value => {
                // Some sites list each person with an address, which is nobody's name.
                let name = self.line(value, findings)?.filter(|name| !name.contains("://"));
                Ok(name.map(|name| Contributor::new(name, role)).into_iter().collect())
            }
        }
    }

    fn series(&self, value: &Value, findings: &mut Findings) -> Result<Option<Series>, SourceError> {
        let Value::Object(parts) = value else {
            return Ok(self.line(value, findings)?.map(|name| Series { name, position: None }));
        };
        let name = parts.get("name").or_else(|| parts.get("title"));
        let name = name.ok_or_else(|| self.wrong("a series needs a `name`"))?;
        let position = parts.get("position").map(|value| self.line(value, findings)).transpose()?.flatten();
        Ok(self.line(name, findings)?.map(|name| Series { name, position }))
    }

    fn choice(&self, value: &Value) -> Result<bool, SourceError> {
        // YAML gives words.
        match (value, value.as_str()) {
            (Value::Bool(choice), _) => Ok(*choice),
            (_, Some("true" | "yes")) => Ok(true),
            (_, Some("false" | "no")) => Ok(false),
            _ => Err(self.wrong("`true` or `false` is expected")),
        }
    }

    fn repairs(&self, value: &Value, findings: &mut Findings) -> Result<Repairs, SourceError> {
        let mut repairs = Repairs::default();
        for name in self.lines(value, findings)? {
            repairs.insert(name.parse().map_err(|error| self.wrong(error))?);
        }
        Ok(repairs)
    }

    fn cover(&self, value: &Value, findings: &mut Findings) -> Result<Option<CoverSetting>, SourceError> {
        // Hugo and pandoc write a table here, with the file under `image`.
        let value = match value {
            Value::Object(parts) => parts.get("image").or_else(|| parts.get("src")).unwrap_or(&Value::Null),
            value => value,
        };
        // YAML gives words; no picture's file has one of these for its name.
        Ok(match self.line(value, findings)?.as_deref() {
            None => None,
            Some("true" | "yes") => Some(CoverSetting::Drawn),
            Some("false" | "no") => Some(CoverSetting::LeftOut),
            Some(path) => Some(CoverSetting::File(PathBuf::from(path))),
        })
    }
}

/// Reports a character that a field cannot hold.
pub(crate) fn report_removed(field: &str, c: char, place: &Place, findings: &mut Findings) {
    findings.note(Code::ControlRemoved, place.clone(), removed_from(field, c));
}

/// Says that a field could not hold a character.
pub(crate) fn removed_from(field: &str, c: char) -> String {
    let what = if is_c1(c) { "mended in" } else { "removed from" };
    format!("U+{:04X} was {what} `{field}`", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str) -> Result<(Metadata, Map<String, Value>), SourceError> {
        let table = toml.parse::<toml::Table>().unwrap();
        let Value::Object(values) = serde_json::to_value(table).unwrap() else { unreachable!() };
        let file = "f".into();
        read_fields(values, &|_| Place::new(&file, 1), &mut Findings::default())
    }

    #[test]
    fn every_spelling_is_read() {
        let (metadata, unknown) = read(
            r#"
            Title = "عنوان"
            authors = ["أ", { name = "ب", file-as = "ب، ب" }]
            lang = "ar_EG"
            date = 2016-12-07
            keywords = "حلب، هدنة"
            series = { name = "سلسلة", position = 2 }
            layout = "post"
            "#,
        )
        .unwrap();
        assert_eq!(metadata.title.as_deref(), Some("عنوان"));
        assert_eq!(metadata.creators.len(), 2);
        assert_eq!(metadata.creators[1].file_as.as_deref(), Some("ب، ب"));
        assert_eq!(metadata.language.unwrap().as_str(), "ar-EG");
        assert_eq!(metadata.date.unwrap().as_str(), "2016-12-07");
        assert_eq!(metadata.subjects, ["حلب", "هدنة"]);
        assert_eq!(metadata.series.unwrap().position.as_deref(), Some("2"));
        assert_eq!(unknown.keys().collect::<Vec<_>>(), ["layout"]);
    }

    #[test]
    fn a_wrong_value_names_its_key() {
        assert_eq!(
            read("language = \"arabic\"").unwrap_err().to_string(),
            "f:1: `language`: `arabic` is not a language tag: did you mean `ar`?"
        );
        assert_eq!(
            read("repair = [\"quotes\", \"tatwel\"]").unwrap_err().to_string(),
            "f:1: `repair`: `tatwel` is not a repair: did you mean `tatweel`?"
        );
        assert!(read("title = [\"a\", \"b\"]").unwrap_err().to_string().contains("one value is expected"));
    }

    #[test]
    fn the_nearest_key_is_found() {
        assert_eq!(nearest_key("titel", &[]), Some("title"));
        assert_eq!(nearest_key("languge", &[]), Some("language"));
        assert_eq!(nearest_key("ordre", &["order"]), Some("order"));
        assert_eq!(nearest_key("zzzzzz", &[]), None);
    }
}
