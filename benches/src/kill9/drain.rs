//! The judgement after a restart: every queue is received from and deleted from until it owes nothing and holds nothing.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use futures::future::join_all;

use crate::error::Error;
use crate::kill9::ledger::{FaultKind, Ledger};
use crate::kill9::letter::Door;
use crate::kill9::scene::Scene;
use crate::watch;

/// Connections that drain one queue.
const DRAINERS: usize = 3;
/// How long a queue may take to give back what it owes.
const LIMIT: Duration = Duration::from_secs(20);
/// Seconds for which drained messages are invisible: more than the drain takes, so that none comes twice.
const VISIBILITY: u64 = 60;

/// One queue while it is drained.
struct Drain<'a> {
    scene: &'a Scene,
    ledger: &'a RefCell<Ledger>,
    door: Door,
    deadline: Instant,
    received: Cell<u64>,
    done: Cell<bool>,
}

/// Drains the queues side by side, writes off what did not come, and returns how many messages came.
pub(super) async fn drain(scene: &Scene, doors: &[Door], ledger: &RefCell<Ledger>) -> u64 {
    let counts = join_all(doors.iter().map(|door| drain_one(scene, *door, ledger))).await;
    counts.iter().sum()
}

async fn drain_one(scene: &Scene, door: Door, ledger: &RefCell<Ledger>) -> u64 {
    let drain =
        Drain { scene, ledger, door, deadline: watch::now() + LIMIT, received: Cell::new(0), done: Cell::new(false) };
    for ended in join_all((0..DRAINERS).map(|_| drain.lane())).await {
        if let Err(error) = ended {
            let text = format!("draining {door:?}: {error}");
            ledger.borrow_mut().fault(FaultKind::Other, text);
        }
    }
    ledger.borrow_mut().write_off(door);
    drain.received.get()
}

impl Drain<'_> {
    async fn lane(&self) -> Result<(), Error> {
        let mut client = self.scene.client().await?;
        while !self.done.get() {
            let parcels = self.scene.receive(&mut client, self.door, VISIBILITY, self.ledger).await?;
            if parcels.is_empty() {
                self.rest(&mut client).await?;
                continue;
            }
            let messages: Vec<_> = parcels.iter().map(|parcel| parcel.message.clone()).collect();
            self.ledger.borrow_mut().drained(self.door, &messages);
            self.received.set(self.received.get() + messages.len() as u64);
            let deleted = self.scene.delete_batch(&mut client, self.door, &parcels, self.ledger).await?;
            if deleted != messages.len() as u64 {
                return Err(Error::Unexpected(format!("{deleted} of {} were deleted", messages.len())));
            }
        }
        Ok(())
    }

    /// After an empty answer: done when the queue holds nothing and owes nothing, or when its time is over.
    async fn rest(&self, client: &mut crate::client::Client) -> Result<(), Error> {
        let held = self.scene.total(client, self.door).await?;
        let owed = self.ledger.borrow().owed(self.door);
        if held == 0 && owed == 0 {
            self.done.set(true);
        } else if watch::now() > self.deadline {
            self.done.set(true);
            if held > 0 {
                let text = format!("{:?} says that it holds {held} messages, but gives none", self.door);
                self.ledger.borrow_mut().fault(FaultKind::Other, text);
            }
        }
        Ok(())
    }
}
