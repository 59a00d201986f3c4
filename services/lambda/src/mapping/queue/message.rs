//! A message, as the queue gives it and as the function gets it.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event>

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde::de::IgnoredAny;
use tradewind_wire::Document;

/// A message that was received.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) handle: String,
    /// `AWSTraceHeader`.
    pub(super) trace: Option<String>,
    /// The record for the function: JSON.
    pub(super) record: Vec<u8>,
    /// The record as filters see it, its body as JSON if it is that; none if they see it as it is.
    parsed: Option<Vec<u8>>,
}

/// The members in AWS's order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    message_id: &'a str,
    receipt_handle: &'a str,
    body: &'a str,
    attributes: Attributes<'a>,
    message_attributes: BTreeMap<&'a str, Attribute<'a>>,
    md5_of_body: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    md5_of_message_attributes: Option<&'a str>,
    event_source: &'static str,
    #[serde(rename = "eventSourceARN")]
    event_source_arn: &'a str,
    aws_region: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Attribute<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    string_value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    binary_value: Option<String>,
    string_list_values: [&'a str; 0],
    binary_list_values: [&'a str; 0],
    data_type: &'a str,
}

/// What the queue itself says of a message.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Attributes<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_receive_count: Option<&'a str>,
    #[serde(rename = "AWSTraceHeader", skip_serializing_if = "Option::is_none")]
    trace: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_timestamp: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_group_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sender_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_deduplication_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dead_letter_queue_source_arn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approximate_first_receive_timestamp: Option<&'a str>,
}

impl Message {
    /// From a member of `Messages`; none if it is no message. `filtered`: whether filters will look at it.
    pub(super) fn read(message: &Document, source: &str, region: &str, filtered: bool) -> Option<Message> {
        let text = |key: &str| message.get(key).and_then(Document::as_str);
        let (id, handle, body) = (text("MessageId")?, text("ReceiptHandle")?, text("Body")?);
        let attribute = |key: &str| message.get("Attributes").and_then(|all| all.get(key)).and_then(Document::as_str);
        let record = Record {
            message_id: id,
            receipt_handle: handle,
            body,
            attributes: Attributes {
                approximate_receive_count: attribute("ApproximateReceiveCount"),
                trace: attribute("AWSTraceHeader"),
                sent_timestamp: attribute("SentTimestamp"),
                sequence_number: attribute("SequenceNumber"),
                message_group_id: attribute("MessageGroupId"),
                sender_id: attribute("SenderId"),
                message_deduplication_id: attribute("MessageDeduplicationId"),
                dead_letter_queue_source_arn: attribute("DeadLetterQueueSourceArn"),
                approximate_first_receive_timestamp: attribute("ApproximateFirstReceiveTimestamp"),
            },
            message_attributes: attributes(message),
            md5_of_body: text("MD5OfBody").unwrap_or_default(),
            md5_of_message_attributes: text("MD5OfMessageAttributes"),
            event_source: "aws:sqs",
            event_source_arn: source,
            aws_region: region,
        };
        let record = serde_json::to_vec(&record).ok()?;
        let parsed = (filtered && is_json(body)).then(|| with_body(body, &record));
        let trace = attribute("AWSTraceHeader").map(str::to_owned);
        Some(Message { id: id.to_owned(), handle: handle.to_owned(), trace, record, parsed })
    }

    /// The record as filters see it.
    pub(super) fn filtered(&self) -> &[u8] {
        self.parsed.as_deref().unwrap_or(&self.record)
    }
}

/// Whether the body is JSON to filters: an object or a list. Other JSON, such as a number, is told apart from text by nobody.
fn is_json(body: &str) -> bool {
    let structured = matches!(body.trim_start().as_bytes().first(), Some(b'{' | b'['));
    structured && serde_json::from_str::<IgnoredAny>(body).is_ok()
}

/// The record with its body as JSON put in front of it: of members of the same name, patterns look at the first.
fn with_body(body: &str, record: &[u8]) -> Vec<u8> {
    let rest = record.get(1..).unwrap_or_default();
    [b"{\"body\":", body.as_bytes(), b",", rest].concat()
}

fn attributes(message: &Document) -> BTreeMap<&str, Attribute<'_>> {
    let Some(Document::Map(all)) = message.get("MessageAttributes") else { return BTreeMap::new() };
    let attribute = |value| {
        let text = |key: &str| Document::get(value, key).and_then(Document::as_str);
        let binary = match value.get("BinaryValue") {
            Some(Document::Blob(bytes)) => Some(STANDARD.encode(bytes)),
            // A document that came as JSON carries it as base64 already.
            Some(Document::String(text)) => Some(text.as_str().to_owned()),
            _ => None,
        };
        Attribute {
            string_value: text("StringValue"),
            binary_value: binary,
            string_list_values: [],
            binary_list_values: [],
            data_type: text("DataType").unwrap_or_default(),
        }
    };
    all.iter().map(|(name, value)| (name.as_ref(), attribute(value))).collect()
}
