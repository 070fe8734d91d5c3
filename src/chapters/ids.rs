//! Ids: unique within one article, valid in XML and in addresses.

use std::collections::{HashMap, HashSet};

/// The ids an article has used.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// The last number tried for each prefix.
    last: HashMap<&'static str, usize>,
}

impl Ids {
    /// The source's own id where it is plain ASCII and free, otherwise one of ours.
    pub(super) fn own_or(&mut self, wanted: &str, prefix: &'static str) -> String {
        let plain = wanted.starts_with(|c: char| c.is_ascii_alphabetic())
            && wanted.len() <= 100
            && wanted.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if plain && self.used.insert(wanted.to_owned()) { wanted.to_owned() } else { self.numbered(prefix) }
    }

    /// `prefix-1`, `prefix-2`, … whichever is free next.
    pub(super) fn numbered(&mut self, prefix: &'static str) -> String {
        let number = self.last.entry(prefix).or_default();
        loop {
            *number += 1;
            let id = format!("{prefix}-{number}");
            if self.used.insert(id.clone()) {
                return id;
            }
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
        assert_eq!(ids.own_or("intro", "x"), "x-1");
        assert_eq!(ids.own_or("عنوان", "x"), "x-2");
        assert_eq!(ids.own_or("x-3", "x"), "x-3");
        assert_eq!(ids.numbered("x"), "x-4");
        assert_eq!(ids.own_or("1a", "x"), "x-5");
    }
}
