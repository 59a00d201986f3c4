//! How the committer works, and what it tells.

use std::sync::Arc;

/// Who writes the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// A thread, as fast as the disk allows.
    Threaded,
    /// Whoever calls [`Committer::flush_now`](super::Committer::flush_now).
    Manual,
}

/// What the committer tells its observer, from the thread that writes the groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncEvent {
    /// A group is about to be written and synced.
    Started {
        /// How many transactions it holds.
        commits: u32,
        /// Their size in bytes.
        bytes: usize,
    },
    /// The group is durable.
    Finished,
    /// The group was not written; it stays in memory and is tried again, unless a sync has failed.
    Refused,
}

/// Takes [`SyncEvent`]s, for metrics. Must be quick: every request waits for it.
pub type OnSync = Arc<dyn Fn(SyncEvent) + Send + Sync>;

/// How the committer works.
#[derive(Clone)]
pub struct CommitterOptions {
    /// Who writes the groups.
    pub pace: Pace,
    /// When so many bytes (at most 256 MiB) are pending, an append waits until the group in flight is durable (threaded) or writes the pending
    /// group itself (manual). Memory for about twice as many bytes may be used.
    pub pending_bytes: usize,
    /// Told before and after each group.
    pub on_sync: Option<OnSync>,
}

impl CommitterOptions {
    /// The defaults: 32 MiB may be pending, nobody observes.
    pub fn new(pace: Pace) -> Self {
        Self { pace, pending_bytes: 32 << 20, on_sync: None }
    }
}

/// Counters since the committer was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CommitterStats {
    /// Groups made durable.
    pub groups: u64,
    /// Transactions in them.
    pub commits: u64,
    /// Their size in bytes, without headers and filling.
    pub bytes: u64,
}

impl CommitterStats {
    pub(super) fn count(&mut self, commits: u32, bytes: usize) {
        self.groups += 1;
        self.commits += u64::from(commits);
        self.bytes += bytes as u64;
    }
}
