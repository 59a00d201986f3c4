//! Everything Parameter Store can answer instead of a result, in AWS's words.

use tradewind_cloud::{Denied, StoreFault};
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, ErrorDocument, Fault};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SsmError {
    /// No such parameter. AWS says nothing more.
    #[error("")]
    ParameterNotFound,
    /// The parameter has no such version or label.
    #[error("Systems Manager could not find version {version} of {name}. Verify the version and try again.")]
    VersionNotFound {
        /// The version or label.
        version: String,
        /// The parameter's name.
        name: String,
    },
    /// The parameter is there and must not be overwritten.
    #[error("The parameter already exists. To overwrite this value, set the overwrite option in the request to true.")]
    AlreadyExists,
    /// Another error of the model: its code and its whole text.
    #[error("{1}")]
    Coded(&'static str, String),
    /// KMS refused; its code and its text.
    #[error("{text} (Service: AWSKMS; Status Code: 400; Error Code: {code}; Request ID: {request}; Proxy: null)")]
    Kms {
        /// KMS's code.
        code: String,
        /// KMS's text.
        text: String,
        /// The id of the request.
        request: String,
    },
    /// The caller may not do that to a parameter of another account.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SsmError {
    /// An unacceptable input.
    pub(crate) fn invalid(text: impl Into<String>) -> SsmError {
        SsmError::Coded("ValidationException", text.into())
    }

    /// A part of AWS's interface this server does not have; `what` names it.
    pub(crate) fn not_built(what: &str) -> SsmError {
        SsmError::invalid(format!("{what} is not supported by this server yet."))
    }

    /// The parameter has no such version or label.
    pub(crate) fn no_version(name: &str, version: impl ToString) -> SsmError {
        SsmError::VersionNotFound { version: version.to_string(), name: name.to_owned() }
    }
}

impl ApiError for SsmError {
    fn code(&self) -> &str {
        match self {
            SsmError::ParameterNotFound => "ParameterNotFound",
            SsmError::VersionNotFound { .. } => "ParameterVersionNotFound",
            SsmError::AlreadyExists => "ParameterAlreadyExists",
            SsmError::Coded(code, _) => code,
            SsmError::Kms { code, .. } if code == "AccessDeniedException" => "AccessDeniedException",
            SsmError::Kms { .. } => "InvalidKeyId",
            SsmError::Denied(_) => "AccessDeniedException",
            SsmError::Store(error) if StoreFault::of(error).passing => "ServiceUnavailableException",
            SsmError::Store(_) => "InternalServerError",
        }
    }

    fn message(&self) -> String {
        match self {
            SsmError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let SsmError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if matches!(self, SsmError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        if let SsmError::Store(error) = self { StoreFault::of(error).status() } else { 400 }
    }

    fn to_document(&self) -> ErrorDocument {
        let text = self.message();
        let document = ErrorDocument::sender(self.code().to_owned(), text.clone());
        // Where AWS says nothing more, the member is not there.
        let message = (!text.is_empty()).then_some(text);
        // Three of the errors used here spell the member with a capital.
        let capital = matches!(self.code(), "InvalidFilterValue" | "InvalidNextToken" | "TooManyUpdates");
        let message_member = capital.then_some("Message");
        ErrorDocument { message, message_member, fault: self.fault(), status: self.status(), ..document }
    }
}
