//! REST: any path, query, header and body as an input. What is read can be written as an answer, and comes back from its headers.
//!
//! The input is cut at zero bytes into method, path, query, a header and the body.

#![no_main]

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use tradewind_clock::Timestamp;
use tradewind_wire::{Document, Protocol, RestHead, Route, Router, ServiceWire, Shape, decode_rest, encode_rest, respond_rest};

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Input {
    #[shape(required, label = "Name")]
    name: String,
    #[shape(label = "Rest")]
    rest: Option<String>,
    #[shape(header = "X-Any")]
    words: Option<Vec<String>>,
    #[shape(header = "X-Any-Number")]
    number: Option<i64>,
    #[shape(header = "X-Any-When")]
    when: Option<Timestamp>,
    #[shape(header = "X-Any-Times")]
    times: Option<Vec<Timestamp>>,
    #[shape(header = "X-Any-Context")]
    context: Option<Document>,
    #[shape(headers = "X-")]
    meta: Option<BTreeMap<String, String>>,
    #[shape(query_param = "a")]
    ids: Option<Vec<i32>>,
    #[shape(query_params = "")]
    others: Option<BTreeMap<String, Vec<String>>>,
    body: Option<Bytes>,
    tree: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Output {
    #[shape(header = "X-Any")]
    words: Option<Vec<String>>,
    #[shape(payload)]
    payload: Option<Bytes>,
}

static ROUTES: &[Route] = &[
    Route { operation: "One", method: "GET", uri: "/{Name}", status: 200 },
    Route { operation: "Many", method: "GET", uri: "/{Name}/{Rest+}", status: 200 },
    Route { operation: "Fixed", method: "PUT", uri: "/fixed/{Name}?a", status: 200 },
    Route { operation: "Middle", method: "GET", uri: "/{Rest+}/end/{Name}", status: 200 },
];

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(5, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (method, path, query) = (text(next()), text(next()), text(next()));
    let Ok(value) = HeaderValue::from_bytes(next()) else { return };
    let body = Bytes::copy_from_slice(next());
    let Ok(found) = Router::new(ROUTES).find(&method, &path, &query) else { return };
    assert!(found.labels.iter().all(|(_, value)| !value.is_empty()));
    for name in ["x-any", "x-any-number", "x-any-when", "x-any-times", "x-any-context"] {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.clone());
        let head = RestHead { labels: found.labels.clone(), query: query.clone(), headers };
        let Ok(read) = decode_rest::<Input>(Protocol::RestJson1, &head, body.clone()) else { continue };
        let words = read.words.filter(|words| words.iter().all(|word| HeaderValue::from_str(word).is_ok()));
        let output = Output { words: words.clone(), payload: read.body };
        let answer = respond_rest(Protocol::RestJson1, 200, encode_rest(&ServiceWire::JSON, Protocol::RestJson1, &output), "id");
        let line = answer.headers.iter().find(|(name, _)| name == "x-any");
        if let (Some(words), Some((_, line))) = (words.filter(|words| !words.is_empty()), line) {
            let mut headers = HeaderMap::new();
            headers.insert("x-any", HeaderValue::from_str(line).expect("a header"));
            let head = RestHead { headers, ..head };
            let back = decode_rest::<Input>(Protocol::RestJson1, &head, Bytes::new()).expect("reads");
            assert_eq!(back.words, Some(words));
        }
    }
});
