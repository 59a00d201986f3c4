//! Workers that wait for tasks of activities.

use std::collections::BTreeMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

/// By region's cell and activity.
#[derive(Default)]
pub(crate) struct Waiters(Mutex<BTreeMap<(String, String), Arc<Notify>>>);

impl Waiters {
    /// Where a worker waits.
    pub(crate) fn of(&self, cell: &str, activity: &str) -> Arc<Notify> {
        self.0.lock().entry((cell.to_owned(), activity.to_owned())).or_default().clone()
    }

    /// A task has come.
    pub(crate) fn tell(&self, cell: &str, activity: &str) {
        if let Some(waiting) = self.0.lock().get(&(cell.to_owned(), activity.to_owned())) {
            waiting.notify_one();
        }
    }
}
