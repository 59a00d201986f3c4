//! When an event is tried again: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html>.

use std::time::Duration;

use tradewind_clock::Random;

/// How long an event waits after its function failed with it for the `failures`th time: a minute, then two.
pub(super) fn after_failure(failures: u32) -> Duration {
    Duration::from_secs(if failures <= 1 { 60 } else { 120 })
}

/// How long an event waits that could not be handed to its function, or to where its record goes, for the `attempts`th time:
/// a second, doubling to five minutes, and up to a tenth more so that not all come back at once.
pub(super) fn after_refusal(attempts: u32, random: &Random) -> Duration {
    const FIRST_MICROS: u64 = 1_000_000;
    const LONGEST_MICROS: u64 = 300_000_000;
    let wait = (FIRST_MICROS << attempts.saturating_sub(1).min(16)).min(LONGEST_MICROS);
    Duration::from_micros(wait + random.below(wait / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_a_second_to_five_minutes() {
        let random = Random::seeded(1);
        for (attempts, seconds) in [(0, 1), (1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (400, 300)] {
            let wait = after_refusal(attempts, &random);
            let least = Duration::from_secs(seconds);
            assert!(wait >= least && wait < least + least / 10, "{attempts}: {wait:?}");
        }
    }

    #[test]
    fn a_failed_event_waits_a_minute_and_then_two() {
        assert_eq!([1, 2, 3].map(|failures| after_failure(failures).as_secs()), [60, 120, 120]);
    }
}
