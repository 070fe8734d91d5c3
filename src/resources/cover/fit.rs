//! Text → lines of glyphs that fit a box. A text is shaped once, by `cosmic-text` with the families that it needs; sizes are
//! then tried on what was shaped, and lines are laid by the ink of their glyphs, so that no mark is clipped or meets another.

use cosmic_text::fontdb::{Database, ID, Source};
use cosmic_text::skrifa::instance::{LocationRef, Size};
use cosmic_text::skrifa::metrics::GlyphMetrics;
use cosmic_text::skrifa::{FontRef, GlyphId, MetadataProvider};
use cosmic_text::{
    Align, Attrs, Buffer, CacheKeyFlags, FontSystem, LayoutGlyph, LayoutLine, Metrics, Shaping, SwashCache, Weight,
    Wrap,
};

use super::canvas::{Canvas, Tone};
use super::faces;
use super::letters::{Letters, is_ignorable};
use crate::publication::Direction;
use crate::publication::FontFamily;

/// Sets text.
pub(super) struct Typesetter {
    system: FontSystem,
    cache: SwashCache,
    faces: Vec<(FontFamily, Weight)>,
    metrics: Vec<(ID, Inks)>,
}

/// The bounds of a face's glyphs, and its units to the em.
struct Inks {
    glyphs: GlyphMetrics<'static>,
    em: f32,
}

/// A text whose glyphs are chosen.
pub(super) struct Shaped {
    buffer: Buffer,
    text: String,
    family: FontFamily,
    /// The size it has now.
    size: f32,
    width: f32,
    wrap: Wrap,
}

/// What a text has to fit into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) height: f32,
    /// The size it has if there is room enough, for a letter as large as Amiri's.
    pub(super) largest: f32,
    /// The most lines, unless more are needed for letters that are not small.
    pub(super) lines: usize,
}

/// Lines of glyphs.
pub(super) struct Block {
    pub(super) size: f32,
    pub(super) lines: Vec<Line>,
    /// The ink's height.
    pub(super) height: f32,
    /// The ink's width.
    pub(super) width: f32,
    /// Whether a line ends elsewhere than at a space: the breaker stops wherever the direction changes.
    divided: bool,
}

impl Block {
    /// Gives all lines the distance that the two need whose ink comes nearest.
    fn space_evenly(&mut self) {
        let distance = self.lines.windows(2).map(|pair| pair[1].baseline - pair[0].baseline).fold(0.0, f32::max);
        let first = self.lines.first().map_or(0.0, |line| line.baseline);
        for (number, line) in self.lines.iter_mut().enumerate() {
            line.baseline = first + distance * number as f32;
            self.height = line.baseline + line.bottom;
        }
    }
}

/// A line and its ink, seen from the start of its baseline.
pub(super) struct Line {
    glyphs: Vec<LayoutGlyph>,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    /// The baseline, from the top of the block's ink.
    baseline: f32,
}

/// Where a block stands in its breadth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// The size texts are shaped in; any would do.
const REFERENCE: f32 = 100.0;
/// Each size tried is so much smaller than the one before.
const STEP: f32 = 0.94;
/// Lines a little shorter may end where the full breadth has them end within a word.
const WIDTHS: [f32; 3] = [1.0, 0.93, 0.86];
/// Below this share of the largest size, more lines are better than smaller letters.
const MANY_LINES: f32 = 0.42;
/// Below this size a long word is rather divided.
const SMALLEST: f32 = 56.0;

impl Typesetter {
    pub(super) fn new() -> Self {
        // Letters are given to families before, so nothing ever falls back to a font that the machine may have.
        let system = FontSystem::new_with_locale_and_db("en".to_owned(), Database::new());
        Self { system, cache: SwashCache::new(), faces: Vec::new(), metrics: Vec::new() }
    }

    /// Shapes a text of the direction given.
    pub(super) fn shape(&mut self, letters: &Letters, direction: Direction, weight: Weight) -> Option<Shaped> {
        let (_, family) = letters.pieces.first()?;
        for (_, family) in &letters.pieces {
            self.load(*family, weight);
        }
        let attributes = |family: FontFamily| {
            Attrs::new()
                .family(cosmic_text::Family::Name(family.as_str()))
                .weight(weight)
                .cache_key_flags(CacheKeyFlags::DISABLE_HINTING)
        };
        // The base direction is that of the first strong character; this one is not drawn.
        let mark = match direction {
            Direction::Rtl => "\u{200F}",
            Direction::Ltr => "\u{200E}",
        };
        let spans = letters.pieces.iter().map(|(range, family)| (&letters.text[range.clone()], attributes(*family)));
        let spans = std::iter::once((mark, attributes(*family))).chain(spans);
        let mut buffer = Buffer::new_empty(Metrics::new(REFERENCE, REFERENCE));
        buffer.set_size(None, None);
        buffer.set_wrap(Wrap::Word);
        buffer.set_rich_text(spans, &attributes(*family), Shaping::Advanced, Some(Align::Left));
        buffer.shape_until_scroll(&mut self.system, false);
        // Small inserts of another family do not set the pace.
        let family = letters.pieces.iter().max_by_key(|(range, _)| range.len()).map_or(*family, |(_, family)| *family);
        let text = format!("{mark}{}", letters.text);
        Some(Shaped { buffer, text, family, size: REFERENCE, width: f32::INFINITY, wrap: Wrap::Word })
    }

    fn load(&mut self, family: FontFamily, weight: Weight) {
        if self.faces.contains(&(family, weight)) {
            return;
        }
        self.faces.push((family, weight));
        let file = faces::file(family, weight);
        let ids = self.system.db_mut().load_font_source(Source::Binary(std::sync::Arc::new(file)));
        let font = FontRef::new(file).ok();
        if let (Some(id), Some(font)) = (ids.first(), font) {
            let em = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
            let glyphs = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            self.metrics.push((*id, Inks { glyphs, em: f32::from(em) }));
        }
    }

    /// The text as large as it fits, whole: first without dividing a word, then smaller, at last with words divided.
    pub(super) fn fit(&mut self, shaped: &mut Shaped, room: Room) -> Block {
        let mut size = room.largest * faces::scale(shaped.family);
        while size >= SMALLEST {
            for share in WIDTHS {
                let block = self.set(shaped, size, room.width * share, Wrap::Word);
                let few = block.lines.len() <= room.lines || size < room.largest * MANY_LINES;
                if block.width <= room.width && block.height <= room.height && few && !block.divided {
                    return self.balanced(shaped, block, room.width * share);
                }
            }
            size *= STEP;
        }
        // A word that does not fit in letters of a fair size is divided, and then they may as well be larger.
        size = (2.0 * SMALLEST).min(room.largest * faces::scale(shaped.family));
        loop {
            let mut block = self.set(shaped, size, room.width, Wrap::Word);
            if block.width > room.width {
                // Ink may lean over the advance by some pixels, so lines are made a little shorter.
                block = self.set(shaped, size, room.width - size * 0.4, Wrap::WordOrGlyph);
            }
            if (block.height <= room.height && block.width <= room.width) || size < 6.0 {
                return block;
            }
            size *= STEP;
        }
    }

    /// Lines of much the same length: the narrowest breadth in which there are no more of them.
    fn balanced(&mut self, shaped: &mut Shaped, block: Block, width: f32) -> Block {
        if block.lines.len() < 2 {
            return block;
        }
        let (mut fits, mut tight, mut best) = (width, width / 2.5, block);
        for _ in 0..6 {
            let middle = (fits + tight) / 2.0;
            let tried = self.set(shaped, best.size, middle, Wrap::Word);
            let same = tried.lines.len() <= best.lines.len() && tried.height <= best.height + 1.0;
            if same && tried.width <= middle && !tried.divided {
                (fits, best) = (middle, tried);
            } else {
                tight = middle;
            }
        }
        best
    }

    fn set(&mut self, shaped: &mut Shaped, size: f32, width: f32, wrap: Wrap) -> Block {
        if (shaped.size, shaped.width, shaped.wrap) != (size, width, wrap) {
            shaped.buffer.set_wrap(wrap);
            shaped.buffer.set_metrics_and_size(Metrics::new(size, size), Some(width), None);
            shaped.buffer.shape_until_scroll(&mut self.system, false);
            (shaped.size, shaped.width, shaped.wrap) = (size, width, wrap);
        }
        let layout = shaped.buffer.lines.first().and_then(|line| line.layout_opt()).map_or(&[][..], |lines| lines);
        let mut block = Block { size, lines: Vec::new(), height: 0.0, width: 0.0, divided: false };
        for line in layout {
            let first = line.glyphs.iter().map(|glyph| glyph.start).min().unwrap_or_default();
            let before = shaped.text.get(..first).unwrap_or_default().trim_end_matches(is_ignorable);
            block.divided |= !block.lines.is_empty() && !before.ends_with(' ');
            let Some(mut line) = self.line(line) else { continue };
            line.baseline = match block.lines.last() {
                Some(before) => {
                    let apart = before.bottom - line.top + size * 0.06;
                    before.baseline + apart.max(size * faces::pitch(shaped.family))
                }
                None => -line.top,
            };
            block.height = line.baseline + line.bottom;
            block.width = block.width.max(line.right - line.left);
            block.lines.push(line);
        }
        block.space_evenly();
        block
    }

    /// A line with its ink; none when there is nothing to see in it.
    fn line(&self, of: &LayoutLine) -> Option<Line> {
        let (mut left, mut right, mut top, mut bottom) = (f32::MAX, f32::MIN, f32::MAX, f32::MIN);
        for glyph in &of.glyphs {
            let Some(inks) = self.metrics.iter().find(|(id, _)| *id == glyph.font_id).map(|(_, inks)| inks) else {
                continue;
            };
            let Some(ink) = inks.glyphs.bounds(GlyphId::new(glyph.glyph_id.into())) else { continue };
            if ink.x_min >= ink.x_max {
                continue;
            }
            let scale = glyph.font_size / inks.em;
            let x = glyph.x + glyph.font_size * glyph.x_offset;
            let y = glyph.y - glyph.font_size * glyph.y_offset;
            left = left.min(x + ink.x_min * scale);
            right = right.max(x + ink.x_max * scale);
            top = top.min(y - ink.y_max * scale);
            bottom = bottom.max(y - ink.y_min * scale);
        }
        (left < right).then(|| Line { glyphs: of.glyphs.clone(), left, right, top, bottom, baseline: 0.0 })
    }

    /// Draws a block with the top of its ink at `y`, between `from` and `to`.
    pub(super) fn draw(&mut self, canvas: &mut Canvas, block: &Block, at: (f32, f32, f32), side: Side, tone: Tone) {
        let (from, to, y) = at;
        for line in &block.lines {
            let x = match side {
                Side::Left => from - line.left,
                Side::Right => to - line.right,
                Side::Middle => (from + to - line.left - line.right) / 2.0,
            };
            for glyph in &line.glyphs {
                let glyph = glyph.physical((x, y + line.baseline), 1.0);
                let Some(image) = self.cache.get_image_uncached(&mut self.system, glyph.cache_key) else { continue };
                let place = image.placement;
                let (x, y) = (glyph.x + place.left, glyph.y - place.top);
                canvas.stamp(x, y, usize::try_from(place.width).unwrap_or_default(), &image.data, tone);
            }
        }
    }
}

#[cfg(test)]
#[allow(dead_code, reason = "the covers' own tests use the rest")]
#[path = "../../../tests/covers/titles.rs"]
mod titles;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bidi::{Words, with_isolates};
    use crate::publication::Language;

    fn set(title: &str, tag: &str, room: Room) -> (String, Block) {
        let language = tag.parse::<Language>().unwrap();
        let base = Words::of(title).majority().unwrap_or(language.direction());
        let letters = Letters::of(&with_isolates(title, base), faces::order(&language), Weight::BOLD);
        let mut setter = Typesetter::new();
        let mut shaped = setter.shape(&letters, base, Weight::BOLD).unwrap();
        let block = setter.fit(&mut shaped, room);
        (shaped.text, block)
    }

    const ROOM: Room = Room { width: 1160.0, height: 1100.0, largest: 300.0, lines: 5 };

    #[test]
    fn every_letter_of_every_title_has_its_glyph_and_its_place() {
        for row in &titles::ROWS {
            let (text, block) = set(row.title, row.language, ROOM);
            let glyphs = || block.lines.iter().flat_map(|line| &line.glyphs);
            for (at, c) in text.char_indices().filter(|(_, c)| !is_ignorable(*c)) {
                assert!(glyphs().any(|glyph| (glyph.start..glyph.end).contains(&at)) || c == ' ', "{}: {c}", row.title);
            }
            let is_seen = |glyph: &LayoutGlyph| text[glyph.start..glyph.end].chars().any(|c| !is_ignorable(c));
            assert!(glyphs().filter(|glyph| is_seen(glyph)).all(|glyph| glyph.glyph_id != 0), "{}", row.title);
            assert!(block.width <= ROOM.width && block.height <= ROOM.height, "{}", row.title);
            for pair in block.lines.windows(2) {
                let (end, start) = (pair[0].baseline + pair[0].bottom, pair[1].baseline + pair[1].top);
                assert!(end < start, "{}: the ink of two lines meets", row.title);
            }
        }
    }

    #[test]
    fn lines_end_at_spaces_and_long_titles_get_more_of_them() {
        let rows = [
            ("حلب", "ar", 1, 290.0),
            ("«لماذا نقرأ؟» — خمسون جوابا (1950–2000)", "ar", 2, 120.0),
            ("Moby-Dick", "en", 1, 150.0),
            // A step smaller than lines that stand as near as their ink allows would be.
            (titles::ROWS[8].title, "ar", 7, 80.0),
        ];
        for (title, tag, lines, size) in rows {
            let (_, block) = set(title, tag, ROOM);
            assert!(
                block.lines.len() >= lines && block.size >= size,
                "{title}: {} of {}",
                block.lines.len(),
                block.size
            );
            assert!(!block.divided, "{title}");
        }
    }

    #[test]
    fn mixed_lines_stand_in_the_order_of_their_readers() {
        // Letters and digits from left to right, line by line, as an Arabic reader expects them.
        let rows = [("تعلّم لغة C++ في 24 ساعة", "C++", "24"), ("مدخل إلى EPUB 3.3", "EPUB 3.3", "3.3")];
        for (title, one, other) in rows {
            let (text, block) = set(title, "ar", Room { width: 9000.0, ..ROOM });
            let mut seen =
                block.lines[0].glyphs.iter().map(|glyph| (glyph.x, &text[glyph.start..glyph.end])).collect::<Vec<_>>();
            seen.sort_by(|a, b| a.0.total_cmp(&b.0));
            let seen = seen.into_iter().map(|(_, cluster)| cluster).collect::<String>().replace(is_ignorable, "");
            assert!(seen.contains(one) && seen.contains(other), "{seen}");
            assert!(seen.starts_with(if one == "C++" { "ةعاس" } else { one }), "{seen}");
        }
    }
}
