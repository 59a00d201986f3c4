//! AssociateKmsKey and DisassociateKmsKey. The key's ARN is kept and returned; events are not encrypted with it.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Logs;
use crate::api::{AssociateKmsKeyRequest, DisassociateKmsKeyRequest};
use crate::error::LogsError;
use crate::names::GroupName;

/// A key is named by its ARN.
pub(super) fn check_key(key: &str) -> Result<(), LogsError> {
    let parts: Vec<&str> = key.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "kms", _, _, resource] if resource.starts_with("key/") => Ok(()),
        _ => Err(LogsError::invalid("The specified KMS key identifier is not a valid key ARN.")),
    }
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html>
pub(crate) async fn associate_kms_key(
    logs: Arc<Logs>,
    ctx: Context,
    input: AssociateKmsKeyRequest,
) -> Result<(), LogsError> {
    check_key(&input.kms_key_id)?;
    let name = group(&ctx, input.log_group_name.as_deref(), input.resource_identifier.as_deref())?;
    logs.group(&name).write(ctx.mark(), |tx, group| group.change(tx, |record| record.kms_key = Some(input.kms_key_id)))
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html>
pub(crate) async fn disassociate_kms_key(
    logs: Arc<Logs>,
    ctx: Context,
    input: DisassociateKmsKeyRequest,
) -> Result<(), LogsError> {
    let name = group(&ctx, input.log_group_name.as_deref(), input.resource_identifier.as_deref())?;
    logs.group(&name).write(ctx.mark(), |tx, group| group.change(tx, |record| record.kms_key = None))
}

fn group(ctx: &Context, name: Option<&str>, identifier: Option<&str>) -> Result<GroupName, LogsError> {
    match (name, identifier) {
        (Some(name), None) => Ok(GroupName::here(ctx, name)),
        (None, Some(arn)) if arn.contains(":query-result:") => Err(LogsError::not_built("A key for query results")),
        (None, Some(arn)) => GroupName::of_arn(ctx, arn),
        _ => Err(LogsError::invalid("Specify either logGroupName or resourceIdentifier, and not both.")),
    }
}
