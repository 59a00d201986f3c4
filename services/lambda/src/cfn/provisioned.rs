//! Provisioned concurrency of versions and aliases.

use tradewind_resource::{Caller, Failure, HandlerErrorCode, Request};
use tradewind_wire::Document;

use super::{call, drop_it, told};

/// Brings provisioned concurrency to what is wanted; whether it is ready.
pub(super) async fn bring(
    caller: &Caller,
    function: &str,
    qualifier: &str,
    wanted: Option<&Document>,
    had: Option<&Document>,
) -> Result<bool, Failure> {
    let request = || Request::new().with("FunctionName", function).with("Qualifier", qualifier);
    let number = |config: &Document| config.get("ProvisionedConcurrentExecutions").cloned();
    let Some(instances) = wanted.and_then(number) else {
        if had.is_some() {
            drop_it(caller, "DeleteProvisionedConcurrencyConfig", request()).await?;
        }
        return Ok(true);
    };
    let there = caller.call_if_there("lambda", "GetProvisionedConcurrencyConfig", request()).await?;
    let there = there.filter(|there| there.get("RequestedProvisionedConcurrentExecutions") == Some(&instances));
    let config = match there {
        Some(there) => there,
        None => {
            let request = request().with("ProvisionedConcurrentExecutions", instances);
            call(caller, "PutProvisionedConcurrencyConfig", request).await?
        }
    };
    match told(&config, "Status") {
        "FAILED" => Err(Failure::new(HandlerErrorCode::NotStabilized, told(&config, "StatusReason"))),
        status => Ok(status == "READY"),
    }
}
