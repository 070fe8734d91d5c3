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
