//! Collections taken apart: folders, lists, feeds and files of JSON Lines become the single articles in them, one at a time, so
//! that any number of them costs the memory of one.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folder::Walk;
use super::input::{Input, InputKind, Origin};
use super::jsonl::JsonLines;
use super::settings::Settings;
use super::{SourceError, encoding};
use crate::publication::{Finding, Findings, Place};

/// The longest line of a list, in bytes: no path and no address has more.
const LONGEST_NAME: u64 = 64 << 10;

/// The single articles of inputs, in their order. What is wrong with one of them is an item of its own; the next one follows.
pub struct Expand {
    /// What is still to be taken apart, the next at the end.
    pending: Vec<Pending>,
    findings: Findings,
    /// A folder that is passed over in walks.
    without: Option<PathBuf>,
    /// Whether folders stay what they are.
    keeps_folders: bool,
    /// Whether the last item came out of a list, a feed or JSON Lines.
    from_collection: bool,
}

enum Pending {
    Inputs(std::vec::IntoIter<Input>),
    Folder { path: PathBuf, walk: Walk, settings: Option<Arc<(Settings, PathBuf)>>, found: bool },
    List(List),
    Lines(JsonLines),
}

impl Expand {
    /// The articles of these inputs.
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            pending: vec![Pending::Inputs(inputs.into_iter())],
            findings: Findings::default(),
            without: None,
            keeps_folders: false,
            from_collection: false,
        }
    }

    /// Passes over a folder wherever it lies within the inputs: the one that books go to.
    #[must_use]
    pub fn without(mut self, folder: &Path) -> Self {
        self.without = folder.canonicalize().ok();
        self
    }

    /// Leaves folders whole, as parts of one book.
    pub(super) fn keeping_folders(mut self) -> Self {
        self.keeps_folders = true;
        self
    }

    /// What was noticed so far, and not asked for before.
    pub fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings.findings)
    }

    /// Whether the last item came out of a list, a feed or JSON Lines: then it is no reason to give up the others.
    pub(super) fn from_collection(&self) -> bool {
        self.from_collection
    }

    /// Takes an input apart, or gives it back as the article it is.
    fn open(&mut self, input: Input) -> Option<Result<Input, SourceError>> {
        let pending = match &input.kind {
            InputKind::List(path) => List::open(path).map(Pending::List),
            InputKind::Path(path) if is_json_lines(path) && !path.is_dir() => JsonLines::open(path).map(Pending::Lines),
            InputKind::Path(path) if !self.keeps_folders && path.is_dir() => self.folder(path),
            _ => return Some(Ok(input)),
        };
        match pending {
            Ok(pending) => self.pending.push(pending),
            Err(error) => return Some(Err(error)),
        }
        None
    }

    fn folder(&mut self, path: &Path) -> Result<Pending, SourceError> {
        let settings = Settings::of_folder(path, &mut self.findings)?;
        let walk = Walk::of(path, settings.clone().unwrap_or_default(), self.without.clone())?;
        let settings = settings.map(|settings| Arc::new((settings.for_each(), path.to_owned())));
        Ok(Pending::Folder { path: path.to_owned(), walk, settings, found: false })
    }
}

impl Iterator for Expand {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let collected = self.pending.iter().any(|pending| matches!(pending, Pending::List(_) | Pending::Lines(_)));
            self.from_collection = collected;
            let item = match self.pending.last_mut()? {
                Pending::Inputs(inputs) => inputs.next().map(Ok),
                Pending::List(list) => list.next(),
                Pending::Lines(lines) => lines.next(&mut self.findings).map(|record| record.map(super::Record::into_any)),
                Pending::Folder { path, walk, settings, found } => match walk.next(&mut self.findings) {
                    Some(item) => {
                        *found = true;
                        Some(item.map(|(path, relative)| {
                            let mut input = Input::path(path);
                            let (relative, settings) = (Some(relative), settings.clone());
                            input.origin = Origin { relative, settings, ..Origin::default() };
                            input
                        }))
                    }
                    None if !*found => {
                        *found = true;
                        Some(Err(SourceError::NoArticles { path: path.clone() }))
                    }
                    None => None,
                },
            };
            match item {
                None => _ = self.pending.pop(),
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(mut input)) => {
                    input.origin.member |= collected;
                    if let Some(item) = self.open(input) {
                        return Some(item);
                    }
                }
            }
        }
    }
}

/// Whether a file's name says that it holds JSON Lines.
pub(super) fn is_json_lines(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["jsonl", "ndjson", "jsonlines"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A file that names inputs, one a line.
struct List {
    input: BufReader<File>,
    file: Arc<str>,
    folder: PathBuf,
    line: u32,
}

impl List {
    fn open(path: &Path) -> Result<Self, SourceError> {
        let failed = |source: std::io::Error| match source.kind() {
            std::io::ErrorKind::NotFound => SourceError::NotFound { path: path.to_owned() },
            _ => SourceError::Unreadable { path: path.to_owned(), source },
        };
        let input = BufReader::new(File::open(path).map_err(failed)?);
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { input, file: path.display().to_string().into(), folder, line: 0 })
    }

    fn next(&mut self) -> Option<Result<Input, SourceError>> {
        loop {
            self.line = self.line.saturating_add(1);
            let place = Place::new(&self.file, self.line);
            let wrong = |message: String| Some(Err(SourceError::Syntax { place: place.clone(), message }));
            let mut line = Vec::new();
            match (&mut self.input).take(LONGEST_NAME + 1).read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Err(error) => return wrong(format!("the list cannot be read: {error}")),
                Ok(_) if line.len() as u64 > LONGEST_NAME => {
                    while line.last() != Some(&b'\n') {
                        line.clear();
                        match (&mut self.input).take(LONGEST_NAME).read_until(b'\n', &mut line) {
                            Ok(0) | Err(_) => break,
                            Ok(_) => {}
                        }
                    }
                    return wrong(format!("a line of more than {LONGEST_NAME} bytes names nothing"));
                }
                Ok(_) => {}
            }
            let Ok(text) = String::from_utf8(line) else { return wrong("the line is not valid UTF-8".to_owned()) };
            let name = encoding::without_mark(text);
            let name = name.trim();
            if !name.is_empty() && !name.starts_with('#') {
                return Some(Ok(Input::named(name, &self.folder)));
            }
        }
    }
}
