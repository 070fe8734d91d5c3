//! Shares of a batch, for several machines that do not talk to each other.

use std::fmt;
use std::str::FromStr;

/// Share K of N: every N-th article, beginning with the K-th. All shares together are all articles, each in one share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Default for Shard {
    /// The only share.
    fn default() -> Self {
        Self { number: 1, of: 1 }
    }
}

impl Shard {
    /// Share `number` of `of`, both counted from 1.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Whether it is all there is.
    pub fn is_whole(self) -> bool {
        self.of == 1
    }

    /// The name of its manifest: shares may use one folder.
    pub fn manifest(self) -> String {
        format!("manifest{}.jsonl", self.suffix())
    }

    /// How many of all articles belong to it.
    pub fn size(self, all: u64) -> u64 {
        let (number, of) = (u64::from(self.number), u64::from(self.of));
        (all + of - number) / of
    }

    /// Whether the article at this place of all inputs, counted from 1, belongs to it.
    pub(super) fn has(self, position: u64) -> bool {
        position % u64::from(self.of) == u64::from(self.number) % u64::from(self.of)
    }

    /// What its own files have before their ends, so that shares may use one folder.
    pub(super) fn suffix(self) -> String {
        if self.is_whole() { String::new() } else { format!("-{}-of-{}", self.number, self.of) }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// The text names no share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no share: write K/N, such as 1/4, with K from 1 to N")]
pub struct UnknownShard(String);

impl FromStr for Shard {
    type Err = UnknownShard;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.trim().split_once('/');
        let numbers = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        numbers.and_then(|(number, of)| Self::new(number, of)).ok_or_else(|| UnknownShard(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_all_and_each_once() {
        for of in 1..8 {
            let shards = (1..=of).map(|number| Shard::new(number, of).unwrap()).collect::<Vec<_>>();
            for position in 1..100 {
                assert_eq!(shards.iter().filter(|shard| shard.has(position)).count(), 1);
            }
        }
        assert_eq!("2/3".parse::<Shard>().unwrap().to_string(), "2/3");
        for wrong in ["", "0/3", "4/3", "1", "1/0", "a/b", "1/2/3", "-1/3"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
