//! Where an event stands, as a number of 56 decimal digits: event ids, and the places in tokens.
//!
//! ```text
//! bits   191..144  timestamp, milliseconds      143..64  zero      63..0  order of arrival in the group
//! ```
//!
//! AWS's ids are numbers of the same size that begin with the timestamp in the same way, so they sort like the events.

/// An event's place: its time, then the order of arrival in its group.
pub(crate) type Place = (u64, u64);

const DIGITS: usize = 56;
const LIMBS: usize = 6;

/// The number as text.
pub(crate) fn text(place: Place) -> String {
    let (time, order) = place;
    // The most significant limb first.
    let high = (time & 0xffff_ffff_ffff) << 16;
    let part = |number: u64, shift: u32| u32::try_from((number >> shift) & 0xffff_ffff).unwrap_or_default();
    let mut limbs: [u32; LIMBS] = [part(high, 32), part(high, 0), 0, 0, part(order, 32), part(order, 0)];
    let mut digits = [b'0'; DIGITS + 8];
    for digit in digits.iter_mut().rev() {
        let mut rest = 0_u64;
        for limb in &mut limbs {
            let number = rest << 32 | u64::from(*limb);
            *limb = u32::try_from(number / 10).unwrap_or_default();
            rest = number % 10;
        }
        *digit = b'0' + u8::try_from(rest).unwrap_or_default();
    }
    // The largest number has 58 digits; with a time before the year 5138 it has 56.
    String::from_utf8_lossy(&digits[8..]).into_owned()
}

/// The place in a number that [`text`] wrote.
pub(crate) fn place(text: &str) -> Option<Place> {
    if text.len() != DIGITS {
        return None;
    }
    let mut limbs = [0_u32; LIMBS];
    for digit in text.bytes() {
        let mut carry = u64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
        for limb in limbs.iter_mut().rev() {
            let number = u64::from(*limb) * 10 + carry;
            *limb = u32::try_from(number & 0xffff_ffff).unwrap_or_default();
            carry = number >> 32;
        }
        if carry > 0 {
            return None;
        }
    }
    let [time_high, time_low, middle, other, high, low] = limbs;
    let time = u64::from(time_high) << 32 | u64::from(time_low);
    if middle != 0 || other != 0 || time & 0xffff != 0 {
        return None;
    }
    Some((time >> 16, u64::from(high) << 32 | u64::from(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbers_and_back() {
        for known in [(0, 0), (1, 2), (1_396_035_378_988, u64::MAX), (1_790_000_000_000, 1 << 40)] {
            assert_eq!(place(&text(known)), Some(known));
        }
        // The event id in AWS's documentation begins as ours of the same millisecond.
        assert_eq!(
            text((1_396_035_378_988, 0)).get(..12),
            "31132629274945519779805322857203735586714454643391594505".get(..12)
        );
        assert!(text((1, u64::MAX)) < text((2, 0)));
        for wrong in ["", "1", "3113262927494551977980532285720373558671445464339159450x", &"9".repeat(56)] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }
}
