//! What buckets can be told, and what they say without.

use serde_json::{Value, json};

use crate::stage::{ACCOUNT, Stage, document};

/// Reads a setting that is not there.
async fn missing(stage: &Stage, operation: &str) -> (u16, String, String) {
    stage.refused(operation, json!({"Bucket": "b-1"})).await
}

fn not_found(code: &str, text: &str) -> (u16, String, String) {
    (404, code.to_owned(), text.to_owned())
}

fn put(member: &str, value: Value) -> Value {
    json!({"Bucket": "b-1", member: value})
}

#[tokio::test]
async fn a_new_bucket() {
    let stage = Stage::with_bucket().await;
    let bucket = json!({"Bucket": "b-1"});
    let blocked = json!({"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true});
    let answer = stage.ok("GetPublicAccessBlock", bucket.clone()).await;
    assert_eq!(answer, json!({"PublicAccessBlockConfiguration": blocked}));
    let answer = stage.ok("GetBucketOwnershipControls", bucket.clone()).await;
    assert_eq!(answer, json!({"OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}}));
    let rule = json!({"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": false});
    let answer = stage.ok("GetBucketEncryption", bucket.clone()).await;
    assert_eq!(answer, json!({"ServerSideEncryptionConfiguration": {"Rules": [rule]}}));
    assert_eq!(stage.ok("GetBucketLogging", bucket.clone()).await, json!({}));
    assert_eq!(stage.ok("GetBucketAccelerateConfiguration", bucket.clone()).await, json!({}));
    assert_eq!(stage.ok("GetBucketRequestPayment", bucket.clone()).await, json!({"Payer": "BucketOwner"}));
    let answer = stage.ok("GetBucketAcl", bucket.clone()).await;
    let owner = answer["Owner"]["ID"].as_str().unwrap().to_owned();
    assert_eq!(owner.len(), 64);
    let grant = json!({"Grantee": {"ID": owner, "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"});
    assert_eq!(answer, json!({"Owner": {"ID": owner}, "Grants": [grant]}));
    let expected = [
        ("GetBucketPolicy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
        ("GetBucketPolicyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"),
        ("GetBucketCors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        ("GetBucketTagging", "NoSuchTagSet", "The TagSet does not exist"),
        (
            "GetBucketWebsite",
            "NoSuchWebsiteConfiguration",
            "The specified bucket does not have a website configuration",
        ),
    ];
    for (operation, code, text) in expected {
        assert_eq!(missing(&stage, operation).await, not_found(code, text), "{operation}");
    }
}

#[tokio::test]
async fn settings_outlive_a_crash_and_go_when_told() {
    let mut stage = Stage::with_bucket().await;
    let some = json!({"BlockPublicAcls": true});
    stage.ok("PutPublicAccessBlock", put("PublicAccessBlockConfiguration", some)).await;
    let rules = json!({"Rules": [{"ObjectOwnership": "ObjectWriter"}]});
    stage.ok("PutBucketOwnershipControls", put("OwnershipControls", rules.clone())).await;
    let cors = json!({"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 3000}]});
    stage.ok("PutBucketCors", put("CORSConfiguration", cors.clone())).await;
    let tags = json!({"TagSet": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]});
    stage.ok("PutBucketTagging", put("Tagging", tags.clone())).await;
    let site = json!({"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "error.html"}});
    stage.ok("PutBucketWebsite", put("WebsiteConfiguration", site.clone())).await;
    stage.ok("PutBucketAccelerateConfiguration", put("AccelerateConfiguration", json!({"Status": "Enabled"}))).await;
    stage.ok("PutBucketRequestPayment", put("RequestPaymentConfiguration", json!({"Payer": "Requester"}))).await;
    let log = json!({"LoggingEnabled": {"TargetBucket": "b-1", "TargetPrefix": "log/"}});
    stage.ok("PutBucketLogging", put("BucketLoggingStatus", log.clone())).await;
    stage.crash();
    let expected = [
        (
            "GetPublicAccessBlock",
            json!({"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": false, "BlockPublicPolicy": false, "RestrictPublicBuckets": false}}),
        ),
        ("GetBucketOwnershipControls", json!({"OwnershipControls": rules})),
        ("GetBucketCors", cors),
        ("GetBucketTagging", tags),
        ("GetBucketWebsite", site),
        ("GetBucketAccelerateConfiguration", json!({"Status": "Enabled"})),
        ("GetBucketRequestPayment", json!({"Payer": "Requester"})),
        ("GetBucketLogging", log),
    ];
    for (operation, answer) in expected {
        assert_eq!(stage.ok(operation, json!({"Bucket": "b-1"})).await, answer, "{operation}");
    }
    stage.ok("PutBucketLogging", put("BucketLoggingStatus", json!({}))).await;
    for operation in [
        "DeletePublicAccessBlock",
        "DeleteBucketOwnershipControls",
        "DeleteBucketCors",
        "DeleteBucketTagging",
        "DeleteBucketWebsite",
        "DeleteBucketEncryption",
        "DeleteBucketPolicy",
    ] {
        stage.ok(operation, json!({"Bucket": "b-1"})).await;
        // It does not matter whether there was something to delete.
        stage.ok(operation, json!({"Bucket": "b-1"})).await;
    }
    stage.crash();
    assert_eq!(stage.ok("GetBucketLogging", json!({"Bucket": "b-1"})).await, json!({}));
    let text = "The public access block configuration was not found";
    let expected = not_found("NoSuchPublicAccessBlockConfiguration", text);
    assert_eq!(missing(&stage, "GetPublicAccessBlock").await, expected);
    let expected = not_found("OwnershipControlsNotFoundError", "The bucket ownership controls were not found");
    assert_eq!(missing(&stage, "GetBucketOwnershipControls").await, expected);
    assert_eq!(missing(&stage, "GetBucketCors").await.1, "NoSuchCORSConfiguration");
}

#[tokio::test]
async fn policies_are_kept_in_one_form_and_public_ones_are_stopped() {
    let mut stage = Stage::with_bucket().await;
    let private = r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": ["123456789012"]}, "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::b-1/*"]}, "Version": "2012-10-17"}"#;
    stage.ok("PutBucketPolicy", put("Policy", private.into())).await;
    stage.crash();
    let answer = stage.ok("GetBucketPolicy", json!({"Bucket": "b-1"})).await;
    let printed = concat!(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"#,
        r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b-1/*"}]}"#
    );
    assert_eq!(answer["Policy"], printed);
    let status = stage.ok("GetBucketPolicyStatus", json!({"Bucket": "b-1"})).await;
    assert_eq!(status, json!({"PolicyStatus": {"IsPublic": false}}));
    let public = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b-1/*"}]}"#;
    let (status, code, text) = stage.refused("PutBucketPolicy", put("Policy", public.into())).await;
    assert_eq!((status, code.as_str()), (403, "AccessDenied"));
    assert!(text.contains("BlockPublicPolicy"), "{text}");
    stage.ok("DeletePublicAccessBlock", json!({"Bucket": "b-1"})).await;
    stage.ok("PutBucketPolicy", put("Policy", public.into())).await;
    let status = stage.ok("GetBucketPolicyStatus", json!({"Bucket": "b-1"})).await;
    assert_eq!(status, json!({"PolicyStatus": {"IsPublic": true}}));
    stage.ok("DeleteBucketPolicy", json!({"Bucket": "b-1"})).await;
    assert_eq!(missing(&stage, "GetBucketPolicy").await.1, "NoSuchBucketPolicy");
}

#[tokio::test]
async fn what_is_refused() {
    let stage = Stage::with_bucket().await;
    let cors = |rule: Value| put("CORSConfiguration", json!({"CORSRules": [rule]}));
    let table = [
        (
            "PutBucketCors",
            cors(json!({"AllowedMethods": ["PATCH"], "AllowedOrigins": ["*"]})),
            "InvalidRequest",
            "Found unsupported HTTP method in CORS config. Unsupported method is PATCH",
        ),
        (
            "PutBucketCors",
            cors(json!({"AllowedMethods": ["GET"], "AllowedOrigins": ["*example*.com"]})),
            "InvalidRequest",
            "AllowedOrigin \"*example*.com\" can not have more than one wildcard.",
        ),
        (
            "PutBucketCors",
            cors(json!({"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "ExposeHeaders": ["*"]})),
            "InvalidRequest",
            "ExposeHeader \"*\" contains wildcard. We currently do not support wildcard for ExposeHeader.",
        ),
        (
            "PutBucketTagging",
            put("Tagging", json!({"TagSet": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]})),
            "InvalidTag",
            "Cannot provide multiple Tags with the same key",
        ),
        (
            "PutBucketTagging",
            put("Tagging", json!({"TagSet": [{"Key": "", "Value": "1"}]})),
            "InvalidTag",
            "The TagKey you have provided is invalid",
        ),
        (
            "PutBucketTagging",
            put("Tagging", json!({"TagSet": [{"Key": "aws:a", "Value": "1"}]})),
            "InvalidTag",
            "System tags cannot be added/updated by requester",
        ),
        (
            "PutBucketWebsite",
            put("WebsiteConfiguration", json!({"ErrorDocument": {"Key": "e"}})),
            "InvalidArgument",
            "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
        ),
        (
            "PutBucketWebsite",
            put("WebsiteConfiguration", json!({"IndexDocument": {"Suffix": "a/b"}})),
            "InvalidArgument",
            "The IndexDocument Suffix is not well formed",
        ),
        (
            "PutBucketLogging",
            put("BucketLoggingStatus", json!({"LoggingEnabled": {"TargetBucket": "none", "TargetPrefix": ""}})),
            "InvalidTargetBucketForLogging",
            "The target bucket for logging does not exist",
        ),
        (
            "PutBucketAcl",
            put("ACL", json!("private")),
            "AccessControlListNotSupported",
            "The bucket does not allow ACLs",
        ),
        (
            "PutBucketPolicy",
            put("Policy", json!("no policy")),
            "MalformedPolicy",
            "Policies must be valid JSON and the first byte must be '{'",
        ),
    ];
    for (operation, input, code, text) in table {
        let shown = input.to_string();
        let (_, found, told) = stage.refused(operation, input).await;
        assert_eq!((found.as_str(), told.as_str()), (code, text), "{operation} {shown}");
    }
    let malformed = [
        ("PutBucketCors", put("CORSConfiguration", json!({"CORSRules": []}))),
        ("PutBucketOwnershipControls", put("OwnershipControls", json!({"Rules": [{"ObjectOwnership": "Mine"}]}))),
        ("PutBucketAccelerateConfiguration", put("AccelerateConfiguration", json!({"Status": "On"}))),
        ("PutBucketRequestPayment", put("RequestPaymentConfiguration", json!({"Payer": "Nobody"}))),
        ("PutBucketEncryption", put("ServerSideEncryptionConfiguration", json!({"Rules": []}))),
    ];
    for (operation, input) in malformed {
        assert_eq!(stage.refused(operation, input).await.1, "MalformedXML", "{operation}");
    }
    let kms = json!({"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms:dsse"}}]});
    let refused = stage.refused("PutBucketEncryption", put("ServerSideEncryptionConfiguration", kms)).await;
    assert_eq!((refused.0, refused.1.as_str()), (501, "NotImplemented"));
}

#[tokio::test]
async fn lists_of_rights_where_they_count() {
    let stage = Stage::with_bucket().await;
    let rules = json!({"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]});
    stage.ok("PutBucketOwnershipControls", put("OwnershipControls", rules)).await;
    stage.ok("PutBucketAcl", put("ACL", json!("private"))).await;
    let refused = stage.refused("PutBucketAcl", put("ACL", json!("public-read"))).await;
    assert_eq!((refused.0, refused.1.as_str()), (501, "NotImplemented"));
    assert_eq!(stage.refused("PutBucketAcl", put("ACL", json!("mine"))).await.1, "InvalidArgument");
    let known = stage.ok("GetBucketAcl", json!({"Bucket": "b-1"})).await;
    stage.ok("PutBucketAcl", put("AccessControlPolicy", known)).await;
    assert_eq!(stage.refused("PutBucketAcl", json!({"Bucket": "b-1"})).await.1, "MissingSecurityHeader");
}

#[tokio::test]
async fn lists_of_rights_of_objects() {
    let stage = Stage::with_bucket().await;
    stage.put("k", "body").await;
    let object = |acl: &str| json!({"Bucket": "b-1", "Key": "k", "ACL": acl});
    let bucket = stage.ok("GetBucketAcl", json!({"Bucket": "b-1"})).await;
    assert_eq!(stage.ok("GetObjectAcl", json!({"Bucket": "b-1", "Key": "k"})).await, bucket);
    assert_eq!(stage.refused("GetObjectAcl", json!({"Bucket": "b-1", "Key": "no"})).await.1, "NoSuchKey");
    let refused = stage.refused("PutObjectAcl", object("private")).await;
    assert_eq!((refused.0, refused.1.as_str()), (400, "AccessControlListNotSupported"));
    let rules = json!({"Rules": [{"ObjectOwnership": "ObjectWriter"}]});
    stage.ok("PutBucketOwnershipControls", put("OwnershipControls", rules)).await;
    stage.ok("PutObjectAcl", object("bucket-owner-full-control")).await;
    assert_eq!(stage.refused("PutObjectAcl", object("public-read")).await.1, "NotImplemented");
}

#[tokio::test]
async fn buckets_are_made_with_settings() {
    let stage = Stage::new();
    let tags = json!([{"Key": "team", "Value": "blue"}]);
    let input =
        json!({"Bucket": "b-1", "ObjectOwnership": "ObjectWriter", "CreateBucketConfiguration": {"Tags": tags}});
    stage.ok("CreateBucket", input).await;
    assert_eq!(stage.ok("GetBucketTagging", json!({"Bucket": "b-1"})).await, json!({"TagSet": tags}));
    let answer = stage.ok("GetBucketOwnershipControls", json!({"Bucket": "b-1"})).await;
    assert_eq!(answer["OwnershipControls"]["Rules"][0]["ObjectOwnership"], "ObjectWriter");
    let refused = stage.refused("CreateBucket", json!({"Bucket": "b-2", "ACL": "public-read"})).await;
    assert_eq!(refused.1, "InvalidBucketAclWithObjectOwnership");
    assert_eq!(stage.refused("HeadBucket", json!({"Bucket": "b-2"})).await.1, "NoSuchBucket");
    stage.ok("DeleteBucket", json!({"Bucket": "b-1"})).await;
    stage.ok("CreateBucket", json!({"Bucket": "b-1"})).await;
    assert_eq!(missing(&stage, "GetBucketTagging").await.1, "NoSuchTagSet");
}

#[tokio::test]
async fn settings_are_their_owners() {
    let stage = Stage::with_bucket().await;
    let wrong = json!({"Bucket": "b-1", "ExpectedBucketOwner": "210987654321"});
    assert_eq!(stage.refused("GetBucketAcl", wrong).await.1, "AccessDenied");
    let right = json!({"Bucket": "b-1", "ExpectedBucketOwner": ACCOUNT});
    stage.call_as(ACCOUNT, "us-east-1", "GetBucketAcl", document(right)).await.unwrap();
    let none = json!({"Bucket": "b-9", "Tagging": {"TagSet": [{"Key": "a", "Value": "1"}]}});
    assert_eq!(stage.refused("PutBucketTagging", none).await.1, "NoSuchBucket");
}
