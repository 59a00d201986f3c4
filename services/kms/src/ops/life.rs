//! EnableKey, DisableKey, ScheduleKeyDeletion, CancelKeyDeletion.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{
    CancelKeyDeletionRequest, CancelKeyDeletionResponse, DisableKeyRequest, EnableKeyRequest,
    ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse,
};
use crate::error::KmsError;
use crate::key::time;
use crate::{Kms, limits};

/// Lets a key be used again.
pub(crate) async fn enable_key(kms: Arc<Kms>, ctx: Context, input: EnableKeyRequest) -> Result<(), KmsError> {
    kms.change(&ctx, &input.key_id, |tx, key| key.enable(tx))
}

/// Lets a key not be used for a while.
pub(crate) async fn disable_key(kms: Arc<Kms>, ctx: Context, input: DisableKeyRequest) -> Result<(), KmsError> {
    kms.change(&ctx, &input.key_id, |_, key| key.disable())
}

/// Sets the date of a key's deletion.
pub(crate) async fn schedule_key_deletion(
    kms: Arc<Kms>,
    ctx: Context,
    input: ScheduleKeyDeletionRequest,
) -> Result<ScheduleKeyDeletionResponse, KmsError> {
    let window = limits::WINDOW_DAYS;
    let days = input.pending_window_in_days.unwrap_or(*window.end());
    if !window.contains(&days) {
        let (end, limit) = if days < *window.start() { ("greater", window.start()) } else { ("less", window.end()) };
        let constraint = format!("Member must have value {end} than or equal to {limit}");
        return Err(KmsError::constraint(&days.to_string(), "pendingWindowInDays", &constraint));
    }
    kms.change(&ctx, &input.key_id, |tx, key| {
        let due = key.schedule_deletion(tx, days)?;
        Ok(ScheduleKeyDeletionResponse {
            key_id: Some(key.arn.clone()),
            deletion_date: Some(time(due.as_micros())),
            key_state: Some(key.state.name().to_owned()),
            pending_window_in_days: Some(days),
        })
    })
}

/// Saves a key whose deletion was scheduled; it is disabled then.
pub(crate) async fn cancel_key_deletion(
    kms: Arc<Kms>,
    ctx: Context,
    input: CancelKeyDeletionRequest,
) -> Result<CancelKeyDeletionResponse, KmsError> {
    kms.change(&ctx, &input.key_id, |_, key| {
        key.cancel_deletion()?;
        Ok(CancelKeyDeletionResponse { key_id: Some(key.arn.clone()) })
    })
}
