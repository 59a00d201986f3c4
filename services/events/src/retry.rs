//! When a failed delivery is tried again.
//!
//! AWS says: "for 24 hours and up to 185 times with an exponential back off and jitter". The waits here double from one second
//! to 500 and grow by a random fifth at most. 185 of them take longer than 24 hours whatever the dice say, so that by default an
//! event is tried until its last hour: the last attempt falls on its maximum age exactly.

use std::time::Duration;

use tradewind_clock::{Random, Timestamp};

const FIRST_WAIT_MICROS: u64 = 1_000_000;
const LONGEST_WAIT_MICROS: u64 = 500_000_000;

/// What ended the retries; the text of the attribute `EXHAUSTED_RETRY_CONDITION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exhausted {
    Attempts,
    Age,
}

impl Exhausted {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Exhausted::Attempts => "MaximumRetryAttempts",
            Exhausted::Age => "MaximumEventAgeInSeconds",
        }
    }
}

/// Until when and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Patience {
    /// Attempts after the first one.
    pub(crate) attempts: u32,
    /// When the event is too old.
    pub(crate) deadline: Timestamp,
}

impl Patience {
    /// When to try again after the attempt with this number (0 for the first) failed at `now`.
    pub(crate) fn after(self, attempt: u32, now: Timestamp, random: &Random) -> Result<Timestamp, Exhausted> {
        if attempt >= self.attempts {
            return Err(Exhausted::Attempts);
        }
        if now >= self.deadline {
            return Err(Exhausted::Age);
        }
        Ok((now + wait(attempt, random)).min(self.deadline))
    }
}

/// How long to wait after an attempt.
pub(crate) fn wait(attempt: u32, random: &Random) -> Duration {
    let doubled = FIRST_WAIT_MICROS << attempt.min(16);
    let wait = doubled.min(LONGEST_WAIT_MICROS);
    Duration::from_micros(wait + random.below(wait / 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_patience_ends_with_the_day_and_not_with_the_attempts() {
        for seed in 0..50 {
            let random = Random::seeded(seed);
            let deadline = Timestamp::from_secs(86_400);
            let patience = Patience { attempts: 185, deadline };
            let (mut now, mut attempt) = (Timestamp::ZERO, 0);
            let end = loop {
                match patience.after(attempt, now, &random) {
                    Ok(next) => {
                        assert!(next > now && next.saturating_since(now) <= Duration::from_secs(600));
                        (now, attempt) = (next, attempt + 1);
                    }
                    Err(end) => break end,
                }
            };
            assert_eq!((end, now), (Exhausted::Age, deadline), "seed {seed}, {attempt} attempts");
        }
    }

    #[test]
    fn few_attempts_end_early() {
        let random = Random::seeded(1);
        let patience = Patience { attempts: 2, deadline: Timestamp::from_secs(60) };
        assert!(patience.after(0, Timestamp::ZERO, &random).is_ok());
        assert!(patience.after(1, Timestamp::ZERO, &random).is_ok());
        assert_eq!(patience.after(2, Timestamp::ZERO, &random), Err(Exhausted::Attempts));
        let none = Patience { attempts: 0, ..patience };
        assert_eq!(none.after(0, Timestamp::ZERO, &random), Err(Exhausted::Attempts));
    }
}
