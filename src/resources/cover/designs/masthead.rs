//! The front page of a newspaper: the publisher's name between rules, the day, the headline, and ornament for a picture.

use cosmic_text::Weight;

use super::{Desk, HEIGHT, Lines, Room, Side, WIDTH};
use crate::resources::cover::canvas::{Canvas, Tone};
use crate::resources::cover::ornament::rosette;

const EDGE: i32 = 110;
const TEXT: i32 = WIDTH - 2 * EDGE;
/// Stars in a row, where the picture is a band of them.
const STARS: i32 = 5;
const PERIOD: i32 = TEXT / STARS;
/// From this height on there is room for a rosette.
const ROSETTE: f32 = 700.0;

pub(super) fn draw(lines: &Lines, desk: &mut Desk) -> Canvas {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Tone::Light);
    let both = (EDGE, WIDTH - EDGE);
    canvas.fill(EDGE, 110, TEXT, 14, Tone::Ink);
    canvas.fill(EDGE, 132, TEXT, 4, Tone::Ink);

    let mut y = 136.0;
    if let Some(name) = desk.small(lines.publisher.as_deref(), Weight::BOLD, TEXT, 190.0, 1) {
        y = desk.put(&mut canvas, &name, both, y + 60.0, Side::Middle, Tone::Ground) + 60.0;
        canvas.fill(EDGE, y as i32, TEXT, 4, Tone::Ink);
    }
    y = dateline(lines, desk, &mut canvas, y);

    let subtitle = desk.small(lines.subtitle.as_deref(), Weight::NORMAL, TEXT, 84.0, 4);
    let authors = desk.small(lines.authors.as_deref(), Weight::BOLD, TEXT, 80.0, 3);
    let beside = subtitle.as_ref().map_or(0.0, |block| block.height + 60.0)
        + authors.as_ref().map_or(0.0, |block| block.height + 130.0);
    let bottom = (HEIGHT - 110) as f32;
    let mut title = desk.title(&lines.title);
    let room = Room { width: TEXT as f32, height: bottom - y - 170.0 - beside, largest: 310.0, lines: 7 };
    if let Some(title) = desk.fit(title.as_mut(), Room { height: room.height.min(900.0), ..room }) {
        y = desk.put(&mut canvas, &title, both, y + 100.0, desk.start(), Tone::Ink);
    }
    if let Some(subtitle) = subtitle {
        y = desk.put(&mut canvas, &subtitle, both, y + 60.0, desk.start(), Tone::Ink);
    }
    if let Some(authors) = authors {
        let x = if desk.start() == Side::Right { WIDTH - EDGE - 180 } else { EDGE };
        canvas.fill(x, y as i32 + 60, 180, 10, Tone::Ground);
        y = desk.put(&mut canvas, &authors, both, y + 120.0, desk.start(), Tone::Ground);
    }
    picture(desk, &mut canvas, y + 90.0, bottom);
    canvas
}

/// The day at the side where lines begin, under the name.
fn dateline(lines: &Lines, desk: &mut Desk, canvas: &mut Canvas, y: f32) -> f32 {
    let Some(day) = desk.small(lines.date.as_deref(), Weight::NORMAL, TEXT, 60.0, 1) else { return y };
    let (start, end) = (desk.start(), desk.end());
    let bottom = desk.put(canvas, &day, (EDGE, WIDTH - EDGE), y + 28.0, start, Tone::Ink);
    let x = if end == Side::Left { EDGE as f32 + 26.0 } else { (WIDTH - EDGE) as f32 - 26.0 };
    desk.pattern.sign(canvas, (x, (y + 28.0 + bottom) / 2.0), 24.0, Tone::Ground);
    let y = bottom + 28.0;
    canvas.fill(EDGE, y as i32, TEXT, 4, Tone::Ink);
    canvas.fill(EDGE, y as i32 + 12, TEXT, 4, Tone::Ink);
    y + 16.0
}

/// Where a newspaper has its picture: a rosette, a band of ornament when there is less room, and a rule when there is none.
fn picture(desk: &Desk, canvas: &mut Canvas, top: f32, bottom: f32) {
    let height = bottom - top;
    let rows = (height as i32) / PERIOD;
    if rows == 0 {
        canvas.fill(EDGE, bottom as i32 - 22, TEXT, 4, Tone::Ink);
        canvas.fill(EDGE, bottom as i32 - 14, TEXT, 14, Tone::Ink);
        return;
    }
    if height < ROSETTE {
        let y = bottom as i32 - rows * PERIOD;
        canvas.tile(&desk.pattern.tile(PERIOD), EDGE, y, TEXT, rows * PERIOD);
        canvas.frame(EDGE, y, TEXT, rows * PERIOD, 4, Tone::Accent);
        return;
    }
    let mut plate = Canvas::new(TEXT, height as i32, Tone::Ground);
    let side = if desk.start() == Side::Right { 0.3 } else { 0.7 };
    let radius = (height * 0.72).max(TEXT as f32 * 0.55);
    rosette(&mut plate, (TEXT as f32 * side, height * 0.55), radius, 5.0, Tone::Accent);
    canvas.tile(&plate, EDGE, top as i32, TEXT, height as i32);
}
