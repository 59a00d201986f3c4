//! Events: taken, rejected, read page by page.

use serde_json::{Value, json};

use crate::harness::{DAY, HOUR, START, Server, texts};

#[tokio::test]
async fn what_is_too_old_or_too_new_is_rejected_and_the_rest_taken() {
    let server = Server::new();
    server.group("g").await;
    let answer = server.put("g", "s", &[(START - 14 * DAY - 1, "old"), (START - 14 * DAY, "edge")]).await;
    assert_eq!(answer["rejectedLogEventsInfo"], json!({ "tooOldLogEventEndIndex": 1 }));
    assert!(answer["nextSequenceToken"].as_str().unwrap().len() == 56);
    let answer = server.put("g", "s", &[(START + 2 * HOUR, "edge 2"), (START + 2 * HOUR + 1, "new")]).await;
    assert_eq!(answer["rejectedLogEventsInfo"], json!({ "tooNewLogEventStartIndex": 1 }));
    server.ok("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 1 })).await;
    let answer = server.put("g", "s", &[(START - DAY - 1, "expired"), (START - DAY, "not yet")]).await;
    assert_eq!(answer["rejectedLogEventsInfo"], json!({ "expiredLogEventEndIndex": 1 }));
    server.ok("DeleteRetentionPolicy", json!({ "logGroupName": "g" })).await;
    assert_eq!(server.messages("g", "").await, ["edge", "not yet", "edge 2"]);
    let answer = server.put("g", "s", &[(START - 20 * DAY, "all of it")]).await;
    assert_eq!(answer["rejectedLogEventsInfo"], json!({ "tooOldLogEventEndIndex": 1 }));
}

#[tokio::test]
async fn a_batch_has_limits() {
    let server = Server::new();
    server.group("g").await;
    let put = |events: Value| {
        let server = &server;
        async move {
            server
                .fails("PutLogEvents", json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": events }))
                .await
                .1
        }
    };
    let event = |at: u64, size: usize| json!({ "timestamp": at, "message": "x".repeat(size) });
    assert_eq!(
        put(json!([event(START, 1), event(START - 1, 1)])).await,
        "Log events in a single PutLogEvents request must be in chronological order."
    );
    assert_eq!(
        put(json!([event(START - DAY - 1, 1), event(START, 1)])).await,
        "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
    );
    assert_eq!(
        put(json!([event(START, 1_048_576 - 25)])).await,
        "Log event too large: 1048577 bytes exceeds limit of 1048576"
    );
    assert_eq!(
        put(json!([event(START, 600_000), event(START, 448_576 - 51)])).await,
        "Upload too large: 1048577 bytes exceeds limit of 1048576"
    );
    assert!(put(json!([])).await.starts_with("1 validation error detected"));
    assert!(put(Value::Array(vec![event(START, 1); 10_001])).await.starts_with("1 validation error detected"));
    server.put("g", "s", &[(START, &"x".repeat(1_048_576 - 26))]).await;
    let many: Vec<_> = (0..10_000).map(|_| (START, "x")).collect();
    server.put("g", "s", &many).await;
    for (group, stream, text) in [
        ("none", "s", "The specified log group does not exist."),
        ("g", "none", "The specified log stream does not exist."),
    ] {
        let input = json!({ "logGroupName": group, "logStreamName": stream, "logEvents": [event(START, 1)] });
        assert_eq!(
            server.fails("PutLogEvents", input).await,
            ("ResourceNotFoundException".to_owned(), text.to_owned())
        );
    }
    let entity = json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": [event(START, 1)], "entity": { "attributes": {} } });
    let answer = server.ok("PutLogEvents", entity).await;
    assert_eq!(answer["rejectedEntityInfo"], json!({ "errorType": "UnsupportedLogGroupType" }));
}

#[tokio::test]
async fn a_stream_is_read_both_ways() {
    let server = Server::new();
    server.group("g").await;
    let texts_of = |n: std::ops::Range<u64>| n.map(|i| format!("e{i}")).collect::<Vec<_>>();
    for i in 0..6 {
        server.put("g", "s", &[(START + i, &format!("e{i}"))]).await;
    }
    let get = |more: Value| {
        let server = &server;
        async move {
            let mut input = json!({ "logGroupName": "g", "logStreamName": "s", "limit": 2 });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let answer = server.ok("GetLogEvents", input).await;
            let token = |name: &str| answer[name].as_str().unwrap().to_owned();
            let events = answer["events"].as_array().unwrap().clone();
            (texts(&events), token("nextForwardToken"), token("nextBackwardToken"))
        }
    };
    let (events, forward, backward) = get(json!({ "startFromHead": true })).await;
    assert_eq!(events, texts_of(0..2));
    assert!(forward.starts_with("f/") && backward.starts_with("b/"));
    let (events, forward, _) = get(json!({ "nextToken": forward })).await;
    assert_eq!(events, texts_of(2..4));
    let (events, forward, _) = get(json!({ "nextToken": forward })).await;
    assert_eq!(events, texts_of(4..6));
    let (events, end, _) = get(json!({ "nextToken": forward })).await;
    assert_eq!((events.len(), &end), (0, &forward));
    server.put("g", "s", &[(START + 9, "later")]).await;
    assert_eq!(get(json!({ "nextToken": end })).await.0, ["later"]);

    let (events, _, backward) = get(json!({})).await;
    assert_eq!(events, ["e5", "later"]);
    let (events, _, backward) = get(json!({ "nextToken": backward })).await;
    assert_eq!(events, texts_of(3..5));
    let (events, _, backward) = get(json!({ "nextToken": backward, "limit": 10 })).await;
    assert_eq!(events, texts_of(0..3));
    let (events, _, same) = get(json!({ "nextToken": backward })).await;
    assert_eq!((events.len(), same), (0, backward));

    // The start belongs to the range, the end does not.
    let range = json!({ "startTime": START + 1, "endTime": START + 3, "limit": 10 });
    assert_eq!(get(range).await.0, texts_of(1..3));
    let wrong = json!({ "logGroupName": "g", "logStreamName": "s", "nextToken": "f/12" });
    assert_eq!(server.fails("GetLogEvents", wrong).await.1, "The specified nextToken is invalid.");
}

#[tokio::test]
async fn an_empty_stream_has_tokens_that_stay() {
    let server = Server::new();
    server.group("g").await;
    let input = json!({ "logGroupName": "g", "logStreamName": "s", "startFromHead": true });
    let answer = server.ok("GetLogEvents", input).await;
    assert_eq!(answer["events"], json!([]));
    let next = json!({ "logGroupName": "g", "logStreamName": "s", "nextToken": answer["nextForwardToken"] });
    assert_eq!(server.ok("GetLogEvents", next.clone()).await["nextForwardToken"], answer["nextForwardToken"]);
    server.put("g", "s", &[(START, "first")]).await;
    assert_eq!(texts(server.ok("GetLogEvents", next).await["events"].as_array().unwrap()), ["first"]);
}
