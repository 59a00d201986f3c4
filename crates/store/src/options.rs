//! How a store is opened.

use std::path::PathBuf;

use tradewind_clock::{Clock, Random};

use crate::committer::OnSync;

/// What [`crate::Store::open`] needs to know.
#[derive(Clone)]
pub struct Options {
    /// The data directory; created if it is not there.
    pub dir: PathBuf,
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// A checkpoint begins when the rows written since the last one take about so many bytes of memory. Writers wait when they
    /// take twice as many before it has ended. At worst four times as many are used, mostly one to two.
    pub checkpoint_bytes: u64,
    /// What the base may keep in memory of what it has read, in bytes.
    pub base_cache_bytes: u64,
    /// Told before and after each group that the journal syncs.
    pub on_sync: Option<OnSync>,
}

impl Options {
    /// The defaults: checkpoints every 48 MiB, 16 MiB of cache.
    pub fn new(dir: impl Into<PathBuf>, clock: Clock, random: Random) -> Options {
        Options {
            dir: dir.into(),
            clock,
            random,
            checkpoint_bytes: 48 << 20,
            base_cache_bytes: 16 << 20,
            on_sync: None,
        }
    }
}
