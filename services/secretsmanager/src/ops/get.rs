//! GetSecretValue.

use std::sync::Arc;

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use crate::SecretsManager;
use crate::api::{GetSecretValueRequest, GetSecretValueResponse};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::secret::{Region, SecretRecord};

const DAY: u64 = 86_400_000_000;

/// In whole milliseconds, as AWS tells times.
pub(super) fn time(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros / 1_000 * 1_000)
}

/// A version that was found, with its value as it lies in the store.
pub(super) struct Found {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) stages: Vec<String>,
    pub(super) created: u64,
    pub(super) stored: Bytes,
    /// Whether today's reading has not been noted yet.
    unread: bool,
}

impl SecretsManager {
    /// The version a call asks for.
    pub(super) fn find(
        &self,
        ctx: &Context,
        named: &Named,
        (version, stage): (Option<&str>, Option<&str>),
    ) -> Result<Found, SecretsManagerError> {
        let today = ctx.now().as_micros() / DAY * DAY;
        let found = self.cell(ctx, named).read(ctx.mark(), |view, region| {
            let secret = region.find(named)?;
            secret.not_deleted()?;
            let (id, version) = secret.select(version, stage)?;
            if version.empty {
                let of = stage.map_or_else(|| format!("VersionId: {id}"), |stage| format!("staging label: {stage}"));
                return Err(SecretsManagerError::NoValue(of));
            }
            Ok::<_, SecretsManagerError>(Found {
                arn: secret.arn.clone(),
                name: secret.name.clone(),
                version: id.to_owned(),
                stages: version.stages.iter().cloned().collect(),
                created: version.created,
                stored: Region::stored(view, &secret.name, id)?,
                unread: version.accessed != Some(today) || secret.accessed != Some(today),
            })
        })?;
        if found.unread
            && let Err(error) = self.note_reading(ctx, named, &found, today)
        {
            // A full disk must keep nobody from reading.
            tracing::debug!(%error, "the day of a reading could not be noted");
        }
        Ok(found)
    }

    /// Notes the day on which a version was read: one write a day.
    fn note_reading(&self, ctx: &Context, named: &Named, found: &Found, today: u64) -> Result<(), SecretsManagerError> {
        let note = |secret: &mut SecretRecord| {
            secret.accessed = Some(today);
            if let Some(version) = secret.versions.get_mut(&found.version) {
                version.accessed = Some(today);
            }
        };
        self.cell(ctx, named).write(ctx.mark(), |tx, region| {
            region.change(tx, named, |_, secret| {
                note(secret);
                Ok(())
            })
        })
    }
}

/// Reads a version of a secret.
pub(crate) async fn get_secret_value(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: GetSecretValueRequest,
) -> Result<GetSecretValueResponse, SecretsManagerError> {
    let named = Named::read(&ctx, &input.secret_id)?;
    let found = service.find(&ctx, &named, (input.version_id.as_deref(), input.version_stage.as_deref()))?;
    let value = service.open(&ctx, (&found.arn, &found.version), &found.stored).await?;
    let (secret_string, secret_binary) = value.parts()?;
    Ok(GetSecretValueResponse {
        arn: Some(found.arn),
        name: Some(found.name),
        version_id: Some(found.version),
        secret_binary,
        secret_string,
        version_stages: Some(found.stages),
        created_date: Some(time(found.created)),
    })
}
