//! Waiting in a way that lets virtual time move while nothing happens, and keeps it where it is as soon as something does.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures::future::BoxFuture;
use tradewind_clock::{Awake, Clock};

/// Work that mostly waits. Virtual time stands still whenever it gets on, and from its end until the [`Awake`] it gives is
/// dropped.
pub(super) struct Attentive<'a, T> {
    work: BoxFuture<'a, T>,
    clock: Clock,
    /// Held until the work waits for the first time.
    held: Option<Awake>,
}

/// `work`, followed without a gap by whoever held `held` so far.
pub(super) fn attentive<'a, T>(
    clock: &Clock,
    held: Awake,
    work: impl Future<Output = T> + Send + 'a,
) -> Attentive<'a, T> {
    Attentive { work: Box::pin(work), clock: clock.clone(), held: Some(held) }
}

impl<T> Future for Attentive<'_, T> {
    type Output = (Awake, T);

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<(Awake, T)> {
        let held = self.held.take().unwrap_or_else(|| self.clock.hold());
        match self.work.as_mut().poll(cx) {
            Poll::Ready(done) => Poll::Ready((held, done)),
            // What it waits for is announced by now; `held` ends here.
            Poll::Pending => Poll::Pending,
        }
    }
}
