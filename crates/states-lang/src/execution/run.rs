//! One step of an execution.

use serde_json::Value;
use tradewind_clock::Timestamp;

use super::history::{Detail, HistoryEvent};
use super::{Effect, Event, Execution, MAX_EVENTS, Moment, Outcome, Phase, TaskId, Thread};
use crate::fault::{Fault, HEARTBEAT_TIMEOUT, TIMEOUT};
use crate::jsonata::Chance;
use crate::machine::{Kind, Machine, State};

/// A step that is being made.
pub(super) struct Run<'r, 'm> {
    pub(super) execution: &'r mut Execution,
    root: &'r Machine,
    pub(super) now: Timestamp,
    pub(super) chance: &'m mut Chance<'m>,
    pub(super) effects: Vec<Effect>,
    /// Threads that can go on.
    pub(super) ready: Vec<u64>,
}

impl<'r, 'm> Run<'r, 'm> {
    pub(super) fn new(execution: &'r mut Execution, root: &'r Machine, moment: Moment<'m>) -> Run<'r, 'm> {
        let Moment { now, chance } = moment;
        Run { execution, root, now, chance, effects: Vec::new(), ready: Vec::new() }
    }

    pub(super) fn begin(&mut self, input: Value, role: String) {
        self.note(0, Detail::ExecutionStarted { input: input.clone(), role });
        let first = self.root.start_at.clone();
        // The first state's event has no other before it, as on AWS.
        self.spawn(None, 0, Vec::new(), first, input, Value::Object(serde_json::Map::new()), None, 0);
        self.go_on();
    }

    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::TaskStarted(task, worker) => {
                if let Some((thread, resource)) = self.task(task) {
                    self.note_of(thread, Detail::TaskStarted(resource, worker));
                }
            }
            Event::TaskSubmitted(task, output) => {
                if let Some((thread, resource)) = self.task(task) {
                    self.note_of(thread, Detail::TaskSubmitted(resource, output));
                }
            }
            Event::TaskSucceeded(task, output) => {
                if let Some((thread, resource)) = self.task(task) {
                    self.note_of(thread, Detail::TaskSucceeded(resource, output.clone()));
                    self.finish(thread, output);
                }
            }
            Event::TaskFailed(task, fault) => {
                if let Some((thread, resource)) = self.task(task) {
                    self.note_of(thread, Detail::TaskFailed(resource, fault.clone()));
                    self.fault(thread, fault);
                }
            }
            Event::TaskTimedOut(task, heartbeat) => {
                if let Some((thread, resource)) = self.task(task) {
                    let fault = Fault::new(if heartbeat { HEARTBEAT_TIMEOUT } else { TIMEOUT }, "");
                    self.note_of(thread, Detail::TaskTimedOut(resource, fault.clone()));
                    self.effects.push(Effect::Cancel(task));
                    self.fault(thread, fault);
                }
            }
            Event::TimerFired(task) => self.timer(task),
            Event::TimedOut => self.end(0, Detail::ExecutionTimedOut, Outcome::TimedOut),
            Event::Aborted { error, cause } => {
                let detail = Detail::ExecutionAborted { error: error.clone(), cause: cause.clone() };
                self.end(0, detail, Outcome::Aborted { error, cause });
            }
        }
        self.go_on();
    }

    /// Until every thread waits.
    fn go_on(&mut self) {
        while let Some(thread) = self.ready.pop() {
            if self.execution.over {
                return;
            }
            self.enter(thread);
        }
    }

    fn timer(&mut self, task: TaskId) {
        let Some(thread) = self.waiting(task) else { return };
        match self.execution.threads.get(&thread).map(|thread| &thread.phase) {
            Some(Phase::Waiting) => {
                let input = self.filtered_input(thread);
                match input {
                    Ok(input) => self.finish(thread, input),
                    Err(fault) => self.fault(thread, fault),
                }
            }
            Some(Phase::Retrying) => self.work(thread),
            _ => {}
        }
    }

    /// The thread that waits for this, if it still does.
    fn waiting(&self, task: TaskId) -> Option<u64> {
        let thread = self.execution.threads.get(&task.thread)?;
        (thread.turn == task.turn && thread.phase != Phase::Ready).then_some(task.thread)
    }

    /// The thread that waits for this task, and the task's resource.
    fn task(&self, task: TaskId) -> Option<(u64, String)> {
        let thread = self.waiting(task)?;
        let is_task = self.execution.threads.get(&thread).is_some_and(|thread| thread.phase == Phase::Task);
        match &self.state(thread)?.kind {
            Kind::Task(task) if is_task => Some((thread, task.resource.clone())),
            _ => None,
        }
    }

    /// The state a thread is in.
    pub(super) fn state(&self, thread: u64) -> Option<&'r State> {
        let thread = self.execution.threads.get(&thread)?;
        machine_at(self.root, &thread.place)?.state(&thread.state)
    }

    /// A new thread, which is ready.
    #[expect(clippy::too_many_arguments, reason = "everything a thread begins with, at one place")]
    pub(super) fn spawn(
        &mut self,
        parent: Option<u64>,
        slot: usize,
        place: Vec<(String, usize)>,
        state: String,
        input: Value,
        variables: Value,
        item: Option<Value>,
        previous: u64,
    ) {
        let number = self.execution.next_thread;
        self.execution.next_thread += 1;
        let thread = Thread {
            parent,
            slot,
            place,
            state,
            input,
            variables,
            item,
            previous,
            entered: 0,
            entered_at: 0,
            tries: Vec::new(),
            token: None,
            turn: 0,
            phase: Phase::Ready,
        };
        self.execution.threads.insert(number, thread);
        self.ready.push(number);
    }

    /// A thread begins to wait.
    pub(super) fn wait(&mut self, thread: u64, phase: Phase) -> TaskId {
        self.execution.next_turn += 1;
        let turn = self.execution.next_turn;
        if let Some(thread) = self.execution.threads.get_mut(&thread) {
            (thread.turn, thread.phase) = (turn, phase);
        }
        TaskId { thread, turn }
    }

    /// Writes an event behind another; its number.
    pub(super) fn note(&mut self, previous: u64, detail: Detail) -> u64 {
        self.execution.last_event += 1;
        let id = self.execution.last_event;
        self.effects.push(Effect::History(HistoryEvent { id, previous, at: self.now, detail }));
        id
    }

    /// Writes an event of a thread; its number.
    pub(super) fn note_of(&mut self, thread: u64, detail: Detail) -> u64 {
        let previous = self.execution.threads.get(&thread).map_or(0, |thread| thread.previous);
        let id = self.note(previous, detail);
        if let Some(thread) = self.execution.threads.get_mut(&thread) {
            thread.previous = id;
        }
        id
    }

    /// Whether there is room for what a state writes; otherwise the execution is over.
    pub(super) fn has_room(&mut self) -> bool {
        // The last one says how it ended.
        if self.execution.last_event + 8 < MAX_EVENTS {
            return true;
        }
        let cause = format!("The execution reached the maximum number of history events ({MAX_EVENTS}).");
        let fault = Fault::runtime(cause);
        let previous = self.execution.last_event;
        self.end(previous, Detail::ExecutionFailed(fault.clone()), Outcome::Failed(fault));
        false
    }

    /// The execution is over.
    pub(super) fn end(&mut self, previous: u64, detail: Detail, outcome: Outcome) {
        let previous = match previous {
            0 => self.execution.last_event,
            known => known,
        };
        for (number, thread) in std::mem::take(&mut self.execution.threads) {
            if matches!(thread.phase, Phase::Task | Phase::Waiting | Phase::Retrying) {
                self.effects.push(Effect::Cancel(TaskId { thread: number, turn: thread.turn }));
            }
        }
        self.ready.clear();
        self.note(previous, detail);
        self.execution.over = true;
        self.effects.push(Effect::Done(outcome));
    }
}

/// The machine within these states.
fn machine_at<'m>(root: &'m Machine, place: &[(String, usize)]) -> Option<&'m Machine> {
    place.iter().try_fold(root, |machine, (state, branch)| match &machine.state(state)?.kind {
        Kind::Parallel { branches } => branches.get(*branch),
        Kind::Map(map) => Some(&map.processor),
        _ => None,
    })
}

/// The machine of a branch of this state.
pub(super) fn branch(state: &State, branch: usize) -> Option<&Machine> {
    match &state.kind {
        Kind::Parallel { branches } => branches.get(branch),
        Kind::Map(map) => Some(&map.processor),
        _ => None,
    }
}
