//! The calls that every invocation makes: `next`, `response`, `error`, in whole requests over a kept connection.
//!
//! A general HTTP server costs more than everything else that is done for them here. Whatever is not one of these three in its
//! plain form (another path, a chunked body, `Expect`, an older version, a mistake) is left to that server, with the connection
//! and every byte that was read of it.
//!
//! A client may send `next` together with the `response` before it; both answers then leave together.

use std::future::Future;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures::FutureExt;
use http::HeaderMap;
use http::header::HeaderValue;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::answer::{Answer, ERROR_TYPE};
use super::rewound::Rewound;
use super::runtime;
use crate::instance::Instance;

/// Bytes and fields of a head that is read here; a larger one is left to the server.
const HEAD: usize = 16 * 1024;
const FIELDS: usize = 32;
/// Room for what is read at once, in bytes.
const ROOM: usize = 8 * 1024;
/// The same for a body that has not come whole.
const CHUNK: usize = 256 * 1024;
/// What a client may send ahead while it waits.
const AHEAD: usize = 64 * 1024;
/// Bodies of answers up to this size leave in the same write as their head.
const JOINED: usize = 64 * 1024;

const PREFIX: &str = "/2018-06-01/runtime/invocation/";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Next,
    Response,
    Error,
}

#[derive(Debug)]
struct Call {
    what: What,
    id: String,
    /// Bytes of its head and of its body.
    head: usize,
    body: usize,
    error_type: Option<HeaderValue>,
}

/// What has been read so far.
#[derive(Debug)]
enum Seen {
    /// The beginning of something.
    Part,
    /// The head of one of the three calls.
    Call(Call),
    /// Something that is not for here.
    Other,
}

fn look(input: &[u8]) -> Seen {
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(input) {
        Ok(httparse::Status::Complete(head)) => call(&request, head).map_or(Seen::Other, Seen::Call),
        Ok(httparse::Status::Partial) if input.len() < HEAD => Seen::Part,
        Ok(httparse::Status::Partial) | Err(_) => Seen::Other,
    }
}

fn call(request: &httparse::Request<'_, '_>, head: usize) -> Option<Call> {
    let rest = request.path?.strip_prefix(PREFIX).filter(|_| request.version == Some(1))?;
    let (what, id) = match (request.method?, rest.split_once('/')) {
        ("GET", None) if rest == "next" => (What::Next, ""),
        ("POST", Some((id, "response"))) => (What::Response, id),
        ("POST", Some((id, "error"))) => (What::Error, id),
        _ => return None,
    };
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return None;
    }
    let (mut size, mut error_type) = (None, None);
    for field in request.headers.iter() {
        let is = |name: &str| field.name.eq_ignore_ascii_case(name);
        if is("content-length") {
            if size.is_some() || !field.value.iter().all(u8::is_ascii_digit) {
                return None;
            }
            size = Some(std::str::from_utf8(field.value).ok()?.parse::<usize>().ok()?);
        } else if is(ERROR_TYPE.as_str()) {
            error_type = HeaderValue::from_bytes(field.value).ok();
        } else if is("connection") {
            if !field.value.eq_ignore_ascii_case(b"keep-alive") {
                return None;
            }
        } else if is("transfer-encoding")
            || is("expect")
            || is("upgrade")
            || is("lambda-runtime-function-response-mode")
        {
            return None;
        }
    }
    let body = match what {
        What::Next if size.unwrap_or(0) == 0 => 0,
        What::Next => return None,
        What::Response | What::Error => size?,
    };
    Some(Call { what, id: id.to_owned(), head, body, error_type })
}

/// Serves a connection as long as only these calls come, and gives it back with the first other one.
///
/// # Errors
/// When the connection has ended.
pub(super) async fn serve(stream: TcpStream, instance: &Arc<Instance>) -> io::Result<Rewound> {
    let mut wire = Wire { stream, input: BytesMut::with_capacity(ROOM), output: Vec::new() };
    loop {
        match look(&wire.input) {
            Seen::Part => {
                wire.flush().await?;
                wire.fill().await?;
            }
            Seen::Call(call) => wire.answer(instance, call).await?,
            Seen::Other => {
                wire.flush().await?;
                return Ok(Rewound::new(wire.input.freeze(), wire.stream));
            }
        }
    }
}

struct Wire {
    stream: TcpStream,
    input: BytesMut,
    /// Answers that have not left yet.
    output: Vec<u8>,
}

impl Wire {
    async fn fill(&mut self) -> io::Result<()> {
        self.input.reserve(ROOM);
        match self.stream.read_buf(&mut self.input).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    async fn flush(&mut self) -> io::Result<()> {
        if !self.output.is_empty() {
            self.stream.write_all(&self.output).await?;
            self.output.clear();
        }
        Ok(())
    }

    async fn answer(&mut self, instance: &Arc<Instance>, call: Call) -> io::Result<()> {
        drop(self.input.split_to(call.head));
        if self.input.len() < call.body {
            self.flush().await?;
        }
        if call.what == What::Next {
            let answer = self.next(instance).await?;
            self.put(answer).await?;
            return self.flush().await;
        }
        let mut body = Sized { wire: self, left: call.body };
        let answer = if call.what == What::Response {
            runtime::plain_response(instance, &call.id, &mut body).await
        } else {
            let mut headers = HeaderMap::new();
            if let Some(error_type) = call.error_type {
                headers.insert(ERROR_TYPE, error_type);
            }
            runtime::error(instance, &call.id, &headers, &mut body).await
        };
        // Who is refused may have been refused before everything was read.
        while let Some(frame) = body.frame().await {
            frame?;
        }
        self.put(answer).await
    }

    /// Waits for an event, and looks whether the client still does.
    async fn next(&mut self, instance: &Arc<Instance>) -> io::Result<Answer> {
        let mut answer = pin!(runtime::next(instance));
        while self.input.len() < AHEAD {
            self.input.reserve(ROOM);
            tokio::select! {
                biased;
                answer = &mut answer => return Ok(answer),
                read = self.stream.read_buf(&mut self.input) => if read? == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
        }
        Ok(answer.await)
    }

    async fn put(&mut self, answer: Answer) -> io::Result<()> {
        let (head, body) = answer.into_parts();
        let body = whole(body);
        write_head(&mut self.output, &head, body.len());
        if body.len() <= JOINED {
            self.output.extend_from_slice(&body);
            return Ok(());
        }
        self.flush().await?;
        self.stream.write_all(&body).await
    }
}

/// A body that is there.
fn whole(mut body: http_body_util::Full<Bytes>) -> Bytes {
    let frame = body.frame().now_or_never().flatten();
    frame.and_then(Result::ok).and_then(|frame| frame.into_data().ok()).unwrap_or_default()
}

/// Names are written as AWS writes them, with capitals: clients in shell scripts look for them by their letters.
fn write_head(out: &mut Vec<u8>, head: &http::response::Parts, length: usize) {
    out.extend_from_slice(b"HTTP/1.1 ");
    out.extend_from_slice(head.status.as_str().as_bytes());
    out.push(b' ');
    out.extend_from_slice(head.status.canonical_reason().unwrap_or_default().as_bytes());
    for (name, value) in &head.headers {
        out.extend_from_slice(b"\r\n");
        let mut first = true;
        out.extend(name.as_str().bytes().map(|byte| {
            let shown = if first { byte.to_ascii_uppercase() } else { byte };
            first = byte == b'-';
            shown
        }));
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
    }
    out.extend_from_slice(b"\r\nContent-Length: ");
    out.extend_from_slice(length.to_string().as_bytes());
    out.extend_from_slice(b"\r\n\r\n");
}

/// A request's body of known size, read as it is asked for.
struct Sized<'a> {
    wire: &'a mut Wire,
    left: usize,
}

impl Body for Sized<'_> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Sized { wire, left } = self.get_mut();
        if *left == 0 {
            return Poll::Ready(None);
        }
        if wire.input.is_empty() {
            wire.input.reserve((*left).min(CHUNK));
            let read = ready!(pin!(wire.stream.read_buf(&mut wire.input)).poll(cx));
            if let Err(error) =
                read.and_then(|size| (size > 0).then_some(()).ok_or(io::ErrorKind::UnexpectedEof.into()))
            {
                return Poll::Ready(Some(Err(error)));
            }
        }
        let size = wire.input.len().min(*left);
        *left -= size;
        Poll::Ready(Some(Ok(Frame::data(wire.input.split_to(size).freeze()))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Option<Call> {
        let text = text.replace('\n', "\r\n");
        for cut in 0..text.find("\r\n\r\n").map_or(text.len(), |at| at + 4) {
            assert!(matches!(look(&text.as_bytes()[..cut]), Seen::Part), "{text:?} cut at {cut}");
        }
        match look(text.as_bytes()) {
            Seen::Call(call) => Some(call),
            Seen::Other => None,
            Seen::Part => panic!("{text:?} is not whole"),
        }
    }

    #[test]
    fn the_plain_forms_are_calls() {
        let next = seen("GET /2018-06-01/runtime/invocation/next HTTP/1.1\nHost: 127.0.0.1:9001\n\n").expect("a call");
        assert_eq!((next.what, next.body), (What::Next, 0));
        let response =
            "POST /2018-06-01/runtime/invocation/a-1/response HTTP/1.1\nconnection: Keep-Alive\ncontent-length: 7\n\n";
        let response = seen(response).expect("a call");
        assert_eq!((response.what, response.id.as_str(), response.body), (What::Response, "a-1", 7));
        let error = "POST /2018-06-01/runtime/invocation/b/error HTTP/1.1\nContent-Length: 0\n\
             Lambda-Runtime-Function-Error-Type: X.Y\n\n";
        let error = seen(error).expect("a call");
        assert_eq!((error.what, error.body, error.error_type), (What::Error, 0, Some(HeaderValue::from_static("X.Y"))));
    }

    #[test]
    fn everything_else_is_left_to_the_server() {
        let post = "POST /2018-06-01/runtime/invocation/a/response HTTP/1.1\n";
        let get = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\n";
        for other in [
            "GET /2018-06-01/runtime/restore/next HTTP/1.1\n\n".to_owned(),
            "GET /2018-06-01/runtime/invocation/next HTTP/1.0\n\n".to_owned(),
            "GET /2018-06-01/runtime/invocation/next?a HTTP/1.1\n\n".to_owned(),
            "POST /2018-06-01/runtime/invocation/next HTTP/1.1\nContent-Length: 0\n\n".to_owned(),
            "POST /2018-06-01/runtime/invocation/a%41/response HTTP/1.1\nContent-Length: 0\n\n".to_owned(),
            "POST /2018-06-01/runtime/invocation/a/b/response HTTP/1.1\nContent-Length: 0\n\n".to_owned(),
            [get, "Content-Length: 1\n\n"].concat(),
            [get, "Connection: close\n\n"].concat(),
            [post, "\n"].concat(),
            [post, "Transfer-Encoding: chunked\n\n"].concat(),
            [post, "Content-Length: 1\nTransfer-Encoding: chunked\n\n"].concat(),
            [post, "Content-Length: 1\nContent-Length: 1\n\n"].concat(),
            [post, "Content-Length: +1\n\n"].concat(),
            [post, "Content-Length: 99999999999999999999999\n\n"].concat(),
            [post, "Content-Length: 1\nExpect: 100-continue\n\n"].concat(),
            [post, "Content-Length: 1\nLambda-Runtime-Function-Response-Mode: streaming\n\n"].concat(),
        ] {
            assert!(seen(&other).is_none(), "{other:?}");
        }
        assert!(matches!(look(b"\x16\x03\x01\x02\x00"), Seen::Other));
        assert!(matches!(look(&[b'G'; HEAD]), Seen::Other));
        assert!(matches!(look(&[get.as_bytes(), &b"a: b\r\n".repeat(FIELDS + 1)].concat()), Seen::Other));
    }
}
