//! What an invocation is given, checked as AWS checks it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::IgnoredAny;

use crate::error::LambdaError;

/// Largest event of a synchronous invocation, in bytes: <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>.
pub(crate) const SYNCHRONOUS_BYTES: usize = 6_291_456;

/// Largest event of an asynchronous invocation, in bytes; same page.
pub(crate) const ASYNCHRONOUS_BYTES: usize = 1_048_576;

/// Longest client context, in bytes of base64: <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>.
const CLIENT_CONTEXT_BYTES: usize = 3_583;

/// How much of an unreadable event an error shows.
const SHOWN_BYTES: usize = 500;

/// The operation as errors about sizes name it.
const OPERATION: &str = "InvokeFunction";

/// Why an invocation's input is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadInput {
    /// The event has more bytes than this.
    TooLarge(usize),
    /// The event or the client context is not what it should be; the whole text.
    Content(String),
}

impl From<BadInput> for LambdaError {
    fn from(bad: BadInput) -> LambdaError {
        match bad {
            BadInput::TooLarge(limit) => LambdaError::RequestTooLarge { limit, operation: OPERATION },
            BadInput::Content(text) => LambdaError::InvalidContent(text),
        }
    }
}

/// The event that the function gets: `given`, or `{}` where nothing was given.
pub(crate) fn event(given: Option<Bytes>, limit: usize) -> Result<Bytes, BadInput> {
    let event = given.filter(|event| !event.is_empty()).unwrap_or_else(|| Bytes::from_static(b"{}"));
    if event.len() > limit {
        return Err(BadInput::TooLarge(limit));
    }
    match serde_json::from_slice::<IgnoredAny>(&event) {
        Ok(_) => Ok(event),
        Err(error) => Err(BadInput::Content(format!(
            "Could not parse request body into json: Could not parse payload into json: {}",
            jackson(&event, &error)
        ))),
    }
}

/// The client context as JSON text, from the header's base64.
pub(crate) fn client_context(given: Option<&str>) -> Result<Option<String>, BadInput> {
    let Some(given) = given.filter(|given| !given.is_empty()) else { return Ok(None) };
    if given.len() > CLIENT_CONTEXT_BYTES {
        let text = format!("Client context must be smaller than {} bytes.", CLIENT_CONTEXT_BYTES + 1);
        return Err(BadInput::Content(text));
    }
    let decoded = STANDARD.decode(given).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    decoded
        .filter(|text| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).is_ok())
        .map(Some)
        .ok_or_else(|| BadInput::Content("Client context must be a valid Base64-encoded JSON object.".to_owned()))
}

/// The words of the JSON reader that AWS uses, for the mistakes people make: a token that is no JSON, a character where a value
/// should begin, an end that comes too early. Other mistakes are told in this server's own words.
fn jackson(event: &[u8], error: &serde_json::Error) -> String {
    let at = offset(event, error.line(), error.column());
    let place = |column: usize| {
        let shown = String::from_utf8_lossy(event.get(..event.len().min(SHOWN_BYTES)).unwrap_or_default());
        format!("\n at [Source: (byte[])\"{shown}\"; line: {}, column: {column}]", error.line().max(1))
    };
    const WANTED: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
    if error.is_eof() {
        return ["Unexpected end-of-input", &place(error.column() + 1)].concat();
    }
    // serde_json stops within or behind a word; the word begins where its first letter stands.
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = event.get(..at).unwrap_or_default().iter().rev().take_while(|byte| word(byte)).count();
    let after = event.get(at..).unwrap_or_default().iter().take_while(|byte| word(byte)).count();
    let (start, end) = (at.saturating_sub(before), at + after);
    let token = event.get(start..end).unwrap_or_default();
    if token.first().is_some_and(u8::is_ascii_alphabetic) {
        let column = (error.column() + after).max(1);
        let token = String::from_utf8_lossy(token);
        return format!("Unrecognized token '{token}': was expecting {WANTED}{}", place(column));
    }
    match event.get(at) {
        Some(byte) if byte.is_ascii_graphic() => {
            let text =
                format!("Unexpected character ('{}' (code {byte})): expected a valid value {WANTED}", *byte as char);
            text + &place(error.column() + 1)
        }
        Some(byte) if byte.is_ascii() => {
            let text = format!("Unexpected character ((CTRL-CHAR, code {byte})): expected a valid value {WANTED}");
            text + &place(error.column() + 1)
        }
        Some(byte) => format!("Invalid UTF-8 start byte 0x{byte:x}{}", place(error.column() + 1)),
        None => error.to_string() + &place(error.column() + 1),
    }
}

/// Where serde_json's line and column (both from 1) point to.
fn offset(event: &[u8], line: usize, column: usize) -> usize {
    let starts = event.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1);
    let start = std::iter::once(0).chain(starts).nth(line.saturating_sub(1)).unwrap_or(0);
    (start + column.saturating_sub(1)).min(event.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &'static [u8]) -> String {
        match event(Some(Bytes::from_static(text)), 100) {
            Err(BadInput::Content(text)) => text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nothing_is_an_empty_object() {
        assert_eq!(event(None, 10).expect("fine"), "{}");
        assert_eq!(event(Some(Bytes::new()), 10).expect("fine"), "{}");
        for text in ["null", " [1, 2]\n", "\"x\"", "1.5e3"] {
            assert_eq!(event(Some(Bytes::from(text)), 10).expect("fine"), text);
        }
    }

    #[test]
    fn the_limit_is_the_last_size_that_fits() {
        let digits = Bytes::from("1".repeat(20));
        assert!(event(Some(digits.clone()), 20).is_ok());
        assert_eq!(event(Some(digits), 19), Err(BadInput::TooLarge(19)));
    }

    #[test]
    fn says_what_is_wrong_as_aws_does() {
        const WANTED: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        let both = "Could not parse request body into json: Could not parse payload into json: ";
        assert_eq!(
            refused(b"mystring"),
            format!(
                "{both}Unrecognized token 'mystring': was expecting {WANTED}\n at [Source: (byte[])\"mystring\"; line: 1, column: 9]"
            )
        );
        assert_eq!(
            refused(b"'x'"),
            format!(
                "{both}Unexpected character (''' (code 39)): expected a valid value {WANTED}\n at [Source: (byte[])\"'x'\"; line: 1, column: 2]"
            )
        );
        assert!(refused(b"{\"a\":").contains("Unexpected end-of-input\n at [Source"), "{}", refused(b"{\"a\":"));
        for text in
            [&b"\xff\xfe"[..], b"{\"a\":\xff}", b"[1,,2]", b"{\"a\" 1}", b"\n\n  nope", b"1 2", b"\"\x01\"", b" "]
        {
            assert!(refused(text).starts_with(both), "{text:?}");
        }
    }

    #[test]
    fn a_client_context_is_an_object_in_base64() {
        let context = |text: &str| client_context(Some(&STANDARD.encode(text)));
        assert_eq!(context("{\"custom\":{}}"), Ok(Some("{\"custom\":{}}".to_owned())));
        assert_eq!((client_context(None), client_context(Some(""))), (Ok(None), Ok(None)));
        let refusal = "Client context must be a valid Base64-encoded JSON object.".to_owned();
        for bad in [context("[]"), context("nope"), client_context(Some("{}")), client_context(Some("!"))] {
            assert_eq!(bad, Err(BadInput::Content(refusal.clone())));
        }
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(CLIENT_CONTEXT_BYTES));
        assert_ne!(context(&long), Err(BadInput::Content(refusal)));
        assert!(context(&long).is_err());
    }
}
