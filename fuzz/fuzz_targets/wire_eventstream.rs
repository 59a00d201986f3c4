//! Event streams: any bytes as messages, as they are and behind good checksums. What is written is read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tradewind_wire::eventstream::{decode, event};

fn framed(headers: &[u8], payload: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    out.extend_from_slice(&u32::try_from(16 + headers.len() + payload.len()).ok()?.to_be_bytes());
    out.extend_from_slice(&u32::try_from(headers.len()).ok()?.to_be_bytes());
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out.extend_from_slice(headers);
    out.extend_from_slice(payload);
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    Some(out)
}

fuzz_target!(|input: &[u8]| {
    let mut rest = input;
    while let Ok(Some((_, length))) = decode(rest) {
        assert!(length >= 16 && length <= rest.len());
        rest = &rest[length..];
    }
    let (headers, payload) = input.split_at(input.len() / 2);
    if let Some(bytes) = framed(headers, payload)
        && let Ok(Some((message, length))) = decode(&bytes)
    {
        assert_eq!((length, &message.payload[..]), (bytes.len(), payload));
    }
    let written = event("PayloadChunk", Some("application/octet-stream"), input);
    let (message, length) = decode(&written).expect("reads").expect("is whole");
    assert_eq!((length, &message.payload[..]), (written.len(), input));
});
