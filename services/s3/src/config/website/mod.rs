//! A bucket as a web site (Amazon S3 User Guide, "Hosting a static website").

mod check;
mod host;
mod page;
mod routing;
mod serve;

use std::sync::Arc;

use tradewind_cloud::Context;

use super::absent::none;
use crate::S3;
use crate::api::{
    DeleteBucketWebsiteRequest, GetBucketWebsiteOutput, GetBucketWebsiteRequest, PutBucketWebsiteRequest,
    WebsiteConfiguration,
};
use crate::bucket::Target;
use crate::error::S3Error;

pub(crate) use self::serve::serve_website;

const KIND: &str = "website";

/// Replaces what the site is.
pub(super) async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketWebsiteRequest) -> Result<(), S3Error> {
    check::check(&input.website_configuration)?;
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    s3.configure(&ctx, target, KIND, &input.website_configuration)
}

/// Tells what the site is.
pub(super) async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketWebsiteRequest,
) -> Result<GetBucketWebsiteOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept: Option<WebsiteConfiguration> = s3.configured(&ctx, target, KIND)?;
    let kept = kept.ok_or_else(|| {
        let text = "The specified bucket does not have a website configuration";
        none("NoSuchWebsiteConfiguration", text, &input.bucket)
    })?;
    Ok(GetBucketWebsiteOutput {
        redirect_all_requests_to: kept.redirect_all_requests_to,
        index_document: kept.index_document,
        error_document: kept.error_document,
        routing_rules: kept.routing_rules,
    })
}

/// The bucket is no site any more.
pub(super) async fn delete(s3: Arc<S3>, ctx: Context, input: DeleteBucketWebsiteRequest) -> Result<(), S3Error> {
    s3.unconfigure(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), KIND)
}
