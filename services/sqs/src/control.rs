//! The control cell of an account and region: which queues there are, and whose dead-letter queue is whose.
//!
//! It is a list for listing. Whether a queue exists, and how it is set, its own cell says; the list follows it in the same call
//! and, should that be cut short, by a task.

use parking_lot::Mutex;
use tradewind_store::{Decoder, Encoder, Key, Store, StoreError, Tx, View, Watermark, prefix};

use crate::effects::QueueName;
use crate::error::SqsError;
use crate::keys;
use crate::queue::Queue;

const VERSION: u8 = 1;

/// Brings lists up to date, one queue at a time: two calls that change a queue must not leave the list at the older state.
#[derive(Debug, Default)]
pub(crate) struct Lister(Mutex<()>);

/// A page of names and whether there are more.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) names: Vec<String>,
    pub(crate) more: bool,
}

impl Lister {
    /// Makes the list say of a queue what its cell says.
    pub(crate) fn update(&self, store: &Store, mark: &Watermark, queue: &QueueName) -> Result<(), SqsError> {
        let _one_at_a_time = self.0.lock();
        let cell = store.cell::<Queue>(&keys::queue_cell(&queue.account, &queue.region, &queue.name));
        let state = cell.read(mark, |_, queue| {
            Ok::<_, SqsError>(queue.attributes().ok().map(|a| a.redrive.as_ref().map(|redrive| redrive.target.clone())))
        })?;
        let control = store.cell::<()>(&keys::control_cell(&queue.account, &queue.region));
        control.write(mark, |tx, ()| set(tx, &queue.name, state))
    }
}

/// Writes what has changed.
fn set(tx: &mut Tx<'_>, name: &str, state: Option<Option<String>>) -> Result<(), SqsError> {
    let before = tx.get(keys::listed(name))?.map(|row| target(&row)).transpose()?;
    if before == state {
        return Ok(());
    }
    if let Some(Some(target)) = &before {
        tx.delete(keys::source(last(target), name));
    }
    match &state {
        None => tx.delete(keys::listed(name)),
        Some(target) => {
            tx.put(keys::listed(name), Encoder::new(VERSION).option(target.as_deref(), Encoder::str).finish());
            if let Some(target) = target {
                tx.put(keys::source(last(target), name), Encoder::new(VERSION).finish());
            }
        }
    }
    Ok(())
}

/// The ARN of a listed queue's dead-letter queue.
fn target(row: &[u8]) -> Result<Option<String>, StoreError> {
    let mut row = Decoder::new("a listed queue", VERSION, row)?;
    row.option(|row| row.str().map(str::to_owned))
}

/// The name in an ARN. A dead-letter queue is in the account and region of its sources, so the name is enough.
fn last(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or(arn)
}

/// Names of queues that begin with `begin`, after `after`, in order.
pub(crate) fn list(
    store: &Store,
    mark: &Watermark,
    control: &str,
    begin: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Page, SqsError> {
    page(store, mark, control, &Key::tag(keys::LISTED), begin, after, limit)
}

/// Names of the queues whose dead-letter queue has this name, after `after`, in order.
pub(crate) fn sources(
    store: &Store,
    mark: &Watermark,
    control: &str,
    name: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Page, SqsError> {
    page(store, mark, control, &keys::sources(name), "", after, limit)
}

fn page(
    store: &Store,
    mark: &Watermark,
    control: &str,
    under: &Key,
    begin: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Page, SqsError> {
    let key = |text: &str| [under.as_ref(), text.as_bytes()].concat();
    store.cell::<()>(control).read(mark, |view: &View<'_>, ()| {
        let within = key(begin);
        // The first key after `after`: nothing stands between a key and itself with a zero byte.
        let from = after
            .filter(|after| *after >= begin)
            .map_or_else(|| within.clone(), |after| [key(after), vec![0]].concat());
        let mut names = Vec::new();
        for row in view.scan(from..) {
            let (row, _) = row?;
            let Some(name) = row.strip_prefix(under.as_ref()).filter(|_| row.starts_with(&within)) else { break };
            if names.len() == limit {
                return Ok(Page { names, more: true });
            }
            names.push(String::from_utf8_lossy(name).into_owned());
        }
        Ok(Page { names, more: false })
    })
}

/// Whether any queue names this one as its dead-letter queue.
pub(crate) fn has_sources(store: &Store, mark: &Watermark, control: &str, name: &str) -> Result<bool, SqsError> {
    store
        .cell::<()>(control)
        .read(mark, |view, ()| Ok(view.scan(prefix(keys::sources(name))).next().transpose()?.is_some()))
}
