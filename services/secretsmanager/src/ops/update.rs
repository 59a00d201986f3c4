//! UpdateSecret.

use std::sync::Arc;

use bytes::Bytes;
use tradewind_cloud::Context;

use super::put::not_there;
use crate::SecretsManager;
use crate::api::{UpdateSecretRequest, UpdateSecretResponse};
use crate::error::SecretsManagerError;
use crate::keys;
use crate::names::Named;
use crate::secret::{CURRENT, Region, SecretRecord};
use crate::value::Value;

/// Values that a change of the key has encrypted anew: version id, what lay there before, what is to lie there.
type Renewed = Vec<(String, Bytes, Bytes)>;

impl SecretsManager {
    /// Encrypts the versions that have labels under another key.
    async fn renew(&self, ctx: &Context, named: &Named, key: &str) -> Result<Renewed, SecretsManagerError> {
        let (arn, before) = self.cell(ctx, named).read(ctx.mark(), |view, region| {
            let secret = region.find(named)?;
            secret.not_deleted()?;
            let labelled = secret.versions.iter().filter(|(_, version)| !version.stages.is_empty() && !version.empty);
            let stored = labelled.map(|(id, _)| Ok((id.clone(), Region::stored(view, &secret.name, id)?)));
            Ok::<_, SecretsManagerError>((secret.arn.clone(), stored.collect::<Result<Vec<_>, SecretsManagerError>>()?))
        })?;
        let mut renewed = Renewed::new();
        for (id, stored) in before {
            let value = self.open(ctx, (&arn, &id), &stored).await?;
            let sealed = self.seal(ctx, Some(key).filter(|key| !key.is_empty()), (&arn, &id), &value).await?;
            renewed.push((id, stored, sealed));
        }
        Ok(renewed)
    }
}

/// Changes a secret's settings, and adds a version if a value is given.
pub(crate) async fn update_secret(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: UpdateSecretRequest,
) -> Result<UpdateSecretResponse, SecretsManagerError> {
    if input.r#type.as_deref().is_some_and(|kind| !kind.is_empty()) {
        return Err(SecretsManagerError::not_built("A managed external secret (Type)"));
    }
    let named = Named::read(&ctx, &input.secret_id)?;
    let value = Value::given(input.secret_string, input.secret_binary)?;
    let renewed = match input.kms_key_id.as_deref() {
        Some(key) => service.renew(&ctx, &named, key).await?,
        None => Renewed::new(),
    };
    let mut new = None;
    if let Some(value) = value {
        let id = input.client_request_token.unwrap_or_else(|| service.parts.random.uuid_v4());
        let (target, there) = service.target(&ctx, &named, (&id, &value)).await?;
        let key = input.kms_key_id.clone().or(target.key).filter(|key| !key.is_empty());
        let stored = match there {
            Some(_) => None,
            None => Some(service.seal(&ctx, key.as_deref(), (&target.arn, &id), &value).await?),
        };
        new = Some((id, key, stored));
    }
    let (description, key) = (input.description, input.kms_key_id);
    service.cell(&ctx, &named).write(ctx.mark(), |tx, region| {
        region.change(tx, &named, |tx, secret| {
            secret.description = description.or(secret.description.take());
            if let Some(key) = key {
                secret.key = Some(key).filter(|key| !key.is_empty());
                use_renewed(tx, secret, renewed)?;
            }
            secret.changed = tx.now().as_micros();
            let version_id = new.as_ref().map(|(id, _, _)| id.clone());
            if let Some((id, key, Some(stored))) = new {
                not_there(secret, &id)?;
                secret.add_version(tx, (&id, key), &[CURRENT.to_owned()], stored)?;
            }
            Ok(UpdateSecretResponse { arn: Some(secret.arn.clone()), name: Some(secret.name.clone()), version_id })
        })
    })
}

/// Puts values that were encrypted anew in their places, unless something else lies there meanwhile.
fn use_renewed(
    tx: &mut tradewind_store::Tx<'_>,
    secret: &mut SecretRecord,
    renewed: Renewed,
) -> Result<(), SecretsManagerError> {
    for (id, before, sealed) in renewed {
        let place = keys::value(&secret.name, &id);
        let unchanged = tx.get_body(&place)?.is_some_and(|there| there == before);
        if let Some(version) = secret.versions.get_mut(&id).filter(|_| unchanged) {
            version.key = secret.key.clone();
            tx.put_body(place, sealed);
        }
    }
    Ok(())
}
