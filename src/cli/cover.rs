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
    let title = arguments.title.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if !title.contains(|c: char| c.is_alphanumeric()) {
        return Err(Failure::usage("the title has no letters"));
    }
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
        ..resources::Cover::new(title)
    };
    let drawn = cover.draw().map_err(Error::from)?;
    let missing = drawn.missing_letters();
    if !drawn.titled {
        return Err(Failure::input(format!("no font of ours has most letters of the title: {missing}")));
    }
    let mut picture = output::workspace();
    picture.write_all(&drawn.png).map_err(|error| Failure::system(format!("the cover cannot be written: {error}")))?;
    if !drawn.missing.is_empty() {
        message::to_stderr(&format!(
            "warning: no font of ours has these letters, so their words are not on the cover: {missing}\n"
        ));
    }
    if to_stdout { output::print(picture) } else { output::put(picture, &arguments.output) }
}
