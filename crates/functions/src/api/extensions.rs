//! The Extensions API, version 2020-01-01.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html>

use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use http::{HeaderMap, StatusCode};
use hyper::body::Incoming;
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, accepted, answer, ending, extension_refused};
use super::body::{Read, read};
use crate::instance::{ExtensionRefusal, Instance, Next, Wants};

/// Bytes of a body an extension may send.
const BODY: usize = 256 * 1024;
const NAME: &str = "lambda-extension-name";
const IDENTIFIER: &str = "lambda-extension-identifier";
const ERROR_TYPE: &str = "lambda-extension-function-error-type";

#[derive(Deserialize)]
struct Registration {
    #[serde(default)]
    events: Vec<String>,
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).filter(|value| !value.is_empty())
}

pub(super) fn identifier(headers: &HeaderMap) -> Result<&str, ExtensionRefusal> {
    let id = header(headers, IDENTIFIER).ok_or(ExtensionRefusal::MissingIdentifier)?;
    let hyphens = id.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    if id.len() == 36 && hyphens { Ok(id) } else { Err(ExtensionRefusal::InvalidIdentifier) }
}

fn with_identifier(mut answer: Answer, id: &str) -> Answer {
    if let Ok(value) = HeaderValue::from_str(id) {
        answer.headers_mut().insert(IDENTIFIER, value);
    }
    answer
}

/// `POST /2020-01-01/extension/register`
pub(super) async fn register(instance: &Arc<Instance>, headers: &HeaderMap, body: Incoming) -> Answer {
    match try_register(instance, headers, body).await {
        Ok(answer) => answer,
        Err(refusal) => extension_refused(refusal),
    }
}

async fn try_register(
    instance: &Arc<Instance>,
    headers: &HeaderMap,
    body: Incoming,
) -> Result<Answer, ExtensionRefusal> {
    let name = header(headers, NAME).ok_or(ExtensionRefusal::MissingName)?;
    let Read::Whole(body) = read(body, BODY).await else { return Err(ExtensionRefusal::InvalidRequest) };
    let registration = match body.is_empty() {
        true => Registration { events: Vec::new() },
        false => serde_json::from_slice(&body).map_err(|_| ExtensionRefusal::InvalidRequest)?,
    };
    let mut wants = Wants::default();
    for event in &registration.events {
        match event.as_str() {
            "INVOKE" => wants.invoke = true,
            "SHUTDOWN" => wants.shutdown = true,
            _ => return Err(ExtensionRefusal::InvalidEventType),
        }
    }
    let id = instance.register_extension(name, wants)?;
    let function = instance.function();
    let mut shown = json!({
        "functionName": function.name,
        "functionVersion": function.version,
        "handler": function.handler,
    });
    let features = header(headers, "lambda-extension-accept-feature").unwrap_or_default();
    if features.split(',').any(|feature| feature.trim() == "accountId")
        && let Some(members) = shown.as_object_mut()
    {
        members.insert("accountId".to_owned(), json!(function.account));
    }
    Ok(with_identifier(answer(StatusCode::OK, shown.to_string()), &id))
}

/// `GET /2020-01-01/extension/event/next`
pub(super) async fn next(instance: &Arc<Instance>, headers: &HeaderMap) -> Answer {
    let id = match identifier(headers) {
        Ok(id) => id,
        Err(refusal) => return extension_refused(refusal),
    };
    let next = instance.with_state(|state| {
        let next = state.extensions.next(id);
        state.check_init();
        next
    });
    let event = match next {
        Ok(Next::Now(event)) => Some(event),
        Ok(Next::Wait(event)) => event.await.ok(),
        Err(refusal) => return extension_refused(refusal),
    };
    match event {
        Some(event) => with_identifier(answer(StatusCode::OK, Bytes::from(event)), id),
        None => ending(),
    }
}

/// `POST /2020-01-01/extension/{init,exit}/error`
pub(super) async fn failed(instance: &Arc<Instance>, headers: &HeaderMap, body: Incoming, phase: &str) -> Answer {
    let id = match identifier(headers) {
        Ok(id) => id,
        Err(refusal) => return extension_refused(refusal),
    };
    let Some(kind) = header(headers, ERROR_TYPE) else {
        return extension_refused(ExtensionRefusal::MissingErrorType);
    };
    let Read::Whole(_) = read(body, BODY).await else {
        return extension_refused(ExtensionRefusal::InvalidRequest);
    };
    let platform = if phase == "init" { "Extension.InitError" } else { "Extension.ExitError" };
    tracing::debug!(kind, "an extension reported an error");
    match instance.with_state(|state| state.extensions.fail(id)) {
        Ok(()) => {
            instance.extension_failed(platform, 0);
            with_identifier(accepted(), id)
        }
        Err(refusal) => extension_refused(refusal),
    }
}
