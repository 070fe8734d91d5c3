//! The folder that books go to. A file is there whole or not at all: it is written beside its place and then takes it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use icu_normalizer::ComposingNormalizerBorrowed;
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, SpooledTempFile};

use super::error::BatchError;
use super::item::{hash_all, hex};
use super::shard::Shard;

/// How much of a book is held in memory before it moves to a file without a name, in bytes.
const IN_MEMORY: usize = 4 << 20;

/// The folder, which nobody else writes this share to meanwhile.
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) suffix: String,
    lock: (PathBuf, File),
}

/// A book in its place.
pub(super) struct Placed {
    pub(super) sha256: String,
    pub(super) bytes: u64,
}

impl Folder {
    pub(super) fn open(path: &Path, shard: Shard) -> Result<Self, BatchError> {
        let failed = |what| move |source| BatchError::Folder { path: path.to_owned(), what, source };
        fs::create_dir_all(path).map_err(failed("the folder cannot be made"))?;
        let suffix = shard.suffix();
        let name = path.join(format!(".warraq{suffix}.lock"));
        if fs::symlink_metadata(&name).is_ok_and(|found| found.is_symlink()) {
            // Nothing is made where a link leads.
            fs::remove_file(&name).map_err(failed("the link in the place of its lock cannot be removed"))?;
        }
        let lock = File::options().write(true).create(true).truncate(false).open(&name);
        let lock = lock.map_err(failed("nothing can be written there"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BatchError::Busy { path: path.to_owned() }),
            // A file system without locks is one where nobody can be told to wait.
            Err(TryLockError::Error(_)) => {}
        }
        let folder = Self { path: path.to_owned(), suffix, lock: (name, lock) };
        folder.tidy();
        Ok(folder)
    }

    /// Gives the folder free.
    pub(super) fn close(self) {
        let (path, file) = self.lock;
        let _ = fs::remove_file(path);
        drop(file);
    }

    /// The start of the name of a file that is not finished.
    fn unfinished(&self) -> String {
        format!(".warraq{}-tmp-", self.suffix)
    }

    /// Removes what a run left that was killed while it wrote.
    fn tidy(&self) {
        let Ok(files) = fs::read_dir(&self.path) else { return };
        let unfinished = self.unfinished();
        for file in files.filter_map(Result::ok) {
            if file.file_name().to_string_lossy().starts_with(&unfinished) {
                let _ = fs::remove_file(file.path());
            }
        }
    }

    pub(super) fn workspace() -> SpooledTempFile {
        SpooledTempFile::new(IN_MEMORY)
    }

    /// A file beside the place of another.
    pub(super) fn beside(&self) -> io::Result<NamedTempFile> {
        let prefix = self.unfinished();
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(&self.path)
    }

    /// Puts a finished book in its place. The system writes it to the disk when it likes: a power cut may lose it, which the next
    /// run sees by its hash.
    pub(super) fn put(&self, mut book: SpooledTempFile, name: &str) -> Result<Placed, BatchError> {
        let path = self.path.join(name);
        let failed = |source| BatchError::Folder { path: path.clone(), what: "the book cannot be written", source };
        book.seek(SeekFrom::Start(0)).map_err(failed)?;
        let mut beside = self.beside().map_err(failed)?;
        let mut hasher = Sha256::new();
        let mut copied = Copied { from: &mut book, to: beside.as_file_mut() };
        let bytes = hash_all(&mut copied, &mut hasher).map_err(failed)?;
        beside.persist(&path).map_err(|error| failed(error.error))?;
        Ok(Placed { sha256: hex(&hasher.finalize()), bytes })
    }

    /// Whether a book is in its place as it was put there.
    pub(super) fn has(&self, name: &str, placed: &Placed) -> bool {
        // A manifest that somebody wrote could name any file.
        if name.contains(['/', '\\']) {
            return false;
        }
        let Ok(mut file) = File::open(self.path.join(name)) else { return false };
        if file.metadata().map_or(true, |metadata| metadata.len() != placed.bytes) {
            return false;
        }
        let mut hasher = Sha256::new();
        hash_all(&mut file, &mut hasher).is_ok() && hex(&hasher.finalize()) == placed.sha256
    }

    /// Removes a book of ours that another, `new`, has taken the place of.
    pub(super) fn remove(&self, name: &str, new: Option<&str>) {
        if name.contains(['/', '\\']) || !name.ends_with(".epub") {
            return;
        }
        if new.is_some_and(|new| folded(new) == folded(name)) {
            // Where a file system takes both names for one, only one of them is listed, and the book is the new one.
            let Ok(files) = fs::read_dir(&self.path) else { return };
            let names = files.filter_map(Result::ok).map(|file| file.file_name());
            if names.filter(|file| file == name || new.is_some_and(|new| file == new)).count() < 2 {
                return;
            }
        }
        let _ = fs::remove_file(self.path.join(name));
    }
}

/// What names that a file system may take for one have alike.
fn folded(name: &str) -> String {
    let name = ComposingNormalizerBorrowed::new_nfc().normalize(name);
    name.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

/// What is read from one side goes to the other too.
struct Copied<'a, R, W> {
    from: &'a mut R,
    to: &'a mut W,
}

impl<R: Read, W: Write> Read for Copied<'_, R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.to.write_all(&buffer[..read])?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_whose_name_takes_the_place_of_another_is_not_removed() {
        // what is there, the old name, the new one, what stays
        let rows: [(&[&str], &str, &str, &[&str]); 6] = [
            // A file system that tells no case apart has one file, by either name.
            (&["News-1.epub"], "News-1.epub", "news-1.epub", &["News-1.epub"]),
            (&["news-1.epub"], "News-1.epub", "news-1.epub", &["news-1.epub"]),
            (&["e\u{301}-1.epub"], "e\u{301}-1.epub", "\u{C9}-1.epub", &["e\u{301}-1.epub"]),
            // One that does has two.
            (&["News-1.epub", "news-1.epub"], "News-1.epub", "news-1.epub", &["news-1.epub"]),
            (&["old-1.epub", "new-1.epub"], "old-1.epub", "new-1.epub", &["new-1.epub"]),
            (&["a.txt"], "a.txt", "new-1.epub", &["a.txt"]),
        ];
        for (there, old, new, left) in rows {
            let scratch = tempfile::tempdir().unwrap();
            let folder = Folder::open(scratch.path(), Shard::default()).unwrap();
            there.iter().for_each(|name| fs::write(scratch.path().join(name), "book").unwrap());
            folder.remove(old, Some(new));
            folder.close();
            let found =
                fs::read_dir(scratch.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
            assert_eq!(found.collect::<Vec<_>>(), left, "{old} → {new}");
        }
    }
}
