//! Why nothing could be read from an address.

use std::io;
use std::net::IpAddr;

use url::Url;

/// Why nothing could be read from an address. Every message names the address that failed, which may be one that the
/// address asked for led to; [`FetchError::hint`] says what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// Neither http nor https.
    #[error("{url}: only http and https addresses are fetched")]
    NotWeb {
        /// The address.
        url: Box<Url>,
    },
    /// Its name has no address.
    #[error("{url}: the name of the server was not found: {message}")]
    Unresolved {
        /// The address.
        url: Box<Url>,
        /// What the system says.
        message: String,
    },
    /// Its name leads into a network that is not public.
    #[error("{url}: it leads to {address}, {network}, and is not fetched")]
    Forbidden {
        /// The address.
        url: Box<Url>,
        /// Where it leads.
        address: IpAddr,
        /// What kind of network that is.
        network: &'static str,
    },
    /// The server did not accept the connection, or broke it each time.
    #[error("{url}: there is no connection to the server: {source}")]
    Unreachable {
        /// The address.
        url: Box<Url>,
        /// What the system says.
        source: io::Error,
    },
    /// The server could not prove who it is, or speaks no TLS.
    #[error("{url}: the connection is not secure: {message}")]
    Tls {
        /// The address.
        url: Box<Url>,
        /// What is wrong.
        message: String,
    },
    /// The server says that it has nothing for us.
    #[error("{url}: the server answered {status} ({})", .reason.unwrap_or("no reason given"))]
    Status {
        /// The address.
        url: Box<Url>,
        /// The status code.
        status: u16,
        /// What the code means.
        reason: Option<&'static str>,
    },
    /// Something other than what was asked for.
    #[error("{url}: an article was expected, but it is `{media_type}`")]
    WrongType {
        /// The address.
        url: Box<Url>,
        /// The media type the server gives.
        media_type: String,
    },
    /// More bytes than the limit.
    #[error("{url}: it has more than the limit of {limit} bytes")]
    TooLarge {
        /// The address.
        url: Box<Url>,
        /// The limit.
        limit: u64,
    },
    /// It took longer than the limit.
    #[error("{url}: it took too long {phase}")]
    TooSlow {
        /// The address.
        url: Box<Url>,
        /// Doing what.
        phase: &'static str,
    },
    /// It leads back to itself.
    #[error("{url}: it leads back to itself in a circle")]
    RedirectLoop {
        /// The address.
        url: Box<Url>,
    },
    /// It leads from one address to the next.
    #[error("{url}: it leads on to more than {limit} addresses")]
    TooManyRedirects {
        /// The address.
        url: Box<Url>,
        /// The limit.
        limit: u32,
    },
    /// The connection ended before the whole was there.
    #[error("{url}: the connection ended before everything had come")]
    Truncated {
        /// The address.
        url: Box<Url>,
    },
    /// Its compression cannot be undone.
    #[error("{url}: its compression cannot be undone: {message}")]
    Compression {
        /// The address.
        url: Box<Url>,
        /// What is wrong.
        message: String,
    },
    /// What the server says is no HTTP.
    #[error("{url}: the server's answer cannot be understood: {message}")]
    Protocol {
        /// The address.
        url: Box<Url>,
        /// What is wrong.
        message: String,
    },
    /// The fetcher has asked for enough.
    #[error("{url}: it is not fetched: {limit} requests are the limit")]
    TooManyRequests {
        /// The address.
        url: Box<Url>,
        /// The limit.
        limit: u64,
    },
}

impl FetchError {
    /// The address that could not be read.
    pub fn url(&self) -> &Url {
        match self {
            Self::NotWeb { url, .. }
            | Self::Unresolved { url, .. }
            | Self::Forbidden { url, .. }
            | Self::Unreachable { url, .. }
            | Self::Tls { url, .. }
            | Self::Status { url, .. }
            | Self::WrongType { url, .. }
            | Self::TooLarge { url, .. }
            | Self::TooSlow { url, .. }
            | Self::RedirectLoop { url, .. }
            | Self::TooManyRedirects { url, .. }
            | Self::Truncated { url, .. }
            | Self::Compression { url, .. }
            | Self::Protocol { url, .. }
            | Self::TooManyRequests { url, .. } => url,
        }
    }

    /// What to do about it, in one phrase.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotWeb { .. } => "save it to a file and give that",
            Self::Unresolved { .. } => {
                "look at the spelling of the address, and whether there is a connection to the internet"
            }
            Self::Forbidden { .. } => "`--allow-private-network` allows addresses within your own network",
            Self::Unreachable { .. } => "look at the address and its port, and try again later",
            Self::Tls { .. } => "look whether the clock is right, or save the page with a browser and give the file",
            Self::Status { status: 401 | 402 | 403 | 407 | 451, .. } => {
                "the page is not for everybody: save it with a browser and give the file"
            }
            Self::Status { status: 404 | 410, .. } => "look at the spelling, or whether the page has moved",
            Self::Status { status: 429, .. } => "the server wants fewer requests: try again later",
            Self::Status { status: 500.., .. } => "the fault is the server's: try again later",
            Self::Status { .. } => "look whether a browser shows the page",
            Self::WrongType { .. } => "give the address of the page that holds the text",
            Self::TooLarge { .. } => "it is hardly one article: save what is wanted of it to a file",
            Self::TooSlow { .. } => {
                "allow it more time with `--timeout`, or save the page with a browser and give the file"
            }
            Self::RedirectLoop { .. } | Self::TooManyRedirects { .. } => {
                "the page may want cookies, which are not kept: save it with a browser and give the file"
            }
            Self::Truncated { .. } => "try again",
            Self::Compression { .. } | Self::Protocol { .. } => "save the page with a browser and give the file",
            Self::TooManyRequests { .. } => "divide the work into several runs",
        })
    }
}
