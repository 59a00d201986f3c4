//! Objects: bytes in and out, ranges, headers, checksums, tags.

use serde_json::{Value, json};

use crate::stage::{Stage, read, with_body};

/// Sizes around every boundary: nothing, a row, a blob's block, what is handed over at once.
const SIZES: &[usize] = &[0, 1, 32 << 10, (32 << 10) + 1, 128 << 10, (128 << 10) + 1, 1 << 20, (3 << 20) + 17];

pub(crate) fn bytes(size: usize) -> Vec<u8> {
    (0_u32..).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).take(size).collect()
}

#[tokio::test]
async fn what_is_put_is_got_also_after_a_crash() {
    let mut stage = Stage::with_bucket().await;
    for size in SIZES {
        stage.put(&format!("k{size}"), bytes(*size)).await;
    }
    stage.crash();
    for size in SIZES {
        let (head, body) = stage.get(json!({"Bucket": "b-1", "Key": format!("k{size}")})).await;
        assert_eq!(body, bytes(*size), "{size}");
        assert_eq!(head["ContentLength"], *size);
        assert_eq!(head["ContentType"], "binary/octet-stream");
        assert_eq!(head["ServerSideEncryption"], "AES256");
        assert_eq!(head["AcceptRanges"], "bytes");
        let text = head.as_object().unwrap();
        assert!(!text.contains_key("VersionId") && !text.contains_key("StorageClass"), "{head}");
    }
    assert_eq!(stage.s3.sweep().unwrap(), 0);
    let (head, _) = stage.get(json!({"Bucket": "b-1", "Key": "k0"})).await;
    assert_eq!(head["ETag"], "\"d41d8cd98f00b204e9800998ecf8427e\"", "the MD5 of nothing");
}

#[tokio::test]
async fn ranges_of_every_kind_of_body() {
    let stage = Stage::with_bucket().await;
    for size in SIZES.iter().filter(|size| **size > 10) {
        let key = format!("k{size}");
        stage.put(&key, bytes(*size)).await;
        let all = bytes(*size);
        for (header, range) in [
            ("bytes=0-0".to_owned(), 0..1),
            ("bytes=5-".to_owned(), 5..*size),
            ("bytes=-7".to_owned(), size - 7..*size),
            (format!("bytes={}-{}", size / 2, size - 2), size / 2..size - 1),
        ] {
            let (head, body) = stage.get(json!({"Bucket": "b-1", "Key": key, "Range": header})).await;
            assert_eq!(body, all[range.clone()], "{size} {header}");
            assert_eq!(head["ContentRange"], format!("bytes {}-{}/{size}", range.start, range.end - 1));
            assert_eq!((&head["ContentLength"], &head["StatusCode"]), (&json!(range.len()), &json!(206)));
        }
    }
    let beyond = json!({"Bucket": "b-1", "Key": "k32768", "Range": "bytes=32768-"});
    let (status, code, text) = stage.refused("GetObject", beyond).await;
    assert_eq!((status, code.as_str()), (416, "InvalidRange"));
    assert_eq!(text, "The requested range is not satisfiable");
}

#[tokio::test]
async fn an_object_keeps_what_is_said_about_it() {
    let stage = Stage::with_bucket().await;
    let input = json!({
        "Bucket": "b-1", "Key": "k", "ContentType": "text/plain", "CacheControl": "no-cache", "ContentEncoding": "gzip",
        "ContentDisposition": "inline", "ContentLanguage": "de", "Expires": "Thu, 01 Dec 1994 16:00:00 GMT",
        "Metadata": {"Colour": "blue", "shape": "round"}, "StorageClass": "STANDARD_IA", "Tagging": "a=1&b=x%20y",
        "WebsiteRedirectLocation": "/other",
    });
    stage.send("PutObject", input, "body").await.unwrap();
    let head = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "k"})).await;
    for (name, value) in [
        ("ContentType", json!("text/plain")),
        ("CacheControl", json!("no-cache")),
        ("ContentEncoding", json!("gzip")),
        ("ContentDisposition", json!("inline")),
        ("ContentLanguage", json!("de")),
        ("Expires", json!("Thu, 01 Dec 1994 16:00:00 GMT")),
        ("Metadata", json!({"colour": "blue", "shape": "round"})),
        ("StorageClass", json!("STANDARD_IA")),
        ("TagCount", json!(2)),
        ("WebsiteRedirectLocation", json!("/other")),
        ("ETag", json!("\"841a2d689ad86bd1611447453c22c6fc\"")),
    ] {
        assert_eq!(head[name], value, "{name}");
    }
    let tags = stage.ok("GetObjectTagging", json!({"Bucket": "b-1", "Key": "k"})).await;
    assert_eq!(tags["TagSet"], json!([{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "x y"}]));
    let (head, _) = stage.get(json!({"Bucket": "b-1", "Key": "k", "ResponseContentType": "a/b"})).await;
    assert_eq!(head["ContentType"], "a/b");
}

#[tokio::test]
async fn tags_are_replaced_and_taken_away() {
    let stage = Stage::with_bucket().await;
    stage.put("k", "body").await;
    let set = json!({"Bucket": "b-1", "Key": "k", "Tagging": {"TagSet": [{"Key": "x", "Value": ""}]}});
    stage.ok("PutObjectTagging", set).await;
    let tags = stage.ok("GetObjectTagging", json!({"Bucket": "b-1", "Key": "k"})).await;
    assert_eq!(tags, json!({"TagSet": [{"Key": "x", "Value": ""}]}));
    stage.ok("DeleteObjectTagging", json!({"Bucket": "b-1", "Key": "k"})).await;
    let tags = stage.ok("GetObjectTagging", json!({"Bucket": "b-1", "Key": "k"})).await;
    assert_eq!(tags, json!({"TagSet": []}));
    let tag = |key: String| json!({"Key": key, "Value": "v"});
    let many: Vec<Value> = (0..11).map(|n| tag(n.to_string())).collect();
    for (set, code) in [
        (json!(many), "BadRequest"),
        (json!([tag("a".into()), tag("a".into())]), "InvalidTag"),
        (json!([tag("k".repeat(129))]), "InvalidTag"),
        (json!([tag("aws:x".into())]), "InvalidTag"),
    ] {
        let input = json!({"Bucket": "b-1", "Key": "k", "Tagging": {"TagSet": set}});
        assert_eq!(stage.refused("PutObjectTagging", input).await.1, code);
    }
}

#[tokio::test]
async fn sums_are_computed_and_verified() {
    let stage = Stage::with_bucket().await;
    // Values of "123456789" in Base64, from the CRC catalogue and FIPS 180.
    for (member, algorithm, value) in [
        ("ChecksumCRC32", "CRC32", "y/Q5Jg=="),
        ("ChecksumCRC32C", "CRC32C", "4waSgw=="),
        ("ChecksumCRC64NVME", "CRC64NVME", "rosUhgp5mIg="),
        ("ChecksumSHA1", "SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
        ("ChecksumSHA256", "SHA256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
    ] {
        let mut input = json!({"Bucket": "b-1", "Key": algorithm});
        input[member] = json!(value);
        let put = stage.send("PutObject", input.clone(), "123456789").await.unwrap();
        assert_eq!(put.get(member).and_then(|v| v.as_str()), Some(value));
        let head = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": algorithm, "ChecksumMode": "ENABLED"})).await;
        assert_eq!((&head[member], &head["ChecksumType"]), (&json!(value), &json!("FULL_OBJECT")));
        let error = stage.send("PutObject", input, "12345678x").await.unwrap_err();
        assert_eq!(error.code, "BadDigest");
        let text = format!("The {algorithm} you specified did not match the calculated checksum.");
        assert_eq!(error.message, Some(text));
    }
    let put = stage.put("none", "123456789").await;
    assert_eq!(put["ChecksumCRC64NVME"], "rosUhgp5mIg=");
    let md5 = |sum: &str| json!({"Bucket": "b-1", "Key": "md5", "ContentMD5": sum});
    stage.send("PutObject", md5("JfnnlDI7RTiF9RgfG2JNCw=="), "123456789").await.unwrap();
    let wrong = stage.send("PutObject", md5("JfnnlDI7RTiF9RgfG2JNCw=="), "x").await.unwrap_err();
    assert_eq!(wrong.message.as_deref(), Some("The Content-MD5 you specified did not match what we received."));
    assert_eq!(stage.send("PutObject", md5("short"), "x").await.unwrap_err().code, "InvalidDigest");
    let short = json!({"Bucket": "b-1", "Key": "c", "ChecksumCRC32": "AAA="});
    let error = stage.send("PutObject", short, "x").await.unwrap_err();
    assert_eq!(error.message.as_deref(), Some("Value for x-amz-checksum-crc32 header is invalid."));
    let length = json!({"Bucket": "b-1", "Key": "c", "ContentLength": 7});
    assert_eq!(stage.send("PutObject", length, "x").await.unwrap_err().code, "IncompleteBody");
    assert_eq!(stage.refused("GetObject", json!({"Bucket": "b-1", "Key": "c"})).await.1, "NoSuchKey");
}

#[tokio::test]
async fn what_can_not_be_honoured_is_refused_by_name() {
    let stage = Stage::with_bucket().await;
    for (member, value, code) in [
        ("ACL", json!("public-read"), "AccessControlListNotSupported"),
        ("GrantRead", json!("id=1"), "AccessControlListNotSupported"),
        ("ACL", json!("nonsense"), "InvalidArgument"),
        ("StorageClass", json!("WARM"), "InvalidStorageClass"),
        ("ServerSideEncryption", json!("rot13"), "InvalidArgument"),
        ("ServerSideEncryption", json!("aws:kms:dsse"), "NotImplemented"),
        ("SSECustomerAlgorithm", json!("AES256"), "NotImplemented"),
        ("ObjectLockMode", json!("GOVERNANCE"), "NotImplemented"),
        ("WriteOffsetBytes", json!(1), "NotImplemented"),
        ("Metadata", json!({"m": "x".repeat(2048)}), "MetadataTooLarge"),
        ("ChecksumXXHASH64", json!("AAAAAAAAAAA="), "NotImplemented"),
    ] {
        let mut input = json!({"Bucket": "b-1", "Key": "k"});
        input[member] = value;
        assert_eq!(stage.send("PutObject", input, "x").await.unwrap_err().code, code, "{member}");
    }
    let archived = json!({"Bucket": "b-1", "Key": "cold", "StorageClass": "GLACIER"});
    stage.send("PutObject", archived, "x").await.unwrap();
    assert_eq!(stage.refused("GetObject", json!({"Bucket": "b-1", "Key": "cold"})).await.1, "InvalidObjectState");
    let head = stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "cold"})).await;
    assert_eq!(head["StorageClass"], "GLACIER");
}

#[tokio::test]
async fn keys_may_be_odd_and_long() {
    let stage = Stage::with_bucket().await;
    let long = "ü".repeat(512);
    let keys = ["a/../b", "/", "//x", " ", "+", "%2F", "a\u{0}b", "a\nb", "\u{1f980}", "?versionId=x", long.as_str()];
    for key in keys {
        stage.put(key, key.as_bytes()).await;
    }
    for key in keys {
        assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": key})).await.1, key.as_bytes(), "{key:?}");
    }
    let listed = stage.ok("ListObjectsV2", json!({"Bucket": "b-1"})).await;
    let mut sorted = keys.map(str::to_owned);
    sorted.sort();
    let names: Vec<&str> = listed["Contents"].as_array().unwrap().iter().map(|o| o["Key"].as_str().unwrap()).collect();
    assert_eq!(names, sorted);
    let error = stage.send("PutObject", json!({"Bucket": "b-1", "Key": "k".repeat(1025)}), "x").await.unwrap_err();
    assert_eq!((error.code.as_ref(), error.message.as_deref()), ("KeyTooLongError", Some("Your key is too long")));
}

#[tokio::test]
async fn a_reader_keeps_what_it_began_with() {
    let stage = Stage::with_bucket().await;
    let (old, new) = (bytes(3 << 20), bytes(2 << 20));
    stage.put("k", old.clone()).await;
    let answer = stage.call("GetObject", json!({"Bucket": "b-1", "Key": "k"})).await.unwrap();
    stage.put("k", new.clone()).await;
    stage.settle().await;
    assert_eq!(read(&answer).await.unwrap(), old);
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, new);
    stage.clock.jump(std::time::Duration::from_secs(10)).unwrap();
    stage.settle().await;
    assert_eq!((stage.blobs(), stage.s3.sweep().unwrap()), (1, 0));
}

#[tokio::test]
async fn an_unread_body_leaves_nothing() {
    let stage = Stage::with_bucket().await;
    let chunks: Vec<std::io::Result<bytes::Bytes>> =
        vec![Ok(bytes(2 << 20).into()), Err(std::io::Error::other("the connection broke"))];
    let stream = tradewind_wire::Stream::new(Box::pin(futures::stream::iter(chunks)));
    let mut input = with_body(json!({"Bucket": "b-1", "Key": "k"}), Vec::new());
    if let tradewind_wire::Document::Map(members) = &mut input {
        members.pop();
        members.push(("Body".into(), tradewind_wire::Document::Stream(stream)));
    }
    let error = stage.call_as(crate::stage::ACCOUNT, crate::stage::REGION, "PutObject", input).await.unwrap_err();
    assert_eq!((error.code.as_ref(), error.status), ("IncompleteBody", 400));
    assert_eq!(stage.blobs(), 0);
}

#[tokio::test]
async fn a_full_disk_takes_nothing_and_loses_nothing() {
    let stage = Stage::with_bucket().await;
    stage.put("k", bytes(200_000)).await;
    stage.disk.set_free(Some(1 << 20));
    let error = stage.send("PutObject", json!({"Bucket": "b-1", "Key": "k"}), bytes(4 << 20)).await.unwrap_err();
    assert_eq!((error.code.as_ref(), error.status), ("ServiceUnavailable", 503));
    assert_eq!(stage.blobs(), 1, "what was begun is gone");
    stage.disk.set_free(None);
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, bytes(200_000));
    stage.put("k", bytes(4 << 20)).await;
    assert_eq!(stage.get(json!({"Bucket": "b-1", "Key": "k"})).await.1, bytes(4 << 20));
}

#[tokio::test]
async fn sums_behind_the_body_are_verified() {
    use tradewind_wire::{Document, Stream, Trailers};

    let stage = Stage::with_bucket().await;
    let put = |announced: &'static str, name: &'static str, value: &'static str| {
        let trailers = Trailers::default();
        trailers.set(vec![(name.to_owned(), value.to_owned())]);
        let chunks = futures::stream::iter([Ok(bytes::Bytes::from_static(b"123456789"))]);
        let members = vec![
            ("Bucket".into(), Document::from("b-1")),
            ("Key".into(), Document::from("k")),
            ("ChecksumAlgorithm".into(), Document::from(announced)),
            ("Body".into(), Document::Stream(Stream::with_trailers(Box::pin(chunks), trailers))),
        ];
        stage.call_as(crate::stage::ACCOUNT, crate::stage::REGION, "PutObject", Document::Map(members))
    };
    let answer = put("CRC32", "x-amz-checksum-crc32", "y/Q5Jg==").await.unwrap();
    assert_eq!(answer.get("ChecksumCRC32").and_then(Document::as_str), Some("y/Q5Jg=="));
    assert_eq!(put("CRC32", "x-amz-checksum-crc32", "y/Q5Jw==").await.unwrap_err().code, "BadDigest");
    assert_eq!(put("CRC32", "x-amz-checksum-crc32", "nonsense").await.unwrap_err().code, "InvalidRequest");
    assert_eq!(put("CRC32", "x-amz-checksum-sha1", "y/Q5Jg==").await.unwrap_err().code, "NotImplemented");
}
