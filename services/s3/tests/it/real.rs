//! A real disk and real threads: bodies that come and go while others do, and while the sweep looks.

use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use tradewind_clock::{Clock, Random};
use tradewind_cloud::{Cloud, Handle};
use tradewind_s3::S3;
use tradewind_store::{Options, Store};
use tradewind_wire::Document;

use crate::objects::bytes;
use crate::stage::{Answer, document, origin, read, with_body};

struct Real {
    dir: TempDir,
    cloud: Cloud,
    handle: Handle,
    s3: Arc<S3>,
}

impl Real {
    fn open(dir: TempDir) -> Real {
        let clock = Clock::system();
        let random = Random::seeded(5);
        let options = Options::new(dir.path(), clock.clone(), random.clone());
        let store = Store::open(options).expect("opens");
        let (mut handle, mut s3) = (None, None);
        let cloud = Cloud::builder(store, clock, random)
            .register(|parts| {
                handle = Some(parts.cloud.clone());
                let made = S3::new(parts);
                s3 = Some(made.clone());
                made
            })
            .build();
        Real { dir, cloud, handle: handle.expect("registered"), s3: s3.expect("registered") }
    }

    async fn call(&self, operation: &str, input: Document) -> Answer {
        let origin = origin("123456789012", "us-east-1");
        let answer = self.handle.call(&origin, "s3", operation, input).await;
        self.cloud.store().settle(origin.mark.get()).await.expect("durable");
        answer
    }

    async fn put(&self, key: &str, body: Vec<u8>) {
        let input = with_body(json!({"Bucket": "b-1", "Key": key}), body);
        self.call("PutObject", input).await.expect("put");
    }

    async fn get(&self, key: &str) -> Vec<u8> {
        let answer = self.call("GetObject", document(json!({"Bucket": "b-1", "Key": key}))).await.expect("got");
        read(&answer).await.expect("whole")
    }

    async fn settle(&self) {
        self.cloud.store().tasks().run_due(&self.cloud).await;
    }

    fn blobs(&self) -> usize {
        files(&self.dir.path().join("blobs"))
    }
}

fn files(dir: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(dir).expect("a directory");
    entries.map(|entry| entry.expect("an entry").path()).map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_write_and_read_while_the_sweep_looks() {
    let real = Arc::new(Real::open(tempfile::tempdir().expect("a directory")));
    real.call("CreateBucket", document(json!({"Bucket": "b-1"}))).await.expect("made");
    let sweeper = tokio::task::spawn_blocking({
        let s3 = real.s3.clone();
        move || (0..20).for_each(|_| _ = s3.sweep().expect("sweeps"))
    });
    let writers = (0..8_usize).map(|n| {
        let real = real.clone();
        tokio::spawn(async move {
            for round in 0..4 {
                // Around the sizes where a body becomes a file, and where one batch becomes two.
                let size = [30_000, 60_000, 1 << 20, (2 << 20) + 11][(n + round) % 4];
                let key = format!("k{n}");
                real.put(&key, bytes(size)).await;
                assert!(real.get(&key).await == bytes(size), "{key} {size}");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("no panic");
    }
    sweeper.await.expect("no panic");
    real.settle().await;
    let large = real.call("ListObjectsV2", document(json!({"Bucket": "b-1"}))).await.expect("listed");
    let large: Value = serde_json::from_slice(&large.to_json_vec()).expect("JSON");
    let large = large["Contents"].as_array().expect("objects").iter().filter(|one| one["Size"].as_u64() > Some(32_768));
    assert_eq!((real.blobs(), real.s3.sweep().expect("sweeps")), (large.count(), 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objects_are_there_after_a_restart() {
    let real = Real::open(tempfile::tempdir().expect("a directory"));
    real.call("CreateBucket", document(json!({"Bucket": "b-1"}))).await.expect("made");
    real.put("large", bytes(3 << 20)).await;
    real.put("small", bytes(3_000)).await;
    let Real { dir, cloud, handle, s3 } = real;
    let store = cloud.store().clone();
    drop((cloud, handle, s3));
    tokio::task::spawn_blocking(move || store.close()).await.expect("no panic").expect("closes");
    let real = Real::open(dir);
    assert!(real.get("large").await == bytes(3 << 20) && real.get("small").await == bytes(3_000));
    assert_eq!(real.s3.sweep().expect("sweeps"), 0);
}
