//! One execution environment: a process, the APIs it calls, its log, and what it goes through.
//!
//! ```text
//! start.rs   brings it up: process, listeners, pipes      state.rs       what its runtime may do next
//! init.rs    init phase, restore                          extensions.rs  who has to be waited for
//! invoke.rs  one invocation                               headers.rs     what the runtime is told about it
//! stream.rs  an answer that comes in pieces               fault.rs       what is said when it fails
//! end.rs     shutdown phase                               host.rs        where processes come from
//! ```

mod end;
mod extensions;
mod fault;
mod headers;
mod host;
mod init;
mod invoke;
mod start;
mod state;
mod stream;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::{oneshot, watch};
use tradewind_clock::{Clock, Random, Timestamp};
use tradewind_sandbox::{Exit, Level};

use crate::executor::{Credentials, LogSink, Platform};
use crate::function::{Function, InitKind};
use crate::logs::{Event, Journal};
use crate::telemetry::{Connect, Subscription, deliver};

pub(crate) use end::Reason;
pub(crate) use extensions::{ExtensionRefusal, Wants};
pub(crate) use fault::{Fault, too_large};
pub use host::{Host, Order, Process, Started, Token, Usage};
pub(crate) use init::{Failed, InitLimit};
pub(crate) use invoke::{Arrival, Fate, Outcome};
pub(crate) use state::{BodyEnd, InitEnd, Next, Refusal, Reply, State, Terms};

/// What all instances work with.
pub(crate) struct Parts {
    pub(crate) host: Arc<dyn Host>,
    pub(crate) sink: Arc<dyn LogSink>,
    pub(crate) platform: Arc<dyn Platform>,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
}

/// See the module.
pub(crate) struct Instance {
    parts: Arc<Parts>,
    order: Order,
    process: Arc<dyn Process>,
    journal: Journal,
    state: Mutex<State>,
    /// How the init phase ends; taken by whoever waits for it.
    init: Mutex<Option<oneshot::Receiver<InitEnd>>>,
    /// When the process ran.
    born: Timestamp,
    level: Option<Level>,
    version: Option<(String, String)>,
    /// How the process ended, once nothing of it is left.
    exit: watch::Sender<Option<Exit>>,
    /// Memory as last seen, and when.
    memory: Mutex<Option<(Timestamp, u64)>>,
    ending: AtomicBool,
}

impl Instance {
    /// Its function.
    pub(crate) fn function(&self) -> &Arc<Function> {
        &self.order.function
    }

    /// Runs something with its state. Never waits.
    pub(crate) fn with_state<T>(&self, with: impl FnOnce(&mut State) -> T) -> T {
        with(&mut self.state.lock())
    }

    /// What the process shows to the credentials endpoint.
    pub(crate) fn token(&self) -> &Token {
        &self.order.token
    }

    /// Credentials that are good for longer than those it was started with.
    pub(crate) fn renewed_credentials(&self) -> Credentials {
        self.parts.platform.credentials(self.function())
    }

    /// Until when the credentials in its environment are good.
    pub(crate) fn expiration(&self) -> Timestamp {
        // Without keys in the environment there is nothing to expire.
        if self.is_snapshot() { Timestamp::MAX } else { self.order.credentials.expiration }
    }

    /// Whether it stands for a restored snapshot.
    pub(crate) fn is_snapshot(&self) -> bool {
        self.function().init == InitKind::SnapStart
    }

    /// Registers an extension; its identifier.
    pub(crate) fn register_extension(&self, name: &str, wants: Wants) -> Result<String, ExtensionRefusal> {
        let id = self.parts.random.uuid_v4();
        let all = self.with_state(|state| {
            if state.is_ending() {
                return Err(ExtensionRefusal::Ending);
            }
            if !state.is_initialising() {
                return Err(ExtensionRefusal::Closed);
            }
            state.extensions.register(id.clone(), name, wants)
        })?;
        if all {
            self.with_state(|state| state.extensions.let_go());
        }
        Ok(id)
    }

    /// An extension subscribes to telemetry; false when it is too late for that.
    pub(crate) fn subscribe(self: &Arc<Self>, name: &str, subscription: Subscription) -> bool {
        let types = subscription.types();
        let Some(queue) = self.journal.telemetry().subscribe(name, subscription) else { return false };
        self.journal.event(&Event::Subscription { name, types: &types });
        let process = self.process.clone();
        let connect: Connect = Box::new(move |port| {
            let process = process.clone();
            Box::pin(async move { process.connect(port).await })
        });
        let (instance, clock) = (self.clone(), self.parts.clock.clone());
        tokio::spawn(async move {
            tokio::select! {
                () = deliver(queue, clock, connect) => {}
                _ = instance.exited() => {}
            }
        });
        true
    }

    /// An extension said that it failed, or is gone: the whole environment is of no use any more.
    pub(crate) fn extension_failed(&self, kind: &str, status: i32) {
        tracing::debug!(kind, status, function = self.function().key, "an extension failed");
        self.with_state(|state| state.extension_failed(kind, Bytes::from(fault::extension_text(status))));
    }

    /// Resolves when nothing of the process is left.
    pub(crate) async fn exited(&self) -> Exit {
        let mut exit = self.exit.subscribe();
        // The sender lives as long as this instance.
        exit.wait_for(Option::is_some).await.ok().and_then(|exit| *exit).unwrap_or_default()
    }

    /// Whether it could run an invocation as far as is known.
    pub(crate) fn is_usable(&self) -> bool {
        !self.with_state(|state| state.is_ending())
    }

    /// Whether everybody in it waits for the next event, so that it can be stopped where it is.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.with_state(|state| state.is_at_rest()) && self.journal.telemetry().is_quiet()
    }

    /// Stops it where it is.
    pub(crate) async fn freeze(&self) -> bool {
        self.process.freeze().await
    }

    /// Lets it go on.
    pub(crate) async fn thaw(&self) -> bool {
        self.process.thaw().await
    }
}
