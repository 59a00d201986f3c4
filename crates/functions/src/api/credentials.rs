//! Credentials for SDKs that ask for them by `AWS_CONTAINER_CREDENTIALS_FULL_URI`, so that a long-lived instance can renew them.

use http::header::AUTHORIZATION;
use http::{HeaderMap, StatusCode};
use serde_json::json;

use super::answer::{Answer, answer, error};
use crate::instance::Instance;

/// As the container credentials provider of the SDKs reads them.
pub(super) fn give(instance: &Instance, headers: &HeaderMap) -> Answer {
    let shown = headers.get(AUTHORIZATION).map(|value| value.as_bytes()).unwrap_or_default();
    if !same(shown, instance.token().0.as_bytes()) {
        return error(
            StatusCode::FORBIDDEN,
            "InvalidToken",
            "The Authorization header does not hold this instance's token",
        );
    }
    let credentials = instance.renewed_credentials();
    let body = json!({
        "AccessKeyId": credentials.access_key_id,
        "SecretAccessKey": credentials.secret_access_key,
        "Token": credentials.session_token,
        "Expiration": credentials.expiration.iso8601_seconds(),
    });
    answer(StatusCode::OK, body.to_string())
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}
