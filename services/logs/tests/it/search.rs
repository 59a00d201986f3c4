//! FilterLogEvents over many streams and blocks, open and sealed.

use serde_json::{Value, json};

use crate::harness::{START, Server, texts};

#[tokio::test]
async fn streams_are_interleaved_and_paged() {
    let server = Server::new();
    server.group("g").await;
    server.stream("g", "t/1").await;
    server.put("g", "s", &[(START, "a 0"), (START + 2, "a 2"), (START + 4, "b 4")]).await;
    server.put("g", "t/1", &[(START + 1, "a 1"), (START + 2, "a 2 too"), (START + 3, "b 3")]).await;
    let found = server.filter("g", json!({ "limit": 2, "interleaved": true })).await;
    assert_eq!(texts(&found), ["a 0", "a 1", "a 2", "a 2 too", "b 3", "b 4"]);
    assert_eq!((&found[1]["logStreamName"], &found[1]["ingestionTime"]), (&json!("t/1"), &json!(START)));
    let ids: std::collections::BTreeSet<_> = found.iter().map(|event| event["eventId"].to_string()).collect();
    assert_eq!(ids.len(), 6);
    assert_eq!(texts(&server.filter("g", json!({ "filterPattern": "b", "limit": 1 })).await), ["b 3", "b 4"]);
    assert_eq!(texts(&server.filter("g", json!({ "logStreamNames": ["t/1"] })).await), ["a 1", "a 2 too", "b 3"]);
    assert_eq!(texts(&server.filter("g", json!({ "logStreamNamePrefix": "t/" })).await).len(), 3);
    // Both ends belong to the range.
    let range = json!({ "startTime": START + 1, "endTime": START + 2 });
    assert_eq!(texts(&server.filter("g", range).await), ["a 1", "a 2", "a 2 too"]);
    for (wrong, code) in [
        (json!({ "logStreamNames": ["s"], "logStreamNamePrefix": "t" }), "InvalidParameterException"),
        (json!({ "logStreamNames": ["none"] }), "ResourceNotFoundException"),
        (json!({ "filterPattern": "{ $.a" }), "InvalidParameterException"),
        (json!({ "nextToken": "00" }), "InvalidParameterException"),
    ] {
        let mut input = json!({ "logGroupName": "g" });
        input.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert_eq!(server.fails("FilterLogEvents", input).await.0, code);
    }
}

/// Some 3 MiB in two streams, so that there are sealed blocks, and what they hold.
async fn filled(server: &Server) -> Vec<(u64, String)> {
    server.group("g").await;
    server.stream("g", "t").await;
    let mut all = Vec::new();
    for batch in 0..60 {
        // Batches of one stream overlap in time, and come out of order.
        let base = START + (batch ^ 3) * 10;
        let mark = if batch == 33 { "needle" } else { "straw" };
        let events: Vec<(u64, String)> =
            (0..100).map(|i| (base + i, format!("{batch}-{i} {mark} {}", "pad ".repeat(120)))).collect();
        let borrowed: Vec<(u64, &str)> = events.iter().map(|(at, text)| (*at, text.as_str())).collect();
        server.put("g", if batch % 2 == 0 { "s" } else { "t" }, &borrowed).await;
        all.extend(events);
    }
    all.sort_by_key(|(at, _)| *at);
    all
}

async fn check(server: &Server, all: &[(u64, String)]) {
    let expected: Vec<String> = all.iter().map(|(_, text)| text.clone()).collect();
    assert_eq!(server.messages("g", "").await, expected);
    let needles: Vec<String> = expected.iter().filter(|text| text.contains("needle")).cloned().collect();
    assert_eq!(needles.len(), 100);
    assert_eq!(server.messages("g", "needle").await, needles);
    assert_eq!(server.messages("g", "%n[e]+dle%").await, needles);
    assert_eq!(server.messages("g", "?needle ?nowhere").await, needles);
    assert_eq!(server.messages("g", "-straw").await, needles);
    assert_eq!(server.messages("g", "[id = 33-*, kind = need*, ...]").await, needles);
    assert_eq!(server.messages("g", "nowhere").await, [""; 0]);
    // Backwards, stream by stream, down to the first event.
    let mut count = 0;
    for stream in ["s", "t"] {
        let mut input = json!({ "logGroupName": "g", "logStreamName": stream });
        let mut last = u64::MAX;
        loop {
            let page = server.ok("GetLogEvents", input.clone()).await;
            let events = page["events"].as_array().unwrap();
            let times: Vec<u64> = events.iter().map(|event| event["timestamp"].as_u64().unwrap()).collect();
            assert!(times.is_sorted() && times.last().is_none_or(|time| *time <= last));
            last = times.first().copied().unwrap_or(last);
            count += events.len();
            if page["nextBackwardToken"] == input["nextToken"] {
                break;
            }
            input["nextToken"] = page["nextBackwardToken"].clone();
        }
    }
    assert_eq!(count, all.len());
}

#[tokio::test]
async fn sealing_changes_nothing_that_is_seen() {
    let server = Server::new();
    let all = filled(&server).await;
    check(&server, &all).await;
    let ids = |events: Vec<Value>| events.iter().map(|event| event["eventId"].clone()).collect::<Vec<_>>();
    let before = ids(server.filter("g", json!({})).await);
    let bytes = server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["storedBytes"].clone();
    assert!(server.cloud.store().tasks().pending() > 0);
    server.tasks().await;
    assert_eq!(server.cloud.store().tasks().pending(), 0);
    check(&server, &all).await;
    assert_eq!(ids(server.filter("g", json!({})).await), before);
    assert_eq!(server.ok("DescribeLogGroups", json!({})).await["logGroups"][0]["storedBytes"], bytes);
    let server = server.crash();
    check(&server, &all).await;
}

#[tokio::test]
async fn a_page_ends_at_its_size() {
    let server = Server::new();
    server.group("g").await;
    let large = "x".repeat(400_000);
    for i in 0..4 {
        server.put("g", "s", &[(START + i, &large)]).await;
    }
    let page = server.ok("FilterLogEvents", json!({ "logGroupName": "g" })).await;
    assert_eq!(page["events"].as_array().unwrap().len(), 2);
    assert_eq!(server.filter("g", json!({})).await.len(), 4);
}

#[tokio::test]
async fn a_text_across_two_events_hides_none_in_the_second() {
    let server = Server::new();
    server.group("g").await;
    server.put("g", "s", &[(START, "xa"), (START, "aa"), (START, "b")]).await;
    assert_eq!(server.messages("g", "aa").await, ["aa"]);
    assert_eq!(server.messages("g", "ab").await, [""; 0]);
}

#[tokio::test]
async fn one_call_reads_so_much_and_no_more() {
    let server = Server::new();
    server.group("g").await;
    // 40 MiB that don't match, in blocks that begin one after the other, and what matches behind them.
    let large = "x".repeat(1_048_550);
    for at in 0..40 {
        server.put("g", "s", &[(START + at, &large)]).await;
    }
    server.put("g", "s", &[(START + 40, "needle")]).await;
    let input = json!({ "logGroupName": "g", "filterPattern": "-x" });
    let page = server.ok("FilterLogEvents", input.clone()).await;
    assert_eq!((&page["events"], &page["searchedLogStreams"]), (&json!([]), &json!([])));
    let next = json!({ "logGroupName": "g", "filterPattern": "-x", "nextToken": page["nextToken"] });
    let page = server.ok("FilterLogEvents", next).await;
    assert_eq!(texts(page["events"].as_array().unwrap()), ["needle"]);
    assert!(page["nextToken"].is_null());
    // Sealed in several goes. What can't be in a sealed block costs next to nothing.
    server.pass(1_000).await;
    assert_eq!(server.ok("FilterLogEvents", input).await["events"], json!([]));
    let needle = json!({ "logGroupName": "g", "filterPattern": "needle" });
    let page = server.ok("FilterLogEvents", needle).await;
    assert_eq!(
        (texts(page["events"].as_array().unwrap()), &page["nextToken"]),
        (vec!["needle".to_owned()], &serde_json::Value::Null)
    );
}
