//! What a fetcher does not exceed.

use std::net::IpAddr;
use std::time::Duration;

/// What is not exceeded. Every field may be set; the defaults suit articles and their pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Whether addresses within private networks and this machine may be read; not unless this says so.
    pub private_network: bool,
    /// Single addresses within private networks that may be read all the same.
    pub private_addresses: Vec<IpAddr>,
    /// The most bytes of one answer, counted after decompression: 64 MiB. A caller may ask for fewer.
    pub bytes: u64,
    /// The most time for one address, with all its redirections, attempts and waits, but for the time that other requests to
    /// the same host are waited for: 60 seconds.
    pub total_time: Duration,
    /// The most time until a server is reached: 10 seconds.
    pub connect_time: Duration,
    /// The most redirections from one address: 10.
    pub redirects: u32,
    /// The most requests of one fetcher and its clones, with redirections and repeated attempts: 100,000. In a batch each book has
    /// so many.
    pub requests: u64,
    /// The most requests at a time to one host: 2.
    pub per_host: usize,
    /// How often an address is asked for when its server is busy (429, 503) or the connection breaks: 4 times in all.
    pub attempts: u32,
    /// The wait before the second attempt, doubled before each further one: half a second.
    pub back_off: Duration,
    /// The longest wait that a server may ask for (`Retry-After`): 30 seconds. One that asks for more is not asked again.
    pub longest_wait: Duration,
    /// The most time for all the pictures of one book: ten minutes. The one that is read when it is over is still read; those
    /// after it are left out.
    pub pictures_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            private_network: false,
            private_addresses: Vec::new(),
            bytes: 64 << 20,
            total_time: Duration::from_secs(60),
            connect_time: Duration::from_secs(10),
            redirects: 10,
            requests: 100_000,
            per_host: 2,
            attempts: 4,
            back_off: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
            pictures_time: Duration::from_secs(600),
        }
    }
}

impl Limits {
    /// Whether this address may be connected to, though its network is not public.
    pub(super) fn permits(&self, address: IpAddr) -> bool {
        self.private_network || self.private_addresses.contains(&address.to_canonical())
    }
}
