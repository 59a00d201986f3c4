//! The Telemetry API and its predecessor, the Logs API: refused.
//!
//! Telemetry is delivered to a listener of the extension, by a connection that would have to be made inside the instance's own
//! network: there is no way into it from outside, which is its purpose. AWS names this answer for places that can't deliver; its
//! status there, 202, reads like a success, so it is not used.

use http::StatusCode;

use super::answer::{Answer, error};

/// The documented error's name.
pub(super) fn refuse(api: &str) -> Answer {
    error(StatusCode::BAD_REQUEST, &format!("{api}.NotSupported"), &format!("{api} API is not supported"))
}
