//! [`DocumentReader`]: shapes from documents, moving text and bytes out of them.

use std::borrow::Cow;
use std::vec::IntoIter;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_clock::Timestamp;

use crate::numbers::{narrow, truncate};
use crate::{Document, MAX_DEPTH, Malformed, Member, Notes, Reader, Shape, Stream, Token, Wanted, timestamp};

/// Reads shapes from a [`Document`] that it owns.
#[derive(Debug)]
pub struct DocumentReader {
    next: Document,
    open: Vec<Frame>,
    notes: Notes,
}

#[derive(Debug)]
enum Frame {
    List(IntoIter<Document>),
    Map(IntoIter<(Cow<'static, str>, Document)>),
}

impl DocumentReader {
    /// A reader of `document`.
    pub fn new(document: Document) -> Self {
        Self { next: document, open: Vec::new(), notes: Notes::default() }
    }

    /// Hands out the notes.
    pub fn finish(self) -> Notes {
        self.notes
    }

    fn take(&mut self) -> Document {
        std::mem::take(&mut self.next)
    }

    fn push(&mut self, frame: Frame) -> Result<(), Malformed> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Malformed::Depth);
        }
        self.open.push(frame);
        Ok(())
    }

    /// The next entry of the open map; closes the map at its end.
    fn entry(&mut self) -> Option<Cow<'static, str>> {
        let entry = match self.open.last_mut() {
            Some(Frame::Map(entries)) => entries.next(),
            _ => None,
        };
        match entry {
            Some((key, value)) => {
                self.next = value;
                Some(key)
            }
            None => {
                self.open.pop();
                None
            }
        }
    }
}

impl Reader for DocumentReader {
    fn structure_start(&mut self) -> Result<(), Malformed> {
        match self.take() {
            Document::Map(entries) => self.push(Frame::Map(entries.into_iter())),
            other => unexpected(&other, Wanted::Structure),
        }
    }

    fn next_member<S: Shape>(&mut self) -> Result<Option<usize>, Malformed> {
        while let Some(key) = self.entry() {
            if let Some(index) = S::index(key.as_bytes())
                && self.next != Document::Null
            {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    fn list_start(&mut self, _: &'static Member) -> Result<(), Malformed> {
        match self.take() {
            Document::List(items) => self.push(Frame::List(items.into_iter())),
            other => unexpected(&other, Wanted::List),
        }
    }

    fn next_item(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        let item = match self.open.last_mut() {
            Some(Frame::List(items)) => items.next(),
            _ => None,
        };
        match item {
            Some(item) => {
                self.next = item;
                Ok(true)
            }
            None => {
                self.open.pop();
                Ok(false)
            }
        }
    }

    fn map_start(&mut self, _: &'static Member) -> Result<(), Malformed> {
        match self.take() {
            Document::Map(entries) => self.push(Frame::Map(entries.into_iter())),
            other => unexpected(&other, Wanted::Map),
        }
    }

    fn next_entry(&mut self, _: &'static Member) -> Result<Option<String>, Malformed> {
        Ok(self.entry().map(Cow::into_owned))
    }

    fn null(&mut self) -> Result<bool, Malformed> {
        Ok(self.next == Document::Null)
    }

    fn string(&mut self, _: &'static Member) -> Result<String, Malformed> {
        match self.take() {
            Document::String(text) => Ok(text),
            other => unexpected(&other, Wanted::String),
        }
    }

    fn integer(&mut self, member: &'static Member) -> Result<i32, Malformed> {
        if !matches!(self.next, Document::Integer(_) | Document::Float(_)) {
            return unexpected(&self.next, Wanted::Integer);
        }
        self.long(member).and_then(narrow)
    }

    fn long(&mut self, _: &'static Member) -> Result<i64, Malformed> {
        match self.take() {
            Document::Integer(value) => Ok(value),
            Document::Float(value) => truncate(value),
            other => unexpected(&other, Wanted::Long),
        }
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, Malformed> {
        match self.take() {
            Document::Integer(value) => Ok(value as f64),
            Document::Float(value) => Ok(value),
            other => unexpected(&other, Wanted::Double),
        }
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, Malformed> {
        match self.take() {
            Document::Bool(value) => Ok(value),
            other => unexpected(&other, Wanted::Boolean),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, Malformed> {
        match self.take() {
            Document::Blob(bytes) => Ok(bytes),
            Document::String(text) => STANDARD.decode(text).map(Bytes::from).map_err(|_| Malformed::Base64),
            other => unexpected(&other, Wanted::Blob),
        }
    }

    fn stream(&mut self, member: &'static Member) -> Result<Stream, Malformed> {
        match self.take() {
            Document::Stream(stream) => Ok(stream),
            other => {
                self.next = other;
                self.blob(member).map(Stream::once)
            }
        }
    }

    fn timestamp(&mut self, _: &'static Member) -> Result<Timestamp, Malformed> {
        let at = match self.take() {
            Document::Integer(value) => timestamp::from_seconds(value as f64),
            Document::Float(value) => timestamp::from_seconds(value),
            Document::String(text) => timestamp::parse(&text),
            other => return unexpected(&other, Wanted::Timestamp),
        };
        at.ok_or(Malformed::Timestamp)
    }

    fn document(&mut self) -> Result<Document, Malformed> {
        Ok(self.take())
    }

    fn skip(&mut self) -> Result<(), Malformed> {
        self.next = Document::Null;
        Ok(())
    }

    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }
}

fn unexpected<T>(document: &Document, wanted: Wanted) -> Result<T, Malformed> {
    let found = match document {
        Document::Null => Token::Null,
        Document::Bool(true) => Token::True,
        Document::Bool(false) => Token::False,
        Document::Integer(_) => Token::Integer,
        Document::Float(_) => Token::Float,
        Document::String(_) | Document::Blob(_) | Document::Stream(_) => Token::String,
        Document::List(_) => Token::List,
        Document::Map(_) => Token::Structure,
    };
    Err(Malformed::Unexpected { found, wanted })
}
