//! The faces that covers are lettered with: the families that are shipped, and no font of the machine.

use cosmic_text::Weight;

use crate::publication::{FontFamily, Language};
use crate::resources::fonts::{family_for, shipped};

/// The families in the order in which a language asks them for a letter: its own first.
pub(super) fn order(language: &Language) -> [FontFamily; 4] {
    use FontFamily::{Amiri, NotoNastaliqUrdu, NotoSerifHebrew, Vazirmatn};
    let mut order = [Amiri, Vazirmatn, NotoNastaliqUrdu, NotoSerifHebrew];
    let first = family_for(language).and_then(|own| order.iter().position(|family| *family == own)).unwrap_or(0);
    order[..=first].rotate_right(1);
    order
}

/// From one line to the next, in ems, at the least: Nastaliq slopes over two lines of another hand.
pub(super) fn pitch(family: FontFamily) -> f32 {
    match family {
        FontFamily::Amiri => 1.28,
        FontFamily::Vazirmatn => 1.4,
        FontFamily::NotoNastaliqUrdu => 2.2,
        FontFamily::NotoSerifHebrew => 1.25,
    }
}

/// How large a letter looks beside one of Amiri of the same size, so that all covers speak equally loud.
pub(super) fn scale(family: FontFamily) -> f32 {
    match family {
        FontFamily::Amiri => 1.0,
        FontFamily::Vazirmatn => 0.8,
        FontFamily::NotoNastaliqUrdu => 0.84,
        FontFamily::NotoSerifHebrew => 0.88,
    }
}

/// The font's file.
pub(super) fn file(family: FontFamily, weight: Weight) -> &'static [u8] {
    let shipped = shipped().iter().find(|shipped| shipped.name == family);
    shipped.map_or(&[], |shipped| if weight == Weight::BOLD { shipped.bold } else { shipped.regular })
}
