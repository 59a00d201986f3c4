//! One transaction on one cell.
//!
//! Changes go straight into the cell's active layer, so that the decision reads its own writes at no cost; an undo list puts
//! back what stood there if the decision fails. Nobody sees the layer meanwhile: the cell's lock is held throughout.

use std::cell::Cell as ThreadCell;
use std::sync::Arc;

use bytes::Bytes;
use smallvec::SmallVec;
use tradewind_clock::{Random, Timestamp};

use crate::batch::Batch;
use crate::catalog::Change;
use crate::error::StoreError;
use crate::inner::Inner;
use crate::key::{KeyRange, MAX_KEY_BYTES, RowKey};
use crate::overlay::{Entry, Layers, Rows, Space};
use crate::position::Position;
use crate::tasks::{NewTask, TaskId};
use crate::view::{Scan, View};

/// What a decision works on: the rows of one cell, the time, chance, and tasks for later.
pub struct Tx<'a> {
    inner: &'a Inner,
    name: &'a Arc<str>,
    now: Timestamp,
    /// The rows as they were committed; `None` when the cell has never been written.
    old: Option<(&'a Arc<Rows>, &'a mut Layers)>,
    /// The rows that will stand in their place: the cell is being created or cleared.
    new: Option<Box<Layers>>,
    scratch: Scratch,
    new_tasks: SmallVec<[NewTask; 2]>,
    cancelled: SmallVec<[TaskId; 2]>,
    cleared: bool,
    forgotten: bool,
    refused: Option<StoreError>,
    committed: bool,
}

/// Buffers that a thread uses for one transaction after the other.
#[derive(Default)]
struct Scratch {
    batch: Batch,
    undo: Vec<(Space, RowKey, Option<Entry>)>,
}

/// Lends this thread's batch buffer for a commit that is not a cell's transaction.
pub(crate) fn with_batch<T>(work: impl FnOnce(&mut Batch) -> T) -> T {
    let mut scratch = SCRATCH.take();
    scratch.batch.start();
    let done = work(&mut scratch.batch);
    SCRATCH.set(scratch);
    done
}

/// A buffer larger than this goes back to the allocator after use.
const KEEP_SCRATCH_BYTES: usize = 256 * 1024;

thread_local! {
    static SCRATCH: ThreadCell<Scratch> = const { ThreadCell::new(Scratch { batch: Batch::empty(), undo: Vec::new() }) };
}

/// What a commit did.
pub(crate) struct Committed {
    /// Where it stands in the journal; `None` when there was nothing to write.
    pub(crate) position: Option<Position>,
    /// The cell's rows, if they are others than before.
    pub(crate) rows: Option<Option<Arc<Rows>>>,
}

impl<'a> Tx<'a> {
    pub(crate) fn begin(
        inner: &'a Inner,
        name: &'a Arc<str>,
        now: Timestamp,
        old: Option<(&'a Arc<Rows>, &'a mut Layers)>,
    ) -> Tx<'a> {
        let mut scratch = SCRATCH.take();
        scratch.batch.start();
        let new = old.is_none().then(Box::default);
        Tx {
            inner,
            name,
            now,
            old,
            new,
            scratch,
            new_tasks: SmallVec::new(),
            cancelled: SmallVec::new(),
            cleared: false,
            forgotten: false,
            refused: None,
            committed: false,
        }
    }

    /// The time of this transaction: the same at every call.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The store's stream of chance.
    pub fn rng(&self) -> &'a Random {
        &self.inner.random
    }

    /// The cell's name.
    pub fn cell_name(&self) -> &'a str {
        self.name
    }

    /// The rows as this transaction sees them.
    pub fn view(&self) -> View<'_> {
        let base = &*self.inner.base;
        match (&self.new, &self.old) {
            (Some(layers), _) => View { base, cell: 0, layers },
            (None, Some((rows, layers))) => View { base, cell: rows.id, layers },
            (None, None) => View { base, cell: 0, layers: &self.inner.no_layers },
        }
    }

    /// The row at `key`.
    pub fn get(&self, key: impl AsRef<[u8]>) -> Result<Option<Bytes>, StoreError> {
        self.view().get(key)
    }

    /// The body at `key`.
    pub fn get_body(&self, key: impl AsRef<[u8]>) -> Result<Option<Bytes>, StoreError> {
        self.view().get_body(key)
    }

    /// The rows of a range in key order. Bodies are not scanned.
    pub fn scan(&self, range: impl KeyRange) -> Scan<'_> {
        self.view().scan(range)
    }

    /// The rows of a range against key order.
    pub fn scan_rev(&self, range: impl KeyRange) -> Scan<'_> {
        self.view().scan_rev(range)
    }

    /// Writes a small row. Keys are at most [`MAX_KEY_BYTES`] long; a longer one makes the commit fail.
    ///
    /// The value is kept as given: a slice of a large buffer keeps that buffer in memory.
    pub fn put(&mut self, key: impl AsRef<[u8]>, value: impl Into<Bytes>) {
        self.write(Space::Rows, key.as_ref(), value.into(), false);
    }

    /// Writes a row under a key that never existed before, for instance one with a fresh sequence number. If it is deleted
    /// before the next checkpoint, the base never hears of it.
    pub fn insert(&mut self, key: impl AsRef<[u8]>, value: impl Into<Bytes>) {
        self.write(Space::Rows, key.as_ref(), value.into(), true);
    }

    /// Deletes a row; nothing happens if it isn't there.
    pub fn delete(&mut self, key: impl AsRef<[u8]>) {
        self.remove(Space::Rows, key.as_ref());
    }

    /// Writes a value that is read by its key only, never scanned, such as a message's body.
    pub fn put_body(&mut self, key: impl AsRef<[u8]>, value: impl Into<Bytes>) {
        self.write(Space::Bodies, key.as_ref(), value.into(), false);
    }

    /// As [`Tx::put_body`], under a key that never existed before.
    pub fn insert_body(&mut self, key: impl AsRef<[u8]>, value: impl Into<Bytes>) {
        self.write(Space::Bodies, key.as_ref(), value.into(), true);
    }

    /// Deletes a body.
    pub fn delete_body(&mut self, key: impl AsRef<[u8]>) {
        self.remove(Space::Bodies, key.as_ref());
    }

    /// Notes a task, to be performed at `due` or later and at least once. It exists if this transaction commits. A payload that
    /// is not small is kept as given: a slice of a large buffer keeps that buffer in memory.
    pub fn task(&mut self, due: Timestamp, kind: &'static str, payload: impl Into<Bytes>) -> TaskId {
        let id = self.inner.tasks.next_id();
        self.new_tasks.push(NewTask {
            id,
            due,
            created: self.now,
            kind,
            payload: payload.into(),
            cell: self.name.clone(),
        });
        id
    }

    /// Cancels a task. One that is being performed right now ends its run and is not repeated; one that is gone stays gone.
    pub fn cancel(&mut self, task: TaskId) {
        match self.new_tasks.iter().position(|new| new.id == task) {
            Some(index) => {
                self.new_tasks.remove(index);
            }
            None => self.cancelled.push(task),
        }
    }

    /// Drops every row and body of the cell at the cost of one row; what is written afterwards in this transaction stays.
    /// The model is the caller's to reset.
    pub fn clear(&mut self) {
        self.scratch.batch.clear_section();
        self.new = Some(Box::default());
        self.cleared = true;
    }

    /// Drops every row and body of the cell and forgets its name.
    pub fn drop_cell(&mut self) {
        self.clear();
        self.forgotten = true;
    }

    fn write(&mut self, space: Space, key: &[u8], value: Bytes, new: bool) {
        if !self.accepts(key) {
            return;
        }
        self.scratch.batch.put(space, key, &value);
        let key = RowKey::from_slice(key);
        match (&mut self.new, &mut self.old) {
            (Some(layers), _) => {
                layers.put(space, key, value, new);
            }
            (None, Some((_, layers))) => {
                let before = layers.put(space, key.clone(), value, new);
                self.scratch.undo.push((space, key, before));
            }
            (None, None) => {}
        }
    }

    fn remove(&mut self, space: Space, key: &[u8]) {
        if !self.accepts(key) {
            return;
        }
        self.scratch.batch.delete(space, key);
        let key = RowKey::from_slice(key);
        match (&mut self.new, &mut self.old) {
            (Some(layers), _) => {
                layers.delete(space, key);
            }
            (None, Some((_, layers))) => {
                let before = layers.delete(space, key.clone());
                self.scratch.undo.push((space, key, before));
            }
            (None, None) => {}
        }
    }

    fn accepts(&mut self, key: &[u8]) -> bool {
        if key.len() > MAX_KEY_BYTES {
            self.refused = Some(StoreError::TooLarge { bytes: key.len(), limit: MAX_KEY_BYTES });
            return false;
        }
        true
    }

    /// Whether the decision has changed any row so far.
    pub(crate) fn changed(&self) -> bool {
        self.cleared || !self.scratch.batch.section_is_empty()
    }

    fn change(&self) -> Change {
        let written = !self.scratch.batch.section_is_empty();
        let old = self.old.as_ref().map(|(rows, _)| rows.id);
        let create = self.new.is_some() && (written || (old.is_some() && !self.forgotten));
        Change {
            create,
            forget: old.is_some() && self.forgotten && !create,
            drop_id: old.filter(|_| self.new.is_some()),
        }
    }

    /// Appends the transaction to the journal. On an error nothing has happened.
    pub(crate) fn commit(mut self) -> Result<Committed, StoreError> {
        if let Some(refused) = self.refused.take() {
            return Err(refused);
        }
        let change = self.change();
        let has_tasks = !self.new_tasks.is_empty() || !self.cancelled.is_empty();
        if !has_tasks && change == Change::default() && self.scratch.batch.section_is_empty() {
            self.committed = true;
            return Ok(Committed { position: None, rows: None });
        }
        let committed = self.append(change, has_tasks)?;
        self.committed = true;
        if let (Some(id), Some((_, layers))) = (change.drop_id, &mut self.old) {
            **layers = Layers { dropped: true, ..Layers::default() };
            self.inner.dropped.lock().push(id);
        }
        Ok(committed)
    }

    fn append(&mut self, change: Change, has_tasks: bool) -> Result<Committed, StoreError> {
        let inner = self.inner;
        // Locks are taken in the order cell, tasks, catalog, committer.
        let tasks = match has_tasks {
            true => Some(inner.tasks.begin(inner, std::mem::take(&mut self.new_tasks), &self.cancelled)?),
            false => None,
        };
        if let Some((rows, layers)) = &mut self.old
            && self.new.is_none()
        {
            inner.mark_dirty(rows, layers);
            self.scratch.batch.end_section(rows.id);
        }
        let new = &mut self.new;
        let finish = |batch: &mut Batch| {
            if let Some(tasks) = &tasks {
                tasks.write(batch);
            }
            inner.append(batch)
        };
        let committed = if change == Change::default() {
            self.scratch.batch.clear_section();
            Committed { position: Some(finish(&mut self.scratch.batch)?), rows: None }
        } else {
            let append = |batch: &mut Batch, id: Option<u64>| match (id, new.take()) {
                (Some(id), Some(layers)) => {
                    let (rows, position) = born(inner, id, *layers, || finish(batch))?;
                    Ok(Committed { position: Some(position), rows: Some(Some(rows)) })
                }
                _ => Ok(Committed { position: Some(finish(batch)?), rows: Some(None) }),
            };
            let mark = |rows: &Arc<Rows>, layers: &mut Layers| inner.mark_dirty(rows, layers);
            inner.catalog.commit(self.name, change, &mut self.scratch.batch, mark, append)?
        };
        if let Some(tasks) = tasks {
            tasks.apply(&inner.clock);
        }
        Ok(committed)
    }
}

/// Gives rows an id. They stand in the checkpoint's list before the commit is appended, under their lock until it is.
fn born(
    inner: &Inner,
    id: u64,
    layers: Layers,
    append: impl FnOnce() -> Result<Position, StoreError>,
) -> Result<(Arc<Rows>, Position), StoreError> {
    let rows = Rows::new(id, layers);
    let appended = {
        let mut layers = rows.layers.lock();
        inner.mark_dirty(&rows, &mut layers);
        let appended = append();
        // The id was not given away: what the checkpoint's list holds under it must not be written.
        layers.dropped = appended.is_err();
        appended
    };
    Ok((rows, appended?))
}

impl Drop for Tx<'_> {
    fn drop(&mut self) {
        let mut scratch = std::mem::take(&mut self.scratch);
        if !self.committed
            && let Some((_, layers)) = &mut self.old
        {
            for (space, key, before) in scratch.undo.drain(..).rev() {
                layers.active.restore(space, key, before);
            }
        }
        scratch.undo.clear();
        if scratch.batch.capacity() <= KEEP_SCRATCH_BYTES {
            SCRATCH.set(scratch);
        }
    }
}
