//! Dates in signatures: `20150830T123600Z`.

use tradewind_clock::Timestamp;

use crate::timestamp;

/// Reads the compact form.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if text.len() != 16 || text.get(8..9) != Some("T") || text.get(15..) != Some("Z") {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(4..6)?, digits(6..8)?);
    let (hour, minute, second) = (digits(9..11)?, digits(11..13)?, digits(13..15)?);
    timestamp::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

/// Writes the compact form.
pub(super) fn compact(at: Timestamp) -> String {
    at.format("%Y%m%dT%H%M%SZ")
}
