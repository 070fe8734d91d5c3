//! Why a picture is not in the book.

/// One phrase about a picture that continues «the picture was left out: …».
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Reason {
    #[error("it has no address")]
    NoAddress,
    #[error("its address is not valid")]
    BadAddress,
    #[error("its address is of a kind that is not read")]
    OtherScheme,
    #[error("the article came without a folder to look in")]
    NoFolder,
    #[error("it lies outside the folder of the file that names it, where others' texts may not look")]
    Outside,
    #[error("there is no such file")]
    Missing,
    #[error("its file cannot be read")]
    Unreadable,
    #[error("it is on the web, and nothing is fetched")]
    NotFetched,
    #[cfg(feature = "fetch")]
    #[error("{0}")]
    Fetch(String),
    #[cfg(feature = "fetch")]
    #[error("its server `{server}` was given up, since it does not answer; the last time: {last}")]
    ServerGivenUp { server: String, last: String },
    #[cfg(feature = "fetch")]
    #[error("the pictures before it took longer than {} seconds", .0.as_secs_f32())]
    OutOfTime(std::time::Duration),
    #[error("it is larger than 32 MiB")]
    TooLarge,
    #[error("it is no picture of a known format")]
    NotAPicture,
    #[error("it is {0}, which cannot be read")]
    Format(&'static str),
    #[error("it is cut off or damaged")]
    Damaged,
    #[cfg(feature = "pictures")]
    #[error("it has {0} by {1} pixels, more than can be decoded")]
    TooManyPixels(u32, u32),
    #[error("the drawing {0}")]
    Drawing(&'static str),
    /// It says nothing to anybody, so it is missed by nobody.
    #[error("it is a single dot, as pages hold to count their readers")]
    Dot,
}
