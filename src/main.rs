//! The `warraq` command: arguments → [`cli`] → exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
