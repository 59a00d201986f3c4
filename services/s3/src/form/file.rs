//! The file of a form, held against the sizes its policy allows.

use std::io;

use bytes::Bytes;
use futures::StreamExt as _;
use tradewind_wire::{ApiError as _, ByteStream, Stream};

use super::Policy;
use crate::limits;

/// What comes of a file, and how much has come.
struct Coming {
    chunks: ByteStream,
    bytes: u64,
}

/// The file, which ends with an error if it is larger or smaller than its policy allows. What is too much is read and not handed on:
/// only at its end is it known how much it is.
pub(crate) fn within(body: Option<&Stream>, policy: Policy) -> Stream {
    let Some(chunks) = body.and_then(Stream::take) else { return Stream::default() };
    let coming = Coming { chunks, bytes: 0 };
    Stream::new(Box::pin(futures::stream::try_unfold((coming, policy), |(mut coming, policy)| async move {
        let Some(chunk) = coming.next().await? else { return check(&policy, coming.bytes).map(|()| None) };
        if policy.most().is_none_or(|most| coming.bytes <= most) {
            return Ok(Some((chunk, (coming, policy))));
        }
        while coming.bytes <= limits::BODY_BYTES && coming.next().await?.is_some() {}
        check(&policy, coming.bytes).map(|()| None)
    })))
}

impl Coming {
    async fn next(&mut self) -> io::Result<Option<Bytes>> {
        let chunk = self.chunks.next().await.transpose()?;
        self.bytes += chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        Ok(chunk)
    }
}

fn check(policy: &Policy, bytes: u64) -> io::Result<()> {
    policy.check_length(bytes).map_err(|error| error.to_document().into_stream_error())
}
