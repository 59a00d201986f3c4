//! Waiting until a position is durable.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use super::Shared;
use crate::error::StoreError;
use crate::position::Position;

/// Who waits for which position. Woken in the order of the positions, so that a seed replays exactly.
#[derive(Debug, Default)]
pub(super) struct Waiters {
    /// By position, then by ticket.
    waiting: BTreeMap<(Position, u64), Waker>,
    next_ticket: u64,
    /// Why nothing more becomes durable for now.
    pub(super) refusal: Option<StoreError>,
}

impl Waiters {
    /// Takes out who waits for `position` or an earlier one.
    pub(super) fn take_through(&mut self, position: Position) -> Ready {
        let later = self.waiting.split_off(&(position, u64::MAX));
        Ready(std::mem::replace(&mut self.waiting, later))
    }

    /// Takes out everybody.
    pub(super) fn take_all(&mut self) -> Ready {
        Ready(std::mem::take(&mut self.waiting))
    }
}

/// Taken out, to be woken when no lock is held.
#[must_use]
pub(super) struct Ready(BTreeMap<(Position, u64), Waker>);

impl Ready {
    pub(super) fn wake(self) {
        for waker in self.0.into_values() {
            waker.wake();
        }
    }
}

/// Resolves when a position is durable, or when it is known that this will not happen soon. See
/// [`Committer::settle`](super::Committer::settle).
#[must_use = "nothing waits unless it is polled"]
pub struct Settle {
    shared: Arc<Shared>,
    position: Position,
    ticket: Option<u64>,
}

impl std::fmt::Debug for Settle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settle").field("position", &self.position).finish_non_exhaustive()
    }
}

impl Settle {
    pub(super) fn new(shared: Arc<Shared>, position: Position) -> Self {
        Self { shared, position, ticket: None }
    }
}

impl Future for Settle {
    type Output = Result<(), StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if this.position <= this.shared.durable() {
            return Poll::Ready(Ok(()));
        }
        let mut waiters = this.shared.waiters.lock();
        // Looked at again under the lock: who becomes durable between the two looks has been swept already.
        if this.position <= this.shared.durable() {
            return Poll::Ready(Ok(()));
        }
        if let Some(refusal) = &waiters.refusal {
            return Poll::Ready(Err(refusal.clone()));
        }
        let ticket = match this.ticket {
            Some(ticket) => ticket,
            None => {
                waiters.next_ticket += 1;
                *this.ticket.insert(waiters.next_ticket)
            }
        };
        match waiters.waiting.entry((this.position, ticket)) {
            std::collections::btree_map::Entry::Occupied(mut waiting) => waiting.get_mut().clone_from(context.waker()),
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(context.waker().clone());
            }
        }
        Poll::Pending
    }
}

impl Drop for Settle {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket
            && self.position > self.shared.durable()
        {
            self.shared.waiters.lock().waiting.remove(&(self.position, ticket));
        }
    }
}

/// Runs one future on this thread. A runtime's own `block_on` refuses to run inside another runtime.
pub(super) fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}
