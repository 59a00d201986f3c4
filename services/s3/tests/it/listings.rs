//! Listings: order, prefixes, delimiters, pages, and many keys.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::stage::Stage;

fn names(page: &Value, list: &str, member: &str) -> Vec<String> {
    let entries = page[list].as_array().cloned().unwrap_or_default();
    entries.iter().map(|one| one[member].as_str().expect("as expected").to_owned()).collect()
}

/// All entries of a listing by pages: keys and common prefixes.
async fn all(stage: &Stage, mut input: Value) -> (Vec<String>, Vec<String>, usize) {
    let (mut keys, mut prefixes, mut pages) = (Vec::new(), Vec::new(), 0);
    loop {
        let page = stage.ok("ListObjectsV2", input.clone()).await;
        keys.extend(names(&page, "Contents", "Key"));
        prefixes.extend(names(&page, "CommonPrefixes", "Prefix"));
        pages += 1;
        if page["IsTruncated"] == false {
            assert_eq!(page.get("NextContinuationToken"), None);
            return (keys, prefixes, pages);
        }
        input["ContinuationToken"] = page["NextContinuationToken"].clone();
    }
}

/// What a listing must show, computed from the set of keys.
fn expected(keys: &BTreeSet<String>, prefix: &str, delimiter: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let (mut found, mut common) = (Vec::new(), BTreeSet::new());
    for key in keys.iter().filter(|key| key.starts_with(prefix) && key.as_str() > after) {
        let rest = &key[prefix.len()..];
        match rest.find(delimiter).filter(|_| !delimiter.is_empty()) {
            Some(at) => _ = common.insert(key[..prefix.len() + at + delimiter.len()].to_owned()),
            None => found.push(key.clone()),
        }
    }
    common.retain(|common| common != after);
    (found, common.into_iter().collect())
}

#[tokio::test]
async fn every_page_size_shows_the_same() {
    let stage = Stage::with_bucket().await;
    let keys: BTreeSet<String> =
        ["a", "a/1", "a/2", "a/b/1", "a0", "b/", "b/x", "c", "c/ü", "c/\u{10ffff}", "d//e", "é/x", "z"]
            .map(str::to_owned)
            .into();
    for key in &keys {
        stage.put(key, "x").await;
    }
    for prefix in ["", "a", "a/", "b/", "c/", "zz"] {
        for delimiter in ["", "/", "b", "//"] {
            for after in ["", "a", "a/1", "a/", "b/", "c/x", "zzz"] {
                let (wanted, common) = expected(&keys, prefix, delimiter, after);
                for size in [1, 2, 3, 1000] {
                    let mut input = json!({"Bucket": "b-1", "MaxKeys": size, "Prefix": prefix, "StartAfter": after});
                    if !delimiter.is_empty() {
                        input["Delimiter"] = json!(delimiter);
                    }
                    let (found, prefixes, _) = all(&stage, input).await;
                    assert_eq!(found, wanted, "{prefix:?} {delimiter:?} {after:?} {size}");
                    assert_eq!(prefixes, common, "{prefix:?} {delimiter:?} {after:?} {size}");
                }
            }
        }
    }
}

#[tokio::test]
async fn answers_say_what_was_asked() {
    let stage = Stage::with_bucket().await;
    for key in ["a b", "x/1", "x/2"] {
        stage.put(key, "x").await;
    }
    let page = stage.ok("ListObjectsV2", json!({"Bucket": "b-1", "EncodingType": "url", "Delimiter": "/"})).await;
    assert_eq!(page["Contents"][0]["Key"], "a+b");
    assert_eq!(page["Contents"][0]["ETag"], "\"9dd4e461268c8034f5c8564e155c67a6\"");
    assert_eq!(page["Contents"][0]["StorageClass"], "STANDARD");
    assert_eq!(page["Contents"][0].get("Owner"), None);
    assert_eq!(page["Contents"][0]["ChecksumAlgorithm"], json!(["CRC64NVME"]));
    assert_eq!((&page["KeyCount"], &page["MaxKeys"], &page["Prefix"]), (&json!(2), &json!(1000), &json!("")));
    assert_eq!((&page["EncodingType"], &page["Delimiter"]), (&json!("url"), &json!("/")));
    let old = stage.ok("ListObjects", json!({"Bucket": "b-1", "MaxKeys": 1})).await;
    assert_eq!((&old["IsTruncated"], old.get("NextMarker"), &old["Marker"]), (&json!(true), None, &json!("")));
    assert_eq!(old["Contents"][0]["Owner"]["ID"].as_str().map(str::len), Some(64));
    let rolled = stage.ok("ListObjects", json!({"Bucket": "b-1", "MaxKeys": 1, "Delimiter": "/", "Marker": "b"})).await;
    assert_eq!(
        (&rolled["IsTruncated"], names(&rolled, "CommonPrefixes", "Prefix")),
        (&json!(false), vec!["x/".to_owned()])
    );
    let none = stage.ok("ListObjectsV2", json!({"Bucket": "b-1", "MaxKeys": 0})).await;
    assert_eq!((&none["KeyCount"], &none["IsTruncated"]), (&json!(0), &json!(false)));
    for (more, code) in [
        (json!({"MaxKeys": -1}), "InvalidArgument"),
        (json!({"EncodingType": "gzip"}), "InvalidArgument"),
        (json!({"ContinuationToken": "?"}), "InvalidArgument"),
    ] {
        let mut input = json!({"Bucket": "b-1"});
        input.as_object_mut().expect("as expected").extend(more.as_object().expect("as expected").clone());
        assert_eq!(stage.refused("ListObjectsV2", input).await.1, code, "{more}");
    }
}

#[tokio::test]
async fn a_hundred_thousand_objects_by_pages() {
    let stage = Stage::with_bucket().await;
    for n in 0..100_000 {
        stage.put_later(&format!("d{:02}/{n:06}", n % 50)).await;
    }
    let (keys, _, pages) = all(&stage, json!({"Bucket": "b-1"})).await;
    assert_eq!((keys.len(), pages), (100_000, 100));
    assert!(keys.is_sorted());
    let (keys, prefixes, pages) = all(&stage, json!({"Bucket": "b-1", "Delimiter": "/", "MaxKeys": 20})).await;
    assert_eq!((keys.len(), prefixes.len(), pages), (0, 50, 3));
    let (keys, _, pages) = all(&stage, json!({"Bucket": "b-1", "Prefix": "d07/"})).await;
    assert_eq!((keys.len(), pages), (2_000, 2));
}
