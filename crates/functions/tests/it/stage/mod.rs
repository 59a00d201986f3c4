//! A pool whose processes are tasks of the test: they play runtimes and extensions over real sockets and pipes.

mod actor;
mod around;
mod host;
mod line;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_functions::{
    Environment, Execution, Executor, Function, FunctionError, InitKind, Invocation, InvokeError, LogFormat, Logging,
    Package, PackageSource, Pool, PoolOptions, Report, Runtime,
};
use tradewind_sandbox::Exit;

pub(crate) use actor::{Actor, Event};
pub(crate) use around::{Sink, World};
pub(crate) use host::Fakes;
pub(crate) use line::{Answer, Line, request};

/// When every test begins: 2026-01-02T00:00:00Z.
pub(crate) const START: Timestamp = Timestamp::from_secs(1_767_312_000);

pub(crate) struct Stage {
    pub(crate) pool: Pool,
    pub(crate) clock: Clock,
    pub(crate) fakes: Arc<Fakes>,
    pub(crate) sink: Arc<Sink>,
    pub(crate) world: Arc<World>,
}

/// What a process does; it ends with what this resolves to.
pub(crate) type Script = Arc<dyn Fn(Actor) -> BoxFuture<'static, Exit> + Send + Sync>;

impl Stage {
    pub(crate) fn new<F>(play: impl Fn(Actor) -> F + Send + Sync + 'static) -> Stage
    where
        F: Future<Output = Exit> + Send + 'static,
    {
        Stage::with(PoolOptions::default(), play)
    }

    pub(crate) fn with<F>(options: PoolOptions, play: impl Fn(Actor) -> F + Send + Sync + 'static) -> Stage
    where
        F: Future<Output = Exit> + Send + 'static,
    {
        let clock = Clock::manual(START);
        let script: Script = Arc::new(move |actor| Box::pin(play(actor)));
        let fakes = Arc::new(Fakes::new(script));
        let (sink, world) = (Arc::new(Sink::default()), Arc::new(World::new(clock.clone())));
        let (host, logs, platform) = (fakes.clone(), sink.clone(), world.clone());
        let pool = Pool::new(host, logs, platform, clock.clone(), Random::seeded(1), options);
        Stage { pool, clock, fakes, sink, world }
    }

    /// Invokes a function with a payload.
    pub(crate) fn invoke(
        &self,
        function: &Arc<Function>,
        id: &str,
        payload: &str,
    ) -> tokio::task::JoinHandle<Result<Execution, InvokeError>> {
        tokio::spawn(self.pool.invoke(function.clone(), invocation(id, payload)))
    }

    pub(crate) async fn run(&self, function: &Arc<Function>, id: &str, payload: &str) -> Done {
        done(self.invoke(function, id, payload).await.expect("joins"))
    }

    /// Moves time.
    pub(crate) async fn advance(&self, by: Duration) {
        self.clock.advance(by).await.expect("virtual");
    }

    /// Stops, and asserts that nothing is left.
    pub(crate) async fn stop(self) {
        self.pool.stop().await;
        assert_eq!(self.fakes.running(), 0, "a process is left");
        let facts = self.pool.facts();
        for count in ["starting", "busy", "idle", "waiting", "memory_mb"] {
            assert_eq!(facts["instances"][count], 0, "{count} in {facts}");
        }
    }
}

/// A buffered execution.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) payload: Bytes,
    pub(crate) error: Option<FunctionError>,
    pub(crate) tail: String,
    pub(crate) report: Report,
}

impl Done {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.payload).expect("JSON")
    }

    /// The payload of a success.
    pub(crate) fn text(&self) -> &str {
        assert_eq!(self.error, None, "{:?}", self.payload);
        std::str::from_utf8(&self.payload).expect("text")
    }
}

pub(crate) fn done(execution: Result<Execution, InvokeError>) -> Done {
    match execution.expect("an execution") {
        Execution::Buffered { payload, error, log_tail, report } => {
            Done { payload, error, tail: String::from_utf8_lossy(&log_tail).into_owned(), report }
        }
        Execution::Streamed { .. } => panic!("a stream"),
    }
}

pub(crate) fn invocation(id: &str, payload: &str) -> Invocation {
    Invocation {
        request_id: id.to_owned(),
        payload: Bytes::copy_from_slice(payload.as_bytes()),
        invoked_arn: "arn:aws:lambda:eu-west-1:123456789012:function:f".to_owned(),
        response_limit: 6_291_556,
        ..Invocation::default()
    }
}

struct NoSource;

impl PackageSource for NoSource {
    fn fetch(&self) -> BoxFuture<'_, std::io::Result<Bytes>> {
        Box::pin(async { Err(std::io::ErrorKind::NotFound.into()) })
    }
}

/// `123456789012/eu-west-1/<name>/$LATEST/1`: 128 MB, 3 seconds.
pub(crate) fn function(name: &str) -> Function {
    Function {
        key: format!("123456789012/eu-west-1/{name}/$LATEST/1"),
        account: "123456789012".to_owned(),
        region: "eu-west-1".to_owned(),
        name: name.to_owned(),
        version: "$LATEST".to_owned(),
        arn: format!("arn:aws:lambda:eu-west-1:123456789012:function:{name}"),
        runtime: Runtime::ProvidedAl2023,
        handler: "main.handler".to_owned(),
        code: Package { sha256: "0".repeat(64), source: Arc::new(NoSource) },
        layers: Vec::new(),
        environment: Environment::default(),
        role: "arn:aws:iam::123456789012:role/r".to_owned(),
        timeout: Duration::from_secs(3),
        memory_mb: 128,
        tmp_mb: 512,
        logging: Logging {
            format: LogFormat::Text,
            application_level: None,
            system_level: None,
            group: format!("/aws/lambda/{name}"),
        },
        init: InitKind::OnDemand,
        min_level: None,
    }
}

pub(crate) fn code(code: i32) -> Exit {
    Exit { code: Some(code), ..Exit::default() }
}

/// A runtime that answers every event with itself.
pub(crate) async fn echo(actor: Actor) -> Exit {
    let mut api = actor.api().await;
    loop {
        let event = api.next().await;
        let payload = event.body.clone();
        assert_eq!(api.respond(&event.id(), &payload).await.status, 202);
    }
}
