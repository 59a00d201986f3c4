//! Functions.
//!
//! <https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html>

use bytes::Bytes;
use serde_json::{Map, Value, json};
use tradewind_cloud::Origin;
use tradewind_states_lang::Fault;
use tradewind_wire::Document;

use super::Done;
use crate::States;

/// A function named by its ARN: its answer is the result.
pub(super) async fn function(states: &States, origin: &Origin, arn: &str, parameters: &Value) -> Done {
    let input = Document::from([
        ("FunctionName", arn.into()),
        ("Payload", Document::Blob(Bytes::from(parameters.to_string()))),
    ]);
    match ask(states, origin, input).await {
        Ok(answer) => Done::Succeeded(answer.payload),
        Err(fault) => Done::Failed(fault),
    }
}

/// `arn:aws:states:::lambda:invoke`: the whole answer is the result.
pub(super) async fn invoke(states: &States, origin: &Origin, parameters: &Value, waits: bool) -> Done {
    let mut input: Vec<(std::borrow::Cow<'static, str>, Document)> = Vec::new();
    for (name, value) in parameters.as_object().into_iter().flatten() {
        let value = match name.as_str() {
            "Payload" => Document::Blob(Bytes::from(match value {
                Value::String(text) if waits => Value::String(text.clone()).to_string(),
                value => value.to_string(),
            })),
            _ => super::document(value),
        };
        input.push((name.clone().into(), value));
    }
    match ask(states, origin, Document::Map(input)).await {
        Ok(answer) => Done::Succeeded(answer.whole()),
        Err(fault) => Done::Failed(fault),
    }
}

struct Answer {
    status: i64,
    version: Option<String>,
    payload: Value,
}

impl Answer {
    fn whole(self) -> Value {
        let mut whole = Map::new();
        whole.extend(self.version.map(|version| ("ExecutedVersion".to_owned(), version.into())));
        whole.insert("Payload".to_owned(), self.payload);
        whole.insert("SdkHttpMetadata".to_owned(), json!({"HttpStatusCode": self.status}));
        whole.insert("StatusCode".to_owned(), self.status.into());
        Value::Object(whole)
    }
}

async fn ask(states: &States, origin: &Origin, input: Document) -> Result<Answer, Fault> {
    let answer = states.parts.cloud.call(origin, "lambda", "Invoke", input).await;
    let answer = answer.map_err(|error| {
        let text = error.message.unwrap_or_default();
        Fault::new(["Lambda.", &error.code].concat(), text)
    })?;
    let payload = match answer.get("Payload") {
        Some(Document::Blob(bytes)) => serde_json::from_slice(bytes).unwrap_or(Value::Null),
        Some(Document::String(text)) => serde_json::from_str(text).unwrap_or(Value::Null),
        _ => Value::Null,
    };
    if answer.get("FunctionError").and_then(Document::as_str).is_some() {
        let kind = payload.get("errorType").and_then(Value::as_str).unwrap_or("Lambda.Unknown");
        return Err(Fault::new(kind, payload.to_string()));
    }
    Ok(Answer {
        status: answer.get("StatusCode").and_then(Document::as_i64).unwrap_or(200),
        version: answer.get("ExecutedVersion").and_then(Document::as_str).map(str::to_owned),
        payload,
    })
}
