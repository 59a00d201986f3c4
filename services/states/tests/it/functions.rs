//! A stand-in for Lambda: functions answer what a test has put down for them, one after the other.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tradewind_cloud::{Context, Definition, Operations, Parts, Service};
use tradewind_wire::{ApiError, Protocol, Shape};

/// Answers by function, and what was invoked.
#[derive(Default)]
pub(crate) struct Functions {
    answers: Mutex<BTreeMap<String, VecDeque<Result<Value, Value>>>>,
    pub(crate) invoked: Mutex<Vec<(String, Value)>>,
}

impl Functions {
    pub(crate) fn answer(&self, function: &str, value: Value) {
        self.answers.lock().entry(function.to_owned()).or_default().push_back(Ok(value));
    }

    pub(crate) fn fail(&self, function: &str, error: &str) {
        let failure = json!({"errorType": error, "errorMessage": "it failed"});
        self.answers.lock().entry(function.to_owned()).or_default().push_back(Err(failure));
    }

    /// Which functions were invoked.
    pub(crate) fn names(&self) -> Vec<String> {
        self.invoked.lock().iter().map(|(name, _)| name.clone()).collect()
    }
}

static DEFINITION: Definition = Definition {
    name: "lambda",
    title: "Functions of a test",
    signing_names: &["lambda"],
    api_version: "2015-03-31",
    protocols: &[Protocol::AwsJson10],
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
    payload: Option<Bytes>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct InvocationResponse {
    status_code: Option<i32>,
    function_error: Option<String>,
    executed_version: Option<String>,
    payload: Option<Bytes>,
}

#[derive(Debug)]
struct NoFunction;

impl ApiError for NoFunction {
    fn code(&self) -> &str {
        "ResourceNotFoundException"
    }

    fn message(&self) -> String {
        "Function not found".to_owned()
    }
}

async fn invoke(stub: Arc<Stub>, _: Context, input: InvocationRequest) -> Result<InvocationResponse, NoFunction> {
    let name = input.function_name.rsplit(':').next().unwrap_or_default().to_owned();
    let event: Value = serde_json::from_slice(&input.payload.unwrap_or_default()).expect("JSON");
    stub.0.invoked.lock().push((name.clone(), event));
    let answer = stub.0.answers.lock().get_mut(&name).and_then(VecDeque::pop_front).ok_or(NoFunction)?;
    let (payload, error) = match answer {
        Ok(value) => (value, None),
        Err(value) => (value, Some("Unhandled".to_owned())),
    };
    Ok(InvocationResponse {
        status_code: Some(200),
        function_error: error,
        executed_version: Some("$LATEST".to_owned()),
        payload: Some(payload.to_string().into()),
    })
}
