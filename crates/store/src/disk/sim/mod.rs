//! A disk in memory that loses what was not synced, and fails on purpose.

use std::fmt;
use std::sync::Arc;

use parking_lot::{Condvar, Mutex};

use super::Disk;

mod contents;
mod machine;
mod names;
mod state;

use machine::Machine;
use state::State;
pub use state::SyncFault;

/// A disk in memory, for tests and simulations. Clones share one disk.
///
/// What it does is a function of the seed and of the calls made. A crash keeps, drops or tears (in sectors of 512 bytes)
/// what was not synced; so do names that no [`Disk::sync_dir`] has made durable. Directories are durable when created.
///
/// Every call that changes something counts as one operation: [`SimDisk::crash_after`] can fail the power at each of them.
#[derive(Clone)]
pub struct SimDisk {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    /// Signalled when syncs are held or released, and when one arrives that is held.
    held: Condvar,
}

impl fmt::Debug for SimDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SimDisk").finish_non_exhaustive()
    }
}

impl SimDisk {
    /// An empty disk whose crashes follow the seed.
    pub fn new(seed: u64) -> Self {
        Self { shared: Arc::new(Shared { state: Mutex::new(State::new(seed)), held: Condvar::new() }) }
    }

    /// A copy of everything as it is now, with power, without locks, faults and limits. Its crashes follow `seed`.
    pub fn fork(&self, seed: u64) -> Self {
        let state = self.shared.state.lock().fork(seed);
        Self { shared: Arc::new(Shared { state: Mutex::new(state), held: Condvar::new() }) }
    }

    /// The disk for one run of a process, until the next crash or kill: then every call on it and on its files fails.
    pub fn attach(&self) -> Arc<dyn Disk> {
        let generation = self.shared.state.lock().generation;
        Arc::new(Machine { shared: Arc::clone(&self.shared), generation })
    }

    /// The power fails and comes back: what was not synced is kept, dropped or torn; open files and locks are gone.
    pub fn crash(&self) {
        self.shared.state.lock().crash();
        self.shared.held.notify_all();
    }

    /// The process is killed and the machine lives on: nothing written is lost; open files and locks are gone.
    pub fn kill(&self) {
        self.shared.state.lock().kill();
        self.shared.held.notify_all();
    }

    /// The power fails at the `operations`-th operation from now (1: the next): its effect is unsynced, it fails, and so does
    /// every later call until [`SimDisk::crash`].
    pub fn crash_after(&self, operations: u64) {
        let mut state = self.shared.state.lock();
        state.crash_at = Some(state.operations + operations);
    }

    /// Whether the power has failed and [`SimDisk::crash`] has not been called yet.
    pub fn is_dead(&self) -> bool {
        self.shared.state.lock().dead
    }

    /// How many operations have been made.
    pub fn operations(&self) -> u64 {
        self.shared.state.lock().operations
    }

    /// How many syncs of files and directories have been made.
    pub fn syncs(&self) -> u64 {
        self.shared.state.lock().syncs
    }

    /// So many more bytes fit before the disk is full; `None`: any number.
    pub fn set_free(&self, bytes: Option<u64>) {
        self.shared.state.lock().free = bytes;
    }

    /// The `nth` sync from now (1: the next) fails once.
    pub fn fail_sync(&self, nth: u64, fault: SyncFault) {
        let mut state = self.shared.state.lock();
        state.fault = Some((state.syncs + nth, fault));
    }

    /// Syncs wait from now on, until [`SimDisk::release_syncs`].
    pub fn hold_syncs(&self) {
        self.shared.state.lock().hold = true;
    }

    /// Lets the syncs that wait go on, and later ones pass.
    pub fn release_syncs(&self) {
        self.shared.state.lock().hold = false;
        self.shared.held.notify_all();
    }

    /// Blocks until a sync is being held.
    pub fn wait_for_held_sync(&self) {
        let mut state = self.shared.state.lock();
        while state.waiting == 0 {
            self.shared.held.wait(&mut state);
        }
    }

    /// The names of all files, in order.
    pub fn files(&self) -> Vec<String> {
        self.shared.state.lock().names.files()
    }

    /// What a file holds now.
    pub fn contents(&self, name: &str) -> Option<Vec<u8>> {
        self.shared.state.lock().contents(name)
    }

    /// Changes what a file holds, durably and behind everybody's back: damage. A file that does not exist is created.
    pub fn overwrite(&self, name: &str, bytes: Vec<u8>) {
        self.shared.state.lock().overwrite(name, bytes);
    }

    /// Removes a file durably and behind everybody's back: damage.
    pub fn lose(&self, name: &str) {
        self.shared.state.lock().names.lose(name);
    }
}
