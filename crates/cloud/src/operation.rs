//! A service's operation table, with the types taken away.

use std::future::Future;
use std::sync::Arc;

use futures::future::BoxFuture;
use rustc_hash::FxHashMap;
use tradewind_wire::{ApiError, ErrorDocument, Shape};

use crate::context::Context;
use crate::door::{Answer, Body};
use crate::service::Service;
use crate::web;

type Run = Box<dyn Fn(Context, Body) -> BoxFuture<'static, Result<Answer, ErrorDocument>> + Send + Sync>;

/// One listed operation.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) run: Run,
    /// The status of a success in a REST protocol.
    pub(crate) status: u16,
    /// Whether it is a site's, and can't be called by name.
    pub(crate) internal: bool,
    /// Whether callers may use it that are not known.
    pub(crate) anonymous: bool,
    /// Whether it takes its payload as it comes.
    pub(crate) streams: bool,
}

/// What a service can do, by operation name.
pub struct Operations {
    listed: FxHashMap<&'static str, Operation>,
    absent: Vec<&'static str>,
}

/// A table being filled for one service.
pub struct Table<S> {
    service: Arc<S>,
    operations: Operations,
}

impl Operations {
    /// An empty table for a service.
    #[expect(clippy::new_ret_no_self, reason = "the table keeps the service until every handler has its share of it")]
    pub fn new<S: Service>(service: Arc<S>) -> Table<S> {
        Table { service, operations: Operations { listed: FxHashMap::default(), absent: Vec::new() } }
    }

    /// An operation that callers name.
    pub(crate) fn find(&self, name: &str) -> Option<&Operation> {
        self.listed.get(name).filter(|operation| !operation.internal)
    }

    /// An operation that answers a site's web requests.
    pub(crate) fn find_internal(&self, name: &str) -> Option<&Operation> {
        self.listed.get(name).filter(|operation| operation.internal)
    }

    /// Whether an operation takes its payload as it comes ([`crate::Cloud::handle_stream`]).
    pub fn streams(&self, name: &str) -> bool {
        self.find(name).is_some_and(|operation| operation.streams)
    }

    /// Whether an internal operation of this name is there ([`Table::add_internal`]).
    pub fn has_internal(&self, name: &str) -> bool {
        self.find_internal(name).is_some()
    }

    /// Names of what is there and can be called, in alphabetical order.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.listed.values().filter(|one| !one.internal).map(|one| one.name).collect();
        names.sort_unstable();
        names
    }

    /// Names of what AWS has and this service does not have yet, in alphabetical order.
    pub fn absent(&self) -> &[&'static str] {
        &self.absent
    }
}

impl<S: Service> Table<S> {
    /// Lists an operation under its AWS name with the function that handles it.
    ///
    /// # Panics
    /// When the name is listed twice, which is a mistake in the service's source.
    #[must_use]
    pub fn add<I, O, E, F, H>(self, name: &'static str, handler: H) -> Table<S>
    where
        I: Shape + Send + 'static,
        O: Shape + Send + 'static,
        E: ApiError + Send + 'static,
        F: Future<Output = Result<O, E>> + Send + 'static,
        H: Fn(Arc<S>, Context, I) -> F + Send + Sync + 'static,
    {
        self.list(name, false, handler)
    }

    /// Lists an operation that answers web requests ([`crate::web`]). It goes through the pipeline like every other, and can't be
    /// called by its name: not by clients, not from inside. It does not stand among [`Operations::names`].
    ///
    /// # Panics
    /// When the name is listed twice, which is a mistake in the service's source.
    #[must_use]
    pub fn add_internal<E, F, H>(self, name: &'static str, handler: H) -> Table<S>
    where
        E: ApiError + Send + 'static,
        F: Future<Output = Result<web::Response, E>> + Send + 'static,
        H: Fn(Arc<S>, Context, web::Request) -> F + Send + Sync + 'static,
    {
        self.list(name, true, handler)
    }

    /// Lets everybody use these operations, also callers that are not known ([`crate::Principal::Anonymous`]). They check
    /// themselves who may do what.
    ///
    /// # Panics
    /// When one of them is not listed, which is a mistake in the service's source.
    #[must_use]
    pub fn open_to_anonymous(mut self, names: &[&'static str]) -> Table<S> {
        for name in names {
            match self.operations.listed.get_mut(name) {
                Some(operation) => operation.anonymous = true,
                None => panic!("operation {name} is open to anonymous callers and not listed"),
            }
        }
        self
    }

    fn list<I, O, E, F, H>(mut self, name: &'static str, internal: bool, handler: H) -> Table<S>
    where
        I: Shape + Send + 'static,
        O: Shape + Send + 'static,
        E: ApiError + Send + 'static,
        F: Future<Output = Result<O, E>> + Send + 'static,
        H: Fn(Arc<S>, Context, I) -> F + Send + Sync + 'static,
    {
        let service = self.service.clone();
        let handler = Arc::new(handler);
        let run: Run = Box::new(move |ctx, body| {
            let (service, handler) = (service.clone(), handler.clone());
            Box::pin(async move {
                let form = body.form();
                let input = body.decode::<I, S>(&service, name, ctx.protocol())?;
                let output =
                    handler(service.clone(), ctx.clone(), input).await.map_err(|error| told(name, &ctx, &error))?;
                Ok(Answer::encode(&output, form, name, ctx.protocol(), service.definition()))
            })
        });
        let route = self.service.definition().routes.iter().find(|route| route.operation == name);
        let status = route.map_or(200, |route| route.status);
        let operation = Operation { name, run, status, internal, anonymous: false, streams: I::STREAMS };
        let before = self.operations.listed.insert(name, operation);
        assert!(before.is_none(), "operation {name} is listed twice");
        self
    }

    /// Names operations AWS has that are not built yet, for the README's table. They answer as unknown ones.
    #[must_use]
    pub fn absent(mut self, names: &[&'static str]) -> Table<S> {
        self.operations.absent.extend_from_slice(names);
        self.operations.absent.sort_unstable();
        self
    }

    /// The finished table.
    pub fn build(self) -> Operations {
        self.operations
    }
}

/// The error for the client; what broke inside goes to the log.
fn told(operation: &str, ctx: &Context, error: &impl ApiError) -> ErrorDocument {
    if let Some(cause) = error.cause() {
        tracing::error!(operation, request = ctx.request_id(), %cause, "a request failed inside");
    }
    error.to_document()
}

impl<S: Service> From<Table<S>> for Operations {
    fn from(table: Table<S>) -> Operations {
        table.build()
    }
}
