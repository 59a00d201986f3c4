//! Power fails at every operation of the disk in turn, while events come, are sealed and expire.

use std::time::Duration;

use serde_json::{Value, json};

use crate::harness::{DAY, HOUR, START, Server};

/// Batches that are sealed together, and one more that stays open. A batch has events of two sizes.
const SEALED: u64 = 5;
const BATCHES: u64 = SEALED + 1;
const EVENTS: u64 = 4;

/// When a batch's events are: batches overlap, and the last one is half a day later than the others, and outlives them.
fn time(batch: u64, event: u64) -> u64 {
    let later = if batch == SEALED { DAY / 2 } else { batch };
    START - DAY / 2 + later + event
}

/// Says which event it is, and is long enough to show a tear.
fn text(batch: u64, event: u64) -> String {
    let letter = char::from(b'a' + u8::try_from((batch * EVENTS + event) % 26).unwrap());
    let length = if event == 0 { 230_000 } else { 50 };
    format!("{batch}/{event} {}", letter.to_string().repeat(length))
}

fn batch(number: u64) -> Value {
    let event = |event| json!({ "timestamp": time(number, event), "message": text(number, event) });
    json!({ "logGroupName": "g", "logStreamName": "s", "logEvents": (0..EVENTS).map(event).collect::<Vec<_>>() })
}

/// What was answered before the disk died.
#[derive(Debug, Default)]
struct Answered {
    stream: bool,
    retention: bool,
    batches: u64,
}

/// Makes a group, fills it, seals, waits until the first batches have expired, and has them deleted.
async fn workload(server: &Server) -> Answered {
    let mut answered = Answered::default();
    let (group, stream) = (json!({ "logGroupName": "g" }), json!({ "logGroupName": "g", "logStreamName": "s" }));
    let retention = json!({ "logGroupName": "g", "retentionInDays": 1 });
    for (operation, input) in
        [("CreateLogGroup", group), ("CreateLogStream", stream), ("PutRetentionPolicy", retention)]
    {
        if server.call(operation, input).await.0 != 200 {
            return answered;
        }
        answered.stream |= operation == "CreateLogStream";
        answered.retention |= operation == "PutRetentionPolicy";
    }
    for number in 0..BATCHES {
        if server.call("PutLogEvents", batch(number)).await.0 != 200 {
            return answered;
        }
        answered.batches += 1;
        if number == 2 {
            let _ = server.cloud.store().checkpoint();
        }
        if number + 1 == SEALED {
            server.tasks().await;
        }
    }
    server.clock.jump(Duration::from_millis(DAY / 2 + 2 * HOUR)).unwrap();
    server.tasks().await;
    let _ = server.cloud.store().checkpoint();
    answered
}

/// What is there, as `(batch, event)`; that every text is whole.
async fn found(server: &Server, point: u64) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for message in server.messages("g", "").await {
        let place = message.split_once(' ').and_then(|(place, _)| place.split_once('/')).unwrap();
        let (batch, event) = (place.0.parse().unwrap(), place.1.parse().unwrap());
        assert!(message == text(batch, event), "crash point {point}: {batch}/{event} is torn");
        found.push((batch, event));
    }
    found
}

/// What is to be there of the first batches, now.
fn owed(server: &Server, retention: bool, batches: u64) -> Vec<(u64, u64)> {
    let horizon = if retention { server.now() - DAY } else { 0 };
    let all = (0..batches).flat_map(|batch| (0..EVENTS).map(move |event| (batch, event)));
    let mut owed: Vec<_> = all.filter(|(batch, event)| time(*batch, *event) >= horizon).collect();
    owed.sort_by_key(|(batch, event)| (time(*batch, *event), *batch));
    owed
}

#[tokio::test]
async fn what_was_answered_is_whole_and_in_order_after_any_crash() {
    let (mut crashes, mut sealed, mut expired) = (0, 0, 0);
    for point in 1.. {
        let server = Server::new();
        server.disk.crash_after(point);
        let answered = workload(&server).await;
        if !server.disk.is_dead() {
            assert_eq!(answered.batches, BATCHES);
            break;
        }
        crashes += 1;
        sealed += u64::from(answered.batches >= SEALED);
        expired += u64::from(server.now() > START + DAY / 2);
        let server = server.crash();
        if !answered.stream {
            continue;
        }
        // A setting without an answer may have been kept or not, and so may a batch; but whole.
        let groups = server.ok("DescribeLogGroups", json!({ "logGroupNamePrefix": "g" })).await;
        let retention = !groups["logGroups"][0]["retentionInDays"].is_null();
        assert!(retention || !answered.retention, "crash point {point}");
        let there = found(&server, point).await;
        let (least, most) = (answered.batches, (answered.batches + 1).min(BATCHES));
        let possible = [owed(&server, retention, least), owed(&server, retention, most)];
        assert!(possible.contains(&there), "crash point {point}: {there:?} is none of {possible:?}");
        // Tasks that were noted are done now, and change nothing that is seen.
        server.tasks().await;
        assert_eq!(found(&server, point).await, there, "crash point {point}, after the tasks");
        // The server goes on, and gives all space back in the end.
        server.ok("PutRetentionPolicy", json!({ "logGroupName": "g", "retentionInDays": 1 })).await;
        server.put("g", "s", &[(server.now(), "after")]).await;
        assert_eq!(server.messages("g", "after").await, ["after"], "crash point {point}");
        server.pass(2 * DAY).await;
        let groups = server.ok("DescribeLogGroups", json!({})).await;
        assert_eq!(groups["logGroups"][0]["storedBytes"], 0, "crash point {point}");
        assert_eq!(server.cloud.store().tasks().pending(), 0, "crash point {point}");
    }
    assert!(crashes > 15 && sealed > 3 && expired > 1, "{crashes} crash points, {sealed} sealed, {expired} expired");
}
