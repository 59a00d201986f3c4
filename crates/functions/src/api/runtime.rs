//! The Runtime API, version 2018-06-01.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use tokio::sync::{mpsc, oneshot};

use super::answer::{Answer, ERROR_TYPE, accepted, answer, ending, error as refuse_with, refused};
use super::body::{Read, read};
use crate::instance::{BodyEnd, Instance, Next, Reply, Terms};

/// Bytes of an error's body; AWS takes as much as a response.
const ERROR_BODY: usize = 6 * 1024 * 1024;
/// Bytes of a streamed response. AWS: 200 MB.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html>
const STREAM: usize = 200 * 1024 * 1024;
/// Chunks of a streamed response that wait for their reader; the function waits when they are not taken.
const CHUNKS: usize = 8;

/// `GET /2018-06-01/runtime/invocation/next`
pub(super) async fn next(instance: &Arc<Instance>) -> Answer {
    let delivery = match instance.with_state(|state| state.next()) {
        Ok(Next::Now(delivery)) => Some(delivery),
        Ok(Next::Wait(delivery)) => delivery.await.ok(),
        Err(refusal) => return refused(&refusal),
    };
    let Some(delivery) = delivery else { return ending() };
    let mut answer = Response::new(Full::new(delivery.payload));
    *answer.headers_mut() = delivery.headers;
    answer
}

/// `POST /2018-06-01/runtime/invocation/{id}/response`
pub(super) async fn response(instance: &Arc<Instance>, id: &str, headers: &HeaderMap, body: Incoming) -> Answer {
    let terms = match instance.with_state(|state| state.accept(id, "InvocationResponse")) {
        Ok(terms) => terms,
        Err(refusal) => return refused(&refusal),
    };
    let guard = Accepted { instance, id, done: false };
    let mode = headers.get("lambda-runtime-function-response-mode").map(|mode| mode.as_bytes());
    match mode {
        None | Some(b"buffered") => buffered(guard, terms, body).await,
        Some(b"streaming") if terms.streaming => streamed(guard, headers, body).await,
        // Who asked for a buffered response gets one, whatever the runtime does.
        Some(b"streaming") => collected(guard, terms, body).await,
        Some(_) => refuse_with(
            StatusCode::BAD_REQUEST,
            "InvalidFunctionResponseMode",
            "The header Lambda-Runtime-Function-Response-Mode must be buffered or streaming",
        ),
    }
}

/// The same for a buffered one.
pub(super) async fn plain_response<B>(instance: &Arc<Instance>, id: &str, body: B) -> Answer
where
    B: Body<Data = Bytes> + Unpin,
{
    match instance.with_state(|state| state.accept(id, "InvocationResponse")) {
        Ok(terms) => buffered(Accepted { instance, id, done: false }, terms, body).await,
        Err(refusal) => refused(&refusal),
    }
}

/// An answer that was accepted. Dropped before it is complete (the connection is gone), the invocation is as unanswered as before.
struct Accepted<'a> {
    instance: &'a Arc<Instance>,
    id: &'a str,
    done: bool,
}

impl Accepted<'_> {
    fn answered(mut self, reply: Reply) {
        self.done = true;
        self.instance.with_state(|state| state.answered(self.id, reply));
    }
}

impl Drop for Accepted<'_> {
    fn drop(&mut self) {
        if !self.done {
            self.instance.with_state(|state| state.broken(self.id));
        }
    }
}

fn broken() -> Answer {
    refuse_with(StatusCode::BAD_REQUEST, "RequestBodyBroken", "The request's body is not complete")
}

async fn buffered<B: Body<Data = Bytes> + Unpin>(guard: Accepted<'_>, terms: Terms, body: B) -> Answer {
    match read(body, terms.limit).await {
        Read::Whole(payload) => {
            guard.answered(Reply::Response(payload));
            accepted()
        }
        Read::TooLarge => too_large(guard, terms.limit),
        Read::Broken => broken(),
    }
}

fn too_large(guard: Accepted<'_>, limit: usize) -> Answer {
    guard.answered(Reply::TooLarge { limit });
    refuse_with(
        StatusCode::PAYLOAD_TOO_LARGE,
        "RequestEntityTooLarge",
        &format!("Exceeded maximum allowed payload size ({limit} bytes)."),
    )
}

/// A streamed body whose reader wants it in one piece.
async fn collected(guard: Accepted<'_>, terms: Terms, mut body: Incoming) -> Answer {
    let (mut whole, mut size, mut end) = (Vec::new(), 0_usize, BodyEnd::default());
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return broken() };
        match frame.into_data() {
            Ok(data) => {
                size = size.saturating_add(data.len());
                if size <= terms.limit {
                    whole.extend_from_slice(&data);
                }
            }
            Err(frame) => end = frame.into_trailers().map(|trailers| trailed(&trailers)).unwrap_or_default(),
        }
    }
    if let Some(kind) = end.error_code {
        let payload = Bytes::from(end.error_details.unwrap_or_default());
        guard.answered(Reply::Error { payload, kind: Some(kind) });
        return accepted();
    }
    if size > terms.limit {
        return too_large(guard, terms.limit);
    }
    guard.answered(Reply::Response(whole.into()));
    accepted()
}

/// Passes chunks on as they come. The invocation counts as answered when its first byte is here; how it ends is told at the end.
async fn streamed(guard: Accepted<'_>, headers: &HeaderMap, mut body: Incoming) -> Answer {
    let (give, take) = mpsc::channel(CHUNKS);
    let (tell, told) = oneshot::channel();
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    guard.answered(Reply::Stream { content_type, body: take, end: told });
    let (mut end, mut size) = (BodyEnd::default(), 0_usize);
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            let _ = tell.send(BodyEnd { broken: true, ..end });
            return broken();
        };
        match frame.into_data() {
            Ok(data) => {
                size = size.saturating_add(data.len());
                if size > STREAM {
                    end.error_code = Some("Function.ResponseSizeTooLarge".to_owned());
                    end.error_details = Some(crate::instance::too_large(STREAM));
                } else if !data.is_empty() {
                    // A reader that has gone away does not end the invocation.
                    let _ = give.send(data).await;
                }
            }
            Err(frame) => end = frame.into_trailers().map(|trailers| trailed(&trailers)).unwrap_or(end),
        }
    }
    drop(give);
    let _ = tell.send(BodyEnd { size: size as u64, ..end });
    accepted()
}

/// `Lambda-Runtime-Function-Error-Type` and `-Error-Body` (base64 of JSON).
fn trailed(trailers: &HeaderMap) -> BodyEnd {
    let text = |name: &str| trailers.get(name).and_then(|value| value.to_str().ok());
    let details = text("lambda-runtime-function-error-body").map(|body| match STANDARD.decode(body) {
        Ok(decoded) => String::from_utf8_lossy(&decoded).into_owned(),
        Err(_) => body.to_owned(),
    });
    BodyEnd { error_code: text(ERROR_TYPE.as_str()).map(str::to_owned), error_details: details, ..BodyEnd::default() }
}

fn error_type(headers: &HeaderMap) -> Option<String> {
    headers.get(ERROR_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// `POST /2018-06-01/runtime/invocation/{id}/error`. An X-Ray cause in the headers is accepted and has no effect: there is no
/// X-Ray here.
pub(super) async fn error<B>(instance: &Arc<Instance>, id: &str, headers: &HeaderMap, body: B) -> Answer
where
    B: Body<Data = Bytes> + Unpin,
{
    let terms = match instance.with_state(|state| state.accept(id, "InvocationErrorResponse")) {
        Ok(terms) => terms,
        Err(refusal) => return refused(&refusal),
    };
    let guard = Accepted { instance, id, done: false };
    let limit = ERROR_BODY.min(terms.limit.max(1));
    match read(body, limit).await {
        Read::Whole(payload) => {
            guard.answered(Reply::Error { payload, kind: error_type(headers) });
            accepted()
        }
        Read::TooLarge => too_large(guard, limit),
        Read::Broken => broken(),
    }
}

async fn said(headers: &HeaderMap, body: Incoming, fallback: &str) -> Result<(Bytes, String), Answer> {
    match read(body, ERROR_BODY).await {
        Read::Whole(payload) => {
            let kind = error_type(headers).or_else(|| named(&payload)).unwrap_or_else(|| fallback.to_owned());
            Ok((payload, kind))
        }
        Read::TooLarge => Err(refuse_with(
            StatusCode::PAYLOAD_TOO_LARGE,
            "RequestEntityTooLarge",
            &format!("Exceeded maximum allowed payload size ({ERROR_BODY} bytes)."),
        )),
        Read::Broken => Err(broken()),
    }
}

/// The `errorType` of an error's JSON.
fn named(payload: &[u8]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_slice(payload).ok()?;
    value.get("errorType")?.as_str().map(str::to_owned)
}

/// `POST /2018-06-01/runtime/init/error`
pub(super) async fn init_error(instance: &Arc<Instance>, headers: &HeaderMap, body: Incoming) -> Answer {
    match said(headers, body, "Runtime.Unknown").await {
        Ok((payload, kind)) => match instance.with_state(|state| state.init_error(payload, kind)) {
            Ok(()) => accepted(),
            Err(refusal) => refused(&refusal),
        },
        Err(answer) => answer,
    }
}

/// `GET /2018-06-01/runtime/restore/next`: answered when the instance is to serve its first invocation.
pub(super) async fn restore_next(instance: &Arc<Instance>) -> Answer {
    if !instance.is_snapshot() {
        let refusal = crate::instance::Refusal::Transition { from: "Init", to: "RestoreReady" };
        return refused(&refusal);
    }
    match instance.with_state(|state| state.restore_next()) {
        Ok(Next::Now(())) => answer(StatusCode::OK, Bytes::new()),
        Ok(Next::Wait(restore)) => match restore.await {
            Ok(()) => answer(StatusCode::OK, Bytes::new()),
            Err(_) => ending(),
        },
        Err(refusal) => refused(&refusal),
    }
}

/// `POST /2018-06-01/runtime/restore/error`
pub(super) async fn restore_error(instance: &Arc<Instance>, headers: &HeaderMap, body: Incoming) -> Answer {
    match said(headers, body, "Runtime.RestoreError").await {
        Ok((payload, kind)) => match instance.with_state(|state| state.restore_error(payload, kind)) {
            Ok(()) => accepted(),
            Err(refusal) => refused(&refusal),
        },
        Err(answer) => answer,
    }
}
