//! Beyond the files: what step 1 may fetch, and what of it is wanted.

use url::Url;

use super::input::Content;
use super::{Reading, Source, SourceError};
use crate::publication::{Date, Metadata};
#[cfg(feature = "fetch")]
use crate::{fetch::Fetcher, publication::Base, source::Format, source::MAX_FILE_BYTES};

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
        let page = self.reach.page(address)?;
        self.fetched(page, given)
    }

    /// A page becomes a source: its format by the media type, or by the text where that says nothing.
    #[cfg(feature = "fetch")]
    pub(super) fn fetched(&mut self, page: Page, given: Metadata) -> Result<Source, SourceError> {
        let Page { address, content, media_type } = page;
        let format = match media_type.as_deref() {
            Some("text/html" | "application/xhtml+xml") => Some(Format::Html),
            Some("text/markdown" | "text/x-markdown") => Some(Format::Markdown),
            // Servers call so whatever they do not know: the name and the text know more.
            _ => Format::of_path(std::path::Path::new(address.path())).filter(|format| *format != Format::Text),
        };
        let source = self.text(address.to_string(), content, format, given)?;
        Ok(Source { base: Base::Web(address), ..source })
    }

    #[cfg(not(feature = "fetch"))]
    pub(super) fn fetched(&mut self, page: Page, _: Metadata) -> Result<Source, SourceError> {
        let _ = (page.content, page.media_type);
        Err(not_fetched(&page.address))
    }
}
