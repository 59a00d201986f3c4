//! The pipeline every call takes.

use bytes::Bytes;
use tradewind_store::StoreError;
use tradewind_wire::{CommonError, DecodeError, Document, ErrorDocument, Protocol, Response, Shape};

use crate::audit::CallRecord;
use crate::authorise::authorise;
use crate::context::{Call, Context, Principal};
use crate::definition::Definition;
use crate::service::Service;
use crate::switchboard::{Cloud, Inner, Registered};

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
    Inside(Document),
}

/// A call's output on its way from the handler: bytes for a client (without the protocol's envelope), a document for a caller inside.
pub(crate) enum Answer {
    Wire(Vec<u8>),
    Inside(Document),
}

impl Body {
    pub(crate) fn is_internal(&self) -> bool {
        matches!(self, Body::Inside(_))
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
            Body::Inside(document) => tradewind_wire::from_document(document),
        };
        decoded.map_err(|error| match error {
            DecodeError::Violations(found) => service.violations(operation, protocol, &found),
            other => other.to_document(protocol),
        })
    }
}

impl Answer {
    pub(crate) fn encode<O: Shape>(output: &O, internal: bool, operation: &str, protocol: Protocol) -> Answer {
        if internal {
            Answer::Inside(tradewind_wire::to_document(output))
        } else {
            Answer::Wire(tradewind_wire::encode(protocol, operation, output))
        }
    }

    pub(crate) fn into_document(self) -> Document {
        match self {
            Answer::Inside(document) => document,
            Answer::Wire(_) => Document::Null,
        }
    }
}

impl Cloud {
    /// Runs a client's call through the pipeline and answers when everything the answer saw or wrote is durable.
    pub async fn handle(&self, incoming: Incoming) -> Response {
        let service = incoming.service;
        let ctx = Context::new(Call {
            account: incoming.account,
            region: incoming.region,
            principal: incoming.principal,
            request_id: self.0.random.uuid_v4(),
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
        let (name, result) = run(&service, &incoming.operation, &ctx, Body::Wire(incoming.body)).await;
        // An error's text reveals state as well ("already exists"): it waits for the disk like any other answer.
        let result = match self.0.store.settle(ctx.mark().get()).await {
            Ok(()) => result,
            Err(failure) => Err(store_failure(&failure, ctx.protocol())),
        };
        note(&self.0, service.definition(), name, &ctx, result.as_ref().err());
        let wire = service.definition().wire();
        match result {
            Ok(Answer::Wire(output)) => tradewind_wire::respond(&wire, ctx.protocol(), name, output, ctx.request_id()),
            // A call that came as bytes is answered with bytes; saying so beats assuming it.
            Ok(Answer::Inside(_)) => {
                let confusion = CommonError::InternalFailure.document_for(ctx.protocol());
                tradewind_wire::respond_error(&wire, ctx.protocol(), &confusion, ctx.request_id())
            }
            Err(error) => tradewind_wire::respond_error(&wire, ctx.protocol(), &error, ctx.request_id()),
        }
    }
}

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
    service.operations().find(operation).map_or("Unknown", |operation| operation.name)
}

/// Find, authorise, decode, decide. Returns the operation's listed name, for the audit.
pub(crate) async fn run(
    service: &Registered,
    operation: &str,
    ctx: &Context,
    body: Body,
) -> (&'static str, Result<Answer, ErrorDocument>) {
    let Some(listed) = service.operations().find(operation) else {
        return (ctx.operation(), Err(no_such_operation(service, operation, ctx.protocol())));
    };
    if let Err(refusal) = authorise(ctx, service.definition(), listed.name) {
        return (listed.name, Err(refusal));
    }
    (listed.name, (listed.run)(ctx.clone(), body).await)
}

/// An operation AWS does not know, or one that it knows and that is not built: the code is the same, the text says which.
fn no_such_operation(service: &Registered, operation: &str, protocol: Protocol) -> ErrorDocument {
    let definition = service.definition();
    let error = ErrorDocument::unknown_action(operation, definition.api_version, protocol);
    if !service.operations().absent().contains(&operation) {
        return error;
    }
    let message = format!("The operation {operation} of {} is not built into this server yet.", definition.title);
    ErrorDocument { message: Some(message), ..error }
}

pub(crate) fn note(
    cloud: &Inner,
    definition: &'static Definition,
    operation: &'static str,
    ctx: &Context,
    error: Option<&ErrorDocument>,
) {
    cloud.audit.record(&CallRecord {
        service: definition.name,
        operation,
        error: error.map(|error| error.code.as_ref()),
        status: error.map_or(200, |error| error.status),
        internal: ctx.depth() > 0,
        took: cloud.clock.now().saturating_since(ctx.now()),
        account: ctx.account(),
        region: ctx.region(),
        request_id: ctx.request_id(),
    });
}
