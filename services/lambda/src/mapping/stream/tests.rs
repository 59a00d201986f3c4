//! The engine over a stream in memory, on virtual time.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tradewind_clock::{Clock, Timestamp};
use tradewind_cloud::Stop;

use super::discard::Failure;
use super::{BatchInfo, Config, Discarded, Entry, From, Host, Look, Outcome, Reason, Shard, Stream, poll};

const START: u64 = 1_000;

/// Shards with numbered records; the number is the sequence number.
#[derive(Default)]
struct Memory {
    shards: Mutex<BTreeMap<String, Kept>>,
}

#[derive(Default)]
struct Kept {
    parents: Vec<String>,
    entries: Vec<Entry>,
    closed: bool,
}

impl Stream for Memory {
    fn shards(&self) -> BoxFuture<'_, Result<Vec<Shard>, String>> {
        let shards = self.shards.lock();
        let all = shards.iter().map(|(id, kept)| Shard { id: id.clone(), parents: kept.parents.clone() });
        futures::future::ready(Ok(all.collect())).boxed()
    }

    fn look<'a>(&'a self, shard: &'a str, from: &'a From, most: usize) -> BoxFuture<'a, Result<Look, String>> {
        let shards = self.shards.lock();
        let kept = &shards[shard];
        let begin = match from {
            From::TrimHorizon => 0,
            From::Latest => kept.entries.len(),
            From::Time(at) => kept.entries.partition_point(|entry| entry.arrived < *at),
            From::After(last) => kept.entries.partition_point(|entry| entry.sequence <= *last),
        };
        let entries: Vec<_> = kept.entries[begin..].iter().take(most).cloned().collect();
        let next = kept.entries.last().map_or(From::TrimHorizon, |last| From::After(last.sequence.clone()));
        let ended = kept.closed && begin + entries.len() == kept.entries.len();
        futures::future::ready(Ok(Look { entries, next: Some(next), ended })).boxed()
    }
}

/// Remembers what the function was given and what was given up.
struct Stage {
    clock: Clock,
    memory: Arc<Memory>,
    positions: Mutex<BTreeMap<String, String>>,
    /// When, and which numbers.
    calls: Mutex<Vec<(u64, Vec<u64>)>>,
    once: Mutex<VecDeque<Outcome>>,
    /// A batch with one of these numbers fails.
    poison: Mutex<Vec<u64>>,
    discarded: Mutex<Vec<Discarded>>,
}

impl Host for Stage {
    fn position(&self, shard: &str) -> Option<String> {
        self.positions.lock().get(shard).cloned()
    }

    fn keep(&self, shard: &str, sequence: &str) {
        self.positions.lock().insert(shard.to_owned(), sequence.to_owned());
    }

    fn invoke(&self, event: Bytes) -> BoxFuture<'_, Outcome> {
        let event: Value = serde_json::from_slice(&event).expect("JSON");
        let records = event["Records"].as_array().expect("records");
        let numbers: Vec<u64> = records.iter().map(|record| record["n"].as_u64().expect("a number")).collect();
        let bad = numbers.iter().any(|number| self.poison.lock().contains(number));
        self.calls.lock().push((self.clock.now().as_secs() - START, numbers));
        let outcome = self.once.lock().pop_front();
        let outcome = outcome.unwrap_or_else(|| if bad { failed() } else { answered("null") });
        futures::future::ready(outcome).boxed()
    }

    fn discard<'a>(&'a self, discarded: Discarded) -> BoxFuture<'a, ()> {
        self.discarded.lock().push(discarded);
        futures::future::ready(()).boxed()
    }
}

fn failed() -> Outcome {
    Outcome::Failed { request_id: "r".to_owned(), error: "Unhandled", version: "$LATEST".to_owned() }
}

fn answered(payload: &str) -> Outcome {
    Outcome::Answered(Bytes::copy_from_slice(payload.as_bytes()))
}

fn config() -> Config {
    Config {
        start: From::TrimHorizon,
        batch_size: 100,
        window: Duration::ZERO,
        lanes: 1,
        max_age: None,
        max_retries: None,
        bisect: false,
        reports_failures: false,
        filters: Vec::new(),
    }
}

impl Stage {
    fn new() -> Arc<Stage> {
        Arc::new(Stage {
            clock: Clock::manual(Timestamp::from_secs(START)),
            memory: Arc::default(),
            positions: Mutex::default(),
            calls: Mutex::default(),
            once: Mutex::default(),
            poison: Mutex::default(),
            discarded: Mutex::default(),
        })
    }

    fn shard(&self, id: &str, parents: &[&str]) {
        let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
        self.memory.shards.lock().insert(id.to_owned(), Kept { parents, ..Kept::default() });
    }

    fn put(&self, shard: &str, numbers: impl IntoIterator<Item = u64>) {
        self.put_with(shard, numbers, |_| "k".to_owned());
    }

    fn put_with(&self, shard: &str, numbers: impl IntoIterator<Item = u64>, key: impl Fn(u64) -> String) {
        let mut shards = self.memory.shards.lock();
        let kept = shards.get_mut(shard).expect("a shard");
        kept.entries.extend(numbers.into_iter().map(|n| Entry {
            sequence: sequence(n),
            key: key(n),
            arrived: self.clock.now(),
            record: json!({"n": n}).to_string().into_bytes(),
            filtered: None,
        }));
    }

    fn close(&self, shard: &str) {
        self.memory.shards.lock().get_mut(shard).expect("a shard").closed = true;
    }

    fn start(self: &Arc<Self>, config: Config) -> (Stop, JoinHandle<()>) {
        let (stop, stopping) = Stop::new();
        let work = poll(self.memory.clone(), self.clone(), config, self.clock.clone(), stopping);
        (stop, tokio::spawn(work))
    }

    /// Starts, and lets so many seconds pass.
    async fn run(self: &Arc<Self>, config: Config, seconds: u64) {
        let (stop, work) = self.start(config);
        self.pass(seconds).await;
        stop.stop();
        work.await.expect("ends");
    }

    async fn pass(&self, seconds: u64) {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        self.clock.advance(Duration::from_secs(seconds)).await.expect("virtual");
    }

    fn calls(&self) -> Vec<(u64, Vec<u64>)> {
        std::mem::take(&mut *self.calls.lock())
    }

    fn batches(&self) -> Vec<Vec<u64>> {
        self.calls().into_iter().map(|(_, numbers)| numbers).collect()
    }

    fn lost(&self) -> Vec<(Reason, String, String, u32)> {
        let discarded = self.discarded.lock();
        let shown =
            discarded.iter().map(|one| (one.reason, one.batch.first.clone(), one.batch.last.clone(), one.invocations));
        shown.collect()
    }
}

fn sequence(number: u64) -> String {
    format!("{number:05}")
}

#[tokio::test]
async fn a_shard_is_read_in_batches_and_in_order() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", 1..=5);
    stage.run(Config { batch_size: 2, ..config() }, 3).await;
    assert_eq!(stage.calls(), [(0, vec![1, 2]), (0, vec![3, 4]), (0, vec![5])]);
    assert_eq!(stage.position("s"), Some(sequence(5)));
    stage.put("s", [6]);
    stage.run(Config { start: From::Latest, ..config() }, 3).await;
    assert_eq!(stage.batches(), [vec![6]], "goes on where it was");
}

#[tokio::test]
async fn reading_begins_where_the_mapping_says() {
    for (start, expected) in [
        (From::TrimHorizon, vec![1, 2, 3]),
        (From::Latest, vec![3]),
        (From::Time(Timestamp::from_secs(START + 10)), vec![2, 3]),
    ] {
        let stage = Stage::new();
        stage.shard("s", &[]);
        stage.put("s", [1]);
        stage.pass(10).await;
        stage.put("s", [2]);
        let (stop, work) = stage.start(Config { start, ..config() });
        stage.pass(5).await;
        stage.put("s", [3]);
        stage.pass(5).await;
        stop.stop();
        work.await.expect("ends");
        assert_eq!(stage.batches().concat(), expected);
    }
}

#[tokio::test]
async fn a_window_gathers() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    let (stop, work) = stage.start(Config { batch_size: 3, window: Duration::from_secs(10), ..config() });
    stage.put("s", [1]);
    stage.pass(4).await;
    stage.put("s", [2]);
    stage.pass(10).await;
    assert_eq!(stage.calls(), [(10, vec![1, 2])]);
    stage.put("s", 3..=5);
    stage.pass(2).await;
    assert_eq!(stage.batches(), [vec![3, 4, 5]], "full before the window ends");
    stop.stop();
    work.await.expect("ends");
}

#[tokio::test]
async fn a_batch_holds_its_shard_up_until_it_is_given_up() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", 1..=4);
    stage.poison.lock().push(2);
    stage.run(Config { batch_size: 2, max_retries: Some(2), ..config() }, 60).await;
    assert_eq!(stage.calls(), [(0, vec![1, 2]), (1, vec![1, 2]), (3, vec![1, 2]), (3, vec![3, 4])]);
    assert_eq!(stage.lost(), [(Reason::RetryAttemptsExhausted, sequence(1), sequence(2), 3)]);
    assert_eq!(stage.position("s"), Some(sequence(4)));
}

#[tokio::test]
async fn without_a_limit_it_is_tried_for_ever_and_others_go_on() {
    let stage = Stage::new();
    stage.shard("bad", &[]);
    stage.shard("good", &[]);
    stage.put("bad", [1]);
    stage.poison.lock().push(1);
    let (stop, work) = stage.start(config());
    stage.pass(86_400).await;
    stage.put("good", [2]);
    stage.pass(5).await;
    let calls = stage.calls();
    // 1, 2, 4 ... seconds apart, and then a minute.
    assert!((1_400..1_500).contains(&calls.iter().filter(|(_, numbers)| *numbers == [1]).count()));
    assert!(calls.iter().any(|(_, numbers)| *numbers == [2]));
    assert_eq!((stage.position("bad"), stage.lost().len()), (None, 0));
    stop.stop();
    work.await.expect("ends");
}

#[tokio::test]
async fn halves_find_the_record_that_fails() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", 1..=5);
    stage.poison.lock().push(3);
    stage.run(Config { bisect: true, max_retries: Some(0), ..config() }, 60).await;
    let expected: [&[u64]; 5] = [&[1, 2, 3, 4, 5], &[1, 2], &[3, 4, 5], &[3], &[4, 5]];
    assert_eq!(stage.batches(), expected);
    assert_eq!(stage.lost(), [(Reason::RetryAttemptsExhausted, sequence(3), sequence(3), 3)]);
}

#[tokio::test]
async fn a_report_says_where_to_go_on() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", 1..=4);
    let report = json!({"batchItemFailures": [{"itemIdentifier": sequence(4)}, {"itemIdentifier": sequence(3)}]});
    stage.once.lock().push_back(answered(&report.to_string()));
    stage.once.lock().push_back(answered("\"what?\""));
    stage.run(Config { reports_failures: true, max_retries: Some(5), ..config() }, 60).await;
    assert_eq!(stage.calls(), [(0, vec![1, 2, 3, 4]), (1, vec![3, 4]), (3, vec![3, 4])]);
    assert_eq!((stage.lost().len(), stage.position("s")), (0, Some(sequence(4))));
}

#[tokio::test]
async fn a_report_splits_a_batch_where_it_says() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", 1..=4);
    let report = |n| answered(&json!({"batchItemFailures": [{"itemIdentifier": sequence(n)}]}).to_string());
    stage.once.lock().extend([report(3), report(3), report(3)]);
    stage.run(Config { reports_failures: true, bisect: true, max_retries: Some(1), ..config() }, 60).await;
    // The first report costs no attempt; the second costs the one there is, and the third is the end.
    assert_eq!(stage.batches(), [vec![1, 2, 3, 4], vec![3, 4], vec![3, 4]]);
    assert_eq!(stage.lost(), [(Reason::RetryAttemptsExhausted, sequence(3), sequence(4), 3)]);
}

#[tokio::test]
async fn what_is_too_old_is_given_up() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", [1]);
    stage.pass(100).await;
    stage.put("s", [2]);
    stage.poison.lock().push(2);
    stage.run(Config { max_age: Some(Duration::from_secs(60)), ..config() }, 200).await;
    let calls = stage.calls();
    assert!(calls.iter().all(|(at, numbers)| *numbers == [2] && *at <= 160), "{calls:?}");
    assert_eq!(calls.len(), 6, "100, 101, 103, 107, 115, 131 and no more");
    let lost = stage.lost();
    assert_eq!(lost[0], (Reason::RecordAgeExceeded, sequence(1), sequence(1), 0));
    assert_eq!(lost[1], (Reason::RecordAgeExceeded, sequence(2), sequence(2), 6));
}

#[tokio::test]
async fn a_function_that_is_not_run_has_not_failed() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", [1]);
    stage.once.lock().extend([Outcome::Refused, Outcome::Refused, Outcome::Refused]);
    stage.run(Config { max_retries: Some(0), ..config() }, 60).await;
    assert_eq!(stage.calls(), [(0, vec![1]), (1, vec![1]), (3, vec![1]), (7, vec![1])]);
    assert!(stage.lost().is_empty());
}

#[tokio::test]
async fn parents_come_before_their_children() {
    let stage = Stage::new();
    stage.shard("parent", &[]);
    stage.shard("a", &["parent"]);
    stage.put("parent", [1]);
    stage.put("a", [2]);
    stage.poison.lock().push(1);
    let (stop, work) = stage.start(config());
    stage.close("parent");
    stage.pass(100).await;
    assert!(stage.batches().iter().all(|batch| *batch == [1]));
    stage.poison.lock().clear();
    stage.pass(100).await;
    assert_eq!(stage.batches(), [vec![1], vec![2]]);
    stop.stop();
    work.await.expect("ends");
}

#[tokio::test]
async fn lanes_keep_the_order_of_each_key() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put_with("s", 1..=40, |n| format!("key-{}", n % 4));
    stage.run(Config { lanes: 4, batch_size: 3, ..config() }, 60).await;
    let batches = stage.batches();
    assert!(batches.iter().all(|batch| batch.len() <= 3));
    for key in 0..4 {
        let numbers: Vec<u64> = batches.concat().into_iter().filter(|n| n % 4 == key).collect();
        let expected: Vec<u64> = (1..=40).filter(|n| n % 4 == key).collect();
        assert_eq!(numbers, expected);
    }
}

#[tokio::test]
async fn a_lane_that_fails_does_not_hold_up_the_others_of_its_look() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put_with("s", 1..=8, |n| format!("key-{n}"));
    stage.poison.lock().push(1);
    stage.run(Config { lanes: 8, batch_size: 1, max_retries: Some(1), ..config() }, 60).await;
    let at_once: Vec<u64> =
        stage.calls().into_iter().filter(|(at, _)| *at == 0).flat_map(|(_, numbers)| numbers).collect();
    assert!(at_once.len() >= 5, "{at_once:?}");
    assert_eq!(stage.position("s"), Some(sequence(8)));
}

#[tokio::test]
async fn filters_pass_records_over() {
    let stage = Stage::new();
    stage.shard("s", &[]);
    stage.put("s", 1..=4);
    stage.run(Config { filters: vec!["{\"n\":[2,3]}".to_owned()], ..config() }, 5).await;
    assert_eq!(stage.batches(), [vec![2, 3]]);
    assert_eq!(stage.position("s"), Some(sequence(4)));
}

/// The example of <https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html>.
#[test]
fn a_destination_is_told_where_the_records_are() {
    let discarded = Discarded {
        at: Timestamp::from_millis(1_573_691_886_021),
        reason: Reason::RetryAttemptsExhausted,
        invocations: 1,
        failure: Some(Failure {
            request_id: "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5".to_owned(),
            error: "Unhandled",
            version: "$LATEST".to_owned(),
        }),
        batch: BatchInfo {
            shard: "shardId-000000000001".to_owned(),
            first: "49601189658422359378836298521827638475320189012309704722".to_owned(),
            last: "49601189658422359378836298522902373528957594348623495186".to_owned(),
            first_arrived: Timestamp::from_millis(1_573_691_884_835),
            last_arrived: Timestamp::from_millis(1_573_691_885_000),
            count: 500,
        },
    };
    let record = discarded.write(
        "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
        "arn:aws:kinesis:us-east-2:123456789012:stream/mystream",
        "KinesisBatchInfo",
    );
    let record: Value = serde_json::from_slice(&record).expect("JSON");
    let expected = json!({
        "requestContext": {
            "requestId": "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
            "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": 1
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": "2019-11-14T00:38:06.021Z",
        "KinesisBatchInfo": {
            "shardId": "shardId-000000000001",
            "startSequenceNumber": "49601189658422359378836298521827638475320189012309704722",
            "endSequenceNumber": "49601189658422359378836298522902373528957594348623495186",
            "approximateArrivalOfFirstRecord": "2019-11-14T00:38:04.835Z",
            "approximateArrivalOfLastRecord": "2019-11-14T00:38:05.000Z",
            "batchSize": 500,
            "streamArn": "arn:aws:kinesis:us-east-2:123456789012:stream/mystream"
        }
    });
    assert_eq!(record, expected);
}
