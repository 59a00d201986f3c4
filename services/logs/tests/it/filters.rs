//! Subscription filters deliver; metric filters are kept and tested.

use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::harness::{START, Server};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:f";

fn unpack(payload: &Value) -> Value {
    let packed = STANDARD.decode(payload["awslogs"]["data"].as_str().unwrap()).unwrap();
    let mut text = String::new();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn subscription(pattern: &str) -> Value {
    json!({ "logGroupName": "g", "filterName": "f", "filterPattern": pattern, "destinationArn": FUNCTION })
}

#[tokio::test]
async fn matching_events_are_delivered_as_aws_packs_them() {
    let server = Server::new();
    server.group("g").await;
    server.ok("PutSubscriptionFilter", subscription("ERROR")).await;
    server.put("g", "s", &[(START, "INFO a"), (START + 1, "ERROR b"), (START + 2, "ERROR c")]).await;
    server.put("g", "s", &[(START, "INFO d")]).await;
    *server.functions.refusals.lock() = 2;
    server.pass(60_000).await;
    let invoked = std::mem::take(&mut *server.functions.invoked.lock());
    let [(name, payload)] = invoked.as_slice() else { panic!("{invoked:?}") };
    assert_eq!(name, FUNCTION);
    let events = server.filter("g", json!({ "filterPattern": "ERROR" })).await;
    let event =
        |at: usize, time: u64, text: &str| json!({ "id": events[at]["eventId"], "timestamp": time, "message": text });
    assert_eq!(
        unpack(payload),
        json!({
            "messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "g", "logStream": "s",
            "subscriptionFilters": ["f"],
            "logEvents": [event(0, START + 1, "ERROR b"), event(1, START + 2, "ERROR c")],
        })
    );
    // A delimited pattern's fields go along.
    server.ok("PutSubscriptionFilter", subscription("[level, text = x*]")).await;
    server.put("g", "s", &[(START, "INFO xyz")]).await;
    let server = server.crash();
    server.tasks().await;
    let invoked = server.functions.invoked.lock().clone();
    assert_eq!(unpack(&invoked[0].1)["logEvents"][0]["extractedFields"], json!({ "level": "INFO", "text": "xyz" }));
    server.ok("DeleteSubscriptionFilter", json!({ "logGroupName": "g", "filterName": "f" })).await;
    server.put("g", "s", &[(START, "INFO xyz")]).await;
    server.tasks().await;
    assert_eq!(server.functions.invoked.lock().len(), 1);
}

#[tokio::test]
async fn large_deliveries_are_cut() {
    let server = Server::new();
    server.group("g").await;
    server.ok("PutSubscriptionFilter", subscription("")).await;
    // Text that does not pack well: numbers of a generator.
    let mut state = 1_u64;
    let mut noise = || {
        let digits = (0..20_000).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            char::from(33 + u8::try_from((state >> 33) % 90).unwrap())
        });
        digits.collect::<String>()
    };
    let texts: Vec<String> = (0..50).map(|_| noise()).collect();
    let events: Vec<(u64, &str)> = texts.iter().map(|text| (START, text.as_str())).collect();
    server.put("g", "s", &events).await;
    server.tasks().await;
    let invoked = server.functions.invoked.lock().clone();
    assert!(invoked.len() > 1);
    assert!(invoked.iter().all(|(_, payload)| payload.to_string().len() <= 1_048_576));
    let delivered: Vec<Value> =
        invoked.iter().flat_map(|(_, payload)| unpack(payload)["logEvents"].as_array().unwrap().clone()).collect();
    let delivered: Vec<&str> = delivered.iter().map(|event| event["message"].as_str().unwrap()).collect();
    assert_eq!(delivered, texts);
}

#[tokio::test]
async fn subscription_filters_are_described_and_checked() {
    let server = Server::new();
    server.group("g").await;
    server.ok("PutSubscriptionFilter", subscription("a")).await;
    let described = server.ok("DescribeSubscriptionFilters", json!({ "logGroupName": "g" })).await;
    assert_eq!(
        described,
        json!({ "subscriptionFilters": [{
            "filterName": "f", "logGroupName": "g", "filterPattern": "a", "destinationArn": FUNCTION,
            "distribution": "ByLogStream", "applyOnTransformedLogs": false, "creationTime": START,
        }] })
    );
    let with = |name: &str, value: Value| {
        let mut input = subscription("a");
        input[name] = value;
        input
    };
    let refused = [
        with("destinationArn", json!("arn:aws:kinesis:us-east-1:123456789012:stream/s")),
        with("destinationArn", json!("arn:aws:firehose:us-east-1:123456789012:deliverystream/s")),
        with("destinationArn", json!("arn:aws:lambda:us-east-1:123456789012:function:absent")),
        with("destinationArn", json!("x")),
        with("emitSystemFields", json!(["@aws.account"])),
        with("filterPattern", json!("{")),
    ];
    for input in refused {
        assert_eq!(
            server.fails("PutSubscriptionFilter", input.clone()).await.0,
            "InvalidParameterException",
            "{input}"
        );
    }
    server.ok("PutSubscriptionFilter", with("filterName", json!("f2"))).await;
    assert_eq!(
        server.fails("PutSubscriptionFilter", with("filterName", json!("f3"))).await.0,
        "LimitExceededException"
    );
    let absent = json!({ "logGroupName": "g", "filterName": "none" });
    assert_eq!(server.fails("DeleteSubscriptionFilter", absent).await.0, "ResourceNotFoundException");
}

#[tokio::test]
async fn metric_filters_are_kept_and_tested() {
    let server = Server::new();
    server.group("g").await;
    let metric = json!({ "metricName": "Errors", "metricNamespace": "App", "metricValue": "1", "defaultValue": 0.0 });
    let put =
        json!({ "logGroupName": "g", "filterName": "m", "filterPattern": "ERROR", "metricTransformations": [metric] });
    server.ok("PutMetricFilter", put).await;
    let expected = json!({ "metricFilters": [{
        "filterName": "m", "filterPattern": "ERROR", "metricTransformations": [metric], "creationTime": START,
        "logGroupName": "g", "applyOnTransformedLogs": false,
    }] });
    assert_eq!(server.ok("DescribeMetricFilters", json!({ "logGroupName": "g" })).await, expected);
    let by_metric = json!({ "metricName": "Errors", "metricNamespace": "App" });
    assert_eq!(server.ok("DescribeMetricFilters", by_metric).await, expected);
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["metricFilterCount"], 1);
    server.ok("DeleteMetricFilter", json!({ "logGroupName": "g", "filterName": "m" })).await;
    let tested =
        json!({ "filterPattern": "[ip, ..., bytes > 1000]", "logEventMessages": ["1.1.1.1 a 999", "1.1.1.1 b 1534"] });
    assert_eq!(
        server.ok("TestMetricFilter", tested).await,
        json!({ "matches": [{
            "eventNumber": 2, "eventMessage": "1.1.1.1 b 1534",
            "extractedValues": { "$ip": "1.1.1.1", "$2": "b", "$bytes": "1534" },
        }] })
    );
    server.ok("CreateLogGroup", json!({ "logGroupName": "ia", "logGroupClass": "INFREQUENT_ACCESS" })).await;
    let put =
        json!({ "logGroupName": "ia", "filterName": "m", "filterPattern": "", "metricTransformations": [metric] });
    assert_eq!(server.fails("PutMetricFilter", put).await.0, "InvalidOperationException");
}
