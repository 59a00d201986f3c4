//! Resource types of CloudFormation: buckets with all their configuration, and their policies.

#![allow(clippy::unwrap_used, reason = "a test that can't go on says where")]

use serde_json::{Value, json};
use tradewind_resource::stage::{ACCOUNT, Stage};
use tradewind_resource::{Existing, HandlerErrorCode, official};
use tradewind_s3::{S3, cfn};
use tradewind_sqs::Sqs;

const BUCKET: &str = "AWS::S3::Bucket";
const POLICY: &str = "AWS::S3::BucketPolicy";

fn open() -> Stage {
    Stage::builder().service(Sqs::new).service(S3::new).types(cfn::resource_types()).build()
}

async fn ok(stage: &Stage, operation: &str, input: Value) -> Value {
    serde_json::from_str(&stage.ok("s3", operation, input).await).expect("JSON")
}

fn attribute<'a>(made: &'a Existing, name: &str) -> &'a str {
    let found = made.attributes.iter().find(|(known, _)| known == name);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {name}"))
}

fn queue() -> String {
    format!("arn:aws:sqs:us-east-1:{ACCOUNT}:q")
}

/// Property, its value, the operation that tells it, where in the answer, what stands there, and what stands there without it
/// (or the code of the refusal).
type Case = (&'static str, Value, &'static str, &'static str, Value, Result<Value, &'static str>);

fn table() -> Vec<Case> {
    let everything = json!({"BlockPublicAcls": false, "BlockPublicPolicy": false, "IgnorePublicAcls": false, "RestrictPublicBuckets": false});
    vec![
        (
            "PublicAccessBlockConfiguration",
            everything.clone(),
            "GetPublicAccessBlock",
            "/PublicAccessBlockConfiguration",
            everything,
            Err("NoSuchPublicAccessBlockConfiguration"),
        ),
        (
            "OwnershipControls",
            json!({"Rules": [{"ObjectOwnership": "ObjectWriter"}]}),
            "GetBucketOwnershipControls",
            "/OwnershipControls/Rules/0/ObjectOwnership",
            json!("ObjectWriter"),
            Err("OwnershipControlsNotFoundError"),
        ),
        (
            "VersioningConfiguration",
            json!({"Status": "Enabled"}),
            "GetBucketVersioning",
            "/Status",
            json!("Enabled"),
            Ok(json!("Suspended")),
        ),
        (
            "BucketEncryption",
            json!({"ServerSideEncryptionConfiguration": [{"BucketKeyEnabled": true,
            "ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}),
            "GetBucketEncryption",
            "/ServerSideEncryptionConfiguration/Rules/0/BucketKeyEnabled",
            json!(true),
            Ok(json!(false)),
        ),
        (
            "BucketEncryption",
            json!({"ServerSideEncryptionConfiguration": [
                {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/k"}}]}),
            "GetBucketEncryption",
            "/ServerSideEncryptionConfiguration/Rules/0/ApplyServerSideEncryptionByDefault",
            json!({"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "alias/k"}),
            Ok(json!({"SSEAlgorithm": "AES256"})),
        ),
        (
            "CorsConfiguration",
            json!({"CorsRules": [{"Id": "i", "AllowedHeaders": ["*"], "AllowedMethods": ["GET"],
            "AllowedOrigins": ["http://a"], "ExposedHeaders": ["x"], "MaxAge": 5}]}),
            "GetBucketCors",
            "/CORSRules",
            json!([{"ID": "i", "AllowedHeaders": ["*"], "AllowedMethods": ["GET"], "AllowedOrigins": ["http://a"],
                "ExposeHeaders": ["x"], "MaxAgeSeconds": 5}]),
            Err("NoSuchCORSConfiguration"),
        ),
        (
            "LifecycleConfiguration",
            json!({"Rules": [
            {"Id": "a", "Status": "Enabled", "ExpirationInDays": 5, "Prefix": "p/"},
            {"Id": "b", "Status": "Disabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}},
            {"Id": "c", "Status": "Enabled", "NoncurrentVersionExpirationInDays": 9, "TagFilters": [{"Key": "k", "Value": "v"}]},
            {"Id": "d", "Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 3, "NewerNoncurrentVersions": 2},
                "ObjectSizeGreaterThan": "10", "ObjectSizeLessThan": "100", "Prefix": "q/"},
            {"Id": "e", "Status": "Enabled", "Transition": {"StorageClass": "GLACIER", "TransitionInDays": 30}, "Prefix": "r/"},
            {"Id": "f", "Status": "Enabled", "NoncurrentVersionTransitions": [{"StorageClass": "GLACIER", "TransitionInDays": 40}], "Prefix": "s/"},
            ]}),
            "GetBucketLifecycleConfiguration",
            "/Rules",
            json!([
            {"ID": "a", "Status": "Enabled", "Expiration": {"Days": 5}, "Filter": {"Prefix": "p/"}},
            {"ID": "b", "Status": "Disabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}, "Filter": {"Prefix": ""}},
            {"ID": "c", "Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 9}, "Filter": {"Tag": {"Key": "k", "Value": "v"}}},
            {"ID": "d", "Status": "Enabled", "NoncurrentVersionExpiration": {"NoncurrentDays": 3, "NewerNoncurrentVersions": 2},
                "Filter": {"And": {"Prefix": "q/", "ObjectSizeGreaterThan": 10, "ObjectSizeLessThan": 100}}},
            {"ID": "e", "Status": "Enabled", "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}], "Filter": {"Prefix": "r/"}},
            {"ID": "f", "Status": "Enabled", "NoncurrentVersionTransitions": [{"NoncurrentDays": 40, "StorageClass": "GLACIER"}], "Filter": {"Prefix": "s/"}},
            ]),
            Err("NoSuchLifecycleConfiguration"),
        ),
        (
            "WebsiteConfiguration",
            json!({"IndexDocument": "i.html", "ErrorDocument": "e.html", "RoutingRules": [
            {"RedirectRule": {"ReplaceKeyWith": "x"}, "RoutingRuleCondition": {"KeyPrefixEquals": "old/"}}]}),
            "GetBucketWebsite",
            "",
            json!({"IndexDocument": {"Suffix": "i.html"}, "ErrorDocument": {"Key": "e.html"}, "RoutingRules": [
                {"Redirect": {"ReplaceKeyWith": "x"}, "Condition": {"KeyPrefixEquals": "old/"}}]}),
            Err("NoSuchWebsiteConfiguration"),
        ),
        (
            "WebsiteConfiguration",
            json!({"RedirectAllRequestsTo": {"HostName": "h", "Protocol": "https"}}),
            "GetBucketWebsite",
            "",
            json!({"RedirectAllRequestsTo": {"HostName": "h", "Protocol": "https"}}),
            Err("NoSuchWebsiteConfiguration"),
        ),
        (
            "AccelerateConfiguration",
            json!({"AccelerationStatus": "Enabled"}),
            "GetBucketAccelerateConfiguration",
            "/Status",
            json!("Enabled"),
            Ok(json!("Suspended")),
        ),
        (
            "LoggingConfiguration",
            json!({"DestinationBucketName": "logs", "LogFilePrefix": "l/"}),
            "GetBucketLogging",
            "/LoggingEnabled",
            json!({"TargetBucket": "logs", "TargetPrefix": "l/"}),
            Ok(Value::Null),
        ),
        (
            "NotificationConfiguration",
            json!({"EventBridgeConfiguration": {"EventBridgeEnabled": true}, "QueueConfigurations": [
            {"Event": "s3:ObjectCreated:*", "Queue": queue(), "Filter": {"S3Key": {"Rules": [{"Name": "prefix", "Value": "in/"}]}}}]}),
            "GetBucketNotificationConfiguration",
            "/QueueConfigurations/0/Filter/Key/FilterRules/0/Value",
            json!("in/"),
            Ok(Value::Null),
        ),
    ]
}

#[test]
fn the_schemas_are_aws_s() {
    assert_eq!(official::differences(&cfn::resource_types(), include_str!("cfn.txt")), [""; 0]);
}

async fn scenery(stage: &Stage) {
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage", "Resource": queue()}]});
    let input = json!({"QueueName": "q", "Attributes": {"Policy": policy.to_string()}});
    stage.ok("sqs", "CreateQueue", input).await;
    stage.ok("s3", "CreateBucket", json!({"Bucket": "logs"})).await;
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject",
        "Principal": {"Service": "logging.s3.amazonaws.com"}, "Resource": "arn:aws:s3:::logs/*"}]});
    stage.ok("s3", "PutBucketPolicy", json!({"Bucket": "logs", "Policy": policy.to_string()})).await;
}

#[tokio::test]
async fn properties_become_configuration_and_go_again() {
    let stage = open();
    scenery(&stage).await;
    for (property, value, operation, path, expected, without) in table() {
        let bucket = stage.create_through_crashes(BUCKET, "Data", json!({property: value})).await;
        assert!(bucket.id.starts_with("harbour-data-abcdef"), "{}", bucket.id);
        let of_bucket = json!({"Bucket": bucket.id});
        let found = ok(&stage, operation, of_bucket.clone()).await;
        assert_eq!(found.pointer(path), Some(&expected), "{property}: {found}");
        let bucket = stage.update(BUCKET, "Data", &bucket, json!({})).await.unwrap().in_place();
        match without {
            Ok(value) => {
                let found = ok(&stage, operation, of_bucket).await;
                assert_eq!(found.pointer(path).unwrap_or(&Value::Null), &value, "{property}: {found}");
            }
            Err(code) => assert_eq!(stage.call("s3", operation, of_bucket).await.unwrap_err().code, code, "{property}"),
        }
        stage.delete(BUCKET, &bucket).await.unwrap();
    }
}

#[tokio::test]
async fn names_attributes_tags_and_ends() {
    let mut stage = open();
    let all = json!({"BucketName": "harbour-data", "Tags": [{"Key": "a", "Value": "1"}]});
    let bucket = stage.create_through_crashes(BUCKET, "Data", &all).await;
    let expected = [
        ("Arn", "arn:aws:s3:::harbour-data"),
        ("DomainName", "harbour-data.s3.amazonaws.com"),
        ("DualStackDomainName", "harbour-data.s3.dualstack.us-east-1.amazonaws.com"),
        ("RegionalDomainName", "harbour-data.s3.us-east-1.amazonaws.com"),
        ("WebsiteURL", "http://harbour-data.s3-website.us-east-1.localhost:4566"),
    ];
    for (name, value) in expected {
        assert_eq!(attribute(&bucket, name), value);
    }
    let taken = stage.create(BUCKET, "Twice", &all).await.unwrap_err();
    assert_eq!(taken.code, HandlerErrorCode::AlreadyExists);
    assert_eq!(taken.message, "harbour-data already exists (Service: S3, Status Code: 0, Request ID: null)");

    let tags = async |stage: &Stage| {
        let shown = ok(stage, "GetBucketTagging", json!({"Bucket": "harbour-data"})).await["TagSet"].clone();
        let pair = |tag: &Value| format!("{}={}", tag["Key"].as_str().unwrap(), tag["Value"].as_str().unwrap());
        let mut tags: Vec<_> = shown.as_array().unwrap().iter().map(pair).collect();
        tags.sort();
        tags
    };
    assert_eq!(tags(&stage).await, ["a=1", "team=sails"]);
    let foreign = json!({"Bucket": "harbour-data", "Tagging": {"TagSet": [{"Key": "a", "Value": "1"},
        {"Key": "foreign", "Value": "x"}, {"Key": "team", "Value": "sails"}]}});
    ok(&stage, "PutBucketTagging", foreign).await;
    stage.tags = vec![("cost".into(), "9".into())];
    let bucket = stage.update(BUCKET, "Data", &bucket, json!({"BucketName": "harbour-data"})).await.unwrap().in_place();
    assert_eq!(tags(&stage).await, ["cost=9", "foreign=x"]);

    let put = json!({"Bucket": "harbour-data", "Key": "k", "Body": "eA=="});
    ok(&stage, "PutObject", put).await;
    let full = stage.delete(BUCKET, &bucket).await.unwrap_err();
    assert_eq!(full.code, HandlerErrorCode::ResourceConflict);
    let expected = "The bucket you tried to delete is not empty (Service: S3, Status Code: 409, Request ID: request)";
    assert_eq!(full.message, expected);
    ok(&stage, "DeleteObject", json!({"Bucket": "harbour-data", "Key": "k"})).await;
    let other = stage.update(BUCKET, "Data", &bucket, json!({"BucketName": "harbour-other"})).await.unwrap().replaced();
    assert_eq!(other.id, "harbour-other");
    stage.delete(BUCKET, &other).await.unwrap();
}

#[tokio::test]
async fn policies() {
    let stage = open();
    stage.create(BUCKET, "Data", json!({"BucketName": "harbour-data"})).await.unwrap();
    let document = |action: &str| {
        json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action,
        "Principal": {"AWS": format!("arn:aws:iam::{ACCOUNT}:root")}, "Resource": "arn:aws:s3:::harbour-data/*"}]})
    };
    let properties = |action: &str| json!({"Bucket": "harbour-data", "PolicyDocument": document(action)});
    let policy = stage.create_through_crashes(POLICY, "Policy", properties("s3:GetObject")).await;
    assert_eq!(policy.id, "harbour-data");
    assert_eq!(
        stage.create(POLICY, "Twice", properties("s3:*")).await.unwrap_err().code,
        HandlerErrorCode::AlreadyExists
    );
    let policy = stage.update(POLICY, "Policy", &policy, properties("s3:PutObject")).await.unwrap().in_place();
    let shown = ok(&stage, "GetBucketPolicy", json!({"Bucket": "harbour-data"})).await["Policy"].clone();
    assert_eq!(serde_json::from_str::<Value>(shown.as_str().unwrap()).unwrap(), document("s3:PutObject"));
    stage.delete(POLICY, &policy).await.unwrap();
    assert!(stage.call("s3", "GetBucketPolicy", json!({"Bucket": "harbour-data"})).await.is_err());
    let of_none = document("s3:*").to_string().replace("harbour-data", "none");
    let lost = json!({"Bucket": "none", "PolicyDocument": of_none});
    assert_eq!(stage.create(POLICY, "Lost", lost).await.unwrap_err().code, HandlerErrorCode::NotFound);
}

#[test]
fn what_is_not_built_is_refused_by_name() {
    let stage = open();
    let kms = json!({"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms:dsse"}}]});
    let table = [
        (json!({"AccessControl": "PublicRead"}), "AccessControl PublicRead: lists of rights are not built yet"),
        (json!({"BucketEncryption": kms}), "SSEAlgorithm aws:kms:dsse as a bucket's default is not built yet"),
        (json!({"ReplicationConfiguration": {}}), "/ReplicationConfiguration: replication is not built yet"),
        (
            json!({"NotificationConfiguration": {"TopicConfigurations": []}}),
            "/NotificationConfiguration/TopicConfigurations: SNS topics are not built yet",
        ),
    ];
    for (properties, expected) in table {
        assert_eq!(stage.check(BUCKET, properties).unwrap_err(), expected);
    }
    assert_eq!(stage.check(BUCKET, json!({"AccessControl": "Private"})), Ok(()));
}
