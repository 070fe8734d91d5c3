//! One answer of a server: its body within the limits, and what each failure means.

use std::io::{self, Read};
use std::time::Duration;

use ureq::http::Response;
use ureq::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use ureq::{Body, Error, Timeout};
use url::Url;

use super::names::Refused;
use super::{FetchError, Fetched};

/// A failed attempt.
pub(super) struct Failed {
    pub(super) error: FetchError,
    /// Whether another attempt may do better.
    pub(super) again: bool,
    /// The wait that the server asked for.
    pub(super) wait: Option<Duration>,
}

impl From<FetchError> for Failed {
    fn from(error: FetchError) -> Self {
        Self { error, again: false, wait: None }
    }
}

/// Reads the body of a successful answer; `text` says that nothing else is wanted.
pub(super) fn read(url: &Url, response: Response<Body>, most_bytes: u64, text: bool) -> Result<Fetched, Failed> {
    let header = |name| response.headers().get(name)?.to_str().ok().map(str::trim);
    let boxed = || Box::new(url.clone());
    let (media_type, charset) = header(CONTENT_TYPE).map_or((None, None), media_type);
    if let Some(media_type) =
        media_type.as_deref().filter(|media_type| text && !may_be_text(media_type) && !is_book(url, media_type))
    {
        return Err(FetchError::WrongType { url: boxed(), media_type: media_type.to_owned() }.into());
    }
    // What is compressed in the one way we asked for has lost this header on the way to here.
    let compression =
        header(CONTENT_ENCODING).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity"));
    if let Some(name) = compression {
        let message = format!("`{name}` is not known");
        return Err(FetchError::Compression { url: boxed(), message }.into());
    }
    let too_large = || Failed::from(FetchError::TooLarge { url: boxed(), limit: most_bytes });
    let announced = header(CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| length > most_bytes) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let body = response.into_body().into_reader();
    let read = body.take(most_bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| failure(url, Error::from(error), true))?;
    if bytes.len() as u64 > most_bytes {
        return Err(too_large());
    }
    Ok(Fetched { url: url.clone(), bytes, media_type, charset })
}

/// The type of `text/html; charset="utf-8"` in lower case, and its charset.
fn media_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media_type = parts.next().map(|part| part.trim().to_ascii_lowercase()).filter(|part| part.contains('/'));
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media_type, charset)
}

/// Whether it is a book by its type, or by its name where the type is that of any archive.
fn is_book(url: &Url, media_type: &str) -> bool {
    let named = || url.path().to_ascii_lowercase().ends_with(".epub");
    match media_type {
        "application/epub+zip" => true,
        "application/zip" | "application/x-zip-compressed" | "application/epub" | "application/x-epub" => named(),
        _ => false,
    }
}

/// Whether what a server calls by this name may be an article or a feed.
fn may_be_text(media_type: &str) -> bool {
    let (kind, name) = media_type.split_once('/').unwrap_or((media_type, ""));
    let structured = name.ends_with("+xml") || name.ends_with("+json");
    match kind {
        "image" | "audio" | "video" | "font" | "model" => false,
        "application" => {
            let no_text = ["pdf", "zip", "epub+zip", "gzip", "x-gzip", "msword", "rtf", "javascript", "wasm"];
            let package = name.starts_with("vnd.") || name.starts_with("x-7z") || name.starts_with("x-rar");
            structured || !(package || no_text.contains(&name))
        }
        _ => true,
    }
}

/// What a failure of the network means; `in_body` says that the answer had begun.
pub(super) fn failure(url: &Url, error: Error, in_body: bool) -> Failed {
    let url = || Box::new(url.clone());
    let protocol = |message: String| FetchError::Protocol { url: url(), message };
    let again = |error| Failed { error, again: true, wait: None };
    match error {
        Error::Other(cause) => match cause.downcast::<Refused>().map(|refused| *refused) {
            Ok(Refused::Unknown(message)) => FetchError::Unresolved { url: url(), message }.into(),
            Ok(Refused::Closed(address, network)) => FetchError::Forbidden { url: url(), address, network }.into(),
            Err(cause) => protocol(cause.to_string()).into(),
        },
        Error::Timeout(reason) => FetchError::TooSlow { url: url(), phase: phase(reason, in_body) }.into(),
        Error::Tls(message) => FetchError::Tls { url: url(), message: message.to_owned() }.into(),
        Error::Rustls(error) => FetchError::Tls { url: url(), message: error.to_string() }.into(),
        Error::Decompress(_, error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            again(FetchError::Truncated { url: url() })
        }
        Error::Decompress(_, error) => FetchError::Compression { url: url(), message: error.to_string() }.into(),
        Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            FetchError::TooSlow { url: url(), phase: "to connect" }.into()
        }
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData && url().scheme() == "https" => {
            FetchError::Tls { url: url(), message: error.to_string() }.into()
        }
        Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof && in_body => {
            again(FetchError::Truncated { url: url() })
        }
        Error::Io(source) => {
            use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
            let broken = matches!(source.kind(), ConnectionReset | ConnectionAborted | BrokenPipe | UnexpectedEof);
            Failed { error: FetchError::Unreachable { url: url(), source }, again: broken, wait: None }
        }
        error => protocol(error.to_string()).into(),
    }
}

fn phase(reason: Timeout, in_body: bool) -> &'static str {
    match reason {
        Timeout::Resolve => "to find the server",
        Timeout::Connect => "to connect",
        _ if in_body => "to come",
        _ => "to answer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_lose_their_parameters() {
        let rows = [
            ("text/html; charset=UTF-8", Some("text/html"), Some("UTF-8")),
            ("Text/HTML;a=b; Charset = \"windows-1256\"", Some("text/html"), Some("windows-1256")),
            ("text/plain;charset=", Some("text/plain"), None),
            ("html", None, None),
            ("", None, None),
        ];
        for (value, kind, charset) in rows {
            let (found, encoding) = media_type(value);
            assert_eq!((found.as_deref(), encoding.as_deref()), (kind, charset), "{value}");
        }
    }

    #[test]
    fn pictures_and_archives_are_no_text() {
        for kind in
            ["text/html", "application/rss+xml", "application/vnd.api+json", "application/octet-stream", "text/x"]
        {
            assert!(may_be_text(kind), "{kind}");
        }
        for kind in ["image/svg+xml", "application/pdf", "application/epub+zip", "application/vnd.ms-word", "video/mp4"]
        {
            assert!(!may_be_text(kind), "{kind}");
        }
    }
}
