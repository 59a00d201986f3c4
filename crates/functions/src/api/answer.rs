//! Answers of the APIs an instance calls.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::Full;
use serde_json::json;

use crate::instance::{ExtensionRefusal, Refusal};

pub(super) type Answer = Response<Full<Bytes>>;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// What AWS calls its error type in a response's headers.
pub(super) const ERROR_TYPE: HeaderName = HeaderName::from_static("lambda-runtime-function-error-type");

pub(super) fn answer(status: StatusCode, body: impl Into<Bytes>) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, JSON);
    answer
}

/// `{"status":"OK"}` with 202: taken.
pub(super) fn accepted() -> Answer {
    answer(StatusCode::ACCEPTED, Bytes::from_static(b"{\"status\":\"OK\"}\n"))
}

pub(super) fn error(status: StatusCode, kind: &str, message: &str) -> Answer {
    answer(status, json!({"errorMessage": message, "errorType": kind}).to_string())
}

/// The path is not one of the APIs'.
pub(super) fn not_found() -> Answer {
    error(StatusCode::NOT_FOUND, "InvalidRequest", "404 page not found")
}

/// The path is there, the method is not.
pub(super) fn wrong_method() -> Answer {
    error(StatusCode::METHOD_NOT_ALLOWED, "InvalidRequest", "405 method not allowed")
}

pub(super) fn refused(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::InvalidRequestId => error(StatusCode::BAD_REQUEST, "InvalidRequestID", "Invalid request ID"),
        Refusal::Transition { from, to } => error(
            StatusCode::FORBIDDEN,
            "InvalidStateTransition",
            &format!("State transition from {from} to {to} failed for runtime. Error: State transition is not allowed"),
        ),
        Refusal::Ending => ending(),
    }
}

/// 500 is AWS's "container error, non-recoverable: exit promptly".
pub(super) fn ending() -> Answer {
    error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "The execution environment is shutting down")
}

pub(super) fn extension_refused(refusal: ExtensionRefusal) -> Answer {
    let bad = StatusCode::BAD_REQUEST;
    let forbidden = StatusCode::FORBIDDEN;
    match refusal {
        ExtensionRefusal::MissingName => {
            error(forbidden, "Extension.InvalidExtensionName", "Missing Lambda-Extension-Name header")
        }
        ExtensionRefusal::InvalidEventType => error(bad, "Extension.InvalidEventType", "Invalid event type"),
        ExtensionRefusal::InvalidRequest => error(bad, "InvalidRequestFormat", "Invalid request body"),
        ExtensionRefusal::AlreadyRegistered => {
            error(forbidden, "Extension.AlreadyRegistered", "An extension of this name is registered already")
        }
        ExtensionRefusal::TooMany => error(forbidden, "Extension.TooManyExtensions", "Extension limit (10) reached"),
        ExtensionRefusal::Closed => {
            error(forbidden, "Extension.RegistrationClosed", "Extension registration closed already")
        }
        ExtensionRefusal::MissingIdentifier => {
            error(forbidden, "Extension.MissingExtensionIdentifier", "Missing Lambda-Extension-Identifier header")
        }
        ExtensionRefusal::InvalidIdentifier => {
            error(forbidden, "Extension.InvalidExtensionIdentifier", "Invalid Lambda-Extension-Identifier")
        }
        ExtensionRefusal::UnknownIdentifier => {
            error(forbidden, "Extension.UnknownExtensionIdentifier", "Unknown Lambda-Extension-Identifier")
        }
        ExtensionRefusal::MissingErrorType => {
            error(bad, "Extension.MissingHeader", "Missing Lambda-Extension-Function-Error-Type header")
        }
        ExtensionRefusal::Ending => ending(),
    }
}
