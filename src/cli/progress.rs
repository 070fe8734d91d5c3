//! A bar on the terminal for work that takes longer than a second.

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use warraq::{Progress, Stage};

/// How long nothing is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// What watches a build, if anybody looks.
pub(super) fn watcher(quiet: bool) -> Option<impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static> {
    if quiet || !std::io::stderr().is_terminal() {
        return None;
    }
    #[allow(clippy::disallowed_methods, reason = "the bar is not part of the book")]
    let start = Instant::now();
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{msg:>8} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    Some(move |progress: Progress| {
        if start.elapsed() >= PATIENCE {
            if bar.is_hidden() {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.set_message(match progress.stage {
                Stage::Reading => "reading",
                _ => "writing",
            });
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
            if progress.done == progress.total {
                bar.finish_and_clear();
            }
        }
        ControlFlow::Continue(())
    })
}
