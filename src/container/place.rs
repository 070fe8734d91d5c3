//! A writer seen from where it stands: the container begins there, and its addresses count from there.

use std::io::{self, Seek, SeekFrom, Write};

/// Passes everything on. After the first failure it takes everything and does nothing: the caller has its error, and the
/// archive, which tries to close itself when it is dropped, must not complain to the terminal.
pub(super) struct FromHere<W> {
    inner: W,
    start: u64,
    failed: bool,
}

impl<W: Write + Seek> FromHere<W> {
    pub(super) fn new(mut inner: W) -> io::Result<Self> {
        let start = inner.stream_position()?;
        Ok(Self { inner, start, failed: false })
    }

    pub(super) fn into_inner(self) -> W {
        self.inner
    }

    fn pass<T>(&mut self, done: T, act: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failed {
            return Ok(done);
        }
        let result = act(&mut self.inner);
        // An interruption is tried again.
        self.failed = result.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::Interrupted);
        result
    }
}

impl<W: Write + Seek> Write for FromHere<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pass(bytes.len(), |inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass((), Write::flush)
    }
}

impl<W: Write + Seek> Seek for FromHere<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let start = self.start;
        self.pass(0, |inner| {
            let to = match to {
                SeekFrom::Start(offset) => SeekFrom::Start(start.saturating_add(offset)),
                to => to,
            };
            let at = inner.seek(to)?;
            at.checked_sub(start).ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))
        })
    }
}
