//! What is drawn on: pixels that are indices of a palette, so that nothing has to be counted and quantised afterwards.
//!
//! There are six tones and, between any two of them, fourteen steps for the edges of shapes. What is blended stays on one
//! of these ramps; where three tones meet in one pixel, the nearer two are kept.

use super::colours::{Palette, Rgb};

/// The width of a cover, in pixels.
pub(super) const WIDTH: i32 = 1600;
/// The height of a cover, in pixels: 5 to 8, as shops ask for it.
pub(super) const HEIGHT: i32 = 2560;

/// The tones of a cover, in the order of the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// The colour of the cover.
    Ground,
    /// A little lighter than the ground.
    Tint,
    /// A little darker than the ground.
    Shade,
    /// What ornaments and small text are set in.
    Accent,
    /// Paper, or text on the ground.
    Light,
    /// Text on paper.
    Ink,
}

const TONES: usize = 6;
/// Full coverage.
pub(super) const FULL: u8 = 15;
/// Steps between two tones.
const STEPS: usize = FULL as usize - 1;

/// Pixels in rows from the top.
pub(super) struct Canvas {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) pixels: Vec<u8>,
}

impl Canvas {
    /// A canvas of one tone.
    pub(super) fn new(width: i32, height: i32, tone: Tone) -> Self {
        let size = usize::try_from(width * height).unwrap_or_default();
        Self { width, height, pixels: vec![tone as u8; size] }
    }

    /// Fills a rectangle.
    pub(super) fn fill(&mut self, x: i32, y: i32, width: i32, height: i32, tone: Tone) {
        let (from, to) = (x.clamp(0, self.width), (x + width).clamp(0, self.width));
        for y in y.max(0)..(y + height).min(self.height) {
            let (from, to) = (self.at(from, y), self.at(to, y));
            if let Some(row) = self.pixels.get_mut(from..to) {
                row.fill(tone as u8);
            }
        }
    }

    /// Draws the outline of a rectangle, within it.
    pub(super) fn frame(&mut self, x: i32, y: i32, width: i32, height: i32, line: i32, tone: Tone) {
        self.fill(x, y, width, line, tone);
        self.fill(x, y + height - line, width, line, tone);
        self.fill(x, y, line, height, tone);
        self.fill(x + width - line, y, line, height, tone);
    }

    /// Paints what `distance` (from the edge, negative within) says, in a rectangle around `middle`; points are given from
    /// there.
    pub(super) fn paint(
        &mut self,
        middle: (f32, f32),
        half: (f32, f32),
        tone: Tone,
        distance: impl Fn(f32, f32) -> f32,
    ) {
        let span = |middle: f32, half: f32, most: i32| {
            let from = (middle - half).floor().max(0.0) as i32;
            from..((middle + half).ceil() as i32).min(most)
        };
        for y in span(middle.1, half.1, self.height) {
            for x in span(middle.0, half.0, self.width) {
                let distance = distance(x as f32 + 0.5 - middle.0, y as f32 + 0.5 - middle.1);
                self.cover(x, y, tone, (0.5 - distance).clamp(0.0, 1.0));
            }
        }
    }

    /// Draws a ring; only the pixels about it are looked at.
    pub(super) fn ring(&mut self, middle: (f32, f32), radius: f32, width: f32, tone: Tone) {
        let (outer, inner) = (radius + width / 2.0 + 1.0, radius - width / 2.0 - 1.0);
        for y in (middle.1 - outer).floor().max(0.0) as i32..((middle.1 + outer).ceil() as i32).min(self.height) {
            let dy = y as f32 + 0.5 - middle.1;
            let half = |radius: f32| (radius * radius - dy * dy).max(0.0).sqrt();
            let (far, near) = (half(outer), half(inner.max(0.0)));
            for (from, to) in [(-far, -near), (near, far)] {
                for x in (middle.0 + from).floor() as i32..=(middle.0 + to).ceil() as i32 {
                    // The two halves meet in the middle column: each draws its own.
                    let dx = x as f32 + 0.5 - middle.0;
                    if (dx < 0.0) == (from < 0.0) {
                        let distance = (dx.hypot(dy) - radius).abs() - width / 2.0;
                        self.cover(x, y, tone, (0.5 - distance).clamp(0.0, 1.0));
                    }
                }
            }
        }
    }

    /// Draws a line; `from` and `to` are its middles at both ends.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, tone: Tone) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length < 1.0 {
            return;
        }
        let (ux, uy) = (dx / length, dy / length);
        let reach = width / 2.0 + 1.0;
        let steep = dy.abs() > dx.abs();
        // Along the longer axis, only the pixels about the line are looked at.
        let (first, last) =
            if steep { (from.1.min(to.1), from.1.max(to.1)) } else { (from.0.min(to.0), from.0.max(to.0)) };
        let half = reach / if steep { uy.abs() } else { ux.abs() };
        for along in (first - reach).floor() as i32..=(last + reach).ceil() as i32 {
            let middle = if steep {
                from.0 + (along as f32 + 0.5 - from.1) * dx / dy
            } else {
                from.1 + (along as f32 + 0.5 - from.0) * dy / dx
            };
            for across in (middle - half).floor() as i32..=(middle + half).ceil() as i32 {
                let (x, y) = if steep { (across, along) } else { (along, across) };
                let (px, py) = (x as f32 + 0.5 - from.0, y as f32 + 0.5 - from.1);
                let side = (px * uy - py * ux).abs() - width / 2.0;
                let beyond = (-(px * ux + py * uy)).max(px * ux + py * uy - length);
                self.cover(x, y, tone, (0.5 - side.max(beyond)).clamp(0.0, 1.0));
            }
        }
    }

    /// Lays copies of a tile over a rectangle; the middle of a tile stands in the middle of it.
    pub(super) fn tile(&mut self, tile: &Self, x: i32, y: i32, width: i32, height: i32) {
        let start =
            |from: i32, length: i32, period: i32| (period / 2 - (length / 2) % period - from).rem_euclid(period);
        let (shift_x, shift_y) = (start(0, width, tile.width), start(0, height, tile.height));
        for row in 0..height {
            let source = (row + shift_y).rem_euclid(tile.height);
            let mut done = 0;
            while done < width {
                let from = (done + shift_x).rem_euclid(tile.width);
                let count = (tile.width - from).min(width - done);
                let source = tile.at(from, source);
                let target = self.at(x + done, y + row);
                let count_bytes = usize::try_from(count).unwrap_or_default();
                let copied = tile.pixels.get(source..source + count_bytes);
                if let (Some(copied), Some(place)) = (copied, self.pixels.get_mut(target..target + count_bytes)) {
                    place.copy_from_slice(copied);
                }
                done += count;
            }
        }
    }

    /// Lays coverage in rows, as a rasteriser gives it, over the pixels from `(x, y)`.
    pub(super) fn stamp(&mut self, x: i32, y: i32, width: usize, coverage: &[u8], tone: Tone) {
        for (row, line) in coverage.chunks_exact(width.max(1)).enumerate() {
            let y = y + i32::try_from(row).unwrap_or_default();
            for (column, alpha) in line.iter().enumerate() {
                if *alpha > 8 {
                    let level = ((u16::from(*alpha) * u16::from(FULL) + 127) / 255) as u8;
                    self.blend(x + i32::try_from(column).unwrap_or_default(), y, tone, level);
                }
            }
        }
    }

    fn cover(&mut self, x: i32, y: i32, tone: Tone, coverage: f32) {
        if coverage > 0.03 {
            self.blend(x, y, tone, (coverage * f32::from(FULL)).round() as u8);
        }
    }

    fn blend(&mut self, x: i32, y: i32, tone: Tone, level: u8) {
        if !(0..self.width).contains(&x) || !(0..self.height).contains(&y) {
            return;
        }
        let at = self.at(x, y);
        if let Some(pixel) = self.pixels.get_mut(at) {
            *pixel = if level >= FULL { tone as u8 } else { blended(*pixel, tone as u8, level) };
        }
    }

    fn at(&self, x: i32, y: i32) -> usize {
        usize::try_from(y * self.width + x).unwrap_or_default()
    }
}

/// The index of a tone that lies over what is there.
fn blended(under: u8, tone: u8, level: u8) -> u8 {
    let (low, high, share) = parts(under);
    match () {
        () if level == 0 => under,
        () if tone == high => mixed(low, high, share + (FULL - share) * level / FULL),
        () if tone == low => mixed(low, high, share - share * level / FULL),
        () => mixed(if share > FULL / 2 { high } else { low }, tone, level),
    }
}

/// The two tones of an index, and the share of the second of them.
fn parts(index: u8) -> (u8, u8, u8) {
    let Some(step) = usize::from(index).checked_sub(TONES) else { return (index, index, FULL) };
    let (low, high) = PAIRS[step / STEPS];
    (low, high, (step % STEPS) as u8 + 1)
}

/// The index of two tones, of which the second has the share given.
fn mixed(one: u8, other: u8, share: u8) -> u8 {
    let (low, high, share) = if one <= other { (one, other, share) } else { (other, one, FULL - share) };
    if share == 0 || low == high {
        return low;
    }
    if share >= FULL {
        return high;
    }
    // How many pairs begin with a lower tone.
    let (low_at, high_at) = (usize::from(low), usize::from(high));
    let before = low_at * (2 * TONES - low_at - 1) / 2 + high_at - low_at - 1;
    (TONES + before * STEPS + usize::from(share) - 1) as u8
}

const PAIRS: [(u8, u8); 15] = [
    (0, 1),
    (0, 2),
    (0, 3),
    (0, 4),
    (0, 5),
    (1, 2),
    (1, 3),
    (1, 4),
    (1, 5),
    (2, 3),
    (2, 4),
    (2, 5),
    (3, 4),
    (3, 5),
    (4, 5),
];

/// The colours of all indices.
pub(super) fn table(palette: &Palette) -> Vec<Rgb> {
    let mut table = palette.tones().to_vec();
    for (low, high) in PAIRS {
        let (low, high) = (table[usize::from(low)], table[usize::from(high)]);
        table.extend((1..=STEPS).map(|step| low.mixed(high, step as f32 / f32::from(FULL))));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_is_one_mixture() {
        for (at, pair) in PAIRS.iter().enumerate() {
            for share in 1..FULL {
                let index = mixed(pair.0, pair.1, share);
                assert_eq!(usize::from(index), TONES + at * STEPS + usize::from(share) - 1);
                assert_eq!(parts(index), (pair.0, pair.1, share));
                assert_eq!(mixed(pair.1, pair.0, FULL - share), index);
            }
        }
        assert!(TONES + PAIRS.len() * STEPS <= 256);
    }

    #[test]
    fn what_is_covered_twice_comes_nearer_to_the_tone() {
        let once = blended(Tone::Ground as u8, Tone::Light as u8, 8);
        let twice = blended(once, Tone::Light as u8, 8);
        assert_eq!(parts(once), (0, 4, 8));
        assert_eq!(parts(twice), (0, 4, 11));
        assert_eq!(blended(once, Tone::Ground as u8, 0), once);
    }
}
