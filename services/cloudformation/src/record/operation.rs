//! Operations under way.
//!
//! An operation goes through stages, each a list of steps with their order; a step is one durable task. What follows when a stage
//! ends, or when a step fails, is decided in the transaction that notes the step's end (`engine::advance`).
//!
//! ```text
//! create   Forward ---------------------------------------------> CREATE_COMPLETE
//!             `--> Rollback -> ROLLBACK_COMPLETE | ROLLBACK_FAILED
//!             `--> Delete (OnFailure=DELETE)      `--> CREATE_FAILED (rollback disabled)
//! update   Forward -> CleanUp ----------------------------------> UPDATE_COMPLETE
//!             `--> UpdateRollback -> UpdateRollbackCleanUp -> UPDATE_ROLLBACK_COMPLETE
//!             |        `--> UPDATE_ROLLBACK_FAILED   `--> UPDATE_FAILED (rollback disabled)
//! delete   Delete -> DELETE_COMPLETE | DELETE_FAILED
//! ```
//!
//! A step:
//!
//! ```text
//! Waiting -> Queued (its task exists) -> Running (its handler is called) -> Done | Failed
//!                                          ^   |
//!                                          |   v
//!                                          Paused (its task is due later, or when something comes)
//! ```

use serde::{Deserialize, Serialize};
use tradewind_store::{Record, StoreError, Tx, View, decode, encode, prefix};

use crate::keys;
use crate::record::{Caller, Json, Settings, Verb, Version};

/// What a client asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Create,
    Update,
    Delete,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    Forward,
    Rollback,
    CleanUp,
    UpdateRollback,
    UpdateRollbackCleanUp,
    Delete,
}

/// What follows once the steps under way have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Turn {
    /// What was done is undone.
    Rollback,
    /// The stack goes.
    Delete,
    /// Everything stays as it is.
    Stop,
}

/// An operation.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) stage: Stage,
    /// The client's token, which events carry.
    pub(crate) token: Option<String>,
    pub(crate) caller: Caller,
    /// In rows of their own: an operation of many steps ends most of them one by one.
    #[serde(skip)]
    pub(crate) steps: Vec<Step>,
    /// What the stack was before an update.
    pub(crate) before: Option<Settings>,
    /// Steps of this stage that failed.
    pub(crate) failed: Vec<Failed>,
    pub(crate) turn: Option<Turn>,
    /// Why, where it is not what failed.
    pub(crate) reason: Option<String>,
    /// What happens when a step of a creation or an update fails.
    pub(crate) on_failure: Turn,
    pub(crate) retain_except_on_create: bool,
    /// Resources that a deletion leaves.
    pub(crate) retain: Vec<String>,
    /// Whether a deletion leaves what it can't delete.
    pub(crate) force: bool,
    /// The task that ends a creation which takes too long.
    pub(crate) timeout: Option<u64>,
    /// Exports that have been imported so far.
    pub(crate) imports: Vec<String>,
}

/// A step that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failed {
    pub(crate) logical_id: String,
    pub(crate) verb: Verb,
}

/// One thing to do.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// The resource; empty for the outputs.
    pub(crate) logical_id: String,
    pub(crate) work: Work,
    pub(crate) state: State,
    /// The places of the steps that end before this one begins.
    pub(crate) after: Vec<usize>,
    /// The same in every attempt.
    pub(crate) token: String,
    pub(crate) suffix: String,
    pub(crate) task: Option<u64>,
    /// Whether a handler has been called.
    pub(crate) attempted: bool,
    /// What the handler wanted to remember.
    pub(crate) memory: Json,
    /// The physical id as far as it is known.
    pub(crate) physical_id: Option<String>,
    /// What the resource that is made in another's place will be.
    pub(crate) new: Option<Version>,
    /// Whether something came while the handler was called.
    pub(crate) poked: bool,
    /// Whether its resource's last event says that it was cancelled.
    pub(crate) cancelled: bool,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// Not known yet: the properties decide.
    Decide,
    /// Makes the resource.
    Create,
    /// Makes another in its place.
    Replace,
    /// Changes the resource.
    Update,
    /// Gives the resource back what it was before.
    Restore,
    /// Deletes the resource.
    Delete,
    /// Deletes what stood in the resource's place, by its physical id.
    DeleteOld(String),
    /// Evaluates the outputs.
    Outputs,
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    Waiting,
    Queued,
    Running,
    Paused,
    Done,
    Failed,
}

impl Record for Operation {
    const VERSION: u8 = 1;
}

impl Record for Step {
    const VERSION: u8 = 1;
}

impl Operation {
    pub(crate) fn find(view: View<'_>, stack: &str) -> Result<Option<Operation>, StoreError> {
        let Some(row) = view.get(keys::operation(stack))? else { return Ok(None) };
        let mut found: Operation = decode(&row)?;
        for row in view.scan(prefix(keys::steps(stack))) {
            found.steps.push(decode(&row?.1)?);
        }
        Ok(Some(found))
    }

    /// Writes what differs from the steps that the rows hold.
    pub(crate) fn save(&self, tx: &mut Tx<'_>, stack: &str, known: &[Step]) {
        tx.put(keys::operation(stack), encode(self));
        for (place, step) in self.steps.iter().enumerate() {
            if known.get(place) != Some(step) {
                tx.put(keys::step(stack, place), encode(step));
            }
        }
        for place in self.steps.len()..known.len() {
            tx.delete(keys::step(stack, place));
        }
    }

    /// Deletes an operation with so many steps.
    pub(crate) fn delete(tx: &mut Tx<'_>, stack: &str, steps: usize) {
        tx.delete(keys::operation(stack));
        for place in 0..steps {
            tx.delete(keys::step(stack, place));
        }
    }
}

impl Step {
    /// A step that waits for others.
    pub(crate) fn new(logical_id: &str, work: Work, tx: &Tx<'_>) -> Step {
        Step {
            logical_id: logical_id.to_owned(),
            work,
            state: State::Waiting,
            after: Vec::new(),
            token: tx.rng().uuid_v4(),
            suffix: crate::ids::suffix(tx.rng()),
            task: None,
            attempted: false,
            memory: Json::default(),
            physical_id: None,
            new: None,
            poked: false,
            cancelled: false,
        }
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&self) -> bool {
        matches!(self.state, State::Done | State::Failed)
    }

    /// Whether its task exists.
    pub(crate) fn is_under_way(&self) -> bool {
        matches!(self.state, State::Queued | State::Running | State::Paused)
    }

    /// What it does to its resource, in the words of events.
    pub(crate) fn verb(&self) -> Verb {
        match self.work {
            Work::Create => Verb::Create,
            Work::Delete | Work::DeleteOld(_) => Verb::Delete,
            Work::Decide | Work::Replace | Work::Update | Work::Restore | Work::Outputs => Verb::Update,
        }
    }
}
