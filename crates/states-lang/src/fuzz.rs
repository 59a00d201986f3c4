//! Foreign bytes, for fuzz targets and tests.

use serde_json::Value;
use tradewind_clock::Timestamp;

use crate::execution::{Effect, Event, Execution, Moment, Start};
use crate::machine::Machine;

/// How many things may happen in one execution.
const MOST: usize = 50;

/// Reads a definition, and runs it with its own text as input and answers if it can be run. Nothing of it may panic.
pub fn definition(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (machine, diagnostics) = Machine::examine(text);
    let Some(machine) = machine.filter(|_| diagnostics.is_empty()) else { return };
    let input: Value = serde_json::from_str(text).unwrap_or_default();
    let mut drawn = 0_u64;
    let mut chance = || {
        drawn = drawn.wrapping_add(0x9e37_79b9_7f4a_7c15);
        drawn
    };
    let now = Timestamp::from_secs(0);
    let word = || "x".to_owned();
    let start = Start {
        execution: word(),
        name: word(),
        role: word(),
        machine: word(),
        machine_name: word(),
        input: input.clone(),
    };
    let (mut execution, mut effects) = Execution::start(&machine, start, Moment { now, chance: &mut chance });
    for _ in 0..MOST {
        let event = effects.iter().find_map(|effect| match effect {
            Effect::Task { task, .. } => Some(Event::TaskSucceeded(*task, input.clone())),
            Effect::Timer(task, _) => Some(Event::TimerFired(*task)),
            _ => None,
        });
        let Some(event) = event else { return };
        effects = execution.step(&machine, event, Moment { now, chance: &mut chance });
    }
}
