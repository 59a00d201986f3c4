//! JSON numbers, compared by value.

/// A JSON number: exact for equality, a double for ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// The double nearest to the number, mapped so that unsigned order is numeric order.
    pub(crate) order: u64,
    /// The decimal value in its one normal form.
    pub(crate) exact: Exact,
}

/// A decimal in normal form: no leading or trailing zero digits, zero has no sign.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Exact {
    /// At most 19 significant digits: `digits` times ten to the `exponent`.
    Small { negative: bool, digits: u64, exponent: i64 },
    /// Anything longer, as `-123...e5`.
    Large(Box<str>),
}

/// Maps a double so that unsigned order is numeric order. Both zeros map to one value.
pub(crate) fn order_of(value: f64) -> u64 {
    let bits = if value == 0.0 { 0 } else { value.to_bits() };
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// 10^0 to 10^22, the powers of ten a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl Number {
    /// Reads `text` as one whole JSON number.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let shape = Shape::of(text)?;
        let exact = shape.exact();
        let value = match &exact {
            Exact::Small { negative, digits, exponent } => fast_double(*negative, *digits, *exponent),
            Exact::Large(_) => None,
        };
        let value = match value {
            Some(value) => value,
            None => std::str::from_utf8(text).ok()?.parse().ok()?,
        };
        Some(Self { order: order_of(value), exact })
    }
}

/// The double for small decimals; one rounding, so it is the nearest.
fn fast_double(negative: bool, digits: u64, exponent: i64) -> Option<f64> {
    if digits >= 1 << 53 {
        return None;
    }
    let power = *POWERS.get(usize::try_from(exponent.unsigned_abs()).ok()?)?;
    let digits = digits as f64;
    let value = if exponent < 0 { digits / power } else { digits * power };
    Some(if negative { -value } else { value })
}

/// The parts of a number's text.
struct Shape<'a> {
    negative: bool,
    integer: &'a [u8],
    fraction: &'a [u8],
    exponent: i64,
}

impl<'a> Shape<'a> {
    fn of(text: &'a [u8]) -> Option<Self> {
        let (negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (integer, rest) = digits(rest);
        if integer.is_empty() || (integer.len() > 1 && integer.first() == Some(&b'0')) {
            return None;
        }
        let (fraction, rest) = match rest {
            [b'.', rest @ ..] => {
                let (fraction, rest) = digits(rest);
                (!fraction.is_empty()).then_some((fraction, rest))?
            }
            rest => (&[][..], rest),
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', b'+', rest @ ..] => exponent(rest)?,
            [b'e' | b'E', b'-', rest @ ..] => -exponent(rest)?,
            [b'e' | b'E', rest @ ..] => exponent(rest)?,
            _ => return None,
        };
        Some(Self { negative, integer, fraction, exponent })
    }

    fn exact(&self) -> Exact {
        let mut digits = 0u64;
        let mut exponent = self.exponent.saturating_sub(self.fraction.len() as i64);
        for byte in self.integer.iter().chain(self.fraction) {
            let digit = u64::from(byte - b'0');
            match digits.checked_mul(10).and_then(|digits| digits.checked_add(digit)) {
                Some(more) if more < 10_000_000_000_000_000_000 => digits = more,
                _ => return self.exact_of_many_digits(),
            }
        }
        if digits == 0 {
            return Exact::Small { negative: false, digits: 0, exponent: 0 };
        }
        while digits.is_multiple_of(10) {
            digits /= 10;
            exponent = exponent.saturating_add(1);
        }
        Exact::Small { negative: self.negative, digits, exponent }
    }

    #[cold]
    fn exact_of_many_digits(&self) -> Exact {
        let digits: Vec<u8> = self.integer.iter().chain(self.fraction).copied().collect();
        let zeros = digits.iter().rev().take_while(|&&digit| digit == b'0').count();
        let exponent = self.exponent.saturating_sub(self.fraction.len() as i64).saturating_add(zeros as i64);
        let significant = String::from_utf8_lossy(digits.get(..digits.len() - zeros).unwrap_or_default());
        let significant = significant.trim_start_matches('0');
        match significant.parse() {
            Ok(digits) if significant.len() <= 19 => Exact::Small { negative: self.negative, digits, exponent },
            _ => {
                let sign = if self.negative { "-" } else { "" };
                Exact::Large(format!("{sign}{significant}e{exponent}").into())
            }
        }
    }
}

fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// The value of an exponent's digits; absurd ones saturate, as no double tells them apart.
fn exponent(text: &[u8]) -> Option<i64> {
    let (all, rest) = digits(text);
    if all.is_empty() || !rest.is_empty() {
        return None;
    }
    let value = all.iter().fold(0i64, |value, digit| value.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    Some(value.min(1 << 40))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn equal_values_have_one_form() {
        for (a, b) in [
            ("300", "3.0e2"),
            ("300.0", "3E+2"),
            ("-0", "0.000"),
            ("0.001", "1e-3"),
            ("100000000000000000000000", "1e23"),
            ("0.00000000000000000000000000012", "1.2e-28"),
            ("300.00000000000000000000000000", "300"),
        ] {
            assert_eq!(number(a), number(b), "{a} {b}");
        }
        assert_ne!(number("123456789012345678").exact, number("123456789012345679").exact);
        assert_ne!(number("1234567890123456789012").exact, number("1234567890123456789013").exact);
    }

    #[test]
    fn order_is_numeric() {
        let sorted =
            ["-1e400", "-5e9", "-1.5", "-1", "-1e-9", "0", "1e-9", "0.1", "1", "2.5", "1e22", "1e300", "1e400"];
        assert!(sorted.windows(2).all(|pair| number(pair[0]).order < number(pair[1]).order));
    }

    #[test]
    fn refuses_what_json_refuses() {
        for text in ["", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "1 ", "NaN", "--1", "1.2.3"] {
            assert!(Number::parse(text.as_bytes()).is_none(), "{text}");
        }
    }
}
