//! DescribeParameters.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::get::time;
use crate::api::{DescribeParametersRequest, DescribeParametersResult, ParameterMetadata};
use crate::error::SsmError;
use crate::page::Page;
use crate::parameter::{Filter, Scope, Version, old_filter};
use crate::{Ssm, limits, names};

fn filters(input: &DescribeParametersRequest) -> Result<Vec<Filter>, SsmError> {
    let new = input.parameter_filters.clone().unwrap_or_default();
    let old = input.filters.clone().unwrap_or_default();
    if !new.is_empty() && !old.is_empty() {
        return Err(SsmError::invalid("You can use either Filters or ParameterFilters in a single request."));
    }
    let new = new.into_iter().map(|filter| Filter::read(filter, Scope::Describe));
    new.chain(old.into_iter().map(|filter| Ok(old_filter(filter)))).collect()
}

/// Lists parameters without their values, in the order of their names.
pub(crate) async fn describe_parameters(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: DescribeParametersRequest,
) -> Result<DescribeParametersResult, SsmError> {
    let filters = filters(&input)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results, limits::PAGE)?;
    if input.shared == Some(true) {
        return Ok(DescribeParametersResult { parameters: Some(Vec::new()), next_token: None });
    }
    ssm.own(&ctx).read(ctx.mark(), |_, region| {
        let all = region.parameters.iter().filter(|(name, _)| page.is_after(name));
        let chosen = all.filter_map(|(name, record)| {
            let (number, version) = record.latest()?;
            filters.iter().all(|filter| filter.passes(name, record, version)).then_some((name, number, version))
        });
        let (chosen, next_token) = page.take(chosen, |(name, _, _)| (*name).clone());
        let parameters = chosen.into_iter().map(|(name, number, version)| shape(&ctx, name, number, version));
        Ok(DescribeParametersResult { parameters: Some(parameters.collect()), next_token })
    })
}

fn shape(ctx: &Context, name: &str, number: u64, version: &Version) -> ParameterMetadata {
    ParameterMetadata {
        name: Some(name.to_owned()),
        arn: Some(names::arn(ctx.region(), ctx.account(), name)),
        r#type: Some(version.kind.name().to_owned()),
        key_id: version.key.clone(),
        last_modified_date: Some(time(version.modified)),
        last_modified_user: Some(version.user.clone()),
        description: version.description.clone(),
        allowed_pattern: version.allowed_pattern.clone(),
        version: i64::try_from(number).ok(),
        tier: Some(version.tier.name().to_owned()),
        policies: Some(version.policies.iter().map(|policy| policy.shape(ctx.now())).collect()),
        data_type: Some("text".to_owned()),
    }
}
