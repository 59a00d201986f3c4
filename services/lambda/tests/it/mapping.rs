//! Event source mappings: the operations.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::stage::{ACCOUNT, REGION, START, Stage, function_arn, queue_arn};

/// A server with the function `f` and the queue `q`.
pub(crate) async fn stage() -> Stage {
    let stage = Stage::with_function().await;
    stage.queue("q").await;
    stage
}

/// Makes a mapping from `q` to `f`; `more` are further members of the request. Answers its UUID.
pub(crate) async fn create(stage: &Stage, more: Value) -> String {
    let answer = stage.ok("lambda", "CreateEventSourceMapping", request(more)).await;
    answer["UUID"].as_str().expect("a UUID").to_owned()
}

fn request(more: Value) -> Value {
    merged(json!({"FunctionName": "f", "EventSourceArn": queue_arn("q")}), more)
}

fn merged(mut all: Value, more: Value) -> Value {
    for (name, value) in more.as_object().expect("members") {
        match value.is_null() {
            true => drop(all.as_object_mut().expect("members").remove(name)),
            false => all[name] = value.clone(),
        }
    }
    all
}

pub(crate) async fn get(stage: &Stage, uuid: &str) -> Value {
    stage.ok("lambda", "GetEventSourceMapping", json!({"UUID": uuid})).await
}

fn mapping_arn(uuid: &str) -> String {
    format!("arn:aws:lambda:{REGION}:{ACCOUNT}:event-source-mapping:{uuid}")
}

/// The answer without its time, which is checked.
fn untimed(mut answer: Value, at: u64) -> Value {
    let time = answer.as_object_mut().expect("members").remove("LastModified").expect("a time");
    assert_eq!(time.as_f64(), Some(at as f64), "seconds since the epoch");
    answer
}

#[tokio::test]
async fn a_mapping_is_told_with_what_queues_have_and_nothing_else() {
    let stage = stage().await;
    let answer = stage.ok("lambda", "CreateEventSourceMapping", request(json!({}))).await;
    let uuid = answer["UUID"].as_str().expect("a UUID").to_owned();
    assert_eq!((uuid.len(), uuid.matches('-').count()), (36, 4));
    let expected = |state: &str| {
        json!({
            "UUID": uuid, "BatchSize": 10, "MaximumBatchingWindowInSeconds": 0,
            "EventSourceArn": queue_arn("q"), "FunctionArn": function_arn("f"),
            "State": state, "StateTransitionReason": "USER_INITIATED",
            "FunctionResponseTypes": [], "EventSourceMappingArn": mapping_arn(&uuid),
        })
    };
    assert_eq!(untimed(answer, START), expected("Creating"));
    assert_eq!(untimed(get(&stage, &uuid).await, START), expected("Creating"));
    stage.settle().await;
    assert_eq!(untimed(get(&stage, &uuid).await, START), expected("Enabled"));
}

#[tokio::test]
async fn everything_that_is_set_is_told() {
    let stage = stage().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    let set = json!({
        "FunctionName": "f:live", "BatchSize": 100, "MaximumBatchingWindowInSeconds": 20, "Enabled": false,
        "FilterCriteria": {"Filters": [{"Pattern": "{\"body\":{\"n\":[1]}}"}]},
        "ScalingConfig": {"MaximumConcurrency": 2}, "FunctionResponseTypes": ["ReportBatchItemFailures"],
    });
    let uuid = create(&stage, set.clone()).await;
    stage.settle().await;
    let answer = get(&stage, &uuid).await;
    for member in
        ["BatchSize", "MaximumBatchingWindowInSeconds", "FilterCriteria", "ScalingConfig", "FunctionResponseTypes"]
    {
        assert_eq!(answer[member], set[member], "{member}");
    }
    assert_eq!(answer["FunctionArn"], format!("{}:live", function_arn("f")));
    assert_eq!(answer["State"], "Disabled");
    let none = json!({"UUID": uuid, "FilterCriteria": {}, "ScalingConfig": {}, "FunctionResponseTypes": []});
    let answer = stage.ok("lambda", "UpdateEventSourceMapping", none).await;
    assert_eq!((answer.get("FilterCriteria"), answer.get("ScalingConfig")), (None, None));
    assert_eq!((&answer["FunctionResponseTypes"], &answer["BatchSize"]), (&json!([]), &json!(100)));
    assert_eq!(answer["State"], "Updating");
    stage.settle().await;
    assert_eq!(get(&stage, &uuid).await["State"], "Disabled");
}

#[tokio::test]
async fn what_can_not_be_a_mapping_is_refused() {
    let stage = stage().await;
    stage.queue("other").await;
    let fifo = json!({"QueueName": "o.fifo", "Attributes": {"FifoQueue": "true"}});
    stage.ok("sqs", "CreateQueue", fifo).await;
    stage.function("slow", json!({"Timeout": 60})).await;
    let of = |more: Value| stage.refused("CreateEventSourceMapping", request(more));
    let invalid = |text: &str| (400, "InvalidParameterValueException".to_owned(), text.to_owned());
    let table = [
        (
            json!({"FunctionName": "slow"}),
            "Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds",
        ),
        (
            json!({"EventSourceArn": queue_arn("none")}),
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. \
             SQS Error Message: The specified queue does not exist.",
        ),
        (
            json!({"BatchSize": 11}),
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ),
        (
            json!({"EventSourceArn": queue_arn("o.fifo"), "BatchSize": 11}),
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ),
        (
            json!({"EventSourceArn": queue_arn("o.fifo"), "BatchSize": 100, "MaximumBatchingWindowInSeconds": 5}),
            "Batching window is not supported for FIFO queues",
        ),
        (json!({"FilterCriteria": {"Filters": [{"Pattern": "{"}]}}), "Invalid filter pattern definition."),
        (json!({"StartingPosition": "LATEST"}), "StartingPosition is not valid for SQS event sources."),
        (json!({"ParallelizationFactor": 2}), "ParallelizationFactor is not valid for SQS event sources."),
        (json!({"MaximumRetryAttempts": 2}), "MaximumRetryAttempts is not valid for SQS event sources."),
        (json!({"EventSourceArn": null}), "Unrecognized event source."),
        (json!({"KMSKeyArn": "arn:aws:kms:us-east-1:1:key/k"}), "KMSKeyArn is not supported by this server yet."),
        (json!({"MetricsConfig": {"Metrics": []}}), "MetricsConfig is not supported by this server yet."),
        (
            json!({"ProvisionedPollerConfig": {"MinimumPollers": 2}}),
            "ProvisionedPollerConfig is not supported by this server yet.",
        ),
        (
            json!({"EventSourceArn": format!("arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/s")}),
            "A Kinesis stream as an event source is not supported by this server yet.",
        ),
        (
            json!({"EventSourceArn": format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t/stream/1")}),
            "A DynamoDB stream as an event source is not supported by this server yet.",
        ),
    ];
    for (more, text) in table {
        assert_eq!(of(more.clone()).await, invalid(text), "{more}");
    }
    let (status, code, text) = of(json!({"FunctionName": "none"})).await;
    assert_eq!((status, code.as_str()), (404, "ResourceNotFoundException"));
    assert_eq!(text, format!("Function not found: {}", function_arn("none")));
    for wrong in [json!({"ScalingConfig": {"MaximumConcurrency": 1}}), json!({"BatchSize": 0})] {
        assert_eq!(of(wrong).await.1, "ValidationException");
    }
    let all = stage.ok("lambda", "ListEventSourceMappings", json!({})).await;
    assert_eq!(all, json!({"EventSourceMappings": []}), "nothing was left behind");
}

#[tokio::test]
async fn a_queue_is_read_once_for_a_function() {
    let stage = stage().await;
    let uuid = create(&stage, json!({})).await;
    let (status, code, text) = stage.refused("CreateEventSourceMapping", request(json!({}))).await;
    assert_eq!((status, code.as_str()), (409, "ResourceConflictException"));
    let arn = queue_arn("q");
    assert_eq!(
        text,
        format!(
            "An event source mapping with SQS arn (\" {arn} \") and function (\" f \") already exists. \
             Please update or delete the existing mapping with UUID {uuid}"
        )
    );
    stage.function("g", json!({})).await;
    let other = create(&stage, json!({"FunctionName": "g"})).await;
    stage.settle().await;
    let refusal = stage.refused("UpdateEventSourceMapping", json!({"UUID": other, "FunctionName": "f"})).await;
    assert_eq!((refusal.0, refusal.2), (409, text));
}

#[tokio::test]
async fn changes_come_one_after_the_other() {
    let stage = stage().await;
    let uuid = create(&stage, json!({})).await;
    let change = |more: Value| merged(json!({"UUID": uuid}), more);
    let (status, code, text) = stage.refused("UpdateEventSourceMapping", change(json!({"BatchSize": 5}))).await;
    assert_eq!((status, code.as_str()), (400, "ResourceInUseException"));
    assert_eq!(text, "Cannot update the event source mapping because it is in use.");
    let (_, code, text) = stage.refused("DeleteEventSourceMapping", change(json!({}))).await;
    assert_eq!(code, "ResourceInUseException");
    assert_eq!(text, "Cannot delete the event source mapping because it is in use.");
    stage.settle().await;
    for (more, state, then) in [
        (json!({"BatchSize": 5}), "Updating", "Enabled"),
        (json!({"Enabled": false}), "Disabling", "Disabled"),
        (json!({"BatchSize": 6}), "Updating", "Disabled"),
        (json!({"Enabled": true}), "Enabling", "Enabled"),
    ] {
        let answer = stage.ok("lambda", "UpdateEventSourceMapping", change(more)).await;
        assert_eq!(answer["State"], state);
        stage.settle().await;
        assert_eq!(get(&stage, &uuid).await["State"], then);
    }
    assert_eq!(get(&stage, &uuid).await["BatchSize"], 6);
    let (_, _, text) = stage.refused("UpdateEventSourceMapping", change(json!({"BatchSize": 11}))).await;
    assert!(text.starts_with("Maximum batch window"), "{text}");
    stage.function("slow", json!({"Timeout": 60})).await;
    let (_, _, text) = stage.refused("UpdateEventSourceMapping", change(json!({"FunctionName": "slow"}))).await;
    assert!(text.starts_with("Queue visibility timeout: 30"), "{text}");
}

#[tokio::test]
async fn a_mapping_that_was_deleted_is_gone() {
    let stage = stage().await;
    let uuid = create(&stage, json!({})).await;
    stage.settle().await;
    let answer = stage.ok("lambda", "DeleteEventSourceMapping", json!({"UUID": uuid})).await;
    assert_eq!((&answer["State"], &answer["UUID"]), (&json!("Deleting"), &json!(uuid)));
    stage.settle().await;
    for operation in ["GetEventSourceMapping", "DeleteEventSourceMapping", "UpdateEventSourceMapping"] {
        let refusal = stage.refused(operation, json!({"UUID": uuid})).await;
        let text = "The resource you requested does not exist.";
        assert_eq!(refusal, (404, "ResourceNotFoundException".to_owned(), text.to_owned()), "{operation}");
    }
    create(&stage, json!({})).await;
}

#[tokio::test]
async fn mappings_are_listed_by_source_and_function_and_in_pages() {
    let stage = stage().await;
    stage.function("g", json!({})).await;
    let mut expected = BTreeMap::new();
    for number in 0..5 {
        stage.queue(&format!("q{number}")).await;
        let arn = queue_arn(&format!("q{number}"));
        for function in ["f", "g"] {
            let uuid = create(&stage, json!({"EventSourceArn": arn, "FunctionName": function})).await;
            expected.insert(uuid, (arn.clone(), function));
        }
    }
    let list = async |input: Value| {
        let answer = stage.ok("lambda", "ListEventSourceMappings", input).await;
        let all = answer["EventSourceMappings"].as_array().expect("a list").clone();
        let uuids: Vec<String> = all.iter().map(|one| one["UUID"].as_str().expect("a UUID").to_owned()).collect();
        (uuids, answer["NextMarker"].clone())
    };
    let all: Vec<String> = expected.keys().cloned().collect();
    assert_eq!(list(json!({})).await, (all.clone(), Value::Null));
    let of_g: Vec<String> = expected.iter().filter(|(_, (_, f))| *f == "g").map(|(uuid, _)| uuid.clone()).collect();
    assert_eq!(list(json!({"FunctionName": "g"})).await.0, of_g);
    let of_q3: Vec<String> =
        expected.iter().filter(|(_, (q, _))| *q == queue_arn("q3")).map(|(uuid, _)| uuid.clone()).collect();
    assert_eq!(list(json!({"EventSourceArn": queue_arn("q3")})).await.0, of_q3);
    assert_eq!(list(json!({"EventSourceArn": queue_arn("q3"), "FunctionName": "f"})).await.0.len(), 1);
    assert_eq!(list(json!({"FunctionName": "none"})).await.0.len(), 0);
    let (first, marker) = list(json!({"MaxItems": 6})).await;
    let (second, end) = list(json!({"MaxItems": 6, "Marker": marker})).await;
    assert_eq!(([first, second].concat(), end), (all, Value::Null));
}

#[tokio::test]
async fn a_mapping_survives_a_crash_in_the_middle_of_its_change() {
    let mut stage = stage().await;
    let uuid = create(&stage, json!({"BatchSize": 7})).await;
    stage.crash();
    assert_eq!(get(&stage, &uuid).await["State"], "Creating");
    stage.settle().await;
    let answer = get(&stage, &uuid).await;
    assert_eq!((&answer["State"], &answer["BatchSize"]), (&json!("Enabled"), &json!(7)));
}

#[tokio::test]
async fn mappings_have_tags() {
    let stage = stage().await;
    let uuid = create(&stage, json!({"Tags": {"a": "1"}})).await;
    let arn = mapping_arn(&uuid);
    // Also while a change is under way, and without being one.
    stage.ok("lambda", "TagResource", json!({"Resource": arn, "Tags": {"b": "2", "a": "3"}})).await;
    stage.settle().await;
    assert_eq!(get(&stage, &uuid).await["State"], "Enabled");
    let tags = async || stage.ok("lambda", "ListTags", json!({"Resource": arn})).await;
    assert_eq!(tags().await, json!({"Tags": {"a": "3", "b": "2"}}));
    stage.ok("lambda", "UntagResource", json!({"Resource": arn, "TagKeys": ["a", "none"]})).await;
    stage.ok("lambda", "UpdateEventSourceMapping", json!({"UUID": uuid, "BatchSize": 1})).await;
    assert_eq!(tags().await, json!({"Tags": {"b": "2"}}));
    let refusal =
        stage.refused("ListTags", json!({"Resource": mapping_arn("00000000-0000-4000-8000-000000000000")})).await;
    assert_eq!((refusal.0, refusal.1.as_str()), (404, "ResourceNotFoundException"));
    let refusal = stage.refused("TagResource", json!({"Resource": arn, "Tags": {"aws:x": "1"}})).await;
    assert_eq!((refusal.0, refusal.1.as_str()), (400, "InvalidParameterValueException"));
}
