//! GetParameterHistory.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::get::time;
use crate::api::{GetParameterHistoryRequest, GetParameterHistoryResult, ParameterHistory};
use crate::error::SsmError;
use crate::names::{self, Named};
use crate::page::Page;
use crate::parameter::{Found, Region};
use crate::{Ssm, limits};

/// Lists a parameter's versions, the oldest first.
pub(crate) async fn get_parameter_history(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: GetParameterHistoryRequest,
) -> Result<GetParameterHistoryResult, SsmError> {
    let named = Named::read(&ctx, &input.name)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results, limits::HISTORY_PAGE)?;
    let sortable = |number: u64| format!("{number:020}");
    let (found, next_token) = ssm.cell(&named.account, ctx.region()).read(ctx.mark(), |view, region| {
        let (name, record) = region.find(&named)?;
        let versions = record.versions.iter().filter(|(number, _)| page.is_after(&sortable(**number)));
        let (versions, next) = page.take(versions, |(number, _)| sortable(**number));
        let found = versions.into_iter().map(|(number, version)| Region::found(view, name, *number, version));
        Ok::<_, SsmError>((found.collect::<Result<Vec<_>, _>>()?, next))
    })?;
    let mut parameters = Vec::with_capacity(found.len());
    for found in found {
        let arn = names::arn(ctx.region(), &named.account, &found.name);
        let value = ssm.show(&ctx, &arn, &found.stored, input.with_decryption).await?;
        parameters.push(shape(&ctx, found, value));
    }
    Ok(GetParameterHistoryResult { parameters: Some(parameters), next_token })
}

fn shape(ctx: &Context, found: Found, value: String) -> ParameterHistory {
    let Found { name, number, version, .. } = found;
    ParameterHistory {
        name: Some(name),
        r#type: Some(version.kind.name().to_owned()),
        key_id: version.key,
        last_modified_date: Some(time(version.modified)),
        last_modified_user: Some(version.user),
        description: version.description,
        value: Some(value),
        allowed_pattern: version.allowed_pattern,
        version: i64::try_from(number).ok(),
        labels: Some(version.labels.into_iter().collect()),
        tier: Some(version.tier.name().to_owned()),
        policies: Some(version.policies.iter().map(|policy| policy.shape(ctx.now())).collect()),
        data_type: Some("text".to_owned()),
    }
}
