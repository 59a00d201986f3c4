//! Resource types of CloudFormation: groups, streams, filters, policies, saved queries.

use std::sync::Arc;

use serde_json::{Value, json};
use tradewind_logs::{Logs, cfn};
use tradewind_resource::stage::{ACCOUNT, Stage};
use tradewind_resource::{Existing, HandlerErrorCode, official};

use crate::functions::Functions;

const GROUP: &str = "AWS::Logs::LogGroup";

fn stage() -> Stage {
    Stage::builder().service(Logs::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("logs", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

#[tokio::test]
async fn groups() {
    let stage = stage();
    let key = format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/0000");
    let all = json!({"RetentionInDays": 7, "KmsKeyId": key, "LogGroupClass": "STANDARD", "Tags": [{"Key": "a", "Value": "1"}]});
    let group = stage.create_through_crashes(GROUP, "Group", &all).await;
    assert!(group.id.starts_with("harbour-Group-"), "{}", group.id);
    assert_eq!(attribute(&group, "Arn"), format!("arn:aws:logs:us-east-1:{ACCOUNT}:log-group:{}:*", group.id));
    let shown =
        async || ok(&stage, "DescribeLogGroups", json!({"logGroupNamePrefix": group.id})).await["logGroups"][0].clone();
    let first = shown().await;
    assert_eq!(
        (&first["arn"], &first["retentionInDays"], &first["kmsKeyId"]),
        (&json!(attribute(&group, "Arn")), &json!(7), &json!(key))
    );
    let tags = async || ok(&stage, "ListTagsLogGroup", json!({"logGroupName": group.id})).await["tags"].clone();
    assert_eq!(tags().await, json!({"a": "1", "team": "sails"}));

    let less = stage.update(GROUP, "Group", &group, json!({"LogGroupClass": "STANDARD"})).await.unwrap().in_place();
    let second = shown().await;
    assert_eq!((&second["retentionInDays"], &second["kmsKeyId"]), (&Value::Null, &Value::Null));
    assert_eq!(tags().await, json!({"team": "sails"}));
    let class = stage.update(GROUP, "Group", &less, json!({"LogGroupClass": "INFREQUENT_ACCESS"})).await.unwrap_err();
    assert_eq!(class.code, HandlerErrorCode::NotUpdatable);

    let protected = json!({"LogGroupName": "named", "DeletionProtectionEnabled": true});
    let named = stage.create_through_crashes(GROUP, "Free", json!({"LogGroupName": "named"})).await;
    let named = stage.update(GROUP, "Named", &named, &protected).await.unwrap().in_place();
    assert!(stage.delete(GROUP, &named).await.is_err(), "it is protected");
    let taken = stage.create(GROUP, "Twice", json!({"LogGroupName": "named"})).await.unwrap_err();
    let expected = "Resource of type 'AWS::Logs::LogGroup' with identifier '{\"/properties/LogGroupName\":\"named\"}' already exists.";
    assert_eq!((taken.code, taken.message.as_str()), (HandlerErrorCode::AlreadyExists, expected));
    let named = stage.update(GROUP, "Named", &named, json!({"LogGroupName": "named"})).await.unwrap().in_place();
    stage.delete(GROUP, &named).await.unwrap();
    assert!(stage.check(GROUP, json!({"LogGroupClass": "DELIVERY"})).is_err());
}

#[tokio::test]
async fn what_belongs_to_groups() {
    let stage = stage();
    let group = stage.create(GROUP, "Group", json!({"LogGroupName": "g"})).await.unwrap();
    const STREAM: &str = "AWS::Logs::LogStream";
    let stream = stage.create_through_crashes(STREAM, "Stream", json!({"LogGroupName": "g"})).await;
    let streams = ok(&stage, "DescribeLogStreams", json!({"logGroupName": "g"})).await["logStreams"].clone();
    assert_eq!(streams[0]["logStreamName"], stream.id);

    const METRIC: &str = "AWS::Logs::MetricFilter";
    let filter = |value: &str| {
        json!({"LogGroupName": "g", "FilterPattern": "[ip, code]", "MetricTransformations": [
        {"MetricName": "n", "MetricNamespace": "s", "MetricValue": value, "Unit": "Count",
            "Dimensions": [{"Key": "Code", "Value": "$code"}]}]})
    };
    let metric = stage.create_through_crashes(METRIC, "Metric", filter("1")).await;
    let metric = stage.update(METRIC, "Metric", &metric, filter("2")).await.unwrap().in_place();
    let shown = ok(&stage, "DescribeMetricFilters", json!({"logGroupName": "g"})).await["metricFilters"].clone();
    assert_eq!((shown.as_array().unwrap().len(), &shown[0]["filterName"]), (1, &json!(metric.id)));
    assert_eq!(
        shown[0]["metricTransformations"],
        json!([{"metricName": "n", "metricNamespace": "s", "metricValue": "2",
        "unit": "Count", "dimensions": {"Code": "$code"}}])
    );
    let mut named = filter("1");
    named["FilterName"] = json!(metric.id);
    assert_eq!(stage.create(METRIC, "Twice", named).await.unwrap_err().code, HandlerErrorCode::AlreadyExists);

    let stream_to = json!({"LogGroupName": "g", "FilterPattern": "", "DestinationArn": "arn:aws:kinesis:us-east-1:123456789012:stream/s"});
    let refused = stage.check("AWS::Logs::SubscriptionFilter", stream_to).unwrap_err();
    assert!(refused.contains("Lambda functions so far"), "{refused}");

    // Also when the group has gone before.
    stage.delete(GROUP, &group).await.unwrap();
    stage.delete(METRIC, &metric).await.unwrap();
    stage.delete(STREAM, &stream).await.unwrap();
}

#[tokio::test]
async fn subscriptions() {
    const FILTER: &str = "AWS::Logs::SubscriptionFilter";
    let functions = Arc::new(Functions::default());
    let builder = Stage::builder().service(Logs::new).service(|_| functions);
    let stage = builder.types(cfn::resource_types()).build();
    stage.create(GROUP, "Group", json!({"LogGroupName": "g"})).await.unwrap();
    let to = |function: &str, more: Value| {
        let mut all = json!({"LogGroupName": "g", "FilterPattern": "ERROR",
            "DestinationArn": format!("arn:aws:lambda:us-east-1:{ACCOUNT}:function:{function}")});
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let filter = stage.create_through_crashes(FILTER, "Errors", to("f", json!({"Distribution": "Random"}))).await;
    let shown = async || {
        ok(&stage, "DescribeSubscriptionFilters", json!({"logGroupName": "g"})).await["subscriptionFilters"].clone()
    };
    let first = shown().await;
    assert_eq!((first.as_array().unwrap().len(), &first[0]["filterName"]), (1, &json!(filter.id)));
    assert_eq!((&first[0]["distribution"], &first[0]["filterPattern"]), (&json!("Random"), &json!("ERROR")));
    let filter = stage.update(FILTER, "Errors", &filter, to("h", json!({}))).await.unwrap().in_place();
    let second = shown().await;
    assert_eq!(second[0]["distribution"], "ByLogStream");
    assert!(second[0]["destinationArn"].as_str().unwrap().ends_with(":h"), "{second}");
    let twice = to("f", json!({"FilterName": filter.id}));
    assert_eq!(stage.create(FILTER, "Twice", twice).await.unwrap_err().code, HandlerErrorCode::AlreadyExists);
    let absent = stage.create(FILTER, "Absent", to("absent", json!({}))).await.unwrap_err();
    assert_eq!(absent.code, HandlerErrorCode::InvalidRequest);
    stage.delete(FILTER, &filter).await.unwrap();
    assert_eq!(shown().await, json!([]));
}

#[tokio::test]
async fn policies_and_saved_queries() {
    let stage = stage();
    const POLICY: &str = "AWS::Logs::ResourcePolicy";
    let document = |service: &str| {
        json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Principal": {"Service": service}, "Action": "logs:PutLogEvents", "Resource": "*"}]})
    };
    let properties = |service: &str| json!({"PolicyName": "p", "PolicyDocument": document(service)});
    let policy = stage.create_through_crashes(POLICY, "Policy", properties("events.amazonaws.com")).await;
    let taken = stage.create(POLICY, "Twice", properties("es.amazonaws.com")).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    let policy = stage.update(POLICY, "Policy", &policy, properties("es.amazonaws.com")).await.unwrap().in_place();
    let shown = ok(&stage, "DescribeResourcePolicies", json!({})).await["resourcePolicies"].clone();
    let text = shown[0]["policyDocument"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), document("es.amazonaws.com"));
    stage.delete(POLICY, &policy).await.unwrap();

    const QUERY: &str = "AWS::Logs::QueryDefinition";
    let query = |text: &str| json!({"Name": "q", "QueryString": text, "LogGroupNames": ["g"], "QueryLanguage": "CWLI"});
    let kept = stage.create_through_crashes(QUERY, "Query", query("fields @message")).await;
    assert_eq!(attribute(&kept, "QueryDefinitionId"), kept.id);
    let kept = stage.update(QUERY, "Query", &kept, query("fields @timestamp")).await.unwrap().in_place();
    let shown = ok(&stage, "DescribeQueryDefinitions", json!({})).await["queryDefinitions"].clone();
    assert_eq!((shown.as_array().unwrap().len(), &shown[0]["queryString"]), (1, &json!("fields @timestamp")));
    stage.delete(QUERY, &kept).await.unwrap();
}
