//! Feeds: RSS, Atom and JSON Feed → what the feed is called, and a [`Record`] for each entry.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use feed_rs::model::{Entry, Link, MediaObject, Person, Text};
use url::Url;

use super::feed_dates::read_date;
use super::plain::{holds_markup, html_of_text, words_of_html};
use super::{Format, Record, SourceError};
use crate::publication::{Contributor, Date, Language, Metadata, Role, has_words, one_line};

/// A text with fewer words than this that its feed does not call the whole may be no more than the beginning.
const WHOLE_WORDS: usize = 200;

/// What a feed says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Feed {
    /// What it is called.
    pub(crate) title: Option<String>,
    /// What it is about.
    pub(crate) description: Option<String>,
    /// The address of the site it belongs to.
    pub(crate) site: Option<Url>,
    /// Its entries in reading order: the oldest first, where all are dated; else as the feed has them.
    pub(crate) records: Vec<Record>,
}

/// Whether a text is a feed, by what it begins with and never by its name.
pub(crate) fn is_feed(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.starts_with('{') {
        return text.contains("https://jsonfeed.org/version/1");
    }
    let mut rest = text;
    // The prolog: declarations, instructions and comments before the first element.
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<').and_then(|rest| rest.split('>').next()) else { return false };
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    match name.rsplit(':').next().unwrap_or_default() {
        "rss" => true,
        "feed" => tag.contains("http://www.w3.org/2005/Atom") || tag.contains("http://purl.org/atom/"),
        "RDF" => tag.contains("http://purl.org/rss/"),
        _ => false,
    }
}

/// Reads the text of a feed; `name` is what messages call it, and `base` is where its relative addresses lead.
///
/// # Errors
/// A text that is no feed.
pub(crate) fn read_feed_text(text: &str, name: &str, base: Option<&Url>) -> Result<Feed, SourceError> {
    let wrong = |message: String| SourceError::Feed { file: name.to_owned(), message };
    let dates = Dates::default();
    let told = dates.clone();
    let parser = feed_rs::parser::Builder::new()
        .base_uri(base.map(Url::as_str))
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| told.read(text)?.parse().ok())
        .build();
    let text = without_declaration(text);
    // Its author's mistakes are not to end the work on other inputs.
    let read = catch_unwind(AssertUnwindSafe(|| parser.parse(with_parted_addresses(text).as_bytes())));
    let feed = read.map_err(|_| wrong("the reader of feeds gave up".to_owned()))?;
    let feed = feed.map_err(|error| wrong(error.to_string()))?;

    let language = feed.language.as_deref().and_then(|tag| tag.parse::<Language>().ok());
    let title = feed.title.as_ref().and_then(words_of);
    let images = if text.starts_with('{') { json_images(text) } else { Vec::new() };
    let mut records = Vec::with_capacity(feed.entries.len());
    for (at, entry) in feed.entries.into_iter().enumerate() {
        let mut record = record_of(entry, format!("{name}#{}", at + 1), base, &dates);
        let metadata = &mut record.metadata;
        if metadata.creators.is_empty() {
            metadata.creators = people(&feed.authors);
        }
        metadata.language = metadata.language.take().or_else(|| language.clone());
        metadata.publisher.clone_from(&title);
        metadata.lead_image = metadata.lead_image.take().or_else(|| images.get(at).cloned().flatten());
        records.push(record);
    }
    Ok(Feed {
        description: feed.description.as_ref().and_then(words_of),
        site: main_link(&feed.links).and_then(|link| absolute(link, base)),
        records: in_reading_order(records),
        title,
    })
}

/// Feeds begin with what is newest, books with what came first. An entry without a date is as old as the one before it, or else
/// the one after; where none has a date, all are left where they stand.
fn in_reading_order(records: Vec<Record>) -> Vec<Record> {
    let moment = |record: &Record| Some(read_date(record.metadata.date.as_ref()?.as_str())?.1);
    let told = records.iter().map(moment).collect::<Vec<_>>();
    let Some(first) = told.iter().flatten().next().copied() else { return records };
    let moments = told.into_iter().scan(first, |last, told| {
        *last = told.unwrap_or(*last);
        Some(*last)
    });
    // Of entries of one moment, the feed has the newest first.
    let mut dated = moments.zip(records).collect::<Vec<_>>();
    dated.reverse();
    dated.sort_by_key(|(moment, _)| *moment);
    dated.into_iter().map(|(_, record)| record).collect()
}

/// The text was decoded, so that what the declaration says about its bytes is no longer true.
fn without_declaration(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    }
}

/// An author's mail address that touches a letter or sign which is not ASCII gets a space: the reader of feeds cuts names
/// beside addresses by bytes, and stops where a character has several.
fn with_parted_addresses(text: &str) -> Cow<'_, str> {
    const NEAR: usize = 512;
    let of_address = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = bytes[..at].iter().rev().take(NEAR).take_while(|b| of_address(**b)).count();
        let after = bytes[at + 1..].iter().take(NEAR).take_while(|b| of_address(**b)).count();
        let (start, end) = (at - before, at + 1 + after);
        let touches = [start.checked_sub(1), Some(end)].map(|at| at.and_then(|at| bytes.get(at)));
        if touches.into_iter().flatten().all(u8::is_ascii) {
            continue;
        }
        let near = String::from_utf8_lossy(&bytes[start.saturating_sub(NEAR)..start]);
        let tag = near.rsplit('<').find(|tag| !tag.starts_with('!')).unwrap_or_default();
        let element = tag.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap_or_default();
        let json = near.rsplit('{').next().is_some_and(|fields| fields.contains("\"name\""));
        let person = ["author", "creator", "managingEditor", "webMaster", "name"];
        if json || person.contains(&element.rsplit(':').next().unwrap_or_default()) {
            places.extend([start, end]);
        }
    }
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    // Addresses that touch share a place.
    places.sort_unstable();
    places.dedup();
    let mut parted = String::with_capacity(text.len() + places.len());
    let mut from = 0;
    for place in places {
        parted.push_str(&text[from..place]);
        parted.push(' ');
        from = place;
    }
    parted.push_str(&text[from..]);
    Cow::Owned(parted)
}

/// The dates as they were written: the reader of feeds keeps only the moment, and a date's day is that of its place.
#[derive(Clone, Default)]
struct Dates(Arc<Mutex<HashMap<i64, Date>>>);

impl Dates {
    fn read(&self, text: &str) -> Option<String> {
        let (date, moment) = read_date(text)?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(moment.as_second()).or_insert(date);
        Some(moment.to_string())
    }

    fn of(&self, second: i64) -> Option<Date> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&second).cloned()
    }
}

fn record_of(entry: Entry, name: String, base: Option<&Url>, dates: &Dates) -> Record {
    let own_base = entry.base.as_deref().and_then(|own| absolute(own, base));
    let base = own_base.clone().or_else(|| base.cloned());
    let date = |moment: i64| dates.of(moment);
    let published = entry.published.and_then(|moment| date(moment.timestamp()));
    let updated = entry.updated.and_then(|moment| date(moment.timestamp()));
    let modified = updated.as_ref().filter(|updated| Some(*updated) != published.as_ref());
    let (body, excerpt, description) = texts_of(&entry);
    let lead_image = image(&entry.media, &entry.links).and_then(|address| absolute(&address, base.as_ref()));
    let guid = Some(entry.id.trim().to_owned()).filter(|guid| !guid.is_empty());
    // An identifier that is an address is that of the page, unless a link says otherwise.
    let page = main_link(&entry.links).and_then(|link| absolute(link, base.as_ref()));
    let page = page.or_else(|| absolute(guid.as_deref()?, None));
    let metadata = Metadata {
        title: entry.title.as_ref().and_then(words_of),
        creators: people(&entry.authors),
        language: entry.language.as_deref().and_then(|tag| tag.parse().ok()),
        source: page.map(String::from),
        rights: entry.rights.as_ref().and_then(words_of),
        description,
        subjects: subjects(&entry),
        modified: modified.and_then(|updated| updated.as_str().parse().ok()),
        date: published.or(updated),
        lead_image: lead_image.map(String::from),
        ..Metadata::default()
    };
    Record { body, format: Some(Format::Html), name, metadata, excerpt, guid, base: own_base, ..Record::default() }
}

/// The text, whether it may be no more than the beginning, and the summary where the text is another.
fn texts_of(entry: &Entry) -> (Option<String>, bool, Option<String>) {
    let summary = entry.summary.as_ref().map(html_of).filter(|html| has_words(&words_of_html(html)));
    let content = entry.content.as_ref().and_then(|content| {
        let body = content.body.as_deref()?;
        let kind = content.content_type.as_str();
        let html = if kind.starts_with("text/plain") { html_of_text(body) } else { body.to_owned() };
        has_words(&words_of_html(&html)).then_some(html)
    });
    match (content, summary) {
        (Some(content), summary) => {
            let cut = is_cut(&words_of_html(&content));
            let description = summary.map(|html| line_of(&words_of_html(&html)));
            (Some(content), cut, description.filter(|line| line.split_whitespace().count() < WHOLE_WORDS))
        }
        (None, Some(summary)) => {
            let words = words_of_html(&summary);
            let excerpt = is_cut(&words) || words.split_whitespace().count() < WHOLE_WORDS;
            (Some(summary), excerpt, None)
        }
        (None, None) => (None, true, None),
    }
}

/// Whether a text ends in a sign that it goes on elsewhere.
fn is_cut(words: &str) -> bool {
    let end = words.trim_end();
    let end = end.strip_suffix([']', ')']).unwrap_or(end).trim_end();
    end.ends_with('…') || end.ends_with("...")
}

fn html_of(text: &Text) -> String {
    let plain = text.content_type.as_str().starts_with("text/plain") && !holds_markup(&text.content);
    if plain { html_of_text(&text.content) } else { text.content.clone() }
}

fn words_of(text: &Text) -> Option<String> {
    let plain = text.content_type.as_str().starts_with("text/plain") && !holds_markup(&text.content);
    let line = if plain { line_of(&text.content) } else { line_of(&words_of_html(&text.content)) };
    has_words(&line).then_some(line)
}

/// What a line cannot hold goes; it is reported where it is asked again, in `Metadata::tidy`.
fn line_of(text: &str) -> String {
    one_line(text, |_| ())
}

fn people(people: &[Person]) -> Vec<Contributor> {
    let mut authors = Vec::new();
    for person in people {
        // An address is nobody's name.
        let name = person.name.as_deref().map(words_of_html).map(|name| line_of(&name));
        if let Some(name) = name.filter(|name| has_words(name) && !name.contains('@') && !name.contains("://")) {
            let author = Contributor::new(name, Role::Author);
            if !authors.contains(&author) {
                authors.push(author);
            }
        }
    }
    authors
}

fn subjects(entry: &Entry) -> Vec<String> {
    let mut subjects = Vec::new();
    let mut seen = HashSet::new();
    for category in &entry.categories {
        let name = line_of(&words_of_html(category.label.as_deref().unwrap_or(&category.term)));
        if has_words(&name) && !name.contains("://") && seen.insert(name.clone()) {
            subjects.push(name);
        }
    }
    subjects
}

/// The address of the page: an `alternate` one before one without a relation; never the feed itself, or an enclosure.
fn main_link(links: &[Link]) -> Option<&str> {
    let pages = || links.iter().filter(|link| link.target.is_none() && !link.href.is_empty());
    let page = |link: &&Link| link.media_type.as_deref().is_none_or(|kind| kind.contains("html"));
    let alternate = pages().find(|link| link.rel.as_deref() == Some("alternate") && page(link));
    alternate.or_else(|| pages().find(|link| link.rel.is_none() && page(link))).map(|link| link.href.as_str())
}

fn image(media: &[MediaObject], links: &[Link]) -> Option<String> {
    let is_image = |kind: &str| kind.starts_with("image/");
    let content = media
        .iter()
        .flat_map(|object| &object.content)
        .find(|content| content.content_type.as_ref().is_some_and(|kind| is_image(kind.as_str())));
    let content = content.and_then(|content| content.url.as_ref()).map(|url| url.as_str().to_owned());
    let thumbnail =
        || media.iter().flat_map(|object| &object.thumbnails).map(|picture| picture.image.uri.clone()).next();
    let linked =
        || links.iter().find(|link| link.media_type.as_deref().is_some_and(is_image)).map(|link| link.href.clone());
    content.or_else(thumbnail).or_else(linked)
}

/// The pictures of a JSON Feed, which the reader of feeds does not know, in the order of its items.
fn json_images(text: &str) -> Vec<Option<String>> {
    #[derive(serde::Deserialize)]
    struct Pictures {
        items: Vec<Picture>,
    }
    #[derive(serde::Deserialize)]
    struct Picture {
        image: Option<String>,
        banner_image: Option<String>,
    }
    let pictures = serde_json::from_str::<Pictures>(text).map(|pictures| pictures.items).unwrap_or_default();
    pictures.into_iter().map(|picture| picture.image.or(picture.banner_image)).collect()
}

fn absolute(address: &str, base: Option<&Url>) -> Option<Url> {
    let address = address.trim();
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

#[cfg(test)]
#[path = "feed_tests.rs"]
mod tests;
