//! What a runtime is told about an invocation.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use tradewind_clock::{Random, Timestamp};

use crate::execution::Invocation;

const REQUEST_ID: HeaderName = HeaderName::from_static("lambda-runtime-aws-request-id");
const DEADLINE: HeaderName = HeaderName::from_static("lambda-runtime-deadline-ms");
const ARN: HeaderName = HeaderName::from_static("lambda-runtime-invoked-function-arn");
const TRACE: HeaderName = HeaderName::from_static("lambda-runtime-trace-id");
const CLIENT_CONTEXT: HeaderName = HeaderName::from_static("lambda-runtime-client-context");
const COGNITO: HeaderName = HeaderName::from_static("lambda-runtime-cognito-identity");
const TENANT: HeaderName = HeaderName::from_static("lambda-runtime-aws-tenant-id");

/// The headers of `next`'s answer.
pub(super) fn headers(invocation: &Invocation, trace: &str, deadline: Timestamp) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(DEADLINE, HeaderValue::from(deadline.as_millis()));
    let texts = [
        (REQUEST_ID, Some(invocation.request_id.as_str())),
        (ARN, Some(invocation.invoked_arn.as_str())),
        (TRACE, Some(trace)),
        (CLIENT_CONTEXT, invocation.client_context.as_deref()),
        (COGNITO, invocation.cognito_identity.as_deref()),
        (TENANT, invocation.tenant.as_deref()),
    ];
    for (name, text) in texts {
        if let Some(value) = text.and_then(value) {
            headers.insert(name, value);
        }
    }
    headers
}

/// JSON may hold line ends between its tokens, which a header can't.
fn value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().or_else(|| {
        let bytes: Vec<u8> = text.bytes().map(|byte| if byte < 0x20 || byte == 0x7f { b' ' } else { byte }).collect();
        HeaderValue::from_bytes(&bytes).ok()
    })
}

/// A trace header for an invocation that comes without one.
pub(super) fn new_trace(now: Timestamp, random: &Random) -> String {
    let (high, low, parent) = (random.next_u64() >> 32, random.next_u64(), random.next_u64());
    format!("Root=1-{:08x}-{high:08x}{low:016x};Parent={parent:016x};Sampled=0", now.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_absent_has_no_header_and_line_ends_become_spaces() {
        let invocation = Invocation {
            request_id: "id".to_owned(),
            invoked_arn: "arn:aws:lambda:eu-west-1:123456789012:function:f:live".to_owned(),
            client_context: Some("{\n\"a\":1}".to_owned()),
            ..Invocation::default()
        };
        let headers = headers(&invocation, "Root=1", Timestamp::from_millis(7));
        assert_eq!(headers[CLIENT_CONTEXT], "{ \"a\":1}");
        assert_eq!(headers[DEADLINE], "7");
        assert!(!headers.contains_key(COGNITO) && !headers.contains_key(TENANT));
    }

    #[test]
    fn a_new_trace_has_the_documented_form() {
        let trace = new_trace(Timestamp::from_secs(0x5759_e988), &Random::seeded(1));
        let parts: Vec<&str> = trace.split(';').collect();
        let root = parts[0].strip_prefix("Root=1-5759e988-").expect("the time in hexadecimal");
        assert_eq!((root.len(), parts[1].len(), parts[2]), (24, "Parent=".len() + 16, "Sampled=0"));
    }
}
