//! The wall clock of the benches.
//!
//! Below the binary time is an argument, but what is measured here is the real machine, so this file alone asks it.

#![allow(clippy::disallowed_methods, reason = "the benches measure the real machine; every other file asks this one")]

use std::future::Future;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::error::Error;

/// The monotonic clock, for durations.
#[must_use]
pub fn now() -> Instant {
    Instant::now()
}

/// Seconds since 1970 by the machine's clock; 0 on a machine that believes to live before that.
#[must_use]
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Waits for a while, with the runtime's resolution of 1 ms.
pub async fn pause(length: Duration) {
    tokio::time::sleep(length).await;
}

/// Waits until the monotonic clock shows `end`.
pub async fn until(end: Instant) {
    tokio::time::sleep_until(end.into()).await;
}

/// Gives up on `work` after `limit`, saying what did not come.
///
/// # Errors
/// [`Error::Late`] when the limit passes first.
pub async fn within<T>(limit: Duration, what: &str, work: impl Future<Output = T>) -> Result<T, Error> {
    tokio::time::timeout(limit, work).await.map_err(|_| Error::Late { what: what.to_owned(), limit })
}

/// A moment as SigV4 wants it: `20150830T123600Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp([u8; 16]);

impl Stamp {
    /// Formats seconds since 1970, UTC. Years beyond 9999 are not representable and wrap.
    #[must_use]
    pub fn from_unix(seconds: u64) -> Self {
        let (year, month, day) = civil(seconds / 86_400);
        let second = seconds % 86_400;
        let mut text = *b"00000000T000000Z";
        digits(&mut text[0..4], year);
        digits(&mut text[4..6], month);
        digits(&mut text[6..8], day);
        digits(&mut text[9..11], second / 3_600);
        digits(&mut text[11..13], second / 60 % 60);
        digits(&mut text[13..15], second % 60);
        Self(text)
    }

    /// The whole stamp, `20150830T123600Z`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The day alone, `20150830`.
    #[must_use]
    pub fn day(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }
}

fn digits(into: &mut [u8], mut value: u64) {
    for place in into.iter_mut().rev() {
        *place = b'0' + u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
    }
}

/// Days since 1970 to year, month, day in the Gregorian calendar.
///
/// Years are counted from 1 March, so that the leap day comes last and the months' lengths form one line.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_follow_the_calendar() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (1_709_251_199, "20240229T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
        ] {
            assert_eq!(Stamp::from_unix(seconds).as_str(), text);
        }
        assert_eq!(Stamp::from_unix(1_440_938_160).day(), "20150830");
    }
}
