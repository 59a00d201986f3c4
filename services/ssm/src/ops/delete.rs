//! DeleteParameter, DeleteParameters.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Ssm;
use crate::api::{DeleteParameterRequest, DeleteParameterResult, DeleteParametersRequest, DeleteParametersResult};
use crate::error::SsmError;

/// Deletes a parameter with all its versions.
pub(crate) async fn delete_parameter(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: DeleteParameterRequest,
) -> Result<DeleteParameterResult, SsmError> {
    ssm.own(&ctx).write(ctx.mark(), |tx, region| {
        if region.delete(tx, &input.name) { Ok(DeleteParameterResult {}) } else { Err(SsmError::ParameterNotFound) }
    })
}

/// Deletes up to ten parameters, and names those that are not there.
pub(crate) async fn delete_parameters(
    ssm: Arc<Ssm>,
    ctx: Context,
    input: DeleteParametersRequest,
) -> Result<DeleteParametersResult, SsmError> {
    ssm.own(&ctx).write(ctx.mark(), |tx, region| {
        let (deleted, invalid) = input.names.into_iter().partition(|name| region.delete(tx, name));
        Ok(DeleteParametersResult { deleted_parameters: Some(deleted), invalid_parameters: Some(invalid) })
    })
}
