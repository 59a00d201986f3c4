//! PutBucketLifecycleConfiguration, GetBucketLifecycleConfiguration and DeleteBucketLifecycle.

use std::sync::Arc;

use tradewind_cloud::{Context, Table};
use tradewind_store::{decode, encode};

use super::rule::{Lifecycle, Rule};
use super::{KIND, check, due};
use crate::api::{
    DeleteBucketLifecycleRequest, GetBucketLifecycleConfigurationOutput, GetBucketLifecycleConfigurationRequest,
    PutBucketLifecycleConfigurationOutput, PutBucketLifecycleConfigurationRequest,
};
use crate::bucket::Target;
use crate::error::S3Error;
use crate::{S3, keys};

/// Lists the operations on lifecycle rules.
pub(crate) fn operations(table: Table<S3>) -> Table<S3> {
    table
        .add("PutBucketLifecycleConfiguration", put)
        .add("GetBucketLifecycleConfiguration", get)
        .add("DeleteBucketLifecycle", delete)
}

/// Replaces a bucket's rules. They are in force from the next midnight UTC on.
async fn put(
    s3: Arc<S3>,
    ctx: Context,
    input: PutBucketLifecycleConfigurationRequest,
) -> Result<PutBucketLifecycleConfigurationOutput, S3Error> {
    let wanted = input.lifecycle_configuration.as_ref().ok_or_else(S3Error::malformed_xml)?;
    let minimum = input.transition_default_minimum_object_size.as_deref();
    let rules = check::read(&wanted.rules, minimum, &s3.parts.random)?;
    s3.change(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |tx, bucket| {
        bucket.put_config(tx, KIND, encode(&rules));
        tx.task(due::next_midnight(tx.now()), keys::LIFECYCLE, super::run::Walk::begin(rules.generation).encode());
        Ok(())
    })?;
    Ok(PutBucketLifecycleConfigurationOutput { transition_default_minimum_object_size: Some(rules.minimum()) })
}

/// Tells a bucket's rules.
async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketLifecycleConfigurationRequest,
) -> Result<GetBucketLifecycleConfigurationOutput, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        let Some(row) = bucket.config(KIND) else {
            let text = "The lifecycle configuration does not exist";
            return Err(S3Error::new("NoSuchLifecycleConfiguration", 404, text).with("BucketName", &input.bucket));
        };
        let rules: Lifecycle = decode(row)?;
        Ok(GetBucketLifecycleConfigurationOutput {
            rules: Some(rules.rules.iter().map(Rule::show).collect()),
            transition_default_minimum_object_size: Some(rules.minimum()),
        })
    })
}

/// Deletes a bucket's rules.
async fn delete(s3: Arc<S3>, ctx: Context, input: DeleteBucketLifecycleRequest) -> Result<(), S3Error> {
    s3.change(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |tx, bucket| {
        bucket.delete_config(tx, KIND);
        Ok(())
    })
}
