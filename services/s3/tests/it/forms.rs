//! PostObject: forms as the edge hands them over, with policies held against the clock.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::stage::{Answer, Stage};

/// What a policy of these conditions is as a field; the bucket and the key are among them.
fn policy(conditions: &Value) -> String {
    let mut list = vec![json!({"bucket": "b-1"}), json!(["starts-with", "$key", "up/"])];
    list.extend(conditions.as_array().cloned().unwrap_or_default());
    STANDARD.encode(json!({"expiration": "2026-01-02T04:00:00.000Z", "conditions": list}).to_string())
}

async fn post(stage: &Stage, fields: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Answer {
    let form = json!(fields).to_string();
    stage.send("PostObject", json!({"Bucket": "b-1", "Form": form}), body).await
}

async fn posted(stage: &Stage, fields: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Value {
    serde_json::from_slice(&post(stage, fields, body).await.expect("posted").to_json_vec()).expect("JSON")
}

async fn refused(stage: &Stage, fields: &[(&str, &str)], body: impl Into<Vec<u8>>) -> (u16, String, String) {
    let told = post(stage, fields, body).await.expect_err("refused");
    (told.status, told.code.into_owned(), told.message.unwrap_or_default())
}

#[tokio::test]
async fn a_form_becomes_an_object() {
    let stage = Stage::with_bucket().await;
    let tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>";
    let fields = [
        ("key", "up/${filename}"),
        ("acl", "bucket-owner-full-control"),
        ("Content-Type", "text/plain"),
        ("Cache-Control", "no-cache"),
        ("Content-Disposition", "attachment; filename=\"${filename}\""),
        ("Content-Encoding", "identity"),
        ("Expires", "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("x-amz-meta-Who", "jemand"),
        ("x-amz-storage-class", "STANDARD_IA"),
        ("tagging", tags),
        ("x-amz-checksum-crc32", "NhCmhg=="),
        ("submit", "Upload"),
        ("file", "C:\\a\\b c.txt"),
    ];
    let answer = posted(&stage, &fields, "hello").await;
    assert_eq!(
        answer,
        json!({
            "StatusCode": 204, "Location": "http://127.0.0.1:4566/b-1/up%2Fb%20c.txt",
            "ETag": "\"5d41402abc4b2a76b9719d911017c592\"", "ServerSideEncryption": "AES256",
            "ChecksumCRC32": "NhCmhg==", "ChecksumType": "FULL_OBJECT",
        })
    );
    let (head, body) = stage.get(json!({"Bucket": "b-1", "Key": "up/b c.txt"})).await;
    assert_eq!(body, b"hello");
    let told = |name: &str| head[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(told("ContentType"), "text/plain");
    assert_eq!(told("CacheControl"), "no-cache");
    assert_eq!(told("ContentDisposition"), "attachment; filename=\"b c.txt\"");
    assert_eq!(told("ContentEncoding"), "identity");
    assert_eq!(told("StorageClass"), "STANDARD_IA");
    assert_eq!((&head["Metadata"], &head["TagCount"]), (&json!({"who": "jemand"}), &json!(1)));
}

#[tokio::test]
async fn answers_are_what_the_form_asks_for() {
    let stage = Stage::with_bucket().await;
    let status = async |field: (&str, &str)| posted(&stage, &[("key", "k"), field], "hello").await;
    assert_eq!(status(("success_action_status", "200")).await["StatusCode"], 200);
    assert_eq!(status(("success_action_status", "404")).await["StatusCode"], 204);
    let told = status(("success_action_redirect", "https://x.test/done?a=1")).await;
    let to = "https://x.test/done?a=1&bucket=b-1&key=k&etag=%225d41402abc4b2a76b9719d911017c592%22";
    assert_eq!((&told["StatusCode"], &told["Location"]), (&json!(303), &json!(to)));
    assert_eq!(status(("success_action_redirect", "nowhere")).await["StatusCode"], 204);
    let told = status(("success_action_status", "201")).await;
    assert_eq!((&told["StatusCode"], &told["ContentType"]), (&json!(201), &json!("application/xml")));
    let document = STANDARD.decode(told["Body"].as_str().unwrap()).unwrap();
    assert_eq!(
        String::from_utf8(document).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>http://127.0.0.1:4566/b-1/k</Location>\
         <Bucket>b-1</Bucket><Key>k</Key><ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>"
    );
}

#[tokio::test]
async fn policies_decide() {
    let stage = Stage::with_bucket().await;
    let signed = policy(
        &json!([["content-length-range", 2, 5], {"acl": "bucket-owner-full-control"}, ["starts-with", "$x-amz-meta-a", ""]]),
    );
    let form = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![
            ("key", "up/k"),
            ("acl", "bucket-owner-full-control"),
            ("x-amz-meta-a", "1"),
            ("policy", signed.as_str()),
        ];
        fields.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        fields.extend_from_slice(more);
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect::<Vec<_>>()
    };
    let told = async |more: &[(&'static str, &'static str)], body: &str| {
        let form = form(more);
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        match post(&stage, &fields, body).await {
            Ok(_) => (204, String::new(), String::new()),
            Err(told) => (told.status, told.code.into_owned(), told.message.unwrap_or_default()),
        }
    };
    assert_eq!(told(&[], "12345").await.0, 204);
    assert_eq!(told(&[("x-ignore-me", "1")], "12").await.0, 204);
    let denied = |text: &str| (403, "AccessDenied".to_owned(), ["Invalid according to Policy: ", text].concat());
    let prefix = denied(r#"Policy Condition failed: ["starts-with", "$key", "up/"]"#);
    assert_eq!(told(&[("key", "down/k")], "123").await, prefix);
    assert_eq!(told(&[("Content-Type", "a/b")], "123").await, denied("Extra input fields: content-type"));
    let (status, code, _) = told(&[], "123456").await;
    assert_eq!((status, code.as_str()), (400, "EntityTooLarge"));
    assert_eq!(told(&[], "1").await.1, "EntityTooSmall");
    assert_eq!(told(&[("policy", "!")], "123").await.1, "InvalidPolicyDocument");
    let before = stage.ok("ListObjectsV2", json!({"Bucket": "b-1"})).await;
    assert_eq!(before["KeyCount"], 1);
    stage.clock.advance(std::time::Duration::from_secs(3_355)).await.expect("virtual");
    assert_eq!(told(&[], "123").await, denied("Policy expired."));
}

#[tokio::test]
async fn what_is_too_much_leaves_nothing() {
    let stage = Stage::with_bucket().await;
    let signed = policy(&json!([["content-length-range", 0, 150_000]]));
    let fields = [("key", "up/k"), ("policy", signed.as_str())];
    let large = vec![7; 400_001];
    let told = post(&stage, &fields, large.clone()).await.unwrap_err();
    let extra: Vec<_> = told.extra.iter().map(|(name, value)| (*name, value.as_str().unwrap_or_default())).collect();
    assert_eq!(extra, [("ProposedSize", "400001"), ("MaxSizeAllowed", "150000")]);
    assert_eq!((stage.blobs(), stage.named().await), (0, 0));
    posted(&stage, &[("key", "up/k")], large).await;
    assert_eq!((stage.blobs(), stage.named().await), (1, 1));
    let wrong = [("key", "up/k"), ("x-amz-checksum-crc32", "AAAAAA==")];
    assert_eq!(refused(&stage, &wrong, "hello").await.1, "BadDigest");
    assert_eq!(refused(&stage, &[("key", "up/k"), ("Content-MD5", "AAAA")], "hello").await.1, "InvalidDigest");
    assert_eq!(refused(&stage, &[("key", &"k".repeat(1_025))], "hello").await.1, "KeyTooLongError");
    assert_eq!(refused(&stage, &[("key", "k"), ("acl", "public-read")], "x").await.1, "AccessControlListNotSupported");
}

#[tokio::test]
async fn forms_are_told_as_such() {
    let stage = Stage::with_bucket().await;
    stage.queue("q").await;
    let queue = json!({"QueueArn": "arn:aws:sqs:us-east-1:123456789012:q", "Events": ["s3:ObjectCreated:Post"]});
    let wanted = json!({"QueueConfigurations": [queue]});
    stage.ok("PutBucketNotificationConfiguration", json!({"Bucket": "b-1", "NotificationConfiguration": wanted})).await;
    stage.put("k", "put").await;
    posted(&stage, &[("key", "up/k")], "hello").await;
    stage.settle().await;
    let messages = stage.messages("q").await;
    let names: Vec<_> = messages.iter().filter_map(|message| message["Records"][0]["eventName"].as_str()).collect();
    assert_eq!(names, ["ObjectCreated:Post"]);
}
