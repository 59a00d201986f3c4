use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use hyper::body::Frame;

use super::*;

const PERIOD: Duration = Duration::from_secs(60);

/// SHA-256 of `hello`.
const HELLO: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/// A body that arrives in these pieces; an empty piece is waited for, an `Err` ends it.
struct Pieces {
    pieces: VecDeque<Result<&'static str, io::Error>>,
    asked: Arc<AtomicUsize>,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = self.get_mut();
        this.asked.fetch_add(1, Ordering::Relaxed);
        match this.pieces.pop_front() {
            Some(Ok("")) => {
                this.pieces.push_front(Ok(""));
                Poll::Pending
            }
            Some(piece) => Poll::Ready(Some(piece.map(|piece| Frame::data(Bytes::from_static(piece.as_bytes()))))),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }
}

fn pieces(pieces: impl IntoIterator<Item = &'static str>) -> Pieces {
    Pieces { pieces: pieces.into_iter().map(Ok).collect(), asked: Arc::default() }
}

fn head(lines: &[(&'static str, &str)]) -> HeaderMap {
    lines.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect::<HeaderMap>()
}

fn plan(lines: &[(&'static str, &str)]) -> Plan {
    Plan::of(&head(lines)).unwrap()
}

/// What a reader gets, and with what it ends.
async fn read(stream: &Stream) -> Result<String, String> {
    let mut whole = String::new();
    let mut chunks = stream.take().unwrap();
    while let Some(chunk) = chunks.next().await {
        match chunk {
            Ok(chunk) => whole.push_str(std::str::from_utf8(&chunk).unwrap()),
            Err(error) => {
                assert!(chunks.next().await.is_none());
                return Err(ErrorDocument::of_stream(&error).unwrap().code.into_owned());
            }
        }
    }
    Ok(whole)
}

async fn through(lines: &[(&'static str, &str)], body: Pieces) -> Result<String, String> {
    read(&stream(body, plan(lines), None, PERIOD).0).await
}

#[tokio::test]
async fn a_body_is_held_against_its_hash() {
    for name in ["UNSIGNED-PAYLOAD", HELLO, &HELLO.to_ascii_uppercase()] {
        let lines = [("x-amz-content-sha256", name), ("content-length", "5")];
        assert_eq!(through(&lines, pieces(["hel", "lo"])).await, Ok("hello".to_owned()));
    }
    let lines = [("x-amz-content-sha256", HELLO)];
    assert_eq!(through(&lines, pieces(["hel", "l0"])).await, Err("XAmzContentSHA256Mismatch".to_owned()));
    assert_eq!(through(&lines, pieces([])).await, Err("XAmzContentSHA256Mismatch".to_owned()));
    let mut cut = pieces(["hel"]);
    cut.pieces.push_back(Err(io::ErrorKind::UnexpectedEof.into()));
    assert_eq!(through(&lines, cut).await, Err("IncompleteBody".to_owned()));
}

#[tokio::test]
async fn a_body_in_chunks_comes_without_them() {
    let lines = [
        ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
        ("x-amz-decoded-content-length", "5"),
        ("content-length", "52"),
        ("content-encoding", "gzip, aws-chunked"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
    ];
    let body = || pieces(["5\r\nhe", "llo\r\n0\r\nx-amz-check", "sum-crc32:NhCmhg==\r\n\r\n"]);
    let found = plan(&lines);
    let seen = found.headers(&head(&lines));
    assert_eq!((&seen["content-length"], &seen["content-encoding"]), (&"5".parse().unwrap(), &"gzip".parse().unwrap()));
    let (stream, _rest) = stream(body(), found, None, PERIOD);
    assert_eq!(stream.trailer("x-amz-checksum-crc32"), None);
    assert_eq!(read(&stream).await, Ok("hello".to_owned()));
    assert_eq!(stream.trailer("x-amz-checksum-crc32").as_deref(), Some("NhCmhg=="));
    let alone = [("content-encoding", "aws-chunked"), lines[0], lines[1], lines[4]];
    assert!(plan(&alone).headers(&head(&alone)).get("content-encoding").is_none());
    assert_eq!(through(&alone, pieces(["5\r\nhello\r\n"])).await, Err("IncompleteBody".to_owned()));
    assert_eq!(through(&alone, pieces(["5\r\nhello\r\n0\r\n\r\n\r\n"])).await, Err("MalformedTrailerError".to_owned()));
}

#[test]
fn heads_that_make_no_sense_are_refused() {
    let refused = |lines: &[(&'static str, &str)]| Plan::of(&head(lines)).unwrap_err().code;
    assert_eq!(refused(&[("x-amz-content-sha256", "abc")]), "InvalidArgument");
    assert_eq!(refused(&[("x-amz-content-sha256", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")]), "InvalidArgument");
    let chunks = ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
    assert_eq!(refused(&[chunks, ("content-length", "7")]), "MissingContentLength");
    for length in ["-1", "+1", "x", "", "18446744073709551616"] {
        assert_eq!(refused(&[chunks, ("x-amz-decoded-content-length", length)]), "InvalidArgument", "{length}");
    }
    assert!(plan(&[chunks, ("x-amz-decoded-content-length", "7")]).is_signed_in_chunks());
    assert_eq!(plan(&[]).length, None);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_sends_nothing_is_given_up() {
    let lines = [("content-length", "10")];
    assert_eq!(through(&lines, pieces(["hello", ""])).await, Err("RequestTimeout".to_owned()));
}

#[tokio::test]
async fn nothing_is_asked_of_the_socket_before_the_reader_asks() {
    let body = pieces(["one", "two", "three"]);
    let asked = body.asked.clone();
    let (stream, rest) = stream(body, plan(&[]), None, PERIOD);
    let mut chunks = stream.take().unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    assert_eq!(chunks.next().await.unwrap().unwrap(), "one");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    // A client that was given the go-ahead is heard out.
    drop(chunks);
    rest.hear_out(PERIOD, true).await;
    assert_eq!(asked.load(Ordering::Relaxed), 4);
}

#[tokio::test]
async fn a_client_that_waits_for_a_go_ahead_gets_none_it_does_not_need() {
    let body = pieces(["one"]);
    let asked = body.asked.clone();
    let (stream, rest) = stream(body, plan(&[]), None, PERIOD);
    drop(stream);
    rest.hear_out(PERIOD, true).await;
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}
