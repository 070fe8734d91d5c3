//! One book per article, for any number of articles: on all cores, in little memory, to be interrupted and gone on with.
//!
//! 1. `item`: what tells an article from all others of a run, before it is read: its key. Name and identifier follow from it, so
//!    that neither hangs on which thread was first, on what was there before, or on how the work was shared out.
//! 2. `shard`: which articles this machine makes.
//! 3. `manifest`: what became of each, in the order of the inputs. A line is written when the book is in its place, so that it
//!    never says more than is true; what an earlier run says is believed where article, settings and book are unchanged.
//! 4. `place`: a book is in the folder whole or not at all.
//!
//! Articles are read one after the other, ahead of the work by a small window, and made in parallel. The window is what is held
//! in memory, and its lines wait there for those before them. Of all articles no more is held than a hash.

mod error;
mod item;
mod manifest;
mod place;
mod shard;
mod work;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc;

pub use error::BatchError;
pub use manifest::{Entry, MANIFEST};
pub use shard::{Shard, UnknownShard};

use item::{Item, Key, NamedFiles};
use manifest::{Manifest, Previous};
use place::Folder;
use work::{Done, Work};

use crate::publication::Finding;
use crate::publish::Publication;
use crate::resources::FontCache;
use crate::source::{Expand, Input, SourceError};

/// How many articles for each thread are read ahead, and how many bytes of text those hold together before reading waits.
const AHEAD: usize = 8;
const BYTES_AHEAD: usize = 64 << 20;

/// How a batch is made: where its books go, and which of them.
#[derive(Debug, Clone)]
pub struct Batch {
    folder: PathBuf,
    jobs: usize,
    shard: Shard,
    resume: bool,
}

/// How far a batch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BatchProgress {
    /// Books that were made.
    pub made: usize,
    /// Books that were there, unchanged.
    pub unchanged: usize,
    /// Articles that no book could be made of.
    pub failed: usize,
}

impl BatchProgress {
    /// All articles that are done with.
    pub fn done(&self) -> usize {
        self.made + self.unchanged + self.failed
    }
}

/// What came of a batch.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Summary {
    /// How many books were made, were there, and failed.
    pub progress: BatchProgress,
    /// What was noticed about the inputs as a whole.
    pub findings: Vec<Finding>,
    /// How many findings of each code there were in all books, by the code's text.
    pub counts: BTreeMap<&'static str, usize>,
    /// Whether the watcher stopped it before the end.
    pub stopped: bool,
}

impl Batch {
    /// A batch whose books go to a folder, which is made where it does not exist.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), jobs: 0, shard: Shard::default(), resume: false }
    }

    /// How many books are made at the same time; 0 stands for as many as there are cores.
    #[must_use]
    pub fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = jobs;
        self
    }

    /// Makes only a share of the books.
    #[must_use]
    pub fn shard(mut self, shard: Shard) -> Self {
        self.shard = shard;
        self
    }

    /// Leaves alone what an earlier run made of the same article with the same settings.
    #[must_use]
    pub fn resume(mut self, resume: bool) -> Self {
        self.resume = resume;
        self
    }

    /// Makes one book of each article, with the settings of `publication`; `watch` is told what became of
    /// each article, in their order, and may stop the work.
    ///
    /// # Errors
    /// The folder cannot be written to, or somebody else is at work in it. What is wrong with an article stands in the manifest.
    pub fn run(
        &self,
        inputs: Vec<Input>,
        publication: &Publication,
        mut watch: impl FnMut(BatchProgress, &Entry) -> ControlFlow<()>,
    ) -> Result<Summary, BatchError> {
        let folder = Folder::open(&self.folder, self.shard)?;
        let previous = Previous::open(&folder, self.resume)?;
        let manifest = Manifest::create(&folder)?;
        let mut pool = rayon::ThreadPoolBuilder::new();
        pool = pool.num_threads(self.jobs).stack_size(8 << 20);
        let pool = pool.build().map_err(|error| BatchError::Threads { message: error.to_string() })?;
        let work = Work::new(&folder, publication, FontCache::in_memory());
        let queue = Queue {
            inputs: Expand::new(inputs).within(publication.reach().clone()).without(&self.folder),
            shard: self.shard,
            seen: HashMap::new(),
            position: 0,
            files: NamedFiles::default(),
            previous,
        };
        let window = (pool.current_num_threads() * AHEAD).max(AHEAD);
        let (to, from) = mpsc::channel();
        let mut run =
            Run { manifest, folder: &folder, waiting: BTreeMap::new(), committed: 0, summary: Summary::default() };
        let mut queue = queue;
        let finished = pool.in_place_scope(|scope| -> Result<(), BatchError> {
            let (mut sent, mut weight) = (0, 0_usize);
            let mut ended = false;
            loop {
                while !ended && sent - run.committed < window && (weight < BYTES_AHEAD || sent == run.committed) {
                    let Some((item, before)) = queue.next()? else {
                        ended = true;
                        break;
                    };
                    let held = item.weight();
                    let (number, to, work) = (sent, to.clone(), &work);
                    sent += 1;
                    weight += held;
                    scope.spawn(move |_| {
                        // Who stopped listening has seen an error that ends the run.
                        let _ = to.send((number, held, work.done(item, before)));
                    });
                }
                if sent == run.committed {
                    return Ok(());
                }
                let Ok((number, held, done)) = from.recv() else { return Ok(()) };
                weight = weight.saturating_sub(held);
                run.waiting.insert(number, done?);
                if run.commit(&mut watch)?.is_break() {
                    run.summary.stopped = true;
                    return Ok(());
                }
            }
        });
        drop(from);
        finished?;
        run.summary.findings = queue.inputs.take_findings();
        let summary = run.summary;
        if !summary.stopped {
            run.manifest.finish()?;
            queue.previous.forget()?;
        }
        folder.close();
        Ok(summary)
    }
}

/// The articles of this share, each with its key and with what an earlier run says of it.
struct Queue {
    inputs: Expand,
    shard: Shard,
    /// How often an article of the same identity was met, over all shares.
    seen: HashMap<Key, u32>,
    position: u64,
    files: NamedFiles,
    previous: Previous,
}

impl Queue {
    fn next(&mut self) -> Result<Option<(Item, Option<Entry>)>, BatchError> {
        loop {
            let Some(mut input) = self.inputs.next() else { return Ok(None) };
            if let Ok(input) = &mut input {
                // Here each article stands alone: what is wrong with it is its own failure.
                (input.origin.member, input.origin.one_book) = (false, true);
            }
            self.position += 1;
            let (key, local) = Key::of(&input);
            let twin = *self.seen.entry(key).and_modify(|count| *count += 1).or_insert(1);
            if !self.shard.has(self.position) {
                continue;
            }
            let files = self.files.of(input.as_ref().ok().and_then(|input| input.origin.settings.as_ref()));
            let item = Item { position: self.position, key: key.twin(twin), twin, local, files, input };
            let before = self.previous.take(item.key)?;
            return Ok(Some((item, before)));
        }
    }
}

/// What is done, on its way into the manifest.
struct Run<'a> {
    manifest: Manifest,
    folder: &'a Folder,
    /// Articles that are done before one that stands before them.
    waiting: BTreeMap<usize, Done>,
    committed: usize,
    summary: Summary,
}

impl Run<'_> {
    fn commit(
        &mut self,
        watch: &mut impl FnMut(BatchProgress, &Entry) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, BatchError> {
        while let Some(done) = self.waiting.remove(&self.committed) {
            self.committed += 1;
            self.manifest.add(&done.entry)?;
            if let Some(old) = &done.replaces {
                self.folder.remove(old, done.entry.output.as_deref());
            }
            let progress = &mut self.summary.progress;
            match (&done.entry.error, done.unchanged) {
                (Some(_), _) => progress.failed += 1,
                (None, true) => progress.unchanged += 1,
                (None, false) => progress.made += 1,
            }
            for code in crate::publication::Code::ALL {
                if let Some(count) = done.entry.findings.get(code.as_str()) {
                    *self.summary.counts.entry(code.as_str()).or_default() += count;
                }
            }
            if watch(self.summary.progress, &done.entry).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// What an input that could not be taken apart is called.
fn name_of(input: &Result<Input, SourceError>) -> String {
    match input {
        Ok(input) => input.name(),
        Err(error) => error.place(),
    }
}
