//! `application/vnd.amazon.eventstream`: messages that follow each other in one body.
//!
//! A message is a prelude (its length, its headers' length, a CRC-32 of both), headers, a payload and a CRC-32 of all that.
//! Numbers are big-endian (<https://smithy.io/2.0/aws/amazon-eventstream.html>).

mod decode;

use bytes::Bytes;

pub use self::decode::{HeaderValue, Invalid, Message, decode};

/// The media type of a body of messages.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// Most bytes of a payload. A longer one is not sent: [`event`] and [`exception`] make an [`error`] that says so.
pub const MAX_PAYLOAD: usize = 24 * 1024 * 1024;

/// Most bytes of a header's text; what is longer is cut.
const MAX_TEXT: usize = 32_767;
/// The type of a header that is text.
const TEXT: u8 = 7;
/// The prelude with its checksum.
const PRELUDE: usize = 12;
/// The checksum at a message's end.
const CHECKSUM: usize = 4;

/// An event of this type: the name of a member of the event stream's union, `PayloadChunk`.
///
/// `content_type` is `application/octet-stream` for a blob that is the event's payload, `application/json` for a structure
/// in restJson1, and absent where there is no payload.
pub fn event(event_type: &str, content_type: Option<&str>, payload: &[u8]) -> Bytes {
    message("event", (":event-type", event_type), content_type, payload)
}

/// An error that the event stream's union names; the payload is the error's structure.
pub fn exception(exception_type: &str, content_type: Option<&str>, payload: &[u8]) -> Bytes {
    message("exception", (":exception-type", exception_type), content_type, payload)
}

/// An error that the model does not know. The stream ends with it.
pub fn error(code: &str, text: &str) -> Bytes {
    frame(&[(":error-code", code), (":error-message", text), (":message-type", "error")], &[])
}

fn message(kind: &str, name: (&str, &str), content_type: Option<&str>, payload: &[u8]) -> Bytes {
    if payload.len() > MAX_PAYLOAD {
        return error("InternalFailure", "A message of the event stream is too long.");
    }
    match content_type {
        Some(content_type) => frame(&[name, (":content-type", content_type), (":message-type", kind)], payload),
        None => frame(&[name, (":message-type", kind)], payload),
    }
}

fn frame(headers: &[(&str, &str)], payload: &[u8]) -> Bytes {
    let texts = headers.iter().map(|(name, value)| 4 + name.len() + cut(value).len()).sum::<usize>();
    let total = PRELUDE + texts + payload.len() + CHECKSUM;
    let mut out = Vec::with_capacity(total);
    out.extend_from_slice(&length(total));
    out.extend_from_slice(&length(texts));
    let checksum = crc32fast::hash(&out);
    out.extend_from_slice(&checksum.to_be_bytes());
    for (name, value) in headers {
        let value = cut(value);
        // Names are the few above; texts are cut to what two bytes can say.
        out.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
        out.extend_from_slice(name.as_bytes());
        out.push(TEXT);
        out.extend_from_slice(&u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes());
        out.extend_from_slice(value.as_bytes());
    }
    out.extend_from_slice(payload);
    let checksum = crc32fast::hash(&out);
    out.extend_from_slice(&checksum.to_be_bytes());
    Bytes::from(out)
}

/// A length that [`MAX_PAYLOAD`] and [`MAX_TEXT`] keep within four bytes.
fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_be_bytes()
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
