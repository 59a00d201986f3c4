//! A point in time.

use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

/// Microseconds since the Unix epoch, in UTC. Ordered, copied, never negative; arithmetic saturates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Timestamp(u64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const ZERO: Timestamp = Timestamp(0);
    /// Later than everything; stands for "never".
    pub const MAX: Timestamp = Timestamp(u64::MAX);

    /// From microseconds since the epoch.
    pub const fn from_micros(micros: u64) -> Self {
        Timestamp(micros)
    }

    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: u64) -> Self {
        Timestamp(millis.saturating_mul(1_000))
    }

    /// From seconds since the epoch.
    pub const fn from_secs(secs: u64) -> Self {
        Timestamp(secs.saturating_mul(1_000_000))
    }

    /// Microseconds since the epoch.
    pub const fn as_micros(self) -> u64 {
        self.0
    }

    /// Whole milliseconds since the epoch.
    pub const fn as_millis(self) -> u64 {
        self.0 / 1_000
    }

    /// Whole seconds since the epoch.
    pub const fn as_secs(self) -> u64 {
        self.0 / 1_000_000
    }

    /// This point moved later; stays at [`Timestamp::MAX`] when it would pass it.
    pub fn plus(self, by: Duration) -> Self {
        Timestamp(self.0.saturating_add(micros(by)))
    }

    /// This point moved earlier; stays at [`Timestamp::ZERO`] when it would pass it.
    pub fn minus(self, by: Duration) -> Self {
        Timestamp(self.0.saturating_sub(micros(by)))
    }

    /// How long after `earlier` this is; zero when it is before it.
    pub fn saturating_since(self, earlier: Timestamp) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }

    /// As `2026-01-02T03:04:05Z`, the form most AWS APIs print.
    pub fn iso8601_seconds(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%SZ")
    }

    /// In UTC by a `strftime` format of the crate `jiff`.
    pub fn format(self, format: &str) -> String {
        self.calendar().strftime(format).to_string()
    }

    /// As a calendar value for date arithmetic; points past the year 9999 are held at its end.
    pub fn calendar(self) -> jiff::Timestamp {
        i64::try_from(self.0)
            .ok()
            .and_then(|micros| jiff::Timestamp::from_microsecond(micros).ok())
            .unwrap_or(jiff::Timestamp::MAX)
    }
}

/// As `2026-01-02T03:04:05.678Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.calendar();
        write!(f, "{}.{:03}Z", at.strftime("%Y-%m-%dT%H:%M:%S"), at.subsec_millisecond())
    }
}

impl Add<Duration> for Timestamp {
    type Output = Timestamp;

    fn add(self, by: Duration) -> Timestamp {
        self.plus(by)
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Timestamp;

    fn sub(self, by: Duration) -> Timestamp {
        self.minus(by)
    }
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_utc_with_milliseconds() {
        let at = Timestamp::from_millis(1_767_323_045_678);
        assert_eq!(at.to_string(), "2026-01-02T03:04:05.678Z");
        assert_eq!(at.iso8601_seconds(), "2026-01-02T03:04:05Z");
    }

    #[test]
    fn saturates_at_both_ends() {
        assert_eq!(Timestamp::MAX + Duration::from_secs(1), Timestamp::MAX);
        assert_eq!(Timestamp::ZERO - Duration::from_secs(1), Timestamp::ZERO);
        assert_eq!(Timestamp::ZERO.saturating_since(Timestamp::from_secs(3)), Duration::ZERO);
        assert!(!Timestamp::MAX.to_string().is_empty());
    }
}
