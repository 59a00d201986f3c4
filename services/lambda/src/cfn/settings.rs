//! What belongs to a function and is set by operations of its own.

use tradewind_resource::{Caller, Existing, Failure, Request, Wanted};
use tradewind_wire::Document;

use super::call;

/// Brings reserved concurrency, the updates of the runtime and the detection of loops to what is wanted; what the template has no
/// longer goes back to AWS's defaults.
pub(super) async fn beside(
    caller: &Caller,
    name: &str,
    wanted: &Wanted,
    existing: Option<&Existing>,
) -> Result<(), Failure> {
    let had = |name: &str| existing.and_then(|existing| existing.properties.get(name)).is_some();
    let of_function = || Request::new().with("FunctionName", name);
    match wanted.property("ReservedConcurrentExecutions") {
        Some(number) => {
            let request = of_function().with("ReservedConcurrentExecutions", number.clone());
            call(caller, "PutFunctionConcurrency", request).await?;
        }
        None if had("ReservedConcurrentExecutions") => {
            call(caller, "DeleteFunctionConcurrency", of_function()).await?;
        }
        None => {}
    }
    match wanted.property("RuntimeManagementConfig") {
        Some(config) => runtime_updates(caller, of_function(), config).await?,
        None if had("RuntimeManagementConfig") => {
            let config = Document::from([("UpdateRuntimeOn", "Auto".into())]);
            runtime_updates(caller, of_function(), &config).await?;
        }
        None => {}
    }
    let default = had("RecursiveLoop").then(|| "Terminate".into());
    if let Some(what) = wanted.property("RecursiveLoop").cloned().or(default) {
        call(caller, "PutFunctionRecursionConfig", of_function().with("RecursiveLoop", what)).await?;
    }
    Ok(())
}

/// Sets when the runtime of a function or one of its versions is updated.
pub(super) async fn runtime_updates(caller: &Caller, request: Request, config: &Document) -> Result<(), Failure> {
    let request = request
        .maybe("UpdateRuntimeOn", config.get("UpdateRuntimeOn").cloned())
        .maybe("RuntimeVersionArn", config.get("RuntimeVersionArn").cloned());
    call(caller, "PutRuntimeManagementConfig", request).await.map(drop)
}
