//! What S3 says besides when it refuses a signature: what it has computed, which time it has, what a presigned URL lacks. Whoever
//! signs finds out by it what the two sides spell differently; no secret is in it.
//!
//! Codes and members follow <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html> and
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>.

use std::time::Duration;

use percent_encoding::percent_decode_str;
use tradewind_clock::Timestamp;

use super::canonical::{canonical_request, string_to_sign};
use super::claim::header_text;
use super::verify::{MAX_EXPIRES, MAX_SKEW};
use super::{ALGORITHM, Carrier, Claim, Credential, Request, UNSIGNED_PAYLOAD, date, mismatch};
use crate::{CommonError, ErrorDocument, Protocol};

/// S3's answer to a request of Signature Version 4 that was refused with `error`, for a service with this signing name.
pub fn explain(error: &CommonError, request: &Request<'_>, service: &str, now: Timestamp) -> ErrorDocument {
    let plain = error.document_for(Protocol::RestXml);
    let claim = Claim::of(request).ok().flatten();
    let in_query = !request.headers.contains_key(http::header::AUTHORIZATION);
    match (error, claim) {
        (CommonError::UnknownAccessKey, Some(claim)) => plain.with("AWSAccessKeyId", &*claim.credential.access_key),
        (CommonError::SignatureMismatch, Some(claim)) => claim.mismatch(request),
        (CommonError::RequestExpired, Some(claim)) => claim.expired(plain, now),
        (CommonError::SignatureExpired(_), Some(_)) if in_query => {
            ErrorDocument::sender("AccessDenied", "Request is not valid yet").with_status(403)
        }
        (CommonError::SignatureExpired(_), Some(claim)) => plain
            .with("RequestTime", claim.date)
            .with("ServerTime", now.iso8601_seconds())
            .with("MaxAllowedSkewMilliseconds", MAX_SKEW.as_millis().to_string()),
        (CommonError::AccessDenied(_), Some(claim)) => {
            plain.with("HeadersNotSigned", claim.not_signed(request).join(", "))
        }
        (CommonError::IncompleteSignature(_) | CommonError::InvalidScope(_), claim) => {
            match claim.map_or_else(Vec::new, |claim| claim.not_signed(request)).as_slice() {
                ["host", ..] => {
                    let text = "There were headers present in the request which were not signed";
                    ErrorDocument::sender("AccessDenied", text).with_status(403).with("HeadersNotSigned", "host")
                }
                _ if in_query => query_fault(request, service).unwrap_or(plain),
                _ => plain,
            }
        }
        _ => plain,
    }
}

impl Claim<'_> {
    fn mismatch(&self, request: &Request<'_>) -> ErrorDocument {
        let names: Vec<&str> = self.signed_headers.iter().map(String::as_str).collect();
        let hash = header_text(request, "x-amz-content-sha256").unwrap_or_else(|| UNSIGNED_PAYLOAD.to_owned());
        let canonical = canonical_request(request, &names, &hash, &self.credential.service);
        let signed = string_to_sign(request, &names, &hash, &self.date, &self.credential);
        mismatch(&self.credential.access_key, &signed, &self.signature, Some(&canonical))
    }

    fn expired(&self, plain: ErrorDocument, now: Timestamp) -> ErrorDocument {
        let Carrier::Query { expires } = self.carrier else { return plain };
        let end = date::parse(&self.date).map(|at| at.plus(Duration::from_secs(expires)).iso8601_seconds());
        let plain = plain.with("X-Amz-Expires", expires.to_string());
        plain.with("Expires", end.unwrap_or_default()).with("ServerTime", now.iso8601_seconds())
    }

    /// The headers that must be signed and are not.
    fn not_signed<'r>(&self, request: &Request<'r>) -> Vec<&'r str> {
        let signed = |name: &str| self.signed_headers.iter().any(|signed| signed == name);
        let names = request.headers.keys().map(http::HeaderName::as_str).filter(|name| name.starts_with("x-amz-"));
        ["host"].into_iter().chain(names).filter(|name| !signed(name)).collect()
    }
}

/// What is wrong with the parameters of a presigned URL.
fn query_fault(request: &Request<'_>, service: &str) -> Option<ErrorDocument> {
    let parameter = |name: &str| {
        let value = request.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
    };
    let fault = |text: String| ErrorDocument::sender("AuthorizationQueryParametersError", text);
    let needed = ["Algorithm", "Credential", "Signature", "Date", "SignedHeaders", "Expires"];
    let given = needed.map(|name| parameter(&["X-Amz-", name].concat()));
    let [Some(algorithm), Some(scope), Some(_), Some(date), Some(_), Some(expires)] = given else {
        let text = "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, \
                    X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
        return Some(fault(text.to_owned()));
    };
    if algorithm != ALGORITHM {
        return Some(fault(format!("X-Amz-Algorithm only supports \"{ALGORITHM}\"")));
    }
    let credential = |text: String| Some(fault(format!("Error parsing the X-Amz-Credential parameter; {text}")));
    if scope.split('/').count() < 5 {
        let text = "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
        return credential(text.to_owned());
    }
    let Some(claimed) = Credential::parse_scope(&scope) else {
        let terminal = scope.rsplit('/').next().unwrap_or_default();
        return credential(format!("incorrect terminal \"{terminal}\". This endpoint uses \"aws4_request\"."));
    };
    if date::parse(&date).is_none() {
        return Some(fault("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"".to_owned()));
    }
    if date.get(..8) != Some(&*claimed.date) {
        let text = format!("incorrect date \"{}\". This date is not the same as X-Amz-Date: \"{date}\".", claimed.date);
        return credential(text);
    }
    if claimed.service != service {
        let text = format!("incorrect service \"{}\". This endpoint belongs to \"{service}\".", claimed.service);
        return credential(text);
    }
    match expires.parse::<i64>() {
        Err(_) => Some(fault("X-Amz-Expires should be a number".to_owned())),
        Ok(seconds) if seconds < 0 => Some(fault("X-Amz-Expires must be non-negative".to_owned())),
        Ok(seconds) if u64::try_from(seconds).is_ok_and(|seconds| seconds > MAX_EXPIRES) => Some(fault(format!(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than \
             {MAX_EXPIRES} seconds"
        ))),
        Ok(_) => None,
    }
}
