//! What was subset and proved before: in memory, and on disk where a folder is given. A book is the same, byte by byte,
//! with and without it.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use uuid::Uuid;

/// Subsets of fonts and the words they were proved with. Clones share what they hold, so that a batch of publications can
/// share one.
#[derive(Debug, Clone, Default)]
pub struct FontCache {
    memory: Option<Arc<Mutex<HashMap<Uuid, Kept>>>>,
    folder: Option<PathBuf>,
}

/// A subset, and the hashes of the words that it was proved with.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) subset: Arc<Vec<u8>>,
    pub(super) proved: BTreeSet<u64>,
}

/// The first bytes of every file here; the number changes when subsets are made otherwise.
const MAGIC: &[u8; 16] = b"warraq font 0001";
const DIGEST: usize = 16;
/// More than this is not kept on disk, in bytes.
const MAX_FOLDER_BYTES: u64 = 64 << 20;
/// More proved words than this are not kept for one subset.
const MAX_PROVED: usize = 32 << 10;

impl FontCache {
    /// Nothing is kept.
    pub fn off() -> Self {
        Self::default()
    }

    /// A cache in memory, for as long as it or a clone of it lives.
    pub fn in_memory() -> Self {
        Self { memory: Some(Arc::default()), folder: None }
    }

    /// A cache in a folder, and in memory. The folder is made when something is kept; at most 64 MiB are. What cannot be
    /// read or written is passed over: a cache is never a reason to fail.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { memory: Some(Arc::default()), folder: Some(folder.into()) }
    }

    pub(super) fn get(&self, key: Uuid) -> Option<Kept> {
        let memory = self.memory.as_ref()?;
        // A thread that died while it held the lock leaves whole entries all the same.
        if let Some(kept) = memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&key) {
            return Some(kept.clone());
        }
        let folder = self.folder.as_deref()?;
        let subset = read(&font_path(folder, key))?;
        let words = read(&words_path(folder, key)).unwrap_or_default();
        let proved = words.chunks_exact(8).filter_map(|word| word.try_into().ok()).map(u64::from_le_bytes).collect();
        Some(Kept { subset: Arc::new(subset), proved })
    }

    /// Keeps a subset, and the words it was proved with.
    pub(super) fn put(&self, key: Uuid, mut kept: Kept, is_new: bool) {
        let Some(memory) = &self.memory else { return };
        while kept.proved.len() > MAX_PROVED {
            kept.proved.pop_first();
        }
        if let Some(folder) = &self.folder {
            let words = kept.proved.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>();
            let font = !is_new || write(&font_path(folder, key), &kept.subset).is_some();
            if font && write(&words_path(folder, key), &words).is_some() && is_new {
                tidy(folder);
            }
        }
        memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, kept);
    }
}

fn font_path(folder: &Path, key: Uuid) -> PathBuf {
    folder.join(format!("{}.font", key.simple()))
}

fn words_path(folder: &Path, key: Uuid) -> PathBuf {
    folder.join(format!("{}.words", key.simple()))
}

fn digest(bytes: &[u8]) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes)
}

/// A file's content, where it is whole.
fn read(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let head = bytes.get(..MAGIC.len() + DIGEST)?;
    let content = bytes.get(head.len()..)?;
    let whole = head.starts_with(MAGIC) && head.ends_with(digest(content).as_bytes());
    whole.then(|| bytes.split_off(MAGIC.len() + DIGEST))
}

/// Writes beside the place and moves there, so that nobody reads half a file.
fn write(path: &Path, content: &[u8]) -> Option<()> {
    let folder = path.parent()?;
    fs::create_dir_all(folder).ok()?;
    let mut file = tempfile::Builder::new().prefix(".new").tempfile_in(folder).ok()?;
    file.write_all(MAGIC).ok()?;
    file.write_all(digest(content).as_bytes()).ok()?;
    file.write_all(content).ok()?;
    file.persist(path).ok().map(drop)
}

/// Removes the oldest entries of a folder that has grown too large; nothing but our own files is touched.
fn tidy(folder: &Path) {
    let Ok(listed) = fs::read_dir(folder) else { return };
    let ours = |path: &Path| path.extension().is_some_and(|end| end == "font" || end == "words");
    let files = listed.filter_map(Result::ok).filter(|entry| ours(&entry.path()));
    let mut files = files
        .filter_map(|entry| {
            let metadata = entry.metadata().ok()?;
            Some((metadata.modified().ok()?, metadata.len(), entry.path()))
        })
        .collect::<Vec<_>>();
    files.sort();
    let mut size = files.iter().map(|(_, size, _)| size).sum::<u64>();
    for (_, bytes, path) in files {
        if size <= MAX_FOLDER_BYTES {
            return;
        }
        if fs::remove_file(path).is_ok() {
            size -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept {
        Kept { subset: Arc::new(b"a font".to_vec()), proved: BTreeSet::from([1, u64::MAX]) }
    }

    #[test]
    fn what_is_put_in_comes_out_again() {
        let folder = tempfile::tempdir().unwrap();
        let key = digest(b"key");
        FontCache::in_folder(folder.path()).put(key, kept(), true);
        for cache in [FontCache::in_folder(folder.path()), FontCache::in_folder(folder.path())] {
            let found = cache.get(key).unwrap();
            assert_eq!((found.subset, found.proved), (kept().subset, kept().proved));
        }
        let memory = FontCache::in_memory();
        memory.put(key, kept(), true);
        assert!(memory.clone().get(key).is_some());
        let off = FontCache::off();
        off.put(key, kept(), true);
        assert!(off.get(key).is_none());
    }

    #[test]
    fn damaged_entries_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let key = digest(b"key");
        let path = font_path(folder.path(), key);
        for damage in [&b""[..], b"warraq font 0001", b"something else altogether, and long enough"] {
            FontCache::in_folder(folder.path()).put(key, kept(), true);
            fs::write(&path, damage).unwrap();
            assert!(FontCache::in_folder(folder.path()).get(key).is_none());
        }
        FontCache::in_folder(folder.path()).put(key, kept(), true);
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert!(FontCache::in_folder(folder.path()).get(key).is_none());
        FontCache::in_folder(folder.path()).put(key, kept(), true);
        fs::write(words_path(folder.path(), key), b"x").unwrap();
        assert!(FontCache::in_folder(folder.path()).get(key).unwrap().proved.is_empty());
    }
}
