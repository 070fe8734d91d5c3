//! What stands at an address on the web, read within limits: pages, feeds, pictures. Beside the steps, as `bidi` is: steps 1 and
//! 4 use it when the caller gives them a [`Fetcher`]; without one nothing is fetched.
//!
//! - `names` is the only way from a name to an address: what is not of the public internet (`network`) is refused there,
//!   for the address asked for and for every one it redirects to.
//! - `manners` keeps the requests to one host few, and says how long to wait before the next attempt.
//! - `answer` reads one answer within the limits (`limits`); every failure is its own [`FetchError`].
//!
//! No proxy is taken from the environment, no cookie is kept, nothing is remembered but open connections.

mod answer;
mod error;
mod limits;
mod manners;
mod names;
mod network;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ureq::http::header::LOCATION;
use ureq::unversioned::transport::DefaultConnector;
use url::Url;

pub use error::FetchError;
pub use limits::Limits;

use answer::{Failed, failure};
use manners::{Hosts, asked_wait, back_off};
use names::{Lookup, Names};

use crate::publication::without_login;

/// Who is asking: the name and version of this crate, and where it is explained.
const USER_AGENT: &str =
    concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// Reads addresses. Cheap to clone; clones share their connections, their limits and their manners towards each host.
#[derive(Debug, Clone)]
pub struct Fetcher {
    limits: Arc<Limits>,
    agent: ureq::Agent,
    hosts: Arc<Hosts>,
    requests: Arc<AtomicU64>,
}

/// What stood at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fetched {
    /// The address it was read from in the end, behind all redirections.
    pub url: Url,
    /// Its bytes, decompressed.
    pub bytes: Vec<u8>,
    /// The media type that the server says it is, in lower case without parameters.
    pub media_type: Option<String>,
    /// The encoding that the server says it is in.
    pub charset: Option<String>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Anything,
    Text,
}

impl Fetcher {
    /// Somebody who reads addresses within the limits.
    pub fn new(limits: Limits) -> Self {
        Self::make(limits, None)
    }

    /// One who asks `lookup` for the addresses of a name (with its port) and not the system. The addresses are held to the
    /// limits all the same.
    pub fn with_lookup(
        limits: Limits,
        lookup: impl Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync + 'static,
    ) -> Self {
        Self::make(limits, Some(Arc::new(lookup)))
    }

    fn make(limits: Limits, lookup: Option<Arc<Lookup>>) -> Self {
        let limits = Arc::new(limits);
        let config = ureq::Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            // They are followed here, where each one is looked at.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(USER_AGENT)
            .timeout_connect(Some(limits.connect_time))
            .timeout_resolve(Some(limits.connect_time))
            .build();
        let names = Names { limits: Arc::clone(&limits), lookup };
        let agent = ureq::Agent::with_parts(config, DefaultConnector::default(), names);
        Self { limits, agent, hosts: Arc::default(), requests: Arc::default() }
    }

    /// One who shares connections, limits and manners with this one, and counts its requests by itself: a run over many articles
    /// gives each of them as many as one may have.
    #[must_use]
    pub fn counting_anew(&self) -> Self {
        Self { requests: Arc::default(), ..self.clone() }
    }

    /// The limits it keeps.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Reads what stands at an address, as far as it has no more than `most_bytes` bytes.
    ///
    /// # Errors
    /// One for each way in which that can fail.
    pub fn get(&self, url: &Url, most_bytes: u64) -> Result<Fetched, FetchError> {
        self.follow(url, most_bytes, Wanted::Anything)
    }

    /// The same for what must be a text: what its server calls a picture, a film, a PDF or an archive is not even read;
    /// a book (EPUB) is.
    ///
    /// # Errors
    /// As [`Fetcher::get`], and [`FetchError::WrongType`].
    pub fn get_text(&self, url: &Url, most_bytes: u64) -> Result<Fetched, FetchError> {
        self.follow(url, most_bytes, Wanted::Text)
    }

    /// From one address to the next, until one answers.
    fn follow(&self, asked: &Url, most_bytes: u64, wanted: Wanted) -> Result<Fetched, FetchError> {
        let mut end = Deadline::after(self.limits.total_time);
        let mut url = without_login(asked);
        let mut seen = Vec::new();
        loop {
            url.set_fragment(None);
            if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
                return Err(FetchError::NotWeb { url: Box::new(url) });
            }
            if seen.contains(&url) {
                return Err(FetchError::RedirectLoop { url: Box::new(without_login(asked)) });
            }
            if seen.len() > self.limits.redirects as usize {
                let limit = self.limits.redirects;
                return Err(FetchError::TooManyRedirects { url: Box::new(without_login(asked)), limit });
            }
            // Nobody is introduced by name to where an address leads on.
            let login = if seen.is_empty() { asked } else { &url };
            match self.attempts(&url, login, most_bytes, wanted, &mut end)? {
                Step::There(fetched) => return Ok(fetched),
                Step::Onward(next) => seen.push(std::mem::replace(&mut url, next)),
            }
        }
    }

    /// One address, asked for as often as its server is busy or the connection breaks.
    /// `login` is the same, with the reader's name and password where it has them.
    fn attempts(
        &self,
        url: &Url,
        login: &Url,
        most_bytes: u64,
        wanted: Wanted,
        end: &mut Deadline,
    ) -> Result<Step, FetchError> {
        // Waiting for others that read from this host is not the host's fault.
        let left = end.left();
        let _turn = self.hosts.turn(url.host_str().unwrap_or_default(), self.limits.per_host);
        *end = Deadline::after(left);
        let mut attempt = 1;
        loop {
            let (error, asked) = match self.attempt(url, login, most_bytes, wanted, *end) {
                Ok(step) => return Ok(step),
                Err(Failed { error, again: false, .. }) => return Err(error),
                Err(Failed { error, wait, .. }) => (error, wait),
            };
            attempt += 1;
            let wait = asked.unwrap_or_else(|| back_off(self.limits.back_off, attempt));
            if attempt > self.limits.attempts || wait > self.limits.longest_wait || wait >= end.left() {
                return Err(error);
            }
            std::thread::sleep(wait);
        }
    }

    fn attempt(&self, url: &Url, login: &Url, most_bytes: u64, wanted: Wanted, end: Deadline) -> Result<Step, Failed> {
        let limit = self.limits.requests;
        if self.requests.fetch_add(1, Ordering::Relaxed) >= limit {
            return Err(FetchError::TooManyRequests { url: Box::new(url.clone()), limit }.into());
        }
        let accept = match wanted {
            Wanted::Anything => "*/*",
            Wanted::Text => "text/html, application/xhtml+xml, text/*;q=0.9, application/*;q=0.8, */*;q=0.1",
        };
        let request = self.agent.get(login.as_str()).header("Accept", accept);
        let request = request.config().timeout_global(Some(end.left().max(Duration::from_millis(1)))).build();
        let response = request.call().map_err(|error| failure(url, error, false))?;
        let status = response.status();
        if status.is_redirection()
            && let Some(location) = response.headers().get(LOCATION)
        {
            return onward(url, location.as_bytes()).map(Step::Onward);
        }
        if !status.is_success() {
            let busy = matches!(status.as_u16(), 429 | 503);
            let (status, reason) = (status.as_u16(), status.canonical_reason());
            let error = FetchError::Status { url: Box::new(url.clone()), status, reason };
            return Err(Failed { error, again: busy, wait: asked_wait(response.headers()) });
        }
        let most_bytes = most_bytes.min(self.limits.bytes);
        answer::read(url, response, most_bytes, wanted == Wanted::Text).map(Step::There)
    }
}

/// What an address gave.
enum Step {
    There(Fetched),
    Onward(Url),
}

/// Where a redirection leads. Servers write addresses there in letters that need `%XX`, in UTF-8.
fn onward(url: &Url, location: &[u8]) -> Result<Url, Failed> {
    let location = String::from_utf8_lossy(location);
    let next = url.join(location.trim()).map_err(|error| FetchError::Protocol {
        url: Box::new(url.clone()),
        message: format!("it leads on to `{}`, which is no address: {error}", location.trim()),
    })?;
    Ok(without_login(&next))
}

/// When the time is up.
#[derive(Clone, Copy)]
struct Deadline(Option<Instant>);

impl Deadline {
    #[allow(clippy::disallowed_methods, reason = "how long a server takes is in no book")]
    fn after(time: Duration) -> Self {
        Self(Instant::now().checked_add(time))
    }

    #[allow(clippy::disallowed_methods, reason = "how long a server takes is in no book")]
    fn left(self) -> Duration {
        const LONG: Duration = Duration::from_secs(1 << 30);
        self.0.map_or(LONG, |end| end.saturating_duration_since(Instant::now()))
    }
}
