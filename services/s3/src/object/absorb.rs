//! A body comes in: its bytes go to a blob piece by piece, or stay in memory while they are few, and its sums are computed.

use bytes::Bytes;
use futures::StreamExt as _;
use md5::{Digest as _, Md5};
use tradewind_md5::Hash;
use tradewind_store::{BlobWriter, Blobs, NewBlob, Run, StoreError, Tx};
use tradewind_wire::{ErrorDocument, Stream};

use super::version::Content;
use crate::S3;
use crate::bucket::BucketCell;
use crate::checksum::{Algorithm, Checksum, Expected, Running};
use crate::error::S3Error;
use crate::{keys, limits};

/// Bytes that are handed over to be written at once. For each body that comes in three times as many are in memory: those that
/// are coming, those that are being written, and those that wait to be hashed.
const BATCH_BYTES: usize = 512 << 10;

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
    hash: Hash,
    checksum: Running,
}

impl Sink {
    fn new(s3: &S3, expected: &Expected) -> Result<Sink, StoreError> {
        let (blobs, hash, checksum) = (s3.blobs()?.clone(), s3.hashes.begin(), Running::new(expected.algorithm));
        Ok(Sink { blobs, writer: None, size: 0, hash, checksum })
    }

    fn take(&mut self, runs: Vec<Run>) -> Result<(), StoreError> {
        for run in runs {
            let writer = match &mut self.writer {
                Some(writer) => writer,
                none => none.insert(self.blobs.writer()?),
            };
            let pieces = writer.append(run)?;
            for piece in &pieces {
                self.size += piece.len() as u64;
                self.checksum.update(piece);
            }
            self.hash.push(pieces);
        }
        self.hash.keep_up(BATCH_BYTES);
        Ok(())
    }
}

/// Takes a body in. Nothing is left of it on an error, nor when the future is dropped.
pub(crate) async fn absorb(s3: &S3, body: Option<&Stream>, expected: &Expected) -> Result<Stored, S3Error> {
    if expected.length().is_some_and(|length| length > limits::BODY_BYTES) {
        return Err(too_large());
    }
    let mut chunks = body.and_then(Stream::take);
    let mut coming = Coming { blobs: s3.blobs()?, few: Vec::new(), runs: Vec::new() };
    // While a batch is being written the next one comes in.
    let mut sink: Option<Writing> = None;
    let mut came = 0_u64;
    while let Some(chunk) = next(&mut chunks).await {
        let chunk = chunk.map_err(|error| broken(&error))?;
        came += chunk.len() as u64;
        if came > limits::BODY_BYTES {
            return Err(too_large());
        }
        if came <= limits::INLINE_BYTES as u64 {
            coming.few.push(chunk);
            continue;
        }
        coming.gather(&chunk);
        drop(chunk);
        if let Some(batch) = coming.batch() {
            let free = match sink {
                Some(before) => before.done().await?,
                None => Sink::new(s3, expected)?,
            };
            sink = Some(Writing::start(free, batch));
        }
    }
    let sink = match sink {
        Some(last) => Some(last.done().await?),
        None => None,
    };
    let trailer = body.map_or(Ok(None), |body| trailer(body, expected.algorithm))?;
    match sink {
        None if coming.runs.is_empty() => small(&coming.few, expected, trailer.as_deref()),
        None => large(Sink::new(s3, expected)?, coming.runs, expected, trailer).await,
        Some(sink) => large(sink, coming.runs, expected, trailer).await,
    }
}

/// What has come and is not being written yet.
struct Coming<'a> {
    blobs: &'a Blobs,
    /// As it came, while it is little.
    few: Vec<Bytes>,
    runs: Vec<Run>,
}

impl Coming<'_> {
    /// Copies a chunk behind what has come, so that the connection has its buffer back to read into it again.
    fn gather(&mut self, chunk: &[u8]) {
        for piece in std::mem::take(&mut self.few).iter().map(|piece| &piece[..]).chain([chunk]) {
            let mut rest = piece;
            while !rest.is_empty() {
                let last = match self.runs.pop() {
                    Some(last) if !last.is_full() => last,
                    full => {
                        self.runs.extend(full);
                        self.blobs.run()
                    }
                };
                self.runs.push(last);
                let Some(last) = self.runs.last_mut() else { return };
                rest = rest.get(last.fill(rest)..).unwrap_or_default();
            }
        }
    }

    /// Full runs, once they are enough to be written.
    fn batch(&mut self) -> Option<Vec<Run>> {
        let full: usize = self.runs.iter().filter(|run| run.is_full()).map(Run::len).sum();
        if full < BATCH_BYTES {
            return None;
        }
        let rest = self.runs.pop_if(|last| !last.is_full());
        Some(std::mem::replace(&mut self.runs, rest.into_iter().collect()))
    }
}

/// A batch on its way.
#[expect(clippy::large_enum_variant, reason = "there is one for each body")]
enum Writing {
    Done(Result<Sink, StoreError>),
    Thread(tokio::task::JoinHandle<Result<Sink, StoreError>>),
}

impl Writing {
    fn start(mut sink: Sink, batch: Vec<Run>) -> Writing {
        let blocks = sink.blobs.blocks();
        let work = move || sink.take(batch).map(|()| sink);
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

/// A body that lies beside its row.
fn small(batch: &[Bytes], expected: &Expected, trailer: Option<&str>) -> Result<Stored, S3Error> {
    // One allocation of its own: a slice of the connection's buffer would keep all of it.
    let bytes = Bytes::from(batch.concat());
    let mut checksum = Running::new(expected.algorithm);
    checksum.update(&bytes);
    let (size, md5) = (bytes.len() as u64, Md5::digest(&bytes));
    let checksum = expected.check(size, &md5, &checksum.finish(), trailer)?;
    Ok(Stored { size, etag: hex::encode(md5), checksum, place: Place::Memory(bytes) })
}

/// The last bytes of a large body, and the verdict.
async fn large(
    mut sink: Sink,
    batch: Vec<Run>,
    expected: &Expected,
    trailer: Option<String>,
) -> Result<Stored, S3Error> {
    let blocks = sink.blobs.blocks();
    let expected = expected.clone();
    let work = move || {
        sink.take(batch)?;
        let Sink { writer, size, hash, checksum, .. } = sink;
        let mut writer = writer.ok_or_else(|| StoreError::corrupt("a body has no writer"))?;
        // The disk takes its time; others may come by and hash this body too.
        writer.sync()?;
        let md5 = hash.finish().ok_or_else(|| StoreError::Io("a body's hash was lost".into()))?;
        let checksum = expected.check(size, &md5, &checksum.finish(), trailer.as_deref())?;
        Ok::<_, S3Error>(Stored { size, etag: hex::encode(md5), checksum, place: Place::Blob(writer.finish()?) })
    };
    if !blocks {
        return work();
    }
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(StoreError::Io(error.to_string().into()).into()))
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
