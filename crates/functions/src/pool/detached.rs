//! Work that goes on when nobody waits for it any more.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::future::BoxFuture;
use tokio::runtime::Handle;

/// Runs in the task of whoever polls it, which saves a task and two wake-ups; dropped before its end, it goes on in one of its
/// own. An invocation that has begun is not taken back because a client hangs up.
pub(super) struct Detached<T: Send + 'static> {
    runtime: Handle,
    work: Option<BoxFuture<'static, T>>,
}

impl<T: Send + 'static> Detached<T> {
    pub(super) fn new(runtime: Handle, work: BoxFuture<'static, T>) -> Detached<T> {
        Detached { runtime, work: Some(work) }
    }
}

impl<T: Send + 'static> Future for Detached<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let Some(work) = &mut self.work else { return Poll::Pending };
        let polled = work.as_mut().poll(cx);
        if polled.is_ready() {
            self.work = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Detached<T> {
    fn drop(&mut self) {
        if let Some(work) = self.work.take() {
            self.runtime.spawn(async move {
                work.await;
            });
        }
    }
}
