//! A function in Rust, as AWS's own runtime client runs it: the program `bootstrap` of the tests of `provided.al2023`.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    if std::env::var_os("FAIL_AT_START").is_some() {
        return Err("it does not want to start".into());
    }
    lambda_runtime::run(service_fn(handle)).await
}

async fn handle(event: LambdaEvent<Value>) -> Result<Value, Error> {
    let (event, context) = event.into_parts();
    match event.get("do").and_then(Value::as_str) {
        Some("fail") => Err("told to fail".into()),
        Some("exit") => std::process::exit(3),
        Some("hang") => std::future::pending().await,
        _ => Ok(json!({
            "event": event,
            "request_id": context.request_id,
            "function": context.env_config.function_name,
            "arn": context.invoked_function_arn,
        })),
    }
}
