//! Bodies of requests, read within limits.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::Body;

/// A body that was read.
pub(super) enum Read {
    Whole(Bytes),
    /// It is longer than allowed; its rest was read and thrown away, so that the sender sees the answer.
    TooLarge,
    /// It broke off.
    Broken,
}

/// Reads a body of at most `limit` bytes.
pub(super) async fn read<B: Body<Data = Bytes> + Unpin>(mut body: B, limit: usize) -> Read {
    let expected = body.size_hint().exact().and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
    let mut first: Option<Bytes> = None;
    let mut whole = BytesMut::new();
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Read::Broken };
        let Ok(data) = frame.into_data() else { continue };
        size = size.saturating_add(data.len());
        if size > limit {
            (first, whole) = (None, BytesMut::new());
        } else if first.is_none() && whole.is_empty() {
            first = Some(data);
        } else {
            if let Some(first) = first.take() {
                whole.reserve(expected.min(limit).max(size));
                whole.extend_from_slice(&first);
            }
            whole.extend_from_slice(&data);
        }
    }
    if size > limit {
        return Read::TooLarge;
    }
    // Most bodies come in one piece, which needs no copy.
    Read::Whole(first.unwrap_or_else(|| whole.freeze()))
}
