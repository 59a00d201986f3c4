//! AddLayerVersionPermission, RemoveLayerVersionPermission, GetLayerVersionPolicy.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    AddLayerVersionPermissionRequest, AddLayerVersionPermissionResponse, GetLayerVersionPolicyRequest,
    GetLayerVersionPolicyResponse, RemoveLayerVersionPermissionRequest,
};
use crate::error::LambdaError;
use crate::layer::LayerName;
use crate::policy::Grant;

/// Adds a statement to the policy of a layer's version.
pub(crate) async fn add_layer_version_permission(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: AddLayerVersionPermissionRequest,
) -> Result<AddLayerVersionPermissionResponse, LambdaError> {
    let (layer, number) = LayerName::given_version(&ctx, &input.layer_name, input.version_number)?;
    let resource = layer.version_arn(number);
    let grant = Grant {
        sid: &input.statement_id,
        action: &input.action,
        principal: &input.principal,
        resource: &resource,
        organization: input.organization_id.as_deref(),
        ..Grant::default()
    };
    let expected = input.revision_id.as_deref();
    let (statement, revision) =
        lambda.layer(&layer).write(ctx.mark(), |tx, model| model.grant(tx, &layer, number, expected, &grant))?;
    Ok(AddLayerVersionPermissionResponse { statement: Some(statement), revision_id: Some(revision) })
}

/// Takes a statement out of the policy of a layer's version.
pub(crate) async fn remove_layer_version_permission(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: RemoveLayerVersionPermissionRequest,
) -> Result<(), LambdaError> {
    let (layer, number) = LayerName::given_version(&ctx, &input.layer_name, input.version_number)?;
    let (expected, sid) = (input.revision_id.as_deref(), input.statement_id.as_str());
    lambda.layer(&layer).write(ctx.mark(), |tx, model| model.revoke(tx, &layer, number, expected, sid))
}

/// The policy of a layer's version.
pub(crate) async fn get_layer_version_policy(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetLayerVersionPolicyRequest,
) -> Result<GetLayerVersionPolicyResponse, LambdaError> {
    let (layer, number) = LayerName::given_version(&ctx, &input.layer_name, input.version_number)?;
    lambda.layer(&layer).read(ctx.mark(), |_, model| {
        let policy = model.require_for_policy(&layer, number)?.policy.as_ref();
        let policy =
            policy.ok_or_else(|| LambdaError::not_found("No policy is associated with the given resource."))?;
        Ok(GetLayerVersionPolicyResponse {
            policy: Some(policy.document()),
            revision_id: Some(policy.revision.clone()),
        })
    })
}
