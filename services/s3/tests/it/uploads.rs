//! Uploads in parts.

use serde_json::{Value, json};

use crate::objects::bytes;
use crate::stage::Stage;

const FIVE: usize = 5 << 20;

async fn begin(stage: &Stage, more: Value) -> String {
    let mut input = json!({"Bucket": "b-1", "Key": "k"});
    input.as_object_mut().expect("as expected").extend(more.as_object().expect("as expected").clone());
    stage.ok("CreateMultipartUpload", input).await["UploadId"].as_str().expect("as expected").to_owned()
}

fn of(upload: &str, more: Value) -> Value {
    let mut input = json!({"Bucket": "b-1", "Key": "k", "UploadId": upload});
    input.as_object_mut().expect("as expected").extend(more.as_object().expect("as expected").clone());
    input
}

async fn part(stage: &Stage, upload: &str, number: i32, body: Vec<u8>) -> Value {
    let answer = stage.send("UploadPart", of(upload, json!({"PartNumber": number})), body).await.expect("as expected");
    let etag = answer.get("ETag").and_then(|etag| etag.as_str()).expect("as expected").to_owned();
    json!({"PartNumber": number, "ETag": etag})
}

fn list(upload: &str, parts: &[Value]) -> Value {
    of(upload, json!({"MultipartUpload": {"Parts": parts}}))
}

#[tokio::test]
async fn parts_become_an_object() {
    let mut stage = Stage::with_bucket().await;
    let upload = begin(&stage, json!({"ContentType": "text/plain", "Metadata": {"a": "1"}})).await;
    let all = bytes(2 * FIVE + 1000);
    let one = part(&stage, &upload, 2, all[..FIVE].to_vec()).await;
    part(&stage, &upload, 5, vec![7; 200_000]).await;
    let two = part(&stage, &upload, 5, all[FIVE..2 * FIVE].to_vec()).await;
    let three = part(&stage, &upload, 10_000, all[2 * FIVE..].to_vec()).await;
    part(&stage, &upload, 9, vec![1; 300_000]).await;
    stage.crash();
    let parts = stage.ok("ListParts", of(&upload, json!({"MaxParts": 2}))).await;
    assert_eq!((&parts["IsTruncated"], &parts["NextPartNumberMarker"]), (&json!(true), &json!(5)));
    let rest = stage.ok("ListParts", of(&upload, json!({"PartNumberMarker": 5}))).await;
    assert_eq!(rest["Parts"].as_array().expect("as expected").len(), 2);
    assert_eq!(rest["Parts"][1]["Size"], 1000);
    let done = stage.ok("CompleteMultipartUpload", list(&upload, &[one, two, three])).await;
    assert_eq!(
        (&done["Bucket"], &done["Key"], &done["ChecksumType"]),
        (&json!("b-1"), &json!("k"), &json!("FULL_OBJECT"))
    );
    assert!(done["ETag"].as_str().expect("as expected").ends_with("-3\""));
    stage.settle().await;
    assert_eq!(stage.blobs(), 2, "what was replaced and what was left out is gone; the last part is a row");
    stage.crash();
    let (head, body) = stage.get(json!({"Bucket": "b-1", "Key": "k", "ChecksumMode": "ENABLED"})).await;
    assert_eq!(body, all);
    assert_eq!((&head["ContentType"], &head["Metadata"]), (&json!("text/plain"), &json!({"a": "1"})));
    // The checksum of the parts together is that of the whole.
    let whole = stage.put("whole", all.clone()).await;
    assert_eq!(head["ChecksumCRC64NVME"], whole["ChecksumCRC64NVME"]);
    let range = format!("bytes={}-{}", FIVE - 3, 2 * FIVE + 2);
    let (_, body) = stage.get(json!({"Bucket": "b-1", "Key": "k", "Range": range})).await;
    assert_eq!(body, all[FIVE - 3..2 * FIVE + 3]);
    let (head, body) = stage.get(json!({"Bucket": "b-1", "Key": "k", "PartNumber": 2})).await;
    assert_eq!((body.as_slice(), &head["PartsCount"]), (&all[FIVE..2 * FIVE], &json!(3)));
    assert_eq!(stage.refused("GetObject", json!({"Bucket": "b-1", "Key": "k", "PartNumber": 4})).await.0, 416);
    assert_eq!(stage.refused("ListParts", of(&upload, json!({}))).await.1, "NoSuchUpload");
    let input =
        json!({"Bucket": "b-1", "Key": "k", "ObjectAttributes": ["ObjectParts", "ETag", "Checksum", "ObjectSize"]});
    let attributes = stage.ok("GetObjectAttributes", input).await;
    assert_eq!(attributes["ObjectParts"]["TotalPartsCount"], 3);
    assert_eq!(attributes["ObjectParts"]["Parts"][2]["Size"], 1000);
    assert_eq!(attributes["ObjectSize"], 2 * FIVE + 1000);
}

#[tokio::test]
async fn a_list_of_parts_must_be_right() {
    let stage = Stage::with_bucket().await;
    let upload = begin(&stage, json!({})).await;
    let small = part(&stage, &upload, 1, bytes(1000)).await;
    let two = part(&stage, &upload, 2, bytes(1000)).await;
    let wrong = json!({"PartNumber": 2, "ETag": "\"0123\""});
    let none = json!({"PartNumber": 3, "ETag": two["ETag"]});
    for (parts, code) in [
        (vec![], "MalformedXML"),
        (vec![two.clone(), small.clone()], "InvalidPartOrder"),
        (vec![two.clone(), two.clone()], "InvalidPartOrder"),
        (vec![wrong], "InvalidPart"),
        (vec![none], "InvalidPart"),
        (vec![small.clone(), two.clone()], "EntityTooSmall"),
        (vec![two.clone(); 10_001], "MalformedXML"),
    ] {
        assert_eq!(stage.refused("CompleteMultipartUpload", list(&upload, &parts)).await.1, code);
    }
    let mut size = list(&upload, std::slice::from_ref(&two));
    size["MpuObjectSize"] = json!(1);
    assert_eq!(stage.refused("CompleteMultipartUpload", size).await.1, "InvalidRequest");
    let number = stage.send("UploadPart", of(&upload, json!({"PartNumber": 10_001})), "x").await.unwrap_err();
    assert_eq!(number.message.as_deref(), Some("Part number must be an integer between 1 and 10000, inclusive"));
    stage.put("k", "there").await;
    let mut fresh = list(&upload, &[two]);
    fresh["IfNoneMatch"] = json!("*");
    assert_eq!(stage.refused("CompleteMultipartUpload", fresh).await.0, 412);
    assert_eq!(stage.refused("ListParts", of("nonsense", json!({}))).await.1, "NoSuchUpload");
}

#[tokio::test]
async fn composite_checksums() {
    let stage = Stage::with_bucket().await;
    let upload = begin(&stage, json!({"ChecksumAlgorithm": "SHA256"})).await;
    let answer =
        stage.send("UploadPart", of(&upload, json!({"PartNumber": 1})), "123456789").await.expect("as expected");
    let sum = "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=";
    assert_eq!(answer.get("ChecksumSHA256").and_then(|sum| sum.as_str()), Some(sum));
    let etag = answer.get("ETag").and_then(|etag| etag.as_str()).expect("as expected").to_owned();
    let bare = list(&upload, &[json!({"PartNumber": 1, "ETag": etag})]);
    let (_, code, text) = stage.refused("CompleteMultipartUpload", bare).await;
    assert_eq!(code, "InvalidRequest");
    assert!(text.contains("It was missing for part 1 in the request."), "{text}");
    let done = list(&upload, &[json!({"PartNumber": 1, "ETag": etag, "ChecksumSHA256": sum})]);
    let done = stage.ok("CompleteMultipartUpload", done).await;
    assert_eq!(done["ChecksumType"], "COMPOSITE");
    assert_eq!(done["ChecksumSHA256"], format!("{}-1", sha256_twice()));
    for (algorithm, kind) in [("CRC64NVME", "COMPOSITE"), ("SHA1", "FULL_OBJECT")] {
        let input = json!({"Bucket": "b-1", "Key": "k", "ChecksumAlgorithm": algorithm, "ChecksumType": kind});
        assert_eq!(stage.refused("CreateMultipartUpload", input).await.1, "InvalidRequest");
    }
}

fn sha256_twice() -> String {
    use base64::Engine as _;
    use sha2::{Digest as _, Sha256};
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(Sha256::digest("123456789")))
}

#[tokio::test]
async fn uploads_are_listed_and_given_up() {
    let stage = Stage::with_bucket().await;
    let mut ids = Vec::new();
    for key in ["a", "a", "b/1", "b/2", "c"] {
        ids.push(begin(&stage, json!({"Key": key})).await);
    }
    let page = stage.ok("ListMultipartUploads", json!({"Bucket": "b-1", "MaxUploads": 1})).await;
    assert_eq!((&page["Uploads"][0]["UploadId"], &page["IsTruncated"]), (&json!(ids[0]), &json!(true)));
    let next = json!({
        "Bucket": "b-1", "KeyMarker": page["NextKeyMarker"], "UploadIdMarker": page["NextUploadIdMarker"], "Delimiter": "/"
    });
    let page = stage.ok("ListMultipartUploads", next).await;
    let found: Vec<&str> = page["Uploads"]
        .as_array()
        .expect("as expected")
        .iter()
        .map(|u| u["UploadId"].as_str().expect("as expected"))
        .collect();
    assert_eq!((found, &page["CommonPrefixes"]), (vec![ids[1].as_str(), ids[4].as_str()], &json!([{"Prefix": "b/"}])));
    let upload = begin(&stage, json!({})).await;
    part(&stage, &upload, 1, bytes(100_000)).await;
    assert_eq!(stage.blobs(), 1);
    stage.ok("AbortMultipartUpload", of(&upload, json!({}))).await;
    stage.settle().await;
    assert_eq!(stage.blobs(), 0);
    assert_eq!(stage.refused("AbortMultipartUpload", of(&upload, json!({}))).await.1, "NoSuchUpload");
    let upload = begin(&stage, json!({})).await;
    part(&stage, &upload, 1, bytes(100_000)).await;
    stage.ok("DeleteBucket", json!({"Bucket": "b-1"})).await;
    stage.settle().await;
    assert_eq!(stage.blobs(), 0);
}

#[tokio::test]
async fn parts_are_copied_from_objects() {
    let stage = Stage::with_bucket().await;
    stage.put("from", bytes(FIVE + 100)).await;
    let upload = begin(&stage, json!({})).await;
    let copy = |number: i32, range: &str| {
        of(&upload, json!({"PartNumber": number, "CopySource": "b-1/from", "CopySourceRange": range}))
    };
    let one = stage.ok("UploadPartCopy", copy(1, &format!("bytes=0-{}", FIVE - 1))).await;
    let two = stage.ok("UploadPartCopy", copy(2, &format!("bytes={FIVE}-{}", FIVE + 99))).await;
    let (_, code, text) = stage.refused("UploadPartCopy", copy(3, &format!("bytes=0-{}", FIVE + 100))).await;
    assert_eq!(
        (code.as_str(), text),
        ("InvalidArgument", format!("Range specified is not valid for source object of size: {}", FIVE + 100))
    );
    let parts = [one, two].map(|answer| answer["CopyPartResult"]["ETag"].clone());
    let parts = [json!({"PartNumber": 1, "ETag": parts[0]}), json!({"PartNumber": 2, "ETag": parts[1]})];
    stage.ok("CompleteMultipartUpload", list(&upload, &parts)).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, bytes(FIVE + 100));
}
