//! All services of one process, and the way between them.

use std::sync::{Arc, OnceLock, Weak};

use futures::future::BoxFuture;
use rustc_hash::FxHashMap;
use tradewind_clock::{Clock, Random};
use tradewind_store::{Outcome, Performer, Store, TaskRun};
use tradewind_wire::{CommonError, Document, ErrorDocument, Protocol};

use crate::access_keys::AccessKeys;
use crate::audit::{Audit, Silent};
use crate::background;
use crate::context::{Call, Context, Origin};
use crate::definition::Definition;
use crate::door::{self, Answer, Body};
use crate::operation::Operations;
use crate::service::{Parts, Service};
use crate::sessions::Sessions;
use crate::stopping::Stop;

/// Calls from inside may nest this deep: enough for any honest chain, and an end to every loop.
const DEEPEST: u8 = 16;

/// Every service of this process behind one door. Cloning is cheap.
#[derive(Clone)]
pub struct Cloud(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) audit: Box<dyn Audit>,
    sessions: Option<Arc<Sessions>>,
    services: Vec<Registered>,
    by_name: FxHashMap<&'static str, usize>,
    by_signing_name: FxHashMap<&'static str, usize>,
    by_target: FxHashMap<&'static str, usize>,
}

/// A service with its operation table.
#[derive(Clone)]
pub struct Registered(Arc<Entry>);

impl std::fmt::Debug for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.definition().name)
    }
}

struct Entry {
    service: Arc<dyn Service>,
    operations: Operations,
}

impl Registered {
    /// The service's fixed facts.
    pub fn definition(&self) -> &'static Definition {
        self.0.service.definition()
    }

    /// What it can do.
    pub fn operations(&self) -> &Operations {
        &self.0.operations
    }
}

/// Puts a cloud together.
pub struct Builder {
    parts: Parts,
    audit: Box<dyn Audit>,
    sessions: Option<Arc<Sessions>>,
    services: Vec<Registered>,
}

impl Builder {
    /// Adds a service, made from the parts it is given.
    ///
    /// # Panics
    /// When a service of that name is there already, which is a mistake in the wiring.
    #[must_use]
    pub fn register<S: Service>(mut self, make: impl FnOnce(Parts) -> Arc<S>) -> Builder {
        let service = make(self.parts.clone());
        let operations = service.clone().operations();
        let name = service.definition().name;
        assert!(
            self.services.iter().all(|known| known.definition().name != name),
            "service {name} is registered twice"
        );
        self.services.push(Registered(Arc::new(Entry { service, operations })));
        self
    }

    /// Has every call noted.
    #[must_use]
    pub fn audit(mut self, audit: impl Audit) -> Builder {
        self.audit = Box::new(audit);
        self
    }

    /// Lets temporary credentials in.
    #[must_use]
    pub fn sessions(mut self, sessions: impl Into<Arc<Sessions>>) -> Builder {
        self.sessions = Some(sessions.into());
        self
    }

    /// The finished cloud; from now on services reach each other.
    pub fn build(self) -> Cloud {
        let (mut by_name, mut by_signing_name, mut by_target) =
            (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        for (index, service) in self.services.iter().enumerate() {
            let definition = service.definition();
            by_name.insert(definition.name, index);
            by_signing_name.extend(definition.signing_names.iter().map(|name| (*name, index)));
            by_target.extend(definition.target_prefixes.iter().map(|name| (*name, index)));
        }
        let inner = Arc::new(Inner {
            store: self.parts.store,
            clock: self.parts.clock,
            random: self.parts.random,
            audit: self.audit,
            sessions: self.sessions,
            services: self.services,
            by_name,
            by_signing_name,
            by_target,
        });
        // The handle was made by `Cloud::builder` alone and `build` consumes the builder, so it is set once.
        let _ = self.parts.cloud.0.set(Arc::downgrade(&inner));
        Cloud(inner)
    }
}

impl Cloud {
    /// Starts putting a cloud together over a store.
    pub fn builder(store: Store, clock: Clock, random: Random) -> Builder {
        let parts = Parts { store, clock, random, cloud: Handle(Arc::new(OnceLock::new())) };
        Builder { parts, audit: Box::new(Silent), sessions: None, services: Vec::new() }
    }

    /// By short name.
    pub fn find(&self, name: &str) -> Option<&Registered> {
        self.0.by_name.get(name).map(|index| &self.0.services[*index])
    }

    /// By the service name in a credential scope.
    pub fn find_by_signing_name(&self, name: &str) -> Option<&Registered> {
        self.0.by_signing_name.get(name).map(|index| &self.0.services[*index])
    }

    /// By what stands before the dot in `X-Amz-Target`.
    pub fn find_by_target_prefix(&self, prefix: &str) -> Option<&Registered> {
        self.0.by_target.get(prefix).map(|index| &self.0.services[*index])
    }

    /// All services, in the order they were registered.
    pub fn services(&self) -> &[Registered] {
        &self.0.services
    }

    /// The store below.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The time.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Performs due tasks, up to `concurrency` at once and those of kinds with places of their own beside them, and keeps the
    /// services' background work going, until `shutdown` resolves; then waits until all of it has ended. Dropping the future
    /// cuts it off.
    pub async fn run_tasks(&self, concurrency: usize, shutdown: impl Future<Output = ()> + Send) {
        let (stop, stopping) = Stop::new();
        let services = self.0.services.iter().map(|registered| registered.0.service.clone()).collect();
        let mut background = background::start(services, &self.0.clock, &stopping);
        let told = async {
            shutdown.await;
            stop.stop();
        };
        self.0.store.tasks().run(Arc::new(self.clone()), concurrency, told).await;
        while background.join_next().await.is_some() {}
    }

    /// Who keeps users' access keys, if any service does.
    pub fn access_keys(&self) -> Option<Arc<dyn AccessKeys>> {
        self.0.services.iter().find_map(|registered| registered.0.service.clone().access_keys())
    }

    /// What issues temporary credentials and knows them again, if there is any.
    pub fn sessions(&self) -> Option<&Arc<Sessions>> {
        self.0.sessions.as_ref()
    }

    /// A call from inside: the same pipeline as a client's, with a document instead of bytes.
    pub(crate) async fn call(
        &self,
        from: &Origin,
        service: &str,
        operation: &str,
        input: Document,
    ) -> Result<Document, ErrorDocument> {
        if from.depth >= DEEPEST {
            let message = format!("{service}:{operation} is called {DEEPEST} levels deep: a loop between services.");
            return Err(ErrorDocument::internal_failure(&message));
        }
        let Some(target) = self.find(service) else {
            let message = format!("The service {service} is not part of this server.");
            return Err(CommonError::NotSupported(message).document());
        };
        let ctx = Context::new(Call {
            account: from.account.clone(),
            region: from.region.clone(),
            principal: from.principal.clone(),
            request_id: self.0.random.uuid_v4(),
            mark: from.mark.clone(),
            now: self.0.clock.now(),
            endpoint: from.endpoint.clone(),
            protocol: Protocol::AwsJson11,
            operation: door::listed(target, operation),
            source_ip: None,
            user_agent: None,
            trace: from.trace.clone(),
            depth: from.depth,
        });
        let found = target.operations().find(operation).ok_or(operation);
        let result = door::run(target, found, &ctx, Body::Inside(input)).await;
        let status = result.as_ref().map_or_else(|error| error.status, |_| 200);
        door::note(&self.0, target.definition(), ctx.operation(), &ctx, status, result.as_ref().err());
        result.map(Answer::into_document)
    }
}

impl Performer for Cloud {
    fn perform<'a>(&'a self, run: TaskRun) -> BoxFuture<'a, Outcome> {
        let name = run.kind.split('/').next().unwrap_or_default();
        match self.find(name) {
            Some(registered) => registered.0.service.perform(run),
            None => {
                let why = format!("no service performs tasks of kind {}", run.kind);
                Box::pin(async move { Outcome::Buried { why } })
            }
        }
    }

    fn places(&self, kind: &str) -> Option<usize> {
        self.find(kind.split('/').next()?)?.0.service.places(kind)
    }
}

/// A service's way to the others, and to the cloud's sessions. Holds no service alive.
#[derive(Clone)]
pub struct Handle(Arc<OnceLock<Weak<Inner>>>);

impl Handle {
    /// What issues temporary credentials; none in a cloud without, or while the server is shutting down.
    pub fn sessions(&self) -> Option<Arc<Sessions>> {
        self.0.get().and_then(Weak::upgrade)?.sessions.clone()
    }

    /// Calls an operation of another service through the same pipeline (decode, authorise, decide, encode, audit).
    ///
    /// It does not wait for the disk: one journal orders both services' commits, so the callee's can't be durable without the
    /// caller's. The callee's positions are noted on `from.mark`; whoever lets the result leave the process settles it.
    ///
    /// # Errors
    /// The callee's error, or `UnknownOperationException` when this server has no such service or operation, or
    /// `InternalFailure` while the server is shutting down or when calls nest too deep.
    pub async fn call(
        &self,
        from: &Origin,
        service: &str,
        operation: &str,
        input: Document,
    ) -> Result<Document, ErrorDocument> {
        let Some(inner) = self.0.get().and_then(Weak::upgrade) else {
            return Err(ErrorDocument::service_unavailable("The server is shutting down."));
        };
        Cloud(inner).call(from, service, operation, input).await
    }
}
