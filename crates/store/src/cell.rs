//! Cells: the handle, the lock, the model.

use std::any::Any;
use std::sync::Arc;

use parking_lot::Mutex;
use tradewind_clock::Timestamp;

use crate::error::StoreError;
use crate::inner::Inner;
use crate::model::Model;
use crate::overlay::{Layers, Rows};
use crate::position::{Position, Watermark};
use crate::tx::Tx;
use crate::view::View;

/// A handle on one cell. Cheap to clone; nothing is read before the first access.
pub struct Cell<M> {
    inner: Arc<Inner>,
    shared: Arc<Shared<M>>,
}

/// One cell, shared by its handles.
pub(crate) struct Shared<M> {
    name: Arc<str>,
    state: Mutex<State<M>>,
}

struct State<M> {
    /// `None` until the catalog has been asked.
    rows: Option<Option<Arc<Rows>>>,
    model: Option<Box<M>>,
    /// The cell's last commit in this process; what earlier ones wrote is durable.
    position: Position,
    last_used: Timestamp,
}

impl<M> Clone for Cell<M> {
    fn clone(&self) -> Self {
        Cell { inner: self.inner.clone(), shared: self.shared.clone() }
    }
}

impl<M> std::fmt::Debug for Cell<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cell").field("name", &self.shared.name).finish_non_exhaustive()
    }
}

impl<M: Model> Shared<M> {
    pub(crate) fn new(name: &str) -> Arc<Self> {
        let state = State { rows: None, model: None, position: Position::NOTHING, last_used: Timestamp::ZERO };
        Arc::new(Shared { name: name.into(), state: Mutex::new(state) })
    }
}

impl<M: Model> Cell<M> {
    pub(crate) fn new(inner: Arc<Inner>, shared: Arc<Shared<M>>) -> Self {
        Cell { inner, shared }
    }

    /// The cell's name.
    pub fn name(&self) -> &str {
        &self.shared.name
    }

    /// One transaction: runs `decide` under the cell's lock and commits what it wrote. An error, the decision's or the
    /// store's, commits nothing; if rows had been changed before it, the model is reloaded at the next access, so a decision
    /// may bail out late. A decision must not change the model on a path that returns an error before its first write.
    ///
    /// While the disk takes no commits, the store's refusal comes before the decision.
    ///
    /// The commit is in the journal's buffer when this returns, and durable once [`crate::Store::settle`] has resolved for the
    /// mark. The mark observes the cell's last commit on errors too: an error answer reveals state like any other.
    pub fn write<T, E: From<StoreError>>(
        &self,
        mark: &Watermark,
        decide: impl FnOnce(&mut Tx<'_>, &mut M) -> Result<T, E>,
    ) -> Result<T, E> {
        let inner = &*self.inner;
        inner.relieve()?;
        // What is decided and then refused costs the model, which may take long to build: on a full disk, at every write.
        inner.committer.accepts()?;
        let mut state = self.shared.state.lock();
        let state = &mut *state;
        state.resolve(inner, &self.shared.name)?;
        mark.observe(state.position);
        let now = inner.clock.now();
        state.last_used = now;
        let rows = state.rows.as_ref().and_then(Option::as_ref);
        let mut layers = rows.map(|rows| rows.layers.lock());
        // The model is out of its place while it may be inconsistent, also when `decide` panics.
        let mut model = match state.model.take() {
            Some(model) => model,
            None => load(inner, rows, layers.as_deref())?,
        };
        let mut tx = Tx::begin(inner, &self.shared.name, now, rows.zip(layers.as_deref_mut()));
        let decided = match decide(&mut tx, &mut model) {
            Ok(decided) => decided,
            Err(error) => {
                if !tx.changed() {
                    state.model = Some(model);
                }
                return Err(error);
            }
        };
        let committed = tx.commit()?;
        drop(layers);
        state.model = Some(model);
        if let Some(rows) = committed.rows {
            state.rows = Some(rows);
        }
        if let Some(position) = committed.position {
            state.position = position;
            mark.observe(position);
        }
        Ok(decided)
    }

    /// Looks at the cell under its lock.
    pub fn read<T, E: From<StoreError>>(
        &self,
        mark: &Watermark,
        look: impl FnOnce(&View<'_>, &M) -> Result<T, E>,
    ) -> Result<T, E> {
        let inner = &*self.inner;
        let mut state = self.shared.state.lock();
        let state = &mut *state;
        state.resolve(inner, &self.shared.name)?;
        mark.observe(state.position);
        state.last_used = inner.clock.now();
        let rows = state.rows.as_ref().and_then(Option::as_ref);
        let layers = rows.map(|rows| rows.layers.lock());
        let model = match &mut state.model {
            Some(model) => model,
            empty => empty.insert(load(inner, rows, layers.as_deref())?),
        };
        look(&view(inner, rows, layers.as_deref()), model)
    }

    /// Whether the cell has been written and not dropped since.
    pub fn exists(&self, mark: &Watermark) -> Result<bool, StoreError> {
        let mut state = self.shared.state.lock();
        state.resolve(&self.inner, &self.shared.name)?;
        mark.observe(state.position);
        Ok(matches!(state.rows, Some(Some(_))))
    }

    /// Looks at the model if it is in memory. Leaves no trace on a watermark: for metrics and for decisions about waking
    /// somebody up, never for an answer.
    pub fn peek<T>(&self, look: impl FnOnce(&M) -> T) -> Option<T> {
        self.shared.state.lock().model.as_deref().map(look)
    }
}

fn view<'a>(inner: &'a Inner, rows: Option<&Arc<Rows>>, layers: Option<&'a Layers>) -> View<'a> {
    View { base: &*inner.base, cell: rows.map_or(0, |rows| rows.id), layers: layers.unwrap_or(&inner.no_layers) }
}

fn load<M: Model>(inner: &Inner, rows: Option<&Arc<Rows>>, layers: Option<&Layers>) -> Result<Box<M>, StoreError> {
    M::load(&view(inner, rows, layers)).map(Box::new)
}

impl<M> State<M> {
    /// Finds the cell's rows if that has not been done yet.
    fn resolve(&mut self, inner: &Inner, name: &str) -> Result<(), StoreError> {
        if self.rows.is_none() {
            let id = inner.catalog.find(&*inner.base, name)?;
            self.rows = Some(id.map(|id| inner.open_rows(id)));
        }
        Ok(())
    }
}

/// A cell whose model's type is not known.
pub(crate) trait AnyCell: Send + Sync {
    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;

    /// Drops the model of a cell that was last used before `older_than`. True when nothing is kept in memory for the cell, so
    /// that its entry may go too.
    fn evict(&self, older_than: Timestamp, durable: Position) -> bool;
}

impl<M: Model> AnyCell for Shared<M> {
    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }

    fn evict(&self, older_than: Timestamp, durable: Position) -> bool {
        // A cell whose lock is held is in use.
        let Some(mut state) = self.state.try_lock() else { return false };
        if state.last_used >= older_than {
            return false;
        }
        state.model = None;
        let clean = match &state.rows {
            Some(Some(rows)) => {
                let layers = rows.layers.lock();
                layers.active.is_empty() && layers.frozen.is_none()
            }
            _ => true,
        };
        clean && state.position <= durable
    }
}
