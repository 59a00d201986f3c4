//! What happens, chosen by a seed.

mod disk;
mod ending;
mod events;
mod resend;
mod stage;
mod steps;
mod upkeep;

use std::collections::BTreeMap;

use tradewind_clock::{Random, Timestamp};
use tradewind_store::SyncFault;

use crate::shadow::{Bus, Known, Queue, Senders, Ticks};
use crate::world::World;

/// How a run goes.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many steps clients and the world make.
    pub steps: u32,
    /// Whether the script itself cuts the power and kills the process now and then.
    pub crashes: bool,
    /// Cut the power once at this disk operation, counted from the end of the set-up (1: the first).
    pub crash_at: Option<u64>,
    /// Let this sync fail, counted likewise; the server is restarted a step later.
    pub fail_sync_at: Option<(u64, SyncFault)>,
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// The digest of every answer: the same for every run of a seed.
    pub digest: u64,
    /// How often the server was started.
    pub boots: u32,
    /// Disk operations between the set-up and the end: the commit points a crash can be put at.
    pub operations: u64,
    /// Those of them that were syncs.
    pub syncs: u64,
    /// Calls whose answer never came.
    pub unanswered: u32,
    /// Messages and events that were acknowledged.
    pub acknowledged: u32,
}

/// One run: a world, its clients and their shadows.
pub struct Script {
    world: World,
    dice: Random,
    plain: Queue,
    ordered: Queue,
    fragile: Queue,
    senders: Senders,
    bus: Bus,
    ticks: Ticks,
    /// The world's disturbances when the schedule was last looked at or run.
    disturbances: u32,
    /// Receives whose answer never came may hide messages of these queues until then.
    blind_until: BTreeMap<&'static str, Timestamp>,
    /// The last purges of the plain and of the ordered queue.
    purges: BTreeMap<&'static str, (Timestamp, Known)>,
    /// When the flaky target was deleted, while it is.
    flaky_deleted: Option<Timestamp>,
    redrives: u32,
    names: u64,
    unanswered: u32,
    acknowledged: u32,
}

impl Script {
    /// Runs a seed and checks everything.
    ///
    /// # Panics
    /// When something that was promised is not kept; the message says what.
    pub fn run(seed: u64, plan: Plan) -> Report {
        let mut script = Script::set_up(seed);
        let (before, synced) = (script.world.disk().operations(), script.world.disk().syncs());
        if let Some(operation) = plan.crash_at {
            script.world.disk().crash_after(operation);
        }
        if let Some((sync, fault)) = plan.fail_sync_at {
            script.world.order_fault(sync, fault, 2);
        }
        for _ in 0..plan.steps {
            script.step(plan.crashes);
            script.world.recover();
        }
        let operations = script.world.disk().operations() - before;
        let syncs = script.world.disk().syncs() - synced;
        script.settle_down();
        Report {
            digest: script.world.digest(),
            boots: script.world.boots(),
            operations,
            syncs,
            unanswered: script.unanswered,
            acknowledged: script.acknowledged,
        }
    }

    /// A text nobody has used yet.
    fn fresh(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}-{}", self.names)
    }
}
