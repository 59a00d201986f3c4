//! The thread that writes the groups of an embedded store.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use super::Shared;
use crate::error::StoreError;

/// While the disk refuses groups it is tried again after so long, even if nobody asks.
const RETRY: Duration = Duration::from_secs(1);

/// Starts the thread. It ends when the committer closes and nothing is left to write, or when the journal has failed.
pub(super) fn spawn(shared: &Arc<Shared>) -> io::Result<std::thread::JoinHandle<()>> {
    let shared = Arc::clone(shared);
    std::thread::Builder::new().name("journal".to_owned()).spawn(move || {
        let _guard = Guard(&shared);
        run(&shared);
    })
}

fn run(shared: &Shared) {
    while next_work(shared) {
        match shared.commit_group() {
            Ok(()) => {}
            Err(StoreError::Failed(_) | StoreError::Closed) => return,
            Err(_) if shared.pending.lock().closing => return,
            Err(_) => wait_to_retry(shared),
        }
    }
}

/// Waits until a group is pending or in flight. `false` when there is none and the committer closes.
fn next_work(shared: &Shared) -> bool {
    if shared.durable() < shared.appended() {
        return true;
    }
    let mut pending = shared.pending.lock();
    loop {
        if !pending.group.is_empty() {
            return true;
        }
        if pending.closing {
            return false;
        }
        pending.idle = true;
        shared.work.wait(&mut pending);
        pending.idle = false;
    }
}

/// Waits until somebody asks for another try, or for a while: space may come back without anybody writing.
fn wait_to_retry(shared: &Shared) {
    let mut pending = shared.pending.lock();
    if pending.refusal.is_some() && !pending.retry && !pending.closing {
        // A wait of a thread of the embedded store, on the machine's own time: what it waits for, space on the disk, does
        // not follow a virtual clock.
        let _ = shared.work.wait_for(&mut pending, RETRY);
    }
    pending.retry = false;
}

/// Tells the waiters if the thread panics: they would wait for ever.
struct Guard<'a>(&'a Shared);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let stopped = StoreError::Failed("the journal's thread has stopped".into());
            self.0.engine.lock().failed = Some(stopped.clone());
            self.0.refuse(&stopped).wake();
        }
    }
}
