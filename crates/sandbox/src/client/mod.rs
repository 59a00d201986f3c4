//! The server's half: a launcher and what it launched.

mod connection;
mod instance;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use instance::{Ends, Instance};

pub(crate) use connection::Connection;

use crate::error::{LaunchError, StartError};
use crate::level::{Choice, Egress, Feature, Level, Probe, SelfTest};
use crate::selftest;
use crate::spec::{Spec, ZygoteId, ZygoteSpec};
use crate::wire::{Config, Done, Want};

/// What a launcher is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// What is re-executed as the launcher: the path of a program that calls [`crate::entry`] first in its `main`.
    pub executable: PathBuf,
    /// A private folder of the launcher. What a launcher that was killed left there is swept at start.
    pub state: PathBuf,
    /// Which level is wanted.
    pub choice: Choice,
    /// The weakest level at which anything is launched.
    pub floor: Level,
    /// What of the network is reachable from inside.
    pub egress: Egress,
}

/// Launches process trees in an isolation of their own. A clone is the same launcher.
///
/// The launcher is a process. If it dies, everything it launched dies with it; the next launch starts another one.
#[derive(Clone, Debug)]
pub struct Launcher {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    options: Options,
    self_test: SelfTest,
    stopped: AtomicBool,
    connection: tokio::sync::Mutex<Option<Arc<Connection>>>,
}

impl Launcher {
    /// Runs the self-test, strongest level first, and keeps the launcher of the level in force. A machine on which no level at or
    /// above the floor passes still gives a `Launcher`: its level is none, and every launch is [`LaunchError::NoLevel`].
    ///
    /// # Errors
    /// When the executable can't be started, or does not answer as a launcher.
    pub async fn start(options: Options) -> Result<Launcher, StartError> {
        let mut self_test = SelfTest::default();
        let mut connection = None;
        for level in wanted(&options, &mut self_test.reasons) {
            match try_level(&options, level).await? {
                Ok(tried) => {
                    self_test.level = Some(level);
                    self_test.features = tried.features;
                    self_test.probes.extend(tried.probes);
                    connection = Some(tried.connection);
                    break;
                }
                Err(failed) => {
                    self_test.reasons.push(failed.reason);
                    self_test.probes.extend(failed.probes);
                }
            }
        }
        let connection = tokio::sync::Mutex::new(connection);
        Ok(Launcher { inner: Arc::new(Inner { options, self_test, stopped: AtomicBool::new(false), connection }) })
    }

    /// What the self-test found.
    #[must_use]
    pub fn self_test(&self) -> &SelfTest {
        &self.inner.self_test
    }

    /// The level in force; none when nothing can be launched.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.inner.self_test.level
    }

    /// Whether programs see a root of their own: then [`Spec::mounts`] are used.
    #[must_use]
    pub fn private_root(&self) -> bool {
        self.level() == Some(Level::Sandbox)
    }

    /// Whether programs have a loopback of their own: then [`Spec::listen`] is used, and [`Ends::listeners`] has one for each port.
    #[must_use]
    pub fn own_loopback(&self) -> bool {
        self.level() == Some(Level::Sandbox)
    }

    /// Launches a process tree. Resolves when the program runs.
    ///
    /// # Errors
    /// When no level is in force, when a step of the isolation fails, or when the program can't be executed.
    pub async fn launch(&self, spec: Spec) -> Result<Instance, LaunchError> {
        let connection = self.connection().await?;
        Instance::launch(connection, spec).await
    }

    /// Starts a process from which instances can be forked. Resolves when it is ready.
    ///
    /// # Errors
    /// When no level is in force, or when it can't be started or does not become ready.
    pub async fn zygote(&self, spec: ZygoteSpec) -> Result<ZygoteId, LaunchError> {
        match self.connection().await?.call(Want::Zygote(spec)).await?.done {
            Done::Zygote(id) => Ok(id),
            other => Err(unexpected(&other)),
        }
    }

    /// Ends a zygote. What was forked from it goes on.
    pub async fn end_zygote(&self, id: ZygoteId) {
        let current = self.inner.connection.lock().await.clone();
        if let Some(connection) = current {
            // One that is gone has no zygotes either.
            let _ = connection.call(Want::EndZygote(id)).await;
        }
    }

    /// Ends all instances, the zygotes and the launcher; resolves when nothing is left. Nothing is launched afterwards.
    pub async fn stop(&self) {
        self.inner.stopped.store(true, Ordering::SeqCst);
        let current = self.inner.connection.lock().await.take();
        if let Some(connection) = current {
            connection.stop().await;
        }
    }

    /// The launcher's process id, for tests and health output.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        let current = self.inner.connection.try_lock().ok()?;
        current.as_ref().map(|connection| connection.process_id())
    }

    /// The launcher that runs; a new one if the last one died.
    async fn connection(&self) -> Result<Arc<Connection>, LaunchError> {
        let Some(level) = self.level() else {
            return Err(LaunchError::NoLevel(self.inner.self_test.reasons.clone()));
        };
        let mut current = self.inner.connection.lock().await;
        if self.inner.stopped.load(Ordering::SeqCst) {
            return Err(LaunchError::Gone("the launcher".to_owned()));
        }
        if let Some(connection) = current.as_ref().filter(|connection| !connection.is_gone()) {
            return Ok(connection.clone());
        }
        if let Some(gone) = current.take() {
            tracing::warn!("the launcher died and is started anew");
            gone.reaped().await;
        }
        let started = Connection::start(&self.inner.options.executable, &config(&self.inner.options, level)).await;
        let failed = |error: String| LaunchError::Failed { step: "start of another launcher".to_owned(), error };
        let (connection, _) = started.map_err(|error| failed(error.to_string()))?.map_err(failed)?;
        *current = Some(connection.clone());
        Ok(connection)
    }
}

/// A level that passed.
struct Tried {
    connection: Arc<Connection>,
    features: Vec<Feature>,
    probes: Vec<Probe>,
}

/// A level that did not.
struct Failed {
    reason: String,
    probes: Vec<Probe>,
}

/// The levels to try, strongest first; why others are not goes to `reasons`.
fn wanted(options: &Options, reasons: &mut Vec<String>) -> Vec<Level> {
    let levels = match options.choice {
        Choice::Auto => vec![Level::Sandbox, Level::Confined, Level::Process],
        Choice::Exactly(Level::Vm) => {
            reasons.push("vm: this level does not exist yet".to_owned());
            Vec::new()
        }
        Choice::Exactly(level) => vec![level],
    };
    if let (Choice::Exactly(level), true) = (options.choice, levels.iter().any(|level| *level < options.floor)) {
        reasons.push(format!("{level}: is weaker than the weakest level that is accepted, {}", options.floor));
    }
    levels.into_iter().filter(|level| *level >= options.floor).collect()
}

/// Starts a launcher of this level and runs the probes in it.
async fn try_level(options: &Options, level: Level) -> Result<Result<Tried, Failed>, StartError> {
    let failed = |reason: &str, probes| Failed { reason: selftest::with_advice(level, reason), probes };
    let (connection, features) = match Connection::start(&options.executable, &config(options, level)).await? {
        Ok(started) => started,
        Err(reason) => return Ok(Err(failed(&reason, Vec::new()))),
    };
    match selftest::run(&connection, &options.executable, &options.state, level, options.egress).await {
        Ok(probes) => Ok(Ok(Tried { connection, features, probes })),
        Err(refused) => {
            connection.stop().await;
            Ok(Err(failed(&refused.reason, refused.probes)))
        }
    }
}

fn config(options: &Options, level: Level) -> Config {
    Config { level, egress: options.egress, state: options.state.clone() }
}

/// An answer of another kind than the question: the executable is of another version.
fn unexpected(done: &Done) -> LaunchError {
    LaunchError::Invalid(format!("the launcher answered something else than was asked: {done:?}"))
}
