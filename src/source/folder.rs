//! A folder is a book: which files are its articles, and in which order and parts.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::natural::natural_order;
use super::settings::{SETTINGS_FILE, Settings};
use super::{Format, SourceError};
use crate::publication::{Code, Findings, Place};

/// How deep folders may lie in each other, and how many articles one book may have.
const MAX_DEPTH: usize = 16;
const MAX_ARTICLES: usize = 20_000;

/// A folder's articles in reading order.
pub(crate) enum FolderEntry {
    Article { path: PathBuf, relative: String },
    Part { title: String, entries: Vec<FolderEntry> },
}

/// Lists the articles below `root` in the order of the settings, then in natural order. A sub-folder without articles
/// is no part; files that are no articles and hidden files are passed over.
pub(crate) fn list_folder(
    root: &Path,
    settings: &Settings,
    findings: &mut Findings,
) -> Result<Vec<FolderEntry>, SourceError> {
    let mut articles = 0;
    let entries = list(root, "", settings, findings, &mut articles, MAX_DEPTH)?;
    if articles == 0 && holds_books(root) {
        return Err(SourceError::FolderOfBooks { path: root.to_owned() });
    }
    if articles == 0 {
        return Err(SourceError::NoArticles { path: root.to_owned() });
    }
    check_names(root, settings, &entries)?;
    Ok(entries)
}

/// Whether a folder holds books, each of which is one by itself.
fn holds_books(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| is_book(&path) && path.is_file())
}

fn is_book(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("epub"))
}

fn list(
    folder: &Path,
    relative: &str,
    settings: &Settings,
    findings: &mut Findings,
    articles: &mut usize,
    depth: usize,
) -> Result<Vec<FolderEntry>, SourceError> {
    let unreadable = |source| SourceError::Unreadable { path: folder.to_owned(), source };
    let mut entries = Vec::new();
    for (relative, entry) in children(folder, relative, settings)? {
        let path = entry.path();
        // A link to a file is followed, a link to a folder is not: it could lead round in a circle.
        let is_link = entry.file_type().map_err(unreadable)?.is_symlink();
        if path.is_dir() {
            if is_link || depth == 0 {
                skip(&path, "a folder that is a link or lies too deep", findings);
                continue;
            }
            let below = list(&path, &relative, settings, findings, articles, depth - 1)?;
            if !below.is_empty() {
                entries.push(FolderEntry::Part { title: part_title(&relative, settings), entries: below });
            }
        } else if Format::of_path(&path).is_some() && is_readable(&path, findings) {
            *articles += 1;
            if *articles > MAX_ARTICLES {
                return Err(SourceError::TooMany { path: folder.to_owned(), limit: MAX_ARTICLES });
            }
            entries.push(FolderEntry::Article { path, relative });
        } else {
            skip_collection(&path, findings);
        }
    }
    Ok(entries)
}

/// What stands in a folder, in order, without hidden files and settings.
fn children(
    folder: &Path,
    relative: &str,
    settings: &Settings,
) -> Result<impl Iterator<Item = (String, fs::DirEntry)> + use<>, SourceError> {
    let unreadable = |source| SourceError::Unreadable { path: folder.to_owned(), source };
    let mut children = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with(['.', '_']) && name != SETTINGS_FILE {
            let relative = if relative.is_empty() { name } else { format!("{relative}/{name}") };
            children.push((settings.rank(&relative), relative, entry));
        }
    }
    children.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| natural_order(&a.1, &b.1)));
    Ok(children.into_iter().map(|(_, relative, entry)| (relative, entry)))
}

/// A folder tree, walked one folder at a time: what is remembered is the way down, never the whole tree.
pub(crate) struct Walk {
    settings: Settings,
    ways: Vec<Box<dyn Iterator<Item = (String, fs::DirEntry)> + Send>>,
    /// A folder that is passed over, since books go there.
    without: Option<PathBuf>,
}

impl Walk {
    pub(crate) fn of(root: &Path, settings: Settings, without: Option<PathBuf>) -> Result<Self, SourceError> {
        let first = Box::new(children(root, "", &settings)?);
        Ok(Self { settings, ways: vec![first], without })
    }

    /// The next article and its path relative to the root, in the order in which one book would have them.
    pub(crate) fn next(&mut self, findings: &mut Findings) -> Option<Result<(PathBuf, String), SourceError>> {
        while let Some(way) = self.ways.last_mut() {
            let Some((relative, entry)) = way.next() else {
                self.ways.pop();
                continue;
            };
            let path = entry.path();
            if path.is_dir() {
                let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
                if is_link || self.ways.len() > MAX_DEPTH {
                    skip(&path, "a folder that is a link or lies too deep", findings);
                } else if self.without.is_none() || path.canonicalize().ok() != self.without {
                    match children(&path, &relative, &self.settings) {
                        Ok(below) => self.ways.push(Box::new(below)),
                        Err(error) => return Some(Err(error)),
                    }
                }
            } else if (Format::of_path(&path).is_some() || cfg!(feature = "html") && is_book(&path))
                && is_readable(&path, &mut *findings)
            {
                return Some(Ok((path, relative)));
            } else {
                skip_collection(&path, findings);
            }
        }
        None
    }
}

/// A pipe or a device would be waited for. What is not there, a link that leads nowhere, is for the reader to say.
fn is_readable(path: &Path, findings: &mut Findings) -> bool {
    let special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    if special {
        skip(path, "what is neither a file nor a folder", findings);
    }
    !special
}

/// Many articles in one file are no article of a folder; whoever put them there should know.
fn skip_collection(path: &Path, findings: &mut Findings) {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if ["jsonl", "ndjson", "rss", "atom"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        skip(path, "a collection inside a folder (give it as an input of its own)", findings);
    }
}

fn skip(path: &Path, what: &str, findings: &mut Findings) {
    let place = Place { file: path.display().to_string().into(), line: None };
    findings.note(Code::FileSkipped, place, format!("{what} was passed over"));
}

/// The title of a part: the one the settings give, else the folder's name without the number that orders it.
fn part_title(relative: &str, settings: &Settings) -> String {
    if let Some(title) = settings.parts.get(relative) {
        return title.clone();
    }
    let name = relative.rsplit('/').next().unwrap_or(relative);
    let digits = name.trim_start_matches(|c| super::natural::digit(c).is_some());
    let words = if digits.len() < name.len() { digits.trim_start_matches(['-', '_', '.', ' ', ')']) } else { name };
    let title = if words.is_empty() { name } else { words };
    title.replace('_', " ")
}

/// Every entry of `order` and every folder of `parts` must be one of the book: a misspelt one would silently fall out of
/// its place.
fn check_names(root: &Path, settings: &Settings, entries: &[FolderEntry]) -> Result<(), SourceError> {
    let mut known = BTreeSet::new();
    collect_names(entries, &mut known);
    let order = settings.order.iter().map(|name| ("order", name));
    for (key, name) in order.chain(settings.parts.keys().map(|name| ("parts", name))) {
        if known.contains(name.as_str()) {
            continue;
        }
        let nearest = known.iter().min_by_key(|known| strsim::damerau_levenshtein(known, name));
        let nearest = nearest.map(|nearest| format!(": did you mean `{nearest}`?")).unwrap_or_default();
        let file = root.join(SETTINGS_FILE).display().to_string();
        return Err(SourceError::Value {
            place: Place { file: file.into(), line: None },
            key: key.to_owned(),
            message: format!("there is no `{name}` among the articles of the folder{nearest}"),
        });
    }
    Ok(())
}

/// The paths of all articles and of the folders they stand in.
fn collect_names<'a>(entries: &'a [FolderEntry], known: &mut BTreeSet<&'a str>) {
    for entry in entries {
        match entry {
            FolderEntry::Article { relative, .. } => {
                known.insert(relative);
                known.extend(relative.match_indices('/').map(|(at, _)| &relative[..at]));
            }
            FolderEntry::Part { entries, .. } => collect_names(entries, known),
        }
    }
}
