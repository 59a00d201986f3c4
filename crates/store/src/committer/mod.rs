//! The group commit: collects encoded transactions in memory, appends them to the journal in groups, and tells who waits.
//!
//! ```text
//! append ──> pending group ──(the group is taken whole)──> in flight ──> journal.append ──> durable ──> waiters woken
//!            next = appended + 1                           retried while the disk is full
//! ```
//!
//! At most one group is in flight. With [`Pace::Threaded`] a thread of its own takes the pending group as soon as the one
//! before is durable; what arrives meanwhile forms the next. With [`Pace::Manual`] groups are written only by
//! [`Committer::flush_now`], on the caller's thread, so that a simulation decides what was durable at a crash.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use parking_lot::{Condvar, Mutex};

use crate::error::StoreError;
use crate::journal::{Group, Journal, JournalError};
use crate::position::Position;

mod options;
mod settle;
mod thread;

pub use options::{CommitterOptions, CommitterStats, OnSync, Pace, SyncEvent};
pub use settle::Settle;
use settle::{Ready, Waiters, block_on};

/// The largest transaction, in encoded bytes.
pub const MAX_BATCH_BYTES: usize = 64 << 20;

/// A buffer keeps so many bytes of memory between groups.
const KEEP_BYTES: usize = 4 << 20;

/// At most so many bytes may be allowed to be pending: a group's length is stored in 32 bits.
const MAX_PENDING_BYTES: usize = 256 << 20;

/// Appends transactions to a journal in groups. See the module's text.
pub struct Committer {
    shared: Arc<Shared>,
    thread: Mutex<Option<std::thread::JoinHandle<()>>>,
}

impl std::fmt::Debug for Committer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Committer").field("appended", &self.appended()).field("durable", &self.durable()).finish()
    }
}

/// What the committer, its thread and the waiting futures share.
///
/// Locks are taken in the order `engine`, `pending`, `waiters`, `stats`; none is held while a waker runs.
struct Shared {
    options: CommitterOptions,
    pending: Mutex<Pending>,
    /// Signalled when there is something to write, or the disk should be tried again or takes groups again, or the
    /// committer closes.
    work: Condvar,
    /// Signalled when the pending group was taken, or appends are refused.
    room: Condvar,
    /// Whether appends are refused now, so that they need not take the lock to know. Follows `Pending::refusal`.
    refusing: AtomicBool,
    /// The last position given out.
    appended: AtomicU64,
    /// The last position that is durable. Written before the waiters are looked at.
    durable: AtomicU64,
    waiters: Mutex<Waiters>,
    engine: Mutex<Engine>,
    stats: Mutex<CommitterStats>,
}

struct Pending {
    group: Group,
    /// Why nothing is accepted now.
    refusal: Option<StoreError>,
    /// The thread waits on `work`.
    idle: bool,
    /// So many appends wait on `room`.
    crowd: usize,
    /// Somebody was refused since the disk was last tried.
    retry: bool,
    closing: bool,
}

/// The journal and the group that is being appended to it.
struct Engine {
    journal: Box<dyn Journal>,
    in_flight: Group,
    /// The journal may not be used any more.
    failed: Option<StoreError>,
    closed: bool,
}

impl Committer {
    /// Starts to append to a journal that has been opened.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(journal: Box<dyn Journal>, mut options: CommitterOptions) -> std::io::Result<Committer> {
        options.pending_bytes = options.pending_bytes.min(MAX_PENDING_BYTES);
        let last = journal.last();
        let next = Position::new(last.get().saturating_add(1));
        let threaded = options.pace == Pace::Threaded;
        let shared = Arc::new(Shared {
            options,
            pending: Mutex::new(Pending {
                group: Group::new(next),
                refusal: None,
                idle: false,
                crowd: 0,
                retry: false,
                closing: false,
            }),
            work: Condvar::new(),
            room: Condvar::new(),
            refusing: AtomicBool::new(false),
            appended: AtomicU64::new(last.get()),
            durable: AtomicU64::new(last.get()),
            waiters: Mutex::new(Waiters::default()),
            engine: Mutex::new(Engine { journal, in_flight: Group::new(next), failed: None, closed: false }),
            stats: Mutex::default(),
        });
        let thread = if threaded { Some(thread::spawn(&shared)?) } else { None };
        Ok(Committer { shared, thread: Mutex::new(thread) })
    }

    /// Adds an encoded transaction to the pending group and answers its position. Positions have no gaps, and follow the
    /// order of the calls.
    ///
    /// Holds a lock for about the time of copying the bytes. When [`CommitterOptions::pending_bytes`] are pending already,
    /// it waits for the disk: an error would refuse requests that the disk will have taken a few milliseconds later.
    ///
    /// # Errors
    /// [`StoreError::Full`] (or [`StoreError::Io`]) while the disk refuses a group, [`StoreError::Failed`] after a failed
    /// sync, [`StoreError::Closed`], [`StoreError::TooLarge`]. The transaction is in none of these cases part of the journal.
    pub fn append(&self, batch: &[u8]) -> Result<Position, StoreError> {
        if batch.len() > MAX_BATCH_BYTES {
            return Err(StoreError::TooLarge { bytes: batch.len(), limit: MAX_BATCH_BYTES });
        }
        let shared = &*self.shared;
        let mut pending = shared.pending.lock();
        loop {
            if let Some(refusal) = shared.refused(&mut pending) {
                return Err(refusal);
            }
            if pending.group.bytes() < shared.options.pending_bytes || pending.group.is_empty() {
                break;
            }
            if shared.options.pace == Pace::Manual {
                drop(pending);
                self.flush_now()?;
                pending = shared.pending.lock();
            } else {
                pending.crowd += 1;
                shared.room.wait(&mut pending);
                pending.crowd -= 1;
            }
        }
        let position = pending.group.push(batch);
        shared.appended.store(position.get(), Ordering::Release);
        let wake = std::mem::take(&mut pending.idle);
        drop(pending);
        if wake {
            shared.work.notify_one();
        }
        Ok(position)
    }

    /// Whether an append would be refused now: for who would have to do work for nothing first. The disk is tried again soon.
    ///
    /// # Errors
    /// As [`Committer::append`].
    pub fn accepts(&self) -> Result<(), StoreError> {
        if !self.shared.refusing.load(Ordering::Acquire) {
            return Ok(());
        }
        self.shared.refused(&mut self.shared.pending.lock()).map_or(Ok(()), Err)
    }

    /// Resolves when everything up to `position` is durable; at once when it is already.
    ///
    /// Answers [`StoreError::Full`] (or [`StoreError::Io`]) when the disk refuses the group: the transaction stays in memory
    /// and is written later if the process lives, so the outcome of the request is open, as after any 5xx answer.
    pub fn settle(&self, position: Position) -> Settle {
        Settle::new(Arc::clone(&self.shared), position)
    }

    /// The last position that is durable.
    pub fn durable(&self) -> Position {
        self.shared.durable()
    }

    /// The last position given out.
    pub fn appended(&self) -> Position {
        self.shared.appended()
    }

    /// Makes everything appended so far durable. Threaded: blocks until it is. Manual: writes the groups here and now. A
    /// disk that refused before is tried again at once.
    ///
    /// # Errors
    /// As [`Committer::settle`].
    pub fn flush_now(&self) -> Result<(), StoreError> {
        let appended = self.appended();
        let is_refused = self.shared.pending.lock().refusal.is_some();
        if self.shared.options.pace == Pace::Manual || is_refused {
            return self.write_through(appended);
        }
        block_on(self.settle(appended))
    }

    /// Writes groups on this thread until `position` is durable.
    fn write_through(&self, position: Position) -> Result<(), StoreError> {
        while self.durable() < position {
            self.shared.commit_group()?;
        }
        Ok(())
    }

    /// Lets the journal forget everything up to `through`, which must be durable elsewhere. Waits for a group in flight.
    ///
    /// # Errors
    /// As [`Journal::truncate`].
    pub fn truncate(&self, through: Position) -> Result<(), StoreError> {
        let mut engine = self.shared.engine.lock();
        if engine.closed {
            return Err(StoreError::Closed);
        }
        engine.journal.truncate(through)
    }

    /// What has been written since the start.
    pub fn stats(&self) -> CommitterStats {
        *self.shared.stats.lock()
    }

    /// Writes what is pending, notes in the journal where it ends, and accepts nothing more. A second call does nothing.
    ///
    /// # Errors
    /// When not everything could be made durable: the waiters have been told, the note is not written.
    pub fn close(&self) -> Result<(), StoreError> {
        self.stop();
        let shared = &*self.shared;
        if shared.engine.lock().closed {
            return Ok(());
        }
        let written = self.write_through(self.appended());
        let mut engine = shared.engine.lock();
        engine.closed = true;
        let closed = written.and_then(|()| engine.journal.close());
        drop(engine);
        shared.refuse(&StoreError::Closed).wake();
        closed
    }

    /// Refuses further appends and ends the thread, which first writes what it can.
    fn stop(&self) {
        let mut pending = self.shared.pending.lock();
        pending.closing = true;
        pending.refusal.get_or_insert(StoreError::Closed);
        self.shared.refusing.store(true, Ordering::Release);
        drop(pending);
        self.shared.work.notify_all();
        self.shared.room.notify_all();
        if let Some(thread) = self.thread.lock().take() {
            // A panic in the thread has been told to all waiters already, and the engine says that it failed.
            let _ = thread.join();
        }
    }
}

impl Drop for Committer {
    fn drop(&mut self) {
        self.stop();
        self.shared.refuse(&StoreError::Closed).wake();
    }
}

impl Shared {
    fn durable(&self) -> Position {
        Position::new(self.durable.load(Ordering::Acquire))
    }

    fn appended(&self) -> Position {
        Position::new(self.appended.load(Ordering::Acquire))
    }

    /// Why nothing is accepted now, if so; somebody wants it to be, so the disk is to be tried again.
    fn refused(&self, pending: &mut Pending) -> Option<StoreError> {
        let refusal = pending.refusal.clone()?;
        pending.retry = true;
        self.work.notify_one();
        Some(refusal)
    }

    /// Appends the group in flight, or else the pending one, to the journal. Does nothing when there is neither.
    fn commit_group(&self) -> Result<(), StoreError> {
        let mut engine = self.engine.lock();
        if let Some(failed) = &engine.failed {
            return Err(failed.clone());
        }
        if engine.closed {
            return Err(StoreError::Closed);
        }
        if engine.in_flight.is_empty() && !self.take_pending(&mut engine.in_flight) {
            return Ok(());
        }
        let outcome = self.append_in_flight(&mut engine);
        let ready = match &outcome {
            Ok(last) => self.publish(*last),
            Err(error) => self.refuse(error),
        };
        drop(engine);
        ready.wake();
        outcome.map(|_| ())
    }

    /// Appends the group in flight and answers the position of its last commit.
    fn append_in_flight(&self, engine: &mut Engine) -> Result<Position, StoreError> {
        let Engine { journal, in_flight, failed, .. } = engine;
        let (commits, bytes) = (in_flight.commits(), in_flight.bytes());
        self.observe(SyncEvent::Started { commits, bytes });
        let outcome = journal.append(self.durable(), in_flight);
        self.observe(if outcome.is_ok() { SyncEvent::Finished } else { SyncEvent::Refused });
        match outcome {
            Ok(()) => {
                self.stats.lock().count(commits, bytes);
                let last = in_flight.last();
                in_flight.reset(in_flight.next(), KEEP_BYTES);
                Ok(last)
            }
            Err(JournalError::Refused(error)) => Err(error),
            Err(JournalError::Failed(error)) => Err(failed.insert(error).clone()),
            Err(moved @ JournalError::Moved { .. }) => {
                Err(failed.insert(StoreError::Failed(moved.to_string().into())).clone())
            }
        }
    }

    /// Exchanges the pending group for the empty one. `false` when nothing is pending.
    fn take_pending(&self, empty: &mut Group) -> bool {
        let mut pending = self.pending.lock();
        if pending.group.is_empty() {
            return false;
        }
        empty.reset(pending.group.next(), KEEP_BYTES);
        std::mem::swap(&mut pending.group, empty);
        if pending.crowd > 0 {
            self.room.notify_all();
        }
        true
    }

    /// Says that everything through `position` is durable, and that the disk takes groups again.
    fn publish(&self, position: Position) -> Ready {
        self.durable.store(position.get(), Ordering::Release);
        let mut pending = self.pending.lock();
        if !pending.closing && pending.refusal.take().is_some() {
            self.refusing.store(false, Ordering::Release);
            // The thread may be waiting to try again what another thread has just written.
            self.work.notify_one();
        }
        drop(pending);
        let mut waiters = self.waiters.lock();
        waiters.refusal = None;
        waiters.take_through(position)
    }

    /// Tells everybody who waits, and who comes until the next [`Shared::publish`], that nothing is accepted.
    fn refuse(&self, error: &StoreError) -> Ready {
        let mut pending = self.pending.lock();
        pending.refusal = Some(error.clone());
        self.refusing.store(true, Ordering::Release);
        drop(pending);
        self.room.notify_all();
        let mut waiters = self.waiters.lock();
        waiters.refusal = Some(error.clone());
        waiters.take_all()
    }

    fn observe(&self, event: SyncEvent) {
        if let Some(on_sync) = &self.options.on_sync {
            on_sync(event);
        }
    }
}
