//! Outputs and errors as they leave the server.
#![allow(clippy::unwrap_used, reason = "a test ends where its preparation fails")]

use std::collections::BTreeMap;

use tradewind_clock::Timestamp;
use tradewind_wire::{
    ApiError, CommonError, Document, ErrorDocument, ErrorShape, Fault, Protocol, Response, ServiceWire, Shape, encode,
    respond, respond_error,
};

const SQS: ServiceWire = ServiceWire {
    error_namespace: "com.amazonaws.sqs",
    message_member: "message",
    xml_namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    query_compatible: true,
};

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct ReceiveMessageResult {
    #[shape(query = "Message", flat)]
    messages: Option<Vec<Message>>,
    names: Option<Vec<String>>,
    parameters: Option<BTreeMap<String, String>>,
    at: Option<Timestamp>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct Message {
    body: String,
    #[shape(query = "Attribute", flat, key = "Name", value = "Value")]
    attributes: Option<BTreeMap<String, String>>,
}

fn output() -> ReceiveMessageResult {
    let map = |key: &str, value: &str| Some(BTreeMap::from([(key.to_owned(), value.to_owned())]));
    ReceiveMessageResult {
        messages: Some(vec![
            Message { body: "<a>&\"\r\n\t\u{1}é".to_owned(), attributes: map("SentTimestamp", "1") },
            Message { body: String::new(), attributes: None },
        ]),
        names: Some(vec!["x".to_owned(), "y".to_owned()]),
        parameters: map("k", "v"),
        at: Some(Timestamp::from_millis(1_767_323_045_678)),
    }
}

fn body(response: &Response) -> &str {
    std::str::from_utf8(response.body.as_bytes().unwrap()).unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
}

#[test]
fn query_outputs_are_wrapped_in_result_and_response() {
    let result = encode(Protocol::AwsQuery, "ReceiveMessage", &output());
    let response = respond(&SQS, Protocol::AwsQuery, "ReceiveMessage", result, "id-1");
    assert_eq!(response.status, 200);
    assert_eq!(header(&response, "content-type"), Some("text/xml"));
    assert_eq!(
        body(&response),
        "<?xml version=\"1.0\"?><ReceiveMessageResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">\
         <ReceiveMessageResult><Message><Body>&lt;a&gt;&amp;&quot;&#xD;\n\t\u{fffd}é</Body>\
         <Attribute><Name>SentTimestamp</Name><Value>1</Value></Attribute></Message><Message><Body></Body></Message>\
         <Names><member>x</member><member>y</member></Names>\
         <Parameters><entry><key>k</key><value>v</value></entry></Parameters><At>2026-01-02T03:04:05.678Z</At>\
         </ReceiveMessageResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></ReceiveMessageResponse>"
    );
    let empty =
        respond(&SQS, Protocol::AwsQuery, "DeleteQueue", encode(Protocol::AwsQuery, "DeleteQueue", &()), "id-2");
    assert_eq!(
        body(&empty),
        "<?xml version=\"1.0\"?><DeleteQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">\
         <ResponseMetadata><RequestId>id-2</RequestId></ResponseMetadata></DeleteQueueResponse>"
    );
}

#[test]
fn json_outputs_are_the_shape_alone() {
    let result = encode(Protocol::AwsJson10, "ReceiveMessage", &output());
    let response = respond(&SQS, Protocol::AwsJson10, "ReceiveMessage", result, "id-1");
    assert_eq!(header(&response, "content-type"), Some("application/x-amz-json-1.0"));
    assert_eq!(header(&response, "x-amzn-requestid"), Some("id-1"));
    assert_eq!(
        body(&response),
        "{\"Messages\":[{\"Body\":\"<a>&\\\"\\r\\n\\t\\u0001é\",\"Attributes\":{\"SentTimestamp\":\"1\"}},{\"Body\":\"\"}],\
         \"Names\":[\"x\",\"y\"],\"Parameters\":{\"k\":\"v\"},\"At\":1767323045.678}"
    );
    assert!(encode(Protocol::AwsJson11, "DeleteRule", &()).is_empty());
    assert_eq!(encode(Protocol::AwsJson11, "ListRules", &ReceiveMessageResult::default()), b"{}");
}

struct NoQueue;

impl ApiError for NoQueue {
    fn code(&self) -> &str {
        "QueueDoesNotExist"
    }

    fn query_code(&self) -> Option<&str> {
        Some("AWS.SimpleQueueService.NonExistentQueue")
    }

    fn message(&self) -> String {
        "The specified queue does not exist.".to_owned()
    }

    fn extra(&self) -> Vec<(&'static str, Document)> {
        vec![("Hint", Document::from("look elsewhere"))]
    }
}

#[test]
fn service_errors() {
    let error = NoQueue.to_document();
    let json = respond_error(&SQS, Protocol::AwsJson10, &error, "id-1");
    assert_eq!(json.status, 400);
    assert_eq!(header(&json, "x-amzn-query-error"), Some("AWS.SimpleQueueService.NonExistentQueue;Sender"));
    assert_eq!(
        body(&json),
        "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"The specified queue does not exist.\",\
         \"Hint\":\"look elsewhere\"}"
    );
    let query = respond_error(&SQS, Protocol::AwsQuery, &error, "id-1");
    assert_eq!(header(&query, "x-amzn-query-error"), None);
    assert_eq!(
        body(&query),
        "<?xml version=\"1.0\"?><ErrorResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error>\
         <Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>\
         <Message>The specified queue does not exist.</Message><Detail/></Error><RequestId>id-1</RequestId></ErrorResponse>"
    );
    let rest = respond_error(&ServiceWire::JSON, Protocol::RestJson1, &error, "id-1");
    assert_eq!(header(&rest, "x-amzn-errortype"), Some("QueueDoesNotExist"));
    assert_eq!(body(&rest), "{\"message\":\"The specified queue does not exist.\",\"Hint\":\"look elsewhere\"}");
    let bare = respond_error(&ServiceWire::JSON, Protocol::AwsJson11, &error, "id-1");
    assert_eq!(header(&bare, "x-amzn-query-error"), None);
    assert!(body(&bare).starts_with("{\"__type\":\"QueueDoesNotExist\","));
}

#[test]
fn shaped_errors_take_their_facts_from_the_table() {
    let shape = ErrorShape::receiver("InternalException", "InternalException", 500);
    let error = ErrorDocument::shaped(&shape, "no");
    assert_eq!((error.status, error.fault, error.query_code()), (500, Fault::Receiver, "InternalException"));
    let shape = ErrorShape::sender("OverLimit", "Limit", 400).query_status(403);
    let error = ErrorDocument::shaped(&shape, "no");
    assert_eq!(error.query_code(), "Limit");
    assert_eq!((error.status_for(Protocol::AwsJson10), error.status_for(Protocol::AwsQuery)), (400, 403));
}

/// Every common error: code and status in JSON, code and status in awsQuery, text in both.
#[test]
fn common_errors_are_spelled_as_each_protocol_does() {
    let mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                    Access Key and signing method. Consult the service documentation for details.";
    let unknown = CommonError::UnknownOperation { operation: "Fly".to_owned(), version: "2012-11-05".to_owned() };
    let text = || "text".to_owned();
    let table: Vec<(CommonError, &str, u16, &str, u16, &str)> = vec![
        (CommonError::Serialization(text()), "SerializationException", 400, "MalformedInput", 400, "text"),
        (CommonError::Validation(text()), "ValidationException", 400, "ValidationError", 400, "text"),
        (CommonError::SignatureMismatch, "InvalidSignatureException", 400, "SignatureDoesNotMatch", 403, mismatch),
        (CommonError::SignatureExpired(text()), "InvalidSignatureException", 400, "SignatureDoesNotMatch", 403, "text"),
        (CommonError::InvalidScope(text()), "InvalidSignatureException", 400, "SignatureDoesNotMatch", 403, "text"),
        (
            CommonError::UnknownAccessKey,
            "UnrecognizedClientException",
            400,
            "InvalidClientTokenId",
            403,
            "The security token included in the request is invalid.",
        ),
        (
            CommonError::ExpiredToken,
            "ExpiredTokenException",
            400,
            "ExpiredToken",
            403,
            "The security token included in the request is expired",
        ),
        (
            CommonError::IncompleteSignature(text()),
            "IncompleteSignatureException",
            400,
            "IncompleteSignature",
            400,
            "text",
        ),
        (CommonError::RequestExpired, "RequestExpired", 400, "RequestExpired", 400, "Request has expired."),
        (CommonError::AccessDenied(text()), "AccessDeniedException", 400, "AccessDenied", 403, "text"),
        (CommonError::Throttling, "ThrottlingException", 400, "Throttling", 400, "Rate exceeded"),
        (
            CommonError::RequestTooLarge(9),
            "RequestEntityTooLargeException",
            413,
            "RequestEntityTooLarge",
            413,
            "The request is larger than 9 bytes.",
        ),
        (
            CommonError::InternalFailure,
            "InternalFailure",
            500,
            "InternalFailure",
            500,
            "The request processing has failed because of an unknown error, exception or failure.",
        ),
        (
            CommonError::ServiceUnavailable(text()),
            "ServiceUnavailableException",
            503,
            "ServiceUnavailable",
            503,
            "text",
        ),
        (CommonError::NotSupported(text()), "NotImplementedException", 501, "NotImplemented", 501, "text"),
    ];
    for (error, code, status, query_code, query_status, message) in table {
        let document = error.document();
        assert_eq!(document.code, code);
        assert_eq!(document.status_for(Protocol::AwsJson10), status, "{code}");
        assert_eq!(document.query_code(), query_code);
        assert_eq!(document.status_for(Protocol::AwsQuery), query_status, "{code}");
        assert_eq!(document.message.as_deref(), Some(message), "{code}");
        assert_eq!(document.fault == Fault::Receiver, status >= 500, "{code}");
    }
    let json = respond_error(&SQS, Protocol::AwsJson10, &unknown.document_for(Protocol::AwsJson10), "id");
    assert_eq!(
        body(&json),
        "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\",\"message\":\"The operation Fly is not known.\"}"
    );
    let query = unknown.document_for(Protocol::AwsQuery);
    assert_eq!((query.query_code(), query.status), ("InvalidAction", 400));
    assert_eq!(query.message.as_deref(), Some("The action Fly is not valid for this endpoint. (version 2012-11-05)"));
    let missing = CommonError::MissingAuthenticationToken;
    let query = missing.document_for(Protocol::AwsQuery);
    assert_eq!((query.query_code(), query.status_for(Protocol::AwsQuery)), ("MissingAuthenticationToken", 403));
    assert_eq!(query.message.as_deref(), Some("Request is missing Authentication Token"));
    assert_eq!(missing.document().code, "MissingAuthenticationTokenException");
}
