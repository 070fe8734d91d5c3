//! How a server is treated: how many requests at a time, and how long to wait before the next attempt.

use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::fmt::rfc2822::DateTimeParser;
use ureq::http::HeaderMap;
use ureq::http::header::{DATE, RETRY_AFTER};

/// Counts the requests under way to each host.
#[derive(Debug, Default)]
pub(super) struct Hosts {
    busy: Mutex<HashMap<String, usize>>,
    freed: Condvar,
}

/// A place in the row before a host; given up when dropped.
pub(super) struct Turn<'a> {
    hosts: &'a Hosts,
    host: String,
}

impl Hosts {
    /// Waits until fewer than `most` requests to the host are under way.
    pub(super) fn turn(&self, host: &str, most: usize) -> Turn<'_> {
        let host = host.to_owned();
        let mut busy = self.busy();
        while busy.get(&host).is_some_and(|count| *count >= most.max(1)) {
            busy = self.freed.wait(busy).unwrap_or_else(PoisonError::into_inner);
        }
        *busy.entry(host.clone()).or_default() += 1;
        Turn { hosts: self, host }
    }

    fn busy(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut busy = self.hosts.busy();
        match busy.get_mut(&self.host) {
            Some(count) if *count > 1 => *count -= 1,
            _ => _ = busy.remove(&self.host),
        }
        drop(busy);
        self.hosts.freed.notify_all();
    }
}

/// The wait before attempt `next` (the second is 2) without a word from the server.
pub(super) fn back_off(first: Duration, next: u32) -> Duration {
    first.saturating_mul(1 << next.saturating_sub(2).min(10))
}

/// The wait that a server asks for: seconds, or a date, which is read against the server's own clock.
pub(super) fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = |text: &str| DateTimeParser::new().relaxed_weekday(true).parse_timestamp(text).ok();
    let seconds = moment(asked)?.as_second() - moment(text(DATE)?)?.as_second();
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_say_how_long_to_wait() {
        let now = "Wed, 21 Oct 2015 07:28:00 GMT";
        let rows = [
            (Some("3"), Some(now), Some(3)),
            (Some("Wed, 21 Oct 2015 07:28:05 GMT"), Some(now), Some(5)),
            (Some("Wed, 21 Oct 2015 07:27:05 GMT"), Some(now), Some(0)),
            (Some("Wed, 21 Oct 2015 07:28:05 GMT"), None, None),
            (Some("soon"), Some(now), None),
            (None, Some(now), None),
        ];
        for (asked, date, seconds) in rows {
            let mut headers = HeaderMap::new();
            for (name, value) in [(RETRY_AFTER, asked), (DATE, date)] {
                headers.extend(value.and_then(|value| value.parse().ok()).map(|value| (name, value)));
            }
            assert_eq!(asked_wait(&headers), seconds.map(Duration::from_secs), "{asked:?}");
        }
    }

    #[test]
    fn waits_double() {
        let first = Duration::from_millis(500);
        assert_eq!([2, 3, 4].map(|next| back_off(first, next).as_millis()), [500, 1000, 2000]);
        assert!(back_off(Duration::MAX, 99) == Duration::MAX);
    }

    #[test]
    fn a_host_is_asked_by_few_at_a_time() {
        let hosts = Hosts::default();
        let (most, now) = (std::sync::atomic::AtomicUsize::new(0), std::sync::atomic::AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    use std::sync::atomic::Ordering::SeqCst;
                    let _turn = hosts.turn("a.example", 2);
                    most.fetch_max(now.fetch_add(1, SeqCst) + 1, SeqCst);
                    std::thread::sleep(Duration::from_millis(5));
                    now.fetch_sub(1, SeqCst);
                });
            }
        });
        assert!(most.into_inner() <= 2 && hosts.busy().is_empty());
    }
}
