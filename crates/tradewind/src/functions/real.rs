//! What really runs functions: a launcher of isolated processes, the runtimes of this machine, and a pool of instances.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tradewind_clock::{Clock, Random};
use tradewind_functions::{
    HostOptions, LaunchedHost, PackageLimits, Packages, Pool, PoolOptions, Runtimes, RuntimesOptions, Search,
    StartMode, Versions,
};
use tradewind_sandbox::{Choice, Launcher, Level, Options, SelfTest};

use super::Functions;
use super::late::Arrived;
use super::log_groups::LogGroups;
use super::platform::Desk;
use crate::config;

/// Node.js workers that wait for a function, of each version and size in use.
const WORKERS: usize = 1;

/// MB of memory where the machine does not say how much it has.
const UNKNOWN_MEMORY: u64 = 4_096;

/// Everything that is needed to make it, taken from [`Functions`] so that nothing of the server is kept alive by the making.
pub(super) struct Plan {
    settings: config::Functions,
    folder: PathBuf,
    logs: Arc<LogGroups>,
    platform: Arc<Desk>,
}

impl Plan {
    pub(super) fn of(functions: &Functions) -> Plan {
        let Functions { settings, folder, logs, platform, .. } = functions;
        Plan { settings: settings.clone(), folder: folder.clone(), logs: logs.clone(), platform: platform.clone() }
    }

    /// Finds out how well functions can be isolated here, and makes what runs them. A machine where they can't be isolated well
    /// enough gets one as well: it refuses every function and says why.
    pub(super) async fn carry_out(self) -> Result<Arrived, String> {
        let launcher = self.launcher().await?;
        report(launcher.self_test(), &self.settings);
        let Plan { settings, folder, logs, platform } = self;
        let options = pool_options(&settings);
        let (spawn, search) = (settings.always_spawn, (settings.runtimes, settings.versions));
        let host = {
            let launcher = launcher.clone();
            tokio::task::spawn_blocking(move || host(launcher, folder, spawn, search)).await
        };
        let host = host.map_err(io::Error::other).flatten();
        let random = host.and_then(|host| Random::from_entropy().map(|random| (host, random)));
        let (host, random) = match random {
            Ok(made) => made,
            Err(error) => {
                launcher.stop().await;
                return Err(format!("what functions need can't be put on the disk: {error}"));
            }
        };
        // Functions are real, also under a virtual clock.
        let pool = Pool::new(Arc::new(host), logs, platform, Clock::system(), random, options);
        let ending = pool.clone();
        let stop = Box::pin(async move {
            ending.stop().await;
            launcher.stop().await;
        });
        Ok(Arrived { executor: Arc::new(pool), stop })
    }

    async fn launcher(&self) -> Result<Launcher, String> {
        let executable = std::env::current_exe();
        let options = Options {
            executable: executable.map_err(|error| format!("this program does not know its own path: {error}"))?,
            state: self.folder.join("launcher"),
            choice: self.settings.isolation,
            floor: self.settings.min_isolation,
            egress: self.settings.egress,
        };
        Launcher::start(options).await.map_err(|error| error.to_string())
    }
}

fn host(
    launcher: Launcher,
    folder: PathBuf,
    spawn: bool,
    (interpreters, versions): (Vec<PathBuf>, Versions),
) -> io::Result<LaunchedHost> {
    let packages = Packages::open(folder.join("packages"), PackageLimits::default())?;
    let runtimes = Runtimes::discover(RuntimesOptions {
        state: folder.join("runtimes"),
        search: Search::from_environment(interpreters),
        versions,
        start: if spawn { StartMode::Spawn } else { StartMode::Auto },
    })?;
    let workers = if spawn { 0 } else { WORKERS };
    Ok(LaunchedHost::new(HostOptions { launcher, packages, runtimes, clock: Clock::system(), workers }))
}

fn pool_options(settings: &config::Functions) -> PoolOptions {
    let configured = settings.memory.map(|bytes| (bytes >> 20) as u64);
    let memory_mb = configured.unwrap_or_else(|| machine_memory_mb().unwrap_or(UNKNOWN_MEMORY) / 2);
    PoolOptions { idle: settings.idle, memory_mb, ..PoolOptions::default() }
}

/// MB of memory this machine has.
fn machine_memory_mb() -> Option<u64> {
    memory_of(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

fn memory_of(meminfo: &str) -> Option<u64> {
    let total = meminfo.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kilobytes: u64 = total.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1_024)
}

/// Says at start how functions are isolated, and why not better.
fn report(self_test: &SelfTest, settings: &config::Functions) {
    let why = self_test.reasons.join("; ");
    let Some(level) = self_test.level else {
        return tracing::warn!(
            floor = %settings.min_isolation,
            why,
            "functions are refused: this machine can't isolate them well enough"
        );
    };
    let features: Vec<String> =
        self_test.features.iter().map(|feature| [feature.name.as_str(), "=", &feature.state].concat()).collect();
    tracing::info!(%level, features = features.join(", "), "functions are isolated");
    if !why.is_empty() {
        tracing::warn!(%level, why, "functions could be isolated better");
    } else if level == Level::Process && settings.isolation != Choice::Auto {
        tracing::warn!("functions run without a security boundary: for trusted code only");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_says_its_memory() {
        assert_eq!(memory_of("MemFree: 1 kB\nMemTotal:       24589312 kB\nX: 1\n"), Some(24_013));
        for odd in ["", "MemTotal: 12", "MemTotal: many kB", "MemFree: 1 kB"] {
            assert_eq!(memory_of(odd), None, "{odd}");
        }
        assert!(machine_memory_mb().is_some_and(|mb| mb > 64));
    }
}
