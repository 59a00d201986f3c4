//! Checkpoints: what the layers hold goes down into the base, and the journal before it may go.
//!
//! ```text
//! C = appended          every commit up to C is in some cell's active layer, or lower
//! freeze cell by cell   under each cell's lock, by moving its active layer aside
//! P = appended          the frozen layers hold nothing above P
//! settle P              the base must never know what a crash could still take back
//! write to the base     frozen layers and dropped cells, durable on return
//! note C                recovery replays from C; the base holds some of C..P already, and applying a commit twice is the
//!                       same as applying it once
//! forget frozen layers, truncate the journal through C
//! ```
//!
//! A failure on the way leaves the frozen layers where they are, readable, and the next checkpoint starts by writing them
//! again.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};
use tokio::runtime::{Handle, RuntimeFlavor};

use crate::base::Changes;
use crate::error::{OpenError, StoreError};
use crate::inner::Inner;
use crate::note;
use crate::overlay::Rows;
use crate::tx::with_batch;

/// While checkpoints fail, one is tried again after so long.
const RETRY: Duration = Duration::from_secs(2);

/// The state of checkpoints.
#[derive(Default)]
pub(crate) struct Checkpoints {
    /// One checkpoint at a time.
    frozen: Mutex<Option<Frozen>>,
    signal: Mutex<Signal>,
    /// Told when the background thread has something to do.
    wanted: Condvar,
    /// Told when a checkpoint has ended, well or not.
    ended: Condvar,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
}

#[derive(Default)]
struct Signal {
    wanted: bool,
    stop: bool,
    completed: u64,
    failed: u64,
    /// Why the last one failed.
    trouble: Option<StoreError>,
}

/// What is being written down.
struct Frozen {
    rows: Vec<Arc<Rows>>,
    changes: Changes,
}

impl Checkpoints {
    /// Completed and failed ones.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let signal = self.signal.lock();
        (signal.completed, signal.failed)
    }

    /// Asks the background thread for a checkpoint.
    pub(crate) fn want(&self) {
        let mut signal = self.signal.lock();
        if !signal.wanted {
            signal.wanted = true;
            self.wanted.notify_one();
        }
    }

    /// Waits until a checkpoint is wanted. False when none will be made any more.
    fn wait_until_wanted(&self) -> bool {
        let mut signal = self.signal.lock();
        while !signal.wanted && !signal.stop {
            self.wanted.wait(&mut signal);
        }
        signal.wanted = false;
        !signal.stop
    }

    /// Waits a little before the next try, on the machine's own time: a disk that is full does not follow a virtual clock.
    fn pause(&self) {
        let mut signal = self.signal.lock();
        signal.wanted = true;
        if !signal.stop {
            let _ = self.wanted.wait_for(&mut signal, RETRY);
        }
    }

    /// Ends the background thread; a checkpoint under way is finished.
    pub(crate) fn stop(&self) {
        self.signal.lock().stop = true;
        self.wanted.notify_all();
        let thread = self.thread.lock().take();
        // The last handle on a store may go away on that thread itself.
        if let Some(thread) = thread.filter(|thread| thread.thread().id() != std::thread::current().id()) {
            // A panic there was logged where it happened; the frozen layers are still in the journal.
            let _ = thread.join();
        }
        self.ended.notify_all();
    }
}

/// Waits on this thread. If it is one of a runtime's, the runtime goes on meanwhile with another.
fn blocking<T>(wait: impl FnOnce() -> T) -> T {
    let flavor = Handle::try_current().map(|runtime| runtime.runtime_flavor());
    match flavor {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(wait),
        _ => wait(),
    }
}

impl Inner {
    /// Makes one checkpoint now.
    pub(crate) fn checkpoint(&self) -> Result<(), StoreError> {
        let mut frozen = self.checkpoints.frozen.lock();
        let done = self.write_down(&mut frozen);
        let mut signal = self.checkpoints.signal.lock();
        match &done {
            Ok(()) => signal.completed += 1,
            Err(_) => signal.failed += 1,
        }
        signal.trouble = done.clone().err();
        self.checkpoints.ended.notify_all();
        done
    }

    fn write_down(&self, slot: &mut Option<Frozen>) -> Result<(), StoreError> {
        let frozen = slot.get_or_insert_with(|| self.freeze());
        self.committer.flush_now()?;
        self.base.write(&frozen.changes)?;
        note::write(&*self.disk, frozen.changes.holds)?;
        for rows in &frozen.rows {
            let mut layers = rows.layers.lock();
            layers.frozen = None;
            layers.in_base = true;
        }
        self.forget_recovered();
        let Some(frozen) = slot.take() else { return Ok(()) };
        if !frozen.changes.dropped.is_empty() {
            self.forget_dropped(frozen.changes.dropped)?;
        }
        self.committer.truncate(frozen.changes.holds)
    }

    /// Moves every changed cell's active layer aside.
    fn freeze(&self) -> Frozen {
        self.start_counting_unsaved();
        let holds = self.committer.appended();
        let mut rows = self.take_dirty();
        let mut layers = Vec::with_capacity(rows.len());
        rows.retain(|rows| {
            let mut found = rows.layers.lock();
            found.dirty = false;
            if found.dropped || found.active.is_empty() {
                return false;
            }
            let frozen = Arc::new(std::mem::take(&mut found.active));
            found.frozen = Some(frozen.clone());
            layers.push((rows.id, frozen));
            true
        });
        // An id is on this list only when the commit that dropped it is appended; the flush that follows makes it durable.
        let dropped = std::mem::take(&mut *self.dropped.lock());
        Frozen { rows, changes: Changes { layers, dropped, holds } }
    }

    /// The base no longer holds rows of these ids.
    fn forget_dropped(&self, dropped: Vec<u64>) -> Result<(), StoreError> {
        let forgotten = with_batch(|batch| {
            self.catalog.forget_dropped(
                &dropped,
                batch,
                |rows, layers| self.mark_dirty(rows, layers),
                |batch| self.append(batch).map(drop),
            )
        });
        if forgotten.is_err() {
            self.dropped.lock().extend(dropped);
        }
        forgotten
    }

    /// Holds a writer back while checkpoints can't keep up: memory must not grow without bound. Called without locks.
    pub(crate) fn relieve(&self) -> Result<(), StoreError> {
        if self.unsaved() < self.checkpoint_bytes {
            return Ok(());
        }
        self.relieve_slowly()
    }

    #[cold]
    fn relieve_slowly(&self) -> Result<(), StoreError> {
        let limit = self.checkpoint_bytes;
        if !self.threaded {
            return match self.checkpoint() {
                Err(error) if self.unsaved() >= limit.saturating_mul(2) => Err(error),
                // There is room yet, and the journal has the commits: the next write tries again.
                _ => Ok(()),
            };
        }
        if self.unsaved() < limit.saturating_mul(2) {
            return Ok(());
        }
        blocking(|| self.wait_for_checkpoint(limit.saturating_mul(2)))
    }

    /// Waits until less than `limit` is unsaved.
    fn wait_for_checkpoint(&self, limit: u64) -> Result<(), StoreError> {
        let mut signal = self.checkpoints.signal.lock();
        while self.unsaved() >= limit && !signal.stop {
            if let Some(trouble) = &signal.trouble {
                return Err(trouble.clone());
            }
            if !signal.wanted {
                signal.wanted = true;
                self.checkpoints.wanted.notify_one();
            }
            self.checkpoints.ended.wait(&mut signal);
        }
        Ok(())
    }

    /// Starts the thread that makes checkpoints when they are wanted.
    pub(crate) fn start_checkpoints(self: &Arc<Self>) -> Result<(), OpenError> {
        // The thread must not keep the store open.
        let (inner, checkpoints) = (Arc::downgrade(self), self.checkpoints.clone());
        let thread = std::thread::Builder::new().name("checkpoint".to_owned()).spawn(move || {
            while checkpoints.wait_until_wanted() {
                let Some(inner) = inner.upgrade() else { return };
                if let Err(error) = inner.checkpoint() {
                    tracing::error!(%error, "a checkpoint failed; the journal keeps what it would have written down");
                    drop(inner);
                    checkpoints.pause();
                }
            }
        });
        let thread = thread.map_err(|error| OpenError::io(self.disk.path(""), error))?;
        *self.checkpoints.thread.lock() = Some(thread);
        Ok(())
    }
}
