//! Every way in which a request says what it is about and for whom.

use tradewind::config::Layer;

use crate::raw::{Raw, ask, call, request};
use crate::server::start;

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

fn signed(key: &str, region: &str, service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={key}/20260102/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00"
    )
}

#[tokio::test]
async fn json_and_query_lead_to_the_same_operation() {
    let server = start(Layer::default()).await;
    let json = ask(server.address(), call("Echo", r#"{"Text":"a&b"}"#)).await;
    assert_eq!((json.status, json.body.as_str()), (200, r#"{"Text":"a&b"}"#));
    assert_eq!(json.header("content-type"), Some("application/x-amz-json-1.0"));
    let id = json.header("x-amzn-requestid").unwrap();
    assert_eq!(id.len(), 36);

    let form = "Action=Echo&Version=2012-11-05&Text=a%26b";
    let posted = ask(server.address(), request("POST", "/", &[FORM], form)).await;
    assert_eq!(posted.status, 200);
    assert!(posted.body.contains("<EchoResult><Text>a&amp;b</Text></EchoResult>"), "{posted:?}");
    assert!(posted.body.contains(posted.header("x-amzn-requestid").unwrap()), "{posted:?}");
    let read = ask(server.address(), request("GET", &format!("/?{form}"), &[], "")).await;
    assert!(read.body.contains("<Text>a&amp;b</Text>"), "{read:?}");
}

#[tokio::test]
async fn account_and_region_come_from_the_credentials() {
    let server = start(Layer { region: Some("eu-north-1".to_owned()), ..Layer::default() }).await;
    let who = |authorization: Option<String>, host: &str| {
        let plain = call("Who", "{}").replace("Host: localhost", &format!("Host: {host}\r\nUser-Agent: probe/1"));
        match authorization {
            Some(value) => plain.replace("X-Amz-Target", &format!("Authorization: {value}\r\nX-Amz-Target")),
            None => plain,
        }
    };
    let named =
        ask(server.address(), who(Some(signed("123456789012", "ap-south-1", "sqs")), "localhost:4566")).await.json();
    assert_eq!(named["Account"], "123456789012");
    assert_eq!(named["Region"], "ap-south-1");
    assert_eq!(named["Endpoint"], "http://localhost:4566");
    assert_eq!(named["SourceIp"], "127.0.0.1");
    assert_eq!(named["UserAgent"], "probe/1");
    let any = ask(server.address(), who(Some(signed("test", "ap-south-1", "sqs")), "localhost")).await.json();
    assert_eq!(any["Account"], "000000000000");
    let host = ask(server.address(), who(None, "sqs.sa-east-1.amazonaws.com")).await.json();
    assert_eq!((host["Account"].as_str(), host["Region"].as_str()), (Some("000000000000"), Some("sa-east-1")));
    let nothing = ask(server.address(), who(None, "127.0.0.1")).await.json();
    assert_eq!(nothing["Region"], "eu-north-1");
    let hostile = ask(server.address(), who(Some(signed("test", "US_EAST!", "sqs")), "localhost")).await;
    assert_ne!(hostile.status, 200);
}

#[tokio::test]
async fn unknown_operations_and_services_are_named() {
    let server = start(Layer::default()).await;
    let operation = ask(server.address(), call("MakeCoffee", "{}")).await;
    assert_eq!(operation.status, 400);
    assert!(operation.body.contains("UnknownOperationException"), "{operation:?}");
    let query = ask(server.address(), request("POST", "/", &[FORM], "Action=MakeCoffee&Version=2012-11-05")).await;
    assert_eq!(query.status, 400);
    assert!(query.body.contains("<Code>InvalidAction</Code>") && query.body.contains("MakeCoffee"), "{query:?}");
    let service = request("POST", "/", &[("X-Amz-Target", "DynamoDB_20120810.PutItem")], "{}");
    let service = ask(server.address(), service).await;
    assert_eq!(service.status, 501);
    assert!(service.body.contains("DynamoDB"), "{service:?}");
    let zones =
        request("GET", "/2013-04-01/hostedzone", &[("Authorization", &signed("test", "us-east-1", "route53"))], "");
    assert_eq!(ask(server.address(), zones).await.status, 501);
    let nothing = ask(server.address(), request("GET", "/favicon.ico", &[], "")).await;
    assert_eq!(nothing.status, 404);
    assert!(nothing.header("x-amzn-requestid").is_some());
}

#[tokio::test]
async fn a_queues_own_url_stands_for_its_name() {
    let server = start(Layer::default()).await;
    let form = "Action=Echo&Version=2012-11-05";
    let reply = ask(server.address(), request("POST", "/000000000000/orders", &[FORM], form)).await;
    assert!(reply.body.contains("<QueueUrl>/000000000000/orders</QueueUrl>"), "{reply:?}");
}

#[tokio::test]
async fn asymmetric_signatures_are_refused_by_name() {
    let server = start(Layer::default()).await;
    let authorization =
        "AWS4-ECDSA-P256-SHA256 Credential=AKID/20260102/sqs/aws4_request, SignedHeaders=host, Signature=00";
    let request = call("Who", "{}").replace("X-Amz-Target", &format!("Authorization: {authorization}\r\nX-Amz-Target"));
    let reply = ask(server.address(), request).await;
    assert_eq!(reply.status, 501);
    assert!(reply.body.contains("Signature Version 4A"), "{reply:?}");
}

#[tokio::test]
async fn one_connection_serves_many_requests_also_when_they_come_at_once() {
    let server = start(Layer::default()).await;
    let mut client = Raw::connect(server.address()).await;
    let all: String = (0..50).map(|number| call("Echo", &format!(r#"{{"Text":"{number}"}}"#))).collect();
    client.send(all).await;
    for number in 0..50 {
        let reply = client.reply().await.unwrap();
        assert_eq!(reply.json()["Text"], number.to_string());
    }
}
