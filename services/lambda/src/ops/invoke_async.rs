//! InvokeAsync, the older way to an asynchronous invocation.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{InvokeAsyncRequest, InvokeAsyncResponse};
use crate::error::LambdaError;
use crate::invoke::input::{self, ASYNCHRONOUS_BYTES};
use crate::names::FunctionRef;

/// <https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html>
pub(crate) async fn invoke_async(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: InvokeAsyncRequest,
) -> Result<InvokeAsyncResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, None)?;
    lambda.resolve(ctx.mark(), &at, &lambda.parts.random)?;
    let payload = input::event(Some(input.invoke_args), ASYNCHRONOUS_BYTES)?;
    lambda.accept(ctx.mark(), &at, ctx.request_id(), ctx.trace(), payload)?;
    Ok(InvokeAsyncResponse { status: Some(202) })
}
