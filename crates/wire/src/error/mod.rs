//! Errors as services raise them, and as protocols write them.

mod common;
mod encode;
mod s3;

use std::borrow::Cow;
use std::fmt;

pub use self::common::CommonError;
pub(crate) use self::encode::write_error;
use crate::{Document, Protocol, Violation, validation_message};

/// Whose fault an error is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The caller's: 4xx.
    Sender,
    /// The service's: 5xx.
    Receiver,
}

impl Fault {
    /// As awsQuery writes it: `Sender` or `Receiver`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sender => "Sender",
            Self::Receiver => "Receiver",
        }
    }
}

/// What a model says about one error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorShape {
    /// The shape's name: the code in JSON protocols.
    pub name: &'static str,
    /// The code in awsQuery; the shape's name where the model gives no other.
    pub query_code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The HTTP status in awsQuery.
    pub query_status: u16,
    /// Whose fault it is.
    pub fault: Fault,
    /// The member that holds the text, where it is not the service's usual one: `Message` in some of Lambda's errors.
    pub message_member: Option<&'static str>,
}

impl ErrorShape {
    /// An error that is the caller's fault.
    pub const fn sender(name: &'static str, query_code: &'static str, status: u16) -> Self {
        Self { name, query_code, status, query_status: status, fault: Fault::Sender, message_member: None }
    }

    /// An error that is the service's fault.
    pub const fn receiver(name: &'static str, query_code: &'static str, status: u16) -> Self {
        Self { name, query_code, status, query_status: status, fault: Fault::Receiver, message_member: None }
    }

    /// The same error with another HTTP status in awsQuery.
    pub const fn query_status(self, query_status: u16) -> Self {
        Self { query_status, ..self }
    }

    /// The same error with its text in another member.
    pub const fn message_member(self, member: &'static str) -> Self {
        Self { message_member: Some(member), ..self }
    }
}

/// An error a service raises. One enum a service implements it.
pub trait ApiError {
    /// The error shape's name, without a namespace: `QueueDoesNotExist`.
    fn code(&self) -> &str;

    /// The code in awsQuery, where it differs: `AWS.SimpleQueueService.NonExistentQueue`.
    fn query_code(&self) -> Option<&str> {
        None
    }

    /// The text for a human.
    fn message(&self) -> String;

    /// Whose fault it is.
    fn fault(&self) -> Fault {
        Fault::Sender
    }

    /// The HTTP status.
    fn status(&self) -> u16 {
        match self.fault() {
            Fault::Sender => 400,
            Fault::Receiver => 500,
        }
    }

    /// The HTTP status in awsQuery, where it differs.
    fn query_status(&self) -> Option<u16> {
        None
    }

    /// The namespace before the name in `__type`, where it is not the service's own: `com.amazon.coral.service`.
    fn namespace(&self) -> Option<&'static str> {
        None
    }

    /// What broke inside, where something did. The pipeline writes it to the log; it never reaches the client.
    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        None
    }

    /// Members beside the message.
    fn extra(&self) -> Vec<(&'static str, Document)> {
        Vec::new()
    }

    /// The member that holds the text, where it is not the service's usual one ([`crate::ServiceWire::message_member`]).
    fn message_member(&self) -> Option<&'static str> {
        None
    }

    /// Whether the text stands after the members of [`ApiError::extra`] and not before them.
    fn message_last(&self) -> bool {
        false
    }

    /// Headers that the error's members make, in lower case: `retry-after`. Only REST protocols have them.
    fn headers(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The error in its generic form.
    fn to_document(&self) -> ErrorDocument {
        ErrorDocument {
            code: Cow::Owned(self.code().to_owned()),
            query_code: self.query_code().map(|code| Cow::Owned(code.to_owned())),
            message: Some(self.message()),
            fault: self.fault(),
            status: self.status(),
            query_status: self.query_status(),
            namespace: self.namespace(),
            extra: self.extra(),
            message_member: self.message_member(),
            message_last: self.message_last(),
            headers: self.headers(),
        }
    }
}

/// An error in its generic, owned form: what crosses the switchboard.
///
/// In restJson1 the code is the header `x-amzn-errortype` and the body holds what the error's shape has, which differs from
/// shape to shape. Lambda's `{"Type":"User","Message":"Function not found: ..."}` is `extra: [("Type", "User")]`,
/// `message_member: Some("Message")` and `message_last: true`; the `Retry-After` of its TooManyRequestsException is in
/// `headers`.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorDocument {
    /// The error shape's name.
    pub code: Cow<'static, str>,
    /// The code in awsQuery, where it differs.
    pub query_code: Option<Cow<'static, str>>,
    /// The text for a human; `None` leaves the member out, as some of AWS's errors do.
    pub message: Option<String>,
    /// Whose fault it is.
    pub fault: Fault,
    /// The HTTP status.
    pub status: u16,
    /// The HTTP status in awsQuery, where it differs.
    pub query_status: Option<u16>,
    /// The namespace before the name in `__type`, where it is not the service's own.
    pub namespace: Option<&'static str>,
    /// Members beside the message.
    pub extra: Vec<(&'static str, Document)>,
    /// The member that holds the text, where it is not the service's usual one ([`crate::ServiceWire::message_member`]).
    pub message_member: Option<&'static str>,
    /// Whether the text stands after the members in `extra` and not before them.
    pub message_last: bool,
    /// Headers that the error's members make, in lower case: `retry-after`. Only REST protocols have them.
    pub headers: Vec<(&'static str, String)>,
}

impl ErrorDocument {
    /// An error by the model's entry for it.
    pub fn shaped(shape: &ErrorShape, message: impl Into<String>) -> Self {
        Self {
            code: Cow::Borrowed(shape.name),
            query_code: (shape.query_code != shape.name).then_some(Cow::Borrowed(shape.query_code)),
            message: Some(message.into()),
            fault: shape.fault,
            status: shape.status,
            query_status: Some(shape.query_status),
            namespace: None,
            extra: Vec::new(),
            message_member: shape.message_member,
            message_last: false,
            headers: Vec::new(),
        }
    }

    /// The caller's error with this code and text: status 400.
    pub fn sender(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            query_code: None,
            message: Some(message.into()),
            fault: Fault::Sender,
            status: 400,
            query_status: None,
            namespace: None,
            extra: Vec::new(),
            message_member: None,
            message_last: false,
            headers: Vec::new(),
        }
    }

    /// AWS's `ValidationException` for these violations.
    pub fn validation(violations: &[Violation]) -> Self {
        CommonError::Validation(validation_message(violations)).document()
    }

    /// Something broke inside; the text is for the operator and says what.
    pub fn internal_failure(message: &str) -> Self {
        Self { message: Some(message.to_owned()), ..CommonError::InternalFailure.document() }
    }

    /// The server can't serve at the moment; the text says why.
    pub fn service_unavailable(message: &str) -> Self {
        CommonError::ServiceUnavailable(message.to_owned()).document()
    }

    /// No such service or operation; the text names it.
    pub fn unknown_operation(message: &str) -> Self {
        Self { message: Some(message.to_owned()), ..Self::unknown_action("", "", Protocol::AwsJson11) }
    }

    /// The service has no such operation.
    pub fn unknown_action(operation: &str, version: &str, protocol: Protocol) -> Self {
        CommonError::UnknownOperation { operation: operation.to_owned(), version: version.to_owned() }
            .document_for(protocol)
    }

    /// The answer to a client whose body could not be read ([`crate::Stream`]), if that is what the error is.
    pub fn of_stream(error: &std::io::Error) -> Option<Self> {
        error.get_ref()?.downcast_ref::<Self>().cloned()
    }

    /// The error that ends the body of a request which is not what its head promised.
    pub fn into_stream_error(self) -> std::io::Error {
        std::io::Error::other(self)
    }

    /// The same with a member beside the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Document>) -> Self {
        self.extra.push((name, value.into()));
        self
    }

    /// The same with this status.
    #[must_use]
    pub fn with_status(self, status: u16) -> Self {
        Self { status, fault: if status >= 500 { Fault::Receiver } else { Fault::Sender }, ..self }
    }

    /// The HTTP status in this protocol.
    pub fn status_for(&self, protocol: Protocol) -> u16 {
        match self.query_status {
            Some(status) if protocol == Protocol::AwsQuery => status,
            _ => self.status,
        }
    }

    /// The code as awsQuery clients know it.
    pub fn query_code(&self) -> &str {
        self.query_code.as_deref().unwrap_or(&self.code)
    }
}

impl<E: ApiError> From<&E> for ErrorDocument {
    fn from(error: &E) -> Self {
        error.to_document()
    }
}

impl fmt::Display for ErrorDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        match &self.message {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ErrorDocument {}
