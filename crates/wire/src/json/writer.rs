//! [`JsonWriter`]: shapes to JSON bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::text::escape_into;
use crate::{Document, Member, TimestampFormat, Writer, timestamp};

/// Appends shapes to a buffer as JSON, without white space.
#[derive(Debug)]
pub struct JsonWriter<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> JsonWriter<'a> {
    /// A writer that appends to `out`.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
    }

    /// A comma, unless a bracket was just opened. Inside a list or object the last byte is an opening bracket only
    /// then: strings end with a quote.
    #[inline]
    fn separate(&mut self) {
        if !matches!(self.out.last(), Some(b'{' | b'[')) {
            self.out.push(b',');
        }
    }

    fn key(&mut self, key: &str) {
        self.separate();
        escape_into(key, self.out);
        self.out.push(b':');
    }
}

impl Writer for JsonWriter<'_> {
    #[inline]
    fn structure_start(&mut self) {
        self.out.push(b'{');
    }

    #[inline]
    fn structure_end(&mut self) {
        self.out.push(b'}');
    }

    #[inline]
    fn member_start(&mut self, member: &'static Member) {
        // Names of members are identifiers: nothing to escape.
        self.separate();
        self.out.reserve(member.name.len() + 3);
        self.out.push(b'"');
        self.out.extend_from_slice(member.name.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    #[inline]
    fn member_end(&mut self, _: &'static Member) {}

    fn list_start(&mut self, _: &'static Member, _: usize) {
        self.out.push(b'[');
    }

    fn item_start(&mut self, _: &'static Member) {
        self.separate();
    }

    fn item_end(&mut self, _: &'static Member) {}

    fn list_end(&mut self, _: &'static Member) {
        self.out.push(b']');
    }

    fn map_start(&mut self, _: &'static Member, _: usize) {
        self.out.push(b'{');
    }

    fn entry_start(&mut self, _: &'static Member, key: &str) {
        self.key(key);
    }

    fn entry_end(&mut self, _: &'static Member) {}

    fn map_end(&mut self, _: &'static Member) {
        self.out.push(b'}');
    }

    #[inline]
    fn string(&mut self, value: &str, _: &'static Member) {
        escape_into(value, self.out);
    }

    fn long(&mut self, value: i64, _: &'static Member) {
        self.out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    }

    fn double(&mut self, value: f64, _: &'static Member) {
        if value.is_finite() {
            self.out.extend_from_slice(ryu::Buffer::new().format_finite(value).as_bytes());
        } else if value.is_nan() {
            self.out.extend_from_slice(b"\"NaN\"");
        } else {
            self.out.extend_from_slice(if value > 0.0 { b"\"Infinity\"" } else { b"\"-Infinity\"" });
        }
    }

    fn boolean(&mut self, value: bool, _: &'static Member) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    fn blob(&mut self, value: &Bytes, _: &'static Member) {
        let text = STANDARD.encode(value);
        self.out.push(b'"');
        self.out.extend_from_slice(text.as_bytes());
        self.out.push(b'"');
    }

    fn timestamp(&mut self, value: Timestamp, member: &'static Member) {
        match member.timestamp_format {
            None | Some(TimestampFormat::EpochSeconds) => timestamp::epoch_seconds(value, self.out),
            Some(format) => escape_into(&timestamp::format(value, format), self.out),
        }
    }

    fn document(&mut self, value: &Document) {
        value.to_json(self.out);
    }
}
