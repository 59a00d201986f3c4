//! PublishVersion, ListVersionsByFunction.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::functions::numbered;
use super::update_function::latest_of;
use crate::Lambda;
use crate::api::{
    FunctionConfiguration, ListVersionsByFunctionRequest, ListVersionsByFunctionResponse, PublishVersionRequest,
};
use crate::error::LambdaError;
use crate::function::cell::version_text;
use crate::function::describe;
use crate::function::version::Publication;
use crate::names::FunctionRef;
use crate::page::Page;

/// Publishes `$LATEST` as the next version; answers the last one if nothing has changed since.
pub(crate) async fn publish_version(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PublishVersionRequest,
) -> Result<FunctionConfiguration, LambdaError> {
    let at = latest_of(&ctx, &input.function_name)?;
    if input.publish_to.is_some() {
        return Err(LambdaError::not_built("PublishTo"));
    }
    let wanted = Publication {
        description: input.description.as_deref(),
        code_sha256: input.code_sha256.as_deref(),
        revision: input.revision_id.as_deref(),
    };
    let (number, row) = lambda.change(&at, ctx.mark(), |room, tx, function| {
        room.must_hold(function.latest(&at)?.code.size)?;
        function.publish_for(tx, &at, wanted)
    })?;
    Ok(describe::whole(&numbered(&at, number), number, &row))
}

/// Lists a function's versions: `$LATEST` first, then in the order of their numbers.
pub(crate) async fn list_versions_by_function(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListVersionsByFunctionRequest,
) -> Result<ListVersionsByFunctionResponse, LambdaError> {
    let at = FunctionRef { qualifier: None, ..FunctionRef::given(&ctx, &input.function_name, None)? };
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let after = page
        .after
        .as_deref()
        .map(|number| number.parse::<u64>().map_err(|_| LambdaError::invalid("The pagination marker is not valid.")))
        .transpose()?;
    let (versions, next_marker) = lambda.function(&at).read(ctx.mark(), |_, function| {
        function.require(&at)?;
        let versions = function.versions().iter().filter(|(number, _)| after.is_none_or(|after| **number > after));
        let (versions, next_marker) = page.take(versions, |(number, _)| number.to_string());
        let versions = versions.into_iter().map(|(number, row)| {
            let at = FunctionRef { qualifier: Some(version_text(*number)), ..at.clone() };
            describe::listed(&at, *number, row)
        });
        Ok::<_, LambdaError>((versions.collect(), next_marker))
    })?;
    Ok(ListVersionsByFunctionResponse { next_marker, versions: Some(versions) })
}
