//! The faces that covers are lettered with: the families of `assets/fonts`, and no font of the machine.

use cosmic_text::Weight;

use crate::publication::Language;

/// A family of the book's fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Amiri,
    Vazirmatn,
    NotoNastaliqUrdu,
    NotoSerifHebrew,
}

impl Family {
    /// The families in the order in which a language asks them for a letter.
    pub(super) fn order(language: &Language) -> [Self; 4] {
        use Family::{Amiri, NotoNastaliqUrdu, NotoSerifHebrew, Vazirmatn};
        match (language.primary(), language.script()) {
            (_, Some("Aran")) | ("ur" | "ks" | "pnb" | "skr", Some("Arab")) => {
                [NotoNastaliqUrdu, Amiri, Vazirmatn, NotoSerifHebrew]
            }
            ("fa" | "prs" | "ckb" | "mzn" | "glk" | "lrc" | "sdh", _) => {
                [Vazirmatn, Amiri, NotoNastaliqUrdu, NotoSerifHebrew]
            }
            (_, Some("Hebr")) => [NotoSerifHebrew, Amiri, Vazirmatn, NotoNastaliqUrdu],
            _ => [Amiri, Vazirmatn, NotoNastaliqUrdu, NotoSerifHebrew],
        }
    }

    /// The name in the font.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Amiri => "Amiri",
            Self::Vazirmatn => "Vazirmatn",
            Self::NotoNastaliqUrdu => "Noto Nastaliq Urdu",
            Self::NotoSerifHebrew => "Noto Serif Hebrew",
        }
    }

    /// From one line to the next, in ems, at the least: Nastaliq slopes over two lines of another hand.
    pub(super) fn pitch(self) -> f32 {
        match self {
            Self::Amiri => 1.28,
            Self::Vazirmatn => 1.4,
            Self::NotoNastaliqUrdu => 2.2,
            Self::NotoSerifHebrew => 1.25,
        }
    }

    /// How large a letter looks beside one of Amiri of the same size, so that all covers speak equally loud.
    pub(super) fn scale(self) -> f32 {
        match self {
            Self::Amiri => 1.0,
            Self::Vazirmatn => 0.8,
            Self::NotoNastaliqUrdu => 0.84,
            Self::NotoSerifHebrew => 0.88,
        }
    }

    /// The font's file.
    pub(super) fn file(self, weight: Weight) -> &'static [u8] {
        macro_rules! font {
            ($path:literal) => {
                include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/", $path))
            };
        }
        match (self, weight) {
            (Self::Amiri, Weight::BOLD) => font!("Amiri/Amiri-Bold.ttf"),
            (Self::Amiri, _) => font!("Amiri/Amiri-Regular.ttf"),
            (Self::Vazirmatn, Weight::BOLD) => font!("Vazirmatn/Vazirmatn-Bold.ttf"),
            (Self::Vazirmatn, _) => font!("Vazirmatn/Vazirmatn-Regular.ttf"),
            (Self::NotoNastaliqUrdu, Weight::BOLD) => font!("NotoNastaliqUrdu/NotoNastaliqUrdu-Bold.ttf"),
            (Self::NotoNastaliqUrdu, _) => font!("NotoNastaliqUrdu/NotoNastaliqUrdu-Regular.ttf"),
            (Self::NotoSerifHebrew, Weight::BOLD) => font!("NotoSerifHebrew/NotoSerifHebrew-Bold.ttf"),
            (Self::NotoSerifHebrew, _) => font!("NotoSerifHebrew/NotoSerifHebrew-Regular.ttf"),
        }
    }
}
