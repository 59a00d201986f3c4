//! A bucket's policy: checked, kept in AWS's form, and whether it makes the bucket public (Amazon S3 User Guide, "Bucket
//! policies").

mod document;
mod public;

use std::sync::Arc;

use bytes::Bytes;
use tradewind_cloud::{Context, Principal};

use super::absent::none;
use super::public_access;
use crate::S3;
use crate::api::{
    DeleteBucketPolicyRequest, GetBucketPolicyOutput, GetBucketPolicyRequest, GetBucketPolicyStatusOutput,
    GetBucketPolicyStatusRequest, PolicyStatus, PutBucketPolicyRequest,
};
use crate::bucket::{BucketCell, Target};
use crate::error::S3Error;
use tradewind_store::StoreError;

const KIND: &str = "policy";
const FORM: u8 = 1;

/// Replaces the policy.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketPolicyRequest) -> Result<(), S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let policy = document::read(&input.policy, &input.bucket)?;
    s3.change(&ctx, target, |tx, bucket| {
        if public_access::blocks_policies(bucket)? && public::is_public(&policy) {
            return Err(blocked(&ctx, &input.bucket));
        }
        let mut kept = vec![FORM];
        kept.extend_from_slice(document::print(&policy).as_bytes());
        bucket.put_config(tx, KIND, kept);
        Ok(())
    })
}

/// A policy as it is kept.
pub(super) fn normal(text: &str, bucket: &str) -> Result<String, S3Error> {
    document::read(text, bucket).map(|policy| document::print(&policy))
}

/// Prints the policy.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketPolicyRequest,
) -> Result<GetBucketPolicyOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        Ok(GetBucketPolicyOutput { policy: Some(text_of(bucket, &input.bucket)?) })
    })
}

/// Says whether the policy makes the bucket public.
pub(super) async fn status(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketPolicyStatusRequest,
) -> Result<GetBucketPolicyStatusOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        let text = text_of(bucket, &input.bucket)?;
        let policy = serde_json::from_str(&text).map_err(|_| StoreError::corrupt("a bucket's policy"))?;
        let is_public = Some(public::is_public(&policy));
        Ok(GetBucketPolicyStatusOutput { policy_status: Some(PolicyStatus { is_public }) })
    })
}

/// Takes the policy away.
pub(super) async fn delete(s3: Arc<S3>, ctx: Context, input: DeleteBucketPolicyRequest) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}

/// Whether a bucket's policy lets everybody do something, for sure: a statement with conditions allows nothing here, and one
/// that denies does so whatever its conditions are.
pub(super) fn lets_everybody(bucket: &BucketCell, action: &str, resource: &str) -> Result<bool, S3Error> {
    let Some(kept) = bucket.config(KIND) else { return Ok(false) };
    let policy = serde_json::from_str(&text_from(kept)?).map_err(|_| StoreError::corrupt("a bucket's policy"))?;
    Ok(public::lets_everybody(&policy, action, resource))
}

fn text_of(bucket: &BucketCell, name: &str) -> Result<String, S3Error> {
    let kept = bucket.config(KIND);
    let kept = kept.ok_or_else(|| none("NoSuchBucketPolicy", "The bucket policy does not exist", name))?;
    Ok(text_from(kept)?)
}

fn text_from(kept: &Bytes) -> Result<String, StoreError> {
    match kept.split_first() {
        Some((&FORM, text)) => String::from_utf8(text.to_vec()).map_err(|_| StoreError::corrupt("a bucket's policy")),
        Some((&form, _)) if form > FORM => {
            Err(StoreError::newer("a bucket's policy", u32::from(form), u32::from(FORM)))
        }
        _ => Err(StoreError::corrupt("a bucket's policy")),
    }
}

fn blocked(ctx: &Context, bucket: &str) -> S3Error {
    let who = match ctx.principal() {
        Principal::Service { name, .. } => (*name).to_owned(),
        principal => principal.arn(ctx.account()).unwrap_or_else(|| "anonymous".to_owned()),
    };
    let text = format!(
        "User: {who} is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::{bucket}\" because \
         public policies are blocked by the BlockPublicPolicy block public access setting."
    );
    S3Error::new("AccessDenied", 403, text)
}
