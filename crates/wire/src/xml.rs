//! XML: the writer of awsQuery responses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::{Document, Member, TimestampFormat, Writer, timestamp};

/// Appends text, escaped for elements and attributes. A carriage return would be read back as a line feed and other
/// control characters can't stand in XML 1.0: the former is written as a reference, the latter become U+FFFD.
pub(crate) fn escape_into(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len());
    let mut start = 0;
    for (at, &b) in bytes.iter().enumerate() {
        let escaped: &[u8] = match b {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\r' => b"&#xD;",
            b'\t' | b'\n' => continue,
            0..0x20 => "\u{fffd}".as_bytes(),
            _ => continue,
        };
        out.extend_from_slice(bytes.get(start..at).unwrap_or_default());
        out.extend_from_slice(escaped);
        start = at + 1;
    }
    out.extend_from_slice(bytes.get(start..).unwrap_or_default());
}

/// Appends shapes to a buffer as XML elements.
///
/// Flattened lists and maps repeat the member's own element; the others nest `member` and `entry`.
#[derive(Debug)]
pub struct XmlWriter<'a> {
    out: &'a mut Vec<u8>,
}

impl<'a> XmlWriter<'a> {
    /// A writer that appends to `out`.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out }
    }

    pub(crate) fn open(&mut self, name: &str) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }
}

impl Writer for XmlWriter<'_> {
    fn structure_start(&mut self) {}

    fn structure_end(&mut self) {}

    fn member_start(&mut self, member: &'static Member) {
        if !member.flat {
            self.open(member.query);
        }
    }

    fn member_end(&mut self, member: &'static Member) {
        if !member.flat {
            self.close(member.query);
        }
    }

    fn list_start(&mut self, _: &'static Member, _: usize) {}

    fn item_start(&mut self, member: &'static Member) {
        self.open(if member.flat { member.query } else { member.item().query });
    }

    fn item_end(&mut self, member: &'static Member) {
        self.close(if member.flat { member.query } else { member.item().query });
    }

    fn list_end(&mut self, _: &'static Member) {}

    fn map_start(&mut self, _: &'static Member, _: usize) {}

    fn entry_start(&mut self, member: &'static Member, key: &str) {
        self.open(if member.flat { member.query } else { "entry" });
        self.open(member.key);
        escape_into(key, self.out);
        self.close(member.key);
        self.open(member.value);
    }

    fn entry_end(&mut self, member: &'static Member) {
        self.close(member.value);
        self.close(if member.flat { member.query } else { "entry" });
    }

    fn map_end(&mut self, _: &'static Member) {}

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
            self.out.extend_from_slice(b"NaN");
        } else {
            self.out.extend_from_slice(if value > 0.0 { b"Infinity" } else { b"-Infinity" });
        }
    }

    fn boolean(&mut self, value: bool, _: &'static Member) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    fn blob(&mut self, value: &Bytes, _: &'static Member) {
        self.out.extend_from_slice(STANDARD.encode(value).as_bytes());
    }

    fn timestamp(&mut self, value: Timestamp, member: &'static Member) {
        let format = member.timestamp_format.unwrap_or(TimestampFormat::DateTime);
        self.out.extend_from_slice(timestamp::format(value, format).as_bytes());
    }

    fn document(&mut self, value: &Document) {
        escape_into(&String::from_utf8_lossy(&value.to_json_vec()), self.out);
    }
}
