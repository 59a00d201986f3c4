//! InvokeWithResponseStream.

use std::sync::Arc;

use bytes::Bytes;
use futures::StreamExt as _;
use serde::Serialize;
use tradewind_cloud::Context;
use tradewind_functions::{Chunks, Execution, FunctionError, Invocation, StreamEnd};
use tradewind_wire::{Stream, eventstream};

use super::invoke::{log_result, refuse_tenant};
use crate::Lambda;
use crate::api::{InvokeWithResponseStreamRequest, InvokeWithResponseStreamResponse};
use crate::error::LambdaError;
use crate::invoke::input::{self, SYNCHRONOUS_BYTES};
use crate::invoke::{RESPONSE_BYTES, broken_off, error_text};
use crate::names::FunctionRef;

/// The media type of the answer's body.
const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// <https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html>
pub(crate) async fn invoke_with_response_stream(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: InvokeWithResponseStreamRequest,
) -> Result<InvokeWithResponseStreamResponse, LambdaError> {
    refuse_tenant(input.tenant_id.as_deref())?;
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let resolved = lambda.resolve(ctx.mark(), &at, &lambda.parts.random)?;
    let executed_version = Some(resolved.version.clone());
    if input.invocation_type.as_deref() == Some("DryRun") {
        let answer =
            InvokeWithResponseStreamResponse { status_code: Some(204), executed_version, ..Default::default() };
        return Ok(answer);
    }
    let invocation = Invocation {
        request_id: ctx.request_id().to_owned(),
        payload: input::event(input.payload, SYNCHRONOUS_BYTES)?,
        invoked_arn: resolved.invoked_arn.clone(),
        trace: ctx.trace().map(str::to_owned),
        client_context: input::client_context(input.client_context.as_deref())?,
        streaming: true,
        response_limit: RESPONSE_BYTES,
        ..Invocation::default()
    };
    let execution = lambda.run(&resolved, invocation, ctx.mark().get()).await?;
    Ok(InvokeWithResponseStreamResponse {
        status_code: Some(200),
        executed_version,
        event_stream: Some(messages(execution, input.log_type)),
        response_stream_content_type: Some(EVENT_STREAM.to_owned()),
    })
}

/// The last message.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct InvokeComplete {
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_details: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log_result: Option<String>,
}

/// A message for each chunk, and one that says how it ended.
fn messages(execution: Execution, log_type: Option<String>) -> Stream {
    match execution {
        Execution::Streamed { chunks: Chunks { body, end }, .. } => {
            let last = async move {
                let end = end.await.map_err(|_| broken_off())?;
                Ok(complete(end, log_type.as_deref()))
            };
            let chunks = body.filter(|chunk| std::future::ready(!chunk.is_empty())).map(|bytes| Ok(chunk(&bytes)));
            Stream::new(Box::pin(chunks.chain(futures::stream::once(last))))
        }
        Execution::Buffered { payload, error, log_tail, report } => {
            let end = StreamEnd { log_tail, report, ..end_of(&payload, error) };
            let first = (error.is_none() && !payload.is_empty()).then(|| Ok(chunk(&payload)));
            let last = Ok(complete(end, log_type.as_deref()));
            Stream::new(Box::pin(futures::stream::iter(first.into_iter().chain([last]))))
        }
    }
}

/// How a buffered response tells of a failure.
fn end_of(payload: &Bytes, error: Option<FunctionError>) -> StreamEnd {
    let Some(error) = error else { return StreamEnd::default() };
    let details = String::from_utf8_lossy(payload).into_owned();
    StreamEnd { error_code: Some(error_text(error).to_owned()), error_details: Some(details), ..StreamEnd::default() }
}

fn chunk(payload: &Bytes) -> Bytes {
    eventstream::event("PayloadChunk", Some("application/octet-stream"), payload)
}

fn complete(end: StreamEnd, log_type: Option<&str>) -> Bytes {
    let message = InvokeComplete {
        error_code: end.error_code,
        error_details: end.error_details,
        log_result: log_result(log_type, &end.log_tail),
    };
    // Nothing but text: it can't fail to become JSON.
    let json = serde_json::to_vec(&message).unwrap_or_default();
    eventstream::event("InvokeComplete", Some("application/json"), &json)
}
