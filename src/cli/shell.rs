//! `warraq completions` and `warraq man`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::arguments::Arguments;
use super::message::{Failure, to_stdout};

pub(super) fn completions(shell: Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "warraq", &mut script);
    to_stdout(&String::from_utf8_lossy(&script))
}

pub(super) fn man(name: Option<&str>) -> Result<(), Failure> {
    let mut command = Arguments::command();
    command.build();
    if let Some(name) = name {
        let found = command.find_subcommand(name).cloned();
        command = found.ok_or_else(|| Failure::usage(format!("there is no command `{name}`")))?;
        command = command.name(format!("warraq-{name}"));
    }
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command).render(&mut page);
    rendered.map_err(|error| Failure::system(format!("the manual page cannot be made: {error}")))?;
    to_stdout(&String::from_utf8_lossy(&page))
}
