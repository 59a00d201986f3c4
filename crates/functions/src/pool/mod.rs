//! Instances of all functions: started when they are needed, reused, frozen, kept, ended.
//!
//! ```text
//! fleet.rs   who is where: the book, without waiting      member.rs    one instance in the book, and who holds it
//! run.rs     one invocation, from its function's name     start.rs     starts, a few at a time, within the memory
//! keeper.rs  what becomes due: freezing, idle ends        kept.rs      instances that are to be there before they are needed
//! ```
//!
//! Nothing waits while it holds the book. An invocation that finds no free instance has one started, and takes whichever is
//! there first: that one, or one that became free.

mod detached;
mod fleet;
mod keeper;
mod kept;
mod member;
mod run;
mod start;

use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::{Notify, Semaphore};
use tradewind_clock::{Clock, Random};

use self::detached::Detached;
use self::fleet::Fleet;
use crate::execution::{Execution, Invocation, InvokeError};
use crate::executor::{Executor, LogSink, Platform, Warm};
use crate::function::Function;
use crate::instance::{Host, Parts, Reason};
use crate::runtime::Runtime;

/// How a pool behaves.
#[derive(Clone, Debug)]
pub struct PoolOptions {
    /// How long an instance without work is kept.
    pub idle: Duration,
    /// MB that all instances may be configured for together. One instance is always allowed.
    pub memory_mb: u64,
    /// After how long without work an instance is stopped where it is; none: never.
    pub freeze: Option<Duration>,
    /// How many instances start at a time: the number of cores.
    pub starts: usize,
}

impl Default for PoolOptions {
    fn default() -> Self {
        PoolOptions {
            idle: Duration::from_secs(300),
            memory_mb: 8 * 1024,
            freeze: Some(Duration::from_millis(500)),
            starts: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        }
    }
}

/// Runs functions in instances of their own. Cloning is cheap; all clones are one pool.
#[derive(Clone)]
pub struct Pool {
    inner: Arc<Inner>,
}

struct Inner {
    parts: Arc<Parts>,
    options: PoolOptions,
    fleet: Mutex<Fleet>,
    /// Permits to start.
    starts: Semaphore,
    /// Told when an instance is gone or a start is over.
    change: Notify,
    /// Told when something becomes due earlier than the keeper thinks.
    keeper: Arc<Notify>,
    runtime: Handle,
}

impl Pool {
    /// A pool without instances. Call it within a runtime.
    pub fn new(
        host: Arc<dyn Host>,
        sink: Arc<dyn LogSink>,
        platform: Arc<dyn Platform>,
        clock: Clock,
        random: Random,
        options: PoolOptions,
    ) -> Pool {
        let inner = Arc::new(Inner {
            parts: Arc::new(Parts { host, sink, platform, clock, random }),
            fleet: Mutex::new(Fleet::new(options.memory_mb)),
            starts: Semaphore::new(options.starts.max(1)),
            options,
            change: Notify::new(),
            keeper: Arc::new(Notify::new()),
            runtime: Handle::current(),
        });
        inner.runtime.spawn(keeper::keep(Arc::downgrade(&inner)));
        Pool { inner }
    }

    /// Ends everything, busy or not; resolves when nothing is left. Whatever waits or comes later is refused.
    pub async fn stop(&self) {
        let inner = &self.inner;
        let members = inner.fleet.lock().stop();
        inner.keeper.notify_one();
        for member in members {
            inner.end(member, Reason::Spindown);
        }
        loop {
            let changed = inner.change.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if inner.fleet.lock().is_empty() {
                break;
            }
            changed.await;
        }
        inner.parts.host.stop().await;
    }
}

impl Executor for Pool {
    fn check(&self, runtime: Runtime) -> Result<(), InvokeError> {
        self.inner.parts.host.check(runtime)
    }

    fn invoke(
        &self,
        function: Arc<Function>,
        invocation: Invocation,
    ) -> BoxFuture<'static, Result<Execution, InvokeError>> {
        let inner = self.inner.clone();
        let handle = inner.runtime.clone();
        Box::pin(Detached::new(handle, Box::pin(inner.run(function, invocation))))
    }

    fn keep_warm(&self, function: Arc<Function>, instances: u32) {
        self.inner.keep_warm(function, instances);
    }

    fn warm(&self, key: &str) -> Warm {
        self.inner.fleet.lock().warm(key)
    }

    fn prepare(&self, function: Arc<Function>) -> BoxFuture<'static, Result<(), String>> {
        let inner = self.inner.clone();
        let handle = inner.runtime.clone();
        Box::pin(Detached::new(handle, Box::pin(inner.prepare(function))))
    }

    fn retire(&self, key_prefix: &str) {
        self.inner.retire(key_prefix);
    }

    fn facts(&self) -> Value {
        let mut facts = self.inner.parts.host.facts();
        let count = self.inner.fleet.lock().count();
        if let Some(members) = facts.as_object_mut() {
            members.insert(
                "instances".to_owned(),
                json!({
                    "starting": count.starting,
                    "busy": count.busy,
                    "idle": count.idle,
                    "frozen": count.frozen,
                    "waiting": count.waiting,
                    "memory_mb": count.memory_mb,
                    "memory_limit_mb": self.inner.options.memory_mb,
                }),
            );
        }
        facts
    }
}
