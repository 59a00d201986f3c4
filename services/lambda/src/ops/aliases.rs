//! CreateAlias, GetAlias, UpdateAlias, DeleteAlias, ListAliases.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    AliasConfiguration, CreateAliasRequest, DeleteAliasRequest, GetAliasRequest, ListAliasesRequest,
    ListAliasesResponse, UpdateAliasRequest,
};
use crate::error::LambdaError;
use crate::function::alias::{AliasChange, describe};
use crate::function::cell::version_number;
use crate::names::FunctionRef;
use crate::page::Page;

/// The function of an alias; what else its name says is not looked at.
fn function_of(ctx: &Context, name: &str) -> Result<FunctionRef, LambdaError> {
    Ok(FunctionRef { qualifier: None, ..FunctionRef::given(ctx, name, None)? })
}

/// Refuses a name that would be taken for a version's number.
fn check_name(name: &str) -> Result<(), LambdaError> {
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        const PATTERN: &str = "Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)";
        return Err(LambdaError::constraint(name, "name", PATTERN));
    }
    Ok(())
}

/// Makes an alias.
pub(crate) async fn create_alias(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: CreateAliasRequest,
) -> Result<AliasConfiguration, LambdaError> {
    let at = function_of(&ctx, &input.function_name)?;
    check_name(&input.name)?;
    let change = AliasChange {
        version: Some(input.function_version),
        description: input.description,
        routing: input.routing_config,
    };
    let row =
        lambda.function(&at).write(ctx.mark(), |tx, function| function.create_alias(tx, &at, &input.name, change))?;
    Ok(describe(&at, &input.name, &row))
}

/// Describes an alias.
pub(crate) async fn get_alias(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetAliasRequest,
) -> Result<AliasConfiguration, LambdaError> {
    let at = function_of(&ctx, &input.function_name)?;
    lambda
        .function(&at)
        .read(ctx.mark(), |_, function| Ok(describe(&at, &input.name, function.require_alias(&at, &input.name)?)))
}

/// Changes an alias; what is not given stays.
pub(crate) async fn update_alias(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: UpdateAliasRequest,
) -> Result<AliasConfiguration, LambdaError> {
    let at = function_of(&ctx, &input.function_name)?;
    let change =
        AliasChange { version: input.function_version, description: input.description, routing: input.routing_config };
    let revision = input.revision_id.as_deref();
    let row = lambda
        .function(&at)
        .write(ctx.mark(), |tx, function| function.update_alias(tx, &at, &input.name, revision, change))?;
    // What is provisioned for the alias moves with it.
    lambda.rewarm(&at).await?;
    Ok(describe(&at, &input.name, &row))
}

/// Deletes an alias with all that belongs to it.
pub(crate) async fn delete_alias(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteAliasRequest,
) -> Result<(), LambdaError> {
    let at = function_of(&ctx, &input.function_name)?;
    lambda.change(&at, ctx.mark(), |_, tx, function| function.delete_alias(tx, &at, &input.name))?;
    lambda.rewarm(&at).await
}

/// Lists a function's aliases in the order of their names.
pub(crate) async fn list_aliases(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListAliasesRequest,
) -> Result<ListAliasesResponse, LambdaError> {
    let at = function_of(&ctx, &input.function_name)?;
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let of = input.function_version.as_deref().map(version_number);
    let (aliases, next_marker) = lambda.function(&at).read(ctx.mark(), |_, function| {
        function.require(&at)?;
        let aliases = function.aliases().iter().filter(|(name, alias)| {
            let to =
                of.is_none_or(|of| of == Some(alias.version) || of.is_some_and(|of| alias.weights.contains_key(&of)));
            to && page.after.as_ref().is_none_or(|after| *name > after)
        });
        let (aliases, next_marker) = page.take(aliases, |(name, _)| (*name).clone());
        let aliases = aliases.into_iter().map(|(name, row)| describe(&at, name, row)).collect();
        Ok::<_, LambdaError>((aliases, next_marker))
    })?;
    Ok(ListAliasesResponse { next_marker, aliases: Some(aliases) })
}
