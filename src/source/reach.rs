//! Beyond the files: what step 1 may fetch, and what of it is wanted.

use url::Url;

use super::input::{Content, InputKind};
use super::{Format, Input, Reading, Record, Source, SourceError};
use crate::publication::{Base, Code, Date, Metadata, Place};
#[cfg(feature = "fetch")]
use crate::{fetch::Fetcher, source::MAX_FILE_BYTES};

/// What may be fetched, and what is wanted of feeds. By default nothing is fetched and everything is wanted.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Reach {
    /// Who reads addresses.
    #[cfg(feature = "fetch")]
    pub fetcher: Option<Fetcher>,
    /// Entries of feeds that were issued before this date are left out; those without a date stay.
    pub since: Option<Date>,
    /// The newest entries of each feed, so many.
    pub limit: Option<usize>,
    /// Whether the page of every entry is read, also where the feed seems to hold the whole text.
    pub follow: bool,
}

/// What stood at an address, not decoded yet.
pub(super) struct Page {
    pub(super) address: Url,
    pub(super) content: Content,
    pub(super) media_type: Option<String>,
}

impl Reach {
    /// Whether anything is fetched.
    #[cfg(feature = "batch")]
    pub(crate) fn fetches(&self) -> bool {
        #[cfg(feature = "fetch")]
        return self.fetcher.is_some();
        #[cfg(not(feature = "fetch"))]
        false
    }

    /// What may be fetched, in words that are others where a book may be another.
    #[cfg(feature = "batch")]
    pub(crate) fn described(&self) -> String {
        #[cfg(feature = "fetch")]
        let permitted = self
            .fetcher
            .as_ref()
            .map(Fetcher::limits)
            .map(|limits| (limits.private_network, &limits.private_addresses, limits.bytes, limits.redirects));
        #[cfg(not(feature = "fetch"))]
        let permitted = None::<()>;
        format!("{permitted:?}")
    }

    /// The same, with a count of requests of its own.
    #[cfg(feature = "batch")]
    pub(crate) fn counting_anew(mut self) -> Self {
        #[cfg(feature = "fetch")]
        if let Some(fetcher) = &mut self.fetcher {
            *fetcher = fetcher.counting_anew();
        }
        self
    }

    /// Reads an address, if there is somebody who does.
    #[cfg(feature = "fetch")]
    pub(super) fn page(&self, address: &Url) -> Result<Page, SourceError> {
        let Some(fetcher) = &self.fetcher else { return Err(not_fetched(address)) };
        let fetched = fetcher.get_text(address, MAX_FILE_BYTES)?;
        let content = Content::Fetched(fetched.bytes, fetched.charset);
        Ok(Page { address: fetched.url, content, media_type: fetched.media_type })
    }

    #[cfg(not(feature = "fetch"))]
    pub(super) fn page(&self, address: &Url) -> Result<Page, SourceError> {
        Err(not_fetched(address))
    }
}

fn not_fetched(address: &Url) -> SourceError {
    SourceError::NotFetched { address: address.to_string() }
}

impl Reading<'_> {
    /// Reads the article at an address; `given` is what is known about it already.
    pub(super) fn page(&mut self, address: &Url, given: Metadata) -> Result<Source, SourceError> {
        let page = self.reach.page(address)?.into_input();
        let InputKind::Text { name, content, format, .. } = page.kind else { return Err(not_fetched(address)) };
        let source = self.text(name, content, format, given)?;
        Ok(Source { base: page.address.map_or(Base::Nowhere, Base::Web), ..source })
    }

    /// Reads an article at its address, where a feed may have some of it already: what the feed has stands in for a page that
    /// cannot be had.
    pub(super) fn at_address(&mut self, address: &Url, entry: Option<Box<Record>>) -> Result<Source, SourceError> {
        let Some(record) = entry else { return self.page(address, Metadata::default()) };
        let error = match self.page(address, record.metadata.clone()) {
            Ok(source) => return Ok(source),
            Err(error) => error,
        };
        let Record { body: Some(body), name, format, metadata, .. } = *record else { return Err(error) };
        let message = format!("what the feed has of it stands in the place of its page: {error}");
        self.findings.note(Code::ExcerptKept, Place::new(&name.as_str().into(), 0), message);
        let source = self.text(name, Content::Recorded(body), format, metadata)?;
        Ok(Source { base: Base::Web(address.clone()), ..source })
    }
}

impl Page {
    /// The page as a text with an address: its format by the media type, or by the text where that says nothing.
    pub(super) fn into_input(self) -> Input {
        let Self { address, content, media_type } = self;
        let format = match media_type.as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some(Format::Html),
            Some("text/markdown" | "text/x-markdown") => Some(Format::Markdown),
            // Servers call so whatever they do not know: the name and the text know more.
            _ => Format::of_path(std::path::Path::new(address.path())).filter(|format| *format != Format::Text),
        };
        let kind = InputKind::Text { name: address.to_string(), content, format, metadata: Box::default() };
        Input::from(kind).at_address(address)
    }
}
