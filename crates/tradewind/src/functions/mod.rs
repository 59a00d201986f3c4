//! The binary's side of functions: where their logs go, what they find of the platform, and what runs them.
//!
//! ```text
//! late.rs        an executor that is still on its way      platform.rs   credentials, and the way to the server's edge
//! log_groups.rs  what functions write                      real.rs       the launcher, the runtimes and the pool
//! ```

pub mod late;
pub mod log_groups;
pub mod platform;
mod real;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;
use tradewind_cloud::Sessions;
use tradewind_functions::Executor;

use crate::config::{self, Config};
use crate::real_time::{Stopwatch, within};
use crate::server::{Server, Ward};
use late::Late;
use log_groups::LogGroups;
use platform::Desk;

/// How long the making of what runs functions may take when the server is told to stop in its midst.
const LONGEST_MAKING: Duration = Duration::from_secs(10);

/// Everything around functions in one server.
pub struct Functions {
    /// How they run.
    pub settings: config::Functions,
    /// Everything of theirs that is on the disk.
    pub folder: PathBuf,
    /// What they write.
    pub logs: Arc<LogGroups>,
    /// What they find of the server.
    pub platform: Arc<Desk>,
    executor: Arc<Late>,
    /// Makes what runs functions.
    making: Background,
    /// Looks after the connections that instances have made.
    sweeping: Background,
}

/// Work that is under way, if it is.
#[derive(Default)]
struct Background(Mutex<Option<JoinHandle<()>>>);

impl Background {
    fn put(&self, work: JoinHandle<()>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(work);
    }

    fn take(&self) -> Option<JoinHandle<()>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl std::fmt::Debug for Functions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Functions").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Functions {
    /// Functions of a server that is being put together. Nothing runs them before [`Functions::begin`].
    ///
    /// # Errors
    /// When the folder of their data has no absolute path.
    pub fn new(config: &Config, sessions: Arc<Sessions>) -> io::Result<Functions> {
        // Other processes, which may be elsewhere, are told of what lies in it.
        let folder = std::path::absolute(&config.data)?.join("functions");
        Ok(Functions {
            settings: config.functions.clone(),
            logs: LogGroups::new(),
            platform: Arc::new(Desk::new(sessions)),
            executor: Late::new(),
            folder,
            making: Background::default(),
            sweeping: Background::default(),
        })
    }

    /// What runs functions, for services.
    pub fn executor(&self) -> Arc<dyn Executor> {
        self.executor.clone()
    }

    /// How many invocations may run at once in an account and region.
    pub fn concurrency(&self) -> u32 {
        u32::try_from(self.settings.concurrency).unwrap_or(u32::MAX)
    }

    /// How it is with them, for health output.
    pub fn facts(&self) -> serde_json::Value {
        self.executor.facts()
    }

    /// Serves the connections that instances make, from now on.
    pub fn open(&self, server: Server) {
        let server = Arc::new(server);
        self.platform.open(server.clone());
        self.sweeping.put(tokio::spawn(async move { server.sweep().await }));
    }

    /// Makes what runs functions, in the background. This program must have called [`tradewind_sandbox::entry`] first of all.
    pub fn begin(&self) {
        let (executor, plan) = (self.executor.clone(), real::Plan::of(self));
        self.making.put(tokio::spawn(async move {
            let took = Stopwatch::start();
            let arrived = plan.carry_out().await;
            if let Err(why) = &arrived {
                tracing::warn!(why, "functions can't be run");
            }
            executor.arrive(arrived).await;
            tracing::debug!(took = ?took.elapsed(), "what runs functions is there");
        }));
    }

    /// Ends all instances, hears their last calls, and writes their last lines.
    pub async fn stop(&self) {
        self.executor.stop().await;
        // What is still being made ends itself when it is there; cut off, it would leave its processes to end alone.
        if let Some(making) = self.making.take()
            && within(LONGEST_MAKING, making).await.is_none()
        {
            tracing::warn!("what runs functions did not get ready, and is left to end alone");
        }
        self.platform.close().await;
        if let Some(sweeping) = self.sweeping.take() {
            sweeping.abort();
        }
        self.logs.stop().await;
    }
}

/// A ward for connections of instances, apart from that of clients: when those are told to finish, a function that runs for one
/// of them must still reach the server.
pub fn ward(limits: &config::Limits) -> Arc<Ward> {
    Ward::new(limits.connections, limits.header_timeout, limits.idle_timeout)
}
