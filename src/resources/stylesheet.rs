//! The stylesheet: CSS 2.1 with physical sides, one for each direction, since old engines know nothing else. Where a side
//! is named for text, `start` follows it: engines that do not know it keep the side, and MuPDF, which turns `left` and
//! `right` round in right-to-left text, needs it.

use askama::Template;

use super::{Resource, ResourceContent, stylesheet_path};
use crate::publication::{Direction, MediaType};

#[derive(Template)]
#[template(path = "style.css", escape = "none")]
struct Stylesheet {
    start: &'static str,
    end: &'static str,
    opposite: &'static str,
    rtl: bool,
}

pub(super) fn stylesheet(direction: Direction) -> Resource {
    let sheet = Stylesheet {
        start: direction.start_side(),
        end: direction.end_side(),
        opposite: direction.opposite().as_str(),
        rtl: direction == Direction::Rtl,
    };
    // A template without loops or foreign data has no way to fail.
    let text = sheet.render().unwrap_or_default();
    let content = ResourceContent::Bytes(text.into_bytes());
    Resource { path: stylesheet_path(direction), media_type: MediaType::Css, content }
}
