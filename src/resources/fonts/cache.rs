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
    memory: Option<Arc<Mutex<Memory>>>,
    folder: Option<PathBuf>,
}

/// A subset, and the hashes of the words that it was proved with.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) subset: Arc<Vec<u8>>,
    pub(super) proved: BTreeSet<u64>,
}

/// What is held in memory, in two generations: when the young one has all it may hold, it becomes the old one, and what nobody
/// asked for since is forgotten. So what is in use stays, and texts in any number of alphabets cost no more than some.
#[derive(Debug, Default)]
struct Memory {
    young: Generation,
    old: Generation,
}

#[derive(Debug, Default)]
struct Generation {
    kept: HashMap<Uuid, Kept>,
    bytes: usize,
}

impl Kept {
    /// How much memory it takes, roughly.
    fn bytes(&self) -> usize {
        self.subset.len() + self.proved.len() * 2 * size_of::<u64>() + size_of::<Self>()
    }
}

impl Generation {
    fn insert(&mut self, key: Uuid, kept: Kept) {
        self.bytes += kept.bytes();
        if let Some(before) = self.kept.insert(key, kept) {
            self.bytes = self.bytes.saturating_sub(before.bytes());
        }
    }

    fn remove(&mut self, key: Uuid) -> Option<Kept> {
        let kept = self.kept.remove(&key)?;
        self.bytes = self.bytes.saturating_sub(kept.bytes());
        Some(kept)
    }
}

impl Memory {
    fn get(&mut self, key: Uuid) -> Option<Kept> {
        if let Some(kept) = self.young.kept.get(&key) {
            return Some(kept.clone());
        }
        let kept = self.old.remove(key)?;
        self.insert(key, kept.clone());
        Some(kept)
    }

    fn insert(&mut self, key: Uuid, kept: Kept) {
        let full = self.young.bytes.saturating_add(kept.bytes()) > MAX_BYTES || self.young.kept.len() >= MAX_SUBSETS;
        if full && !self.young.kept.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        // Only one of them has it, and that is the young one.
        self.old.remove(key);
        self.young.insert(key, kept);
    }
}

/// The first bytes of every file here; the number changes when subsets are made otherwise.
const MAGIC: &[u8; 16] = b"warraq font 0001";
const DIGEST: usize = 16;
/// More than this is not kept on disk, in bytes.
const MAX_FOLDER_BYTES: u64 = 64 << 20;
/// More than this is not held by one of the two generations in memory: a text's own alphabet takes some 40 KiB.
const MAX_BYTES: usize = 8 << 20;
const MAX_SUBSETS: usize = 256;
/// More proved words than this are not kept for one subset.
const MAX_PROVED: usize = 32 << 10;

impl FontCache {
    /// Nothing is kept.
    pub fn off() -> Self {
        Self::default()
    }

    /// A cache in memory, for as long as it or a clone of it lives. It holds at most some 16 MiB, what was used last.
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
        if let Some(kept) = memory.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(key) {
            return Some(kept);
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
    fn many_alphabets_take_no_more_memory_than_some() {
        let cache = FontCache::in_memory();
        let held = || {
            let memory = cache.memory.as_ref().unwrap().lock().unwrap();
            let of = |generation: &Generation| {
                assert_eq!(generation.bytes, generation.kept.values().map(Kept::bytes).sum::<usize>());
                (generation.bytes, generation.kept.len())
            };
            let (young, old) = (of(&memory.young), of(&memory.old));
            (young.0 + old.0, young.1 + old.1)
        };
        let used = digest(b"used again and again");
        for (size, most) in [(64 << 10, MAX_BYTES), (16, MAX_BYTES), (3 << 20, MAX_BYTES)] {
            cache.put(used, kept(), true);
            for number in 0..2000_u32 {
                let kept = Kept { subset: Arc::new(vec![0; size]), ..kept() };
                cache.put(digest(&number.to_be_bytes()), kept, true);
                assert!(cache.get(used).is_some(), "{number} of {size} bytes");
            }
            let (bytes, count) = held();
            assert!(bytes <= 2 * most && count <= 2 * MAX_SUBSETS, "{bytes} bytes, {count} subsets");
            assert!(cache.get(digest(&1999_u32.to_be_bytes())).is_some());
            assert!(cache.get(digest(&0_u32.to_be_bytes())).is_none());
        }
        // What is larger than all that may be held is held until the next one comes.
        cache.put(used, Kept { subset: Arc::new(vec![0; MAX_BYTES + 1]), ..kept() }, true);
        assert!(cache.get(used).is_some());
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
