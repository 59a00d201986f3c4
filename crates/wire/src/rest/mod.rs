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
use crate::{Body, DecodeError, JsonReader, JsonWriter, Location, Member, Protocol, Response, Shape};

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
/// Only restJson1 has a codec so far; other protocols are [`DecodeError::Unsupported`].
pub fn decode_rest<T: Shape>(protocol: Protocol, head: &RestHead, body: Bytes) -> Result<T, DecodeError> {
    match protocol {
        Protocol::RestJson1 => {
            let mut reader = RestReader::<JsonReader<'_>>::new(head, &body)?;
            let value = T::read(&mut reader, Member::ROOT)?;
            checked(value, reader.finish()?)
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
/// Protocols without a REST codec have no answer: [`decode_rest`] has refused their requests.
pub fn encode_rest<T: Shape>(protocol: Protocol, output: &T) -> RestAnswer {
    if T::NAME.is_empty() || protocol != Protocol::RestJson1 {
        return RestAnswer::default();
    }
    let mut bytes = Vec::new();
    let mut writer = RestWriter::new(JsonWriter::new(&mut bytes), has_payload::<T>());
    output.write(&mut writer, Member::ROOT);
    let mut answer = writer.finish();
    if answer.body == Body::default() {
        answer.body = Body::Bytes(bytes);
    }
    answer
}

/// The answer around a REST output: the route's status unless the output has one, the request's id, and the protocol's
/// media type unless a member is the content type. An answer that HTTP gives no body (204, 304) has none.
pub fn respond_rest(protocol: Protocol, route_status: u16, answer: RestAnswer, request_id: &str) -> Response {
    let RestAnswer { status, mut headers, body } = answer;
    let status = status.unwrap_or(route_status);
    headers.reserve(2);
    headers.push((Cow::Borrowed("x-amzn-requestid"), request_id.to_owned()));
    if !headers.iter().any(|(name, _)| name == "content-type") {
        headers.push((Cow::Borrowed("content-type"), protocol.content_type().to_owned()));
    }
    let body = if matches!(status, 204 | 304) { Body::default() } else { body };
    Response { status, headers, body }
}

fn has_payload<T: Shape>() -> bool {
    T::MEMBERS.iter().any(|member| member.location == Location::Payload)
}
