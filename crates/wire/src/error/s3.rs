//! Errors the S3 way: what the door's errors are called there, and how an error's body is written.
//!
//! Codes and texts follow <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>.

use std::borrow::Cow;

use super::common::CommonError;
use crate::{Document, ErrorDocument};

/// The error's code, status and text in S3.
pub(super) fn document(error: &CommonError) -> ErrorDocument {
    let (code, status, message): (&'static str, u16, Cow<'_, str>) = match error {
        CommonError::UnknownOperation { .. } => {
            ("MethodNotAllowed", 405, "The specified method is not allowed against this resource.".into())
        }
        CommonError::Serialization(_) => (
            "MalformedXML",
            400,
            "The XML you provided was not well-formed or did not validate against our published schema".into(),
        ),
        CommonError::Validation(text) => ("InvalidRequest", 400, text.into()),
        CommonError::MissingAuthenticationToken => ("AccessDenied", 403, "Access Denied".into()),
        CommonError::SignatureMismatch => (
            "SignatureDoesNotMatch",
            403,
            "The request signature we calculated does not match the signature you provided. Check your key and signing \
             method."
                .into(),
        ),
        CommonError::SignatureExpired(_) => (
            "RequestTimeTooSkewed",
            403,
            "The difference between the request time and the current time is too large.".into(),
        ),
        CommonError::InvalidScope(text) | CommonError::IncompleteSignature(text) => (
            "AuthorizationHeaderMalformed",
            400,
            format!("The authorization header is malformed; {}", text.trim_end()).into(),
        ),
        CommonError::UnknownAccessKey => (
            "InvalidAccessKeyId",
            403,
            "The AWS Access Key Id you provided does not exist in our records.".into(),
        ),
        CommonError::ExpiredToken => ("ExpiredToken", 400, "The provided token has expired.".into()),
        CommonError::RequestExpired => ("AccessDenied", 403, "Request has expired".into()),
        CommonError::MissingContentHash => ("InvalidRequest", 400, super::common::MISSING_CONTENT_HASH.into()),
        CommonError::AccessDenied(text) => ("AccessDenied", 403, text.into()),
        CommonError::Throttling => ("SlowDown", 503, "Please reduce your request rate.".into()),
        CommonError::RequestTooLarge(limit) => {
            let document = ErrorDocument::sender("MaxMessageLengthExceeded", "Your request was too big.");
            return document.with("MaxMessageLengthBytes", i64::try_from(*limit).unwrap_or(i64::MAX));
        }
        CommonError::InternalFailure => {
            ("InternalError", 500, "We encountered an internal error. Please try again.".into())
        }
        CommonError::ServiceUnavailable(text) => ("ServiceUnavailable", 503, text.into()),
        CommonError::NotSupported(text) => ("NotImplemented", 501, text.into()),
    };
    ErrorDocument::sender(code, message).with_status(status)
}

/// `<Error><Code>..</Code><Message>..</Message>...<RequestId>..</RequestId><HostId>..</HostId></Error>`
pub(super) fn body(error: &ErrorDocument, request_id: &str, host_id: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(384);
    out.extend_from_slice(crate::xml::DECLARATION);
    out.extend_from_slice(b"<Error>");
    element("Code", &error.code, &mut out);
    if let Some(message) = &error.message {
        element("Message", message, &mut out);
    }
    for (name, value) in &error.extra {
        match value {
            Document::String(text) => element(name, text, &mut out),
            Document::Null => {}
            other => element(name, &String::from_utf8_lossy(&other.to_json_vec()), &mut out),
        }
    }
    element("RequestId", request_id, &mut out);
    element("HostId", host_id, &mut out);
    out.extend_from_slice(b"</Error>");
    out
}

fn element(name: &str, text: &str, out: &mut Vec<u8>) {
    out.push(b'<');
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
    crate::xml::escape_s3_into(text, out);
    out.extend_from_slice(b"</");
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}
