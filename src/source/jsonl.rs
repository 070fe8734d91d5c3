//! JSON Lines: one article per line as a JSON object, read one at a time, so that a file of any length costs the memory of its
//! longest line. `docs/jsonl.md` lists the fields.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::fields::read_fields;
use super::{Format, MAX_FILE_BYTES, Record, SourceError};
use crate::publication::{Code, Findings, Identifier, Place, one_line};

/// More fields that mean nothing than this are not named.
const NAMED: usize = 12;

/// The lines of a file, each an article or what is wrong with it.
pub(crate) struct JsonLines {
    input: Box<dyn BufRead + Send>,
    file: Arc<str>,
    /// The folder of the file, where it is one.
    folder: Option<PathBuf>,
    line: u32,
    /// Fields that mean nothing here, until they are reported.
    unknown: BTreeSet<String>,
    ended: bool,
}

impl JsonLines {
    pub(crate) fn open(path: &Path) -> Result<Self, SourceError> {
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => SourceError::NotFound { path: path.to_owned() },
            _ => SourceError::Unreadable { path: path.to_owned(), source },
        };
        let file = File::open(path).map_err(failed)?;
        let lines = Self::new(Box::new(BufReader::with_capacity(1 << 16, file)), &path.display().to_string());
        Ok(Self { folder: path.parent().map(Path::to_owned), ..lines })
    }

    pub(crate) fn new(input: Box<dyn BufRead + Send>, name: &str) -> Self {
        Self { input, file: name.into(), folder: None, line: 0, unknown: BTreeSet::new(), ended: false }
    }

    /// Where the pictures are that its articles name by a path.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The next article; empty lines are passed over. After the last one, fields that mean nothing are reported, once.
    pub(crate) fn next(&mut self, findings: &mut Findings) -> Option<Result<Record, SourceError>> {
        while !self.ended {
            self.line = self.line.saturating_add(1);
            match self.read_line() {
                Ok(None) => self.ended = true,
                Ok(Some(line)) => {
                    let line = if self.line == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
                    if !line.trim_ascii().is_empty() {
                        return Some(self.record(line, findings));
                    }
                }
                Err(error) => return Some(Err(error)),
            }
        }
        self.report_unknown(findings);
        None
    }

    /// One line without its end; `None` after the last. What is too long is read to its end, and lost.
    fn read_line(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        let place = Place::new(&self.file, self.line);
        let ended = &mut self.ended;
        let mut failed = |error: io::Error| {
            *ended = true;
            SourceError::Syntax { place: place.clone(), message: format!("the file cannot be read on: {error}") }
        };
        let mut line = Vec::new();
        let read = (&mut self.input).take(MAX_FILE_BYTES + 1).read_until(b'\n', &mut line).map_err(&mut failed)?;
        if read == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if line.len() as u64 > MAX_FILE_BYTES {
            let mut size = line.len() as u64;
            drop(line);
            size += skip_line(&mut self.input).map_err(failed)?;
            return Err(SourceError::TooLarge { file: place.to_string(), size, limit: MAX_FILE_BYTES });
        }
        Ok(Some(line))
    }

    fn record(&mut self, line: &[u8], findings: &mut Findings) -> Result<Record, SourceError> {
        let place = Place::new(&self.file, self.line);
        let syntax = |message: String| SourceError::Syntax { place: place.clone(), message };
        let text = std::str::from_utf8(line)
            .map_err(|error| syntax(format!("the line is not valid UTF-8 at byte {}", error.valid_up_to())))?;
        let values = match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(values)) => values,
            Ok(_) => return Err(syntax("the line is not a JSON object".to_owned())),
            Err(error) => return Err(syntax(not_json(&error))),
        };
        let (record, unknown) = record_of(values, &place, findings)?;
        self.unknown.extend(unknown);
        Ok(record)
    }

    fn report_unknown(&mut self, findings: &mut Findings) {
        if self.unknown.is_empty() {
            return;
        }
        let unknown = std::mem::take(&mut self.unknown);
        let names = unknown.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let more = unknown.len().saturating_sub(NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let place = Place { file: Arc::clone(&self.file), line: None };
        findings.note(
            Code::FieldsIgnored,
            place,
            format!("fields that mean nothing here were passed over: {names}{more}"),
        );
    }
}

/// Whether the first line is an object with the text or the address of an article.
pub(super) fn are_json_lines(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    if !line.starts_with(b"{") {
        return false;
    }
    let Ok(values) = serde_json::from_slice::<Map<String, Value>>(line) else { return false };
    // A JSON Feed may be one line, too.
    let text = BODIES.iter().chain(&["url", "link"]).any(|name| values.contains_key(*name));
    text && !values.contains_key("items")
}

/// The names of the field that holds the text, the one that is taught first.
const BODIES: [&str; 8] =
    ["body", "content", "text", "html", "content_html", "markdown", "content_markdown", "content_text"];

/// Reads to the end of a line; says how much that was.
fn skip_line(input: &mut dyn BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(skipped);
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(used);
        skipped += used as u64;
        if end.is_some() {
            return Ok(skipped);
        }
    }
}

/// What serde_json says, without its own line, which is always the first.
fn not_json(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("the line is not valid JSON at column {}: {message}", error.column())
}

/// The article that an object describes, and the names of its fields that mean nothing.
pub(crate) fn record_of(
    mut values: Map<String, Value>,
    place: &Place,
    findings: &mut Findings,
) -> Result<(Record, Vec<String>), SourceError> {
    values.retain(|_, value| says_something(value));
    let wrong = |key: &str, message: &str| SourceError::Value {
        place: place.clone(),
        key: key.to_owned(),
        message: message.to_owned(),
    };
    let mut text = |names: &[&str]| -> Result<Option<(String, String)>, SourceError> {
        let mut found = None;
        for name in names {
            match values.remove(*name) {
                None | Some(Value::Null) => {}
                Some(Value::String(text)) if text.trim().is_empty() => {}
                Some(Value::String(text)) => found = found.or(Some(((*name).to_owned(), text))),
                Some(_) => return Err(wrong(name, "a text is expected")),
            }
        }
        Ok(found)
    };
    let line = |value: (String, String)| one_line(&value.1, |_| ());
    let mut record = Record::new(place.to_string());
    let named = text(&["format"])?;
    let body = text(&BODIES)?;
    record.format = match (&named, &body) {
        (Some((key, name)), _) => {
            let known = Format::of_name(name.trim());
            Some(known.ok_or_else(|| wrong(key, "`text`, `markdown` or `html` is expected"))?)
        }
        (None, Some((key, _))) if key.ends_with("html") => Some(Format::Html),
        (None, Some((key, _))) if key.ends_with("markdown") => Some(Format::Markdown),
        _ => None,
    };
    record.body = body.map(|(_, text)| text);
    record.section = text(&["section"])?.map(line).filter(|section| !section.is_empty());
    let guid = match values.remove("id").or_else(|| values.remove("guid")) {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id.trim().to_owned()).filter(|id| !id.is_empty()),
        Some(Value::Number(id)) => Some(id.to_string()),
        Some(_) => return Err(wrong("id", "a text or a number is expected")),
    };
    let image = match values.remove("image").or_else(|| values.remove("lead_image")) {
        Some(Value::Object(mut parts)) => match parts.remove("url").or_else(|| parts.remove("src")) {
            Some(Value::String(url)) => Some(url),
            _ => return Err(wrong("image", "an address is expected")),
        },
        Some(Value::String(url)) => Some(url).filter(|url| !url.trim().is_empty()),
        None | Some(Value::Null) => None,
        Some(_) => return Err(wrong("image", "an address is expected")),
    };
    let (known, mut unknown) = known_fields(values);
    let (metadata, rest) = read_fields(known, &|_| place.clone(), findings)?;
    unknown.extend(rest.into_iter().map(|(name, _)| name));
    record.metadata = metadata;
    record.metadata.lead_image = image.map(|address| one_line(&address, |_| ()));
    // An `id` is unique where it says so itself; others count within their collection only.
    if record.metadata.identifier.is_none() {
        record.metadata.identifier = guid.as_deref().filter(|id| Identifier::is_global(id)).map(str::to_owned);
    }
    record.guid = guid;
    if !record.has_text() {
        let message = "the line has neither a text (`body`) nor an address (`url`) that one could be read from";
        return Err(SourceError::Syntax { place: place.clone(), message: message.to_owned() });
    }
    Ok((record, unknown))
}

/// `null`, an empty text, and an object without anything but those are as if they were not there.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Object(parts) => parts.values().any(says_something),
        _ => true,
    }
}

/// The fields that may say something about an article, by the names that `read_fields` knows. What sets how a book looks is
/// no matter of foreign data: it could name any file.
fn known_fields(values: Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    const SETTINGS: [&str; 11] = [
        "cover",
        "cover_image",
        "cover_design",
        "title_page",
        "colophon",
        "direction_marks",
        "repair",
        "repairs",
        "font",
        "heading_font",
        "digits",
    ];
    let (mut known, mut unknown) = (Map::new(), Vec::new());
    for (name, value) in values {
        let normal = name.trim().to_ascii_lowercase().replace('-', "_");
        // Some services tell the site as an object.
        let (normal, value) = match value {
            Value::Object(mut parts) if normal == "source" => match (parts.remove("url"), parts.remove("name")) {
                (Some(url), _) => (normal, url),
                (None, Some(name)) => ("publisher".to_owned(), name),
                (None, None) => (normal, Value::Object(parts)),
            },
            value => (normal, value),
        };
        let meant = match normal.as_str() {
            "headline" => "title",
            "site" | "site_title" | "newspaper" => "publisher",
            "link" | "external_url" | "permalink" | "canonicalurl" => "url",
            "author_name" => "author",
            "date_modified" | "modified_at" | "updated_at" => "modified",
            "published_at" | "created_at" => "date",
            name if SETTINGS.contains(&name) => {
                unknown.push(normal);
                continue;
            }
            name => name,
        };
        if known.contains_key(meant) {
            // The name that is taught says it already.
            if normal == meant {
                known.insert(normal, value);
            }
            continue;
        }
        known.insert(meant.to_owned(), value);
    }
    (known, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> (Vec<Result<Record, String>>, Vec<String>) {
        let mut findings = Findings::default();
        let mut reader = JsonLines::new(Box::new(io::Cursor::new(lines.to_owned().into_bytes())), "a.jsonl");
        let mut records = Vec::new();
        while let Some(record) = reader.next(&mut findings) {
            records.push(record.map_err(|error| error.to_string()));
        }
        (records, findings.findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn every_field_is_read() {
        let line = r#"{"title":"عنوان","body":"<p>نص","format":"html","authors":["أ",{"name":"ب","url":"https://b.example"}],
            "date":"2016-12-07","modified":"2016-12-08","language":"ar","direction":"rtl","url":"https://a.example/1","id":17,
            "section":"سياسة","tags":["حلب","هدنة"],"image":{"url":"https://a.example/i.jpg"},"summary":"ملخص","site":"الجريدة",
            "issue":42}"#;
        let (records, notes) = read(&line.replace('\n', " "));
        let record = records[0].as_ref().unwrap();
        assert_eq!(record.format, Some(Format::Html));
        assert_eq!(record.body.as_deref(), Some("<p>نص"));
        assert_eq!(record.section.as_deref(), Some("سياسة"));
        assert_eq!(record.guid.as_deref(), Some("17"));
        assert_eq!(record.metadata.lead_image.as_deref(), Some("https://a.example/i.jpg"));
        assert_eq!(record.name, "a.jsonl:1");
        let metadata = &record.metadata;
        assert_eq!(metadata.title.as_deref(), Some("عنوان"));
        assert_eq!(metadata.creators.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["أ", "ب"]);
        assert_eq!(metadata.subjects, ["حلب", "هدنة"]);
        assert_eq!(metadata.publisher.as_deref(), Some("الجريدة"));
        assert_eq!(metadata.description.as_deref(), Some("ملخص"));
        assert_eq!(metadata.source.as_deref(), Some("https://a.example/1"));
        assert_eq!(metadata.issue.as_deref(), Some("42"));
        assert!(metadata.date.is_some() && metadata.modified.is_some() && metadata.identifier.is_none());
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn what_says_nothing_takes_nothing_away() {
        let date = |line: &str| {
            let record = read(line).0.remove(0).unwrap();
            (record.metadata.date.map(|date| date.to_string()), record.metadata.title, record.metadata.lead_image)
        };
        let owned = |text: &str| Some(text.to_owned());
        let rows = [
            (r#"{"body":"نص","date":null,"published_at":"2016-12-07"}"#, (owned("2016-12-07"), None, None)),
            (r#"{"body":"نص","published":"","date":"2016-12-07"}"#, (owned("2016-12-07"), None, None)),
            (r#"{"body":"نص","date":"2016-12-07","published":"2015"}"#, (owned("2016-12-07"), None, None)),
            (r#"{"body":"نص","published":"2015","date":"2016-12-07"}"#, (owned("2016-12-07"), None, None)),
            (r#"{"body":"نص","title":null,"headline":"خبر"}"#, (None, owned("خبر"), None)),
            (
                r#"{"body":"نص","image":null,"lead_image":"https://a.example/i"}"#,
                (None, None, owned("https://a.example/i")),
            ),
            (r#"{"body":"نص","image":{"url":null}}"#, (None, None, None)),
        ];
        for (line, wanted) in rows {
            assert_eq!(date(line), wanted, "{line}");
        }
        let record = read(r#"{"body":"نص","source":{"id":null,"name":"الجريدة"}}"#).0.remove(0).unwrap();
        assert_eq!((record.metadata.publisher, record.metadata.source), (owned("الجريدة"), None));
    }

    #[test]
    fn what_is_wrong_is_wrong_with_its_line_alone() {
        let rows = [
            (r#"{"body":5}"#, "a.jsonl:2: `body`: a text is expected"),
            (r#"{"body":"نص","format":"pdf"}"#, "a.jsonl:2: `format`: `text`, `markdown` or `html` is expected"),
            (r#"{"body":"نص","title":["أ"]}"#, "a.jsonl:2: `title`: one value is expected, not several"),
            (
                r#"{"body":"نص","language":"arabic"}"#,
                "a.jsonl:2: `language`: `arabic` is not a language tag: did you mean `ar`?",
            ),
            (
                r#"{"title":"عنوان"}"#,
                "a.jsonl:2: the line has neither a text (`body`) nor an address (`url`) that one could be read from",
            ),
            (r#"[1]"#, "a.jsonl:2: the line is not a JSON object"),
            (r#"{"body":"#, "a.jsonl:2: the line is not valid JSON at column 8: EOF while parsing a value"),
        ];
        for (line, message) in rows {
            let (records, _) = read(&format!("{{\"body\":\"أ\"}}\n{line}\n{{\"body\":\"ب\"}}"));
            assert_eq!(records.len(), 3, "{line}");
            assert_eq!(records[1].as_ref().unwrap_err(), message);
            assert!(records[0].is_ok() && records[2].is_ok());
        }
    }

    #[test]
    fn marks_empty_lines_and_line_ends_do_not_matter() {
        let (records, notes) =
            read("\u{FEFF}{\"text\":\"أ\",\"x\":1}\r\n\r\n  \n{\"content\":\"ب\",\"y\":2,\"cover\":\"/etc/passwd\"}");
        let names = records.iter().map(|record| record.as_ref().unwrap().name.clone()).collect::<Vec<_>>();
        assert_eq!(names, ["a.jsonl:1", "a.jsonl:4"]);
        assert_eq!(notes, ["fields that mean nothing here were passed over: `cover`, `x`, `y`"]);
        assert!(records[1].as_ref().unwrap().metadata.cover.is_none());
    }
}
