//! The derive, JSON and documents together.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use std::collections::BTreeMap;

use tradewind_wire::{
    Constraint, DecodeError, Location, Malformed, Protocol, Shape, ShapeEnum, TimestampFormat, decode, from_document,
    to_document, to_json,
};

const STATES: &[&str] = &["DISABLED", "ENABLED"];

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Request {
    #[shape(required, length = 1..=8, pattern = "[\\.\\-_A-Za-z0-9]+")]
    queue_name: String,
    #[shape(name = "tags")]
    tags: Option<BTreeMap<String, String>>,
    #[shape(range = 0..=900)]
    delay_seconds: Option<i32>,
    #[shape(one_of = STATES)]
    state: Option<String>,
    kind: Option<Kind>,
    #[shape(length = 1..=2)]
    entries: Option<Vec<Entry>>,
    #[shape(item(length = 1..=3))]
    names: Option<Vec<String>>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Entry {
    #[shape(required)]
    id: String,
    r#type: Option<bool>,
}

#[derive(ShapeEnum, Debug, Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Standard,
    FirstInFirstOut,
}

fn parse(json: &str) -> Result<Request, DecodeError> {
    decode(Protocol::AwsJson10, json.as_bytes())
}

fn message(json: &str) -> String {
    parse(json).unwrap_err().to_string()
}

#[test]
fn reads_members_in_any_order_and_skips_unknown_ones() {
    let request = parse(
        r#" {"Unknown": [1, {"x": ["}"]}, null], "tags" : {"a":"b\n\u00e9\ud83d\ude00"}, "QueueName":"q",
            "DelaySeconds": 3, "Kind":"FIRST_IN_FIRST_OUT", "State": null,
            "Entries":[{"Id":"1","Type":true},{"Id":"2"}]} "#,
    )
    .unwrap();
    assert_eq!(request.queue_name, "q");
    assert_eq!(request.tags.as_ref().unwrap()["a"], "b\né😀");
    assert_eq!(request.delay_seconds, Some(3));
    assert_eq!(request.kind, Some(Kind::FirstInFirstOut));
    assert_eq!(request.state, None);
    assert_eq!(request.entries.as_ref().unwrap().len(), 2);

    let mut json = Vec::new();
    to_json(&request, &mut json);
    assert_eq!(
        String::from_utf8(json).unwrap(),
        r#"{"QueueName":"q","tags":{"a":"b\né😀"},"DelaySeconds":3,"Kind":"FIRST_IN_FIRST_OUT","Entries":[{"Id":"1","Type":true},{"Id":"2"}]}"#
    );
    assert_eq!(from_document::<Request>(to_document(&request)).unwrap(), request);
}

#[test]
fn validation_speaks_as_aws_does() {
    assert_eq!(
        message("{}"),
        "1 validation error detected: Value null at 'queueName' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(
        message(r#"{"QueueName":"","State":"OFF"}"#),
        "3 validation errors detected: Value '' at 'queueName' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+; \
         Value '' at 'queueName' failed to satisfy constraint: Member must have length greater than or equal to 1; \
         Value 'OFF' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [DISABLED, ENABLED]"
    );
    assert_eq!(
        message(r#"{"QueueName":"q","DelaySeconds":901,"Kind":"x","Entries":[{"Id":"1"},{},{"Id":"3"}]}"#),
        "4 validation errors detected: Value '901' at 'delaySeconds' failed to satisfy constraint: \
         Member must have value less than or equal to 900; \
         Value 'x' at 'kind' failed to satisfy constraint: \
         Member must satisfy enum value set: [STANDARD, FIRST_IN_FIRST_OUT]; \
         Value '[Entry(id=1, type=null), Entry(id=, type=null), Entry(id=3, type=null)]' at 'entries' failed to satisfy \
         constraint: Member must have length less than or equal to 2; \
         Value null at 'entries.2.member.id' failed to satisfy constraint: Member must not be null"
    );
    assert_eq!(
        message(r#"{"QueueName":"q","Names":["a","long","longer"]}"#),
        "1 validation error detected: Value '[a, long, longer]' at 'names' failed to satisfy constraint: \
         Member must satisfy constraint: [Member must have length less than or equal to 3, \
         Member must have length greater than or equal to 1]"
    );
}

#[test]
fn malformed_input_is_told_from_invalid_input() {
    assert_eq!(message(r#"{"QueueName":1}"#), "NUMBER_VALUE can not be converted to a String");
    assert_eq!(message(r#"{"DelaySeconds":"x"}"#), "STRING_VALUE can not be converted to an Integer");
    assert_eq!(message(r#"{"QueueName":{}}"#), "Start of structure or map found where not expected.");
    assert_eq!(parse("{").unwrap_err(), DecodeError::Malformed(Malformed::Truncated));
    assert_eq!(parse("").unwrap_err(), DecodeError::Malformed(Malformed::Truncated));
    for bad in [
        "{]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "nul",
        "{} x",
        "{\"a\":01}",
        "{\"a\":\"\u{1}\"}",
        "[1",
        "{\"QueueName\":\"\\x\"}",
    ] {
        assert!(matches!(parse(bad).unwrap_err(), DecodeError::Malformed(_)), "{bad}");
    }
    assert_eq!(message(r#"{"DelaySeconds":3000000000}"#), "Number is out of range of int");
    assert_eq!(message(r#"{"DelaySeconds":1e999}"#), "Number is out of range of double");
    assert_eq!(parse(r#"{"QueueName":"q","DelaySeconds":5.9}"#).unwrap().delay_seconds, Some(5));
    let deep = format!("{{\"Unknown\":{}", "[".repeat(100_000));
    assert_eq!(parse(&deep).unwrap_err(), DecodeError::Malformed(Malformed::Depth));
}

#[test]
fn hostile_requests_are_refused_with_their_first_faults() {
    let many = format!(r#"{{"QueueName":"q","Entries":[{}]}}"#, vec!["{}"; 100_000].join(","));
    let Err(DecodeError::Violations(violations)) = parse(&many) else { panic!("accepted") };
    assert_eq!(violations.len(), 200);
    assert_eq!(violations[1].path, "entries.1.member.id");
    assert_eq!((violations[1].member, &violations[1].constraint), ("Id", &Constraint::NotNull));
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Bound {
    #[shape(header = "x-amz-thing")]
    header: Option<String>,
    #[shape(label = "Bucket", host_label)]
    bucket: Option<String>,
    #[shape(query_param = "max-keys", timestamp_format = "iso8601", sensitive, pattern = "[a-z]+")]
    max_keys: Option<String>,
    #[shape(item(query = "Tag"), item(length = 2..))]
    tags: Option<Vec<String>>,
    #[shape(payload, map_key(length = ..=1), item(range = -1..=1))]
    payload: Option<BTreeMap<String, i32>>,
}

#[test]
fn the_member_table_holds_every_trait() {
    let [header, bucket, max_keys, tags, payload] = Bound::MEMBERS else { panic!("five members") };
    assert_eq!(header.location, Location::Header("x-amz-thing"));
    assert_eq!((bucket.location, bucket.host_label), (Location::Label("Bucket"), true));
    assert_eq!(max_keys.location, Location::Query("max-keys"));
    assert_eq!(max_keys.timestamp_format, Some(TimestampFormat::DateTime));
    assert_eq!((tags.item().query, tags.item().rules.min_length), ("Tag", Some(2)));
    assert_eq!(payload.location, Location::Payload);
    assert_eq!((payload.item().rules.min, payload.map_key().rules.max_length), (Some(-1), Some(1)));
    // A secret stays out of the message.
    let error = decode::<Bound>(Protocol::AwsJson11, br#"{"MaxKeys":"SECRET"}"#).unwrap_err().to_string();
    assert!(error.contains("Sensitive Data Redacted") && !error.contains("SECRET"), "{error}");
}

#[test]
fn protocols_without_a_codec_are_refused_by_name() {
    for protocol in [Protocol::RestJson1, Protocol::RestXml, Protocol::RpcV2Cbor] {
        let error = decode::<Bound>(protocol, b"{}").unwrap_err();
        assert_eq!(error, DecodeError::Unsupported(protocol));
        assert_eq!(error.to_string(), format!("The protocol {protocol} is not supported."));
    }
}
