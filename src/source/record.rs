//! An article as a feed or a line of JSON hands it over: fields, of which any may be absent.

use url::Url;

use super::{Format, Input};
use crate::publication::Metadata;

/// An article with what is known about it, before anything was read in it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// Its text; absent, it stands at its address (`metadata.source`).
    pub body: Option<String>,
    /// What the text is written in; told from the text where that is not said.
    pub format: Option<Format>,
    /// Whether the text may be no more than the beginning of what stands at its address.
    pub excerpt: bool,
    /// Where its relative addresses lead, if not beside its own address (`xml:base`).
    pub base: Option<Url>,
    /// The section of the collection it belongs to.
    pub section: Option<String>,
    /// What tells it from the others of its collection (`id`, `guid`), where the collection says it.
    pub guid: Option<String>,
    /// What the collection calls it by, for messages: `feed.xml#3`, `articles.jsonl:17`.
    pub name: String,
    /// Title, authors, date, language, subjects, and its address as `source`, the picture that stands for it.
    pub metadata: Metadata,
}

impl Record {
    /// A record without fields.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Whether there is a text: its own, or one at an address.
    pub(super) fn has_text(&self) -> bool {
        self.body.is_some() || self.metadata.source_url().is_some()
    }

    /// The record as an input, where it has a text.
    pub fn into_input(self) -> Option<Input> {
        let base = self.base.or_else(|| self.metadata.source_url());
        let mut input = Input::recorded(&self.name, self.body?, self.format).with_metadata(self.metadata);
        (input.section, input.address) = (self.section, base);
        input.origin.guid = self.guid;
        Some(input)
    }

    /// The record as an input: its text, or the address it stands at.
    /// `follow` asks for the page also where the record has the whole text.
    pub(super) fn into_any(self, follow: bool) -> Input {
        let (section, guid) = (self.section.clone(), self.guid.clone());
        let mut input = match self.metadata.source_url() {
            Some(address) if self.body.is_none() || self.excerpt || follow => {
                let mut input = Input::address(address);
                input.origin.entry = Some(Box::new(self));
                input
            }
            _ => return self.into_input().unwrap_or_else(|| Input::text("")),
        };
        (input.section, input.origin.guid) = (section, guid);
        input
    }
}
