//! AddPermission, RemovePermission, GetPolicy.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    AddPermissionRequest, AddPermissionResponse, GetPolicyRequest, GetPolicyResponse, RemovePermissionRequest,
};
use crate::error::LambdaError;
use crate::function::cell::{FunctionCell, version_number};
use crate::names::{FunctionRef, LATEST};
use crate::policy::{Grant, Kind, Policy};

/// The key of a policy in the function's cell.
fn key(at: &FunctionRef) -> &str {
    at.qualifier.as_deref().unwrap_or_default()
}

/// Refuses what is not there, and `$LATEST`, which has no policy of its own.
fn require(function: &FunctionCell, at: &FunctionRef) -> Result<(), LambdaError> {
    function.require(at)?;
    let Some(qualifier) = at.qualifier.as_deref() else { return Ok(()) };
    if qualifier == LATEST {
        return Err(LambdaError::invalid("We currently do not support adding policies for $LATEST."));
    }
    match version_number(qualifier) {
        Some(number) if function.version(number).is_none() => Err(at.absent()),
        None if function.alias(qualifier).is_none() => {
            Err(LambdaError::not_found(format!("Cannot find alias arn: {}", at.arn())))
        }
        _ => Ok(()),
    }
}

/// Adds a statement to the policy of a function, a version or an alias.
pub(crate) async fn add_permission(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: AddPermissionRequest,
) -> Result<AddPermissionResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    if input.function_url_auth_type.is_some() && input.action != "lambda:InvokeFunctionUrl" {
        let text = "FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action";
        return Err(LambdaError::invalid(text));
    }
    let resource = at.arn();
    let grant = Grant {
        sid: &input.statement_id,
        action: &input.action,
        principal: &input.principal,
        resource: &resource,
        source_arn: input.source_arn.as_deref(),
        source_account: input.source_account.as_deref(),
        event_source_token: input.event_source_token.as_deref(),
        organization: input.principal_org_id.as_deref(),
        url_auth_type: input.function_url_auth_type.as_deref(),
        via_url: input.invoked_via_function_url,
    };
    let expected = input.revision_id.as_deref();
    let statement = lambda.function(&at).write(ctx.mark(), |tx, function| {
        require(function, &at)?;
        let present = function.policy(key(&at));
        let (statement, policy) = Policy::grant(present, Kind::Function, expected, &grant, tx.rng().uuid_v4())?;
        function.set_policy(tx, key(&at), Some(policy));
        Ok::<_, LambdaError>(statement)
    })?;
    Ok(AddPermissionResponse { statement: Some(statement) })
}

/// Takes a statement out of the policy of a function, a version or an alias.
pub(crate) async fn remove_permission(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: RemovePermissionRequest,
) -> Result<(), LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let expected = input.revision_id.as_deref();
    lambda.function(&at).write(ctx.mark(), |tx, function| {
        function.require(&at)?;
        let present = function.policy(key(&at));
        let revision = tx.rng().uuid_v4();
        let policy = Policy::revoke(present, Kind::Function, expected, &input.statement_id, revision)?;
        function.set_policy(tx, key(&at), policy);
        Ok(())
    })
}

/// The policy of a function, a version or an alias.
pub(crate) async fn get_policy(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetPolicyRequest,
) -> Result<GetPolicyResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        let policy = function.policy(key(&at));
        let policy = policy.ok_or_else(|| LambdaError::not_found("The resource you requested does not exist."))?;
        Ok(GetPolicyResponse { policy: Some(policy.document()), revision_id: Some(policy.revision.clone()) })
    })
}
