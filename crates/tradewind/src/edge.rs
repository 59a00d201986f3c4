//! The HTTP edge: from a request on a socket to a call on the [`Cloud`], and from its reply to an answer.
//!
//! In this order: limits of the head, the guard against forged requests, preflights, which REST operation ([`routes`]), the body,
//! admin endpoints, sites ([`site`]), which other service and operation ([`detect`]), who ([`identity`]), and then the pipeline.
//! Whatever happens on the way, the client gets an answer with
//! an `x-amzn-RequestId`; a panic in a handler is an `InternalFailure` of that one request.

pub mod absent;
pub mod answer;
mod asked;
pub mod body;
pub mod buckets;
pub mod cors;
pub mod detect;
pub mod form;
pub mod guard;
pub mod head;
pub mod host;
pub mod identity;
pub mod payload;
pub mod routes;
pub mod s3;
pub mod site;
mod upload;
mod xml;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use bytes::Bytes;
use futures::FutureExt;
use http::header::{self, HeaderName, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Method, Request, Version};
use hyper::body::Body;
use tracing::{debug, error};
use tradewind_clock::Random;
use tradewind_cloud::{Cloud, Definition, Incoming, Registered, web};
use tradewind_wire::{CommonError, Protocol, RestHead, Stream};

use crate::admin::Admin;
use crate::config::{Auth, Config, Limits};
use crate::metrics::Metrics;
use crate::server::Client;
use body::{BodyError, BodyLimits, Collected, Reservoir};
use detect::{Found, Question, Refusal};
use guard::{Forged, Hosts, Origins};
use head::{Head, text};
use identity::{Caller, Doorkeeper, Knock};
use routes::Routes;
use site::Site;

pub use answer::{Answer, Content};

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
    routes: Routes,
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

/// What a request is for, as far as its head tells.
enum Errand {
    /// The server's own endpoints.
    Admin,
    /// A service's site.
    Site(Site),
    /// An operation of a service.
    Call,
}

impl Errand {
    fn of(parts: &Parts, head: &Head<'_>) -> Errand {
        match Site::of(&parts.uri, head) {
            Some(site) => Errand::Site(site),
            None if Admin::is_for(parts.uri.path()) => Errand::Admin,
            None => Errand::Call,
        }
    }

    fn is_admin(&self) -> bool {
        matches!(self, Errand::Admin)
    }

    /// Whether a web page could do harm by making somebody's browser send it, where signatures are not verified.
    fn can_be_forged(&self) -> bool {
        !matches!(self, Errand::Site(site) if site.is_by_host())
    }
}

/// A request as it arrived, and who sent it.
#[derive(Clone, Copy)]
struct Arrived<'a> {
    parts: &'a Parts,
    head: &'a Head<'a>,
    client: &'a Client,
}

/// A request's headers and body as its service sees them, where that is not how they came.
struct Entity {
    headers: HeaderMap,
    /// The body, for an operation that takes it as it comes.
    stream: Option<Stream>,
}

impl Edge {
    /// An edge in front of a cloud.
    pub fn new(config: &Config, cloud: Cloud, random: Random, admin: Admin, metrics: Arc<Metrics>) -> Edge {
        let definitions: Vec<_> = cloud.services().iter().map(|service| service.definition()).collect();
        Edge {
            routes: Routes::of(&definitions),
            definitions,
            doorkeeper: Doorkeeper::new(config, &cloud),
            cloud,
            random,
            admin,
            metrics,
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
        B: Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let _active = client.pulse.begin();
        if request.version() == Version::HTTP_2 {
            client.pulse.speaks_http2();
        }
        // A site that has a host of its own says itself who may read it.
        let site = Head::read(request.uri(), request.headers()).host.is_some_and(site::is_host);
        let origin = request.headers().get(header::ORIGIN).filter(|_| !site).cloned();
        let (request, asked) = asked::noting(request);
        let mut answer = match AssertUnwindSafe(self.route(request, client)).catch_unwind().await {
            Ok(answer) => answer,
            Err(panic) => self.after_panic(&*panic),
        };
        asked.end(&mut answer);
        // Nor does a page need our word that has its bucket's.
        let shared = answer.headers().contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        if let Some(origin) = origin.filter(|_| !shared) {
            cors::share(&mut answer, &origin, &self.origins);
        }
        answer
    }

    async fn route<B>(&self, request: Request<B>, client: &Client) -> Answer
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let (parts, body) = request.into_parts();
        let head = Head::read(&parts.uri, &parts.headers);
        if let Err(refusal) = self.check_head(&parts, &head) {
            return self.refuse(&refusal);
        }
        let errand = Errand::of(&parts, &head);
        // Functions are no browsers, and their connections come in on an endpoint that nobody else reaches.
        let guarded =
            client.function.is_none() && (self.auth == Auth::Off && errand.can_be_forged() || errand.is_admin());
        let judged = if guarded { guard::check(&head, client.local.ip(), &self.hosts, &self.origins) } else { Ok(()) };
        let arrived = Arrived { parts: &parts, head: &head, client };
        let preflight = errand.can_be_forged() && cors::is_preflight(&parts);
        let told = match (&errand, &judged) {
            (Errand::Call, Ok(()) | Err(Forged::Origin(_))) => self.ask_bucket(arrived).await,
            _ => None,
        };
        // A bucket answers whoever asks whether it may; whoever calls must be let by it.
        let passes = told.as_ref().is_some_and(|told| preflight || told.lets_pass(&parts.headers));
        if let Err(forged) = judged
            && !passes
        {
            debug!(%forged, "refused a request that a web page could have forged");
            let protocol = detect::seeming_protocol(&head);
            return self.refuse(&Refusal::custom(403, "AccessDenied", forged.to_string(), protocol));
        }
        if preflight {
            return match told {
                Some(told) if told.lets() || !cors::is_listed(&head, &self.origins) => {
                    answer::of_visit(told.answer(), &client.pulse)
                }
                _ => self.marked(cors::preflight(&parts)),
            };
        }
        let done = match errand {
            Errand::Admin => self.admin(arrived, body).await,
            Errand::Site(site) => self.visit(arrived, site, body).await,
            Errand::Call => self.call(arrived, body).await,
        };
        let mut answer = done.unwrap_or_else(|refusal| self.refuse(&refusal));
        if let Some(told) = told {
            told.share(&mut answer);
        }
        answer
    }

    async fn admin<B>(&self, arrived: Arrived<'_>, body: B) -> Result<Answer, Box<Refusal>>
    where
        B: Body<Data = Bytes> + Unpin,
    {
        let body = self.gather(body, self.limits.body, arrived.head).await?;
        let Parts { method, uri, .. } = arrived.parts;
        Ok(self.marked(self.admin.answer(method, uri, &body.bytes, arrived.client).await))
    }

    async fn visit<B>(&self, arrived: Arrived<'_>, site: Site, body: B) -> Result<Answer, Box<Refusal>>
    where
        B: Body<Data = Bytes> + Unpin,
    {
        let Arrived { parts, head, client } = arrived;
        let body = self.gather(body, self.limits.body, head).await?;
        let Some(service) = self.cloud.find(site.service) else {
            let protocol = detect::seeming_protocol(head);
            return Err(Refusal::custom(404, "NotFound", "There is nothing at this address.".to_owned(), protocol));
        };
        // A signature that can't be read may be meant for the site itself.
        let credential = identity::claimed(head, parts.uri.query()).ok().flatten();
        let definition = service.definition();
        let protocol = definition.rest().unwrap_or(Protocol::RestJson1);
        let caller = self.doorkeeper.identify_visitor(&Knock {
            parts,
            head,
            credential: credential.as_ref(),
            body: &body.bytes,
            service: definition,
            protocol,
            function: client.function.as_deref(),
        });
        let Caller { account, region, principal } = caller;
        let response = self.cloud.handle_web(web::Visit {
            service: service.clone(),
            operation: site.operation,
            request: site::request(parts, head, body.bytes.clone(), &client.remote_text),
            account,
            region: site.region.unwrap_or(region),
            principal,
            endpoint: endpoint(head, client),
            user_agent: text(head.user_agent).map(str::to_owned),
            trace: text(head.trace).map(str::to_owned),
        });
        Ok(answer::of_visit(response.await, &client.pulse))
    }

    async fn call<B>(&self, arrived: Arrived<'_>, body: B) -> Result<Answer, Box<Refusal>>
    where
        B: Body<Data = Bytes> + Send + Unpin + 'static,
    {
        let Arrived { parts, head, client } = arrived;
        let credential = match identity::claimed(head, parts.uri.query()) {
            Ok(credential) => credential,
            Err(refusal) => {
                // A client that is still sending is heard out before it is told.
                drop(self.gather(body, self.limits.body, head).await);
                return Err(refusal);
            }
        };
        let Parts { method, uri, headers, .. } = parts;
        let question = Question { method, uri, headers, head, credential: credential.as_ref() };
        let routed = match self.routes.find(&question) {
            Ok(Some(found)) if found.protocol == Protocol::RestXml => {
                return Ok(self.call_xml(arrived, found, question.credential, body).await);
            }
            routed => routed,
        };
        let definition = routed.as_ref().ok().and_then(Option::as_ref).and_then(|found| self.service(found).ok());
        let most = definition.and_then(|service| service.definition().body_limit).unwrap_or(0).max(self.limits.body);
        let body = self.gather(body, most, head).await?;
        let found = match routed? {
            Some(found) => Found { payload: body.bytes.clone(), ..found },
            None => detect::detect(&self.definitions, &question, body.bytes.clone())?,
        };
        let service = self.service(&found)?.clone();
        let caller = self.doorkeeper.identify(&Knock {
            parts,
            head,
            credential: question.credential,
            body: &body.bytes,
            service: service.definition(),
            protocol: found.protocol,
            function: client.function.as_deref(),
        })?;
        self.hand_over(arrived, service, found, caller, None).await
    }

    fn service(&self, found: &Found) -> Result<&Registered, Box<Refusal>> {
        let missing = || Refusal::new(&CommonError::InternalFailure, found.protocol);
        self.cloud.services().get(found.service).ok_or_else(missing)
    }

    async fn hand_over(
        &self,
        arrived: Arrived<'_>,
        service: Registered,
        found: Found,
        caller: Caller,
        entity: Option<Entity>,
    ) -> Result<Answer, Box<Refusal>> {
        let Arrived { parts, head, client } = arrived;
        let Found { operation, protocol, payload, labels, .. } = found;
        let may_wait = WAITING.contains(&(service.definition().name, operation.as_str()));
        let (headers, stream) = entity.map_or((None, None), |entity| (Some(entity.headers), entity.stream));
        let incoming = Incoming {
            service,
            operation,
            protocol,
            body: payload,
            head: labels.map(|labels| RestHead {
                labels,
                query: parts.uri.query().unwrap_or_default().to_owned(),
                headers: headers.unwrap_or_else(|| parts.headers.clone()),
            }),
            account: caller.account,
            region: caller.region,
            principal: caller.principal,
            endpoint: endpoint(head, client),
            source_ip: Some(client.remote_text.clone()),
            user_agent: text(head.user_agent).map(str::to_owned),
            trace: text(head.trace).map(str::to_owned),
        };
        if let Some(stream) = stream {
            return Ok(answer::of_call(self.cloud.handle_stream(incoming, stream).await, &client.pulse));
        }
        let handling = self.cloud.handle(incoming);
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
        Ok(answer::of_call(response, &client.pulse))
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

    /// The whole body, up to that many bytes.
    async fn gather<B>(&self, body: B, bytes: usize, head: &Head<'_>) -> Result<Collected<'_>, Box<Refusal>>
    where
        B: Body<Data = Bytes> + Unpin,
    {
        let limits = BodyLimits { bytes, period: self.limits.body_timeout, waits: head.expects_continue };
        let protocol = detect::seeming_protocol(head);
        let custom = |status, code, message: &str| Refusal::custom(status, code, message.to_owned(), protocol);
        body::collect(body, limits, &self.reservoir).await.map_err(|problem| match problem {
            BodyError::TooLarge => Refusal::new(&CommonError::RequestTooLarge(bytes as u64), protocol),
            BodyError::Slow => custom(408, "RequestTimeout", "The request's body did not arrive in time."),
            BodyError::Broken => custom(400, "IncompleteBody", "The request's body is incomplete or wrongly framed."),
            BodyError::Busy => {
                custom(503, "ServiceUnavailable", "The server is receiving too much at once; try again.")
            }
        })
    }

    fn refuse(&self, refusal: &Refusal) -> Answer {
        let id = tradewind_wire::request_id(refusal.protocol, self.random.uuid_v4());
        let response = tradewind_wire::respond_error(&refusal.wire, refusal.protocol, &refusal.error, &id);
        answer::of_refusal(response)
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

/// How the client addressed us, for URLs in answers.
fn endpoint(head: &Head<'_>, client: &Client) -> String {
    match text(head.host) {
        Some(host) => ["http://", host].concat(),
        None => format!("http://{}", client.local),
    }
}
