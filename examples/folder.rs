//! A folder of articles, with progress, and a way to stop it:
//!
//! ```sh
//! cargo run --example folder -- content book.epub
//! ```
//!
//! Press Enter while it works, and it stops after the article in hand; no book is left behind.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to whoever runs it; the library never prints"
)]

use std::io::{self, Cursor};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs, thread};

use warraq::{Error, Fault, Progress, Publication, Stage};

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let (Some(folder), Some(output)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: cargo run --example folder -- FOLDER BOOK.epub");
        return ExitCode::from(2);
    };

    let stop = stop_on_enter();
    let mut book = Cursor::new(Vec::new());
    // The watcher is called after each article, on this thread. It may be asked from anywhere, so it holds no lock.
    let made = Publication::new().path(folder).on_progress(move |progress| watch(progress, &stop)).write(&mut book);

    match made {
        Ok(report) => match fs::write(&output, book.into_inner()) {
            Ok(()) => {
                println!("{}: {} documents", output.display(), report.documents.len());
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{}: {error}", output.display());
                ExitCode::from(3)
            }
        },
        Err(Error::Cancelled) => {
            println!("stopped; nothing was written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            if let Some(hint) = error.hint() {
                eprintln!("  hint: {hint}");
            }
            ExitCode::from(if error.fault() == Fault::Input { 1 } else { 3 })
        }
    }
}

fn watch(progress: Progress, stop: &AtomicBool) -> ControlFlow<()> {
    let stage = match progress.stage {
        Stage::Reading => "read",
        // More stages may come.
        _ => "written",
    };
    println!("{} of {} articles {stage}", progress.done, progress.total);
    if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// A switch that a line on standard input turns on.
fn stop_on_enter() -> Arc<AtomicBool> {
    let switch = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&switch);
    // Standard input that is closed says nothing: only a line that was typed stops the work.
    thread::spawn(move || {
        let typed = io::stdin().read_line(&mut String::new()).is_ok_and(|bytes| bytes > 0);
        theirs.store(typed, Ordering::Relaxed);
    });
    switch
}
