//! Buckets: making, finding, listing, deleting, and whether they keep versions.

use serde_json::{Value, json};

use crate::stage::{ACCOUNT, Stage, document};

#[tokio::test]
async fn a_bucket_comes_and_goes() {
    let mut stage = Stage::with_bucket().await;
    stage.crash();
    assert_eq!(stage.ok("HeadBucket", json!({"Bucket": "b-1"})).await["BucketRegion"], "us-east-1");
    assert_eq!(stage.ok("GetBucketLocation", json!({"Bucket": "b-1"})).await["LocationConstraint"], Value::Null);
    stage.ok("DeleteBucket", json!({"Bucket": "b-1"})).await;
    let (status, code, text) = stage.refused("HeadBucket", json!({"Bucket": "b-1"})).await;
    assert_eq!((status, code.as_str(), text.as_str()), (404, "NoSuchBucket", "The specified bucket does not exist"));
    assert_eq!(stage.ok("ListBuckets", json!({})).await["Buckets"], json!([]));
    stage.settle().await;
    stage.crash();
    assert_eq!(stage.ok("ListBuckets", json!({})).await["Buckets"], json!([]));
}

#[tokio::test]
async fn a_name_is_taken_once() {
    let stage = Stage::with_bucket().await;
    let again = stage.ok("CreateBucket", json!({"Bucket": "b-1"})).await;
    assert_eq!(again["Location"], "/b-1");
    let other = stage.call_as("210987654321", "us-east-1", "CreateBucket", document(json!({"Bucket": "b-1"}))).await;
    assert_eq!(other.unwrap_err().code, "BucketAlreadyExists");
    let elsewhere = json!({"Bucket": "b-1", "CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}});
    assert_eq!(stage.refused("CreateBucket", elsewhere).await.1, "BucketAlreadyOwnedByYou");
    assert_eq!(stage.refused("CreateBucket", json!({"Bucket": "No_Name"})).await.1, "InvalidBucketName");
}

#[tokio::test]
async fn a_bucket_is_made_where_it_is_asked_for() {
    let stage = Stage::new();
    let make = |region: &'static str, name: &'static str, constraint: Option<&'static str>| {
        let input = match constraint {
            Some(constraint) => {
                json!({"Bucket": name, "CreateBucketConfiguration": {"LocationConstraint": constraint}})
            }
            None => json!({"Bucket": name}),
        };
        stage.call_as(ACCOUNT, region, "CreateBucket", document(input))
    };
    make("us-east-1", "far", Some("eu-west-1")).await.unwrap();
    make("eu-west-1", "near", Some("eu-west-1")).await.unwrap();
    let location = stage.ok("GetBucketLocation", json!({"Bucket": "far"})).await;
    assert_eq!(location["LocationConstraint"], "eu-west-1");
    let none = make("eu-west-1", "xxx", None).await.unwrap_err();
    assert_eq!(none.code, "IllegalLocationConstraintException");
    let text = "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.";
    assert_eq!(none.message.as_deref(), Some(text));
    let wrong = make("eu-west-1", "xxx", Some("eu-north-1")).await.unwrap_err();
    assert_eq!(wrong.code, "IllegalLocationConstraintException");
    assert_eq!(make("us-east-1", "xxx", Some("mars")).await.unwrap_err().code, "InvalidLocationConstraint");
}

#[tokio::test]
async fn buckets_are_listed_by_pages() {
    let stage = Stage::new();
    for name in ["a-1", "a-2", "a-3", "b-1"] {
        stage.ok("CreateBucket", json!({"Bucket": name})).await;
    }
    let names = |page: &Value| -> Vec<String> {
        page["Buckets"].as_array().unwrap().iter().map(|b| b["Name"].as_str().unwrap().to_owned()).collect()
    };
    let all = stage.ok("ListBuckets", json!({})).await;
    assert_eq!(names(&all), ["a-1", "a-2", "a-3", "b-1"]);
    assert_eq!(all["Buckets"][0].get("BucketRegion"), None);
    let first = stage.ok("ListBuckets", json!({"Prefix": "a-", "MaxBuckets": 2})).await;
    assert_eq!(names(&first), ["a-1", "a-2"]);
    assert_eq!(first["Buckets"][0]["BucketRegion"], "us-east-1");
    let token = &first["ContinuationToken"];
    let second = stage.ok("ListBuckets", json!({"Prefix": "a-", "MaxBuckets": 2, "ContinuationToken": token})).await;
    assert_eq!((names(&second), second.get("ContinuationToken")), (vec!["a-3".to_owned()], None));
    assert_eq!(stage.refused("ListBuckets", json!({"MaxBuckets": 0})).await.1, "InvalidArgument");
}

#[tokio::test]
async fn versions_are_turned_on_and_off() {
    let mut stage = Stage::with_bucket().await;
    assert_eq!(stage.ok("GetBucketVersioning", json!({"Bucket": "b-1"})).await, json!({}));
    for status in ["Enabled", "Suspended"] {
        let input = json!({"Bucket": "b-1", "VersioningConfiguration": {"Status": status}});
        stage.ok("PutBucketVersioning", input).await;
        stage.crash();
        assert_eq!(stage.ok("GetBucketVersioning", json!({"Bucket": "b-1"})).await, json!({"Status": status}));
    }
    let mfa = json!({"Bucket": "b-1", "VersioningConfiguration": {"Status": "Enabled", "MFADelete": "Enabled"}});
    assert_eq!(stage.refused("PutBucketVersioning", mfa).await.1, "NotImplemented");
}
