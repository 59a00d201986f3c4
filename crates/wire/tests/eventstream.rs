//! Messages of event streams, held against what botocore reads in the same bytes.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use bytes::Bytes;
use proptest::prelude::*;
use serde_json::Value;
use tradewind_wire::eventstream::{HeaderValue, Invalid, MAX_PAYLOAD, decode, error, event, exception};

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("golden/eventstream.json")).unwrap()
}

fn golden(name: &str) -> Vec<u8> {
    let case = cases().into_iter().find(|case| case["name"] == name).unwrap();
    hex::decode(case["hex"].as_str().unwrap()).unwrap()
}

#[test]
fn messages_are_written_byte_by_byte_as_the_format_says() {
    let written: [(&str, Bytes); 5] = [
        ("chunk", event("PayloadChunk", Some("application/octet-stream"), b"hello \x00\xff")),
        ("complete", event("InvokeComplete", Some("application/json"), b"{}")),
        ("empty", event("End", None, b"")),
        ("exception", exception("ThrottlingException", Some("application/json"), b"{\"message\":\"slow down\"}")),
        ("error", error("InternalFailure", "it broke: é")),
    ];
    for (name, bytes) in written {
        assert_eq!(hex::encode(bytes), hex::encode(golden(name)), "{name}");
    }
}

#[test]
fn messages_are_read_as_botocore_reads_them() {
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let bytes = golden(name);
        let (message, length) = decode(&bytes).unwrap().unwrap();
        assert_eq!(length, bytes.len(), "{name}");
        assert_eq!(hex::encode(&message.payload), case["payload"].as_str().unwrap(), "{name}");
        let headers: Vec<_> =
            message.headers.iter().map(|(name, value)| serde_json::json!([name, shown(value)])).collect();
        assert_eq!(Value::from(headers), case["headers"], "{name}");
    }
}

fn shown(value: &HeaderValue) -> Value {
    match value {
        HeaderValue::Bool(value) => Value::from(*value),
        HeaderValue::Integer(value) | HeaderValue::Timestamp(value) => Value::from(*value),
        HeaderValue::String(text) => Value::from(text.as_str()),
        HeaderValue::Blob(bytes) => serde_json::json!({ "hex": hex::encode(bytes) }),
        HeaderValue::Uuid(bytes) => serde_json::json!({ "hex": hex::encode(bytes) }),
    }
}

#[test]
fn a_message_is_waited_for_and_a_second_one_left_alone() {
    let mut bytes = golden("chunk");
    for end in 0..bytes.len() {
        assert_eq!(decode(&bytes[..end]), Ok(None), "{end}");
    }
    let length = bytes.len();
    bytes.extend_from_slice(&golden("complete"));
    assert_eq!(decode(&bytes).unwrap().unwrap().1, length);
    assert_eq!(decode(&bytes[length..]).unwrap().unwrap().0.text(":event-type"), Some("InvokeComplete"));
}

#[test]
fn damage_is_named() {
    let damaged = |at: usize| {
        let mut bytes = golden("chunk");
        bytes[at] ^= 1;
        decode(&bytes).unwrap_err()
    };
    assert_eq!(damaged(3), Invalid::PreludeChecksum);
    assert_eq!(damaged(9), Invalid::PreludeChecksum);
    assert_eq!(damaged(20), Invalid::Checksum);
    assert_eq!(damaged(golden("chunk").len() - 1), Invalid::Checksum);
    // Lengths that are signed for but can't be.
    let mut prelude = [8_u32.to_be_bytes(), 0_u32.to_be_bytes()].concat();
    prelude.extend_from_slice(&crc32fast::hash(&prelude).to_be_bytes());
    assert_eq!(decode(&prelude), Err(Invalid::Length));
}

#[test]
fn what_is_too_long_is_cut_or_refused() {
    let text = "é".repeat(20_000);
    let (message, _) = decode(&error("Code", &text)).unwrap().unwrap();
    assert_eq!(message.text(":error-message").unwrap().len(), 32_766);
    let (message, _) = decode(&event("PayloadChunk", None, &vec![0; MAX_PAYLOAD + 1])).unwrap().unwrap();
    assert_eq!(message.text(":error-code"), Some("InternalFailure"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(kind in ".{0,40}", media in proptest::option::of(".{0,40}"), payload in any::<Vec<u8>>()) {
        let bytes = event(&kind, media.as_deref(), &payload);
        let (message, length) = decode(&bytes).unwrap().unwrap();
        prop_assert_eq!(length, bytes.len());
        prop_assert_eq!(message.text(":event-type"), Some(kind.as_str()));
        prop_assert_eq!(message.text(":content-type"), media.as_deref());
        prop_assert_eq!(message.text(":message-type"), Some("event"));
        prop_assert_eq!(&message.payload[..], &payload[..]);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), headers in any::<Vec<u8>>()) {
        let _ = decode(&bytes);
        // Behind good checksums, any headers.
        let mut framed = Vec::new();
        framed.extend_from_slice(&u32::try_from(16 + headers.len()).unwrap().to_be_bytes());
        framed.extend_from_slice(&u32::try_from(headers.len()).unwrap().to_be_bytes());
        framed.extend_from_slice(&crc32fast::hash(&framed).to_be_bytes());
        framed.extend_from_slice(&headers);
        framed.extend_from_slice(&crc32fast::hash(&framed).to_be_bytes());
        let _ = decode(&framed);
    }
}
