//! Timestamps in the protocols' three formats.

use jiff::fmt::rfc2822;
use tradewind_clock::Timestamp;

use crate::TimestampFormat;

/// Reads a timestamp from text: a date-time, an HTTP date, or seconds since the epoch.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Some(from_jiff(at));
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return from_seconds(seconds);
    }
    if let Ok(zoned) = rfc2822::parse(text) {
        return Some(from_jiff(zoned.timestamp()));
    }
    // A date-time without a zone is UTC, as AWS reads it.
    let at = text.parse::<jiff::civil::DateTime>().ok()?;
    at.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| from_jiff(zoned.timestamp()))
}

/// Seconds since the epoch, to the microsecond. Points before the epoch are held at it.
pub(crate) fn from_seconds(seconds: f64) -> Option<Timestamp> {
    if !seconds.is_finite() {
        return None;
    }
    // The cast saturates.
    Some(Timestamp::from_micros((seconds * 1e6).round() as u64))
}

/// Writes a timestamp as text.
pub(crate) fn format(at: Timestamp, format: TimestampFormat) -> String {
    match format {
        TimestampFormat::DateTime => at.to_string(),
        TimestampFormat::DateTimeSeconds => at.format("%Y-%m-%dT%H:%M:%SZ"),
        TimestampFormat::HttpDate => at.format("%a, %d %b %Y %H:%M:%S GMT"),
        TimestampFormat::EpochSeconds => {
            let mut out = Vec::new();
            epoch_seconds(at, &mut out);
            String::from_utf8_lossy(&out).into_owned()
        }
    }
}

/// Writes seconds since the epoch with as many digits of a fraction as it has: `1767323045.678`.
pub(crate) fn epoch_seconds(at: Timestamp, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(at.as_secs()).as_bytes());
    let mut fraction = at.as_micros() % 1_000_000;
    if fraction == 0 {
        return;
    }
    out.push(b'.');
    let mut unit = 100_000;
    while fraction > 0 {
        let digit = fraction / unit;
        out.push(b'0' + u8::try_from(digit).unwrap_or(0));
        fraction -= digit * unit;
        unit /= 10;
    }
}

fn from_jiff(at: jiff::Timestamp) -> Timestamp {
    u64::try_from(at.as_microsecond()).map_or(Timestamp::ZERO, Timestamp::from_micros)
}
