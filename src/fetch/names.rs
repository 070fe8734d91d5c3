//! The one place where a name becomes addresses. What is refused here is never connected to: the connection is made to
//! the addresses that this gives, and to no others.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::limits::Limits;
use super::network::closed_network;

/// Looks up the addresses of a host with a port.
pub(super) type Lookup = dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync;

/// Looks names up and keeps only the addresses that may be read.
pub(super) struct Names {
    pub(super) limits: Arc<Limits>,
    /// In the place of the system's names.
    pub(super) lookup: Option<Arc<Lookup>>,
}

/// Why a name gives no address.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("{0}")]
    Unknown(String),
    #[error("{0} is {1}")]
    Closed(IpAddr, &'static str),
}

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let unknown = |message: String| Error::Other(Box::new(Refused::Unknown(message)));
        let found = match &self.lookup {
            Some(lookup) => {
                let mut found = self.empty();
                let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
                let addresses = lookup(uri.host().unwrap_or_default(), port);
                let addresses = addresses.map_err(|error| unknown(error.to_string()))?;
                addresses.into_iter().take(16).for_each(|address| found.push(address));
                found
            }
            None => DefaultResolver::default().resolve(uri, config, timeout).map_err(|error| match error {
                Error::Io(error) => unknown(error.to_string()),
                Error::HostNotFound => unknown("it has no address".to_owned()),
                error => error,
            })?,
        };
        let mut open = self.empty();
        let mut refused = None;
        for address in found.iter() {
            match closed_network(address.ip()) {
                Some(network) if !self.limits.permits(address.ip()) => {
                    refused.get_or_insert(Refused::Closed(address.ip(), network));
                }
                _ => open.push(*address),
            }
        }
        match (open.is_empty(), refused) {
            (false, _) => Ok(open),
            (true, Some(refused)) => Err(Error::Other(Box::new(refused))),
            (true, None) => Err(unknown("it has no address".to_owned())),
        }
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}
