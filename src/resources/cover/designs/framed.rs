//! A binding: a field of stars over the title, and a double frame around both.

use cosmic_text::Weight;

use super::{Desk, HEIGHT, Lines, MARGIN, Piece, Room, Side, WIDTH, height};
use crate::resources::cover::canvas::{Canvas, Tone};

/// The inner edge of the frame.
const EDGE: i32 = 120;
const WITHIN: i32 = WIDTH - 2 * EDGE;
/// Stars in a row of the field.
const STARS: i32 = 5;
const PERIOD: i32 = WITHIN / STARS;
/// From the frame to the text.
const INDENT: i32 = 220;
const TEXT: i32 = WIDTH - 2 * INDENT;
/// Below this size of its title a cover gives up a row of stars.
const SMALL: f32 = 118.0;

pub(super) fn draw(lines: &Lines, desk: &mut Desk) -> Canvas {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Tone::Ground);
    canvas.frame(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, 4, Tone::Accent);
    canvas.frame(EDGE - 26, EDGE - 26, WITHIN + 52, HEIGHT - 2 * EDGE + 52, 10, Tone::Accent);

    let foot = foot(lines, desk, &mut canvas);
    let subtitle = desk.small(lines.subtitle.as_deref(), Weight::NORMAL, TEXT, 78.0, 4);
    let authors = desk.small(lines.authors.as_deref(), Weight::NORMAL, TEXT, 92.0, 3);
    let taken = |block: &Option<super::Block>, above: f32| block.as_ref().map_or(0.0, |block| block.height + above);
    let beside = taken(&subtitle, 70.0) + taken(&authors, 190.0);

    let mut title = desk.title(&lines.title);
    let mut rows = if title.is_some() { 3 } else { 5 };
    let title = loop {
        let field = rows * PERIOD;
        let room = (foot - EDGE - field) as f32 - 200.0 - beside;
        let room = Room { width: TEXT as f32, height: room, largest: 300.0, lines: 5 };
        let block = desk.fit(title.as_mut(), room);
        if rows == 1 || block.as_ref().is_none_or(|block| block.size >= SMALL) {
            break block;
        }
        rows -= 1;
    };

    let field = rows * PERIOD;
    let tile = desk.pattern.tile(PERIOD);
    canvas.tile(&tile, EDGE, EDGE, WITHIN, field);
    canvas.frame(EDGE - 4, EDGE - 4, WITHIN + 8, field + 8, 4, Tone::Accent);
    canvas.fill(EDGE - 16, EDGE + field + 16, WITHIN + 32, 10, Tone::Accent);

    let mut pieces = Vec::new();
    pieces.extend(title.map(|block| Piece { block, tone: Tone::Light, above: 0.0 }));
    pieces.extend(subtitle.map(|block| Piece { block, tone: Tone::Accent, above: 70.0 }));
    let parted = !pieces.is_empty() && authors.is_some();
    pieces.extend(authors.map(|block| Piece { block, tone: Tone::Light, above: 190.0 }));
    let top = (EDGE + field + 26) as f32;
    // A little above the middle looks like the middle.
    let mut y = top + ((foot as f32 - top - height(&pieces)) * 0.47).max(60.0);
    let last = pieces.len().saturating_sub(1);
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            if at == last && parted {
                divider(desk, &mut canvas, y + piece.above / 2.0);
            }
            y += piece.above;
        }
        y = desk.put(&mut canvas, &piece.block, (INDENT, WIDTH - INDENT), y, Side::Middle, piece.tone);
    }
    canvas
}

/// A sign between two lines.
fn divider(desk: &Desk, canvas: &mut Canvas, y: f32) {
    let middle = WIDTH as f32 / 2.0;
    desk.pattern.sign(canvas, (middle, y), 24.0, Tone::Accent);
    for side in [-1.0, 1.0] {
        canvas.line((middle + side * 50.0, y), (middle + side * 200.0, y), 4.0, Tone::Accent);
    }
}

/// Publisher and date at the foot; gives where the room for the others ends.
fn foot(lines: &Lines, desk: &mut Desk, canvas: &mut Canvas) -> i32 {
    let text =
        [lines.publisher.as_deref(), lines.date.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let text = (!text.is_empty()).then_some(text);
    let bottom = HEIGHT - EDGE - 70;
    let Some(block) = desk.small(text.as_deref(), Weight::NORMAL, TEXT, 58.0, 2) else { return bottom };
    let top = bottom as f32 - block.height;
    desk.put(canvas, &block, (INDENT, WIDTH - INDENT), top, Side::Middle, Tone::Accent);
    top as i32 - 80
}
