//! Answers to pages of allow-listed origins (cross-origin resource sharing).

use http::header::{self, HeaderValue};
use http::request::Parts;
use http::{Method, Response, StatusCode};

use super::answer::{Answer, Content};
use super::guard::Origins;
use super::head::{Head, text};

/// Headers of answers that scripts may read, beyond the few that are always readable.
const READABLE: HeaderValue =
    HeaderValue::from_static("x-amzn-requestid, x-amzn-errortype, x-amzn-query-error, x-amzn-errormessage, date");

/// Whether the request only asks what a page may do.
pub fn is_preflight(request: &Parts) -> bool {
    request.method == Method::OPTIONS
        && request.headers.contains_key(header::ORIGIN)
        && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a preflight; the guard has let the origin pass.
pub fn preflight(request: &Parts) -> Answer {
    let mut answer = Response::new(Content::default());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    let headers = answer.headers_mut();
    headers
        .insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, PUT, DELETE, HEAD, PATCH"));
    // Whoever may call may send any header: the page's origin was the question, not what it says.
    if let Some(wanted) = request.headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    if request.headers.contains_key("access-control-request-private-network") {
        headers.insert("access-control-allow-private-network", HeaderValue::from_static("true"));
    }
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    answer
}

/// Whether the page that sends this is of an allow-listed origin.
pub fn is_listed(head: &Head<'_>, origins: &Origins) -> bool {
    text(head.origin).is_some_and(|origin| origins.allows(origin))
}

/// Lets the page read the answer, if its origin is allow-listed.
pub fn share(answer: &mut Answer, origin: &HeaderValue, origins: &Origins) {
    if !text(Some(origin.as_bytes())).is_some_and(|origin| origins.allows(origin)) {
        return;
    }
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
}
