use serde_json::{Value, json};

use crate::world::{ACCOUNT, World, queue_arn};

async fn world() -> World {
    let world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"shop\"]}"})).await;
    world
}

fn put(target: Value) -> Value {
    json!({"Rule": "r", "Targets": [target]})
}

async fn invalid(world: &World, target: Value) -> String {
    let (code, text) = world.refused("PutTargets", put(target)).await;
    assert_eq!(code, "ValidationException", "{text}");
    text
}

#[tokio::test]
async fn targets_are_returned_as_they_were_given() {
    let world = world().await;
    let targets = [
        json!({"Id": "a", "Arn": queue_arn("a"), "Input": "{\"x\": 1}", "RoleArn": "arn:aws:iam::1:role/x"}),
        json!({
            "Id": "b", "Arn": queue_arn("b.fifo"), "SqsParameters": {"MessageGroupId": "g"}, "InputPath": "$.detail",
            "DeadLetterConfig": {"Arn": queue_arn("dlq")},
            "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 60},
        }),
        json!({
            "Id": "c", "Arn": queue_arn("c"), "RetryPolicy": {"MaximumRetryAttempts": 0},
            "InputTransformer": {"InputPathsMap": {"z": "$.id", "a": "$.time"}, "InputTemplate": "{\"at\": <a>, \"id\": <z>}"},
        }),
        json!({"Id": "d", "Arn": format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/other")}),
        json!({"Id": "e", "Arn": queue_arn("e"), "DeadLetterConfig": {}, "SqsParameters": {"MessageGroupId": "fair"}}),
    ];
    let answer = world.ok("PutTargets", json!({"Rule": "r", "Targets": targets})).await;
    assert_eq!(answer, json!({"FailedEntryCount": 0, "FailedEntries": []}));
    assert_eq!(world.ok("ListTargetsByRule", json!({"Rule": "r"})).await, json!({"Targets": targets}));
    let first = world.ok("ListTargetsByRule", json!({"Rule": "r", "Limit": 4})).await;
    let rest = world.ok("ListTargetsByRule", json!({"Rule": "r", "NextToken": first["NextToken"]})).await;
    assert_eq!((first["Targets"].as_array().map(Vec::len), rest), (Some(4), json!({"Targets": [targets[4]]})));

    let changed = json!({"Id": "a", "Arn": queue_arn("other")});
    world.target("r", changed.clone()).await;
    let removed = world.ok("RemoveTargets", json!({"Rule": "r", "Ids": ["b", "c", "d", "e", "never"]})).await;
    assert_eq!(removed, json!({"FailedEntryCount": 0, "FailedEntries": []}));
    assert_eq!(world.ok("ListTargetsByRule", json!({"Rule": "r"})).await, json!({"Targets": [changed]}));
}

#[tokio::test]
async fn a_rule_takes_five_targets() {
    let world = world().await;
    for n in 0..5 {
        world.target("r", json!({"Id": n.to_string(), "Arn": queue_arn("q")})).await;
    }
    let (code, text) = world.refused("PutTargets", put(json!({"Id": "5", "Arn": queue_arn("q")}))).await;
    assert_eq!(
        (&*code, &*text),
        ("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
    );
    world.target("r", json!({"Id": "4", "Arn": queue_arn("p")})).await;
}

#[tokio::test]
async fn targets_need_a_rule() {
    let world = world().await;
    let gone = ("ResourceNotFoundException".to_owned(), "Rule none does not exist on EventBus default.".to_owned());
    let target = json!({"Id": "q", "Arn": queue_arn("q")});
    assert_eq!(world.refused("PutTargets", json!({"Rule": "none", "Targets": [target]})).await, gone);
    assert_eq!(world.refused("RemoveTargets", json!({"Rule": "none", "Ids": ["q"]})).await, gone);
    assert_eq!(world.refused("ListTargetsByRule", json!({"Rule": "none"})).await, gone);
}

#[tokio::test]
async fn what_is_not_built_is_refused_by_name() {
    let world = world().await;
    for (arn, name) in [
        ("arn:aws:kinesis:us-east-1:123456789012:stream/s", "kinesis"),
        ("arn:aws:sns:us-east-1:123456789012:t", "sns"),
        ("arn:aws:logs:us-east-1:123456789012:log-group:g", "logs"),
        ("arn:aws:events:us-east-1:123456789012:api-destination/d/1", "events api-destination"),
    ] {
        let text = invalid(&world, json!({"Id": "t", "Arn": arn})).await;
        assert!(text.starts_with(&format!("The target type {name} of {arn} is not supported")), "{text}");
    }
    let text =
        invalid(&world, json!({"Id": "t", "Arn": queue_arn("q"), "KinesisParameters": {"PartitionKeyPath": "$.id"}}))
            .await;
    assert_eq!(text, "Parameter(s) KinesisParameters are not valid for target: t.");
    let bus = format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/b");
    let text = invalid(&world, json!({"Id": "t", "Arn": bus, "Input": "{}"})).await;
    assert!(text.contains("event bus target t is not supported"), "{text}");
    assert_eq!(world.ok("ListTargetsByRule", json!({"Rule": "r"})).await, json!({"Targets": []}));
}

#[tokio::test]
async fn what_a_target_can_not_be() {
    let world = world().await;
    for arn in ["nonsense", "arn:aws:sqs", "arn:aws:sqs:us-east-1:12:q", "arn:aws:sqs::123456789012:q"] {
        let text = invalid(&world, json!({"Id": "t", "Arn": arn})).await;
        assert_eq!(text, format!("Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."));
    }
    let queue = queue_arn("q");
    let cases = [
        (json!({"Arn": queue_arn("q.fifo")}), "Parameter(s) SqsParameters must be specified for target: t."),
        (json!({"Arn": queue, "Input": "{"}), "Input for target t is not a valid JSON text."),
        (json!({"Arn": queue, "InputPath": "detail"}), "InputPath for target t is invalid."),
        (
            json!({"Arn": queue, "Input": "{}", "InputPath": "$"}),
            "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
        ),
        (
            json!({"Arn": queue, "InputTransformer": {"InputTemplate": "\"<who>\""}}),
            "InputTemplate for target t contains invalid placeholder who.",
        ),
        (
            json!({"Arn": queue, "InputTransformer": {"InputPathsMap": {"a": "detail.a"}, "InputTemplate": "\"<a>\""}}),
            "InputPath for target t is invalid.",
        ),
        (
            json!({"Arn": queue, "InputTransformer": {"InputPathsMap": {"a": "$.id"}, "InputTemplate": "id <a>"}}),
            "Invalid InputTemplate for target t : [Source: (String)\"id null\"; line: 1, column: 1].",
        ),
        (
            json!({"Arn": queue, "DeadLetterConfig": {"Arn": queue_arn("q.fifo")}}),
            "Invalid DeadLetterConfig for target t: arn:aws:sqs:us-east-1:123456789012:q.fifo is not the ARN of a standard SQS queue.",
        ),
    ];
    for (mut target, want) in cases {
        target["Id"] = json!("t");
        assert_eq!(invalid(&world, target).await, want);
    }
    for (target, at) in [
        (json!({"Id": "no good", "Arn": queue}), "targets.1.member.id"),
        (json!({"Id": "t", "Arn": queue, "RetryPolicy": {"MaximumRetryAttempts": 186}}), "maximumRetryAttempts"),
        (json!({"Id": "t", "Arn": queue, "RetryPolicy": {"MaximumEventAgeInSeconds": 59}}), "maximumEventAgeInSeconds"),
    ] {
        let text = invalid(&world, target).await;
        assert!(text.contains(at), "{text}");
    }
    // One bad target keeps the good ones out as well.
    let both = json!([{"Id": "good", "Arn": queue}, {"Id": "bad", "Arn": "nonsense"}]);
    world.refused("PutTargets", json!({"Rule": "r", "Targets": both})).await;
    assert_eq!(world.ok("ListTargetsByRule", json!({"Rule": "r"})).await, json!({"Targets": []}));
}
