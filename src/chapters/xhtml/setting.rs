//! What a block inherits from those around it, for as much as its own class has to say it.

use crate::chapters::pages::type_style;
use crate::document::Attributes;
use crate::publication::{Direction, Language};

/// How a block is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    /// The base direction: that of the innermost block that says one.
    pub(super) base: Direction,
    /// The class of its script's line height.
    pub(super) style: &'static str,
    /// How its language counts, when not by European digits.
    digits: Option<&'static str>,
}

impl Setting {
    pub(super) fn of_chapter(language: &Language, base: Direction) -> Self {
        Self { base, style: type_style(language), digits: counter_style(language) }
    }

    /// How a block with these attributes is set, inside one that is set so.
    pub(super) fn inside(self, attributes: &Attributes) -> Self {
        let base = attributes.direction().unwrap_or(self.base);
        match attributes.language() {
            Some(language) => Self::of_chapter(language, base),
            None if base == self.base => self,
            // Of another direction is of another script; which, only its language could say.
            None if base == Direction::Ltr => Self { base, style: "latin", digits: None },
            None if self.style == "latin" => Self { base, style: "naskh", digits: None },
            None => Self { base, ..self },
        }
    }

    /// The digits of the markers of a list. One that runs from left to right counts as European languages do.
    pub(super) fn counter(self) -> Option<&'static str> {
        self.digits.filter(|_| self.base == Direction::Rtl)
    }
}

/// CSS's name of the digits that a language counts with.
fn counter_style(language: &Language) -> Option<&'static str> {
    match (language.primary(), language.script()) {
        ("ar" | "ckb", _) => Some("arabic-indic"),
        ("fa" | "ur" | "ps" | "ks" | "pnb" | "skr", Some("Arab" | "Aran")) => Some("persian"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        use Direction::{Ltr, Rtl};
        let language = |tag: &'static str| Some(Language::known(tag));
        let arabic = Setting::of_chapter(&Language::known("ar"), Rtl);
        let english = Setting::of_chapter(&Language::known("en"), Ltr);
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
