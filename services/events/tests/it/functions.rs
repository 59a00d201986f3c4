//! A stand-in for Lambda that keeps what it is invoked with, and fails when told to; and functions as targets.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::json;
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_wire::{ApiError, Protocol, Shape};

use crate::world::{ACCOUNT, World, parsed, queue, queue_arn};

/// One asynchronous invocation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Call {
    function: String,
    payload: String,
    trace: Option<String>,
}

/// What was invoked, and the error that invocations are answered with.
#[derive(Default)]
pub(crate) struct Functions {
    calls: Mutex<Vec<Call>>,
    refusal: Mutex<Option<&'static str>>,
}

static DEFINITION: Definition = Definition {
    name: "lambda",
    title: "Functions of a test",
    signing_names: &["lambda"],
    target_prefixes: &[],
    api_version: "2015-03-31",
    xml_namespace: "",
    error_namespace: "",
    protocols: &[Protocol::AwsJson10],
    query_compatible: false,
    differences: &[],
    ..Definition::BLANK
};

pub(crate) struct Stub(Arc<Functions>);

impl Stub {
    pub(crate) fn new(_: Parts, functions: Arc<Functions>) -> Arc<Stub> {
        Arc::new(Stub(functions))
    }
}

impl Service for Stub {
    fn definition(&self) -> &'static Definition {
        &DEFINITION
    }

    fn operations(self: Arc<Self>) -> Operations {
        Operations::new(self).add("Invoke", invoke).build()
    }
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct InvocationRequest {
    #[shape(required)]
    function_name: String,
    #[shape(required, one_of = ["Event"])]
    invocation_type: String,
    payload: Option<Bytes>,
}

#[derive(Debug)]
struct Refused(&'static str);

impl ApiError for Refused {
    fn code(&self) -> &str {
        self.0
    }

    fn message(&self) -> String {
        "as the test wants it".to_owned()
    }
}

async fn invoke(stub: Arc<Stub>, ctx: Context, input: InvocationRequest) -> Result<(), Refused> {
    if let Some(refusal) = *stub.0.refusal.lock() {
        return Err(Refused(refusal));
    }
    let payload = String::from_utf8(input.payload.unwrap_or_default().to_vec()).expect("text");
    let trace = ctx.trace().map(str::to_owned);
    stub.0.calls.lock().push(Call { function: input.function_name, payload, trace });
    Ok(())
}

fn function_arn(name: &str) -> String {
    format!("arn:aws:lambda:us-east-1:{ACCOUNT}:function:{name}")
}

async fn world(name: &str) -> World {
    let world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    let dead_letter = json!({"Arn": queue_arn("dlq")});
    world.target("r", json!({"Id": "f", "Arn": function_arn(name), "DeadLetterConfig": dead_letter})).await;
    world
}

#[tokio::test]
async fn a_function_is_invoked_once_for_each_event() {
    let world = world("f:live").await;
    let first = world.event("s", json!({"n": 1})).await;
    let second = world.event("s", json!({"n": 2})).await;
    world.settle().await;
    let calls = std::mem::take(&mut *world.functions.calls.lock());
    assert!(calls.iter().all(|call| call.function == function_arn("f:live")), "{calls:?}");
    let mut ids: Vec<_> = calls.iter().map(|call| parsed(&call.payload)["id"].clone()).collect();
    ids.sort_by_key(ToString::to_string);
    let mut want = [json!(first), json!(second)];
    want.sort_by_key(ToString::to_string);
    assert_eq!(ids, want);
    assert_eq!(world.pending(), 0);
}

#[tokio::test]
async fn a_function_that_is_busy_gets_the_event_later() {
    let world = world("f").await;
    *world.functions.refusal.lock() = Some("TooManyRequestsException");
    world.event("s", json!({})).await;
    world.pass(Duration::from_secs(3_600)).await;
    assert_eq!((world.functions.calls.lock().len(), world.queues.take(&queue("dlq")).len()), (0, 0));
    *world.functions.refusal.lock() = None;
    world.pass(Duration::from_secs(3_600)).await;
    assert_eq!(world.functions.calls.lock().len(), 1);
}

#[tokio::test]
async fn an_event_for_a_function_that_is_gone_is_a_dead_letter() {
    let world = world("f").await;
    *world.functions.refusal.lock() = Some("ResourceNotFoundException");
    world.event("s", json!({})).await;
    world.settle().await;
    let letters = world.queues.take(&queue("dlq"));
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].attributes["ERROR_CODE"], "NO_RESOURCE");
    assert_eq!(letters[0].attributes["TARGET_ARN"], function_arn("f"));
}

#[tokio::test]
async fn what_is_not_a_function_is_refused() {
    let world = World::new();
    world.ok("PutRule", json!({"Name": "r", "EventPattern": "{\"source\":[\"s\"]}"})).await;
    for resource in ["function", "function:", "function:f:1:2", "layer:l:1", "event-source-mapping:x"] {
        let arn = format!("arn:aws:lambda:us-east-1:{ACCOUNT}:{resource}");
        let targets = json!([{"Id": "t", "Arn": arn}]);
        let (code, text) = world.refused("PutTargets", json!({"Rule": "r", "Targets": targets})).await;
        assert_eq!(code, "ValidationException", "{arn}");
        assert_eq!(text, format!("Parameter {arn} is not valid. Reason: Provided Arn is not in correct format."));
    }
}
