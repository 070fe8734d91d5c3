//! Finding cases and running them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{Run, build, copy_folder, keep};

/// A case, or a document that is published like one.
pub(crate) struct Case {
    /// `topic/subject-condition-verdict`.
    pub(crate) name: String,
    /// Where `in`, `args` and `golden` are.
    pub(crate) path: PathBuf,
    arguments: Vec<String>,
    /// A copy of what is published; it lives as long as the case.
    work: tempfile::TempDir,
}

/// Every folder `tests/cases/<topic>/<case>` that holds `in`, by name.
pub(crate) fn all_cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = Vec::new();
    for topic in folders(&root) {
        for path in folders(&topic) {
            cases.push(Case::of_folder(&root, path));
        }
    }
    cases
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let listed = fs::read_dir(parent).unwrap_or_else(|error| panic!("{}: {error}", parent.display()));
    let mut folders =
        listed.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()).collect::<Vec<_>>();
    folders.sort();
    folders
}

/// All files below a folder, sorted; nothing when it does not exist.
pub(crate) fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(listed) = fs::read_dir(folder) else { return };
    let mut paths = listed.filter_map(|entry| Some(entry.ok()?.path())).collect::<Vec<_>>();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files_below(&path, files);
        } else {
            files.push(path);
        }
    }
}

impl Case {
    fn of_folder(root: &Path, path: PathBuf) -> Self {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string().replace('\\', "/");
        let work = workspace();
        copy_folder(&path.join("in"), &work.path().join("book"));
        let mut arguments = match fs::read_to_string(path.join("args")) {
            Ok(lines) => lines.lines().map(str::to_owned).collect(),
            Err(_) => Vec::new(),
        };
        // A golden file shows what its topic is about: classes of fonts stand in those of `fonts` only.
        if !name.starts_with("fonts/") {
            arguments.splice(0..0, ["--font".to_owned(), "none".to_owned()]);
        }
        // Inputs stand after `--`; without them one file is published as a file, several as a folder.
        if !arguments.iter().any(|argument| argument == "--") {
            let files = fs::read_dir(path.join("in")).map(|files| files.filter_map(Result::ok).collect::<Vec<_>>());
            let input = match files.as_deref() {
                Ok([only]) if only.path().is_file() => only.file_name().to_string_lossy().into_owned(),
                _ => ".".to_owned(),
            };
            arguments.extend(["--".to_owned(), input]);
        }
        Self { name, path, arguments, work }
    }

    /// A document outside the cases, published alone.
    pub(crate) fn of_document(root: &Path, path: &Path) -> Self {
        let name = path.strip_prefix(root).unwrap_or(path).display().to_string().replace('\\', "/");
        let file = path.file_name().unwrap_or_default();
        let work = workspace();
        let folder = work.path().join("book");
        let copied = fs::create_dir(&folder).and_then(|()| fs::copy(path, folder.join(file)));
        copied.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let arguments = vec!["--".to_owned(), file.to_string_lossy().into_owned()];
        Self { name, path: path.to_owned(), arguments, work }
    }

    /// The folder that what is published stands in, from which the report names files.
    pub(crate) fn folder(&self) -> PathBuf {
        self.work.path().join("book")
    }

    /// Publishes it, and keeps the book.
    pub(crate) fn run(&self) -> Run {
        let arguments = self.arguments.iter().map(String::as_str).collect::<Vec<_>>();
        let run = build(&self.folder(), &arguments);
        if let Some(book) = &run.book {
            let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
            keep(book, &format!("case-{}.epub", stem.replace('/', "-")));
        }
        run
    }

    /// Whether the case is one that must give a book.
    pub(crate) fn succeeds(&self) -> bool {
        !self.path.join("golden/exit").exists()
    }
}

fn workspace() -> tempfile::TempDir {
    tempfile::tempdir().unwrap_or_else(|error| panic!("no folder to work in: {error}"))
}
