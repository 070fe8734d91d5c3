//! A feed as an input: which of its entries are wanted, and the text of each.

use std::path::Path;
use std::sync::Arc;

use url::Url;

use super::feed::{Feed, is_feed, read_feed_text};
use super::input::{Content, InputKind};
use super::reach::Page;
use super::{Format, Input, OutlineEntry, Reading, Record, Source, SourceError, encoding, read_limited};
use crate::publication::{Base, Code, Date, Metadata, Modified, Place};

/// What an input turned out to be.
pub(super) enum Read {
    /// No feed.
    Other(Input),
    /// A feed: what it is called, and its articles.
    Feed { metadata: Box<Metadata>, entries: Vec<OutlineEntry> },
}

impl Reading<'_> {
    /// Reads an input if it is a feed, told by its content. An address that is none becomes a text, for it has been read.
    pub(super) fn feed(&mut self, input: Input) -> Result<Read, SourceError> {
        let Input { kind, section, address } = input;
        let (name, text, base) = match &kind {
            InputKind::Address(address) => {
                let page = self.reach.page(address)?;
                return self.feed_or_page(page);
            }
            InputKind::Path(path) if path.is_dir() || Format::of_path(path).is_some() => (String::new(), None, None),
            InputKind::Path(path) => {
                let name = path.display().to_string();
                let text = feed_of_file(path, &name);
                (name, text, None)
            }
            InputKind::Text { name, content, format: None, .. } => {
                (name.clone(), feed_text(content, name), address.clone())
            }
            InputKind::Text { .. } => (String::new(), None, None),
        };
        match text {
            Some(text) => self.articles_of(&text, &name, base.as_ref()),
            None => Ok(Read::Other(Input { kind, section, address })),
        }
    }

    fn feed_or_page(&mut self, page: Page) -> Result<Read, SourceError> {
        let name = page.address.to_string();
        if let Some(text) = feed_text(&page.content, &name) {
            return self.articles_of(&text, &name, Some(&page.address));
        }
        let source = self.fetched(page, Metadata::default())?;
        let entries = vec![self.add(source)];
        Ok(Read::Feed { metadata: Box::default(), entries })
    }

    fn articles_of(&mut self, text: &str, name: &str, base: Option<&Url>) -> Result<Read, SourceError> {
        let feed = read_feed_text(text, name, base)?;
        let metadata = Metadata {
            title: feed.title.clone(),
            language: feed.language.clone(),
            description: feed.description.clone(),
            source: feed.site.clone().map(String::from),
            ..Metadata::default()
        };
        let file: Arc<str> = name.into();
        let mut entries = Vec::new();
        for record in self.wanted(feed, &file) {
            let entry = record.name.clone();
            match self.entry(record) {
                Ok(source) => entries.push(self.add(source)),
                Err(error) => {
                    let message = format!("an entry of the feed was left out: {error}");
                    self.findings.note(Code::EntryLeftOut, Place::new(&entry.into(), 0), message);
                }
            }
        }
        if entries.is_empty() {
            return Err(SourceError::Feed { file: name.to_owned(), message: "no entry of it holds a text".to_owned() });
        }
        Ok(Read::Feed { metadata: Box::new(metadata), entries })
    }

    /// The entries that are not too old and not too many; those left out are counted in the report.
    fn wanted(&mut self, feed: Feed, file: &Arc<str>) -> Vec<Record> {
        let mut records = feed.records;
        let all = records.len();
        let dated = records.iter().all(|record| record.metadata.date.is_some());
        if let Some(since) = self.reach.since.as_ref().and_then(moment) {
            records.retain(|record| record.metadata.date.as_ref().and_then(moment).is_none_or(|date| date >= since));
        }
        if let Some(limit) = self.reach.limit.filter(|limit| *limit < records.len()) {
            // The newest stand last where dates told the order, and first where the feed did.
            if dated { _ = records.drain(..records.len() - limit) } else { records.truncate(limit) }
        }
        let left_out = all - records.len();
        if left_out > 0 {
            let message = format!("{left_out} of {all} entries of the feed were left out, as was asked for");
            self.findings.note(Code::EntriesNotWanted, Place::new(file, 0), message);
        }
        records
    }

    /// The text of an entry: from its page where the feed may have only the beginning, else from the feed.
    fn entry(&mut self, record: Record) -> Result<Source, SourceError> {
        let address = record.metadata.source_url();
        let follow = record.excerpt || self.reach.follow;
        if let Some(address) = address.as_ref().filter(|_| follow) {
            match self.page(address, record.metadata.clone()) {
                Ok(source) => return Ok(source),
                Err(error) if record.body.is_none() => return Err(error),
                Err(error) => {
                    let message = format!("what the feed has of it stands in the place of its page: {error}");
                    self.findings.note(Code::ExcerptKept, Place::new(&record.name.as_str().into(), 0), message);
                }
            }
        }
        let Some(body) = record.body else { return Err(SourceError::Empty { file: record.name }) };
        let source = self.text(record.name, Content::Text(body), record.format, record.metadata)?;
        Ok(Source { base: address.map_or(Base::Nowhere, Base::Web), ..source })
    }
}

fn moment(date: &Date) -> Option<Modified> {
    date.as_str().parse().ok()
}

/// The text of a file that is a feed. What cannot be read is left to whoever reads articles, and says why.
fn feed_of_file(path: &Path, name: &str) -> Option<String> {
    feed_text(&Content::Bytes(read_limited(path, name).ok()?), name)
}

fn feed_text(content: &Content, name: &str) -> Option<String> {
    let decoded = match content {
        Content::Text(text) => return is_feed(text).then(|| text.clone()),
        Content::Bytes(bytes) if may_be_feed(bytes) => encoding::decode(bytes.clone(), None, name),
        Content::Fetched(bytes, charset) if may_be_feed(bytes) => {
            encoding::decode_answer(bytes.clone(), None, charset.as_deref(), name)
        }
        _ => return None,
    };
    decoded.ok().map(|decoded| decoded.text).filter(|text| is_feed(text))
}

/// Whether bytes in whatever encoding begin as XML or JSON do, so that they are worth decoding for this.
fn may_be_feed(bytes: &[u8]) -> bool {
    let sign = |b: &&u8| !matches!(**b, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    matches!(bytes.iter().take(256).find(sign), Some(b'<' | b'{'))
}
