//! Inputs from the parts of REST requests, held against what botocore sends for them; outputs as the parts of answers.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::StreamExt as _;
use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;
use serde_json::Value;
use tradewind_clock::Timestamp;
use tradewind_wire::{
    Body, DecodeError, Document, Malformed, Protocol, RestAnswer, RestHead, Route, Router, ServiceWire, Shape, Stream,
    Token, Wanted, decode_rest, encode_rest, from_document, respond_rest, to_document,
};

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Everything {
    #[shape(required, label = "Name")]
    name: String,
    #[shape(required, label = "Rest")]
    rest: String,
    #[shape(header = "X-Number")]
    number: Option<i64>,
    #[shape(header = "X-Ratio")]
    ratio: Option<f64>,
    #[shape(header = "X-Yes")]
    yes: Option<bool>,
    #[shape(header = "X-When")]
    when: Option<Timestamp>,
    #[shape(header = "X-Words")]
    words: Option<Vec<String>>,
    #[shape(header = "X-Times")]
    times: Option<Vec<Timestamp>>,
    #[shape(header = "X-Context")]
    context: Option<Document>,
    #[shape(headers = "X-Meta-")]
    meta: Option<BTreeMap<String, String>>,
    #[shape(query_param = "small", range = -10..=10)]
    small: Option<i32>,
    #[shape(query_param = "no")]
    no: Option<bool>,
    #[shape(query_param = "since")]
    since: Option<Timestamp>,
    #[shape(query_param = "ids")]
    ids: Option<Vec<String>>,
    #[shape(query_param = "numbers")]
    numbers: Option<Vec<i32>>,
    #[shape(query_params = "")]
    others: Option<BTreeMap<String, Vec<String>>>,
    #[shape(name = "text", length = ..=4)]
    text: Option<String>,
    bytes: Option<Bytes>,
    at: Option<Timestamp>,
    tags: Option<BTreeMap<String, String>>,
    inner: Option<Inner>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Inner {
    text: Option<String>,
    inner: Option<Box<Inner>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Raw {
    #[shape(header = "X-Kind")]
    kind: Option<String>,
    #[shape(payload)]
    payload: Option<Bytes>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Words {
    #[shape(payload)]
    payload: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Whole {
    #[shape(payload)]
    payload: Option<Inner>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Must {
    #[shape(required, payload)]
    payload: Bytes,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Nothing {
    #[shape(header = "X-Kind")]
    kind: Option<String>,
}

static ROUTES: &[Route] = &[
    Route { operation: "Everything", method: "POST", uri: "/things/{Name}/{Rest+}", status: 200 },
    Route { operation: "Raw", method: "POST", uri: "/raw", status: 200 },
    Route { operation: "Words", method: "PUT", uri: "/words", status: 200 },
    Route { operation: "Whole", method: "PUT", uri: "/whole", status: 200 },
];

fn headers(lines: &[(&str, &str)]) -> HeaderMap {
    let line = |(name, value): &(&str, &str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap())
    };
    lines.iter().map(line).fold(HeaderMap::new(), |mut map, (name, value)| {
        map.append(name, value);
        map
    })
}

fn head(query: &str, lines: &[(&str, &str)]) -> RestHead {
    let labels = [("Name", "n".to_owned()), ("Rest", "r".to_owned())].into_iter().collect();
    RestHead { labels, query: query.to_owned(), headers: headers(lines) }
}

fn read<T: Shape>(head: &RestHead, body: &str) -> Result<T, DecodeError> {
    decode_rest(Protocol::RestJson1, head, Bytes::copy_from_slice(body.as_bytes()))
}

fn refused(query: &str, lines: &[(&str, &str)], body: &str) -> DecodeError {
    read::<Everything>(&head(query, lines), body).unwrap_err()
}

fn blob(value: &Value) -> Option<Bytes> {
    Some(STANDARD.decode(value.get("base64")?.as_str()?).unwrap().into())
}

/// What the client wanted to say, from the golden file's own form.
fn meant(input: &Value) -> Everything {
    let text = |name: &str| input.get(name).and_then(Value::as_str).map(str::to_owned);
    let time = |name: &str| input.get(name).and_then(Value::as_u64).map(Timestamp::from_micros);
    let typed = |name: &str| input.get(name).cloned();
    let inner = |value: Value| Inner {
        text: value["Text"].as_str().map(str::to_owned),
        inner: value
            .get("Inner")
            .map(|value| Box::new(Inner { text: value["Text"].as_str().map(str::to_owned), inner: None })),
    };
    Everything {
        name: text("Name").unwrap(),
        rest: text("Rest").unwrap(),
        number: input.get("Number").and_then(Value::as_i64),
        ratio: input.get("Ratio").and_then(Value::as_f64),
        yes: input.get("Yes").and_then(Value::as_bool),
        when: time("When"),
        words: typed("Words").map(|value| serde_json::from_value(value).unwrap()),
        times: None,
        context: input.get("Context").map(|value| Document::from_json(value.to_string().as_bytes()).unwrap()),
        meta: typed("Meta").map(|value| serde_json::from_value(value).unwrap()),
        small: typed("Small").map(|value| serde_json::from_value(value).unwrap()),
        no: input.get("No").and_then(Value::as_bool),
        since: time("Since"),
        ids: typed("Ids").map(|value| serde_json::from_value(value).unwrap()),
        numbers: typed("Numbers").map(|value| serde_json::from_value(value).unwrap()),
        others: typed("Others").map(|value| serde_json::from_value(value).unwrap()),
        text: text("Text"),
        bytes: input.get("Bytes").and_then(blob),
        at: time("At"),
        tags: typed("Tags").map(|value| serde_json::from_value(value).unwrap()),
        inner: typed("Inner").map(inner),
    }
}

#[test]
fn requests_of_botocore_are_read_as_they_were_meant() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("golden/rest.json")).unwrap();
    let router = Router::new(ROUTES);
    for case in &cases {
        let text = |key: &str| case[key].as_str().unwrap();
        let found = router.find(text("method"), text("path"), text("query")).unwrap();
        assert_eq!(found.route.operation, text("operation"));
        let lines: Vec<(&str, &str)> = case["headers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| (line[0].as_str().unwrap(), line[1].as_str().unwrap()))
            .collect();
        let head = RestHead { labels: found.labels, query: text("query").to_owned(), headers: headers(&lines) };
        let body = Bytes::from(STANDARD.decode(text("body")).unwrap());
        let input = &case["input"];
        match text("operation") {
            "Everything" => {
                assert_eq!(decode_rest(Protocol::RestJson1, &head, body), Ok(meant(input)), "{input}");
            }
            "Raw" => {
                let raw = Raw {
                    kind: input["Kind"].as_str().map(str::to_owned),
                    payload: input.get("Payload").and_then(blob),
                };
                assert_eq!(decode_rest(Protocol::RestJson1, &head, body), Ok(raw), "{input}");
            }
            "Words" => {
                let words = Words { payload: input["Payload"].as_str().map(str::to_owned) };
                assert_eq!(decode_rest(Protocol::RestJson1, &head, body), Ok(words), "{input}");
            }
            _ => {
                let inner = Inner { text: input["Payload"]["Text"].as_str().map(str::to_owned), inner: None };
                let whole = Whole { payload: Some(inner) };
                assert_eq!(decode_rest(Protocol::RestJson1, &head, body), Ok(whole), "{input}");
            }
        }
    }
}

#[test]
fn members_count_only_where_they_live() {
    let body =
        r#"{"Name":"x","Number":1,"small":2,"Small":3,"X-Yes":true,"unknown":{"a":[1]},"text":null,"Tags":{"a":"b"}}"#;
    let read: Everything = read(&head("Text=q&text=q", &[("text", "h"), ("small", "7")]), body).unwrap();
    let tags = Some(BTreeMap::from([("a".to_owned(), "b".to_owned())]));
    let others = BTreeMap::from([("Text".to_owned(), vec!["q".to_owned()]), ("text".to_owned(), vec!["q".to_owned()])]);
    let expected =
        Everything { name: "n".to_owned(), rest: "r".to_owned(), tags, others: Some(others), ..Everything::default() };
    assert_eq!(read, expected);
}

#[test]
fn headers_are_lists_and_dates_in_all_their_forms() {
    let lines = [
        ("X-Words", "a , \"b,\\\"c\""),
        ("x-words", ",,d"),
        ("X-Times", "Fri, 02 Jan 2026 03:04:05 GMT, Sat, 03 Jan 2026 03:04:05 GMT"),
        ("X-When", "2026-01-02T03:04:05.5Z"),
        ("X-Meta-A", "1"),
        ("X-Meta-A", "2"),
        ("X-Yes", "TRUE"),
    ];
    let read: Everything = read(&head("since=1767323045.25&no=False", &lines), "").unwrap();
    assert_eq!(read.words.unwrap(), ["a", "b,\"c", "d"]);
    let at = |millis| Timestamp::from_millis(millis);
    assert_eq!(read.times.unwrap(), [at(1_767_323_045_000), at(1_767_409_445_000)]);
    assert_eq!((read.when, read.since), (Some(at(1_767_323_045_500)), Some(at(1_767_323_045_250))));
    assert_eq!(read.meta.unwrap()["a"], "1, 2");
    assert_eq!((read.yes, read.no), (Some(true), Some(false)));
}

#[test]
fn of_a_repeated_parameter_the_first_counts() {
    let read: Everything = read(&head("small=1&small=2&ids=&ids", &[]), "").unwrap();
    assert_eq!((read.small, read.ids), (Some(1), Some(vec![String::new(), String::new()])));
}

#[test]
fn what_can_not_be_read_is_malformed() {
    let unexpected = |wanted| DecodeError::Malformed(Malformed::Unexpected { found: Token::String, wanted });
    assert_eq!(refused("small=many", &[], ""), unexpected(Wanted::Integer));
    assert_eq!(refused("small=2147483648", &[], ""), unexpected(Wanted::Integer));
    assert_eq!(refused("", &[("x-number", "")], ""), unexpected(Wanted::Long));
    assert_eq!(refused("", &[("x-ratio", "0,5")], ""), unexpected(Wanted::Double));
    assert_eq!(refused("no=0", &[], ""), unexpected(Wanted::Boolean));
    assert_eq!(refused("since=yesterday", &[], ""), DecodeError::Malformed(Malformed::Timestamp));
    assert_eq!(refused("", &[("x-context", "{}")], ""), DecodeError::Malformed(Malformed::Base64));
    assert!(matches!(refused("", &[("x-context", "e30gfQ==")], ""), DecodeError::Malformed(Malformed::Syntax(_))));
    assert!(matches!(refused("ids=%ff", &[], ""), DecodeError::Malformed(Malformed::Utf8(_))));
    assert!(matches!(refused("", &[], "[]"), DecodeError::Malformed(Malformed::Unexpected { .. })));
    assert!(matches!(refused("", &[], "{}{}"), DecodeError::Malformed(Malformed::Syntax(_))));
    assert_eq!(refused("", &[], "{\"Tags\":"), DecodeError::Malformed(Malformed::Truncated));
    assert_eq!(refused(&"a&".repeat(5_000), &[], ""), DecodeError::Malformed(Malformed::TooManyParameters));
    let error = read::<Words>(&RestHead::default(), "").map(|words| words.payload);
    assert_eq!(error, Ok(None));
    let bytes = decode_rest::<Words>(Protocol::RestJson1, &RestHead::default(), Bytes::from_static(b"a\xff"));
    assert_eq!(bytes, Err(DecodeError::Malformed(Malformed::Utf8(1))));
    let cbor = decode_rest::<Words>(Protocol::RpcV2Cbor, &RestHead::default(), Bytes::new());
    assert_eq!(cbor, Err(DecodeError::Unsupported(Protocol::RpcV2Cbor)));
}

#[test]
fn constraints_and_absences_are_violations_wherever_a_member_lives() {
    let error =
        read::<Everything>(&RestHead { query: "small=11".to_owned(), ..RestHead::default() }, r#"{"text":"12345"}"#);
    let Err(DecodeError::Violations(found)) = error else { panic!("{error:?}") };
    let message = tradewind_wire::validation_message(&found);
    for part in ["'name' failed to satisfy constraint: Member must not be null", "'small'", "'text'"] {
        assert!(message.contains(part), "{message}");
    }
    // A payload that must be there may be empty.
    assert_eq!(read::<Must>(&RestHead::default(), ""), Ok(Must { payload: Bytes::new() }));
}

#[test]
fn the_body_of_an_input_without_body_members_is_not_looked_at() {
    let head = RestHead { headers: headers(&[("x-kind", "k")]), ..RestHead::default() };
    assert_eq!(read::<Nothing>(&head, "no json"), Ok(Nothing { kind: Some("k".to_owned()) }));
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Answer {
    #[shape(status_code)]
    status: Option<i32>,
    #[shape(header = "X-Text")]
    text: Option<String>,
    #[shape(header = "X-When")]
    when: Option<Timestamp>,
    #[shape(header = "X-Words")]
    words: Option<Vec<String>>,
    #[shape(header = "X-Times")]
    times: Option<Vec<Timestamp>>,
    #[shape(header = "X-Context")]
    context: Option<Document>,
    #[shape(headers = "X-Meta-")]
    meta: Option<BTreeMap<String, String>>,
    body: Option<String>,
    at: Option<Timestamp>,
    #[shape(timestamp_format = "iso8601")]
    modified: Option<Timestamp>,
    inner: Option<Inner>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Streamed {
    #[shape(header = "Content-Type")]
    media: Option<String>,
    #[shape(payload)]
    stream: Option<Stream>,
}

fn answered<T: Shape>(output: &T, status: u16) -> (u16, Vec<(String, String)>, Body) {
    let answer = encode_rest(&ServiceWire::JSON, Protocol::RestJson1, output);
    let response = respond_rest(Protocol::RestJson1, status, answer, "id-1");
    let headers = response.headers.into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
    (response.status, headers, response.body)
}

fn lines(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const OWN: [(&str, &str); 2] = [("x-amzn-requestid", "id-1"), ("content-type", "application/json")];

#[test]
fn members_go_where_they_live() {
    let at = Timestamp::from_millis(1_767_323_045_678);
    let answer = Answer {
        status: Some(201),
        text: Some("t".to_owned()),
        when: Some(at),
        words: Some(["a", "b, c", "say \"d\"", ""].map(str::to_owned).to_vec()),
        times: Some(vec![at, Timestamp::from_secs(0)]),
        context: Some(Document::from([("k", 1.into())])),
        meta: Some(BTreeMap::from([("One".to_owned(), "1".to_owned())])),
        body: Some("é".to_owned()),
        at: Some(at),
        modified: Some(at),
        inner: Some(Inner { text: None, inner: Some(Box::new(Inner::default())) }),
    };
    let (status, headers, body) = answered(&answer, 200);
    assert_eq!(status, 201);
    let mut expected = lines(&[
        ("x-text", "t"),
        ("x-when", "Fri, 02 Jan 2026 03:04:05 GMT"),
        ("x-words", "a, \"b, c\", \"say \\\"d\\\"\", \"\""),
        ("x-times", "Fri, 02 Jan 2026 03:04:05 GMT, Thu, 01 Jan 1970 00:00:00 GMT"),
        ("x-context", "eyJrIjoxfQ=="),
        ("x-meta-one", "1"),
    ]);
    expected.extend(lines(&OWN));
    assert_eq!(headers, expected);
    let json = r#"{"Body":"é","At":1767323045.678,"Modified":"2026-01-02T03:04:05.678Z","Inner":{"Inner":{}}}"#;
    assert_eq!(std::str::from_utf8(body.as_bytes().unwrap()).unwrap(), json);
}

#[test]
fn what_is_absent_leaves_no_trace() {
    let (status, headers, body) = answered(&Answer { words: Some(Vec::new()), ..Answer::default() }, 202);
    assert_eq!((status, headers, body.as_bytes()), (202, lines(&OWN), Some(&b"{}"[..])));
    let (status, headers, body) = answered(&(), 202);
    assert_eq!((status, headers, body.as_bytes()), (202, lines(&OWN), Some(&b""[..])));
    // HTTP gives these no body.
    let (status, _, body) = answered(&Answer::default(), 204);
    assert_eq!((status, body.as_bytes()), (204, Some(&b""[..])));
    // A status that HTTP does not have is not sent.
    let (status, ..) = answered(&Answer { status: Some(7), ..Answer::default() }, 200);
    assert_eq!(status, 200);
}

#[test]
fn payloads_are_bodies() {
    let raw = Raw { kind: Some("k".to_owned()), payload: Some(Bytes::from_static(b"\x00\xff")) };
    let (_, headers, body) = answered(&raw, 200);
    assert_eq!((headers[0].1.as_str(), body.as_bytes()), ("k", Some(&b"\x00\xff"[..])));
    assert_eq!(answered(&Raw::default(), 200).2.as_bytes(), Some(&b""[..]));
    let words = Words { payload: Some("é".to_owned()) };
    assert_eq!(answered(&words, 200).2.as_bytes(), Some("é".as_bytes()));
    let whole = Whole { payload: Some(Inner { text: Some("t".to_owned()), inner: None }) };
    assert_eq!(answered(&whole, 200).2.as_bytes(), Some(&br#"{"Text":"t"}"#[..]));
}

#[test]
fn a_stream_is_a_body_that_is_read_once() {
    let chunks = futures::stream::iter([Ok(Bytes::from_static(b"a")), Err(std::io::Error::other("gone"))]);
    let stream = Stream::new(Box::pin(chunks));
    let output = Streamed { media: Some("text/plain".to_owned()), stream: Some(stream.clone()) };
    let (_, headers, body) = answered(&output, 200);
    assert_eq!(headers, lines(&[("content-type", "text/plain"), ("x-amzn-requestid", "id-1")]));
    let Err(sent) = body.into_bytes() else { panic!("not a stream") };
    assert_eq!(sent, stream);
    let parts: Vec<_> = futures::executor::block_on_stream(sent.take().unwrap()).collect();
    assert_eq!((parts[0].as_ref().unwrap(), parts[1].is_err(), parts.len()), (&Bytes::from_static(b"a"), true, 2));
    assert!(stream.take().is_none());
}

#[test]
fn a_stream_crosses_a_document_and_bytes_become_one() {
    let stream = Stream::once(Bytes::from_static(b"x"));
    let output = Streamed { media: None, stream: Some(stream.clone()) };
    let document = to_document(&output);
    assert_eq!(document.to_json_vec(), br#"{"Stream":null}"#);
    assert_eq!(from_document::<Streamed>(document), Ok(output));
    let bytes = Document::from([("Stream", Document::Blob(Bytes::from_static(b"y")))]);
    let read: Streamed = from_document(bytes).unwrap();
    let mut chunks = read.stream.unwrap().take().unwrap();
    let first = futures::executor::block_on(chunks.next());
    assert_eq!(first.unwrap().unwrap(), "y");
}

#[test]
fn protocols_without_a_codec_have_no_answer() {
    assert_eq!(encode_rest(&ServiceWire::JSON, Protocol::RpcV2Cbor, &Answer::default()), RestAnswer::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_request_is_read_or_refused(query in "[a-z&=%+0-9]{0,40}", value in "[ -~é]{0,30}", body in ".{0,60}") {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        for name in ["x-number", "x-when", "x-words", "x-times", "x-context", "x-meta-a", "x-yes"] {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static(name), value.clone());
            let head = RestHead { query: query.clone(), headers, ..RestHead::default() };
            let _ = decode_rest::<Everything>(Protocol::RestJson1, &head, Bytes::copy_from_slice(body.as_bytes()));
        }
    }

    #[test]
    fn lists_come_back_from_headers(words in proptest::collection::vec("[ -~]{0,8}", 1..5)) {
        let answer = Answer { words: Some(words.clone()), ..Answer::default() };
        let (_, sent, _) = answered(&answer, 200);
        let (_, value) = sent.iter().find(|(name, _)| name == "x-words").unwrap();
        let read: Everything = read(&head("", &[("x-words", value)]), "").unwrap();
        prop_assert_eq!(read.words, Some(words));
    }
}
