//! PutResourcePolicy, DescribeResourcePolicies and DeleteResourcePolicy. Policies of the account are kept and returned.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tradewind_cloud::Context;
use tradewind_store::{Record, StoreError, decode, encode, prefix};

use crate::api::{
    DeleteResourcePolicyRequest, DescribeResourcePoliciesRequest, DescribeResourcePoliciesResponse,
    PutResourcePolicyRequest, PutResourcePolicyResponse, ResourcePolicy,
};
use crate::error::LogsError;
use crate::limits::RESOURCE_POLICIES;
use crate::page::Page;
use crate::{Logs, keys};

#[derive(Debug, Serialize, Deserialize)]
struct PolicyRecord {
    document: String,
    updated: u64,
}

impl Record for PolicyRecord {
    const VERSION: u8 = 1;
}

fn shape(name: &str, policy: PolicyRecord) -> ResourcePolicy {
    ResourcePolicy {
        policy_name: Some(name.to_owned()),
        policy_document: Some(policy.document),
        last_updated_time: Some(policy.updated.cast_signed()),
        ..ResourcePolicy::default()
    }
}

/// Policies of single groups, with revisions, are not there.
fn of_account(resource: Option<&str>, revision: Option<&str>) -> Result<(), LogsError> {
    if resource.is_some() || revision.is_some() {
        return Err(LogsError::not_built("A resource policy of a single resource (resourceArn, expectedRevisionId)"));
    }
    Ok(())
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html>
pub(crate) async fn put_resource_policy(
    logs: Arc<Logs>,
    ctx: Context,
    input: PutResourcePolicyRequest,
) -> Result<PutResourcePolicyResponse, LogsError> {
    of_account(input.resource_arn.as_deref(), input.expected_revision_id.as_deref())?;
    let (Some(name), Some(document)) = (input.policy_name, input.policy_document) else {
        return Err(LogsError::invalid("policyName and policyDocument are required."));
    };
    let is_object = serde_json::from_str::<serde_json::Value>(&document).is_ok_and(|value| value.is_object());
    if !is_object {
        return Err(LogsError::invalid("Invalid resource policy: the policy document is not valid JSON."));
    }
    let policy = PolicyRecord { document, updated: ctx.now().as_millis() };
    logs.control(&ctx).write(ctx.mark(), |tx, ()| {
        let others = tx.scan(prefix([keys::POLICY])).count();
        if tx.get(keys::policy(&name))?.is_none() && others >= RESOURCE_POLICIES {
            return Err(LogsError::LimitExceeded);
        }
        tx.put(keys::policy(&name), encode(&policy));
        Ok(())
    })?;
    Ok(PutResourcePolicyResponse { resource_policy: Some(shape(&name, policy)), revision_id: None })
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeResourcePolicies.html>
pub(crate) async fn describe_resource_policies(
    logs: Arc<Logs>,
    ctx: Context,
    input: DescribeResourcePoliciesRequest,
) -> Result<DescribeResourcePoliciesResponse, LogsError> {
    of_account(input.resource_arn.as_deref(), None)?;
    if input.policy_scope.as_deref() == Some("RESOURCE") {
        return Err(LogsError::not_built("The policyScope RESOURCE"));
    }
    let page = Page::asked(input.next_token.as_deref(), input.limit)?;
    let found = logs.control(&ctx).read(ctx.mark(), |view, ()| {
        let mut found = Vec::new();
        for row in view.scan(prefix([keys::POLICY])) {
            let (key, row) = row?;
            let name = String::from_utf8_lossy(key.get(1..).unwrap_or_default()).into_owned();
            found.push(shape(&name, decode(&row)?));
        }
        Ok::<_, StoreError>(found)
    })?;
    let name = |policy: &ResourcePolicy| policy.policy_name.clone().unwrap_or_default();
    let found = found.into_iter().filter(|policy| page.is_next(&name(policy)));
    let (policies, next_token) = page.take(found, |policy| policy.policy_name.as_deref().unwrap_or_default());
    Ok(DescribeResourcePoliciesResponse { resource_policies: Some(policies), next_token })
}

/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteResourcePolicy.html>
pub(crate) async fn delete_resource_policy(
    logs: Arc<Logs>,
    ctx: Context,
    input: DeleteResourcePolicyRequest,
) -> Result<(), LogsError> {
    of_account(input.resource_arn.as_deref(), input.expected_revision_id.as_deref())?;
    let Some(name) = input.policy_name else { return Err(LogsError::invalid("policyName is required.")) };
    logs.control(&ctx).write(ctx.mark(), |tx, ()| {
        if tx.get(keys::policy(&name))?.is_none() {
            return Err(LogsError::NotFound(format!("Policy with name [{name}] does not exist.")));
        }
        tx.delete(keys::policy(&name));
        Ok(())
    })
}
