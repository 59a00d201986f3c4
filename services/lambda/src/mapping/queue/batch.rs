//! One batch: filtered, given to the function, deleted from the queue as far as it was processed.
//!
//! ```text
//! no filter matches ----------------------> deleted, the function never sees it
//! in a loop ------------------------------> left to the queue
//! the function does it -------------------> deleted
//! the function fails ---------------------> left to the queue: received again after its visibility timeout
//! the function reports failures ----------> those are left to the queue, the others deleted
//! throttled, or something out of order ---> tried again with back-off, as long as the queue hides the messages
//! ```
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::{Awake, Timestamp};
use tradewind_cloud::Stopping;
use tradewind_functions::{Execution, Invocation};
use tradewind_store::{Position, Watermark};

use super::calls::Queue;
use super::message::Message;
use super::scale::Verdict;
use crate::Lambda;
use crate::error::LambdaError;
use crate::function::resolve::Resolved;
use crate::invoke::input::SYNCHRONOUS_BYTES;
use crate::invoke::{RESPONSE_BYTES, lineage};
use crate::mapping::filter::Filters;
use crate::mapping::report::{self, Report};
use crate::names::FunctionRef;

/// The first wait after the function could not be run; it doubles.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a poller knows of its mapping.
#[derive(Debug)]
pub(super) struct Mapping {
    pub(super) uuid: String,
    pub(super) queue: Queue,
    pub(super) function: FunctionRef,
    pub(super) filters: Filters,
    pub(super) batch_size: usize,
    pub(super) window: Duration,
    pub(super) reports_failures: bool,
    pub(super) max_concurrency: Option<u32>,
}

/// Messages that belong together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) messages: Vec<Message>,
    /// When the first of them was received.
    pub(super) received: Timestamp,
    /// Must be durable before the function sees them.
    pub(super) seen: Position,
}

/// `{"Records":[` and `]}`.
const FRAME_BYTES: usize = 14;

impl Batch {
    /// Bytes of the event with these messages in it.
    fn bytes(messages: &[Message]) -> usize {
        messages.iter().fold(FRAME_BYTES, |bytes, message| bytes + message.record.len() + 1)
    }

    /// Whether another message may make the event too large: then it is not waited for.
    pub(super) fn is_heavy(&self) -> bool {
        Batch::bytes(&self.messages) >= SYNCHRONOUS_BYTES
    }

    /// Takes the messages out that make one event, in their order. None is left if all fit.
    fn next_event(messages: &mut Vec<Message>) -> Vec<Message> {
        let mut bytes = FRAME_BYTES;
        let fits = |message: &&Message| {
            bytes += message.record.len() + 1;
            bytes <= SYNCHRONOUS_BYTES
        };
        let count = messages.iter().take_while(fits).count().max(1).min(messages.len());
        messages.drain(..count).collect()
    }
}

/// Processes a batch. Virtual time stands still while something is done, and moves while it waits for another attempt; none is
/// waited for any longer once it is time to stop.
pub(super) async fn process(
    lambda: Arc<Lambda>,
    mapping: Arc<Mapping>,
    batch: Batch,
    held: Awake,
    stopping: Stopping,
) -> Verdict {
    let Batch { messages, received, seen } = batch;
    let (mut wanted, others): (Vec<_>, Vec<_>) =
        messages.into_iter().partition(|message| mapping.filters.want(message.filtered()));
    let others: Vec<_> = others.iter().collect();
    if !others.is_empty() {
        mapping.queue.delete(&lambda, &others).await;
    }
    let mut attempt =
        Attempt { lambda: &lambda, mapping: &mapping, stopping: &stopping, received, seen, held: Some(held) };
    let mut verdict = Verdict::Well;
    // One event, unless the messages are too large for that.
    while !wanted.is_empty() {
        let messages = Batch::next_event(&mut wanted);
        if attempt.make(messages).await == Verdict::Badly {
            verdict = Verdict::Badly;
        }
    }
    verdict
}

struct Attempt<'a> {
    lambda: &'a Arc<Lambda>,
    mapping: &'a Mapping,
    stopping: &'a Stopping,
    received: Timestamp,
    seen: Position,
    /// None while it sleeps.
    held: Option<Awake>,
}

impl Attempt<'_> {
    /// Gives messages to the function until it has seen them or the queue will give them out again.
    async fn make(&mut self, messages: Vec<Message>) -> Verdict {
        let mut pause = PAUSE;
        let mut visible = None;
        loop {
            let error = match self.once(&messages).await {
                Ok(verdict) => return verdict,
                Err(error) => error,
            };
            let clock = &self.lambda.parts.clock;
            let visible = match visible {
                Some(visible) => visible,
                None => {
                    let seconds = self.mapping.queue.visibility(self.lambda).await;
                    *visible.insert(self.received + Duration::from_secs(seconds))
                }
            };
            if !may_pass(&error) || clock.now() + pause >= visible {
                let (function, count) = (self.mapping.function.arn(), messages.len());
                tracing::info!(function, count, %error, "messages go back to their queue");
                return Verdict::Badly;
            }
            // Announced before what was held so far is dropped.
            let sleep = clock.sleep(pause);
            self.held = None;
            self.held = self.stopping.or(sleep).await;
            if self.held.is_none() {
                return Verdict::Badly;
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// One attempt; an error if the function was not run.
    async fn once(&self, messages: &[Message]) -> Result<Verdict, LambdaError> {
        let lambda = self.lambda;
        let resolved = lambda.resolve(&Watermark::new(), &self.mapping.function, &lambda.parts.random)?;
        let (messages, trace) = self.without_loops(&resolved, messages);
        if messages.is_empty() {
            tracing::warn!(function = resolved.invoked_arn, "messages that belong to a loop are left in their queue");
            return Ok(Verdict::Badly);
        }
        let invocation = Invocation {
            request_id: lambda.parts.random.uuid_v4(),
            payload: event(&messages),
            invoked_arn: resolved.invoked_arn.clone(),
            trace,
            response_limit: RESPONSE_BYTES,
            ..Invocation::default()
        };
        let Execution::Buffered { payload, error, .. } = lambda.run(&resolved, invocation, self.seen).await? else {
            return Err(LambdaError::Service("The response was not buffered.".to_owned()));
        };
        if error.is_some() {
            return Ok(Verdict::Badly);
        }
        Ok(self.answered(&messages, &payload).await)
    }

    /// The messages that are no loop's, and the trace header of the one that has come the longest way.
    fn without_loops<'m>(&self, resolved: &Resolved, messages: &'m [Message]) -> (Vec<&'m Message>, Option<String>) {
        let (now, random) = (self.lambda.parts.clock.now(), &self.lambda.parts.random);
        let mut longest: Option<(u32, &str)> = None;
        let fine = messages.iter().filter(|message| {
            let Some(trace) = message.trace.as_deref() else { return true };
            let before = lineage::step(Some(trace), &resolved.function.arn, now, random).before;
            if before >= lineage::LONGEST_CHAIN && resolved.stops_loops() {
                return false;
            }
            if longest.is_none_or(|(longest, _)| before > longest) {
                longest = Some((before, trace));
            }
            true
        });
        let fine = fine.collect();
        (fine, longest.map(|(_, trace)| trace.to_owned()))
    }

    /// Deletes what the function has processed.
    async fn answered(&self, messages: &[&Message], payload: &Bytes) -> Verdict {
        let report = match self.mapping.reports_failures {
            true => report::read(payload),
            false => Report::Failed(Vec::new()),
        };
        let Report::Failed(failed) = report else { return Verdict::Badly };
        let failed: BTreeSet<&str> = failed.iter().map(String::as_str).collect();
        let known = failed.iter().all(|id| messages.iter().any(|message| message.id == *id));
        if !known {
            // Whatever the function meant, it can't be told which messages it has processed.
            return Verdict::Badly;
        }
        let done: Vec<_> = messages.iter().copied().filter(|message| !failed.contains(message.id.as_str())).collect();
        self.mapping.queue.delete(self.lambda, &done).await;
        Verdict::Well
    }
}

/// The event for the function.
fn event(messages: &[&Message]) -> Bytes {
    let bytes = messages.iter().fold(FRAME_BYTES, |bytes, message| bytes + message.record.len() + 1);
    let mut event = Vec::with_capacity(bytes);
    event.extend_from_slice(b"{\"Records\":[");
    for (place, message) in messages.iter().enumerate() {
        if place > 0 {
            event.push(b',');
        }
        event.extend_from_slice(&message.record);
    }
    event.extend_from_slice(b"]}");
    event.into()
}

/// Whether another attempt may find the function in a better state.
fn may_pass(error: &LambdaError) -> bool {
    !matches!(error, LambdaError::NoFunction(_) | LambdaError::Recursive(_))
}
