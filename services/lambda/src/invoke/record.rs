//! The record of an asynchronous invocation, as a destination gets it:
//! <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>.

use bytes::Bytes;
use serde::de::IgnoredAny;
use tradewind_clock::Timestamp;

use super::queued::Response;

/// How an asynchronous invocation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// The function has done it.
    Success,
    /// The function failed as often as it may.
    RetriesExhausted,
    /// The event is older than it may get.
    EventAgeExceeded,
    /// The function is switched off: its reserved concurrency is 0.
    ZeroReservedConcurrency,
    /// The invocation belongs to a loop.
    RecursiveInvocation,
}

impl Condition {
    pub(super) fn text(self) -> &'static str {
        match self {
            Condition::Success => "Success",
            // AWS does not publish a word for a loop; what has been tried and is given up is exhausted.
            Condition::RetriesExhausted | Condition::RecursiveInvocation => "RetriesExhausted",
            Condition::EventAgeExceeded => "EventAgeExceeded",
            Condition::ZeroReservedConcurrency => "ZeroReservedConcurrency",
        }
    }
}

/// What a record tells.
pub(super) struct Told<'a> {
    pub(super) at: Timestamp,
    pub(super) request_id: &'a str,
    /// With its qualifier.
    pub(super) function_arn: &'a str,
    pub(super) condition: Condition,
    pub(super) attempts: u32,
    pub(super) request: &'a [u8],
    /// None if the function never ran.
    pub(super) response: Option<&'a Response>,
}

/// The record's JSON, its members in AWS's order. The event and the answer stand in it as they are.
pub(super) fn write(told: &Told<'_>) -> Bytes {
    let answer = told.response.map_or(0, |response| response.payload.len());
    let mut out = Vec::with_capacity(600 + told.request.len() + answer);
    out.extend_from_slice(b"{\"version\":\"1.0\",\"timestamp\":");
    string(&mut out, &told.at.to_string());
    out.extend_from_slice(b",\"requestContext\":{\"requestId\":");
    string(&mut out, told.request_id);
    out.extend_from_slice(b",\"functionArn\":");
    string(&mut out, told.function_arn);
    out.extend_from_slice(b",\"condition\":");
    string(&mut out, told.condition.text());
    out.extend_from_slice(b",\"approximateInvokeCount\":");
    out.extend_from_slice(itoa::Buffer::new().format(told.attempts).as_bytes());
    out.extend_from_slice(b"},\"requestPayload\":");
    json(&mut out, told.request);
    if let Some(response) = told.response {
        out.extend_from_slice(b",\"responseContext\":{\"statusCode\":200,\"executedVersion\":");
        string(&mut out, &response.version);
        if let Some(error) = response.error {
            out.extend_from_slice(b",\"functionError\":");
            string(&mut out, error);
        }
        out.extend_from_slice(b"},\"responsePayload\":");
        json(&mut out, &response.payload);
    }
    out.push(b'}');
    out.into()
}

fn string(out: &mut Vec<u8>, text: &str) {
    // Writing to a vector does not fail.
    drop(serde_json::to_writer(out, text));
}

/// JSON as it is; what is none, as a string; nothing, as null.
fn json(out: &mut Vec<u8>, text: &[u8]) {
    if text.is_empty() {
        out.extend_from_slice(b"null");
    } else if serde_json::from_slice::<IgnoredAny>(text).is_ok() {
        out.extend_from_slice(text);
    } else {
        string(out, &String::from_utf8_lossy(text));
    }
}

/// What a dead letter says about the last attempt: `ErrorCode` and `ErrorMessage`.
pub(super) fn letter(condition: Condition, throttled: bool, response: Option<&Response>) -> (&'static str, String) {
    match (condition, response) {
        (Condition::ZeroReservedConcurrency, _) => ("429", "Rate Exceeded.".to_owned()),
        (Condition::RecursiveInvocation, _) => ("400", super::LOOP.to_owned()),
        (_, Some(response)) => ("200", shortened(error_message(&response.payload))),
        (_, None) if throttled => ("429", "Rate Exceeded.".to_owned()),
        (_, None) => ("500", "The event could not be processed before it was too old.".to_owned()),
    }
}

/// The first KB of a text, at a character's end.
fn shortened(text: String) -> String {
    const KEPT_BYTES: usize = 1_024;
    match text.char_indices().map(|(place, char)| place + char.len_utf8()).take_while(|end| *end <= KEPT_BYTES).last() {
        Some(end) if end < text.len() => text.get(..end).unwrap_or_default().to_owned(),
        _ => text,
    }
}

fn error_message(payload: &[u8]) -> String {
    let value: Option<serde_json::Value> = serde_json::from_slice(payload).ok();
    match value.as_ref().and_then(|value| value.get("errorMessage")).and_then(serde_json::Value::as_str) {
        Some(message) => message.to_owned(),
        None => String::from_utf8_lossy(payload).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(condition: Condition, request: &'a [u8], response: Option<&'a Response>) -> Told<'a> {
        Told {
            at: Timestamp::from_millis(1_767_323_045_678),
            request_id: "e4b46cbf",
            function_arn: "arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST",
            condition,
            attempts: 3,
            request,
            response,
        }
    }

    #[test]
    fn reads_as_the_documentation_shows_it() {
        let response = Response {
            version: "$LATEST".to_owned(),
            error: Some("Unhandled"),
            payload: Bytes::from("{\"errorMessage\":\"boom\"}"),
        };
        let record = write(&told(Condition::RetriesExhausted, b"{\"ORDER_IDS\": [1.0]}", Some(&response)));
        assert_eq!(
            record,
            "{\"version\":\"1.0\",\"timestamp\":\"2026-01-02T03:04:05.678Z\",\"requestContext\":{\"requestId\":\"e4b46cbf\",\
             \"functionArn\":\"arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST\",\
             \"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3},\"requestPayload\":{\"ORDER_IDS\": [1.0]},\
             \"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"},\
             \"responsePayload\":{\"errorMessage\":\"boom\"}}"
        );
    }

    #[test]
    fn an_answer_that_is_no_json_is_text_and_none_is_left_out() {
        let response = Response { version: "1".to_owned(), error: None, payload: Bytes::from("it \"works\"") };
        let record = write(&told(Condition::Success, b"1", Some(&response)));
        let read: serde_json::Value = serde_json::from_slice(&record).expect("JSON");
        assert_eq!(read["responsePayload"], "it \"works\"");
        assert!(read["responseContext"].get("functionError").is_none());
        let record = write(&told(Condition::EventAgeExceeded, b"1", None));
        let read: serde_json::Value = serde_json::from_slice(&record).expect("JSON");
        assert!(read.get("responseContext").is_none() && read.get("responsePayload").is_none());
    }

    #[test]
    fn a_dead_letter_carries_the_first_kilobyte_of_the_message() {
        let response = |message: &str| Response {
            version: "1".to_owned(),
            error: Some("Unhandled"),
            payload: serde_json::json!({"errorMessage": message}).to_string().into(),
        };
        let short = response("boom");
        assert_eq!(letter(Condition::RetriesExhausted, false, Some(&short)), ("200", "boom".to_owned()));
        let long = response(&"é".repeat(1_000));
        assert_eq!(letter(Condition::RetriesExhausted, false, Some(&long)).1.len(), 1_024);
        assert_eq!(letter(Condition::EventAgeExceeded, true, None).0, "429");
    }
}
