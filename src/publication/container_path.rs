//! Names inside the container (OCF 4.2.2): ASCII only, so that no reader has to normalise them.

use std::fmt;

use serde::Serialize;

/// A path below the package document's folder: lower-case ASCII letters, digits, `-`, `_`, `.` and `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct ContainerPath(String);

/// The path holds something that a container path may not.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{0}` cannot be a path inside a book")]
pub struct ForbiddenPath(String);

impl ContainerPath {
    /// Checks `path`: no empty, `.` or `..` segment, nothing but `[a-z0-9._-]` in a segment.
    pub fn new(path: impl Into<String>) -> Result<Self, ForbiddenPath> {
        let path = path.into();
        let fine = |segment: &str| {
            !segment.is_empty()
                && !segment.ends_with('.')
                && segment.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'))
                && segment != ".."
        };
        if path.split('/').all(fine) { Ok(Self(path)) } else { Err(ForbiddenPath(path)) }
    }

    /// A path made of our own words and numbers.
    pub(crate) fn own(path: impl Into<String>) -> Self {
        let path = path.into();
        debug_assert!(Self::new(path.clone()).is_ok(), "{path}");
        Self(path)
    }

    /// The path from the package document's folder.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The way from the document at `self` to `target`, as an `href` (both below the package document's folder).
    pub fn href_to(&self, target: &Self) -> String {
        // Of both paths only the folders can be shared; what follows the last slash is a file's name.
        let folder = |path: &str| path.rfind('/').map_or(0, |slash| slash + 1);
        let (here, there) = (&self.0[..folder(&self.0)], &target.0[..folder(&target.0)]);
        let shared = here.split_inclusive('/').zip(there.split_inclusive('/')).take_while(|(a, b)| a == b);
        let shared = shared.map(|(a, _)| a.len()).sum::<usize>();
        format!("{}{}", "../".repeat(here[shared..].matches('/').count()), &target.0[shared..])
    }

    /// An XML id made of the path, unique where the paths are (`text/ch001.xhtml` → `text-ch001.xhtml`).
    pub fn to_id(&self) -> String {
        let id = self.0.replace('/', "-");
        if id.starts_with(|c: char| c.is_ascii_lowercase()) { id } else { format!("x{id}") }
    }
}

impl fmt::Display for ContainerPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_paths() {
        for path in ["nav.xhtml", "text/ch001.xhtml", "images/a-b_c.png"] {
            assert!(ContainerPath::new(path).is_ok(), "{path}");
        }
        for path in ["", "/a", "a//b", "../a", "a/..", "a b", "مقال.xhtml", "A.xhtml", "a\\b", "a."] {
            assert!(ContainerPath::new(path).is_err(), "{path}");
        }
    }

    #[test]
    fn hrefs_are_relative() {
        let rows = [
            ("nav.xhtml", "text/ch1.xhtml", "text/ch1.xhtml"),
            ("text/ch1.xhtml", "text/ch2.xhtml", "ch2.xhtml"),
            ("text/ch1.xhtml", "css/rtl.css", "../css/rtl.css"),
            ("text/ch1.xhtml", "nav.xhtml", "../nav.xhtml"),
            ("text/ch1.xhtml", "text/ch1.xhtml", "ch1.xhtml"),
        ];
        for (from, to, href) in rows {
            assert_eq!(ContainerPath::own(from).href_to(&ContainerPath::own(to)), href);
        }
    }
}
