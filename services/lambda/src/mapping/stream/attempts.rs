//! One batch: tried until it succeeds or is given up.
//!
//! ```text
//! the function does it ------------> done
//! it reports where it failed ------> what comes before is done; the rest is tried again
//! it fails ------------------------> halves, first the first (bisect; not counted), or the same again with back-off
//! it is not run (throttled) -------> the same again with back-off, not counted
//! too often, or too old -----------> given up, and told
//! ```

use std::time::Duration;

use bytes::Bytes;
use tradewind_clock::{Awake, Clock};
use tradewind_cloud::Stopping;

use super::discard::Failure;
use super::{BatchInfo, Config, Discarded, Entry, Host, Outcome, Reason};
use crate::mapping::report::{self, Report};

/// The first wait before a batch is tried again; it doubles.
const PAUSE: Duration = Duration::from_secs(1);

/// The longest one.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What one batch needs to know.
pub(super) struct Attempts<'a> {
    pub(super) host: &'a dyn Host,
    pub(super) config: &'a Config,
    pub(super) clock: &'a Clock,
    pub(super) shard: &'a str,
    pub(super) stopping: &'a Stopping,
}

/// It was time to stop before the batch was done.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stopped;

/// Records that are tried together, and what has come of them so far.
struct Part {
    entries: Vec<Entry>,
    invocations: u32,
    retries: u32,
    failure: Option<Failure>,
    pause: Duration,
}

impl Part {
    /// These records of it, with its past.
    fn with(&self, entries: Vec<Entry>) -> Part {
        Part {
            entries,
            invocations: self.invocations,
            retries: self.retries,
            failure: self.failure.clone(),
            pause: self.pause,
        }
    }
}

impl Attempts<'_> {
    /// Processes records in their order.
    pub(super) async fn process(&self, entries: Vec<Entry>) -> Result<(), Stopped> {
        let first = Part { entries, invocations: 0, retries: 0, failure: None, pause: PAUSE };
        // What is left to do, the next at the end.
        let mut left = vec![first];
        let mut held = Some(self.clock.hold());
        while let Some(mut part) = left.pop() {
            self.drop_old(&mut part).await;
            if part.entries.is_empty() {
                continue;
            }
            let outcome = self.host.invoke(event(&part.entries)).await;
            match self.answered(&mut part, outcome) {
                Next::Done => {}
                Next::Halves => {
                    let second = part.entries.split_off(part.entries.len() / 2);
                    left.push(part.with(second));
                    left.push(part);
                }
                Next::Again => {
                    if self.exhausted(&part) {
                        self.give_up(&part, Reason::RetryAttemptsExhausted).await;
                    } else {
                        self.rest(&mut part, &mut held).await?;
                        left.push(part);
                    }
                }
            }
        }
        Ok(())
    }

    /// Waits before the next attempt; virtual time moves meanwhile.
    async fn rest(&self, part: &mut Part, held: &mut Option<Awake>) -> Result<(), Stopped> {
        let sleep = self.clock.sleep(part.pause);
        part.pause = (part.pause * 2).min(LONGEST_PAUSE);
        *held = None;
        *held = Some(self.stopping.or(sleep).await.ok_or(Stopped)?);
        Ok(())
    }

    fn exhausted(&self, part: &Part) -> bool {
        self.config.max_retries.is_some_and(|most| part.retries > most)
    }

    /// What is to be done after an attempt. The records that succeeded are taken out of the part.
    fn answered(&self, part: &mut Part, outcome: Outcome) -> Next {
        let report = match outcome {
            Outcome::Refused => return Next::Again,
            Outcome::Failed { request_id, error, version } => {
                part.failure = Some(Failure { request_id, error, version });
                None
            }
            Outcome::Answered(_) if !self.config.reports_failures => return Next::Done,
            Outcome::Answered(payload) => match report::read(&payload) {
                Report::Failed(failed) if failed.is_empty() => return Next::Done,
                Report::Failed(failed) => Some(failed),
                Report::Senseless => None,
            },
        };
        part.invocations = part.invocations.saturating_add(1);
        // The lowest one counts: what comes behind it is tried again as well.
        let first = report.and_then(|failed| part.entries.iter().position(|entry| failed.contains(&entry.sequence)));
        match first {
            Some(0) => {}
            Some(first) => {
                part.entries.drain(..first);
                if self.config.bisect {
                    // The report has split the batch; that is not counted.
                    return Next::Again;
                }
            }
            None if self.config.bisect && part.entries.len() > 1 => return Next::Halves,
            None => {}
        }
        part.retries = part.retries.saturating_add(1);
        Next::Again
    }

    /// Gives up what has become too old.
    async fn drop_old(&self, part: &mut Part) {
        let Some(age) = self.config.max_age else { return };
        let now = self.clock.now();
        let old = part.entries.iter().take_while(|entry| now.saturating_since(entry.arrived) > age).count();
        if old > 0 {
            let rest = part.entries.split_off(old);
            self.give_up(part, Reason::RecordAgeExceeded).await;
            part.entries = rest;
        }
    }

    async fn give_up(&self, part: &Part, reason: Reason) {
        let (Some(first), Some(last)) = (part.entries.first(), part.entries.last()) else { return };
        let batch = BatchInfo {
            shard: self.shard.to_owned(),
            first: first.sequence.clone(),
            last: last.sequence.clone(),
            first_arrived: first.arrived,
            last_arrived: last.arrived,
            count: part.entries.len(),
        };
        let (at, failure) = (self.clock.now(), part.failure.clone());
        self.host.discard(Discarded { at, reason, invocations: part.invocations, failure, batch }).await;
    }
}

/// What follows an attempt.
enum Next {
    Done,
    Halves,
    Again,
}

/// The event for the function.
fn event(entries: &[Entry]) -> Bytes {
    let mut event = b"{\"Records\":[".to_vec();
    for (place, entry) in entries.iter().enumerate() {
        if place > 0 {
            event.push(b',');
        }
        event.extend_from_slice(&entry.record);
    }
    event.extend_from_slice(b"]}");
    event.into()
}
