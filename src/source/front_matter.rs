//! Front matter: a block of YAML (`---`) or TOML (`+++`) before the text of a Markdown file.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::SourceError;
use super::fields::{nearest_key, read_fields};
use crate::publication::{Code, Findings, Metadata, Place};

/// The metadata a text begins with, and where its body starts.
pub(crate) struct FrontMatter {
    pub(crate) metadata: Metadata,
    /// Byte offset of the body in the text.
    pub(crate) body: usize,
    /// The line the body begins at, counted from 1.
    pub(crate) first_line: u32,
}

/// More unknown keys than this are counted, not named.
const MANY_KEYS: usize = 50;

#[derive(Clone, Copy, PartialEq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Takes the front matter off a Markdown text. A `---` that opens no block of keys is a line across the page.
pub(crate) fn read_front_matter(
    text: &str,
    file: &Arc<str>,
    findings: &mut Findings,
) -> Result<FrontMatter, SourceError> {
    let none = FrontMatter { metadata: Metadata::default(), body: 0, first_line: 1 };
    let Some((syntax, block, body)) = split(text) else { return Ok(none) };
    let values = match syntax {
        Syntax::Yaml => match yaml(block, file)? {
            Some(values) => values,
            None => return Ok(none),
        },
        Syntax::Toml => table(block, file, 1)?,
    };
    let lines = KeyLines::of(block);
    let place_of = |key: &str| Place::new(file, 1 + lines.line(key));
    let (metadata, unknown) = read_fields(values, &place_of, findings)?;
    if unknown.len() > MANY_KEYS {
        let message = format!("{} keys of the front matter mean nothing here", unknown.len());
        findings.note(Code::KeyIgnored, Place::new(file, 1), message);
    }
    for key in unknown.keys().filter(|_| unknown.len() <= MANY_KEYS) {
        let message = format!("`{key}` of the front matter means nothing here");
        match nearest_key(key, &[]).filter(|nearest| strsim::damerau_levenshtein(nearest, key) <= 2) {
            Some(nearest) => {
                findings.advise(Code::KeyIgnored, place_of(key), message, format!("did you mean `{nearest}`?"))
            }
            None => findings.note(Code::KeyIgnored, place_of(key), message),
        }
    }
    let lines = text[..body].bytes().filter(|b| *b == b'\n').count();
    Ok(FrontMatter { metadata, body, first_line: 1 + u32::try_from(lines).unwrap_or(u32::MAX - 1) })
}

/// The block between the fences and the offset after it.
fn split(text: &str) -> Option<(Syntax, &str, usize)> {
    let first = text.split_inclusive('\n').next()?;
    let syntax = match first.trim_end() {
        "---" => Syntax::Yaml,
        "+++" => Syntax::Toml,
        _ => return None,
    };
    let mut at = first.len();
    for line in text[at..].split_inclusive('\n') {
        let fence = line.trim_end();
        let closes = match syntax {
            Syntax::Yaml => fence == "---" || fence == "...",
            Syntax::Toml => fence == "+++",
        };
        if closes {
            return Some((syntax, &text[first.len()..at], at + line.len()));
        }
        at += line.len();
    }
    None
}

/// The keys of a YAML block; `None` when it is no mapping, so that what looked like front matter is text.
fn yaml(block: &str, file: &Arc<str>) -> Result<Option<Map<String, Value>>, SourceError> {
    if block.trim().is_empty() {
        return Ok(Some(Map::new()));
    }
    // Text between two rules is no front matter: keys stand in its first line that is no comment.
    let first = block.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    if !first.is_some_and(|line| line.contains(':') || line.starts_with('{')) {
        return Ok(None);
    }
    match serde_saphyr::from_str::<Value>(block) {
        Ok(Value::Object(values)) => Ok(Some(as_written(values, block))),
        Ok(Value::Null) => Ok(Some(Map::new())),
        Ok(_) => Ok(None),
        Err(error) => {
            let line = error.location().map_or(1, |location| location.line());
            let line = u32::try_from(line).unwrap_or(1) + 1;
            // The parser counts lines from the block's beginning; the place says where in the file it is.
            let reason = error.without_snippet().to_string();
            let reason = match one_sentence(reason.split(" at line ").next().unwrap_or_default()) {
                reason if reason.contains("duplicate") => "a key stands twice".to_owned(),
                reason if reason.contains("mapping values") => {
                    "a value that holds a colon must stand in quotation marks".to_owned()
                }
                reason => reason,
            };
            Err(SourceError::Syntax {
                place: Place::new(file, line),
                message: format!("the front matter is not valid YAML: {reason}"),
            })
        }
    }
}

/// Gives numbers back the form they were written in: 007 and 0306406152 are names here, never quantities.
fn as_written(mut values: Map<String, Value>, block: &str) -> Map<String, Value> {
    let lines = KeyLines::of(block);
    for (key, value) in &mut values {
        if !matches!(value, Value::Number(_) | Value::Bool(_)) {
            continue;
        }
        if let Some(text) = lines.value(key) {
            let text = text.split(" #").next().unwrap_or_default().trim();
            if !text.is_empty() {
                *value = Value::from(text);
            }
        }
    }
    values
}

/// The keys of a TOML text whose first line is line `before` + 1 of the file.
pub(crate) fn table(block: &str, file: &Arc<str>, before: u32) -> Result<Map<String, Value>, SourceError> {
    let wrong = |offset: usize, reason: &str| {
        let lines = block.as_bytes()[..offset.min(block.len())].iter().filter(|b| **b == b'\n').count();
        SourceError::Syntax {
            place: Place::new(file, before + 1 + u32::try_from(lines).unwrap_or(u32::MAX / 2)),
            message: format!("it is not valid TOML: {}", one_sentence(reason)),
        }
    };
    let table = block
        .parse::<toml::Table>()
        .map_err(|error| wrong(error.span().map_or(0, |span| span.start), error.message()))?;
    match serde_json::to_value(table) {
        Ok(Value::Object(values)) => Ok(values),
        Ok(_) => Ok(Map::new()),
        Err(error) => Err(wrong(0, &error.to_string())),
    }
}

/// The first line of a parser's message: the rest draws the source, which we name by file and line.
fn one_sentence(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

/// The lines of a block that keys stand in, counted from 1, found in one pass: a block may have very many keys.
pub(crate) struct KeyLines<'a>(HashMap<&'a str, (u32, &'a str)>);

impl<'a> KeyLines<'a> {
    pub(crate) fn of(block: &'a str) -> Self {
        let mut lines = HashMap::new();
        for (line, number) in block.lines().zip(1..) {
            if let Some((key, rest)) = line.split_once([':', '=']) {
                lines.entry(key.trim_matches([' ', '\t', '"', '\''])).or_insert((number, rest));
            }
        }
        Self(lines)
    }

    /// The line of a key; 1 when it cannot be told.
    pub(crate) fn line(&self, key: &str) -> u32 {
        self.0.get(key).map_or(1, |(number, _)| *number)
    }

    /// What stands after a key.
    fn value(&self, key: &str) -> Option<&'a str> {
        self.0.get(key).map(|(_, rest)| *rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Metadata, String, u32), SourceError> {
        let front = read_front_matter(text, &"a.md".into(), &mut Findings::default())?;
        Ok((front.metadata, text[front.body..].to_owned(), front.first_line))
    }

    #[test]
    fn yaml_and_toml_are_taken_off() {
        for text in
            ["---\ntitle: عنوان\ndate: 2016-12-07\n---\nنص\n", "+++\ntitle = \"عنوان\"\ndate = 2016-12-07\n+++\nنص\n"]
        {
            let (metadata, body, line) = read(text).unwrap();
            assert_eq!(metadata.title.as_deref(), Some("عنوان"));
            assert_eq!(metadata.date.unwrap().as_str(), "2016-12-07");
            assert_eq!((body.as_str(), line), ("نص\n", 5));
        }
    }

    #[test]
    fn rules_are_no_front_matter() {
        for text in ["---\nنص\n---\nبقية\n", "---\n\nنص بلا نهاية", "# عنوان\n---\n", ""] {
            assert_eq!(read(text).unwrap().1, text);
        }
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        let error = read("---\ntitle: عنوان\nauthor: \"بلا نهاية\n---\nنص\n").unwrap_err().to_string();
        assert!(error.starts_with("a.md:"), "{error}");
        let error = read("+++\ntitle = \"a\"\nauthor = [\n+++\nنص\n").unwrap_err().to_string();
        assert!(error.starts_with("a.md:3: it is not valid TOML") || error.starts_with("a.md:4: it is"), "{error}");
        let error = read("---\ntitle: x\nlanguage: klingonish\n---\n").unwrap_err().to_string();
        assert!(error.starts_with("a.md:3: `language`"), "{error}");
    }
}
