//! Type alone on a ground of one colour, with the arc of a rosette behind the edge.

use cosmic_text::Weight;

use super::{Desk, HEIGHT, Lines, Room, Side, WIDTH};
use crate::resources::cover::canvas::{Canvas, Tone};
use crate::resources::cover::ornament::rosette;

const EDGE: i32 = 150;
const TEXT: i32 = WIDTH - 2 * EDGE;

pub(super) fn draw(lines: &Lines, desk: &mut Desk) -> Canvas {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Tone::Ground);
    let both = (EDGE, WIDTH - EDGE);
    let start = desk.start();
    let foot =
        [lines.publisher.as_deref(), lines.date.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let foot = desk.small((!foot.is_empty()).then_some(foot.as_str()), Weight::NORMAL, TEXT, 58.0, 2);
    let authors = desk.small(lines.authors.as_deref(), Weight::BOLD, TEXT, 92.0, 3);
    let subtitle = desk.small(lines.subtitle.as_deref(), Weight::NORMAL, TEXT, 80.0, 4);
    let below = [(&foot, 90.0), (&authors, 70.0), (&subtitle, 110.0)];
    let below: f32 = below.iter().map(|(block, above)| block.as_ref().map_or(0.0, |block| block.height + above)).sum();

    let x = if start == Side::Right { WIDTH - EDGE - 220 } else { EDGE };
    canvas.fill(x, 250, 220, 14, Tone::Accent);
    let mut y = 264.0;
    let mut title = desk.title(&lines.title);
    let room = Room { width: TEXT as f32, height: HEIGHT as f32 - y - below - 420.0, largest: 310.0, lines: 7 };
    let title = desk.fit(title.as_mut(), room);
    let title_end = y + 110.0 + title.as_ref().map_or(0.0, |block| block.height);
    let text_end = title_end + subtitle.as_ref().map_or(0.0, |block| block.height + 80.0);

    let mut up = (HEIGHT - 150) as f32;
    let foot = foot.map(|block| {
        up -= block.height;
        (block, up)
    });
    let authors = authors.map(|block| {
        up -= block.height + if foot.is_some() { 60.0 } else { 0.0 };
        (block, up)
    });
    // The rosette only where it does not stand behind letters.
    let (top, bottom) = (text_end + 90.0, up - 90.0);
    if bottom - top > 420.0 {
        let mut plate = Canvas::new(WIDTH, (bottom - top) as i32, Tone::Ground);
        let x = if start == Side::Right { 0.0 } else { WIDTH as f32 };
        let radius = ((bottom - top) * 0.47).min(760.0);
        let y = bottom - top - radius * 1.07;
        rosette(&mut plate, (x, y), radius, 4.0, Tone::Accent);
        canvas.tile(&plate, 0, top as i32, WIDTH, (bottom - top) as i32);
    }
    if let Some(title) = title {
        y = desk.put(&mut canvas, &title, both, y + 110.0, start, Tone::Light);
    }
    if let Some(subtitle) = subtitle {
        desk.put(&mut canvas, &subtitle, both, y + 80.0, start, Tone::Accent);
    }
    if let Some((authors, y)) = authors {
        desk.put(&mut canvas, &authors, both, y, start, Tone::Light);
    }
    if let Some((foot, y)) = foot {
        desk.put(&mut canvas, &foot, both, y, start, Tone::Accent);
    }
    canvas
}
