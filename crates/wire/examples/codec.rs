//! What the codecs cost: `cargo run --release -p tradewind-wire --example codec`.
//!
//! One SendMessage with a body of 1 KiB (plain text, and JSON whose quotes must be escaped), one PutEvents entry of the
//! same size, and signature checks. Prints nanoseconds per operation: the best of several rounds.
#![allow(missing_docs, clippy::disallowed_methods, reason = "an example that measures has no clock handed to it")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use tradewind_clock::Timestamp;
use tradewind_wire::sigv4::{Claim, Credential, Request, Signer, SigningKey, sign};
use tradewind_wire::{Protocol, Shape, decode, encode, from_document, to_document};

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct SendMessageRequest {
    #[shape(required)]
    queue_url: String,
    #[shape(required)]
    message_body: String,
    delay_seconds: Option<i32>,
    #[shape(query = "MessageAttribute", flat, key = "Name", value = "Value")]
    message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    message_group_id: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct MessageAttributeValue {
    #[shape(required)]
    data_type: String,
    string_value: Option<String>,
    binary_value: Option<Bytes>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct SendMessageResult {
    #[shape(name = "MD5OfMessageBody")]
    md5_of_message_body: Option<String>,
    message_id: Option<String>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct PutEventsRequest {
    #[shape(required, length = 1..=10)]
    entries: Vec<PutEventsRequestEntry>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct PutEventsRequestEntry {
    time: Option<Timestamp>,
    source: Option<String>,
    detail_type: Option<String>,
    detail: Option<String>,
    #[shape(length = 1..=1600, pattern = r"(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+")]
    event_bus_name: Option<String>,
}

fn main() {
    let plain = "The quick brown fox jumps over the lazy dog. ".repeat(23)[..1024].to_owned();
    let json_text = r#"{"id":"a1b2","state":"open","count":12},"#.repeat(26)[..1024].to_owned();
    let message = |body: &str| SendMessageRequest {
        queue_url: "http://localhost:4566/000000000000/orders".to_owned(),
        message_body: body.to_owned(),
        ..SendMessageRequest::default()
    };
    let plain_json = encode(Protocol::AwsJson10, "SendMessage", &message(&plain));
    let escaped_json = encode(Protocol::AwsJson10, "SendMessage", &message(&json_text));
    let form = |body: &str| {
        let encoded = percent_encoding::utf8_percent_encode(body, percent_encoding::NON_ALPHANUMERIC);
        format!(
            "Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Flocalhost%3A4566%2F0%2Fq&MessageBody={encoded}"
        )
        .into_bytes()
    };
    let (plain_form, json_form) = (form(&plain), form(&json_text));

    bench("SendMessage 1 KiB, JSON, plain body: decode", || {
        decode::<SendMessageRequest>(Protocol::AwsJson10, black_box(&plain_json)).is_ok()
    });
    bench("SendMessage 1 KiB, JSON, JSON body: decode", || {
        decode::<SendMessageRequest>(Protocol::AwsJson10, black_box(&escaped_json)).is_ok()
    });
    bench("SendMessage 1 KiB, query, plain body: decode", || {
        decode::<SendMessageRequest>(Protocol::AwsQuery, black_box(&plain_form)).is_ok()
    });
    bench("SendMessage 1 KiB, query, JSON body: decode", || {
        decode::<SendMessageRequest>(Protocol::AwsQuery, black_box(&json_form)).is_ok()
    });
    let result = SendMessageResult {
        md5_of_message_body: Some("5d41402abc4b2a76b9719d911017c592".to_owned()),
        message_id: Some("b52e4d1c-3f5a-4a0e-9f4e-0d8c7a6b5e4f".to_owned()),
    };
    bench("SendMessage result, JSON: encode", || {
        !encode(Protocol::AwsJson10, "SendMessage", black_box(&result)).is_empty()
    });
    bench("SendMessage result, query: encode", || {
        !encode(Protocol::AwsQuery, "SendMessage", black_box(&result)).is_empty()
    });
    let (plain_message, json_message) = (message(&plain), message(&json_text));
    bench("1 KiB plain text, JSON: encode", || !encode(Protocol::AwsJson10, "x", black_box(&plain_message)).is_empty());
    bench("1 KiB JSON text, JSON: encode", || !encode(Protocol::AwsJson10, "x", black_box(&json_message)).is_empty());
    let document = to_document(&plain_message);
    bench("SendMessage document: clone", || black_box(&document).clone() != tradewind_wire::Document::Null);
    bench("SendMessage document: clone and decode", || {
        from_document::<SendMessageRequest>(black_box(&document).clone()).is_ok()
    });

    let events = PutEventsRequest {
        entries: vec![
            PutEventsRequestEntry {
                source: Some("app.orders".to_owned()),
                detail_type: Some("OrderPlaced".to_owned()),
                detail: Some(json_text.clone()),
                event_bus_name: Some("arn:aws:events:eu-west-1:123456789012:event-bus/orders".to_owned()),
                ..PutEventsRequestEntry::default()
            };
            10
        ],
    };
    let events_json = encode(Protocol::AwsJson11, "PutEvents", &events);
    bench("PutEvents 10 x 1 KiB, JSON: decode and validate", || {
        decode::<PutEventsRequest>(Protocol::AwsJson11, black_box(&events_json)).is_ok()
    });
    signatures(&plain_json);
}

fn signatures(body: &[u8]) {
    let now = Timestamp::from_secs(1_800_000_000);
    let signer =
        Signer { access_key: "AK", secret: "secret", session_token: None, region: "eu-west-1", service: "sqs" };
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost:4566"));
    headers.insert("x-amz-target", HeaderValue::from_static("AmazonSQS.SendMessage"));
    let request = Request { method: "POST", path: "/", query: "", headers: &headers, body };
    let mut signed = headers.clone();
    let mut authorization = String::new();
    for (name, value) in sign(&request, &signer, now) {
        if name == "authorization" {
            authorization.clone_from(&value);
        }
        if let Ok(value) = HeaderValue::from_str(&value) {
            signed.insert(name, value);
        }
    }
    let request = Request { headers: &signed, ..request };
    let Ok(Some(claim)) = Claim::of(&request) else { return };
    let key = SigningKey::derive(signer.secret, &claim.credential);
    bench("credential scope of a header", || Credential::of_header(black_box(&authorization)).is_some());
    bench("claim of a request", || Claim::of(black_box(&request)).is_ok());
    bench("signing key", || format!("{:?}", SigningKey::derive(black_box("secret"), &claim.credential)).len() > 1);
    bench("signature check, 1 KiB body", || claim.verify(black_box(&request), &key, now).is_ok());
}

/// Prints the best of ten rounds.
fn bench(name: &str, mut operation: impl FnMut() -> bool) {
    const ROUNDS: u32 = 10;
    const REPEATS: u32 = 20_000;
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut good = true;
        for _ in 0..REPEATS {
            good &= operation();
        }
        assert!(good, "{name} failed");
        best = best.min(start.elapsed().as_nanos() as f64 / f64::from(REPEATS));
    }
    println!("{best:>9.0} ns  {name}");
}
