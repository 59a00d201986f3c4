//! When rules come due: a number of days later, at the midnight UTC that follows.

use tradewind_clock::Timestamp;

pub(super) const DAY: u64 = 86_400;

/// The midnight that follows a time: 2014-01-15T10:30 and 3 days are 2014-01-19T00:00.
pub(crate) fn after_days(from: Timestamp, days: u32) -> Timestamp {
    Timestamp::from_secs((from.as_secs() / DAY + u64::from(days) + 1).saturating_mul(DAY))
}

/// The next midnight.
pub(super) fn next_midnight(now: Timestamp) -> Timestamp {
    after_days(now, 0)
}

/// As headers have it: `Sun, 19 Jan 2014 00:00:00 GMT`.
pub(super) fn http_date(at: Timestamp) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnights() {
        let at = |text: &str| {
            let at: jiff::Timestamp = text.parse().unwrap();
            Timestamp::from_micros(u64::try_from(at.as_microsecond()).unwrap())
        };
        for (from, days, want) in [
            ("2014-01-15T10:30:00Z", 3, "Sun, 19 Jan 2014 00:00:00 GMT"),
            ("2014-01-15T23:59:59.999Z", 1, "Fri, 17 Jan 2014 00:00:00 GMT"),
            ("2014-01-15T00:00:00Z", 1, "Fri, 17 Jan 2014 00:00:00 GMT"),
            ("2024-02-28T12:00:00Z", 0, "Thu, 29 Feb 2024 00:00:00 GMT"),
            ("2024-02-28T12:00:00Z", 1, "Fri, 01 Mar 2024 00:00:00 GMT"),
        ] {
            assert_eq!(http_date(after_days(at(from), days)), want, "{from} + {days}");
        }
        assert_eq!(next_midnight(Timestamp::from_secs(DAY)), Timestamp::from_secs(2 * DAY));
        assert!(after_days(Timestamp::MAX, u32::MAX) > Timestamp::ZERO);
    }
}
