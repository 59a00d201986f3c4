//! PutRuntimeManagementConfig, GetRuntimeManagementConfig.
//!
//! There is one version of each runtime here, so the mode is kept and has nothing to choose from.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    GetRuntimeManagementConfigRequest, GetRuntimeManagementConfigResponse, PutRuntimeManagementConfigRequest,
    PutRuntimeManagementConfigResponse,
};
use crate::error::LambdaError;
use crate::function::cell::{FunctionCell, version_number, version_text};
use crate::function::describe::runtime_version_arn;
use crate::function::rows::{RuntimeRow, VersionRow};
use crate::names::{FunctionRef, LATEST};

/// The version that is meant; aliases have no mode of their own.
fn version_of<'a>(function: &'a FunctionCell, at: &FunctionRef) -> Result<(u64, &'a VersionRow), LambdaError> {
    function.require(at)?;
    if let Some(alias) = at.qualifier.as_deref().filter(|qualifier| version_number(qualifier).is_none()) {
        return Err(LambdaError::invalid(format!(
            "Runtime management is configured for $LATEST or a published version, and {alias} is neither."
        )));
    }
    function.require_version(at)
}

/// Sets how a version's runtime is updated.
pub(crate) async fn put_runtime_management_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PutRuntimeManagementConfigRequest,
) -> Result<PutRuntimeManagementConfigResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    let manual = input.update_runtime_on == "Manual";
    if manual != input.runtime_version_arn.is_some() {
        return Err(LambdaError::invalid(if manual {
            "RuntimeVersionArn is required when UpdateRuntimeOn is Manual."
        } else {
            "RuntimeVersionArn can only be given when UpdateRuntimeOn is Manual."
        }));
    }
    let number = lambda.function(&at).write(ctx.mark(), |tx, function| {
        let (number, version) = version_of(function, &at)?;
        let present = runtime_version_arn(&at.region, &version.configuration);
        if let Some(other) = input.runtime_version_arn.as_ref().filter(|given| **given != present) {
            return Err(LambdaError::invalid(format!(
                "The runtime version {other} is not there. The function's runtime has the version {present} only."
            )));
        }
        function.set_runtime(tx, number, Some(RuntimeRow { update_on: input.update_runtime_on.clone() }));
        Ok(number)
    })?;
    Ok(PutRuntimeManagementConfigResponse {
        update_runtime_on: input.update_runtime_on,
        function_arn: arn(&at, number),
        runtime_version_arn: input.runtime_version_arn,
    })
}

/// How a version's runtime is updated.
pub(crate) async fn get_runtime_management_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetRuntimeManagementConfigRequest,
) -> Result<GetRuntimeManagementConfigResponse, LambdaError> {
    let at = FunctionRef::given(&ctx, &input.function_name, input.qualifier.as_deref())?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        let (number, version) = version_of(function, &at)?;
        let update_on = function.runtime(number).map_or("Auto", |row| row.update_on.as_str());
        Ok(GetRuntimeManagementConfigResponse {
            update_runtime_on: Some(update_on.to_owned()),
            runtime_version_arn: (update_on == "Manual")
                .then(|| runtime_version_arn(&at.region, &version.configuration)),
            function_arn: Some(arn(&at, number)),
        })
    })
}

/// The ARN as AWS has it here: with the version, but `$LATEST` only if it was named.
fn arn(at: &FunctionRef, number: u64) -> String {
    match at.qualifier.as_deref() {
        None | Some(LATEST) => at.arn(),
        Some(_) => at.arn_of(&version_text(number)),
    }
}
