use serde_json::{Value, json};

use crate::world::{ACCOUNT, World, parsed, queue};

fn entry(source: &str, detail: &str) -> Value {
    json!({"Source": source, "DetailType": "t", "Detail": detail})
}

#[tokio::test]
async fn an_event_arrives_in_aws_order_and_form() {
    let world = World::new();
    world.rule("r", json!({"source": ["shop"]}), "q").await;
    let answer = world
        .ok(
            "PutEvents",
            json!({"Entries": [{
                "Source": "shop", "DetailType": "order \"placed\"", "Detail": " { \"n\" : 1.50, \"s\": \"é\" } ",
                "Time": 1_700_000_000.9, "Resources": ["arn:one", "two"], "TraceHeader": "Root=1-2-3",
            }]}),
        )
        .await;
    let id = answer["Entries"][0]["EventId"].as_str().expect("an id");
    assert_eq!(answer, json!({"FailedEntryCount": 0, "Entries": [{"EventId": id}]}));
    assert_eq!(id.len(), 36);
    world.settle().await;
    let messages = world.queues.take(&queue("q"));
    assert_eq!(messages.len(), 1);
    assert_eq!(
        messages[0].body,
        format!(
            r#"{{"version":"0","id":"{id}","detail-type":"order \"placed\"","source":"shop","account":"{ACCOUNT}","time":"2023-11-14T22:13:20Z","region":"us-east-1","resources":["arn:one","two"],"detail":{{"n":1.50,"s":"é"}}}}"#
        )
    );
    assert_eq!(messages[0].trace.as_deref(), Some("Root=1-2-3"));
    assert_eq!((messages[0].group.as_deref(), messages[0].attributes.len()), (None, 0));

    world.event("shop", json!({})).await;
    world.settle().await;
    let event = parsed(&world.queues.bodies(&queue("q"))[0]);
    assert_eq!((&event["time"], &event["resources"]), (&json!("2026-01-02T03:04:05Z"), &json!([])));
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn what_is_wrong_with_an_entry_fails_that_entry() {
    let world = World::new();
    world.rule("r", json!({"source": [{"prefix": ""}]}), "q").await;
    let required = |name: &str| format!("Parameter {name} is not valid. Reason: {name} is a required argument.");
    let malformed = || ("MalformedDetail", "Detail is malformed.".to_owned());
    let cases: Vec<(Value, (&str, String))> = vec![
        (json!({}), ("InvalidArgument", required("Source"))),
        (json!({"Source": "", "DetailType": "t", "Detail": "{}"}), ("InvalidArgument", required("Source"))),
        (json!({"Source": "s", "Detail": "{}"}), ("InvalidArgument", required("DetailType"))),
        (json!({"Source": "s", "DetailType": "t"}), ("InvalidArgument", required("Detail"))),
        (entry("s", "{"), malformed()),
        (entry("s", "[]"), malformed()),
        (entry("s", "\"text\""), malformed()),
        (entry("s", "{}{}"), malformed()),
        (entry("aws.ec2", "{}"), ("NotAuthorizedForSourceException", "Not authorized for the source.".to_owned())),
        (
            json!({"Source": "s", "DetailType": "t".repeat(129), "Detail": "{}"}),
            (
                "InvalidArgument",
                "Parameter DetailType is not valid. Reason: DetailType must not be longer than 128 characters."
                    .to_owned(),
            ),
        ),
    ];
    for (bad, (code, text)) in cases {
        let answer = world.ok("PutEvents", json!({"Entries": [entry("s", "{}"), bad, entry("awsome", "{}")]})).await;
        assert_eq!(answer["FailedEntryCount"], 1, "{answer}");
        assert!(answer["Entries"][0]["EventId"].is_string() && answer["Entries"][2]["EventId"].is_string());
        assert_eq!(answer["Entries"][1], json!({"ErrorCode": code, "ErrorMessage": text}));
        world.settle().await;
        assert_eq!(world.queues.bodies(&queue("q")).len(), 2);
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_request_fails_it() {
    let world = World::new();
    for (entries, at) in [(json!([]), "'entries'"), (json!(vec![entry("s", "{}"); 11]), "'entries'")] {
        let (code, text) = world.refused("PutEvents", json!({"Entries": entries})).await;
        assert!(code == "ValidationException" && text.contains(at), "{code}: {text}");
    }
    let (code, _) = world.refused("PutEvents", json!({})).await;
    assert_eq!(code, "ValidationException");
    let (code, text) =
        world.refused("PutEvents", json!({"Entries": [entry("s", "{}")], "EndpointId": "abcde.veo"})).await;
    assert!(code == "ValidationException" && text.contains("EndpointId"), "{text}");
    // Source and detail type are a byte each.
    let detail = |size: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(size - 8));
    world.ok("PutEvents", json!({"Entries": [entry("s", &detail(1_048_576 - 2))]})).await;
    let (code, text) = world.refused("PutEvents", json!({"Entries": [entry("s", &detail(1_048_576 - 1))]})).await;
    assert_eq!(
        (&*code, &*text),
        ("ValidationException", "Total size of the entries in the request is over the limit.")
    );
}

#[tokio::test]
async fn events_find_their_bus() {
    let world = World::new();
    let arn = format!("arn:aws:events:us-east-1:{ACCOUNT}:event-bus/orders");
    world.ok("CreateEventBus", json!({"Name": "orders"})).await;
    for (bus, target) in [("orders", "there"), ("default", "here")] {
        world.ok("PutRule", json!({"Name": "r", "EventBusName": bus, "EventPattern": "{\"source\":[\"s\"]}"})).await;
        let target = json!([{"Id": "q", "Arn": crate::world::queue_arn(target)}]);
        world.ok("PutTargets", json!({"Rule": "r", "EventBusName": bus, "Targets": target})).await;
    }
    let on = |bus: &str, n: usize| json!({"Source": "s", "DetailType": "t", "Detail": format!("{{\"n\":{n}}}"), "EventBusName": bus});
    let entries = json!([on("orders", 0), entry("s", "{\"n\":1}"), on(&arn, 2), on("nowhere", 3), on("default", 4)]);
    let answer = world.ok("PutEvents", json!({"Entries": entries})).await;
    assert_eq!(answer["FailedEntryCount"], 0);
    assert_eq!(answer["Entries"].as_array().map(Vec::len), Some(5));
    world.settle().await;
    let numbers = |name: &str| -> Vec<i64> {
        let bodies = world.queues.bodies(&queue(name));
        bodies.iter().map(|body| parsed(body)["detail"]["n"].as_i64().expect("a number")).collect()
    };
    assert_eq!(numbers("there"), [0, 2]);
    assert_eq!(numbers("here"), [1, 4]);
    let listed = world.ok("ListEventBuses", json!({})).await;
    assert_eq!(listed["EventBuses"].as_array().map(Vec::len), Some(2), "an event makes no bus: {listed}");
}

#[tokio::test]
async fn ten_events_for_a_target_are_one_task_and_one_call() {
    let world = World::new();
    world.rule("r1", json!({"source": ["s"]}), "q1").await;
    world.rule("r2", json!({"detail": {"n": [{"numeric": ["<", 3]}]}}), "q2").await;
    let entries: Vec<Value> = (0..10).map(|n| entry("s", &format!("{{\"n\":{n}}}"))).collect();
    world.ok("PutEvents", json!({"Entries": entries})).await;
    assert_eq!(world.pending(), 2);
    assert_eq!(world.settle().await, 2);
    assert_eq!(world.queues.calls(), [(queue("q1"), 10), (queue("q2"), 3)]);
    let ids = |bodies: Vec<String>| -> Vec<i64> {
        bodies.iter().map(|body| parsed(body)["detail"]["n"].as_i64().expect("a number")).collect()
    };
    assert_eq!(ids(world.queues.bodies(&queue("q1"))), (0..10).collect::<Vec<_>>());
    assert_eq!(ids(world.queues.bodies(&queue("q2"))), [0, 1, 2]);
}

#[tokio::test]
async fn deeply_nested_details_are_matched_up_to_the_limit() {
    let world = World::new();
    world.rule("r", json!({"source": ["s"], "detail": {"b": [1]}}), "q").await;
    let nested = |depth: usize| format!("{{\"a\":{}{},\"b\":1}}", "[".repeat(depth), "]".repeat(depth));
    let answer =
        world.ok("PutEvents", json!({"Entries": [entry("s", &nested(900)), entry("s", &nested(1_000))]})).await;
    assert_eq!(answer["FailedEntryCount"], 1);
    assert_eq!(answer["Entries"][1]["ErrorCode"], "MalformedDetail");
    world.settle().await;
    assert_eq!(world.queues.bodies(&queue("q")).len(), 1);
}

#[tokio::test]
async fn a_large_batch_is_cut_to_what_a_queue_takes() {
    let world = World::new();
    world.rule("r", json!({"source": ["s"]}), "q").await;
    let big = format!("{{\"a\":\"{}\"}}", "x".repeat(104_000));
    let entries: Vec<Value> = (0..10).map(|_| entry("s", &big)).collect();
    world.ok("PutEvents", json!({"Entries": entries})).await;
    world.settle().await;
    assert_eq!(world.queues.calls(), [(queue("q"), 10)]);
    let big = format!("{{\"a\":\"{}\"}}", "x".repeat(104_840));
    let entries: Vec<Value> = (0..10).map(|_| entry("s", &big)).collect();
    world.ok("PutEvents", json!({"Entries": entries})).await;
    world.settle().await;
    assert_eq!(world.queues.calls(), [(queue("q"), 9), (queue("q"), 1)]);
    assert_eq!(world.queues.bodies(&queue("q")).len(), 20);
}

#[tokio::test]
async fn bad_input_is_refused_and_changes_nothing() {
    let world = World::new();
    world.rule("r", json!({"source": [{"prefix": ""}]}), "q").await;
    let bodies: [&[u8]; 9] = [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        br#"{"Entries": 3}"#,
        br#"{"Entries": [3]}"#,
        br#"{"Entries": [{"Source": 1, "DetailType": "t", "Detail": "{}"}]}"#,
        b"{\"Entries\": [{\"Source\": \"s\", \"DetailType\": \"t\", \"Detail\": \"{\xff}\"}]}",
    ];
    for body in bodies {
        let shown = String::from_utf8_lossy(body);
        let (code, _) = world.raw(ACCOUNT, "PutEvents", body.to_vec()).await.expect_err(&shown);
        assert!(["SerializationException", "ValidationException"].contains(&code.as_str()), "{shown}: {code}");
    }
    let (code, text) = world.raw(ACCOUNT, "StartReplay", b"{}".to_vec()).await.expect_err("absent");
    assert!(code == "UnknownOperationException", "{code}: {text}");
    assert_eq!(world.pending(), 0);
    world.event("s", json!({})).await;
    world.settle().await;
    assert_eq!(world.queues.take(&queue("q")).len(), 1);
}
