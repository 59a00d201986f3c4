//! Web requests that a service answers itself: not calls of an API's operation, but visits of a site it keeps, such as a
//! function's URL or a download of a function's code.
//!
//! They go through the same pipeline as every call: authorised, decided, settled, audited, under the name of an operation that
//! clients can't call by name ([`crate::Table::add_internal`]). Whether its caller must be known is the operation's word
//! ([`crate::Table::open_to_anonymous`]).

use std::borrow::Cow;

use bytes::Bytes;
use tradewind_wire::{CommonError, ErrorDocument, Protocol, Shape, Stream};

use crate::switchboard::Registered;

/// One line of a head.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// The name; in lower case in requests.
    #[shape(required)]
    pub name: String,
    /// The value.
    #[shape(required)]
    pub value: String,
}

/// A web request. Who makes it stands in the context.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Request {
    /// `GET`
    #[shape(required)]
    pub method: String,
    /// The path as the client wrote it, still percent-encoded: `/orders/7`.
    #[shape(required)]
    pub path: String,
    /// What follows the question mark, as the client wrote it; none without a question mark.
    pub query: Option<String>,
    /// The headers, in the order in which they came but for those of the same name, which follow each other. What is no UTF-8 is
    /// read as if it were, with replacement characters.
    pub headers: Vec<Header>,
    /// The whole body.
    pub body: Bytes,
    /// The client's address.
    pub source_ip: Option<String>,
    /// The `Host` the client called, with its port if it named one.
    #[shape(required)]
    pub host: String,
    /// `http`; `https` only from a proxy that says so in `X-Forwarded-Proto`.
    #[shape(required)]
    pub scheme: String,
    /// The version of HTTP, such as `HTTP/1.1`.
    #[shape(required)]
    pub protocol: String,
}

/// The answer to a web request. The door adds `x-amzn-requestid`, and leaves out what belongs to the connection rather than the
/// answer (`content-length`, `transfer-encoding`, `connection` ...) and lines that can't stand in a head.
#[derive(Shape, Debug, Clone, Default, PartialEq)]
pub struct Response {
    /// The status: 200 to 599; anything else is answered as 502.
    pub status: i32,
    /// The headers; names may stand twice.
    pub headers: Vec<Header>,
    /// The whole body; not looked at where there is a stream.
    pub body: Bytes,
    /// A body that is made while it is sent. What it depends on must have been settled by its producer: the pipeline settles
    /// before the head leaves, and sees no more of it.
    pub stream: Option<Stream>,
}

/// A web request on its way into the pipeline.
#[derive(Debug)]
pub struct Visit {
    /// The service that keeps the site.
    pub service: Registered,
    /// The internal operation that answers it.
    pub operation: &'static str,
    /// The request.
    pub request: Request,
    /// The account of the caller; the server's default one for callers that are not known.
    pub account: String,
    /// The region the site is in.
    pub region: String,
    /// Who calls, already authenticated.
    pub principal: crate::Principal,
    /// How the client addressed this server: `http://host:port`.
    pub endpoint: String,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// The client's `X-Amzn-Trace-Id`.
    pub trace: Option<String>,
}

impl Request {
    /// The value of the first header with this name, which must be given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name == name).map(|header| header.value.as_str())
    }
}

impl Header {
    /// A header.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Header {
        Header { name: name.into(), value: value.into() }
    }
}

impl Response {
    /// An answer without headers.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Response {
        Response { status: i32::from(status), headers: Vec::new(), body: body.into(), stream: None }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Response {
        self.headers.push(Header::new(name, value));
        self
    }

    /// An error of the pipeline, as function URLs tell theirs: `{"Message":"Forbidden"}`.
    pub fn refusal(error: &ErrorDocument) -> Response {
        let message = error.message.as_deref().unwrap_or(&error.code);
        let document = tradewind_wire::Document::from([("Message", message.into())]);
        Response::new(error.status_for(Protocol::RestJson1), document.to_json_vec())
            .header("content-type", "application/json")
            .header("x-amzn-errortype", error.code.clone())
    }

    /// The status as it is sent.
    pub fn sent_status(&self) -> u16 {
        u16::try_from(self.status).ok().filter(|status| (200..600).contains(status)).unwrap_or(502)
    }

    /// With the request's id, unless the service has named one itself.
    pub(crate) fn with_id(mut self, request_id: &str) -> Response {
        if !self.headers.iter().any(|header| header.name.eq_ignore_ascii_case("x-amzn-requestid")) {
            self.headers.push(Header::new("x-amzn-requestid", request_id));
        }
        self
    }
}

/// The refusal of a caller who is not known.
pub(crate) fn forbidden() -> ErrorDocument {
    ErrorDocument {
        code: Cow::Borrowed("AccessDeniedException"),
        status: 403,
        ..CommonError::AccessDenied("Forbidden".to_owned()).document()
    }
}
