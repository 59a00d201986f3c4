//! What one call costs between its bytes and its commit, without sockets and without waiting for the disk.
//!
//! `cargo run --release -p tradewind-sqs --example hot_path [messages]`
//!
//! A call is polled once: that decodes it, decides and commits it to the journal's buffer; then it waits for the disk and is
//! let go. So the figures are the time of this crate and of what it stands on (wire, cloud, store), on one thread, while the
//! journal's thread writes beside it.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement, run by hand")]

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use bytes::Bytes;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Incoming, Principal};
use tradewind_sqs::Sqs;
use tradewind_store::{Options, Store};
use tradewind_wire::{Protocol, Response};

const QUEUE: &str = "http://127.0.0.1:4566/000000000000/orders";

fn main() {
    let messages: usize = std::env::args().nth(1).map_or(200_000, |count| count.parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let (clock, random) = (Clock::system(), Random::from_entropy().unwrap());
    let store = Store::open(Options::new(directory.path(), clock.clone(), random.clone())).unwrap();
    let cloud = Cloud::builder(store.clone(), clock.clone(), random).register(Sqs::new).build();

    call(&cloud, "CreateQueue", r#"{"QueueName":"orders"}"#.to_owned());
    let body = "x".repeat(1_024);
    let send = format!(r#"{{"QueueUrl":"{QUEUE}","MessageBody":"{body}"}}"#);
    measure("SendMessage, 1 KiB", messages, || call(&cloud, "SendMessage", send.clone()));
    let entries: Vec<String> = (0..10).map(|n| format!(r#"{{"Id":"{n}","MessageBody":"{body}"}}"#)).collect();
    let batch = format!(r#"{{"QueueUrl":"{QUEUE}","Entries":[{}]}}"#, entries.join(","));
    measure("SendMessageBatch, 10 of 1 KiB", messages / 20, || call(&cloud, "SendMessageBatch", batch.clone()));

    store.flush().unwrap();
    let before = resident();
    store.evict_idle(Timestamp::MAX);
    let evicted = resident();
    let start = Instant::now();
    let counts = format!(r#"{{"QueueUrl":"{QUEUE}","AttributeNames":["ApproximateNumberOfMessages"]}}"#);
    call(&cloud, "GetQueueAttributes", counts);
    let total = messages + messages / 20 * 10;
    println!(
        "opening a queue of {total} messages: {:?}; resident {} MB before, {} MB without the model, {} MB with it",
        start.elapsed(),
        before >> 20,
        evicted >> 20,
        resident() >> 20
    );

    consume(&cloud, "from the disk");
    call(&cloud, "PurgeQueue", format!(r#"{{"QueueUrl":"{QUEUE}"}}"#));
    (0..45_000).for_each(|_| call(&cloud, "SendMessage", send.clone()));
    consume(&cloud, "just sent");
}

/// Receives and deletes.
fn consume(cloud: &Cloud, which: &str) {
    let receive = |count: u32| format!(r#"{{"QueueUrl":"{QUEUE}","MaxNumberOfMessages":{count}}}"#);
    measure(&format!("ReceiveMessage, 10 of 1 KiB {which}"), 1_000, || call(cloud, "ReceiveMessage", receive(10)));
    measure(&format!("ReceiveMessage, 1 of 1 KiB {which}"), 10_000, || call(cloud, "ReceiveMessage", receive(1)));
    let handles: Vec<String> = (0..10_000).filter_map(|_| received(cloud, &receive(1))).collect();
    let mut handles = handles.into_iter();
    measure(&format!("DeleteMessage {which}"), handles.len(), || {
        let handle = handles.next().unwrap();
        call(cloud, "DeleteMessage", format!(r#"{{"QueueUrl":"{QUEUE}","ReceiptHandle":"{handle}"}}"#));
    });
}

fn measure(what: &str, count: usize, mut work: impl FnMut()) {
    let (start, cpu) = (Instant::now(), thread_cpu());
    for _ in 0..count {
        work();
    }
    let each = |took: Duration| took.checked_div(u32::try_from(count.max(1)).unwrap()).unwrap_or(Duration::ZERO);
    println!(
        "{what}: {:?} of CPU each, {:?} on the clock, {count} calls",
        each(thread_cpu() - cpu),
        each(start.elapsed())
    );
}

fn incoming(cloud: &Cloud, operation: &str, body: String) -> Incoming {
    Incoming {
        service: cloud.find("sqs").unwrap().clone(),
        operation: operation.to_owned(),
        protocol: Protocol::AwsJson10,
        body: Bytes::from(body),
        head: None,
        account: "000000000000".to_owned(),
        region: "us-east-1".to_owned(),
        principal: Principal::Account,
        endpoint: "http://127.0.0.1:4566".to_owned(),
        source_ip: None,
        user_agent: None,
        trace: None,
    }
}

/// Decodes, decides, commits.
fn call(cloud: &Cloud, operation: &str, body: String) {
    let mut context = Context::from_waker(Waker::noop());
    if let Poll::Ready(response) = pin!(cloud.handle(incoming(cloud, operation, body))).as_mut().poll(&mut context) {
        assert_eq!(response.status, 200, "{:?}", String::from_utf8_lossy(response.body.as_bytes().unwrap_or_default()));
    }
}

/// The handle of a received message.
fn received(cloud: &Cloud, body: &str) -> Option<String> {
    let mut context = Context::from_waker(Waker::noop());
    let mut call = pin!(cloud.handle(incoming(cloud, "ReceiveMessage", body.to_owned())));
    let Response { body, .. } = loop {
        match call.as_mut().poll(&mut context) {
            Poll::Ready(response) => break response,
            Poll::Pending => cloud.store().flush().unwrap(),
        }
    };
    let text = String::from_utf8(body.into_bytes().ok()?).ok()?;
    Some(text.split("\"ReceiptHandle\":\"").nth(1)?.split('"').next()?.to_owned())
}

/// What this thread has used of the processor, where the system tells.
fn thread_cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0))
}

/// Bytes of memory in use, where the system tells.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4_096
}
