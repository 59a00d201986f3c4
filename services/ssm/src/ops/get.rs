//! GetParameter, GetParameters, GetParametersByPath.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use crate::api::{
    GetParameterRequest, GetParameterResult, GetParametersByPathRequest, GetParametersByPathResult,
    GetParametersRequest, GetParametersResult, Parameter,
};
use crate::error::SsmError;
use crate::names::{self, Named};
use crate::page::Page;
use crate::parameter::{Filter, Found, Region, Scope};
use crate::{Ssm, limits};

/// In whole milliseconds, as AWS tells times.
pub(super) fn time(micros: u64) -> Timestamp {
    Timestamp::from_micros(micros / 1_000 * 1_000)
}

impl Ssm {
    /// The version a name names, with its value as it lies in the store.
    fn find(&self, ctx: &Context, named: &Named) -> Result<Found, SsmError> {
        self.cell(&named.account, ctx.region()).read(ctx.mark(), |view, region| region.version(view, named))
    }

    /// A version as callers get it.
    async fn shape(
        &self,
        ctx: &Context,
        (account, selector): (&str, Option<String>),
        found: Found,
        decrypt: Option<bool>,
    ) -> Result<Parameter, SsmError> {
        let arn = names::arn(ctx.region(), account, &found.name);
        let value = self.show(ctx, &arn, &found.stored, decrypt).await?;
        Ok(Parameter {
            name: Some(found.name),
            r#type: Some(found.version.kind.name().to_owned()),
            value: Some(value),
            version: i64::try_from(found.number).ok(),
            selector: selector.map(|selector| [":", &selector].concat()),
            source_result: None,
            last_modified_date: Some(time(found.version.modified)),
            arn: Some(arn),
            data_type: Some("text".to_owned()),
        })
    }
}

/// Reads a version of a parameter.
pub(crate) async fn get_parameter(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: GetParameterRequest,
) -> Result<GetParameterResult, SsmError> {
    let named = Named::read(&ctx, &input.name)?;
    let found = ssm.find(&ctx, &named)?;
    let place = (named.account.as_str(), named.selector);
    let parameter = ssm.shape(&ctx, place, found, input.with_decryption).await?;
    Ok(GetParameterResult { parameter: Some(parameter) })
}

/// Reads up to ten parameters, and names those that are not there.
pub(crate) async fn get_parameters(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: GetParametersRequest,
) -> Result<GetParametersResult, SsmError> {
    let (mut parameters, mut invalid) = (Vec::new(), Vec::new());
    let mut seen = std::collections::BTreeSet::new();
    for name in input.names {
        if !seen.insert(name.clone()) {
            continue;
        }
        let named = Named::read(&ctx, &name)?;
        match ssm.find(&ctx, &named) {
            Ok(found) => {
                let place = (named.account.as_str(), named.selector);
                parameters.push(ssm.shape(&ctx, place, found, input.with_decryption).await?);
            }
            Err(SsmError::ParameterNotFound | SsmError::VersionNotFound { .. }) => invalid.push(name),
            Err(other) => return Err(other),
        }
    }
    Ok(GetParametersResult { parameters: Some(parameters), invalid_parameters: Some(invalid) })
}

/// The versions below a path that pass the filters, in the order of their names.
fn below(
    view: &tradewind_store::View<'_>,
    region: &Region,
    (path, recursive): (&str, bool),
    filters: &[Filter],
    page: &Page,
) -> Result<(Vec<Found>, Option<String>), SsmError> {
    let label = filters.iter().find_map(Filter::labels);
    let from = region.parameters.range(path.to_owned()..);
    let all = from.take_while(|(name, _)| name.starts_with(path));
    let level = all.filter(|(name, _)| recursive || !name.get(path.len()..).is_some_and(|rest| rest.contains('/')));
    let chosen = level.filter(|(name, _)| page.is_after(name)).filter_map(|(name, record)| {
        let (number, version) = match label {
            Some(labels) => labels.iter().find_map(|label| record.select(Some(label)))?,
            None => record.latest()?,
        };
        filters.iter().all(|filter| filter.passes(name, record, version)).then_some((name, number, version))
    });
    let (chosen, next) = page.take(chosen, |(name, _, _)| (*name).clone());
    let found = chosen.into_iter().map(|(name, number, version)| Region::found(view, name, number, version));
    Ok((found.collect::<Result<_, _>>()?, next))
}

/// Reads the parameters below a path.
pub(crate) async fn get_parameters_by_path(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: GetParametersByPathRequest,
) -> Result<GetParametersByPathResult, SsmError> {
    let path = names::below(&input.path)?;
    let page = Page::asked(input.next_token.as_deref(), input.max_results, limits::PAGE)?;
    let filters = input.parameter_filters.unwrap_or_default().into_iter();
    let filters = filters.map(|filter| Filter::read(filter, Scope::ByPath)).collect::<Result<Vec<_>, _>>()?;
    let wanted = (path.as_str(), input.recursive == Some(true));
    let (found, next_token) =
        ssm.own(&ctx).read(ctx.mark(), |view, region| below(view, region, wanted, &filters, &page))?;
    let mut parameters = Vec::with_capacity(found.len());
    for found in found {
        parameters.push(ssm.shape(&ctx, (ctx.account(), None), found, input.with_decryption).await?);
    }
    Ok(GetParametersByPathResult { parameters: Some(parameters), next_token })
}
