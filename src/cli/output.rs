//! Where a book goes. A file is there whole or not at all: it is written beside its place and then takes it.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use tempfile::{NamedTempFile, SpooledTempFile};

use super::message::Failure;

/// How much of a book is held in memory before it moves to a file without a name, in bytes.
const IN_MEMORY: usize = 32 << 20;

/// A place to write a book to before it is known to be whole.
pub(super) fn workspace() -> SpooledTempFile {
    SpooledTempFile::new(IN_MEMORY)
}

/// Whether a file could take the place of `path`; asked before any work is done.
pub(super) fn check_target(path: &Path) -> Result<(), Failure> {
    if path.is_dir() {
        let message = format!("{}: a book cannot be written there: it is a folder", path.display());
        return Err(Failure::system(message).with_hint("name a file, such as `book.epub` in that folder"));
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        let message = format!("{}: a book cannot be written there: there is no such folder", folder.display());
        return Err(Failure::system(message).with_hint("make the folder first"));
    }
    Ok(())
}

/// Whether a file is no book, by its name and by what it holds: whoever named it hardly means it to be lost.
pub(super) fn is_other_work(path: &Path) -> bool {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("epub")) {
        return false;
    }
    let mut start = [0; 4];
    let read = File::open(path)
        .and_then(|file| if file.metadata()?.is_file() { file.take(4).read(&mut start) } else { Ok(0) });
    read.is_ok_and(|read| read > 0 && &start != b"PK\x03\x04")
}

/// Puts a finished book in its place: beside it first, then on the disk for sure, then under its name.
pub(super) fn put(mut book: SpooledTempFile, path: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::system(format!("{}: the book cannot be written: {error}", path.display()))
            .with_hint("is there room on the disk, and may the folder be written to?")
    };
    book.seek(SeekFrom::Start(0)).map_err(failed)?;
    // A link stays a link; what it names is replaced. What is no file (a pipe, a device) cannot be replaced, only written to.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real.exists() && !real.is_file() {
        let mut opened = fs::OpenOptions::new().write(true).open(&real).map_err(failed)?;
        return copy(&mut book, &mut opened).map_err(failed);
    }
    let folder = folder_of(&real);
    let mut beside = temporary_in(folder).map_err(failed)?;
    copy(&mut book, beside.as_file_mut()).map_err(failed)?;
    beside.as_file().sync_all().map_err(failed)?;
    beside.persist(&real).map_err(|error| failed(error.error))?;
    // The name is safe only when the folder is; some file systems cannot be asked that.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Writes a finished book to standard output.
pub(super) fn print(mut book: SpooledTempFile) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::system(format!("standard output cannot be written: {error}"));
    book.seek(SeekFrom::Start(0)).map_err(failed)?;
    let mut out = io::stdout().lock();
    copy(&mut book, &mut out).map_err(failed)?;
    out.flush().map_err(failed)
}

fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    io::copy(from, to).map(|_| ())
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary file with the permissions a new file gets: a temporary one is usually private.
fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".warraq-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
