//! What waits for one subscriber.

use std::collections::VecDeque;

use parking_lot::Mutex;
use serde_json::json;
use tokio::sync::Notify;
use tradewind_clock::Timestamp;

use super::{Record, Subscription};
use crate::logs::Source;

/// A queue holds this many batches of a slow subscriber; what comes on top is counted and dropped.
const BATCHES: usize = 2;

/// See the module.
pub(crate) struct Queue {
    pub(crate) subscription: Subscription,
    inner: Mutex<Inner>,
    change: Notify,
}

#[derive(Default)]
struct Inner {
    records: VecDeque<String>,
    bytes: usize,
    dropped: (u64, u64),
    /// To be delivered now.
    flush: bool,
    /// The last attempt failed.
    failing: bool,
    /// A batch is being delivered.
    busy: bool,
    closed: bool,
}

impl Queue {
    pub(crate) fn new(subscription: Subscription) -> Queue {
        Queue { subscription, inner: Mutex::default(), change: Notify::new() }
    }

    /// Takes a record if it is wanted.
    pub(crate) fn offer(&self, record: &Record) {
        let wanted = match record {
            Record::Platform(_) => self.subscription.platform,
            Record::Line { source: Source::Function, .. } => self.subscription.function,
            Record::Line { source: Source::Extension, .. } => self.subscription.extension,
        };
        if !wanted {
            return;
        }
        let json = record.json(self.subscription.schema);
        let mut inner = self.inner.lock();
        let full = inner.records.len() >= BATCHES * self.subscription.max_items
            || inner.bytes + json.len() > BATCHES * self.subscription.max_bytes;
        if full && !inner.records.is_empty() {
            inner.dropped.0 += 1;
            inner.dropped.1 += json.len() as u64;
            return;
        }
        inner.bytes += json.len();
        inner.records.push_back(json);
        if inner.records.len() == 1 || self.is_due(&inner) {
            self.change.notify_one();
        }
    }

    fn is_due(&self, inner: &Inner) -> bool {
        let Subscription { max_items, max_bytes, .. } = self.subscription;
        inner.flush || inner.closed || inner.records.len() >= max_items || inner.bytes >= max_bytes
    }

    /// Waits for something new: a first record, a full batch, a flush, the end.
    pub(super) async fn changed(&self) {
        self.change.notified().await;
    }

    /// Whether there is anything to deliver.
    pub(super) fn is_empty(&self) -> bool {
        let inner = self.inner.lock();
        inner.records.is_empty() && inner.dropped.0 == 0
    }

    /// Whether what is there is to be delivered before its time.
    pub(super) fn is_full(&self) -> bool {
        self.is_due(&self.inner.lock())
    }

    /// A batch: what was dropped is told first.
    pub(super) fn take(&self, now: Timestamp) -> Vec<String> {
        let mut inner = self.inner.lock();
        inner.flush = false;
        inner.busy = true;
        let mut batch = Vec::new();
        let (records, bytes) = std::mem::take(&mut inner.dropped);
        if records > 0 && self.subscription.platform {
            let reason = "Consumer seems to have fallen behind as it has not acknowledged receipt of logs.";
            let record = json!({"droppedBytes": bytes, "droppedRecords": records, "reason": reason});
            batch.push(json!({"time": now.to_string(), "type": "platform.logsDropped", "record": record}).to_string());
        }
        let mut size = 0;
        while batch.len() < self.subscription.max_items
            && let Some(record) = inner.records.pop_front()
        {
            inner.bytes -= record.len();
            size += record.len();
            batch.push(record);
            if size >= self.subscription.max_bytes {
                break;
            }
        }
        batch
    }

    /// How a delivery went.
    pub(super) fn delivered(&self, well: bool) {
        let mut inner = self.inner.lock();
        (inner.busy, inner.failing) = (!well, !well);
    }

    pub(crate) fn flush(&self) {
        self.inner.lock().flush = true;
        self.change.notify_one();
    }

    /// Nothing is delivered any more.
    pub(crate) fn close(&self) {
        self.inner.lock().closed = true;
        self.change.notify_one();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.inner.lock().closed
    }

    /// Whether nothing waits, or nobody takes it.
    pub(crate) fn is_quiet(&self) -> bool {
        let inner = self.inner.lock();
        inner.closed || inner.failing || (!inner.busy && inner.records.is_empty())
    }
}
