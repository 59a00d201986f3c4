//! DeleteSecret, RestoreSecret.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::get::time;
use crate::api::{DeleteSecretRequest, DeleteSecretResponse, RestoreSecretRequest, RestoreSecretResponse};
use crate::error::SecretsManagerError;
use crate::names::{self, Named};
use crate::{SecretsManager, limits};

/// The days until the deletion; none for one without recovery.
fn window(input: &DeleteSecretRequest) -> Result<Option<i64>, SecretsManagerError> {
    if input.force_delete_without_recovery == Some(true) {
        if input.recovery_window_in_days.is_some() {
            return Err(SecretsManagerError::parameter(
                "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
            ));
        }
        return Ok(None);
    }
    let days = input.recovery_window_in_days.unwrap_or(*limits::WINDOW_DAYS.end());
    if limits::WINDOW_DAYS.contains(&days) {
        return Ok(Some(days));
    }
    Err(SecretsManagerError::parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."))
}

/// Marks a secret for deletion, or deletes it at once.
pub(crate) async fn delete_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: DeleteSecretRequest,
) -> Result<DeleteSecretResponse, SecretsManagerError> {
    let window = window(&input)?;
    let named = Named::read(&ctx, &input.secret_id)?;
    let answer = |arn: String, name: String, due: u64| DeleteSecretResponse {
        arn: Some(arn),
        name: Some(name),
        deletion_date: Some(time(due)),
    };
    let now = ctx.now().as_micros();
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        if let Some(days) = window {
            return region.change(tx, &named, |tx, secret| {
                let due = secret.schedule_deletion(tx, days)?;
                Ok(answer(secret.arn.clone(), secret.name.clone(), due.as_micros()))
            });
        }
        match region.find(&named) {
            Ok(secret) => {
                let (arn, name) = (secret.arn.clone(), secret.name.clone());
                region.delete(tx, &name);
                Ok(answer(arn, name, now))
            }
            // So that a repeated call is answered like the first one, AWS does not mind one that is not there.
            Err(SecretsManagerError::NotFound) if !named.by_arn => {
                let suffix = names::suffix(&service.parts.random);
                let arn = names::arn(&ctx, &named.account, &named.name, &suffix);
                Ok(answer(arn, named.name.clone(), now))
            }
            Err(other) => Err(other),
        }
    })
}

/// Takes the mark from a secret.
pub(crate) async fn restore_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: RestoreSecretRequest,
) -> Result<RestoreSecretResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        let mut secret = region.find(&named)?.clone();
        let answer = RestoreSecretResponse { arn: Some(secret.arn.clone()), name: Some(secret.name.clone()) };
        if secret.deletion.take().is_some() {
            region.put(tx, secret);
        }
        Ok(answer)
    })
}
