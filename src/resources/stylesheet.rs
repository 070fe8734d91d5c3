//! The stylesheet: CSS 2.1 with physical sides, one for each direction, since old engines know nothing else. Where a side
//! is named for text, `start` follows it: engines that do not know it keep the side, and MuPDF, which turns `left` and
//! `right` round in right-to-left text, needs it.

use askama::Template;

use super::{Resource, ResourceContent, stylesheet_path};
use crate::publication::{Direction, MediaType};

#[derive(Template)]
#[template(path = "style.css", escape = "none")]
struct Stylesheet<'a> {
    start: &'static str,
    end: &'static str,
    opposite: &'static str,
    rtl: bool,
    /// The faces of the book's fonts, and the classes of what is set in them.
    faces: &'a str,
    classes: &'a str,
}

pub(super) fn stylesheet(direction: Direction, (faces, classes): &(String, String)) -> Resource {
    let sheet = Stylesheet {
        start: direction.start_side(),
        end: direction.end_side(),
        opposite: direction.opposite().as_str(),
        rtl: direction == Direction::Rtl,
        faces,
        classes,
    };
    // A template without loops or foreign data has no way to fail.
    let text = sheet.render().unwrap_or_default();
    let content = ResourceContent::Bytes(text.into_bytes());
    Resource { path: stylesheet_path(direction), media_type: MediaType::Css, content }
}

#[cfg(test)]
mod tests {
    use super::super::old_engines::objections;
    use super::*;

    fn text(direction: Direction) -> String {
        match stylesheet(direction, &(String::new(), String::new())).content {
            ResourceContent::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
            _ => panic!("a stylesheet is made, not read"),
        }
    }

    #[test]
    fn old_engines_survive_every_stylesheet() {
        for direction in [Direction::Rtl, Direction::Ltr] {
            assert_eq!(objections(&text(direction)), Vec::<String>::new(), "{direction}");
        }
    }

    #[test]
    fn the_stylesheets_are_mirror_images_where_sides_are_named() {
        let exchanged = |css: &str| {
            let css = css.replace("right", "\u{1}").replace("left", "right").replace('\u{1}', "left");
            css.replace("rtl", "\u{1}").replace("ltr", "rtl").replace('\u{1}', "ltr")
        };
        // What is about the left side, or about a script, is so in both.
        let differs = |line: &str| {
            ["letter-spacing", "font-style", "font-weight", ".left", ".right", "turned-", "pre.ltr", "pre.rtl"]
                .iter()
                .any(|part| line.contains(part))
        };
        let rules = |css: &str| css.lines().filter(|line| !differs(line)).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(rules(&text(Direction::Rtl)), rules(&exchanged(&text(Direction::Ltr))));
    }
}
