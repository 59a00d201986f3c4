//! PutObjectTagging, GetObjectTagging, DeleteObjectTagging.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::S3;
use crate::api::{
    DeleteObjectTaggingOutput, DeleteObjectTaggingRequest, GetObjectTaggingOutput, GetObjectTaggingRequest,
    PutObjectTaggingOutput, PutObjectTaggingRequest,
};
use crate::bucket::Target;
use crate::error::S3Error;
use crate::notify;
use crate::object::{Version, rows, tags};
use crate::ops::get::readable;
use crate::ops::put::created;

/// Replaces an object's tags.
pub(crate) async fn put_object_tagging(
    s3: Arc<S3>,
    ctx: Context,
    input: PutObjectTaggingRequest,
) -> Result<PutObjectTaggingOutput, S3Error> {
    let tags = tags::from_set(&input.tagging.tag_set)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let version_id = set(&s3, &ctx, target, &input.key, input.version_id.as_deref(), tags, "ObjectTagging:Put")?;
    Ok(PutObjectTaggingOutput { version_id })
}

/// Tells an object's tags.
pub(crate) async fn get_object_tagging(
    s3: Arc<S3>,
    ctx: Context,
    input: GetObjectTaggingRequest,
) -> Result<GetObjectTaggingOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |view, bucket| {
        let versioning = bucket.known()?.versioning;
        let version = readable(view, versioning, &input.key, input.version_id.as_deref(), "GET")?;
        Ok(GetObjectTaggingOutput { tag_set: tags::to_set(&version.about.tags), version_id: version.id })
    })
}

/// Takes an object's tags away.
pub(crate) async fn delete_object_tagging(
    s3: Arc<S3>,
    ctx: Context,
    input: DeleteObjectTaggingRequest,
) -> Result<DeleteObjectTaggingOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let wanted = input.version_id.as_deref();
    let version_id = set(&s3, &ctx, target, &input.key, wanted, Vec::new(), "ObjectTagging:Delete")?;
    Ok(DeleteObjectTaggingOutput { version_id })
}

fn set(
    s3: &S3,
    ctx: &Context,
    target: Target<'_>,
    key: &str,
    wanted: Option<&str>,
    tags: tags::Tags,
    event: &'static str,
) -> Result<Option<String>, S3Error> {
    let by = notify::Caller::of(ctx);
    s3.change(ctx, target, |tx, bucket| {
        let versioning = bucket.known()?.versioning;
        let mut version: Version = readable(&tx.view(), versioning, key, wanted, "PUT")?;
        version.about.tags = tags;
        rows::rewrite(tx, key, &version)?;
        notify::happened(tx, bucket, &created(event, key, &version, versioning, &by))?;
        Ok(version.id)
    })
}
