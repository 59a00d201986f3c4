//! How a bucket's objects are encrypted by default (Amazon S3 API Reference, "PutBucketEncryption").

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::not_built;
use crate::S3;
use crate::api::{
    DeleteBucketEncryptionRequest, GetBucketEncryptionOutput, GetBucketEncryptionRequest, PutBucketEncryptionRequest,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};
use crate::bucket::Target;
use crate::error::S3Error;

pub(super) const KIND: &str = "encryption";
/// The key that an account has for S3, where no other is named.
pub(super) const MANAGED: &str = "alias/aws/s3";

/// Replaces a bucket's default encryption.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketEncryptionRequest) -> Result<(), S3Error> {
    let wanted = check(input.server_side_encryption_configuration)?;
    s3.configure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND, &wanted)
}

/// Tells a bucket's default encryption: with keys that S3 keeps, where nothing else was said.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketEncryptionRequest,
) -> Result<GetBucketEncryptionOutput, S3Error> {
    let kept = s3.configured(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)?;
    Ok(GetBucketEncryptionOutput { server_side_encryption_configuration: Some(kept.unwrap_or_else(usual)) })
}

/// Goes back to what buckets have at first.
pub(super) async fn delete(s3: Arc<S3>, ctx: Context, input: DeleteBucketEncryptionRequest) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}

fn usual() -> ServerSideEncryptionConfiguration {
    let by_default = ServerSideEncryptionByDefault { sse_algorithm: "AES256".to_owned(), kms_master_key_id: None };
    let rule = ServerSideEncryptionRule {
        apply_server_side_encryption_by_default: Some(by_default),
        bucket_key_enabled: Some(false),
        blocked_encryption_types: None,
    };
    ServerSideEncryptionConfiguration { rules: vec![rule] }
}

fn check(mut wanted: ServerSideEncryptionConfiguration) -> Result<ServerSideEncryptionConfiguration, S3Error> {
    let [rule] = wanted.rules.as_mut_slice() else { return Err(S3Error::malformed_xml()) };
    if rule.blocked_encryption_types.is_some() {
        return Err(not_built("BlockedEncryptionTypes"));
    }
    let by_default = rule.apply_server_side_encryption_by_default.as_ref().ok_or_else(S3Error::malformed_xml)?;
    match by_default.sse_algorithm.as_str() {
        "AES256" if by_default.kms_master_key_id.is_some() => {
            let text = "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse";
            Err(S3Error::new("InvalidArgument", 400, text).with("ArgumentName", "ApplyServerSideEncryptionByDefault"))
        }
        "AES256" | "aws:kms" => {
            rule.bucket_key_enabled.get_or_insert(false);
            Ok(wanted)
        }
        "aws:kms:dsse" => Err(not_built("SSEAlgorithm aws:kms:dsse")),
        _ => Err(S3Error::malformed_xml()),
    }
}
