//! GetAccountSettings, PutFunctionRecursionConfig, GetFunctionRecursionConfig, GetFunctionCodeSigningConfig.

use std::sync::Arc;

use tradewind_cloud::Context;

use super::concurrency::whole_function;
use crate::Lambda;
use crate::api::{
    AccountLimit, AccountUsage, GetAccountSettingsRequest, GetAccountSettingsResponse,
    GetFunctionCodeSigningConfigRequest, GetFunctionCodeSigningConfigResponse, GetFunctionRecursionConfigRequest,
    GetFunctionRecursionConfigResponse, PutFunctionRecursionConfigRequest, PutFunctionRecursionConfigResponse,
};
use crate::error::LambdaError;
use crate::function::rows::FunctionRow;
use crate::limits;

/// What the account may have in this region, and what it has.
pub(crate) async fn get_account_settings(
    lambda: Arc<Lambda>,
    ctx: Context,
    _input: GetAccountSettingsRequest,
) -> Result<GetAccountSettingsResponse, LambdaError> {
    let (left, functions, code) =
        lambda.with_room(ctx.account(), ctx.region(), |room| Ok((room.left(), room.functions(), room.code())))?;
    // The figures are not any one cell's: the answer waits for everything written so far.
    ctx.mark().observe(lambda.parts.store.appended());
    let signed = |number: u64| Some(i64::try_from(number).unwrap_or(i64::MAX));
    Ok(GetAccountSettingsResponse {
        account_limit: Some(AccountLimit {
            total_code_size: Some(limits::CODE_STORAGE_BYTES),
            code_size_unzipped: signed(limits::UNZIPPED_BYTES),
            code_size_zipped: signed(limits::ZIPPED_BYTES as u64),
            concurrent_executions: i32::try_from(lambda.reservations.limit()).ok(),
            unreserved_concurrent_executions: i32::try_from(left).ok(),
        }),
        account_usage: Some(AccountUsage { total_code_size: signed(code), function_count: signed(functions as u64) }),
    })
}

/// Sets whether loops through a function are stopped.
pub(crate) async fn put_function_recursion_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PutFunctionRecursionConfigRequest,
) -> Result<PutFunctionRecursionConfigResponse, LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    lambda.function(&at).write(ctx.mark(), |tx, function| {
        function.require(&at)?;
        let loops_allowed = input.recursive_loop == "Allow";
        function.set_row(tx, FunctionRow { loops_allowed, ..function.row().clone() });
        Ok::<_, LambdaError>(())
    })?;
    Ok(PutFunctionRecursionConfigResponse { recursive_loop: Some(input.recursive_loop) })
}

/// Whether loops through a function are stopped.
pub(crate) async fn get_function_recursion_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionRecursionConfigRequest,
) -> Result<GetFunctionRecursionConfigResponse, LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        function.require(&at)?;
        let word = if function.row().loops_allowed { "Allow" } else { "Terminate" };
        Ok(GetFunctionRecursionConfigResponse { recursive_loop: Some(word.to_owned()) })
    })
}

/// Which code signing configuration a function has: none, because none can be given. Terraform asks for every function.
pub(crate) async fn get_function_code_signing_config(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionCodeSigningConfigRequest,
) -> Result<GetFunctionCodeSigningConfigResponse, LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    lambda.function(&at).read(ctx.mark(), |_, function| function.require(&at))?;
    Ok(GetFunctionCodeSigningConfigResponse { code_signing_config_arn: String::new(), function_name: at.name })
}
