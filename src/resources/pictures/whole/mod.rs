//! The parts of a picture's file, one after another: whether they are all there, what it is by them, and the same file
//! without what describes the picture or who made it where. No pixel changes, and nothing is decoded.

mod gif;
mod jpeg;
mod png;

/// A picture's file that is all there.
#[derive(Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "pictures"), allow(dead_code, reason = "only who decodes asks for more"))]
pub(super) struct Whole {
    /// The file without metadata. What the colours mean (ICC profiles, gamma) stays: it tells nothing about anybody.
    pub(super) bytes: Vec<u8>,
    /// Width and height in pixels, as they are stored.
    pub(super) size: (u32, u32),
    /// Whether it is made of what every reader shows: eight bits at most, and neither inks nor codings that few know.
    pub(super) common: bool,
    /// Whether it has no colours.
    pub(super) grey: bool,
    /// Whether it has metadata that may say that it has to be turned.
    pub(super) exif: bool,
    /// Whether it moves.
    pub(super) animated: bool,
}

pub(super) use gif::gif;
pub(super) use jpeg::jpeg;
pub(super) use png::png;

/// Reads a file part by part.
struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Parts<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let part = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(part)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|part| part[0])
    }

    fn is_done(&self) -> bool {
        self.at >= self.bytes.len()
    }
}
