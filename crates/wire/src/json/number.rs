//! JSON numbers.

use crate::{Malformed, Wanted};

/// A number as it stands in the text.
pub(super) enum Number {
    Whole(i64),
    Float(f64),
}

impl Number {
    /// Reads the number at `start`; answers with it and the place after it. Whole numbers that 64 bits can't hold become
    /// doubles; what a double can't hold is refused.
    pub(super) fn parse(text: &str, start: usize) -> Result<(Self, usize), Malformed> {
        let bytes = text.as_bytes();
        let whole = start + usize::from(bytes.get(start) == Some(&b'-'));
        let mut end = digits(bytes, whole)?;
        if bytes.get(whole) == Some(&b'0') && end > whole + 1 {
            return Err(Malformed::Syntax(whole));
        }
        let mut float = false;
        if bytes.get(end) == Some(&b'.') {
            float = true;
            end = digits(bytes, end + 1)?;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            float = true;
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            end = digits(bytes, end + 1 + sign)?;
        }
        let text = text.get(start..end).ok_or(Malformed::Syntax(start))?;
        if !float && let Ok(value) = text.parse() {
            return Ok((Self::Whole(value), end));
        }
        let value: f64 = text.parse().map_err(|_| Malformed::Syntax(start))?;
        if value.is_finite() { Ok((Self::Float(value), end)) } else { Err(Malformed::OutOfRange(Wanted::Double)) }
    }
}

/// The place after the digits at `from`, of which there must be one.
fn digits(bytes: &[u8], from: usize) -> Result<usize, Malformed> {
    let count = bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    if count == 0 { Err(Malformed::Syntax(from)) } else { Ok(from + count) }
}
