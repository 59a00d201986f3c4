//! The errors every service shares: raised by the door, before a service sees the request.
//!
//! Texts follow <https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html> and the services'
//! "Common Errors" pages.

use std::borrow::Cow;

use crate::{ErrorDocument, Fault, Protocol};

/// The text for a signature that does not match.
const SIGNATURE_MISMATCH: &str = "The request signature we calculated does not match the signature you provided. \
Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/// The text for a signature without the body's hash.
pub(super) const MISSING_CONTENT_HASH: &str = "Missing required header for this request: x-amz-content-sha256";

/// An error that is not any one service's.
#[derive(Debug, Clone, PartialEq)]
pub enum CommonError {
    /// No such operation, by its name (`Target` or `Action`) and the API version the client asked for.
    UnknownOperation {
        /// What was asked for.
        operation: String,
        /// The `Version` parameter of an awsQuery request.
        version: String,
    },
    /// The body can't be read.
    Serialization(String),
    /// The input is not valid.
    Validation(String),
    /// The request is not signed.
    MissingAuthenticationToken,
    /// The signature is not this request's.
    SignatureMismatch,
    /// The signature's date is out of bounds; the text names the bounds.
    SignatureExpired(String),
    /// The signature is for another day, service or host than the request; the text says which.
    InvalidScope(String),
    /// The access key is not known, or its session token is not one of this server's.
    UnknownAccessKey,
    /// The temporary credentials were good once and are not any more.
    ExpiredToken,
    /// The signature lacks a part or one is not readable; the text says which.
    IncompleteSignature(String),
    /// A presigned request was used too late.
    RequestExpired,
    /// The request's signature says nothing about its body.
    MissingContentHash,
    /// The principal may not do this; the text names principal, action and resource.
    AccessDenied(String),
    /// Too many requests.
    Throttling,
    /// The body is larger than the door takes, in bytes.
    RequestTooLarge(u64),
    /// Something broke inside; the cause is in the log, not in the answer.
    InternalFailure,
    /// Not able to serve at the moment; the text says why.
    ServiceUnavailable(String),
    /// A part of AWS that is not built; the text names it.
    NotSupported(String),
}

impl CommonError {
    /// The error in its generic form, worded as JSON services word it.
    pub fn document(&self) -> ErrorDocument {
        self.worded(false)
    }

    /// The error in its generic form, worded as this protocol's services word it.
    pub fn document_for(&self, protocol: Protocol) -> ErrorDocument {
        if protocol == Protocol::RestXml {
            return super::s3::document(self);
        }
        let document = self.worded(protocol == Protocol::AwsQuery);
        if protocol != Protocol::RestJson1 {
            return document;
        }
        let status = match self {
            Self::UnknownOperation { .. } => 404,
            // The front of REST services refuses with 403, as that of query services does.
            _ => document.query_status.unwrap_or(document.status),
        };
        ErrorDocument { status, ..document }
    }

    fn worded(&self, query: bool) -> ErrorDocument {
        let (code, query_code, status) = self.codes();
        ErrorDocument {
            code: Cow::Borrowed(code),
            query_code: (code != query_code).then_some(Cow::Borrowed(query_code)),
            message: self.message(query),
            fault: if status >= 500 { Fault::Receiver } else { Fault::Sender },
            status,
            query_status: self.query_status(),
            namespace: Some("com.amazon.coral.service"),
            extra: Vec::new(),
            message_member: None,
            message_last: false,
            headers: Vec::new(),
        }
    }

    /// The code in JSON protocols, the code in awsQuery, and the status in JSON protocols.
    fn codes(&self) -> (&'static str, &'static str, u16) {
        match self {
            Self::UnknownOperation { .. } => ("UnknownOperationException", "InvalidAction", 400),
            Self::Serialization(_) => ("SerializationException", "MalformedInput", 400),
            Self::Validation(_) => ("ValidationException", "ValidationError", 400),
            Self::MissingAuthenticationToken => {
                ("MissingAuthenticationTokenException", "MissingAuthenticationToken", 400)
            }
            Self::SignatureMismatch | Self::SignatureExpired(_) | Self::InvalidScope(_) => {
                ("InvalidSignatureException", "SignatureDoesNotMatch", 400)
            }
            Self::UnknownAccessKey => ("UnrecognizedClientException", "InvalidClientTokenId", 400),
            Self::ExpiredToken => ("ExpiredTokenException", "ExpiredToken", 400),
            Self::IncompleteSignature(_) => ("IncompleteSignatureException", "IncompleteSignature", 400),
            Self::RequestExpired => ("RequestExpired", "RequestExpired", 400),
            Self::MissingContentHash => ("InvalidRequest", "InvalidRequest", 400),
            Self::AccessDenied(_) => ("AccessDeniedException", "AccessDenied", 400),
            Self::Throttling => ("ThrottlingException", "Throttling", 400),
            Self::RequestTooLarge(_) => ("RequestEntityTooLargeException", "RequestEntityTooLarge", 413),
            Self::InternalFailure => ("InternalFailure", "InternalFailure", 500),
            Self::ServiceUnavailable(_) => ("ServiceUnavailableException", "ServiceUnavailable", 503),
            Self::NotSupported(_) => ("NotImplementedException", "NotImplemented", 501),
        }
    }

    /// awsQuery services answer failed authentication with 403, JSON services with 400.
    fn query_status(&self) -> Option<u16> {
        match self {
            Self::MissingAuthenticationToken
            | Self::SignatureMismatch
            | Self::SignatureExpired(_)
            | Self::InvalidScope(_)
            | Self::UnknownAccessKey
            | Self::ExpiredToken
            | Self::AccessDenied(_) => Some(403),
            _ => None,
        }
    }

    fn message(&self, query: bool) -> Option<String> {
        Some(match self {
            // A JSON service names no text for an operation it does not know; a query service does.
            Self::UnknownOperation { operation, .. } if !query => {
                format!("The operation {operation} is not known.")
            }
            Self::UnknownOperation { operation, version } => {
                format!("The action {operation} is not valid for this endpoint. (version {version})")
            }
            Self::Serialization(text)
            | Self::Validation(text)
            | Self::SignatureExpired(text)
            | Self::InvalidScope(text)
            | Self::IncompleteSignature(text)
            | Self::AccessDenied(text)
            | Self::ServiceUnavailable(text)
            | Self::NotSupported(text) => text.clone(),
            Self::MissingAuthenticationToken if query => "Request is missing Authentication Token".to_owned(),
            Self::MissingAuthenticationToken => "Missing Authentication Token".to_owned(),
            Self::SignatureMismatch => SIGNATURE_MISMATCH.to_owned(),
            Self::UnknownAccessKey => "The security token included in the request is invalid.".to_owned(),
            Self::ExpiredToken => "The security token included in the request is expired".to_owned(),
            Self::RequestExpired => "Request has expired.".to_owned(),
            Self::MissingContentHash => MISSING_CONTENT_HASH.to_owned(),
            Self::Throttling => "Rate exceeded".to_owned(),
            Self::RequestTooLarge(limit) => format!("The request is larger than {limit} bytes."),
            Self::InternalFailure => {
                "The request processing has failed because of an unknown error, exception or failure.".to_owned()
            }
        })
    }
}
