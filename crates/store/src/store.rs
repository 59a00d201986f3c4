//! The store.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tradewind_clock::{Clock, Random, Timestamp};

use crate::base::{FjallBase, SimBase};
use crate::blobs::Blobs;
use crate::cell::Cell;
use crate::checkpoint::Checkpoints;
use crate::committer::{CommitterOptions, Pace};
use crate::disk::{Disk, RealDisk, SimDisk};
use crate::error::{OpenError, StoreError};
use crate::inner::{Inner, Settings};
use crate::model::Model;
use crate::options::Options;
use crate::position::Position;
use crate::stats::Stats;
use crate::tasks::Tasks;

/// How often simulations make checkpoints, in bytes of commits.
const SIMULATED_CHECKPOINT_BYTES: u64 = 1 << 20;

/// All cells of one node. Cheap to clone. When the last clone and the last cell are gone the directory is free again; what was
/// not settled may be lost unless [`Store::close`] was called.
#[derive(Clone)]
pub struct Store {
    /// Dropped first, with the last clone: ends the checkpoint thread, so that nothing but cells keeps the store open.
    _checkpoints: Arc<StopOnDrop>,
    inner: Arc<Inner>,
    tasks: Tasks,
}

struct StopOnDrop(Arc<Checkpoints>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("stats", &self.stats()).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens a data directory, or sets one up in an empty one.
    ///
    /// # Errors
    /// See [`OpenError`], and there what is left unchanged.
    pub fn open(options: Options) -> Result<Store, OpenError> {
        let disk = Arc::new(RealDisk::new(&options.dir));
        Store::open_on(disk, options)
    }

    /// As [`Store::open`], with everything but the base on `disk`, for instance one that limits or counts what is written.
    /// The base goes into the directory that the disk names as its root's path; [`Options::dir`] is not looked at.
    pub fn open_on(disk: Arc<dyn Disk>, options: Options) -> Result<Store, OpenError> {
        let committer = CommitterOptions { on_sync: options.on_sync, ..CommitterOptions::new(Pace::Threaded) };
        let settings = Settings {
            clock: options.clock,
            random: options.random,
            checkpoint_bytes: options.checkpoint_bytes,
            committer,
            threaded: true,
        };
        let dir = disk.path("");
        let cache = options.base_cache_bytes;
        let inner = Inner::open(disk, settings, || Ok(Box::new(FjallBase::open(&dir, cache)?)))?;
        Ok(Store::over(inner))
    }

    /// Opens a store on a simulated disk: the code of the real one, on one thread. A group is committed when
    /// [`Store::flush`] or a settle asks for it, a checkpoint is made within the write that finds it due; what was not settled
    /// is lost when the disk crashes.
    pub fn simulated(disk: &SimDisk, clock: Clock, random: Random) -> Result<Store, OpenError> {
        Store::simulated_with(disk, clock, random, SIMULATED_CHECKPOINT_BYTES)
    }

    fn over(inner: Arc<Inner>) -> Store {
        let checkpoints = Arc::new(StopOnDrop(inner.checkpoints.clone()));
        Store { _checkpoints: checkpoints, tasks: Tasks { inner: inner.clone() }, inner }
    }

    /// As [`Store::simulated`], with a checkpoint whenever rows of about so many bytes have been written since the last.
    pub fn simulated_with(
        disk: &SimDisk,
        clock: Clock,
        random: Random,
        checkpoint_bytes: u64,
    ) -> Result<Store, OpenError> {
        let disk = disk.attach();
        let settings = Settings {
            clock,
            random,
            checkpoint_bytes,
            committer: CommitterOptions::new(Pace::Manual),
            threaded: false,
        };
        let base_disk = disk.clone();
        let inner = Inner::open(disk, settings, || Ok(Box::new(SimBase::open(base_disk)?)))?;
        Ok(Store::over(inner))
    }

    /// A handle on the cell of this name. It exists once it has been written.
    ///
    /// # Panics
    /// If the cell is open with another model: a name belongs to one kind of cell.
    pub fn cell<M: Model>(&self, name: &str) -> Cell<M> {
        self.inner.cell(name)
    }

    /// The names that begin with `prefix`, of cells that have been written and not dropped, in byte order, after `after`.
    pub fn cells(&self, prefix: &str, after: Option<&str>, limit: usize) -> Result<Vec<String>, StoreError> {
        self.inner.catalog.names(&*self.inner.base, prefix, after, limit)
    }

    /// Resolves when everything up to `position` is durable; at once if it is already. On a simulated store it commits the
    /// group itself.
    pub fn settle(&self, position: Position) -> impl Future<Output = Result<(), StoreError>> + Send + 'static {
        let settle = self.inner.committer.settle(position);
        let simulated = (!self.inner.threaded).then(|| self.inner.clone());
        async move {
            if let Some(inner) = simulated
                && inner.committer.durable() < position
            {
                inner.committer.flush_now()?;
            }
            settle.await
        }
    }

    /// The last commit known to be durable.
    pub fn durable(&self) -> Position {
        self.inner.committer.durable()
    }

    /// The last commit appended.
    pub fn appended(&self) -> Position {
        self.inner.committer.appended()
    }

    /// Makes everything appended so far durable; blocks until it is.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.inner.committer.flush_now()
    }

    /// Makes a checkpoint now: afterwards the base holds everything that had been appended, and the journal may be short.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.inner.checkpoint()
    }

    /// The blobs.
    pub fn blobs(&self) -> &Blobs {
        &self.inner.blobs
    }

    /// The tasks.
    pub fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// Drops the models of cells that were last used before `older_than`, and everything else kept in memory for them. What
    /// they say stays in the rows.
    pub fn evict_idle(&self, older_than: Timestamp) {
        self.inner.evict_idle(older_than);
    }

    /// Makes everything durable and notes that the store was closed in order. Writes through other handles are refused
    /// afterwards with [`StoreError::Closed`].
    pub fn close(self) -> Result<(), StoreError> {
        self.inner.checkpoints.stop();
        self.inner.committer.close()
    }

    /// Counters and gauges.
    pub fn stats(&self) -> Stats {
        let inner = &self.inner;
        let committer = inner.committer.stats();
        let (checkpoints, failed_checkpoints) = inner.checkpoints.counts();
        Stats {
            groups: committer.groups,
            commits: committer.commits,
            journal_bytes: committer.bytes,
            checkpoints,
            failed_checkpoints,
            journal_lag: inner.committer.appended().get().saturating_sub(inner.committer.durable().get()),
            unsaved_bytes: inner.unsaved(),
            open_cells: inner.open_cells(),
            tasks: inner.tasks.pending(),
            buried_tasks: inner.tasks.buried.load(Ordering::Relaxed),
        }
    }
}
