//! PutProvisionedConcurrencyConfig, GetProvisionedConcurrencyConfig, DeleteProvisionedConcurrencyConfig,
//! ListProvisionedConcurrencyConfigs.

use std::sync::Arc;

use tradewind_clock::Timestamp;
use tradewind_cloud::Context;

use super::concurrency::whole_function;
use crate::Lambda;
use crate::api::{
    DeleteProvisionedConcurrencyConfigRequest, GetProvisionedConcurrencyConfigRequest,
    GetProvisionedConcurrencyConfigResponse, ListProvisionedConcurrencyConfigsRequest,
    ListProvisionedConcurrencyConfigsResponse, ProvisionedConcurrencyConfigListItem,
    PutProvisionedConcurrencyConfigRequest, PutProvisionedConcurrencyConfigResponse,
};
use crate::error::LambdaError;
use crate::function::provisioned::Progress;
use crate::function::rows::ProvisionedRow;
use crate::names::FunctionRef;
use crate::page::Page;

/// As it is answered.
fn shape(row: &ProvisionedRow, progress: &Progress) -> GetProvisionedConcurrencyConfigResponse {
    let signed = |number: u32| Some(i32::try_from(number).unwrap_or(i32::MAX));
    let status = match progress {
        Progress { failed: true, .. } => "FAILED",
        Progress { ready, .. } if *ready >= row.instances => "READY",
        _ => "IN_PROGRESS",
    };
    GetProvisionedConcurrencyConfigResponse {
        requested_provisioned_concurrent_executions: signed(row.instances),
        available_provisioned_concurrent_executions: signed(progress.ready),
        allocated_provisioned_concurrent_executions: signed(progress.ready),
        status: Some(status.to_owned()),
        status_reason: progress.failed.then(|| "FUNCTION_ERROR_INIT_FAILURE".to_owned()),
        last_modified: Some(Timestamp::from_micros(row.modified).format("%Y-%m-%dT%H:%M:%S+0000")),
    }
}

/// Keeps instances of a version initialised, from now on.
pub(crate) async fn put_provisioned_concurrency_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PutProvisionedConcurrencyConfigRequest,
) -> Result<PutProvisionedConcurrencyConfigResponse, LambdaError> {
    let at = FunctionRef { qualifier: None, ..qualified(&ctx, &input.function_name, &input.qualifier)? };
    let instances = u32::try_from(input.provisioned_concurrent_executions).unwrap_or_default();
    let row = lambda
        .change(&at, ctx.mark(), |room, tx, function| function.provision(tx, &at, &input.qualifier, instances, room))?;
    lambda.rewarm(&at).await?;
    let begun = shape(&row, &Progress::default());
    Ok(PutProvisionedConcurrencyConfigResponse {
        requested_provisioned_concurrent_executions: begun.requested_provisioned_concurrent_executions,
        available_provisioned_concurrent_executions: begun.available_provisioned_concurrent_executions,
        allocated_provisioned_concurrent_executions: begun.allocated_provisioned_concurrent_executions,
        status: begun.status,
        status_reason: begun.status_reason,
        last_modified: begun.last_modified,
    })
}

/// The function; a qualifier in its name must be the one that is given beside it.
fn qualified(ctx: &Context, name: &str, qualifier: &str) -> Result<FunctionRef, LambdaError> {
    FunctionRef::given(ctx, name, Some(qualifier))
}

/// How far it has come.
pub(crate) async fn get_provisioned_concurrency_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetProvisionedConcurrencyConfigRequest,
) -> Result<GetProvisionedConcurrencyConfigResponse, LambdaError> {
    let at = FunctionRef { qualifier: None, ..qualified(&ctx, &input.function_name, &input.qualifier)? };
    lambda.function(&at).read(ctx.mark(), |_, function| {
        let row = function.require_provisioned(&at, &input.qualifier)?;
        Ok(shape(row, &lambda.progress(&at, function, &input.qualifier, row)?))
    })
}

/// Ends it.
pub(crate) async fn delete_provisioned_concurrency_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteProvisionedConcurrencyConfigRequest,
) -> Result<(), LambdaError> {
    let at = FunctionRef { qualifier: None, ..qualified(&ctx, &input.function_name, &input.qualifier)? };
    lambda.change(&at, ctx.mark(), |_, tx, function| function.unprovision(tx, &at, &input.qualifier))?;
    lambda.rewarm(&at).await
}

/// Lists what is provisioned for a function, in the order of the qualifiers.
pub(crate) async fn list_provisioned_concurrency_configs(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: ListProvisionedConcurrencyConfigsRequest,
) -> Result<ListProvisionedConcurrencyConfigsResponse, LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    let page = Page::asked(input.marker.as_deref(), input.max_items)?;
    let (configs, next_marker) = lambda.function(&at).read(ctx.mark(), |_, function| {
        function.require(&at)?;
        let rows = function.provisioned().iter();
        let rows = rows.filter(|(qualifier, _)| page.after.as_ref().is_none_or(|after| *qualifier > after));
        let (rows, next_marker) = page.take(rows, |(qualifier, _)| (*qualifier).clone());
        let mut configs = Vec::with_capacity(rows.len());
        for (qualifier, row) in rows {
            let told = shape(row, &lambda.progress(&at, function, qualifier, row)?);
            configs.push(ProvisionedConcurrencyConfigListItem {
                function_arn: Some(at.arn_of(qualifier)),
                requested_provisioned_concurrent_executions: told.requested_provisioned_concurrent_executions,
                available_provisioned_concurrent_executions: told.available_provisioned_concurrent_executions,
                allocated_provisioned_concurrent_executions: told.allocated_provisioned_concurrent_executions,
                status: told.status,
                status_reason: told.status_reason,
                last_modified: told.last_modified,
            });
        }
        Ok::<_, LambdaError>((configs, next_marker))
    })?;
    Ok(ListProvisionedConcurrencyConfigsResponse { provisioned_concurrency_configs: Some(configs), next_marker })
}
