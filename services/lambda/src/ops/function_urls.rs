//! CreateFunctionUrlConfig, GetFunctionUrlConfig, UpdateFunctionUrlConfig, DeleteFunctionUrlConfig, ListFunctionUrlConfigs.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse, DeleteFunctionUrlConfigRequest, FunctionUrlConfig,
    GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse, ListFunctionUrlConfigsRequest,
    ListFunctionUrlConfigsResponse, UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse,
};
use crate::error::LambdaError;
use crate::function::rows::UrlRow;
use crate::names::FunctionRef;
use crate::page::Page;
use crate::url::{Change, check_cors, check_qualifier, cors_of, cors_row, draw_id, url};

/// How often another id is drawn when one is taken; that happens to none in 2^160.
const DRAWS: usize = 3;

/// Gives a function or an alias a URL.
pub(crate) async fn create_function_url_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: CreateFunctionUrlConfigRequest,
) -> Result<CreateFunctionUrlConfigResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    check_qualifier(&at)?;
    check_cors(input.cors.as_ref())?;
    // Asked before the index is written, so that refusals leave nothing behind.
    lambda.function(&at).read(ctx.mark(), |_, function| function.may_have_url(&at))?;
    let now = ctx.now().as_micros();
    let row = UrlRow {
        id: lambda.new_url_id(&ctx, &at)?,
        auth_type: input.auth_type,
        cors: input.cors.and_then(cors_row),
        invoke_mode: input.invoke_mode.unwrap_or_else(|| "BUFFERED".to_owned()),
        created: now,
        modified: now,
    };
    lambda.function(&at).write(ctx.mark(), |tx, function| function.create_url(tx, &at, row.clone()))?;
    let config = shape(&ctx, &at, &row);
    Ok(CreateFunctionUrlConfigResponse {
        function_url: config.function_url,
        function_arn: config.function_arn,
        auth_type: config.auth_type,
        cors: config.cors,
        creation_time: config.creation_time,
        invoke_mode: config.invoke_mode,
    })
}

impl Lambda {
    /// Draws an id and writes it into the index.
    fn new_url_id(&self, ctx: &Context, at: &FunctionRef) -> Result<String, LambdaError> {
        for _ in 0..DRAWS {
            let id = draw_id(&self.parts.random);
            if self.index_url(ctx.mark(), &id, at)? {
                return Ok(id);
            }
        }
        Err(LambdaError::Service("No free id for a function URL was found.".to_owned()))
    }
}

/// A URL as lists have it: all the members there are.
fn shape(ctx: &Context, at: &FunctionRef, row: &UrlRow) -> FunctionUrlConfig {
    FunctionUrlConfig {
        function_url: url(&row.id, &at.region, ctx.endpoint()),
        function_arn: at.arn(),
        creation_time: time(row.created),
        last_modified_time: time(row.modified),
        cors: row.cors.as_ref().map(cors_of),
        auth_type: row.auth_type.clone(),
        invoke_mode: Some(row.invoke_mode.clone()),
    }
}

/// As AWS prints times of function URLs: `2026-01-02T03:04:05.678901Z`.
fn time(micros: u64) -> String {
    Timestamp::from_micros(micros).format("%Y-%m-%dT%H:%M:%S%.6fZ")
}

/// The URL of a function or an alias.
pub(crate) async fn get_function_url_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionUrlConfigRequest,
) -> Result<GetFunctionUrlConfigResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    check_qualifier(&at)?;
    let config = lambda
        .function(&at)
        .read(ctx.mark(), |_, function| Ok::<_, LambdaError>(shape(&ctx, &at, function.require_url(&at)?)))?;
    Ok(GetFunctionUrlConfigResponse {
        function_url: config.function_url,
        function_arn: config.function_arn,
        auth_type: config.auth_type,
        cors: config.cors,
        creation_time: config.creation_time,
        last_modified_time: config.last_modified_time,
        invoke_mode: config.invoke_mode,
    })
}

/// Changes the configuration of a URL; what is not given stays.
pub(crate) async fn update_function_url_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: UpdateFunctionUrlConfigRequest,
) -> Result<UpdateFunctionUrlConfigResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    check_qualifier(&at)?;
    check_cors(input.cors.as_ref())?;
    let change = Change { auth_type: input.auth_type, cors: input.cors, invoke_mode: input.invoke_mode };
    let row = lambda.function(&at).write(ctx.mark(), |tx, function| function.update_url(tx, &at, change))?;
    let config = shape(&ctx, &at, &row);
    Ok(UpdateFunctionUrlConfigResponse {
        function_url: config.function_url,
        function_arn: config.function_arn,
        auth_type: config.auth_type,
        cors: config.cors,
        creation_time: config.creation_time,
        last_modified_time: config.last_modified_time,
        invoke_mode: config.invoke_mode,
    })
}

/// Takes a URL away; its id is not given again.
pub(crate) async fn delete_function_url_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteFunctionUrlConfigRequest,
) -> Result<(), LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    check_qualifier(&at)?;
    lambda.function(&at).write(ctx.mark(), |tx, function| function.delete_url(tx, &at))
}

/// Lists the URLs of a function and of its aliases: the function's own first, then in the order of the aliases' names.
pub(crate) async fn list_function_url_configs(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListFunctionUrlConfigsRequest,
) -> Result<ListFunctionUrlConfigsResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, None)?;
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let (urls, next_marker) = lambda.function(&at).read(ctx.mark(), |_, function| {
        if !function.exists() {
            return Err(LambdaError::not_found("Function does not exist"));
        }
        let wanted = function.urls().iter().filter(|(qualifier, _)| {
            let asked = at.qualifier.as_ref().is_none_or(|asked| asked == *qualifier);
            asked && page.after.as_ref().is_none_or(|after| place(qualifier) > *after)
        });
        let (urls, next_marker) = page.take(wanted, |(qualifier, _)| place(qualifier));
        let urls = urls.into_iter().map(|(qualifier, row)| {
            let qualifier = (!qualifier.is_empty()).then(|| qualifier.clone());
            shape(&ctx, &FunctionRef { qualifier, ..at.clone() }, row)
        });
        Ok((urls.collect(), next_marker))
    })?;
    Ok(ListFunctionUrlConfigsResponse { function_url_configs: urls, next_marker })
}

/// The place of a qualifier's URL in lists; not empty, also for the function's own.
fn place(qualifier: &str) -> String {
    [":", qualifier].concat()
}
