//! Instances that are to be there before they are needed: provisioned concurrency, and snapshots (SnapStart).
//!
//! A snapshot here is an instance that was initialised and waits in `restore/next`. Using one means to let it go on; another
//! one takes its place. A host that can fork an initialised process does the same with less memory, behind the same door.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;
use tradewind_clock::Timestamp;

use super::Inner;
use super::fleet::{Fleet, Group};
use super::member::{Idle, Member};
use super::start::Start;
use crate::execution::InvokeError;
use crate::executor::Warm;
use crate::function::{Function, InitKind};
use crate::instance::{Arrival, Reason};

/// The pause after a failed start; it doubles up to [`LONGEST`].
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// What is kept of one function.
pub(super) struct Kept {
    pub(super) function: Arc<Function>,
    pub(super) wanted: u32,
    /// Initialised, busy ones included.
    pub(super) ready: u32,
    pub(super) starting: u32,
    failure: Option<String>,
    failures: u32,
    /// No start before this.
    pub(super) not_before: Timestamp,
}

impl Kept {
    fn new(function: Arc<Function>, wanted: u32) -> Kept {
        Kept { function, wanted, ready: 0, starting: 0, failure: None, failures: 0, not_before: Timestamp::ZERO }
    }

    pub(super) fn warm(&self) -> Warm {
        Warm { wanted: self.wanted, ready: self.ready, failure: self.failure.clone() }
    }

    /// Whether members are used up by their first invocation.
    pub(super) fn is_snapshot(&self) -> bool {
        self.function.init == InitKind::SnapStart
    }

    /// How many are to be started now.
    pub(super) fn missing(&self, now: Timestamp) -> u32 {
        if now < self.not_before { 0 } else { self.wanted.saturating_sub(self.ready + self.starting) }
    }

    fn succeeded(&mut self) {
        self.ready += 1;
        (self.failure, self.failures) = (None, 0);
    }

    fn failed(&mut self, why: String, now: Timestamp) {
        let pause = PAUSE.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures += 1;
        (self.failure, self.not_before) = (Some(why), now + pause);
    }
}

impl Group {
    /// A member goes to work: a snapshot is used up by that.
    pub(super) fn lend(&mut self, member: &Member) {
        self.busy += 1;
        if self.kept.as_ref().is_some_and(Kept::is_snapshot) {
            self.unkeep(member);
        }
    }

    /// A member is none of the kept ones any more.
    pub(super) fn unkeep(&mut self, member: &Member) {
        if member.kept.swap(false, Ordering::Relaxed)
            && member.epoch == self.epoch
            && let Some(kept) = &mut self.kept
        {
            kept.ready = kept.ready.saturating_sub(1);
        }
    }
}

impl Fleet {
    /// Sets how many are kept. Those that are too many and have nothing to do are given out to be ended.
    fn keep(&mut self, function: Arc<Function>, wanted: u32) -> Vec<Idle> {
        let key = function.key.clone();
        let group = self.group(&key);
        let kept = group.kept.get_or_insert_with(|| Kept::new(function, 0));
        kept.wanted = wanted;
        let mut surplus = kept.ready.saturating_sub(wanted);
        let mut ends = Vec::new();
        while surplus > 0
            && let Some(at) = group.idle.iter().position(|idle| idle.member.is_kept())
        {
            let idle = group.idle.remove(at);
            group.unkeep(&idle.member);
            ends.push(idle);
            surplus -= 1;
        }
        ends
    }

    /// Begins a start of a kept instance; its function and epoch, if it is still wanted.
    fn begin_kept(&mut self, key: &str, now: Timestamp) -> Option<(Arc<Function>, u64)> {
        if self.stopping {
            return None;
        }
        let group = self.groups.get_mut(key)?;
        let kept = group.kept.as_mut().filter(|kept| kept.missing(now) > 0)?;
        kept.starting += 1;
        let begun = (kept.function.clone(), group.epoch);
        self.starting += 1;
        Some(begun)
    }

    /// A start of a kept instance is over.
    fn end_kept(&mut self, key: &str, epoch: u64, result: &Result<Arc<Member>, String>, now: Timestamp) {
        self.starting -= 1;
        let Some(group) = self.groups.get_mut(key).filter(|group| group.epoch == epoch) else { return };
        let Some(kept) = &mut group.kept else { return };
        kept.starting = kept.starting.saturating_sub(1);
        match result {
            Ok(member) => {
                member.kept.store(true, Ordering::Relaxed);
                kept.succeeded();
            }
            Err(why) => kept.failed(why.clone(), now),
        }
    }
}

impl Inner {
    pub(super) fn keep_warm(self: &Arc<Self>, function: Arc<Function>, wanted: u32) {
        let key = function.key.clone();
        let mut provisioned = Function::clone(&function);
        provisioned.init = InitKind::Provisioned;
        let ends = self.fleet.lock().keep(Arc::new(provisioned), wanted);
        for idle in ends {
            self.end_idle(idle);
        }
        self.maintain(&key);
    }

    /// Starts what is missing of a function's kept instances.
    pub(super) fn maintain(self: &Arc<Self>, key: &str) {
        loop {
            let now = self.parts.clock.now();
            let Some((function, epoch)) = self.fleet.lock().begin_kept(key, now) else { break };
            let (inner, key) = (self.clone(), key.to_owned());
            self.runtime.spawn(async move {
                if inner.start_kept(&key, function, epoch).await.is_err() {
                    // The keeper tries again.
                    inner.keeper.notify_one();
                }
            });
        }
    }

    /// Starts one kept instance; the error as the function or the host said it.
    async fn start_kept(self: &Arc<Self>, key: &str, function: Arc<Function>, epoch: u64) -> Result<(), String> {
        let stream = self.parts.stream(&function);
        let start = Start { key, epoch, function: &function, stream, tail: Bytes::new(), limit: None };
        let started = match self.starts.acquire().await {
            Ok(permit) => self.start(start, permit).await,
            // Closed by nobody.
            Err(_) => Err(InvokeError::Stopping),
        };
        let result = match started {
            Ok((member, Ok(_))) => Ok(member),
            Ok((member, Err(failed))) => {
                self.end(member, Reason::Failure);
                Err(String::from_utf8_lossy(&failed.fault.payload("")).into_owned())
            }
            Err(error) => Err(text(&error)),
        };
        self.fleet.lock().end_kept(key, epoch, &result, self.parts.clock.now());
        self.change.notify_waiters();
        self.settle(result?, false, Arrival::default());
        Ok(())
    }

    /// Initialises an instance ahead, so that its first invocation only has to restore it.
    pub(super) async fn prepare(self: Arc<Self>, function: Arc<Function>) -> Result<(), String> {
        let key = function.key.clone();
        let now = self.parts.clock.now();
        let (surplus, begun) = {
            let mut fleet = self.fleet.lock();
            let surplus = fleet.keep(function, 1);
            if let Some(kept) = &mut fleet.group(&key).kept {
                kept.not_before = Timestamp::ZERO;
            }
            (surplus, fleet.begin_kept(&key, now))
        };
        for idle in surplus {
            self.end_idle(idle);
        }
        // Where one is there already, nothing has to be done.
        let Some((function, epoch)) = begun else { return Ok(()) };
        let result = self.start_kept(&key, function, epoch).await;
        if result.is_err() {
            // Whoever asked decides what a failure means; nobody goes on trying.
            self.retire(&key);
        }
        result
    }
}

fn text(error: &InvokeError) -> String {
    json!({"errorType": "InternalError", "errorMessage": error.to_string()}).to_string()
}
