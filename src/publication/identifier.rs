//! The identity of a publication: the same for every build of the same article (EPUB 3.3, `dc:identifier`).

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::Serialize;
use uuid::Uuid;

use super::{Date, Metadata};

/// The unique identifier of a publication.
///
/// Two are the same when their words are; a `urn:uuid:` in capitals is the one in small letters.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Identifier(String);

/// The name space of identifiers made from title, author and date: UUIDv5 of `https://warraq.example/id` in the
/// name space of addresses. Never change it: every book's identity hangs on it.
const NAMESPACE: Uuid = Uuid::from_u128(0x6a0c_2ee3_191e_5a72_9a97_1868_7e93_5bff);

/// How many characters a UUID with its hyphens has.
const HYPHENATED: usize = uuid::fmt::Hyphenated::LENGTH;

impl Identifier {
    /// The publisher's own words, if they are not empty. A bare UUID becomes a `urn:uuid:`; one that is written out stands as
    /// it is, capitals among it.
    pub fn given(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_urn_of_uuid(text) {
            return Some(Self(text.to_owned()));
        }
        match Uuid::try_parse(text.strip_prefix("urn:uuid:").unwrap_or(text)) {
            Ok(uuid) => Some(Self(uuid.urn().to_string())),
            Err(_) => (!text.is_empty()).then(|| Self(text.to_owned())),
        }
    }

    /// Whether an `id` of foreign data is one that nobody else uses: a UUID, a `urn:`, a `tag:`, an address.
    pub(crate) fn is_global(text: &str) -> bool {
        let is_address = |url: url::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        text.starts_with("urn:")
            || text.starts_with("tag:")
            || Uuid::try_parse(text).is_ok()
            || url::Url::parse(text).is_ok_and(is_address)
    }

    /// From the canonical address of the article.
    pub fn of_source(url: &url::Url) -> Self {
        let mut canonical = url.clone();
        canonical.set_fragment(None);
        Self(Uuid::new_v5(&Uuid::NAMESPACE_URL, canonical.as_str().as_bytes()).urn().to_string())
    }

    /// From the address of what is issued again and again, and the date of one issue.
    pub fn of_issue(url: &url::Url, date: &Date) -> Self {
        let name = format!("{}\u{1E}{date}", Self::of_source(url));
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string())
    }

    /// From title, first author and date of issue, or else the place in the series.
    pub fn of_work(title: &str, metadata: &Metadata) -> Self {
        let author = metadata.creators.first().map_or("", |creator| creator.name.as_str());
        let date = metadata.date.as_ref().map(|date| date.as_str().to_owned());
        let place = || {
            let series = metadata.series.as_ref()?;
            Some(format!("{}\u{1F}{}", series.name, series.position.as_deref().unwrap_or_default()))
        };
        let when = date.or_else(place).unwrap_or_default();
        let name = format!("{title}\u{1E}{author}\u{1E}{when}");
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string())
    }

    /// Another identifier that follows from this one: what the `number`-th publication of a run gets that would
    /// otherwise have the same.
    #[must_use]
    pub fn twin(&self, number: u32) -> Self {
        let name = format!("{self}\u{1E}{number}");
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()).urn().to_string())
    }

    /// The identifier as it stands in `dc:identifier` and in the NCX.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text is a UUID as RFC 9562 writes it as a URN.
fn is_urn_of_uuid(text: &str) -> bool {
    let uuid = text.strip_prefix("urn:uuid:");
    uuid.is_some_and(|uuid| uuid.len() == HYPHENATED && Uuid::try_parse(uuid).is_ok())
}

impl Identifier {
    /// What it is compared by: one UUID is the same in capitals.
    pub(crate) fn compared(&self) -> Cow<'_, str> {
        match is_urn_of_uuid(&self.0) {
            true => Cow::Owned(self.0.to_ascii_lowercase()),
            false => Cow::Borrowed(&self.0),
        }
    }
}

impl PartialEq for Identifier {
    fn eq(&self, other: &Self) -> bool {
        self.compared() == other.compared()
    }
}

impl Eq for Identifier {}

impl Hash for Identifier {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.compared().hash(state);
    }
}

impl PartialOrd for Identifier {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Identifier {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compared().cmp(&other.compared())
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::{Contributor, Role};

    #[test]
    fn identity_follows_from_the_work_alone() {
        let mut metadata = Metadata::default();
        let bare = Identifier::of_work("عنوان", &metadata);
        assert_eq!(bare, Identifier::of_work("عنوان", &metadata));
        metadata.creators.push(Contributor::new("كاتب", Role::Author));
        assert_ne!(bare, Identifier::of_work("عنوان", &metadata));
        assert_ne!(bare, bare.twin(2));
    }

    #[test]
    fn a_uuid_becomes_a_urn() {
        let urn = "urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46";
        assert_eq!(Identifier::given("6A4F4D0E-9B1C-5C7E-8F2D-3B7A51E09C46").unwrap().as_str(), urn);
        assert_eq!(Identifier::given(" ISBN 1 ").unwrap().as_str(), "ISBN 1");
        assert!(Identifier::given(" ").is_none());
        let capitals = "urn:uuid:6A4F4D0E-9B1C-5C7E-8F2D-3B7A51E09C46";
        assert_eq!(Identifier::given(capitals).unwrap().as_str(), capitals);
        assert_eq!(Identifier::given(capitals), Identifier::given(urn));
        assert_ne!(Identifier::given("isbn:X"), Identifier::given("ISBN:x"));
    }
}
