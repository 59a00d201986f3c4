//! Sealing: many open blocks become few compressed ones.

use bytes::Bytes;
use tradewind_store::Encoder;

use super::{Event, Head, SEAL_BYTES, SEALED, grams, zigzag};

/// The most a sealed block can unpack to, in bytes: a block that is nearly full and gets the largest event, and its columns.
pub(super) const LARGEST: usize = 8 << 20;

/// A sealed block.
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) head: Head,
    pub(crate) body: Bytes,
    pub(crate) grams: Bytes,
}

/// Sorts events by time and packs them into blocks.
pub(crate) fn seal(mut events: Vec<Event<'_>>) -> Vec<Sealed> {
    events.sort_by_key(|event| (event.time, event.order));
    let mut sealed = Vec::new();
    let mut rest = events.as_slice();
    while !rest.is_empty() {
        let mut bytes = 0;
        let full = rest.iter().position(|event| {
            bytes += event.bytes();
            bytes >= SEAL_BYTES
        });
        let (block, after) = rest.split_at(full.map_or(rest.len(), |last| last + 1));
        sealed.push(pack(block));
        rest = after;
    }
    sealed
}

fn pack(events: &[Event<'_>]) -> Sealed {
    let head = Head::of_sealed(events);
    let text: usize = events.iter().map(|event| event.message.len()).sum();
    let mut columns = Encoder::with_capacity(SEALED, events.len() * 12 + 8).varint(events.len() as u64);
    let (mut time, mut order, mut ingested) = (0, 0, head.ingested);
    for event in events {
        columns = columns
            .varint(event.time - time)
            .varint(event.message.len() as u64)
            .varint(zigzag(event.order.cast_signed().wrapping_sub(order)))
            .varint(zigzag(event.ingested.cast_signed().wrapping_sub(ingested.cast_signed())));
        (time, order, ingested) = (event.time, event.order.cast_signed(), event.ingested);
    }
    let columns = columns.finish();
    // The encoder's version byte is the block's form, which stands outside what is compressed.
    let columns = columns.get(1..).unwrap_or_default();
    let length = Encoder::new(SEALED).varint(columns.len() as u64).finish();
    let mut whole = Vec::with_capacity(columns.len() + text + 8);
    whole.extend_from_slice(length.get(1..).unwrap_or_default());
    whole.extend_from_slice(columns);
    let begin = whole.len();
    events.iter().for_each(|event| whole.extend_from_slice(event.message.as_bytes()));
    let grams = grams::filter(whole.get(begin..).unwrap_or_default());
    let mut body = Vec::from(Encoder::new(SEALED).varint(whole.len() as u64).finish());
    body.extend_from_slice(&lz4_flex::block::compress(&whole));
    Sealed { head, body: body.into(), grams: grams.into() }
}
