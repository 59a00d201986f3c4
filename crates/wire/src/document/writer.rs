//! [`DocumentWriter`]: shapes to documents.

use std::borrow::Cow;

use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::{Document, Member, Stream, TimestampFormat, Writer, timestamp};

/// Builds a [`Document`].
#[derive(Debug, Default)]
pub struct DocumentWriter {
    done: Document,
    open: Vec<Frame>,
}

#[derive(Debug)]
enum Frame {
    List(Vec<Document>),
    Map(Vec<(Cow<'static, str>, Document)>, Cow<'static, str>),
}

impl DocumentWriter {
    /// A writer of one document.
    pub fn new() -> Self {
        Self::default()
    }

    /// The document.
    pub fn finish(self) -> Document {
        self.done
    }

    /// Puts a value where the innermost open frame wants it.
    fn put(&mut self, value: Document) {
        match self.open.last_mut() {
            Some(Frame::List(items)) => items.push(value),
            Some(Frame::Map(entries, key)) => entries.push((std::mem::take(key), value)),
            None => self.done = value,
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Frame::List(items)) => self.put(Document::List(items)),
            Some(Frame::Map(entries, _)) => self.put(Document::Map(entries)),
            None => {}
        }
    }

    fn key(&mut self, name: Cow<'static, str>) {
        if let Some(Frame::Map(_, key)) = self.open.last_mut() {
            *key = name;
        }
    }
}

impl Writer for DocumentWriter {
    fn structure_start(&mut self) {
        self.open.push(Frame::Map(Vec::new(), Cow::Borrowed("")));
    }

    fn structure_end(&mut self) {
        self.close();
    }

    fn member_start(&mut self, member: &'static Member) {
        self.key(Cow::Borrowed(member.name));
    }

    fn member_end(&mut self, _: &'static Member) {}

    fn list_start(&mut self, _: &'static Member, len: usize) {
        self.open.push(Frame::List(Vec::with_capacity(len)));
    }

    fn item_start(&mut self, _: &'static Member) {}

    fn item_end(&mut self, _: &'static Member) {}

    fn list_end(&mut self, _: &'static Member) {
        self.close();
    }

    fn map_start(&mut self, _: &'static Member, len: usize) {
        self.open.push(Frame::Map(Vec::with_capacity(len), Cow::Borrowed("")));
    }

    fn entry_start(&mut self, _: &'static Member, key: &str) {
        self.key(Cow::Owned(key.to_owned()));
    }

    fn entry_end(&mut self, _: &'static Member) {}

    fn map_end(&mut self, _: &'static Member) {
        self.close();
    }

    fn string(&mut self, value: &str, _: &'static Member) {
        self.put(Document::String(value.to_owned()));
    }

    fn long(&mut self, value: i64, _: &'static Member) {
        self.put(Document::Integer(value));
    }

    fn double(&mut self, value: f64, _: &'static Member) {
        self.put(Document::Float(value));
    }

    fn boolean(&mut self, value: bool, _: &'static Member) {
        self.put(Document::Bool(value));
    }

    fn blob(&mut self, value: &Bytes, _: &'static Member) {
        self.put(Document::Blob(value.clone()));
    }

    fn stream(&mut self, value: &Stream, _: &'static Member) {
        self.put(Document::Stream(value.clone()));
    }

    fn timestamp(&mut self, value: Timestamp, member: &'static Member) {
        let micros = value.as_micros();
        self.put(match member.timestamp_format {
            Some(format @ (TimestampFormat::DateTime | TimestampFormat::HttpDate)) => {
                Document::String(timestamp::format(value, format))
            }
            _ if micros.is_multiple_of(1_000_000) => {
                Document::Integer(i64::try_from(value.as_secs()).unwrap_or(i64::MAX))
            }
            _ => Document::Float(micros as f64 / 1e6),
        });
    }

    fn document(&mut self, value: &Document) {
        self.put(value.clone());
    }
}
