//! Numbers given as text, where AWS takes them.

use crate::{Malformed, Wanted};

/// A 32-bit number.
pub(crate) fn narrow(value: i64) -> Result<i32, Malformed> {
    i32::try_from(value).map_err(|_| Malformed::OutOfRange(Wanted::Integer))
}

/// A whole number from a floating-point one, dropping its fraction as AWS's parser does.
pub(crate) fn truncate(value: f64) -> Result<i64, Malformed> {
    let whole = value.trunc();
    // 2^63 is the first value above the range that a double can hold exactly.
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
        Ok(whole as i64)
    } else {
        Err(Malformed::OutOfRange(Wanted::Long))
    }
}
