//! Signing, for tools, tests and calls to other servers.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tradewind_clock::Timestamp;

use super::canonical::string_to_sign;
use super::key::sha256_hex;
use super::{ALGORITHM, Credential, Request, SigningKey, UNSIGNED_PAYLOAD, date, is_s3};

/// Who signs, and for what.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The access key id.
    pub access_key: &'a str,
    /// The secret.
    pub secret: &'a str,
    /// The session token of temporary credentials.
    pub session_token: Option<&'a str>,
    /// The region.
    pub region: &'a str,
    /// The service's signing name.
    pub service: &'a str,
}

impl<'a> Signer<'a> {
    fn credential(&self, date: &str) -> Credential<'a> {
        Credential {
            access_key: self.access_key.into(),
            date: date.get(..8).unwrap_or_default().to_owned().into(),
            region: self.region.into(),
            service: self.service.into(),
        }
    }
}

/// The headers to add to a request: `x-amz-date`, the session token if there is one, and `authorization`.
///
/// Signs `host`, `content-type` and every `x-amz-*` header of the request beside those it adds.
pub fn sign(request: &Request<'_>, signer: &Signer<'_>, now: Timestamp) -> Vec<(&'static str, String)> {
    let date = date::compact(now);
    let credential = signer.credential(&date);
    let mut added = vec![("x-amz-date", date.clone())];
    added.extend(signer.session_token.map(|token| ("x-amz-security-token", token.to_owned())));
    let mut headers = request.headers.clone();
    for (name, value) in &added {
        if let Ok(value) = value.parse() {
            headers.insert(*name, value);
        }
    }
    let mut names: Vec<&str> = headers
        .keys()
        .map(http::HeaderName::as_str)
        .filter(|name| matches!(*name, "host" | "content-type") || name.starts_with("x-amz-"))
        .collect();
    names.sort_unstable();
    let payload_hash = match headers.get("x-amz-content-sha256").and_then(|value| value.to_str().ok()) {
        Some(given) => given.to_owned(),
        None => sha256_hex(request.body),
    };
    let complete = Request { headers: &headers, ..*request };
    let key = SigningKey::derive(signer.secret, &credential);
    let signature = hex::encode(key.sign(&string_to_sign(&complete, &names, &payload_hash, &date, &credential)));
    added.push((
        "authorization",
        format!(
            "{ALGORITHM} Credential={}/{}, SignedHeaders={}, Signature={signature}",
            signer.access_key,
            credential.scope(),
            names.join(";")
        ),
    ));
    added
}

/// The query of a presigned URL, good for this many seconds. Only `host` is signed.
pub fn presign(request: &Request<'_>, signer: &Signer<'_>, expires: u64, now: Timestamp) -> String {
    let date = date::compact(now);
    let credential = signer.credential(&date);
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut query = request.query.to_owned();
    let mut add = |name: &str, value: &str| {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(&format!("{name}={}", encode(value)));
    };
    add("X-Amz-Algorithm", ALGORITHM);
    add("X-Amz-Credential", &format!("{}/{}", signer.access_key, credential.scope()));
    add("X-Amz-Date", &date);
    add("X-Amz-Expires", &expires.to_string());
    add("X-Amz-SignedHeaders", "host");
    if let Some(token) = signer.session_token {
        add("X-Amz-Security-Token", token);
    }
    let payload_hash = if is_s3(signer.service) { UNSIGNED_PAYLOAD.to_owned() } else { sha256_hex(request.body) };
    let complete = Request { query: &query, ..*request };
    let key = SigningKey::derive(signer.secret, &credential);
    let signature = hex::encode(key.sign(&string_to_sign(&complete, &["host"], &payload_hash, &date, &credential)));
    format!("{query}&X-Amz-Signature={signature}")
}
