//! Requests of every form, and what they are about.

use super::*;

static SQS: Definition = Definition {
    name: "sqs",
    title: "Simple Queue Service",
    signing_names: &["sqs"],
    target_prefixes: &["AmazonSQS"],
    api_version: "2012-11-05",
    xml_namespace: "http://queue.amazonaws.com/doc/2012-11-05/",
    error_namespace: "com.amazonaws.sqs",
    protocols: &[Protocol::AwsJson10, Protocol::AwsQuery],
    query_compatible: true,
    differences: &[],
    ..Definition::BLANK
};

static EVENTS: Definition = Definition {
    name: "events",
    title: "EventBridge",
    signing_names: &["events"],
    target_prefixes: &["AWSEvents"],
    api_version: "2015-10-07",
    xml_namespace: "",
    error_namespace: "",
    protocols: &[Protocol::AwsJson11],
    query_compatible: false,
    differences: &[],
    ..Definition::BLANK
};

static STS: Definition = Definition {
    name: "sts",
    title: "Security Token Service",
    signing_names: &["sts"],
    target_prefixes: &[],
    api_version: "2011-06-15",
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    error_namespace: "",
    protocols: &[Protocol::AwsQuery],
    query_compatible: false,
    differences: &[],
    ..Definition::BLANK
};

const JSON10: &str = "application/x-amz-json-1.0";
const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";

/// A request in few words.
#[derive(Default)]
struct Asked {
    get: bool,
    uri: &'static str,
    host: &'static str,
    target: Option<&'static str>,
    content_type: Option<&'static str>,
    scope: Option<&'static str>,
    smithy: Option<&'static str>,
    body: &'static str,
}

fn ask(asked: Asked) -> Result<Found, Box<Refusal>> {
    let uri: Uri = if asked.uri.is_empty() { Uri::from_static("/") } else { asked.uri.parse().unwrap() };
    let header = asked
        .scope
        .map(|service| format!("AWS4-HMAC-SHA256 Credential=AKID/20260102/eu-west-1/{service}/aws4_request,"));
    let head = Head {
        host: Some(asked.host.as_bytes()),
        target: asked.target.map(str::as_bytes),
        content_type: asked.content_type.map(str::as_bytes),
        smithy_protocol: asked.smithy.map(str::as_bytes),
        ..Head::default()
    };
    let credential = header.as_deref().and_then(Credential::of_header);
    let method = if asked.get { Method::GET } else { Method::POST };
    let question = Question {
        method: &method,
        uri: &uri,
        headers: &http::HeaderMap::new(),
        head: &head,
        credential: credential.as_ref(),
    };
    detect(&[&SQS, &EVENTS, &STS], &question, Bytes::from_static(asked.body.as_bytes()))
}

fn found(asked: Asked) -> (usize, String, Protocol) {
    let found = ask(asked).unwrap();
    (found.service, found.operation, found.protocol)
}

fn refused(asked: Asked) -> (u16, String, String) {
    let refusal = ask(asked).unwrap_err();
    (refusal.error.status, refusal.error.code.to_string(), refusal.error.message.unwrap_or_default())
}

#[test]
fn a_target_names_service_and_operation() {
    let send = Asked { target: Some("AmazonSQS.SendMessage"), content_type: Some(JSON10), ..Asked::default() };
    assert_eq!(found(send), (0, "SendMessage".to_owned(), Protocol::AwsJson10));
    let newer =
        Asked { target: Some("AmazonSQS.X"), content_type: Some("application/x-amz-json-1.1"), ..Asked::default() };
    assert_eq!(found(newer).2, Protocol::AwsJson11);
    let plain = Asked { target: Some("AWSEvents.PutEvents"), ..Asked::default() };
    assert_eq!(found(plain), (1, "PutEvents".to_owned(), Protocol::AwsJson11));
}

#[test]
fn an_unknown_target_is_named_in_the_answer() {
    let (status, code, message) = refused(Asked { target: Some("AmazonSQZ.SendMessage"), ..Asked::default() });
    assert_eq!((status, code.as_str()), (400, "UnknownOperationException"));
    assert!(message.contains("AmazonSQZ.SendMessage"), "{message}");
    assert_eq!(refused(Asked { target: Some("SendMessage"), ..Asked::default() }).1, "UnknownOperationException");
    let read = Asked { get: true, target: Some("AmazonSQS.SendMessage"), ..Asked::default() };
    assert_eq!(refused(read).1, "UnknownOperationException");
}

#[test]
fn a_service_that_is_not_built_is_named_in_the_answer() {
    let (status, code, message) = refused(Asked { target: Some("DynamoDB_20120810.PutItem"), ..Asked::default() });
    assert_eq!((status, code.as_str()), (501, "NotImplementedException"));
    assert!(message.contains("DynamoDB"), "{message}");
    let signed =
        Asked { scope: Some("sns"), content_type: Some(FORM), body: "Action=Publish&Version=1", ..Asked::default() };
    let refusal = ask(signed).unwrap_err();
    assert_eq!((refusal.error.status, refusal.protocol), (501, Protocol::AwsQuery));
    assert!(refusal.error.message.unwrap().contains("Simple Notification Service"));
    let zones = Asked { get: true, uri: "/2013-04-01/hostedzone", scope: Some("route53"), ..Asked::default() };
    assert_eq!(ask(zones).unwrap_err().protocol, Protocol::RestXml);
    let (status, _, message) = refused(Asked { get: true, uri: "/x", scope: Some("braket"), ..Asked::default() });
    assert_eq!(status, 501);
    assert!(message.contains("braket"), "{message}");
}

#[test]
fn services_that_are_there_are_not_listed_as_absent() {
    for definition in [&SQS, &EVENTS, &STS] {
        for name in definition.signing_names {
            assert!(absent::by_signing_name(name).is_none(), "{name}");
        }
    }
    assert!(absent::ABSENT.is_sorted_by_key(|service| service.signing_name));
}

#[test]
fn a_form_names_its_action_and_the_signature_its_service() {
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    let signed = Asked { scope: Some("sts"), content_type: Some(FORM), body, ..Asked::default() };
    assert_eq!(found(signed), (2, "GetCallerIdentity".to_owned(), Protocol::AwsQuery));
    let read =
        Asked { get: true, uri: "/?Action=ListQueues&Version=2012-11-05", scope: Some("sqs"), ..Asked::default() };
    assert_eq!(found(read), (0, "ListQueues".to_owned(), Protocol::AwsQuery));
}

#[test]
fn without_a_signature_host_path_and_version_name_the_service() {
    let form = |host, uri, body| Asked { host, uri, content_type: Some(FORM), body, ..Asked::default() };
    let body = "Action=X&Version=2012-11-05";
    assert_eq!(found(form("sqs.us-east-1.amazonaws.com", "/", body)).0, 0);
    assert_eq!(found(form("queue.localhost:4566", "/", body)).0, 0);
    assert_eq!(found(form("127.0.0.1:4566", "/000000000000/orders", body)).0, 0);
    assert_eq!(found(form("127.0.0.1:4566", "/", "Action=X&Version=2011-06-15")).0, 2);
    let (status, code, _) = refused(form("127.0.0.1:4566", "/", "Action=X&Version=1999-01-01"));
    assert_eq!((status, code.as_str()), (400, "InvalidAction"));
    let (status, _, message) = refused(form("sns.us-east-1.amazonaws.com", "/", "Action=Publish"));
    assert_eq!(status, 501);
    assert!(message.contains("sns"), "{message}");
}

#[test]
fn the_version_is_checked() {
    let form = |body| Asked { scope: Some("sqs"), content_type: Some(FORM), body, ..Asked::default() };
    assert_eq!(refused(form("Action=ListQueues&Version=2011-10-01")).1, "NoSuchVersion");
    let (_, code, message) = refused(form("Action=ListQueues"));
    assert_eq!(code, "InvalidAction");
    assert!(message.contains("NO_VERSION_SPECIFIED"), "{message}");
}

#[test]
fn a_queues_path_stands_for_its_url() {
    let path = "/000000000000/orders.fifo";
    let body = "Action=SendMessage&Version=2012-11-05&MessageBody=x";
    let bare =
        ask(Asked { uri: path, scope: Some("sqs"), content_type: Some(FORM), body, ..Asked::default() }).unwrap();
    assert_eq!(form::find(&bare.payload, b"QueueUrl").as_deref(), Some(path));
    let body = "Action=SendMessage&Version=2012-11-05&QueueUrl=http%3A%2F%2Fh%2F1%2Fq";
    let named =
        ask(Asked { uri: path, scope: Some("sqs"), content_type: Some(FORM), body, ..Asked::default() }).unwrap();
    assert_eq!(form::find(&named.payload, b"QueueUrl").as_deref(), Some("http://h/1/q"));
    assert_eq!(named.payload, body);
}

#[test]
fn form_parts_in_url_and_body_count_together() {
    let uri = "/?Action=ListQueues";
    let asked =
        Asked { uri, scope: Some("sqs"), content_type: Some(FORM), body: "Version=2012-11-05", ..Asked::default() };
    assert_eq!(ask(asked).unwrap().payload, "Action=ListQueues&Version=2012-11-05");
}

#[test]
fn what_names_nothing_is_told_so() {
    assert_eq!(refused(Asked { get: true, uri: "/favicon.ico", ..Asked::default() }).0, 404);
    let no_action =
        Asked { scope: Some("sqs"), content_type: Some(FORM), body: "Version=2012-11-05", ..Asked::default() };
    assert_eq!(refused(no_action).1, "MissingAction");
    let no_query =
        Asked { scope: Some("events"), content_type: Some(FORM), body: "Action=PutEvents", ..Asked::default() };
    assert_eq!(refused(no_query).0, 501);
    let cbor = Asked { smithy: Some("rpc-v2-cbor"), scope: Some("sqs"), ..Asked::default() };
    assert!(refused(cbor).2.contains("rpc-v2-cbor"));
    let huge: &'static str = Box::leak(format!("A.{}", "x".repeat(10_000)).into_boxed_str());
    assert!(refused(Asked { target: Some(huge), ..Asked::default() }).2.len() < 1_000);
}
