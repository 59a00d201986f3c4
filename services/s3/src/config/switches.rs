//! Two settings of one word each: acceleration and who pays.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::S3;
use crate::api::{
    AccelerateConfiguration, GetBucketAccelerateConfigurationOutput, GetBucketAccelerateConfigurationRequest,
    GetBucketRequestPaymentOutput, GetBucketRequestPaymentRequest, PutBucketAccelerateConfigurationRequest,
    PutBucketRequestPaymentRequest, RequestPaymentConfiguration,
};
use crate::bucket::Target;
use crate::error::S3Error;

const ACCELERATE: &str = "accelerate";
const PAYMENT: &str = "request-payment";

/// Turns acceleration on or off.
pub(super) async fn put_accelerate(
    s3: Arc<S3>,
    ctx: Context,
    input: PutBucketAccelerateConfigurationRequest,
) -> Result<(), S3Error> {
    if !matches!(input.accelerate_configuration.status.as_deref(), Some("Enabled" | "Suspended")) {
        return Err(S3Error::malformed_xml());
    }
    if input.bucket.contains('.') {
        let text = "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names";
        return Err(S3Error::invalid_request(text));
    }
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    s3.configure(&ctx, target, ACCELERATE, &input.accelerate_configuration)
}

/// Tells whether acceleration is on; nothing where it never was.
pub(super) async fn get_accelerate(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketAccelerateConfigurationRequest,
) -> Result<GetBucketAccelerateConfigurationOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept: Option<AccelerateConfiguration> = s3.configured(&ctx, target, ACCELERATE)?;
    Ok(GetBucketAccelerateConfigurationOutput { status: kept.and_then(|kept| kept.status), request_charged: None })
}

/// Says who pays for requests.
pub(super) async fn put_payment(
    s3: Arc<S3>,
    ctx: Context,
    input: PutBucketRequestPaymentRequest,
) -> Result<(), S3Error> {
    if !["BucketOwner", "Requester"].contains(&input.request_payment_configuration.payer.as_str()) {
        return Err(S3Error::malformed_xml());
    }
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    s3.configure(&ctx, target, PAYMENT, &input.request_payment_configuration)
}

/// Tells who pays for requests: the owner, where nothing else was said.
pub(super) async fn get_payment(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketRequestPaymentRequest,
) -> Result<GetBucketRequestPaymentOutput, S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let kept: Option<RequestPaymentConfiguration> = s3.configured(&ctx, target, PAYMENT)?;
    let payer = kept.map_or_else(|| "BucketOwner".to_owned(), |kept| kept.payer);
    Ok(GetBucketRequestPaymentOutput { payer: Some(payer) })
}
