//! Invoke.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use tradewind_cloud::Context;
use tradewind_functions::{Execution, Invocation};

use crate::Lambda;
use crate::api::{InvocationRequest, InvocationResponse};
use crate::error::LambdaError;
use crate::function::resolve::Resolved;
use crate::invoke::input::{self, ASYNCHRONOUS_BYTES, SYNCHRONOUS_BYTES};
use crate::invoke::{RESPONSE_BYTES, error_text};
use crate::names::FunctionRef;

/// <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>
pub(crate) async fn invoke(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: InvocationRequest,
) -> Result<InvocationResponse, LambdaError> {
    if input.durable_execution_name.is_some() {
        return Err(LambdaError::not_built("DurableExecutionName"));
    }
    refuse_tenant(input.tenant_id.as_deref())?;
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let resolved = lambda.resolve(ctx.mark(), &at, &lambda.parts.random)?;
    match input.invocation_type.as_deref() {
        Some("Event") => {
            let payload = input::event(input.payload, ASYNCHRONOUS_BYTES)?;
            lambda.accept(ctx.mark(), &at, ctx.request_id(), ctx.trace(), payload)?;
            Ok(InvocationResponse { status_code: Some(202), ..InvocationResponse::default() })
        }
        Some("DryRun") => Ok(InvocationResponse {
            status_code: Some(204),
            executed_version: Some(resolved.version.clone()),
            ..InvocationResponse::default()
        }),
        _ => now(&lambda, &ctx, &resolved, input).await,
    }
}

/// Runs the function while the client waits.
async fn now(
    lambda: &Lambda,
    ctx: &Context,
    resolved: &Resolved,
    input: InvocationRequest,
) -> Result<InvocationResponse, LambdaError> {
    let invocation = Invocation {
        request_id: ctx.request_id().to_owned(),
        payload: input::event(input.payload, SYNCHRONOUS_BYTES)?,
        invoked_arn: resolved.invoked_arn.clone(),
        trace: ctx.trace().map(str::to_owned),
        client_context: input::client_context(input.client_context.as_deref())?,
        response_limit: RESPONSE_BYTES,
        ..Invocation::default()
    };
    let Execution::Buffered { payload, error, log_tail, .. } =
        lambda.run(resolved, invocation, ctx.mark().get()).await?
    else {
        return Err(LambdaError::Service("The response was not buffered.".to_owned()));
    };
    Ok(InvocationResponse {
        status_code: Some(200),
        function_error: error.map(|error| error_text(error).to_owned()),
        log_result: log_result(input.log_type.as_deref(), &log_tail),
        payload: Some(payload),
        executed_version: Some(resolved.version.clone()),
        durable_execution_arn: None,
    })
}

/// `LogResult`: the last 4 KB of the log, for whoever asked for it.
pub(super) fn log_result(log_type: Option<&str>, log: &Bytes) -> Option<String> {
    const TAIL_BYTES: usize = 4_096;
    let tail = log.get(log.len().saturating_sub(TAIL_BYTES)..).unwrap_or_default();
    (log_type == Some("Tail")).then(|| STANDARD.encode(tail))
}

/// No function here is isolated by tenants.
pub(super) fn refuse_tenant(tenant: Option<&str>) -> Result<(), LambdaError> {
    if tenant.is_some() { Err(LambdaError::not_built("TenantId")) } else { Ok(()) }
}
