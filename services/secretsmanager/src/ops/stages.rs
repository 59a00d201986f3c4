//! UpdateSecretVersionStage.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::SecretsManager;
use crate::api::{UpdateSecretVersionStageRequest, UpdateSecretVersionStageResponse};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::secret::{CURRENT, SecretRecord};

/// Moves a staging label from version to version, sets one or takes one away.
pub(crate) async fn update_secret_version_stage(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: UpdateSecretVersionStageRequest,
) -> Result<UpdateSecretVersionStageResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |tx, secret| {
            check(secret, &input)?;
            secret.move_stage(&input.version_stage, input.move_to_version_id.as_deref());
            secret.few_labels()?;
            secret.changed = tx.now().as_micros();
            Ok(UpdateSecretVersionStageResponse { arn: Some(secret.arn.clone()), name: Some(secret.name.clone()) })
        })
    })
}

fn check(secret: &SecretRecord, input: &UpdateSecretVersionStageRequest) -> Result<(), SecretsManagerError> {
    let stage = &input.version_stage;
    let (from, to) = (input.remove_from_version_id.as_deref(), input.move_to_version_id.as_deref());
    for id in [from, to].into_iter().flatten() {
        secret.select(Some(id), None)?;
    }
    if from.is_none() && to.is_none() {
        return Err(SecretsManagerError::parameter(
            "You must specify RemoveFromVersionId or MoveToVersionId, or both.",
        ));
    }
    if stage == CURRENT && to.is_none() {
        return Err(SecretsManagerError::parameter(
            "You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.",
        ));
    }
    let at = secret.staged(stage).map(|(id, _)| id);
    match (at, from) {
        (Some(at), None) if Some(at) != to => Err(SecretsManagerError::parameter(format!(
            "The parameter RemoveFromVersionId can't be empty. Staging label {stage} is currently attached to version {at}, so you must explicitly reference that version in RemoveFromVersionId."
        ))),
        (at, Some(from)) if at != Some(from) => {
            Err(SecretsManagerError::parameter(format!("Staging label {stage} isn't attached to version {from}.")))
        }
        _ => Ok(()),
    }
}
