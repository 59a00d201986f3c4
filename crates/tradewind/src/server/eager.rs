//! A future that wakes itself while it is polled is polled again at once.
//!
//! The HTTP library does that with every request that has a body: reading the body asks for it, and asking wakes the connection,
//! which is who reads. A task that was woken while it ran goes to the end of its queue, and another thread is called to help with
//! that: two system calls and a change of threads for nothing.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures::task::AtomicWaker;

const RESTING: u8 = 0;
const POLLING: u8 = 1;
const AGAIN: u8 = 2;

/// Times that a future is polled in a row; then others have their turn.
const TURNS: usize = 8;

/// The wakers of one task's future.
#[derive(Debug)]
pub(super) struct Eager {
    relay: Arc<Relay>,
    waker: Waker,
}

#[derive(Debug, Default)]
struct Relay {
    state: AtomicU8,
    task: AtomicWaker,
}

impl Relay {
    /// Whoever comes while the future is polled leaves a note for it, everybody else wakes the task.
    fn tell(&self) {
        let noted =
            self.state.fetch_update(Ordering::AcqRel, Ordering::Acquire, |state| (state != RESTING).then_some(AGAIN));
        if noted.is_err() {
            self.task.wake();
        }
    }

    /// Whether the poll that has just ended was the last one for now.
    fn rests(&self) -> bool {
        self.state.compare_exchange(POLLING, RESTING, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

impl Wake for Relay {
    fn wake(self: Arc<Self>) {
        self.tell();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.tell();
    }
}

impl Eager {
    pub(super) fn new() -> Eager {
        let relay = Arc::new(Relay::default());
        Eager { waker: Waker::from(relay.clone()), relay }
    }

    /// Polls a future for the task of `cx`; always the same future of that task.
    pub(super) fn poll<F: Future>(&self, mut future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.relay.task.register(cx.waker());
        for _ in 0..TURNS {
            self.relay.state.store(POLLING, Ordering::Release);
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&self.waker)) {
                return Poll::Ready(output);
            }
            if self.relay.rests() {
                return Poll::Pending;
            }
        }
        self.relay.state.store(RESTING, Ordering::Release);
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn waking_itself_is_another_poll_and_not_another_turn() {
        let woken = Arc::new(Counter::default());
        let (waker, eager, mut polls) = (Waker::from(woken.clone()), Eager::new(), 0);
        let mut future = pin!(poll_fn(|cx| {
            polls += 1;
            cx.waker().wake_by_ref();
            if polls < 3 { Poll::Pending } else { Poll::Ready(polls) }
        }));
        assert_eq!(eager.poll(future.as_mut(), &mut Context::from_waker(&waker)), Poll::Ready(3));
        assert_eq!(woken.0.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn whoever_never_rests_lets_others_have_their_turn() {
        let woken = Arc::new(Counter::default());
        let (waker, eager, mut polls) = (Waker::from(woken.clone()), Eager::new(), 0);
        let mut future = pin!(poll_fn(|cx| {
            polls += 1;
            cx.waker().wake_by_ref();
            Poll::<()>::Pending
        }));
        assert_eq!(eager.poll(future.as_mut(), &mut Context::from_waker(&waker)), Poll::Pending);
        assert_eq!((polls, woken.0.load(Ordering::Relaxed)), (TURNS, 1));
    }

    #[test]
    fn who_is_woken_while_it_rests_wakes_its_task() {
        let woken = Arc::new(Counter::default());
        let (waker, eager, mut inner) = (Waker::from(woken.clone()), Eager::new(), None);
        let mut future = pin!(poll_fn(|cx| {
            inner = Some(cx.waker().clone());
            Poll::<()>::Pending
        }));
        assert_eq!(eager.poll(future.as_mut(), &mut Context::from_waker(&waker)), Poll::Pending);
        assert_eq!(woken.0.load(Ordering::Relaxed), 0);
        if let Some(inner) = inner {
            inner.wake();
        }
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn no_waking_from_another_thread_is_lost() {
        let (tell, mut told) = tokio::sync::mpsc::channel(1);
        tokio::spawn(async move {
            for number in 0..20_000_u32 {
                if tell.send(number).await.is_err() {
                    return;
                }
            }
        });
        let eager = Eager::new();
        let mut all = pin!(async move {
            let mut count = 0;
            while told.recv().await.is_some() {
                count += 1;
            }
            count
        });
        assert_eq!(poll_fn(|cx| eager.poll(all.as_mut(), cx)).await, 20_000);
    }
}
