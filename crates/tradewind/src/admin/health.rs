//! How the server is.

use futures::FutureExt;
use http::StatusCode;
use serde_json::{Map, Value, json};
use tradewind_cloud::Cloud;
use tradewind_store::StoreError;

use crate::functions::Functions;

/// This server's own form. 503 when the store takes no more writes.
pub(super) fn ours(cloud: &Cloud, functions: &Functions) -> (StatusCode, Value) {
    let store = cloud.store();
    // What a write that ends now would be told; one that has to wait for its sync is none the worse.
    let (state, detail) = match store.settle(store.appended()).now_or_never().unwrap_or(Ok(())) {
        Ok(()) => ("ok", None),
        Err(StoreError::Full) => ("full", Some("the disk is full; writes are refused until there is space".to_owned())),
        Err(error) => ("failed", Some(error.to_string())),
    };
    let status = if state == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let names: Vec<&str> = cloud.services().iter().map(|service| service.definition().name).collect();
    let clock = cloud.clock();
    let mut report = json!({
        "status": if state == "ok" { "running" } else { "impaired" },
        "version": env!("CARGO_PKG_VERSION"),
        "services": names,
        "store": { "state": state, "appended": store.appended().get(), "durable": store.durable().get() },
        "clock": { "kind": if clock.is_virtual() { "virtual" } else { "system" }, "now": clock.now().to_string() },
    });
    // A server without the service that runs functions has nothing to say about them.
    if let Some(report) = report.as_object_mut().filter(|_| cloud.find("lambda").is_some()) {
        report.insert("functions".to_owned(), functions.facts());
    }
    if let Some((store, detail)) = report.get_mut("store").and_then(Value::as_object_mut).zip(detail) {
        store.insert("detail".to_owned(), Value::String(detail));
    }
    (status, report)
}

/// The form that wrappers written for LocalStack look for.
pub(super) fn theirs(cloud: &Cloud) -> Value {
    let running = |name: &str| (name.to_owned(), Value::String("running".to_owned()));
    let services: Map<String, Value> =
        cloud.services().iter().map(|service| running(service.definition().name)).collect();
    json!({ "services": services, "edition": "tradewind", "version": env!("CARGO_PKG_VERSION") })
}
