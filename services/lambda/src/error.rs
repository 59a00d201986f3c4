//! Everything Lambda can answer instead of a result, in AWS's words.

use tradewind_cloud::{Denied, StoreFault};
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, Document, Fault};

use crate::api::ERRORS;
use crate::invoke::ledger::Throttle;

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LambdaError {
    /// No such function, version or alias; its ARN as it was looked for.
    #[error("Function not found: {0}")]
    NoFunction(String),
    /// Something else is not there; the whole text.
    #[error("{0}")]
    NotFound(String),
    /// The resource is there already, or its state does not allow the operation; the whole text.
    #[error("{0}")]
    Conflict(String),
    /// A change of the resource is under way; the whole text.
    #[error("{0}")]
    InUse(String),
    /// A parameter is not acceptable; the whole text.
    #[error("{0}")]
    InvalidParameter(String),
    /// A constraint of the model does not hold; the whole text.
    #[error("{0}")]
    Validation(String),
    /// The revision is not the one the client meant; the whole text.
    #[error("{0}")]
    Precondition(String),
    /// The body of the request has more bytes than this.
    #[error("Request must be smaller than {limit} bytes for the {operation} operation")]
    RequestEntityTooLarge {
        /// In bytes, as the request counts them.
        limit: usize,
        /// The operation.
        operation: &'static str,
    },
    /// The template of a version with SnapStart is still being initialised.
    #[error(
        "Lambda is initializing your function. It will be ready to invoke once your function state becomes active."
    )]
    SnapStartNotReady,
    /// All packages of the account and region would be more than they may be.
    #[error("Code storage limit exceeded.")]
    CodeStorageExceeded,
    /// Nothing is provisioned for the qualifier.
    #[error("No Provisioned Concurrency Config found for this function")]
    NothingProvisioned,
    /// The resource's policy would become too long.
    #[error("The final policy size ({size}) is bigger than the limit ({limit}).")]
    PolicyTooLong {
        /// In bytes.
        size: usize,
        /// In bytes.
        limit: usize,
    },
    /// An invocation's event has more bytes than this.
    #[error("Request must be smaller than {limit} bytes for the {operation} operation")]
    RequestTooLarge {
        /// In bytes.
        limit: usize,
        /// The operation.
        operation: &'static str,
    },
    /// An invocation's event or context is not what it should be; the whole text.
    #[error("{0}")]
    InvalidContent(String),
    /// As many invocations run as may.
    #[error("Rate Exceeded.")]
    Throttled(Throttle),
    /// The invocation belongs to a loop.
    #[error("{0}")]
    Recursive(&'static str),
    /// The function's runtime can't be run here; the whole text.
    #[error("{0}")]
    InvalidRuntime(String),
    /// The function's package can't be unpacked; the whole text.
    #[error("{0}")]
    InvalidZip(String),
    /// The caller may not do that to a resource of another account.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Something broke inside; the text is for the client.
    #[error("{0}")]
    Service(String),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LambdaError {
    /// An unacceptable parameter.
    pub(crate) fn invalid(text: impl Into<String>) -> LambdaError {
        LambdaError::InvalidParameter(text.into())
    }

    /// A part of AWS's interface this server does not have; `what` names it.
    pub(crate) fn not_built(what: &str) -> LambdaError {
        LambdaError::InvalidParameter(format!("{what} is not supported by this server yet."))
    }

    /// A resource that is not there, other than a function.
    pub(crate) fn not_found(text: impl Into<String>) -> LambdaError {
        LambdaError::NotFound(text.into())
    }

    /// A resource that is there already or is busy.
    pub(crate) fn conflict(text: impl Into<String>) -> LambdaError {
        LambdaError::Conflict(text.into())
    }

    /// Another revision than the client meant.
    pub(crate) fn precondition(text: impl Into<String>) -> LambdaError {
        LambdaError::Precondition(text.into())
    }

    /// A broken constraint in the words of the protocol's own validation, for what the model does not say.
    pub(crate) fn constraint(value: impl std::fmt::Display, member: &str, constraint: &str) -> LambdaError {
        LambdaError::Validation(format!(
            "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        ))
    }

    /// `User` or `Service`; errors of the protocol's front have neither.
    fn kind(&self) -> Option<&'static str> {
        match self {
            LambdaError::Validation(_) | LambdaError::Denied(_) | LambdaError::RequestEntityTooLarge { .. } => None,
            LambdaError::Service(_) | LambdaError::Store(_) => Some("Service"),
            _ => Some("User"),
        }
    }
}

impl ApiError for LambdaError {
    fn code(&self) -> &str {
        match self {
            LambdaError::NoFunction(_) | LambdaError::NotFound(_) => "ResourceNotFoundException",
            LambdaError::Conflict(_) => "ResourceConflictException",
            LambdaError::InUse(_) => "ResourceInUseException",
            LambdaError::InvalidParameter(_) => "InvalidParameterValueException",
            LambdaError::Validation(_) => "ValidationException",
            LambdaError::Precondition(_) => "PreconditionFailedException",
            LambdaError::RequestEntityTooLarge { .. } => "RequestEntityTooLargeException",
            LambdaError::SnapStartNotReady => "SnapStartNotReadyException",
            LambdaError::CodeStorageExceeded => "CodeStorageExceededException",
            LambdaError::NothingProvisioned => "ProvisionedConcurrencyConfigNotFoundException",
            LambdaError::PolicyTooLong { .. } => "PolicyLengthExceededException",
            LambdaError::RequestTooLarge { .. } => "RequestTooLargeException",
            LambdaError::InvalidContent(_) => "InvalidRequestContentException",
            LambdaError::Throttled(_) => "TooManyRequestsException",
            LambdaError::Recursive(_) => "RecursiveInvocationException",
            LambdaError::InvalidRuntime(_) => "InvalidRuntimeException",
            LambdaError::InvalidZip(_) => "InvalidZipFileException",
            LambdaError::Denied(_) => "AccessDeniedException",
            LambdaError::Service(_) | LambdaError::Store(_) => "ServiceException",
        }
    }

    fn message(&self) -> String {
        match self {
            LambdaError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let LambdaError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if self.status() < 500 { Fault::Sender } else { Fault::Receiver }
    }

    fn status(&self) -> u16 {
        match self {
            LambdaError::Store(error) => StoreFault::of(error).status(),
            LambdaError::Denied(_) => 403,
            LambdaError::RequestEntityTooLarge { .. } => 413,
            other => ERRORS.iter().find(|shape| shape.name == other.code()).map_or(400, |shape| shape.status),
        }
    }

    /// Some of the model's shapes write `Message`, the others `message`.
    fn message_member(&self) -> Option<&'static str> {
        ERRORS.iter().find(|shape| shape.name == self.code()).and_then(|shape| shape.message_member)
    }

    fn message_last(&self) -> bool {
        true
    }

    /// `retryAfterSeconds`: whoever is throttled may come again in a second.
    fn headers(&self) -> Vec<(&'static str, String)> {
        if let LambdaError::Throttled(_) = self { vec![("retry-after", "1".to_owned())] } else { Vec::new() }
    }

    fn extra(&self) -> Vec<(&'static str, Document)> {
        let mut members = Vec::new();
        if let LambdaError::Throttled(throttle) = self {
            members.push(("Reason", Document::String(throttle.reason().to_owned())));
        }
        members.extend(self.kind().map(|kind| ("Type", Document::String(kind.to_owned()))));
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_the_models() {
        let table = [
            (LambdaError::NoFunction(String::new()), 404),
            (LambdaError::conflict(""), 409),
            (LambdaError::invalid(""), 400),
            (LambdaError::precondition(""), 412),
            (LambdaError::Throttled(Throttle::Account), 429),
            (LambdaError::RequestTooLarge { limit: 1, operation: "" }, 413),
            (LambdaError::InvalidRuntime(String::new()), 502),
            (LambdaError::Service(String::new()), 500),
            (LambdaError::NothingProvisioned, 404),
        ];
        for (error, status) in table {
            assert_eq!(error.status(), status, "{}", error.code());
            assert!(ERRORS.iter().any(|shape| shape.name == error.code()), "{}", error.code());
        }
    }

    #[test]
    fn what_the_store_says_is_not_told_to_clients() {
        let error = LambdaError::from(StoreError::corrupt("/secret/path"));
        assert!(!error.message().contains("secret"));
        assert_eq!((error.code(), error.status()), ("ServiceException", 500));
    }
}
