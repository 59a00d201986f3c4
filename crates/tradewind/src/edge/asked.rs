//! Clients that wait to be asked for a body (`Expect: 100-continue`), and answers that come without asking.
//!
//! Whoever gets its answer instead of being asked may keep the body to itself, and go on with the next request on the same
//! connection. Nothing tells the two apart: the head of the next request would be taken for the body of this one. So such an answer
//! ends the connection, and says so (RFC 9110, section 10.1.1).

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use http::{HeaderValue, Request, Response, Version, header};
use hyper::body::{Body, Frame, SizeHint};

/// Whether a client that waits has been asked; none for clients that don't wait.
#[derive(Debug)]
pub(super) struct Asked(Option<Arc<AtomicBool>>);

/// A body that notes that it is asked for.
#[derive(Debug)]
pub(super) struct Noting<B> {
    body: B,
    asked: Option<Arc<AtomicBool>>,
}

/// The request with a body that notes that it is asked for.
pub(super) fn noting<B: Body>(request: Request<B>) -> (Request<Noting<B>>, Asked) {
    let expects = request
        .headers()
        .get(header::EXPECT)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"));
    let waits = expects && request.version() == Version::HTTP_11 && !request.body().is_end_stream();
    let asked = waits.then(Arc::default);
    (request.map(|body| Noting { body, asked: asked.clone() }), Asked(asked))
}

impl Asked {
    /// Has the connection end behind an answer that was given without asking.
    pub(super) fn end<T>(&self, answer: &mut Response<T>) {
        if self.0.as_ref().is_some_and(|asked| !asked.load(Ordering::Relaxed)) {
            answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

impl<B: Body + Unpin> Body for Noting<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Some(asked) = &self.asked {
            asked.store(true, Ordering::Relaxed);
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::{BodyExt as _, Full};

    use super::*;

    fn request(expects: bool, version: Version, body: &'static str) -> Request<Full<Bytes>> {
        let mut request = Request::new(Full::from(body));
        *request.version_mut() = version;
        if expects {
            request.headers_mut().insert(header::EXPECT, HeaderValue::from_static("100-Continue"));
        }
        request
    }

    fn ends(asked: &Asked) -> bool {
        let mut answer = Response::new(());
        asked.end(&mut answer);
        answer.headers().contains_key(header::CONNECTION)
    }

    #[tokio::test]
    async fn an_answer_that_does_not_ask_ends_the_connection() {
        let (waiting, asked) = noting(request(true, Version::HTTP_11, "body"));
        assert!(ends(&asked));
        assert_eq!(waiting.into_body().collect().await.unwrap().to_bytes(), "body");
        assert!(!ends(&asked), "it has been asked");
        for (expects, version, body) in
            [(false, Version::HTTP_11, "body"), (true, Version::HTTP_2, "body"), (true, Version::HTTP_11, "")]
        {
            assert!(!ends(&noting(request(expects, version, body)).1), "{expects} {version:?} {body:?}");
        }
    }
}
