//! CreateLogGroup, DeleteLogGroup and PutLogGroupDeletionProtection.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::tags::check_tags;
use crate::Logs;
use crate::api::{CreateLogGroupRequest, DeleteLogGroupRequest, PutLogGroupDeletionProtectionRequest};
use crate::error::LogsError;
use crate::group::settings::NewGroup;
use crate::names::GroupName;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html>
pub(crate) async fn create_log_group(
    logs: Arc<Logs>,
    ctx: Context,
    input: CreateLogGroupRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    let class = input.log_group_class.unwrap_or_else(|| "STANDARD".to_owned());
    if class == "DELIVERY" {
        return Err(LogsError::not_built("The log group class DELIVERY"));
    }
    let tags = input.tags.unwrap_or_default();
    check_tags(tags.keys())?;
    if let Some(key) = &input.kms_key_id {
        super::kms::check_key(key)?;
    }
    let new = NewGroup {
        name: name.clone(),
        class,
        kms_key: input.kms_key_id,
        protected: input.deletion_protection_enabled.unwrap_or(false),
        tags,
    };
    logs.group(&name).write(ctx.mark(), |tx, group| group.create(tx, new))?;
    logs.lister.update(&logs.parts.store, ctx.mark(), &name)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html>
pub(crate) async fn delete_log_group(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteLogGroupRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.delete(tx))?;
    logs.lister.update(&logs.parts.store, ctx.mark(), &name)
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogGroupDeletionProtection.html>
pub(crate) async fn put_log_group_deletion_protection(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutLogGroupDeletionProtectionRequest,
) -> Result<(), LogsError> {
    let name = GroupName::identified(&ctx, &input.log_group_identifier)?;
    let protected = input.deletion_protection_enabled;
    logs.group(&name).write(ctx.mark(), |tx, group| group.change(tx, |record| record.protected = protected))
}
