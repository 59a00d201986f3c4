//! Messages back from bytes.

use std::fmt;

use bytes::Bytes;

use super::{CHECKSUM, MAX_PAYLOAD, PRELUDE, TEXT};

/// Most bytes of a message's headers.
const MAX_HEADERS: usize = 128 * 1024;

/// One message.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The headers in their order.
    pub headers: Vec<(String, HeaderValue)>,
    /// The payload.
    pub payload: Bytes,
}

/// The value of a message's header.
#[derive(Debug, Clone, PartialEq)]
pub enum HeaderValue {
    /// True or false.
    Bool(bool),
    /// A whole number, of any width.
    Integer(i64),
    /// Bytes.
    Blob(Bytes),
    /// Text.
    String(String),
    /// Milliseconds since the epoch.
    Timestamp(i64),
    /// A UUID.
    Uuid([u8; 16]),
}

/// Why bytes are not a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// The lengths contradict each other or are beyond the limits.
    Length,
    /// The prelude's checksum is wrong.
    PreludeChecksum,
    /// The message's checksum is wrong.
    Checksum,
    /// A header is cut off, of no known type, or not UTF-8.
    Header,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "the lengths of a message of the event stream are wrong",
            Self::PreludeChecksum => "the checksum of a message's prelude is wrong",
            Self::Checksum => "the checksum of a message of the event stream is wrong",
            Self::Header => "a header of a message of the event stream can't be read",
        })
    }
}

impl std::error::Error for Invalid {}

impl Message {
    /// The text of the header with this name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).and_then(|(_, value)| match value {
            HeaderValue::String(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// Takes the first message off, and says how many bytes it was; `None` while more bytes must come.
pub fn decode(bytes: &[u8]) -> Result<Option<(Message, usize)>, Invalid> {
    let Some(prelude) = bytes.get(..PRELUDE) else { return Ok(None) };
    let (total, headers) = (number(prelude, 0), number(prelude, 4));
    if crc32fast::hash(prelude.get(..8).unwrap_or_default()) as usize != number(prelude, 8) {
        return Err(Invalid::PreludeChecksum);
    }
    let payload = total.checked_sub(PRELUDE + CHECKSUM).and_then(|rest| rest.checked_sub(headers));
    if headers > MAX_HEADERS || payload.is_none_or(|payload| payload > MAX_PAYLOAD) {
        return Err(Invalid::Length);
    }
    let Some(message) = bytes.get(..total) else { return Ok(None) };
    let (content, checksum) = message.split_at(total - CHECKSUM);
    if crc32fast::hash(content) as usize != number(checksum, 0) {
        return Err(Invalid::Checksum);
    }
    let (texts, payload) = content.get(PRELUDE..).ok_or(Invalid::Length)?.split_at(headers);
    let message =
        Message { headers: headers_of(texts).ok_or(Invalid::Header)?, payload: Bytes::copy_from_slice(payload) };
    Ok(Some((message, total)))
}

fn number(bytes: &[u8], at: usize) -> usize {
    let four = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
    four.map_or(0, |four| u32::from_be_bytes(four) as usize)
}

fn headers_of(mut rest: &[u8]) -> Option<Vec<(String, HeaderValue)>> {
    let mut out = Vec::new();
    while !rest.is_empty() {
        let length = usize::from(u8::from_be_bytes(take(&mut rest)?));
        let name = text(&mut rest, length)?;
        let [kind] = take(&mut rest)?;
        let value = match kind {
            0 => HeaderValue::Bool(true),
            1 => HeaderValue::Bool(false),
            2 => HeaderValue::Integer(i8::from_be_bytes(take(&mut rest)?).into()),
            3 => HeaderValue::Integer(i16::from_be_bytes(take(&mut rest)?).into()),
            4 => HeaderValue::Integer(i32::from_be_bytes(take(&mut rest)?).into()),
            5 => HeaderValue::Integer(i64::from_be_bytes(take(&mut rest)?)),
            6 => {
                let length = usize::from(u16::from_be_bytes(take(&mut rest)?));
                HeaderValue::Blob(Bytes::copy_from_slice(slice(&mut rest, length)?))
            }
            TEXT => {
                let length = usize::from(u16::from_be_bytes(take(&mut rest)?));
                HeaderValue::String(text(&mut rest, length)?)
            }
            8 => HeaderValue::Timestamp(i64::from_be_bytes(take(&mut rest)?)),
            9 => HeaderValue::Uuid(take(&mut rest)?),
            _ => return None,
        };
        out.push((name, value));
    }
    Some(out)
}

fn slice<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    slice(rest, N)?.try_into().ok()
}

fn text(rest: &mut &[u8], length: usize) -> Option<String> {
    std::str::from_utf8(slice(rest, length)?).ok().map(str::to_owned)
}
