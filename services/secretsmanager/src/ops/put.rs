//! PutSecretValue.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::SecretsManager;
use crate::api::{PutSecretValueRequest, PutSecretValueResponse};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::secret::{CURRENT, Region, SecretRecord};
use crate::value::Value;

/// What a new version needs to know of its secret.
pub(super) struct Target {
    pub(super) arn: String,
    pub(super) key: Option<String>,
}

impl SecretsManager {
    /// What a new version needs to know of its secret, or the answer that a version of this id and value is there already.
    pub(super) async fn target(
        &self,
        ctx: &Context,
        named: &Named,
        (id, value): (&str, &Value),
    ) -> Result<(Target, Option<SecretRecord>), SecretsManagerError> {
        let (secret, stored) = self.cell(ctx, named).read(ctx.mark(), |view, region| {
            let secret = region.find(named)?;
            secret.not_deleted()?;
            let there = secret.has_value(id);
            let stored = if there { Some(Region::stored(view, &secret.name, id)?) } else { None };
            Ok::<_, SecretsManagerError>((secret.clone(), stored))
        })?;
        let target = Target { arn: secret.arn.clone(), key: secret.key.clone() };
        let Some(stored) = stored else { return Ok((target, None)) };
        if self.open(ctx, (&secret.arn, id), &stored).await?.same(value) {
            return Ok((target, Some(secret)));
        }
        Err(SecretsManagerError::TokenInUse { token: id.to_owned(), arn: secret.arn })
    }
}

/// Refuses a version that came to be while this one was being made.
pub(super) fn not_there(secret: &SecretRecord, id: &str) -> Result<(), SecretsManagerError> {
    if !secret.has_value(id) {
        return Ok(());
    }
    Err(SecretsManagerError::TokenInUse { token: id.to_owned(), arn: secret.arn.clone() })
}

/// Adds a version to a secret.
pub(crate) async fn put_secret_value(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: PutSecretValueRequest,
) -> Result<PutSecretValueResponse, SecretsManagerError> {
    if input.rotation_token.is_some() {
        return Err(SecretsManagerError::not_built("RotationToken"));
    }
    let named = Named::read(&ctx, &input.secret_id)?;
    let value = Value::given(input.secret_string, input.secret_binary)?;
    let missing = || SecretsManagerError::request("You must provide either SecretString or SecretBinary.");
    let value = value.ok_or_else(missing)?;
    let id = input.client_request_token.unwrap_or_else(|| service.parts.random.uuid_v4());
    let (target, there) = service.target(&ctx, &named, (&id, &value)).await?;
    if let Some(secret) = there {
        return Ok(answer(&secret, &id));
    }
    let stored = service.seal(&ctx, target.key.as_deref(), (&target.arn, &id), &value).await?;
    let stages = input.version_stages.unwrap_or_else(|| vec![CURRENT.to_owned()]);
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |tx, secret| {
            not_there(secret, &id)?;
            secret.add_version(tx, (&id, target.key), &stages, stored)?;
            Ok(answer(secret, &id))
        })
    })
}

fn answer(secret: &SecretRecord, id: &str) -> PutSecretValueResponse {
    let stages = secret.versions.get(id).map(|version| version.stages.iter().cloned().collect());
    PutSecretValueResponse {
        arn: Some(secret.arn.clone()),
        name: Some(secret.name.clone()),
        version_id: Some(id.to_owned()),
        version_stages: stages,
    }
}
