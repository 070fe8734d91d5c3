//! Running one judge on many books, and reading its verdicts.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The programs that `tests/judges/run` knows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Judge {
    EpubCheck,
    Ace,
    Foliate,
    EpubJs,
    Mutool,
}

impl Judge {
    /// Fails, with all that it found in all of them, unless the judge finds nothing wrong with any of `books`.
    pub(crate) fn approves(self, books: &[PathBuf]) {
        let mut verdicts = self.verdicts(books);
        verdicts.retain(|_, problems| !problems.is_empty());
        let findings: String = verdicts
            .iter()
            .map(|(book, problems)| format!("\n{}\n    {}", book.display(), problems.join("\n    ")))
            .collect();
        assert!(findings.is_empty(), "{self:?} on {} of {} books:{findings}", verdicts.len(), books.len());
    }

    /// What the judge found wrong with each of `books`; it must have spoken about every one of them.
    pub(crate) fn verdicts(self, books: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
        let run = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/run"))
            .arg(self.name())
            .args(books)
            .stderr(Stdio::inherit())
            .output()
            .unwrap_or_else(|error| panic!("tests/judges/run does not start: {error}"));
        assert!(run.status.success(), "{self:?} could not do its work: {}", run.status);

        let answer = String::from_utf8_lossy(&run.stdout);
        let verdicts: BTreeMap<_, _> = answer.lines().map(|line| self.verdict(line)).collect();
        for book in books {
            assert!(verdicts.contains_key(book), "{self:?} said nothing about {}", book.display());
        }
        verdicts
    }

    fn verdict(self, line: &str) -> (PathBuf, Vec<String>) {
        let read = |line| -> Option<_> {
            let verdict: Value = serde_json::from_str(line).ok()?;
            let problems = verdict.get("problems")?.as_array()?;
            let problems = problems.iter().map(|problem| Some(problem.as_str()?.to_owned()));
            Some((verdict.get("book")?.as_str()?.into(), problems.collect::<Option<_>>()?))
        };
        read(line).unwrap_or_else(|| panic!("{self:?} printed what is no verdict: {line}"))
    }

    /// Its name on the command line of `tests/judges/run`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::EpubCheck => "epubcheck",
            Self::Ace => "ace",
            Self::Foliate => "foliate",
            Self::EpubJs => "epubjs",
            Self::Mutool => "mutool",
        }
    }
}
