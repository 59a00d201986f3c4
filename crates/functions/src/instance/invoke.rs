//! One invocation.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use serde_json::json;
use tokio::sync::oneshot;
use tradewind_clock::{Sleep, Timestamp};

use super::headers::{headers, new_trace};
use super::state::{Begin, Delivery, Reply};
use super::{Fault, Instance};
use crate::execution::{Execution, FunctionError, Invocation, Report};
use crate::logs::{Done, Event, Status};

/// How old the last look at an instance's memory may be.
const MEMORY_AGE: Duration = Duration::from_millis(250);

/// How an invocation came to its instance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Arrival {
    /// It had to wait for this instance's start.
    pub(crate) cold: bool,
    /// How long the start took, where the report tells it.
    pub(crate) init: Option<Duration>,
    /// When its time began, if that was before now.
    pub(crate) begun: Option<Timestamp>,
}

/// What becomes of an instance after an invocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It may run another one.
    Reusable,
    /// It must not be used again.
    Broken(super::Reason),
}

/// What came of an invocation.
pub(crate) enum Outcome {
    /// It is over.
    Done(Execution, Fate),
    /// Its response is under way; the future has to be run to its end.
    Streaming(Execution, BoxFuture<'static, Fate>),
    /// The instance was gone before the function saw the event.
    Untouched(Box<Invocation>),
}

/// An invocation under way.
pub(super) struct Running {
    pub(super) id: String,
    pub(super) begun: Timestamp,
    pub(super) arrival: Arrival,
    pub(super) trace: String,
    /// How long its response was waited for, if it is known to have come before its end.
    pub(super) latency: Option<Duration>,
    /// Bytes of its response.
    pub(super) produced: Option<u64>,
    /// How long its runtime took, if that has been said because extensions take longer.
    pub(super) answered: Option<Duration>,
}

impl Running {
    fn new(invocation: &Invocation, begun: Timestamp, arrival: Arrival, trace: String) -> Running {
        Running {
            id: invocation.request_id.clone(),
            begun,
            arrival,
            trace,
            latency: None,
            produced: None,
            answered: None,
        }
    }
}

/// What ended the wait for an answer.
enum Waited {
    Replied(Reply),
    TimedOut,
}

impl Instance {
    /// Runs one invocation.
    pub(crate) async fn invoke(self: Arc<Self>, invocation: Invocation, arrival: Arrival) -> Outcome {
        if !self.is_usable() {
            return Outcome::Untouched(Box::new(invocation));
        }
        let function = self.function();
        let begun = arrival.begun.unwrap_or_else(|| self.parts.clock.now());
        let deadline = begun + function.timeout;
        let mut timer = self.parts.clock.sleep_until(deadline);
        let running = Running::new(&invocation, begun, arrival, self.trace(&invocation));
        let begin = self.begin_of(&invocation, &running.trace, deadline);
        self.say_start(&running, arrival.cold);
        let waited = match self.with_state(|state| state.begin(begin)) {
            Ok(told) => self.wait(told, &mut timer).await,
            Err(exit) => Waited::Replied(Reply::Exited(exit)),
        };
        match waited {
            Waited::Replied(Reply::Response(payload)) => self.answered(running, timer, payload, None).await,
            Waited::Replied(Reply::Error { payload, kind }) => self.answered(running, timer, payload, Some(kind)).await,
            Waited::Replied(Reply::Stream { content_type, body, end }) => {
                self.streaming(running, timer, content_type, body, end)
            }
            Waited::Replied(Reply::TooLarge { limit }) => {
                self.failed(&running, &Fault::TooLarge(limit), Fate::Reusable).await
            }
            Waited::Replied(Reply::Exited(_)) if self.with_state(|state| state.is_undelivered()) => {
                self.with_state(|state| state.finish());
                Outcome::Untouched(Box::new(invocation))
            }
            Waited::Replied(Reply::Exited(exit)) => {
                self.failed(&running, &Fault::Exited(exit), Fate::Broken(super::Reason::Failure)).await
            }
            Waited::Replied(Reply::Extension { kind, what }) => {
                let fault = Fault::Extension { kind, what };
                self.failed(&running, &fault, Fate::Broken(super::Reason::Failure)).await
            }
            Waited::TimedOut => {
                let fault = Fault::TimedOut(function.timeout);
                self.failed(&running, &fault, Fate::Broken(super::Reason::Timeout)).await
            }
        }
    }

    async fn wait(&self, told: oneshot::Receiver<Reply>, timer: &mut Sleep) -> Waited {
        tokio::select! {
            biased;
            reply = told => match reply {
                Ok(reply) => Waited::Replied(reply),
                // The state lets go of it only when it has said something; the process is the only other way to end.
                Err(_) => Waited::Replied(Reply::Exited(self.exited().await)),
            },
            _awake = timer => Waited::TimedOut,
        }
    }

    /// The invocation's trace header, made where it came without one.
    fn trace(&self, invocation: &Invocation) -> String {
        let made = || new_trace(self.parts.clock.now(), &self.parts.random);
        invocation.trace.clone().unwrap_or_else(made)
    }

    fn say_start(&self, running: &Running, keep: bool) {
        let (request_id, version) = (running.id.as_str(), self.function().version.as_str());
        self.journal.begin(keep, &Event::Start { request_id, version, trace: Some(&running.trace) });
    }

    fn begin_of(&self, invocation: &Invocation, trace: &str, deadline: Timestamp) -> Begin {
        let delivery = Delivery { headers: headers(invocation, trace, deadline), payload: invocation.payload.clone() };
        let told = self.with_state(|state| state.extensions.any());
        let event = told.then(|| {
            json!({
                "eventType": "INVOKE",
                "deadlineMs": deadline.as_millis(),
                "requestId": invocation.request_id,
                "invokedFunctionArn": invocation.invoked_arn,
                "tracing": {"type": "X-Amzn-Trace-Id", "value": trace},
            })
            .to_string()
        });
        let (streaming, limit) = (invocation.streaming, invocation.response_limit);
        Begin { id: invocation.request_id.clone(), delivery, streaming, limit, event }
    }

    /// The runtime has answered, and so is whoever invoked. The invocation is over when the extensions are done with it too.
    async fn answered(
        self: Arc<Self>,
        mut running: Running,
        timer: Sleep,
        payload: Bytes,
        error: Option<Option<String>>,
    ) -> Outcome {
        let duration = self.parts.clock.now().saturating_since(running.begun);
        running.produced = Some(payload.len() as u64);
        let status = match &error {
            None => Status::Success,
            Some(kind) => Status::Error(kind.clone()),
        };
        let error = error.map(|kind| match kind.as_deref() {
            Some("Handled") => FunctionError::Handled,
            _ => FunctionError::Unhandled,
        });
        let buffered = |(log_tail, report)| Execution::Buffered { payload, error, log_tail, report };
        let Some(quiet) = self.with_state(|state| state.extensions.quiet()) else {
            let execution = buffered(self.close_invocation(&running, duration, &status, None).await);
            return Outcome::Done(execution, self.fate(false));
        };
        let execution = buffered(self.runtime_done(&mut running, duration, &status).await);
        let rest = async move { self.extensions_done(quiet, &running, timer, &status).await };
        Outcome::Streaming(execution, Box::pin(rest))
    }

    /// Says that the runtime is done while extensions are not; what can be told so far.
    pub(super) async fn runtime_done(
        &self,
        running: &mut Running,
        duration: Duration,
        status: &Status,
    ) -> (Bytes, Report) {
        running.answered = Some(duration);
        self.journal.event(&done(running, duration, status));
        (self.journal.so_far(), self.report(running, duration).await)
    }

    /// Waits for extensions, whose time is the invocation's, and ends it.
    pub(super) async fn extensions_done(
        &self,
        quiet: oneshot::Receiver<()>,
        running: &Running,
        timer: Sleep,
        status: &Status,
    ) -> Fate {
        let late = tokio::select! {
            biased;
            // Everybody is let go when the process ends: then there is nobody to wait for.
            _ = quiet => None,
            _awake = timer => Some(Fault::TimedOut(self.function().timeout)),
        };
        match &late {
            None => {
                let duration = self.parts.clock.now().saturating_since(running.begun);
                self.close_invocation(running, duration, status, None).await
            }
            Some(fault) => self.close_invocation(running, self.function().timeout, &fault.status(), Some(fault)).await,
        };
        self.fate(late.is_some())
    }

    /// What becomes of it after an invocation that was answered.
    pub(super) fn fate(&self, late: bool) -> Fate {
        match late {
            true => Fate::Broken(super::Reason::Timeout),
            false if self.is_usable() => Fate::Reusable,
            false => Fate::Broken(super::Reason::Failure),
        }
    }

    /// An invocation without an answer of the function's own.
    pub(super) async fn failed(self: &Arc<Self>, running: &Running, fault: &Fault, fate: Fate) -> Outcome {
        let duration = match fault {
            Fault::TimedOut(limit) => *limit,
            _ => self.parts.clock.now().saturating_since(running.begun),
        };
        let (log_tail, report) = self.close_invocation(running, duration, &fault.status(), Some(fault)).await;
        let payload = fault.payload(&running.id);
        let error = Some(FunctionError::Unhandled);
        Outcome::Done(Execution::Buffered { payload, error, log_tail, report }, fate)
    }

    /// An invocation whose instance could not even be initialised.
    pub(crate) async fn not_initialised(
        self: &Arc<Self>,
        invocation: &Invocation,
        arrival: Arrival,
        fault: &Fault,
    ) -> Outcome {
        let begun = arrival.begun.unwrap_or_else(|| self.parts.clock.now());
        let running = Running::new(invocation, begun, arrival, self.trace(invocation));
        self.say_start(&running, true);
        self.failed(&running, fault, Fate::Broken(super::Reason::Failure)).await
    }

    /// Writes what the platform has to say at the end of an invocation.
    pub(super) async fn close_invocation(
        &self,
        running: &Running,
        duration: Duration,
        status: &Status,
        fault: Option<&Fault>,
    ) -> (Bytes, Report) {
        self.with_state(|state| state.finish());
        let report = self.report(running, duration).await;
        let (request_id, mut what) = (running.id.as_str(), String::new());
        let last = Event::Report { request_id, report: &report, status, trace: Some(&running.trace) };
        let died = fault.and_then(|fault| fault.event(request_id, &mut what));
        let done = done(running, duration, status);
        let log_tail = match (died, running.answered) {
            (Some(died), None) => self.journal.end(&[died, done, last]),
            (None, None) => self.journal.end(&[done, last]),
            (Some(died), Some(_)) => self.journal.end(&[died, last]),
            (None, Some(_)) => self.journal.end(&[last]),
        };
        (log_tail, report)
    }

    async fn report(&self, running: &Running, duration: Duration) -> Report {
        let function = self.function();
        let init = running.arrival.init;
        let max_memory = self.max_memory().await.div_ceil(1 << 20);
        Report {
            duration,
            billed: round_up(duration + init.unwrap_or_default()),
            memory_mb: function.memory_mb,
            max_memory_mb: u32::try_from(max_memory).unwrap_or(u32::MAX).min(function.memory_mb),
            init,
            level: self.level,
            cold: running.arrival.cold,
        }
    }

    /// The most memory it has used, in bytes. Asking costs more than a short invocation, so a recent answer will do.
    async fn max_memory(&self) -> u64 {
        let now = self.parts.clock.now();
        if let Some(exit) = *self.exit.borrow() {
            let seen = self.memory.lock().map(|(_, peak)| peak);
            return exit.peak_memory_bytes.or(seen).unwrap_or_default();
        }
        if let Some((at, peak)) = *self.memory.lock()
            && now.saturating_since(at) < MEMORY_AGE
        {
            return peak;
        }
        let usage = self.process.memory().await;
        let peak = usage.peak.max(usage.current);
        *self.memory.lock() = Some((now, peak));
        peak
    }
}

/// How far the runtime has come, after so long.
fn done<'a>(running: &'a Running, duration: Duration, status: &'a Status) -> Event<'a> {
    let Running { id, begun, produced, trace, .. } = running;
    let latency = running.latency.unwrap_or(duration);
    let done = Done { begun: *begun, latency, duration, produced: *produced, trace: Some(trace) };
    Event::RuntimeDone { request_id: id, done, status }
}

/// Billed time is in whole milliseconds, rounded up.
fn round_up(duration: Duration) -> Duration {
    Duration::from_millis(duration.as_micros().div_ceil(1_000).try_into().unwrap_or(u64::MAX))
}
