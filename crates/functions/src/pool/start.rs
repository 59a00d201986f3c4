//! Starts: a few at a time, and within the memory.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::SemaphorePermit;
use tradewind_clock::Timestamp;

use super::Inner;
use super::fleet::{Next, Offer, Room};
use super::member::{Idle, Lease, Member};
use crate::execution::InvokeError;
use crate::function::{Function, InitKind};
use crate::instance::{Arrival, Failed, Fate, InitLimit, Instance, Reason};

/// A start that takes longer than this is most likely waiting, not computing: it lets the next one begin.
const PERMIT: Duration = Duration::from_millis(500);

/// What is started.
pub(super) struct Start<'a> {
    pub(super) key: &'a str,
    pub(super) epoch: u64,
    pub(super) function: &'a Arc<Function>,
    pub(super) stream: String,
    /// The tail of a log that goes on with it.
    pub(super) tail: Bytes,
    /// For its init; none: an init phase of its own.
    pub(super) limit: Option<InitLimit>,
}

/// What a start comes to: how long it took, or how it failed.
pub(super) type Initialised = Result<Duration, Failed>;

impl Inner {
    /// Starts an instance for whoever waits in a group.
    pub(super) async fn start_on_demand(self: Arc<Self>, key: String, function: Arc<Function>) {
        let function = on_demand(function);
        let epoch = self.fleet.lock().epoch(&key);
        // Closed by nobody.
        let Ok(permit) = self.starts.acquire().await else { return };
        if !self.fleet.lock().still_wanted(&key) {
            self.change.notify_waiters();
            return;
        }
        let stream = self.parts.stream(&function);
        let start = Start { key: &key, epoch, function: &function, stream, tail: Bytes::new(), limit: None };
        let result = self.start(start, permit).await;
        let waiter = self.fleet.lock().started(&key, !matches!(result, Ok((_, Ok(_)))));
        match result {
            Ok((member, Ok(took))) => {
                let init = member.instance.is_on_demand().then_some(took);
                self.settle(member, false, Arrival { cold: true, init, begun: None });
            }
            Ok((member, Err(failed))) => {
                self.end(member, Reason::Failure);
                tell(waiter, Offer::Failed(Box::new(failed)));
            }
            Err(error) => tell(waiter, Offer::Refused(error)),
        }
        self.change.notify_waiters();
    }

    /// Starts an instance and waits for its init.
    pub(super) async fn start(
        self: &Arc<Self>,
        start: Start<'_>,
        permit: SemaphorePermit<'_>,
    ) -> Result<(Arc<Member>, Initialised), InvokeError> {
        let Start { key, epoch, function, stream, tail, limit } = start;
        let member = self.launch(key, epoch, function, stream).await?;
        member.instance.continue_log(&tail);
        let limit = limit.unwrap_or_else(|| InitLimit::of(function, self.parts.clock.now()));
        let instance = member.instance.clone();
        let initialised = instance.initialise(limit);
        tokio::pin!(initialised);
        let result = tokio::select! {
            biased;
            result = &mut initialised => result,
            awake = self.parts.clock.sleep(PERMIT) => {
                // The rest of the init may well wait for a later time.
                drop((awake, permit));
                initialised.await
            }
        };
        Ok((member, result))
    }

    /// Makes room and starts the process.
    pub(super) async fn launch(
        self: &Arc<Self>,
        key: &str,
        epoch: u64,
        function: &Arc<Function>,
        stream: String,
    ) -> Result<Arc<Member>, InvokeError> {
        let memory = u64::from(function.memory_mb);
        self.make_room(memory).await?;
        let order = self.parts.order(function.clone(), stream);
        let instance = match Instance::start(&self.parts, order).await {
            Ok(instance) => instance,
            Err(error) => {
                self.fleet.lock().unreserve(memory);
                self.change.notify_waiters();
                return Err(error);
            }
        };
        let (member, stopping) = {
            let mut fleet = self.fleet.lock();
            (fleet.enter(key, epoch, instance), fleet.stopping)
        };
        let (inner, watched) = (self.clone(), member.clone());
        self.runtime.spawn(async move {
            watched.instance.exited().await;
            inner.fleet.lock().gone(&watched);
            inner.change.notify_waiters();
            inner.maintain(&watched.key);
        });
        if stopping {
            self.end(member, Reason::Spindown);
            return Err(InvokeError::Stopping);
        }
        Ok(member)
    }

    async fn make_room(self: &Arc<Self>, memory: u64) -> Result<(), InvokeError> {
        loop {
            let changed = self.change.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let room = self.fleet.lock().reserve(memory);
            match room {
                Room::Reserved => return Ok(()),
                Room::None => {
                    let limit = self.options.memory_mb;
                    return Err(InvokeError::NoRoom(format!(
                        "all {limit} MB for functions are in use by busy instances; --functions-memory allows more"
                    )));
                }
                Room::After(evicted) => {
                    for idle in evicted {
                        self.end_idle(idle);
                    }
                    changed.await;
                }
            }
        }
    }

    /// A member has nothing to do: it goes to whoever waits, or rests, or ends.
    pub(super) fn settle(self: &Arc<Self>, mut member: Arc<Member>, mut busy: bool, arrival: Arrival) {
        loop {
            let now = self.parts.clock.now();
            let freeze_at = self.freeze_at(now);
            let next = self.fleet.lock().settle(member, busy, now, freeze_at);
            let (waiter, lent) = match next {
                Next::To(waiter, lent) => (waiter, lent),
                Next::Rests(early) => {
                    if early {
                        self.keeper.notify_one();
                    }
                    return;
                }
                Next::Ends(member) => return self.end(member, Reason::Spindown),
            };
            let Err(Offer::Ready(lease, _)) = waiter.send(Offer::Ready(Lease::new(self.clone(), lent), arrival)) else {
                return;
            };
            // Whoever waited is gone: the next one, then.
            let Some(back) = lease.into_member() else { return };
            (member, busy) = (back, true);
        }
    }

    /// When a member that rests from now on is looked at: to be stopped, or to be ended.
    pub(super) fn freeze_at(&self, now: Timestamp) -> Timestamp {
        now + self.options.freeze.unwrap_or(self.options.idle).min(self.options.idle)
    }

    /// A leased member is given back.
    pub(super) fn give_back(self: &Arc<Self>, member: Arc<Member>, fate: Fate) {
        match fate {
            Fate::Reusable => self.settle(member, true, Arrival::default()),
            Fate::Broken(reason) => {
                self.fleet.lock().spoil(&member);
                self.end(member, reason);
            }
        }
    }

    /// Ends what has nothing to do, and the rest when it is done.
    pub(super) fn retire(self: &Arc<Self>, prefix: &str) {
        let idle = self.fleet.lock().retire(prefix);
        for idle in idle {
            self.end_idle(idle);
        }
    }

    /// Ends a member that was resting.
    pub(super) fn end_idle(self: &Arc<Self>, idle: Idle) {
        if !self.fleet.lock().ends(&idle.member) {
            return;
        }
        self.runtime.spawn(async move {
            let member = idle.wake().await;
            member.instance.end(Reason::Spindown).await;
        });
    }

    /// Ends a member. Its room is free when nothing of it is left.
    pub(super) fn end(self: &Arc<Self>, member: Arc<Member>, reason: Reason) {
        if !self.fleet.lock().ends(&member) {
            return;
        }
        self.runtime.spawn(async move {
            member.instance.end(reason).await;
        });
    }
}

fn tell(waiter: Option<super::fleet::Waiter>, offer: Offer) {
    if let Some(waiter) = waiter {
        // A waiter that is gone needs no offer.
        let _ = waiter.send(offer);
    }
}

/// What is started because it is needed is no part of provisioned concurrency.
pub(super) fn on_demand(function: Arc<Function>) -> Arc<Function> {
    if function.init != InitKind::Provisioned {
        return function;
    }
    let mut function = Function::clone(&function);
    function.init = InitKind::OnDemand;
    Arc::new(function)
}
