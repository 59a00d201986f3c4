//! Responses that come as they are made.
//!
//! ```text
//! {"statusCode":200,"headers":{...},"cookies":[...]} 00 00 00 00 00 00 00 00 body ...
//! ```
//!
//! The prelude stands there if the function announced it by the content type
//! `application/vnd.awslambda.http-integration-response`; otherwise everything is the body. See
//! <https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html>.

use bytes::{Bytes, BytesMut};
use futures::StreamExt as _;
use tradewind_functions::Chunks;
use tradewind_wire::Stream;

use super::answer::{self, DELIMITER, Head, NoAnswer, PRELUDE_BYTES};
use crate::invoke::broken_off;

/// The content type that announces a prelude.
const INTEGRATION: &str = "application/vnd.awslambda.http-integration-response";

/// Reads as much of a response as its head needs. The body that follows is broken off where the function fails.
pub(super) async fn begin(content_type: Option<String>, mut chunks: Chunks) -> Result<(Head, Stream), NoAnswer> {
    let (head, first) = match content_type.as_deref() {
        Some(INTEGRATION) => with_prelude(&mut chunks).await?,
        other => {
            let head = Head::plain(200, other.unwrap_or("application/octet-stream"));
            match first_of(&mut chunks).await {
                Some(first) => (head, first),
                // A function that fails before it has said anything has no answer.
                None => return if ended_well(chunks).await { Ok((head, Stream::default())) } else { Err(NoAnswer) },
            }
        }
    };
    let Chunks { body, end } = chunks;
    let last = async move {
        match end.await {
            Ok(ended) if ended.error_code.is_none() => None,
            _ => Some(Err(broken_off())),
        }
    };
    let last = futures::stream::once(last).filter_map(std::future::ready);
    let first = futures::stream::iter((!first.is_empty()).then_some(Ok(first)));
    Ok((head, Stream::new(Box::pin(first.chain(body.map(Ok)).chain(last)))))
}

/// The first chunk that has something in it.
async fn first_of(chunks: &mut Chunks) -> Option<Bytes> {
    loop {
        match chunks.body.next().await {
            Some(chunk) if chunk.is_empty() => {}
            other => return other,
        }
    }
}

async fn ended_well(chunks: Chunks) -> bool {
    chunks.end.await.is_ok_and(|end| end.error_code.is_none())
}

/// Reads up to the delimiter: the head, and what came of the body with it.
async fn with_prelude(chunks: &mut Chunks) -> Result<(Head, Bytes), NoAnswer> {
    let mut read = BytesMut::new();
    while let Some(chunk) = chunks.body.next().await {
        // The delimiter may have begun in the chunk before.
        let from = read.len().saturating_sub(DELIMITER.len() - 1);
        read.extend_from_slice(&chunk);
        let found =
            read.get(from..).and_then(|new| new.windows(DELIMITER.len()).position(|window| window == DELIMITER));
        if let Some(place) = found {
            let prelude = read.split_to(from + place);
            return Ok((answer::prelude(&prelude)?, read.freeze().slice(DELIMITER.len()..)));
        }
        if read.len() > PRELUDE_BYTES {
            break;
        }
    }
    Err(NoAnswer)
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;
    use tradewind_functions::StreamEnd;

    use super::*;

    fn chunks(parts: &[&[u8]], error: Option<&str>) -> Chunks {
        let (tell, end) = oneshot::channel();
        tell.send(StreamEnd { error_code: error.map(str::to_owned), ..StreamEnd::default() }).expect("heard");
        let parts: Vec<Bytes> = parts.iter().map(|part| Bytes::copy_from_slice(part)).collect();
        Chunks { body: Box::pin(futures::stream::iter(parts)), end }
    }

    async fn body(stream: Stream) -> (String, bool) {
        let Some(stream) = stream.take() else { return (String::new(), true) };
        let parts: Vec<_> = stream.collect().await;
        let whole = parts.iter().all(Result::is_ok);
        let bytes: Vec<u8> = parts.into_iter().filter_map(Result::ok).flatten().collect();
        (String::from_utf8_lossy(&bytes).into_owned(), whole)
    }

    #[tokio::test]
    async fn a_prelude_may_come_in_any_pieces() {
        let whole = b"{\"statusCode\":201,\"headers\":{\"X-A\":\"1\"}}\0\0\0\0\0\0\0\0body \0\0\0\0\0\0\0\0 more";
        for size in 1..whole.len() {
            let parts: Vec<&[u8]> = whole.chunks(size).collect();
            let (head, stream) = begin(Some(INTEGRATION.to_owned()), chunks(&parts, None)).await.expect("an answer");
            assert_eq!((head.status, super::super::event::header(&head.headers, "x-a")), (201, Some("1")));
            assert_eq!(body(stream).await, ("body \0\0\0\0\0\0\0\0 more".to_owned(), true), "{size}");
        }
    }

    #[tokio::test]
    async fn without_a_prelude_everything_is_the_body() {
        let (head, stream) = begin(None, chunks(&[b"a", b"b"], None)).await.expect("an answer");
        assert_eq!(head, Head::plain(200, "application/octet-stream"));
        assert_eq!(body(stream).await, ("ab".to_owned(), true));
        let (head, stream) = begin(Some("text/html".to_owned()), chunks(&[], None)).await.expect("an answer");
        assert_eq!(head, Head::plain(200, "text/html"));
        assert_eq!(body(stream).await, (String::new(), true));
    }

    #[tokio::test]
    async fn a_failure_breaks_the_body_off() {
        let (_, stream) = begin(None, chunks(&[b"half"], Some("Runtime.ExitError"))).await.expect("an answer");
        assert_eq!(body(stream).await, ("half".to_owned(), false));
        assert_eq!(begin(None, chunks(&[], Some("Runtime.ExitError"))).await.map(drop), Err(NoAnswer));
    }

    #[tokio::test]
    async fn a_prelude_that_never_ends_is_none() {
        let endless = vec![b' '; PRELUDE_BYTES];
        for parts in [&[&b"{}"[..]][..], &[&endless[..], &endless[..]], &[b"[]\0\0\0\0\0\0\0\0"]] {
            assert_eq!(begin(Some(INTEGRATION.to_owned()), chunks(parts, None)).await.map(drop), Err(NoAnswer));
        }
    }
}
