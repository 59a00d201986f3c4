//! From bytes to a checked input, and from an output to bytes, by protocol.

use std::fmt;

use crate::{
    CommonError, Document, DocumentReader, DocumentWriter, ErrorDocument, JsonReader, JsonWriter, Malformed, Member,
    Notes, Path, QueryReader, Shape, Violation, Violations, Wanted, validation_message,
};

/// AWS's wire protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// `X-Amz-Target`, `application/x-amz-json-1.0`.
    AwsJson10,
    /// `X-Amz-Target`, `application/x-amz-json-1.1`.
    AwsJson11,
    /// A form in, XML out.
    AwsQuery,
    /// REST with JSON bodies.
    RestJson1,
    /// REST with XML bodies.
    RestXml,
    /// `/service/X/operation/Y` with CBOR bodies.
    RpcV2Cbor,
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AwsJson10 => "awsJson1_0",
            Self::AwsJson11 => "awsJson1_1",
            Self::AwsQuery => "awsQuery",
            Self::RestJson1 => "restJson1",
            Self::RestXml => "restXml",
            Self::RpcV2Cbor => "rpcv2Cbor",
        })
    }
}

/// Why there is no input.
#[derive(Debug, Clone, PartialEq)]
pub enum DecodeError {
    /// It can't be read: AWS's `SerializationException`.
    Malformed(Malformed),
    /// It was read and is not valid. A service may word this; [`validation_message`] is AWS's usual text.
    Violations(Vec<Violation>),
    /// A header or a query parameter that is not what its member wants, in restXml.
    Argument {
        /// The header's or the parameter's name.
        name: &'static str,
        /// What stood there.
        value: String,
        /// Why it can't be read.
        malformed: Malformed,
    },
    /// A body that is required and empty, in restXml.
    NoBody,
    /// The protocol has no codec yet.
    Unsupported(Protocol),
}

impl DecodeError {
    /// The error in AWS's usual words. A service may word violations itself before it comes to this.
    pub fn to_document(&self, protocol: Protocol) -> ErrorDocument {
        match self {
            Self::Malformed(malformed) => CommonError::Serialization(malformed.to_string()).document_for(protocol),
            Self::Violations(violations) => ErrorDocument::validation(violations),
            Self::Argument { name, value, .. } => ErrorDocument::sender("InvalidArgument", self.to_string())
                .with("ArgumentName", *name)
                .with("ArgumentValue", value.as_str()),
            Self::NoBody => ErrorDocument::sender("MissingRequestBodyError", self.to_string()),
            Self::Unsupported(_) => CommonError::NotSupported(self.to_string()).document_for(protocol),
        }
    }
}

impl From<Malformed> for DecodeError {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Violations(violations) => f.write_str(&validation_message(violations)),
            Self::Argument { name, malformed, .. } => match malformed {
                Malformed::Unexpected { wanted: Wanted::Integer | Wanted::Long, .. } | Malformed::OutOfRange(_) => {
                    write!(f, "Provided {name} not an integer or within integer range")
                }
                Malformed::Unexpected { wanted: Wanted::Boolean, .. } => {
                    write!(f, "Provided {name} must be 'true' or 'false'")
                }
                other => write!(f, "Invalid value for {name}: {other}"),
            },
            Self::NoBody => f.write_str("Request Body is empty"),
            Self::Unsupported(protocol) => write!(f, "The protocol {protocol} is not supported."),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Reads and checks an input from the body of a request. An empty JSON body is an input only where the operation has no
/// members. REST protocols need more than a body: [`crate::decode_rest`].
pub fn decode<T: Shape>(protocol: Protocol, body: &[u8]) -> Result<T, DecodeError> {
    match protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => {
            let mut reader = JsonReader::new(if body.is_empty() && T::MEMBERS.is_empty() { b"{}" } else { body })?;
            let value = T::read(&mut reader, Member::ROOT)?;
            checked(value, reader.finish()?)
        }
        Protocol::AwsQuery => {
            let mut reader = QueryReader::new(body)?;
            let value = T::read(&mut reader, Member::ROOT)?;
            checked(value, reader.finish())
        }
        Protocol::RestJson1 | Protocol::RestXml | Protocol::RpcV2Cbor => Err(DecodeError::Unsupported(protocol)),
    }
}

/// Reads and checks an input from a document, moving its text and bytes.
pub fn from_document<T: Shape>(document: Document) -> Result<T, DecodeError> {
    let mut reader = DocumentReader::new(document);
    let value = T::read(&mut reader, Member::ROOT)?;
    checked(value, reader.finish())
}

/// Writes a shape as a document.
pub fn to_document<T: Shape>(value: &T) -> Document {
    let mut writer = DocumentWriter::new();
    value.write(&mut writer, Member::ROOT);
    writer.finish()
}

/// Appends a shape as JSON.
pub fn to_json<T: Shape>(value: &T, out: &mut Vec<u8>) {
    value.write(&mut JsonWriter::new(out), Member::ROOT);
}

pub(crate) fn checked<T: Shape>(value: T, notes: Notes) -> Result<T, DecodeError> {
    let mut violations = Violations::new(notes);
    value.validate_members(&Path::ROOT, &mut violations);
    let found = violations.into_vec();
    if found.is_empty() { Ok(value) } else { Err(DecodeError::Violations(found)) }
}
