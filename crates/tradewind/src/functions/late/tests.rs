//! What happens before, when and after the executor is there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::FutureExt;
use tradewind_functions::{Environment, InitKind, LogFormat, Logging, Package, PackageSource, Report};

use super::*;

struct NoSource;

impl PackageSource for NoSource {
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<bytes::Bytes>> {
        Box::pin(std::future::ready(Err(std::io::ErrorKind::NotFound.into())))
    }
}

fn function(key: &str) -> Arc<Function> {
    Arc::new(Function {
        key: key.to_owned(),
        account: "000000000000".to_owned(),
        region: "us-east-1".to_owned(),
        name: "orders".to_owned(),
        version: "$LATEST".to_owned(),
        arn: "arn:aws:lambda:us-east-1:000000000000:function:orders".to_owned(),
        runtime: Runtime::ProvidedAl2023,
        handler: String::new(),
        code: Package { sha256: String::new(), source: Arc::new(NoSource) },
        layers: Vec::new(),
        environment: Environment::default(),
        role: "arn:aws:iam::000000000000:role/orders".to_owned(),
        timeout: Duration::from_secs(3),
        memory_mb: 128,
        tmp_mb: 512,
        logging: Logging {
            format: LogFormat::Text,
            application_level: None,
            system_level: None,
            group: "/aws/lambda/orders".to_owned(),
        },
        init: InitKind::OnDemand,
        min_level: None,
    })
}

/// Notes what it is told and answers everything.
#[derive(Default)]
struct Told {
    warm: Mutex<Vec<(String, u32)>>,
    retired: Mutex<Vec<String>>,
    stopped: AtomicBool,
}

impl Executor for Told {
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        Err(InvokeError::RuntimeMissing(runtime.to_string()))
    }

    fn invoke(&self, _: Arc<Function>, invocation: Invocation) -> BoxFuture<'static, Result<Execution, InvokeError>> {
        Box::pin(std::future::ready(Ok(Execution::Buffered {
            payload: invocation.payload,
            error: None,
            log_tail: bytes::Bytes::new(),
            report: Report::default(),
        })))
    }

    fn keep_warm(&self, function: Arc<Function>, instances: u32) {
        lock(&self.warm).push((function.key.clone(), instances));
    }

    fn warm(&self, _: &str) -> Warm {
        Warm { wanted: 7, ready: 7, failure: None }
    }

    fn prepare(&self, _: Arc<Function>) -> BoxFuture<'static, Result<(), String>> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn retire(&self, key_prefix: &str) {
        lock(&self.retired).push(key_prefix.to_owned());
    }

    fn facts(&self) -> Value {
        json!({ "level": "test" })
    }
}

fn arrived(told: &Arc<Told>) -> Result<Arrived, String> {
    let stopped = told.clone();
    let stop = Box::pin(async move { stopped.stopped.store(true, Ordering::Relaxed) });
    Ok(Arrived { executor: told.clone(), stop })
}

#[tokio::test]
async fn whoever_invokes_early_waits() {
    let (late, told) = (Late::new(), Arc::new(Told::default()));
    let asking = tokio::task::spawn_blocking({
        let late = late.clone();
        move || late.check(Runtime::ProvidedAl2023)
    });
    let mut early = late.invoke(function("a/1"), Invocation { payload: "7".into(), ..Invocation::default() });
    assert!((&mut early).now_or_never().is_none());
    let mut prepared = late.prepare(function("a/1"));
    assert!((&mut prepared).now_or_never().is_none());
    assert_eq!(late.facts()["state"], "starting");
    late.arrive(arrived(&told)).await;
    let Ok(Execution::Buffered { payload, .. }) = early.await else { panic!("not run") };
    assert_eq!(payload, "7");
    assert_eq!(prepared.await, Ok(()));
    // What the executor says of it, not what nobody could know then.
    assert!(asking.await.expect("not cut off").is_err());
    assert_eq!(late.facts()["level"], "test");
}

#[tokio::test]
async fn wishes_are_kept_until_somebody_can_fulfil_them() {
    let (late, told) = (Late::new(), Arc::new(Told::default()));
    for (key, instances) in [("a/1", 1), ("a/2", 2), ("b/1", 3), ("a/1", 4), ("c/1", 5), ("c/1", 0)] {
        late.keep_warm(function(key), instances);
    }
    late.retire("b/");
    assert_eq!(late.warm("a/1"), Warm { wanted: 4, ready: 0, failure: None });
    late.arrive(arrived(&told)).await;
    late.keep_warm(function("a/2"), 6);
    late.retire("a/1");
    let said = |key: &str, instances| (key.to_owned(), instances);
    assert_eq!(*lock(&told.warm), [said("a/1", 4), said("a/2", 2), said("a/2", 6)]);
    assert_eq!(*lock(&told.retired), ["a/1"]);
    assert_eq!(late.warm("a/1").ready, 7);
}

#[tokio::test]
async fn what_does_not_come_says_why() {
    let late = Late::new();
    let early = late.invoke(function("a/1"), Invocation::default());
    late.arrive(Err("clone: EPERM".to_owned())).await;
    assert_eq!(early.await.unwrap_err().to_string(), "clone: EPERM");
    assert_eq!(late.check(Runtime::ProvidedAl2).unwrap_err().to_string(), "clone: EPERM");
    assert_eq!(late.warm("a/1").failure.as_deref(), Some("clone: EPERM"));
    assert_eq!(late.facts(), json!({ "state": "unavailable", "reason": "clone: EPERM" }));
    assert!(late.prepare(function("a/1")).await.unwrap_err().contains("clone: EPERM"));
}

#[tokio::test]
async fn stopping_ends_what_is_there_and_what_comes_too_late() {
    let (late, told) = (Late::new(), Arc::new(Told::default()));
    late.arrive(arrived(&told)).await;
    late.stop().await;
    assert!(told.stopped.load(Ordering::Relaxed));
    assert!(matches!(late.invoke(function("a/1"), Invocation::default()).await, Err(InvokeError::Stopping)));
    let (late, told) = (Late::new(), Arc::new(Told::default()));
    late.stop().await;
    late.arrive(arrived(&told)).await;
    assert!(told.stopped.load(Ordering::Relaxed));
    assert!(matches!(late.check(Runtime::ProvidedAl2), Err(InvokeError::Stopping)));
}
