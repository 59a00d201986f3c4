//! What leaves: answers whose bodies are there, and answers whose bodies are made while they are sent.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Body, Frame, SizeHint};
use tradewind_cloud::web;
use tradewind_wire::{ByteStream, Stream};

use crate::server::{Occupied, Pulse};

/// What every answer is.
pub type Answer = Response<Content>;

/// The body of an answer.
pub enum Content {
    /// All of it is there.
    Whole(Full<Bytes>),
    /// It comes; an error breaks the connection off, so that nobody takes a part for the whole.
    Streamed(Streamed),
}

/// A body that is being made. While it is waited for, the client is not: the connection's patience is with whoever is due.
pub struct Streamed {
    chunks: ByteStream,
    /// How many bytes are to come, where the head says so.
    left: Option<u64>,
    pulse: Arc<Pulse>,
    waiting: Option<Occupied>,
}

/// Lines of a head that belong to the connection and not to what a service says.
const OF_THE_CONNECTION: &[&str] = &[
    "connection",
    "content-length",
    "keep-alive",
    "proxy-authenticate",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Content::Whole(_) => "Whole(..)",
            Content::Streamed(_) => "Streamed(..)",
        })
    }
}

impl Default for Content {
    fn default() -> Content {
        Content::Whole(Full::default())
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Content {
        Content::Whole(Full::new(bytes))
    }
}

impl Content {
    fn of_stream(stream: &Stream, left: Option<u64>, pulse: &Arc<Pulse>) -> Content {
        match stream.take() {
            Some(chunks) => Content::Streamed(Streamed { chunks, left, pulse: pulse.clone(), waiting: None }),
            None => Content::default(),
        }
    }
}

impl Streamed {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let pulse = &self.pulse;
        self.waiting.get_or_insert_with(|| pulse.occupy());
        let chunk = ready!(self.chunks.as_mut().poll_next(cx));
        // From here on it is the reader's turn.
        self.waiting = None;
        if let (Some(left), Some(Ok(piece))) = (&mut self.left, &chunk) {
            *left = left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.get_mut() {
            Content::Whole(whole) => {
                let frame = ready!(Pin::new(whole).poll_frame(cx));
                Poll::Ready(frame.map(|frame| frame.map_err(|never| match never {})))
            }
            Content::Streamed(streamed) => streamed.poll(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Content::Whole(whole) => whole.is_end_stream(),
            Content::Streamed(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Content::Whole(whole) => whole.size_hint(),
            Content::Streamed(streamed) => streamed.left.map_or_else(SizeHint::default, SizeHint::with_exact),
        }
    }
}

/// A call's answer.
pub fn of_call(mut response: tradewind_wire::Response, pulse: &Arc<Pulse>) -> Answer {
    let content = match std::mem::take(&mut response.body) {
        tradewind_wire::Body::Bytes(bytes) => Content::from(Bytes::from(bytes)),
        tradewind_wire::Body::Stream(stream) => {
            let length = response.headers.iter().find(|(name, _)| name == "content-length");
            Content::of_stream(&stream, length.and_then(|(_, length)| length.parse().ok()), pulse)
        }
    };
    with_head(response, content)
}

/// The answer to a request that got no further than the edge.
pub fn of_refusal(mut response: tradewind_wire::Response) -> Answer {
    let bytes = std::mem::take(&mut response.body).into_bytes().unwrap_or_default();
    with_head(response, Content::from(Bytes::from(bytes)))
}

fn with_head(response: tradewind_wire::Response, content: Content) -> Answer {
    let mut answer = with_status(response.status, content);
    let headers = answer.headers_mut();
    headers.reserve(response.headers.len() + 2);
    for (name, value) in response.headers {
        let name = match name {
            std::borrow::Cow::Borrowed(name) => HeaderName::from_static(name),
            std::borrow::Cow::Owned(name) => match HeaderName::try_from(name) {
                Ok(name) => name,
                // From a service's data, so it need not be a name.
                Err(_) => continue,
            },
        };
        add(headers, name, value);
    }
    answer
}

/// The answer to a visit.
pub fn of_visit(response: web::Response, pulse: &Arc<Pulse>) -> Answer {
    let status = response.sent_status();
    let content = match response.stream {
        Some(stream) => {
            let length = response.headers.iter().find(|header| header.name == "content-length");
            Content::of_stream(&stream, length.and_then(|length| length.value.parse().ok()), pulse)
        }
        None => Content::from(response.body),
    };
    let mut answer = with_status(status, content);
    for header in response.headers {
        let Ok(name) = HeaderName::try_from(header.name) else { continue };
        if !OF_THE_CONNECTION.contains(&name.as_str()) {
            add(answer.headers_mut(), name, header.value);
        }
    }
    answer
}

fn with_status(status: u16, content: Content) -> Answer {
    let mut answer = Response::new(content);
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    answer
}

/// A service's text that can't stand in a header is left out rather than let to split the answer.
fn add(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(value)) {
        headers.append(name, value);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::FutureExt;
    use futures::channel::mpsc::unbounded;
    use http_body_util::BodyExt;

    use super::*;
    use crate::server::Ward;

    #[test]
    fn patience_is_with_whoever_is_due() {
        let at = Duration::from_secs;
        let ward = Ward::new(1, at(10), at(100));
        let place = ward.admit().unwrap();
        let (sender, receiver) = unbounded();
        let mut content = Content::of_stream(&Stream::new(Box::pin(receiver)), None, place.pulse());
        // A function may take its time.
        assert!(content.frame().now_or_never().is_none());
        ward.sweep(at(1_000_000));
        assert!(!place.pulse().is_expired());
        // A reader may not.
        sender.unbounded_send(Ok(Bytes::from_static(b"x"))).unwrap();
        let frame = content.frame().now_or_never().unwrap().unwrap().unwrap();
        assert_eq!(frame.into_data().unwrap(), "x");
        ward.sweep(at(1_000_100));
        assert!(!place.pulse().is_expired());
        ward.sweep(at(1_000_101));
        assert!(place.pulse().is_expired());
    }

    #[test]
    fn a_stream_that_nobody_sends_occupies_nobody() {
        let at = Duration::from_secs;
        let ward = Ward::new(1, at(10), at(100));
        let place = ward.admit().unwrap();
        let pending = Stream::new(Box::pin(futures::stream::pending()));
        let mut content = Content::of_stream(&pending, None, place.pulse());
        assert!(content.frame().now_or_never().is_none());
        drop(content);
        ward.sweep(at(101));
        assert!(place.pulse().is_expired());
        // It is sent once.
        assert!(Content::of_stream(&pending, None, place.pulse()).is_end_stream());
    }
}
