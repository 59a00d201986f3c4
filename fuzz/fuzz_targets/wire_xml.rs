//! restXml: any bytes as the body of requests with every kind of member. What was read is written and read again as the same.

#![no_main]

use std::collections::BTreeMap;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use tradewind_clock::Timestamp;
use tradewind_wire::{Protocol, RestHead, ServiceWire, Shape, decode_rest, encode_rest};

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Who {
    #[shape(query = "xsi:type", attribute)]
    r#type: Option<String>,
    name: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Body {
    text: Option<String>,
    number: Option<i64>,
    flag: Option<bool>,
    at: Option<Timestamp>,
    blob: Option<Bytes>,
    #[shape(query = "Item", flat)]
    items: Option<Vec<String>>,
    #[shape(item(query = "Who"))]
    people: Option<Vec<Who>>,
    map: Option<BTreeMap<String, i32>>,
    #[shape(namespace = "http://www.w3.org/2001/XMLSchema-instance", prefix = "xsi")]
    who: Option<Who>,
    inner: Option<Box<Body>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Message {
    #[shape(payload)]
    body: Option<Body>,
}

fn read(bytes: Bytes) -> Option<Message> {
    decode_rest(Protocol::RestXml, &RestHead::default(), bytes).ok()
}

fuzz_target!(|input: &[u8]| {
    let Some(message) = read(Bytes::copy_from_slice(input)) else { return };
    let written = encode_rest(&ServiceWire::JSON, Protocol::RestXml, &message);
    let bytes = written.body.into_bytes().expect("no stream");
    // A flattened list without elements, and one that is absent, look the same.
    let again = read(bytes.into()).expect("reads");
    let once_more = encode_rest(&ServiceWire::JSON, Protocol::RestXml, &again).body.into_bytes().expect("no stream");
    assert_eq!(read(once_more.into()), Some(again));
});
