//! Fonts by name: the families that Warraq ships, and what may be asked for.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::Serialize;

/// A family of fonts that comes with Warraq.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FontFamily {
    /// Amiri, a Naskh of the classical kind: Arabic, and the languages of its script that no other family is for.
    Amiri,
    /// Vazirmatn, a Naskh without serifs: Persian, Dari, Sorani Kurdish and their neighbours.
    Vazirmatn,
    /// Noto Nastaliq Urdu: Urdu, Kashmiri, western Punjabi.
    NotoNastaliqUrdu,
    /// Noto Serif Hebrew: Hebrew, Yiddish, Ladino.
    NotoSerifHebrew,
}

impl FontFamily {
    /// Every family, in the order in which one is looked for that has a letter which another lacks.
    pub const ALL: &'static [Self] = &[Self::Amiri, Self::Vazirmatn, Self::NotoNastaliqUrdu, Self::NotoSerifHebrew];

    /// The family's name, as stylesheets name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Amiri => "Amiri",
            Self::Vazirmatn => "Vazirmatn",
            Self::NotoNastaliqUrdu => "Noto Nastaliq Urdu",
            Self::NotoSerifHebrew => "Noto Serif Hebrew",
        }
    }
}

impl fmt::Display for FontFamily {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for FontFamily {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What a text is to be set in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FontSetting {
    /// `auto`: by the language and the script of each part of the text.
    #[default]
    Auto,
    /// `none`: no font goes into the book; the reader's own fonts show it.
    None,
    /// A shipped family by its name.
    Family(FontFamily),
    /// A font file: TrueType, OpenType or WOFF.
    File(PathBuf),
}

impl FontSetting {
    /// The same, with a file's path seen from this folder.
    #[must_use]
    pub(crate) fn beside(&self, folder: Option<&Path>) -> Self {
        match (self, folder) {
            (Self::File(path), Some(folder)) => Self::File(folder.join(path)),
            (setting, _) => setting.clone(),
        }
    }
}

/// The text names no font.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{name}` is not a font that warraq knows: {}", advice(.nearest))]
pub struct UnknownFont {
    name: String,
    nearest: Option<&'static str>,
}

fn advice(nearest: &Option<&'static str>) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            let names = names().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            format!("there are {}, and any font file by its path", names.join(", "))
        }
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    ["auto", "none"].into_iter().chain(FontFamily::ALL.iter().map(|family| family.as_str()))
}

impl FromStr for FontSetting {
    type Err = UnknownFont;

    /// Takes `auto`, `none`, the name of a family (case, spaces and hyphens do not matter), or what looks like a path:
    /// with a slash in it, or ending in `.ttf`, `.otf`, `.woff` or the like.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let plain = |name: &str| name.to_ascii_lowercase().replace([' ', '-', '_'], "");
        let name = plain(text);
        match name.as_str() {
            "auto" => return Ok(Self::Auto),
            "none" => return Ok(Self::None),
            _ => {}
        }
        if let Some(family) = FontFamily::ALL.iter().find(|family| plain(family.as_str()) == name) {
            return Ok(Self::Family(*family));
        }
        if is_path(text) {
            return Ok(Self::File(PathBuf::from(text)));
        }
        let distance = |known: &str| strsim::damerau_levenshtein(&plain(known), &name);
        let nearest = names().min_by_key(|known| distance(known));
        Err(UnknownFont {
            name: text.chars().take(80).collect(),
            nearest: nearest.filter(|known| distance(known) <= 2.max(known.len() / 3)),
        })
    }
}

fn is_path(text: &str) -> bool {
    let ends = [".ttf", ".otf", ".woff", ".woff2", ".ttc", ".otc"];
    let lower = text.to_ascii_lowercase();
    text.contains(['/', '\\']) || ends.iter().any(|end| lower.len() > end.len() && lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_paths_are_told_apart() {
        let rows = [
            ("auto", FontSetting::Auto),
            (" None ", FontSetting::None),
            ("amiri", FontSetting::Family(FontFamily::Amiri)),
            ("noto-nastaliq-urdu", FontSetting::Family(FontFamily::NotoNastaliqUrdu)),
            ("NotoSerifHebrew", FontSetting::Family(FontFamily::NotoSerifHebrew)),
            ("Lateef.TTF", FontSetting::File("Lateef.TTF".into())),
            ("fonts/Lateef", FontSetting::File("fonts/Lateef".into())),
        ];
        for (text, setting) in rows {
            assert_eq!(text.parse::<FontSetting>().unwrap(), setting, "{text}");
        }
    }

    #[test]
    fn the_nearest_name_is_said() {
        let wrong = |text: &str| text.parse::<FontSetting>().unwrap_err().to_string();
        assert_eq!(wrong("Amirri"), "`Amirri` is not a font that warraq knows: did you mean `Amiri`?");
        assert_eq!(
            wrong("Noto Nastaliq"),
            "`Noto Nastaliq` is not a font that warraq knows: did you mean `Noto Nastaliq Urdu`?"
        );
        assert_eq!(
            wrong("Helvetica"),
            "`Helvetica` is not a font that warraq knows: there are `auto`, `none`, `Amiri`, `Vazirmatn`, \
             `Noto Nastaliq Urdu`, `Noto Serif Hebrew`, and any font file by its path"
        );
    }

    #[test]
    fn a_file_is_looked_for_beside_what_names_it() {
        let folder = Some(Path::new("book"));
        assert_eq!(FontSetting::File("a.ttf".into()).beside(folder), FontSetting::File("book/a.ttf".into()));
        assert_eq!(FontSetting::Auto.beside(folder), FontSetting::Auto);
    }
}
