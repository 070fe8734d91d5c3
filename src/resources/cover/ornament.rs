//! Ornaments, drawn by compass and ruler: the star and cross of Arabic-script bindings, and circles for the others.

use std::f32::consts::{FRAC_1_SQRT_2, PI};

use super::canvas::{Canvas, Tone};

/// What a cover is adorned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Eight-fold stars with crosses between them (khatam).
    Stars,
    /// Circles through each other's middles, as mosaics of many peoples have them.
    Circles,
}

impl Pattern {
    /// The pattern of a script: stars are at home where Arabic letters are.
    pub(super) fn of_script(script: Option<&str>) -> Self {
        match script {
            Some("Arab" | "Aran" | "Thaa" | "Rohg") => Self::Stars,
            _ => Self::Circles,
        }
    }

    /// One period of the pattern, to be laid side by side.
    pub(super) fn tile(self, period: i32) -> Canvas {
        match self {
            Self::Stars => stars(period),
            Self::Circles => circles(period),
        }
    }

    /// A small sign of the same kind, that parts what is written from what is written.
    pub(super) fn sign(self, canvas: &mut Canvas, middle: (f32, f32), radius: f32, tone: Tone) {
        match self {
            Self::Stars => canvas.paint(middle, (radius + 1.0, radius + 1.0), tone, |x, y| star(x, y, radius)),
            Self::Circles => {
                canvas.paint(middle, (radius + 1.0, radius + 1.0), tone, |x, y| {
                    (x.abs() + y.abs() - radius) * FRAC_1_SQRT_2
                });
            }
        }
    }
}

/// The distance to a star of two squares.
fn star(x: f32, y: f32, radius: f32) -> f32 {
    let half = radius * FRAC_1_SQRT_2;
    let square = x.abs().max(y.abs()) - half;
    let turned = (x.abs() + y.abs()) * FRAC_1_SQRT_2 - half;
    square.min(turned)
}

fn stars(period: i32) -> Canvas {
    let size = period as f32;
    let (middle, whole) = ((size / 2.0, size / 2.0), (size, size));
    let radius = size / 2.0;
    let half = radius * FRAC_1_SQRT_2;
    let line = size * 0.011;
    let mut tile = Canvas::new(period, period, Tone::Shade);
    let square = |x: f32, y: f32, half: f32| x.abs().max(y.abs()) - half;
    let turned = |x: f32, y: f32, half: f32| (x.abs() + y.abs()) * FRAC_1_SQRT_2 - half;
    tile.paint(middle, whole, Tone::Tint, |x, y| star(x, y, radius));
    // The two squares, laced.
    tile.paint(middle, whole, Tone::Accent, |x, y| {
        let (one, other) = (square(x, y, half), turned(x, y, half));
        one.abs().min(other.abs()) - line
    });
    // A star within the star, with a ring and a point.
    let inner = radius * 0.53;
    tile.paint(middle, whole, Tone::Ground, |x, y| star(x, y, inner));
    tile.paint(middle, whole, Tone::Accent, |x, y| star(x, y, inner).abs() - line * 0.8);
    tile.paint(middle, whole, Tone::Accent, |x, y| star(x, y, radius * 0.2));
    // The cross between four stars, with a lozenge in it.
    tile.paint(middle, whole, Tone::Accent, |x, y| {
        let (x, y) = (size / 2.0 - x.abs(), size / 2.0 - y.abs());
        (star(x, y, radius * 0.36).abs() - line * 0.8).min(turned(x, y, radius * 0.1))
    });
    tile
}

fn circles(period: i32) -> Canvas {
    let size = period as f32;
    let (middle, whole) = ((size / 2.0, size / 2.0), (size, size));
    let radius = size * FRAC_1_SQRT_2;
    let line = size * 0.010;
    let mut tile = Canvas::new(period, period, Tone::Shade);
    // Distances to the circles around the four corners, nearest first.
    let corners = |x: f32, y: f32| {
        let (near_x, near_y) = (size / 2.0 - x.abs(), size / 2.0 - y.abs());
        let (far_x, far_y) = (size - near_x, size - near_y);
        [(near_x, near_y), (far_x, near_y), (near_x, far_y)].map(|(x, y)| x.hypot(y) - radius)
    };
    tile.paint(middle, whole, Tone::Tint, |x, y| {
        let [_, one, other] = corners(x, y);
        one.min(other)
    });
    tile.paint(middle, whole, Tone::Accent, |x, y| {
        let [near, one, other] = corners(x, y);
        near.abs().min(one.abs()).min(other.abs()) - line
    });
    tile.paint(middle, whole, Tone::Accent, |x, y| {
        let (x, y) = (size / 2.0 - x.abs(), size / 2.0 - y.abs());
        let distance = x.hypot(y);
        (distance - size * 0.055).min((distance - size * 0.17).abs() - line * 0.8)
    });
    tile
}

/// A rosette of lines around a middle: star polygons of sixteen points within one another, and rings.
pub(super) fn rosette(canvas: &mut Canvas, middle: (f32, f32), radius: f32, line: f32, tone: Tone) {
    const POINTS: usize = 16;
    let point = |at: usize, radius: f32| {
        let angle = PI * 2.0 * at as f32 / POINTS as f32;
        (middle.0 + radius * angle.sin(), middle.1 - radius * angle.cos())
    };
    for (share, skip) in [(1.0, 6), (0.7, 5), (0.42, 6)] {
        for at in 0..POINTS {
            canvas.line(point(at, radius * share), point(at + skip, radius * share), line, tone);
        }
    }
    for (share, line) in [(1.0, line), (1.06, line * 1.8)] {
        canvas.ring(middle, radius * share, line, tone);
    }
}
