//! Tags of buckets (Amazon S3 API Reference, "PutBucketTagging").

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::none;
use crate::S3;
use crate::api::{
    DeleteBucketTaggingRequest, GetBucketTaggingOutput, GetBucketTaggingRequest, PutBucketTaggingRequest, Tag, Tagging,
};
use crate::bucket::Target;
use crate::error::S3Error;

pub(super) const KIND: &str = "tagging";
/// Tags of a bucket.
const MOST: usize = 50;

/// Replaces all tags of a bucket; without any it has none any more.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketTaggingRequest) -> Result<(), S3Error> {
    check(&input.tagging.tag_set)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    if input.tagging.tag_set.is_empty() {
        return s3.unconfigure(&ctx, target, KIND);
    }
    s3.configure(&ctx, target, KIND, &input.tagging)
}

/// Tells the tags.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketTaggingRequest,
) -> Result<GetBucketTaggingOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept: Option<Tagging> = s3.configured(&ctx, target, KIND)?;
    let kept = kept.ok_or_else(|| none("NoSuchTagSet", "The TagSet does not exist", &input.bucket))?;
    Ok(GetBucketTaggingOutput { tag_set: kept.tag_set })
}

/// Takes all tags away.
pub(super) async fn delete(s3: Arc<S3>, ctx: Context, input: DeleteBucketTaggingRequest) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}

/// Refuses what can't be a bucket's tags; the first fault counts.
pub(super) fn check(tags: &[Tag]) -> Result<(), S3Error> {
    let invalid = |text: &'static str, tag: &Tag| S3Error::new("InvalidTag", 400, text).with("TagKey", &tag.key);
    for (index, tag) in tags.iter().enumerate() {
        if tag.key.is_empty() || tag.key.chars().count() > 128 || !allowed(&tag.key) {
            return Err(invalid("The TagKey you have provided is invalid", tag));
        }
        if tag.value.chars().count() > 256 || !allowed(&tag.value) {
            return Err(invalid("The TagValue you have provided is invalid", tag).with("TagValue", &tag.value));
        }
        if tag.key.starts_with("aws:") {
            let text = "System tags cannot be added/updated by requester";
            return Err(S3Error::new("InvalidTag", 400, text));
        }
        if tags.iter().take(index).any(|before| before.key == tag.key) {
            return Err(invalid("Cannot provide multiple Tags with the same key", tag));
        }
    }
    if tags.len() > MOST {
        return Err(S3Error::new("BadRequest", 400, "Bucket tag count cannot be greater than 50"));
    }
    Ok(())
}

fn allowed(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c))
}
