//! Versions: markers, the null version, what is current.

use serde_json::{Value, json};

use crate::stage::Stage;

async fn versioning(stage: &Stage, status: &str) {
    let input = json!({"Bucket": "b-1", "VersioningConfiguration": {"Status": status}});
    stage.ok("PutBucketVersioning", input).await;
}

fn id(answer: &Value) -> String {
    answer["VersionId"].as_str().expect("a version id").to_owned()
}

/// Ids of versions and markers in a listing, and which is the latest.
async fn listed(stage: &Stage) -> (Vec<(String, bool)>, Vec<(String, bool)>) {
    let page = stage.ok("ListObjectVersions", json!({"Bucket": "b-1"})).await;
    let ids = |name: &str| {
        let entries = page[name].as_array().cloned().unwrap_or_default();
        entries.iter().map(|one| (id(one), one["IsLatest"].as_bool().expect("as expected"))).collect()
    };
    (ids("Versions"), ids("DeleteMarkers"))
}

#[tokio::test]
async fn versions_come_and_go() {
    let mut stage = Stage::with_bucket().await;
    stage.put("k", "zero").await;
    versioning(&stage, "Enabled").await;
    let one = id(&stage.put("k", "one").await);
    let two = id(&stage.put("k", "two").await);
    assert_eq!(one.len(), 32);
    stage.crash();
    let of = |version: String| json!({"Bucket": "b-1", "Key": "k", "VersionId": version});
    for (version, body) in [("null".to_owned(), "zero"), (one.clone(), "one"), (two.clone(), "two")] {
        let (head, found) = stage.get(of(version.clone())).await;
        assert_eq!((found.as_slice(), id(&head)), (body.as_bytes(), version));
    }
    let gone = stage.ok("DeleteObject", json!({"Bucket": "b-1", "Key": "k"})).await;
    assert_eq!(gone["DeleteMarker"], true);
    let marker = id(&gone);
    let error = stage.call("GetObject", json!({"Bucket": "b-1", "Key": "k"})).await.unwrap_err();
    assert_eq!((error.code.as_ref(), error.status), ("NoSuchKey", 404));
    assert!(error.headers.contains(&("x-amz-delete-marker", "true".to_owned())), "{error:?}");
    let error = stage.call("GetObject", of(marker.clone())).await.unwrap_err();
    assert_eq!((error.code.as_ref(), error.status), ("MethodNotAllowed", 405));
    let expected = vec![(two.clone(), false), (one.clone(), false), ("null".to_owned(), false)];
    assert_eq!(listed(&stage).await, (expected, vec![(marker.clone(), true)]));
    assert_eq!(stage.refused("DeleteBucket", json!({"Bucket": "b-1"})).await.1, "BucketNotEmpty");

    let undone = stage.ok("DeleteObject", of(marker.clone())).await;
    assert_eq!((&undone["DeleteMarker"], id(&undone)), (&json!(true), marker));
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, b"two");
    stage.ok("DeleteObject", of(two.clone())).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, b"one");
    stage.ok("DeleteObject", of("null".into())).await;
    assert_eq!(listed(&stage).await, (vec![(one.clone(), true)], vec![]));
    let (status, code, text) = stage.refused("GetObject", of(two)).await;
    assert_eq!((status, code.as_str(), text.as_str()), (404, "NoSuchVersion", "The specified version does not exist."));
    let (status, code, text) = stage.refused("GetObject", of("junk".into())).await;
    assert_eq!((status, code.as_str(), text.as_str()), (400, "InvalidArgument", "Invalid version id specified"));
    stage.ok("DeleteObject", of(one)).await;
    stage.ok("DeleteBucket", json!({"Bucket": "b-1"})).await;
}

#[tokio::test]
async fn suspended_buckets_have_one_null_version() {
    let stage = Stage::with_bucket().await;
    versioning(&stage, "Enabled").await;
    let one = id(&stage.put("k", "one").await);
    versioning(&stage, "Suspended").await;
    let put = stage.put("k", "null a").await;
    assert_eq!(put.get("VersionId"), None);
    stage.put("k", "null b").await;
    assert_eq!(listed(&stage).await.0, [("null".to_owned(), true), (one.clone(), false)]);
    versioning(&stage, "Enabled").await;
    let two = id(&stage.put("k", "two").await);
    versioning(&stage, "Suspended").await;
    // The null version stands between two others; the marker takes its place.
    let gone = stage.ok("DeleteObject", json!({"Bucket": "b-1", "Key": "k"})).await;
    assert_eq!((&gone["DeleteMarker"], id(&gone)), (&json!(true), "null".to_owned()));
    let (versions, markers) = listed(&stage).await;
    assert_eq!(versions, [(two, false), (one, false)]);
    assert_eq!(markers, [("null".to_owned(), true)]);
    stage.put("k", "null c").await;
    assert_eq!(listed(&stage).await.1, []);
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, b"null c");
}

#[tokio::test]
async fn many_are_deleted_at_once() {
    let stage = Stage::with_bucket().await;
    for n in 0..5 {
        stage.put(&format!("k{n}"), "x").await;
    }
    let delete = |objects: Value, quiet: bool| json!({"Bucket": "b-1", "Delete": {"Objects": objects, "Quiet": quiet}});
    let objects = json!([{"Key": "k0"}, {"Key": "not-there"}, {"Key": "k1", "ETag": "\"no\""}]);
    let answer = stage.ok("DeleteObjects", delete(objects, false)).await;
    assert_eq!(answer["Deleted"], json!([{"Key": "k0"}, {"Key": "not-there"}]));
    assert_eq!(answer["Errors"][0]["Code"], "PreconditionFailed");
    let answer = stage.ok("DeleteObjects", delete(json!([{"Key": "k2"}]), true)).await;
    assert_eq!(answer, json!({}));
    versioning(&stage, "Enabled").await;
    let answer = stage.ok("DeleteObjects", delete(json!([{"Key": "k3"}]), false)).await;
    assert_eq!(answer["Deleted"][0]["DeleteMarker"], true);
    assert!(answer["Deleted"][0]["DeleteMarkerVersionId"].is_string());
    assert_eq!(stage.refused("DeleteObjects", delete(json!([]), false)).await.1, "MalformedXML");
    let many: Vec<Value> = (0..1001).map(|n| json!({"Key": n.to_string()})).collect();
    assert_eq!(stage.refused("DeleteObjects", delete(json!(many), false)).await.1, "MalformedXML");
}

#[tokio::test]
async fn versions_are_listed_by_pages() {
    let stage = Stage::with_bucket().await;
    versioning(&stage, "Enabled").await;
    let mut all = Vec::new();
    for key in ["a", "b/1", "b/2", "c"] {
        let ids = [stage.put(key, "1").await, stage.put(key, "2").await, stage.put(key, "3").await];
        all.extend(ids.iter().rev().map(|put| (key.to_owned(), id(put))));
    }
    for size in 1..=13 {
        let mut found = Vec::new();
        let mut input = json!({"Bucket": "b-1", "MaxKeys": size});
        loop {
            let page = stage.ok("ListObjectVersions", input.clone()).await;
            for one in page["Versions"].as_array().expect("as expected") {
                found.push((one["Key"].as_str().expect("as expected").to_owned(), id(one)));
            }
            if page["IsTruncated"] == false {
                break;
            }
            input["KeyMarker"] = page["NextKeyMarker"].clone();
            input["VersionIdMarker"] = page["NextVersionIdMarker"].clone();
        }
        assert_eq!(found, all, "pages of {size}");
    }
    let page = stage.ok("ListObjectVersions", json!({"Bucket": "b-1", "Delimiter": "/"})).await;
    assert_eq!(page["CommonPrefixes"], json!([{"Prefix": "b/"}]));
    assert_eq!(page["Versions"].as_array().expect("as expected").len(), 6);
}
