//! Disks that fail without losing power: a sync that fails, and no room left.

use std::time::Duration;

use tradewind_clock::Timestamp;
use tradewind_store::{SimDisk, SyncFault};

/// A number of syncs that no run reaches: a fault that is meant for then is none.
const NEVER: u64 = 1 << 60;

/// What is wrong with the disk now, and until when it shows.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// The count of syncs at which one fails.
    fault_at: Option<u64>,
    full_since: Option<Timestamp>,
    /// So many more steps of the script are taken in trouble.
    patience: u32,
    /// Tasks that failed meanwhile are tried again later; none later than this.
    shows_until: Timestamp,
    /// How often something went wrong or was mended.
    changes: u32,
}

impl Trouble {
    pub(crate) fn none() -> Trouble {
        Trouble { fault_at: None, full_since: None, patience: 0, shows_until: Timestamp::ZERO, changes: 0 }
    }

    /// The `nth` sync from now fails; the server is restarted `patience` steps after that.
    pub(crate) fn order_fault(&mut self, disk: &SimDisk, nth: u64, fault: SyncFault, patience: u32) {
        disk.fail_sync(nth, fault);
        self.fault_at = Some(disk.syncs() + nth);
        self.patience = patience;
    }

    /// So many bytes more and the disk is full, for `patience` steps.
    pub(crate) fn fill(&mut self, disk: &SimDisk, bytes: u64, patience: u32, now: Timestamp) {
        disk.set_free(Some(bytes));
        self.full_since = Some(now);
        self.patience = patience;
        self.changes += 1;
    }

    pub(crate) fn is_full(&self) -> bool {
        self.full_since.is_some()
    }

    /// Whether the sync that was to fail has failed.
    pub(crate) fn has_failed(&self, disk: &SimDisk) -> bool {
        self.fault_at.is_some_and(|at| disk.syncs() >= at)
    }

    /// One step has passed in trouble; whether it was the last.
    pub(crate) fn endured(&mut self) -> bool {
        self.patience = self.patience.saturating_sub(1);
        self.patience == 0
    }

    /// There is room again.
    pub(crate) fn make_room(&mut self, disk: &SimDisk, now: Timestamp) {
        disk.set_free(None);
        let Some(since) = self.full_since.take() else { return };
        // A delivery waits twice as long each time it fails, and a fifth more at most.
        let shows = now.saturating_since(since) * 3 + Duration::from_secs(5);
        self.shows_until = self.shows_until.max(now + shows);
        self.changes += 1;
    }

    /// The process has ended: a fault that was ordered for it must not meet the next one while it starts.
    pub(crate) fn forget_fault(&mut self, disk: &SimDisk) {
        if self.fault_at.take().is_some() {
            disk.fail_sync(NEVER, SyncFault::Fail);
        }
        self.changes += 1;
    }

    pub(crate) fn shows_until(&self) -> Timestamp {
        self.shows_until
    }

    pub(crate) fn changes(&self) -> u32 {
        self.changes
    }
}
