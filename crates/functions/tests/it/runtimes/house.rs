//! A pool over the real host, and functions to run in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tradewind_clock::{Clock, Random};
use tradewind_functions::{
    Environment, Executor, Function, HostOptions, LaunchedHost, PackageLimits, Packages, Pool, PoolOptions, Runtime,
    Runtimes, RuntimesOptions, Search, StartMode, Versions,
};
use tradewind_sandbox::{Choice, Egress, Launcher, Level, Options};

use crate::packages::package;
use crate::packages::zips::zip;
use crate::stage::{Done, Sink, World, done, function, invocation};

pub(crate) struct House {
    pub(crate) pool: Pool,
    pub(crate) sink: Arc<Sink>,
    launcher: Launcher,
    folder: TempDir,
}

/// How a house is built.
pub(crate) struct Plans {
    pub(crate) choice: Choice,
    pub(crate) start: StartMode,
    pub(crate) workers: usize,
    /// Interpreters that go before all others.
    pub(crate) configured: Vec<PathBuf>,
}

impl Default for Plans {
    fn default() -> Plans {
        Plans { choice: Choice::Auto, start: StartMode::Auto, workers: 1, configured: Vec::new() }
    }
}

impl House {
    pub(crate) async fn open() -> House {
        House::build(Plans::default()).await
    }

    /// Every instance executes its interpreter anew.
    pub(crate) async fn spawning() -> House {
        House::build(Plans { start: StartMode::Spawn, ..Plans::default() }).await
    }

    pub(crate) async fn build(plans: Plans) -> House {
        let folder = tempfile::Builder::new().prefix("functions-test-").tempdir().unwrap();
        readable(folder.path());
        let options = Options {
            executable: PathBuf::from(env!("CARGO_BIN_EXE_functions-launcher")),
            state: made(folder.path(), "launcher"),
            choice: plans.choice,
            floor: Level::Process,
            egress: Egress::None,
        };
        let launcher = Launcher::start(options).await.unwrap();
        let runtimes = Runtimes::discover(RuntimesOptions {
            state: made(folder.path(), "runtimes"),
            search: Search::from_environment(plans.configured),
            versions: Versions::Exact,
            start: plans.start,
        });
        let clock = Clock::system();
        let host = LaunchedHost::new(HostOptions {
            launcher: launcher.clone(),
            packages: Packages::open(folder.path().join("packages"), PackageLimits::default()).unwrap(),
            runtimes: runtimes.unwrap(),
            clock: clock.clone(),
            workers: plans.workers,
        });
        let (sink, world) = (Arc::new(Sink::default()), Arc::new(World::new(clock.clone())));
        let random = Random::from_entropy().unwrap();
        let options = PoolOptions::default();
        let pool = Pool::new(Arc::new(host), sink.clone(), world, clock, random, options);
        House { pool, sink, launcher, folder }
    }

    pub(crate) fn level(&self) -> Option<Level> {
        self.launcher.level()
    }

    /// Invokes once.
    pub(crate) async fn invoke(&self, lambda: &Lambda, payload: &str) -> Done {
        done(self.pool.invoke(lambda.function(), invocation(REQUEST, payload)).await)
    }

    /// Waits until the host has something ready that makes the next start a fast one, such as `workers` or `zygotes`.
    pub(crate) async fn until_ready(&self, what: &str) {
        let ready = |facts: &serde_json::Value| match &facts[what] {
            serde_json::Value::Array(names) => !names.is_empty(),
            number => number.as_u64().is_some_and(|number| number > 0),
        };
        while !ready(&self.pool.facts()) {
            tokio::task::yield_now().await;
        }
    }

    /// As if the kernel had ended it.
    pub(crate) fn kill_launcher(&self) {
        let id = self.launcher.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-9", &id]).status().unwrap().success());
    }

    /// Ends everything and asserts that nothing is left of it.
    pub(crate) async fn close(self) {
        self.pool.stop().await;
        let facts = self.pool.facts();
        for count in ["starting", "busy", "idle", "waiting", "memory_mb"] {
            assert_eq!(facts["instances"][count], 0, "{count} in {facts}");
        }
        assert_eq!(facts["workers"], 0);
        let left = std::fs::read_dir(self.folder.path().join("launcher")).unwrap().count();
        assert_eq!(left, 0, "the launcher has left something behind");
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap();
        assert!(!mounts.contains(&*self.folder.path().to_string_lossy()), "a mount is left behind");
    }
}

/// The request id of every invocation.
pub(crate) const REQUEST: &str = "8f507cfc-xmpl-4697-b07a-ac58fc914c95";

fn readable(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

fn made(folder: &Path, name: &str) -> PathBuf {
    let made = folder.join(name);
    std::fs::create_dir_all(&made).unwrap();
    made
}

/// A function that is easy to write down.
#[derive(Clone)]
pub(crate) struct Lambda {
    function: Function,
}

impl Lambda {
    pub(crate) fn new(runtime: &str, handler: &str, files: &[(&str, &str)]) -> Lambda {
        Lambda::zipped(runtime, handler, zip(files))
    }

    pub(crate) fn zipped(runtime: &str, handler: &str, code: Vec<u8>) -> Lambda {
        let mut function = function("greeter");
        function.runtime = Runtime::parse(runtime).unwrap();
        function.handler = handler.to_owned();
        function.code = package(code);
        function.memory_mb = 256;
        // A loaded machine takes its time; no test waits for it to pass.
        function.timeout = Duration::from_secs(60);
        Lambda { function }
    }

    pub(crate) fn layer(mut self, files: &[(&str, &str)]) -> Lambda {
        self.function.layers.push(package(zip(files)));
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Lambda {
        let Environment(all): &mut Environment = &mut self.function.environment;
        let all: &mut BTreeMap<String, String> = all;
        all.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Function)) -> Lambda {
        change(&mut self.function);
        self
    }

    pub(crate) fn function(&self) -> Arc<Function> {
        let mut function = self.function.clone();
        // Whatever is different is another function.
        let all = format!("{function:?} {:?}", function.environment.0);
        function.key = format!("123456789012/eu-west-1/greeter/$LATEST/{}", hex::encode(Sha256::digest(all)));
        Arc::new(function)
    }
}
