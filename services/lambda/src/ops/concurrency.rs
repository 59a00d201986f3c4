//! PutFunctionConcurrency, GetFunctionConcurrency, DeleteFunctionConcurrency.

use std::sync::Arc;

use tradewind_cloud::Context;

use crate::Lambda;
use crate::api::{
    Concurrency, DeleteFunctionConcurrencyRequest, GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse,
    PutFunctionConcurrencyRequest,
};
use crate::error::LambdaError;
use crate::function::concurrency::Share;
use crate::function::rows::FunctionRow;
use crate::limits;
use crate::names::FunctionRef;

/// The function of an operation that versions and aliases do not have.
pub(super) fn whole_function(ctx: &Context, name: &str) -> Result<FunctionRef, LambdaError> {
    let at = FunctionRef::given(ctx, name, None)?;
    if at.qualifier.is_some() {
        return Err(LambdaError::invalid(
            "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please \
             specify either a function name or an unqualified function ARN.",
        ));
    }
    Ok(at)
}

/// Reserves invocations for a function: never more of it run, and never fewer can.
pub(crate) async fn put_function_concurrency(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: PutFunctionConcurrencyRequest,
) -> Result<Concurrency, LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    let wanted = u32::try_from(input.reserved_concurrent_executions).unwrap_or_default();
    lambda.change(&at, ctx.mark(), |room, tx, function| {
        function.require(&at)?;
        let share = function.share();
        if wanted < share.provisioned {
            return Err(LambdaError::invalid(format!(
                "ReservedConcurrentExecutions {wanted} should not be lower than function's total provisioned concurrency [{}].",
                share.provisioned
            )));
        }
        if room.left_with(&at.name, Share { reserved: Some(wanted), ..share }) < limits::UNRESERVED {
            return Err(LambdaError::invalid(format!(
                "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its \
                 minimum value of [{}].",
                limits::UNRESERVED
            )));
        }
        function.set_row(tx, FunctionRow { reserved: Some(wanted), ..function.row().clone() });
        Ok(())
    })?;
    Ok(Concurrency { reserved_concurrent_executions: Some(input.reserved_concurrent_executions) })
}

/// What is reserved for a function.
pub(crate) async fn get_function_concurrency(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: GetFunctionConcurrencyRequest,
) -> Result<GetFunctionConcurrencyResponse, LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    lambda.function(&at).read(ctx.mark(), |_, function| {
        function.require(&at)?;
        let reserved = function.row().reserved.map(|reserved| i32::try_from(reserved).unwrap_or(i32::MAX));
        Ok(GetFunctionConcurrencyResponse { reserved_concurrent_executions: reserved })
    })
}

/// Ends what is reserved for a function.
pub(crate) async fn delete_function_concurrency(
    lambda: Arc<Lambda>,
    ctx: Context,
    input: DeleteFunctionConcurrencyRequest,
) -> Result<(), LambdaError> {
    let at = whole_function(&ctx, &input.function_name)?;
    lambda.change(&at, ctx.mark(), |_, tx, function| {
        function.require(&at)?;
        function.set_row(tx, FunctionRow { reserved: None, ..function.row().clone() });
        Ok(())
    })
}
