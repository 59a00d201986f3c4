use serde_json::{Value, json};

use crate::world::{World, queue, queue_arn};

/// What a target with this input gets of one event.
async fn delivered(input: Value) -> (String, String) {
    let world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    let mut target = json!({"Id": "t", "Arn": queue_arn("q")});
    target.as_object_mut().expect("an object").extend(input.as_object().expect("an object").clone());
    world.target("r", target).await;
    let detail = json!({"instance-id": "i-1", "state": "RUN\"NING\"", "list": [1, 2], "deep": {"a": null, "b": 1}});
    let id = world.event("s", detail).await;
    world.settle().await;
    let mut bodies = world.queues.bodies(&queue("q"));
    (id, bodies.remove(0))
}

#[tokio::test]
async fn constant_and_part() {
    assert_eq!(delivered(json!({"Input": "{\"fixed\": [1, 2]}"})).await.1, "{\"fixed\": [1, 2]}");
    assert_eq!(delivered(json!({"InputPath": "$.detail.deep"})).await.1, "{\"a\":null,\"b\":1}");
    assert_eq!(delivered(json!({"InputPath": "$.detail.list[1]"})).await.1, "2");
    assert_eq!(delivered(json!({"InputPath": "$.source"})).await.1, "\"s\"");
    let (id, whole) = delivered(json!({"InputPath": "$"})).await;
    assert!(whole.starts_with(&format!("{{\"version\":\"0\",\"id\":\"{id}\"")), "{whole}");
}

#[tokio::test]
async fn template() {
    let paths = json!({"instance": "$.detail.instance-id", "state": "$.detail.state", "list": "$.detail.list"});
    let with = |template: &str| json!({"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}});
    assert_eq!(
        delivered(with("\"instance <instance> is in <state>\"")).await.1,
        "\"instance i-1 is in RUN\\\"NING\\\"\""
    );
    assert_eq!(
        delivered(with("{ \"i\" : <instance>, \"list\": <list>, \"s\": \"<instance>!\" }")).await.1,
        r#"{"i":"i-1","list":[1,2],"s":"i-1!"}"#
    );
    let reserved = "{\"rule\": <aws.events.rule-name>, \"arn\": <aws.events.rule-arn>, \"at\": <aws.events.event.ingestion-time>, \"event\": <aws.events.event.json>}";
    let (id, text) = delivered(with(reserved)).await;
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["rule"], "r");
    assert_eq!(value["arn"], "arn:aws:events:us-east-1:123456789012:rule/r");
    assert_eq!(value["at"], "2026-01-02T03:04:05Z");
    assert_eq!((&value["event"]["id"], &value["event"]["detail"]["deep"]), (&json!(id), &json!({"a": null, "b": 1})));
    let (_, text) = delivered(json!({"InputTransformer": {"InputTemplate": "{\"e\":<aws.events.event>}"}})).await;
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&value["e"]["source"], value["e"].get("detail")), (&json!("s"), None));
}
