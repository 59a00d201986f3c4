//! REST protocols: members in the path, the query string, headers, the status and the body.
//!
//! What lies around the body is the same for every REST protocol; the body's codec is a parameter of [`RestReader`] and
//! [`RestWriter`].

mod reader;
mod route;
mod values;
mod writer;

use std::borrow::Cow;

use bytes::Bytes;

use self::reader::RestReader;
pub use self::route::{Found, Labels, NoRoute, Route, Router};
use self::writer::RestWriter;
use crate::decode::checked;
use crate::response::identify;
use crate::{
    Body, DecodeError, JsonReader, JsonWriter, Location, Member, Payload, Protocol, Response, ServiceWire, Shape,
    Writer, XmlReader, XmlWriter,
};

/// A REST request's parts beside the body.
#[derive(Debug, Clone, Default)]
pub struct RestHead {
    /// What the path's labels stand for.
    pub labels: Labels,
    /// The query string as the client sent it.
    pub query: String,
    /// The headers.
    pub headers: http::HeaderMap,
}

/// An output in a REST protocol, without what the pipeline adds ([`respond_rest`]).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RestAnswer {
    /// The status, where the output says one; else it is the route's.
    pub status: Option<u16>,
    /// The headers that members make, in lower case.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body.
    pub body: Body,
}

/// Reads and checks an input from a REST request, by where each member lives.
///
/// - Labels, query parameters and headers are text: numbers, booleans (`true`, `false`) and timestamps are read from it
///   (any format; the model's own is what clients send), blobs and JSON values are base64. A text that is not what its
///   member wants is malformed.
/// - Lists are repeated parameters, or comma-separated headers; maps are the headers with a prefix, or the parameters
///   that no other member takes.
/// - The payload member is the body: bytes and text as they are, anything else through the protocol's codec. An empty
///   body is no payload, unless the member is required: then it is an empty one.
/// - All other members are members of the body's structure. An empty body is an empty structure; the body of an input
///   that has no such members is not looked at.
///
/// A payload on its way is for inputs that take it as it comes ([`Shape::STREAMS`]); any other finds an empty body.
///
/// In restXml, where the front of S3 has answers of its own, what is wrong in the head is [`DecodeError::Argument`], and a
/// body that is required and empty is [`DecodeError::NoBody`].
///
/// Protocols without a REST codec are [`DecodeError::Unsupported`].
pub fn decode_rest<T: Shape>(protocol: Protocol, head: &RestHead, body: impl Into<Payload>) -> Result<T, DecodeError> {
    let (bytes, stream) = match body.into() {
        Payload::Whole(bytes) => (bytes, None),
        Payload::Stream(stream) => (Bytes::new(), Some(stream)),
    };
    match protocol {
        Protocol::RestJson1 => {
            let mut reader = RestReader::<JsonReader<'_>>::new(head, &bytes, stream, T::XML)?;
            let value = T::read(&mut reader, Member::ROOT)?;
            checked(value, reader.finish()?)
        }
        Protocol::RestXml => {
            let mut reader = RestReader::<XmlReader<'_>>::new(head, &bytes, stream, T::XML)?;
            match T::read(&mut reader, Member::ROOT) {
                Ok(value) => checked(value, reader.finish()?),
                Err(malformed) => Err(reader.blame(malformed)),
            }
        }
        other => Err(DecodeError::Unsupported(other)),
    }
}

/// Writes an output as the parts of a REST answer.
///
/// - The `status_code` member is the status, header members are headers (timestamps as HTTP dates unless the model says
///   otherwise, lists with commas, blobs and JSON values in base64), an absent one is left out.
/// - The payload member is the body: bytes, text and streams as they are, anything else through the protocol's codec. An
///   absent one is an empty body.
/// - All other members make the body's structure; without any it is the empty structure (`{}`). The output `()` has an
///   empty body.
///
/// A payload says nothing about its media type: [`respond_rest`] calls it what the protocol's bodies are called, as Lambda
/// does for Invoke. Where that is wrong (a stream of events) a member bound to `Content-Type` says so.
///
/// In restXml the structure is an element called [`Shape::XML`], a payload's as its member is, with the service's namespace;
/// an output without members in the body has no body at all, and only an XML body is called one.
///
/// Protocols without a REST codec have no answer: [`decode_rest`] has refused their requests.
pub fn encode_rest<T: Shape>(wire: &ServiceWire, protocol: Protocol, output: &T) -> RestAnswer {
    if T::NAME.is_empty() {
        return RestAnswer::default();
    }
    let payload = T::MEMBERS.iter().find(|member| member.location == Location::Payload);
    let mut bytes = Vec::new();
    match protocol {
        Protocol::RestJson1 => {
            let mut answer = written(JsonWriter::new(&mut bytes), payload.is_some(), output);
            if answer.body == Body::default() {
                answer.body = Body::Bytes(bytes);
            }
            answer
        }
        Protocol::RestXml => {
            let root = payload.map_or(T::XML, |member| member.query);
            let writer = XmlWriter::document(&mut bytes, root, wire.xml_namespace);
            let mut answer = written(writer, payload.is_some(), output);
            // An answer's status is beside its body: the head of an object is no document.
            let is_xml = payload.is_some() || T::MEMBERS.iter().any(|member| member.location == Location::Body);
            if is_xml && !bytes.is_empty() {
                answer.headers.push((Cow::Borrowed("content-type"), protocol.content_type().to_owned()));
                answer.body = Body::Bytes(bytes);
            }
            answer
        }
        _ => RestAnswer::default(),
    }
}

fn written<T: Shape>(body: impl Writer, payload: bool, output: &T) -> RestAnswer {
    let mut writer = RestWriter::new(body, payload);
    output.write(&mut writer, Member::ROOT);
    writer.finish()
}

/// The answer around a REST output: the route's status unless the output has one, the request's id, and in restJson1 the
/// protocol's media type unless a member is the content type. An answer that HTTP gives no body (204, 304) has none.
pub fn respond_rest(protocol: Protocol, route_status: u16, answer: RestAnswer, request_id: &str) -> Response {
    let RestAnswer { status, mut headers, body } = answer;
    let status = status.unwrap_or(route_status);
    headers.reserve(3);
    identify(protocol, request_id, &mut headers);
    if protocol != Protocol::RestXml && !headers.iter().any(|(name, _)| name == "content-type") {
        headers.push((Cow::Borrowed("content-type"), protocol.content_type().to_owned()));
    }
    let body = if matches!(status, 204 | 304) { Body::default() } else { body };
    Response { status, headers, body }
}
