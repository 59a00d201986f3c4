//! CreateSecret.

use std::sync::Arc;

use bytes::Bytes;
use tradewind_cloud::Context;

use super::tags::tag_map;
use crate::api::{CreateSecretRequest, CreateSecretResponse};
use crate::error::SecretsManagerError;
use crate::names::{self, Named};
use crate::secret::{CURRENT, SecretRecord};
use crate::value::Value;
use crate::{SecretsManager, limits};

fn refuse_absent(input: &CreateSecretRequest) -> Result<(), SecretsManagerError> {
    if input.add_replica_regions.is_some() || input.force_overwrite_replica_secret == Some(true) {
        return Err(SecretsManagerError::not_built("Replication (AddReplicaRegions, ForceOverwriteReplicaSecret)"));
    }
    if input.r#type.as_deref().is_some_and(|kind| !kind.is_empty()) {
        return Err(SecretsManagerError::not_built("A managed external secret (Type)"));
    }
    Ok(())
}

/// Makes a secret, with a first version if a value is given.
pub(crate) async fn create_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: CreateSecretRequest,
) -> Result<CreateSecretResponse, SecretsManagerError> {
    refuse_absent(&input)?;
    names::check_new(&input.name)?;
    let tags = tag_map(input.tags.unwrap_or_default())?;
    let value = Value::given(input.secret_string, input.secret_binary)?;
    let token = input.client_request_token.unwrap_or_else(|| service.parts.random.uuid_v4());
    let key = input.kms_key_id.filter(|key| !key.is_empty());
    if let Some(answer) = service.made_before(&ctx, &input.name, &token, value.as_ref()).await? {
        return Ok(answer);
    }
    let arn = names::arn(&ctx, ctx.account(), &input.name, &names::suffix(&service.parts.random));
    let stored = match &value {
        Some(value) => Some(service.seal(&ctx, key.as_deref(), (&arn, &token), value).await?),
        None => None,
    };
    let now = ctx.now().as_micros();
    let secret = SecretRecord {
        name: input.name,
        arn,
        created: now,
        changed: now,
        description: input.description,
        key,
        tagged: !tags.is_empty(),
        tags,
        ..SecretRecord::default()
    };
    service.insert(&ctx, secret, &token, stored)
}

impl SecretsManager {
    /// The answer of a call that this one repeats: the secret is there, with this token and this value. Refuses a name that is
    /// another secret's.
    async fn made_before(
        &self,
        ctx: &Context,
        name: &str,
        token: &str,
        value: Option<&Value>,
    ) -> Result<Option<CreateSecretResponse>, SecretsManagerError> {
        let named = Named { account: ctx.account().to_owned(), name: name.to_owned(), by_arn: false };
        let found = self.own(ctx).read(ctx.mark(), |view, region| {
            let Some(secret) = region.secrets.get(&named.name) else { return Ok(None) };
            if secret.deletion.is_some() {
                return Err(SecretsManagerError::NameScheduled);
            }
            if !secret.has_value(token) {
                return Err(SecretsManagerError::Exists(name.to_owned()));
            }
            Ok(Some((secret.arn.clone(), crate::secret::Region::stored(view, name, token)?)))
        })?;
        let Some((arn, stored)) = found else { return Ok(None) };
        let before = self.open(ctx, (&arn, token), &stored).await?;
        if !value.is_some_and(|value| value.same(&before)) {
            return Err(SecretsManagerError::TokenInUse { token: token.to_owned(), arn });
        }
        Ok(Some(answer(arn, name.to_owned(), Some(token.to_owned()))))
    }

    fn insert(
        &self,
        ctx: &Context,
        mut secret: SecretRecord,
        token: &str,
        stored: Option<Bytes>,
    ) -> Result<CreateSecretResponse, SecretsManagerError> {
        self.own(ctx).write(ctx.mark(), |tx, region| {
            if region.secrets.contains_key(&secret.name) {
                return Err(SecretsManagerError::Exists(secret.name.clone()));
            }
            if region.secrets.len() >= limits::SECRETS {
                let text = format!("An account has at most {} secrets in a region.", limits::SECRETS);
                return Err(SecretsManagerError::Coded("LimitExceededException", text));
            }
            let version = stored.is_some().then(|| token.to_owned());
            if let Some(stored) = stored {
                let key = secret.key.clone();
                secret.add_version(tx, (token, key), &[CURRENT.to_owned()], stored)?;
            }
            let answer = answer(secret.arn.clone(), secret.name.clone(), version);
            region.put(tx, secret);
            Ok(answer)
        })
    }
}

fn answer(arn: String, name: String, version_id: Option<String>) -> CreateSecretResponse {
    CreateSecretResponse { arn: Some(arn), name: Some(name), version_id, replication_status: None }
}
