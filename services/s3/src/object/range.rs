//! `Range`: which bytes (RFC 9110, section 14; Amazon S3 takes one range).

use std::ops::Range;

use crate::error::S3Error;

/// The bytes a `Range` header asks for, of an object of this size. `None` when the header is not one that is honoured: then it is
/// as if it were not there.
pub(crate) fn parse(header: &str, size: u64) -> Result<Option<Range<u64>>, S3Error> {
    let Some((from, to)) = header.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Ok(None);
    };
    let range = match (number(from), number(to)) {
        (Some(Some(from)), Some(Some(to))) if from <= to => from..to.saturating_add(1).min(size),
        (Some(Some(from)), Some(None)) => from..size,
        (Some(None), Some(Some(last))) => size.saturating_sub(last)..size,
        _ => return Ok(None),
    };
    if range.start >= range.end {
        return Err(S3Error::invalid_range(header, size));
    }
    Ok(Some(range))
}

/// A number, nothing, or something else.
fn number(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        for (header, expected) in [
            ("bytes=0-0", Some(0..1)),
            ("bytes=2-", Some(2..10)),
            ("bytes=-3", Some(7..10)),
            ("bytes=-30", Some(0..10)),
            ("bytes=5-99999999999999999999999", Some(5..10)),
            ("bytes=9-9", Some(9..10)),
            ("bytes=3-2", None),
            ("bytes=-", None),
            ("bytes=0-1,3-4", None),
            ("items=0-1", None),
            ("bytes=a-b", None),
        ] {
            assert_eq!(parse(header, 10).unwrap(), expected, "{header}");
        }
        for header in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            assert_eq!(parse(header, 10).unwrap_err().code(), "InvalidRange", "{header}");
        }
        assert_eq!(parse("bytes=0-", 0).unwrap_err().code(), "InvalidRange");
    }
}
