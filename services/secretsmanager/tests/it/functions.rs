//! A stand-in for Lambda whose function rotates secrets as AWS's templates do, and fails when told to.

use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::Value;
use tradewind_cloud::{Context, Definition, Operations, Parts, Principal, Service};
use tradewind_wire::{ApiError, Document, Protocol, Shape};

/// What was invoked, and the step that is to fail so many times.
#[derive(Default)]
pub(crate) struct Functions {
    pub(crate) steps: Mutex<Vec<String>>,
    pub(crate) failing: Mutex<Option<(&'static str, u32)>>,
}

static DEFINITION: Definition = Definition {
    name: "lambda",
    title: "Functions of a test",
    signing_names: &["lambda"],
    api_version: "2015-03-31",
    protocols: &[Protocol::AwsJson10],
    ..Definition::BLANK
};

pub(crate) struct Stub {
    parts: Parts,
    functions: Arc<Functions>,
}

impl Stub {
    pub(crate) fn new(parts: Parts, functions: Arc<Functions>) -> Arc<Stub> {
        Arc::new(Stub { parts, functions })
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
    #[shape(required)]
    invocation_type: String,
    payload: Option<Bytes>,
}

#[derive(Shape, Debug, Clone, Default, PartialEq)]
struct InvocationResponse {
    status_code: Option<i32>,
    function_error: Option<String>,
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

async fn invoke(stub: Arc<Stub>, ctx: Context, input: InvocationRequest) -> Result<InvocationResponse, NoFunction> {
    assert!(matches!(ctx.principal(), Principal::Service { name: "secretsmanager.amazonaws.com", .. }));
    if input.function_name != "rotator" {
        return Err(NoFunction);
    }
    if input.invocation_type == "DryRun" {
        return Ok(InvocationResponse { status_code: Some(204), function_error: None });
    }
    let event: Value = serde_json::from_slice(&input.payload.unwrap_or_default()).expect("JSON");
    let text = |name: &str| event[name].as_str().expect("a text").to_owned();
    let (step, secret, token) = (text("Step"), text("SecretId"), text("ClientRequestToken"));
    stub.functions.steps.lock().push(step.clone());
    if let Some((failing, left)) = stub.functions.failing.lock().as_mut()
        && *failing == step
        && *left > 0
    {
        *left -= 1;
        return Ok(InvocationResponse { status_code: Some(200), function_error: Some("Unhandled".to_owned()) });
    }
    stub.take(&ctx, &step, &secret, &token).await;
    Ok(InvocationResponse { status_code: Some(200), function_error: None })
}

impl Stub {
    async fn call(&self, ctx: &Context, operation: &str, input: Document) -> Option<Document> {
        self.parts.cloud.call(&ctx.origin(Principal::Account), "secretsmanager", operation, input).await.ok()
    }

    async fn take(&self, ctx: &Context, step: &str, secret: &str, token: &str) {
        let id = || ("SecretId", Document::from(secret));
        let pending = || ("VersionStage", Document::from("AWSPENDING"));
        match step {
            "createSecret" => {
                let asked = Document::from([id(), ("VersionId", token.into()), pending()]);
                if self.call(ctx, "GetSecretValue", asked).await.is_none() {
                    let put = Document::from([
                        id(),
                        ("ClientRequestToken", token.into()),
                        ("SecretString", ["value of ", token].concat().into()),
                        ("VersionStages", Document::List(vec!["AWSPENDING".into()])),
                    ]);
                    self.call(ctx, "PutSecretValue", put).await.expect("put");
                }
            }
            "finishSecret" => {
                let current = self.call(ctx, "GetSecretValue", Document::from([id()])).await.expect("current");
                let current = current.get("VersionId").and_then(Document::as_str).expect("an id").to_owned();
                if current != token {
                    let moved = Document::from([
                        id(),
                        ("VersionStage", "AWSCURRENT".into()),
                        ("MoveToVersionId", token.into()),
                        ("RemoveFromVersionId", current.into()),
                    ]);
                    self.call(ctx, "UpdateSecretVersionStage", moved).await.expect("moved");
                }
            }
            _ => {}
        }
    }
}
