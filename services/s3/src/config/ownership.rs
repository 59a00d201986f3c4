//! Who owns the objects that others write, and whether lists of rights count (Amazon S3 User Guide, "Controlling ownership").

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::none;
use super::kept;
use crate::S3;
use crate::api::{
    DeleteBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput, GetBucketOwnershipControlsRequest,
    OwnershipControls, OwnershipControlsRule, PutBucketOwnershipControlsRequest,
};
use crate::bucket::{BucketCell, Target};
use crate::error::S3Error;

pub(super) const KIND: &str = "ownership";
pub(super) const ENFORCED: &str = "BucketOwnerEnforced";
const KNOWN: &[&str] = &[ENFORCED, "BucketOwnerPreferred", "ObjectWriter"];

/// Replaces the rule.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketOwnershipControlsRequest) -> Result<(), S3Error> {
    let wanted = input.ownership_controls;
    match wanted.rules.as_slice() {
        [rule] if is_known(&rule.object_ownership) => {}
        _ => return Err(S3Error::malformed_xml()),
    }
    s3.configure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND, &wanted)
}

/// Tells the rule.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketOwnershipControlsRequest,
) -> Result<GetBucketOwnershipControlsOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept = s3.configured(&ctx, target, KIND)?.ok_or_else(|| {
        none("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", &input.bucket)
    })?;
    Ok(GetBucketOwnershipControlsOutput { ownership_controls: Some(kept) })
}

/// Takes the rule away: objects are their writers' then.
pub(super) async fn delete(
    s3: Arc<S3>,
    ctx: Context,
    input: DeleteBucketOwnershipControlsRequest,
) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}

/// Whether a bucket can have this ownership.
pub(super) fn is_known(ownership: &str) -> bool {
    KNOWN.contains(&ownership)
}

/// The document of one rule.
pub(super) fn of(ownership: &str) -> OwnershipControls {
    OwnershipControls { rules: vec![OwnershipControlsRule { object_ownership: ownership.to_owned() }] }
}

/// Whether lists of rights are off.
pub(super) fn enforced(bucket: &BucketCell) -> Result<bool, S3Error> {
    let kept: Option<OwnershipControls> = kept::of(bucket, KIND)?;
    Ok(kept.is_some_and(|kept| kept.rules.iter().any(|rule| rule.object_ownership == ENFORCED)))
}
