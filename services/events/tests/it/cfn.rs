//! Resource types of CloudFormation: buses, their policies, rules.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_events::{Events, cfn};
use tradewind_resource::stage::{ACCOUNT, Stage};
use tradewind_resource::{Existing, HandlerErrorCode, official};

const BUS: &str = "AWS::Events::EventBus";
const POLICY: &str = "AWS::Events::EventBusPolicy";
const RULE: &str = "AWS::Events::Rule";

fn open() -> Stage {
    Stage::builder().service(Events::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("events", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

fn queue(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:{ACCOUNT}:{name}")
}

fn parsed(text: &Value) -> Value {
    serde_json::from_str(text.as_str().expect("text")).expect("JSON")
}

/// Everybody of an account may put events.
fn statement(account: &str) -> Value {
    json!({"Effect": "Allow", "Principal": {"AWS": format!("arn:aws:iam::{account}:root")}, "Action": "events:PutEvents",
        "Resource": format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders")})
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn buses() {
    let stage = open();
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Sid": "a", "Effect": "Allow", "Principal": "*",
        "Action": "events:PutEvents", "Resource": format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders")}]});
    let all = json!({"Name": "orders", "Description": "d", "DeadLetterConfig": {"Arn": queue("one")}, "Policy": policy,
        "LogConfig": {"Level": "OFF"}, "Tags": [{"Key": "a", "Value": "1"}]});
    let bus = stage.create_through_crashes(BUS, "Bus", &all).await;
    let arn = format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders");
    assert_eq!((bus.id.as_str(), attribute(&bus, "Arn"), attribute(&bus, "Name")), ("orders", arn.as_str(), "orders"));
    let shown = ok(&stage, "DescribeEventBus", json!({"Name": "orders"})).await;
    for name in ["Description", "DeadLetterConfig", "LogConfig"] {
        assert_eq!(shown[name], all[name], "{name}");
    }
    assert_eq!(parsed(&shown["Policy"]), policy);
    let tags = ok(&stage, "ListTagsForResource", json!({"ResourceARN": arn})).await;
    assert_eq!(tags["Tags"], json!([{"Key": "a", "Value": "1"}, {"Key": "team", "Value": "sails"}]));
    assert_eq!(stage.create(BUS, "Twice", &all).await.unwrap_err().code, HandlerErrorCode::AlreadyExists);

    let bus = stage.update(BUS, "Bus", &bus, json!({"Name": "orders"})).await.unwrap().in_place();
    let shown = ok(&stage, "DescribeEventBus", json!({"Name": "orders"})).await;
    for name in ["Description", "DeadLetterConfig", "LogConfig", "Policy"] {
        assert_eq!(shown[name], Value::Null, "{name}");
    }
    let tags = ok(&stage, "ListTagsForResource", json!({"ResourceARN": arn})).await;
    assert_eq!(tags["Tags"], json!([{"Key": "team", "Value": "sails"}]));
    assert_eq!(stage.update(BUS, "Bus", &bus, json!({"Name": "other"})).await.unwrap().replaced().id, "other");
    let logged = stage.check(BUS, json!({"Name": "b", "LogConfig": {"Level": "INFO"}})).unwrap_err();
    assert_eq!(logged, "LogConfig.Level INFO: logs of buses are not built yet");
}

#[tokio::test]
async fn statements_of_policies() {
    let stage = open();
    stage.create(BUS, "Bus", json!({"Name": "orders"})).await.unwrap();
    let short = json!({"EventBusName": "orders", "StatementId": "short", "Action": "events:PutEvents", "Principal": "111122223333"});
    let short = stage.create_through_crashes(POLICY, "Short", short).await;
    assert_eq!(short.id, "orders|short");
    let long =
        |account: &str| json!({"EventBusName": "orders", "StatementId": "long", "Statement": statement(account)});
    let kept = stage.create_through_crashes(POLICY, "Long", long("444455556666")).await;
    let shown = async || {
        let policy = ok(&stage, "DescribeEventBus", json!({"Name": "orders"})).await["Policy"].clone();
        let policy = if policy.is_null() { json!({"Statement": []}) } else { parsed(&policy) };
        let statements = policy["Statement"].as_array().unwrap().clone();
        statements
            .into_iter()
            .map(|one| (one["Sid"].as_str().unwrap().to_owned(), one["Principal"]["AWS"].clone()))
            .collect::<Vec<_>>()
    };
    let root = |account: &str| json!(format!("arn:aws:iam::{account}:root"));
    assert_eq!(shown().await, [("short".to_owned(), root("111122223333")), ("long".to_owned(), root("444455556666"))]);
    let kept = stage.update(POLICY, "Long", &kept, long("777788889999")).await.unwrap().in_place();
    assert_eq!(shown().await[1], ("long".to_owned(), root("777788889999")));
    stage.delete(POLICY, &short).await.unwrap();
    stage.delete(POLICY, &kept).await.unwrap();
    assert_eq!(shown().await, []);
    let both = json!({"StatementId": "s", "Statement": statement("1"), "Principal": "*"});
    assert!(stage.check(POLICY, both).is_err());
}

#[tokio::test]
async fn rules() {
    let stage = open();
    stage.create(BUS, "Bus", json!({"Name": "orders"})).await.unwrap();
    let pattern = json!({"source": ["shop"]});
    let targets = json!([
        {"Id": "a", "Arn": queue("one"), "DeadLetterConfig": {"Arn": queue("two")}, "InputPath": "$.detail",
            "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 60}},
        {"Id": "b", "Arn": queue("two"), "InputTransformer": {"InputPathsMap": {"x": "$.detail.x"}, "InputTemplate": "\"<x>\""}},
    ]);
    let all = json!({"EventBusName": format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders"), "EventPattern": pattern,
        "Description": "d", "State": "DISABLED", "Targets": targets, "Tags": [{"Key": "a", "Value": "1"}]});
    let rule = stage.create_through_crashes(RULE, "Rule", &all).await;
    let name = attribute(&rule, "RuleName").to_owned();
    assert!(name.starts_with("harbour-Rule-"), "{name}");
    assert_eq!(rule.id, format!("orders|{name}"));
    assert_eq!(attribute(&rule, "Arn"), format!("arn:aws:events:us-east-1:{ACCOUNT}:rule/orders/{name}"));
    let of_rule = json!({"Name": name, "EventBusName": "orders"});
    let shown = ok(&stage, "DescribeRule", of_rule.clone()).await;
    assert_eq!(
        (&shown["Arn"], &shown["State"], &shown["Description"]),
        (&json!(attribute(&rule, "Arn")), &json!("DISABLED"), &json!("d"))
    );
    assert_eq!(parsed(&shown["EventPattern"]), pattern);
    let of_targets = json!({"Rule": name, "EventBusName": "orders"});
    assert_eq!(ok(&stage, "ListTargetsByRule", of_targets.clone()).await["Targets"], targets);
    let tags = ok(&stage, "ListTagsForResource", json!({"ResourceARN": attribute(&rule, "Arn")})).await;
    assert_eq!(tags["Tags"], json!([{"Key": "a", "Value": "1"}, {"Key": "team", "Value": "sails"}]));

    let less =
        json!({"EventBusName": "orders", "EventPattern": pattern, "Targets": [{"Id": "b", "Arn": queue("one")}]});
    let rule = stage.update(RULE, "Rule", &rule, less).await.unwrap().in_place();
    let shown = ok(&stage, "DescribeRule", of_rule).await;
    assert_eq!((&shown["State"], &shown["Description"]), (&json!("ENABLED"), &Value::Null));
    assert_eq!(ok(&stage, "ListTargetsByRule", of_targets).await["Targets"], json!([{"Id": "b", "Arn": queue("one")}]));

    let scheduled = json!({"ScheduleExpression": "rate(5 minutes)", "Name": "often"});
    let moved = stage.update(RULE, "Rule", &rule, &scheduled).await.unwrap().replaced();
    assert_eq!((moved.id.as_str(), attribute(&moved, "RuleName")), ("often", "often"));
    assert_eq!(attribute(&moved, "Arn"), format!("arn:aws:events:us-east-1:{ACCOUNT}:rule/often"));
    let same = json!({"ScheduleExpression": "rate(6 minutes)", "Name": "often", "EventBusName": "default"});
    let moved = stage.update(RULE, "Rule", &moved, same).await.unwrap().in_place();
    assert_eq!(ok(&stage, "DescribeRule", json!({"Name": "often"})).await["ScheduleExpression"], "rate(6 minutes)");
    let taken = stage.create(RULE, "Twice", scheduled).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    stage.delete(RULE, &moved).await.unwrap();
    let missing = json!({"EventBusName": "none", "EventPattern": pattern});
    assert_eq!(stage.create(RULE, "Lost", missing).await.unwrap_err().code, HandlerErrorCode::NotFound);
    let stream = json!({"Targets": [{"Id": "s", "Arn": "arn:aws:kinesis:us-east-1:123456789012:stream/s"}]});
    assert!(stage.check(RULE, stream).unwrap_err().starts_with("Targets: the target type kinesis"), "refused by name");
    let parameters =
        json!({"Targets": [{"Id": "s", "Arn": queue("one"), "KinesisParameters": {"PartitionKeyPath": "$.x"}}]});
    assert!(stage.check(RULE, parameters).is_err());
}
