//! Asynchronous invocations: tasks `lambda/invoke`.
//!
//! ```text
//! accepted --- the function does it ---------------------> done, and a record to OnSuccess
//!          --- the function fails -----------------------> again after 1 minute, then 2; then given up (RetriesExhausted)
//!          --- throttled, or something is out of order --> again after 1 s to 5 min
//!          --- too old (6 hours) ------------------------> given up (EventAgeExceeded)
//!          --- reserved concurrency is 0 ----------------> given up (ZeroReservedConcurrency)
//!          --- a loop -----------------------------------> given up
//! given up --- a record to OnFailure, the event to the dead-letter queue; where there is neither, the log says why
//! ```
//!
//! What leaves is a task of its own ([`super::deliver`]), so an event is performed again only for its own sake. After a crash between
//! the function's answer and the end of the task the function sees the event again, as AWS says of itself.

use bytes::Bytes;
use tradewind_clock::Timestamp;
use tradewind_functions::{Execution, FunctionError, Invocation};
use tradewind_store::{Outcome, StoreError, TaskRun, Watermark};
use tradewind_wire::ApiError as _;

use super::deliver::{Delivery, Kind};
use super::queued::{KEPT_RESPONSE_BYTES, Queued, Response};
use super::record::{self, Condition, Told};
use super::{lineage, retry};
use crate::Lambda;
use crate::error::LambdaError;
use crate::function::resolve::Resolved;
use crate::keys;
use crate::names::FunctionRef;

impl Lambda {
    /// Accepts an event for a function that was found: it is durable when `mark` is settled, and will be performed at least once.
    pub(crate) fn accept(
        &self,
        mark: &Watermark,
        at: &FunctionRef,
        request_id: &str,
        trace: Option<&str>,
        payload: Bytes,
    ) -> Result<(), LambdaError> {
        let queued = Queued {
            request_id: request_id.to_owned(),
            qualifier: at.qualifier.clone(),
            trace: trace.map(str::to_owned),
            failures: 0,
            last: None,
            payload,
        };
        let payload = queued.encode();
        self.function(at).write(mark, |tx, _| {
            let now = tx.now();
            tx.task(now, keys::INVOKE, payload);
            Ok(())
        })
    }
}

/// One attempt at an event.
pub(super) async fn perform(lambda: &Lambda, run: &TaskRun) -> Result<Outcome, StoreError> {
    let mut queued = Queued::decode(run)?;
    let Some(mut at) = FunctionRef::from_cell(&run.cell) else {
        return Err(StoreError::corrupt(format_args!("{} is no function's cell", run.cell)));
    };
    at.qualifier = queued.qualifier.take();
    let resolved = match lambda.resolve(&Watermark::new(), &at, &lambda.parts.random) {
        Ok(resolved) => resolved,
        Err(LambdaError::Store(error)) => return Err(error),
        // The function is gone, or its version or alias, and its settings with it.
        Err(error) => return Ok(Outcome::Buried { why: format!("event {}: {}", queued.request_id, error.message()) }),
    };
    let attempt = Attempt { lambda, run, at: &at, resolved: &resolved, queued, now: lambda.parts.clock.now() };
    attempt.make().await
}

/// One attempt with all that it needs to know.
struct Attempt<'a> {
    lambda: &'a Lambda,
    run: &'a TaskRun,
    at: &'a FunctionRef,
    resolved: &'a Resolved,
    queued: Queued,
    now: Timestamp,
}

impl Attempt<'_> {
    async fn make(self) -> Result<Outcome, StoreError> {
        if self.now >= self.deadline() {
            return self.give_up(Condition::EventAgeExceeded, self.run.attempt, self.run.attempt > 0);
        }
        if self.resolved.reserved == Some(0) {
            return self.give_up(Condition::ZeroReservedConcurrency, self.run.attempt, true);
        }
        let (lambda, resolved) = (self.lambda, self.resolved);
        let step = lineage::step(self.queued.trace.as_deref(), &resolved.function.arn, self.now, &lambda.parts.random);
        if super::is_loop(resolved, &step) {
            return self.give_up(Condition::RecursiveInvocation, self.run.attempt, false);
        }
        let invocation = Invocation {
            request_id: self.queued.request_id.clone(),
            payload: self.queued.payload.clone(),
            invoked_arn: resolved.invoked_arn.clone(),
            trace: Some(step.header.clone()),
            response_limit: super::RESPONSE_BYTES,
            ..Invocation::default()
        };
        // What led to this attempt must be durable before it leaves, the task itself first of all.
        let seen = lambda.parts.store.appended();
        match lambda.start(resolved, invocation, seen).await {
            Ok(Execution::Buffered { payload, error, .. }) => self.answered(payload, error, step.header),
            Ok(Execution::Streamed { .. }) => {
                Err(StoreError::corrupt("an executor streams a response that was to be buffered"))
            }
            Err(LambdaError::Store(error)) => Err(error),
            Err(error) => self.refused(&error),
        }
    }

    /// When the event is too old.
    fn deadline(&self) -> Timestamp {
        self.run.created + self.resolved.event_invoke.max_age
    }

    fn answered(mut self, payload: Bytes, error: Option<FunctionError>, trace: String) -> Result<Outcome, StoreError> {
        let attempts = self.run.attempt.saturating_add(1);
        self.queued.trace = Some(trace);
        let response =
            Response { version: self.resolved.version.clone(), error: error.map(super::error_text), payload };
        if error.is_none() {
            return self.succeed(attempts, &response);
        }
        self.queued.failures = self.queued.failures.saturating_add(1);
        if self.queued.failures > self.resolved.event_invoke.max_retries {
            self.queued.last = Some(response);
            return self.give_up(Condition::RetriesExhausted, attempts, false);
        }
        let keep = response.payload.len() <= KEPT_RESPONSE_BYTES;
        let payload = if keep { response.payload } else { Bytes::new() };
        self.queued.last = Some(Response { payload, ..response });
        let at = self.lambda.parts.clock.now() + retry::after_failure(self.queued.failures);
        self.queued.qualifier = self.at.qualifier.clone();
        Ok(Outcome::Again { at: at.min(self.deadline()), payload: Some(self.queued.encode()) })
    }

    /// The function was not run.
    fn refused(self, error: &LambdaError) -> Result<Outcome, StoreError> {
        let passing = matches!(error.status(), 409 | 429 | 500..);
        if !passing {
            return Ok(Outcome::Buried { why: format!("event {}: {}", self.queued.request_id, error.message()) });
        }
        let refusals = self.run.attempt.saturating_sub(self.queued.failures).saturating_add(1);
        let at = self.lambda.parts.clock.now() + retry::after_refusal(refusals, &self.lambda.parts.random);
        Ok(Outcome::Again { at: at.min(self.deadline()), payload: None })
    }

    fn succeed(&self, attempts: u32, response: &Response) -> Result<Outcome, StoreError> {
        if let Some(to) = &self.resolved.event_invoke.on_success {
            let record = self.record(Condition::Success, attempts, Some(response));
            self.note(vec![self.delivery(to, Kind::Record(true), record)])?;
        }
        Ok(Outcome::Done)
    }

    /// The event will not be tried again.
    fn give_up(&self, condition: Condition, attempts: u32, throttled: bool) -> Result<Outcome, StoreError> {
        let last = self.queued.last.as_ref();
        let mut leaving = Vec::with_capacity(2);
        if let Some(to) = &self.resolved.event_invoke.on_failure {
            leaving.push(self.delivery(to, Kind::Record(false), self.record(condition, attempts, last)));
        }
        let (code, message) = record::letter(condition, throttled, last);
        if let Some(to) = &self.resolved.dead_letter {
            let request_id = self.queued.request_id.clone();
            let letter = Kind::Letter { request_id, code: code.to_owned(), message: message.clone() };
            leaving.push(self.delivery(to, letter, self.queued.payload.clone()));
        }
        if leaving.is_empty() {
            let (id, arn) = (&self.queued.request_id, &self.resolved.invoked_arn);
            let why = format!("event {id} of {arn} after {attempts} attempts: {}: {message}", condition.text());
            return Ok(Outcome::Buried { why });
        }
        self.note(leaving)?;
        Ok(Outcome::Done)
    }

    fn record(&self, condition: Condition, attempts: u32, response: Option<&Response>) -> Bytes {
        record::write(&Told {
            at: self.lambda.parts.clock.now(),
            request_id: &self.queued.request_id,
            function_arn: &self.qualified_arn(),
            condition,
            attempts,
            request: &self.queued.payload,
            response,
        })
    }

    /// The function's ARN with the qualifier that was invoked, `$LATEST` if none was.
    fn qualified_arn(&self) -> String {
        [&self.resolved.function.arn, ":", self.at.qualifier.as_deref().unwrap_or("$LATEST")].concat()
    }

    fn delivery(&self, to: &str, kind: Kind, body: Bytes) -> Delivery {
        Delivery { to: to.to_owned(), about: self.qualified_arn(), trace: self.queued.trace.clone(), kind, body }
    }

    fn note(&self, leaving: Vec<Delivery>) -> Result<(), StoreError> {
        let encoded: Vec<Bytes> = leaving.iter().map(Delivery::encode).collect();
        self.lambda.function(self.at).write(&Watermark::new(), |tx, _| {
            let now = tx.now();
            for delivery in encoded {
                tx.task(now, keys::DELIVER, delivery);
            }
            Ok(())
        })
    }
}
