//! The clock every service is given.

use std::sync::Arc;
use std::time::Duration;

use crate::manual::Manual;
use crate::sleep::{Awake, Sleep};
use crate::timestamp::Timestamp;

/// The time, and waiting for it. Cloning is cheap; all clones of a virtual clock move together.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Manual(Arc<Manual>),
}

/// A system clock was asked to move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotVirtual;

impl std::fmt::Display for NotVirtual {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the clock follows the system's time and can't be moved; start with --clock=virtual")
    }
}

impl std::error::Error for NotVirtual {}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock(Source::System)
    }

    /// A virtual clock: stands at `start` and moves only when told.
    pub fn manual(start: Timestamp) -> Clock {
        Clock(Source::Manual(Manual::new(start)))
    }

    /// Whether this clock moves only when told.
    pub fn is_virtual(&self) -> bool {
        matches!(self.0, Source::Manual(_))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => system_now(),
            Source::Manual(manual) => manual.now(),
        }
    }

    /// Waits until the clock has reached `at`. The wait is registered when this is called, not when it is first polled, so
    /// that work which must follow another piece of work can be announced before the first one's [`Awake`] is dropped. A wait of
    /// more than half a year may end early: see [`Sleep`].
    pub fn sleep_until(&self, at: Timestamp) -> Sleep {
        match &self.0 {
            Source::System => Sleep::system(at.saturating_since(system_now())),
            Source::Manual(manual) => Sleep::manual(manual, at),
        }
    }

    /// Waits for `duration` from now.
    pub fn sleep(&self, duration: Duration) -> Sleep {
        self.sleep_until(self.now() + duration)
    }

    /// Says that work is due now: virtual time stands still until the guard is dropped. Free on a system clock.
    pub fn hold(&self) -> Awake {
        match &self.0 {
            Source::System => Awake::free(),
            Source::Manual(manual) => manual.hold(),
        }
    }

    /// Moves virtual time by `by`, stepping from timer to timer. Before each step it waits until nobody holds an [`Awake`], so
    /// that what became due has been done (and has announced what it will do next) before time goes on.
    pub async fn advance(&self, by: Duration) -> Result<Timestamp, NotVirtual> {
        match &self.0 {
            Source::System => Err(NotVirtual),
            Source::Manual(manual) => Ok(manual.advance(by).await),
        }
    }

    /// Moves virtual time by `by` at once and wakes whoever is due, without waiting for anybody. For simulations, which perform
    /// due work themselves.
    pub fn jump(&self, by: Duration) -> Result<Timestamp, NotVirtual> {
        match &self.0 {
            Source::System => Err(NotVirtual),
            Source::Manual(manual) => Ok(manual.jump(by)),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
fn system_now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::ZERO + since
}
