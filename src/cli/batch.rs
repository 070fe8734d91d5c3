//! `warraq batch`.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use warraq::batch::{BatchError, Entry, MANIFEST, Summary};
use warraq::source::how_many;
use warraq::{FontCache, Input, batch};

use super::arguments::Batch;
use super::build;
use super::message::{self, Failure};

/// More failures, or findings about the inputs as a whole, than this are counted, not shown; the manifest has all failures.
const SHOWN: usize = 100;

pub(super) fn batch(arguments: &Batch) -> Result<(), Failure> {
    let about = &arguments.making.about;
    for (option, given) in [("--identifier", &about.identifier), ("--source", &about.source)] {
        if given.is_some() {
            return Err(Failure::usage(format!(
                "{option} names one article: no two books of a batch may have the same"
            )));
        }
    }
    if arguments.output.exists() && !arguments.output.is_dir() {
        let message = format!("{}: books cannot be written there: it is no folder", arguments.output.display());
        return Err(Failure::system(message).with_hint("name a folder, such as `books/`"));
    }
    // All books of a run share one cache in memory: on disk it would be written anew with each book's words.
    let publication = build::settings(&arguments.making)?.font_cache(FontCache::in_memory());
    let mut inputs = build::inputs(&arguments.inputs, arguments.format)?;
    inputs.extend(arguments.list.iter().map(Input::list));
    let inputs = inputs.into_iter().map(|input| input.forced(arguments.making.force)).collect::<Vec<_>>();
    let bar = Bar::new(arguments, &inputs);
    let mut failed = 0;
    let summary = batch::Batch::new(&arguments.output)
        .jobs(arguments.jobs.map_or(0, usize::from))
        .shard(arguments.shard)
        .resume(arguments.resume)
        .run(inputs, &publication, |progress, entry| {
            if let Some(error) = &entry.error {
                failed += 1;
                if failed <= SHOWN {
                    bar.say(&failure(entry, error));
                }
            }
            bar.show(progress.done());
            ControlFlow::Continue(())
        });
    bar.finish();
    let summary = summary?;
    if failed > SHOWN {
        message::to_stderr(&format!("  … and {} more failures; the manifest has all\n", failed - SHOWN));
    }
    tell(arguments, &summary)?;
    let all = summary.progress.done();
    match summary.progress.failed {
        0 if all == 0 && arguments.shard.is_whole() => Err(Failure::input("there was no article in what was given")),
        0 => Ok(()),
        failed => Err(Failure::input(format!("{failed} of {all} articles failed"))
            .with_hint("the manifest names them with their reasons; `--resume` tries them again")),
    }
}

/// A failure in one line. Most errors say already what they are about.
fn failure(entry: &Entry, error: &str) -> String {
    let named = error.contains(&entry.input);
    if named { format!("error: {error}\n") } else { format!("error: {}: {error}\n", entry.input) }
}

fn tell(arguments: &Batch, summary: &Summary) -> Result<(), Failure> {
    if arguments.quiet {
        return Ok(());
    }
    for finding in summary.findings.iter().take(SHOWN) {
        message::to_stderr(&message::finding(finding));
    }
    if let Some(more) = summary.findings.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        message::to_stderr(&format!("  … and {more} more findings about the inputs\n"));
    }
    let progress = summary.progress;
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(text, "{name:<11} {value}");
    };
    line("books", format!("{} made, {} unchanged, {} failed", progress.made, progress.unchanged, progress.failed));
    line("folder", arguments.output.display().to_string());
    let name = if arguments.shard.is_whole() { MANIFEST.to_owned() } else { arguments.shard.manifest() };
    line("manifest", arguments.output.join(name).display().to_string());
    if !summary.counts.is_empty() {
        let counts = summary.counts.iter().map(|(code, count)| format!("{code} {count}")).collect::<Vec<_>>();
        line("findings", counts.join(", "));
    }
    message::to_stdout(&text)
}

/// Rate and time left, on a terminal.
struct Bar(Option<ProgressBar>);

impl Bar {
    fn new(arguments: &Batch, inputs: &[Input]) -> Self {
        if arguments.quiet || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = |template| ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style("{spinner} {pos} {per_sec}"));
        bar.enable_steady_tick(Duration::from_millis(250));
        // How many there are is counted beside the work: the bar learns of it when it is known, where it can be without reading
        // them.
        let (inputs, folder, counted) = (inputs.to_vec(), arguments.output.clone(), bar.clone());
        let (share, with_length) = (arguments.shard, style("{wide_bar} {pos}/{len} {per_sec} {eta} left"));
        std::thread::spawn(move || {
            if let Some(all) = how_many(&inputs, &folder) {
                counted.set_length(share.size(all));
                counted.set_style(with_length);
            }
        });
        Self(Some(bar))
    }

    fn show(&self, done: usize) {
        if let Self(Some(bar)) = self {
            bar.set_position(done as u64);
        }
    }

    fn say(&self, text: &str) {
        match self {
            Self(Some(bar)) => bar.suspend(|| message::to_stderr(text)),
            Self(None) => message::to_stderr(text),
        }
    }

    fn finish(&self) {
        if let Self(Some(bar)) = self {
            bar.finish_and_clear();
        }
    }
}

impl From<BatchError> for Failure {
    fn from(error: BatchError) -> Self {
        let failure = Self::system(error.to_string());
        match error.hint() {
            Some(hint) => failure.with_hint(hint),
            None => failure,
        }
    }
}
