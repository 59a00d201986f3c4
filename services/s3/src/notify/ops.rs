//! PutBucketNotificationConfiguration and GetBucketNotificationConfiguration.

use std::sync::Arc;

use tradewind_cloud::{Context, Table};
use tradewind_store::{decode, encode};

use super::config::{Notifications, To};
use super::deliver::Delivery;
use super::{KIND, check, destination, record};
use crate::S3;
use crate::api::{
    GetBucketNotificationConfigurationRequest, NotificationConfiguration, PutBucketNotificationConfigurationRequest,
};
use crate::bucket::Target;
use crate::error::S3Error;

/// Lists the operations on notifications.
pub(crate) fn operations(table: Table<S3>) -> Table<S3> {
    table.add("PutBucketNotificationConfiguration", put).add("GetBucketNotificationConfiguration", get)
}

/// Replaces what a bucket tells. Queues that become destinations get a test event.
async fn put(s3: Arc<S3>, ctx: Context, input: PutBucketNotificationConfigurationRequest) -> Result<(), S3Error> {
    let target = Target::new(&input.bucket, &input.expected_bucket_owner);
    let (region, arn) = s3.look(&ctx, target, |_, bucket| {
        let record = bucket.known()?;
        Ok((record.region.clone(), record.arn()))
    })?;
    let wanted = check::read(&input.notification_configuration, &region, &s3.parts.random)?;
    let trusting = input.skip_destination_validation == Some(true);
    if !trusting {
        destination::validate(&s3, &wanted, &arn).await?;
    }
    s3.change(&ctx, target, |tx, bucket| {
        if wanted.is_empty() {
            bucket.delete_config(tx, KIND);
            return Ok(());
        }
        bucket.put_config(tx, KIND, encode(&wanted));
        let queues = wanted.rules.iter().filter(|rule| rule.to == To::Queue && !trusting);
        for rule in queues {
            let text = record::test_event(&input.bucket, ctx.request_id(), tx.now());
            Delivery::new(bucket.known()?, rule.to, &rule.arn, text).note(tx);
        }
        Ok(())
    })
}

/// Tells what a bucket tells.
async fn get(
    s3: Arc<S3>,
    ctx: Context,
    input: GetBucketNotificationConfigurationRequest,
) -> Result<NotificationConfiguration, S3Error> {
    s3.look(&ctx, Target::new(&input.bucket, &input.expected_bucket_owner), |_, bucket| {
        let wanted = bucket.config(KIND).map(|row| decode::<Notifications>(row)).transpose()?;
        Ok(wanted.unwrap_or_default().show())
    })
}
