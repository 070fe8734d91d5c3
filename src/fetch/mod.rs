//! What stands at an address on the web, read within limits: pages, feeds, pictures. Beside the steps, as `bidi` is: steps 1 and
//! 4 use it when the caller gives them a [`Fetcher`]; without one nothing is fetched.

use std::sync::Arc;

use url::Url;

/// Reads addresses. Cheap to clone; clones share their connections and their manners towards each host.
#[derive(Debug, Clone)]
pub struct Fetcher {
    limits: Arc<Limits>,
    agent: ureq::Agent,
}

/// What is not exceeded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Whether addresses within private networks and this machine may be read.
    pub private_network: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { private_network: false }
    }
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

/// Why nothing could be read from an address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The server or the network failed.
    #[error("{url}: {source}")]
    Failed {
        /// The address.
        url: Url,
        /// What happened.
        source: Box<ureq::Error>,
    },
}

impl Fetcher {
    /// Somebody who reads addresses within the limits.
    pub fn new(limits: Limits) -> Self {
        Self { limits: Arc::new(limits), agent: ureq::Agent::new_with_defaults() }
    }

    /// Reads what stands at an address, as far as it has no more than `most_bytes` bytes.
    ///
    /// # Errors
    /// One for each way in which that can fail.
    pub fn get(&self, url: &Url, most_bytes: u64) -> Result<Fetched, FetchError> {
        let failed = |source| FetchError::Failed { url: url.clone(), source: Box::new(source) };
        let mut response = self.agent.get(url.as_str()).call().map_err(failed)?;
        let body = response.body_mut();
        let (media_type, charset) = (body.mime_type().map(str::to_owned), body.charset().map(str::to_owned));
        let bytes = body.with_config().limit(most_bytes).read_to_vec().map_err(failed)?;
        Ok(Fetched { url: url.clone(), bytes, media_type, charset })
    }
}
