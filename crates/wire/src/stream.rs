//! [`Stream`] and [`Body`]: what comes and goes piece by piece.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use crate::{Malformed, Member, Path, Reader, Value, Violations, Writer};

/// What a [`Stream`] is made of: chunks as they become ready, until the end or the first error.
pub type ByteStream = Pin<Box<dyn futures::Stream<Item = Result<Bytes, std::io::Error>> + Send>>;

/// A body that is read or made while it is on its way.
///
/// The value of a shape's payload member, in requests and in answers. It is read once: whoever calls [`Stream::take`] first
/// has it, and clones share it. Two streams are equal if they are the same one; the default is the empty stream.
///
/// In an answer, what the bytes depend on must be durable before they are produced: the pipeline settles what the head says,
/// and can't see what follows. In a request, an error means that the body is not what its head promised, and nothing that was
/// read of it may be kept; [`crate::ErrorDocument::of_stream`] is the answer to the client.
///
/// A stream is a body of its own. Inside a JSON, XML or form body it has no form and is written as `null`.
#[derive(Clone, Default)]
pub struct Stream(Option<Arc<Source>>);

struct Source {
    chunks: Mutex<Option<ByteStream>>,
    trailers: Trailers,
}

/// The fields that follow a body, for as long as nobody knows them yet empty. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Trailers(Arc<Mutex<Vec<(String, String)>>>);

impl Stream {
    /// A stream of these chunks.
    pub fn new(chunks: ByteStream) -> Self {
        Self::with_trailers(chunks, Trailers::default())
    }

    /// A stream of these chunks, which are followed by fields: whoever makes the chunks sets them before the stream ends.
    pub fn with_trailers(chunks: ByteStream, trailers: Trailers) -> Self {
        Self(Some(Arc::new(Source { chunks: Mutex::new(Some(chunks)), trailers })))
    }

    /// A stream of one chunk.
    pub fn once(chunk: Bytes) -> Self {
        Self::new(Box::pin(futures::stream::once(std::future::ready(Ok(chunk)))))
    }

    /// The chunks. The second time, and for the empty stream, there are none.
    pub fn take(&self) -> Option<ByteStream> {
        self.0.as_ref()?.chunks.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The value of a field that followed the body, by its name in lower case: `x-amz-checksum-crc32`. Known when the chunks
    /// have been read to their end.
    pub fn trailer(&self, name: &str) -> Option<String> {
        self.0.as_ref()?.trailers.get(name)
    }
}

impl Trailers {
    /// The value of a field, by its name in lower case.
    pub fn get(&self, name: &str) -> Option<String> {
        self.fields().iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
    }

    /// Says what the fields are; names in lower case.
    pub fn set(&self, fields: Vec<(String, String)>) {
        *self.fields() = fields;
    }

    fn fields(&self) -> MutexGuard<'_, Vec<(String, String)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<ByteStream> for Stream {
    fn from(chunks: ByteStream) -> Self {
        Self::new(chunks)
    }
}

impl PartialEq for Stream {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Stream(..)" } else { "Stream(empty)" })
    }
}

impl Value for Stream {
    const IS_STREAM: bool = true;

    fn read<R: Reader>(reader: &mut R, member: &'static Member) -> Result<Self, Malformed> {
        reader.stream(member)
    }

    fn write<W: Writer>(&self, writer: &mut W, member: &'static Member) {
        writer.stream(self, member);
    }

    fn validate(&self, _: &'static Member, _: &Path<'_>, _: &mut Violations) {}

    fn show(&self, out: &mut String) {
        out.push_str("<stream>");
    }
}

/// The body of a [`crate::Response`].
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Bytes that are there.
    Bytes(Vec<u8>),
    /// Bytes that come.
    Stream(Stream),
}

impl Body {
    /// The bytes, where they are there.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }

    /// The bytes, or the stream that brings them.
    pub fn into_bytes(self) -> Result<Vec<u8>, Stream> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::Stream(stream) => Err(stream),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Bytes(Vec::new())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Stream> for Body {
    fn from(stream: Stream) -> Self {
        Self::Stream(stream)
    }
}

/// The body of a request: there as a whole, or on its way.
#[derive(Debug, Clone)]
pub enum Payload {
    /// All of it.
    Whole(Bytes),
    /// For an operation that takes it as it comes ([`crate::Shape::STREAMS`]).
    Stream(Stream),
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }
}

impl From<Stream> for Payload {
    fn from(stream: Stream) -> Self {
        Self::Stream(stream)
    }
}
