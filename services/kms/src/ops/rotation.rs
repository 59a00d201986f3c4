//! EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus, RotateKeyOnDemand, ListKeyRotations.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{
    DisableKeyRotationRequest, EnableKeyRotationRequest, GetKeyRotationStatusRequest, GetKeyRotationStatusResponse,
    ListKeyRotationsRequest, ListKeyRotationsResponse, RotateKeyOnDemandRequest, RotateKeyOnDemandResponse,
    RotationsListEntry,
};
use crate::error::KmsError;
use crate::key::{KeyRecord, Material, Origin, State, time};
use crate::page::Page;
use crate::{Kms, limits};

/// Has a key rotated every so many days.
pub(crate) async fn enable_key_rotation(
    kms: Arc<Kms>,
    ctx: Context,
    input: EnableKeyRotationRequest,
) -> Result<(), KmsError> {
    kms.change(&ctx, &input.key_id, |tx, key| {
        key.enable_rotation(tx, input.rotation_period_in_days.unwrap_or(limits::ROTATION_DAYS))
    })
}

/// Has a key rotated no more.
pub(crate) async fn disable_key_rotation(
    kms: Arc<Kms>,
    ctx: Context,
    input: DisableKeyRotationRequest,
) -> Result<(), KmsError> {
    kms.change(&ctx, &input.key_id, |_, key| key.disable_rotation())
}

/// Tells whether and when a key is rotated.
pub(crate) async fn get_key_rotation_status(
    kms: Arc<Kms>,
    ctx: Context,
    input: GetKeyRotationStatusRequest,
) -> Result<GetKeyRotationStatusResponse, KmsError> {
    kms.look_by_id(&ctx, &input.key_id, |_, _, key| {
        key.rotates()?;
        key.not_pending()?;
        let rotation = key.rotation;
        Ok(GetKeyRotationStatusResponse {
            key_rotation_enabled: Some(rotation.is_some()),
            key_id: Some(key.id.clone()),
            rotation_period_in_days: rotation.map(|rotation| rotation.period),
            next_rotation_date: rotation.filter(|_| key.state == State::Enabled).map(|rotation| time(rotation.next)),
            // Rotations on demand are done when they are answered: none is under way.
            on_demand_rotation_start_date: None,
        })
    })
}

/// Gives a key new material now.
pub(crate) async fn rotate_key_on_demand(
    kms: Arc<Kms>,
    ctx: Context,
    input: RotateKeyOnDemandRequest,
) -> Result<RotateKeyOnDemandResponse, KmsError> {
    let node = kms.node(ctx.mark())?;
    kms.change(&ctx, &input.key_id, |tx, key| {
        key.rotate_on_demand(tx.now(), node, &kms.parts.random)?;
        Ok(RotateKeyOnDemandResponse { key_id: Some(key.id.clone()) })
    })
}

fn entry(key: &KeyRecord, (number, material): (usize, &Material)) -> RotationsListEntry {
    let current = number + 1 == key.materials.len();
    let kind = match material.origin {
        Origin::Created => None,
        Origin::Automatic => Some("AUTOMATIC".to_owned()),
        Origin::OnDemand => Some("ON_DEMAND".to_owned()),
    };
    RotationsListEntry {
        key_id: Some(key.id.clone()),
        key_material_id: Some(material.id.clone()),
        key_material_state: Some(if current { "CURRENT" } else { "NON_CURRENT" }.to_owned()),
        rotation_date: kind.is_some().then(|| time(material.created)),
        rotation_type: kind,
        ..RotationsListEntry::default()
    }
}

/// Lists a key's rotations, or all its material, the oldest first.
pub(crate) async fn list_key_rotations(
    kms: Arc<Kms>,
    ctx: Context,
    input: ListKeyRotationsRequest,
) -> Result<ListKeyRotationsResponse, KmsError> {
    let page = Page::asked(input.marker.as_deref(), input.limit, limits::LONG_PAGE)?;
    let all = input.include_key_material.as_deref() == Some("ALL_KEY_MATERIAL");
    kms.look_by_id(&ctx, &input.key_id, |_, _, key| {
        key.rotates()?;
        let name = |number: usize| format!("{number:08}");
        let materials = key.materials.iter().enumerate().skip(usize::from(!all));
        let materials = materials.filter(|(number, _)| page.is_after(&name(*number)));
        let (materials, next_marker) = page.take(materials, |(number, _)| name(*number));
        Ok(ListKeyRotationsResponse {
            rotations: Some(materials.into_iter().map(|material| entry(key, material)).collect()),
            truncated: Some(next_marker.is_some()),
            next_marker,
        })
    })
}
