//! What the command says: failures and findings in one style. A lower-case phrase, the file always named, a `hint:` line.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use warraq::publication::{Finding, Severity};
use warraq::{Error, Fault};

/// Why the command stops, and whose fault it is.
#[derive(Debug)]
pub(super) struct Failure {
    message: String,
    hint: Option<String>,
    exit_code: u8,
}

impl Failure {
    /// The input is at fault.
    pub(super) fn input(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, exit_code: 1 }
    }

    /// The call is at fault.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some("`warraq --help` shows what can be said".into()), exit_code: 2 }
    }

    /// The system is at fault.
    pub(super) fn system(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, exit_code: 3 }
    }

    /// Says what to do about it.
    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn exit_code(&self) -> u8 {
        self.exit_code
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let exit_code = match error.fault() {
            Fault::Input => 1,
            _ => 3,
        };
        Self { message: error.to_string(), hint: error.hint().map(str::to_owned), exit_code }
    }
}

/// Prints a failure to standard error.
pub(super) fn print_failure(failure: &Failure) {
    let mut text = format!("error: {}\n", failure.message);
    if let Some(hint) = &failure.hint {
        let _ = writeln!(text, "  hint: {hint}");
    }
    to_stderr(&text);
}

/// A finding in one or two lines.
pub(super) fn finding(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Note => "note",
        _ => "warning",
    };
    let place = finding.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
    let mut text = format!("{severity}[{}]: {place}{}\n", finding.code, finding.message);
    if let Some(hint) = &finding.hint {
        let _ = writeln!(text, "  hint: {hint}");
    }
    text
}

/// Prints to standard error; who closed it does not want to know.
pub(super) fn to_stderr(text: &str) {
    let _ = io::stderr().write_all(harmless(text).as_bytes());
}

/// Prints to standard output. A closed pipe is the reader's choice, anything else a failure.
pub(super) fn to_stdout(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(harmless(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::system(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Titles and file names are foreign text: control characters in them would command the terminal.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{FFFD}' } else { c }).collect()
}
