//! The proof that a subset shapes as the whole font does: every word is shaped with both, and the outlines of its glyphs
//! and their places are compared. Numbers of glyphs differ, so outlines are compared, once for each pair.

use std::collections::HashMap;

use harfrust::{Buffer, Direction, Font, Language, Script, ShapeOptions, ShapePlan, ShaperFont, shape};
use skrifa::font::glyph::outline::PathElement;
use skrifa::{DrawMemory, GlyphId, PathSink, ScalerFont};

/// A word, or the part of one that a single font shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Run {
    /// The language it is shaped by.
    pub(super) language: Box<str>,
    pub(super) text: Box<str>,
}

/// A whole font beside its subset.
pub(super) struct Proof {
    whole: Side,
    subset: Side,
    /// What is known of pairs of glyphs: whether they look alike.
    alike: HashMap<(u32, u32), bool>,
}

struct Side {
    font: Font,
    scaler: ScalerFont,
    plans: HashMap<(Box<str>, Option<Script>), ShapePlan>,
    buffer: Buffer,
}

impl Proof {
    /// Makes ready to compare; `None` when one of them is no font.
    pub(super) fn new(whole: Font, subset: Vec<u8>) -> Option<Self> {
        let subset = Font::new(subset, 0)?;
        if whole.units_per_em() != subset.units_per_em() {
            return None;
        }
        Some(Self { whole: Side::new(whole), subset: Side::new(subset), alike: HashMap::new() })
    }

    /// Whether both shape a run alike: the same glyphs by their looks, at the same places, for the same characters.
    pub(super) fn holds(&mut self, run: &Run) -> bool {
        if !(self.whole.shape(run) && self.subset.shape(run)) {
            return false;
        }
        let (whole, subset) = (&self.whole.buffer, &self.subset.buffer);
        if whole.len() != subset.len() {
            return false;
        }
        let places = |buffer: &Buffer| {
            let of =
                |place: &harfrust::GlyphPosition| (place.x_advance, place.y_advance, place.x_offset, place.y_offset);
            buffer.glyph_positions().iter().map(of).collect::<Vec<_>>()
        };
        let pairs = whole.glyph_infos().iter().zip(subset.glyph_infos());
        let mut pairs = pairs.map(|(a, b)| (a.cluster == b.cluster, (a.glyph_id, b.glyph_id)));
        places(whole) == places(subset)
            && pairs.all(|(same, (a, b))| {
                same && *self.alike.entry((a, b)).or_insert_with(|| self.whole.outline(a) == self.subset.outline(b))
            })
    }
}

impl Side {
    fn new(font: Font) -> Self {
        let scaler = ScalerFont::force_unhinted(font.clone(), None);
        Self { font, scaler, plans: HashMap::new(), buffer: Buffer::new() }
    }

    /// Shapes a run between two spaces into the buffer: some fonts kern with them.
    fn shape(&mut self, run: &Run) -> bool {
        let Self { font, plans, buffer, .. } = self;
        buffer.reset();
        buffer.push_str(" ");
        buffer.push_str(&run.text);
        buffer.push_str(" ");
        buffer.guess_segment_properties();
        let (direction, script) = (buffer.direction(), buffer.script());
        if direction == Direction::Invalid {
            return false;
        }
        buffer.set_language(Language::new(run.language.as_bytes()));
        let plan = plans.entry((run.language.clone(), script)).or_insert_with(|| {
            ShapePlan::new(font, direction, script, Language::new(run.language.as_bytes()).as_ref(), &[])
        });
        shape(&ShaperFont::new(font), buffer, ShapeOptions::new().plan(Some(plan))).is_ok()
    }

    /// The outline of a glyph in font units; a blank one has none.
    fn outline(&self, glyph: u32) -> Vec<PathElement> {
        let mut path = Path(Vec::new());
        if let Some(outline) = self.scaler.outline(GlyphId::new(glyph))
            && outline.draw(DrawMemory::Scratch, &mut path).is_err()
        {
            return Vec::new();
        }
        path.0
    }
}

struct Path(Vec<PathElement>);

impl PathSink for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(PathElement::MoveTo { x, y });
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(PathElement::LineTo { x, y });
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.push(PathElement::QuadTo { cx0, cy0, x, y });
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.push(PathElement::CurveTo { cx0, cy0, cx1, cy1, x, y });
    }

    fn close(&mut self) {
        self.0.push(PathElement::Close);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use skera::SubsetFlags;

    use super::super::alphabet::alphabet;
    use super::super::catalogue::shipped;
    use super::super::subset::{FLAGS, subset};
    use super::*;
    use crate::publication::FontFamily;

    fn proof(family: FontFamily, characters: &BTreeSet<char>, flags: &[SubsetFlags]) -> Proof {
        let family = shipped().iter().find(|shipped| shipped.name == family).unwrap();
        let subset = subset(family.regular, characters, flags).unwrap();
        assert!(subset.len() < family.regular.len());
        Proof::new(Font::new(family.regular, 0).unwrap(), subset).unwrap()
    }

    fn run(language: &str, text: &str) -> Run {
        Run { language: language.into(), text: text.into() }
    }

    #[test]
    fn subsets_shape_alike() {
        let rows = [
            (FontFamily::Amiri, "ar", "السلام الله لِلَّهِ بِسْمِ ٱلرَّحْمَٰنِ كتابٌ «هدنة» ٢٠١٦، محمد لا لأ لإ لآ AV fi"),
            (FontFamily::Vazirmatn, "fa", "می‌خواهم کتاب‌ها ژاله گچ ۱۳۹۵ لا پیامبر"),
            (FontFamily::NotoNastaliqUrdu, "ur", "پاکستان کے لوگ چیئرمین ۱۲۳۴ صحیح ٹھیک سنہ؁ لیے"),
            (FontFamily::NotoSerifHebrew, "he", "שָׁלוֹם בְּרֵאשִׁית ירושלים צה״ל"),
        ];
        for (family, language, text) in rows {
            let characters = alphabet(language).into_iter().chain(text.chars()).collect();
            let mut proof = proof(family, &characters, &FLAGS);
            for word in text.split(' ') {
                assert!(proof.holds(&run(language, word)), "{family}: {word}");
            }
        }
    }

    #[test]
    fn a_subset_without_the_closure_of_its_substitutions_is_caught() {
        let flags = [FLAGS[0], FLAGS[1], SubsetFlags::SUBSET_FLAGS_NO_LAYOUT_CLOSURE];
        for (family, language, word) in
            [(FontFamily::Amiri, "ar", "هدنة"), (FontFamily::NotoNastaliqUrdu, "ur", "پاکستان")]
        {
            assert!(!proof(family, &alphabet(language), &flags).holds(&run(language, word)), "{family}");
        }
    }

    #[test]
    fn a_subset_that_lacks_a_letter_is_caught() {
        let mut characters = alphabet("ar");
        characters.remove(&'د');
        let mut proof = proof(FontFamily::Amiri, &characters, &FLAGS);
        assert!(!proof.holds(&run("ar", "هدنة")));
        assert!(proof.holds(&run("ar", "سلام")));
    }

    /// Only the looks of one glyph differ: the outline of `.notdef`.
    #[test]
    fn a_glyph_that_only_looks_otherwise_is_caught() {
        let mut proof = proof(FontFamily::Amiri, &alphabet("ar"), &FLAGS[..1]);
        assert!(!proof.holds(&run("ar", "漢")));
    }
}
