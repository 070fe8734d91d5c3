//! `warraq cover`: a cover alone.

use std::io::Write as _;
use std::path::Path;

use warraq::Error;
use warraq::resources;

use super::arguments::Cover;
use super::build::DASH;
use super::message::{self, Failure};
use super::output;

pub(super) fn cover(arguments: &Cover) -> Result<(), Failure> {
    let to_stdout = arguments.output == Path::new(DASH);
    if !to_stdout {
        output::check_target(&arguments.output)?;
    }
    let cover = resources::Cover {
        subtitle: arguments.subtitle.clone(),
        authors: arguments.author.clone(),
        publisher: arguments.publisher.clone(),
        date: arguments.date.clone(),
        date_style: arguments.date_style.unwrap_or_default(),
        language: arguments.language.clone(),
        design: arguments.design,
        ..resources::Cover::new(arguments.title.trim())
    };
    let drawn = cover.draw().map_err(Error::from)?;
    let mut picture = output::workspace();
    picture.write_all(&drawn.png).map_err(|error| Failure::system(format!("the cover cannot be written: {error}")))?;
    if !drawn.missing.is_empty() {
        let missing = drawn.missing.iter().map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect::<Vec<_>>();
        message::to_stderr(&format!("warning: no font of ours has these letters: {}\n", missing.join(" ")));
    }
    if to_stdout { output::print(picture) } else { output::put(picture, &arguments.output) }
}
