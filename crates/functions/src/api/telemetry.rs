//! The Telemetry API, version 2022-07-01, and its predecessor, the Logs API, which is refused.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api-reference.html>

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use hyper::body::Incoming;

use super::answer::{Answer, answer, error, extension_refused};
use super::body::{Read, read};
use super::extensions::identifier;
use crate::instance::{ExtensionRefusal, Instance};
use crate::telemetry::Subscription;

/// Bytes of a subscription.
const BODY: usize = 64 * 1024;

/// `PUT /2022-07-01/telemetry`
pub(super) async fn subscribe(instance: &Arc<Instance>, headers: &HeaderMap, body: Incoming) -> Answer {
    let id = match identifier(headers) {
        Ok(id) => id,
        Err(refusal) => return extension_refused(refusal),
    };
    let Some(name) = instance.with_state(|state| state.extensions.name(id)) else {
        return extension_refused(ExtensionRefusal::UnknownIdentifier);
    };
    let Read::Whole(body) = read(body, BODY).await else {
        return extension_refused(ExtensionRefusal::InvalidRequest);
    };
    let subscription = match Subscription::read(&body) {
        Ok(subscription) => subscription,
        Err(wrong) => return error(StatusCode::BAD_REQUEST, "ValidationError", &wrong),
    };
    if instance.subscribe(&name, subscription) {
        return answer(StatusCode::OK, Bytes::from_static(b"\"OK\""));
    }
    let message = "Telemetry API subscription is closed already";
    error(StatusCode::FORBIDDEN, "Telemetry.SubscriptionClosed", message)
}

/// `/2020-08-15/logs`: superseded by the Telemetry API, which has all that it had.
pub(super) fn refuse_logs() -> Answer {
    error(
        StatusCode::BAD_REQUEST,
        "Logs.NotSupported",
        "Logs API is not supported; subscribe with the Telemetry API (PUT /2022-07-01/telemetry)",
    )
}
