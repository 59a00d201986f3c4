//! What happens, chosen by a seed.

mod ending;
mod stage;
mod steps;

use tradewind_clock::Random;

use crate::shadow::{Bus, Queue, Ticks};
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
    bus: Bus,
    ticks: Ticks,
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
        let before = script.world.disk().operations();
        if let Some(operation) = plan.crash_at {
            script.world.disk().crash_after(operation);
        }
        for _ in 0..plan.steps {
            script.step(plan.crashes);
            script.world.recover();
        }
        let operations = script.world.disk().operations() - before;
        script.settle_down();
        Report {
            digest: script.world.digest(),
            boots: script.world.boots(),
            operations,
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
