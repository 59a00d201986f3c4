//! The pipeline every call takes.

use bytes::Bytes;
use tradewind_store::StoreError;
use tradewind_wire::{
    CommonError, DecodeError, Document, ErrorDocument, Payload, Protocol, Response, RestAnswer, RestHead, Shape, Stream,
};

use crate::audit::CallRecord;
use crate::authorise::authorise;
use crate::context::{Call, Context, Principal};
use crate::definition::Definition;
use crate::operation::Operation;
use crate::service::Service;
use crate::switchboard::{Cloud, Inner, Registered};
use crate::web::{self, Visit};

/// A client's call, as the edge read it off the socket.
#[derive(Debug)]
pub struct Incoming {
    /// The service it names.
    pub service: Registered,
    /// The operation it names; may be unknown.
    pub operation: String,
    /// The protocol it speaks.
    pub protocol: Protocol,
    /// The payload; for the query protocol the form, whether it came in the body or in the query string.
    pub body: Bytes,
    /// For REST protocols what stands around the payload; none for others.
    pub head: Option<RestHead>,
    /// The account it calls.
    pub account: String,
    /// The region it calls.
    pub region: String,
    /// Who calls, already authenticated.
    pub principal: Principal,
    /// How the client addressed this server: `http://host:port`.
    pub endpoint: String,
    /// The client's address.
    pub source_ip: Option<String>,
    /// The client's `User-Agent`.
    pub user_agent: Option<String>,
    /// The client's `X-Amzn-Trace-Id`.
    pub trace: Option<String>,
}

/// A call's input on its way to the handler.
pub(crate) enum Body {
    Wire(Bytes),
    Rest(RestHead, Payload),
    Inside(Document),
}

/// How a call came, and so how it is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Wire,
    Rest,
    Inside,
}

/// A call's output on its way from the handler: bytes for a client (without the protocol's envelope), a document for a caller inside.
pub(crate) enum Answer {
    Wire(Vec<u8>),
    Rest(RestAnswer),
    Inside(Document),
}

impl Body {
    pub(crate) fn form(&self) -> Form {
        match self {
            Body::Wire(_) => Form::Wire,
            Body::Rest(..) => Form::Rest,
            Body::Inside(_) => Form::Inside,
        }
    }

    /// Takes the bytes apart. They are gone afterwards: a long poll must not keep them.
    pub(crate) fn decode<I: Shape, S: Service>(
        self,
        service: &S,
        operation: &str,
        protocol: Protocol,
    ) -> Result<I, ErrorDocument> {
        let decoded = match self {
            Body::Wire(bytes) => tradewind_wire::decode(protocol, &bytes),
            Body::Rest(head, payload) => tradewind_wire::decode_rest(protocol, &head, payload),
            Body::Inside(document) => tradewind_wire::from_document(document),
        };
        decoded.map_err(|error| match error {
            DecodeError::Violations(found) => service.violations(operation, protocol, &found),
            other => other.to_document(protocol),
        })
    }
}

impl Answer {
    pub(crate) fn encode<O: Shape>(
        output: &O,
        form: Form,
        operation: &str,
        protocol: Protocol,
        definition: &Definition,
    ) -> Answer {
        match form {
            Form::Wire => Answer::Wire(tradewind_wire::encode(protocol, operation, output)),
            Form::Rest => Answer::Rest(tradewind_wire::encode_rest(&definition.wire(), protocol, output)),
            Form::Inside => Answer::Inside(tradewind_wire::to_document(output)),
        }
    }

    pub(crate) fn into_document(self) -> Document {
        match self {
            Answer::Inside(document) => document,
            Answer::Wire(_) | Answer::Rest(_) => Document::Null,
        }
    }

    /// The status it is sent with, for a listed operation.
    fn status(&self, listed: u16) -> u16 {
        match self {
            Answer::Rest(answer) => answer.status.unwrap_or(listed),
            Answer::Wire(_) | Answer::Inside(_) => 200,
        }
    }
}

impl Cloud {
    /// Runs a client's call through the pipeline and answers when everything the answer saw or wrote is durable.
    pub async fn handle(&self, mut incoming: Incoming) -> Response {
        let payload = Payload::Whole(std::mem::take(&mut incoming.body));
        self.take(incoming, payload).await
    }

    /// The same for an operation that takes its payload as it comes ([`crate::Operations::streams`]); `incoming.body` is not
    /// looked at.
    pub async fn handle_stream(&self, incoming: Incoming, payload: Stream) -> Response {
        self.take(incoming, Payload::Stream(payload)).await
    }

    async fn take(&self, incoming: Incoming, payload: Payload) -> Response {
        let service = incoming.service;
        let ctx = Context::new(Call {
            account: incoming.account,
            region: incoming.region,
            principal: incoming.principal,
            request_id: tradewind_wire::request_id(incoming.protocol, self.0.random.uuid_v4()),
            mark: Default::default(),
            now: self.0.clock.now(),
            endpoint: incoming.endpoint,
            protocol: incoming.protocol,
            operation: listed(&service, &incoming.operation),
            source_ip: incoming.source_ip,
            user_agent: incoming.user_agent,
            trace: incoming.trace,
            depth: 0,
        });
        let body = match (incoming.head, payload) {
            (Some(head), payload) => Body::Rest(head, payload),
            (None, Payload::Whole(bytes)) => Body::Wire(bytes),
            // Only REST operations have payloads.
            (None, Payload::Stream(_)) => Body::Wire(Bytes::new()),
        };
        let found = service.operations().find(&incoming.operation);
        let result = run(&service, found.ok_or(incoming.operation.as_str()), &ctx, body).await;
        let result = self.settled(&ctx, result).await;
        let (name, listed) = found.map_or((ctx.operation(), 200), |operation| (operation.name, operation.status));
        let status = result.as_ref().map_or_else(|error| error.status, |answer| answer.status(listed));
        note(&self.0, service.definition(), name, &ctx, status, result.as_ref().err());
        let wire = service.definition().wire();
        match result {
            Ok(Answer::Wire(output)) => tradewind_wire::respond(&wire, ctx.protocol(), name, output, ctx.request_id()),
            Ok(Answer::Rest(output)) => tradewind_wire::respond_rest(ctx.protocol(), listed, output, ctx.request_id()),
            // A call that came as bytes is answered with bytes; saying so beats assuming it.
            Ok(Answer::Inside(_)) => {
                let confusion = CommonError::InternalFailure.document_for(ctx.protocol());
                tradewind_wire::respond_error(&wire, ctx.protocol(), &confusion, ctx.request_id())
            }
            Err(error) => tradewind_wire::respond_error(&wire, ctx.protocol(), &error, ctx.request_id()),
        }
    }

    /// Runs a visit of a service's site through the pipeline, and answers when everything the answer's head and whole body saw or
    /// wrote is durable.
    pub async fn handle_web(&self, visit: Visit) -> web::Response {
        let service = visit.service;
        let found = service.operations().find_internal(visit.operation);
        let ctx = Context::new(Call {
            account: visit.account,
            region: visit.region,
            principal: visit.principal,
            request_id: self.0.random.uuid_v4(),
            mark: Default::default(),
            now: self.0.clock.now(),
            endpoint: visit.endpoint,
            protocol: Protocol::RestJson1,
            operation: found.map_or(UNKNOWN, |operation| operation.name),
            source_ip: visit.request.source_ip.clone(),
            user_agent: visit.user_agent,
            trace: visit.trace,
            depth: 0,
        });
        let body = Body::Inside(tradewind_wire::to_document(&visit.request));
        drop(visit.request);
        let result = run(&service, found.ok_or(visit.operation), &ctx, body).await;
        let result = self.settled(&ctx, result).await;
        let response = result.and_then(|answer| {
            let read = tradewind_wire::from_document::<web::Response>(answer.into_document());
            read.map_err(|_| CommonError::InternalFailure.document_for(ctx.protocol()))
        });
        let status = response.as_ref().map_or_else(|error| error.status, web::Response::sent_status);
        note(&self.0, service.definition(), ctx.operation(), &ctx, status, response.as_ref().err());
        response.unwrap_or_else(|error| web::Response::refusal(&error)).with_id(ctx.request_id())
    }

    /// The result once everything it depends on is durable. An error's text reveals state as well ("already exists"): it waits
    /// for the disk like any other answer. A stream's head waits; what the stream itself depends on its producer has settled.
    async fn settled<T>(&self, ctx: &Context, result: Result<T, ErrorDocument>) -> Result<T, ErrorDocument> {
        match self.0.store.settle(ctx.mark().get()).await {
            Ok(()) => result,
            Err(failure) => Err(store_failure(&failure, ctx.protocol())),
        }
    }
}

/// What operations are called in the audit that are not listed.
const UNKNOWN: &str = "Unknown";

/// What a caller is told when the store can't keep a promise.
fn store_failure(failure: &StoreError, protocol: Protocol) -> ErrorDocument {
    match failure {
        StoreError::Full => {
            let message = "The disk of the server is full; the request may not have been kept.".to_owned();
            CommonError::ServiceUnavailable(message).document_for(protocol)
        }
        _ => CommonError::InternalFailure.document_for(protocol),
    }
}

/// The operation's name as the service lists it, or `Unknown`: what a client says never becomes a metric's label.
pub(crate) fn listed(service: &Registered, operation: &str) -> &'static str {
    service.operations().find(operation).map_or(UNKNOWN, |operation| operation.name)
}

/// Authorise, decode, decide; for an operation that was found, or the name of one that was not.
pub(crate) async fn run(
    service: &Registered,
    operation: Result<&Operation, &str>,
    ctx: &Context,
    body: Body,
) -> Result<Answer, ErrorDocument> {
    let listed = operation.map_err(|name| no_such_operation(service, name, ctx.protocol()))?;
    authorise(ctx, service.definition(), listed)?;
    (listed.run)(ctx.clone(), body).await
}

/// An operation AWS does not know, or one that it knows and that is not built: the code is the same, the text says which.
fn no_such_operation(service: &Registered, operation: &str, protocol: Protocol) -> ErrorDocument {
    let definition = service.definition();
    let error = ErrorDocument::unknown_action(operation, definition.api_version, protocol);
    if !service.operations().absent().contains(&operation) {
        return error;
    }
    let message = format!("The operation {operation} of {} is not built into this server yet.", definition.title);
    if protocol == Protocol::RestXml {
        return CommonError::NotSupported(message).document_for(protocol);
    }
    ErrorDocument { message: Some(message), ..error }
}

pub(crate) fn note(
    cloud: &Inner,
    definition: &'static Definition,
    operation: &'static str,
    ctx: &Context,
    status: u16,
    error: Option<&ErrorDocument>,
) {
    cloud.audit.record(&CallRecord {
        service: definition.name,
        operation,
        error: error.map(|error| error.code.as_ref()),
        status,
        internal: ctx.depth() > 0,
        took: cloud.clock.now().saturating_since(ctx.now()),
        account: ctx.account(),
        region: ctx.region(),
        request_id: ctx.request_id(),
    });
}
