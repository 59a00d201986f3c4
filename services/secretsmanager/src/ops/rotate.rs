//! RotateSecret, CancelRotateSecret.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::SecretsManager;
use crate::api::{CancelRotateSecretRequest, CancelRotateSecretResponse, RotateSecretRequest, RotateSecretResponse};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::secret::{Rotation, Rules};

/// Configures the rotation of a secret, and begins one unless that is to wait for its date.
pub(crate) async fn rotate_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: RotateSecretRequest,
) -> Result<RotateSecretResponse, SecretsManagerError> {
    if input.external_secret_rotation_metadata.is_some() || input.external_secret_rotation_role_arn.is_some() {
        return Err(SecretsManagerError::not_built("Rotation of a managed external secret"));
    }
    let named = Named::read(&ctx, &input.secret_id)?;
    let rules = input.rotation_rules.map(Rules::read).transpose()?;
    let given = input.rotation_lambda_arn.filter(|function| !function.is_empty());
    let (arn, before) = service.cell(&ctx, &named).read(ctx.mark(), |_, region| {
        let secret = region.find(&named)?;
        secret.not_deleted()?;
        Ok::<_, SecretsManagerError>((secret.arn.clone(), secret.rotation.clone()))
    })?;
    let function = given.or_else(|| before.as_ref().map(|rotation| rotation.function.clone()));
    let missing = || SecretsManagerError::request("No Lambda rotation function ARN is associated with this secret.");
    let function = function.ok_or_else(missing)?;
    service.check_function(&arn, &function).await?;
    let version = input.client_request_token.unwrap_or_else(|| service.parts.random.uuid_v4());
    let now = input.rotate_immediately != Some(false);
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |tx, secret| {
            let repeated = secret.versions.contains_key(&version);
            let before = secret.rotation.take();
            let (last, running, old) = before.map_or((None, None, None), |b| (b.last, b.running, Some(b.rules)));
            let rules = rules.or(old).unwrap_or_default();
            secret.rotation = Some(Rotation { enabled: true, function, rules, last, next: None, running });
            secret.plan_rotation(tx);
            if now && !repeated {
                secret.begin_rotation(tx, &version)?;
            } else if !now {
                secret.run_rotation(tx, &version, true);
            }
            Ok(RotateSecretResponse {
                arn: Some(secret.arn.clone()),
                name: Some(secret.name.clone()),
                version_id: Some(version.clone()),
            })
        })
    })
}

/// Ends the rotation of a secret; one that is under way takes no further step.
pub(crate) async fn cancel_rotate_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: CancelRotateSecretRequest,
) -> Result<CancelRotateSecretResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |_, secret| {
            let mut version_id = None;
            if let Some(rotation) = secret.rotation.as_mut() {
                rotation.enabled = false;
                rotation.next = None;
                version_id = rotation.running.take();
            }
            Ok(CancelRotateSecretResponse {
                arn: Some(secret.arn.clone()),
                name: Some(secret.name.clone()),
                version_id,
            })
        })
    })
}
