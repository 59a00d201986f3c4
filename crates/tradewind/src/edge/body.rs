//! A request's body, gathered into one piece.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures::{FutureExt, StreamExt};
use http_body_util::BodyExt;
use hyper::body::Body;
use tradewind_wire::{CommonError, ErrorDocument, Protocol, Stream};

use crate::real_time::within;

/// How much of a body that is too large is read and thrown away, so that a client which sends it all before it reads gets to
/// see the answer. In bytes.
const DISCARD: usize = 64 << 20;

/// Why there is no body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// It is larger than the limit.
    TooLarge,
    /// It did not arrive in time.
    Slow,
    /// The client went away in its middle, or its framing is wrong.
    Broken,
    /// The bodies of all requests together take more memory than this server gives them.
    Busy,
}

/// The memory that bodies in transit may take, all together.
#[derive(Debug)]
pub struct Reservoir {
    taken: AtomicUsize,
    capacity: usize,
}

/// A body, and its share of the reservoir for as long as the request lasts.
#[derive(Debug)]
pub struct Collected<'a> {
    /// The whole body.
    pub bytes: Bytes,
    share: Option<Share<'a>>,
}

#[derive(Debug)]
struct Share<'a> {
    reservoir: &'a Reservoir,
    bytes: usize,
}

impl Reservoir {
    /// Room for `capacity` bytes.
    pub fn new(capacity: usize) -> Reservoir {
        Reservoir { taken: AtomicUsize::new(0), capacity }
    }

    fn share(&self) -> Share<'_> {
        Share { reservoir: self, bytes: 0 }
    }
}

impl Share<'_> {
    fn grow(&mut self, by: usize) -> Result<(), BodyError> {
        let before = self.reservoir.taken.fetch_add(by, Ordering::Relaxed);
        self.bytes += by;
        if before.saturating_add(by) > self.reservoir.capacity { Err(BodyError::Busy) } else { Ok(()) }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.reservoir.taken.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

/// Limits of one body.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// Bytes it may have.
    pub bytes: usize,
    /// Time it may take to arrive.
    pub period: Duration,
    /// Whether the client waits for a go-ahead and need not be heard out when its body is refused.
    pub waits: bool,
}

/// Gathers a body.
///
/// The body of nearly every request has arrived together with its head; then it is passed on as it is, without a copy and
/// without a timer.
///
/// # Errors
/// See [`BodyError`].
pub async fn collect<'a, B>(
    mut body: B,
    limits: BodyLimits,
    reservoir: &'a Reservoir,
) -> Result<Collected<'a>, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
{
    if body.is_end_stream() {
        return Ok(Collected { bytes: Bytes::new(), share: None });
    }
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limits.bytes {
        // What is announced to be larger than that is not heard out; nobody is kept waiting for it.
        if !limits.waits && announced <= DISCARD {
            discard(body, limits.period).await;
        }
        return Err(BodyError::TooLarge);
    }
    let mut first = Bytes::new();
    if let Some(frame) = body.frame().now_or_never() {
        first = match frame {
            None => return Ok(Collected { bytes: first, share: None }),
            Some(Err(_)) => return Err(BodyError::Broken),
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
        if body.is_end_stream() && first.len() <= limits.bytes {
            return Ok(Collected { bytes: first, share: None });
        }
    }
    match within(limits.period, gather(&mut body, first, announced, limits.bytes, reservoir)).await {
        Some(Err(BodyError::TooLarge)) => {
            discard(body, limits.period).await;
            Err(BodyError::TooLarge)
        }
        Some(gathered) => gathered,
        None => Err(BodyError::Slow),
    }
}

async fn gather<'a, B>(
    body: &mut B,
    first: Bytes,
    announced: usize,
    limit: usize,
    reservoir: &'a Reservoir,
) -> Result<Collected<'a>, BodyError>
where
    B: Body<Data = Bytes> + Unpin,
{
    let mut share = reservoir.share();
    // An announcement costs the client nothing, so it reserves little; the buffer grows with what arrives.
    let mut gathered = BytesMut::with_capacity(announced.clamp(first.len(), (256 << 10).max(first.len())));
    let mut piece = first;
    loop {
        if gathered.len() + piece.len() > limit {
            return Err(BodyError::TooLarge);
        }
        share.grow(piece.len())?;
        gathered.extend_from_slice(&piece);
        piece = match body.frame().await {
            None => return Ok(Collected { bytes: gathered.freeze(), share: Some(share) }),
            Some(Err(_)) => return Err(BodyError::Broken),
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
    }
}

/// Reads on and throws away, within bounds; whatever comes of it, the answer is the same.
pub(super) async fn discard<B>(mut body: B, period: Duration)
where
    B: Body<Data = Bytes> + Unpin,
{
    let read_on = async {
        let mut seen = 0;
        while let Some(Ok(frame)) = body.frame().await {
            seen += frame.data_ref().map_or(0, Bytes::len);
            if seen > DISCARD {
                break;
            }
        }
    };
    within(period, read_on).await;
}

/// Gathers what a stream brings, up to that many bytes.
///
/// # Errors
/// The answer to whoever sends more, or something else than was promised.
pub async fn collect_stream<'a>(
    stream: &Stream,
    limit: usize,
    reservoir: &'a Reservoir,
) -> Result<Collected<'a>, ErrorDocument> {
    let Some(mut chunks) = stream.take() else { return Ok(Collected { bytes: Bytes::new(), share: None }) };
    let too_large = || CommonError::RequestTooLarge(limit as u64).document_for(Protocol::RestXml);
    let busy = || {
        let text = "The server is receiving too much at once; try again.".to_owned();
        CommonError::ServiceUnavailable(text).document_for(Protocol::RestXml)
    };
    let mut share = reservoir.share();
    let mut gathered = BytesMut::new();
    while let Some(piece) = chunks.next().await {
        let piece = piece.map_err(|error| {
            ErrorDocument::of_stream(&error)
                .unwrap_or_else(|| CommonError::InternalFailure.document_for(Protocol::RestXml))
        })?;
        if gathered.len() + piece.len() > limit {
            return Err(too_large());
        }
        share.grow(piece.len()).map_err(|_| busy())?;
        gathered.extend_from_slice(&piece);
    }
    Ok(Collected { bytes: gathered.freeze(), share: Some(share) })
}

/// Whether a client that sends this body is heard out before it is answered, if it sends it in any case.
pub fn is_heard_out(body: &impl Body) -> bool {
    usize::try_from(body.size_hint().lower()).is_ok_and(|announced| announced <= DISCARD)
}

impl Collected<'_> {
    /// Bytes this body holds of the reservoir; 0 for a body that was passed on as it arrived.
    pub fn reserved(&self) -> usize {
        self.share.as_ref().map_or(0, |share| share.bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use futures::StreamExt;
    use http_body_util::{Full, StreamBody};
    use hyper::body::Frame;

    use super::*;

    const LIMITS: BodyLimits = BodyLimits { bytes: 10, period: Duration::from_secs(60), waits: false };

    fn pieces(texts: &'static [&'static str]) -> impl Body<Data = Bytes, Error = std::io::Error> + Unpin {
        StreamBody::new(futures::stream::iter(
            texts.iter().map(|text| Ok(Frame::data(Bytes::from_static(text.as_bytes())))),
        ))
    }

    #[tokio::test]
    async fn a_body_in_one_piece_is_not_copied() {
        let reservoir = Reservoir::new(0);
        let whole = Bytes::from_static(b"0123456789");
        let collected = collect(Full::new(whole.clone()), LIMITS, &reservoir).await.unwrap();
        assert_eq!(collected.bytes.as_ptr(), whole.as_ptr());
        assert_eq!(collected.reserved(), 0);
    }

    #[tokio::test]
    async fn pieces_are_put_together_and_counted() {
        let reservoir = Reservoir::new(10);
        let collected = collect(pieces(&["0123", "", "456789"]), LIMITS, &reservoir).await.unwrap();
        assert_eq!(collected.bytes, "0123456789");
        assert_eq!(reservoir.taken.load(Ordering::Relaxed), 10);
        assert_eq!(collect(pieces(&["0"]), LIMITS, &reservoir).await.unwrap_err(), BodyError::Busy);
        drop(collected);
        assert_eq!(reservoir.taken.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn one_byte_too_many_is_too_large() {
        let reservoir = Reservoir::new(100);
        for body in [&["01234567890"][..], &["0123456789", "0"][..]] {
            let refused = collect(pieces(body), LIMITS, &reservoir).await.unwrap_err();
            assert_eq!(refused, BodyError::TooLarge);
        }
        let announced = Full::new(Bytes::from_static(b"01234567890"));
        assert_eq!(collect(announced, LIMITS, &reservoir).await.unwrap_err(), BodyError::TooLarge);
        assert_eq!(reservoir.taken.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_broken_body_is_an_error() {
        let reservoir = Reservoir::new(100);
        let parts = [Ok(Frame::data(Bytes::from_static(b"0"))), Err(std::io::Error::other("gone"))];
        let body = StreamBody::new(futures::stream::iter(parts));
        assert_eq!(collect(body, LIMITS, &reservoir).await.unwrap_err(), BodyError::Broken);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stops_arriving_is_slow() {
        let reservoir = Reservoir::new(100);
        let first = futures::stream::iter([Ok::<_, std::io::Error>(Frame::data(Bytes::from_static(b"0")))]);
        let body = StreamBody::new(first.chain(futures::stream::pending()));
        let mut collecting = pin!(collect(body, LIMITS, &reservoir));
        let waiting = collecting.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(waiting, Poll::Pending));
        assert_eq!(collecting.await.unwrap_err(), BodyError::Slow);
    }
}
