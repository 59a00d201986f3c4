//! [`XmlWriter`]: shapes to XML, for awsQuery and for restXml.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use super::{DECLARATION, escape_into, escape_s3_into};
use crate::{Document, Member, TimestampFormat, Writer, timestamp};

/// Appends shapes to a buffer as XML elements.
///
/// Flattened lists and maps repeat the member's own element; the others nest `member` and `entry`. An attribute is put into
/// the tag of its structure's element when its turn comes, wherever it stands among the members.
#[derive(Debug)]
pub struct XmlWriter<'a> {
    out: &'a mut Vec<u8>,
    /// The element around everything, in restXml.
    root: Option<Root>,
    /// Where the tag that was opened last ends: the place of its `>`.
    tag: usize,
    /// The same for the structures that are open.
    open: Vec<usize>,
    /// Where the value of the attribute begins that is being written.
    attribute: usize,
}

#[derive(Debug, Clone, Copy)]
struct Root {
    name: &'static str,
    namespace: &'static str,
}

impl<'a> XmlWriter<'a> {
    /// A writer that appends to `out`.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, root: None, tag: 0, open: Vec::new(), attribute: 0 }
    }

    /// A writer of a whole body: a declaration, and the structure that is written in an element of this name, with a namespace
    /// if it is not empty.
    pub(crate) fn document(out: &'a mut Vec<u8>, name: &'static str, namespace: &'static str) -> Self {
        Self { root: Some(Root { name, namespace }), ..Self::new(out) }
    }

    pub(crate) fn open(&mut self, name: &str) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        self.tag = self.out.len();
        self.out.push(b'>');
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }

    /// Opens a member's element, or that of an item, with the namespace it declares.
    fn open_as(&mut self, name: &str, member: &'static Member) {
        self.open(name);
        if let Some((prefix, uri)) = member.namespace {
            self.out.pop();
            namespace(prefix, uri, self.out);
            self.tag = self.out.len();
            self.out.push(b'>');
        }
    }

    fn escape(&mut self, text: &str) {
        if self.root.is_some() { escape_s3_into(text, self.out) } else { escape_into(text, self.out) }
    }

    /// Moves what was written since the attribute's start into its structure's tag.
    fn end_attribute(&mut self, name: &str) {
        let value = self.out.split_off(self.attribute.min(self.out.len()));
        let Some(tag) = self.open.last_mut() else { return };
        let text = [b" ", name.as_bytes(), b"=\"", &value, b"\""].concat();
        let length = text.len();
        self.out.splice(*tag..*tag, text);
        *tag += length;
    }
}

fn namespace(prefix: &str, uri: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b" xmlns");
    if !prefix.is_empty() {
        out.push(b':');
        out.extend_from_slice(prefix.as_bytes());
    }
    out.extend_from_slice(b"=\"");
    escape_into(uri, out);
    out.push(b'"');
}

/// Whether a member has an element of its own.
fn has_element(member: &Member) -> bool {
    !member.flat && !member.query.is_empty()
}

impl Writer for XmlWriter<'_> {
    fn structure_start(&mut self) {
        if let Some(Root { name, namespace: uri }) = self.root.filter(|_| self.open.is_empty()) {
            self.out.extend_from_slice(DECLARATION);
            self.open(name);
            if !uri.is_empty() {
                self.out.pop();
                namespace("", uri, self.out);
                self.tag = self.out.len();
                self.out.push(b'>');
            }
        }
        self.open.push(self.tag);
    }

    fn structure_end(&mut self) {
        self.open.pop();
        if let Some(root) = self.root.filter(|_| self.open.is_empty()) {
            self.close(root.name);
        }
    }

    fn member_start(&mut self, member: &'static Member) {
        if member.attribute {
            self.attribute = self.out.len();
        } else if has_element(member) {
            self.open_as(member.query, member);
        }
    }

    fn member_end(&mut self, member: &'static Member) {
        if member.attribute {
            self.end_attribute(member.query);
        } else if has_element(member) {
            self.close(member.query);
        }
    }

    fn list_start(&mut self, _: &'static Member, _: usize) {}

    fn item_start(&mut self, member: &'static Member) {
        let item = member.item();
        self.open_as(if member.flat { member.query } else { item.query }, item);
    }

    fn item_end(&mut self, member: &'static Member) {
        self.close(if member.flat { member.query } else { member.item().query });
    }

    fn list_end(&mut self, _: &'static Member) {}

    fn map_start(&mut self, _: &'static Member, _: usize) {}

    fn entry_start(&mut self, member: &'static Member, key: &str) {
        self.open(if member.flat { member.query } else { "entry" });
        self.open(member.key);
        self.escape(key);
        self.close(member.key);
        self.open(member.value);
    }

    fn entry_end(&mut self, member: &'static Member) {
        self.close(member.value);
        self.close(if member.flat { member.query } else { "entry" });
    }

    fn map_end(&mut self, _: &'static Member) {}

    fn string(&mut self, value: &str, _: &'static Member) {
        self.escape(value);
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
        self.escape(&String::from_utf8_lossy(&value.to_json_vec()));
    }
}
