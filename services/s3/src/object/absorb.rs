//! A body comes in: its bytes go to a blob piece by piece, or stay in memory while they are few, and its sums are computed.

use bytes::Bytes;
use futures::StreamExt as _;
use md5::{Digest as _, Md5};
use tradewind_store::{BlobWriter, Blobs, NewBlob, StoreError, Tx};
use tradewind_wire::{ErrorDocument, Stream};

use super::version::Content;
use crate::bucket::BucketCell;
use crate::checksum::{Algorithm, Checksum, Expected, Running};
use crate::error::S3Error;
use crate::{keys, limits};

/// Bytes that are handed over to be written at once; twice as many are in memory for each body that comes in.
const BATCH_BYTES: usize = 1 << 20;

/// A body that is durable, or small enough for a row.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) size: u64,
    /// The MD5 in hexadecimal.
    pub(crate) etag: String,
    pub(crate) checksum: Checksum,
    pub(crate) place: Place,
}

/// Where a body is before a row names it.
#[derive(Debug)]
pub(crate) enum Place {
    Memory(Bytes),
    Blob(NewBlob),
}

impl Stored {
    /// Writes a small body into the cell, and says what the row is to name. [`Stored::named`] follows the transaction.
    pub(crate) fn content(&self, tx: &mut Tx<'_>, bucket: &mut BucketCell) -> Content {
        match &self.place {
            Place::Memory(bytes) if bytes.is_empty() => Content::Empty,
            Place::Memory(bytes) => {
                let number = bucket.next_sequence(tx);
                tx.insert_body(keys::body(number), bytes.clone());
                Content::Inline(number)
            }
            Place::Blob(blob) => Content::Blob(blob.id().to_string()),
        }
    }

    /// A row names the body now.
    pub(crate) fn named(self) {
        if let Place::Blob(blob) = self.place {
            blob.named();
        }
    }
}

/// The sums of a body, and where it goes.
struct Sink {
    blobs: Blobs,
    writer: Option<BlobWriter>,
    size: u64,
    md5: Md5,
    checksum: Running,
}

impl Sink {
    fn take(&mut self, chunks: &[Bytes]) -> Result<(), StoreError> {
        if self.writer.is_none() {
            self.writer = Some(self.blobs.writer()?);
        }
        for chunk in chunks {
            self.sum(chunk);
            if let Some(writer) = &mut self.writer {
                writer.write(chunk)?;
            }
        }
        Ok(())
    }

    fn sum(&mut self, chunk: &[u8]) {
        self.size += chunk.len() as u64;
        self.md5.update(chunk);
        self.checksum.update(chunk);
    }
}

/// Takes a body in. Nothing is left of it on an error, nor when the future is dropped.
pub(crate) async fn absorb(blobs: &Blobs, body: Option<&Stream>, expected: &Expected) -> Result<Stored, S3Error> {
    if expected.length().is_some_and(|length| length > limits::BODY_BYTES) {
        return Err(too_large());
    }
    let mut sink = Sink {
        blobs: blobs.clone(),
        writer: None,
        size: 0,
        md5: Md5::new(),
        checksum: Running::new(expected.algorithm),
    };
    let mut chunks = body.and_then(Stream::take);
    let mut batch = Vec::new();
    let mut batch_bytes = 0;
    // While a batch is being written the next one comes in.
    let mut writing: Option<Writing> = None;
    let mut came = 0_u64;
    while let Some(chunk) = next(&mut chunks).await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        came += chunk.len() as u64;
        if came > limits::BODY_BYTES {
            return Err(too_large());
        }
        batch_bytes += chunk.len();
        batch.push(chunk);
        if batch_bytes >= BATCH_BYTES {
            let free = match writing.take() {
                Some(before) => before.done().await?,
                None => sink,
            };
            // The sink is somewhere all the time: here, or with the batch that is being written.
            let started = Writing::start(free, std::mem::take(&mut batch));
            batch_bytes = 0;
            match started {
                Writing::Done(done) => sink = done?,
                under_way => {
                    writing = Some(under_way);
                    sink = Sink::idle(blobs, expected);
                }
            }
        }
    }
    if let Some(last) = writing {
        sink = last.done().await?;
    }
    let trailer = body.map_or(Ok(None), |body| trailer(body, expected.algorithm))?;
    finish(sink, batch, batch_bytes, expected, trailer).await
}

impl Sink {
    /// Stands where the real one is missing.
    fn idle(blobs: &Blobs, expected: &Expected) -> Sink {
        let checksum = Running::new(expected.algorithm);
        Sink { blobs: blobs.clone(), writer: None, size: 0, md5: Md5::new(), checksum }
    }
}

/// A batch on its way.
#[expect(clippy::large_enum_variant, reason = "there is one for each body")]
enum Writing {
    Done(Result<Sink, StoreError>),
    Thread(tokio::task::JoinHandle<Result<Sink, StoreError>>),
}

impl Writing {
    fn start(mut sink: Sink, batch: Vec<Bytes>) -> Writing {
        let blocks = sink.blobs.blocks();
        let work = move || sink.take(&batch).map(|()| sink);
        if blocks { Writing::Thread(tokio::task::spawn_blocking(work)) } else { Writing::Done(work()) }
    }

    async fn done(self) -> Result<Sink, S3Error> {
        match self {
            Writing::Done(done) => Ok(done?),
            Writing::Thread(thread) => Ok(joined(thread.await)?),
        }
    }
}

fn joined<T>(done: Result<Result<T, StoreError>, tokio::task::JoinError>) -> Result<T, StoreError> {
    done.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into())))
}

async fn next(chunks: &mut Option<tradewind_wire::ByteStream>) -> Option<Result<Bytes, std::io::Error>> {
    chunks.as_mut()?.next().await
}

/// The last bytes, and the verdict.
async fn finish(
    mut sink: Sink,
    batch: Vec<Bytes>,
    batch_bytes: usize,
    expected: &Expected,
    trailer: Option<String>,
) -> Result<Stored, S3Error> {
    if sink.writer.is_none() && batch_bytes <= limits::INLINE_BYTES {
        // One allocation of its own: a slice of the connection's buffer would keep all of it.
        let bytes = Bytes::from(batch.concat());
        sink.sum(&bytes);
        let (size, etag, checksum) = verdict(sink.size, sink.md5, sink.checksum, expected, trailer.as_deref())?;
        return Ok(Stored { size, etag, checksum, place: Place::Memory(bytes) });
    }
    let blocks = sink.blobs.blocks();
    let expected = expected.clone();
    let work = move || {
        sink.take(&batch)?;
        let Sink { writer, size, md5, checksum, .. } = sink;
        let (size, etag, checksum) = verdict(size, md5, checksum, &expected, trailer.as_deref())?;
        let writer = writer.ok_or_else(|| StoreError::corrupt("a body has no writer"))?;
        Ok::<_, S3Error>(Stored { size, etag, checksum, place: Place::Blob(writer.finish()?) })
    };
    if !blocks {
        return work();
    }
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into()).into()))
}

fn verdict(
    size: u64,
    md5: Md5,
    checksum: Running,
    expected: &Expected,
    trailer: Option<&str>,
) -> Result<(u64, String, Checksum), S3Error> {
    let (md5, value) = (md5.finalize(), checksum.finish());
    let checksum = expected.check(size, &md5, &value, trailer)?;
    Ok((size, hex::encode(md5), checksum))
}

/// The checksum behind the body. The head has named what follows, so there is no other than that which is computed.
fn trailer(body: &Stream, algorithm: Algorithm) -> Result<Option<String>, S3Error> {
    let other = Algorithm::ALL.into_iter().find(|other| *other != algorithm && body.trailer(other.header()).is_some());
    match other {
        Some(_) => Err(S3Error::not_implemented("x-amz-trailer")),
        None => Ok(body.trailer(algorithm.header())),
    }
}

/// What a body that broke off means for the client: what its reader says, or that it was not whole.
fn broken(error: &std::io::Error) -> S3Error {
    match ErrorDocument::of_stream(error) {
        Some(document) => S3Error::told(&document),
        None => {
            tracing::debug!(%error, "a body broke off");
            let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
            S3Error::new("IncompleteBody", 400, text)
        }
    }
}

fn too_large() -> S3Error {
    let text = "Your proposed upload exceeds the maximum allowed size";
    S3Error::new("EntityTooLarge", 400, text).with("MaxSizeAllowed", limits::BODY_BYTES.to_string())
}
