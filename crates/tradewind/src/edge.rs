//! The HTTP edge: from a request on a socket to a call on the [`Cloud`], and from its reply to an answer.
//!
//! In this order: limits of the head, the guard against forged requests, preflights, admin endpoints, the body, which service and
//! operation ([`detect`]), who ([`identity`]), and then the pipeline. Whatever happens on the way, the client gets an answer with
//! an `x-amzn-RequestId`; a panic in a handler is an `InternalFailure` of that one request.

pub mod absent;
pub mod body;
pub mod cors;
pub mod detect;
pub mod form;
pub mod guard;
pub mod head;
pub mod host;
pub mod identity;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bytes::Bytes;
use futures::FutureExt;
use http::header::{self, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode, Version};
use http_body_util::Full;
use hyper::body::Body;
use tracing::{debug, error};
use tradewind_clock::Random;
use tradewind_cloud::{Cloud, Definition, Incoming};
use tradewind_wire::{CommonError, Protocol};

use crate::admin::Admin;
use crate::config::{Auth, Config, Limits};
use crate::metrics::Metrics;
use crate::server::Client;
use body::{BodyError, BodyLimits, Reservoir};
use detect::{Found, Question, Refusal};
use guard::{Hosts, Origins};
use head::{Head, text};
use identity::{Doorkeeper, Knock};

/// What every answer is.
pub type Answer = Response<Full<Bytes>>;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Largest request target (path and query), in bytes. AWS's fronts take about as much.
const TARGET: usize = 16 << 10;

/// All bodies that are being received may take this many times the largest single one.
const BODIES_IN_TRANSIT: usize = 16;

/// Operations that may wait for something to happen. When the server stops, nobody waits for them.
const WAITING: &[(&str, &str)] = &[("sqs", "ReceiveMessage")];

/// Everything between the sockets and the services.
pub struct Edge {
    cloud: Cloud,
    definitions: Vec<&'static Definition>,
    random: Random,
    admin: Admin,
    metrics: Arc<Metrics>,
    doorkeeper: Doorkeeper,
    auth: Auth,
    hosts: Hosts,
    origins: Origins,
    limits: Limits,
    reservoir: Reservoir,
}

impl std::fmt::Debug for Edge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edge").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Edge {
    /// An edge in front of a cloud.
    pub fn new(config: &Config, cloud: Cloud, random: Random, admin: Admin, metrics: Arc<Metrics>) -> Edge {
        let definitions = cloud.services().iter().map(|service| service.definition()).collect();
        Edge {
            definitions,
            cloud,
            random,
            admin,
            metrics,
            doorkeeper: Doorkeeper::new(config),
            auth: config.auth,
            hosts: config.hosts.clone(),
            origins: config.origins.clone(),
            limits: config.limits.clone(),
            reservoir: Reservoir::new(config.limits.body.saturating_mul(BODIES_IN_TRANSIT)),
        }
    }

    /// Answers one request. Never panics and never fails: what goes wrong is an answer too.
    pub async fn answer<B>(&self, request: Request<B>, client: &Client) -> Answer
    where
        B: Body<Data = Bytes> + Unpin,
    {
        let _active = client.pulse.begin();
        if request.version() == Version::HTTP_2 {
            client.pulse.speaks_http2();
        }
        let origin = request.headers().get(header::ORIGIN).cloned();
        let mut answer = match AssertUnwindSafe(self.route(request, client)).catch_unwind().await {
            Ok(answer) => answer,
            Err(panic) => self.after_panic(&*panic),
        };
        if let Some(origin) = origin {
            cors::share(&mut answer, &origin, &self.origins);
        }
        answer
    }

    async fn route<B>(&self, request: Request<B>, client: &Client) -> Answer
    where
        B: Body<Data = Bytes> + Unpin,
    {
        let (parts, body) = request.into_parts();
        let head = Head::read(&parts.uri, &parts.headers);
        if let Err(refusal) = self.check_head(&parts, &head) {
            return self.refuse(&refusal);
        }
        let for_admin = Admin::is_for(parts.uri.path());
        if (self.auth == Auth::Off || for_admin)
            && let Err(forged) = guard::check(&head, client.local.ip(), &self.hosts, &self.origins)
        {
            debug!(%forged, "refused a request that a web page could have forged");
            let protocol = detect::seeming_protocol(&head);
            return self.refuse(&Refusal::custom(403, "AccessDenied", forged.to_string(), protocol));
        }
        if cors::is_preflight(&parts) {
            return self.marked(cors::preflight(&parts));
        }
        let limits =
            BodyLimits { bytes: self.limits.body, period: self.limits.body_timeout, waits: head.expects_continue };
        let body = match body::collect(body, limits, &self.reservoir).await {
            Ok(body) => body,
            Err(problem) => return self.without_body(problem, &head),
        };
        if for_admin {
            return self.marked(self.admin.answer(&parts.method, parts.uri.path(), &body.bytes, client).await);
        }
        match self.call(&parts, &head, body.bytes.clone(), client).await {
            Ok(answer) => answer,
            Err(refusal) => self.refuse(&refusal),
        }
    }

    async fn call(&self, parts: &Parts, head: &Head<'_>, body: Bytes, client: &Client) -> Result<Answer, Box<Refusal>> {
        let credential = identity::claimed(head, parts.uri.query())?;
        let question = Question { method: &parts.method, uri: &parts.uri, head, credential: credential.as_ref() };
        let Found { service, operation, protocol, payload } =
            detect::detect(&self.definitions, &question, body.clone())?;
        let registered = self.cloud.services().get(service).ok_or_else(|| missing(protocol))?;
        let definition = registered.definition();
        let caller = self.doorkeeper.identify(&Knock {
            parts,
            head,
            credential: credential.as_ref(),
            body: &body,
            service: definition,
            protocol,
        })?;
        let may_wait = WAITING.contains(&(definition.name, operation.as_str()));
        let handling = self.cloud.handle(Incoming {
            service: registered.clone(),
            operation,
            protocol,
            body: payload,
            account: caller.account,
            region: caller.region,
            principal: caller.principal,
            endpoint: endpoint(head, client),
            source_ip: Some(client.remote_text.clone()),
            user_agent: text(head.user_agent).map(str::to_owned),
            trace: text(head.trace).map(str::to_owned),
        });
        let response = if may_wait {
            tokio::select! {
                biased;
                response = handling => response,
                () = client.pulse.drained() => {
                    let error = CommonError::ServiceUnavailable("The server is shutting down.".to_owned());
                    return Err(Refusal::new(&error, protocol));
                }
            }
        } else {
            handling.await
        };
        Ok(to_http(response))
    }

    fn check_head(&self, parts: &Parts, head: &Head<'_>) -> Result<(), Box<Refusal>> {
        let protocol = detect::seeming_protocol(head);
        let refuse = |status, code, message| Err(Refusal::custom(status, code, message, protocol));
        let target = parts.uri.path_and_query().map_or(0, |target| target.as_str().len());
        if target > TARGET {
            return refuse(
                414,
                "RequestUriTooLong",
                format!("The request's path and query are longer than {TARGET} bytes."),
            );
        }
        if head.bytes.saturating_add(target) > self.limits.header {
            let message = format!("The request's headers are larger than {} bytes.", self.limits.header);
            return refuse(431, "RequestHeaderSectionTooLarge", message);
        }
        if let Some(name) = head.doubled {
            return refuse(400, "InvalidHttpRequest", format!("The request has more than one {name}."));
        }
        if head.host.is_none() && parts.version == Version::HTTP_11 {
            return refuse(400, "InvalidHttpRequest", "The request has no Host header.".to_owned());
        }
        if !matches!(
            parts.method,
            Method::GET | Method::POST | Method::PUT | Method::DELETE | Method::HEAD | Method::PATCH | Method::OPTIONS
        ) {
            return refuse(405, "MethodNotAllowed", "The specified method is not allowed.".to_owned());
        }
        Ok(())
    }

    fn without_body(&self, problem: BodyError, head: &Head<'_>) -> Answer {
        let protocol = detect::seeming_protocol(head);
        let custom = |status, code, message: &str| Refusal::custom(status, code, message.to_owned(), protocol);
        let refusal = match problem {
            BodyError::TooLarge => Refusal::new(&CommonError::RequestTooLarge(self.limits.body as u64), protocol),
            BodyError::Slow => custom(408, "RequestTimeout", "The request's body did not arrive in time."),
            BodyError::Broken => custom(400, "IncompleteBody", "The request's body is incomplete or wrongly framed."),
            BodyError::Busy => {
                custom(503, "ServiceUnavailable", "The server is receiving too much at once; try again.")
            }
        };
        self.refuse(&refusal)
    }

    fn refuse(&self, refusal: &Refusal) -> Answer {
        let id = self.random.uuid_v4();
        to_http(tradewind_wire::respond_error(&refusal.wire, refusal.protocol, &refusal.error, &id))
    }

    fn after_panic(&self, panic: &(dyn Any + Send)) -> Answer {
        // The program's panic hook has logged the place; this line ties it to a request.
        let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        error!(panic = text.unwrap_or("without a text"), "a request's handler failed");
        self.metrics.panicked();
        self.refuse(&Refusal::new(&CommonError::InternalFailure, Protocol::AwsJson10))
    }

    /// An answer that no service gave gets its id here.
    fn marked(&self, mut answer: Answer) -> Answer {
        if let Ok(id) = HeaderValue::try_from(self.random.uuid_v4()) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        answer
    }
}

fn missing(protocol: Protocol) -> Box<Refusal> {
    Refusal::new(&CommonError::InternalFailure, protocol)
}

/// How the client addressed us, for URLs in answers.
fn endpoint(head: &Head<'_>, client: &Client) -> String {
    match text(head.host) {
        Some(host) => ["http://", host].concat(),
        None => format!("http://{}", client.local),
    }
}

fn to_http(response: tradewind_wire::Response) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(response.body)));
    *answer.status_mut() = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = answer.headers_mut();
    headers.reserve(response.headers.len() + 2);
    for (name, value) in response.headers {
        // A service's text that can't stand in a header is left out rather than let to split the answer.
        if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(value)) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    answer
}
