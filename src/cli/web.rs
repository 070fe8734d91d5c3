//! Addresses on the command line, and what may be fetched.

use std::path::Path;
use std::time::Duration;

use url::Url;
use warraq::Publication;
use warraq::fetch::{Fetcher, Limits};

use super::arguments::{Feeds, Web};
use super::message::Failure;

/// The address an input is, where it begins as one does.
pub(super) fn address(input: &Path) -> Result<Option<Url>, Failure> {
    let Some(text) = input.to_str() else { return Ok(None) };
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    if !matches!(scheme.as_deref(), Some("http" | "https")) {
        return Ok(None);
    }
    match Url::parse(text) {
        Ok(url) => Ok(Some(url)),
        Err(error) => Err(Failure::usage(format!("{text}: it is not an address: {error}"))),
    }
}

/// Gives a publication a fetcher, unless nothing is to be fetched.
pub(super) fn reach(publication: Publication, web: &Web) -> Publication {
    if web.offline {
        return publication;
    }
    publication.fetcher(Fetcher::new(limits(web)))
}

fn limits(web: &Web) -> Limits {
    let mut limits = Limits::default();
    limits.private_network = web.allow_private_network;
    if let Some(seconds) = web.timeout {
        limits.total_time = Duration::from_secs(seconds);
        limits.connect_time = limits.connect_time.min(limits.total_time);
    }
    limits
}

/// Says which entries of feeds are wanted.
pub(super) fn of_feeds(mut publication: Publication, feeds: &Feeds) -> Publication {
    if let Some(since) = &feeds.since {
        publication = publication.since(since.clone());
    }
    if let Some(limit) = feeds.limit {
        publication = publication.limit(limit as usize);
    }
    publication.follow(feeds.follow)
}
