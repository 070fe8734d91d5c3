//! `publication.toml`: what a folder says about the book it is.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::SourceError;
use super::fields::{nearest_key, read_fields};
use super::front_matter::{KeyLines, table};
use crate::publication::{Findings, Metadata, PictureSettings, Place};

/// The name of the settings file.
pub const SETTINGS_FILE: &str = "publication.toml";

/// The keys beside those that describe the text.
const OPTIONS: [&str; 8] =
    ["order", "parts", "keep_debris", "whole_page", "select", "picture_size", "grey_pictures", "strict_pictures"];

/// The settings of one folder. Every key is optional.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) metadata: Metadata,
    /// Files and folders in the order wanted, relative to the folder, with `/`.
    pub(crate) order: Vec<String>,
    /// Titles of sub-folders, by their path relative to the folder.
    pub(crate) parts: BTreeMap<String, String>,
    pub(crate) keep_debris: bool,
    pub(crate) pictures: PictureSettings,
    pub(crate) whole_page: bool,
    pub(crate) select: Vec<String>,
}

impl Settings {
    /// Reads the settings of `folder`; `None` when it has no settings file.
    pub(crate) fn of_folder(folder: &Path, findings: &mut Findings) -> Result<Option<Self>, SourceError> {
        let path = folder.join(SETTINGS_FILE);
        let file: Arc<str> = path.display().to_string().into();
        let bytes = match super::read_limited(&path, &file) {
            Ok(bytes) => bytes,
            Err(SourceError::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let text = super::encoding::decode(bytes, None, &file)?.text;
        Self::parse(&text, &file, findings).map(Some)
    }

    fn parse(text: &str, file: &Arc<str>, findings: &mut Findings) -> Result<Self, SourceError> {
        let values = table(text, file, 0)?;
        let lines = KeyLines::of(text);
        let place_of = |key: &str| Place::new(file, lines.line(key));
        let (metadata, options) = read_fields(values, &place_of, findings)?;
        let mut settings = Self { metadata, ..Self::default() };
        for (key, value) in options {
            let wrong = |message: &str| SourceError::Value {
                place: place_of(&key),
                key: key.clone(),
                message: message.to_owned(),
            };
            match (key.replace('-', "_").as_str(), value) {
                ("order", Value::Array(items)) => {
                    settings.order = texts(items).ok_or_else(|| wrong("a list of file names is expected"))?;
                }
                ("parts", Value::Object(titles)) => {
                    settings.parts = titles_of(titles).ok_or_else(|| wrong("a title is expected for each folder"))?;
                }
                ("keep_debris", Value::Bool(keep)) => settings.keep_debris = keep,
                ("whole_page", Value::Bool(whole)) => settings.whole_page = whole,
                ("select", Value::String(selector)) => settings.select = vec![selector],
                ("select", Value::Array(items)) => {
                    let selectors = items.into_iter().map(|item| item.as_str().map(str::to_owned));
                    let selectors = selectors.collect::<Option<Vec<_>>>();
                    settings.select = selectors.ok_or_else(|| wrong("a list of CSS selectors is expected"))?;
                }
                ("select", _) => return Err(wrong("a CSS selector or a list of them is expected")),
                ("order", _) => return Err(wrong("a list of file names is expected")),
                ("parts", _) => return Err(wrong("a table of folders and titles is expected")),
                ("picture_size", value) => {
                    let size = value.as_u64().and_then(|size| u32::try_from(size).ok());
                    let size = size.filter(|size| PictureSettings::SIDES.contains(size));
                    settings.pictures.longest_side =
                        Some(size.ok_or_else(|| wrong("a number of pixels from 64 to 10000 is expected"))?);
                }
                ("grey_pictures", Value::Bool(grey)) => settings.pictures.grey = Some(grey),
                ("strict_pictures", Value::Bool(strict)) => settings.pictures.strict = Some(strict),
                ("keep_debris" | "whole_page" | "grey_pictures" | "strict_pictures", _) => {
                    return Err(wrong("`true` or `false` is expected"));
                }
                _ => {
                    let nearest = nearest_key(&key, &OPTIONS);
                    return Err(SourceError::UnknownKey { place: place_of(&key), key, nearest });
                }
            }
        }
        Ok(settings)
    }

    /// What holds for each article of the folder alike, where each becomes a book of its own.
    pub(crate) fn for_each(mut self) -> Self {
        let metadata = &mut self.metadata;
        (metadata.title, metadata.subtitle, metadata.description) = (None, None, None);
        (metadata.identifier, metadata.source) = (None, None);
        (metadata.date, metadata.modified) = (None, None);
        if let Some(series) = &mut metadata.series {
            series.position = None;
        }
        self
    }

    /// The place of `path` (relative, with `/`) in the order wanted: the first entry that is it or lies below it.
    pub(crate) fn rank(&self, path: &str) -> usize {
        let below =
            |entry: &String| entry == path || entry.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        self.order.iter().position(below).unwrap_or(usize::MAX)
    }
}

fn texts(items: Vec<Value>) -> Option<Vec<String>> {
    let item = |value: Value| value.as_str().map(|text| text.trim_start_matches("./").trim_end_matches('/').to_owned());
    items.into_iter().map(item).collect()
}

fn titles_of(titles: Map<String, Value>) -> Option<BTreeMap<String, String>> {
    let title = |(folder, value): (String, Value)| {
        value.as_str().map(|title| (folder.trim_end_matches('/').to_owned(), title.to_owned()))
    };
    titles.into_iter().map(title).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings, SourceError> {
        Settings::parse(text, &"publication.toml".into(), &mut Findings::default())
    }

    #[test]
    fn every_key_is_optional() {
        let settings = parse("").unwrap();
        assert!(settings.order.is_empty() && !settings.keep_debris);
        let settings =
            parse("title = \"كتاب\"\norder = [\"b.md\", \"sub/c.md\"]\nkeep_debris = true\n[parts]\nsub = \"باب\"\n");
        let settings = settings.unwrap();
        assert_eq!((settings.rank("b.md"), settings.rank("sub"), settings.rank("a.md")), (0, 1, usize::MAX));
        assert_eq!(settings.parts["sub"], "باب");
        let pictures = parse("picture-size = 800\ngrey_pictures = true\nstrict_pictures = false\n").unwrap().pictures;
        assert_eq!(pictures, PictureSettings { longest_side: Some(800), grey: Some(true), strict: Some(false) });
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error = parse("title = \"x\"\nlangauge = \"ar\"\n").unwrap_err().to_string();
        assert_eq!(error, "publication.toml:2: `langauge` is not a known key: did you mean `language`?");
        assert!(parse("order = 3").is_err());
        assert!(parse("picture_size = 20").is_err() && parse("grey-pictures = 1").is_err());
        assert!(parse("title = ").unwrap_err().to_string().starts_with("publication.toml:1: it is not valid TOML"));
    }
}
