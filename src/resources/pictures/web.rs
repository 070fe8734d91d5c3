//! Pictures on the web, for as long as there is hope: a server that does not answer is not waited for again and again, and
//! all the pictures of a book together may only take so long.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use url::Url;

use super::MAX_PICTURE_BYTES;
use super::reason::Reason;
use crate::fetch::{FetchError, Fetcher};

/// So many addresses of a server one after another, and it is given up.
const MOST_FAILURES: u32 = 2;

/// What one book has seen of the web.
#[derive(Debug, Default)]
pub(super) struct Web {
    /// Servers of which nothing has come lately.
    silent: HashMap<String, Silent>,
    /// How long pictures were waited for.
    spent: Duration,
}

/// A server that does not answer.
#[derive(Debug)]
struct Silent {
    failures: u32,
    /// What was wrong the last time.
    last: String,
}

impl Web {
    /// The bytes that stand at an address.
    pub(super) fn get(&mut self, url: &Url, fetcher: &Fetcher) -> Result<Vec<u8>, Reason> {
        let server = server(url);
        if let Some(silent) = self.silent.get(&server).filter(|silent| silent.failures >= MOST_FAILURES) {
            return Err(Reason::ServerGivenUp { server, last: silent.last.clone() });
        }
        let most = fetcher.limits().pictures_time;
        if self.spent >= most {
            return Err(Reason::OutOfTime(most));
        }
        #[allow(clippy::disallowed_methods, reason = "how long servers are waited for is limited as each request is")]
        let start = Instant::now();
        let answer = fetcher.get(url, MAX_PICTURE_BYTES);
        self.spent = self.spent.saturating_add(start.elapsed());
        let error = match answer {
            Ok(fetched) => {
                self.silent.remove(&server);
                return Ok(fetched.bytes);
            }
            Err(error) => error,
        };
        let last = error.to_string();
        if is_silence(&error) {
            // Where an address leads on to another server, it is that one which is silent.
            let silent = self.silent.entry(self::server(error.url()));
            let silent = silent.or_insert_with(|| Silent { failures: 0, last: String::new() });
            silent.failures += 1;
            silent.last.clone_from(&last);
        } else {
            // It says no, but it says something.
            self.silent.remove(&server);
        }
        Err(Reason::Fetch(last))
    }
}

/// Whether the next picture of that server will hardly fare better.
fn is_silence(error: &FetchError) -> bool {
    matches!(
        error,
        FetchError::Unresolved { .. }
            | FetchError::Unreachable { .. }
            | FetchError::Tls { .. }
            | FetchError::TooSlow { .. }
    )
}

/// The name of a server, with its port.
fn server(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}
