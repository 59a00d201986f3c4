//! ListSecrets.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::describe::stages;
use super::get::time;
use super::tags::tag_list;
use crate::api::{ListSecretsRequest, ListSecretsResponse, SecretListEntry};
use crate::error::SecretsManagerError;
use crate::page::Page;
use crate::secret::{SecretRecord, Wanted};
use crate::{SecretsManager, limits};

/// What the list is ordered by; the name decides where that is the same.
fn rank(secret: &SecretRecord, by: Option<&str>) -> String {
    let number = match by {
        Some("name") => return secret.name.clone(),
        Some("last-accessed-date") => secret.accessed.unwrap_or(0),
        Some("last-changed-date") => secret.changed,
        _ => secret.created,
    };
    format!("{number:020}/{}", secret.name)
}

/// Lists secrets, those that wait for their deletion only if they are asked for.
pub(crate) async fn list_secrets(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: ListSecretsRequest,
) -> Result<ListSecretsResponse, SecretsManagerError> {
    let wanted = Wanted::read(input.filters)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results, limits::PAGE)?;
    let (planned, backwards) =
        (input.include_planned_deletion == Some(true), input.sort_order.as_deref() == Some("desc"));
    service.own(&ctx).read(ctx.mark(), |_, region| {
        let all = region.secrets.values().filter(|secret| planned || secret.deletion.is_none());
        let mut chosen: Vec<(String, &SecretRecord)> = all
            .filter(|secret| wanted.passes(secret))
            .map(|secret| (rank(secret, input.sort_by.as_deref()), secret))
            .filter(|(rank, _)| if backwards { page.is_before(rank) } else { page.is_after(rank) })
            .collect();
        chosen.sort_by(|(one, _), (other, _)| one.cmp(other));
        if backwards {
            chosen.reverse();
        }
        let (chosen, next_token) = page.take(chosen.into_iter(), |(rank, _)| rank.clone());
        let secrets = chosen.into_iter().map(|(_, secret)| entry(secret)).collect();
        Ok(ListSecretsResponse { secret_list: Some(secrets), next_token })
    })
}

fn entry(secret: &SecretRecord) -> SecretListEntry {
    let rotation = secret.rotation.as_ref();
    SecretListEntry {
        arn: Some(secret.arn.clone()),
        name: Some(secret.name.clone()),
        description: secret.description.clone(),
        kms_key_id: secret.key.clone(),
        last_changed_date: Some(time(secret.changed)),
        last_accessed_date: secret.accessed.map(time),
        deleted_date: secret.deletion.map(|deletion| time(deletion.asked)),
        tags: tag_list(secret),
        secret_versions_to_stages: stages(secret),
        created_date: Some(time(secret.created)),
        rotation_enabled: rotation.map(|rotation| rotation.enabled),
        rotation_lambda_arn: rotation.map(|rotation| rotation.function.clone()),
        rotation_rules: rotation.and_then(|rotation| rotation.rules.shape()),
        last_rotated_date: rotation.and_then(|rotation| rotation.last).map(time),
        next_rotation_date: rotation.and_then(|rotation| rotation.next).map(time),
        ..SecretListEntry::default()
    }
}
