//! How buckets are configured: one file a kind of document.
//!
//! A document lives in the bucket's cell under its kind ([`crate::bucket::BucketCell::config`]); what it says is read from there.

use tradewind_cloud::Table;
use tradewind_store::Tx;

use crate::S3;
use crate::api::CreateBucketRequest;
use crate::bucket::BucketCell;
use crate::error::S3Error;

/// Operations of this module that are not built yet.
pub(crate) const ABSENT: &[&str] = &[
    "DeleteBucketCors",
    "DeleteBucketEncryption",
    "DeleteBucketLifecycle",
    "DeleteBucketOwnershipControls",
    "DeleteBucketPolicy",
    "DeleteBucketTagging",
    "DeleteBucketWebsite",
    "DeletePublicAccessBlock",
    "GetBucketAccelerateConfiguration",
    "GetBucketAcl",
    "GetBucketCors",
    "GetBucketEncryption",
    "GetBucketLifecycleConfiguration",
    "GetBucketLogging",
    "GetBucketNotificationConfiguration",
    "GetBucketOwnershipControls",
    "GetBucketPolicy",
    "GetBucketPolicyStatus",
    "GetBucketRequestPayment",
    "GetBucketTagging",
    "GetBucketWebsite",
    "GetObjectAcl",
    "GetPublicAccessBlock",
    "PutBucketAccelerateConfiguration",
    "PutBucketAcl",
    "PutBucketCors",
    "PutBucketEncryption",
    "PutBucketLifecycleConfiguration",
    "PutBucketLogging",
    "PutBucketNotificationConfiguration",
    "PutBucketOwnershipControls",
    "PutBucketPolicy",
    "PutBucketRequestPayment",
    "PutBucketTagging",
    "PutBucketWebsite",
    "PutObjectAcl",
    "PutPublicAccessBlock",
];

/// Lists the operations on configurations.
pub(crate) fn operations(table: Table<S3>) -> Table<S3> {
    table
}

/// What CreateBucket says beside the name and the place, written into the new bucket or refused by name.
pub(crate) fn created(tx: &mut Tx<'_>, bucket: &mut BucketCell, input: &CreateBucketRequest) -> Result<(), S3Error> {
    let _ = (tx, bucket);
    let refused = [
        ("x-amz-acl", input.acl.as_ref().is_some_and(|acl| acl != "private")),
        ("x-amz-grant-full-control", input.grant_full_control.is_some()),
        ("x-amz-grant-read", input.grant_read.is_some()),
        ("x-amz-grant-read-acp", input.grant_read_acp.is_some()),
        ("x-amz-grant-write", input.grant_write.is_some()),
        ("x-amz-grant-write-acp", input.grant_write_acp.is_some()),
        ("x-amz-bucket-object-lock-enabled", input.object_lock_enabled_for_bucket == Some(true)),
        ("x-amz-object-ownership", input.object_ownership.as_ref().is_some_and(|o| o != "BucketOwnerEnforced")),
        ("x-amz-bucket-namespace", input.bucket_namespace.as_ref().is_some_and(|n| n != "global")),
    ];
    if let Some((name, _)) = refused.iter().find(|(_, given)| *given) {
        return Err(S3Error::not_implemented(name));
    }
    let more = input.create_bucket_configuration.as_ref();
    if more.is_some_and(|more| more.location.is_some() || more.bucket.is_some() || more.tags.is_some()) {
        return Err(S3Error::not_implemented("CreateBucketConfiguration"));
    }
    Ok(())
}
