//! awsQuery forms.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use std::collections::BTreeMap;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_wire::{DecodeError, Malformed, Protocol, QueryReader, Shape, decode};

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Request {
    #[shape(required)]
    queue_name: String,
    #[shape(query = "Attribute", flat, key = "Name", value = "Value")]
    attributes: Option<BTreeMap<String, String>>,
    #[shape(query = "MessageAttribute", flat, key = "Name", value = "Value")]
    message_attributes: Option<BTreeMap<String, Attribute>>,
    #[shape(query = "SendMessageBatchRequestEntry", flat)]
    entries: Option<Vec<Entry>>,
    names: Option<Vec<String>>,
    #[shape(item(query = "Tag"))]
    tagged: Option<Vec<Entry>>,
    parameters: Option<BTreeMap<String, i64>>,
    delay: Option<i32>,
    since: Option<Timestamp>,
    fifo: Option<bool>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Attribute {
    #[shape(required)]
    data_type: String,
    string_value: Option<String>,
    binary_value: Option<Bytes>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Entry {
    #[shape(required)]
    id: String,
    #[shape(query = "MessageAttribute", flat, key = "Name", value = "Value")]
    message_attributes: Option<BTreeMap<String, Attribute>>,
}

fn parse(form: &str) -> Result<Request, DecodeError> {
    decode(Protocol::AwsQuery, form.as_bytes())
}

#[test]
fn flattened_maps_and_lists() {
    let request = parse(
        "Action=CreateQueue&Version=2012-11-05&QueueName=a%20b%2Bc+d&Attribute.1.Name=Delay&Attribute.1.Value=5\
         &Attribute.2.Name=Policy&Attribute.2.Value=%7B%22a%22%3A1%7D\
         &SendMessageBatchRequestEntry.10.Id=ten&SendMessageBatchRequestEntry.2.Id=two\
         &SendMessageBatchRequestEntry.2.MessageAttribute.1.Name=n\
         &SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.DataType=Binary\
         &SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.BinaryValue=AAE%3D",
    )
    .unwrap();
    assert_eq!(request.queue_name, "a b+c d");
    let attributes = request.attributes.unwrap();
    assert_eq!(attributes["Delay"], "5");
    assert_eq!(attributes["Policy"], "{\"a\":1}");
    let entries = request.entries.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["two", "ten"]);
    let attribute = &entries[0].message_attributes.as_ref().unwrap()["n"];
    assert_eq!(attribute.data_type, "Binary");
    assert_eq!(attribute.binary_value.as_deref(), Some(&[0u8, 1][..]));
}

#[test]
fn nested_lists_and_maps_and_scalars() {
    let request = parse(
        "QueueName=q&Names.member.1=a&Names.member.3=c&Tagged.Tag.1.Id=x&Parameters.entry.1.key=k\
         &Parameters.entry.1.value=-7&Delay=12&Since=2026-01-02T03%3A04%3A05.5Z&Fifo=true",
    )
    .unwrap();
    assert_eq!(request.names.unwrap(), ["a", "c"]);
    assert_eq!(request.tagged.unwrap()[0].id, "x");
    assert_eq!(request.parameters.unwrap()["k"], -7);
    assert_eq!(request.delay, Some(12));
    assert_eq!(request.since, Some(Timestamp::from_millis(1_767_323_045_500)));
    assert_eq!(request.fifo, Some(true));
}

#[test]
fn an_empty_list_is_a_lone_name() {
    let request = parse("QueueName=q&SendMessageBatchRequestEntry=&Names=").unwrap();
    assert_eq!(request.entries, Some(Vec::new()));
    assert_eq!(request.names, Some(Vec::new()));
    assert_eq!(request.attributes, None);
}

#[test]
fn what_is_missing_is_told_with_its_place() {
    assert_eq!(
        parse("SendMessageBatchRequestEntry.1.Foo=x&MessageAttribute.1.Name=n").unwrap_err().to_string(),
        "3 validation errors detected: Value null at 'queueName' failed to satisfy constraint: Member must not be null; \
         Value null at 'messageAttributes.n.member' failed to satisfy constraint: Member must not be null; \
         Value null at 'entries.1.member.id' failed to satisfy constraint: Member must not be null"
    );
}

#[test]
fn malformed_forms_are_refused() {
    let malformed = |form: &[u8]| match decode::<Request>(Protocol::AwsQuery, form) {
        Err(DecodeError::Malformed(malformed)) => malformed,
        other => panic!("{other:?}"),
    };
    assert_eq!(malformed(b"QueueName=%ff").to_string(), "Unable to parse the request body");
    assert_eq!(malformed(b"Delay=x").to_string(), "STRING_VALUE can not be converted to an Integer");
    assert_eq!(malformed(b"Fifo=maybe").to_string(), "STRING_VALUE can not be converted to a Boolean");
    assert_eq!(malformed(b"QueueName.x=1").to_string(), "Start of structure or map found where not expected.");
    assert_eq!(malformed("a=&".repeat(20_000).as_bytes()), Malformed::TooManyParameters);
    // A percent sign that starts no escape stands for itself, as in browsers and AWS.
    assert_eq!(parse("QueueName=50%&x=%zz").unwrap().queue_name, "50%");
}

#[test]
fn parameters_outside_the_shape_can_be_asked_for() {
    let reader = QueryReader::new(b"Action=SendMessage&Version=2012-11-05").unwrap();
    assert_eq!(reader.parameter("Action"), Some("SendMessage"));
    assert_eq!(reader.parameter("Missing"), None);
}
