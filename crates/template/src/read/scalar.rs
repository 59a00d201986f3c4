//! Plain scalars as YAML 1.1 resolves them.
//!
//! Dates stay text (`AWSTemplateFormatVersion: 2010-09-09`), and so do numbers in base 60 and whole numbers that 64 bits don't
//! hold: as text they keep their digits.

use tradewind_wire::Document;

/// The value of a plain scalar without tag. <https://yaml.org/type/>
pub(super) fn resolve(text: &str) -> Document {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Document::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => return Document::Bool(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => return Document::Bool(false),
        _ => {}
    }
    let number = integer(text).map(Document::Integer).or_else(|| float(text).map(Document::Float));
    number.unwrap_or_else(|| Document::String(text.to_owned()))
}

/// A whole number: decimal, octal (`0644`), hexadecimal or binary; underscores part digits.
pub(super) fn integer(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => ("-", text.get(1..)?),
        b'+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    let (digits, radix) = if let Some(binary) = digits.strip_prefix("0b") {
        (binary, 2)
    } else if let Some(hexadecimal) = digits.strip_prefix("0x") {
        (hexadecimal, 16)
    } else if digits.len() > 1 && digits.starts_with('0') {
        (digits.get(1..)?, 8)
    } else if digits.starts_with(|first: char| first.is_ascii_digit()) {
        (digits, 10)
    } else {
        return None;
    };
    let digits: String = digits.chars().filter(|one| *one != '_').collect();
    if digits.is_empty() || !digits.chars().all(|one| one.is_digit(radix)) {
        return None;
    }
    i64::from_str_radix(&[sign, &digits].concat(), radix).ok()
}

/// A number with a point: `1.5`, `.5`, `1.5e+3`.
pub(super) fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = unsigned.split_once('.')?;
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let digits = |part: &str| part.chars().all(|one| one.is_ascii_digit() || one == '_');
    let starts = |part: &str| part.starts_with(|first: char| first.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || !(starts(whole) || whole.is_empty() && starts(fraction)) {
        return None;
    }
    if let Some(exponent) = exponent {
        let power = exponent.strip_prefix(['-', '+'])?;
        if power.is_empty() || !power.chars().all(|one| one.is_ascii_digit()) {
            return None;
        }
    }
    let plain: String = text.chars().filter(|one| *one != '_').collect();
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}
