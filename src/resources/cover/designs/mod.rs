//! The designs of covers, one file each.

mod framed;
mod masthead;
mod plain;

use cosmic_text::Weight;

use super::canvas::{Canvas, HEIGHT, Tone, WIDTH};
use super::fit::{Block, Room, Shaped, Side, Typesetter};
use super::letters::Letters;
use super::ornament::Pattern;
use crate::bidi::{Words, with_isolates};
use crate::publication::FontFamily;
use crate::publication::{CoverDesign, Direction};

/// The lines of a cover, each as far as there is one.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) title: String,
    pub(super) subtitle: Option<String>,
    pub(super) authors: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) date: Option<String>,
}

/// What a design is made with.
pub(super) struct Desk {
    setter: Typesetter,
    order: [FontFamily; 4],
    direction: Direction,
    pattern: Pattern,
    /// How large lines beside the title may be, of what the design would give them.
    share: f32,
    /// The sizes of the title, and of the largest of subtitle and authors.
    sizes: (f32, f32),
    /// What no family has, of all lines.
    pub(super) missing: Vec<char>,
    /// Whether the title stands on the cover, whole or all but some words.
    pub(super) titled: bool,
}

/// Nothing is drawn nearer to the edge than this, but grounds and patterns.
pub(super) const MARGIN: i32 = 70;

/// How large what stands beside the title may be; the first share that leaves the title the largest is taken.
const SHARES: [f32; 4] = [1.0, 0.75, 0.55, 0.4];

/// Lays out and draws a cover.
pub(super) fn draw(design: CoverDesign, lines: &Lines, desk: &mut Desk) -> Canvas {
    let [first, others @ ..] = SHARES;
    let mut canvas = draw_with(first, design, lines, desk);
    for share in others {
        if desk.sizes.0 > desk.sizes.1 * 1.15 {
            break;
        }
        canvas = draw_with(share, design, lines, desk);
    }
    canvas
}

fn draw_with(share: f32, design: CoverDesign, lines: &Lines, desk: &mut Desk) -> Canvas {
    (desk.share, desk.sizes) = (share, (f32::MAX, 0.0));
    match design {
        CoverDesign::Framed => framed::draw(lines, desk),
        CoverDesign::Masthead => masthead::draw(lines, desk),
        CoverDesign::Plain => plain::draw(lines, desk),
    }
}

impl Desk {
    pub(super) fn new(order: [FontFamily; 4], direction: Direction, pattern: Pattern) -> Self {
        Self {
            setter: Typesetter::new(),
            order,
            direction,
            pattern,
            share: 1.0,
            sizes: (f32::MAX, 0.0),
            missing: Vec::new(),
            titled: false,
        }
    }

    /// Chooses the glyphs of a line; none when there is nothing of it that could be drawn.
    fn shape(&mut self, text: &str, weight: Weight) -> Option<Shaped> {
        let base = Words::of(text).majority().unwrap_or(self.direction);
        let letters = Letters::of(&with_isolates(text, base), self.order, weight);
        for missing in &letters.missing {
            if !self.missing.contains(missing) {
                self.missing.push(*missing);
            }
        }
        // Less than half of a text is worse than none of it.
        let (kept, all) = letters.kept;
        if kept * 2 < all {
            return None;
        }
        self.setter.shape(&letters, base, weight)
    }

    fn title(&mut self, text: &str) -> Option<Shaped> {
        let title = self.shape(text, Weight::BOLD);
        self.titled = title.is_some();
        title
    }

    fn fit(&mut self, shaped: Option<&mut Shaped>, room: Room) -> Option<Block> {
        let block = shaped.map(|shaped| self.setter.fit(shaped, room));
        self.sizes.0 = block.as_ref().map_or(f32::MAX, |block| block.size);
        block
    }

    /// A line or two of small text.
    fn small(&mut self, text: Option<&str>, weight: Weight, width: i32, largest: f32, lines: usize) -> Option<Block> {
        let mut shaped = self.shape(text?, weight)?;
        // The bowls of Nastaliq are small beside its strokes, and vanish first.
        let largest = if self.order[0] == FontFamily::NotoNastaliqUrdu { largest * 1.25 } else { largest };
        let largest = if lines > 2 { largest * self.share } else { largest };
        let height = largest * 2.5 * lines as f32;
        let block = self.setter.fit(&mut shaped, Room { width: width as f32, height, largest, lines });
        if lines > 2 {
            self.sizes.1 = self.sizes.1.max(block.size);
        }
        Some(block)
    }

    /// Draws a block with its ink from `y`, and gives the lower edge of it.
    fn put(&mut self, canvas: &mut Canvas, block: &Block, within: (i32, i32), y: f32, side: Side, tone: Tone) -> f32 {
        self.setter.draw(canvas, block, (within.0 as f32, within.1 as f32, y), side, tone);
        y + block.height
    }

    /// The side where lines of the book begin.
    fn start(&self) -> Side {
        match self.direction {
            Direction::Rtl => Side::Right,
            Direction::Ltr => Side::Left,
        }
    }

    fn end(&self) -> Side {
        match self.direction {
            Direction::Rtl => Side::Left,
            Direction::Ltr => Side::Right,
        }
    }
}

/// A piece of a stack: a block, its tone, and the room above it.
struct Piece {
    block: Block,
    tone: Tone,
    above: f32,
}

/// The height of pieces one above the other.
fn height(pieces: &[Piece]) -> f32 {
    pieces.iter().enumerate().map(|(at, piece)| piece.block.height + if at == 0 { 0.0 } else { piece.above }).sum()
}
