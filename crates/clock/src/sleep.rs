//! Waiting for a point in time.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::manual::{Manual, Timer};
use crate::timestamp::Timestamp;

/// Resolves when the clock has reached the awaited time; the [`Awake`] it gives holds virtual time still while it lives.
///
/// On the machine's clock a wait of more than half a year ends after half a year. Who waits so long looks at the time again and
/// waits on.
#[must_use = "a sleep does nothing unless awaited"]
pub struct Sleep(Kind);

enum Kind {
    System(Pin<Box<tokio::time::Sleep>>),
    Manual(Arc<Manual>, Arc<Timer>),
}

/// Half a year. The timers of the machine's clock take no wait of more than about two years; a sleeper that is woken early has to
/// look at the time anyway.
const LONGEST: Duration = Duration::from_secs(180 * 24 * 3600);

impl Sleep {
    #[expect(clippy::disallowed_methods, reason = "the one place that waits on the machine's timers")]
    pub(crate) fn system(wait: Duration) -> Sleep {
        Sleep(Kind::System(Box::pin(tokio::time::sleep(wait.min(LONGEST)))))
    }

    pub(crate) fn manual(clock: &Arc<Manual>, at: Timestamp) -> Sleep {
        Sleep(Kind::Manual(clock.clone(), clock.register(at)))
    }
}

impl Future for Sleep {
    type Output = Awake;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Awake> {
        match &mut self.0 {
            Kind::System(sleep) => sleep.as_mut().poll(cx).map(|()| Awake::free()),
            Kind::Manual(clock, timer) => clock.poll_timer(timer, cx),
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Kind::Manual(clock, timer) = &self.0 {
            clock.forget(timer);
        }
    }
}

/// Held while work that became due is being done. A virtual clock does not move on until all are dropped; a holder must
/// therefore not wait for later time while it holds one.
#[must_use = "dropping it lets virtual time go on"]
#[derive(Debug)]
pub struct Awake(Option<Arc<Manual>>);

impl Awake {
    pub(crate) fn free() -> Awake {
        Awake(None)
    }

    /// Takes over a count that the clock has already made.
    pub(crate) fn counted(clock: Arc<Manual>) -> Awake {
        Awake(Some(clock))
    }
}

impl Clone for Awake {
    fn clone(&self) -> Awake {
        match &self.0 {
            None => Awake(None),
            Some(clock) => clock.hold(),
        }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(clock) = &self.0 {
            clock.release();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wait_beyond_the_longest_ends_with_the_longest() {
        let deadline = |wait| match &Sleep::system(wait).0 {
            Kind::System(sleep) => Some(sleep.deadline()),
            Kind::Manual(..) => None,
        };
        let longest = deadline(LONGEST).expect("a timer");
        let century = deadline(200 * LONGEST).expect("a wait that has no timer never ends");
        assert!(century.duration_since(longest) < LONGEST);
        assert!(deadline(Duration::MAX).is_some());
    }
}
