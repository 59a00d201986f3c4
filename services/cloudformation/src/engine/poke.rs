//! Waking steps that wait.

use tradewind_store::{StoreError, TaskId, Tx};

use super::desk::Desk;
use crate::record::State;

/// Has the step of a resource look again: something it may wait for has come.
pub(crate) fn poke(tx: &mut Tx<'_>, stack: &str, logical_id: &str) -> Result<(), StoreError> {
    let Some(mut desk) = Desk::open(tx, stack)? else { return Ok(()) };
    let Some(place) = desk.op.steps.iter().position(|step| step.logical_id == logical_id && step.is_under_way()) else {
        return Ok(());
    };
    let paused = desk.op.steps.get_mut(place).and_then(|step| {
        step.poked |= step.state == State::Running;
        (step.state == State::Paused).then_some(step.task)
    });
    if let Some(task) = paused {
        if let Some(task) = task {
            desk.tx.cancel(TaskId::new(task));
        }
        desk.queue(place);
    }
    desk.save();
    Ok(())
}
