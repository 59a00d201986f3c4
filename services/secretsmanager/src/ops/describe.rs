//! DescribeSecret, ListSecretVersionIds.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use super::get::time;
use super::tags::tag_list;
use crate::api::{
    DescribeSecretRequest, DescribeSecretResponse, ListSecretVersionIdsRequest, ListSecretVersionIdsResponse,
    SecretVersionsListEntry,
};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::page::Page;
use crate::secret::{SecretRecord, Version};
use crate::{SecretsManager, limits};

/// The versions that have labels; none for a secret without any.
pub(super) fn stages(secret: &SecretRecord) -> Option<BTreeMap<String, Vec<String>>> {
    let labelled = secret.versions.iter().filter(|(_, version)| !version.stages.is_empty());
    let stages: BTreeMap<_, _> =
        labelled.map(|(id, version)| (id.clone(), version.stages.iter().cloned().collect())).collect();
    (!stages.is_empty()).then_some(stages)
}

/// Tells about a secret, whether or not it waits for its deletion.
pub(crate) async fn describe_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: DescribeSecretRequest,
) -> Result<DescribeSecretResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).read(ctx.mark(), |_, region| {
        let secret = region.find(&named)?;
        let rotation = secret.rotation.as_ref();
        Ok(DescribeSecretResponse {
            arn: Some(secret.arn.clone()),
            name: Some(secret.name.clone()),
            description: secret.description.clone(),
            kms_key_id: secret.key.clone(),
            last_changed_date: Some(time(secret.changed)),
            last_accessed_date: secret.accessed.map(time),
            deleted_date: secret.deletion.map(|deletion| time(deletion.asked)),
            tags: tag_list(secret),
            version_ids_to_stages: stages(secret),
            created_date: Some(time(secret.created)),
            rotation_enabled: rotation.map(|rotation| rotation.enabled),
            rotation_lambda_arn: rotation.map(|rotation| rotation.function.clone()),
            rotation_rules: rotation.and_then(|rotation| rotation.rules.shape()),
            last_rotated_date: rotation.and_then(|rotation| rotation.last).map(time),
            next_rotation_date: rotation.and_then(|rotation| rotation.next).map(time),
            ..DescribeSecretResponse::default()
        })
    })
}

/// Lists a secret's versions, those without labels only if they are asked for, the oldest first.
pub(crate) async fn list_secret_version_ids(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: ListSecretVersionIdsRequest,
) -> Result<ListSecretVersionIdsResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results, limits::PAGE)?;
    let all = input.include_deprecated == Some(true);
    service.cell(&ctx, &named).read(ctx.mark(), |_, region| {
        let secret = region.find(&named)?;
        let order = |(id, version): &(&String, &Version)| format!("{:020}/{id}", version.created);
        let listed = secret.versions.iter().filter(|(_, version)| all || !version.stages.is_empty());
        let mut listed: Vec<_> = listed.filter(|entry| page.is_after(&order(entry))).collect();
        listed.sort_by_key(order);
        let (listed, next_token) = page.take(listed.into_iter(), order);
        let versions = listed.into_iter().map(|(id, version)| entry(id, version)).collect();
        Ok(ListSecretVersionIdsResponse {
            versions: Some(versions),
            next_token,
            arn: Some(secret.arn.clone()),
            name: Some(secret.name.clone()),
        })
    })
}

fn entry(id: &str, version: &Version) -> SecretVersionsListEntry {
    let key = version.key.clone().unwrap_or_else(|| "DefaultEncryptionKey".to_owned());
    let stages: Vec<String> = version.stages.iter().cloned().collect();
    SecretVersionsListEntry {
        version_id: Some(id.to_owned()),
        version_stages: Some(stages).filter(|stages| !stages.is_empty()),
        last_accessed_date: version.accessed.map(time),
        created_date: Some(time(version.created)),
        kms_key_ids: Some(vec![key]),
    }
}
