//! Everything STS can answer instead of a result.

use std::borrow::Cow;

use tradewind_policy::Malformed;
use tradewind_wire::{ApiError, ErrorDocument, Fault};

/// What went wrong, as AWS tells it.
#[derive(Debug, thiserror::Error)]
pub enum StsError {
    /// The caller may not have what it asks for.
    #[error("{0}")]
    AccessDenied(Cow<'static, str>),
    /// Input that is not well formed, or makes no sense.
    #[error("{0}")]
    Validation(Cow<'static, str>),
    /// A session policy that is not of the policy language.
    #[error("{0}")]
    MalformedPolicyDocument(#[from] Malformed),
    /// Session policies and tags together are too large, in percent of what there is room for.
    #[error("{0}")]
    PackedPolicyTooLarge(String),
    /// A parameter that is not built; the text names it.
    #[error("{0} is not supported.")]
    NotSupported(&'static str),
    /// IAM, or the sessions, did not answer.
    #[error("The request processing has failed because of an unknown error, exception or failure.")]
    Inside(#[source] Box<ErrorDocument>),
}

impl StsError {
    /// AWS's refusal of an action on a role.
    pub(crate) fn not_authorized(caller: &str, role_arn: &str) -> StsError {
        let text = format!("User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role_arn}");
        StsError::AccessDenied(text.into())
    }

    /// Something inside failed.
    pub(crate) fn inside(error: ErrorDocument) -> StsError {
        StsError::Inside(Box::new(error))
    }

    /// The shape's name, the code in the query protocol, and the status.
    fn codes(&self) -> (&'static str, &'static str, u16) {
        match self {
            StsError::AccessDenied(_) => ("AccessDeniedException", "AccessDenied", 403),
            StsError::Validation(_) => ("ValidationException", "ValidationError", 400),
            StsError::MalformedPolicyDocument(_) => {
                ("MalformedPolicyDocumentException", "MalformedPolicyDocument", 400)
            }
            StsError::PackedPolicyTooLarge(_) => ("PackedPolicyTooLargeException", "PackedPolicyTooLarge", 400),
            StsError::NotSupported(_) => ("NotImplementedException", "NotImplemented", 501),
            StsError::Inside(_) => ("InternalFailure", "InternalFailure", 500),
        }
    }
}

impl ApiError for StsError {
    fn code(&self) -> &str {
        self.codes().0
    }

    fn query_code(&self) -> Option<&str> {
        Some(self.codes().1)
    }

    fn message(&self) -> String {
        self.to_string()
    }

    fn fault(&self) -> Fault {
        if matches!(self, StsError::Inside(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        self.codes().2
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let StsError::Inside(error) = self { Some(error) } else { None }
    }
}
