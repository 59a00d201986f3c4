//! A server with S3 on a simulated disk and virtual time. Calls go through the door as calls from inside.

use std::sync::Arc;

use futures::StreamExt as _;
use serde_json::{Value, json};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_cloud::{Cloud, Handle, Origin, Principal};
use tradewind_events::Events;
use tradewind_kms::Kms;
use tradewind_s3::S3;
use tradewind_sqs::Sqs;
use tradewind_store::{SimDisk, Store, Watermark};
use tradewind_wire::{Document, ErrorDocument, Stream};

pub(crate) const ACCOUNT: &str = "123456789012";
pub(crate) const REGION: &str = "us-east-1";

/// 2026-01-02T03:04:05Z.
pub(crate) const START: u64 = 1_767_323_045;

pub(crate) struct Stage {
    pub(crate) clock: Clock,
    pub(crate) disk: SimDisk,
    pub(crate) cloud: Cloud,
    pub(crate) handle: Handle,
    pub(crate) s3: Arc<S3>,
    seed: u64,
}

/// What a call answered.
pub(crate) type Answer = Result<Document, ErrorDocument>;

impl Stage {
    pub(crate) fn new() -> Stage {
        let clock = Clock::manual(Timestamp::from_secs(START));
        let disk = SimDisk::new(1);
        let (cloud, handle, s3) = open(&disk, &clock, 1);
        Stage { clock, disk, cloud, handle, s3, seed: 1 }
    }

    /// A server on this disk, with a bucket named `b-1`.
    pub(crate) async fn on(disk: SimDisk) -> Stage {
        let clock = Clock::manual(Timestamp::from_secs(START));
        let (cloud, handle, s3) = open(&disk, &clock, 1);
        let stage = Stage { clock, disk, cloud, handle, s3, seed: 1 };
        stage.ok("CreateBucket", json!({"Bucket": "b-1"})).await;
        stage
    }

    /// A server with a bucket named `b-1`.
    pub(crate) async fn with_bucket() -> Stage {
        Stage::on(SimDisk::new(1)).await
    }

    /// The power goes and comes back: what was not synced is gone.
    pub(crate) fn crash(&mut self) {
        self.disk.crash();
        self.seed += 1;
        (self.cloud, self.handle, self.s3) = open(&self.disk, &self.clock, self.seed);
    }

    /// A client's call; durable when it has answered.
    pub(crate) async fn call_as(&self, account: &str, region: &str, operation: &str, input: Document) -> Answer {
        let origin = origin(account, region);
        let answer = self.handle.call(&origin, "s3", operation, input).await;
        self.cloud
            .store()
            .settle(origin.mark.get())
            .await
            .map_err(|_| ErrorDocument::internal_failure("not durable"))?;
        answer
    }

    pub(crate) async fn call(&self, operation: &str, input: Value) -> Answer {
        self.call_as(ACCOUNT, REGION, operation, document(input)).await
    }

    /// A call that must succeed; its answer as JSON, streams left out.
    pub(crate) async fn ok(&self, operation: &str, input: Value) -> Value {
        let shown = input.to_string();
        match self.call(operation, input).await {
            Ok(answer) => serde_json::from_slice(&answer.to_json_vec()).expect("JSON"),
            Err(error) => panic!("{operation} {shown}: {error}"),
        }
    }

    /// A call that must be refused: status, code, text.
    pub(crate) async fn refused(&self, operation: &str, input: Value) -> (u16, String, String) {
        let shown = input.to_string();
        match self.call(operation, input).await {
            Ok(answer) => panic!("{operation} {shown}: {answer:?}"),
            Err(error) => (error.status, error.code.into_owned(), error.message.unwrap_or_default()),
        }
    }

    /// A call with a body, as `Body`.
    pub(crate) async fn send(&self, operation: &str, input: Value, body: impl Into<Vec<u8>>) -> Answer {
        self.call_as(ACCOUNT, REGION, operation, with_body(input, body.into())).await
    }

    /// PutObject that must succeed.
    pub(crate) async fn put(&self, key: &str, body: impl Into<Vec<u8>>) -> Value {
        let answer = self.send("PutObject", json!({"Bucket": "b-1", "Key": key}), body).await;
        serde_json::from_slice(&answer.expect("put").to_json_vec()).expect("JSON")
    }

    /// GetObject that must succeed: the answer's head and the body.
    pub(crate) async fn get(&self, input: Value) -> (Value, Vec<u8>) {
        let answer = self.call("GetObject", input).await.expect("got");
        let body = read(&answer).await.expect("whole");
        (serde_json::from_slice(&answer.to_json_vec()).expect("JSON"), body)
    }

    /// Performs what is due now.
    pub(crate) async fn settle(&self) -> usize {
        self.cloud.store().tasks().run_due(&self.cloud).await
    }
}

/// The bytes of an answer's `Body`.
pub(crate) async fn read(answer: &Document) -> std::io::Result<Vec<u8>> {
    let Some(Document::Stream(stream)) = answer.get("Body") else { return Ok(Vec::new()) };
    let mut bytes = Vec::new();
    let Some(mut chunks) = stream.take() else { return Ok(bytes) };
    while let Some(chunk) = chunks.next().await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}

pub(crate) fn document(input: Value) -> Document {
    Document::from_json(input.to_string().as_bytes()).expect("JSON")
}

/// The input with a body that comes in pieces of 100,000 bytes.
pub(crate) fn with_body(input: Value, body: Vec<u8>) -> Document {
    let Document::Map(mut members) = document(input) else { panic!("members") };
    let chunks: Vec<_> = body.chunks(100_000).map(|chunk| Ok(bytes::Bytes::copy_from_slice(chunk))).collect();
    members.push(("Body".into(), Document::Stream(Stream::new(Box::pin(futures::stream::iter(chunks))))));
    Document::Map(members)
}

fn open(disk: &SimDisk, clock: &Clock, seed: u64) -> (Cloud, Handle, Arc<S3>) {
    let random = Random::seeded(seed);
    let store = Store::simulated(disk, clock.clone(), random.clone()).expect("opens");
    let (mut handle, mut s3) = (None, None);
    let cloud = Cloud::builder(store, clock.clone(), random)
        .register(|parts| {
            handle = Some(parts.cloud.clone());
            let made = S3::new(parts);
            s3 = Some(made.clone());
            made
        })
        .register(Sqs::new)
        .register(Events::new)
        .register(Kms::new)
        .build();
    (cloud, handle.expect("registered"), s3.expect("registered"))
}

impl Stage {
    /// How many files there are of large bodies, finished or not.
    pub(crate) fn blobs(&self) -> usize {
        self.disk.files().iter().filter(|name| name.starts_with("blobs/")).count()
    }
}

impl Stage {
    /// How many large bodies objects and uploads of the bucket name, each of which is one blob.
    pub(crate) async fn named(&self) -> usize {
        let large = |entries: &Value| {
            let entries = entries.as_array().cloned().unwrap_or_default();
            entries.iter().filter(|one| one["Size"].as_u64() > Some(32 << 10)).count()
        };
        let versions = self.ok("ListObjectVersions", json!({"Bucket": "b-1"})).await;
        let mut count = large(&versions["Versions"]);
        let uploads = self.ok("ListMultipartUploads", json!({"Bucket": "b-1"})).await;
        for upload in uploads["Uploads"].as_array().cloned().unwrap_or_default() {
            let input = json!({"Bucket": "b-1", "Key": upload["Key"], "UploadId": upload["UploadId"]});
            count += large(&self.ok("ListParts", input).await["Parts"]);
        }
        count
    }
}

impl Stage {
    /// Puts an empty object and does not wait until it is durable.
    pub(crate) async fn put_later(&self, key: &str) {
        let origin = origin(ACCOUNT, REGION);
        let input = Document::Map(vec![("Bucket".into(), "b-1".into()), ("Key".into(), key.into())]);
        self.handle.call(&origin, "s3", "PutObject", input).await.expect("put");
    }
}

pub(crate) fn origin(account: &str, region: &str) -> Origin {
    Origin {
        account: account.to_owned(),
        region: region.to_owned(),
        principal: Principal::Account,
        mark: Arc::new(Watermark::new()),
        depth: 0,
        trace: None,
        endpoint: "http://127.0.0.1:4566".to_owned(),
    }
}
