//! Outputs and errors as HTTP responses.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha512};

use crate::error::write_error;
use crate::{Body, ErrorDocument, JsonWriter, Member, Protocol, Shape, XmlWriter};

/// What a protocol's answers need to know about a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceWire {
    /// The namespace before an error's name in `__type`: `com.amazonaws.sqs`. Empty for services that write bare names.
    pub error_namespace: &'static str,
    /// The member that holds an error's text: `message`, or `Message` in a few services.
    pub message_member: &'static str,
    /// The namespace of XML answers: `http://queue.amazonaws.com/doc/2012-11-05/`.
    pub xml_namespace: &'static str,
    /// Whether JSON errors carry their awsQuery code in `x-amzn-query-error`.
    pub query_compatible: bool,
}

impl ServiceWire {
    /// A JSON service that writes bare error names.
    pub const JSON: ServiceWire =
        ServiceWire { error_namespace: "", message_member: "message", xml_namespace: "", query_compatible: false };
}

/// An answer, ready for the socket.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Headers in lower case, `content-type` and `x-amzn-requestid` among them. Names that are not borrowed may come from
    /// a service's data and need not be valid.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body.
    pub body: Body,
}

impl Response {
    /// An answer without a body.
    pub fn new(status: u16, content_type: &'static str, request_id: &str) -> Self {
        let mut headers = Vec::with_capacity(4);
        identify(Protocol::AwsQuery, request_id, &mut headers);
        headers.push((Cow::Borrowed("content-type"), content_type.to_owned()));
        Self { status, headers, body: Body::default() }
    }

    /// Adds a header.
    pub fn header(&mut self, name: &'static str, value: String) {
        self.headers.push((Cow::Borrowed(name), value));
    }
}

/// The id of a request in the form its protocol's clients know: S3's has 16 digits and letters, all others are UUIDs.
pub fn request_id(protocol: Protocol, uuid: String) -> String {
    if protocol != Protocol::RestXml {
        return uuid;
    }
    // The digits that are all chance, from both ends.
    let digits = uuid.chars().take(8).chain(uuid.chars().skip(uuid.len().saturating_sub(8)));
    digits.map(|c| c.to_ascii_uppercase()).collect()
}

/// The `x-amz-id-2` of S3's answer to a request: at AWS which machine answered; here it follows from the request's id.
pub fn host_id(request_id: &str) -> String {
    let digest = Sha512::digest(request_id.as_bytes());
    STANDARD.encode(digest.get(..56).unwrap_or_default())
}

/// Adds the headers by which a request can be found again.
pub(crate) fn identify(protocol: Protocol, request_id: &str, headers: &mut Vec<(Cow<'static, str>, String)>) {
    if protocol == Protocol::RestXml {
        headers.push((Cow::Borrowed("x-amz-id-2"), host_id(request_id)));
        headers.push((Cow::Borrowed("x-amz-request-id"), request_id.to_owned()));
    } else {
        headers.push((Cow::Borrowed("x-amzn-requestid"), request_id.to_owned()));
    }
}

impl Protocol {
    /// The media type of answers.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::AwsJson10 => "application/x-amz-json-1.0",
            Self::AwsJson11 => "application/x-amz-json-1.1",
            Self::AwsQuery => "text/xml",
            Self::RestJson1 => "application/json",
            Self::RestXml => "application/xml",
            Self::RpcV2Cbor => "application/cbor",
        }
    }
}

/// An output's bytes, without what stands around them.
///
/// An operation without an output shape (`()`) has none, as in AWS's answers to JSON clients. Protocols without a codec
/// have none either: [`crate::decode`] has refused their requests.
pub fn encode<T: Shape>(protocol: Protocol, operation: &str, output: &T) -> Vec<u8> {
    let mut out = Vec::new();
    if T::NAME.is_empty() {
        return out;
    }
    match protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => output.write(&mut JsonWriter::new(&mut out), Member::ROOT),
        Protocol::AwsQuery => {
            let result = format!("{operation}Result");
            let mut writer = XmlWriter::new(&mut out);
            writer.open(&result);
            output.write(&mut writer, Member::ROOT);
            writer.close(&result);
        }
        Protocol::RestJson1 | Protocol::RestXml | Protocol::RpcV2Cbor => {}
    }
    out
}

/// The answer around an output's bytes. REST protocols have [`crate::respond_rest`].
pub fn respond(wire: &ServiceWire, protocol: Protocol, operation: &str, output: Vec<u8>, request_id: &str) -> Response {
    let mut response = Response::new(200, protocol.content_type(), request_id);
    response.body = Body::Bytes(match protocol {
        Protocol::AwsQuery => query_envelope(wire, operation, &output, request_id),
        _ => output,
    });
    response
}

/// The answer to a request that failed.
pub fn respond_error(wire: &ServiceWire, protocol: Protocol, error: &ErrorDocument, request_id: &str) -> Response {
    write_error(wire, protocol, error, request_id)
}

/// `<XResponse><XResult>...</XResult><ResponseMetadata>...</ResponseMetadata></XResponse>`
fn query_envelope(wire: &ServiceWire, operation: &str, result: &[u8], request_id: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(result.len() + 256);
    out.extend_from_slice(b"<?xml version=\"1.0\"?><");
    out.extend_from_slice(operation.as_bytes());
    out.extend_from_slice(b"Response xmlns=\"");
    out.extend_from_slice(wire.xml_namespace.as_bytes());
    out.extend_from_slice(b"\">");
    out.extend_from_slice(result);
    out.extend_from_slice(b"<ResponseMetadata><RequestId>");
    out.extend_from_slice(request_id.as_bytes());
    out.extend_from_slice(b"</RequestId></ResponseMetadata></");
    out.extend_from_slice(operation.as_bytes());
    out.extend_from_slice(b"Response>");
    out
}
