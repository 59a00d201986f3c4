//! What the store says about itself.

/// Counters since the store was opened, and a few gauges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Groups written to the journal, each with one sync.
    pub groups: u64,
    /// Commits in them.
    pub commits: u64,
    /// Bytes of commits written to the journal.
    pub journal_bytes: u64,
    /// Checkpoints completed.
    pub checkpoints: u64,
    /// Checkpoints that failed and will be tried again.
    pub failed_checkpoints: u64,
    /// Commits appended but not durable yet.
    pub journal_lag: u64,
    /// Roughly what the rows take in memory that no checkpoint has begun to write down, in bytes.
    pub unsaved_bytes: u64,
    /// Cells that something is kept in memory for.
    pub open_cells: usize,
    /// Tasks, those being performed included.
    pub tasks: usize,
    /// Tasks given up.
    pub buried_tasks: u64,
}
