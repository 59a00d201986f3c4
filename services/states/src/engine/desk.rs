//! An execution inside a transaction.

use std::sync::Arc;

use serde_json::Value;
use tradewind_states_lang::{Event, Execution as Running, Machine, Moment, Start};
use tradewind_store::{StoreError, Tx};

use super::carry;
use crate::States;
use crate::keys;
use crate::names;
use crate::record::{Execution, Status};

/// An execution on its way into its rows.
pub(crate) struct Desk<'a, 'tx> {
    pub(crate) tx: &'a mut Tx<'tx>,
    pub(crate) account: &'a str,
    pub(crate) region: &'a str,
    pub(crate) execution: Execution,
    machine: Arc<Machine>,
    running: Running,
    /// Activities that have got a task.
    pub(crate) told: Vec<String>,
}

impl<'a, 'tx> Desk<'a, 'tx> {
    /// Opens an execution that runs.
    pub(crate) fn open(
        states: &'a States,
        tx: &'a mut Tx<'tx>,
        (account, region): (&'a str, &'a str),
        (machine, name): (&str, &str),
    ) -> Result<Option<Desk<'a, 'tx>>, StoreError> {
        let Some(execution) = Execution::find(tx.view(), machine, name)? else { return Ok(None) };
        if execution.status != Status::Running {
            return Ok(None);
        }
        let state = tx.get_body(keys::state(machine, name))?;
        let running = state.and_then(|state| serde_json::from_slice(&state).ok());
        let running =
            running.ok_or_else(|| StoreError::corrupt(format_args!("the execution {machine}:{name} has no state")))?;
        let machine = states.compiled.get(tx.view(), &execution.revision)?;
        Ok(Some(Desk { tx, account, region, execution, machine, running, told: Vec::new() }))
    }

    /// Begins an execution.
    pub(crate) fn begin(
        states: &'a States,
        tx: &'a mut Tx<'tx>,
        (account, region): (&'a str, &'a str),
        execution: Execution,
        input: Value,
    ) -> Result<Desk<'a, 'tx>, StoreError> {
        let machine = states.compiled.get(tx.view(), &execution.revision)?;
        let start = Start {
            execution: names::execution_arn(account, region, &execution.machine, &execution.name),
            name: execution.name.clone(),
            role: execution.role.clone(),
            machine: names::machine_arn(account, region, &execution.machine),
            machine_name: execution.machine.clone(),
            input,
        };
        let (now, random) = (tx.now(), tx.rng());
        let mut chance = || random.next_u64();
        let (running, effects) = Running::start(&machine, start, Moment { now, chance: &mut chance });
        let timeout = machine.timeout_seconds;
        let mut desk = Desk { tx, account, region, execution, machine, running, told: Vec::new() };
        carry::deadline(&mut desk, timeout);
        carry::out(&mut desk, effects)?;
        Ok(desk)
    }

    /// Something happens.
    pub(crate) fn hear(&mut self, event: Event) -> Result<(), StoreError> {
        let (now, random) = (self.tx.now(), self.tx.rng());
        let mut chance = || random.next_u64();
        let machine = self.machine.clone();
        let effects = self.running.step(&machine, event, Moment { now, chance: &mut chance });
        carry::out(self, effects)
    }

    /// Writes its rows; activities that have got a task.
    pub(crate) fn save(self) -> Vec<String> {
        let Desk { tx, execution, running, told, .. } = self;
        let state = keys::state(&execution.machine, &execution.name);
        match execution.status {
            Status::Running => tx.put_body(state, serde_json::to_vec(&running).unwrap_or_default()),
            _ => tx.delete_body(state),
        }
        execution.save(tx);
        told
    }
}
