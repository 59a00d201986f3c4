//! TagResource, UntagResource.

use std::collections::BTreeMap;
use std::sync::Arc;

use tradewind_cloud::Context;

use crate::api::{Tag, TagResourceRequest, UntagResourceRequest};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::secret::SecretRecord;
use crate::{SecretsManager, limits};

/// Tags as they are kept.
pub(super) fn tag_map(tags: Vec<Tag>) -> Result<BTreeMap<String, String>, SecretsManagerError> {
    let mut map = BTreeMap::new();
    for tag in tags {
        let Some(key) = tag.key else { return Err(SecretsManagerError::parameter("A tag needs a key.")) };
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(SecretsManagerError::parameter("Tag keys can't begin with aws:, which is reserved."));
        }
        map.insert(key, tag.value.unwrap_or_default());
    }
    few(map)
}

fn few(tags: BTreeMap<String, String>) -> Result<BTreeMap<String, String>, SecretsManagerError> {
    if tags.len() <= limits::TAGS {
        return Ok(tags);
    }
    Err(SecretsManagerError::parameter(format!("A secret has at most {} tags.", limits::TAGS)))
}

/// Tags as answers print them; none for a secret that never had any.
pub(super) fn tag_list(secret: &SecretRecord) -> Option<Vec<Tag>> {
    let tag = |(key, value): (&String, &String)| Tag { key: Some(key.clone()), value: Some(value.clone()) };
    secret.tagged.then(|| secret.tags.iter().map(tag).collect())
}

/// Adds tags and replaces those that are there.
pub(crate) async fn tag_resource(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: TagResourceRequest,
) -> Result<(), SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    let new = tag_map(input.tags)?;
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |tx, secret| {
            let mut tags = secret.tags.clone();
            tags.extend(new);
            secret.tags = few(tags)?;
            secret.tagged = true;
            secret.changed = tx.now().as_micros();
            Ok(())
        })
    })
}

/// Takes tags away; keys that are not there are passed over.
pub(crate) async fn untag_resource(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: UntagResourceRequest,
) -> Result<(), SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |tx, secret| {
            secret.tags.retain(|key, _| !input.tag_keys.contains(key));
            secret.changed = tx.now().as_micros();
            Ok(())
        })
    })
}
