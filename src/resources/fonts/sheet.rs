//! What the stylesheets say about fonts, in the plain form that old engines read.

use std::fmt::Write as _;

use super::choice::{Fonts, OWN};
use crate::publication::ContainerPath;
use crate::resources::stylesheet_path;

/// The faces, which stand first in a stylesheet, and the classes, which stand last.
pub(crate) fn sheet(fonts: &Fonts) -> (String, String) {
    let (mut faces, mut classes) = (String::new(), String::new());
    let here = stylesheet_path(crate::publication::Direction::Rtl);
    for entry in &fonts.entries {
        for (file, weight) in entry.files.iter().zip(["normal", "bold"]) {
            if let Some(file) = file {
                let address = here.href_to(&ContainerPath::own(file.as_str()));
                let _infallible = writeln!(
                    faces,
                    "@font-face {{ font-family: \"{}\"; font-weight: {weight}; font-style: normal; src: url({address}); }}",
                    entry.name
                );
            }
        }
        if entry.wanted {
            let others = entry.fallbacks.iter().filter_map(|other| fonts.entries.get(usize::from(other.0)));
            let own = Some(entry).filter(|entry| entry.files.iter().any(Option::is_some));
            let names = own.into_iter().chain(others).map(|entry| format!("\"{}\", ", entry.name)).collect::<String>();
            let (class, generic) = (&entry.class, entry.generic);
            // `pre` has a rule of its own that would win over that of a class alone.
            let _infallible = writeln!(classes, ".{class}, pre.{class} {{ font-family: {names}{generic}; }}");
        }
    }
    if !classes.is_empty() {
        let _infallible = writeln!(classes, ".{OWN}, pre.{OWN} {{ font-family: serif; }}");
    }
    (faces, classes)
}

#[cfg(test)]
mod tests {
    use super::super::choice::{Entry, FontId};
    use super::*;
    use crate::resources::old_engines::objections;

    #[test]
    fn old_engines_survive_faces_and_classes() {
        let entry = |class: &str, name: &str, files: [Option<&str>; 2], fallbacks| Entry {
            class: class.to_owned(),
            name: name.to_owned(),
            generic: "serif",
            fallbacks,
            wanted: true,
            files: files.map(|file| file.map(str::to_owned)),
        };
        let entries = vec![
            entry("amiri", "Amiri", [Some("fonts/amiri-regular.ttf"), Some("fonts/amiri-bold.ttf")], vec![FontId(1)]),
            entry("noto-serif-hebrew", "Noto Serif Hebrew", [Some("fonts/n.ttf"), None], Vec::new()),
            entry("font-1", "My Font 1", [None, None], vec![FontId(0)]),
        ];
        let (faces, classes) = sheet(&Fonts { entries, ..Fonts::default() });
        assert_eq!(faces.matches("@font-face").count(), 3);
        assert!(classes.starts_with(".amiri, pre.amiri { font-family: \"Amiri\", \"Noto Serif Hebrew\", serif; }\n"));
        assert!(classes.contains(".font-1, pre.font-1 { font-family: \"Amiri\", serif; }\n"));
        assert_eq!(objections(&format!("{faces}{classes}")), Vec::<String>::new());
        assert_eq!(sheet(&Fonts::default()), (String::new(), String::new()));
    }
}
