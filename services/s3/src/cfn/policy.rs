//! [`AWS::S3::BucketPolicy`](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html)

use tradewind_resource::{
    Caller, Existing, Failure, Kind, Made, Progress, Property, Request, ResourceType, Wanted, handler, json_text,
};

static PROPERTIES: &[Property] = &[
    Property::new("Bucket", Kind::String).required().replaces(),
    Property::new("PolicyDocument", Kind::Json).required(),
];

handler!(BucketPolicy: create, update, delete);

pub(super) fn resource_type() -> ResourceType {
    ResourceType::new("AWS::S3::BucketPolicy", PROPERTIES, &[], BucketPolicy)
}

async fn create(caller: &Caller, wanted: &Wanted) -> Result<Progress, Failure> {
    let bucket = wanted.text("Bucket").unwrap_or_default();
    let there = caller.call_if_there("s3", "GetBucketPolicy", Request::new().with("Bucket", bucket)).await?;
    if there.is_some() && !wanted.again {
        return Err(Failure::exists(&wanted.type_name, bucket));
    }
    put(caller, bucket, wanted).await
}

async fn put(caller: &Caller, bucket: &str, wanted: &Wanted) -> Result<Progress, Failure> {
    let policy = wanted.property("PolicyDocument").map(json_text);
    caller.call("s3", "PutBucketPolicy", Request::new().with("Bucket", bucket).maybe("Policy", policy)).await?;
    Ok(Made::new(bucket).into())
}

async fn update(caller: &Caller, existing: &Existing, wanted: &Wanted) -> Result<Progress, Failure> {
    put(caller, &existing.id, wanted).await
}

async fn delete(caller: &Caller, existing: &Existing, _: &Wanted) -> Result<Progress, Failure> {
    caller.call_if_there("s3", "DeleteBucketPolicy", Request::new().with("Bucket", existing.id.as_str())).await?;
    Ok(Made::from(existing).into())
}
