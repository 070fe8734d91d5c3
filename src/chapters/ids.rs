//! Ids: unique within one article, valid in XML and in addresses.

use std::collections::HashSet;

/// The ids an article has used.
#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    /// The source's own id where it is plain ASCII and free, otherwise one of ours.
    pub(super) fn own_or(&mut self, wanted: &str, prefix: &str) -> String {
        let plain = wanted.starts_with(|c: char| c.is_ascii_alphabetic())
            && wanted.len() <= 100
            && wanted.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if plain && self.0.insert(wanted.to_owned()) { wanted.to_owned() } else { self.numbered(prefix) }
    }

    /// `prefix-1`, `prefix-2`, … whichever is free next.
    pub(super) fn numbered(&mut self, prefix: &str) -> String {
        // Most of the time the first guess is free: as many are used as were given.
        let mut number = 1 + self.0.len();
        loop {
            let id = format!("{prefix}-{number}");
            if self.0.insert(id.clone()) {
                return id;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_given_twice() {
        let mut ids = Ids::default();
        assert_eq!(ids.own_or("intro", "x"), "intro");
        assert_eq!(ids.own_or("intro", "x"), "x-2");
        assert_eq!(ids.own_or("عنوان", "x"), "x-3");
        assert_eq!(ids.own_or("x-5", "x"), "x-5");
        assert_eq!(ids.numbered("x"), "x-6");
        assert_eq!(ids.own_or("1a", "x"), "x-7");
    }
}
