//! Concurrency: reserved and provisioned.

use serde_json::{Value, json};
use tradewind_cloud::Cloud;
use tradewind_functions::Warm;

use crate::stage::{Answer, Stage, function_arn};

/// An invocation that goes on beside the test.
fn begin(stage: &Stage, function: &str) -> tokio::task::JoinHandle<Answer> {
    let (handle, origin) = (stage.handle.clone(), stage.origin(None));
    let input = tradewind_wire::Document::from([("FunctionName", function.into())]);
    tokio::spawn(async move { handle.call(&origin, "lambda", "Invoke", input).await })
}

fn reserve(name: &str, count: u32) -> Value {
    json!({"FunctionName": name, "ReservedConcurrentExecutions": count})
}

fn provision(qualifier: &str, count: u32) -> Value {
    json!({"FunctionName": "f", "Qualifier": qualifier, "ProvisionedConcurrentExecutions": count})
}

#[tokio::test]
async fn what_is_reserved_is_a_limit() {
    let stage = Stage::with_function().await;
    assert_eq!(stage.ok("lambda", "GetFunctionConcurrency", json!({"FunctionName": "f"})).await, json!({}));
    let answer = stage.ok("lambda", "PutFunctionConcurrency", reserve("f", 2)).await;
    assert_eq!(answer, json!({"ReservedConcurrentExecutions": 2}));
    stage.fake.hold();
    let running = [begin(&stage, "f"), begin(&stage, "f")];
    stage.fake.begun(2).await;
    let error = stage.invoke("f", "{}").await.expect_err("throttled");
    assert_eq!(
        (error.status, error.code.as_ref(), error.message.as_deref()),
        (429, "TooManyRequestsException", Some("Rate Exceeded."))
    );
    let members: Vec<(&str, String)> = error
        .extra
        .iter()
        .map(|(name, value)| (*name, String::from_utf8(value.to_json_vec()).expect("UTF-8")))
        .collect();
    let reason = "\"ReservedFunctionConcurrentInvocationLimitExceeded\"".to_owned();
    assert_eq!(members, [("Reason", reason), ("Type", "\"User\"".to_owned())]);
    assert_eq!(error.headers, [("retry-after", "1".to_owned())]);
    stage.fake.release();
    for run in running {
        run.await.expect("ends").expect("answers");
    }
    stage.invoke("f", "{}").await.expect("there is room again");
    let found = stage.ok("lambda", "GetFunction", json!({"FunctionName": "f"})).await;
    assert_eq!(found["Concurrency"], json!({"ReservedConcurrentExecutions": 2}));
    stage.ok("lambda", "DeleteFunctionConcurrency", json!({"FunctionName": "f"})).await;
    assert_eq!(stage.ok("lambda", "GetFunctionConcurrency", json!({"FunctionName": "f"})).await, json!({}));
}

#[tokio::test]
async fn a_hundred_stay_for_everybody() {
    let mut stage = Stage::with_function().await;
    stage.function("g", json!({})).await;
    stage.ok("lambda", "PutFunctionConcurrency", reserve("f", 600)).await;
    let refusal = "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].";
    let expected = (400, "InvalidParameterValueException".to_owned(), refusal.to_owned());
    assert_eq!(stage.refused("PutFunctionConcurrency", reserve("g", 301)).await, expected);
    // Counted again from what is kept.
    stage.crash();
    assert_eq!(stage.refused("PutFunctionConcurrency", reserve("g", 301)).await, expected);
    stage.ok("lambda", "PutFunctionConcurrency", reserve("g", 300)).await;
    stage.ok("lambda", "DeleteFunction", json!({"FunctionName": "f"})).await;
    stage.ok("lambda", "PutFunctionConcurrency", reserve("g", 900)).await;
    let (_, _, text) = stage.refused("PutFunctionConcurrency", reserve("g:1", 1)).await;
    assert!(text.starts_with("This operation is permitted on Lambda functions only."), "{text}");
    assert_eq!(stage.refused("PutFunctionConcurrency", reserve("h", 1)).await.0, 404);
}

/// A function with version 1 and the alias `live` to it.
async fn with_alias() -> Stage {
    let stage = Stage::with_function().await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "CreateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "1"})).await;
    stage
}

/// Instances kept warm of the versions of `f`.
fn warm(stage: &Stage) -> Vec<u32> {
    stage.fake.kept_warm().values().copied().filter(|count| *count > 0).collect()
}

#[tokio::test]
async fn what_is_provisioned_is_kept_warm() {
    let stage = with_alias().await;
    let get = json!({"FunctionName": "f", "Qualifier": "live"});
    let (status, code, text) = stage.refused("GetProvisionedConcurrencyConfig", get.clone()).await;
    assert_eq!((status, code.as_str()), (404, "ProvisionedConcurrencyConfigNotFoundException"));
    assert_eq!(text, "No Provisioned Concurrency Config found for this function");
    let begun = stage.ok("lambda", "PutProvisionedConcurrencyConfig", provision("live", 3)).await;
    let expected = json!({
        "RequestedProvisionedConcurrentExecutions": 3, "AvailableProvisionedConcurrentExecutions": 0,
        "AllocatedProvisionedConcurrentExecutions": 0, "Status": "IN_PROGRESS", "LastModified": "2026-01-02T03:04:05+0000"
    });
    assert_eq!(begun, expected);
    assert_eq!(warm(&stage), [3]);
    let key = stage.fake.kept_warm().into_keys().next().expect("a key");
    let tell = |ready, failure: Option<&str>| {
        stage.fake.set_warm(&key, Warm { wanted: 3, ready, failure: failure.map(str::to_owned) })
    };
    for (ready, failure, status) in [(1, None, "IN_PROGRESS"), (3, None, "READY"), (2, Some("boom"), "FAILED")] {
        tell(ready, failure);
        let found = stage.ok("lambda", "GetProvisionedConcurrencyConfig", get.clone()).await;
        assert_eq!(
            (&found["Status"], &found["AllocatedProvisionedConcurrentExecutions"]),
            (&json!(status), &json!(ready))
        );
        assert_eq!(found.get("StatusReason").is_some(), failure.is_some());
    }
    let list = stage.ok("lambda", "ListProvisionedConcurrencyConfigs", json!({"FunctionName": "f"})).await;
    assert_eq!(list["ProvisionedConcurrencyConfigs"][0]["FunctionArn"], format!("{}:live", function_arn("f")));
    // An invocation takes an instance of the same key.
    stage.invoke("f:live", "{}").await.expect("runs");
    assert_eq!(stage.fake.take()[0].function.key, key);
    stage.ok("lambda", "DeleteProvisionedConcurrencyConfig", get.clone()).await;
    assert_eq!(stage.fake.kept_warm()[&key], 0);
    assert_eq!(stage.refused("GetProvisionedConcurrencyConfig", get).await.0, 404);
}

#[tokio::test]
async fn what_is_provisioned_moves_with_its_alias_and_ends_with_it() {
    let stage = with_alias().await;
    stage.ok("lambda", "PutProvisionedConcurrencyConfig", provision("live", 2)).await;
    let first = stage.fake.kept_warm().into_keys().next().expect("a key");
    crate::versions::change(&stage, "f", "other").await;
    stage.ok("lambda", "PublishVersion", json!({"FunctionName": "f"})).await;
    stage.settle().await;
    stage.ok("lambda", "UpdateAlias", json!({"FunctionName": "f", "Name": "live", "FunctionVersion": "2"})).await;
    assert_eq!((stage.fake.kept_warm()[&first], warm(&stage)), (0, vec![2]));
    stage.ok("lambda", "DeleteAlias", json!({"FunctionName": "f", "Name": "live"})).await;
    assert!(warm(&stage).is_empty());
    stage.ok("lambda", "PutProvisionedConcurrencyConfig", provision("2", 1)).await;
    assert_eq!(warm(&stage), [1]);
    stage.ok("lambda", "DeleteFunction", json!({"FunctionName": "f"})).await;
    assert!(warm(&stage).is_empty());
}

#[tokio::test]
async fn what_is_provisioned_is_warm_again_after_a_restart() {
    let mut stage = with_alias().await;
    stage.ok("lambda", "PutProvisionedConcurrencyConfig", provision("1", 2)).await;
    stage.fake = crate::fake::Fake::new();
    stage.crash();
    assert!(warm(&stage).is_empty());
    background(&stage.cloud).await;
    assert_eq!(warm(&stage), [2]);
}

/// Lets the services' background work begin, and stops it when it has nothing to do.
async fn background(cloud: &Cloud) {
    let mut rounds = 0;
    let quiet = std::future::poll_fn(move |cx| {
        rounds += 1;
        cx.waker().wake_by_ref();
        if rounds > 1_000 { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    });
    cloud.run_tasks(1, quiet).await;
}

#[tokio::test]
async fn provisioning_has_its_rules() {
    let stage = with_alias().await;
    let refused = async |input: Value| {
        let (_, code, text) = stage.refused("PutProvisionedConcurrencyConfig", input).await;
        format!("{code}: {text}")
    };
    let value = "InvalidParameterValueException";
    assert_eq!(
        refused(provision("$LATEST", 1)).await,
        format!("{value}: Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
    );
    let arn = function_arn("f");
    assert_eq!(refused(provision("9", 1)).await, format!("ResourceNotFoundException: Function not found: {arn}:9"));
    assert_eq!(
        refused(provision("none", 1)).await,
        format!("ResourceNotFoundException: Cannot find alias arn: {arn}:none")
    );
    assert_eq!(
        refused(provision("1", 1_001)).await,
        format!(
            "{value}: Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000]."
        )
    );
    assert_eq!(
        refused(provision("1", 901)).await,
        format!(
            "{value}: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."
        )
    );
    stage.ok("lambda", "PutProvisionedConcurrencyConfig", provision("1", 5)).await;
    assert_eq!(
        refused(provision("live", 1)).await,
        "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"
    );
    let (_, _, text) = stage.refused("PutFunctionConcurrency", reserve("f", 4)).await;
    assert!(text.contains("should not be lower than function's total provisioned concurrency [5]."), "{text}");
    stage.ok("lambda", "PutFunctionConcurrency", reserve("f", 5)).await;
    assert_eq!(
        refused(provision("1", 6)).await,
        format!(
            "{value}: Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"
        )
    );
}
