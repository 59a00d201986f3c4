//! Calls in the protocol awsQuery.

use std::fmt;

use bytes::Bytes;
use http::Method;
use http::header;

use crate::client::Server;
use crate::element::Element;

/// Why a server did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The error's code, where the server gave one: `ValidationError`.
    pub code: String,
    /// The text.
    pub message: String,
}

impl Refusal {
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Refusal {
        Refusal { code: code.into(), message: message.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code.as_str() {
            "" => f.write_str(&self.message),
            code => write!(f, "{code}: {}", self.message),
        }
    }
}

impl std::error::Error for Refusal {}

/// Calls an operation of a service that speaks awsQuery and reads its answer.
pub(crate) async fn call(
    server: &Server,
    (service, version): (&str, &str),
    operation: &str,
    parameters: &[(String, String)],
) -> Result<Element, Refusal> {
    let fixed = [("Action", operation), ("Version", version)];
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fixed).extend_pairs(parameters).finish();
    let headers = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded; charset=utf-8".to_owned())];
    let sent = server.send(Method::POST, "/", service, &headers, Bytes::from(form)).await;
    let answered = sent.map_err(|unanswered| Refusal::new("", unanswered.to_string()))?;
    let read = Element::read(&answered.body);
    let root = read.ok_or_else(|| Refusal::new("", format!("the answer ({}) can't be read", answered.status)))?;
    if answered.status.is_success() {
        return Ok(root);
    }
    let error = root.find("Error");
    let part = |name: &str| error.and_then(|error| error.text(name)).unwrap_or_default().to_owned();
    Err(Refusal { code: part("Code"), message: part("Message") })
}
