//! PutFunctionEventInvokeConfig, UpdateFunctionEventInvokeConfig, GetFunctionEventInvokeConfig,
//! DeleteFunctionEventInvokeConfig, ListFunctionEventInvokeConfigs.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    DeleteFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest,
    ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse, PutFunctionEventInvokeConfigRequest,
    UpdateFunctionEventInvokeConfigRequest,
};
use crate::error::LambdaError;
use crate::event_invoke::{Change, shape};
use crate::names::FunctionRef;
use crate::page::Page;

/// Sets how asynchronous invocations of a function, a version or an alias are handled.
pub(crate) async fn put_function_event_invoke_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PutFunctionEventInvokeConfigRequest,
) -> Result<FunctionEventInvokeConfig, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let change = Change {
        retries: input.maximum_retry_attempts,
        age: input.maximum_event_age_in_seconds,
        destinations: input.destination_config,
    };
    change.check(&at)?;
    lambda.function(&at).write(ctx.mark(), |tx, function| function.put_event_invoke(tx, &at, &change))
}

/// Changes how asynchronous invocations are handled; what is not given stays.
pub(crate) async fn update_function_event_invoke_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: UpdateFunctionEventInvokeConfigRequest,
) -> Result<FunctionEventInvokeConfig, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let change = Change {
        retries: input.maximum_retry_attempts,
        age: input.maximum_event_age_in_seconds,
        destinations: input.destination_config,
    };
    change.check(&at)?;
    lambda.function(&at).write(ctx.mark(), |tx, function| function.update_event_invoke(tx, &at, &change))
}

/// How asynchronous invocations are handled, as far as it was set.
pub(crate) async fn get_function_event_invoke_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionEventInvokeConfigRequest,
) -> Result<FunctionEventInvokeConfig, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    lambda.function(&at).read(ctx.mark(), |_, function| function.describe_event_invoke(&at))
}

/// From now on asynchronous invocations are handled as by default.
pub(crate) async fn delete_function_event_invoke_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteFunctionEventInvokeConfigRequest,
) -> Result<(), LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    lambda.function(&at).write(ctx.mark(), |tx, function| function.delete_event_invoke(tx, &at))
}

/// Lists the configurations of a function, of its versions and aliases, in the order of the qualifiers.
pub(crate) async fn list_function_event_invoke_configs(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListFunctionEventInvokeConfigsRequest,
) -> Result<ListFunctionEventInvokeConfigsResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, None)?;
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        if !function.exists() {
            return Err(LambdaError::not_found(format!("The function {} doesn't exist.", at.unqualified_arn())));
        }
        let wanted = function.event_invokes().iter().filter(|(qualifier, _)| Some(*qualifier) > page.after.as_ref());
        let (configs, next_marker) = page.take(wanted, |(qualifier, _)| (*qualifier).clone());
        let configs = configs.into_iter().map(|(qualifier, row)| shape(&at, qualifier, row)).collect();
        Ok(ListFunctionEventInvokeConfigsResponse { function_event_invoke_configs: Some(configs), next_marker })
    })
}
