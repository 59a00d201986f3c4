//! `tradewind up`: puts the parts together, serves, and takes them apart again.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tracing::{error, info, warn};
use tradewind_clock::{Awake, Clock, Random, Timestamp};
use tradewind_cloud::{Builder, Cloud, Sessions};
use tradewind_functions::Executor;
use tradewind_resource::ResourceType;
use tradewind_store::{OpenError, Options, Store, StoreError};

use crate::admin::{Admin, resume};
use crate::config::{Auth, ClockKind, Config};
use crate::edge::Edge;
use crate::failure::Failure;
use crate::functions::{self, Functions};
use crate::metrics::{Counting, Metrics};
use crate::real_time::{pause, within};
use crate::server::{Server, Ward};

/// How often idle cells are looked for, in real time.
const HOUSEKEEPING: Duration = Duration::from_secs(60);

/// How long a cell must not have been used to be idle, on the server's clock.
const IDLE_CELL: Duration = Duration::from_secs(600);

/// A server that is running.
pub struct Running {
    /// Where it listens; the port is the real one, also if 0 was asked for.
    pub address: SocketAddr,
    cloud: Cloud,
    stop: watch::Sender<bool>,
    serving: JoinHandle<usize>,
    tasks: JoinHandle<()>,
    housekeeping: JoinHandle<()>,
    functions: Arc<Functions>,
    patience: Duration,
}

/// The services of this program, in the order they are listed; functions are run by `executor`, as many at once in each account
/// and region as `concurrency` says.
pub fn services(builder: Builder, executor: Arc<dyn Executor>, concurrency: u32) -> Builder {
    builder
        .register(tradewind_sqs::Sqs::new)
        .register(tradewind_events::Events::new)
        .register(|parts| tradewind_lambda::Lambda::with_concurrency(parts, executor, concurrency))
        .register(tradewind_logs::Logs::new)
        .register(tradewind_iam::Iam::new)
        .register(tradewind_sts::Sts::new)
        .register(tradewind_s3::S3::new)
        .register(tradewind_kms::Kms::new)
        .register(tradewind_ssm::Ssm::new)
        .register(tradewind_secretsmanager::SecretsManager::new)
        .register(tradewind_ecr::Ecr::new)
        .register(tradewind_states::States::new)
        .register(|parts| tradewind_cloudformation::CloudFormation::new(parts, resource_types()))
}

/// The resource types that templates may have, beside CloudFormation's own.
fn resource_types() -> Vec<ResourceType> {
    [
        tradewind_ecr::cfn::resource_types(),
        tradewind_events::cfn::resource_types(),
        tradewind_iam::cfn::resource_types(),
        tradewind_kms::cfn::resource_types(),
        tradewind_lambda::cfn::resource_types(),
        tradewind_logs::cfn::resource_types(),
        tradewind_s3::cfn::resource_types(),
        tradewind_secretsmanager::cfn::resource_types(),
        tradewind_sqs::cfn::resource_types(),
        tradewind_ssm::cfn::resource_types(),
    ]
    .concat()
}

/// What lives on a server once it serves, at this address. When it ends, the server does.
pub type Guest = Box<dyn FnOnce(SocketAddr) -> BoxFuture<'static, Result<(), String>>>;

/// Runs the server until SIGTERM or SIGINT, or until its guest ends, on a runtime of its own.
///
/// # Errors
/// Why it did not start, or did not close well, or why its guest ended.
pub fn run(config: &Config, guest: Option<Guest>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(config.threads)
        .thread_name("tradewind")
        .enable_all()
        .build()
        .map_err(|error| Failure::System("no threads", error))?;
    runtime.block_on(async {
        // Before anything else, so that no signal finds the process without an ear for it.
        let signals = Signals::listen().map_err(|error| Failure::System("no signals", error))?;
        let running =
            start(config, |builder, functions| services(builder, functions.executor(), functions.concurrency()))
                .await?;
        announce(running.address);
        running.functions().begin();
        let stay = async {
            match guest {
                Some(guest) => guest(running.address).await.map_err(Failure::Application),
                None => std::future::pending().await,
            }
        };
        let ended = tokio::select! {
            () = signals.asked_to_stop() => Ok(()),
            ended = stay => ended,
        };
        running.stop().await.and(ended)
    })
}

/// Opens the store, puts the services together and begins to serve.
///
/// # Errors
/// Why not.
pub async fn start(config: &Config, services: impl FnOnce(Builder, &Functions) -> Builder) -> Result<Running, Failure> {
    // First of all, so that a second server on the same port says so and touches nothing.
    let listener = TcpListener::bind(config.listen).await.map_err(|error| Failure::Listen(config.listen, error))?;
    let address = listener.local_addr().map_err(|error| Failure::Listen(config.listen, error))?;
    let clock = match config.clock {
        ClockKind::System => Clock::system(),
        ClockKind::Virtual => Clock::manual(Timestamp::ZERO),
    };
    let random = Random::from_entropy().map_err(|error| Failure::System("no entropy", error))?;
    let limits = &config.limits;
    let ward = Ward::new(limits.connections, limits.header_timeout, limits.idle_timeout);
    let metrics = Metrics::new(ward.clone());
    let store = open(config, &clock, &random, &metrics)?;
    let metrics = metrics.with_store(store.clone());
    if let Some(later) = resume(&store, &clock).await.map_err(Failure::Store)? {
        warn!(%later, "a virtual clock has taken this data past the machine's time; what was due then is due in the future now");
    }
    let sessions = Arc::new(Sessions::kept_in(&store, &random).await.map_err(Failure::Store)?);
    let functions = Functions::new(config, sessions.clone());
    let functions = Arc::new(functions.map_err(|error| Failure::System("no folder for functions", error))?);
    let builder = Cloud::builder(store, clock, random.split()).audit(Counting(metrics.clone())).sessions(sessions);
    let cloud = services(builder, &functions).build();
    metrics.know(&cloud);
    functions.logs.open(cloud.clone(), config.clock == ClockKind::Virtual);
    if config.auth == Auth::Off && !address.ip().is_loopback() {
        warn!(%address, "authentication is off and other machines can reach this server: they can do everything");
    }
    let (stop, stopped) = watch::channel(false);
    let tasks = tokio::spawn(perform(cloud.clone(), config.tasks, stopped.clone(), cloud.clock().hold()));
    let housekeeping = tokio::spawn(forget_idle_cells(cloud.clone()));
    let admin = Admin::new(config, cloud.clone(), metrics.clone(), functions.clone());
    let edge = Arc::new(Edge::new(config, cloud.clone(), random, admin, metrics));
    functions.open(Server::new(edge.clone(), functions::ward(limits), config.limits.clone()));
    let server = Server::new(edge, ward, config.limits.clone());
    let serving = tokio::spawn(async move { server.serve(listener, stopped).await });
    info!(%address, data = %config.data.display(), version = env!("CARGO_PKG_VERSION"), "serving");
    let patience = config.limits.drain_timeout;
    Ok(Running { address, cloud, stop, serving, tasks, housekeeping, functions, patience })
}

fn open(config: &Config, clock: &Clock, random: &Random, metrics: &Metrics) -> Result<Store, Failure> {
    if config.data.is_file() {
        let kind = std::io::ErrorKind::NotADirectory;
        return Err(OpenError::io(&config.data, std::io::Error::new(kind, "it is a file, not a directory")).into());
    }
    let options = Options {
        on_sync: Some(metrics.on_sync()),
        checkpoint_bytes: config.checkpoint as u64,
        base_cache_bytes: config.cache as u64,
        ..Options::new(&config.data, clock.clone(), random.fork())
    };
    Ok(Store::open(options)?)
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Cells that nobody has used for a while keep nothing in memory. Memory is the machine's, so it is looked after in real time.
async fn forget_idle_cells(cloud: Cloud) {
    loop {
        pause(HOUSEKEEPING).await;
        cloud.store().evict_idle(cloud.clock().now() - IDLE_CELL);
    }
}

async fn perform(cloud: Cloud, concurrency: usize, mut stopped: watch::Receiver<bool>, held: Awake) {
    let stop = async move {
        // A sender that is gone means the same.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    // Whoever moves virtual time right after the start finds it held until the first look at what is due already: these are asked
    // in their order.
    futures::join!(cloud.run_tasks(concurrency, stop), async { drop(held) });
}

impl Running {
    /// What is around functions.
    pub fn functions(&self) -> &Arc<Functions> {
        &self.functions
    }

    /// The services and the store.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// Stops: no new connections, requests in flight finish, tasks stop, the store is closed.
    ///
    /// # Errors
    /// When the store does not close well.
    pub async fn stop(self) -> Result<(), Failure> {
        info!("stopping");
        // Nobody waits for the news if everything has ended already.
        let _ = self.stop.send(true);
        match self.serving.await {
            Ok(0) => {}
            Ok(cut_off) => warn!(cut_off, "connections did not finish in time"),
            Err(failed) => error!(%failed, "the server had failed"),
        }
        let mut tasks = self.tasks;
        if within(self.patience, &mut tasks).await.is_none() {
            warn!("tasks did not finish in time; they are performed again at the next start");
            // What they wait for must not come to them as a failure of theirs.
            tasks.abort();
            let _ = tasks.await;
        }
        self.functions.stop().await;
        self.housekeeping.abort();
        let store = self.cloud.store().clone();
        drop(self.cloud);
        let closed = tokio::task::spawn_blocking(move || store.close()).await;
        closed.unwrap_or(Err(StoreError::Closed)).map_err(Failure::Close)?;
        info!("stopped");
        Ok(())
    }
}

/// The one line on standard output, for people and for scripts that wait for it.
fn announce(address: SocketAddr) {
    let mut out = std::io::stdout().lock();
    // Nobody may be reading; the server serves all the same.
    let _ = writeln!(out, "listening on http://{address}").and_then(|()| out.flush());
}

/// The signals that ask the process to stop.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From here on the signals are kept for [`Signals::asked_to_stop`] instead of ending the process.
    fn listen() -> std::io::Result<Signals> {
        Ok(Signals { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn either(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    async fn asked_to_stop(mut self) {
        self.either().await;
        // Whoever asks a second time does not want to wait; what was acknowledged is durable anyhow.
        tokio::spawn(async move {
            self.either().await;
            std::process::exit(130);
        });
    }
}
