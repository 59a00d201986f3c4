//! The real host: instances as isolated processes.
//!
//! ```text
//! order -> packages unpacked and leased -> plan of the runtime -> environment -> launched:
//!     spawn     a program executed anew
//!     fork      of a zygote, into an isolation that is ready (a zygote that is gone is forgotten, and a program spawned)
//!     template  SnapStart: a fork of the function itself, initialised, in the sandbox it was initialised in
//!     worker    one that waits is given the function's files, and told what it is (where none waits, a program is spawned)
//! ```
//!
//! An instance holds its function's files for as long as something of it is left, so that they are not removed under it.

mod compiled;
mod ends;
mod process;
mod refusal;
mod start;
mod template;
mod worker;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use futures::future::BoxFuture;
use serde_json::{Value, json};
use tokio::runtime::{Handle, RuntimeFlavor};
use tradewind_clock::Clock;
use tradewind_sandbox::{Launcher, Level, ZygoteId, ZygoteSpec};

use self::compiled::Compiled;
use self::template::Templates;
use self::worker::Worker;
use crate::execution::InvokeError;
use crate::function::Function;
use crate::instance::{Host, Order, Started};
use crate::package::Packages;
use crate::runtime::Runtime;
use crate::runtimes::{Nursery, Runtimes, Workers};

/// What a host is made of.
#[derive(Clone)]
pub struct HostOptions {
    /// Launches processes.
    pub launcher: Launcher,
    /// Where code is unpacked.
    pub packages: Packages,
    /// The interpreters of this machine.
    pub runtimes: Runtimes,
    /// The machine's time.
    pub clock: Clock,
    /// Node.js workers that wait for a function, of each version and size in use; 0 for none.
    pub workers: usize,
}

impl std::fmt::Debug for HostOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HostOptions").field("workers", &self.workers).finish_non_exhaustive()
    }
}

/// Launches the processes of instances.
pub struct LaunchedHost {
    inner: Arc<Inner>,
}

struct Inner {
    launcher: Launcher,
    packages: Packages,
    runtimes: Runtimes,
    workers: Arc<Workers<Worker>>,
    stopping: AtomicBool,
    starts: Starts,
    templates: Templates,
    compiled: Arc<Compiled>,
}

/// How instances came to life so far.
#[derive(Debug, Default)]
struct Starts {
    spawned: AtomicU64,
    forked: AtomicU64,
    pooled: AtomicU64,
    /// From a template (SnapStart).
    restored: AtomicU64,
}

impl LaunchedHost {
    /// A host over a launcher that was started. Starts nothing by itself.
    pub fn new(options: HostOptions) -> LaunchedHost {
        let HostOptions { launcher, packages, runtimes, clock, workers } = options;
        // Forks and late mounts need an isolation with a root of its own.
        let ahead = launcher.private_root();
        if ahead {
            runtimes.attach(Arc::new(Zygotes { launcher: launcher.clone() }));
        } else {
            runtimes.without_private_root();
        }
        let each = if ahead { workers } else { 0 };
        let workers = Workers::new(runtimes.clone(), worker::make(launcher.clone()), clock, each);
        let (stopping, starts, templates) = (AtomicBool::new(false), Starts::default(), Templates::default());
        let compiled = Compiled::open(runtimes.compiled());
        let inner = Inner { launcher, packages, runtimes, workers, stopping, starts, templates, compiled };
        LaunchedHost { inner: Arc::new(inner) }
    }
}

impl Inner {
    /// The level in force, if this function may run at it.
    fn permitted(&self, function: &Function) -> Result<Level, InvokeError> {
        let level = self.level()?;
        match function.min_level {
            Some(least) if least > level => Err(InvokeError::Isolation(format!(
                "The function {} demands the isolation level {least} or a stronger one; in force is {level}.{}",
                function.name,
                self.reasons(),
            ))),
            _ => Ok(level),
        }
    }

    fn level(&self) -> Result<Level, InvokeError> {
        self.launcher.level().ok_or_else(|| {
            InvokeError::Isolation(format!("Functions can't be isolated on this machine.{}", self.reasons()))
        })
    }

    /// Why no stronger level is in force, as sentences that go on.
    fn reasons(&self) -> String {
        self.launcher.self_test().reasons.iter().map(|reason| format!(" {reason}.")).collect()
    }
}

impl Host for LaunchedHost {
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        self.inner.level()?;
        let multi = Handle::try_current().is_ok_and(|it| it.runtime_flavor() == RuntimeFlavor::MultiThread);
        if multi {
            // The first time interpreters are asked for their version.
            tokio::task::block_in_place(|| self.inner.runtimes.check(runtime))
        } else {
            self.inner.runtimes.check(runtime)
        }
    }

    fn start(&self, order: Order) -> BoxFuture<'static, Result<Started, InvokeError>> {
        let inner = self.inner.clone();
        Box::pin(async move {
            if inner.stopping.load(Ordering::SeqCst) {
                return Err(InvokeError::Stopping);
            }
            inner.start(order).await
        })
    }

    fn facts(&self) -> Value {
        let inner = &self.inner;
        let test = inner.launcher.self_test();
        let count = |starts: &AtomicU64| starts.load(Ordering::Relaxed);
        json!({
            "level": test.level,
            "reasons": test.reasons,
            "features": test.features,
            "probes": test.probes,
            "runtimes": inner.runtimes.facts(),
            "packages": inner.packages.facts(),
            "compiled": inner.compiled.ready(),
            "workers": inner.workers.idle(),
            "zygotes": inner.runtimes.zygotes(),
            "starts": {
                "spawned": count(&inner.starts.spawned),
                "forked": count(&inner.starts.forked),
                "pooled": count(&inner.starts.pooled),
                "restored": count(&inner.starts.restored),
            },
        })
    }

    fn stop(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.inner.stopping.store(true, Ordering::SeqCst);
            drop(self.inner.workers.close());
            self.inner.launcher.stop().await;
        })
    }
}

/// Starts zygotes by the launcher.
struct Zygotes {
    launcher: Launcher,
}

impl Nursery for Zygotes {
    fn zygote(&self, spec: ZygoteSpec) -> BoxFuture<'static, Result<ZygoteId, String>> {
        let launcher = self.launcher.clone();
        Box::pin(async move { launcher.zygote(spec).await.map_err(|e| e.to_string()) })
    }

    fn join_module(&self) -> &'static str {
        tradewind_sandbox::JOIN_MODULE
    }
}
