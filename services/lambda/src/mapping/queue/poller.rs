//! One loop a mapping: waits for messages, gathers batches, keeps as many under way as may be.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tradewind_clock::Awake;
use tradewind_cloud::Stopping;
use tradewind_store::Watermark;
use tradewind_wire::ApiError as _;

use super::batch::{Batch, Mapping, process};
use super::calls::{AT_ONCE, LONGEST_WAIT, Queue};
use super::scale::{Scale, Verdict};
use crate::Lambda;
use crate::mapping::attentive::attentive;
use crate::mapping::filter::Filters;
use crate::mapping::row::{self, MappingRow};
use crate::mapping::source::QueueArn;
use crate::names::FunctionRef;

/// The first wait when the queue or the function can't be reached; it doubles.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Reads one queue for one function.
pub(in crate::mapping) struct Poller {
    lambda: Arc<Lambda>,
    mapping: Arc<Mapping>,
    scale: Scale,
}

impl Poller {
    /// None if the row names a queue or a function that is none.
    pub(in crate::mapping) fn new(
        lambda: &Arc<Lambda>,
        account: &str,
        region: &str,
        uuid: &str,
        row: &MappingRow,
    ) -> Option<Poller> {
        let filters = Filters::new(&row.filters);
        let queue = Queue::new(QueueArn::parse(&row.source)?, row::arn(account, region, uuid), !filters.is_empty());
        let mapping = Mapping {
            uuid: uuid.to_owned(),
            queue,
            function: FunctionRef::from_arn(&row.function)?,
            filters,
            batch_size: usize::try_from(row.batch_size).unwrap_or(1).max(1),
            window: Duration::from_secs(u64::from(row.window)),
            reports_failures: row.reports_failures,
            max_concurrency: row.max_concurrency,
        };
        let scale = Scale::new(mapping.max_concurrency);
        Some(Poller { lambda: lambda.clone(), mapping: Arc::new(mapping), scale })
    }

    pub(in crate::mapping) fn uuid(&self) -> &str {
        &self.mapping.uuid
    }

    /// Works until it is told to stop, and then to the end of what is under way.
    pub(in crate::mapping) async fn run(mut self, stopping: Stopping) {
        let clock = self.lambda.parts.clock.clone();
        let mut batches: JoinSet<Verdict> = JoinSet::new();
        let mut held = clock.hold();
        let mut pause = PAUSE;
        while !stopping.is_stopping() {
            held = self.wait_for_room(&mut batches, held, &stopping).await;
            let gathered;
            (held, gathered) = self.gather_beside(&mut batches, held, &stopping).await;
            match gathered {
                Ok(batch) => {
                    self.set_problem(None);
                    pause = PAUSE;
                    if !batch.messages.is_empty() {
                        let (lambda, mapping) = (self.lambda.clone(), self.mapping.clone());
                        let work = process(lambda, mapping, batch, clock.hold(), stopping.clone());
                        batches.spawn(work);
                    }
                }
                Err(problem) => {
                    self.set_problem(Some(problem));
                    held = self.sleep(pause, held, &stopping).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
        drop(held);
        while batches.join_next().await.is_some() {}
    }

    fn set_problem(&self, problem: Option<String>) {
        self.lambda.mappings.set_problem(&self.mapping.uuid, problem);
    }

    fn note(&mut self, ended: Option<Result<Verdict, tokio::task::JoinError>>) {
        match ended {
            Some(Ok(verdict)) => {
                let told = self.mapping.reports_failures;
                // A function that tells its failures is not slowed down by them.
                self.scale.note(if told { Verdict::Well } else { verdict });
            }
            Some(Err(error)) => tracing::error!(mapping = self.mapping.uuid, %error, "a batch panicked; it comes back"),
            None => {}
        }
    }

    /// Waits until another batch may begin.
    async fn wait_for_room(&mut self, batches: &mut JoinSet<Verdict>, mut held: Awake, stopping: &Stopping) -> Awake {
        let clock = self.lambda.parts.clock.clone();
        loop {
            while let Some(ended) = batches.try_join_next() {
                self.note(Some(ended));
            }
            if self.scale.has_room(batches.len(), clock.now()) {
                return held;
            }
            let more = self.scale.more_at().map(|at| clock.sleep_until(at));
            let more = async {
                match more {
                    Some(more) => drop(more.await),
                    None => std::future::pending().await,
                }
            };
            let wait = async {
                tokio::select! {
                    () = stopping.stopped() => Err(()),
                    ended = batches.join_next() => Ok(ended),
                    () = more => Ok(None),
                }
            };
            let woken;
            (held, woken) = attentive(&clock, held, wait).await;
            match woken {
                Ok(ended) => self.note(ended),
                Err(()) => return held,
            }
        }
    }

    /// Gathers a batch while others are under way.
    async fn gather_beside(
        &mut self,
        batches: &mut JoinSet<Verdict>,
        held: Awake,
        stopping: &Stopping,
    ) -> (Awake, Result<Batch, String>) {
        let clock = self.lambda.parts.clock.clone();
        let (lambda, mapping) = (self.lambda.clone(), self.mapping.clone());
        let mut gather = attentive(&clock, held, async move { gather(&lambda, &mapping, stopping).await });
        loop {
            tokio::select! {
                biased;
                gathered = &mut gather => return gathered,
                ended = batches.join_next(), if !batches.is_empty() => self.note(ended),
            }
        }
    }

    async fn sleep(&self, pause: Duration, held: Awake, stopping: &Stopping) -> Awake {
        let clock = &self.lambda.parts.clock;
        let sleep = clock.sleep(pause);
        attentive(clock, held, async { drop(stopping.or(sleep).await) }).await.0
    }
}

/// Waits for messages and gathers a batch. It may be empty, and it is not waited for any longer once it is time to stop. The text
/// of an error says what keeps the queue from being read.
async fn gather(lambda: &Lambda, mapping: &Mapping, stopping: &Stopping) -> Result<Batch, String> {
    // What could not be given to anybody is not received: each time would count as one of the message's receives.
    let there = lambda.resolve(&Watermark::new(), &mapping.function, &lambda.parts.random);
    there.map_err(|error| error.message())?;
    let clock = &lambda.parts.clock;
    let first = stopping.or(mapping.queue.receive(lambda, mapping.batch_size, LONGEST_WAIT)).await;
    let first = first.transpose().map_err(|error| error.message.unwrap_or_else(|| error.code.into_owned()))?;
    let first = first.unwrap_or_default();
    let mut batch = Batch { messages: first.messages, received: clock.now(), seen: first.seen };
    let deadline = batch.received + mapping.window;
    let full = |batch: &Batch| batch.messages.is_empty() || batch.messages.len() >= mapping.batch_size;
    while !mapping.window.is_zero() && !full(&batch) && !batch.is_heavy() && clock.now() < deadline {
        let left = deadline.saturating_since(clock.now());
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        let most = (mapping.batch_size - batch.messages.len()).min(AT_ONCE);
        let end = clock.sleep_until(deadline);
        let more = tokio::select! {
            biased;
            more = mapping.queue.receive(lambda, most, seconds) => more,
            () = stopping.stopped() => break,
            _ = end => break,
        };
        match more {
            Ok(more) => {
                batch.messages.extend(more.messages);
                batch.seen = batch.seen.max(more.seen);
            }
            // What was received already is not given back because of it.
            Err(_) => break,
        }
    }
    Ok(batch)
}
