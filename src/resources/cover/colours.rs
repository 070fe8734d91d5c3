//! The colours of covers: a dozen palettes, each of which can be read in every role, and one for every title.

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

impl Rgb {
    const BLACK: Self = Self(0, 0, 0);

    /// This colour with a share of another.
    pub(super) fn mixed(self, other: Self, share: f32) -> Self {
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

/// What a cover is coloured with.
#[derive(Debug)]
pub(super) struct Palette {
    ground: Rgb,
    accent: Rgb,
    light: Rgb,
}

const fn palette(ground: u32, accent: u32, light: u32) -> Palette {
    const fn rgb(hex: u32) -> Rgb {
        Rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
    }
    Palette { ground: rgb(ground), accent: rgb(accent), light: rgb(light) }
}

/// Deep grounds, as bindings are dyed, with a metal or a mineral colour and a paper that suit them.
const PALETTES: [Palette; 12] = [
    palette(0x14_39_2F, 0xD9_B4_6A, 0xF6_EF_E0), // pine
    palette(0x16_27_4A, 0xE0_B9_6B, 0xF4_F0_E6), // midnight
    palette(0x57_1C_22, 0xE3_BC_7C, 0xF8_F0_E2), // oxblood
    palette(0x0E_45_50, 0xE7_C2_7D, 0xF3_F1_E7), // teal
    palette(0x3A_1F_3F, 0xE0_AF_8A, 0xF7_F0_EA), // aubergine
    palette(0x43_29_1B, 0xDD_B0_71, 0xF8_F0_E1), // umber
    palette(0x27_34_3F, 0xD8_B9_8A, 0xF4_F2_EC), // slate
    palette(0x3B_3F_1D, 0xE2_C5_73, 0xF6_F2_E0), // olive
    palette(0x74_2B_1B, 0xF2_CC_90, 0xFB_F3_E6), // brick
    palette(0x1D_3E_73, 0xE9_C4_6A, 0xF5_F3_EA), // cobalt
    palette(0x2A_2A_2E, 0xE5_8F_6F, 0xF5_F1_EA), // charcoal
    palette(0x1F_4A_3D, 0xC9_D8_A0, 0xF6_F4_E6), // moss
];

impl Palette {
    /// The palette of a title: the same today and tomorrow, on this machine and that.
    pub(super) fn of(title: &str) -> &'static Self {
        &PALETTES[(fnv(title) % PALETTES.len() as u64) as usize]
    }

    /// The colours, in the order of [`super::canvas::Tone`].
    pub(super) fn tones(&self) -> [Rgb; 6] {
        let tint = self.ground.mixed(self.light, 0.09);
        let shade = self.ground.mixed(Rgb::BLACK, 0.28);
        let ink = self.ground.mixed(Rgb::BLACK, 0.62);
        [self.ground, tint, shade, self.accent, self.light, ink]
    }
}

/// FNV-1a: a hash that is written down and never changes.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::super::canvas::Tone;
    use super::*;

    /// The contrast of two colours as WCAG 2.2 defines it.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |c: Rgb| 0.2126 * channel(c.0) + 0.7152 * channel(c.1) + 0.0722 * channel(c.2);
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_every_palette_and_role() {
        let roles = [
            (Tone::Light, Tone::Ground),
            (Tone::Accent, Tone::Ground),
            (Tone::Ink, Tone::Light),
            (Tone::Ground, Tone::Light),
        ];
        for palette in &PALETTES {
            let tones = palette.tones();
            for (text, ground) in roles {
                let contrast = contrast(tones[text as usize], tones[ground as usize]);
                assert!(contrast >= 4.5, "{palette:?}: {text:?} on {ground:?} is {contrast:.2}");
            }
        }
    }

    #[test]
    fn a_title_has_its_colours_for_ever() {
        assert_eq!(fnv(""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fnv("a"), 0xAF63_DC4C_8601_EC8C);
        let at = |title| PALETTES.iter().position(|palette| palette.ground == Palette::of(title).ground);
        let titles = ["هدنة في حلب", "كليلة ودمنة", "سفرنامه", "ספר", "The Great Gatsby"];
        let different = titles.map(at).into_iter().collect::<std::collections::HashSet<_>>();
        assert!(different.len() >= 3, "{different:?}");
    }
}
