//! Error bodies and headers, by protocol.

use super::s3;
use crate::json::escape_into;
use crate::response::{host_id, identify};
use crate::xml;
use crate::{Body, ErrorDocument, Protocol, Response, ServiceWire};

/// An error as a response.
pub(crate) fn write_error(wire: &ServiceWire, protocol: Protocol, error: &ErrorDocument, request_id: &str) -> Response {
    match protocol {
        Protocol::RestXml => {
            let mut response = Response { status: error.status, ..Response::default() };
            identify(protocol, request_id, &mut response.headers);
            response.header("content-type", protocol.content_type().to_owned());
            error.headers.iter().for_each(|(name, value)| response.header(name, value.clone()));
            response.body = Body::Bytes(s3::body(error, request_id, &host_id(request_id)));
            response
        }
        Protocol::AwsQuery => {
            let mut response = Response::new(error.status_for(protocol), "text/xml", request_id);
            response.body = Body::Bytes(query_error_body(wire, error, request_id));
            response
        }
        _ => {
            let mut response = Response::new(error.status_for(protocol), protocol.content_type(), request_id);
            if protocol == Protocol::RestJson1 {
                response.header("x-amzn-errortype", error.code.clone().into_owned());
                error.headers.iter().for_each(|(name, value)| response.header(name, value.clone()));
            } else if wire.query_compatible {
                response.header("x-amzn-query-error", format!("{};{}", error.query_code(), error.fault.as_str()));
            }
            let mut body = Vec::new();
            json_body(wire, protocol, error, &mut body);
            response.body = Body::Bytes(body);
            response
        }
    }
}

/// `{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"..."}`
fn json_body(wire: &ServiceWire, protocol: Protocol, error: &ErrorDocument, out: &mut Vec<u8>) {
    out.push(b'{');
    if protocol != Protocol::RestJson1 {
        out.extend_from_slice(b"\"__type\":");
        let namespace =
            if wire.error_namespace.is_empty() { "" } else { error.namespace.unwrap_or(wire.error_namespace) };
        if namespace.is_empty() {
            escape_into(&error.code, out);
        } else {
            escape_into(&format!("{namespace}#{}", error.code), out);
        }
    }
    if !error.message_last {
        message(wire, error, out);
    }
    for (name, value) in &error.extra {
        separate(out);
        escape_into(name, out);
        out.push(b':');
        value.to_json(out);
    }
    if error.message_last {
        message(wire, error, out);
    }
    out.push(b'}');
}

/// `"message":"..."`
fn message(wire: &ServiceWire, error: &ErrorDocument, out: &mut Vec<u8>) {
    if let Some(message) = &error.message {
        separate(out);
        escape_into(error.message_member.unwrap_or(wire.message_member), out);
        out.push(b':');
        escape_into(message, out);
    }
}

fn separate(out: &mut Vec<u8>) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
}

/// `<ErrorResponse><Error>...</Error><RequestId>...</RequestId></ErrorResponse>`
fn query_error_body(wire: &ServiceWire, error: &ErrorDocument, request_id: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(320);
    out.extend_from_slice(b"<?xml version=\"1.0\"?><ErrorResponse xmlns=\"");
    xml::escape_into(wire.xml_namespace, &mut out);
    out.extend_from_slice(b"\"><Error><Type>");
    out.extend_from_slice(error.fault.as_str().as_bytes());
    out.extend_from_slice(b"</Type><Code>");
    xml::escape_into(error.query_code(), &mut out);
    out.extend_from_slice(b"</Code>");
    if let Some(message) = &error.message {
        out.extend_from_slice(b"<Message>");
        xml::escape_into(message, &mut out);
        out.extend_from_slice(b"</Message>");
    }
    out.extend_from_slice(b"<Detail/></Error><RequestId>");
    xml::escape_into(request_id, &mut out);
    out.extend_from_slice(b"</RequestId></ErrorResponse>");
    out
}
