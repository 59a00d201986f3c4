//! Which mappings are read at present: one poller each, for as long as the row says `Enabled`.
//!
//! ```text
//! a row changes -> the cell is noted -> the supervisor compares rows and slots: starts pollers, tells others to stop
//! a poller ends -> its slot goes     -> whoever waits for the end of the old time goes on (the task), and the cell is noted
//! ```
//!
//! A slot is taken before the row is looked at for the last time, and the task that ends a change looks at the slots after the
//! row was changed. So either the poller sees the change, or the task sees the poller.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt as _;
use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tradewind_cloud::{Stop, Stopping};
use tradewind_store::{StoreError, Watermark};

use super::attentive::attentive;
use super::cell::{self, Mappings};
use super::queue::Poller;
use super::row::State;
use crate::Lambda;

/// How long the supervisor waits when it can't read a cell, or when a poller panicked.
const PAUSE: Duration = Duration::from_secs(60);

/// Cells that are listed at once.
const AT_ONCE: usize = 500;

/// The pollers of this process.
#[derive(Default)]
pub(crate) struct Engine {
    /// By the mapping's UUID.
    slots: Mutex<BTreeMap<String, Slot>>,
    /// Cells whose rows have to be looked at.
    noted: Mutex<BTreeSet<String>>,
    news: Notify,
    ended: Notify,
}

/// One poller.
struct Slot {
    /// The change of the mapping that it works for.
    change: u64,
    stop: Stop,
    /// What keeps it from working.
    problem: Option<String>,
}

impl Engine {
    /// Has the supervisor look at a cell.
    pub(super) fn note(&self, cell: &str) {
        self.noted.lock().insert(cell.to_owned());
        self.news.notify_one();
    }

    /// What keeps a mapping's poller from working, if anything does.
    pub(crate) fn problem(&self, uuid: &str) -> Option<String> {
        self.slots.lock().get(uuid).and_then(|slot| slot.problem.clone())
    }

    /// Notes what keeps a poller from working.
    pub(super) fn set_problem(&self, uuid: &str, problem: Option<String>) {
        if let Some(slot) = self.slots.lock().get_mut(uuid) {
            slot.problem = problem;
        }
    }

    /// Resolves when nothing works any more for a change of the mapping before `change`.
    pub(super) async fn quiet_before(&self, uuid: &str, change: u64) {
        loop {
            let mut ended = pin!(self.ended.notified());
            // From here on an end is remembered.
            ended.as_mut().enable();
            if self.slots.lock().get(uuid).is_none_or(|slot| slot.change >= change) {
                return;
            }
            ended.await;
        }
    }

    /// Takes the slot of a mapping, if it is free.
    fn take(self: &Arc<Self>, cell: &str, uuid: &str, change: u64) -> Option<(Place, Stopping)> {
        let mut slots = self.slots.lock();
        if slots.contains_key(uuid) {
            return None;
        }
        let (stop, stopping) = Stop::new();
        slots.insert(uuid.to_owned(), Slot { change, stop, problem: None });
        Some((Place { engine: self.clone(), cell: cell.to_owned(), uuid: uuid.to_owned() }, stopping))
    }
}

/// A poller's slot, free again when this is dropped.
struct Place {
    engine: Arc<Engine>,
    cell: String,
    uuid: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.engine.slots.lock().remove(&self.uuid);
        self.engine.ended.notify_waiters();
        self.engine.note(&self.cell);
    }
}

/// Keeps the pollers until it is time to stop.
pub(crate) async fn supervise(lambda: Arc<Lambda>, stopping: Stopping) {
    let (engine, clock) = (&lambda.mappings, &lambda.parts.clock);
    let mut pollers = JoinSet::new();
    let mut held = clock.hold();
    if let Err(error) = note_all(&lambda) {
        tracing::error!(%error, "event source mappings can't be listed");
        engine.note("");
    }
    loop {
        let again = look(&lambda, &mut pollers);
        let pause = again.then(|| clock.sleep(PAUSE));
        let later = async {
            match pause {
                Some(pause) => drop(pause.await),
                None => std::future::pending().await,
            }
        };
        let wait = async {
            tokio::select! {
                () = stopping.stopped() => true,
                () = engine.news.notified() => false,
                _ = pollers.join_next(), if !pollers.is_empty() => false,
                () = later => false,
            }
        };
        let stop;
        (held, stop) = attentive(clock, held, wait).await;
        if stop {
            break;
        }
    }
    drop(held);
    engine.slots.lock().values().for_each(|slot| slot.stop.stop());
    while pollers.join_next().await.is_some() {}
}

fn note_all(lambda: &Lambda) -> Result<(), StoreError> {
    let mut after: Option<String> = None;
    loop {
        let names = lambda.parts.store.cells(cell::CELLS, after.as_deref(), AT_ONCE)?;
        names.iter().for_each(|name| lambda.mappings.note(name));
        match names.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(()),
        }
    }
}

/// Looks at the cells that were noted. True if some have to be looked at again later.
fn look(lambda: &Arc<Lambda>, pollers: &mut JoinSet<()>) -> bool {
    let noted = std::mem::take(&mut *lambda.mappings.noted.lock());
    let mut again = BTreeSet::new();
    for cell in noted {
        // The empty name stands for all of them: they could not be listed.
        let looked = if cell.is_empty() { note_all(lambda) } else { compare(lambda, &cell, pollers) };
        if let Err(error) = looked {
            tracing::error!(%error, cell, "event source mappings can't be read");
            again.insert(cell);
        }
    }
    let any = !again.is_empty();
    lambda.mappings.noted.lock().extend(again);
    any
}

/// Starts and stops pollers of one cell's mappings.
fn compare(lambda: &Arc<Lambda>, name: &str, pollers: &mut JoinSet<()>) -> Result<(), StoreError> {
    let Some((account, region)) = cell::owner(name) else { return Ok(()) };
    let engine = &lambda.mappings;
    let rows = lambda
        .mappings_of(account, region)
        .read(&Watermark::new(), |_, mappings: &Mappings| Ok::<_, StoreError>(mappings.rows().clone()))?;
    for (uuid, row) in rows {
        let enabled = row.state == State::Enabled;
        if let Some(slot) = engine.slots.lock().get(&uuid) {
            if !enabled || slot.change != row.change {
                slot.stop.stop();
            }
            continue;
        }
        if !enabled {
            continue;
        }
        match Poller::new(lambda, account, region, &uuid, &row) {
            Some(poller) => start(lambda, name, row.change, poller, pollers)?,
            None => tracing::error!(cell = name, uuid, "an event source mapping has ARNs that are none"),
        }
    }
    Ok(())
}

/// Starts a poller, unless its mapping has changed by now.
fn start(
    lambda: &Arc<Lambda>,
    name: &str,
    change: u64,
    poller: Poller,
    pollers: &mut JoinSet<()>,
) -> Result<(), StoreError> {
    let uuid = poller.uuid().to_owned();
    let Some((place, stopping)) = lambda.mappings.take(name, &uuid, change) else { return Ok(()) };
    let cell = lambda.parts.store.cell::<Mappings>(name);
    let current = cell.read(&Watermark::new(), |_, mappings| {
        let row = mappings.rows().get(&uuid);
        Ok::<_, StoreError>(row.is_some_and(|row| row.state == State::Enabled && row.change == change))
    })?;
    if !current {
        // Its slot goes with its place, and the cell is looked at again.
        return Ok(());
    }
    let clock = lambda.parts.clock.clone();
    pollers.spawn(async move {
        // Free however this ends, also when it is cut off.
        let place = place;
        let work = AssertUnwindSafe(poller.run(stopping.clone())).catch_unwind().await;
        if work.is_err() {
            tracing::error!(uuid, pause = ?PAUSE, "the poller of an event source mapping panicked; it is started again");
            drop(stopping.or(clock.sleep(PAUSE)).await);
        }
        drop(place);
    });
    Ok(())
}
