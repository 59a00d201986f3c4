//! The list of groups of an account and region. Whether a group exists its own cell says; the list follows it in the same call
//! and, should that be cut short, by a task.

use parking_lot::Mutex;
use tradewind_store::{Encoder, Key, Store, StoreError, View, Watermark};

use crate::error::LogsError;
use crate::group::Group;
use crate::keys;
use crate::names::GroupName;

const VERSION: u8 = 1;

/// Brings lists up to date, one group at a time: two calls that change a group must not leave the list at the older state.
#[derive(Debug, Default)]
pub(crate) struct Lister(Mutex<()>);

impl Lister {
    /// Makes the list say of a group what its cell says.
    pub(crate) fn update(&self, store: &Store, mark: &Watermark, name: &GroupName) -> Result<(), LogsError> {
        let _one_at_a_time = self.0.lock();
        let is_there =
            store.cell::<Group>(&name.cell()).read(mark, |_, group| Ok::<_, LogsError>(group.record().is_ok()))?;
        let control = store.cell::<()>(&keys::control_cell(&name.account, &name.region));
        control.write(mark, |tx, ()| {
            let listed = tx.get(keys::listed(&name.name))?.is_some();
            match (is_there, listed) {
                (true, false) => tx.put(keys::listed(&name.name), Encoder::new(VERSION).finish()),
                (false, true) => tx.delete(keys::listed(&name.name)),
                _ => {}
            }
            Ok(())
        })
    }
}

/// Names under a tag that begin with `begin`, after `after`, in order, at most `limit`.
pub(crate) fn names(
    store: &Store,
    mark: &Watermark,
    control: &str,
    begin: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<String>, LogsError> {
    let key = |text: &str| Key::tag(keys::LISTED).bytes(text.as_bytes()).as_ref().to_vec();
    store
        .cell::<()>(control)
        .read(mark, |view: &View<'_>, ()| {
            let within = key(begin);
            // Nothing stands between a key and itself with a zero byte.
            let from = after
                .filter(|after| *after >= begin)
                .map_or_else(|| within.clone(), |after| [key(after), vec![0]].concat());
            let mut names = Vec::new();
            for row in view.scan(from..).take(limit) {
                let (row, _) = row?;
                if !row.starts_with(&within) {
                    break;
                }
                names.push(String::from_utf8_lossy(row.get(1..).unwrap_or_default()).into_owned());
            }
            Ok::<_, StoreError>(names)
        })
        .map_err(LogsError::from)
}
