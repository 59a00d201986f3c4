//! [`Document`]: any value, owned. Calls inside the process carry it instead of JSON text.

mod reader;
mod writer;

use std::borrow::Cow;

use bytes::Bytes;

pub use self::reader::DocumentReader;
pub use self::writer::DocumentWriter;
use crate::json::{JsonReader, JsonWriter, escape_into};
use crate::{Malformed, Member, Reader as _, Stream, Text, Writer as _};

/// A value without a shape. Maps keep the order in which they were written.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Document {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A floating-point number. Timestamps are seconds since the epoch.
    Float(f64),
    /// Text.
    String(Text),
    /// Bytes; base64 in JSON.
    Blob(Bytes),
    /// Bytes that come later, from one service to another. `null` in JSON.
    Stream(Stream),
    /// A list.
    List(Vec<Document>),
    /// A structure or map.
    Map(Vec<(Cow<'static, str>, Document)>),
}

impl Document {
    /// Reads JSON text.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut reader = JsonReader::new(bytes)?;
        let document = reader.document()?;
        reader.finish()?;
        Ok(document)
    }

    /// Appends the value as JSON, without white space.
    pub fn to_json(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null | Self::Stream(_) => out.extend_from_slice(b"null"),
            Self::Bool(value) => JsonWriter::new(out).boolean(*value, Member::ROOT),
            Self::Integer(value) => JsonWriter::new(out).long(*value, Member::ROOT),
            Self::Float(value) => JsonWriter::new(out).double(*value, Member::ROOT),
            Self::String(text) => escape_into(text, out),
            Self::Blob(bytes) => JsonWriter::new(out).blob(bytes, Member::ROOT),
            Self::List(items) => {
                out.push(b'[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push(b',');
                    }
                    item.to_json(out);
                }
                out.push(b']');
            }
            Self::Map(entries) => {
                out.push(b'{');
                for (i, (key, value)) in entries.iter().enumerate() {
                    if i > 0 {
                        out.push(b',');
                    }
                    escape_into(key, out);
                    out.push(b':');
                    value.to_json(out);
                }
                out.push(b'}');
            }
        }
    }

    /// The value as JSON bytes.
    pub fn to_json_vec(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.to_json(&mut out);
        out
    }

    /// The value under a key of this map. Where a key was written twice, the last one counts, as in JSON readers.
    pub fn get(&self, key: &str) -> Option<&Document> {
        match self {
            Self::Map(entries) => entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if this is one.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The entries, if this is a structure or map.
    pub fn as_map(&self) -> Option<&[(Cow<'static, str>, Document)]> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entries of this map; none of any other value.
    pub fn entries(&self) -> &[(Cow<'static, str>, Document)] {
        self.as_map().unwrap_or_default()
    }

    /// The elements of this list; none of any other value.
    pub fn items(&self) -> &[Document] {
        self.as_list().unwrap_or_default()
    }

    /// Whether this is a structure or map.
    pub fn is_map(&self) -> bool {
        matches!(self, Self::Map(_))
    }

    /// The value under a key of this map, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Document> {
        match self {
            Self::Map(entries) => entries.iter_mut().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Puts a value under a key of this map, in the place of the one that stands there or at the end. Makes a map of anything
    /// else.
    pub fn set(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Document>) {
        let (key, value) = (key.into(), value.into());
        match self {
            Self::Map(entries) => match entries.iter_mut().rev().find(|(name, _)| *name == key) {
                Some((_, old)) => *old = value,
                None => entries.push((key, value)),
            },
            other => *other = Self::Map(vec![(key, value)]),
        }
    }

    /// Takes a key and its value out of this map; the others keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Document> {
        match self {
            Self::Map(entries) => {
                let index = entries.iter().rposition(|(name, _)| name == key)?;
                Some(entries.remove(index).1)
            }
            _ => None,
        }
    }

    /// The elements, if this is a list.
    pub fn as_list(&self) -> Option<&[Document]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

impl From<String> for Document {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<i64> for Document {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<bool> for Document {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for Document {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<Vec<Document>> for Document {
    fn from(items: Vec<Document>) -> Self {
        Self::List(items)
    }
}

impl<const N: usize> From<[(&'static str, Document); N]> for Document {
    fn from(entries: [(&'static str, Document); N]) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect())
    }
}
