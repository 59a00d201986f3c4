//! One invocation, from its function to its end.

use std::borrow::Cow;
use std::sync::Arc;

use tradewind_clock::Timestamp;

use super::Inner;
use super::fleet::{Offer, Placed};
use super::member::{Lease, Member};
use super::start::{Start, on_demand};
use crate::execution::{Execution, Invocation, InvokeError};
use crate::function::Function;
use crate::instance::{Arrival, Failed, Fate, InitLimit, Outcome, Reason};

impl Inner {
    pub(super) async fn run(
        self: Arc<Self>,
        function: Arc<Function>,
        mut invocation: Invocation,
    ) -> Result<Execution, InvokeError> {
        let key = match &invocation.tenant {
            None => Cow::Borrowed(function.key.as_str()),
            // Tenants never share an instance.
            Some(tenant) => Cow::Owned(format!("{}/{tenant}", function.key)),
        };
        loop {
            let (lease, arrival) = match self.lease(&key, &function).await? {
                Offer::Ready(lease, arrival) => (lease, arrival),
                Offer::Failed(failed) => return self.once_more(&key, &function, invocation, *failed).await,
                Offer::Refused(error) => return Err(error),
            };
            match self.carry_out(lease, invocation, arrival).await {
                Ok(execution) => return execution,
                // It was gone before the function saw the event.
                Err(back) => invocation = *back,
            }
        }
    }

    /// An instance for an invocation.
    async fn lease(self: &Arc<Self>, key: &str, function: &Arc<Function>) -> Result<Offer, InvokeError> {
        let mut spent = Vec::new();
        let placed = self.fleet.lock().place(key, self.parts.clock.now(), &mut spent);
        for member in spent {
            self.end(member, Reason::Spindown);
        }
        match placed {
            Placed::Idle(idle) => {
                let lease = Lease::new(self.clone(), idle.member.clone());
                idle.wake().await;
                Ok(Offer::Ready(lease, Arrival::default()))
            }
            Placed::Waits(told, start) => {
                if start {
                    self.runtime.spawn(self.clone().start_on_demand(key.to_owned(), function.clone()));
                }
                told.await.map_err(|_| InvokeError::Stopping)
            }
            Placed::Stopping => Err(InvokeError::Stopping),
        }
    }

    /// Runs an invocation in an instance; gives it back if the function has not seen it.
    async fn carry_out(
        self: &Arc<Self>,
        lease: Lease,
        invocation: Invocation,
        arrival: Arrival,
    ) -> Result<Result<Execution, InvokeError>, Box<Invocation>> {
        let Some(member) = lease.member() else { return Err(Box::new(invocation)) };
        let instance = member.instance.clone();
        if instance.is_snapshot() {
            let restored = instance.restore().await;
            // If it was the one that was kept, another one takes its place.
            self.maintain(&member.key);
            if let Err(fault) = restored {
                let outcome = instance.not_initialised(&invocation, arrival, &fault).await;
                return self.conclude(lease, outcome);
            }
        }
        let outcome = instance.invoke(invocation, arrival).await;
        self.conclude(lease, outcome)
    }

    fn conclude(
        self: &Arc<Self>,
        lease: Lease,
        outcome: Outcome,
    ) -> Result<Result<Execution, InvokeError>, Box<Invocation>> {
        match outcome {
            Outcome::Done(execution, fate) => {
                lease.give_back(fate);
                // What was killed because the server stops has not failed by itself.
                let killed = fate == Fate::Broken(Reason::Failure) && self.fleet.lock().stopping;
                Ok(if killed { Err(InvokeError::Stopping) } else { Ok(execution) })
            }
            Outcome::Streaming(execution, rest) => {
                self.runtime.spawn(async move { lease.give_back(rest.await) });
                Ok(Ok(execution))
            }
            Outcome::Untouched(invocation) => {
                lease.give_back(Fate::Broken(Reason::Failure));
                Err(invocation)
            }
        }
    }

    /// The init phase failed. It is repeated once, within the time that the function has for the invocation.
    async fn once_more(
        self: &Arc<Self>,
        key: &str,
        function: &Arc<Function>,
        invocation: Invocation,
        failed: Failed,
    ) -> Result<Execution, InvokeError> {
        let begun = self.parts.clock.now();
        let arrival = Arrival { cold: true, init: None, begun: Some(begun) };
        let (member, failed) = self.start_again(key, function, begun, failed).await?;
        if let Some(failed) = failed {
            member.instance.continue_log(&failed.tail);
            let outcome = member.instance.not_initialised(&invocation, arrival, &failed.fault).await;
            self.end(member, Reason::Failure);
            return match outcome {
                Outcome::Done(execution, _) if !self.fleet.lock().stopping => Ok(execution),
                _ => Err(InvokeError::Stopping),
            };
        }
        self.fleet.lock().lend(&member);
        let lease = Lease::new(self.clone(), member);
        self.carry_out(lease, invocation, arrival).await.unwrap_or_else(|_| {
            let why = "an instance ended between its start and its first invocation";
            Err(InvokeError::Internal(why.to_owned()))
        })
    }

    /// The second attempt; it goes on in the log of the first one.
    async fn start_again(
        self: &Arc<Self>,
        key: &str,
        function: &Arc<Function>,
        begun: Timestamp,
        failed: Failed,
    ) -> Result<(Arc<Member>, Option<Failed>), InvokeError> {
        let function = on_demand(function.clone());
        let limit = InitLimit::within(&function, begun + function.timeout);
        let epoch = {
            let mut fleet = self.fleet.lock();
            fleet.starting += 1;
            fleet.epoch(key)
        };
        let start =
            Start { key, epoch, function: &function, stream: failed.stream, tail: failed.tail, limit: Some(limit) };
        let result = match self.starts.acquire().await {
            Ok(permit) => self.start(start, permit).await,
            // Closed by nobody.
            Err(_) => Err(InvokeError::Stopping),
        };
        self.fleet.lock().starting -= 1;
        self.change.notify_waiters();
        result.map(|(member, initialised)| (member, initialised.err()))
    }
}
