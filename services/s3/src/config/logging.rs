//! Where a bucket's access log would go (Amazon S3 API Reference, "PutBucketLogging").

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::not_built;
use crate::S3;
use crate::api::{
    BucketLoggingStatus, GetBucketLoggingOutput, GetBucketLoggingRequest, LoggingEnabled, PutBucketLoggingRequest,
};
use crate::bucket::Target;
use crate::error::S3Error;

const KIND: &str = "logging";

/// Says where the log goes; without a place there is no log.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketLoggingRequest) -> Result<(), S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let Some(wanted) = &input.bucket_logging_status.logging_enabled else {
        return s3.unconfigure(&ctx, target, KIND);
    };
    let (account, region) = s3.look(&ctx, target, |_, bucket| {
        let record = bucket.known()?;
        Ok((record.account.clone(), record.region.clone()))
    })?;
    check(&s3, &ctx, wanted, &account, &region)?;
    s3.configure(&ctx, target, KIND, &input.bucket_logging_status)
}

/// Tells where the log goes.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketLoggingRequest,
) -> Result<GetBucketLoggingOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept: Option<BucketLoggingStatus> = s3.configured(&ctx, target, KIND)?;
    Ok(GetBucketLoggingOutput { logging_enabled: kept.and_then(|kept| kept.logging_enabled) })
}

fn check(s3: &S3, ctx: &Context, wanted: &LoggingEnabled, account: &str, region: &str) -> Result<(), S3Error> {
    if wanted.target_grants.as_ref().is_some_and(|grants| !grants.is_empty()) {
        return Err(not_built("TargetGrants"));
    }
    if let Some(format) = &wanted.target_object_key_format {
        let source = format.partitioned_prefix.as_ref().map(|prefix| prefix.partition_date_source.as_deref());
        let is_source = source.is_none_or(|source| matches!(source, Some("EventTime" | "DeliveryTime")));
        if format.simple_prefix.is_some() == format.partitioned_prefix.is_some() || !is_source {
            return Err(S3Error::malformed_xml());
        }
    }
    let place = &wanted.target_bucket;
    let refuse = |text| S3Error::new("InvalidTargetBucketForLogging", 400, text).with("TargetBucket", place);
    let found = s3.cell(place).read(ctx.mark(), |_, bucket| Ok::<_, S3Error>(bucket.record().cloned()))?;
    let found = found.ok_or_else(|| refuse("The target bucket for logging does not exist"))?;
    if found.account != account {
        return Err(refuse("The owner for the bucket to be logged and the target bucket must be the same."));
    }
    if found.region != region {
        let text = "The source and target buckets for logging must be in the same location.";
        return Err(S3Error::new("CrossLocationLoggingProhibited", 403, text));
    }
    Ok(())
}
