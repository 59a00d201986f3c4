//! GetResourcePolicy, PutResourcePolicy, DeleteResourcePolicy, ValidateResourcePolicy.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::SecretsManager;
use crate::api::{
    DeleteResourcePolicyRequest, DeleteResourcePolicyResponse, GetResourcePolicyRequest, GetResourcePolicyResponse,
    PutResourcePolicyRequest, PutResourcePolicyResponse, ValidateResourcePolicyRequest, ValidateResourcePolicyResponse,
    ValidationErrorsEntry,
};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::policy::{self, Wrong};

fn refused(wrong: Wrong) -> SecretsManagerError {
    let code = match wrong {
        Wrong::Syntax => "MalformedPolicyDocumentException",
        Wrong::Public => "PublicPolicyException",
    };
    SecretsManagerError::Coded(code, wrong.text().to_owned())
}

/// Prints a secret's policy, if it has one.
pub(crate) async fn get_resource_policy(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: GetResourcePolicyRequest,
) -> Result<GetResourcePolicyResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).read(ctx.mark(), |_, region| {
        let secret = region.find(&named)?;
        secret.not_deleted()?;
        Ok(GetResourcePolicyResponse {
            arn: Some(secret.arn.clone()),
            name: Some(secret.name.clone()),
            resource_policy: secret.policy.clone(),
        })
    })
}

/// Sets a secret's policy.
pub(crate) async fn put_resource_policy(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: PutResourcePolicyRequest,
) -> Result<PutResourcePolicyResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    let statements = policy::check(&input.resource_policy).map_err(refused)?;
    if input.block_public_policy == Some(true) && policy::is_public(&statements) {
        return Err(refused(Wrong::Public));
    }
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |_, secret| {
            secret.policy = Some(input.resource_policy);
            Ok(PutResourcePolicyResponse { arn: Some(secret.arn.clone()), name: Some(secret.name.clone()) })
        })
    })
}

/// Takes a secret's policy away.
pub(crate) async fn delete_resource_policy(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: DeleteResourcePolicyRequest,
) -> Result<DeleteResourcePolicyResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |_, secret| {
            secret.policy = None;
            Ok(DeleteResourcePolicyResponse { arn: Some(secret.arn.clone()), name: Some(secret.name.clone()) })
        })
    })
}

/// Says what is wrong with a policy.
pub(crate) async fn validate_resource_policy(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: ValidateResourcePolicyRequest,
) -> Result<ValidateResourcePolicyResponse, SecretsManagerError> {
    if let Some(id) = input.secret_id.as_deref() {
        let named = Named::read(&ctx, id)?;
        service.cell(&ctx, &named).read(ctx.mark(), |_, region| region.find(&named)?.not_deleted())?;
    }
    let wrong = match policy::check(&input.resource_policy) {
        Ok(statements) => policy::is_public(&statements).then_some(Wrong::Public),
        Err(wrong) => Some(wrong),
    };
    let entry = |wrong: Wrong| ValidationErrorsEntry {
        check_name: Some(wrong.check().to_owned()),
        error_message: Some(wrong.text().to_owned()),
    };
    Ok(ValidateResourcePolicyResponse {
        policy_validation_passed: Some(wrong.is_none()),
        validation_errors: Some(wrong.into_iter().map(entry).collect()),
    })
}
