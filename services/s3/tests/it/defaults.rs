//! What buckets say of the objects that are written to them: keys and lists of rights.

use serde_json::{Value, json};

use crate::stage::{ACCOUNT, REGION, Stage, document, origin};

async fn encrypt(stage: &Stage, rule: Value) {
    let rules = json!({"Rules": [rule]});
    stage.ok("PutBucketEncryption", json!({"Bucket": "b-1", "ServerSideEncryptionConfiguration": rules})).await;
}

fn by_default(key: Option<&str>, bucket_key: bool) -> Value {
    let mut rule = json!({"SSEAlgorithm": "aws:kms"});
    if let Some(key) = key {
        rule["KMSMasterKeyID"] = key.into();
    }
    json!({"ApplyServerSideEncryptionByDefault": rule, "BucketKeyEnabled": bucket_key})
}

async fn key(stage: &Stage) -> String {
    let made =
        stage.handle.call(&origin(ACCOUNT, REGION), "kms", "CreateKey", document(json!({}))).await.expect("a key");
    let made: Value = serde_json::from_slice(&made.to_json_vec()).expect("JSON");
    made["KeyMetadata"]["Arn"].as_str().expect("an ARN").to_owned()
}

/// Method, key and whether a key of the bucket stands between.
fn told(answer: &Value) -> (&str, &str, bool) {
    let text = |name: &str| answer[name].as_str().unwrap_or_default();
    (text("ServerSideEncryption"), text("SSEKMSKeyId"), answer["BucketKeyEnabled"] == true)
}

async fn put(stage: &Stage, more: Value) -> Value {
    let mut input = json!({"Bucket": "b-1", "Key": "k"});
    input.as_object_mut().expect("members").extend(more.as_object().cloned().unwrap_or_default());
    let answer = stage.send("PutObject", input, "x").await.expect("put");
    serde_json::from_slice(&answer.to_json_vec()).expect("JSON")
}

#[tokio::test]
async fn objects_are_encrypted_as_their_bucket_says() {
    let mut stage = Stage::with_bucket().await;
    let arn = key(&stage).await;
    let id = arn.rsplit('/').next().unwrap();
    assert_eq!(told(&stage.put("k", "x").await), ("AES256", "", false));
    encrypt(&stage, by_default(Some(id), true)).await;
    stage.crash();
    let kms = ("aws:kms", arn.as_str(), true);
    assert_eq!(told(&stage.put("k", "x").await), kms);
    assert_eq!(told(&stage.ok("HeadObject", json!({"Bucket": "b-1", "Key": "k"})).await), kms);
    let copied = stage.ok("CopyObject", json!({"Bucket": "b-1", "Key": "c", "CopySource": "b-1/k"})).await;
    assert_eq!(told(&copied), kms);
    let upload = stage.ok("CreateMultipartUpload", json!({"Bucket": "b-1", "Key": "m"})).await;
    assert_eq!(told(&upload), kms);
    let of = json!({"Bucket": "b-1", "Key": "m", "UploadId": upload["UploadId"], "PartNumber": 1});
    let part = stage.send("UploadPart", of, "x").await.unwrap();
    let part: Value = serde_json::from_slice(&part.to_json_vec()).unwrap();
    assert_eq!(told(&part), kms);
    let parts = json!({"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]});
    let input = json!({"Bucket": "b-1", "Key": "m", "UploadId": upload["UploadId"], "MultipartUpload": parts});
    assert_eq!(told(&stage.ok("CompleteMultipartUpload", input).await), kms);
    let form = json!([["key", "f"]]).to_string();
    let posted = stage.send("PostObject", json!({"Bucket": "b-1", "Form": form}), "x").await.unwrap();
    assert_eq!(told(&serde_json::from_slice(&posted.to_json_vec()).unwrap()), kms);
}

#[tokio::test]
async fn a_request_may_say_otherwise() {
    let stage = Stage::with_bucket().await;
    let (arn, other) = (key(&stage).await, key(&stage).await);
    encrypt(&stage, by_default(Some(&arn), true)).await;
    assert_eq!(told(&put(&stage, json!({"ServerSideEncryption": "AES256"})).await), ("AES256", "", false));
    let input = json!({"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": other, "BucketKeyEnabled": false});
    assert_eq!(told(&put(&stage, input).await), ("aws:kms", other.as_str(), false));
    // Without a key it is not the bucket's key, but the account's.
    let managed = put(&stage, json!({"ServerSideEncryption": "aws:kms"})).await;
    let (method, key, bucket_key) = told(&managed);
    assert!(method == "aws:kms" && bucket_key && key != arn && key.contains(":key/"), "{managed}");
    encrypt(&stage, by_default(None, false)).await;
    assert_eq!(told(&stage.put("k", "x").await), ("aws:kms", key, false));
    encrypt(&stage, by_default(Some("00000000-0000-0000-0000-000000000000"), false)).await;
    let refused = stage.send("PutObject", json!({"Bucket": "b-1", "Key": "k"}), "x").await.unwrap_err();
    assert_eq!(refused.code, "KMS.NotFoundException");
    stage.ok("DeleteBucketEncryption", json!({"Bucket": "b-1"})).await;
    assert_eq!(told(&stage.put("k", "x").await), ("AES256", "", false));
}

#[tokio::test]
async fn lists_of_rights_are_as_the_bucket_wants_them() {
    let stage = Stage::with_bucket().await;
    let put = async |acl: &str| {
        let input = json!({"Bucket": "b-1", "Key": "k", "ACL": acl});
        stage.send("PutObject", input, "x").await.err().map_or(String::new(), |told| told.code.into_owned())
    };
    let granted = async || {
        let input = json!({"Bucket": "b-1", "Key": "k", "GrantRead": "id=x"});
        stage.send("PutObject", input, "x").await.unwrap_err().code.into_owned()
    };
    assert_eq!(put("bucket-owner-full-control").await, "");
    for acl in ["private", "public-read", "bucket-owner-read"] {
        assert_eq!(put(acl).await, "AccessControlListNotSupported", "{acl}");
    }
    assert_eq!(
        (put("mine").await.as_str(), granted().await.as_str()),
        ("InvalidArgument", "AccessControlListNotSupported")
    );
    let upload = json!({"Bucket": "b-1", "Key": "k", "ACL": "private"});
    assert_eq!(stage.refused("CreateMultipartUpload", upload).await.1, "AccessControlListNotSupported");
    let copy = json!({"Bucket": "b-1", "Key": "c", "CopySource": "b-1/k", "ACL": "private"});
    assert_eq!(stage.refused("CopyObject", copy).await.1, "AccessControlListNotSupported");
    let rules = json!({"Rules": [{"ObjectOwnership": "ObjectWriter"}]});
    stage.ok("PutBucketOwnershipControls", json!({"Bucket": "b-1", "OwnershipControls": rules})).await;
    assert_eq!((put("private").await, put("bucket-owner-full-control").await), (String::new(), String::new()));
    assert_eq!((put("public-read").await.as_str(), granted().await.as_str()), ("AccessDenied", "NotImplemented"));
    assert_eq!(put("bucket-owner-read").await, "NotImplemented");
    stage.ok("DeletePublicAccessBlock", json!({"Bucket": "b-1"})).await;
    assert_eq!(put("public-read").await, "NotImplemented");
}
