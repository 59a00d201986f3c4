//! Everything S3 can answer instead of a result.
//!
//! An error is a code with a status and a text, all of them AWS's, and members beside them (`BucketName`, `Key`). Constructors
//! are named after the codes, so that each text stands in one place.

mod codes;

use std::borrow::Cow;

use tradewind_cloud::{Context, StoreFault, web};
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Document, ErrorDocument, Fault, Protocol, Violation};

use crate::DEFINITION;

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug)]
pub struct S3Error(Box<Told>);

#[derive(Clone, Debug)]
struct Told {
    code: Cow<'static, str>,
    status: u16,
    message: Cow<'static, str>,
    extra: Vec<(&'static str, Document)>,
    headers: Vec<(&'static str, String)>,
    cause: Option<StoreError>,
}

impl S3Error {
    /// An error with this code, status and text.
    pub fn new(code: &'static str, status: u16, message: impl Into<Cow<'static, str>>) -> S3Error {
        S3Error(Box::new(Told {
            code: Cow::Borrowed(code),
            status,
            message: message.into(),
            extra: Vec::new(),
            headers: Vec::new(),
            cause: None,
        }))
    }

    /// The same error with a member after the text: `.with("BucketName", name)`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> S3Error {
        self.0.extra.push((name, Document::String(value.into())));
        self
    }

    /// The same error with a header; its name in lower case.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> S3Error {
        self.0.headers.push((name, value.into()));
        self
    }

    /// An error another service, or the stream of a body, has told.
    pub fn told(document: &ErrorDocument) -> S3Error {
        S3Error(Box::new(Told {
            code: document.code.clone(),
            status: document.status,
            message: document.message.clone().unwrap_or_default().into(),
            extra: document.extra.clone(),
            headers: document.headers.clone(),
            cause: None,
        }))
    }

    /// The error as an answer to a web request.
    pub(crate) fn page(&self, ctx: &Context) -> web::Response {
        let id = tradewind_wire::request_id(Protocol::RestXml, ctx.request_id().to_owned());
        let told = tradewind_wire::respond_error(&DEFINITION.wire(), Protocol::RestXml, &self.to_document(), &id);
        let status = told.status;
        let headers = told.headers.into_iter().map(|(name, value)| web::Header::new(name, value)).collect();
        web::Response { headers, ..web::Response::new(status, told.body.into_bytes().unwrap_or_default()) }
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// The text.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status
    }
}

impl std::fmt::Display for S3Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::error::Error for S3Error {}

impl From<StoreError> for S3Error {
    fn from(error: StoreError) -> S3Error {
        let fault = StoreFault::of(&error);
        let code = if fault.passing { "ServiceUnavailable" } else { "InternalError" };
        let mut told = S3Error::new(code, fault.status(), fault.message);
        told.0.cause = Some(error);
        told
    }
}

impl ApiError for S3Error {
    fn code(&self) -> &str {
        &self.0.code
    }

    fn message(&self) -> String {
        self.0.message.clone().into_owned()
    }

    fn fault(&self) -> Fault {
        if self.0.status >= 500 { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        self.0.status
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as _)
    }

    fn extra(&self) -> Vec<(&'static str, Document)> {
        self.0.extra.clone()
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        self.0.headers.clone()
    }
}

/// Words broken constraints: the shapes have none but `required`, and S3 has one answer for what is missing in a body.
pub(crate) fn word(found: &[Violation]) -> ErrorDocument {
    tracing::debug!(?found, "an input lacks what the model requires");
    S3Error::malformed_xml().to_document()
}
