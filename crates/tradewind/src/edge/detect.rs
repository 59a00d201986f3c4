//! Which service, which operation, which protocol?
//!
//! JSON requests say it in `X-Amz-Target: <prefix>.<operation>`. Query requests name the operation in the form's `Action` (in
//! the body, or in the query string of a GET) and the service, in this order, by the credential scope, the host
//! (`sqs.us-east-1.amazonaws.com`), a path that is a queue's (`/<account>/<name>`), or the `Version`. REST requests have been
//! told apart before ([`super::routes`]).

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use tradewind_cloud::Definition;
use tradewind_wire::sigv4::Credential;
use tradewind_wire::{CommonError, ErrorDocument, Fault, Protocol, ServiceWire};

use super::absent::{self, Absent};
use super::form;
use super::head::{Head, text};
use super::host::Labels;
use crate::config::is_account;

/// What a request is about.
#[derive(Debug)]
pub struct Found {
    /// Index of the service among those that are there.
    pub service: usize,
    /// The operation named; may be one the service does not have.
    pub operation: String,
    /// The protocol spoken.
    pub protocol: Protocol,
    /// The payload: the body, or for the query protocol the whole form.
    pub payload: Bytes,
    /// What the path's labels stand for, in a REST protocol.
    pub labels: Option<tradewind_wire::Labels>,
}

/// An answer that is given without a service.
#[derive(Debug)]
pub struct Refusal {
    /// The error.
    pub error: ErrorDocument,
    /// How it is written.
    pub protocol: Protocol,
    /// The service's way of writing errors, if the service is known.
    pub wire: ServiceWire,
}

/// A request, as far as detection looks at it.
#[derive(Debug)]
pub struct Question<'a> {
    /// The method.
    pub method: &'a Method,
    /// The path and the query string.
    pub uri: &'a Uri,
    /// All headers.
    pub headers: &'a HeaderMap,
    /// The headers that count.
    pub head: &'a Head<'a>,
    /// Who it says signed it.
    pub credential: Option<&'a Credential<'a>>,
}

/// Namespace of error answers where no service is known, as AWS's common query front has it.
const COMMON_XML: ServiceWire =
    ServiceWire { xml_namespace: "http://webservices.amazon.com/AWSFault/2005-15-09", ..ServiceWire::JSON };

impl Refusal {
    /// An error in the protocol the client seems to speak.
    pub fn new(error: &CommonError, protocol: Protocol) -> Box<Refusal> {
        Box::new(Refusal { error: error.document_for(protocol), protocol, wire: common_wire(protocol) })
    }

    /// An error with a status, code and text of its own.
    pub fn custom(status: u16, code: &'static str, message: String, protocol: Protocol) -> Box<Refusal> {
        let fault = if status >= 500 { Fault::Receiver } else { Fault::Sender };
        let error = ErrorDocument { status, fault, ..ErrorDocument::sender(code, message) };
        Box::new(Refusal { error, protocol, wire: common_wire(protocol) })
    }

    /// An error of the door, written as the service writes its own.
    pub fn of(definition: &Definition, error: &CommonError, protocol: Protocol) -> Box<Refusal> {
        Refusal::document(definition, error.document_for(protocol), protocol)
    }

    /// Any error, written as the service writes its own.
    pub fn document(definition: &Definition, error: ErrorDocument, protocol: Protocol) -> Box<Refusal> {
        Box::new(Refusal { error, protocol, wire: definition.wire() })
    }
}

fn common_wire(protocol: Protocol) -> ServiceWire {
    if is_xml(protocol) { COMMON_XML } else { ServiceWire::JSON }
}

fn is_xml(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::AwsQuery | Protocol::RestXml)
}

/// The protocol in which a client that has not been understood yet is told so.
pub fn seeming_protocol(head: &Head<'_>) -> Protocol {
    match (json_version(head), head.target) {
        (Some(protocol), _) => protocol,
        (None, Some(_)) => Protocol::AwsJson10,
        (None, None) => match media_type(head) {
            Some("application/json") => Protocol::RestJson1,
            _ => Protocol::AwsQuery,
        },
    }
}

/// Finds out what a request is about.
///
/// # Errors
/// The answer to a request that is about nothing this server has.
pub fn detect(services: &[&'static Definition], question: &Question<'_>, body: Bytes) -> Result<Found, Box<Refusal>> {
    if let Some(protocol) = text(question.head.smithy_protocol) {
        let error = CommonError::NotSupported(format!("The protocol {protocol} is not supported."));
        return Err(Refusal::new(&error, Protocol::AwsJson10));
    }
    match question.head.target {
        Some(target) => by_target(services, question, target, body),
        None => by_action(services, question, body),
    }
}

fn by_target(
    services: &[&'static Definition],
    question: &Question<'_>,
    target: &[u8],
    payload: Bytes,
) -> Result<Found, Box<Refusal>> {
    let spoken = json_version(question.head);
    let target = text(Some(target)).unwrap_or_default();
    // The operation has no dots; a prefix may have some.
    let (prefix, operation) = target.rsplit_once('.').unwrap_or(("", target));
    let found = services.iter().position(|definition| definition.target_prefixes.contains(&prefix));
    let json = found.and_then(|index| services.get(index)).and_then(|definition| {
        spoken
            .filter(|_| definition.protocols.iter().any(is_json))
            .or_else(|| definition.protocols.iter().copied().find(is_json))
    });
    match (found, json) {
        (Some(service), Some(protocol)) if question.method == Method::POST => {
            Ok(Found { service, operation: operation.to_owned(), protocol, payload, labels: None })
        }
        (None, _) if absent::by_target_prefix(prefix).is_some() => {
            Err(absent::by_target_prefix(prefix).map_or_else(|| unknown(target), not_there))
        }
        _ => Err(unknown(target)),
    }
}

fn unknown(target: &str) -> Box<Refusal> {
    let error = CommonError::UnknownOperation { operation: shortened(target), version: String::new() };
    Refusal::new(&error, Protocol::AwsJson11)
}

fn by_action(services: &[&'static Definition], question: &Question<'_>, body: Bytes) -> Result<Found, Box<Refusal>> {
    let payload = form_of(question, body);
    let action = form::find(&payload, b"Action").map(Cow::into_owned);
    let version = form::find(&payload, b"Version");
    let service = service_of(services, question, version.as_deref());
    let (Some(index), Some(action)) = (service, action.as_deref()) else {
        return Err(unanswerable(services, question, service, action.as_deref()));
    };
    let definition = services.get(index).copied().ok_or_else(|| nothing(question))?;
    if !definition.protocols.contains(&Protocol::AwsQuery) {
        let error = CommonError::NotSupported(format!(
            "{} does not speak the query protocol; use X-Amz-Target and a JSON body.",
            definition.title
        ));
        return Err(Refusal::of(definition, &error, Protocol::AwsQuery));
    }
    check_version(definition, action, version.as_deref())?;
    let operation = action.to_owned();
    let payload = with_queue_of_path(definition, question.uri.path(), &payload).map_or(payload, Bytes::from);
    Ok(Found { service: index, operation, protocol: Protocol::AwsQuery, payload, labels: None })
}

/// The form, from wherever it stands. Parts in both places count together, as AWS has it.
fn form_of(question: &Question<'_>, body: Bytes) -> Bytes {
    let query = question.uri.query().unwrap_or_default();
    let body_is_form = question.method == Method::POST
        && matches!(media_type(question.head), None | Some("application/x-www-form-urlencoded"));
    match (body_is_form && !body.is_empty(), query.is_empty()) {
        (true, true) => body,
        (true, false) => Bytes::from(form::join(query.as_bytes(), &body)),
        (false, _) => Bytes::copy_from_slice(query.as_bytes()),
    }
}

fn service_of(services: &[&'static Definition], question: &Question<'_>, version: Option<&str>) -> Option<usize> {
    let by_name = |name: &str| services.iter().position(|definition| definition.signing_names.contains(&name));
    if let Some(name) = question.credential.map(|credential| credential.service.as_ref()) {
        // Who signs for a service means that one, also if we do not have it.
        return by_name(name);
    }
    let labels = text(question.head.host).and_then(Labels::of);
    labels
        .as_ref()
        .and_then(|labels| labels.services().find_map(by_name))
        .or_else(|| queue_path(question.uri.path()).and_then(|_| by_name("sqs")))
        .or_else(|| services.iter().position(|definition| version == Some(definition.api_version)))
}

/// `/<account>/<name>`, the path of a queue's URL.
fn queue_path(path: &str) -> Option<(&str, &str)> {
    let (account, name) = path.strip_prefix('/')?.split_once('/')?;
    (is_account(account) && !name.is_empty() && !name.contains('/')).then_some((account, name))
}

/// A request that is sent to a queue's own URL need not repeat it in the form.
fn with_queue_of_path(definition: &Definition, path: &str, payload: &[u8]) -> Option<Vec<u8>> {
    let (account, name) = queue_path(path).filter(|_| definition.name == "sqs")?;
    if form::find(payload, b"QueueUrl").is_some() {
        return None;
    }
    Some(form::join(payload, format!("QueueUrl=%2F{account}%2F{name}").as_bytes()))
}

fn check_version(definition: &Definition, action: &str, version: Option<&str>) -> Result<(), Box<Refusal>> {
    let error = match version {
        Some(version) if version == definition.api_version => return Ok(()),
        Some(version) => {
            let message = format!(
                "The requested version ( {} ) of service {} does not exist",
                shortened(version),
                definition.title
            );
            ErrorDocument::sender("NoSuchVersion", message)
        }
        None => {
            let message = format!("Could not find operation {} for version NO_VERSION_SPECIFIED", shortened(action));
            ErrorDocument::sender("InvalidAction", message)
        }
    };
    Err(Refusal::document(definition, error, Protocol::AwsQuery))
}

/// No action, no service, or neither.
fn unanswerable(
    services: &[&'static Definition],
    question: &Question<'_>,
    service: Option<usize>,
    action: Option<&str>,
) -> Box<Refusal> {
    if let Some(definition) = service.and_then(|index| services.get(index)) {
        let error = ErrorDocument::sender("MissingAction", "The request is missing an action or a required parameter.");
        let protocol = seeming_protocol(question.head);
        return Refusal::document(definition, error, protocol);
    }
    let labels = text(question.head.host).and_then(Labels::of);
    let scope = question.credential.map(|credential| credential.service.as_ref());
    let known = scope.and_then(absent::by_signing_name).or_else(|| {
        labels
            .as_ref()
            .filter(|_| scope.is_none())
            .and_then(|labels| labels.services().find_map(absent::by_signing_name))
    });
    match (known, scope, action) {
        (Some(service), ..) => not_there(service),
        (None, Some(name), _) => Refusal::custom(
            501,
            "NotImplemented",
            format!("This server does not have the service {:?}.", shortened(name)),
            seeming_protocol(question.head),
        ),
        (None, None, Some(action)) => {
            let message = format!(
                "The action {} is not valid for this endpoint: neither the signature, the host, the path nor the Version \
                 names a service this server has.",
                shortened(action)
            );
            Refusal::custom(400, "InvalidAction", message, Protocol::AwsQuery)
        }
        (None, None, None) => nothing(question),
    }
}

fn nothing(question: &Question<'_>) -> Box<Refusal> {
    let message = "The request names no service and no operation.".to_owned();
    Refusal::custom(404, "UnknownOperationException", message, seeming_protocol(question.head))
}

fn not_there(service: &Absent) -> Box<Refusal> {
    let message = format!("{} ({}) is not built into this server yet.", service.title, service.signing_name);
    Refusal::new(&CommonError::NotSupported(message), service.protocol)
}

fn is_json(protocol: &Protocol) -> bool {
    matches!(protocol, Protocol::AwsJson10 | Protocol::AwsJson11)
}

fn json_version(head: &Head<'_>) -> Option<Protocol> {
    match media_type(head) {
        Some("application/x-amz-json-1.0") => Some(Protocol::AwsJson10),
        Some("application/x-amz-json-1.1") => Some(Protocol::AwsJson11),
        _ => None,
    }
}

/// The content type without its parameters.
fn media_type<'a>(head: &Head<'a>) -> Option<&'a str> {
    text(head.content_type).map(|value| value.split(';').next().unwrap_or_default().trim())
}

/// Foreign text in an answer: no longer than names are.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(256).collect()
}

#[cfg(test)]
mod tests;
