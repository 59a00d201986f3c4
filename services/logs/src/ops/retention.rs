//! PutRetentionPolicy and DeleteRetentionPolicy.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{DeleteRetentionPolicyRequest, PutRetentionPolicyRequest};
use crate::error::LogsError;
use crate::limits::RETENTIONS;
use crate::names::GroupName;

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
pub(crate) async fn put_retention_policy(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutRetentionPolicyRequest,
) -> Result<(), LogsError> {
    let days = input.retention_in_days;
    if !RETENTIONS.contains(&days) {
        let allowed: Vec<String> = RETENTIONS.iter().map(i32::to_string).collect();
        let allowed = allowed.join(", ");
        return Err(LogsError::Invalid(format!(
            "1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy \
             enum value set: [{allowed}]"
        )));
    }
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.retain(tx, Some(days)))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html>
pub(crate) async fn delete_retention_policy(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteRetentionPolicyRequest,
) -> Result<(), LogsError> {
    let name = GroupName::here(&ctx, &input.log_group_name);
    logs.group(&name).write(ctx.mark(), |tx, group| group.retain(tx, None))
}
