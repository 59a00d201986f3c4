//! The virtual clock.
//!
//! `busy` counts the [`Awake`] guards in the world: one for every piece of due work that is not finished. A timer that fires is
//! counted at once, before its sleeper runs, so there is no gap in which time could move on past work that is due.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use parking_lot::Mutex;

use crate::sleep::Awake;
use crate::timestamp::Timestamp;

#[derive(Debug)]
pub(crate) struct Manual {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    timers: BTreeMap<(Timestamp, u64), Arc<Timer>>,
    next_timer: u64,
    busy: usize,
    waiting_for_idle: Vec<Waker>,
}

#[derive(Debug)]
pub(crate) struct Timer {
    key: (Timestamp, u64),
    stage: Mutex<Stage>,
}

#[derive(Debug)]
enum Stage {
    Waiting(Option<Waker>),
    /// Counted in `busy` on the sleeper's behalf.
    Fired,
    Taken,
}

impl Manual {
    pub(crate) fn new(start: Timestamp) -> Arc<Manual> {
        let state = State { now: start, timers: BTreeMap::new(), next_timer: 0, busy: 0, waiting_for_idle: Vec::new() };
        Arc::new(Manual { state: Mutex::new(state) })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.state.lock().now
    }

    pub(crate) fn hold(self: &Arc<Self>) -> Awake {
        self.state.lock().busy += 1;
        Awake::counted(self.clone())
    }

    pub(crate) fn release(&self) {
        let mut state = self.state.lock();
        state.busy -= 1;
        if state.busy == 0 {
            for waker in std::mem::take(&mut state.waiting_for_idle) {
                waker.wake();
            }
        }
    }

    pub(crate) fn register(&self, at: Timestamp) -> Arc<Timer> {
        let mut state = self.state.lock();
        let key = (at, state.next_timer);
        state.next_timer += 1;
        let timer = Arc::new(Timer { key, stage: Mutex::new(Stage::Waiting(None)) });
        if at <= state.now {
            state.busy += 1;
            *timer.stage.lock() = Stage::Fired;
        } else {
            state.timers.insert(key, timer.clone());
        }
        timer
    }

    pub(crate) fn poll_timer(self: &Arc<Self>, timer: &Timer, cx: &mut Context<'_>) -> Poll<Awake> {
        let mut stage = timer.stage.lock();
        match &mut *stage {
            Stage::Waiting(waker) => {
                *waker = Some(cx.waker().clone());
                Poll::Pending
            }
            Stage::Fired => {
                *stage = Stage::Taken;
                Poll::Ready(Awake::counted(self.clone()))
            }
            // Polled after completion: the sleeper has had its answer.
            Stage::Taken => Poll::Pending,
        }
    }

    pub(crate) fn forget(&self, timer: &Timer) {
        self.state.lock().timers.remove(&timer.key);
        let stage = std::mem::replace(&mut *timer.stage.lock(), Stage::Taken);
        if matches!(stage, Stage::Fired) {
            self.release();
        }
    }

    pub(crate) fn jump(&self, by: Duration) -> Timestamp {
        let mut state = self.state.lock();
        state.now = state.now + by;
        fire_due(&mut state);
        state.now
    }

    pub(crate) async fn advance(&self, by: Duration) -> Timestamp {
        let end = self.now() + by;
        loop {
            self.idle().await;
            let mut state = self.state.lock();
            // Somebody may have become busy between the wake-up and this lock.
            if state.busy > 0 {
                continue;
            }
            let next = state.timers.first_key_value().map(|(key, _)| key.0).filter(|due| *due <= end);
            match next {
                Some(due) => {
                    state.now = state.now.max(due);
                    fire_due(&mut state);
                }
                None => {
                    state.now = state.now.max(end);
                    return state.now;
                }
            }
        }
    }

    async fn idle(&self) {
        poll_fn(|cx| {
            let mut state = self.state.lock();
            if state.busy == 0 {
                return Poll::Ready(());
            }
            state.waiting_for_idle.push(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

fn fire_due(state: &mut State) {
    while let Some(entry) = state.timers.first_entry() {
        if entry.key().0 > state.now {
            return;
        }
        let timer = entry.remove();
        state.busy += 1;
        let before = std::mem::replace(&mut *timer.stage.lock(), Stage::Fired);
        if let Stage::Waiting(Some(waker)) = before {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use parking_lot::Mutex;

    use crate::{Clock, Timestamp};

    #[tokio::test]
    async fn advancing_steps_through_timers_that_beget_timers() {
        let clock = Clock::manual(Timestamp::from_secs(100));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (worker_clock, worker_seen) = (clock.clone(), seen.clone());
        let mut next = clock.sleep(Duration::from_secs(10));
        tokio::spawn(async move {
            loop {
                let awake = next.await;
                worker_seen.lock().push(worker_clock.now().as_secs());
                next = worker_clock.sleep(Duration::from_secs(10));
                drop(awake);
            }
        });
        let end = clock.advance(Duration::from_secs(35)).await.expect("virtual");
        assert_eq!(end, Timestamp::from_secs(135));
        assert_eq!(*seen.lock(), vec![110, 120, 130]);
    }

    #[tokio::test]
    async fn a_hold_keeps_time_where_it_is() {
        let clock = Clock::manual(Timestamp::ZERO);
        let hold = clock.hold();
        let moving = tokio::spawn({
            let clock = clock.clone();
            async move { clock.advance(Duration::from_secs(1)).await }
        });
        tokio::task::yield_now().await;
        assert_eq!(clock.now(), Timestamp::ZERO);
        drop(hold);
        assert_eq!(moving.await.expect("joins"), Ok(Timestamp::from_secs(1)));
    }

    #[tokio::test]
    async fn a_dropped_sleep_releases_its_count() {
        let clock = Clock::manual(Timestamp::ZERO);
        drop(clock.sleep(Duration::ZERO));
        drop(clock.sleep(Duration::from_secs(5)));
        assert_eq!(clock.advance(Duration::from_secs(9)).await, Ok(Timestamp::from_secs(9)));
    }
}
