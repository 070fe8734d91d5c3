//! Repairs: what may be mended in the letters of a text, each only when it is asked for by name.

use std::fmt;
use std::str::FromStr;

/// A repair. None is ever made unasked: every one of them exchanges letters that somebody may have meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Repair {
    /// `presentation-forms`: glyphs of Arabic and Hebrew that older systems stored (U+FB1D to U+FDFF, U+FE70 to U+FEFC)
    /// become letters.
    PresentationForms,
    /// `half-space`: a right-to-left mark between two letters of a Persian word becomes the joiner U+200C that was meant.
    HalfSpace,
    /// `persian-letters`: Arabic yeh and kaf become the Persian ones in Persian text.
    PersianLetters,
    /// `tatweel`: letters that were stretched with U+0640 are no longer stretched.
    Tatweel,
    /// `quotes`: straight double quotation marks become those of the language.
    Quotes,
}

impl Repair {
    /// Every repair, in the order they are made.
    pub const ALL: &'static [Self] =
        &[Self::PresentationForms, Self::HalfSpace, Self::PersianLetters, Self::Tatweel, Self::Quotes];

    /// The name it is asked for by.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PresentationForms => "presentation-forms",
            Self::HalfSpace => "half-space",
            Self::PersianLetters => "persian-letters",
            Self::Tatweel => "tatweel",
            Self::Quotes => "quotes",
        }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no repair.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{name}` is not a repair: {}", advice(.nearest))]
pub struct UnknownRepair {
    name: String,
    nearest: Option<Repair>,
}

fn advice(nearest: &Option<Repair>) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            let names = Repair::ALL.iter().map(|repair| format!("`{repair}`")).collect::<Vec<_>>();
            format!("there are {}", names.join(", "))
        }
    }
}

impl FromStr for Repair {
    type Err = UnknownRepair;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.trim().to_ascii_lowercase().replace('_', "-");
        let distance = |repair: &Self| strsim::damerau_levenshtein(repair.as_str(), &name);
        let nearest = Self::ALL.iter().copied().min_by_key(distance);
        match nearest {
            Some(repair) if distance(&repair) == 0 => Ok(repair),
            nearest => {
                let nearest = nearest.filter(|repair| distance(repair) <= 2.max(repair.as_str().len() / 3));
                Err(UnknownRepair { name: text.trim().to_owned(), nearest })
            }
        }
    }
}

/// The repairs that are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repairs(u8);

impl Repairs {
    /// Whether nothing is to be mended.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a repair is asked for.
    pub fn contains(self, repair: Repair) -> bool {
        self.0 & (1 << repair as u8) != 0
    }

    /// Asks for one more.
    pub fn insert(&mut self, repair: Repair) {
        self.0 |= 1 << repair as u8;
    }

    /// What either asks for.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_mistakes_named() {
        for repair in Repair::ALL {
            assert_eq!(repair.as_str().parse::<Repair>().unwrap(), *repair);
        }
        assert_eq!(" Half_Space ".parse::<Repair>().unwrap(), Repair::HalfSpace);
        let wrong = |text: &str| text.parse::<Repair>().unwrap_err().to_string();
        assert_eq!(wrong("tatwel"), "`tatwel` is not a repair: did you mean `tatweel`?");
        assert_eq!(
            wrong("spelling"),
            "`spelling` is not a repair: there are `presentation-forms`, `half-space`, `persian-letters`, `tatweel`, `quotes`"
        );
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set = Repairs::default();
        assert!(set.is_empty());
        set.insert(Repair::Quotes);
        let both = set.union({
            let mut other = Repairs::default();
            other.insert(Repair::Tatweel);
            other
        });
        assert!(both.contains(Repair::Quotes) && both.contains(Repair::Tatweel) && !both.contains(Repair::HalfSpace));
    }
}
