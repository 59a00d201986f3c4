//! A service's operation table, with the types taken away.

use std::future::Future;
use std::sync::Arc;

use futures::future::BoxFuture;
use rustc_hash::FxHashMap;
use tradewind_wire::{ApiError, ErrorDocument, Shape};

use crate::context::Context;
use crate::door::{Answer, Body};
use crate::service::Service;

type Run = Box<dyn Fn(Context, Body) -> BoxFuture<'static, Result<Answer, ErrorDocument>> + Send + Sync>;

/// One listed operation.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) run: Run,
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

    pub(crate) fn find(&self, name: &str) -> Option<&Operation> {
        self.listed.get(name)
    }

    /// Names of what is there, in alphabetical order.
    pub fn names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.listed.keys().copied().collect();
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
    pub fn add<I, O, E, F, H>(mut self, name: &'static str, handler: H) -> Table<S>
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
                let internal = body.is_internal();
                let input = body.decode::<I, S>(&service, name, ctx.protocol())?;
                let output = handler(service, ctx.clone(), input).await.map_err(|error| told(name, &ctx, &error))?;
                Ok(Answer::encode(&output, internal, name, ctx.protocol()))
            })
        });
        let before = self.operations.listed.insert(name, Operation { name, run });
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
