//! What a block inherits from those around it, for as much as its own class has to say it.

use crate::chapters::pages::type_style;
use crate::document::Attributes;
use crate::publication::{Digits, DigitsSetting, Direction, Language};
use crate::resources::fonts;

/// How a block is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    /// The base direction: that of the innermost block that says one.
    pub(super) base: Direction,
    /// The class of its script's line height.
    pub(super) style: &'static str,
    /// How its language counts, when not by European digits.
    digits: Option<&'static str>,
    /// Which digits are asked for.
    asked: DigitsSetting,
    /// The fonts; the writer, who has them, keeps this.
    pub(super) fonts: fonts::Place,
}

impl Setting {
    pub(super) fn of_chapter(language: &Language, base: Direction, asked: DigitsSetting, fonts: fonts::Place) -> Self {
        let digits = Digits::of(language, asked).counter_style();
        Self {
            base,
            style: type_style(language),
            digits: Some(digits).filter(|style| *style != "decimal"),
            asked,
            fonts,
        }
    }

    /// How a block with these attributes is set, inside one that is set so.
    pub(super) fn inside(self, attributes: &Attributes) -> Self {
        let base = attributes.direction().unwrap_or(self.base);
        match attributes.language() {
            Some(language) => Self::of_chapter(language, base, self.asked, self.fonts),
            None if base == self.base => self,
            // Of another direction is of another script; which, only its language could say.
            None if base == Direction::Ltr => Self { style: "latin", digits: None, base, ..self },
            None if self.style == "latin" => Self { style: "naskh", digits: None, base, ..self },
            None => Self { base, ..self },
        }
    }

    /// The digits of the markers of a list. One that runs from left to right counts as European languages do.
    pub(super) fn counter(self) -> Option<&'static str> {
        self.digits.filter(|_| self.base == Direction::Rtl)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        use Direction::{Ltr, Rtl};
        let language = |tag: &'static str| Some(Language::known(tag));
        let setting = |tag: &'static str, base| {
            let language = Language::known(tag);
            let fonts = fonts::Fonts::default().start(None, &language, base);
            Setting::of_chapter(&language, base, DigitsSetting::Auto, fonts)
        };
        let (arabic, english) = (setting("ar", Rtl), setting("en", Ltr));
        let rows = [
            ("nothing said", arabic, None, None, (Rtl, "naskh", Some("arabic-indic"))),
            ("English", arabic, language("en"), Some(Ltr), (Ltr, "latin", None)),
            ("turned, of unknown language", arabic, None, Some(Ltr), (Ltr, "latin", None)),
            ("Urdu", arabic, language("ur"), None, (Rtl, "nastaliq", Some("persian"))),
            ("Hebrew", english, language("he"), Some(Rtl), (Rtl, "hebrew", None)),
            ("turned to the right", english, None, Some(Rtl), (Rtl, "naskh", None)),
            ("Arabic from left to right", arabic, language("ar"), Some(Ltr), (Ltr, "naskh", None)),
        ];
        for (what, outer, language, direction, (base, style, counter)) in rows {
            let inside = outer.inside(&Attributes::new(None, language, direction));
            assert_eq!((inside.base, inside.style, inside.counter()), (base, style, counter), "{what}");
        }
    }
}
