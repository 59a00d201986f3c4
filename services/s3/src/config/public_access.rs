//! What stops a bucket from becoming public (Amazon S3 User Guide, "Blocking public access").

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::none;
use super::kept;
use crate::S3;
use crate::api::{
    DeletePublicAccessBlockRequest, GetPublicAccessBlockOutput, GetPublicAccessBlockRequest,
    PublicAccessBlockConfiguration, PutPublicAccessBlockRequest,
};
use crate::bucket::{BucketCell, Target};
use crate::error::S3Error;

pub(super) const KIND: &str = "public-access-block";

/// Replaces what is blocked; what is not mentioned is not blocked.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutPublicAccessBlockRequest) -> Result<(), S3Error> {
    let wanted = input.public_access_block_configuration;
    let said = |flag: Option<bool>| Some(flag.unwrap_or(false));
    let wanted = PublicAccessBlockConfiguration {
        block_public_acls: said(wanted.block_public_acls),
        ignore_public_acls: said(wanted.ignore_public_acls),
        block_public_policy: said(wanted.block_public_policy),
        restrict_public_buckets: said(wanted.restrict_public_buckets),
    };
    s3.configure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND, &wanted)
}

/// Tells what is blocked.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetPublicAccessBlockRequest,
) -> Result<GetPublicAccessBlockOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept = s3.configured(&ctx, target, KIND)?.ok_or_else(|| {
        let text = "The public access block configuration was not found";
        none("NoSuchPublicAccessBlockConfiguration", text, &input.bucket)
    })?;
    Ok(GetPublicAccessBlockOutput { public_access_block_configuration: Some(kept) })
}

/// Blocks nothing any more.
pub(super) async fn delete(s3: Arc<S3>, ctx: Context, input: DeletePublicAccessBlockRequest) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}

/// What new buckets have since April 2023.
pub(super) fn at_first() -> PublicAccessBlockConfiguration {
    PublicAccessBlockConfiguration {
        block_public_acls: Some(true),
        ignore_public_acls: Some(true),
        block_public_policy: Some(true),
        restrict_public_buckets: Some(true),
    }
}

/// Whether public policies are refused.
pub(super) fn blocks_policies(bucket: &BucketCell) -> Result<bool, S3Error> {
    let kept: Option<PublicAccessBlockConfiguration> = kept::of(bucket, KIND)?;
    Ok(kept.and_then(|kept| kept.block_public_policy) == Some(true))
}

/// Whether lists of rights that are public are refused.
pub(super) fn blocks_lists(bucket: &BucketCell) -> Result<bool, S3Error> {
    let kept: Option<PublicAccessBlockConfiguration> = kept::of(bucket, KIND)?;
    Ok(kept.and_then(|kept| kept.block_public_acls) == Some(true))
}
