//! BatchGetSecretValue.

use std::sync::Arc;

use tradewind_cloud::Context;
use tradewind_wire::ApiError as _;

use super::get::time;
use crate::api::{APIErrorType, BatchGetSecretValueRequest, BatchGetSecretValueResponse, SecretValueEntry};
use crate::error::SecretsManagerError;
use crate::names::Named;
use crate::page::Page;
use crate::secret::Wanted;
use crate::{SecretsManager, limits};

impl SecretsManager {
    /// The ids of the secrets a call asks for, and the token for more.
    fn ids(
        &self,
        ctx: &Context,
        input: BatchGetSecretValueRequest,
    ) -> Result<(Vec<String>, Option<String>), SecretsManagerError> {
        let filtered = input.filters.as_ref().is_some_and(|filters| !filters.is_empty());
        match input.secret_id_list {
            Some(list) if !filtered => {
                if input.max_results.is_some() {
                    return Err(SecretsManagerError::parameter(
                        "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
                    ));
                }
                return Ok((list, None));
            }
            None if filtered => {}
            _ => {
                return Err(SecretsManagerError::parameter(
                    "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
                ));
            }
        }
        let wanted = Wanted::read(input.filters)?;
        let page = Page::asked(input.next_token.as_deref(), input.max_results, limits::BATCH)?;
        self.own(ctx).read(ctx.mark(), |_, region| {
            let all = region.secrets.values().filter(|secret| secret.deletion.is_none() && page.is_after(&secret.name));
            let (chosen, next) = page.take(all.filter(|secret| wanted.passes(secret)), |secret| secret.name.clone());
            Ok((chosen.into_iter().map(|secret| secret.name.clone()).collect(), next))
        })
    }

    async fn entry(&self, ctx: &Context, id: &str) -> Result<SecretValueEntry, SecretsManagerError> {
        let named = Named::read(ctx, id)?;
        let found = self.find(ctx, &named, (None, None))?;
        let value = self.open(ctx, (&found.arn, &found.version), &found.stored).await?;
        let (secret_string, secret_binary) = value.parts()?;
        Ok(SecretValueEntry {
            arn: Some(found.arn),
            name: Some(found.name),
            version_id: Some(found.version),
            secret_binary,
            secret_string,
            version_stages: Some(found.stages),
            created_date: Some(time(found.created)),
        })
    }
}

/// Reads the current values of up to 20 secrets, and says of each that can't be read why.
pub(crate) async fn batch_get_secret_value(
    service: Arc<SecretsManager>,
    ctx: Context,
    input: BatchGetSecretValueRequest,
) -> Result<BatchGetSecretValueResponse, SecretsManagerError> {
    let (ids, next_token) = service.ids(&ctx, input)?;
    let (mut values, mut errors) = (Vec::new(), Vec::new());
    for id in ids {
        match service.entry(&ctx, &id).await {
            Ok(entry) => values.push(entry),
            Err(error @ SecretsManagerError::Store(_)) => return Err(error),
            Err(error) => errors.push(APIErrorType {
                secret_id: Some(id),
                error_code: Some(error.code().to_owned()),
                message: Some(error.message()),
            }),
        }
    }
    Ok(BatchGetSecretValueResponse { secret_values: Some(values), next_token, errors: Some(errors) })
}
