//! Everything KMS can answer instead of a result, in AWS's words.

use tradewind_cloud::{Denied, StoreFault};
use tradewind_store::StoreError;
use tradewind_wire::{ApiError, ErrorDocument, Fault};

/// What went wrong, as AWS tells it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum KmsError {
    /// No key of that ARN.
    #[error("Key '{0}' does not exist")]
    NoKey(String),
    /// No alias of that ARN.
    #[error("Alias {0} is not found.")]
    NoAlias(String),
    /// Not a key's id.
    #[error("Invalid keyId {0}")]
    InvalidKeyId(String),
    /// An ARN that names nothing in this region.
    #[error("Invalid arn {0}")]
    ForeignArn(String),
    /// Something else that is not there; the whole text.
    #[error("{0}")]
    NotFound(String),
    /// An ARN that can't be used there; the whole text.
    #[error("{0}")]
    InvalidArn(String),
    /// An alias of that ARN exists.
    #[error("An alias with the name {0} already exists")]
    AliasExists(String),
    /// A name no alias can have; the whole text.
    #[error("{0}")]
    InvalidAliasName(String),
    /// A reserved alias. AWS says nothing more.
    #[error("")]
    NotAuthorized,
    /// The key, by its ARN, is disabled.
    #[error("{0} is disabled.")]
    Disabled(String),
    /// The key, by its ARN, waits for its deletion.
    #[error("{0} is pending deletion.")]
    PendingDeletion(String),
    /// The key, by its ARN, does not wait for its deletion.
    #[error("{0} is not pending deletion.")]
    NotPendingDeletion(String),
    /// The ciphertext is none, or its encryption context is another one. AWS says nothing more.
    #[error("")]
    InvalidCiphertext,
    /// The ciphertext is another key's.
    #[error("The key ID in the request does not identify a CMK that can perform this operation.")]
    IncorrectKey,
    /// The ciphertext's key is not there.
    #[error(
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access."
    )]
    CiphertextKeyGone,
    /// The MAC is another one. AWS says nothing more.
    #[error("")]
    InvalidMac,
    /// The key is for something else.
    #[error("{arn} key usage is {usage} which is not valid for {operation}.")]
    InvalidUsage {
        /// The key's ARN.
        arn: String,
        /// What it is for.
        usage: &'static str,
        /// What was asked of it.
        operation: &'static str,
    },
    /// The algorithm is not one of the key's.
    #[error("Algorithm {algorithm} is incompatible with key spec {spec}.")]
    InvalidAlgorithm {
        /// What was asked for.
        algorithm: String,
        /// The key's spec.
        spec: &'static str,
    },
    /// What this key can't do, or this server; the whole text.
    #[error("{0}")]
    Unsupported(String),
    /// The input is not acceptable; the whole text.
    #[error("{0}")]
    Validation(String),
    /// A key policy that is none; the whole text.
    #[error("{0}")]
    MalformedPolicy(String),
    /// A quota is used up; the whole text.
    #[error("{0}")]
    LimitExceeded(String),
    /// A tag that can't be; the whole text.
    #[error("{0}")]
    Tag(String),
    /// A marker that is none of ours.
    #[error("Could not deserialize marker")]
    InvalidMarker,
    /// The key has no such grant.
    #[error("Grant ID {0} not found")]
    InvalidGrantId(String),
    /// A grant token that is none of ours.
    #[error("Invalid grant token")]
    InvalidGrantToken,
    /// All would have been well.
    #[error("The request would have succeeded, but the DryRun option is set.")]
    DryRun,
    /// What nobody may do to a key that AWS manages.
    #[error(
        "User: {principal} is not authorized to perform: {action} on resource: {arn} because no resource-based policy allows the {action} action"
    )]
    Managed {
        /// The caller's ARN.
        principal: String,
        /// The action.
        action: String,
        /// The key's ARN.
        arn: String,
    },
    /// The caller may not do that to a key of another account.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The store could not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl KmsError {
    /// An unacceptable input.
    pub(crate) fn invalid(text: impl Into<String>) -> KmsError {
        KmsError::Validation(text.into())
    }

    /// A part of AWS's interface this server does not have; `what` names it.
    pub(crate) fn not_built(what: &str) -> KmsError {
        KmsError::Unsupported(format!("{what} is not supported by this server yet."))
    }

    /// A member whose value the model allows and the service does not.
    pub(crate) fn constraint(value: &str, path: &str, constraint: &str) -> KmsError {
        KmsError::Validation(format!(
            "1 validation error detected: Value '{value}' at '{path}' failed to satisfy constraint: {constraint}"
        ))
    }
}

impl ApiError for KmsError {
    fn code(&self) -> &str {
        match self {
            KmsError::NoKey(_)
            | KmsError::NoAlias(_)
            | KmsError::InvalidKeyId(_)
            | KmsError::ForeignArn(_)
            | KmsError::NotFound(_) => "NotFoundException",
            KmsError::InvalidArn(_) => "InvalidArnException",
            KmsError::AliasExists(_) => "AlreadyExistsException",
            KmsError::InvalidAliasName(_) => "InvalidAliasNameException",
            KmsError::NotAuthorized => "NotAuthorizedException",
            KmsError::Disabled(_) => "DisabledException",
            KmsError::PendingDeletion(_) | KmsError::NotPendingDeletion(_) => "KMSInvalidStateException",
            KmsError::InvalidCiphertext => "InvalidCiphertextException",
            KmsError::IncorrectKey => "IncorrectKeyException",
            KmsError::InvalidMac => "KMSInvalidMacException",
            KmsError::InvalidUsage { .. } | KmsError::InvalidAlgorithm { .. } => "InvalidKeyUsageException",
            KmsError::Unsupported(_) => "UnsupportedOperationException",
            KmsError::Validation(_) => "ValidationException",
            KmsError::MalformedPolicy(_) => "MalformedPolicyDocumentException",
            KmsError::LimitExceeded(_) => "LimitExceededException",
            KmsError::Tag(_) => "TagException",
            KmsError::InvalidMarker => "InvalidMarkerException",
            KmsError::InvalidGrantId(_) => "InvalidGrantIdException",
            KmsError::InvalidGrantToken => "InvalidGrantTokenException",
            KmsError::DryRun => "DryRunOperationException",
            KmsError::CiphertextKeyGone | KmsError::Managed { .. } | KmsError::Denied(_) => "AccessDeniedException",
            KmsError::Store(error) if StoreFault::of(error).passing => "ServiceUnavailableException",
            KmsError::Store(_) => "KMSInternalException",
        }
    }

    fn message(&self) -> String {
        match self {
            KmsError::Store(error) => StoreFault::of(error).message.to_owned(),
            other => other.to_string(),
        }
    }

    fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let KmsError::Store(error) = self { Some(error) } else { None }
    }

    fn fault(&self) -> Fault {
        if matches!(self, KmsError::Store(_)) { Fault::Receiver } else { Fault::Sender }
    }

    fn status(&self) -> u16 {
        if let KmsError::Store(error) = self { StoreFault::of(error).status() } else { 400 }
    }

    fn to_document(&self) -> ErrorDocument {
        let text = self.message();
        let document = ErrorDocument::sender(self.code().to_owned(), text.clone());
        ErrorDocument {
            // Where AWS says nothing more, the member is not there.
            message: (!text.is_empty()).then_some(text),
            fault: self.fault(),
            status: self.status(),
            ..document
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_says_is_not_told_to_clients() {
        let error = KmsError::from(StoreError::corrupt("/secret/path"));
        assert!(!error.message().contains("secret"));
        assert_eq!((error.code(), error.status()), ("KMSInternalException", 500));
    }

    #[test]
    fn some_errors_say_nothing() {
        assert_eq!(KmsError::InvalidCiphertext.to_document().message, None);
        assert!(KmsError::IncorrectKey.to_document().message.is_some());
    }
}
