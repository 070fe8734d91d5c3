//! The command line: one file per command. Data goes to standard output, everything else to standard error.

mod arguments;
mod batch;
mod build;
mod changes;
mod cover;
mod explain;
mod fonts;
mod inspect;
mod message;
mod output;
mod progress;
mod shell;
mod web;

use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Build, Command};
use message::Failure;

/// The folder that is published when the command is called without arguments.
const CONTENT: &str = "content";

/// Runs the command and says how it ended: 0 done, 1 the input is at fault, 2 the call, 3 the system.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no failure; clap prints both where they belong.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            message::print_failure(&failure);
            ExitCode::from(failure.exit_code())
        }
    }
}

fn dispatch(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Some(Command::Build(arguments)) => build::build(*arguments),
        Some(Command::Batch(arguments)) => batch::batch(&arguments),
        Some(Command::Inspect(arguments)) if arguments.direction => explain::explain(&arguments),
        Some(Command::Inspect(arguments)) => inspect::inspect(&arguments),
        Some(Command::Cover(arguments)) => cover::cover(&arguments),
        Some(Command::Fonts(arguments)) => fonts::fonts(&arguments),
        Some(Command::Completions { shell }) => shell::completions(shell),
        Some(Command::Man { command }) => shell::man(command.as_deref()),
        None => {
            if !Path::new(CONTENT).is_dir() {
                message::to_stderr(&Arguments::command().render_help().to_string());
            }
            build::build(Build::default())
        }
    }
}
