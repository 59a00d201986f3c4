//! `rate(value unit)`.

use std::time::Duration;

use tradewind_clock::Timestamp;

use super::NotASchedule;

/// A fixed beat that starts when the rule is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    seconds: u64,
}

impl Rate {
    /// Reads what stands between the parentheses: a positive whole number and a unit, which is singular exactly after 1.
    pub(crate) fn parse(inside: &str) -> Result<Rate, NotASchedule> {
        let mut words = inside.split_ascii_whitespace();
        let (Some(value), Some(unit), None) = (words.next(), words.next(), words.next()) else {
            return Err(NotASchedule);
        };
        if !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotASchedule);
        }
        let value: u32 = value.parse().map_err(|_| NotASchedule)?;
        let unit = match (value, unit) {
            (1, "minute") => 60,
            (1, "hour") => 3_600,
            (1, "day") => 86_400,
            (2.., "minutes") => 60,
            (2.., "hours") => 3_600,
            (2.., "days") => 86_400,
            _ => return Err(NotASchedule),
        };
        Ok(Rate { seconds: u64::from(value) * unit })
    }

    pub(crate) fn period(self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// The first beat after both; beats count from `fired`.
    pub(crate) fn following(self, fired: Timestamp, now: Timestamp) -> Timestamp {
        let period = self.seconds.saturating_mul(1_000_000);
        let passed = now.as_micros().saturating_sub(fired.as_micros()) / period;
        Timestamp::from_micros(fired.as_micros().saturating_add(period.saturating_mul(passed.saturating_add(1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wants_the_plural_exactly_when_it_is_one() {
        for good in ["1 minute", "5 minutes", "1 hour", "2 hours", "1 day", "30 days", " 7   days "] {
            assert!(Rate::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "1 minutes",
            "3 minute",
            "0 minutes",
            "-1 minutes",
            "+5 minutes",
            "1.5 hours",
            "5 seconds",
            "2 weeks",
            "minutes",
            "5",
            "",
            "5 minutes 1",
            "99999999999 days",
        ] {
            assert_eq!(Rate::parse(bad), Err(NotASchedule), "{bad}");
        }
    }

    #[test]
    fn keeps_its_beat_over_a_pause() {
        let rate = Rate::parse("10 minutes").expect("valid");
        let fired = Timestamp::from_secs(1_000);
        assert_eq!(rate.following(fired, fired), Timestamp::from_secs(1_600));
        assert_eq!(rate.following(fired, Timestamp::from_secs(1_599)), Timestamp::from_secs(1_600));
        assert_eq!(rate.following(fired, Timestamp::from_secs(5_000)), Timestamp::from_secs(5_200));
    }
}
