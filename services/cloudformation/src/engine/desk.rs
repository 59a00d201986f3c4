//! A stack and its operation inside a transaction.

use tradewind_store::{StoreError, Tx, encode};

use super::perform::Payload;
use crate::keys;
use crate::record::{Event, Operation, Resource, Stack, State, Status, Step};

/// The type of stacks, in their own events.
pub(crate) const STACK_TYPE: &str = "AWS::CloudFormation::Stack";

/// A stack and the operation it is under, on their way into their rows.
pub(crate) struct Desk<'a, 'tx> {
    pub(crate) tx: &'a mut Tx<'tx>,
    pub(crate) stack: Stack,
    pub(crate) op: Operation,
    /// The steps that the rows hold.
    known: Vec<Step>,
    /// The operation is over, and nothing can continue it.
    pub(crate) over: bool,
    /// The operation has stopped; something may continue it.
    pub(crate) stopped: bool,
}

impl<'a, 'tx> Desk<'a, 'tx> {
    /// A stack with a new operation, in the place of one that may have stopped.
    pub(crate) fn new(tx: &'a mut Tx<'tx>, stack: Stack, op: Operation) -> Result<Desk<'a, 'tx>, StoreError> {
        let known = Operation::find(tx.view(), &stack.id)?.map(|known| known.steps).unwrap_or_default();
        Ok(Desk { tx, stack, op, known, over: false, stopped: false })
    }

    /// Opens the rows of a stack that has an operation.
    pub(crate) fn open(tx: &'a mut Tx<'tx>, stack: &str) -> Result<Option<Desk<'a, 'tx>>, StoreError> {
        let (found, op) = (Stack::find(tx.view(), stack)?, Operation::find(tx.view(), stack)?);
        let Some((stack, op)) = found.zip(op) else { return Ok(None) };
        let known = op.steps.clone();
        Ok(Some(Desk { tx, stack, op, known, over: false, stopped: false }))
    }

    /// Writes both rows.
    pub(crate) fn save(self) {
        let Desk { tx, stack, op, known, over, .. } = self;
        if over {
            Operation::delete(tx, &stack.id, known.len());
        } else {
            op.save(tx, &stack.id, &known);
        }
        stack.save(tx);
    }

    /// Now, in microseconds.
    pub(crate) fn now(&self) -> u64 {
        self.tx.now().as_micros()
    }

    /// The stack comes into a state, and says so.
    pub(crate) fn stack_event(&mut self, status: Status, reason: Option<String>) {
        stack_event(self.tx, &mut self.stack, Some(&self.op), status, reason);
    }

    /// A resource comes into a state, and says so; about a version of it with this physical id and type.
    pub(crate) fn resource_event(
        &mut self,
        resource: &mut Resource,
        status: Status,
        reason: Option<String>,
        of: Of<'_>,
    ) {
        if !of.old {
            resource.status = status;
            resource.reason.clone_from(&reason);
            resource.at = self.now();
        }
        let stamp = self.tx.now();
        let event = Event {
            id: format!("{}-{}-{stamp}", resource.logical_id, status.as_str()),
            logical_id: resource.logical_id.clone(),
            physical_id: of.physical_id.to_owned(),
            type_name: of.type_name.to_owned(),
            at: self.now(),
            status,
            reason,
            properties: Some(of.properties.to_owned()),
            token: self.op.token.clone(),
            operation: Some(self.op.id.clone()),
        };
        note(self.tx, &mut self.stack, &event);
    }

    /// Makes the task of a step.
    pub(crate) fn queue(&mut self, place: usize) {
        let payload = Payload {
            account: self.stack.account.clone(),
            region: self.stack.region.clone(),
            stack: self.stack.id.clone(),
            operation: self.op.id.clone(),
            step: place,
        };
        let task = self.tx.task(self.tx.now(), keys::STEP, payload.encode());
        if let Some(step) = self.op.steps.get_mut(place) {
            step.task = Some(task.get());
            step.state = State::Queued;
        }
    }
}

/// What an event is about.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) physical_id: &'a str,
    pub(crate) type_name: &'a str,
    /// JSON.
    pub(crate) properties: &'a str,
    /// Whether it is about what stood in the resource's place, whose state is not the resource's.
    pub(crate) old: bool,
}

/// A stack comes into a state, and says so.
pub(crate) fn stack_event(
    tx: &mut Tx<'_>,
    stack: &mut Stack,
    op: Option<&Operation>,
    status: Status,
    reason: Option<String>,
) {
    stack.status = status;
    stack.reason.clone_from(&reason);
    let event = Event {
        id: tx.rng().uuid_v4(),
        logical_id: stack.name.clone(),
        physical_id: stack.arn(),
        type_name: STACK_TYPE.to_owned(),
        at: tx.now().as_micros(),
        status,
        reason,
        properties: None,
        token: op.and_then(|op| op.token.clone()),
        operation: op.map(|op| op.id.clone()),
    };
    note(tx, stack, &event);
}

fn note(tx: &mut Tx<'_>, stack: &mut Stack, event: &Event) {
    tx.insert(keys::event(&stack.id, stack.events), encode(event));
    stack.events += 1;
}
