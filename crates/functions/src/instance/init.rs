//! The init phase, and the restore of what was initialised ahead.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::oneshot;
use tradewind_clock::Timestamp;

use super::{Fault, InitEnd, Instance};
use crate::function::{Function, InitKind};
use crate::logs::{Event, Phase, Status};

/// The init phase of an on-demand start. AWS: 10 seconds.
const INIT: Duration = Duration::from_secs(10);
/// The init phase ahead of time takes as long as an invocation may, but at least this. AWS: 130 seconds.
const INIT_AHEAD: Duration = Duration::from_secs(130);
/// Hooks after a restore. AWS: 10 seconds.
const RESTORE: Duration = Duration::from_secs(10);

/// Until when an init has to be done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InitLimit {
    pub(crate) phase: Phase,
    pub(crate) until: Timestamp,
    /// How long that is, for whoever has to say that it was too long.
    pub(crate) limit: Duration,
}

impl InitLimit {
    /// For an init phase of its own that begins now.
    pub(crate) fn of(function: &Function, now: Timestamp) -> InitLimit {
        let limit = match function.init {
            InitKind::OnDemand => INIT,
            InitKind::Provisioned | InitKind::SnapStart => INIT_AHEAD.max(function.timeout),
        };
        InitLimit { phase: Phase::Init, until: now + limit, limit }
    }

    /// For an init within an invocation that has to end then.
    pub(crate) fn within(function: &Function, until: Timestamp) -> InitLimit {
        InitLimit { phase: Phase::Invoke, until, limit: function.timeout }
    }
}

/// An init phase that failed. The instance is of no use any more.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) fault: Fault,
    /// The log stream goes on with the next attempt, and so does the tail.
    pub(crate) stream: String,
    pub(crate) tail: Bytes,
}

impl Instance {
    /// Begins the tail of its log with what a failed attempt has left.
    pub(crate) fn continue_log(&self, tail: &[u8]) {
        self.journal.continue_from(tail);
    }

    /// Waits until everybody has initialised; how long it took.
    pub(crate) async fn initialise(self: &Arc<Self>, limit: InitLimit) -> Result<Duration, Failed> {
        let (phase, kind) = (limit.phase, self.kind());
        self.journal.event(&Event::InitStart { version: self.version.as_ref(), phase, kind });
        let told = self.init.lock().take();
        let end = match told {
            Some(told) => self.init_end(told, limit.until).await,
            None => Some(InitEnd::Exited(self.exited().await)),
        };
        let duration = self.parts.clock.now().saturating_since(self.born);
        let fault = match end {
            Some(InitEnd::Ready) => None,
            Some(InitEnd::Error { payload, kind }) => Some(said(payload, kind)),
            Some(InitEnd::Exited(exit)) => Some(Fault::Exited(exit)),
            None => Some(Fault::TimedOut(limit.limit)),
        };
        let status = fault.as_ref().map_or(Status::Success, Fault::status);
        let state = match &fault {
            None => "Ready",
            Some(Fault::Extension { .. }) => "InitError",
            Some(_) => "Registered",
        };
        for (name, events) in self.with_state(|state| state.extensions.describe()) {
            self.journal.event(&Event::Extension { name: &name, events: &events, state, error: None });
        }
        self.journal.event(&Event::InitRuntimeDone { phase, status: &status, kind });
        self.journal.event(&Event::InitReport { duration, phase, status: &status, kind });
        self.journal.telemetry().close();
        match fault {
            None => Ok(duration),
            Some(fault) => {
                let (stream, tail) = (self.journal.stream().to_owned(), self.journal.carry());
                Err(Failed { fault, stream, tail })
            }
        }
    }

    /// How it ended; none when time was up first.
    async fn init_end(&self, told: oneshot::Receiver<InitEnd>, until: Timestamp) -> Option<InitEnd> {
        let timer = self.parts.clock.sleep_until(until);
        tokio::select! {
            biased;
            // The other half lives in the state of this instance.
            end = told => end.ok(),
            _awake = timer => None,
        }
    }

    /// Lets what was initialised ahead go on. Nothing to do for anybody else.
    pub(crate) async fn restore(self: &Arc<Self>) -> Result<(), Fault> {
        let Some(told) = self.with_state(|state| state.restore()) else { return Ok(()) };
        let begun = self.parts.clock.now();
        self.journal.event(&Event::RestoreStart { version: self.version.as_ref() });
        let fault = match self.init_end(told, begun + RESTORE).await {
            Some(InitEnd::Ready) => None,
            Some(InitEnd::Error { payload, kind }) => Some(said(payload, kind)),
            Some(InitEnd::Exited(exit)) => Some(Fault::Exited(exit)),
            None => Some(Fault::RestoreTimedOut(RESTORE)),
        };
        let status = fault.as_ref().map_or(Status::Success, Fault::status);
        let duration = self.parts.clock.now().saturating_since(begun);
        self.journal.event(&Event::RestoreReport { duration, status: &status });
        fault.map_or(Ok(()), Err)
    }
}

/// What an extension said is not passed on: AWS tells how it ended. A program that can't be executed says nothing itself.
fn said(payload: Bytes, kind: String) -> Fault {
    if kind.starts_with("Extension.") || kind == "Runtime.InvalidEntrypoint" {
        return Fault::Extension { kind, what: String::from_utf8_lossy(&payload).into_owned() };
    }
    Fault::Said { payload, kind }
}
