//! What all handles of a store share.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use tradewind_clock::{Clock, Random, Timestamp};

use crate::base::Base;
use crate::batch::{Batch, operations, weight};
use crate::blobs::Blobs;
use crate::catalog::{CATALOG, Catalog, TASKS, dropped_by};
use crate::cell::{AnyCell, Cell, Shared};
use crate::checkpoint::Checkpoints;
use crate::committer::{Committer, CommitterOptions};
use crate::directory::DataDirectory;
use crate::disk::Disk;
use crate::error::{OpenError, StoreError};
use crate::journal::SegmentOptions;
use crate::key::RowKey;
use crate::model::Model;
use crate::note;
use crate::overlay::{Layers, Rows};
use crate::position::Position;
use crate::tasks::TaskQueue;

/// What the engines differ in.
pub(crate) struct Settings {
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) checkpoint_bytes: u64,
    pub(crate) committer: CommitterOptions,
    /// Whether groups and checkpoints are written by threads of their own.
    pub(crate) threaded: bool,
}

pub(crate) struct Inner {
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) checkpoint_bytes: u64,
    pub(crate) threaded: bool,
    pub(crate) base: Box<dyn Base>,
    pub(crate) committer: Arc<Committer>,
    pub(crate) catalog: Catalog,
    pub(crate) tasks: TaskQueue,
    pub(crate) blobs: Blobs,
    pub(crate) checkpoints: Arc<Checkpoints>,
    pub(crate) disk: Arc<dyn Disk>,
    cells: RwLock<BTreeMap<Arc<str>, Arc<dyn AnyCell>>>,
    /// Rows that the journal's replay has brought back and no cell has asked for yet.
    recovered: Mutex<FxHashMap<u64, Arc<Rows>>>,
    /// Rows with changes that no checkpoint has frozen yet.
    dirty: Mutex<Vec<Arc<Rows>>>,
    /// Ids whose rows the base may still hold.
    pub(crate) dropped: Mutex<Vec<u64>>,
    /// Roughly what the rows appended since the last checkpoint began take in memory, in bytes.
    unsaved: AtomicU64,
    /// What a cell that was never written looks like.
    pub(crate) no_layers: Layers,
    /// Released last.
    _directory: DataDirectory,
}

impl Inner {
    /// Opens a directory: checks it and replays its journal before `open_base` may touch the base, and changes nothing itself
    /// before the base has been checked too.
    pub(crate) fn open(
        disk: Arc<dyn Disk>,
        settings: Settings,
        open_base: impl FnOnce() -> Result<Box<dyn Base>, StoreError>,
    ) -> Result<Arc<Inner>, OpenError> {
        let root = disk.path("");
        let directory = DataDirectory::open(disk.clone(), &settings.random)?;
        let holds = note::read(&*disk)?;
        let mut replayed = Replay::default();
        let journal = directory.journal(holds, &mut |_, commit| replayed.commit(commit))?;
        let base_path = disk.path("base");
        let base = open_base().map_err(|error| refuse(&base_path, error))?;
        let base_holds = base.holds().map_err(|error| refuse(&base_path, error))?;
        if base_holds < holds {
            let what = format!("it holds the commits up to {base_holds}, but it once held those up to {holds}");
            return Err(OpenError::corrupt(base_path, None, what));
        }
        let unsaved = replayed.weight;
        let (mut recovered, dirty) = replayed.finish();
        let mut known = |id| recovered.remove(&id).unwrap_or_else(|| Rows::new(id, Layers::over_base()));
        let catalog = Catalog::open(known(CATALOG), &*base).map_err(|error| refuse(&root, error))?;
        let tasks = TaskQueue::open(known(TASKS), &*base).map_err(|error| refuse(&root, error))?;
        let dropped = catalog.dropped(&*base).map_err(|error| refuse(&root, error))?;
        // Nothing is left that could refuse the directory for what it holds: from here on files are changed.
        let journal = journal.resume(SegmentOptions::default())?;
        let committer = Committer::start(Box::new(journal), settings.committer);
        let committer = Arc::new(committer.map_err(|error| OpenError::io(&root, error))?);
        let blobs = Blobs::open(disk.clone(), settings.random.clone(), &committer, settings.threaded);
        let blobs = blobs.map_err(|error| OpenError::io(disk.path("blobs"), error))?;
        let inner = Arc::new(Inner {
            clock: settings.clock,
            random: settings.random,
            checkpoint_bytes: settings.checkpoint_bytes.max(1),
            threaded: settings.threaded,
            base,
            committer,
            catalog,
            tasks,
            blobs,
            checkpoints: Arc::default(),
            disk,
            cells: RwLock::default(),
            recovered: Mutex::new(recovered),
            dirty: Mutex::new(dirty),
            dropped: Mutex::new(dropped),
            unsaved: AtomicU64::new(unsaved),
            no_layers: Layers::default(),
            _directory: directory,
        });
        if inner.threaded {
            inner.start_checkpoints()?;
            inner.want_checkpoint_from(0, unsaved);
        }
        Ok(inner)
    }

    /// Appends a commit. The caller holds the locks of all cells that the commit touches.
    pub(crate) fn append(&self, batch: &mut Batch) -> Result<Position, StoreError> {
        let position = self.committer.append(batch.finish())?;
        let weight = batch.weight();
        let before = self.unsaved.fetch_add(weight, Ordering::Relaxed);
        self.want_checkpoint_from(before, weight);
        Ok(position)
    }

    fn want_checkpoint_from(&self, before: u64, added: u64) {
        let limit = self.checkpoint_bytes;
        if before < limit && before + added >= limit && self.threaded {
            self.checkpoints.want();
        }
    }

    /// Roughly what the rows appended since the last checkpoint began take in memory, in bytes.
    pub(crate) fn unsaved(&self) -> u64 {
        self.unsaved.load(Ordering::Relaxed)
    }

    pub(crate) fn start_counting_unsaved(&self) {
        self.unsaved.store(0, Ordering::Relaxed);
    }

    /// Puts rows on the list that the next checkpoint goes through. Must happen before the commit is appended, under the
    /// rows' lock: so whatever is appended before a checkpoint takes the list is on it.
    pub(crate) fn mark_dirty(&self, rows: &Arc<Rows>, layers: &mut Layers) {
        if !layers.dirty {
            layers.dirty = true;
            self.dirty.lock().push(rows.clone());
        }
    }

    pub(crate) fn take_dirty(&self) -> Vec<Arc<Rows>> {
        std::mem::take(&mut *self.dirty.lock())
    }

    /// The rows of an id that the catalog knows.
    pub(crate) fn open_rows(&self, id: u64) -> Arc<Rows> {
        let recovered = self.recovered.lock().remove(&id);
        recovered.unwrap_or_else(|| Rows::new(id, Layers::over_base()))
    }

    /// Recovered rows that the base holds by now need not be remembered.
    pub(crate) fn forget_recovered(&self) {
        let mut recovered = self.recovered.lock();
        recovered.retain(|_, rows| {
            let layers = rows.layers.lock();
            !layers.active.is_empty() || layers.frozen.is_some()
        });
        recovered.shrink_to_fit();
    }

    pub(crate) fn cell<M: Model>(self: &Arc<Self>, name: &str) -> Cell<M> {
        let found = self.cells.read().get(name).cloned();
        let any = found.unwrap_or_else(|| {
            let mut cells = self.cells.write();
            cells.entry(name.into()).or_insert_with(|| Shared::<M>::new(name)).clone()
        });
        let Ok(shared) = any.as_any().downcast::<Shared<M>>() else {
            panic!("the cell {name:?} is open with another model than {}", std::any::type_name::<M>());
        };
        Cell::new(self.clone(), shared)
    }

    pub(crate) fn open_cells(&self) -> usize {
        self.cells.read().len()
    }

    pub(crate) fn evict_idle(&self, older_than: Timestamp) {
        let durable = self.committer.durable();
        // Handles are made under the read lock at least, so a count of one can't rise meanwhile.
        self.cells.write().retain(|_, cell| !(cell.evict(older_than, durable) && Arc::strong_count(cell) == 1));
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.checkpoints.stop();
    }
}

/// What the journal's replay brings back.
#[derive(Default)]
struct Replay {
    cells: FxHashMap<u64, Layers>,
    weight: u64,
}

impl Replay {
    /// Applies one commit. The base may hold some of it already, so nothing counts as fresh: a row that is deleted leaves a
    /// tombstone even if it was made a moment before.
    fn commit(&mut self, commit: &[u8]) -> Result<(), StoreError> {
        self.weight += weight(commit.len(), 0);
        for operation in operations(commit) {
            let operation = operation?;
            self.weight += weight(0, 1);
            if operation.cell == CATALOG
                && operation.value.is_some()
                && let Some(dropped) = dropped_by(operation.key)
            {
                self.cells.remove(&dropped);
            }
            let layers = self.cells.entry(operation.cell).or_insert_with(Layers::over_base);
            let key = RowKey::from_slice(operation.key);
            match operation.value {
                Some(value) => layers.put(operation.space, key, Bytes::copy_from_slice(value), false),
                None => layers.delete(operation.space, key),
            };
        }
        Ok(())
    }

    fn finish(self) -> (FxHashMap<u64, Arc<Rows>>, Vec<Arc<Rows>>) {
        let mut dirty = Vec::with_capacity(self.cells.len());
        let mut recovered = FxHashMap::default();
        for (id, layers) in self.cells {
            let rows = Rows::new(id, Layers { dirty: true, ..layers });
            dirty.push(rows.clone());
            recovered.insert(id, rows);
        }
        // The order in which a hash map is walked says nothing; a replayed simulation must not depend on it.
        dirty.sort_unstable_by_key(|rows| rows.id);
        (recovered, dirty)
    }
}

/// An error of the running store as a reason not to open.
fn refuse(path: &std::path::Path, error: StoreError) -> OpenError {
    match error {
        StoreError::Newer { found, known, .. } => OpenError::Newer { path: path.to_path_buf(), found, known },
        StoreError::Corrupt(what) => OpenError::corrupt(path, None, what),
        error => OpenError::io(path, std::io::Error::other(error)),
    }
}
