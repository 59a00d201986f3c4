//! Bodies on their way: what S3's operations get while it arrives.
//!
//! A payload is a [`Stream`] that asks the socket for more only when its reader asks it: memory does not grow with the body, and
//! a reader that is slow slows the client. On the way it is taken out of its chunks, and held against what its head says:
//! its length, `x-amz-content-sha256`, the signatures of its chunks, the fields that must follow it. What is wrong ends the stream
//! with an error that carries the answer for the client ([`ErrorDocument::of_stream`]).

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{self, HeaderValue};
use hyper::body::Body;
use sha2::{Digest as _, Sha256};
use tradewind_wire::chunked::{ChunkDecoder, Chunking};
use tradewind_wire::sigv4::{ChunkSigner, UNSIGNED_PAYLOAD};
use tradewind_wire::{ErrorDocument, Stream, Trailers};

use super::body::{discard, is_heard_out};
use crate::real_time::pause;

/// The header that says what the body is: its SHA-256, or how it is signed otherwise.
const CONTENT_SHA256: &str = "x-amz-content-sha256";

/// How long a body in chunks is without them.
const DECODED_LENGTH: &str = "x-amz-decoded-content-length";

/// The fields that follow a body in chunks.
const TRAILER: &str = "x-amz-trailer";

/// What a request's head says about its body.
#[derive(Debug)]
pub struct Plan {
    check: Check,
    /// How many bytes it has, once it is out of its chunks; none where the head does not say.
    pub length: Option<u64>,
    trailers: Vec<String>,
}

#[derive(Debug)]
enum Check {
    Nothing,
    /// Its SHA-256 in hexadecimal digits.
    Sha256(String),
    Chunks(Chunking),
}

impl Plan {
    /// Reads a head.
    ///
    /// # Errors
    /// S3's answer to a head that makes no sense.
    pub fn of(headers: &HeaderMap) -> Result<Plan, ErrorDocument> {
        let check = match text(headers, CONTENT_SHA256) {
            None | Some("") | Some(UNSIGNED_PAYLOAD) => Check::Nothing,
            Some(value) => match Chunking::of(value) {
                Some(chunking) => Check::Chunks(chunking),
                None if is_sha256(value) => Check::Sha256(value.to_ascii_lowercase()),
                None => return Err(not_a_hash(value)),
            },
        };
        if !matches!(check, Check::Chunks(_)) {
            return Ok(Plan { check, length: number(headers, header::CONTENT_LENGTH.as_str())?, trailers: Vec::new() });
        }
        let length = number(headers, DECODED_LENGTH)?.ok_or_else(no_length)?;
        let names = headers.get_all(TRAILER).iter().filter_map(|value| value.to_str().ok());
        let trailers = names.flat_map(|names| names.split(',')).map(|name| name.trim().to_ascii_lowercase());
        let trailers = trailers.filter(|name| !name.is_empty()).collect();
        Ok(Plan { check, length: Some(length), trailers })
    }

    /// Whether it comes in chunks that are signed.
    pub fn is_signed_in_chunks(&self) -> bool {
        matches!(self.check, Check::Chunks(Chunking { signed: true, .. }))
    }

    /// The headers as the service is to see them: of the body as it is without its chunks.
    pub fn headers(&self, headers: &HeaderMap) -> HeaderMap {
        let mut headers = headers.clone();
        if !matches!(self.check, Check::Chunks(_)) {
            return headers;
        }
        if let Some(length) = self.length {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        if let Some(encoding) = text(&headers, header::CONTENT_ENCODING.as_str()) {
            let others = encoding.split(',').map(str::trim).filter(|one| !one.is_empty() && *one != "aws-chunked");
            let others = others.collect::<Vec<_>>().join(",");
            match HeaderValue::try_from(others) {
                Ok(value) if !value.is_empty() => drop(headers.insert(header::CONTENT_ENCODING, value)),
                _ => drop(headers.remove(header::CONTENT_ENCODING)),
            }
        }
        headers
    }
}

/// S3's answer to a body whose length nobody has named.
pub fn no_length() -> ErrorDocument {
    let text = "You must provide the Content-Length HTTP header.";
    ErrorDocument::sender("MissingContentLength", text).with_status(411)
}

fn not_a_hash(value: &str) -> ErrorDocument {
    let text = format!(
        "{CONTENT_SHA256} must be {UNSIGNED_PAYLOAD}, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, \
         STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value."
    );
    let document = ErrorDocument::sender("InvalidArgument", text).with("ArgumentName", CONTENT_SHA256);
    document.with("ArgumentValue", super::detect::shortened(value))
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn number(headers: &HeaderMap, name: &'static str) -> Result<Option<u64>, ErrorDocument> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let number = value.to_str().ok().filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    number.and_then(|text| text.parse().ok()).map(Some).ok_or_else(|| {
        let document = ErrorDocument::sender("InvalidArgument", format!("Invalid value for {name}"));
        document.with("ArgumentName", name)
    })
}

/// What is left of a body after its stream was read or dropped.
#[derive(Debug)]
pub struct Rest<B>(Arc<Mutex<Left<B>>>);

#[derive(Debug)]
struct Left<B> {
    body: Option<B>,
    /// Whether anything was asked of it: only then has a client that waits for a go-ahead got one.
    asked: bool,
}

impl<B> Rest<B>
where
    B: Body<Data = Bytes> + Unpin,
{
    /// Reads on and throws away what the client is still sending, within bounds, so that it gets to see an answer that was given
    /// before the body's end.
    pub async fn hear_out(self, period: Duration, waits: bool) {
        let left = {
            let mut left = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let asked = left.asked;
            left.body.take().filter(|body| !body.is_end_stream() && (asked || !waits) && is_heard_out(body))
        };
        if let Some(body) = left {
            discard(body, period).await;
        }
    }
}

/// A body on its way, as a stream, and what will be left of it.
///
/// `period` is how long the client may send nothing while it is waited for.
pub fn stream<B>(body: B, plan: Plan, signer: Option<ChunkSigner>, period: Duration) -> (Stream, Rest<B>)
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    let rest = Arc::new(Mutex::new(Left { body: None, asked: false }));
    let trailers = Trailers::default();
    let (decoder, sha256) = match plan.check {
        Check::Nothing => (None, None),
        Check::Sha256(expected) => (None, Some((Sha256::new(), expected))),
        Check::Chunks(chunking) => {
            let announced = plan.length.unwrap_or_default();
            (Some(ChunkDecoder::new(chunking, announced, plan.trailers, signer)), None)
        }
    };
    let arriving = Arriving {
        body: Some(body),
        rest: rest.clone(),
        patience: None,
        period,
        pending: Bytes::new(),
        decoder,
        sha256,
        trailers: trailers.clone(),
        over: false,
    };
    (Stream::with_trailers(Box::pin(arriving), trailers), Rest(rest))
}

/// The stream.
struct Arriving<B> {
    body: Option<B>,
    rest: Arc<Mutex<Left<B>>>,
    /// Runs while the client is waited for.
    patience: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    period: Duration,
    /// What has arrived and is still in its chunks.
    pending: Bytes,
    decoder: Option<ChunkDecoder>,
    /// The hash so far, and what it must come to.
    sha256: Option<(Sha256, String)>,
    trailers: Trailers,
    /// Whether the end or an error was told.
    over: bool,
}

impl<B> Drop for Arriving<B> {
    fn drop(&mut self) {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner).body = self.body.take();
    }
}

impl<B> futures::Stream for Arriving<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    type Item = Result<Bytes, io::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.over {
            return Poll::Ready(None);
        }
        let next = ready!(this.poll_decoded(cx)).transpose();
        this.over = !matches!(next, Some(Ok(_)));
        Poll::Ready(next.map(|piece| piece.map_err(ErrorDocument::into_stream_error)))
    }
}

type Piece = Result<Option<Bytes>, ErrorDocument>;

impl<B> Arriving<B>
where
    B: Body<Data = Bytes> + Send + Unpin + 'static,
{
    fn poll_decoded(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        loop {
            if let Some(decoder) = &mut self.decoder
                && let Some(piece) = decoder.next(&mut self.pending).map_err(|fault| fault.to_document())?
            {
                return Poll::Ready(Ok(Some(piece)));
            }
            let Some(piece) = ready!(self.poll_body(cx))? else { return Poll::Ready(self.end().map(|()| None)) };
            if let Some((hash, _)) = &mut self.sha256 {
                hash.update(&piece);
            }
            if self.decoder.is_none() {
                return Poll::Ready(Ok(Some(piece)));
            }
            self.pending = piece;
        }
    }

    /// The next piece that is not empty, as it arrives.
    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        let Some(body) = &mut self.body else { return Poll::Ready(Ok(None)) };
        self.rest.lock().unwrap_or_else(PoisonError::into_inner).asked = true;
        loop {
            let frame = match Pin::new(&mut *body).poll_frame(cx) {
                Poll::Ready(frame) => frame,
                Poll::Pending => {
                    let patience = self.patience.get_or_insert_with(|| Box::pin(pause(self.period)));
                    ready!(patience.as_mut().poll(cx));
                    self.body = None;
                    return Poll::Ready(Err(too_slow()));
                }
            };
            self.patience = None;
            match frame {
                None => {
                    self.body = None;
                    return Poll::Ready(Ok(None));
                }
                Some(Err(_)) => {
                    self.body = None;
                    return Poll::Ready(Err(incomplete()));
                }
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) if !data.is_empty() => return Poll::Ready(Ok(Some(data))),
                    // HTTP's own trailers are nobody's here.
                    _ => {}
                },
            }
        }
    }

    /// Everything has arrived: was it what was promised?
    fn end(&mut self) -> Result<(), ErrorDocument> {
        if let Some(decoder) = &mut self.decoder {
            self.trailers.set(decoder.finish().map_err(|fault| fault.to_document())?);
        }
        match self.sha256.take() {
            Some((hash, expected)) => matches_sha256(&hex::encode(hash.finalize()), &expected),
            None => Ok(()),
        }
    }
}

fn matches_sha256(computed: &str, expected: &str) -> Result<(), ErrorDocument> {
    if computed == expected {
        return Ok(());
    }
    let text = format!("The provided '{CONTENT_SHA256}' header does not match what was computed.");
    let document = ErrorDocument::sender("XAmzContentSHA256Mismatch", text);
    Err(document.with("ClientComputedContentSHA256", expected).with("S3ComputedContentSHA256", computed))
}

/// S3's answer to a body that ends before its length.
pub fn incomplete() -> ErrorDocument {
    let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
    ErrorDocument::sender("IncompleteBody", text)
}

/// S3's answer to a body that stops arriving.
pub fn too_slow() -> ErrorDocument {
    let text = "Your socket connection to the server was not read from or written to within the timeout period. Idle connections \
                will be closed.";
    ErrorDocument::sender("RequestTimeout", text)
}

#[cfg(test)]
mod tests;
