//! Power cuts at every operation of the disk: no torn object, nothing lost that was answered, no blob left over.

use std::collections::BTreeMap;

use serde_json::json;
use tradewind_store::SimDisk;

use crate::objects::bytes;
use crate::stage::Stage;

/// What may be found, by key: the body, or nothing. Several where a call about the key was cut short.
type Told = BTreeMap<&'static str, Vec<Option<Vec<u8>>>>;

/// A story of overwrites, deletions, an upload and a copy. Ends at the first call that fails.
async fn story(stage: &Stage, told: &mut Told) -> Option<()> {
    for (key, size) in [("small", 100), ("large", 150_000), ("large", 300_000), ("small", 200)] {
        let body = bytes(size);
        told.entry(key).or_insert_with(|| vec![None]).push(Some(body.clone()));
        stage.send("PutObject", json!({"Bucket": "b-1", "Key": key}), body.clone()).await.ok()?;
        told.insert(key, vec![Some(body)]);
    }
    let upload = stage.call("CreateMultipartUpload", json!({"Bucket": "b-1", "Key": "parts"})).await.ok()?;
    let upload = upload.get("UploadId")?.as_str()?.to_owned();
    let of = json!({"Bucket": "b-1", "Key": "parts", "UploadId": upload, "PartNumber": 1});
    stage.send("UploadPart", of.clone(), bytes(40_000)).await.ok()?;
    let part = stage.send("UploadPart", of, bytes(50_000)).await.ok()?;
    told.insert("parts", vec![None, Some(bytes(50_000))]);
    let done = json!({
        "Bucket": "b-1", "Key": "parts", "UploadId": upload,
        "MultipartUpload": {"Parts": [{"PartNumber": 1, "ETag": part.get("ETag")?.as_str()?}]},
    });
    stage.call("CompleteMultipartUpload", done).await.ok()?;
    told.insert("parts", vec![Some(bytes(50_000))]);
    told.insert("copy", vec![None, Some(bytes(300_000))]);
    stage.call("CopyObject", json!({"Bucket": "b-1", "Key": "copy", "CopySource": "b-1/large"})).await.ok()?;
    told.insert("copy", vec![Some(bytes(300_000))]);
    told.insert("large", vec![None, Some(bytes(300_000))]);
    stage.call("DeleteObject", json!({"Bucket": "b-1", "Key": "large"})).await.ok()?;
    told.insert("large", vec![None]);
    stage.settle().await;
    Some(())
}

/// Tells the story until the disk has done so many operations, cuts the power, and looks.
async fn cut(seed: u64, operations: u64) -> bool {
    let mut stage = Stage::on(SimDisk::new(seed)).await;
    let mut told = Told::new();
    stage.disk.crash_after(operations);
    let whole = story(&stage, &mut told).await.is_some();
    stage.crash();
    for (key, possible) in &told {
        let found = match stage.call("GetObject", json!({"Bucket": "b-1", "Key": key})).await {
            Ok(answer) => Some(crate::stage::read(&answer).await.expect("whole")),
            Err(error) => {
                assert_eq!(error.code, "NoSuchKey", "seed {seed}, operation {operations}, {key}");
                None
            }
        };
        assert!(possible.contains(&found), "seed {seed}, operation {operations}: {key}");
    }
    // What tasks were to remove, and what nobody came to name.
    stage.settle().await;
    stage.s3.sweep().expect("sweeps");
    let named = stage.named().await;
    assert_eq!(stage.blobs(), named, "seed {seed}, operation {operations}: blobs that nobody names");
    whole
}

#[tokio::test]
async fn at_every_operation_of_the_disk() {
    for seed in [1, 2] {
        let mut operations = 1;
        while !cut(seed, operations).await {
            operations += 1;
            assert!(operations < 10_000, "the story never ends");
        }
        assert!(operations > 20, "the disk has more to do than that: {operations}");
    }
}
